"""Words written short on one side and in full on the other: *k8s*, *i18n*, *GHA*, *CTO*.

A numeronym is a word's first letter, how many letters follow, and its last. An initialism is the
first letters of words that follow each other; of a name with capitals inside, of each of its parts
("GitHub Actions": GHA). Both are rules of English spelling, so nothing is listed here. A short form
that stands for itself somewhere in what is searched is taken as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from memory.retrieval import thesaurus
from memory.retrieval.stemming import stem
from memory.retrieval.tokens import STOP_WORDS, QueryWord, fold
from memory.schema import vocabulary_of

if TYPE_CHECKING:
    import sqlite3

    from memory.retrieval.lexical import LexicalQuery
    from memory.retrieval.rows import Candidate

_NUMERONYM: Final = re.compile(r"([a-z])([1-9]\d?)([a-z])")
#: "e2e" is end to end, not the edge; and of short words too many begin and end alike.
_LEAST_LEFT_OUT: Final = 3
_LEAST_INITIALS: Final = 3
#: Nobody writes "s7g" for a shorter one than Kubernetes; to look for more would cost every query.
_LONG: Final = 10
_SHORT: Final = re.compile(r"\b[A-Z]{3,5}\b")
#: Parts of a name that give a letter each.
_PART: Final = re.compile(r"[^\W\d_][^\W\d_A-Z]*")
_NAME: Final = re.compile(r"[^\W\d_][\w'’-]*")
#: A short form says as surely what is meant as the whole does, if both are there.
_TRUST: Final = 0.8


def numeronym(word: str) -> str:
    """A word's numeronym; nothing of a short word."""
    left_out = len(word) - 2
    return f"{word[0]}{left_out}{word[-1]}" if left_out >= _LEAST_LEFT_OUT else ""


def counted(db: sqlite3.Connection, tables: Collection[str], word: str) -> dict[str, int]:
    """Visible forms of the one word that a numeronym counts the letters of, with their rows.

    Where it may stand for several words, none.
    """
    short = _NUMERONYM.fullmatch(word)
    if short is None or int(short[2]) < _LEAST_LEFT_OUT:
        return {}
    found: dict[str, int] = {}
    for table in tables:
        vocabulary = vocabulary_of(table)
        rows = db.execute(
            f"SELECT term, doc FROM {vocabulary} WHERE term >= ? AND term < ?"
            " AND length(term) = ? AND substr(term, -1) = ?",
            (short[1], chr(ord(short[1]) + 1), int(short[2]) + 2, short[3]),
        )
        for form, documents in rows:
            found[form] = found.get(form, 0) + documents
    return found if len({stem(form) for form in found}) == 1 else {}


def shortened(
    queries: Sequence[LexicalQuery], words: Sequence[QueryWord], text: str
) -> list[LexicalQuery]:
    """One query looked up in several corpora, with the short forms of what it spells out.

    Args:
        queries: As :func:`memory.retrieval.widening.widened` gives them.
        words: The query's, as :func:`memory.retrieval.tokens.query_words` gives them.
        text: The query as it was put.
    """
    weights = {word: weight for query in queries for word, weight in query.weights.items()}
    near = {
        numeronym(spelt): (word, _TRUST * weights[word])
        for word, (spelt, *_) in words
        if word in weights and len(spelt) >= _LONG and spelt.isalpha()
    }
    for short, name in _initialisms(text):
        word = stem(fold(name))
        if word in weights:
            near[short] = word, _TRUST * weights[word]
    near.pop("", None)
    sought = _unknown(text, weights)
    if not near and not sought:
        return list(queries)
    return [replace(query, near={**near, **query.near}, short=sought) for query in queries]


def credit(candidates: Iterable[Candidate], query: LexicalQuery, weight: float) -> None:
    """Count a query's initialisms where a candidate spells one out.

    Args:
        candidates: With their raw scores; changed in place.
        query: Its ``short`` are looked for.
        weight: What a word that is as rare as can be counts.
    """
    for candidate in candidates:
        out = {short for short, _ in _initialisms(candidate.text)} & query.short
        candidate.lexical += _TRUST * weight * len(out)
        candidate.matched |= out


def spells_out(short: str, text: str) -> bool:
    """Whether a text has in full what a word is short for."""
    if _NUMERONYM.fullmatch(fold(short)):
        return any(numeronym(fold(word)) == fold(short) for word in _NAME.findall(text))
    return bool(_SHORT.fullmatch(short)) and any(
        fold(short) == initials for initials, _ in _initialisms(text)
    )


def _unknown(text: str, weights: Collection[str]) -> frozenset[str]:
    """Initialisms of a query that occur nowhere, and are no word."""
    found = {fold(short) for short in _SHORT.findall(text)}
    return frozenset(
        short for short in found if stem(short) not in weights and not thesaurus.known(stem(short))
    )


def _initialisms(text: str) -> Iterable[tuple[str, str]]:
    """What two or three capitalised words in a row are called for short, with the last of them."""
    names = [
        (match[0], match.start(), match.end())
        for match in _NAME.finditer(text)
        if match[0][0].isupper() and fold(match[0]) not in STOP_WORDS
    ]
    for (one, _, end), (other, start, last) in pairwise(names):
        if text[end:start] != " ":
            continue
        longer = [third for third, begins, _ in names if begins == last + 1 and text[last] == " "]
        for row in ((one, other), *((one, other, third) for third in longer)):
            initials = fold("".join(part[0] for name in row for part in _PART.findall(name)))
            if len(initials) >= _LEAST_INITIALS:
                yield initials, row[-1]
