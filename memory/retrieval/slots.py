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

from memory.lexicon import NUMBERS, PAST
from memory.retrieval.changes import Manner, manner
from memory.retrieval.stemming import stem
from memory.retrieval.things import Thing, another, thing_of
from memory.retrieval.tokens import STOP_WORDS, fold
from memory.retrieval.worded import NEAR, WORD, Told, Words, words_of

#: Where a message says what it is about; what follows may be a pasted file.
_BEGINNING: Final = 1200
_NOON: Final = 12
#: Share of a question's words below which what stands near has nothing to do with it.
LEAST: Final = 0.2
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
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
#: Words of a question that ask for what is current, and are not about the thing.
_NOW: Final = frozenset(
    map(stem, ("currently", "current", "present", "moment", "nowadays", "today", "still"))
)
#: Asks how many were done, not how many there are.
_DONE: Final = re.compile(r"\b(?:have|has|did|had) (?:i|you|we|they|he|she)\b|\bbeen\b")
#: Words that name the kind of value and not the thing.
_KIND_WORDS: Final = frozenset(
    {
        *("day", "weekday", "time", "date", "version", "number"),
        *("percentage", "percent", "proportion", "share", "amount"),
    }
)
#: Verbs that lead to what there is: "it reached 40", "it had 40".
_ARRIVING: Final = frozenset(
    {
        *("reached", "passed", "crossed", "exceeded", "surpassed", "numbered", "counted"),
        *("totaled", "totalled", "contained", "included", "held", "had", "was", "were"),
        *("became", "grew", "fell", "kept", "made", "used", "needed"),
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
#: Verbs that end like a plural, after a thing that there is one of: "which bus goes there?"
_LEADING: Final = frozenset({"goes", "comes", "leads", "belongs", "leaves", "takes", "fits"})
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
        text: Itself, folded.
        done: Whether it asks how many were done rather than how many there are.
    """

    kinds: frozenset[str]
    about: frozenset[str]
    rarity: Mapping[str, float]
    whether: bool = False
    told: bool = False
    text: str = ""
    done: bool = False

    @cached_property
    def thing(self) -> Thing:
        """What it asks about."""
        return thing_of(words_of(self.text), self.about, _KIND_WORDS, whole=self.whether)

    @cached_property
    def total(self) -> float:
        """Weight of all of the question's words."""
        return sum(self.rarity.values()) or 1.0

    def covered(self, stems: Collection[str]) -> float:
        """Share of the question's words, weighted by rarity, that are among some stems."""
        return sum([weight for word, weight in self.rarity.items() if word in stems]) / self.total


@dataclass(frozen=True, slots=True)
class Figure:
    """A value: its kind, itself as it is compared, and of a number the stem of what it counts.

    The last is empty where nothing, or nothing telling, follows the number.
    """

    kind: str
    value: str
    counted: str = ""

    def otherwise(self, other: Figure) -> bool:
        """Whether it is a different value of the same kind, and of the same things."""
        counted = {self.counted, other.counted} - {""}
        return self.kind == other.kind and self.value != other.value and len(counted) <= 1


class Answer:
    """What in a text best answers a question.

    Most are looked at no further than how well they fit, so the rest is read when asked for.

    Attributes:
        about: Share of the words for the thing itself that stand near it.
        cover: Share of the question's words, weighted by how rare they are, that do.
        kind: Kind of its values; empty where any may be asked for.
    """

    def __init__(
        self,
        words: Words,
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
        if self._values is not None:
            return self._values
        return frozenset(figure.value for figure in self.figures)

    @cached_property
    def figures(self) -> frozenset[Figure]:
        """Values of any kind near it."""
        return _figures(self._words, self._at)

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
    def told(self) -> Told:
        """Where it is told."""
        return Told(self._words, self._at)

    def of_another(self, before: Answer) -> bool:
        """Whether it is told of another thing than what is asked about and was told before."""
        return another(self._asked.thing, self.told, before.told)

    @cached_property
    def _surroundings(self) -> tuple[frozenset[str], Manner]:
        told = self.told
        stems = self._words.stems[told.near.start : told.near.stop]
        own = told.said(told.clause)
        at = self._at - told.clause.start
        how = manner(told.said(told.near), stems, own, at, first=told.opens)
        return frozenset(stems), how


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
    for word in WORD.findall(fold(match["about"])) if match else ():
        if word in STOP_WORDS or (about and word in _LEADING):
            if about:
                break
        elif not kinds or word not in _KIND_WORDS:
            about.append(stem(word))
            several = several or bool(_SEVERAL.search(word))
    whether = bool(_WHETHER.match(text))
    told = not kinds and (several or bool(_TOLD.search(text)))
    # What is current is not what currently happens: such words are no part of the thing.
    rarity = {word: weight for word, weight in rarity.items() if word not in _NOW} or rarity
    return Asked(
        kinds, frozenset(about), rarity, whether, told, fold(query), bool(_DONE.search(text))
    )


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
    words = words_of(beginning)
    if asked.kinds:
        return _with_value(words, values, asked)
    centres = [at for at, word in enumerate(words.stems) if word in asked.rarity]
    if not centres:
        return None
    if "?" in beginning:  # who asks tells nothing
        centres = [at for at in centres if not words.asks(at)] or centres
    about, cover, at = max((*_fit(words, at, asked), -at) for at in centres)
    return Answer(words, -at, asked, (about, cover)) if cover >= LEAST else None


def _figures(words: Words, at: int) -> frozenset[Figure]:
    """All values near a word."""
    after = at + NEAR
    start = words.places[max(at - NEAR, 0)]
    end = words.places[after] if after < len(words.places) else len(words.text)
    if not (_COUNTS.search(words.text, start, end) or "day" in words.text):
        return frozenset()
    found = _VALUES.finditer(words.text, start, end)
    return frozenset(
        Figure(match.lastgroup or "", _plain(match), _counted(words, match)) for match in found
    )


def _counted(words: Words, number: re.Match[str]) -> str:
    after = bisect_left(words.places, number.end())
    bare = number.lastgroup == "number" and words.adjoin(number.end(), after)
    return words.stems[after] if bare else ""


def _with_value(words: Words, values: Sequence[re.Match[str]], asked: Asked) -> Answer | None:
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
        if kind == "number" and at and not asked.done and _handled(words.said[at - 1], asked):
            continue  # who painted two of the rooms has more
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


def _handled(verb: str, asked: Asked) -> bool:
    """Whether a word says that something was done to some of what there is."""
    if verb in PAST or (verb.endswith("ed") and len(verb) > len("need")):
        return verb not in _ARRIVING and stem(verb) not in asked.rarity
    return False


def _fit(words: Words, at: int, asked: Asked) -> tuple[float, float]:
    """What of the thing itself and what of the question stands near a word."""
    near = set(words.stems[max(at - NEAR, 0) : at + NEAR])
    about = len(asked.about & near) / len(asked.about) if asked.about else 1.0
    return about, asked.covered(near)


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
