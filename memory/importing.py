"""Reading back what :mod:`memory.exporting` wrote, into an empty or a lived-in directory.

What is not known yet is taken, what is known is left: twice is the same as once. A proposition that
the directory knows already, or has removed or forgotten, stays as it is there, with the history it
has there. All or nothing: a line that does not read ends the whole, and nothing is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final, cast, get_args

import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]

from memory import grounds, observations, propositions
from memory.errors import GumptionError, InvalidInput
from memory.exporting import FORMAT, HEADER, JSON, KINDS, PAGE, RANKS, TIMES, TRUTHS, columns_of
from memory.judged import words_of
from memory.ledger import Connection
from memory.rows import (
    digest,
    observation_from_row,
    offset_minutes,
    proposition_from_row,
    to_epoch,
    to_json,
)
from memory.sides import SIDES
from memory.types import (
    HIT_KINDS,
    ChangeAction,
    Link,
    ObservationStatus,
    PropositionStatus,
    Stance,
    sensitivity_rank,
)

_Row = dict[str, Any]
_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "TEXT": (str,),
    "REAL": (int, float),
    "INTEGER": (int,),
}
_CHOICES: Final = {
    ("evidence", "stance"): get_args(Stance),
    ("judgement", "kind"): HIT_KINDS,
    ("link", "relation"): get_args(Link),
    ("change", "action"): get_args(ChangeAction),
}
_SHAPES: Final = {"context": dict, "before": dict, "after": dict}


@dataclass(slots=True)
class Imported:
    """How much there was, and how much of it was new.

    Attributes:
        observations: Lines with an observation.
        new_observations: Those that were not known.
        propositions: Lines with a proposition.
        new_propositions: Those that were not known.
    """

    observations: int = 0
    new_observations: int = 0
    propositions: int = 0
    new_propositions: int = 0


def read(db: Connection, lines: Iterable[str | bytes], now: datetime) -> Imported:
    """Take in the lines of an export, inside the caller's transaction.

    Raises:
        InvalidInput: A line is not one of an export; its number is told. The caller rolls back.
    """
    reader = _Reader(db, now)
    number = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            reader.take(json.loads(line))
        except GumptionError as error:
            raise InvalidInput(f"Line {number}: {error.message}", hint=error.hint) from error
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise _unreadable(number) from error
        except sqlcipher.IntegrityError as error:
            raise _unreadable(number) from error
    try:
        reader.finish()
    except GumptionError as error:
        raise InvalidInput(f"Line {number}: {error.message}", hint=error.hint) from error
    except sqlcipher.IntegrityError as error:
        raise _unreadable(number) from error
    return reader.report


def _unreadable(number: int) -> InvalidInput:
    return InvalidInput(
        f"Line {number} is not one of a Gumption export",
        hint="nothing was taken in; give a file that `gumption export` wrote, unchanged",
    )


class _Reader:
    """What is known so far while lines come in."""

    def __init__(self, db: Connection, now: datetime) -> None:
        self.report = Imported()
        self._db = db
        self._now = now
        self._columns = {kind.name: columns_of(db, kind) for kind in KINDS}
        self._tables = {kind.name: kind.table for kind in KINDS}
        self._started = False
        self._batch: list[_Row] = []
        #: Whether a proposition or suggestion was unknown when it was first met.
        self._fresh: dict[str, bool] = {}
        self._seqs: dict[str, int] = {}
        self._taken: set[int] = set()
        self._highest = 0
        self._acts: dict[int, _Row] = {}
        self._renamed: dict[int, int] = {}
        #: Digests of what the audit log had before, by the columns that they are of.
        self._audited: dict[tuple[str, ...], set[str]] = {}
        self._last_audited = db.execute("SELECT coalesce(max(seq), 0) FROM audit").fetchone()[0]
        self._parents: set[str] = set()
        self._take: dict[str, Callable[[_Row], None]] = {
            "observation": self._batch.append,
            "proposition": self._proposition,
            "evidence": self._side,
            "derivation": self._side,
            "link": self._side,
            "tombstone": self._side,
            "denied evidence": self._side,
            "act": self._act,
            "change": self._change,
            "suggestion": self._suggestion,
            "verdict": self._verdict,
            "drop": self._drop,
            "state": self._state,
            "judgement": self._judgement,
            "expired": self._expired,
            "audit": self._audit,
        }

    def take(self, line: object) -> None:
        """Take in one line."""
        if not isinstance(line, dict):
            raise TypeError(line)
        kind = line.pop("type")
        if not self._started:
            if kind != HEADER or line.get("format") != FORMAT:
                raise InvalidInput(
                    "This does not begin like an export that this version reads",
                    hint="give a file that `gumption export` wrote",
                )
            self._started = True
            return
        columns = self._columns[kind]
        row: _Row = {name: _stored(name, value) for name, value in line.items()}
        for name, value in row.items():
            if value is not None and not isinstance(value, _TYPES[columns[name]]):
                raise TypeError(name)
            if value not in _CHOICES.get((kind, name), (value,)):
                raise ValueError(value)
        if kind != "observation" and self._batch:
            self._observations()
        row["type"] = kind
        if kind == "observation":
            # The time's own zone is kept beside it.
            row["observed_offset"] = offset_minutes(datetime.fromisoformat(line["observed_at"]))
        self._take[kind](row)
        if len(self._batch) >= PAGE:
            self._observations()

    def finish(self) -> None:
        """Take in what is left, and tie acts to those that undid them."""
        self._observations()
        for parent in sorted(self._parents):  # an earlier version's labels do not follow them
            grounds.hand_down(self._db, parent, partial(propositions.queue_vector, self._db))
        for old, new in self._renamed.items():
            for column in ("undoes", "undone_by"):
                other = self._acts[old][column]
                self._db.execute(
                    f"UPDATE acts SET {column} = ? WHERE id = ?", (self._renamed.get(other), new)
                )

    def _observations(self) -> None:
        rows, self._batch = self._batch, []
        self._take["observation"] = self._batch.append
        self.report.observations += len(rows)
        by_id: dict[str, _Row] = {}
        batch = []
        for row in rows:
            if row["status"] not in get_args(ObservationStatus):
                raise ValueError(row["status"])
            given = observation_from_row(cast("Any", row))
            # Not refused for lying in the future: this clock may be the one that is wrong.
            latest = max(self._now, given.observed_at or self._now)
            valid = observations.validated(replace(given, external_id=row["external_id"]), latest)
            if valid.id != row["id"]:
                raise ValueError(row["id"])
            by_id[valid.id] = row
            batch.append(replace(valid, status=row["status"]))
        new = observations.insert(self._db, batch, self._now)
        self.report.new_observations += len(new)
        self._db.executemany(
            "UPDATE observations SET recorded_at = ?, attempts = ?, status_why = ? WHERE id = ?",
            [
                (float(by_id[each]["recorded_at"]), int(by_id[each]["attempts"]),
                 str(by_id[each]["status_why"]), each)
                for each in new
            ],
        )  # fmt: skip

    def _proposition(self, row: _Row) -> None:
        self.report.propositions += 1
        if row["status"] not in get_args(PropositionStatus):
            raise ValueError(row["status"])
        propositions.validated(proposition_from_row(row))
        if not self._is_fresh(row["id"]):
            return
        self.report.new_propositions += 1
        propositions.put(self._db, row | {"seq": self._seq(row["id"], int(row["seq"]))})
        propositions.queue_vector(self._db, row["id"])

    def _is_fresh(self, id: str) -> bool:
        """Whether the directory knew nothing of a proposition when its name first came up."""
        if id not in self._fresh:
            sql = (
                "SELECT 1 FROM propositions WHERE id = :id"
                " UNION ALL SELECT 1 FROM changes WHERE proposition = :id LIMIT 1"
            )
            self._fresh[id] = self._db.execute(sql, {"id": id}).fetchone() is None
        return self._fresh[id]

    def _seq(self, id: str, wanted: int) -> int:
        """The number that keeps a proposition's place: its own, or one that is free here."""
        kept = self._seqs.get(id)
        if kept is None:
            taken = (
                self._db.execute("SELECT 1 FROM propositions WHERE seq = ?", (wanted,)).fetchone()
                or wanted in self._taken
            )
            if taken:
                row = self._db.execute("SELECT coalesce(max(seq), 0) FROM propositions").fetchone()
                wanted = max(int(row[0]), self._highest) + 1
            kept = self._seqs[id] = wanted
            self._taken.add(wanted)
            self._highest = max(self._highest, wanted)
        return kept

    def _side(self, row: _Row) -> None:
        """A row beside propositions, if they came with this export and all it names exists."""
        kind = row.pop("type")
        claims = [row[name] for name in ("proposition", "parent", "other") if name in row]
        if not any(self._is_fresh(each) for each in claims):
            return
        if kind == "denied evidence":
            # The observation itself may be gone, which is no reason to believe it again.
            there = self._there("tombstones", "proposition", row["proposition"])
        else:
            there = all(self._there("propositions", "id", each) for each in claims)
            if "observation" in row:
                there = there and self._there("observations", "id", row["observation"])
        if there:
            self._insert(self._tables[kind], row)
            self._parents.update(row[name] for name in row.keys() & {"parent"})

    def _act(self, row: _Row) -> None:
        self._acts[int(row["id"])] = row

    def _change(self, row: _Row) -> None:
        claim = row["proposition"]
        if not self._is_fresh(claim):
            return
        for side in ("before", "after"):
            if row[side] is not None:
                row[side] = to_json(self._side_of_history(json.loads(row[side]), claim))
        row["id"] = self._act_of(int(row["id"]))
        del row["type"]
        self._insert("changes", row)

    def _side_of_history(self, side: _Row, id: str) -> _Row:
        """A state that history kept, checked, because undo builds statements from it."""
        if not side.keys() <= {"row", *SIDES}:
            raise ValueError(id)
        for table, rows in side.items():
            if table != "row" and any(len(each) != len(SIDES[table]) for each in rows):
                raise ValueError(table)
        if side["row"] is not None:
            if not side["row"].keys() <= set(propositions.FIELDS) or side["row"]["id"] != id:
                raise ValueError(id)
            proposition_from_row(side["row"])
            side["row"]["seq"] = self._seq(id, int(side["row"]["seq"]))
        return side

    def _act_of(self, old: int) -> int:
        """The number that an act has here."""
        if old not in self._renamed:
            act = self._acts[old]
            free = not self._there("acts", "id", old)
            cursor = self._db.execute(
                "INSERT INTO acts (id, at, actor) VALUES (?, ?, ?)",
                (old if free else None, act["at"], act["actor"]),
            )
            self._renamed[old] = cursor.lastrowid or old
        return self._renamed[old]

    def _suggestion(self, row: _Row) -> None:
        del row["type"]
        self._fresh[row["id"]] = not self._there("suggestions", "id", row["id"])
        if self._fresh[row["id"]]:
            self._insert("suggestions", row)

    def _verdict(self, row: _Row) -> None:
        del row["type"]
        if self._fresh.get(row["subject"], False):
            if row.get("act") is not None:
                row["act"] = self._renamed.get(int(row["act"]))
            self._insert("verdicts", row)

    def _drop(self, row: _Row) -> None:
        self._db.execute(
            "INSERT INTO drops VALUES (?, ?)"
            " ON CONFLICT (reason) DO UPDATE SET count = max(count, excluded.count)",
            (str(row["reason"]), int(row["count"])),
        )

    def _state(self, row: _Row) -> None:
        del row["type"]
        self._insert("state", row)

    def _judgement(self, row: _Row) -> None:
        """Kept only where what it is about is here, and nothing was said of that here."""
        del row["type"]
        row["words"] = words_of(row["query"])
        if self._there(f"{row['kind']}s", "id", row["subject"]):
            self._insert("judged", row)

    def _expired(self, row: _Row) -> None:
        del row["type"]
        self._insert("expired", row)

    def _audit(self, row: _Row) -> None:
        del row["type"]
        names = tuple(sorted(row))
        if names not in self._audited:  # read once: to look each line up would read all for each
            sql = f"SELECT {', '.join(names)} FROM audit WHERE seq <= ?"
            there = self._db.execute(sql, (self._last_audited,))
            self._audited[names] = {digest(*each) for each in there}
        if digest(*(row[name] for name in names)) not in self._audited[names]:
            self._insert("audit", row)

    def _there(self, table: str, column: str, value: object) -> bool:
        sql = f"SELECT 1 FROM {table} WHERE {column} = ?"
        return self._db.execute(sql, (value,)).fetchone() is not None

    def _insert(self, table: str, row: Mapping[str, object]) -> None:
        names, spaces = ", ".join(row), ", ".join(f":{name}" for name in row)
        # Not OR IGNORE, which would pass over a missing value, too.
        self._db.execute(
            f"INSERT INTO {table} ({names}) VALUES ({spaces}) ON CONFLICT DO NOTHING", row
        )


def _stored(name: str, value: object) -> object:
    """A value of a line as its column has it."""
    if value is None:
        return None
    if name in JSON:
        if not isinstance(value, _SHAPES.get(name, list)):
            raise TypeError(name)
        return to_json(value)
    if name in TIMES:
        return to_epoch(_aware(value))
    if name in TRUTHS:
        return int(bool(value))
    if name in RANKS:
        return sensitivity_rank(cast("Any", value))
    return value


def _aware(value: object) -> datetime:
    time = datetime.fromisoformat(cast("str", value))
    if time.tzinfo is None:
        raise ValueError(value)
    return time
