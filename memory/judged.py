"""What the person said of a hit: right for this query, or wrong for it.

A judgement is kept by the words of its query, so that it counts for the same question in another
order or form as well (:func:`memory.retrieval.judgements.heed`). It goes with the row that it is
about (by triggers), and when its query quotes what is forgotten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, cast

from memory.errors import InvalidInput, NotFound
from memory.retrieval.tokens import query_words
from memory.rows import from_epoch, to_epoch
from memory.types import HitKind, Judgement

#: As long as any query that is worth remembering.
_LONGEST: Final = 2_000


def judge(
    db: sqlite3.Connection, query: str, hit: str, *, wanted: bool | None, now: datetime
) -> None:
    """Keep what was said of a hit; ``None`` takes it back. The newest word counts.

    Raises:
        InvalidInput: The query has no words, or is too long to be one.
        NotFound: There is nothing of this id.
    """
    words = words_of(query)
    if not words or len(query) > _LONGEST:
        raise InvalidInput(
            "A hit is judged for a query", hint=f"give its words, at most {_LONGEST} characters"
        )
    kind = _kind(db, hit)
    if wanted is None:
        db.execute("DELETE FROM judged WHERE words = ? AND subject = ?", (words, hit))
        return
    db.execute(
        "INSERT OR REPLACE INTO judged (at, query, words, kind, subject, wanted)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (to_epoch(now), query.strip(), words, kind, hit, int(wanted)),
    )


def words_of(query: str) -> str:
    """A query's words as it is recognised by them: sorted, each once, without endings."""
    return " ".join(sorted(word for word, _ in query_words(query)))


def said(db: sqlite3.Connection, limit: int) -> list[Judgement]:
    """The newest judgements, newest first."""
    rows = db.execute("SELECT * FROM judged ORDER BY seq DESC LIMIT ?", (limit,))
    return [
        Judgement(
            query=row["query"],
            hit=row["subject"],
            kind=cast("HitKind", row["kind"]),
            wanted=bool(row["wanted"]),
            at=from_epoch(row["at"]),
        )
        for row in rows
    ]


def scrub(db: sqlite3.Connection, quotes: Callable[[Iterable[str]], bool]) -> None:
    """Remove the judgements whose query quotes what is forgotten."""
    for row in db.execute("SELECT seq, query, words FROM judged").fetchall():
        if quotes([row["query"], row["words"]]):
            db.execute("DELETE FROM judged WHERE seq = ?", (row["seq"],))


def _kind(db: sqlite3.Connection, hit: str) -> HitKind:
    kinds: tuple[HitKind, ...] = ("proposition", "observation")
    for kind in kinds:
        if db.execute(f"SELECT 1 FROM {kind}s WHERE id = ?", (hit,)).fetchone():
            return kind
    raise NotFound(f"There is nothing with the id {hit!r}", hint="recall shows the ids of its hits")
