"""What was changed, by whom, and how to take it back exactly.

One act (a call that changes something) has one id and, for each proposition it touched, one entry
with the state before and after. The state is the whole aggregate: the row, its evidence, what it
was derived from, its links and its tombstone. Of the side rows only the difference is looked at
and kept (:mod:`memory.sides`), so an act does not grow with the evidence. Undo is itself an act,
and can be undone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from memory import grounds, propositions, sides
from memory.errors import InvalidInput, NotFound
from memory.rows import from_epoch, proposition_from_row, to_epoch, to_json
from memory.sides import SIDES, key_of
from memory.types import Change, ChangeAction

#: Fields that later evidence moves by itself; undo recomputes them instead of refusing.
_MOVING: Final = frozenset(
    {"confidence", "supported_at", "sensitivity", "categories", "version", "recorded_at"}
)

#: The fields of a proposition; ``None`` where there is none.
_Row = dict[str, Any] | None


@dataclass(slots=True)
class Act:
    """Records one act inside a transaction: :meth:`touch` before changing, :meth:`close` after.

    One at a time: an act is closed before another begins.

    ``id`` is 0 until something was touched, so that an act which changes nothing leaves no trace.
    """

    db: sqlite3.Connection
    actor: str
    now: datetime
    undoes: int | None = None
    id: int = 0
    _before: dict[str, _Row] = field(default_factory=dict)
    _said: dict[str, tuple[ChangeAction, str]] = field(default_factory=dict)

    def touch(self, proposition: str, action: ChangeAction, why: str = "") -> int:
        """Note a proposition's state before it is changed, and what is being done to it.

        The first word about a proposition stands. Returns the id of the act.
        """
        self._begin()
        if proposition not in self._before:
            self._before[proposition] = _fields(self.db, proposition)
            sides.watch(self.db, proposition)
            self._said[proposition] = (action, why)
        return self.id

    def created(self, proposition: str, action: ChangeAction = "add", why: str = "") -> int:
        """Like :meth:`touch`, for a proposition whose row was just inserted by this act.

        Before anything is tied to it.
        """
        self._begin()
        self._before[proposition] = None
        sides.watch(self.db, proposition)
        self._said.setdefault(proposition, (action, why))
        return self.id

    def reached(self, proposition: str) -> None:
        """Note the state of one whose labels are about to change with what it was derived from."""
        self.touch(proposition, "relabel", "what it was derived from has other labels now")

    def close(self) -> int:
        """Write the entries; returns the act's id, 0 when nothing was touched."""
        for proposition, before in self._before.items():
            after = _fields(self.db, proposition)
            action, why = self._said[proposition]
            gone, come = sides.changed(self.db, proposition)
            self.db.execute(
                "INSERT INTO changes (id, action, proposition, why, before, after)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    self.id, action, proposition, why,
                    to_json({"row": before, **gone}), to_json({"row": after, **come}),
                ),
            )  # fmt: skip
            if _indexed(before) != _indexed(after):
                propositions.queue_vector(self.db, proposition)
        if self._before:
            sides.end(self.db)
        return self.id

    def _begin(self) -> None:
        if self.id == 0:
            sides.begin(self.db)
            self.id = (
                self.db.execute(
                    "INSERT INTO acts (at, actor, undoes) VALUES (?, ?, ?)",
                    (to_epoch(self.now), self.actor, self.undoes),
                ).lastrowid
                or 0
            )


def _indexed(row: _Row) -> object:
    return None if row is None else (row["text"], row["sensitivity"])


def _fields(db: sqlite3.Connection, id: str) -> _Row:
    row = propositions.row_of(db, id)
    return None if row is None else {name: row[name] for name in propositions.FIELDS}


def of_proposition(db: sqlite3.Connection, id: str) -> list[Change]:
    """A proposition's entries, oldest first."""
    return _changes(db, "c.proposition = ?", id)


def of_act(db: sqlite3.Connection, id: int) -> list[Change]:
    """The entries of one act."""
    return _changes(db, "c.id = ?", id)


def state_before(db: sqlite3.Connection, id: str, status: str) -> Mapping[str, Any]:
    """The fields of a proposition before it last came to have a status; none if it always had."""
    row = db.execute(
        "SELECT c.before FROM changes c WHERE c.proposition = ?"
        " AND json_extract(c.after, '$.row.status') = ?"
        " AND json_extract(c.before, '$.row.status') <> ? ORDER BY c.entry DESC LIMIT 1",
        (id, status, status),
    ).fetchone()
    return {} if row is None else _loaded(row[0])["row"]


def _changes(db: sqlite3.Connection, where: str, value: object) -> list[Change]:
    rows = db.execute(
        "SELECT c.*, a.at, a.actor, a.undone_by FROM changes c JOIN acts a ON a.id = c.id"
        f" WHERE {where} ORDER BY c.entry",
        (value,),
    ).fetchall()
    changes: list[Change] = []
    for row in rows:
        before, after = _loaded(row["before"])["row"], _loaded(row["after"])["row"]
        changes.append(
            Change(
                id=row["id"],
                at=from_epoch(row["at"]),
                actor=row["actor"],
                action=row["action"],
                proposition=row["proposition"],
                before=proposition_from_row(before) if before else None,
                after=proposition_from_row(after) if after else None,
                why=row["why"],
                undone_by=row["undone_by"],
            )
        )
    return changes


def _loaded(text: str | None) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(text) if text else {"row": None}
    return loaded


def undo(db: sqlite3.Connection, id: int, *, actor: str, now: datetime) -> int:
    """Take back one act; returns the id of the act that did.

    Raises:
        NotFound: There is no such act.
        InvalidInput: It is undone already, was forgotten, or a later change builds on it.
    """
    act = db.execute("SELECT * FROM acts WHERE id = ?", (id,)).fetchone()
    if act is None:
        raise NotFound(f"There is no change {id}", hint="see the history of a proposition")
    if act["undone_by"] is not None:
        raise InvalidInput(
            f"Change {id} is undone already", hint=f"undo change {act['undone_by']} to redo it"
        )
    entries = db.execute("SELECT * FROM changes WHERE id = ? ORDER BY entry DESC", (id,)).fetchall()
    if not entries or any(entry["before"] is None for entry in entries):
        raise InvalidInput(f"Change {id} cannot be undone: what it changed was forgotten")
    reverse = Act(db, actor, now, undoes=id)
    steps = [
        (entry["proposition"], _loaded(entry["after"]), _loaded(entry["before"]))
        for entry in entries
    ]
    _take_back(reverse, steps, id)
    result = reverse.close()
    db.execute("UPDATE acts SET undone_by = ? WHERE id = ?", (result, id))
    if act["undoes"] is not None:
        db.execute("UPDATE acts SET undone_by = NULL WHERE id = ?", (act["undoes"],))
    return result


def _take_back(
    reverse: Act, steps: Sequence[tuple[str, dict[str, Any], dict[str, Any]]], id: int
) -> None:
    """Bring propositions from the state that an act left back to the one that it found."""
    db = reverse.db
    for proposition, _, _ in steps:
        reverse.touch(proposition, "undo", f"undoes change {id}")
    moved = [key for key, current, target in steps if _restore_row(db, key, current, target, id)]
    for proposition, current, target in steps:
        _restore_sides(db, proposition, current, target)
    for proposition, current, target in steps:
        if current["row"] is not None and target["row"] is None:
            _remove(db, proposition, id)
    for proposition in moved:
        grounds.recompute(db, proposition, reverse.reached)
    for proposition, _, _ in steps:  # what was derived from one since follows it as well
        grounds.hand_down(db, proposition, reverse.reached)


def _restore_row(
    db: sqlite3.Connection, id: str, current: dict[str, Any], target: dict[str, Any], act: int
) -> bool:
    """Put the fields of a row back; whether later changes left something to compute anew."""
    left, wanted = current["row"], target["row"]
    row = propositions.row_of(db, id)
    if wanted is None:
        return False
    if left is None:
        propositions.put(db, wanted)
        return False
    if row is None:
        raise _conflict(id, act)
    # A later change may have come to this row; only what it did not touch goes back, and what it
    # has brought back already.
    later = {name for name in wanted if row[name] != left[name]}
    fields = {name: value for name, value in wanted.items() if value not in (left[name], row[name])}
    if not (later & fields.keys()) <= _MOVING:
        raise _conflict(id, act)
    fields = {name: value for name, value in fields.items() if name not in later}
    if fields:
        propositions.update(db, id, **fields)
    return bool(later)


def _restore_sides(
    db: sqlite3.Connection, id: str, current: dict[str, Any], target: dict[str, Any]
) -> None:
    for table, columns in reversed(SIDES.items()):
        for values in current.get(table, []):
            keys = key_of(table)
            test = " AND ".join(f"{column} = ?" for column in keys)
            bound = [values[columns.index(column)] for column in keys]
            db.execute(f"DELETE FROM {table} WHERE {test}", bound)
    if propositions.row_of(db, id) is None:
        return
    for table, columns in SIDES.items():
        for values in target.get(table, []):
            if _refers(db, table, columns, values):
                spaces = ", ".join("?" * len(columns))
                db.execute(
                    f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({spaces})",
                    values,
                )


def _refers(
    db: sqlite3.Connection, table: str, columns: Sequence[str], values: Sequence[object]
) -> bool:
    """Whether what a side row points to still exists: it may have been forgotten."""
    targets = {"observation": "observations", "parent": "propositions", "other": "propositions"}
    for column, value in zip(columns, values, strict=True):
        owner = targets.get(column)
        if owner is None or table == "tombstone_evidence":
            continue
        if not db.execute(f"SELECT 1 FROM {owner} WHERE id = ?", (value,)).fetchone():
            return False
    return True


def _remove(db: sqlite3.Connection, id: str, act: int) -> None:
    """Delete a proposition that the act had created, unless others have come to rest on it."""
    leaning = db.execute(
        "SELECT 1 FROM links WHERE other = :id OR proposition = :id"
        " UNION ALL SELECT 1 FROM derivations WHERE parent = :id LIMIT 1",
        {"id": id},
    ).fetchone()
    if leaning:
        raise _conflict(id, act)
    db.execute("DELETE FROM propositions WHERE id = ?", (id,))


def _conflict(id: str, act: int) -> InvalidInput:
    return InvalidInput(
        f"Change {act} cannot be undone: proposition {id} was changed again since",
        hint="undo the later changes first; its history lists them",
    )
