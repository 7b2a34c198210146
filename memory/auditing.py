"""Decisions that can be read afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from memory.ledger import Connection
from memory.rows import audit_from_row, to_epoch
from memory.types import AuditEntry


def write_audit(db: Connection, entries: Sequence[AuditEntry]) -> None:
    """Write decisions down, inside the caller's transaction."""
    db.executemany(
        "INSERT INTO audit (at, actor, action, subject, decision, why) VALUES (?,?,?,?,?,?)",
        [
            (to_epoch(each.at), each.actor, each.action, each.subject, each.decision, each.why)
            for each in entries
        ],
    )


def read_audit(db: Connection, limit: int, *, decisions: Sequence[str] = ()) -> list[AuditEntry]:
    """The newest decisions, or the newest of some kinds, newest first."""
    only = f"WHERE decision IN ({', '.join('?' * len(decisions))}) " if decisions else ""
    rows = db.execute(
        f"SELECT * FROM audit {only}ORDER BY seq DESC LIMIT ?",
        (*decisions, max(0, limit)),
    )
    return [audit_from_row(row) for row in rows]
