"""Vectors of rows that the dense index has yet to hear of, so that nobody waits for it.

What was just said or concluded must be found by the very next question, and a row on its own costs
Chroma 10–25 ms. So the vectors of the few newest rows are held here and compared one by one, until
there are many or somebody has time (:mod:`memory.outbox`). Nothing is lost with them: the outbox
names those rows until the index has them.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from memory.embedding.port import Vectors
from memory.types import HitKind

#: Rows of a kind that are held at most. To compare so many takes a twentieth of a millisecond.
MOST: Final = 128

_RANKS: Final = (0, 1, 2, 3)

#: Ids with their cosine, nearest first.
Near = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Held:
    """A row that is waiting for the index.

    Attributes:
        seq: Its place in the outbox; a row that changed again has another.
        sensitivity: Rank 0–3.
        vector: Of unit length; ``None`` where the row is gone.
    """

    seq: int
    sensitivity: int
    vector: Vectors | None


class Fresh:
    """Rows that are held, by kind. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[HitKind, dict[str, Held]] = {}
        self._read: dict[tuple[HitKind, int], int] = {}

    def read_to(self, kind: HitKind, clearance: int) -> int:
        """Up to which place in the outbox all of a kind is held that a clearance may see."""
        with self._lock:
            return max(self._read.get((kind, rank), -1) for rank in _RANKS[clearance:])

    def held(self, kind: HitKind) -> dict[str, Held]:
        """What is held of a kind, by id."""
        with self._lock:
            return dict(self._held.get(kind, {}))

    def hold(self, kind: HitKind, clearance: int, last: int, rows: Mapping[str, Held]) -> None:
        """Hold these rows too, with which all is held that a clearance may see.

        Args:
            kind: What they are.
            clearance: Rank 0–3.
            last: Up to which place in the outbox.
            rows: By id.
        """
        with self._lock:
            self._held.setdefault(kind, {}).update(rows)
            self._read[kind, clearance] = last

    def drop(self, kind: HitKind, ids: Iterable[str]) -> None:
        """The index has these now."""
        with self._lock:
            for id_ in ids:
                self._held.get(kind, {}).pop(id_, None)

    def clear(self) -> None:
        """Hold nothing."""
        with self._lock:
            self._held.clear()
            self._read.clear()

    def merged(
        self, kind: HitKind, vectors: Vectors, n: int, clearance: int, found: Sequence[Near]
    ) -> list[Near]:
        """What the index found for each vector and what is held, the ``n`` nearest of both.

        What the index has of a row that is held is older, and does not count.
        """
        held = self.held(kind)
        if not held:
            return list(found)
        rows = [
            (id_, row.vector)
            for id_, row in held.items()
            if row.vector is not None and row.sensitivity <= clearance
        ]
        ids = [id_ for id_, _ in rows]
        matrix = np.array([vector for _, vector in rows], dtype=np.float32)
        cosines = vectors @ matrix.reshape(len(rows), vectors.shape[1]).T
        return [
            heapq.nlargest(
                n,
                [*(each for each in near if each[0] not in held), *zip(ids, own, strict=True)],
                key=by_cosine,
            )
            for near, own in zip(found, cosines.tolist(), strict=True)
        ]


def by_cosine(pair: tuple[str, float]) -> tuple[float, str]:
    """What pairs of an id and a cosine are ordered by."""
    return pair[1], pair[0]
