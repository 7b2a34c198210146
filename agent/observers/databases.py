"""SQLite databases of other programs: copied while they are open, and read without trusting them.

A program may be writing while we copy, and what it wrote last may be in the write-ahead log beside
the database only. So both files are copied, and copied again if either changed meanwhile. The copy
is opened; the original never is, because opening a database can write to it.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from agent.observers.reading import readable_file
from memory.errors import InvalidInput

Row = sqlite3.Row
Fingerprint = tuple[tuple[int, int], ...]

_MAGIC = b"SQLite format 3\0"
#: A copy that never holds still is taken as it is after so many tries; SQLite checks what it reads.
_TRIES = 3
#: Databases larger than this are not copied: histories have some hundred MB at most.
MOST_BYTES = 4 * 1024**3
_MOST_CELL = 4 * 1024 * 1024
#: Steps of SQLite's machine for one query before it is given up: a query of ours over ten million
#: rows takes fewer. A schema that was made to loop takes more.
_MOST_STEPS = 4_000_000_000
_STEPS = 1_000_000


def fingerprint(path: Path) -> Fingerprint:
    """Changes whenever the database or its log does."""
    found = []
    for part in (path, path.with_name(path.name + "-wal")):
        try:
            status = part.stat()
            found.append((status.st_mtime_ns, status.st_size))
        except OSError:
            found.append((0, 0))
    return tuple(found)


@contextmanager
def opened(path: Path, what: str) -> Iterator[sqlite3.Connection]:
    """A copy of a database, open for reading; removed afterwards.

    Args:
        path: The database.
        what: What it is expected to be, for the hint.

    Raises:
        InvalidInput: it is no readable SQLite database, too large, or damaged.
    """
    readable_file(path, what)
    try:
        with path.open("rb") as stream:
            if stream.read(len(_MAGIC)) != _MAGIC:
                raise InvalidInput(f"{path} is not an SQLite database", hint=f"give {what}")
        if path.stat().st_size > MOST_BYTES:
            raise InvalidInput(f"{path} is too large to copy", hint="give an export of it")
        with tempfile.TemporaryDirectory(prefix="gumption-") as folder:
            copy = Path(folder) / "copy.db"
            _copied(path, copy)
            with closing(_connection(copy)) as db:
                yield db
    except OSError as error:
        raise InvalidInput(f"cannot copy {path}: {error.strerror or 'gone'}") from error
    except sqlite3.Error as error:
        raise InvalidInput(f"{path} is damaged: {error}", hint=f"give {what}") from error


def columns(db: sqlite3.Connection, table: str) -> frozenset[str]:
    """The columns of a real table, lower-case; none where there is no such table."""
    kind = db.execute(
        "SELECT type FROM sqlite_master WHERE lower(name) = ?", (table.lower(),)
    ).fetchone()
    if kind is None or kind[0] != "table":
        return frozenset()
    return frozenset(
        row[1].lower() for row in db.execute(f'PRAGMA table_info("{table}")') if row[1]
    )


def require(
    db: sqlite3.Connection, tables: Mapping[str, Sequence[str]], path: Path, what: str
) -> None:
    """Refuse a database without some tables and columns.

    Raises:
        InvalidInput: it is another kind of database.
    """
    for table, needed in tables.items():
        there = columns(db, table)
        missing = [name for name in needed if name.lower() not in there]
        if missing:
            raise InvalidInput(
                f"{path} has no {table}.{missing[0]}", hint=f"give {what}; this is another database"
            )


def _copied(path: Path, copy: Path) -> None:
    log = path.with_name(path.name + "-wal")
    for _ in range(_TRIES):
        before = fingerprint(path)
        shutil.copyfile(path, copy)
        beside = copy.with_name(copy.name + "-wal")
        try:
            shutil.copyfile(log, beside)
        except FileNotFoundError:
            beside.unlink(missing_ok=True)
        if fingerprint(path) == before:
            return


def _connection(copy: Path) -> sqlite3.Connection:
    db = sqlite3.connect(copy)
    db.row_factory = sqlite3.Row
    db.text_factory = lambda raw: raw.decode(errors="replace")
    db.execute("PRAGMA trusted_schema = OFF")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_CELL)
    left = [_MOST_STEPS // _STEPS]

    def tick() -> int:
        left[0] -= 1
        return int(left[0] < 0)

    db.set_progress_handler(tick, _STEPS)
    return db
