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


class Arrivals:
    """What came up to one version of the ledger: each table is looked at once, whoever asks."""

    def __init__(self) -> None:
        self._states: dict[str, State] = {}
        self._came: dict[tuple[str, State], list[Arrival] | None] = {}

    def state(self, db: sqlite3.Connection, family: FullText, table: str) -> State:
        """How a table is."""
        if table not in self._states:
            self._states[table] = _state_of(db, family, table)
        return self._states[table]

    def since(
        self, db: sqlite3.Connection, family: FullText, table: str, before: State
    ) -> list[Arrival] | None:
        """The rows that came since, oldest first.

        ``None`` where that is not all that happened, where more than :data:`READ` came, and where
        one of them is not in ASCII, which we and FTS5 might take apart differently.
        """
        key = table, before
        if key not in self._came:
            now = self.state(db, family, table)
            self._came[key] = _arrived(db, family, table, before, now)
        return self._came[key]


def _state_of(db: sqlite3.Connection, family: FullText, table: str) -> State:
    edits = db.execute("SELECT count FROM edits").fetchone()[0]
    last = db.execute(f"SELECT max(id) FROM {table}_docsize").fetchone()[0]
    return State(edits, totals(db, family, table)[0], last or 0)


def _arrived(
    db: sqlite3.Connection, family: FullText, table: str, before: State, now: State
) -> list[Arrival] | None:
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
