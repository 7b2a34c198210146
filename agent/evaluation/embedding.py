"""Each text is embedded once in a run, for our own recall and for the baselines alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from memory.embedding.port import Embedder, Vectors


class Remembering:
    """An embedder that keeps every vector it made; closing it closes the one inside."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self._known: dict[str, Vectors] = {}
        self.name = inner.name
        self.identity = inner.identity
        self.dimension = inner.dimension
        self.note = inner.note

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, float32 of shape (len(texts), dimension)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._inner.embed(new), strict=True))
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.vstack([self._known[text] for text in texts])

    def close(self) -> None:
        """Release the embedder inside."""
        self._known.clear()
        self._inner.close()
