"""What was said in a talk before, and what is believed on it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from memory.rows import observation_from_row, proposition_from_row, to_epoch
from memory.types import Observation, Proposition

#: What was said longer ago is put right by naming it.
_WITHIN: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One text of a talk. ``claims`` are those, active or stale, that it speaks for."""

    observation: Observation
    claims: tuple[Proposition, ...] = ()


def turns_before(db: sqlite3.Connection, observation: Observation, limit: int) -> list[Turn]:
    """The texts of a talk before one of them, of the same source, the last first.

    Args:
        db: The ledger.
        observation: The text; nothing where it is of no talk, or has no time.
        limit: At most so many.
    """
    if not observation.thread or observation.observed_at is None:
        return []
    at = observation.observed_at
    rows = db.execute(
        "SELECT * FROM observations WHERE thread = :thread AND source = :source AND kind = 'text'"
        " AND id <> :id AND observed_at BETWEEN :since AND :at"
        " AND (position IS NULL OR :position IS NULL OR position < :position)"
        " AND (position IS NOT NULL AND :position IS NOT NULL OR observed_at < :at)"
        " ORDER BY observed_at DESC, position DESC, seq DESC LIMIT :limit",
        {
            "thread": observation.thread, "source": observation.source, "id": observation.id,
            "since": to_epoch(at - _WITHIN), "at": to_epoch(at),
            "position": observation.position, "limit": limit,
        },
    ).fetchall()  # fmt: skip
    return [
        Turn(observation=observation_from_row(row), claims=_believed_on(db, row["id"]))
        for row in rows
    ]


def _believed_on(db: sqlite3.Connection, observation: str) -> tuple[Proposition, ...]:
    rows = db.execute(
        "SELECT p.* FROM evidence e JOIN propositions p ON p.id = e.proposition"
        " WHERE e.observation = ? AND e.stance = 'supports'"
        " AND p.status IN ('active', 'stale') ORDER BY p.seq",
        (observation,),
    )
    return tuple(proposition_from_row(row) for row in rows)
