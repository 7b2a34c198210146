"""The embedder, the index and the retriever, opened when they are first needed.

Opening a ledger must not load Chroma or an embedding model: counting, listing and observing need
neither.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from memory import outbox
from memory.embedding.port import Embedder, Vectors
from memory.errors import StorageError, StorageFull, StoreDamaged
from memory.fresh import MOST as FRESH
from memory.fresh import Fresh
from memory.index import DenseIndex
from memory.ledger import REINDEX, Ledger
from memory.types import HitKind

if TYPE_CHECKING:
    from memory.retrieval import Retriever

INDEX_FOLDER: Final = "index"
#: Observations that one recall may embed before it answers where the index is attended to: about
#: half a second with MiniLM. What is beyond waits, and is found by its words alone meanwhile.
BEFORE_RECALL: Final = 128


class _Lenient:
    """The index as recall asks it: with what it has yet to hear of.

    What is damaged finds nothing, and words still do.
    """

    def __init__(self, index: Callable[[], DenseIndex], fresh: Fresh) -> None:
        self._index = index
        self._fresh = fresh

    def query_many(
        self, kind: HitKind, vectors: Vectors, n: int, *, clearance: int = 3
    ) -> list[list[tuple[str, float]]]:
        """The ``n`` nearest of each. The next writing makes a damaged index anew."""
        try:
            found = self._index().query_many(kind, vectors, n, clearance=clearance)
        except StoreDamaged:
            found = [[] for _ in vectors]
        return self._fresh.merged(kind, vectors, n, clearance, found)


class Dense:
    """Vectors of a ledger.

    ``mutex`` is held while vectors are written, and by forgetting throughout, so that nothing that
    is being forgotten is embedded at the same time. It is always taken before the ledger's.
    """

    def __init__(
        self,
        ledger: Ledger,
        embedder: Embedder | None,
        clock: Callable[[], datetime],
        place: str | Path | None = None,
    ) -> None:
        self.mutex = threading.RLock()
        self._ledger = ledger
        self._clock = clock
        self._place = place or ledger.directory / INDEX_FOLDER
        self._embedder = embedder
        self._given = embedder is not None
        self._index: DenseIndex | None = None
        self._retriever: Retriever | None = None
        self._fresh = Fresh()
        self._looked = False
        self._closed = False

    def _check_open(self) -> None:
        """Refuse to open again, for a call that came late, what was closed with the ledger.

        Raises:
            StorageError: It was.
        """
        if self._closed:
            raise StorageError(
                f"{self._ledger.directory} is closed already", hint="open the model again to use it"
            )

    @property
    def embedder(self) -> Embedder:
        """What makes the vectors; the default one is loaded on first use."""
        with self.mutex:
            self._check_open()
            if self._embedder is None:
                import platformdirs

                from memory.embedding import default_embedder

                # Kept for good: a temporary folder is emptied, and belongs to everybody.
                cache = platformdirs.user_cache_path("gumption", appauthor=False)
                self._embedder = default_embedder(cache=cache)
            return self._embedder

    @property
    def index(self) -> DenseIndex:
        """The index, fit for use: one of another embedder, or a damaged one, is begun anew."""
        with self.mutex:
            self._check_open()
            if self._index is None:
                self._index = DenseIndex(self._place, self.embedder)
                with contextlib.suppress(StoreDamaged):
                    self._index.count("proposition")  # opens it: then what is damaged is known
                if self._index.created:
                    self._begin()
            if not self._looked and self._ledger_was_restored():
                self._index.needs_rebuild = "the ledger was restored from a backup"
            self._looked = True
            if self._index.needs_rebuild:
                self._begin()
            return self._index

    @property
    def retriever(self) -> Retriever:
        """Recall over the ledger and the index."""
        self._check_open()
        if self._retriever is None:
            from memory.retrieval import Retriever

            with self.mutex:
                fit = self.index
                self._retriever = Retriever(
                    # Not by way of the property, which waits for whoever is writing vectors.
                    self._ledger.glance,
                    _Lenient(lambda: self._now(fit), self._fresh),
                    self.embedder,
                    self._clock,
                )
        return self._retriever

    def sync(
        self,
        *,
        rank: int,
        limit: int | None = None,
        propositions: int | None = None,
        clearance: int = 3,
        wait: bool = True,
        batch: int = outbox.BATCH,
    ) -> int:
        """Drain the outbox up to a rank; returns how many rows were done.

        Args:
            rank: 0 for what recall should have, 1 for everything. Of what recall should have, a few
                rows are only held, for whoever has the time to drain them.
            limit: At most so many observations.
            propositions: At most so many propositions. They are few, except when the embedder is
                another one and all of them wait.
            clearance: Only what is visible to it: what it may not see must not take its place.
            wait: Whether to wait for another thread that is draining; recall does not.
            batch: Rows that are done without letting anybody else at the index.
        """
        done = 0
        if rank:
            outbox.try_again(self._ledger, self._clock())
        fit = self._index is not None and not self._index.needs_rebuild
        last = outbox.newest(self._ledger) if fit and rank == 0 else 0
        if last is None:
            return done  # as before nearly every recall; an index begun anew queues everything
        wanted: tuple[tuple[HitKind, int | None], ...] = (
            ("proposition", propositions),
            ("observation", limit),
        )
        for kind, most in wanted:
            if fit and rank == 0 and self._held(kind, most, last, clearance, wait=wait):
                continue
            left = most
            # The mutex is given back between batches: recall must not wait for a long backlog.
            while left is None or left > 0:
                if not self.mutex.acquire(blocking=wait):
                    return done
                try:
                    size = batch if left is None else min(batch, left)
                    now = self._drain(kind, rank, size, clearance)
                finally:
                    self.mutex.release()
                if now == 0:
                    break
                done += now
                left = None if left is None else left - now
            if fit and rank == 0:  # the oldest first: of many the newest is left
                self._held(kind, most, last, clearance, wait=wait)
        return done

    def _held(
        self, kind: HitKind, most: int | None, last: int, clearance: int, *, wait: bool
    ) -> bool:
        """Hold what waits of a kind up to a place in the outbox, where it is little enough."""
        if most == 0 or self._fresh.read_to(kind, clearance) >= last:
            return True
        if not self.mutex.acquire(blocking=wait):
            return False
        try:
            return outbox.hold(
                self._ledger, self._fresh, self.embedder, self._clock(),
                kind=kind, most=min(most or FRESH, FRESH), clearance=clearance,
            )  # fmt: skip
        finally:
            self.mutex.release()

    def _drain(self, kind: HitKind, rank: int, size: int, clearance: int) -> int:
        """One batch; an index that turns out to be damaged is begun anew first."""

        def drain() -> int:
            return outbox.drain(
                self._ledger, self.index, self._fresh, self.embedder, self._clock(),
                kind=kind, rank=rank, size=size, clearance=clearance,
            )  # fmt: skip

        try:
            return drain()
        except StoreDamaged:
            if self._index is None or not self._index.needs_rebuild:
                raise
            return drain()

    def rebuild(self) -> int:
        """Make the whole index anew; returns how many vectors it has."""
        with self.mutex:
            index = self.index
            self._fresh.clear()
            with self._ledger.write() as db:
                outbox.queue_everything(db)
            index.rebuild(())
        return self.sync(rank=1, batch=outbox.BULK)

    def tidy(self) -> bool:
        """Copy the index without what was deleted, if that is much; whether it was done.

        Recall goes on meanwhile, and vectors that are to be written wait.
        """
        with self.mutex:
            return self._index is not None and self._index.compact()

    def purge(self, gone: Mapping[HitKind, Sequence[str]]) -> None:
        """Remove vectors so that no byte of them stays; nothing to do where there is no index."""
        with self.mutex:
            self._fresh.clear()
            there = (
                self._index is not None or not isinstance(self._place, Path) or self._place.exists()
            )
            if there and any(gone.values()):
                index = self.index
                try:
                    index.purge(gone)
                except StorageFull:
                    raise
                except Exception as error:  # noqa: BLE001 - Chroma's errors share no base class
                    # What cannot be read cannot be copied without the forgotten: begun anew.
                    index.needs_rebuild = f"the index is damaged: {error}"
                    self._begin()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of some texts."""
        return self.embedder.embed(texts)

    def near(
        self, vectors: Vectors, n: int, meanwhile: Callable[[], None] | None = None
    ) -> list[dict[str, float]]:
        """The nearest propositions of each vector, with their cosine.

        Args:
            vectors: Shape (drafts, dimension).
            n: How many of each at most.
            meanwhile: Done while the index looks, which leaves Python's lock alone.
        """
        fit = self.index  # here, where whoever asks may have the mutex
        ask = _Lenient(lambda: self._now(fit), self._fresh).query_many
        if meanwhile is None:
            return [dict(each) for each in ask("proposition", vectors, n)]
        with ThreadPoolExecutor(1, thread_name_prefix="gumption-near") as beside:
            found = beside.submit(ask, "proposition", vectors, n)
            meanwhile()
            return [dict(each) for each in found.result()]

    def stored(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Vectors of those propositions that are held or that the index has.

        May be asked within a transaction of the ledger: an index that is not open, or cannot be
        read, has none, and nothing waits for the mutex.
        """
        held = self._fresh.held("proposition")
        found = {
            id_: vector for id_ in ids if id_ in held and (vector := held[id_].vector) is not None
        }
        missing = [id_ for id_ in ids if id_ not in held]
        if missing and self._index is not None and not self._index.needs_rebuild:
            with contextlib.suppress(StorageError):
                found |= self._index.vectors("proposition", missing)
        return found

    def close(self) -> None:
        """Release the index, and the embedder if it was not given to us."""
        with self.mutex:
            self._closed = True
            self._fresh.clear()
            if self._index is not None:
                self._index.close()
                self._index = None
            if self._retriever is not None:
                self._retriever.close()
                self._retriever = None
            if self._embedder is not None and not self._given:
                with contextlib.suppress(Exception):  # closing is the last thing that happens
                    self._embedder.close()
                self._embedder = None

    def _now(self, fit: DenseIndex) -> DenseIndex:
        """The index as it is now, once it was found fit; it does not wait for the mutex."""
        self._check_open()
        return self._index or fit

    def _begin(self) -> None:
        """Start the index empty and queue everything; recall goes by words until it is drained."""
        index = cast("DenseIndex", self._index)
        self._fresh.clear()
        # Queued first: a crash in between leaves an index that is still known to be unfit.
        with self._ledger.write() as db:
            outbox.queue_everything(db)
        if index.needs_rebuild:
            index.rebuild(())
        index.created = False
        with self._ledger.write() as db:
            db.execute("DELETE FROM meta WHERE key = ?", (REINDEX,))

    def _ledger_was_restored(self) -> bool:
        with self._ledger.read() as db:
            return db.execute("SELECT 1 FROM meta WHERE key = ?", (REINDEX,)).fetchone() is not None
