"""What a draft is to a claim that the person put right with the same words.

"No wait, it's Thursday" says of the dentist on Wednesday that it was a slip, and of no other
appointment. No rule about two claims could tell: one may well see the dentist on both days.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Final

from memory.decisions import Decision
from memory.rows import marks
from memory.types import Draft

_WHY: Final = "the person put it right"


def put_right(db: sqlite3.Connection, draft: Draft, decision: Decision) -> Decision:
    """The decision on a draft, with what it corrects superseded.

    Args:
        db: Inside the transaction that writes it.
        draft: With what it corrects, which may be over or forgotten by now.
        decision: By what the claims say.
    """
    if not draft.corrects:
        return decision
    rows = db.execute(
        f"SELECT id FROM propositions WHERE id IN ({marks(draft.corrects)})"
        " AND status IN ('active', 'stale') ORDER BY seq",
        draft.corrects,
    ).fetchall()
    wrong = [row["id"] for row in rows]
    if not wrong:
        return decision
    known = decision.target is not None and decision.target not in wrong
    if known and decision.outcome in {"identical", "refines"}:
        # That it is so was known; what was said meanwhile is over.
        also = dict.fromkeys((*decision.also, *wrong))
        return replace(decision, outcome="identical", also=tuple(also))
    ended = decision.outcome == "contradicts" and known and not decision.draft_is_older
    others = (*wrong[1:], *([decision.target] if ended and decision.target else ()))
    also = dict.fromkeys((*others, *(each for each in decision.also if each != wrong[0])))
    return Decision(outcome="contradicts", target=wrong[0], why=_WHY, also=tuple(also))
