"""Search by words: BM25 over what the caller may see.

The ledger keeps one full-text table for each sensitivity, so everything here (which words are rare,
how many rows there are, how long they are) is summed over the visible tables and nothing else.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from memory.retrieval.stemming import forms, stem
from memory.retrieval.tokens import QueryWord, fold
from memory.rows import chunks, marks, padded
from memory.schema import FULL_TEXT, FullText, fts_tables, places_of, vocabulary_of

if TYPE_CHECKING:
    from memory.retrieval.akin import Families

#: A longer query (an observation used as one) is judged by so many of its words.
MOST_TERMS: Final = 32
#: Robertson and Walker's usual constants; not fitted.
K1: Final = 1.2
B: Final = 0.75
_SHORT_PREFIX: Final = 4
#: Last letters of whatever :func:`~memory.retrieval.stemming.stem` changes.
_LOST: Final = frozenset("sdgey")
_CONTINUES: Final = 0x80
_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the query: the forms of it that occur, and how many visible rows have any."""

    stem: str
    forms: frozenset[str]
    documents: int
    trust: float = 1.0  # less where the word is only guessed to be meant


@dataclass(frozen=True, slots=True)
class Corpus:
    """The visible part of a full-text family.

    Attributes:
        tables: Non-empty FTS5 tables up to the caller's clearance.
        documents: Rows in them.
        length: Mean number of words a row.
    """

    family: FullText
    tables: tuple[str, ...]
    documents: int
    length: float


@dataclass(frozen=True)
class LexicalQuery:
    """A query's words looked up in a corpus."""

    corpus: Corpus
    terms: tuple[Term, ...]
    weights: Mapping[str, float]  # stem → inverse document frequency
    stems: Mapping[str, str]  # form → stem, so that two forms of a word count as one
    # Form of a word near one of the query's → (that one's stem, what it counts).
    near: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    # Initialisms that occur nowhere; rows may spell them out.
    short: frozenset[str] = _NONE
    # Of a query that is not in English: what of a row's words is akin to its own.
    families: Families | None = None

    @cached_property
    def telling(self) -> frozenset[str]:
        """Every form that counts, asked for or near."""
        return frozenset(self.stems).union(self.near)

    def score(self, said: Sequence[str], pairs: Sequence[str] = ()) -> tuple[float, frozenset[str]]:
        """BM25 (≥ 0) of a row's folded words and CJK bigrams, and the stems that were found."""
        telling = self.telling
        there = telling.intersection(said)
        if pairs:
            there |= telling.intersection(pairs)
        # Of several words near one of the query's the nearest counts, and that once.
        best = self.families.best([*said, *pairs]) if self.families else {}
        if not there and not best:
            return 0.0, _NONE
        counts: dict[str, int] = {}
        for form in there:
            word = self.stems.get(form)
            if word is not None:
                times = said.count(form) + (pairs.count(form) if pairs else 0)
                counts[word] = counts.get(word, 0) + times
            else:
                word, worth = self.near[form]
                if worth > best.get(word, 0.0):
                    best[word] = worth
        norm = K1 * (1 - B + B * len(said) / self.corpus.length)
        score = 0.0
        for word, count in counts.items():
            score += self.weights[word] * count * (K1 + 1) / (count + norm)
        if best:
            near = sum(worth for word, worth in best.items() if word not in counts)
            score += near * (K1 + 1) / (1 + norm)
        return score, frozenset(counts)

    def without(self, stems: frozenset[str]) -> LexicalQuery:
        """The same query as if some of its words had not been asked for."""
        kept = {form: word for form, word in self.stems.items() if word not in stems}
        # A query of nothing else is still answered by them.
        if not kept:
            return self
        near = {form: each for form, each in self.near.items() if each[0] not in stems}
        families = self.families.without(stems) if self.families else None
        return replace(self, stems=kept, near=near, families=families)


def corpus(db: sqlite3.Connection, family: FullText, clearance: int) -> Corpus:
    """Size of what a clearance rank may see, read from FTS5's own running totals."""
    tables: list[str] = []
    documents = 0
    length = 0
    for table in fts_tables(family, clearance):
        rows, words = totals(db, family, table)
        if rows:
            tables.append(table)
            documents += rows
            length += words
    return Corpus(
        family, tuple(tables), documents, max(length / documents, 1.0) if documents else 1
    )


def totals(db: sqlite3.Connection, family: FullText, table: str) -> tuple[int, int]:
    """Rows of a full-text table, and words in all of them."""
    # Row 1 of the data table is FTS5's averages record: the number of rows, then the number of
    # words in each column, as varints. Counting instead would read the whole table.
    row = db.execute(f"SELECT block FROM {table}_data WHERE id = 1").fetchone()
    numbers = _varints(bytes(row[0])) if row else []
    # The last column repeats CJK text as pairs.
    return (numbers[0], sum(numbers[1 : len(FULL_TEXT[family])])) if numbers else (0, 0)


def version_of(db: sqlite3.Connection) -> tuple[int, int, int]:
    """Another one whenever a connection, or what it reads, is not what it was."""
    # The first counts what other connections change, the second what this one does.
    return id(db), db.execute("PRAGMA data_version").fetchone()[0], db.total_changes


def looked_up(
    corpus: Corpus,
    words: Sequence[QueryWord],
    occurring: Callable[[str, tuple[str, ...]], Mapping[str, int]],
) -> LexicalQuery:
    """A query whose words are looked up, each by the forms in which it occurs."""
    terms: list[Term] = []
    for word, variants in words[:MOST_TERMS]:
        found = occurring(word, variants)
        if found:
            # Rows with two forms are counted twice; it matters to nobody.
            terms.append(Term(word, frozenset(found), min(sum(found.values()), corpus.documents)))
    weights: dict[str, float] = {}
    stems: dict[str, str] = {}
    for term in terms:
        weights[term.stem] = rarity(corpus.documents, term.documents)
        for form in term.forms:
            stems[fold(form)] = term.stem
    return LexicalQuery(corpus, tuple(terms), weights, stems)


def pooled(queries: Sequence[LexicalQuery]) -> list[LexicalQuery]:
    """One query looked up in several corpora, with the rarity of a word taken over all of them.

    A word in half of forty claims and in two of a thousand observations is rare. With a rarity of
    its own for each corpus, the claims that a query names would rank under whatever was seen.
    """
    if len(queries) == 1 and all(term.trust >= 1 for term in queries[0].terms):
        return list(queries)
    total = sum(query.corpus.documents for query in queries)
    having: Counter[str] = Counter()
    trust: dict[str, float] = {}
    for query in queries:
        having.update({term.stem: term.documents for term in query.terms})
        trust.update({term.stem: term.trust for term in query.terms})
    weights = {stem: rarity(total, having[stem]) * trust[stem] for stem in having}
    return [replace(query, weights=weights) for query in queries]


def rarity(total: int, having: int) -> float:
    """Inverse document frequency as BM25 has it, never negative."""
    return math.log1p((total - having + 0.5) / (having + 0.5))


def either(terms: Iterable[Term]) -> str:
    """An FTS5 expression: any form of any of some terms."""
    return " OR ".join(quoted(form) for term in terms for form in sorted(term.forms))


def occurring(
    db: sqlite3.Connection, tables: Iterable[str], word: str, variants: Sequence[str]
) -> dict[str, int]:
    """Forms of a word in the visible vocabularies, with the number of rows that have each."""
    found: Counter[str] = Counter()
    exact = list(variants)
    prefix = ""
    if word.isascii() and word.isalpha():
        # Folding changes a final e or y; what precedes is common to all forms.
        prefix = word[:-1] if word[-1] in "ei" else word
        if len(prefix) < _SHORT_PREFIX:
            exact = sorted({*exact, *forms(word)})
            prefix = ""
        else:
            exact = [spelling for spelling in exact if not spelling.isascii()]
    for table in tables:
        vocabulary = vocabulary_of(table)
        if prefix:
            rows = db.execute(
                f"SELECT term, doc FROM {vocabulary} WHERE term >= ? AND term < ?",
                (prefix, prefix + "{"),
            ).fetchall()
            for form, having in rows:
                # A word that loses nothing is its own stem, and most end in none of these.
                if form == word or (form[-1] in _LOST and stem(form) == word):
                    found[form] += having
    if exact:
        found.update(occurrences(db, tables, exact))
    return found


def occurrences(
    db: sqlite3.Connection, tables: Iterable[str], forms: Sequence[str]
) -> Counter[str]:
    """In how many rows each of some forms occurs, of those that do."""
    found: Counter[str] = Counter()
    for table in tables:
        for some in map(padded, chunks(forms)):
            rows = db.execute(
                f"SELECT term, doc FROM {vocabulary_of(table)} WHERE term IN ({marks(some)})", some
            ).fetchall()
            found.update(dict(rows))
    return found


def rows_having(
    db: sqlite3.Connection, tables: Iterable[str], forms: Sequence[str]
) -> dict[str, set[int]]:
    """``seq`` of the rows that have each of some forms, of those that occur; not for the common."""
    found: dict[str, set[int]] = {}
    for table in tables:
        for some in map(padded, chunks(forms)):
            sql = f"SELECT term, doc FROM {places_of(table)} WHERE term IN ({marks(some)})"
            for form, seq in db.execute(sql, some):
                found.setdefault(form, set()).add(seq)
    return found


def newest(db: sqlite3.Connection, tables: Iterable[str], match: str, limit: int) -> list[int]:
    """``seq`` of the newest rows that match an FTS5 expression, newest first; at most ``limit``."""
    found: list[int] = []
    for table in tables:
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"
        found += [row[0] for row in db.execute(sql, (match, limit)).fetchall()]
    return sorted(found, reverse=True)[:limit]


def quoted(form: str) -> str:
    """A string that FTS5 takes for words in a row, whatever is in it."""
    return '"' + form.replace('"', '""') + '"'


def _varints(block: bytes) -> list[int]:
    """SQLite's variable-length integers: seven bits a byte, high bit set on all but the last."""
    numbers: list[int] = []
    number = 0
    for byte in block:
        number = number << 7 | byte & 0x7F
        if byte < _CONTINUES:
            numbers.append(number)
            number = 0
    return numbers
