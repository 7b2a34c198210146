"""What a turn says about the very thing that a question asks for: "165 commits", "by April 5".

People seldom say that something changed; they mention, in passing, how it is now. What can be
compared without understanding them is this: two turns of one speaker in which, near the words of
the question, stand different values of the kind that it asks for; or the later of which says there
that something is not as it was.

A value is a number with what it counts or measures, a share, an amount of money, a date, a weekday,
a time of day or a version; which of these a question asks for is read from its own words. English.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Final

from memory.lexicon import NUMBERS
from memory.retrieval.changes import Manner, manner
from memory.retrieval.stemming import stem
from memory.retrieval.tokens import STOP_WORDS, fold

#: Words on each side of a value among which the question's are looked for: a long clause.
_NEAR: Final = 14
#: Where a message says what it is about; what follows may be a pasted file.
_BEGINNING: Final = 1200
_NOON: Final = 12
#: Share of a question's words below which what stands near has nothing to do with it.
LEAST: Final = 0.25
#: Words after a number among which what it counts is named: "8 hard probability *problems*".
_COUNTED: Final = 4

_UNITS = (
    r"(?:ms|milliseconds?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?"
    r"|years?)"
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,? \d{4}\b)?"
_DATE = rf"(?:{_MONTHS}\.? {_DAY}|{_DAY} (?:of )?{_MONTHS})"
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|(?:" + "|".join(NUMBERS) + r")\b)"
_CURRENCY = r"(?:dollars|euros|pounds|francs|eur|usd|gbp|chf)"
#: In the order in which they are read: a number that is part of an earlier one is not read again.
_VALUES: Final = re.compile(
    "|".join(
        (
            r"(?P<share>\d+(?:\.\d+)?\s?(?:%|percent\b)|\b\d+/\d+\b)",
            rf"(?P<money>[$€£¥]\s?\d[\d,.]*\d?\s?[km]?\b|\b{_NUMBER} ?(?:{_CURRENCY}\b|[€£]))",
            r"(?P<clock>\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\b\d{1,2}:\d\d\b)",
            rf"(?P<date>\b{_DATE}\b{_YEAR}|\b\d{{4}}-\d\d-\d\d\b)",
            rf"(?P<day>\b{_WEEKDAYS}\b)",
            rf"(?P<duration>\b{_NUMBER}[ -]?{_UNITS}\b)",
            r"(?P<version>\bv\d+(?:\.\d+)*\b|\b\d+\.\d+\.\d+\b)",
            rf"(?P<number>\b{_NUMBER}(?:\s?(?:[kmcμ]?[mgl]|[kmgt]b|kwh?|mph|°?[cf])\b)?)",
        )
    )
)
#: What every value but a day of the week has in it: seen at a fifteenth of the cost of looking
#: for each of them.
_COUNTS: Final = re.compile(r"\d|\b(?:" + "|".join(NUMBERS) + r")\b")
_ASKED: Final[tuple[tuple[re.Pattern[str], frozenset[str]], ...]] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), frozenset(kinds.split()))
    for pattern, kinds in (
        (rf"how many (?:(?!(?:an?|per|each|every) )\w+ ){{0,2}}{_UNITS}", "duration"),
        (r"how many", "number"),
        (r"rate limit|(?:heart|frame|bit|refresh|sampling|hourly|daily) rate", "number money"),
        (r"percent|percentage|accuracy|coverage|rate|share|proportion", "share"),
        (r"how (?:long|old)|how much time|latency|duration", "duration"),
        (r"(?:response|load|run|build|wait|lead|cycle|travel) time", "duration"),
        # Opening and starting times are times of day.
        (r"(?!open|clos|start|end|begin|meet|board)\w+ing time", "duration"),
        (r"what time", "clock"),
        (r"(?:what|which) (?:day|weekday)", "day date"),
        (r"when", "date day clock"),
        (r"deadline|due|date", "date day"),
        (r"how much|costs?|price|budget|salary|rent|pay|spend|fare|fee", "money number"),
        (r"version", "version number"),
    )
)
_COUNT: Final = frozenset({"number"})
#: Kinds that all say when.
TIMES: Final = frozenset({"date", "day", "clock"})
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_ENDS: Final = frozenset(".!?;\n")
#: Long turns ramble: what is said of a value, that it is added, wished or denied, is said in its
#: own clause.
_CLAUSE_END = re.compile(
    r"[.!?;,:\n](?=\s|$)|[()–—]| - "
    r"|\b(?:because|since|although|though|given|whereas|considering the)\b"
)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
#: Words that name the kind of value and not the thing.
_KIND_WORDS: Final = frozenset(
    {
        *("day", "weekday", "time", "date", "version", "number"),
        *("percentage", "percent", "proportion", "share", "amount"),
    }
)
#: What comes on top is no sum: "five more plants and now there are 19".
_MORE: Final = frozenset({"more", "additional", "extra", "further", "new", "other"})
#: What a question is about stands between its question word, or "is the", and what follows.
_ABOUT: Final = re.compile(
    r"\b(?:how many|how much|what(?: is| are|'s)?|which|when (?:is|are)|how (?:long|old) is)\b"
    r"(?: (?:the|my|our|her|his|their|a|an)\b)?(?P<about>(?: [^\s?]+){1,5})"
)
#: What asks for what happened, or for how it was put, though it has no word for the past.
_TOLD: Final = re.compile(
    r"\b(?:has|have) (?:[\w']+ ){1,5}?(?:\w+ed|done|made|been|gone|seen|bought|written|read)\b"
    r"|^(?:what|who|which \w+) \w+ed\b|\b(?:say|says|describe|mention|feel|excited)\b"
    r"|^how (?:am|is|are|does)\b"
)
#: A plural: hobbies, instruments.
_SEVERAL: Final = re.compile(r"(?<![sui])s$")
_WHETHER: Final = re.compile(r"^(?:and |so )?(?:am|is|are|do|does|can) ")


@dataclass(frozen=True)
class Asked:
    """What a question asks for.

    Attributes:
        kinds: Kinds of value; empty where it may be any.
        about: Stems of the words for the thing itself: the quota, the commits.
        rarity: Stem of each word of the question to its weight.
        whether: Whether it is answered by yes or no.
        told: Whether it asks for what happened or was said, or for several things of which a
            later one takes no earlier one's place, rather than for how something is.
    """

    kinds: frozenset[str]
    about: frozenset[str]
    rarity: Mapping[str, float]
    whether: bool = False
    told: bool = False

    @cached_property
    def total(self) -> float:
        """Weight of all of the question's words."""
        return sum(self.rarity.values()) or 1.0

    def covered(self, stems: Collection[str]) -> float:
        """Share of the question's words, weighted by rarity, that are among some stems."""
        return sum([weight for word, weight in self.rarity.items() if word in stems]) / self.total


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text: where they begin, themselves, and their stems ("" of stop words)."""

    text: str
    places: Sequence[int]
    said: Sequence[str]
    stems: Sequence[str]

    def adjoin(self, end: int, at: int) -> bool:
        """Whether nothing but space lies between a place and a word."""
        return at < len(self.places) and self.text[end : self.places[at]].isspace()

    def next_to(self, at: int) -> str:
        """The word after one."""
        return self.said[at + 1] if at + 1 < len(self.said) else ""


class Answer:
    """What in a text best answers a question.

    Most are looked at no further than how well they fit, so the rest is read when asked for.

    Attributes:
        about: Share of the words for the thing itself that stand near it.
        cover: Share of the question's words, weighted by how rare they are, that do.
        kind: Kind of its values; empty where any may be asked for, and then each value begins with
            its own.
    """

    def __init__(
        self,
        words: _Words,
        at: int,
        asked: Asked,
        fit: tuple[float, float],
        *,
        kind: str = "",
        values: frozenset[str] | None = None,
        known: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self.about, self.cover = fit
        self.kind, self._known = kind, known or {}
        self._words, self._at, self._asked, self._values = words, at, asked, values

    @property
    def values(self) -> frozenset[str]:
        """Values that have most of the question's words around them, as they are compared.

        None where there are none of the kind.
        """
        return self._figures if self._values is None else self._values

    @property
    def others(self) -> frozenset[str]:
        """All values of that kind in the text."""
        return self._figures if self._values is None else self.known(self.kind)

    def known(self, kind: str) -> frozenset[str]:
        """All values of a kind that was asked for in the text."""
        return frozenset(self._known.get(kind, ()))

    @property
    def manner(self) -> Manner:
        """How it is said."""
        return self._surroundings[1]

    @property
    def rest(self) -> frozenset[str]:
        """Stems of the other words near it."""
        return self._surroundings[0] - self._asked.rarity.keys() - {""}

    @cached_property
    def _figures(self) -> frozenset[str]:
        return _figures(self._words, self._at)

    @cached_property
    def _surroundings(self) -> tuple[frozenset[str], Manner]:
        return _around(self._words, self._at)


def asked_by(query: str, rarity: Mapping[str, float]) -> Asked:
    """What a question asks for.

    Args:
        query: The question.
        rarity: Stem of each of its words to its weight (≥ 0).
    """
    text = query.casefold()
    kinds = next((kinds for pattern, kinds in _ASKED if pattern.search(text)), frozenset[str]())
    match = _ABOUT.search(text)
    about: list[str] = []
    several = False
    for word in _WORD.findall(fold(match["about"])) if match else ():
        if word in STOP_WORDS:
            if about:
                break
        elif not kinds or word not in _KIND_WORDS:
            about.append(stem(word))
            several = several or bool(_SEVERAL.search(word))
    whether = bool(_WHETHER.match(text))
    told = not kinds and (several or bool(_TOLD.search(text)))
    return Asked(kinds, frozenset(about), rarity, whether, told)


def answer_in(text: str, asked: Asked) -> Answer | None:
    """What in a text has most of a question's words around it.

    ``None`` where it has too few of them, or no value of the kind that is asked for.
    """
    beginning = fold(text[:_BEGINNING])
    # Stems lose endings, and a final y becomes an i: what is left of one is in all its forms.
    if not any(word[:-1] in beginning for word in asked.rarity):
        return None
    counts = "day" in asked.kinds or (asked.kinds and _COUNTS.search(beginning))
    found = _VALUES.finditer(beginning) if counts else ()
    values = [match for match in found if match.lastgroup in asked.kinds]
    if asked.kinds and not values:
        return None
    words = _words_of(beginning)
    if asked.kinds:
        return _with_value(words, values, asked)
    centres = [at for at, word in enumerate(words.stems) if word in asked.rarity]
    if not centres:
        return None
    about, cover, at = max((*_fit(words, at, asked), -at) for at in centres)
    return Answer(words, -at, asked, (about, cover)) if cover >= LEAST else None


def _figures(words: _Words, at: int) -> frozenset[str]:
    """All values near a word, each with its kind."""
    after = at + _NEAR
    start = words.places[max(at - _NEAR, 0)]
    end = words.places[after] if after < len(words.places) else len(words.text)
    if not (_COUNTS.search(words.text, start, end) or "day" in words.text):
        return frozenset()
    found = _VALUES.finditer(words.text, start, end)
    return frozenset(f"{match.lastgroup} {_plain(match)}" for match in found)


def _with_value(words: _Words, values: Sequence[re.Match[str]], asked: Asked) -> Answer | None:
    """The answer around the values that fit best."""
    by_kind: dict[str, set[str]] = {}
    best = (False, 0.0, 0.0)
    chosen: list[tuple[str, str, int]] = []
    for match in values:
        kind, value = match.lastgroup or "", _plain(match)
        at = bisect_left(words.places, match.start())
        # A count stands before what is counted: of "sprint 2" there are not two.
        counted = set(takewhile(bool, words.stems[at + 1 : at + 1 + _COUNTED]))
        named = not asked.about.isdisjoint(counted)
        after = words.next_to(at)
        if kind == "number" and counted and not named and words.adjoin(match.end(), at + 1):
            if asked.kinds == _COUNT and asked.about:
                continue  # 140 people are no recipes
            if _SEVERAL.search(after):
                kind = "count"  # and 96 payments no price
        exact = (match.lastgroup != "number" or named) and after not in _MORE
        kind = "number" if kind == "money" else kind
        by_kind.setdefault(kind, set()).add(value)
        fit = (exact, *_fit(words, at, asked))
        if fit >= best:
            chosen = [*(chosen if fit == best else ()), (kind, value, at)]
            best = fit
    if not chosen or best[2] < LEAST:
        return None
    kind, _, at = chosen[0]
    there = frozenset(value for each, value, _ in chosen if each == kind)
    return Answer(words, at, asked, best[1:], kind=kind, values=there, known=by_kind)


def _words_of(text: str) -> _Words:
    found = [(match.start(), match.group()) for match in _WORD.finditer(text)]
    stems = ["" if word in STOP_WORDS else stem(word) for _, word in found]
    return _Words(text, [place for place, _ in found], [word for _, word in found], stems)


def _fit(words: _Words, at: int, asked: Asked) -> tuple[float, float]:
    """What of the thing itself and what of the question stands near a word."""
    near = set(words.stems[max(at - _NEAR, 0) : at + _NEAR])
    about = len(asked.about & near) / len(asked.about) if asked.about else 1.0
    return about, asked.covered(near)


def _around(words: _Words, at: int) -> tuple[frozenset[str], Manner]:
    """The stems near a word, and how what stands there is said."""
    low, high = max(at - _NEAR, 0), at + _NEAR
    places, here = words.places, words.places[at]
    start, opening = 0, low == 0
    for stop in _CLAUSE_END.finditer(words.text, places[low], here + 1):
        start, opening = stop.end(), stop.group() in _SENTENCE_ENDS
    end = _CLAUSE_END.search(words.text, here + 1)
    first = bisect_left(places, start, low, at)
    last = bisect_left(places, end.end()) if end else len(places)
    stems = words.stems[low:high]
    own = words.said[first : min(last, high)]
    how = manner(words.said[low:high], stems, own, at - first, first=opening)
    return frozenset(stems), how


def _plain(match: re.Match[str]) -> str:
    """A value as it is compared: numbers in digits, no separators, one way to write a date."""
    kind, value = match.lastgroup, match.group()
    if kind == "date":
        digits = re.findall(r"\d+", value)
        month = re.search(r"[a-z]{3,}", value)
        return f"{month[0][:3]} {int(digits[0])}" if month else "-".join(digits)
    if kind == "clock":
        hour, _, minute = re.sub(r"[^\d:]", "", value).partition(":")
        noon = _NOON if "p" in value and int(hour) < _NOON else 0
        return f"{int(hour) + noon}:{minute or '00'}"
    if kind == "day":
        return value[:3]
    words = [NUMBERS.get(word, word) for word in re.split(r"[\s-]+", value.replace(",", ""))]
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", "".join(words))
    number = _DIGITS.search(plain) if kind in {"money", "number"} else None
    return number[0] if number else plain
