"""The log of suggestions and of what the person said to them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from memory.errors import NotFound
from memory.ledger import Ledger
from memory.rows import digest, optional_epoch, optional_time, to_epoch, to_json
from memory.types import Suggestion, SuggestionStatus, Verdict

_AFTER: Final[dict[Verdict, SuggestionStatus]] = {
    "accept": "accepted",
    "dismiss": "dismissed",
    "snooze": "snoozed",
    "never": "never",
}


class SuggestionLog:
    """Suggestions in the ledger. Reached through :attr:`memory.UserModel.suggestions`."""

    def __init__(self, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._clock = clock

    def add(self, suggestion: Suggestion) -> str:
        """Store a suggestion; returns its id."""
        now = to_epoch(self._clock())
        created = optional_epoch(suggestion.created_at) or now
        with self._ledger.write() as db:
            number = db.execute("SELECT count(*) FROM suggestions").fetchone()[0]
            name = "s" + digest(suggestion.text, created, number, length=10)
            db.execute(
                "INSERT INTO suggestions (id, text, why, category, probability, benefit,"
                " cost_false_positive, cost_false_negative, utility, propositions, observations,"
                " status, created_at, shown_at, expires_at, snoozed_until)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    name, suggestion.text, suggestion.why, suggestion.category,
                    suggestion.probability, suggestion.benefit, suggestion.cost_false_positive,
                    suggestion.cost_false_negative, suggestion.utility,
                    to_json(suggestion.propositions), to_json(suggestion.observations),
                    suggestion.status, created, now if suggestion.status == "shown" else None,
                    optional_epoch(suggestion.expires_at),
                    optional_epoch(suggestion.snoozed_until),
                ),
            )  # fmt: skip
        return name

    def get(self, id: str) -> Suggestion:
        """One suggestion.

        Raises:
            NotFound: There is none of this id.
        """
        with self._ledger.read() as db:
            return _from_row(_row(db, id))

    def list(
        self,
        *,
        status: SuggestionStatus | Sequence[SuggestionStatus] | None = None,
        limit: int = 100,
    ) -> list[Suggestion]:
        """Suggestions of some statuses (all when ``None``), newest first."""
        wanted = [status] if isinstance(status, str) else status
        where = "" if wanted is None else " WHERE status IN (SELECT value FROM json_each(:wanted))"
        with self._ledger.read() as db:
            rows = db.execute(
                f"SELECT * FROM suggestions{where} ORDER BY created_at DESC, seq DESC LIMIT :limit",
                {"wanted": to_json(wanted), "limit": max(0, limit)},
            ).fetchall()
        return [_from_row(row) for row in rows]

    def set_status(self, id: str, status: SuggestionStatus, until: datetime | None = None) -> None:
        """Move a suggestion on; ``until`` is when a snoozed one may come back."""
        with self._ledger.write() as db:
            self._move(db, id, status, until)

    def record(self, id: str, verdict: Verdict, until: datetime | None = None) -> None:
        """Keep what the person said to a suggestion, and move it on accordingly."""
        with self._ledger.write() as db:
            row = _row(db, id)
            db.execute(
                "INSERT INTO verdicts (at, actor, subject_kind, subject, category, verdict,"
                " probability) VALUES (?, 'person', 'suggestion', ?, ?, ?, ?)",
                (to_epoch(self._clock()), id, row["category"], verdict, row["probability"]),
            )
            self._move(db, id, _AFTER[verdict], until)

    def verdicts(self, category: str) -> tuple[int, int]:
        """How many of a category were accepted, and how many dismissed (or never wanted again)."""
        with self._ledger.read() as db:
            row = db.execute(
                "SELECT count(*) FILTER (WHERE verdict = 'accept'),"
                " count(*) FILTER (WHERE verdict IN ('dismiss', 'never'))"
                " FROM verdicts WHERE subject_kind = 'suggestion' AND category = ?",
                (category,),
            ).fetchone()
        return int(row[0]), int(row[1])

    def categories_never(self) -> set[str]:
        """Categories of which the person never wants another."""
        with self._ledger.read() as db:
            rows = db.execute(
                "SELECT DISTINCT category FROM verdicts"
                " WHERE subject_kind = 'suggestion' AND verdict = 'never'"
            ).fetchall()
        return {row[0] for row in rows}

    def shown_since(self, time: datetime) -> int:
        """How many were shown at or after a time.

        None of those of later than now: they were shown under a clock that was ahead.
        """
        with self._ledger.read() as db:
            row = db.execute(
                "SELECT count(*) FROM suggestions WHERE shown_at BETWEEN ? AND ?",
                (to_epoch(time), to_epoch(self._clock())),
            ).fetchone()
        return int(row[0])

    def _move(
        self, db: sqlite3.Connection, id: str, status: SuggestionStatus, until: datetime | None
    ) -> None:
        _row(db, id)
        db.execute(
            "UPDATE suggestions SET status = :status, snoozed_until = :until,"
            " shown_at = CASE WHEN :status = 'shown' THEN :now ELSE shown_at END WHERE id = :id",
            {
                "status": status,
                "until": optional_epoch(until),
                "now": to_epoch(self._clock()),
                "id": id,
            },
        )


def _row(db: sqlite3.Connection, id: str) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute("SELECT * FROM suggestions WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise NotFound(f"There is no suggestion {id!r}", hint="list them to see their ids")
    return row


def _from_row(row: sqlite3.Row) -> Suggestion:
    return Suggestion(
        text=row["text"],
        why=row["why"],
        category=row["category"],
        probability=row["probability"],
        benefit=row["benefit"],
        cost_false_positive=row["cost_false_positive"],
        cost_false_negative=row["cost_false_negative"],
        utility=row["utility"],
        propositions=tuple(json.loads(row["propositions"])),
        observations=tuple(json.loads(row["observations"])),
        status=row["status"],
        created_at=optional_time(row["created_at"]),
        expires_at=optional_time(row["expires_at"]),
        snoozed_until=optional_time(row["snoozed_until"]),
        id=row["id"],
    )
