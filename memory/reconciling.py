"""Writing what a draft turned out to be: reinforced, revised, superseding, disputed, or new.

:mod:`memory.counterparts` finds what a draft is compared with and :mod:`memory.reconcile` decides;
this module carries the decision out, inside one transaction of the caller's. Nothing is counted
twice: evidence is keyed by proposition and observation, and a draft that brings no new evidence
changes nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from memory import grounds, propositions
from memory.circumstances.unnamed import WHY as UNNAMED
from memory.claims import parse_claim
from memory.counterparts import counterparts
from memory.decisions import Decision
from memory.denials import Denials, Denied
from memory.embedding.port import Vectors
from memory.errors import InvalidProposition
from memory.history import Act
from memory.networks import Vectored
from memory.putting_right import put_right
from memory.reconcile import decide
from memory.rows import (
    from_epoch,
    labels_from_row,
    labels_to_row,
    marks,
    optional_epoch,
    proposition_from_row,
    to_epoch,
    to_json,
)
from memory.succession import following
from memory.types import Draft, Reconciliation, Stance

#: Looks up stored vectors by id.
Stored = Callable[[Sequence[str]], dict[str, Vectors]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft with what was computed for it before the transaction began."""

    draft: Draft
    vector: Vectors
    near: Mapping[str, float]


class Reconciler:
    """Carries out one call of :meth:`memory.UserModel.reconcile` inside its transaction."""

    def __init__(
        self,
        db: sqlite3.Connection,
        now: datetime,
        actor: str,
        denied: Sequence[Denied],
        stored: Stored | None = None,
    ) -> None:
        self._db = db
        self._now = now
        self._actor = actor
        self._denials = Denials(db, denied)
        #: Looks up vectors of propositions that the learnt sense fits.
        self._stored = stored
        #: Written by earlier drafts of this call; the index has not heard of them yet.
        self._fresh: dict[str, Vectors] = {}

    def apply(self, prepared: Prepared) -> Reconciliation:
        """Compare one draft with what is known and write what it is.

        Raises:
            InvalidProposition: It is inferred, and names nothing that it rests on.
        """
        draft = prepared.draft
        inferred = draft.proposition.source == "inferred"
        if inferred and not (draft.supports or draft.derived_from):
            raise InvalidProposition(
                f"The inferred proposition {draft.proposition.text[:60]!r} rests on nothing",
                hint="name the observations that support it, or give source='stated'",
            )
        draft = self._existing(draft)
        if inferred and not (draft.supports or draft.derived_from):
            return _suppressed("what it rested on was forgotten")
        observed_at = propositions.newest_evidence(self._db, draft.supports)
        if observed_at is None and not inferred:
            observed_at = self._now  # somebody says so, now
        candidates = counterparts(self._db, draft, self._cosines(prepared))
        decision = decide(
            draft, candidates, observed_at=observed_at, vectors=self._vectored(prepared)
        )
        if decision.outcome != "identical" and self._denials.speak_against(draft, prepared.vector):
            return _suppressed("the person denied it")
        decision = self._tempered(draft, put_right(self._db, draft, decision))
        result = self._write(draft, decision, observed_at)
        if result.change is not None:
            self._fresh[result.proposition] = prepared.vector
        return result

    def _vectored(self, prepared: Prepared) -> Vectored | None:
        """What the learnt sense needs, if it fits the vectors."""
        stored = self._stored
        if stored is None:
            return None

        def of(ids: Sequence[str]) -> dict[str, Vectors]:
            fresh = {id_: self._fresh[id_] for id_ in ids if id_ in self._fresh}
            known = [id_ for id_ in ids if id_ not in fresh]
            return fresh | (stored(known) if known else {})

        return Vectored(draft=prepared.vector, of=of)

    def _write(
        self, draft: Draft, decision: Decision, observed_at: datetime | None
    ) -> Reconciliation:
        act = Act(self._db, self._actor, self._now)
        target = decision.target
        if target is None:
            carrier = self._add(act, draft, decision.why)
        elif decision.outcome == "identical":
            carrier = self._reinforce(act, draft, target, decision.why)
            self._settle(act, draft, decision, observed_at)
        elif decision.outcome == "refines":
            carrier = self._revise(act, draft, target, decision.why)
        elif decision.outcome == "disputed":
            carrier = self._dispute(act, draft, target, decision.why)
        elif decision.draft_is_older:
            carrier = self._add_superseded(act, draft, target, decision.why, observed_at)
        else:
            carrier = self._supersede(act, draft, decision, observed_at)
        return Reconciliation(
            outcome=decision.outcome,
            proposition=carrier,
            other=target,
            change=act.close() or None,
            why=decision.why,
        )

    def _existing(self, draft: Draft) -> Draft:
        """The draft without ids that are not (or no longer) there."""
        named = (draft.supports, draft.contradicts, draft.derived_from)
        tables = ("observations", "observations", "propositions")
        there = tuple(
            _existing(self._db, table, ids) for table, ids in zip(tables, named, strict=True)
        )
        if there == named:
            return draft
        return replace(draft, supports=there[0], contradicts=there[1], derived_from=there[2])

    def _cosines(self, prepared: Prepared) -> dict[str, float]:
        """Of what is near a draft, and of what earlier drafts became."""
        cosines = dict(prepared.near)
        for key, vector in self._fresh.items():
            cosines[key] = float(np.dot(vector, prepared.vector))
        return cosines

    def _tempered(self, draft: Draft, decision: Decision) -> Decision:
        """Keep inference from overruling the person, and others' words from overruling anyone."""
        if decision.target is None or draft.proposition.source != "inferred":
            return decision
        row = propositions.row_of(self._db, decision.target)
        origins = {
            each[0]
            for each in self._db.execute(
                f"SELECT origin FROM observations WHERE id IN ({marks(draft.supports)})",
                draft.supports,
            )
        }
        personal = row is not None and (row["confirmed"] or row["source"] != "inferred")
        others = draft.hearsay or origins == {"third-party content"}
        if decision.outcome == "refines" and (
            personal or (others and self._in_own_words(decision.target))
        ):
            return replace(
                decision, outcome="identical", why="fits what the person said; their wording stands"
            )
        weak = others or (personal and "self-stated" not in origins)
        if decision.outcome == "contradicts" and weak and not decision.draft_is_older:
            return replace(
                decision, outcome="disputed", why=f"{decision.why}, but not in the person's words"
            )
        return decision

    def _in_own_words(self, target: str) -> bool:
        """Whether something that the person said or did speaks for a claim."""
        row = self._db.execute(
            "SELECT 1 FROM evidence AS e JOIN observations AS o ON o.id = e.observation"
            " WHERE e.proposition = ? AND e.stance = 'supports'"
            " AND o.origin <> 'third-party content' LIMIT 1",
            (target,),
        ).fetchone()
        return row is not None

    def _add(self, act: Act, draft: Draft, why: str, **values: object) -> str:
        proposition = replace(draft.proposition, **values)  # type: ignore[arg-type]
        status = proposition.status if proposition.status == "superseded" else "active"
        new = propositions.insert(
            self._db, proposition, self._now, status=status, version=proposition.version
        )
        act.created(new, why=why)
        self._tie(act, new, draft, initial=True)
        return new

    def _tie(self, act: Act, id: str, draft: Draft, *, initial: bool) -> int:
        """Tie a draft's evidence and parents to a proposition; how many of them were new."""
        why = draft.proposition.reasoning[:200] if not initial else ""
        told: tuple[tuple[Stance, tuple[str, ...]], ...] = (
            ("supports", draft.supports),
            ("contradicts", draft.contradicts),
        )
        new = 0
        for stance, seen in told:
            new += propositions.add_evidence(
                self._db, id, seen, stance, initial=initial, why=why, hearsay=draft.hearsay
            )
        for parent in draft.derived_from:
            if parent != id:
                new += self._db.execute(
                    "INSERT OR IGNORE INTO derivations VALUES (?, ?)", (id, parent)
                ).rowcount
        grounds.recompute(self._db, id, act.reached)
        return new

    def _reinforce(self, act: Act, draft: Draft, target: str, why: str) -> str:
        row = self._row(target)
        said = draft.proposition.source != "inferred" and row["source"] == "inferred"
        if not (said or self._brings_news(draft, target)):
            return target
        act.touch(target, "revive" if row["status"] == "stale" else "reinforce", why)
        fields: dict[str, object] = self._joined_labels(row, draft)
        if row["status"] == "stale":
            fields["status"] = "active"
        if said:
            fields["source"] = draft.proposition.source
            fields["prior"] = max(row["prior"], draft.proposition.confidence)
        propositions.update(self._db, target, **fields)
        self._tie(act, target, draft, initial=False)
        return target

    def _settle(
        self, act: Act, draft: Draft, decision: Decision, observed_at: datetime | None
    ) -> None:
        """Let a claim that is said again take the place of what it contradicts, if it is newer.

        So a change that was not seen when it was first told, and a dispute, end with the next word
        of the person's.
        """
        since = draft.proposition.valid_from or observed_at or self._now
        why = "contradicts what was said again since"
        for each in decision.also:
            against = replace(decision, target=each, outcome="contradicts", why=why)
            if self._tempered(draft, against).outcome == "contradicts":
                act.touch(each, "supersede", why)
                propositions.update(self._db, each, status="superseded", valid_to=to_epoch(since))
                self._link(str(decision.target), "supersedes", each)

    def _brings_news(self, draft: Draft, target: str) -> bool:
        given = {*draft.supports, *draft.contradicts}
        rows = self._db.execute(
            "SELECT observation FROM evidence WHERE proposition = ?"
            " AND observation IN (SELECT value FROM json_each(?))",
            (target, to_json(sorted(given))),
        )
        parents = self._db.execute(
            "SELECT parent FROM derivations WHERE proposition = ?", (target,)
        )
        return bool(
            given - {row[0] for row in rows}
            or set(draft.derived_from) - {target} - {row[0] for row in parents}
        )

    def _revise(self, act: Act, draft: Draft, target: str, why: str) -> str:
        row, new = self._row(target), draft.proposition
        act.touch(target, "revise", why)
        propositions.update(
            self._db,
            target,
            text=new.text,
            reasoning=new.reasoning,
            entities=to_json(list(new.entities)),
            half_life=max(row["half_life"], new.half_life),
            valid_from=row["valid_from"]
            if new.valid_from is None
            else optional_epoch(new.valid_from),
            prior=new.confidence,
            stated=new.stated,
            status="active",
            version=row["version"] + 1,
            recorded_at=to_epoch(self._now),
            **self._joined_labels(row, draft),
        )
        self._tie(act, target, draft, initial=True)
        # The new wording was rated with all of the evidence in view.
        self._db.execute("UPDATE evidence SET initial = 1 WHERE proposition = ?", (target,))
        grounds.recompute(self._db, target, act.reached)
        return target

    def _supersede(
        self, act: Act, draft: Draft, decision: Decision, observed_at: datetime | None
    ) -> str:
        since = draft.proposition.valid_from or observed_at or self._now
        over = [str(decision.target)]
        over += [
            each
            for each in decision.also
            if self._tempered(draft, replace(decision, target=each)).outcome == "contradicts"
        ]
        for each in over:
            act.touch(each, "supersede", decision.why)
        version = int(self._row(over[0])["version"]) + 1
        new = self._add(act, draft, decision.why, version=version, valid_from=since)
        for each in over:
            propositions.update(self._db, each, status="superseded", valid_to=to_epoch(since))
            self._link(new, "supersedes", each)
        if draft.proposition.kind == "episodic" or decision.why == UNNAMED:
            for each in over:
                self._succeed(act, draft, new, self._row(each), since)
        return new

    def _succeed(
        self, act: Act, draft: Draft, event: str, ended: sqlite3.Row, since: datetime
    ) -> None:
        """Believe what an event leaves behind of the lasting claim that it ended.

        It rests on the event alone, so that what becomes of the event reaches it.
        """
        known = proposition_from_row(ended)
        left = following(draft.proposition, known, since)
        if left is None or self._denials.speak_against(replace(draft, proposition=left), None):
            return
        heir = Draft(proposition=left, derived_from=(event,), hearsay=draft.hearsay)
        near = counterparts(self._db, heir, {})
        if decide(heir, near, observed_at=since).outcome == "new":
            new = self._add(act, heir, "what an event left behind", version=known.version + 1)
            self._link(new, "supersedes", known.id)

    def _add_superseded(
        self, act: Act, draft: Draft, target: str, why: str, observed_at: datetime | None
    ) -> str:
        """Yesterday's news: kept as what the target had superseded."""
        key = parse_claim(draft.proposition.text).key
        known = self._db.execute(
            "SELECT id FROM propositions WHERE claim_key = ? AND status = 'superseded'", (key,)
        ).fetchone()
        if known is not None:
            return self._reinforce(act, draft, known["id"], why)
        row = self._row(target)
        until = row["valid_from"] if row["valid_from"] is not None else row["supported_at"]
        began = draft.proposition.valid_from or observed_at
        past = [] if began is None else self._replaced(target, draft)
        for each in past:
            if began is not None and each["began"] > to_epoch(began):
                until = min(until, each["began"])
        act.touch(target, "keep", f"another claim {why}")
        new = self._add(act, draft, why, status="superseded", valid_to=from_epoch(until))
        self._link(target, "supersedes", new)
        for each in past:
            if began is not None and each["began"] < to_epoch(began) < each["valid_to"]:
                act.touch(each["id"], "keep", "what took its place came earlier than was known")
                propositions.update(self._db, each["id"], valid_to=to_epoch(began))
        return new

    def _replaced(self, target: str, draft: Draft) -> list[sqlite3.Row]:
        """What a claim has superseded already that a draft could not be true together with."""
        claim = parse_claim(draft.proposition.text)
        if claim.slot is None or claim.arity != "one":
            return []
        return self._db.execute(
            "SELECT propositions.id, valid_to, coalesce(valid_from, (SELECT min(o.observed_at)"
            " FROM evidence AS e JOIN observations AS o ON o.id = e.observation"
            " WHERE e.proposition = propositions.id AND e.stance = 'supports'), recorded_at)"
            " AS began"
            " FROM links JOIN propositions ON propositions.id = other"
            " WHERE proposition = ? AND relation = 'supersedes' AND status = 'superseded'"
            " AND subject = ? AND slot = ? AND valid_to IS NOT NULL",
            (target, claim.subject, claim.slot),
        ).fetchall()

    def _dispute(self, act: Act, draft: Draft, target: str, why: str) -> str:
        act.touch(target, "dispute", why)
        new = self._add(act, draft, why)
        self._link(new, "disputes", target)
        self._link(target, "disputes", new)
        return new

    def _link(self, one: str, relation: str, other: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO links VALUES (?, ?, ?)", (one, relation, other))

    def _row(self, id: str) -> sqlite3.Row:
        row = propositions.row_of(self._db, id)
        if row is None:  # pragma: no cover - candidates were read in this transaction
            raise InvalidProposition(f"There is no proposition {id}")
        return row

    def _joined_labels(self, row: sqlite3.Row, draft: Draft) -> dict[str, object]:
        own = labels_from_row(row["own_sensitivity"], row["own_categories"])
        sensitivity, categories = labels_to_row(own.join(draft.proposition.labels))
        return {"own_sensitivity": sensitivity, "own_categories": categories}


def _existing(db: sqlite3.Connection, table: str, ids: Sequence[str]) -> tuple[str, ...]:
    if not ids:
        return ()
    rows = db.execute(f"SELECT id FROM {table} WHERE id IN ({marks(ids)})", tuple(ids))
    known = {row[0] for row in rows}
    return tuple(dict.fromkeys(each for each in ids if each in known))


def _suppressed(why: str) -> Reconciliation:
    return Reconciliation(outcome="suppressed", proposition="", why=why)
