"""Which rows a query's words rank best, before the text of any is read.

FTS5 ranks at a microsecond or two a row, nearly all of it for looking up how long the row is. To
name the rows that have a word, and how often, takes a tenth of that when they come as one string.
So the lengths are kept here, and rows are ranked as their texts will be
(:meth:`memory.retrieval.lexical.LexicalQuery.score`), words that half of all rows have apart.

A word that is common is not read whole: it counts where a row has another of the query's as well.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memory.retrieval.arrivals import Arrival, Arrivals, State
from memory.retrieval.lexical import K1, B, LexicalQuery, Term, either, newest, totals
from memory.rows import marks, padded
from memory.schema import FULL_TEXT, FullText, places_of

#: Rows of a query's rarest words that are read, as many words as have so many between them. Among
#: 100,000 rows that and what is common takes a millisecond, and .93 of the ten rows are found that
#: all words in all rows rank best; ranked by FTS5 in twice that time, .82 and of claims .40 were.
POSTINGS: Final = 1500
#: A word is read alone up to here. Of a more common one the newest rows are taken.
ALONE: Final = 6000
#: Rows that pairs of common words may be expected to have, to be looked for.
PAIRED: Final = 500
#: Common words that are asked for, the rarest: what is everywhere tells little.
MOST_COMMON: Final = 4

#: Rows of words that are remembered of a table, at 16 bytes each or less.
_REMEMBERED: Final = 1 << 17
_NOTHING: Final = 1e-6
#: Behind the point, in which scores must differ to be different.
_DIGITS: Final = 9
_Rows = NDArray[np.int64]
_Scores = NDArray[np.float64]
_Lengths = NDArray[np.uint16]
_ONCE: Final = np.ones(1)
_LONGEST: Final = np.iinfo(np.uint16).max
#: Bytes of the longest number of words, in SQLite's variable-length form, and the bit that is set
#: in all but the last of them.
_VARINT: Final = 5
_CONTINUES: Final = 0x80


class Postings:
    """Ranks rows by words, of one version of the ledger.

    Remembers how many words every row has, in two bytes each, also for the versions that follow:
    rows that come are added. Where what FTS5 itself says of a table does not follow from that, rows
    were changed or removed, and all lengths are read anew. The rows that have a word are remembered
    likewise, by :mod:`memory.retrieval.arrivals`.
    """

    def __init__(
        self,
        known: dict[str, _Known] | None = None,
        places: Mapping[str, _Places] | None = None,
        arrivals: Arrivals | None = None,
    ) -> None:
        # Shared by all versions, and of whichever was read last.
        self._known: dict[str, _Known] = {} if known is None else known
        self._checked: dict[str, _Known] = {}
        self._arrivals = arrivals or Arrivals()
        self._earlier = dict(places or {})
        self._places: dict[str, _Places] = {}

    def afresh(self, arrivals: Arrivals | None = None) -> Postings:
        """For another version of the ledger: all is checked before it is used again."""
        return Postings(self._known, self._earlier | self._places, arrivals)

    def best(self, db: sqlite3.Connection, query: LexicalQuery, limit: int) -> list[int]:
        """``seq`` of the rows that a query ranks best, of equals the newest; at most ``limit``."""
        terms = sorted(query.terms, key=lambda term: term.documents)
        if not terms or limit <= 0:
            return []
        read = _rarest(terms)
        common = terms[len(read) :][:MOST_COMMON]
        mates = _mates(common, query.corpus.documents)
        found: list[tuple[_Rows, _Scores]] = []
        for table in query.corpus.tables:
            if not read and not any(mates):
                last = np.array(newest(db, [table], either(terms[:1]), limit), dtype=np.int64)
                found.append((last, np.full(len(last), _telling(query, terms[0]))))
                continue
            lengths = self._lengths(db, query.corpus.family, table)
            for term in read:
                rows, times = self._places_of(db, query.corpus.family, table).of(db, term)
                found.append((rows, _scored(query, term, times, lengths[rows])))
            for term, others in zip(common, mates, strict=True):
                rows = _together(db, table, term, [*read, *others])
                found.append((rows, _scored(query, term, _ONCE, lengths[rows])))
        return _highest([each for each in found if len(each[0])], limit)

    def _places_of(self, db: sqlite3.Connection, family: FullText, table: str) -> _Places:
        """What is known of the rows that have words, brought up to date."""
        if table not in self._places:
            state = self._arrivals.state(db, family, table)
            known = self._earlier.get(table)
            came = self._arrivals.since(db, family, table, known.state) if known else None
            self._places[table] = (
                _Places(table, state)
                if known is None or came is None
                else known.with_later(came, state)
            )
        return self._places[table]

    def _lengths(self, db: sqlite3.Connection, family: FullText, table: str) -> _Lengths:
        """Words by ``seq``."""
        known = self._checked.get(table)
        if known is None:
            known = _brought_up_to_date(self._known.get(table, _UNKNOWN), db, family, table)
            self._checked[table] = self._known[table] = known
        return known.lengths


class _Places:
    """Rows of a full-text table that have words, and how often, as long as it is as it was.

    Attributes:
        state: How it is.
    """

    def __init__(self, table: str, state: State) -> None:
        self.state = state
        self._table = table
        self._found: dict[frozenset[str], tuple[_Rows, _Scores]] = {}
        self._remembered = 0

    def of(self, db: sqlite3.Connection, term: Term) -> tuple[_Rows, _Scores]:
        """As :func:`_places`; remembered, for questions share words."""
        if term.forms not in self._found:
            if self._remembered > _REMEMBERED:
                self._found.clear()
                self._remembered = 0
            self._found[term.forms] = found = _places(db, self._table, term)
            self._remembered += len(found[0])
        return self._found[term.forms]

    def with_later(self, came: Sequence[Arrival], state: State) -> _Places:
        """The same with rows that came; a copy, for who reads the earlier version may add to it."""
        if not came:
            return self
        later = _Places(self._table, state)
        later._found = self._found.copy()
        later._remembered = self._remembered
        told = {word for _, words in came for word in words}
        for forms, found in self._found.copy().items():
            if not forms.isdisjoint(told):
                later._found[forms] = _extended(found, forms, came)
        return later


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a full-text table. Never changed: who reads an earlier version has it, too.

    Attributes:
        lengths: Words by ``seq``.
        totals: Number of rows, of words, and the last row's ``seq``.
    """

    lengths: _Lengths
    totals: tuple[int, int, int]

    def with_later(self, db: sqlite3.Connection, family: FullText, table: str) -> _Known:
        """The same with what came after the last row that is known."""
        # As two strings: a Python object for each of 100,000 rows would take five times as long.
        rows, total, last = self.totals
        numbers, sizes = db.execute(
            "SELECT group_concat(id), group_concat(hex(sz), '')"
            f" FROM (SELECT id, sz FROM {table}_docsize WHERE id > ? ORDER BY id)",
            (last,),
        ).fetchone()
        if numbers is None:
            return self
        seqs = _parsed(numbers)
        # The last column repeats CJK text as pairs.
        words = _varints(bytes.fromhex(sizes)).reshape(len(seqs), -1)
        words = words[:, : len(FULL_TEXT[family]) - 1].sum(axis=1)
        last = int(seqs[-1])
        lengths = np.zeros(last + 1, dtype=np.uint16)
        lengths[: len(self.lengths)] = self.lengths
        lengths[seqs] = np.minimum(words, _LONGEST)
        return _Known(lengths, (rows + len(seqs), total + int(words.sum()), last))


_UNKNOWN: Final = _Known(np.zeros(0, dtype=np.uint16), (0, 0, 0))


def _brought_up_to_date(
    known: _Known, db: sqlite3.Connection, family: FullText, table: str
) -> _Known:
    """What is known with what came since; all anew where that is not all that happened."""
    last = db.execute(f"SELECT max(id) FROM {table}_docsize").fetchone()[0]
    there = (*totals(db, family, table), last or 0)
    if known.totals != there:
        known = known.with_later(db, family, table)
    if known.totals != there:
        known = _UNKNOWN.with_later(db, family, table)
    return known


def _rarest(terms: Sequence[Term]) -> Sequence[Term]:
    """The rarest of sorted terms, as many as have few rows between them."""
    rows = 0
    for number, term in enumerate(terms):
        rows += term.documents
        if rows > (POSTINGS if number else ALONE):
            return terms[:number]
    return terms


def _mates(terms: Sequence[Term], total: int) -> list[list[Term]]:
    """For each of some common terms the others that it is looked for with, the rarest pairs first.

    As many pairs as chance would give few rows.
    """
    mates: list[list[Term]] = [[] for _ in terms]
    expected = 0.0
    for number, term in enumerate(terms):
        for other in range(number + 1, len(terms)):
            expected += term.documents * terms[other].documents / total
            if expected > PAIRED:
                return mates
            mates[number].append(terms[other])
            mates[other].append(term)
    return mates


def _places(db: sqlite3.Connection, table: str, term: Term) -> tuple[_Rows, _Scores]:
    """Rows that have a term in any form, and how often."""
    forms = sorted(term.forms)
    forms = padded(forms, forms[0])
    places = places_of(table)
    sql = f"SELECT group_concat(doc) FROM {places} WHERE term IN ({marks(forms)})"
    seqs = _parsed(db.execute(sql, forms).fetchone()[0])
    if len(term.forms) > 1:
        seqs.sort()
    first = _starts(seqs)
    if len(first) == len(seqs):
        return seqs, _ONCE  # as is usual
    return seqs[first], np.diff(first, append=len(seqs)).astype(np.float64)


def _extended(
    found: tuple[_Rows, _Scores], forms: frozenset[str], came: Sequence[Arrival]
) -> tuple[_Rows, _Scores]:
    """Rows that have a term, and how often, with those that came."""
    seqs, times = found
    more = [(seq, sum(word in forms for word in words)) for seq, words in came]
    more = [(seq, often) for seq, often in more if often]
    rows = np.concatenate([seqs, np.array([seq for seq, _ in more], dtype=np.int64)])
    if times is _ONCE and all(often == 1 for _, often in more):
        return rows, _ONCE
    before = np.ones(len(seqs)) if times is _ONCE else times
    return rows, np.concatenate([before, [float(often) for _, often in more]])


def _together(db: sqlite3.Connection, table: str, term: Term, others: Sequence[Term]) -> _Rows:
    """Rows that have a term and one of others."""
    if not others:
        return np.zeros(0, dtype=np.int64)
    sql = f"SELECT group_concat(rowid) FROM {table} WHERE {table} MATCH ?"
    match = f"({either([term])}) AND ({either(others)})"
    return _parsed(db.execute(sql, (match,)).fetchone()[0])


def _scored(query: LexicalQuery, term: Term, times: _Scores, lengths: _Lengths) -> _Scores:
    """What a term adds to the scores of rows that have it so many times."""
    norm = lengths * (K1 * B / query.corpus.length) + K1 * (1 - B)
    scores: _Scores = _telling(query, term) * (K1 + 1) * times / (times + norm)
    return scores


def _telling(query: LexicalQuery, term: Term) -> float:
    """Inverse document frequency as Robertson and Spärck Jones have it, never quite nothing.

    By that what half of all rows have tells nothing, such as the name of who speaks in half of a
    conversation; such a name may not be looked for in the words at all once it is known for one.
    """
    return max(math.log(max(math.expm1(query.weights[term.stem]), _NOTHING)), _NOTHING)


def _highest(found: Sequence[tuple[_Rows, _Scores]], limit: int) -> list[int]:
    """The rows of the highest sums; each pair has a row once."""
    if not found:
        return []
    if len(found) == 1:
        [(seqs, sums)] = found
    else:
        seqs = np.concatenate([each for each, _ in found])
        scores = np.concatenate([each for _, each in found])
        order = np.argsort(seqs, kind="stable")
        seqs = seqs[order]
        first = _starts(seqs)
        # The same numbers in another order may differ in the last digit, and are equal.
        seqs, sums = seqs[first], np.add.reduceat(scores[order], first).round(_DIGITS)
    if len(sums) > limit:
        kept = sums >= np.partition(sums, -limit)[-limit]
        seqs, sums = seqs[kept], sums[kept]
    best: list[int] = seqs[np.lexsort((-seqs, -sums))][:limit].tolist()
    return best


def _starts(ordered: _Rows) -> _Rows:
    """Where each of some ordered numbers occurs first."""
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return np.flatnonzero(first)


def _parsed(numbers: str | None) -> _Rows:
    """Numbers between commas."""
    return np.fromstring(numbers or "", dtype=np.int64, sep=",")


def _varints(block: bytes) -> _Rows:
    """SQLite's variable-length integers: seven bits a byte, high bit set on all but the last."""
    octets = np.frombuffer(block, dtype=np.uint8)
    last = np.flatnonzero(octets < _CONTINUES)
    size = np.diff(last, prepend=-1)
    numbers = octets[last].astype(np.int64)
    for before in range(1, min(int(size.max(initial=1)), _VARINT)):
        longer = size > before
        numbers[longer] |= (octets[last[longer] - before] & 0x7F).astype(np.int64) << 7 * before
    return numbers
