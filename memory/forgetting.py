"""Removing something for good: from the rows, the history, the full text and what lies beside.

A proposition goes with the last of what supported it; one that keeps some goes back to a wording
that rests on it (:mod:`memory.wordings`). What the assistant has said of it goes as well. What else
quotes it is scrubbed (:mod:`memory.scrubbing`); entries say that something was forgotten, not what.
Overwriting freed pages is the work of ``secure_delete``, FTS5's ``secure-delete``, and the
``VACUUM`` that follows (:meth:`memory.ledger.Ledger.compact`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from memory import grounds, propositions, scrubbing, wordings
from memory.claims import parse_claim
from memory.errors import InvalidInput, NotFound
from memory.needles import Name, Traces, needle_of, quotes
from memory.observations import clean
from memory.passages import Passages, claims_within, passages_of
from memory.rows import chunks, digest, marks, to_epoch
from memory.verdicts import VERDICT_SOURCE
from memory.wordings import Rewording

#: Where the assistant's answers are kept, which are made of what was remembered. What assistants
#: said elsewhere was observed, and has other grounds.
_TALK: Final = "chat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to forget: these ids, or all that meets every other condition (``until`` exclusive)."""

    ids: tuple[str, ...] = ()
    match: str | None = None
    source: str | None = None
    person: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a request comes to.

    Attributes:
        observations: What goes.
        propositions: What goes with it.
        traces: By what both are recognised elsewhere.
        reworded: What stays, and goes back to an earlier wording.
        again: Observations that stay, and are to be learnt from again.
    """

    observations: tuple[str, ...] = ()
    propositions: tuple[str, ...] = ()
    traces: Traces = field(default_factory=Traces)
    reworded: tuple[Rewording, ...] = ()
    again: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reached:
    """What a request has been found to reach so far."""

    observed: dict[str, None]
    claimed: dict[str, None]
    reworded: dict[str, Rewording] = field(default_factory=dict)
    unfounded: dict[str, None] = field(default_factory=dict)
    again: dict[str, None] = field(default_factory=dict)


def plan(db: sqlite3.Connection, request: Request) -> Plan:
    """Everything that a request reaches, through evidence and derivation.

    Raises:
        InvalidInput: It names nothing, or ids and conditions.
        NotFound: There is no such id.
    """
    others = (request.match, request.source, request.person, request.since, request.until)
    if request.ids:
        if any(other is not None for other in others):
            raise InvalidInput(
                "Forget either by id or what meets conditions, not both",
                hint="give ids alone, or leave them out",
            )
        observed, claimed = _by_ids(db, request.ids)
    elif all(other is None for other in others) or (
        request.match is not None and not clean(request.match)
    ):
        raise InvalidInput(
            "Nothing says what to forget", hint="give an id, a text, a person, a source or a time"
        )
    else:
        observed, claimed = _by_conditions(db, request)
    return _plan(db, _Reached(observed, claimed), Traces(needles=tuple(_wanted(request))))


def plan_in_copy(db: sqlite3.Connection, request: Request, wanted: Plan) -> Plan:
    """What the same request comes to in a copy of the ledger, which may hold other rows."""
    try:
        here = plan(db, request)
    except NotFound:
        here = Plan()
    reached = _Reached(
        dict.fromkeys(
            [*here.observations, *_column(db, "observations", "id", wanted.observations)]
        ),
        dict.fromkeys(
            [*here.propositions, *_column(db, "propositions", "id", wanted.propositions)]
        ),
    )
    return _plan(db, reached, here.traces | wanted.traces)


def _plan(db: sqlite3.Connection, reached: _Reached, traces: Traces) -> Plan:
    """The plan from what a request names itself."""
    _follow(db, reached)
    talk = _talk(db, reached)
    said = Passages()
    if talk:
        said = passages_of((), claims=_column(db, "observations", "content", talk))
        reached.observed |= talk
        _follow(db, reached)
    told = _told_alone(db, [each for each in reached.observed if each not in talk])
    passages = passages_of(told, claims=_claims(db, reached)) | said
    return Plan(
        observations=tuple(reached.observed),
        propositions=tuple(reached.claimed),
        traces=traces | Traces(passages=passages),
        reworded=tuple(reached.reworded.values()),
        again=tuple(reached.again),
    )


def _follow(db: sqlite3.Connection, reached: _Reached) -> None:
    """Add what has nothing left to stand on, and find what the rest goes back to."""
    while True:
        _cascade(db, reached.observed, reached.claimed)
        reached.reworded.clear()
        shaken = _related(db, "evidence", "observation", reached.observed)
        shaken |= _related(db, "derivations", "parent", reached.claimed)
        size = len(reached.claimed)
        for each in sorted(shaken - reached.claimed.keys()):
            found = wordings.judged(db, each, reached.observed, reached.claimed)
            reached.unfounded |= dict.fromkeys(found.unfounded)
            if found.back_to is not None:
                reached.reworded[each] = found.back_to
            if found.lost:
                reached.claimed[each] = None
                reached.again |= dict.fromkeys(found.again)
        if size == len(reached.claimed):
            return


def _claims(db: sqlite3.Connection, reached: _Reached) -> list[str]:
    """The wordings that go, without those in which something else is still believed."""
    texts = _column(db, "propositions", "text", reached.claimed)
    texts += wordings.earlier(db, reached.claimed)
    return [
        text
        for text in dict.fromkeys([*texts, *reached.unfounded])
        if not any(
            row["text"] == text and row["id"] not in reached.claimed | reached.reworded
            for row in db.execute(
                "SELECT id, text FROM propositions WHERE claim_key = ?", (parse_claim(text).key,)
            )
        )
    ]


def _told_alone(db: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
    """Contents of some observations, without those that their source has in others as well.

    Of a command that was typed a hundred times, one is forgotten: the rest still says it.
    """
    going = set(ids)
    found: dict[str, str] = {}
    for part in chunks(ids):
        rows = db.execute(
            f"SELECT digest, content FROM observations WHERE id IN ({marks(part)})", part
        )
        found |= {row["digest"]: row["content"] for row in rows}
    for part in chunks(list(found)):
        rows = db.execute(
            f"SELECT id, digest FROM observations WHERE digest IN ({marks(part)})", part
        )
        for digest_ in {row["digest"] for row in rows if row["id"] not in going}:
            del found[digest_]
    return list(found.values())


def _talk(db: sqlite3.Connection, reached: _Reached) -> dict[str, None]:
    """The assistant's answers in which what goes stands word for word."""
    told = _told_alone(db, list(reached.observed))
    claims = _claims(db, reached)
    passages = passages_of(told, claims=claims) | claims_within(claims)
    if not passages:
        return {}
    rows = db.execute(
        "SELECT id, content FROM observations WHERE source = ?"
        " AND json_extract(context, '$.role') = 'assistant' ORDER BY seq",
        (_TALK,),
    )
    return {
        row["id"]: None
        for row in rows
        if row["id"] not in reached.observed and passages.are_in([row["content"]])
    }


def _by_ids(db: sqlite3.Connection, ids: Sequence[str]) -> tuple[dict[str, None], dict[str, None]]:
    observed: dict[str, None] = {}
    claimed: dict[str, None] = {}
    for each in ids:
        for table, found in (("observations", observed), ("propositions", claimed)):
            if db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (each,)).fetchone():
                found[each] = None
                break
        else:
            raise NotFound(
                f"There is nothing with the id {each!r}", hint="list or recall to see ids"
            )
    return observed, claimed


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


def carry_out(db: sqlite3.Connection, wanted: Plan, now: datetime, *, note: bool = True) -> None:
    """Remove what a plan names from every table. The caller compacts the file afterwards.

    Args:
        db: Inside a transaction.
        wanted: What goes.
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
    for back in wanted.reworded:
        wordings.reword(db, back, gone)
    for part in chunks(wanted.again):
        db.execute(
            "UPDATE observations SET status = 'pending', attempts = 0"
            f" WHERE status = 'processed' AND source <> ? AND id IN ({marks(part)})",
            (VERDICT_SOURCE, *part),
        )
    scrubbing.scrub(db, scrubbing.Gone(gone, wanted.traces))
    survivors = sorted(shaken - gone)
    relabelled: list[str] = []
    for each in survivors:
        grounds.recompute(db, each, relabelled.append)
    survivors = sorted({*survivors, *relabelled})
    for each in survivors:
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
    why = ", ".join(
        f"{len(ids)} {kind}" if len(ids) == 1 else f"{len(ids)} {kind}s"
        for kind, ids in (
            ("observation", wanted.observations),
            ("proposition", wanted.propositions),
        )
    )
    db.execute(
        "INSERT INTO audit (at, actor, action, subject, decision, why)"
        " VALUES (?, 'person', 'forget', ?, 'forgotten', ?)",
        (at, "g" + digest(at, len(wanted.observations), length=8), why),
    )


def _leaves(value: object) -> list[str]:
    """Every text inside a JSON value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [leaf for part in value.values() for leaf in _leaves(part)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in _leaves(part)]
    return []
