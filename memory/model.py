"""The user model: everything that can be asked of and told to the memory, in one class."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, cast, get_args

from memory import backup, exporting, forgetting, importing, judged, outbox, propositions
from memory.arguments import (
    check_ids,
    check_limit,
    check_places,
    check_recall,
    check_texts,
    check_times,
)
from memory.auditing import read_audit, write_audit
from memory.believing import Believing
from memory.dense import BEFORE_RECALL, Dense
from memory.embedding.port import Embedder
from memory.errors import ModelError, StorageFull
from memory.full_text import merge_segments
from memory.keys import KeyStore
from memory.ledger import Connection, Ledger
from memory.needles import Traces
from memory.observing import Observing
from memory.rows import to_json
from memory.scrubbing import scrub_sibling
from memory.suggestions import SuggestionLog
from memory.types import (
    AuditEntry,
    Counts,
    Forgotten,
    Hit,
    HitKind,
    Judgement,
    ObservationStatus,
    Proposition,
    PropositionStatus,
    Sensitivity,
    SuggestionStatus,
    sensitivity_rank,
)

if TYPE_CHECKING:
    from memory.retrieval import Weights

#: Marks a forgetting whose rows are gone and whose files are still to be rewritten.
_UNFINISHED: Final = "forgetting"
_NOT_REWRITTEN: Final = (
    "what was forgotten may still be in the files, which could not be rewritten; free some space"
    " and start again"
)


def utc_now() -> datetime:
    """The clock that is used when none is given."""
    return datetime.now(UTC)


class UserModel(Observing, Believing):
    """What is known about one person, in one directory. Open it with :meth:`open`.

    Every method may be called from any thread. Ids of observations begin with ``o``, of
    propositions with ``p``, of suggestions with ``s``.
    """

    def __init__(
        self,
        ledger: Ledger,
        dense: Dense,
        clock: Callable[[], datetime],
        *,
        attended: bool = False,
    ) -> None:
        super().__init__(ledger, dense, clock)
        self._before_recall = BEFORE_RECALL if attended else None
        self._suggestions = SuggestionLog(ledger, clock)
        # Forgetting waits for a copy that is being made, and then reaches it.
        self._copying = threading.RLock()

    @classmethod
    def open(
        cls,
        directory: str | Path,
        *,
        embedder: Embedder | None = None,
        keys: KeyStore | None = None,
        clock: Callable[[], datetime] = utc_now,
        chroma: str = "embedded",
        attended: bool = False,
    ) -> Self:
        """Open the model of a directory, or begin one.

        A ledger that an earlier version wrote is backed up, then brought to this version.

        Args:
            directory: Created when missing; one process at a time.
            embedder: Makes the vectors; by default MiniLM, or its stand-in, on first use.
            keys: Where the ledger's key is kept; by default the system keyring, else a key file.
            clock: Gives the present as an aware time.
            chroma: ``embedded``, or the address of a Chroma server.
            attended: Whether somebody calls :meth:`sync_index` now and then, as the daemon does. If
                not, the first recall after much was stored embeds all of it (about 5 ms a text with
                MiniLM); if so, a few, and finds what is left by its words alone.

        Raises:
            InvalidInput: The directory is a file or has no name, or ``chroma`` is no address.
            StoreLocked: Another process has it open.
            KeyUnavailable: The key is missing, or another one.
            StoreDamaged: The ledger is not readable as one. Nothing is overwritten.
            StorageFull: No space, or no right to write there.
        """
        check_places(directory, chroma)
        ledger = Ledger.open(
            Path(directory).expanduser().absolute(),
            keys,
            upgrading=lambda folder, key: backup.before_upgrade(folder, key, clock()),
        )
        return cls._over(ledger, embedder, clock, chroma, attended=attended)

    @classmethod
    def _over(
        cls,
        ledger: Ledger,
        embedder: Embedder | None,
        clock: Callable[[], datetime],
        chroma: str = "embedded",
        *,
        attended: bool = False,
    ) -> Self:
        place = None if chroma == "embedded" else chroma
        try:
            dense = Dense(ledger, embedder, clock, place)
            model = cls(ledger, dense, clock, attended=attended)
            # With no space to rewrite the files, what is left to do waits for the next start.
            with contextlib.suppress(StorageFull):
                model._finish_forgetting()
            with ledger.write() as db:
                propositions.reparse(db)
        except BaseException:
            ledger.close()
            raise
        return model

    def close(self) -> None:
        """Release the directory."""
        self._dense.close()
        self._ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def directory(self) -> Path:
        """Where everything is."""
        return self._ledger.directory

    @property
    def encryption(self) -> str:
        """In plain words: how the ledger is encrypted, and where its key is."""
        return self._ledger.encryption

    @property
    def embedder(self) -> Embedder:
        """What makes the vectors (loaded on first use)."""
        return self._dense.embedder

    @property
    def suggestions(self) -> SuggestionLog:
        """Suggestions and what was said to them."""
        return self._suggestions

    def open_sibling(self, name: str) -> Connection:
        """Another database in the directory, under the same key (LangGraph's checkpoints).

        The caller closes it. :meth:`forget` reaches it.
        """
        return self._ledger.open_sibling(name)

    def recall(
        self,
        query: str,
        *,
        k: int = 10,
        kinds: Sequence[HitKind] = ("proposition", "observation"),
        at: datetime | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        clearance: Sensitivity = "personal",
        weights: Weights | None = None,
    ) -> list[Hit]:
        """What bears on a query, best first; see :mod:`memory.retrieval`.

        By its words alone where the embedder fails.

        Raises:
            InvalidInput: there is no such kind or clearance, the query is no text, ``k`` is below
                0, or a time has no zone.
        """
        check_recall(query, k, kinds)
        check_times(at=at, since=since, until=until)
        with contextlib.suppress(ModelError):  # then it goes by words
            self._dense.sync(
                rank=0,
                limit=self._before_recall,
                propositions=self._before_recall,
                clearance=sensitivity_rank(clearance),
                wait=False,
            )
        return self._dense.retriever.recall(
            query,
            k=k,
            kinds=kinds,
            at=at,
            since=since,
            until=until,
            clearance=clearance,
            weights=weights,
        )

    def judge_hit(self, query: str, hit: str, *, wanted: bool | None) -> None:
        """The person says whether a hit is right for a query; recall heeds it from then on.

        Args:
            query: What was asked. Counts for queries of much the same words, too.
            hit: Id of the proposition or observation.
            wanted: It belongs on top, or (``False``) is not meant; ``None`` takes that back.

        Raises:
            InvalidInput: The query has no words.
            NotFound: There is nothing of this id.
        """
        with self._ledger.write() as db:
            judged.judge(db, query, hit, wanted=wanted, now=self._clock())

    def judgements(self, limit: int = 100) -> list[Judgement]:
        """What was said of hits, newest first."""
        check_limit("limit", limit)
        with self._ledger.read() as db:
            return judged.said(db, limit)

    def neighbours(
        self, texts: Sequence[str], *, k: int, clearance: Sensitivity = "secret"
    ) -> list[Proposition]:
        """The active propositions nearest to any of several texts, each once, best first."""
        check_ids("texts", texts)
        check_limit("k", k)
        with contextlib.suppress(ModelError):  # then it goes by words
            self._dense.sync(rank=0, limit=0)
        return self._dense.retriever.neighbours(texts, k=k, clearance=clearance)

    def sync_index(self, limit: int | None = None, *, propositions: int | None = None) -> int:
        """Give the index what it has yet to hear of; returns how many rows that were.

        Args:
            limit: At most so many observations; all of them when ``None``.
            propositions: At most so many of these, which are few but after a change of embedder.
        """
        check_limit("limit", limit)
        check_limit("propositions", propositions)
        return self._dense.sync(rank=1, limit=limit, propositions=propositions)

    def unembedded(self) -> int:
        """How many rows words alone find, because the embedder failed on their texts."""
        with self._ledger.read() as db:
            return outbox.unembedded(db)

    def tidy_index(self) -> bool:
        """Free what the index keeps of deleted vectors, if that is much; whether it was done.

        Also merges what the full-text tables have in many pieces. To be called now and then, as
        the daemon does every day.
        """
        merge_segments(self._ledger)
        return self._dense.tidy()

    def reindex(self) -> int:
        """Make the index anew from the ledger; returns how many vectors it has."""
        return self._dense.rebuild()

    def forget(
        self,
        *,
        id: str | Sequence[str] | None = None,
        match: str | None = None,
        source: str | None = None,
        person: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        dry_run: bool = False,
    ) -> Forgotten:
        """Remove observations, what rests on them alone, and every trace of both.

        Backups in the directory are rewritten without it, and removed where nobody can read them;
        those elsewhere, and those that a newer version made, are out of reach.

        Args:
            id: An observation or a proposition, or several; not together with conditions. When one
                of them is not there, none is forgotten.
            match: What contains this text, in any case. Alone it reaches propositions, too.
            source: Observations of this source.
            person: What names this person, in whole words. Alone it reaches propositions, too.
            since: Observations from this time on.
            until: Observations before this time.
            dry_run: Only say what would be removed.

        Raises:
            InvalidInput: Nothing says what to forget, or a time has no zone.
            NotFound: There is no such id.
        """
        check_texts(match=match, source=source, person=person)
        check_times(since=since, until=until)
        ids = tuple(id) if isinstance(id, list | tuple) else (id,)
        for each in ids:
            check_texts(id=each)
        wanted = forgetting.Request(
            ids=tuple(each for each in ids if each is not None),
            match=match,
            source=source,
            person=person,
            since=since,
            until=until,
        )
        with self._copying, self._dense.mutex:
            with self._ledger.write() as db:
                plan = forgetting.plan(db, wanted)
                copies = backup.forget_in_copies(
                    self._ledger, wanted, plan, now=self._clock(), dry_run=dry_run
                )
                if not dry_run:
                    # First beside the ledger: after a crash the request can simply be repeated.
                    self._scrub_siblings(plan.traces)
                    forgetting.carry_out(db, plan, self._clock())
                    reworded = [each.proposition for each in plan.reworded]
                    before = _unfinished(db) or {}
                    left = {
                        "observation": [*before.get("observation", ()), *plan.observations],
                        "proposition": [
                            *before.get("proposition", ()),
                            *plan.propositions,
                            *reworded,
                        ],
                    }
                    db.execute(
                        "INSERT OR REPLACE INTO meta VALUES (?, ?)", (_UNFINISHED, to_json(left))
                    )
            if not dry_run:
                self._finish_forgetting()
        return Forgotten(
            observations=plan.observations,
            propositions=plan.propositions,
            dry_run=dry_run,
            backups=tuple(copies.rewritten),
            removed=tuple(copies.removed),
            left=tuple(copies.left),
        )

    def _finish_forgetting(self) -> None:
        """Rewrite the files after rows were forgotten; also at the next start, after a crash."""
        with self._ledger.read() as db:
            left = _unfinished(db)
        if left is not None:
            self._dense.purge(left)
            # The mark goes last: killed as the file is rewritten, the next start does it again.
            self._ledger.compact()
            with self._ledger.write() as db:
                db.execute("DELETE FROM meta WHERE key = ?", (_UNFINISHED,))
            self._ledger.empty_log()

    def _scrub_siblings(self, traces: Traces) -> None:
        for path in self._ledger.sibling_files():
            sibling = self._ledger.open_sibling(path.name)
            try:
                scrub_sibling(sibling, traces)
            finally:
                sibling.close()

    def backup(self, to: Path | None = None, *, with_key: bool = False) -> backup.Backup:
        """Copy the ledger, encrypted as it is, while it stays in use; see :mod:`memory.backup`.

        Args:
            to: A new file, or a folder; ``backups`` in the directory when ``None``.
            with_key: Put the key beside the copy. Without it only this directory's key opens it.

        Raises:
            InvalidInput: The file exists already.
            StorageFull: No space, or no right to write there.
        """
        with self._copying:
            return backup.make(self._ledger, to, now=self._clock(), with_key=with_key)

    def export(self) -> Iterator[list[str]]:
        """Everything that is known, as pages of lines of JSON; see :mod:`memory.exporting`.

        The pages are of the moment of the call. They are not encrypted.
        """
        with self._copying:
            return exporting.export(self._ledger, self._clock())

    def read_export(self, lines: Iterable[str | bytes]) -> importing.Imported:
        """Take in what :meth:`export` wrote and is not known yet; see :mod:`memory.importing`.

        Raises:
            InvalidInput: A line is not one of an export. Then nothing was taken in.
        """
        with self._ledger.write() as db:
            return importing.read(db, lines, self._clock())

    def counts(self) -> Counts:
        """How much there is of everything."""
        with self._ledger.read() as db:

            def by_status(table: str, known: Sequence[str]) -> dict[str, int]:
                rows = db.execute(f"SELECT status, count(*) FROM {table} GROUP BY status")
                return dict.fromkeys(known, 0) | {row[0]: row[1] for row in rows}

            rows = db.execute("SELECT reason, count FROM drops ORDER BY reason")
            drops = {row["reason"]: int(row["count"]) for row in rows}
            observed = by_status("observations", get_args(ObservationStatus))
            return Counts(
                observations=observed | {"dropped": sum(drops.values())},
                drops=drops,
                propositions=by_status("propositions", get_args(PropositionStatus)),
                suggestions=by_status("suggestions", get_args(SuggestionStatus)),
            )

    def state(self, key: str) -> str | None:
        """A small value kept under a name, such as how far a source was read."""
        with self._ledger.read() as db:
            row = db.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row["value"])

    def set_state(self, key: str, value: str) -> None:
        """Keep a small value under a name.

        Under a name that begins with ``setting:`` it is a decision of the person's, which
        :meth:`forget` leaves alone whatever it says.
        """
        with self._ledger.write() as db:
            db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))

    def audit(self, limit: int = 100, *, decisions: Sequence[str] = ()) -> list[AuditEntry]:
        """Decisions that were written down, or those of some kinds alone, newest first."""
        check_limit("limit", limit)
        with self._ledger.read() as db:
            return read_audit(db, limit, decisions=decisions)

    def write_audit(self, entries: Sequence[AuditEntry]) -> None:
        """Write decisions down."""
        with self._ledger.write() as db:
            write_audit(db, entries)

    def check(self) -> list[str]:
        """What is wrong with the store, in words; empty when it is sound."""
        with self._ledger.read() as db:
            unfinished = _unfinished(db) is not None
        return self._ledger.check() + [_NOT_REWRITTEN] * unfinished


def _unfinished(db: Connection) -> dict[HitKind, list[str]] | None:
    """What was forgotten and may still be in the files, if there is anything."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_UNFINISHED,)).fetchone()
    return None if row is None else cast("dict[HitKind, list[str]]", json.loads(row["value"]))
