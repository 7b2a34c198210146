"""The embedding model that the daemon runs on: the configured one, or what stands in for it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agent.config import MemorySection
from agent.home import Home
from memory.errors import ModelUnavailable

if TYPE_CHECKING:
    from memory.embedding import Embedder

log = logging.getLogger(__name__)

REMEDY = (
    "gumption model use NAME chooses another embedding model;"
    ' gumption config set memory.embedding_path "" goes back to the default one'
)


@dataclass(frozen=True, slots=True)
class Embedding:
    """What makes the vectors; ``fault`` says why it is not what was configured, if so."""

    embedder: Embedder
    fault: str = ""


def open_embedding(home: Home, section: MemorySection) -> Embedding:
    """Open the configured model; where that cannot be used, the default one stands in.

    A model that was never usable has made no vectors, so nothing is embedded anew for its stand-in.
    One that was, and is not any more, has: then the index is made anew in the background, and once
    more when it comes back. Vectors of two models cannot be compared, and without any nothing but
    words would be found until somebody notices.
    """
    from memory.embedding import default_embedder

    allowed, path = section.download, section.embedding_path
    try:
        return Embedding(default_embedder(cache=home.cache, path=path, allow_download=allowed))
    except ModelUnavailable as error:
        log.warning("the configured embedding model cannot be used; the default one stands in")
        embedder = default_embedder(cache=home.cache, allow_download=allowed)
        told = f"{error.message}, so it stands in"
        embedder.note = f"{told}; {embedder.note}" if embedder.note else told
        return Embedding(embedder, error.message)
