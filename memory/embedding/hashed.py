"""The stand-in for a real embedding model: hashed character n-grams.

Words and their parts are hashed into a fixed number of signed buckets (Weinberger et al., "Feature
Hashing for Large Scale Multitask Learning", ICML 2009; character n-grams after Bojanowski et al.,
"Enriching Word Vectors with Subword Information", 2017). It finds shared words, endings and
misspellings, but no meaning: *car* and *automobile* are strangers to it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np

from memory.embedding.port import Vectors

DIMENSION: Final = 384
_SIZES: Final = (3, 4, 5)
# A word as a whole tells more than each of its parts.
_WORD_WEIGHT: Final = 2.0
_PRIME: Final = np.uint64(1099511628211)
_OFFSET: Final = np.uint64(14695981039346656037)
_LONGEST: Final = 4000


class HashedEmbedder:
    """Deterministic vectors of character n-grams, the same in every process and on every machine.

    Args:
        note: What a person should know; says why the real model is not in use.
    """

    def __init__(self, *, note: str = "") -> None:
        self.name = "hashed character n-grams"
        self.identity = f"hashed-ngrams-v1-{DIMENSION}"
        self.dimension = DIMENSION
        self.note = note or "vectors are hashed character n-grams: they match words, not meanings"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts; a text of nothing but punctuation gives a zero row."""
        rows = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            _fill(row, text)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, norms, out=rows, where=norms > 0)
        return rows

    def close(self) -> None:
        """Nothing is held."""


def _fill(row: Vectors, text: str) -> None:
    words = _words(text[:_LONGEST])
    if not words:
        return
    # One array of code points for all words, with the boundary marker 0 between them: n-grams are
    # windows over it, and those that would span two words are masked out.
    points = np.array([ord(char) for char in "\0" + "\0".join(words) + "\0"], dtype=np.uint64)
    breaks = np.cumsum(points == 0)
    for size in _SIZES:
        if len(points) < size:
            continue
        windows = np.lib.stride_tricks.sliding_window_view(points, size)
        # A window may begin or end on a boundary (that is the n-gram of a prefix or a suffix),
        # but must have none inside.
        inner = breaks[size - 2 : len(points) - 1] - breaks[: len(points) - size + 1]
        _add(row, _hashes(windows[inner == 0]), 1.0)
    width = max(map(len, words))
    padded = np.zeros((len(words), width), dtype=np.uint64)
    for line, word in zip(padded, words, strict=True):
        line[: len(word)] = [ord(char) for char in word]
    _add(row, _hashes(padded), _WORD_WEIGHT)


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        char if char.isalnum() else "" if unicodedata.combining(char) else " " for char in folded
    )
    return "".join(kept).split()


def _hashes(
    windows: np.ndarray[tuple[int, ...], np.dtype[np.uint64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint64]]:
    """FNV-1a over code points, row by row; overflow is meant. Padding zeros are skipped."""
    hashes = np.full(len(windows), _OFFSET ^ np.uint64(windows.shape[1]), dtype=np.uint64)
    for column in windows.T:
        hashes = (hashes ^ column) * _PRIME
    # FNV leaves the low bits correlated; one avalanche step spreads them.
    return hashes ^ (hashes >> np.uint64(29))


def _add(
    row: Vectors, hashes: np.ndarray[tuple[int, ...], np.dtype[np.uint64]], weight: float
) -> None:
    buckets = (hashes % np.uint64(DIMENSION)).astype(np.intp)
    signs = np.where((hashes >> np.uint64(40)) & np.uint64(1), weight, -weight)
    np.add.at(row, buckets, signs.astype(np.float32))
