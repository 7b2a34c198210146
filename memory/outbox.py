"""Bringing the dense index up to date with the ledger.

Every write that the index must hear of leaves a row in the outbox, in the same transaction. To
drain it is to embed what is outstanding, give it to the index, and only then remove the rows: after
a crash the same rows are drained again, and adding twice is the same as adding once. Until then the
few that recall should have are held in memory (:mod:`memory.fresh`).

**What gets a vector.** Propositions and texts (messages, notes, turns), before the next recall
(rank 0). Events (commands, windows, commits) come by the thousand and cost as much each, so only
the first occurrence of an event's wording gets one, and only when there is time (rank 1). Until
then, and for repeated events, the lexical index finds them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np

from memory.embedding.port import Embedder, Vectors
from memory.fresh import Fresh, Held
from memory.ledger import Ledger
from memory.retrieval.text import embeddable_observation, embeddable_proposition
from memory.rows import chunks, marks, observation_from_row, padded, proposition_from_row
from memory.types import HitKind

#: A batch of this size costs the index half a millisecond a row, a single write 10–25 ms.
BATCH: Final = 64
#: Where nobody waits for the index, as when all of it is made anew: less than half of that a row.
BULK: Final = 1000


class Index(Protocol):
    """What the ledger asks of the dense index (:class:`memory.index.DenseIndex`)."""

    def add(
        self, kind: HitKind, ids: Sequence[str], vectors: Vectors, sensitivities: Sequence[int]
    ) -> None:
        """Insert or replace."""

    def delete(self, kind: HitKind, ids: Sequence[str]) -> None:
        """Remove; unknown ids are fine."""


def newest(ledger: Ledger) -> int | None:
    """The last place of what recall should have; ``None`` where nothing waits for it."""
    with ledger.glance() as db:
        last = db.execute("SELECT max(seq) FROM outbox WHERE rank = 0").fetchone()[0]
        return None if last is None else int(last)


def hold(
    ledger: Ledger,
    fresh: Fresh,
    embedder: Embedder,
    *,
    kind: HitKind,
    most: int,
    clearance: int,
) -> bool:
    """Hold what recall should have of a kind, for as long as the index has not; not too many.

    Returns:
        Whether it was done: not where more rows wait than ``most``.
    """
    held = fresh.held(kind)
    room = most - sum(row.sensitivity <= clearance for row in held.values())
    with ledger.glance() as db:
        after = fresh.read_to(kind, clearance)
        rows = _waiting(db, kind, rank=0, clearance=clearance, size=most + 1, after=after)
        news = [row for row in rows if row["id"] not in held or held[row["id"]].seq != row["seq"]]
        if len(news) > room:
            return False
        found = _texts(db, kind, [row["id"] for row in news])
        last = db.execute("SELECT max(seq) FROM outbox WHERE rank = 0").fetchone()[0]
    texts = [text for text, _ in found.values()]
    vectors = dict(zip(found, embedder.embed(texts) if texts else (), strict=True))
    told = {
        row["id"]: Held(row["seq"], found.get(row["id"], ("", 0))[1], vectors.get(row["id"]))
        for row in news
    }
    fresh.hold(kind, clearance, last or 0, told)
    return True


def drain(
    ledger: Ledger,
    index: Index,
    fresh: Fresh,
    embedder: Embedder,
    *,
    kind: HitKind,
    rank: int,
    size: int = BATCH,
    clearance: int = 3,
) -> int:
    """Work off one batch of a kind, up to a rank; returns how many rows were done.

    Rows above ``clearance`` (0–3) stay for later: in a batch of limited size they would take the
    place of what its caller may see.
    """
    with ledger.read() as db:
        rows = _waiting(db, kind, rank=rank, clearance=clearance, size=size)
        found = _texts(db, kind, [row["id"] for row in rows])
    if not rows:
        return 0
    there = [row["id"] for row in rows if row["id"] in found]
    gone = [row["id"] for row in rows if row["id"] not in found]
    if there:
        texts = [found[each][0] for each in there]
        # In pieces: a question that is to be embedded gets its turn between two of them.
        vectors = np.concatenate([embedder.embed(some) for some in chunks(texts, BATCH)])
        index.add(kind, there, vectors, [found[each][1] for each in there])
    if gone:
        index.delete(kind, gone)
    with ledger.write() as db:
        # By seq: a row that was queued again meanwhile has a new one, and stays.
        db.executemany("DELETE FROM outbox WHERE seq = ?", [(row["seq"],) for row in rows])
    fresh.drop(kind, [row["id"] for row in rows])
    return len(rows)


def _waiting(
    db: sqlite3.Connection,
    kind: HitKind,
    *,
    rank: int,
    clearance: int,
    size: int,
    after: int = -1,
) -> list[sqlite3.Row]:
    return db.execute(
        f"SELECT o.seq, o.id FROM outbox o LEFT JOIN {kind}s t ON t.id = o.id"
        " WHERE o.kind = ? AND o.rank <= ? AND o.seq > ? AND coalesce(t.sensitivity, 0) <= ?"
        " ORDER BY o.rank, o.seq LIMIT ?",
        (kind, rank, after, clearance, size),
    ).fetchall()


def _texts(db: sqlite3.Connection, kind: HitKind, ids: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Text to embed and sensitivity rank of those ids that exist."""
    wanted = padded(ids)
    rows = db.execute(f"SELECT * FROM {kind}s WHERE id IN ({marks(wanted)})", wanted).fetchall()
    if kind == "observation":
        return {
            row["id"]: (embeddable_observation(observation_from_row(row)), row["sensitivity"])
            for row in rows
        }
    return {
        row["id"]: (embeddable_proposition(proposition_from_row(row)), row["sensitivity"])
        for row in rows
    }


def queue_everything(db: sqlite3.Connection) -> int:
    """Queue all that deserves a vector, as after a change of the embedder; returns how many."""
    db.execute("DELETE FROM outbox")
    db.execute(
        "INSERT INTO outbox (kind, id, op, rank)"
        " SELECT 'proposition', id, 'add', 0 FROM propositions ORDER BY seq"
    )
    # The newest first: they are what is asked about while the rest is still to come.
    db.execute(
        "INSERT INTO outbox (kind, id, op, rank)"
        " SELECT 'observation', id, 'add', 0 FROM observations WHERE kind <> 'event'"
        " ORDER BY seq DESC"
    )
    db.execute(
        "INSERT INTO outbox (kind, id, op, rank)"
        " SELECT 'observation', id, 'add', 1 FROM observations WHERE seq IN"
        " (SELECT min(seq) FROM observations WHERE kind = 'event' GROUP BY digest, sensitivity)"
        " ORDER BY seq DESC"
    )
    return int(db.execute("SELECT count(*) FROM outbox").fetchone()[0])
