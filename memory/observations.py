"""Observations in the ledger: what is let in, the queue they wait in, and how they are found."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, get_args

from memory import retention
from memory.arguments import check_fields, check_labels, unusable
from memory.errors import InvalidObservation
from memory.rows import (
    chunks,
    context_words,
    digest,
    index_words,
    labels_to_row,
    marks,
    observation_from_row,
    offset_minutes,
    padded,
    to_epoch,
    to_json,
)
from memory.types import (
    Labels,
    Observation,
    ObservationKind,
    ObservationStatus,
    Origin,
    Sensitivity,
    sensitivity_rank,
)

MOST_BYTES: Final = 64 * 1024
#: Clocks of other machines run ahead by hours, not by days.
_AHEAD: Final = timedelta(days=1)
_MOST_NAME: Final = 512
#: Begins an external_id that the source did not give.
_DERIVED: Final = "~derived:"
_KINDS: Final = frozenset(get_args(ObservationKind))
_ORIGINS: Final = frozenset(get_args(Origin))
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "source": (str,),
    "content": (str,),
    "thread": (str, type(None)),
    "position": (int, type(None)),
    "context": (Mapping,),
    "labels": (Labels,),
    "external_id": (str, type(None)),
}

# Terminal sequences (CSI, OSC, other escapes) and then every control character but tab and newline.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_INSERT = """INSERT INTO observations (id, source, external_id, external_given, kind, content,
    digest, observed_at, observed_offset, recorded_at, thread, position, context, origin,
    sensitivity, categories, status, words, cjk)
    VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"""


def clean(text: str) -> str:
    """Text without terminal sequences and control characters; newlines and tabs stay."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", _ESCAPES.sub("", text)).strip()


def observation_id(source: str, external_id: str) -> str:
    """The id under which a source's thing is stored: the same on every machine and every time."""
    return "o" + digest(source, external_id)


def validated(observation: Observation, now: datetime) -> Observation:
    """The observation as it is stored, its ``id`` filled in.

    Raises:
        InvalidObservation: It has no content or source, an unusable time, or is too large.
    """
    check_fields("An observation", observation, _TYPES, InvalidObservation)
    name = f"An observation of source {observation.source[:40]!r}"
    check_labels(name, observation.labels, InvalidObservation)
    names = (observation.source, observation.thread, observation.external_id)
    try:
        size = len(observation.content.encode())
        around = len(to_json([names, _plain(observation.context)]).encode())
    except UnicodeEncodeError as error:
        raise InvalidObservation(
            f"{name} is not valid Unicode", hint="decode it with errors='replace' first"
        ) from error
    except (TypeError, ValueError) as error:
        raise InvalidObservation(
            f"{name} has a context that is not plain values",
            hint="use text, numbers, truth values and tuples of text",
        ) from error
    size = max(size, around)
    source = clean(observation.source)
    if size > MOST_BYTES:
        raise InvalidObservation(
            f"{name} has {size:,} bytes", hint=f"at most {MOST_BYTES:,} are kept; split it"
        )
    content = clean(observation.content)
    if not content:
        raise InvalidObservation(f"{name} has no content", hint="leave it out")
    if not source or len(source) > _MOST_NAME:
        raise InvalidObservation(
            "An observation has no usable source", hint="name where it comes from, e.g. 'shell'"
        )
    if observation.kind not in _KINDS or observation.origin not in _ORIGINS:
        raise InvalidObservation(
            f"{name} has an unknown kind or origin",
            hint=f"kinds: {', '.join(sorted(_KINDS))}; origins: {', '.join(sorted(_ORIGINS))}",
        )
    external = observation.external_id
    if not external:
        given = observation.observed_at
        external = _DERIVED + digest(
            source,
            observation.thread,
            observation.position,
            given.isoformat() if given else None,
            content,
            length=32,
        )
    return replace(
        observation,
        source=source,
        content=content,
        observed_at=_time(observation.observed_at, now, name),
        id=observation_id(source, external),
        external_id=external,
        status="pending",
    )


def _plain(context: Mapping[str, object]) -> dict[str, object]:
    """A context whose values can be written, read again, exported and imported.

    Raises:
        TypeError: one of them is nested, or no value of JSON.
    """
    for key, value in context.items():
        parts = value if isinstance(value, list | tuple) else (key,)
        if not isinstance(value, str | int | float | list | tuple) or not all(
            isinstance(part, str) for part in (key, *parts)
        ):
            raise TypeError(key)
    return dict(context)


def _time(given: datetime | None, now: datetime, name: str) -> datetime:
    if given is None:
        return now
    if reason := unusable(given):
        raise InvalidObservation(f"{name}: observed_at {reason[0]}", hint=reason[1])
    if given > now + _AHEAD:
        raise InvalidObservation(
            f"{name} lies in the future ({given.isoformat()})", hint="check the source's clock"
        )
    return given


def insert(db: sqlite3.Connection, batch: Sequence[Observation], now: datetime) -> list[str]:
    """Store those of a validated batch that are new; returns their ids, in order."""
    ids = [item.id for item in batch]
    known = _known(db, "id", ids) | retention.went(db, ids)
    fresh: dict[str, Observation] = {}
    for item in batch:
        if item.id not in known:
            fresh.setdefault(item.id, item)
    if not fresh:
        return []
    recorded = to_epoch(now)
    rows = [_row(item, recorded) for item in fresh.values()]
    digests = {item.id: row[6] for item, row in zip(fresh.values(), rows, strict=True)}
    # A command typed a thousand times needs one vector, not a thousand.
    seen = _seen(db, [digests[i.id] for i in fresh.values() if i.kind == "event"])
    db.executemany(_INSERT, rows)
    queue: list[tuple[str, int]] = []
    for item in fresh.values():
        if item.kind != "event":
            queue.append((item.id, 0))
        elif (event := (digests[item.id], labels_to_row(item.labels)[0])) not in seen:
            seen.add(event)
            queue.append((item.id, 1))
    db.executemany(
        "INSERT OR REPLACE INTO outbox (kind, id, op, rank) VALUES ('observation', ?, 'add', ?)",
        queue,
    )
    return list(fresh)


def _row(item: Observation, recorded: float) -> tuple[object, ...]:
    when = item.observed_at
    if when is None:  # pragma: no cover - validated() has filled it
        raise InvalidObservation("An observation has no time")
    words = context_words(item.context)
    given = item.external_id is not None and not item.external_id.startswith(_DERIVED)
    return (
        item.id,
        item.source,
        item.external_id,
        int(given),
        item.kind,
        item.content,
        digest(item.source, item.content),
        to_epoch(when),
        offset_minutes(when),
        recorded,
        item.thread,
        item.position,
        to_json(dict(item.context)),
        item.origin,
        *labels_to_row(item.labels),
        item.status,
        words,
        index_words(f"{item.content} {words}"),
    )


def _seen(db: sqlite3.Connection, digests: Sequence[object]) -> set[tuple[object, int]]:
    """Which events are known, by wording and sensitivity.

    A run that a caller may not see must not stand for one that it may.
    """
    found: set[tuple[object, int]] = set()
    for part in map(padded, chunks(digests)):
        sql = (
            f"SELECT DISTINCT digest, sensitivity FROM observations WHERE digest IN ({marks(part)})"
        )
        found.update((row[0], row[1]) for row in db.execute(sql, part))
    return found


def _known(db: sqlite3.Connection, column: str, values: Sequence[object]) -> set[object]:
    found: set[object] = set()
    for part in map(padded, chunks(values)):
        sql = f"SELECT {column} FROM observations WHERE {column} IN ({marks(part)})"
        found.update(row[0] for row in db.execute(sql, part))
    return found


def select(
    db: sqlite3.Connection,
    *,
    ids: Sequence[str] | None = None,
    status: ObservationStatus | None = None,
    source: str | None = None,
    kind: ObservationKind | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 100,
    newest_first: bool = True,
    clearance: Sensitivity = "secret",
) -> list[Observation]:
    """Observations that meet every condition given, by time; ``until`` is exclusive."""
    tests: list[str] = ["sensitivity <= ?"]
    values: list[object] = [sensitivity_rank(clearance)]
    conditions: Mapping[str, object] = {
        "status = ?": status,
        "source = ?": source,
        "kind = ?": kind,
        "observed_at >= ?": to_epoch(since) if since else None,
        "observed_at < ?": to_epoch(until) if until else None,
    }
    for test, value in conditions.items():
        if value is not None:
            tests.append(test)
            values.append(value)
    if ids is not None:
        tests.append("id IN (SELECT value FROM json_each(?))")
        values.append(to_json(list(ids)))
    order = "DESC" if newest_first else "ASC"
    sql = f"SELECT * FROM observations WHERE {' AND '.join(tests)}"
    # The plus keeps SQLite from walking the whole time index to sort a handful of ids.
    column = "observed_at" if ids is None else "+observed_at"
    sql += f" ORDER BY {column} {order}, seq {order} LIMIT ?"
    return [observation_from_row(row) for row in db.execute(sql, [*values, max(0, limit)])]


def pending(db: sqlite3.Connection, limit: int) -> list[Observation]:
    """The oldest that wait, at most ``limit``, each thread in one piece and in its own order.

    Only as many rows as are asked for are read, a thread at a time, however long the queue is.
    """
    oldest = db.execute(
        "SELECT id, source, thread FROM observations WHERE status = 'pending'"
        " ORDER BY observed_at, seq LIMIT ?",
        (max(0, limit),),
    ).fetchall()
    ids: dict[str, None] = {}
    threads: set[tuple[str, str]] = set()
    for row in oldest:
        key = (row["source"], row["thread"])
        if row["thread"] is None:
            ids[row["id"]] = None
        elif key not in threads:
            threads.add(key)
            sql = (
                "SELECT id FROM observations INDEXED BY observations_waiting"
                " WHERE thread = ? AND source = ? AND status = 'pending'"
                " ORDER BY position IS NULL, position, observed_at, seq LIMIT ?"
            )
            found = db.execute(sql, (row["thread"], row["source"], limit))
            ids.update(dict.fromkeys(each[0] for each in found))
        if len(ids) >= limit:
            break
    chosen = list(ids)[:limit]
    by_id = {item.id: item for item in select(db, ids=chosen, limit=limit)}
    return [by_id[each] for each in chosen]


def read_image(db: sqlite3.Connection, id: str, read: Observation) -> bool:
    """Put the words of a pending image in its place, under its id; false where there is none."""
    words = context_words(read.context)
    changed = db.execute(
        """UPDATE observations SET kind = ?, content = ?, digest = ?, context = ?, origin = ?,
        sensitivity = ?, categories = ?, words = ?, cjk = ?, attempts = 0
        WHERE id = ? AND kind = 'image' AND status = 'pending'""",
        (
            read.kind,
            read.content,
            digest(read.source, read.content),
            to_json(dict(read.context)),
            read.origin,
            *labels_to_row(read.labels),
            words,
            index_words(f"{read.content} {words}"),
            id,
        ),
    ).rowcount
    if changed:
        _queue(db, id, "add")
    return bool(changed)


def drop_image(db: sqlite3.Connection, id: str, why: str) -> bool:
    """Take a pending image out and count why; false where there is none."""
    gone = db.execute(
        "DELETE FROM observations WHERE id = ? AND kind = 'image' AND status = 'pending'", (id,)
    ).rowcount
    if gone:
        _queue(db, id, "delete")
        count_drops(db, {why: 1})
    return bool(gone)


def count_drops(db: sqlite3.Connection, drops: Mapping[str, int]) -> None:
    """Add to the counters of what was dropped, by reason."""
    db.executemany(
        "INSERT INTO drops VALUES (?, ?)"
        " ON CONFLICT (reason) DO UPDATE SET count = count + excluded.count",
        list(drops.items()),
    )


def _queue(db: sqlite3.Connection, id: str, op: str) -> None:
    db.execute(
        "INSERT OR REPLACE INTO outbox (kind, id, op, rank) VALUES ('observation', ?, ?, 0)",
        (id, op),
    )


def settle(db: sqlite3.Connection, ids: Sequence[str]) -> int:
    """Mark those of the ids that are pending as processed; returns how many were."""
    sql = (
        "UPDATE observations SET status = 'processed', status_why = ''"
        " WHERE status = 'pending' AND id IN (SELECT value FROM json_each(?))"
    )
    return db.execute(sql, (to_json(list(ids)),)).rowcount


def set_aside(db: sqlite3.Connection, ids: Sequence[str], why: str) -> None:
    """Mark those of the ids that are pending as dead, with the reason."""
    db.execute(
        "UPDATE observations SET status = 'dead', status_why = ?"
        " WHERE status = 'pending' AND id IN (SELECT value FROM json_each(?))",
        (why, to_json(list(ids))),
    )


def count_attempt(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, int]:
    """Count one more attempt for each id; returns the counts that resulted."""
    wanted = to_json(list(ids))
    where = "WHERE id IN (SELECT value FROM json_each(?))"
    db.execute(f"UPDATE observations SET attempts = attempts + 1 {where}", (wanted,))
    return {
        row["id"]: int(row["attempts"])
        for row in db.execute(f"SELECT id, attempts FROM observations {where}", (wanted,))
    }
