"""Bringing the dense index up to date with the ledger.

Every write that the index must hear of leaves a row in the outbox, in the same transaction. To
drain it is to embed what is outstanding, give it to the index, and only then remove the rows: after
a crash the same rows are drained again, and adding twice is the same as adding once. Until then the
few that recall should have are held in memory (:mod:`memory.fresh`).

**What gets a vector.** Propositions and texts (messages, notes, turns), before the next recall
(rank 0). Events (commands, windows, commits) come by the thousand and cost as much each, so only
the first occurrence of an event's wording gets one, and only when there is time (rank 1). Until
then, and for repeated events, the lexical index finds them.

**What cannot get one.** A text on which the embedder fails is set aside, so that nothing waits
behind it, and tried again a few times.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

import numpy as np

from memory.embedding.port import Embedder, Vectors
from memory.errors import ModelError
from memory.fresh import Fresh, Held
from memory.ledger import Ledger
from memory.retrieval.text import embeddable_observation, embeddable_proposition
from memory.rows import chunks, marks, observation_from_row, padded, proposition_from_row, to_epoch
from memory.types import HitKind

#: A batch of this size costs the index half a millisecond a row, a single write 10–25 ms.
BATCH: Final = 64
#: Where nobody waits for the index, as when all of it is made anew: less than half of that a row.
BULK: Final = 1000
#: Rank of what could not be embedded. Words still find it.
SET_ASIDE: Final = 2
#: How long it then waits, from one attempt to the next. After the last it waits until its text or
#: the embedder is another.
_WAITS: Final = (timedelta(hours=1), timedelta(hours=8), timedelta(days=3))
_HARMLESS: Final = "tea"


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
    now: datetime,
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
    vectors = _embedded(embedder, {id_: text for id_, (text, _) in found.items()})
    _set_aside(ledger, [row["seq"] for row in news if row["id"] in found.keys() - vectors], now)
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
    now: datetime,
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
    vectors: dict[str, Vectors] = {}
    # In pieces: a question that is to be embedded gets its turn between two of them.
    for some in chunks([row["id"] for row in rows if row["id"] in found], BATCH):
        vectors |= _embedded(embedder, {each: found[each][0] for each in some})
    gone = [row["id"] for row in rows if row["id"] not in vectors]
    if vectors:
        ranks = [found[each][1] for each in vectors]
        index.add(kind, list(vectors), np.stack(list(vectors.values())), ranks)
    if gone:
        index.delete(kind, gone)
    failed = [row["seq"] for row in rows if row["id"] in found.keys() - vectors]
    with ledger.write() as db:
        _set_aside(ledger, failed, now)
        # By seq: a row that was queued again meanwhile has a new one, and stays.
        done = [(row["seq"],) for row in rows if row["seq"] not in failed]
        db.executemany("DELETE FROM outbox WHERE seq = ?", done)
    fresh.drop(kind, [row["id"] for row in rows])
    return len(rows)


def try_again(ledger: Ledger, now: datetime) -> None:
    """Queue once more what could not be embedded, where that is long enough ago."""
    due = "rank = ? AND retry_at <= ?"
    values = (SET_ASIDE, to_epoch(now))
    with ledger.glance() as db:
        if not db.execute(f"SELECT 1 FROM outbox WHERE {due} LIMIT 1", values).fetchone():
            return
    with ledger.write() as db:
        db.execute(f"UPDATE outbox SET rank = 1 WHERE {due}", values)


def unembedded(db: sqlite3.Connection) -> int:
    """How many rows have no vector because their texts could not be embedded."""
    # Those that are tried again have been counted as well.
    sql = "SELECT count(*) FROM outbox WHERE attempts > 0"
    return int(db.execute(sql).fetchone()[0])


def _embedded(embedder: Embedder, texts: Mapping[str, str]) -> dict[str, Vectors]:
    """Vectors of those texts, by id, that can be embedded.

    Raises:
        ModelError: The embedder fails whatever it is given.
    """
    if not texts:
        return {}
    try:
        return dict(zip(texts, embedder.embed(list(texts.values())), strict=True))
    except ModelError:
        embedder.embed([_HARMLESS])  # it is not that the model fails altogether
    found: dict[str, Vectors] = {}
    for id_, text in texts.items() if len(texts) > 1 else ():
        with contextlib.suppress(ModelError):  # set aside, and shown by doctor
            found[id_] = embedder.embed([text])[0]
    return found


def _set_aside(ledger: Ledger, seqs: Sequence[int], now: datetime) -> None:
    """Keep rows that could not be embedded from being tried before it is time, or for ever."""
    if not seqs:
        return
    with ledger.write() as db:
        for seq in seqs:
            row = db.execute("SELECT attempts FROM outbox WHERE seq = ?", (seq,)).fetchone()
            if row is None:  # queued again meanwhile, or forgotten
                continue
            tried = int(row[0])
            retry = to_epoch(now + _WAITS[tried]) if tried < len(_WAITS) else None
            db.execute(
                "UPDATE outbox SET rank = ?, attempts = attempts + 1, retry_at = ? WHERE seq = ?",
                (SET_ASIDE, retry, seq),
            )


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
