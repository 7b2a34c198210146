"""Taking what is forgotten out of everything that is kept, in the ledger and beside it.

History that quotes it is emptied, suggestions and entries of the audit log that do are removed, and
free text of rows that stay loses what quotes it. Of ids a neutral word is left.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from memory import judged
from memory.needles import Traces
from memory.rows import to_json

#: What the person decided, among the small values beside the model: forgetting leaves it alone.
SETTING: Final = "setting:"
#: In the place of an id.
_NAMELESS: Final = "forgotten"
_WORD: Final = re.compile(r"[\w-]+")
#: With so few ids it pays to look for them before taking JSON apart.
_FEW: Final = 64


@dataclass(frozen=True, slots=True)
class Gone:
    """What is removed: by which ids, and by what it is recognised elsewhere."""

    ids: set[str]
    traces: Traces
    _few: list[str] | None = field(init=False)

    def __post_init__(self) -> None:
        few = sorted(self.ids) if len(self.ids) <= _FEW else None
        object.__setattr__(self, "_few", few)

    def may_be_in(self, raw: str) -> bool:
        """False where a row's JSON names and quotes nothing of it; fast."""
        named = self._few is None or any(each in raw for each in self._few)
        return named or bool(self.traces.needles) or self.traces.passages.may_be_in(raw)

    def without_ids(self, text: str) -> str:
        """A text with a neutral word for each id."""
        return _WORD.sub(lambda found: _NAMELESS if found[0] in self.ids else found[0], text)


def scrub(db: sqlite3.Connection, gone: Gone) -> None:
    """Scrub every table of a ledger, inside a transaction that has removed the rows."""
    _scrub_history(db, gone)
    _scrub_suggestions(db, gone)
    _scrub_audit(db, gone)
    _scrub_notes(db, gone.traces)
    judged.scrub(db, gone.traces.are_in)
    _scrub_state(db, gone)


def _scrub_history(db: sqlite3.Connection, gone: Gone) -> None:
    """Take forgotten ids out of what history kept; empty the entries that quote forgotten text."""
    for entry, why, before, after in _rows(
        db, "SELECT entry, why, coalesce(before, ''), coalesce(after, '') FROM changes"
    ):
        if not gone.may_be_in(f"{why}\n{before}\n{after}"):
            continue
        both = [json.loads(side) if side else None for side in (before, after)]
        if gone.traces.are_in([why, *(text for side in both for text in _worded(side))]):
            db.execute(
                "UPDATE changes SET before = NULL, after = NULL, why = '' WHERE entry = ?", (entry,)
            )
            continue
        kept = [_without(side, gone.ids) for side in both]
        said = gone.without_ids(why)
        if (kept, said) != (both, why):
            db.execute(
                "UPDATE changes SET before = ?, after = ?, why = ? WHERE entry = ?",
                (*(None if side is None else to_json(side) for side in kept), said, entry),
            )


def _worded(side: Mapping[str, Any] | None) -> list[str]:
    """What somebody worded in one side of a history entry."""
    if side is None:
        return []
    row = side.get("row") or {}
    texts = [row.get("text", ""), row.get("reasoning", "")]
    texts += json.loads(row.get("entities") or "[]")
    return texts + [str(each[4]) for each in side.get("evidence", ())]


def _without(side: dict[str, Any] | None, ids: set[str]) -> dict[str, Any] | None:
    """One side of a history entry without forgotten ids.

    Of evidence it stays known that there was some, so that nobody takes what was concluded from it
    for what the person had just said.
    """
    if side is None:
        return None
    kept = dict(side)
    for table in side.keys() - {"row"}:
        rows = [row for row in side[table] if not ids.intersection(map(str, row))]
        gone = [row for row in side[table] if row not in rows]
        if table == "evidence":
            rows += [[row[0], _NAMELESS, *row[2:4], "", row[5]] for row in gone]
        elif table == "derivations":
            rows += [[row[0], _NAMELESS] for row in gone]
        kept[table] = rows
    return kept


def _scrub_suggestions(db: sqlite3.Connection, gone: Gone) -> None:
    """Remove the suggestions that quote it or rest on it; they are gone as well then."""
    for seq, name, text, why, propositions, observations in _rows(
        db, "SELECT seq, id, text, why, propositions, observations FROM suggestions"
    ):
        rests = {*json.loads(propositions), *json.loads(observations)} & gone.ids
        if rests or gone.traces.are_in((), names=[text, why]):
            db.execute("DELETE FROM suggestions WHERE seq = ?", (seq,))
            gone.ids.add(name)


def _scrub_audit(db: sqlite3.Connection, gone: Gone) -> None:
    """Remove the entries that quote it; of those that name it alone, what they name."""
    for seq, subject, why in _rows(db, "SELECT seq, subject, why FROM audit"):
        if gone.traces.are_in((), names=[subject, why]):
            db.execute("DELETE FROM audit WHERE seq = ?", (seq,))
            continue
        left = (gone.without_ids(subject), gone.without_ids(why))
        if left != (subject, why):
            db.execute("UPDATE audit SET subject = ?, why = ? WHERE seq = ?", (*left, seq))


def _scrub_notes(db: sqlite3.Connection, traces: Traces) -> None:
    """Empty what was noted in free text about rows that stay, where it quotes what is gone."""
    for seq, reasoning in _rows(
        db, "SELECT seq, reasoning FROM propositions WHERE reasoning <> ''"
    ):
        if traces.are_in([reasoning]):
            db.execute("UPDATE propositions SET reasoning = '' WHERE seq = ?", (seq,))
    for proposition, observation, why in _rows(
        db, "SELECT proposition, observation, why FROM evidence WHERE why <> ''"
    ):
        if traces.are_in([why]):
            db.execute(
                "UPDATE evidence SET why = '' WHERE proposition = ? AND observation = ?",
                (proposition, observation),
            )
    for seq, why in _rows(db, "SELECT seq, status_why FROM observations WHERE status_why <> ''"):
        if traces.are_in([why]):
            db.execute("UPDATE observations SET status_why = '' WHERE seq = ?", (seq,))


def _scrub_state(db: sqlite3.Connection, gone: Gone) -> None:
    """Remove the small values that quote it or name it."""
    for key, value in _rows(db, "SELECT key, value FROM state"):
        # A rule about what is never to be recorded must outlive what it is about.
        if key.startswith(SETTING):
            continue
        named = (key, value)
        if gone.traces.are_in_row(named) or any(gone.without_ids(each) != each for each in named):
            db.execute("DELETE FROM state WHERE key = ?", (key,))


def _rows(db: sqlite3.Connection, sql: str) -> list[tuple[Any, ...]]:
    """All rows, read before any of them is changed."""
    cursor = db.cursor()
    cursor.row_factory = None
    return cursor.execute(sql).fetchall()


def scrub_sibling(db: sqlite3.Connection, traces: Traces) -> None:
    """Remove from another database, such as the checkpoints, every thread that quotes it.

    A checkpoint cannot be edited, so a thread of it goes as a whole (rows with a ``thread_id``);
    of other tables the row goes.
    """
    tables = [
        row[0]
        for row in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    ]
    threaded = [table for table in tables if "thread_id" in _columns_of(db, table)]
    threads: set[object] = set()
    for table in tables:
        is_threaded = table in threaded
        key = "thread_id" if is_threaded else "rowid"
        hits = [
            row[0]
            for row in db.execute(f'SELECT {key}, * FROM "{table}"')
            if traces.are_in_row(row[1:])
        ]
        if is_threaded:
            threads.update(hits)
        else:
            db.executemany(f'DELETE FROM "{table}" WHERE rowid = ?', [(hit,) for hit in hits])
    for table in threaded:
        db.executemany(
            f'DELETE FROM "{table}" WHERE thread_id = ?', [(thread,) for thread in threads]
        )
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _columns_of(db: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in db.execute(f'PRAGMA table_info("{table}")').fetchall()}
