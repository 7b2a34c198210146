"""Words of a query that occur nowhere, taken for the nearest word that does: "mongod", "eror".

Failing that, for the one word that they begin: "kube". And numeronyms for the one word that they
count the letters of: "k8s".

Only a word that no visible row has is mended, and only to visible words, so that what lies above a
clearance cannot show. Swapped letters are one edit (optimal string alignment).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from memory.retrieval import abbreviations, thesaurus
from memory.retrieval.lexical import LexicalQuery, Term, rarity
from memory.retrieval.stemming import stem
from memory.retrieval.tokens import QueryWord, fold
from memory.rows import marks, padded
from memory.schema import vocabulary_of

_SHORTEST: Final = 4
#: In words of so many letters two slips are forgiven, in shorter ones one.
_LONG: Final = 8
_MOST: Final = 2
#: What a guess is worth beside words that were spelt as they occur.
_GUESSED: Final = 0.5
#: Function words of questions; a shorter or a rarer one is near too many words that tell something.
_OFTEN_MISSPELT: Final = (
    "what", "when", "where", "which", "whose", "does", "with", "about", "would", "could", "should",
    "their", "there", "because", "before", "after",
)  # fmt: skip
#: Letters at the beginning that must be right, for a scan of the vocabulary to be short.
_RIGHT: Final = 3


def mended(
    db: sqlite3.Connection,
    queries: Sequence[LexicalQuery],
    words: Sequence[QueryWord],
) -> list[LexicalQuery]:
    """The same query looked up in several corpora, with words that none of them has mended.

    Args:
        db: The ledger.
        queries: One for each corpus.
        words: The query's, as :func:`memory.retrieval.tokens.query_words` gives them.
    """
    known = {term.stem for query in queries for term in query.terms}
    lost = [
        (word, spelt)
        for word, (spelt, *_) in words
        if word not in known
        and len(spelt) >= _SHORTEST
        and spelt.isascii()
        and spelt.isalpha()
        # A word of the language is not another misspelt: "country" is no "count".
        and not thesaurus.known(word)
        and not _tells_nothing(spelt)
    ]
    for word, (spelt, *_) in words:
        if word in known or spelt.isalpha():
            continue
        full = [abbreviations.counted(db, query.corpus.tables, spelt) for query in queries]
        if len({stem(form) for found in full for form in found}) == 1:
            queries = [
                _with(query, word, found) for query, found in zip(queries, full, strict=True)
            ]
    for word, spelt in lost:
        near: list[dict[str, int]] = [_near(db, query.corpus.tables, spelt) for query in queries]
        everything = {form for found in near for form in found}
        if not everything:
            near = [_whole(db, query.corpus.tables, spelt) for query in queries]
            everything = {form for found in near for form in found}
        if not everything:
            continue
        nearest = min(everything, key=lambda form: (edits(spelt, form), form))
        queries = [
            _with(
                query, word, {form: n for form, n in found.items() if stem(form) == stem(nearest)}
            )
            for query, found in zip(queries, near, strict=True)
        ]
    return list(queries)


@lru_cache(maxsize=1024)
def _tells_nothing(word: str) -> bool:
    """Whether a word is a misspelt function word: "wher" is no "wheat", "waht" no "watt"."""
    return any(
        abs(len(other) - len(word)) <= 1 and edits(word, other) == 1 for other in _OFTEN_MISSPELT
    )


def edits(one: str, other: str) -> int:
    """Letters to insert, drop, replace or swap with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, facing in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def alike(word: str, form: str) -> bool:
    """Whether one folded word may be the other misspelt, or with a letter or two added."""
    shorter, longer = sorted((word, form), key=len)
    if len(shorter) < _SHORTEST or len(longer) - len(shorter) > _MOST:
        return word == form
    forgiven = _MOST if len(word) >= _LONG else 1
    return longer.startswith(shorter) or edits(word, form) <= forgiven


def _with(query: LexicalQuery, word: str, forms: dict[str, int]) -> LexicalQuery:
    if not forms:
        return query
    documents = min(sum(forms.values()), query.corpus.documents)
    return replace(
        query,
        terms=(*query.terms, Term(word, frozenset(forms), documents, _GUESSED)),
        weights={**query.weights, word: rarity(query.corpus.documents, documents)},
        stems={**query.stems, **{fold(form): word for form in forms}},
    )


def _whole(db: sqlite3.Connection, tables: Collection[str], word: str) -> dict[str, int]:
    """Visible forms of the one word that another is the beginning of: "kube", "config".

    Where it may be short for several words, none.
    """
    found: dict[str, int] = {}
    for table in tables:
        vocabulary = vocabulary_of(table)
        rows = db.execute(
            f"SELECT term, doc FROM {vocabulary} WHERE term > ? AND term < ?", (word, word + "{")
        )
        for form, documents in rows:
            found[form] = found.get(form, 0) + documents
    return found if len({stem(form) for form in found}) == 1 else {}


def _near(db: sqlite3.Connection, tables: Collection[str], word: str) -> dict[str, int]:
    """Visible words so near that the query's may be one of them, with their rows."""
    found: dict[str, int] = {}
    for table in tables:
        vocabulary = vocabulary_of(table)
        # A slip within the first letters: swapped, dropped, doubled, or doubled once too few.
        guesses = {word[:i] + word[i + 1 :] for i in range(1, _RIGHT)}
        guesses |= {word[:i] + word[i - 1] + word[i:] for i in range(1, _RIGHT + 1)}
        guesses |= {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(_RIGHT)}
        rows = db.execute(
            f"SELECT term, doc FROM {vocabulary} WHERE term >= ? AND term < ?",
            (word[:_RIGHT], word[:_RIGHT] + "{"),
        ).fetchall()
        some = sorted(guesses)
        some = padded(some, some[0])
        rows += db.execute(
            f"SELECT term, doc FROM {vocabulary} WHERE term IN ({marks(some)})", some
        ).fetchall()
        for form, documents in rows:
            if alike(word, form):
                found[form] = found.get(form, 0) + documents
    return found
