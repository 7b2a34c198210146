"""What the store asks of whatever turns text into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

#: float32, shape (number of texts, dimension), rows of unit length.
Vectors = NDArray[np.float32]


@runtime_checkable
class Embedder(Protocol):
    """Turns texts into unit vectors whose inner product says how alike they are in meaning.

    Attributes:
        name: What a person calls it, such as ``all-MiniLM-L6-v2``.
        identity: Changes whenever the vectors would; an index made under another identity is
            rebuilt rather than mixed.
        dimension: Length of every vector.
        note: Empty, or what a person should know about this embedder (shown by ``doctor``).
    """

    name: str
    identity: str
    dimension: int
    note: str

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, float32 of shape (len(texts), dimension), rows of unit length.

        A text without a single usable character may give a zero row.

        Raises:
            ModelError: The model behind it failed.
        """
        ...

    def close(self) -> None:
        """Release what is held; may be called twice."""
        ...
