"""Finding what is known: dense and lexical scores fused, with every part of a score shown."""

from memory.retrieval.packing import pack
from memory.retrieval.retriever import Retriever
from memory.retrieval.weights import Weights

__all__ = ["Retriever", "Weights", "pack"]
