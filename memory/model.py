"""The user model: everything that can be asked of and told to the memory, in one class."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, cast, get_args

import numpy as np

from memory import forgetting, history, judging, observations, propositions
from memory.dense import BEFORE_RECALL, Dense
from memory.embedding.port import Embedder
from memory.errors import NotFound
from memory.history import Act
from memory.keys import KeyStore
from memory.ledger import Connection, Ledger
from memory.reconciling import Denied, Prepared, Reconciler
from memory.rows import (
    audit_from_row,
    evidence_from_row,
    from_epoch,
    proposition_from_row,
    to_epoch,
    to_json,
)
from memory.suggestions import SuggestionLog
from memory.types import (
    AuditEntry,
    Change,
    Counts,
    Draft,
    Evidence,
    Forgotten,
    Hit,
    HitKind,
    Observation,
    ObservationKind,
    ObservationStatus,
    Observed,
    Proposition,
    PropositionKind,
    PropositionStatus,
    Reconciliation,
    Sensitivity,
    SuggestionStatus,
)

if TYPE_CHECKING:
    from memory.retrieval import Weights

#: Neighbours by vector that a draft is compared with; the living are picked from among them.
_NEIGHBOURS: Final = 32
#: Marks a forgetting whose rows are gone and whose files are still to be rewritten.
_UNFINISHED: Final = "forgetting"


def utc_now() -> datetime:
    """The clock that is used when none is given."""
    return datetime.now(UTC)


class UserModel:
    """What is known about one person, in one directory. Open it with :meth:`open`.

    Every method may be called from any thread. Ids of observations begin with ``o``, of
    propositions with ``p``, of suggestions with ``s``.
    """

    def __init__(self, ledger: Ledger, dense: Dense, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._dense = dense
        self._clock = clock
        self._suggestions = SuggestionLog(ledger, clock)

    @classmethod
    def open(
        cls,
        directory: str | Path,
        *,
        embedder: Embedder | None = None,
        keys: KeyStore | None = None,
        clock: Callable[[], datetime] = utc_now,
        chroma: str = "embedded",
    ) -> Self:
        """Open the model of a directory, or begin one.

        Args:
            directory: Created when missing; one process at a time.
            embedder: Makes the vectors; by default MiniLM, or its stand-in, on first use.
            keys: Where the ledger's key is kept; by default the system keyring, else a key file.
            clock: Gives the present as an aware time.
            chroma: ``embedded``, or the address of a Chroma server.

        Raises:
            StoreLocked: Another process has it open.
            KeyUnavailable: The key is missing, or another one.
            StoreDamaged: The ledger is not readable as one. Nothing is overwritten.
            StorageFull: No space, or no right to write there.
        """
        ledger = Ledger.open(Path(directory).expanduser().absolute(), keys)
        return cls._over(ledger, embedder, clock, chroma)

    @classmethod
    def _over(
        cls,
        ledger: Ledger,
        embedder: Embedder | None,
        clock: Callable[[], datetime],
        chroma: str = "embedded",
    ) -> Self:
        place = None if chroma == "embedded" else chroma
        try:
            model = cls(ledger, Dense(ledger, embedder, clock, place), clock)
            model._finish_forgetting()
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

    # Observations

    def observe(self, observations: Sequence[Observation]) -> list[str]:
        """Store observations; returns their ids, in order.

        What is known already, by source and ``external_id`` (or by everything that tells two
        observations apart, when there is none), gives its existing id. All or none are stored.

        Raises:
            InvalidObservation: One of them cannot be stored.
        """
        return list(self.observe_counted(observations).ids)

    def observe_counted(
        self, batch: Sequence[Observation], drops: Mapping[str, int] | None = None
    ) -> Observed:
        """Like :meth:`observe`; counts what was dropped before in the same transaction."""
        now = self._clock()
        valid = [observations.validated(each, now) for each in batch]
        with self._ledger.write() as db:
            new = observations.insert(db, valid, now)
            db.executemany(
                "INSERT INTO drops VALUES (?, ?)"
                " ON CONFLICT (reason) DO UPDATE SET count = count + excluded.count",
                list((drops or {}).items()),
            )
        return Observed(ids=tuple(each.id for each in valid), new=len(new))

    def observation(self, id: str) -> Observation:
        """One observation.

        Raises:
            NotFound: There is none of this id.
        """
        found = self.observations(ids=[id])
        if not found:
            raise NotFound(f"There is no observation {id!r}")
        return found[0]

    def observations(
        self,
        *,
        ids: Sequence[str] | None = None,
        status: ObservationStatus | None = None,
        source: str | None = None,
        kind: ObservationKind | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
        newest_first: bool = True,
        clearance: Sensitivity = "secret",
    ) -> list[Observation]:
        """Observations that meet every condition given, by time; ``until`` is exclusive."""
        with self._ledger.read() as db:
            return observations.select(
                db,
                ids=ids,
                status=status,
                source=source,
                kind=kind,
                since=since,
                until=until,
                limit=limit if ids is None else max(limit, len(ids)),
                newest_first=newest_first,
                clearance=clearance,
            )

    def pending(self, limit: int) -> list[Observation]:
        """Observations that wait to be learnt from: oldest first, threads together, in order."""
        with self._ledger.read() as db:
            return observations.pending(db, limit)

    def count_attempt(self, ids: Sequence[str]) -> dict[str, int]:
        """Count one more attempt to learn from each; what kills the process is told by this."""
        with self._ledger.write() as db:
            return observations.count_attempt(db, ids)

    def set_aside(self, ids: Sequence[str], why: str) -> None:
        """Mark pending observations as dead, with the reason; they are not tried again."""
        with self._ledger.write() as db:
            observations.set_aside(db, ids, why)

    # Propositions

    def add(
        self, proposition: Proposition, evidence: Sequence[str] = (), *, actor: str = "library"
    ) -> str:
        """Store a proposition as it is, compared with nothing; returns its id.

        Raises:
            InvalidProposition: It has no text, or a value out of range.
            NotFound: A piece of evidence does not exist.
        """
        valid = propositions.validated(proposition)
        with self._ledger.write() as db:
            for each in evidence:
                if not db.execute("SELECT 1 FROM observations WHERE id = ?", (each,)).fetchone():
                    raise NotFound(f"There is no observation {each!r}")
            now = self._clock()
            act = Act(db, actor, now)
            new = propositions.insert(db, valid, now)
            act.created(new)
            propositions.add_evidence(db, new, evidence, "supports", initial=True)
            propositions.recompute(db, new)
            act.close()
        return new

    def proposition(self, id: str) -> Proposition:
        """One proposition, whatever its status.

        Raises:
            NotFound: There is none of this id.
        """
        with self._ledger.read() as db:
            return proposition_from_row(judging.existing(db, id))

    def propositions(
        self,
        *,
        query: str | None = None,
        status: Sequence[PropositionStatus] = ("active",),
        kind: PropositionKind | None = None,
        limit: int = 50,
        clearance: Sensitivity = "secret",
    ) -> list[Proposition]:
        """Propositions by salience × confidence, pinned first.

        ``query`` keeps those in which every word of it begins a word.
        """
        with self._ledger.read() as db:
            return propositions.select(
                db,
                now=self._clock(),
                query=query,
                status=status,
                kind=kind,
                limit=limit,
                clearance=clearance,
            )

    def evidence(self, proposition_id: str) -> list[Evidence]:
        """What speaks for and against a proposition, oldest first.

        Raises:
            NotFound: There is no such proposition.
        """
        with self._ledger.read() as db:
            judging.existing(db, proposition_id)
            rows = db.execute(
                "SELECT e.* FROM evidence e JOIN observations o ON o.id = e.observation"
                " WHERE e.proposition = ? ORDER BY o.observed_at, o.seq",
                (proposition_id,),
            ).fetchall()
        return [evidence_from_row(row) for row in rows]

    def reconcile(
        self,
        drafts: Sequence[Proposition | Draft],
        evidence: Sequence[str] = (),
        *,
        settles: Sequence[str] = (),
        decisions: Sequence[AuditEntry] = (),
        actor: str = "library",
    ) -> list[Reconciliation]:
        """Bring drafts together with what is known, in one transaction; one result each.

        Args:
            drafts: Proposals, later ones seeing what earlier ones became.
            evidence: Observations that support every one of them, besides their own.
            settles: Observations that are then processed. Those that are no longer pending are
                left alone; when none is pending, ``decisions`` were written before and are not
                written again.
            decisions: Audit entries that belong to it.
            actor: Who does this, for the history.

        Raises:
            InvalidProposition: A draft has no text, a value out of range, or is inferred from
                nothing. Then nothing at all is written.
        """
        whole = [_as_draft(each, evidence) for each in drafts]
        prepared = self._prepared(whole)
        denied = self._denied() if whole else []
        with self._ledger.write() as db:
            settled = observations.settle(db, settles)
            reconciler = Reconciler(db, self._clock(), actor, denied)
            results = [reconciler.apply(each) for each in prepared]
            if settled or not settles:
                _write_audit(db, decisions)
        return results

    def _prepared(self, drafts: Sequence[Draft]) -> list[Prepared]:
        """Everything slow about reconciling, before its transaction begins."""
        if not drafts:
            return []
        self._dense.sync(rank=0, limit=0)
        vectors = self._dense.embed([draft.proposition.text for draft in drafts])
        return [
            Prepared(draft=draft, vector=vector, near=self._dense.near(vector, _NEIGHBOURS))
            for draft, vector in zip(drafts, vectors, strict=True)
        ]

    def _denied(self) -> list[Denied]:
        """What the person denied, with vectors of the present embedder (kept once made)."""
        with self._ledger.read() as db:
            rows = db.execute(
                "SELECT p.*, t.at, t.vector, t.embedder FROM tombstones t"
                " JOIN propositions p ON p.id = t.proposition"
            ).fetchall()
        if not rows:
            return []
        identity = self.embedder.identity
        missing = [row for row in rows if row["vector"] is None or row["embedder"] != identity]
        made: dict[str, bytes] = {}
        if missing:
            vectors = self._dense.embed([row["text"] for row in missing])
            made = {
                row["id"]: np.ascontiguousarray(vector, dtype=np.float32).tobytes()
                for row, vector in zip(missing, vectors, strict=True)
            }
            with self._ledger.write() as db:
                db.executemany(
                    "UPDATE tombstones SET vector = ?, embedder = ? WHERE proposition = ?",
                    [(vector, identity, key) for key, vector in made.items()],
                )
        return [
            Denied(
                proposition=proposition_from_row(row),
                at=from_epoch(row["at"]),
                vector=np.frombuffer(made.get(row["id"], row["vector"]), dtype=np.float32),
            )
            for row in rows
        ]

    def confirm(self, id: str, *, actor: str = "person") -> int:
        """The person says that it is so. Returns the id of the change."""
        with self._ledger.write() as db:
            return judging.confirm(db, id, actor=actor, now=self._clock())

    def correct(self, id: str, text: str, *, actor: str = "person") -> str:
        """The person says how it really is. Returns the id of the corrected proposition."""
        with self._ledger.write() as db:
            return judging.correct(db, id, text, actor=actor, now=self._clock())

    def retire(self, id: str, *, why: str = "", actor: str = "person") -> int:
        """The person says that it is not so. Returns the id of the change."""
        with self._ledger.write() as db:
            return judging.retire(db, id, why=why, actor=actor, now=self._clock())

    def pin(self, id: str, *, pinned: bool = True, actor: str = "person") -> int:
        """Keep a proposition from fading, or let it fade again. Returns the id of the change."""
        with self._ledger.write() as db:
            return judging.pin(db, id, pinned=pinned, actor=actor, now=self._clock())

    def decay(self) -> list[str]:
        """Turn what has faded below the floor stale; returns the ids."""
        with self._ledger.write() as db:
            return judging.decay(db, now=self._clock())

    def history(self, id: str) -> list[Change]:
        """Every change of a proposition, oldest first.

        Raises:
            NotFound: There never was such a proposition.
        """
        with self._ledger.read() as db:
            changes = history.of_proposition(db, id)
        if not changes:
            raise NotFound(f"There is no proposition {id!r}")
        return changes

    def change(self, change_id: int) -> list[Change]:
        """What one change did to each proposition that it touched.

        Raises:
            NotFound: There is no such change.
        """
        with self._ledger.read() as db:
            changes = history.of_act(db, change_id)
        if not changes:
            raise NotFound(f"There is no change {change_id}")
        return changes

    def undo(self, change_id: int, *, actor: str = "person") -> int:
        """Take a change back, with all that it brought about; returns the id of doing so.

        Raises:
            NotFound: There is no such change.
            InvalidInput: It is undone already, or later changes build on it.
        """
        with self._ledger.write() as db:
            return history.undo(db, change_id, actor=actor, now=self._clock())

    # Retrieval

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
        """What bears on a query, best first; see :mod:`memory.retrieval`."""
        self._dense.sync(rank=0, limit=BEFORE_RECALL, wait=False)
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

    def neighbours(
        self, texts: Sequence[str], *, k: int, clearance: Sensitivity = "secret"
    ) -> list[Proposition]:
        """The active propositions nearest to any of several texts, each once, best first."""
        self._dense.sync(rank=0, limit=0)
        return self._dense.retriever.neighbours(texts, k=k, clearance=clearance)

    def sync_index(self, limit: int | None = None) -> int:
        """Give the index what it has yet to hear of; returns how many rows that were.

        Args:
            limit: At most so many observations; all of them when ``None``.
        """
        return self._dense.sync(rank=1, limit=limit)

    def reindex(self) -> int:
        """Make the index anew from the ledger; returns how many vectors it has."""
        return self._dense.rebuild()

    # The rest

    def forget(
        self,
        *,
        id: str | None = None,
        match: str | None = None,
        source: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        dry_run: bool = False,
    ) -> Forgotten:
        """Remove observations, what rests on them alone, and every trace of both.

        Args:
            id: One observation or proposition; not together with conditions.
            match: What contains this text, in any case. Alone it reaches propositions, too.
            source: Observations of this source.
            since: Observations from this time on.
            until: Observations before this time.
            dry_run: Only say what would be removed.

        Raises:
            InvalidInput: Nothing says what to forget.
            NotFound: There is no such id.
        """
        wanted = forgetting.Request(id=id, match=match, source=source, since=since, until=until)
        with self._dense.mutex:
            with self._ledger.write() as db:
                plan = forgetting.plan(db, wanted)
                if not dry_run:
                    # First beside the ledger: after a crash the request can simply be repeated.
                    self._scrub_siblings(plan.needles)
                    forgetting.carry_out(db, plan, wanted, self._clock())
                    left = {"observation": plan.observations, "proposition": plan.propositions}
                    db.execute(
                        "INSERT OR REPLACE INTO meta VALUES (?, ?)", (_UNFINISHED, to_json(left))
                    )
            if not dry_run:
                self._finish_forgetting()
        return Forgotten(
            observations=plan.observations, propositions=plan.propositions, dry_run=dry_run
        )

    def _finish_forgetting(self) -> None:
        """Rewrite the files after rows were forgotten; also at the next start, after a crash."""
        with self._ledger.read() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (_UNFINISHED,)).fetchone()
        if row is not None:
            left = cast("dict[HitKind, list[str]]", json.loads(row["value"]))
            self._dense.purge(left)
            with self._ledger.write() as db:
                db.execute("DELETE FROM meta WHERE key = ?", (_UNFINISHED,))
            self._ledger.compact()

    def _scrub_siblings(self, needles: Sequence[str]) -> None:
        for path in self._ledger.sibling_files():
            sibling = self._ledger.open_sibling(path.name)
            try:
                forgetting.scrub_sibling(sibling, needles)
            finally:
                sibling.close()

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
        """Keep a small value under a name."""
        with self._ledger.write() as db:
            db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, value))

    def audit(self, limit: int = 100) -> list[AuditEntry]:
        """Decisions that were written down, newest first."""
        with self._ledger.read() as db:
            rows = db.execute(
                "SELECT * FROM audit ORDER BY seq DESC LIMIT ?", (max(0, limit),)
            ).fetchall()
        return [audit_from_row(row) for row in rows]

    def write_audit(self, entries: Sequence[AuditEntry]) -> None:
        """Write decisions down."""
        with self._ledger.write() as db:
            _write_audit(db, entries)

    def check(self) -> list[str]:
        """What is wrong with the store, in words; empty when it is sound."""
        return self._ledger.check()


def _as_draft(given: Proposition | Draft, evidence: Sequence[str]) -> Draft:
    draft = given if isinstance(given, Draft) else Draft(proposition=given)
    return Draft(
        proposition=propositions.validated(draft.proposition),
        supports=tuple(dict.fromkeys([*draft.supports, *evidence])),
        contradicts=draft.contradicts,
        relations=draft.relations,
        derived_from=draft.derived_from,
    )


def _write_audit(db: Connection, entries: Sequence[AuditEntry]) -> None:
    db.executemany(
        "INSERT INTO audit (at, actor, action, subject, decision, why) VALUES (?,?,?,?,?,?)",
        [
            (to_epoch(each.at), each.actor, each.action, each.subject, each.decision, each.why)
            for each in entries
        ],
    )
