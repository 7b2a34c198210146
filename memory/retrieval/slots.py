"""What a turn says about the very thing that a question asks for: "165 commits", "by April 5".

People do not say that something changed; they mention, in passing, how it is now. What can be
compared without understanding them is this: two turns of one speaker in which, near the words of
the question, stand different values of the kind that it asks for. The later one is then how it is.

A value is a number with what it counts or measures, a share, an amount of money, a date, a time of
day or a version; which of these a question asks for is read from its own words. English.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from memory.lexicon import NUMBERS
from memory.retrieval.stemming import stem
from memory.retrieval.tokens import STOP_WORDS, fold

#: Words on each side of a value among which the question's are looked for: a long clause.
_NEAR: Final = 14
#: Where a message says what it is about; what follows may be a pasted file.
_BEGINNING: Final = 1200

_UNITS = (
    r"(?:ms|milliseconds?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?"
    r"|years?)"
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,? \d{4}\b)?"
_DATE = rf"(?:{_MONTHS}\.? {_DAY}|{_DAY} (?:of )?{_MONTHS})"
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|" + "|".join(NUMBERS) + ")"
#: In the order in which they are read: a number that is part of an earlier one is not read again.
_VALUES: Final = re.compile(
    "|".join(
        (
            r"(?P<share>\d+(?:\.\d+)?\s?(?:%|percent\b)|\b\d+/\d+\b)",
            rf"(?P<money>[$€£¥]\s?\d[\d,.]*\d?\s?[km]?\b|\b{_NUMBER} (?:dollars|euros|pounds)\b)",
            r"(?P<clock>\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\b\d{1,2}:\d\d\b)",
            rf"(?P<date>\b{_DATE}\b{_YEAR}|\b\d{{4}}-\d\d-\d\d\b)",
            rf"(?P<duration>\b{_NUMBER}[ -]?{_UNITS}\b)",
            r"(?P<version>\bv\d+(?:\.\d+)*\b|\b\d+\.\d+\.\d+\b)",
            rf"(?P<number>\b{_NUMBER}(?:\s?(?:[kmcμ]?[mgl]|[kmgt]b|kwh?|mph|°?[cf])\b)?)",
        )
    )
)
#: What every value has in it: seen at a fifteenth of the cost of looking for each of them.
_COUNTS: Final = re.compile(r"\d|\b(?:" + "|".join(NUMBERS) + r")\b")
_ASKED: Final[tuple[tuple[re.Pattern[str], frozenset[str]], ...]] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), frozenset(kinds.split()))
    for pattern, kinds in (
        (rf"how many (?:\w+ ){{0,2}}{_UNITS}", "duration"),
        (r"how many", "number"),
        (r"percent|percentage|accuracy|coverage|rate|share|proportion", "share"),
        (r"how long|how much time|(?:response|load(?:ing)?|run(?:ning)?) time", "duration"),
        (r"latency|duration", "duration"),
        (r"what time", "clock"),
        (r"when|deadline|due|date|(?:what|which) day", "date"),
        (r"how much|costs?|price|budget|salary|rent|pay|spend", "money number"),
        (r"version", "version number"),
    )
)
_WORD = re.compile(r"[^\W_]+")
#: What a question is about stands between its question word, or "is the", and what follows.
_ABOUT: Final = re.compile(
    r"\b(?:how many|how much|what(?: is| are|'s)?|which|when (?:is|are)|how (?:long|old) is)\b"
    r"(?: (?:the|my|our|her|his|their|a|an)\b)?(?P<about>(?: [^\s?]+){1,5})"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        kinds: Kinds of value; empty where it may be any.
        about: Stems of the words for the thing itself: the quota, the commits.
        rarity: Stem of each word of the question to its weight.
    """

    kinds: frozenset[str]
    about: frozenset[str]
    rarity: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Answer:
    """The value in a text that best answers a question.

    Attributes:
        value: It, with its kind, as values are compared.
        others: All values of that kind in the text.
        about: Share of the words for the thing itself that stand near it.
        cover: Share of the question's words, weighted by how rare they are, that do.
    """

    value: str
    others: frozenset[str]
    about: float
    cover: float


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
    for word in _WORD.findall(fold(match["about"])) if match else ():
        if word in STOP_WORDS:
            if about:
                break
        else:
            about.append(stem(word))
    return Asked(kinds, frozenset(about), rarity)


def answer_in(text: str, asked: Asked) -> Answer | None:
    """The value in a text that has most of a question's words around it, if there is one."""
    total = sum(asked.rarity.values())
    beginning = fold(text[:_BEGINNING])
    values = [
        match
        for match in (_VALUES.finditer(beginning) if total and _COUNTS.search(beginning) else ())
        if not asked.kinds or match.lastgroup in asked.kinds
    ]
    if not values:
        return None  # as in most texts: then their words need not be looked at
    places: list[int] = []
    stems: list[str] = []
    for match in _WORD.finditer(beginning):
        places.append(match.start())
        stems.append("" if match.group() in STOP_WORDS else stem(match.group()))
    said: dict[str, set[str]] = {}
    best: tuple[bool, float, float, str, str] | None = None
    for match in values:
        kind = match.lastgroup or ""
        value = _plain(match.group())
        said.setdefault(kind, set()).add(value)
        first = bisect_left(places, match.start())
        near = set(stems[max(first - _NEAR, 0) : first + _NEAR])
        about = len(asked.about & near) / len(asked.about) if asked.about else 1.0
        cover = sum(weight for word, weight in asked.rarity.items() if word in near) / total
        # Where a sum of money or a bare number may be meant, the sum of money is.
        exact = kind != "number" or not asked.kinds
        if best is None or (exact, about, cover) > best[:3]:
            best = (exact, about, cover, kind, value)
    if best is None:
        return None
    _, about, cover, kind, value = best
    others = frozenset(f"{kind} {each}" for each in said[kind])
    return Answer(f"{kind} {value}", others, about, cover)


def _plain(value: str) -> str:
    """A value as it is compared: numbers in digits, no separators, no spaces."""
    words = [NUMBERS.get(word, word) for word in re.split(r"[\s-]+", value.replace(",", ""))]
    return re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", "".join(words))
