"""Claims that contradict each other with no order in time: both stand until the person says.

A dispute is settled by confirming one side (the other is superseded), or by correcting or retiring
one; each is an act in the history, and undoing it opens the dispute again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from memory.decisions import Candidate
from memory.reconcile import decide
from memory.rows import marks, proposition_from_row
from memory.types import Draft, Proposition

_OPEN = """
    FROM links l JOIN propositions a ON a.id = l.proposition JOIN propositions b ON b.id = l.other
    WHERE l.relation = 'disputes' AND a.status IN ('active', 'stale')
    AND b.status IN ('active', 'stale') AND max(a.sensitivity, b.sensitivity) <= ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two claims of which at most one holds.

    Attributes:
        one: The one that was supported last.
        other: The other.
        why: What was found wrong about believing both.
    """

    one: Proposition
    other: Proposition
    why: str = ""


def open_disputes(db: sqlite3.Connection, *, clearance: int, limit: int) -> list[Dispute]:
    """Disputes that nobody has settled, the newest first, each pair once.

    Args:
        db: A connection with named columns.
        clearance: Rank 0–3; a dispute with a side above it is not told of.
        limit: At most so many.
    """
    pairs = db.execute(
        f"SELECT a.id, b.id {_OPEN}"
        " AND (a.supported_at, a.seq) > (b.supported_at, b.seq)"
        " ORDER BY a.supported_at DESC, a.seq DESC, b.seq DESC LIMIT ?",
        (clearance, limit),
    ).fetchall()
    found = []
    for one, other in pairs:
        rows = {
            row["id"]: proposition_from_row(row)
            for row in db.execute("SELECT * FROM propositions WHERE id IN (?, ?)", (one, other))
        }
        found.append(Dispute(one=rows[one], other=rows[other], why=_why(db, one, other)))
    return found


def disputing(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    """Of some propositions those that are disputed, each with the living claims against it."""
    found: dict[str, list[str]] = {}
    for row in db.execute(
        f"SELECT a.id, b.id {_OPEN} AND a.id IN ({marks(ids)}) ORDER BY b.seq", (3, *ids)
    ):
        found.setdefault(row[0], []).append(row[1])
    return found


def contradicted_by(db: sqlite3.Connection, text: str, rivals: Sequence[str]) -> list[str]:
    """Which of a claim's rivals cannot stand beside what it was corrected to."""
    rows = db.execute(
        f"SELECT * FROM propositions WHERE id IN ({marks(rivals)})"
        " AND status IN ('active', 'stale') ORDER BY seq",
        tuple(rivals),
    )
    draft = Draft(proposition=Proposition(text=text))
    return [
        row["id"]
        for row in rows
        if decide(
            draft,
            [Candidate(proposition=proposition_from_row(row), cosine=0.0, newest_evidence=None)],
            observed_at=None,
        ).outcome
        != "new"
    ]


def _why(db: sqlite3.Connection, one: str, other: str) -> str:
    """The reason that history gives, without the id it may end with."""
    row = db.execute(
        "SELECT why FROM changes WHERE action = 'dispute' AND proposition IN (?, ?)"
        " ORDER BY entry DESC LIMIT 1",
        (one, other),
    ).fetchone()
    why = "" if row is None else str(row[0])
    return why.removesuffix(f": {one}").removesuffix(f": {other}")
