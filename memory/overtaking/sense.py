"""The learnt sense itself: small networks over two sentence vectors and what two claims show.

Both vectors go through the same projection; a hidden layer sees the two, their product, how far
they lie apart, and what the words show (:mod:`.shown`). A few such networks, learnt alike from
other beginnings, are averaged: each alone is surer than it should be. Another one sees the later
vector and the words alone: it tells what is worth looking the earlier vector up for, and counts
beside the others. ``python -m memory.overtaking.training``
learns them all; the weights are in ``sense.npz`` beside this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from memory.embedding.port import Embedder, Vectors
from memory.overtaking.cues import Floats
from memory.overtaking.shown import SHOWN

#: The vectors that the weights were learnt on. Another embedder's would give nonsense.
TRAINED_ON: Final = "all-MiniLM-L6-v2"
DIMENSION: Final = 384
WEIGHTS: Final = Path(__file__).with_name("sense.npz")
#: Unit vectors have entries of about a twentieth; so they weigh like the cues at the beginning.
SCALE: Final = 4.0


@dataclass(frozen=True, slots=True)
class Network:
    """Weights of one network.

    Attributes:
        projection: Of a vector, shape (DIMENSION, p).
        shift: Added to what was projected, shape (p,).
        hidden: To the hidden layer from the two projected vectors, their product, their distance
            and what the words show, shape (4 p + SHOWN, h); of the one that sees the later vector
            alone from that and the words, shape (p + SHOWN, h).
        bias: Of the hidden layer, shape (h,).
        out: From the hidden layer to the score, shape (h,).
        offset: Of the score, shape (1,).
    """

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
        seen = wide + SHOWN if self.of_one else 4 * wide + SHOWN
        fitting = (DIMENSION, wide), (wide,), (seen, inner), (inner,), (inner,), (1,)
        if shapes != fitting:
            message = f"weights of shapes {shapes} are not those of this network"
            raise ValueError(message)

    @property
    def of_one(self) -> bool:
        """Whether it sees the later vector alone."""
        return bool(len(self.hidden) == self.projection.shape[1] + SHOWN)

    def score(self, cues: Floats, later: Vectors, earlier: Vectors | None = None) -> Floats:
        """Log-odds, shape (n,), that each later claim has overtaken the earlier one beside it."""
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


@dataclass(frozen=True, slots=True)
class Sense:
    """What was learnt: the networks that see all, and the one that sees no earlier vector."""

    whole: Sequence[Network]
    glance: Network

    def glanced(self, cues: Floats, later: Vectors) -> Floats:
        """Log-odds, shape (n,), without the earlier claims' vectors: a first, cheaper look.

        Args:
            cues: What the words of each two claims show, shape (n, SHOWN).
            later: Vectors of the claims that came, shape (n, DIMENSION).
        """
        return self.glance.score(cues, later)

    def sensed(self, cues: Floats, later: Vectors, earlier: Vectors) -> Floats:
        """Mean log-odds, shape (n,), that each later claim has overtaken the earlier one.

        Args:
            cues: What the words of each two claims show, shape (n, SHOWN).
            later: Vectors of the claims that came, shape (n, DIMENSION).
            earlier: Vectors of the claims that were known, shape (n, DIMENSION).
        """
        scores: Floats = np.mean([each.score(cues, later, earlier) for each in self.whole], axis=0)
        return scores


@lru_cache(maxsize=1)
def sense(path: Path = WEIGHTS) -> Sense:
    """Read the committed weights."""
    with np.load(path) as stored:
        several = [
            Network(*(stored[f"{name}.{part.name}"].astype(np.float32) for part in fields(Network)))
            for name in sorted({name.partition(".")[0] for name in stored.files})
        ]
    (glance,) = (each for each in several if each.of_one)
    return Sense(whole=tuple(each for each in several if not each.of_one), glance=glance)


def kept(learnt: Sense, path: Path = WEIGHTS) -> None:
    """Write weights, with half the digits that they were learnt with."""
    several = {f"whole{number}": each for number, each in enumerate(learnt.whole)}
    several["glance"] = learnt.glance
    np.savez(
        path,
        **{
            f"{name}.{part.name}": getattr(each, part.name).astype(np.float16)
            for name, each in several.items()
            for part in fields(Network)
        },
    )


def fits(embedder: Embedder) -> bool:
    """Whether the weights were learnt on this embedder's vectors."""
    known = TRAINED_ON in embedder.name or TRAINED_ON in embedder.identity
    return known and embedder.dimension == DIMENSION
