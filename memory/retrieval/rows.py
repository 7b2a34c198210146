"""Candidates of a recall, read from the ledger with everything their score needs."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from memory.retrieval.lexical import newest, quoted
from memory.retrieval.replies import by_assistant, tells_nothing
from memory.retrieval.text import SPEAKER_KEYS
from memory.retrieval.tokens import word_set
from memory.rows import chunks, marks, padded, tuples
from memory.schema import fts_tables
from memory.types import HitKind, Origin

#: Statuses of propositions that are told without being asked for the past.
CURRENT: Final = ("active",)
#: With ``at=``: what has changed since then included, what was withdrawn as wrong not.
PAST: Final = ("active", "stale", "superseded")

_OTHERS: Final[Origin] = "third-party content"
#: Claims about one name that are read at most, the newest; about what is no name, and of turns,
#: fewer.
_ABOUT: Final = 256
_ABOUT_OTHERS: Final = 32
#: What stands before a name where a claim about somebody else is about them as well.
_JOINED: Final = (
    "married to", "engaged to", "related to", "dating", "seeing", "friends with", "lives with",
    "works with", "married", "is",
)  # fmt: skip
#: What stands before what somebody is to the person.
_WHOSE: Final = ("a", "an", "their")

_COLUMNS: Final[dict[HitKind, str]] = {
    "observation": "seq, id, content, words, cjk, observed_at, observed_offset, thread, position,"
    " digest, origin, context",
    "proposition": "seq, id, text, words, cjk, coalesce(valid_from, supported_at), 0, NULL, NULL,"
    " NULL, NULL, NULL, confidence, half_life, supported_at, pinned, status",
}


@dataclass(slots=True)
class Candidate:
    """A row that may become a hit.

    ``dense`` and ``lexical`` are raw (a cosine, a BM25 score), ``None`` and 0 when not found that
    way; ``matched`` are the query's stems that occur in it; ``parts`` make the final score.
    """

    kind: HitKind
    seq: int
    id: str
    text: str
    words: str
    cjk: str
    time: float
    offset: int
    thread: str | None
    position: int | None
    digest: str | None
    origin: str | None = None
    context: str | None = None
    confidence: float | None = None
    half_life: float = 0.0
    supported_at: float = 0.0
    pinned: bool = False
    status: str = "active"
    dense: float | None = None
    lexical: float = 0.0
    matched: frozenset[str] = frozenset()
    parts: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    fills: bool = False  # the slot that the question asks for

    @property
    def searched(self) -> str:
        """The text that words are looked for in."""
        return f"{self.text} {self.words}" if self.words else self.text

    @property
    def speaker(self) -> frozenset[str]:
        """Stems of the name of whoever spoke; empty where nobody is named."""
        return speaker(self.context) if self.context else frozenset()

    @property
    def place(self) -> tuple[float, int, int]:
        """When it was said, among all that was."""
        return self.time, self.position or 0, self.seq

    @property
    def by_others(self) -> bool:
        """Whether it is not the person's own."""
        return self.origin == _OTHERS

    @property
    def reply(self) -> bool:
        """Whether an assistant said it."""
        return bool(self.context) and by_assistant(self.context)

    @property
    def empty(self) -> bool:
        """Whether it is a reply that tells nothing."""
        return bool(self.context) and self.reply and tells_nothing(self.context)


@lru_cache(maxsize=4096)
def speaker(context: str) -> frozenset[str]:
    """Stems of the name of whoever spoke, by an observation's stored context."""
    read = json.loads(context)
    return word_set(next((str(read[key]) for key in SPEAKER_KEYS if read.get(key)), ""))


@dataclass(frozen=True, slots=True)
class Filter:
    """What may be a hit at all; applied in SQL, before anything is ranked.

    Times are seconds since the epoch; ``until`` is exclusive. ``at`` asks for what was known to
    hold then; ``now`` is the moment of asking.
    """

    clearance: int
    now: float
    at: float | None = None
    since: float | None = None
    until: float | None = None

    @property
    def narrow(self) -> bool:
        """Whether rows that were found by rank may be ruled out by time."""
        return (self.at, self.since, self.until) != (None, None, None)

    def condition(self, kind: HitKind) -> tuple[str, list[float | int | str]]:
        """SQL over the family's columns, and its values."""
        parts = ["sensitivity <= ?"]
        values: list[float | int | str] = [self.clearance]
        time = "observed_at"
        if kind == "proposition":
            time = "coalesce(valid_from, supported_at)"
            statuses = CURRENT if self.at is None else PAST
            # The plus keeps SQLite from reading all that is active instead of the rows asked for.
            parts.append(f"+status IN ({marks(statuses)})")
            values += statuses
            if self.at is None:
                # An episode that is over, and a plan for next month, are as much known as what
                # holds today; a state that has ended is not.
                parts.append("(kind = 'episodic' OR coalesce(valid_to, 9e99) > ?)")
                values.append(self.now)
            else:
                parts.append("coalesce(valid_from, 0) <= ? AND coalesce(valid_to, 9e99) > ?")
                values += [self.at, self.at]
                # Without a date of its own a claim began with what first spoke for it.
                parts.append(f"{_FIRST_KNOWN} <= ?")
                values.append(self.at)
        elif self.at is not None:
            parts.append("observed_at <= ?")
            values.append(self.at)
        for bound, comparison in ((self.since, ">="), (self.until, "<")):
            if bound is not None:
                parts.append(f"{time} {comparison} ?")
                values.append(bound)
        return " AND ".join(parts), values


_FIRST_KNOWN: Final = """coalesce(valid_from, (
    SELECT min(o.observed_at) FROM evidence AS e JOIN observations AS o ON o.id = e.observation
    WHERE e.proposition = propositions.id AND e.stance = 'supports'), recorded_at)"""


def filling(
    db: sqlite3.Connection, subject: str, slot: str, allowed: Filter, limit: int
) -> list[Candidate]:
    """Claims that say what fills a slot of a subject, newest support first."""
    condition, bound = allowed.condition("proposition")
    # "No longer uses Vim" says nothing of what is used.
    where = f"subject = ? AND slot = ? AND polarity = 'positive' AND {condition}"
    where += " ORDER BY supported_at DESC LIMIT ?"
    return _read(db, "proposition", where, [subject, slot, *bound, limit])


def validity(db: sqlite3.Connection, id: str) -> tuple[float, float | None]:
    """Since when a claim holds (as far as is known), and until when, if it is over."""
    row = db.execute(
        f"SELECT {_FIRST_KNOWN}, valid_to FROM propositions WHERE id = ?", (id,)
    ).fetchone()
    return float(row[0]), row[1]


def by_key(
    db: sqlite3.Connection,
    kind: HitKind,
    allowed: Filter,
    *,
    ids: Iterable[str] = (),
    seqs: Iterable[int] = (),
) -> list[Candidate]:
    """Rows whose ``seq`` or ``id`` is given and that the filter allows, each once."""
    found = _by(db, kind, allowed, "seq", list(seqs))
    known = {candidate.id for candidate in found}
    return found + _by(db, kind, allowed, "id", [id_ for id_ in ids if id_ not in known])


def _by(
    db: sqlite3.Connection,
    kind: HitKind,
    allowed: Filter,
    column: Literal["seq", "id"],
    keys: Sequence[int] | Sequence[str],
) -> list[Candidate]:
    condition, bound = allowed.condition(kind)
    found: list[Candidate] = []
    # In order: neighbours share a page.
    for some in chunks(sorted(keys)):
        wanted = padded(some)
        where = f"{column} IN ({marks(wanted)}) AND {condition}"
        found += _read(db, kind, where, [*wanted, *bound])
    return found


def about(db: sqlite3.Connection, name: str, allowed: Filter) -> list[Candidate]:
    """Claims about something or somebody, by where they have the name; the newest of very many.

    They begin with it, but for an article or what is said of it first: "The capital of Old Marsh",
    "Their sister Ana"; or they join another with it: "Tom is married to Ana". What is no name may
    be what somebody is to the person: "Has a sister".
    """
    phrase = quoted(name)
    before, most = (_JOINED, _ABOUT) if name[:1].isupper() else (_WHOSE, _ABOUT_OTHERS)
    others = " OR ".join(quoted(f"{words} {name}") for words in before)
    match = f'text : (^{phrase} OR ({phrase} AND (^"the" OR ^"their")) OR {others})'
    seqs = newest(db, fts_tables("propositions", allowed.clearance), match, most)
    return by_key(db, "proposition", allowed, seqs=seqs)


def mentioning(db: sqlite3.Connection, name: str, allowed: Filter) -> list[Candidate]:
    """The newest turns that have a name in them."""
    tables = fts_tables("observations", allowed.clearance)
    seqs = newest(db, tables, f"content : {quoted(name)}", _ABOUT_OTHERS)
    return by_key(db, "observation", allowed, seqs=seqs)


#: Looks up what is known of a name.
ABOUT: Final[dict[HitKind, Callable[[sqlite3.Connection, str, Filter], list[Candidate]]]] = {
    "proposition": about,
    "observation": mentioning,
}


def in_time(
    db: sqlite3.Connection, ranges: Sequence[tuple[float, float]], allowed: Filter, limit: int
) -> list[Candidate]:
    """The newest observations of some ranges of time, at most ``limit`` from each."""
    condition, bound = allowed.condition("observation")
    found: list[Candidate] = []
    where = f"observed_at >= ? AND observed_at < ? AND {condition}"
    where += " ORDER BY observed_at DESC LIMIT ?"
    for start, end in ranges:
        found += _read(db, "observation", where, [start, end, *bound, limit])
    return found


def beside(
    db: sqlite3.Connection,
    candidates: Iterable[Candidate],
    known: Iterable[Candidate],
    allowed: Filter,
) -> list[Candidate]:
    """The turns before and after some observations, in their threads, but for those known."""
    condition, bound = allowed.condition("observation")
    wanted = {
        (candidate.thread, candidate.position + step)
        for candidate in candidates
        if candidate.thread is not None and candidate.position is not None
        for step in (-1, 1)
    }
    wanted.difference_update([(candidate.thread, candidate.position) for candidate in known])
    found: list[Candidate] = []
    for some in chunks(sorted(wanted), 64):
        pairs = padded(some, (None, None))
        values = ",".join(["(?,?)"] * len(pairs))
        where = f"(thread, position) IN (VALUES {values}) AND {condition}"
        found += _read(db, "observation", where, [*itertools.chain.from_iterable(pairs), *bound])
    return found


def _read(
    db: sqlite3.Connection, kind: HitKind, where: str, values: Sequence[object]
) -> list[Candidate]:
    """Rows that meet a condition."""
    rows = tuples(db, f"SELECT {_COLUMNS[kind]} FROM {kind}s WHERE {where}", values)
    return [Candidate(kind, *row) for row in rows]


def evidence(
    db: sqlite3.Connection, ids: Sequence[str], clearance: int
) -> dict[str, tuple[str, ...]]:
    """Observations that support some propositions, oldest first, as far as they may be seen.

    Of one that rests on nothing but other propositions (a habit on episodes), what supports those.
    """
    found: dict[str, list[str]] = {id_: [] for id_ in ids}
    for some in map(padded, chunks(ids)):
        rows = db.execute(
            "SELECT e.proposition, e.observation FROM evidence AS e"
            " JOIN observations AS o ON o.id = e.observation"
            f" WHERE e.proposition IN ({marks(some)}) AND e.stance = 'supports'"
            " AND o.sensitivity <= ? ORDER BY o.observed_at, o.seq",
            [*some, clearance],
        )
        for proposition, observation in rows:
            found[proposition].append(observation)
    alone = [id_ for id_, observations in found.items() if not observations]
    for some in map(padded, chunks(alone)):
        rows = db.execute(_GROUNDS.format(marks(some)), [*some, clearance])
        for proposition, observation in rows:
            found[proposition].append(observation)
    return {proposition: tuple(observations) for proposition, observations in found.items()}


#: Pairs of a proposition and an observation that supports one it was derived from.
_GROUNDS: Final = """
    WITH RECURSIVE grounds (id, parent) AS (
        SELECT proposition, parent FROM derivations WHERE proposition IN ({})
        UNION SELECT g.id, d.parent FROM grounds g JOIN derivations d ON d.proposition = g.parent
    )
    SELECT DISTINCT g.id, e.observation FROM grounds g
    JOIN evidence e ON e.proposition = g.parent AND e.stance = 'supports'
    JOIN observations o ON o.id = e.observation AND o.sensitivity <= ?
    ORDER BY o.observed_at, o.seq
"""


def overtaken(
    db: sqlite3.Connection, observations: Sequence[str], clearance: int
) -> list[tuple[str, str, str]]:
    """(proposition, observation, claim): what took the place of all that the observation supports.

    The claim is the one whose place was taken, in words: not all of the observation need be told
    by it.

    Only visible propositions are asked, so that a hidden change of mind cannot show.
    """
    found: list[tuple[str, str, str]] = []
    for some in map(padded, chunks(observations)):
        rows = db.execute(
            f"""
            SELECT DISTINCT newer.id, e.observation, older.text
            FROM evidence AS e
            JOIN propositions AS older ON older.id = e.proposition
            JOIN links AS l ON l.other = older.id AND l.relation <> 'disputes'
            JOIN propositions AS newer ON newer.id = l.proposition
            WHERE e.observation IN ({marks(some)}) AND e.stance = 'supports'
              AND older.status = 'superseded' AND newer.status = 'active'
              AND older.sensitivity <= ? AND newer.sensitivity <= ?
              AND NOT EXISTS (
                SELECT 1 FROM evidence AS also
                JOIN propositions AS held ON held.id = also.proposition
                WHERE also.observation = e.observation AND also.stance = 'supports'
                  AND held.status = 'active' AND held.sensitivity <= ?)
            """,
            [*some, clearance, clearance, clearance],
        )
        found.extend((row[0], row[1], row[2]) for row in rows)
    return found


def successors(db: sqlite3.Connection, ids: Sequence[str]) -> list[tuple[str, str]]:
    """(newer, older) among some propositions, where one took the other's place."""
    found: list[tuple[str, str]] = []
    for some in map(padded, chunks(ids)):
        rows = db.execute(
            "SELECT proposition, other FROM links"
            f" WHERE relation <> 'disputes' AND other IN ({marks(some)})",
            some,
        )
        found.extend((row[0], row[1]) for row in rows if row[0] in ids)
    return found
