"""One network, its file, and the embedder whose vectors it was learnt on.

Both vectors go through the same projection; a hidden layer sees the two, their product, how far
they lie apart, and what the words show. A network may also see the later vector and the words
alone: it tells what is worth looking the earlier vector up for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memory.embedding.port import Embedder, Vectors

Floats = NDArray[np.float32]

#: The vectors that the weights were learnt on. Another embedder's would give nonsense.
TRAINED_ON: Final = "all-MiniLM-L6-v2"
DIMENSION: Final = 384
#: Unit vectors have entries of about a twentieth; so they weigh like the cues at the beginning.
SCALE: Final = 4.0


@dataclass(frozen=True, slots=True)
class Network:
    """Weights of one network.

    Attributes:
        cues: How many numbers the words show.
        projection: Of a vector, shape (DIMENSION, p).
        shift: Added to what was projected, shape (p,).
        hidden: To the hidden layer from the two projected vectors, their product, their distance
            and what the words show, shape (4 p + cues, h); of the one that sees the later vector
            alone from that and the words, shape (p + cues, h).
        bias: Of the hidden layer, shape (h,).
        out: From the hidden layer to the score, shape (h,).
        offset: Of the score, shape (1,).
    """

    cues: int
    projection: Floats
    shift: Floats
    hidden: Floats
    bias: Floats
    out: Floats
    offset: Floats

    def __post_init__(self) -> None:
        wide, inner = self.projection.shape[1], self.hidden.shape[1]
        shapes = tuple(
            each.shape
            for each in (
                self.projection, self.shift, self.hidden, self.bias, self.out, self.offset,
            )
        )  # fmt: skip
        seen = (wide if self.of_one else 4 * wide) + self.cues
        fitting = (DIMENSION, wide), (wide,), (seen, inner), (inner,), (inner,), (1,)
        if shapes != fitting:
            message = f"weights of shapes {shapes} are not those of this network"
            raise ValueError(message)

    @property
    def of_one(self) -> bool:
        """Whether it sees the later vector alone."""
        return bool(len(self.hidden) == self.projection.shape[1] + self.cues)

    def score(self, cues: Floats, later: Vectors, earlier: Vectors | None = None) -> Floats:
        """Log-odds, shape (n,), of what was learnt for each later claim and the one beside it."""
        inner = np.maximum(self.seen(cues, later, earlier) @ self.hidden + self.bias, 0.0)
        scores: Floats = inner @ self.out + self.offset
        return scores

    def seen(self, cues: Floats, later: Vectors, earlier: Vectors | None) -> Floats:
        """What the hidden layer sees of each two claims, shape (n, len(hidden))."""
        other = later @ self.projection * SCALE + self.shift
        if earlier is None:
            return np.hstack((other, cues))
        one = earlier @ self.projection * SCALE + self.shift
        return np.hstack((one, other, one * other, np.abs(one - other), cues))


_PARTS: Final = tuple(part.name for part in fields(Network) if part.name != "cues")


def stored(path: Path, cues: int) -> dict[str, Network]:
    """Read the networks of a file, by name, which see so many numbers of the words.

    Raises:
        ValueError: They are of another shape.
    """
    with np.load(path) as file:
        return {
            name: Network(cues, *(file[f"{name}.{part}"].astype(np.float32) for part in _PARTS))
            for name in sorted({each.partition(".")[0] for each in file.files})
        }


def written(networks: Mapping[str, Network], path: Path) -> None:
    """Write networks by name, with half the digits that they were learnt with."""
    np.savez(
        path,
        **{
            f"{name}.{part}": getattr(each, part).astype(np.float16)
            for name, each in networks.items()
            for part in _PARTS
        },
    )


def fits(embedder: Embedder) -> bool:
    """Whether the weights were learnt on this embedder's vectors."""
    known = TRAINED_ON in embedder.name or TRAINED_ON in embedder.identity
    return known and embedder.dimension == DIMENSION
