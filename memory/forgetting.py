"""Removing something for good: from the rows, the history, the full text and what lies beside.

A proposition goes with the last of what supported it. History that quotes what is forgotten is
emptied; entries say that something was forgotten, not what. Overwriting freed pages is the work of
``secure_delete``, FTS5's ``secure-delete``, and the ``VACUUM`` that follows
(:meth:`memory.ledger.Ledger.compact`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from memory import judged, propositions
from memory.errors import InvalidInput, NotFound
from memory.needles import Name, folded, mentions_any, needle_of, quotes
from memory.observations import clean
from memory.rows import chunks, digest, marks, to_epoch, to_json
from memory.verdicts import VERDICT_SOURCE

#: What the person decided, among the small values beside the model: forgetting leaves it alone.
SETTING: Final = "setting:"

#: Shorter texts would be found in everything.
_SHORTEST_NEEDLE: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to forget: one id, or all that meets every other condition (``until`` exclusive)."""

    id: str | None = None
    match: str | None = None
    source: str | None = None
    person: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a request comes to."""

    observations: tuple[str, ...]
    propositions: tuple[str, ...]
    needles: tuple[str, ...]


def plan(db: sqlite3.Connection, request: Request) -> Plan:
    """Everything that a request reaches, through evidence and derivation.

    Raises:
        InvalidInput: It names nothing, or an id and conditions.
        NotFound: There is no such id.
    """
    others = (request.match, request.source, request.person, request.since, request.until)
    if request.id is not None:
        if any(other is not None for other in others):
            raise InvalidInput(
                "Forget either one id or what meets conditions, not both",
                hint="give the id alone, or leave it out",
            )
        observed, claimed = _by_id(db, request.id)
    elif all(other is None for other in others) or (
        request.match is not None and not clean(request.match)
    ):
        raise InvalidInput(
            "Nothing says what to forget", hint="give an id, a text, a person, a source or a time"
        )
    else:
        observed, claimed = _by_conditions(db, request)
    _cascade(db, observed, claimed)
    texts = [request.match] if request.match else []
    texts += _column(db, "observations", "content", observed)
    texts += _column(db, "propositions", "text", claimed)
    needles = {folded(text) for text in texts if len(text) >= _SHORTEST_NEEDLE}
    needles |= set(_wanted(request))
    return Plan(
        observations=tuple(observed), propositions=tuple(claimed), needles=tuple(sorted(needles))
    )


def plan_in_copy(db: sqlite3.Connection, request: Request, wanted: Plan) -> Plan:
    """What the same request comes to in a copy of the ledger, which may hold other rows."""
    try:
        here = plan(db, request)
    except NotFound:
        here = Plan(observations=(), propositions=(), needles=())
    observed = dict.fromkeys(
        [*here.observations, *_column(db, "observations", "id", wanted.observations)]
    )
    claimed = dict.fromkeys(
        [*here.propositions, *_column(db, "propositions", "id", wanted.propositions)]
    )
    _cascade(db, observed, claimed)
    texts = _column(db, "observations", "content", observed)
    texts += _column(db, "propositions", "text", claimed)
    needles = {folded(text) for text in texts if len(text) >= _SHORTEST_NEEDLE}
    return Plan(
        observations=tuple(observed),
        propositions=tuple(claimed),
        needles=tuple(sorted({*needles, *here.needles, *wanted.needles})),
    )


def _by_id(db: sqlite3.Connection, id: str) -> tuple[dict[str, None], dict[str, None]]:
    for table in ("observations", "propositions"):
        if db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (id,)).fetchone():
            found = {id: None}
            return (found, {}) if table == "observations" else ({}, found)
    raise NotFound(f"There is nothing with the id {id!r}", hint="list or recall to see ids")


def _by_conditions(
    db: sqlite3.Connection, request: Request
) -> tuple[dict[str, None], dict[str, None]]:
    conditions: Mapping[str, object] = {
        "source = ?": request.source,
        "observed_at >= ?": to_epoch(request.since) if request.since else None,
        "observed_at < ?": to_epoch(request.until) if request.until else None,
    }
    given = {test: value for test, value in conditions.items() if value is not None}
    where = " AND ".join(given) or "1"
    rows = db.execute(
        "SELECT id, content, context, thread,"
        " CASE WHEN external_given THEN external_id END AS given"
        f" FROM observations WHERE {where} ORDER BY seq",
        list(given.values()),
    )
    needles = _wanted(request)
    observed: dict[str, None] = {}
    for row in rows:
        texts = [row["content"]]
        texts += _leaves(json.loads(row["context"])) if needles else []
        names = [name for name in (row["thread"], row["given"]) if name is not None]
        if all(quotes([needle], texts, names=names) for needle in needles):
            observed[row["id"]] = None
    claimed: dict[str, None] = {}
    if needles and not given:
        for row in db.execute(
            "SELECT id, text, reasoning, entities FROM propositions ORDER BY seq"
        ):
            texts = [row["text"], row["reasoning"], *json.loads(row["entities"])]
            if all(quotes([needle], texts) for needle in needles):
                claimed[row["id"]] = None
    return observed, claimed


def _wanted(request: Request) -> list[str]:
    """What has to be in a row for the request to mean it; all of these."""
    needles = [needle_of(request.match)] if request.match else []
    return needles if request.person is None else [*needles, Name(request.person)]


def _cascade(db: sqlite3.Connection, observed: dict[str, None], claimed: dict[str, None]) -> None:
    """Add what has nothing left to stand on, and the verdicts that quote it."""
    supports = "SELECT observation FROM evidence WHERE proposition = ? AND stance = 'supports'"
    parents = "SELECT parent FROM derivations WHERE proposition = ?"
    while True:
        shaken = _related(db, "evidence", "observation", observed)
        shaken |= _related(db, "derivations", "parent", claimed)
        size = (len(observed), len(claimed))
        for each in sorted(shaken - claimed.keys()):
            left = {row[0] for row in db.execute(supports, (each,))} - observed.keys()
            left |= {row[0] for row in db.execute(parents, (each,))} - claimed.keys()
            if not left:
                claimed[each] = None
        for row in db.execute(
            "SELECT id, context FROM observations WHERE source = ?", (VERDICT_SOURCE,)
        ):
            if json.loads(row["context"]).get("proposition") in claimed:
                observed[row["id"]] = None
        if size == (len(observed), len(claimed)):
            return


def _related(db: sqlite3.Connection, table: str, column: str, ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in chunks(list(ids)):
        sql = f"SELECT DISTINCT proposition FROM {table} WHERE {column} IN ({marks(part)})"
        found |= {row[0] for row in db.execute(sql, part)}
    return found


def _column(db: sqlite3.Connection, table: str, column: str, ids: Iterable[str]) -> list[str]:
    found: list[str] = []
    for part in chunks(list(ids)):
        sql = f"SELECT {column} FROM {table} WHERE id IN ({marks(part)})"
        found += [row[0] for row in db.execute(sql, part)]
    return found


def carry_out(
    db: sqlite3.Connection, wanted: Plan, request: Request, now: datetime, *, note: bool = True
) -> None:
    """Remove what a plan names from every table. The caller compacts the file afterwards.

    Args:
        db: Inside a transaction.
        wanted: What goes.
        request: Why it goes.
        now: When.
        note: Leave a word in history and audit log that something was forgotten, not what.
    """
    gone = {*wanted.observations, *wanted.propositions}
    shaken = _related(db, "evidence", "observation", wanted.observations)
    shaken |= _related(db, "derivations", "parent", wanted.propositions)
    for kind, ids in (("observation", wanted.observations), ("proposition", wanted.propositions)):
        for part in chunks(ids):
            db.execute(f"DELETE FROM {kind}s WHERE id IN ({marks(part)})", part)
            db.execute(f"DELETE FROM outbox WHERE kind = '{kind}' AND id IN ({marks(part)})", part)
    for part in chunks(sorted(gone)):
        db.execute(f"DELETE FROM changes WHERE proposition IN ({marks(part)})", part)
        db.execute(f"DELETE FROM tombstone_evidence WHERE observation IN ({marks(part)})", part)
        db.execute(f"DELETE FROM verdicts WHERE subject IN ({marks(part)})", part)
        db.execute(f"UPDATE evidence SET why = '' WHERE observation IN ({marks(part)})", part)
    _scrub_history(db, gone, wanted.needles)
    _scrub_texts(db, gone, wanted.needles)
    judged.scrub(db, lambda texts: quotes(wanted.needles, texts))
    for needle in _wanted(request):
        _scrub_state(db, needle)
    survivors = sorted(shaken - gone)
    for each in survivors:
        propositions.recompute(db, each)
        propositions.queue_vector(db, each)
    if note:
        _note(db, [*wanted.propositions, *survivors], wanted, now)


def _note(db: sqlite3.Connection, touched: Sequence[str], wanted: Plan, now: datetime) -> None:
    """Write down that something was forgotten, and how much; not what."""
    at = to_epoch(now)
    if touched:
        act = db.execute("INSERT INTO acts (at, actor) VALUES (?, 'person')", (at,)).lastrowid
        db.executemany(
            "INSERT INTO changes (id, action, proposition, why) VALUES (?, 'forget', ?, '')",
            [(act, each) for each in touched],
        )
    why = f"{len(wanted.observations)} observations, {len(wanted.propositions)} propositions"
    db.execute(
        "INSERT INTO audit (at, actor, action, subject, decision, why)"
        " VALUES (?, 'person', 'forget', ?, 'forgotten', ?)",
        (at, "g" + digest(at, len(wanted.observations), length=8), why),
    )


def _scrub_history(db: sqlite3.Connection, gone: set[str], needles: Sequence[str]) -> None:
    """Take forgotten ids out of what history kept; empty the entries that quote forgotten text."""
    for row in db.execute("SELECT entry, why, before, after FROM changes").fetchall():
        both = [json.loads(row[side]) if row[side] else None for side in ("before", "after")]
        if quotes(needles, [row["why"], *_leaves(both)]):
            db.execute(
                "UPDATE changes SET before = NULL, after = NULL, why = '' WHERE entry = ?",
                (row["entry"],),
            )
            continue
        kept = [_without(side, gone) for side in both]
        if kept != both:
            db.execute(
                "UPDATE changes SET before = ?, after = ? WHERE entry = ?",
                (*(None if side is None else to_json(side) for side in kept), row["entry"]),
            )


def _without(side: dict[str, Any] | None, gone: set[str]) -> dict[str, Any] | None:
    """One side of a history entry without the rows that name forgotten ids."""
    if side is None:
        return None
    return {
        table: [row for row in rows if not gone.intersection(map(str, row))]
        if isinstance(rows, list)
        else rows
        for table, rows in side.items()
    }


def _scrub_texts(db: sqlite3.Connection, gone: set[str], needles: Sequence[str]) -> None:
    """Remove suggestions, audit entries, reasons and notes on evidence that quote what is gone."""
    columns = {
        "suggestions": ("text", "why"),
        "audit": ("subject", "why"),
    }
    for table, texts in columns.items():
        named = ", ".join(texts)
        extra = ", propositions, observations" if table == "suggestions" else ""
        for row in db.execute(f"SELECT seq, {named}{extra} FROM {table}").fetchall():
            values = [row[name] for name in texts]
            ids = {row["subject"]} if table == "audit" else set()
            if extra:
                ids = {*json.loads(row["propositions"]), *json.loads(row["observations"])}
            # The subject of an audit entry may be ids.
            if ids & gone or quotes(needles, (), names=values):
                db.execute(f"DELETE FROM {table} WHERE seq = ?", (row["seq"],))
    for row in db.execute(
        "SELECT proposition, observation, why FROM evidence WHERE why <> ''"
    ).fetchall():
        if quotes(needles, [row["why"]]):
            db.execute(
                "UPDATE evidence SET why = '' WHERE proposition = ? AND observation = ?",
                (row["proposition"], row["observation"]),
            )
    for row in db.execute(
        "SELECT seq, status_why FROM observations WHERE status_why <> ''"
    ).fetchall():
        if quotes(needles, [row["status_why"]]):
            db.execute("UPDATE observations SET status_why = '' WHERE seq = ?", (row["seq"],))


def _scrub_state(db: sqlite3.Connection, needle: str) -> None:
    for row in db.execute("SELECT key, value FROM state").fetchall():
        # A rule about what is never to be recorded must outlive what it is about.
        named = (row["key"], row["value"])
        if not row["key"].startswith(SETTING) and quotes([needle], (), names=named):
            db.execute("DELETE FROM state WHERE key = ?", (row["key"],))


def scrub_sibling(db: sqlite3.Connection, needles: Sequence[str]) -> None:
    """Remove from another database, such as the checkpoints, every thread that quotes a needle.

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
            if mentions_any(needles, row)
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


def _leaves(value: object) -> list[str]:
    """Every text inside a JSON value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [leaf for part in value.values() for leaf in _leaves(part)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in _leaves(part)]
    return []
