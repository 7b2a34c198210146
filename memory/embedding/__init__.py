"""Text to vectors, on this machine.

:func:`default_embedder` is MiniLM on llama.cpp where its weights are found, else a hashed stand-in
whose ``note`` says so.
"""

from memory.embedding.default import default_embedder
from memory.embedding.hashed import HashedEmbedder
from memory.embedding.port import Embedder

__all__ = ["Embedder", "HashedEmbedder", "default_embedder"]
