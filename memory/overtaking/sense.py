"""The learnt sense itself: networks over two sentence vectors and what two claims show.

A few networks (:mod:`memory.networks`), learnt alike from other beginnings, are averaged: each
alone is surer than it should be. Another one sees the later vector and the words alone: it tells
what is worth looking the earlier vector up for, and counts beside the others.
``python -m memory.overtaking.training`` learns them all; the weights are in ``sense.npz`` beside
this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from memory.embedding.port import Vectors
from memory.networks import Floats, Network, stored, written
from memory.overtaking.shown import SHOWN

WEIGHTS: Final = Path(__file__).with_name("sense.npz")


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
    several = stored(path, SHOWN).values()
    (glance,) = (each for each in several if each.of_one)
    return Sense(whole=tuple(each for each in several if not each.of_one), glance=glance)


def kept(learnt: Sense, path: Path = WEIGHTS) -> None:
    """Write weights."""
    several = {f"whole{number}": each for number, each in enumerate(learnt.whole)}
    written(several | {"glance": learnt.glance}, path)
