"""The dense index: which stored rows are near a vector (Chroma, cosine HNSW).

Chroma holds vectors and ids, never text. There is one collection for each kind and sensitivity, and
it is queried without a filter: a ``where`` costs 25 times as much at 20,000 rows, and rows of one
HNSW graph influence which others are found, so what a caller may not know of lives in a graph of
its own (non-interference, DESIGN §4).

Everything lives in a *generation*: a folder of its own (or, on a server, a prefix of collection
names). A small description names the current one, by which embedder it was made, and nothing else.
Rebuilding writes the next generation beside it, moves the description over, and removes the old
one. That is also how forgetting works: Chroma keeps the bytes of a deleted vector in its HNSW file
and its write-ahead queue, so they leave by not being copied. And that is how the index stays as
small as what is in it: of each deleted vector Chroma keeps 2.4 kB, in memory too, so a generation
that has seen many deletions is copied without them (:meth:`DenseIndex.compact`).
"""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from memory.embedding.port import Embedder, Vectors
from memory.errors import StorageError, StoreDamaged
from memory.fresh import by_cosine
from memory.heap import give_back, overwrite_from_now_on
from memory.held import MOST, Holding, Pages, Place
from memory.index_home import Description, EmbeddedHome, IndexHome, ServerHome
from memory.types import HitKind

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

KINDS: Final[tuple[HitKind, ...]] = ("proposition", "observation")
RANKS: Final = (0, 1, 2, 3)
#: More rows than any question asks for: a collection that has them need not be counted again after
#: more were added, which takes Chroma five milliseconds at 100,000.
PLENTY: Final = 10_000
#: Chroma takes at most 5,461 rows in one call; a thousand costs no more a row.
BATCH: Final = 1000
#: Rows of a copy that are in memory at once: Chroma makes a Python number of each of their numbers.
COPIED: Final = 50
_PERSONAL: Final = 1
#: Deleted vectors that are worth a copy of the index: 2.4 MB. Then, so many for each that stays:
#: what a copy costs (half a millisecond a row) is spread over at least half as many deletions.
_WORN: Final = 1000
_WORN_SHARE: Final = 0.5

_Collections = Mapping[Place, "Collection"]
#: Kind, ids, vectors and sensitivity ranks of some rows.
Batch = tuple[HitKind, Sequence[str], Vectors, Sequence[int]]


class DenseIndex:
    """Vectors by kind and sensitivity, on disk or on a Chroma server.

    Args:
        place: A folder of its own, or ``http://host:port`` of a Chroma server.
        embedder: What makes the vectors; only its identity and dimension are used.
        namespace: Prefix of the collections' names, to share a server.

    ``needs_rebuild`` is empty, or says in words why the index cannot be used until
    :meth:`rebuild`: another embedder made it, or it is damaged. Until then queries find nothing.
    """

    def __init__(
        self, place: str | Path, embedder: Embedder, *, namespace: str = "gumption"
    ) -> None:
        self._home: IndexHome
        if isinstance(place, str) and place.startswith(("http://", "https://")):
            self._home = ServerHome(place, namespace)
        else:
            self._home = EmbeddedHome(Path(place))
        self._identity = embedder.identity
        self._dimension = embedder.dimension
        self._lock = threading.RLock()
        self._collections: _Collections | None = None
        # Rows at least. Counting costs Chroma as much as a search, and most collections are empty.
        self._sizes: dict[tuple[HitKind, int], int] = {}
        self._holding = Holding(self._dimension)
        self.needs_rebuild = ""
        #: Whether there was no index here before; a ledger with rows should then rebuild it.
        self.created = False
        self._open()

    def add(
        self,
        kind: HitKind,
        ids: Sequence[str],
        vectors: Vectors,
        sensitivities: Sequence[int] | None = None,
    ) -> None:
        """Store vectors, replacing those of known ids (also under another sensitivity).

        Args:
            kind: What the ids name.
            ids: Distinct ids.
            vectors: Unit rows, one for each id.
            sensitivities: Rank 0–3 of each; *personal* when not given.

        Raises:
            StoreDamaged: The index must be rebuilt first.
            StorageError: Chroma refused the write.
        """
        if not ids:
            return
        ranks = [_PERSONAL] * len(ids) if sensitivities is None else list(sensitivities)
        with self._lock:
            collections = self._ready()
            with _translated("write to"):
                self._leave_other_ranks(collections, kind, ids, ranks)
                for rank in set(ranks):
                    if self._sizes.get((kind, rank), 0) < PLENTY:
                        self._sizes.pop((kind, rank), None)
                _fill(collections, self._holding, (kind, ids, vectors, ranks))

    def delete(self, kind: HitKind, ids: Sequence[str]) -> None:
        """Make ids unfindable. Their bytes stay on disk until :meth:`purge`."""
        with self._lock:
            collections = self._ready()
            with _translated("write to"):
                self._sizes.clear()
                self._count_removed(
                    sum(self._remove(collections, (kind, rank), ids) for rank in RANKS)
                )

    def query(
        self, kind: HitKind, vector: Vectors, n: int, *, clearance: int = RANKS[-1]
    ) -> list[tuple[str, float]]:
        """The ``n`` nearest ids up to a clearance rank with their cosine, nearest first.

        Approximate as HNSW is. A damaged index finds nothing and sets ``needs_rebuild``.
        """
        return self.query_many(kind, vector.reshape(1, -1), n, clearance=clearance)[0]

    def query_many(
        self, kind: HitKind, vectors: Vectors, n: int, *, clearance: int = RANKS[-1]
    ) -> list[list[tuple[str, float]]]:
        """Like :meth:`query` for several vectors, at a third of the cost of asking one by one."""
        nothing: list[list[tuple[str, float]]] = [[] for _ in vectors]
        with self._lock:
            if self.needs_rebuild or not len(vectors):
                return nothing
            collections = self._ready()
            try:
                found = [
                    self._nearest(collections, (kind, rank), vectors, n)
                    for rank in RANKS
                    if rank <= clearance and self._size(kind, rank)
                ]
            except StorageError:
                raise
            except Exception as error:  # noqa: BLE001 - Chroma's errors share no base class
                self.needs_rebuild = f"the index is damaged: {error}"
                return nothing
        return [
            heapq.nlargest(n, itertools.chain.from_iterable(pairs), key=by_cosine)
            for pairs in zip(*found, strict=True)
        ] or nothing

    def vectors(self, kind: HitKind, ids: Sequence[str]) -> dict[str, Vectors]:
        """Stored vectors of those ids that are known."""
        found: dict[str, Vectors] = {}
        with self._lock:
            collections = self._ready()
            with _translated("read"):
                for rank in RANKS:
                    for some in _chunks(ids):
                        rows = collections[kind, rank].get(ids=some, include=["embeddings"])
                        found.update(zip(rows["ids"], _matrix(rows["embeddings"]), strict=True))
        return found

    def count(self, kind: HitKind) -> int:
        """How many ids of a kind are stored; 0 while a rebuild is needed."""
        with self._lock:
            if self.needs_rebuild:
                return 0
            collections = self._ready()
            with _translated("read"):
                return sum(collections[kind, rank].count() for rank in RANKS)

    def ids(self, kind: HitKind) -> set[str]:
        """Every stored id of a kind."""
        with self._lock:
            collections = self._ready()
            with _translated("read"):
                return {
                    id_ for rank in RANKS for id_ in collections[kind, rank].get(include=[])["ids"]
                }

    def rebuild(self, batches: Iterable[Batch]) -> int:
        """Replace everything by these rows; returns how many there were.

        Until the last one is in, the old index goes on answering; what is written to it meanwhile
        is lost. Fails as a whole: after an error or a crash the old generation is still the current
        one.
        """
        generation = self._home.fresh_generation()
        holding = self._all_held()
        total = 0
        try:
            with _translated("rebuild"):
                collections = self._open_collections(generation)
                for batch in batches:
                    _fill(collections, holding, batch)
                    total += len(batch[1])
        except BaseException:
            with self._lock:
                self._home.discard(generation)
            raise
        with self._lock:
            self._home.adopt(Description(self._identity, self._dimension, generation))
            self._collections = collections
            self._holding = holding
            self._sizes.clear()
            self.needs_rebuild = ""
            self.created = False
        return total

    def compact(self) -> bool:
        """Copy what is left into a new generation if much was deleted; whether it was done.

        The old one goes on answering meanwhile; nobody may write.
        """
        with self._lock:
            description = None if self.needs_rebuild else self._home.description()
            if description is None or description.removed < _WORN:
                return False
            if description.removed < _WORN_SHARE * sum(map(self.count, KINDS)):
                return False
        self.rebuild(self._surviving())
        give_back()
        return True

    def purge(self, forgotten: Mapping[HitKind, Iterable[str]]) -> None:
        """Remove ids so that no byte of their vectors stays in the index's folder.

        They cannot be found any more at once. Then what stays is copied into a new generation,
        which takes about half a millisecond a row; the old one goes on answering meanwhile, and
        nobody may write.
        """
        # The new files would otherwise hold what this process has freed: see memory.heap.
        overwrite_from_now_on()
        if self.needs_rebuild:
            return
        for kind in KINDS:
            self.delete(kind, list(forgotten.get(kind, ())))
        self.rebuild(self._surviving())
        give_back()

    def close(self) -> None:
        """Release Chroma's files and threads; may be called twice."""
        with self._lock:
            self._collections = None
            reading = self._holding.reading()
            self._holding = Holding(self._dimension)
            self._home.close()
        for thread in reading:  # each ends at its next step
            thread.join()

    def _open(self) -> None:
        try:
            description = self._home.description()
        except StoreDamaged as error:
            self.needs_rebuild = error.message
            return
        if description is None:
            self.created = True
            self._holding = self._all_held()
            self._home.adopt(
                Description(self._identity, self._dimension, self._home.fresh_generation())
            )
        elif (description.identity, description.dimension) != (self._identity, self._dimension):
            self.needs_rebuild = (
                f"the index was made by {description.identity} ({description.dimension} numbers"
                f" a vector), not by {self._identity} ({self._dimension})"
            )

    def _ready(self) -> _Collections:
        """The current collections, opened on first use.

        Raises:
            StoreDamaged: A rebuild is needed.
        """
        if self._collections is None and not self.needs_rebuild:
            description = self._home.description()
            try:
                if description is None:
                    raise StoreDamaged("the index's description is gone")  # noqa: TRY301
                self._collections = self._open_collections(description.generation)
            except Exception as error:  # noqa: BLE001 - Chroma's errors share no base class
                self.needs_rebuild = f"the index is damaged: {error}"
        if self.needs_rebuild or self._collections is None:
            raise StoreDamaged(self.needs_rebuild, hint="run gumption doctor --reindex")
        return self._collections

    def _open_collections(self, generation: str) -> _Collections:
        client, prefix = self._home.client(generation)
        return {
            (kind, rank): client.get_or_create_collection(
                f"{prefix}{kind}-{rank}",
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )
            for kind in KINDS
            for rank in RANKS
        }

    def _size(self, kind: HitKind, rank: int) -> int:
        """Rows of a collection, counted once after a write; of very many, those at least."""
        key = (kind, rank)
        if key not in self._sizes:
            self._sizes[key] = self._ready()[key].count()
        return self._sizes[key]

    def _leave_other_ranks(
        self,
        collections: _Collections,
        kind: HitKind,
        ids: Sequence[str],
        ranks: Sequence[int],
    ) -> None:
        """Remove ids from the collections of sensitivities that they no longer have."""
        for rank in RANKS:
            moved = [id_ for id_, now in zip(ids, ranks, strict=True) if now != rank]
            if moved and self._size(kind, rank):
                self._sizes.pop((kind, rank), None)
                self._remove(collections, (kind, rank), moved)

    def _remove(self, collections: _Collections, place: Place, ids: Sequence[str]) -> int:
        """Delete those of some ids that are in a collection; how many were."""
        self._holding.drop(place, ids)
        return _drop(collections[place], ids)

    def _nearest(
        self, collections: _Collections, place: Place, vectors: Vectors, n: int
    ) -> list[list[tuple[str, float]]]:
        """The nearest of one collection that is not empty."""
        held = self._holding.of(place)
        if held is not None:
            return held.nearest(vectors, n)
        size = self._size(*place)
        if size <= MOST and self._home.embedded:
            self._holding.read(place, self._pages(collections, place), self._lock)
        return _nearest(collections[place], vectors, min(n, size))

    def _pages(self, collections: _Collections, place: Place) -> Pages:
        """All of a collection, some at a time, for as long as it is the current one."""
        for some in _chunks(collections[place].get(include=[])["ids"], COPIED):
            rows = collections[place].get(ids=some, include=["embeddings"])
            yield rows["ids"], _matrix(rows["embeddings"])
            if self._collections is not collections:
                raise StorageError("the index was closed or made anew")

    def _all_held(self) -> Holding:
        """All collections of a new generation; none on a server, where others may write."""
        every = [(kind, rank) for kind in KINDS for rank in RANKS]
        return Holding(self._dimension, every if self._home.embedded else ())

    def _count_removed(self, more: int) -> None:
        description = self._home.description() if more else None
        if description is not None:
            self._home.describe(replace(description, removed=description.removed + more))

    def _surviving(self) -> Iterator[Batch]:
        with self._lock:
            collections = self._ready()
        for (kind, rank), collection in collections.items():
            # By their ids: to begin somewhere Chroma counts the rows before, 45 s instead of 5 for
            # 100,000 rows.
            for some in _chunks(collection.get(include=[])["ids"], COPIED):
                rows = collection.get(ids=some, include=["embeddings"])
                yield kind, rows["ids"], _matrix(rows["embeddings"]), [rank] * len(rows["ids"])


class _translated:  # noqa: N801 - reads as a word after `with`
    """Turns whatever Chroma raises into a storage error that says what was being done."""

    def __init__(self, doing: str) -> None:
        self._doing = doing

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, StorageError):
            raise StorageError(f"cannot {self._doing} the dense index: {error}") from error


def _fill(collections: _Collections, holding: Holding, batch: Batch) -> None:
    kind, ids, vectors, ranks = batch
    for rank in RANKS:
        rows = [i for i, one in enumerate(ranks) if one == rank]
        for start in range(0, len(rows), BATCH):
            some = rows[start : start + BATCH]
            named = [ids[i] for i in some]
            collections[kind, rank].upsert(named, embeddings=vectors[some])
            holding.put((kind, rank), named, vectors[some])


def _drop(collection: Collection, ids: Sequence[str]) -> int:
    """Delete those of some ids that are there; how many were."""
    dropped = 0
    for some in _chunks(ids):
        known = collection.get(ids=some, include=[])["ids"]
        if known:
            collection.delete(ids=known)
            dropped += len(known)
    return dropped


def _nearest(collection: Collection, vectors: Vectors, n: int) -> list[list[tuple[str, float]]]:
    asked: list[Sequence[float]] = vectors.tolist()
    found = collection.query(query_embeddings=asked, n_results=n, include=["distances"])
    return [
        [(id_, 1.0 - distance) for id_, distance in zip(ids, distances, strict=True)]
        for ids, distances in zip(found["ids"], found["distances"] or [], strict=True)
    ]


def _matrix(rows: object) -> Vectors:
    return np.asarray([] if rows is None else rows, dtype=np.float32)


def _chunks(ids: Sequence[str], size: int = BATCH) -> Iterator[list[str]]:
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])
