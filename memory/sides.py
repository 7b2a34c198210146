"""The rows beside propositions (evidence, parents, links), and what an act changes of them.

A claim may rest on thousands of observations, and to say it once more adds one. So what was there
before is not read: from when an act first touches a proposition, triggers note each of its rows
that is about to change as it was. They are temporary, in the memory of the writing connection, and
a rollback takes back what they noted with the rest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, Final

#: Side tables of an aggregate, in the order in which they can be inserted.
SIDES: Final[dict[str, tuple[str, ...]]] = {
    "evidence": ("proposition", "observation", "stance", "weight", "why", "initial"),
    "derivations": ("proposition", "parent"),
    "links": ("proposition", "relation", "other"),
    "tombstones": ("proposition", "at"),  # the vector is a cache, made again when it is missed
    "tombstone_evidence": ("proposition", "observation"),
}
#: Rows of the side tables, by table.
Side = dict[str, list[list[Any]]]

_MOST: Final = max(map(len, SIDES.values()))
_NOTED: Final = ", ".join(f"c{number}" for number in range(_MOST))


def key_of(table: str) -> tuple[str, ...]:
    """The columns that tell a table's rows apart."""
    columns = SIDES[table]
    return columns[:1] if table == "tombstones" else columns if table == "links" else columns[:2]


def begin(db: sqlite3.Connection) -> None:
    """Make what notes changes, where this connection has none yet. Once an act."""
    if not db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'side_watched'").fetchone():
        # Not executescript, which would commit the transaction.
        for statement in _STATEMENTS:
            db.execute(statement)


def watch(db: sqlite3.Connection, proposition: str) -> None:
    """Note from now on what is about to change beside a proposition."""
    db.execute("INSERT OR IGNORE INTO side_watched VALUES (?)", (proposition,))


def changed(db: sqlite3.Connection, proposition: str) -> tuple[Side, Side]:
    """Rows beside a watched proposition that are gone, and those that have come, in order."""
    gone: Side = {table: [] for table in SIDES}
    come: Side = {table: [] for table in SIDES}
    seen: set[tuple[object, ...]] = set()
    noted = db.execute(
        f"SELECT side, was_there, {_NOTED} FROM side_noted WHERE c0 = ? ORDER BY seq",
        (proposition,),
    ).fetchall()
    for table, was_there, *values in noted:
        columns, names = SIDES[table], key_of(table)
        key = [values[columns.index(name)] for name in names]
        if (table, *key) in seen:
            continue  # the first word about a row is how it was
        seen.add((table, *key))
        before = values[: len(columns)] if was_there else None
        row = db.execute(
            f"SELECT {', '.join(columns)} FROM {table} WHERE {_equal(names, '?')}", key
        ).fetchone()
        after = None if row is None else list(row)
        if before != after:
            gone[table] += [before] if before else []
            come[table] += [after] if after else []
    for side in (gone, come):
        for rows in side.values():
            rows.sort(key=lambda row: [str(value) for value in row[:2]])
    return gone, come


def end(db: sqlite3.Connection) -> None:
    """Watch nothing any longer."""
    db.execute("DELETE FROM side_watched")
    db.execute("DELETE FROM side_noted")


def _equal(columns: Iterable[str], value: str) -> str:
    return " AND ".join(f"{column} = {value.format(column)}" for column in columns)


def _noting(table: str) -> list[str]:
    """Triggers that note a table's rows before they are inserted over, changed or deleted."""
    columns, key = SIDES[table], key_of(table)
    names = ", ".join(f"c{number}" for number in range(len(columns)))
    into = f"INSERT INTO side_noted (side, was_there, {names})"
    watched = "EXISTS (SELECT 1 FROM side_watched WHERE proposition = {}.proposition)"
    old = ", ".join(f"old.{column}" for column in columns)
    absent = ", ".join(f"new.{column}" if column in key else "NULL" for column in columns)
    same = f"FROM {table} WHERE {_equal(key, 'new.{}')}"
    # Before and not after an insertion, because one that replaces a row tells of no deletion.
    inserted = (
        f"CREATE TEMP TRIGGER side_{table}_insert BEFORE INSERT ON main.{table}"
        f" WHEN {watched.format('new')} BEGIN"
        f" {into} SELECT '{table}', 1, {', '.join(columns)} {same};"
        f" {into} SELECT '{table}', 0, {absent} WHERE NOT EXISTS (SELECT 1 {same}); END"
    )
    triggers = [inserted]
    for name, event in (("update", f"UPDATE OF {', '.join(columns)}"), ("delete", "DELETE")):
        triggers.append(
            f"CREATE TEMP TRIGGER side_{table}_{name} BEFORE {event} ON main.{table}"
            f" WHEN {watched.format('old')} BEGIN {into} VALUES ('{table}', 1, {old}); END"
        )
    return triggers


_STATEMENTS: Final = (
    "CREATE TEMP TABLE side_watched (proposition TEXT PRIMARY KEY) WITHOUT ROWID",
    f"CREATE TEMP TABLE side_noted (seq INTEGER PRIMARY KEY, side, was_there, {_NOTED})",
    "CREATE INDEX temp.side_noted_proposition ON side_noted (c0, seq)",
    *(statement for table in SIDES for statement in _noting(table)),
)
