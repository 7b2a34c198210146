"""The part of :class:`memory.UserModel` that is about propositions, their evidence and history."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import get_args

from memory import (
    disputes,
    grounds,
    history,
    judging,
    lifetimes,
    observations,
    preparing,
    propositions,
    reviving,
)
from memory.arguments import (
    check_choice,
    check_choices,
    check_ids,
    check_kind,
    check_limit,
    items,
)
from memory.auditing import write_audit
from memory.calibration import Calibration
from memory.consolidation import Consolidated, Consolidation
from memory.dense import Dense
from memory.disputes import Dispute
from memory.errors import InvalidProposition, ModelError, NotFound
from memory.history import Act
from memory.ledger import Connection, Ledger
from memory.lifetimes import Lifetime
from memory.networks import fits
from memory.observing import Part
from memory.reconciling import Reconciler
from memory.rows import evidence_from_row, proposition_from_row
from memory.types import (
    AuditEntry,
    Change,
    Draft,
    Evidence,
    Proposition,
    PropositionKind,
    PropositionStatus,
    Reconciliation,
    Sensitivity,
    sensitivity_rank,
)
from memory.verdicts import Calibrator


class Believing(Part):
    """Adding, reconciling and judging propositions, and taking changes back."""

    def __init__(self, ledger: Ledger, dense: Dense, clock: Callable[[], datetime]) -> None:
        super().__init__(ledger, dense, clock)
        self._calibrator = Calibrator()

    def add(
        self, proposition: Proposition, evidence: Sequence[str] = (), *, actor: str = "library"
    ) -> str:
        """Store a proposition, compared with nothing; returns its id.

        Inferred, its confidence is calibrated by the verdicts so far; else it is stored as it is.

        Raises:
            InvalidProposition: It has no text, or a value out of range.
            NotFound: A piece of evidence does not exist.
        """
        check_kind("add", proposition, (Proposition,), InvalidProposition)
        check_ids("evidence", evidence)
        valid = propositions.validated(proposition)
        with self._ledger.write() as db:
            _exist(db, evidence)
            now = self._clock()
            self._calibrator.refresh(db)
            act = Act(db, actor, now)
            new = propositions.insert(db, self._learnt(db, valid, actor), now)
            act.created(new)
            propositions.add_evidence(db, new, evidence, "supports", initial=True)
            grounds.recompute(db, new, act.reached)
            act.close()
        return new

    def proposition(self, id: str) -> Proposition:
        """One proposition, whatever its status.

        Raises:
            NotFound: There is none of this id.
        """
        with self._ledger.glance() as db:
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

        Raises:
            InvalidInput: There is no such status, kind or clearance.
        """
        check_choices("status", status, get_args(PropositionStatus))
        check_choice("kind", kind, get_args(PropositionKind))
        check_limit("limit", limit)
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

        Of one that was concluded from others, what supports those counts as well.

        Raises:
            NotFound: There is no such proposition.
        """
        with self._ledger.read() as db:
            judging.existing(db, proposition_id)
            rows = db.execute(
                "WITH RECURSIVE grounds (id) AS (VALUES (:id) UNION SELECT d.parent"
                "   FROM derivations d JOIN grounds ON d.proposition = grounds.id)"
                " SELECT e.* FROM evidence e JOIN observations o ON o.id = e.observation"
                " WHERE e.proposition = :id OR (e.stance = 'supports'"
                "   AND e.proposition IN (SELECT id FROM grounds))"
                " ORDER BY o.observed_at, o.seq, e.proposition <> :id",
                {"id": proposition_id},
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
            evidence: Observations that support every one of them, besides their own. A draft's
                own may have been forgotten since it was made, and are then passed over; these are
                named now, and must be there.
            settles: Observations that are then processed. Those that are no longer pending are
                left alone; when none is pending, ``decisions`` were written before and are not
                written again.
            decisions: Audit entries that belong to it.
            actor: Who does this, for the history.

        Raises:
            InvalidProposition: A draft has no text, a value out of range, or is inferred from
                nothing. Then nothing at all is written.
            NotFound: A piece of evidence does not exist. Neither then.
        """
        check_ids("evidence", evidence)
        given = items("reconcile", drafts, (Proposition, Draft), InvalidProposition)
        whole = [preparing.as_draft(each, evidence) for each in given]
        prepared = preparing.prepared(self._dense, whole)
        denied = preparing.denied(self._ledger, self._dense) if whole else []
        stored = self._dense.stored if whole and fits(self._dense.embedder) else None
        with self._ledger.write() as db:
            _exist(db, evidence)
            settled = observations.settle(db, settles)
            reconciler = Reconciler(db, self._clock(), actor, denied, stored)
            self._calibrator.refresh(db)
            results = []
            factors = lifetimes.learnt(db)
            for each in prepared:
                calibrated = self._calibrator.apply(each.draft.proposition, actor)
                learnt = lifetimes.apply(calibrated, factors)
                draft = replace(each.draft, proposition=learnt)
                results.append(reconciler.apply(replace(each, draft=draft)))
            if settled or not settles:
                write_audit(db, decisions)
        return results

    def _learnt(self, db: Connection, proposition: Proposition, actor: str) -> Proposition:
        """A proposal with the confidence that its proposer has earned, and a half-life to match."""
        calibrated = self._calibrator.apply(proposition, actor)
        return lifetimes.apply(calibrated, lifetimes.learnt(db))

    def calibration(self) -> Calibration:
        """How well confidence foretold the person's verdicts, and the curve learnt from them."""
        with self._ledger.read() as db:
            return self._calibrator.report(db)

    def confirm(self, id: str, *, actor: str = "person") -> int:
        """The person says that it is so. Returns the id of the change."""
        with self._ledger.write() as db:
            return judging.confirm(db, id, actor=actor, now=self._clock())

    def correct(self, id: str, text: str, *, actor: str = "person") -> str:
        """The person says how it really is. Returns the id of the corrected proposition.

        What it had superseded, the corrected one supersedes where they cannot both hold; else
        that holds again.
        """
        near = self._ended_by(id)
        with self._ledger.write() as db:
            return judging.correct(db, id, text, actor=actor, now=self._clock(), near=near)

    def retire(self, id: str, *, why: str = "", actor: str = "person") -> int:
        """The person says that it is not so. Returns the id of the change.

        Where it never was so, what it had superseded holds again (:mod:`memory.reviving`).
        """
        near = self._ended_by(id)
        with self._ledger.write() as db:
            return judging.retire(db, id, why=why, actor=actor, now=self._clock(), near=near)

    def _ended_by(self, id: str) -> reviving.Near:
        """What is like each of the claims that one has superseded; nothing without an embedder."""
        with self._ledger.read() as db:
            ended = [Draft(proposition=each) for each in reviving.superseded_by(db, id)]
        with contextlib.suppress(ModelError):  # a verdict counts whatever has failed
            return reviving.likenesses(preparing.prepared(self._dense, ended))
        return {}

    def pin(self, id: str, *, pinned: bool = True, actor: str = "person") -> int:
        """Keep a proposition from fading, or let it fade again.

        Returns the id of the change; 0 when it is so already.

        Raises:
            InvalidInput: It was retired, superseded or forgotten, and would be pinned.
            NotFound: There is none of this id.
        """
        with self._ledger.write() as db:
            return judging.pin(db, id, pinned=pinned, actor=actor, now=self._clock())

    def decay(self) -> list[str]:
        """Turn what has faded below the floor stale; returns the ids."""
        with self._ledger.write() as db:
            return judging.decay(db, now=self._clock())

    def consolidate(
        self,
        *,
        seconds: float = 20.0,
        rows: int = 2000,
        timer: Callable[[], float] = time.monotonic,
    ) -> Consolidated:
        """Merge duplicates, draw habits from episodes, find disputes, learn half-lives.

        Looks at what changed since the last pass; see :mod:`memory.consolidation`.

        Args:
            seconds: Begin nothing more after so long.
            rows: Compare at most so many propositions with the rest.
            timer: What the time is measured with, in seconds.
        """
        check_limit("rows", rows)
        consolidation = Consolidation(self._ledger, self._dense, self._clock, timer)
        done = consolidation.run(seconds=seconds, rows=rows)
        # Once a day: a pass reads what nobody asks for, and up to 72 MiB of it would stay for good.
        self._ledger.let_go_of_pages()
        return done

    def disputes(self, *, limit: int = 50, clearance: Sensitivity = "secret") -> list[Dispute]:
        """Open disputes, newest first; see :mod:`memory.disputes` for how they are settled."""
        check_limit("limit", limit)
        with self._ledger.read() as db:
            rank = sensitivity_rank(clearance)
            return disputes.open_disputes(db, clearance=rank, limit=limit)

    def disputing(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """Of some propositions those that are disputed, each with the claims against it."""
        with self._ledger.read() as db:
            return disputes.disputing(db, ids)

    def lifetimes(self) -> list[Lifetime]:
        """How long claims of each kind have lasted, and the half-life that follows."""
        return lifetimes.measure(self._ledger.read, self._clock())

    def history(self, id: str) -> list[Change]:
        """Every change of a proposition, oldest first.

        Raises:
            NotFound: There never was such a proposition.
        """
        with self._ledger.read() as db:
            changes = history.of_proposition(db, id)
        if not changes:
            raise NotFound(f"There is no proposition {id!r}", hint="list them to see their ids")
        return changes

    def change(self, change_id: int) -> list[Change]:
        """What one change did to each proposition that it touched.

        Raises:
            NotFound: There is no such change.
        """
        with self._ledger.read() as db:
            changes = history.of_act(db, change_id)
        if not changes:
            raise NotFound(
                f"There is no change {change_id}", hint="see the history of a proposition"
            )
        return changes

    def undo(self, change_id: int, *, actor: str = "person") -> int:
        """Take a change back, with all that it brought about; returns the id of doing so.

        Raises:
            NotFound: There is no such change.
            InvalidInput: It is undone already, or later changes build on it.
        """
        with self._ledger.write() as db:
            return history.undo(db, change_id, actor=actor, now=self._clock())


def _exist(db: Connection, evidence: Sequence[str]) -> None:
    """Make sure that observations are there.

    Raises:
        NotFound: one is not.
    """
    for each in evidence:
        if not db.execute("SELECT 1 FROM observations WHERE id = ?", (each,)).fetchone():
            raise NotFound(
                f"There is no observation {each!r}", hint="it may have been forgotten meanwhile"
            )
