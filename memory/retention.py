"""Letting raw observations go after a time, or when there are too many.

Only what was *observed* goes: what the person said themselves stays until it is forgotten, and so
does every observation that a proposition, a tombstone or a verdict rests on, and what has yet to be
learnt from. Propositions stay. The age counts from when an observation was taken in, so that an old
history can be imported and learnt from.

This is housekeeping and not forgetting: vectors are taken out of the index in the ordinary way, of
which Chroma keeps 2.4 kB each until enough of them are worth a copy of the index
(:meth:`memory.index.DenseIndex.compact`), and backups keep what they have. Ids of what went are
kept for a while, so that a source which offers the same thing again does not bring it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from memory.ledger import Connection
from memory.rows import chunks, marks, padded
from memory.verdicts import VERDICT_SOURCE

#: How long the ids of what went are kept, in seconds: sources that are read anew from their
#: beginning, such as a rotated history file, are read within a season.
_REMEMBERED: Final = 90 * 86400.0
#: Rows in one transaction: a write that waits behind it waits for a blink.
BATCH: Final = 2000

_FREE: Final = f"""
    status <> 'pending' AND origin <> 'self-stated' AND source <> '{VERDICT_SOURCE}'
    AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.observation = observations.id)
    AND NOT EXISTS (SELECT 1 FROM tombstone_evidence t WHERE t.observation = observations.id)
"""
_SIZE: Final = "length(CAST(content AS BLOB)) + length(CAST(context AS BLOB))"


def excess(db: Connection, most_bytes: int) -> int:
    """By how many bytes texts and contexts are larger than they may be together."""
    total = db.execute(f"SELECT coalesce(sum({_SIZE}), 0) FROM observations").fetchone()[0]
    return int(total) - most_bytes


def due(db: Connection, *, before: float | None, excess: int) -> dict[str, int]:
    """What is to go now, oldest first, :data:`BATCH` at most: ids, each with its size in bytes.

    Args:
        db: A connection.
        before: What was taken in before this time (seconds since the epoch) goes.
        excess: Bytes by which there is too much; the oldest go until the rest fits.
    """
    found: dict[str, int] = {}
    sql = f"SELECT id, {_SIZE} AS size FROM observations WHERE {_FREE}"
    if before is not None:
        rows = db.execute(f"{sql} AND recorded_at < ? ORDER BY seq LIMIT ?", (before, BATCH))
        found.update((row["id"], int(row["size"])) for row in rows)
        excess -= sum(found.values())
    if excess > 0 and len(found) < BATCH:
        for row in db.execute(f"{sql} ORDER BY seq LIMIT ?", (BATCH,)):
            if excess <= 0:
                break
            if row["id"] not in found:
                found[row["id"]] = int(row["size"])
                excess -= row["size"]
    return dict(list(found.items())[:BATCH])


def let_go(db: Connection, ids: Sequence[str], now: float) -> None:
    """Remove observations, inside the caller's transaction; the index hears of it in time."""
    for some in chunks(ids):
        part = padded(some, some[0])  # few shapes of a statement stay compiled
        given = f"id IN ({marks(part)})"
        # One vector stands for an event that happened often: the next of them inherits it.
        heirs = db.execute(
            "SELECT min(o.id) FROM observations o JOIN observations g ON g.digest = o.digest"
            f" AND g.sensitivity = o.sensitivity WHERE g.{given} AND g.kind = 'event'"
            f" AND o.id NOT IN ({marks(part)}) GROUP BY o.digest, o.sensitivity",
            [*part, *part],
        ).fetchall()
        db.execute(f"DELETE FROM observations WHERE {given}", part)
        db.executemany(
            "INSERT OR REPLACE INTO expired VALUES (?, ?)", [(each, now) for each in some]
        )
        queue = [(each, "delete") for each in some] + [(row[0], "add") for row in heirs]
        db.executemany(
            "INSERT OR REPLACE INTO outbox (kind, id, op, rank) VALUES ('observation', ?, ?, 1)",
            queue,
        )
    db.execute("DELETE FROM expired WHERE at < ?", (now - _REMEMBERED,))


def went(db: Connection, ids: Sequence[str]) -> set[str]:
    """Those of some ids that were let go, and are not to be taken in again."""
    found: set[str] = set()
    for part in map(padded, chunks(ids)):
        rows = db.execute(f"SELECT id FROM expired WHERE id IN ({marks(part)})", part)
        found.update(row["id"] for row in rows)
    return found
