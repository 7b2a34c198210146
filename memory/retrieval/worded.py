"""A text taken apart into words, and what a place in it stands in: a clause, a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from memory.retrieval.stemming import stem
from memory.retrieval.tokens import STOP_WORDS

WORD: Final = re.compile(r"[^\W_]+")
#: Words on each side of a place that are near it: a long clause.
NEAR: Final = 14
_SENTENCE_END: Final = re.compile(r"[.!?;\n](?=\s|$)")
_SENTENCE_ENDS: Final = frozenset(".!?;\n")
#: Long turns ramble: what is said of a value, that it is added, wished or denied, is said in its
#: own clause.
_CLAUSE_END: Final = re.compile(
    r"[.!?;,:\n](?=\s|$)|[()–—]| - "
    r"|\b(?:because|since|although|though|given|whereas|considering the)\b"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: where they begin, themselves, and their stems ("" of stop words)."""

    text: str
    places: Sequence[int]
    said: Sequence[str]
    stems: Sequence[str]

    def adjoin(self, end: int, at: int) -> bool:
        """Whether nothing but space lies between a place in the text and a word."""
        return at < len(self.places) and self.text[end : self.places[at]].isspace()

    def between(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.places[at - 1] + len(self.said[at - 1]) : self.places[at]]

    def next_to(self, at: int) -> str:
        """The word after one."""
        return self.said[at + 1] if at + 1 < len(self.said) else ""

    def asks(self, at: int) -> bool:
        """Whether a word is part of a question."""
        end = _SENTENCE_END.search(self.text, self.places[at])
        return end is not None and end.group() == "?"


def words_of(text: str) -> Words:
    """The words of a folded text."""
    found = [(match.start(), match.group()) for match in WORD.finditer(text)]
    stems = ["" if word in STOP_WORDS else stem(word) for _, word in found]
    return Words(text, [place for place, _ in found], [word for _, word in found], stems)


@dataclass(frozen=True)
class Told:
    """Where in a text something is told: at a value, or at what best fits a question."""

    words: Words
    at: int

    @cached_property
    def near(self) -> range:
        """Places of the words near it."""
        return range(max(self.at - NEAR, 0), min(self.at + NEAR, len(self.words.said)))

    @cached_property
    def clause(self) -> range:
        """Places of the words of its clause."""
        return self._between(_CLAUSE_END)

    @cached_property
    def sentence(self) -> range:
        """Places of the words of its sentence that are near."""
        return self._between(_SENTENCE_END)

    @property
    def opens(self) -> bool:
        """Whether its clause is the first of its sentence."""
        first = self.clause.start
        if not first:
            return True
        before = self.words.between(first).rstrip(" \"'(“‘")
        return before[-1:] in _SENTENCE_ENDS

    def said(self, places: range) -> Sequence[str]:
        """The words at some places."""
        return self.words.said[places.start : places.stop]

    def stems(self, places: range) -> frozenset[str]:
        """Stems of the telling words at some places."""
        return frozenset(self.words.stems[places.start : places.stop]) - {""}

    def _between(self, ends: re.Pattern[str]) -> range:
        places, text = self.words.places, self.words.text
        here, start = places[self.at], 0
        for stop in ends.finditer(text, places[self.near.start], here + 1):
            start = stop.end()
        end = ends.search(text, here + 1)
        last = bisect_left(places, end.end()) if end else len(places)
        first = bisect_left(places, start, self.near.start, self.at)
        return range(first, min(last, self.near.stop))
