"""Words of one family in languages other than English: derived from one another, or compounds.

*Reise*, *reiselustig* and *Radreise* are three words, and whoever asks for one of them may well
mean another. So a word counts in part that begins as one of the query's does, or ends as it, by how
much of both they share. Nothing is listed for it: where there are such words in a language, its
rows show them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memory.retrieval.inflections import LAST
from memory.retrieval.lexical import LexicalQuery, Term, rarity
from memory.retrieval.tokens import QueryWord, fold
from memory.schema import vocabulary_of

#: Letters that two words of one family share at least; fewer are shared by chance, more by few. Of
#: 3, 4 and 5 the best for 102 questions of our own in German, French and Russian.
LEAST: Final = 4
#: What such a word is worth beside the word itself, times the share of letters; as a word near in
#: meaning is.
TRUST: Final = 0.6
#: Share of letters from which on rows are fetched by such a word alone, and what it counts there.
_FETCHED: Final = 0.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of a query: as it is folded, its stem, and what it counts where it is found."""

    spelt: str
    stem: str
    counts: float


class Families:
    """The words of a query, by how words of their families begin and end."""

    def __init__(self, words: Sequence[Wanted]) -> None:
        self._words = [word for word in words if len(word.spelt) >= LEAST]
        self._begin: dict[str, list[Wanted]] = {}
        self._end: dict[str, list[Wanted]] = {}
        for word in self._words:
            self._begin.setdefault(word.spelt[:LEAST], []).append(word)
            self._end.setdefault(word.spelt[-LEAST:], []).append(word)
        self._known: dict[str, dict[str, float]] = {}

    def without(self, stems: Collection[str]) -> Families:
        """The same but for some words of the query."""
        return Families([word for word in self._words if word.stem not in stems])

    def best(self, said: Iterable[str]) -> dict[str, float]:
        """Stems of the query's words that some folded words are akin to, and what that counts."""
        best: dict[str, float] = {}
        for form in said:
            if form[:LEAST] in self._begin or form[-LEAST:] in self._end:
                for stem, counts in self._of(form).items():
                    if counts > best.get(stem, 0.0):
                        best[stem] = counts
        return best

    def _of(self, form: str) -> dict[str, float]:
        if form not in self._known:
            found = self._known[form] = {}
            beginning, ending = form[:LEAST], form[-LEAST:]
            for word in (*self._begin.get(beginning, ()), *self._end.get(ending, ())):
                counts = TRUST * likeness(word.spelt, form) * word.counts
                if counts > found.get(word.stem, 0.0):
                    found[word.stem] = counts
        return self._known[form]


def likeness(word: str, other: str) -> float:
    """Share of the letters of two words that are a common beginning, or one that ends the other."""
    shorter, longer = sorted((word, other), key=len)
    shared = 0
    for letter, facing in zip(shorter, longer, strict=False):
        if letter != facing:
            break
        shared += 1
    if len(shorter) < LEAST:
        return 0.0
    if shared < LEAST:
        shared = len(shorter) if longer.endswith(shorter) else 0
    return 2 * shared / (len(word) + len(other))


def joined(
    db: sqlite3.Connection, queries: Sequence[LexicalQuery], words: Sequence[QueryWord]
) -> list[LexicalQuery]:
    """One query looked up in several corpora, with the families of its words.

    A word that occurs nowhere fetches rows by those of its family that begin as it does; the
    others only count in rows that are found otherwise.

    Args:
        db: The ledger.
        queries: As :func:`memory.retrieval.lexical.pooled` gives them.
        words: The query's, as :func:`memory.retrieval.tokens.query_words` gives them.
    """
    total = sum(query.corpus.documents for query in queries)
    weights = {stem: weight for query in queries for stem, weight in query.weights.items()}
    most = rarity(total, 0)
    wanted = [Wanted(spelt, stem, weights.get(stem, most)) for stem, (spelt, *_) in words]
    families = Families(wanted)
    lost = [word for word in wanted if word.stem not in weights and len(word.spelt) >= LEAST]
    return [replace(_fetching(db, query, lost), families=families) for query in queries]


def _fetching(db: sqlite3.Connection, query: LexicalQuery, lost: Sequence[Wanted]) -> LexicalQuery:
    terms, weights = list(query.terms), dict(query.weights)
    for word in lost:
        found = _beginning_alike(db, query.corpus.tables, word.spelt)
        if found:
            documents = min(sum(found.values()), query.corpus.documents)
            terms.append(Term(word.stem, frozenset(found), documents, _FETCHED))
            weights[word.stem] = _FETCHED * rarity(query.corpus.documents, documents)
    return replace(query, terms=tuple(terms), weights=weights)


def _beginning_alike(db: sqlite3.Connection, tables: Iterable[str], word: str) -> dict[str, int]:
    """Visible forms that are mostly a common beginning with a word, with their rows."""
    # Any shorter beginning is too little of the word itself.
    start = word[: max(LEAST, round(len(word) * _FETCHED))]
    found: Counter[str] = Counter()
    for table in tables:
        vocabulary = vocabulary_of(table)
        rows = db.execute(
            f"SELECT term, doc FROM {vocabulary} WHERE term >= ? AND term < ?",
            (start, start + LAST),
        )
        for form, documents in rows:
            if likeness(word, fold(form)) >= _FETCHED:
                found[form] += documents
    return found
