"""What holds again when the person says that what had taken its place was wrong.

"Left Ikea for Volvo" ended "Works at Ikea". Where they never left, they work there still: what a
wrong claim superseded is believed again as it was, unless something else has ended it as well, or
another claim says it by now. Of a lasting claim "retired" may mean that it is no longer so; then
what was before it is no truer. It is taken to mean that where the person had vouched for the claim,
told of it more than once or let it stand for a season, and where they say themselves that it is
over.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from memory import propositions
from memory.belief import group_of
from memory.counterparts import counterparts
from memory.decisions import Candidate
from memory.history import Act, state_before
from memory.reconcile import decide
from memory.reconciling import Prepared
from memory.rows import from_epoch, marks, proposition_from_row
from memory.types import Draft, Proposition

#: Likenesses of each claim that may hold again to those near it, by its id.
Near = Mapping[str, Mapping[str, float]]

_LIVING: Final = frozenset({"active", "stale"})
_NEVER: Final = re.compile(
    r"\b(?:never|wrong(?:ly)?|mistake[ns]?|mistaken|incorrect|false|untrue|not true|not so"
    r"|mis(?:heard|read|understood|understanding)|made up|a joke|joking|nonsense"
    r"|did(?:n['’]t| not) (?:happen|do|say))\b",
    re.IGNORECASE,
)
_OVER: Final = re.compile(
    r"\b(?:no longer|any ?more|not now|no more|over|ended|ends|finished|done with|expired|outdated"
    r"|out of date|former(?:ly)?|used to|was (?:true|so|right)|until|since|meanwhile|by now|past"
    r"|moved|changed|left|sold|stopped|quit|gave up|has gone|is gone)\b",
    re.IGNORECASE,
)
_MORE_THAN_ONCE: Final = 2
#: What was misunderstood is noticed earlier, mostly; what has stood for so long has had its time.
_A_SEASON: Final = timedelta(days=90)


def superseded_by(db: sqlite3.Connection, id: str) -> list[Proposition]:
    """What a claim, or what was derived from it, has superseded and is superseded still."""
    rows = db.execute(
        "WITH RECURSIVE reached (id) AS (VALUES (?) UNION SELECT d.proposition"
        "   FROM derivations d JOIN reached ON d.parent = reached.id)"
        " SELECT DISTINCT p.* FROM links l JOIN propositions p ON p.id = l.other"
        " WHERE l.relation = 'supersedes' AND l.proposition IN (SELECT id FROM reached)"
        " AND p.status = 'superseded' ORDER BY p.seq",
        (id,),
    ).fetchall()
    return [proposition_from_row(row) for row in rows]


def likenesses(prepared: Sequence[Prepared]) -> Near:
    """What is near each claim that was prepared, by its id."""
    return {each.draft.proposition.id: each.near for each in prepared}


def was_wrong(db: sqlite3.Connection, row: sqlite3.Row, why: str, now: datetime) -> bool:
    """Whether to retire a claim says that it never was so, and not that it is so no longer.

    Args:
        db: Inside the transaction that retires it.
        row: The claim as it was before.
        why: What the person says of it.
        now: When they say it.
    """
    if row["kind"] == "episodic" or _NEVER.search(why):
        return True
    stood = now - from_epoch(row["recorded_at"])
    if _OVER.search(why) or row["confirmed"] or stood > _A_SEASON:
        return False
    return len(_occasions(db, row["id"])) < _MORE_THAN_ONCE


def revive(act: Act, wrong: str, near: Near) -> None:
    """Believe again what a claim that was wrong had superseded, where nothing else has ended it.

    Args:
        act: In which the claim, and what was derived from it alone, were retired.
        wrong: The claim.
        near: Of what it superseded, where that is known.
    """
    for old in superseded_by(act.db, wrong):
        if not _superseding(act.db, old.id):
            _revive(act, old, wrong, near.get(old.id, {}))


def hand_over(act: Act, wrong: Proposition, right: str, near: Near) -> None:
    """Let what a claim was corrected to take over what it superseded, or let that hold again.

    Args:
        act: In which the claim was retired, and the right one was added.
        wrong: The claim as it was.
        right: The id of what it was corrected to.
        near: Of what it superseded, where that is known.
    """
    (instead,) = _read(act.db, [right])
    for old in superseded_by(act.db, wrong.id):
        if _superseding(act.db, old.id):
            continue
        cosines = near.get(old.id, {})
        known = _candidate(act.db, old, cosines.get(wrong.id, 0.0))
        # A change that no rule reads, none reads in other words either.
        read = _ends(wrong, known, act.now)
        if read and not _ends(instead, known, act.now):
            _revive(act, old, wrong.id, cosines)
        else:
            act.touch(old.id, "keep", "what took its place was corrected")
            _link(act.db, right, old.id)


def _revive(act: Act, old: Proposition, wrong: str, near: Mapping[str, float]) -> None:
    """Bring one claim back to where it was before, or find what else has ended it."""
    db = act.db
    row = propositions.row_of(db, old.id)
    assert row is not None  # noqa: S101 - it was read in this transaction
    seen = from_epoch(row["supported_at"])
    draft = Draft(proposition=old)
    since = _superseding(db, wrong)
    later = [_candidate(db, each, near.get(each.id, 0.0)) for each in _read(db, since)]
    for candidates in (later, counterparts(db, draft, near)):
        decision = decide(draft, candidates, observed_at=seen)
        if decision.outcome in {"identical", "refines"}:
            return  # another claim says it by now
        if decision.outcome == "contradicts" and decision.draft_is_older and decision.target:
            act.touch(old.id, "keep", f"what took its place was wrong, but another {decision.why}")
            act.touch(decision.target, "keep", "took the place of what another had before")
            propositions.update(db, old.id, valid_to=_began(db, decision.target))
            _link(db, decision.target, old.id)
            return
    before = state_before(db, old.id, "superseded")
    act.touch(old.id, "revive", "what had taken its place was wrong")
    status = before["status"] if before.get("status") in _LIVING else "active"
    propositions.update(db, old.id, status=status, valid_to=before.get("valid_to"))


def _ends(claim: Proposition, known: Candidate, now: datetime) -> bool:
    """Whether a claim could not be newly said without ending another, or being it."""
    return decide(Draft(proposition=claim), [known], observed_at=now).outcome != "new"


def _superseding(db: sqlite3.Connection, id: str) -> list[str]:
    """What has superseded a claim and was not itself taken back."""
    rows = db.execute(
        "SELECT p.id FROM links l JOIN propositions p ON p.id = l.proposition"
        " WHERE l.relation = 'supersedes' AND l.other = ?"
        " AND p.status IN ('active', 'stale', 'superseded') ORDER BY p.seq",
        (id,),
    )
    return [row[0] for row in rows]


def _occasions(db: sqlite3.Connection, id: str) -> set[object]:
    """The occasions on which the person told of a claim in their own words."""
    rows = db.execute(
        "SELECT o.source, o.thread, o.observed_at, o.observed_offset FROM evidence e"
        " JOIN observations o ON o.id = e.observation"
        " WHERE e.proposition = ? AND e.stance = 'supports' AND o.origin = 'self-stated'",
        (id,),
    )
    return {
        group_of(source, thread, None if thread is not None else from_epoch(at, offset))
        for source, thread, at, offset in rows
    }


def _read(db: sqlite3.Connection, ids: Sequence[str]) -> list[Proposition]:
    rows = db.execute(
        f"SELECT * FROM propositions WHERE id IN ({marks(ids)}) ORDER BY seq", tuple(ids)
    )
    return [proposition_from_row(row) for row in rows]


def _candidate(db: sqlite3.Connection, known: Proposition, cosine: float) -> Candidate:
    row = db.execute("SELECT supported_at FROM propositions WHERE id = ?", (known.id,)).fetchone()
    return Candidate(proposition=known, cosine=cosine, newest_evidence=from_epoch(row[0]))


def _began(db: sqlite3.Connection, id: str) -> float:
    """When a claim began to hold."""
    sql = "SELECT coalesce(valid_from, supported_at) FROM propositions WHERE id = ?"
    return float(db.execute(sql, (id,)).fetchone()[0])


def _link(db: sqlite3.Connection, newer: str, older: str) -> None:
    db.execute("INSERT OR IGNORE INTO links VALUES (?, 'supersedes', ?)", (newer, older))
