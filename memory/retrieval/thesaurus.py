"""Words that mean nearly the same, and how common English words are.

Whoever asks which instruments somebody plays gets no violin from BM25, and from one vector of a
whole turn only where little else was said in it. ``thesaurus.npz`` beside this file holds, for the
commoner words of English, those whose MiniLM vectors are near. It comes from the model alone and
knows nothing of anybody's memory: nothing in it must be forgotten, or hidden from a caller.
``python -m memory.retrieval.thesaurus_making`` makes it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

FILE: Final = Path(__file__).with_name("thesaurus.npz")
#: Zipf's law: a word of rank r makes up a tenth of an r-th of English, so a turn of 25 words has it
#: with a chance of two and a half in r.
_ZIPF: Final = 2.5
_COMMONEST: Final = 5


@dataclass(frozen=True, slots=True)
class Near:
    """A word that means nearly the same: its stem, and the cosine of the two (0–1)."""

    stem: str
    likeness: float


@dataclass(frozen=True, slots=True)
class _Thesaurus:
    """The file's contents: words by number, and each one's near words from ``begins`` on."""

    stems: tuple[str, ...]
    number: dict[str, int]
    ranks: NDArray[np.uint16]
    begins: NDArray[np.uint32]
    others: NDArray[np.uint16]
    likeness: NDArray[np.uint8]


@lru_cache(maxsize=4096)
def near(word: str) -> tuple[Near, ...]:
    """Stems of the words that are near a stem, nearest first; none for a word that is unknown."""
    read = _read()
    number = read.number.get(word)
    if number is None:
        return ()
    here = slice(int(read.begins[number]), int(read.begins[number + 1]))
    return tuple(
        Near(read.stems[other], percent / 100)
        for other, percent in zip(
            read.others[here].tolist(), read.likeness[here].tolist(), strict=True
        )
    )


def known(word: str) -> bool:
    """Whether a stem is that of a common English word."""
    return word in _read().number


def rarity(word: str) -> float:
    """Inverse document frequency of a known stem among turns of ordinary English."""
    read = _read()
    return math.log(max(int(read.ranks[read.number[word]]), _COMMONEST) / _ZIPF)


@lru_cache(maxsize=1)
def _read() -> _Thesaurus:
    with np.load(FILE) as file:
        stems = tuple(bytes(file["stems"]).decode("ascii").split())
        return _Thesaurus(
            stems,
            {stem: number for number, stem in enumerate(stems)},
            file["ranks"],
            file["begins"],
            file["others"],
            file["likeness"],
        )
