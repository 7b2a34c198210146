"""What came into a full-text table since it was last looked at, where nothing else happened to it.

Whatever is remembered of a table's words can then be brought up to date by the words that came,
instead of being read again.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from memory.retrieval.lexical import totals
from memory.retrieval.tokens import split_each
from memory.schema import FULL_TEXT, FullText, rank_of

#: Rows that came, to be read: to look words up anew costs less than to read more.
READ: Final = 256


@dataclass(frozen=True, slots=True)
class State:
    """A full-text table at some moment.

    Attributes:
        edits: Rows that were ever changed or removed, in any table.
        rows: Rows in it.
        last: The newest row's ``seq``.
    """

    edits: int
    rows: int
    last: int


#: A row's ``seq`` and its words.
Arrival = tuple[int, list[str]]


def state_of(db: sqlite3.Connection, family: FullText, table: str) -> State:
    """How a table is."""
    edits = db.execute("SELECT count FROM edits").fetchone()[0]
    last = db.execute(f"SELECT max(id) FROM {table}_docsize").fetchone()[0]
    return State(edits, totals(db, family, table)[0], last or 0)


def arrived(
    db: sqlite3.Connection, family: FullText, table: str, before: State, now: State
) -> list[Arrival] | None:
    """The rows that came between two moments, oldest first.

    ``None`` where that is not all that happened, where more than :data:`READ` came, and where one
    of them is not in ASCII, which we and FTS5 might take apart differently.
    """
    came = now.rows - before.rows
    if before.edits != now.edits or not 0 <= came <= READ:
        return None
    if before.last == now.last:
        return None if came else []
    columns = " || ' ' || ".join(FULL_TEXT[family])
    rows = db.execute(
        f"SELECT seq, {columns} FROM {family} WHERE seq > ? AND sensitivity = ?"
        " ORDER BY seq LIMIT ?",
        (before.last, rank_of(table), READ + 1),
    ).fetchall()
    texts = [row[1] for row in rows]
    if len(rows) != came or not all(text.isascii() for text in texts):
        return None
    return [(row[0], words) for row, words in zip(rows, split_each(texts), strict=True)]
