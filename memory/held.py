"""Vectors in memory, every one compared: of a few thousand the exact answer, and a sooner one.

HNSW finds nearly all of what is nearest, another nearly all each time that it is built, and through
Chroma a search costs a millisecond or two however few there are. To compare 4,000 vectors of 384
numbers takes a quarter of one. So what is small is held, and Chroma keeps it. More is not worth it:
10,000 are 15 MB, which pass through the processor's cache and leave nothing else in it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Final

import numpy as np

from memory.embedding.port import Vectors
from memory.types import HitKind

#: Kind and sensitivity rank of a collection.
Place = tuple[HitKind, int]
#: Ids and vectors, some at a time.
Pages = Iterator[tuple[Sequence[str], Vectors]]

#: Vectors of a collection that are held at most: 6 MB of 384 numbers each.
MOST: Final = 4096
#: Seconds between two steps of reading what is to be held, for those who wait with a question.
_PAUSE: Final = 0.002

_ROOM: Final = 64
_TINY: Final = 1e-12


class Held:
    """Vectors by id. Not for several threads at once.

    Args:
        dimension: Numbers of each.
    """

    def __init__(self, dimension: int) -> None:
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        self._rows: Vectors = np.zeros((_ROOM, dimension), dtype=np.float32)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ids)

    def put(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Hold vectors, instead of those of ids that are known.

        Args:
            ids: Distinct ids.
            vectors: Shape (ids, dimension), of any length but zero.
        """
        fresh = [id_ for id_ in ids if id_ not in self._places]
        self._places |= {id_: len(self._ids) + n for n, id_ in enumerate(fresh)}
        self._ids += fresh
        if len(self._ids) > len(self._rows):
            rows = np.zeros((len(self._ids) * 3 // 2, self._rows.shape[1]), dtype=np.float32)
            rows[: len(self._rows)] = self._rows
            self._rows = rows
        self._rows[[self._places[id_] for id_ in ids]] = _of_unit_length(vectors)

    def drop(self, ids: Sequence[str]) -> None:
        """Hold these no longer; nothing of them stays in memory."""
        for id_ in ids:
            place = self._places.pop(id_, None)
            if place is None:
                continue
            last = len(self._ids) - 1
            self._rows[place] = self._rows[last]
            self._rows[last] = 0
            moved = self._ids.pop()
            if place != last:
                self._ids[place] = moved
                self._places[moved] = place

    def nearest(self, vectors: Vectors, n: int) -> list[list[tuple[str, float]]]:
        """For each of some vectors the ``n`` nearest ids with their cosine, nearest first."""
        rows = self._rows[: len(self._ids)]
        # Not as one product: BLAS would have its threads wait for more, on the cores of others.
        return [self._best(np.vecdot(rows, one), n) for one in _of_unit_length(vectors)]

    def _best(self, cosines: Vectors, n: int) -> list[tuple[str, float]]:
        if n < 1:
            return []
        best = np.arange(len(cosines))
        if n < len(cosines):
            best = np.argpartition(cosines, len(cosines) - n)[-n:]
        found = [(self._ids[place], float(cosines[place])) for place in best.tolist()]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


class Holding:
    """Which collections of a generation are held. What is called is called with the index's lock.

    Args:
        dimension: Numbers of a vector.
        empty: Collections that have nothing yet; they are held until they are too large.
    """

    def __init__(self, dimension: int, empty: Iterable[Place] = ()) -> None:
        self._dimension = dimension
        self._held = {place: Held(dimension) for place in empty}
        self._half = dict[Place, Held]()  # still being read
        self._reading: dict[Place, threading.Thread] = {}

    def of(self, place: Place) -> Held | None:
        """A collection, if it is held."""
        return self._held.get(place)

    def put(self, place: Place, ids: Sequence[str], vectors: Vectors) -> None:
        """Vectors were written to a collection."""
        for known in (self._held, self._half):
            if place in known:
                known[place].put(ids, vectors)
                if len(known[place]) > MOST:
                    del known[place]

    def drop(self, place: Place, ids: Sequence[str]) -> None:
        """Vectors were removed from a collection."""
        for known in (self._held, self._half):
            if place in known:
                known[place].drop(ids)

    def read(self, place: Place, pages: Pages, lock: AbstractContextManager[object]) -> None:
        """Begin to read a collection beside all else, to hold it from then on.

        Args:
            place: The collection.
            pages: Reads some of it at each step, and fails once it is closed. What is written
                between two steps is written here, too.
            lock: The index's, for each step.
        """
        if place in self._reading:
            return
        self._reading[place] = threading.Thread(
            target=self._read, args=(place, pages, lock), name="gumption-held", daemon=True
        )
        self._half[place] = Held(self._dimension)
        self._reading[place].start()

    def reading(self) -> list[threading.Thread]:
        """Who is reading still."""
        return list(self._reading.values())

    def _read(self, place: Place, pages: Pages, lock: AbstractContextManager[object]) -> None:
        try:
            while True:
                time.sleep(_PAUSE)
                with lock:
                    page = next(pages, None)
                    if place not in self._half:
                        return  # it has become too large
                    if page is None:
                        self._held[place] = self._half[place]
                        return
                    self._half[place].put(*page)
        except Exception:  # noqa: BLE001 - what is damaged there, a query will find out as well
            return
        finally:
            with lock:
                self._half.pop(place, None)
                self._reading.pop(place, None)


def _of_unit_length(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, _TINY), dtype=np.float32)
