"""What a turn says about the very thing that a question asks for: "165 commits", "by April 5".

People seldom say that something changed; they mention, in passing, how it is now. What can be
compared without understanding them is this: two turns of one speaker in which, near the words of
the question, stand different values of the kind that it asks for; or the later of which says there
that something is not as it was.

What a value is, and which kinds a question asks for, :mod:`memory.retrieval.values` tells. English.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile, zip_longest
from typing import Final

from memory.lexicon import PAST
from memory.retrieval.changes import Manner, manner
from memory.retrieval.stemming import stem
from memory.retrieval.things import Thing, another, thing_of
from memory.retrieval.tokens import STOP_WORDS, fold
from memory.retrieval.values import (
    DAYS,
    Figure,
    all_in,
    as_asked,
    found_in,
    kinds_asked,
    kinds_shown,
)
from memory.retrieval.worded import NEAR, WORD, Told, Words, words_of

#: Where a message says what it is about; what follows may be a pasted file.
_BEGINNING: Final = 1200
#: Share of a question's words below which what stands near has nothing to do with it.
LEAST: Final = 0.2
#: Words after a number among which what it counts is named: "8 hard probability *problems*".
_COUNTED: Final = 4

_COUNT: Final = frozenset({"number"})
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
_KINDS: Final = frozenset(map(stem, _KIND_WORDS))
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
    r"(?:\b(?:how many|how much|what(?: is| are|'s)?|which|when (?:is|are)|how (?:long|old) is)\b"
    r"(?: (?:the|my|our|her|his|their|a|an)\b)?|^(?:and |of )?(?:the|my|our|her|his|their)\b)"
    r"(?P<about>(?: [^\s?]+){1,5})"
)
#: What asks for what happened, or for how it was put, though it has no word for the past.
_TOLD: Final = re.compile(
    r"\b(?:has|have) (?:[\w']+ ){1,5}?(?:\w{2,}[^\We]ed|used|done|made|been|gone|seen|bought"
    r"|written|read)\b"
    r"|^(?:what|who|which \w+) \w+ed\b|\b(?:say|says|describe|mention|feel|excited)\b"
    r"|^how (?:am|is|are|does)\b"
)
_NAMING: Final = frozenset({"name", "title", "status", "state"})
#: Verbs that end like a plural, after a thing that there is one of: "which bus goes there?"
_LEADING: Final = frozenset({"goes", "comes", "leads", "belongs", "leaves", "takes", "fits"})
#: What follows a verb and no plural: "which file holds the rules?", "which of them runs in test?"
_OBJECT: Final = frozenset(
    {
        *("the", "a", "an", "my", "our", "his", "her", "its", "their"),
        *("to", "in", "on", "at", "under", "with", "from", "as"),
    }
)
_HEADED: Final = re.compile(r"\bwhat(?: is| are|'s)|(?:and |of )?(?:the|my|our|her|his|their)\b")
#: A plural: hobbies, instruments.
_SEVERAL: Final = re.compile(r"(?<![sui])s$")
#: What somebody has done once stays so; whether a thing has been done does not.
_WHETHER: Final = re.compile(
    r"^(?:and |so )?(?:(?:am|is|are|do|does|can) |(?:has|have) (?:the|my|our|his|her|its|their) )"
)


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
        attribute: Stems of the words for what it asks of a thing: the price, the colour. A value
            may show by itself what it is a value of.
        shown: Where it may be any kind of value, the kinds that do.
    """

    kinds: frozenset[str]
    about: frozenset[str]
    rarity: Mapping[str, float]
    whether: bool = False
    told: bool = False
    text: str = ""
    done: bool = False
    attribute: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()

    @cached_property
    def thing(self) -> Thing:
        """What it asks about."""
        about = (self.about if self.kinds else self.attribute) | _NOW
        return thing_of(words_of(self.text), about, _KIND_WORDS, whole=self.whether)

    @cached_property
    def times(self) -> Sequence[Figure]:
        """Days and the like that it names, where it does not ask for one."""
        words = words_of(self.text)
        named = all_in(words, 0, len(self.text), ())
        return [time for time in named if time.kind in DAYS - self.kinds]

    @cached_property
    def total(self) -> float:
        """Weight of all of the question's words."""
        return sum(self.rarity.values()) or 1.0

    @cached_property
    def holding(self) -> Mapping[str, float]:
        """Its words besides those for the attribute, with their weights."""
        return {word: weight for word, weight in self.rarity.items() if word not in self.attribute}

    def covered(self, stems: Collection[str]) -> float:
        """Share of the question's words, weighted by rarity, that are among some stems."""
        return sum([weight for word, weight in self.rarity.items() if word in stems]) / self.total


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
        given: frozenset[str] | None = None,
        known: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self.about, self.cover = fit
        self.kind, self._known = kind, known or {}
        self._words, self._at, self._asked, self._given = words, at, asked, given

    @property
    def values(self) -> frozenset[str]:
        """Values that have most of the question's words around them, as they are compared.

        None where there are none of the kind.
        """
        if self._given is not None:
            return self._given
        return frozenset(figure.value for figure in self.figures)

    @cached_property
    def figures(self) -> frozenset[Figure]:
        """Values of any kind in its sentence."""
        return self._figures(self.told.sentence)

    @cached_property
    def kinds_near(self) -> frozenset[str]:
        """Kinds of the values near it."""
        return frozenset(figure.kind for figure in self._figures(self.told.near))

    def _figures(self, places: range) -> frozenset[Figure]:
        words = self._words
        end = words.places[places.stop] if places.stop < len(words.said) else len(words.text)
        return frozenset(all_in(words, words.places[places.start], end, self._asked.shown))

    @cached_property
    def held(self) -> float:
        """Weight of the words for the thing itself, and not for the attribute, that are near it."""
        near = self.told.stems(self.told.near)
        return sum(weight for word, weight in self._asked.holding.items() if word in near)

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

    def of_another(self, before: Answer, at: int | None = None) -> bool:
        """Whether it is told of another thing than what is asked about and was told before.

        Args:
            before: Where that was told.
            at: Which word tells it, if not where it is.
        """
        told = self.told if at is None else Told(self._words, at)
        return self._on_another_day or another(self._asked.thing, told, before.told)

    @cached_property
    def _on_another_day(self) -> bool:
        """Whether it tells of days, and of none that the question names."""
        asked = self._asked.times
        kinds = {time.kind for time in asked}
        told = [time for time in self.figures if time.kind in kinds] if kinds else []
        return bool(told) and not any(each.same(time) for each in told for time in asked)

    @cached_property
    def _surroundings(self) -> tuple[frozenset[str], Manner]:
        told = self.told
        stems = self._words.stems[told.near.start : told.near.stop]
        own = told.said(told.clause)
        at = self._at - told.clause.start
        asks = self._words.asks(self._at)
        how = manner(told.said(told.near), stems, own, at, first=told.opens, asks=asks)
        return frozenset(stems), how


def asked_by(query: str, rarity: Mapping[str, float]) -> Asked:
    """What a question asks for.

    Args:
        query: The question.
        rarity: Stem of each of its words to its weight (≥ 0).
    """
    text = query.casefold()
    kinds, naming = kinds_asked(text)
    match = _ABOUT.search(text)
    about: list[str] = []
    names: list[str] = []
    several = False
    named = WORD.findall(fold(match["about"])) if match else []
    headed = match is not None and _HEADED.match(match.group()) is not None
    for word, following in zip_longest(named, named[1:], fillvalue=""):
        verb = word in _LEADING or (word.endswith("s") and following in _OBJECT)
        if word in STOP_WORDS or (about and verb):
            if about:
                break
        elif following == "of" and word in _NAMING:
            names.append(stem(word))  # "the name of the boat" is about the boat
        elif (not kinds or word not in _KIND_WORDS) and stem(word) not in _NOW:
            about.append(stem(word))
            # A verb may follow "which rules"; after "what is the", what comes last is meant.
            several = bool(_SEVERAL.search(word)) or (several and not headed)
    whether = bool(_WHETHER.match(text))
    told = not kinds and (several or (not whether and bool(_TOLD.search(text))))
    # What is current is not what currently happens: such words are no part of the thing.
    rarity = {word: weight for word, weight in rarity.items() if word not in _NOW} or rarity
    attribute = {*map(stem, WORD.findall(naming)), *_KINDS} if kinds else names or about
    return Asked(
        kinds,
        frozenset(about),
        rarity,
        whether,
        told,
        fold(query),
        bool(_DONE.search(text)),
        frozenset(attribute),
        frozenset() if kinds else kinds_shown(text),
    )


def answer_in(text: str, asked: Asked) -> Answer | None:
    """What in a text has most of a question's words around it.

    ``None`` where it has too few of them, or no value of the kind that is asked for.
    """
    beginning = fold(text[:_BEGINNING])
    # Stems lose endings, and a final y becomes an i: what is left of one is in all its forms.
    if not any(word[:-1] in beginning for word in asked.rarity):
        return None
    figures = found_in(beginning, asked.kinds) if asked.kinds else ()
    if asked.kinds and not figures:
        return None
    words = words_of(beginning)
    if asked.kinds:
        return _with_value(words, figures, asked)
    centres = [at for at, word in enumerate(words.stems) if word in asked.rarity]
    if not centres:
        return None
    if "?" in beginning:  # who asks tells nothing
        centres = [at for at in centres if not words.asks(at)] or centres
    about, cover, at = max((*_fit(words, at, asked), -at) for at in centres)
    return Answer(words, -at, asked, (about, cover)) if cover >= LEAST else None


def _with_value(words: Words, figures: Sequence[re.Match[str]], asked: Asked) -> Answer | None:
    """The answer around the values that fit best."""
    by_kind: dict[str, set[str]] = {}
    best = (False, 0.0, 0.0)
    chosen: list[tuple[str, str, int]] = []
    for match in figures:
        kind, value = as_asked(words, match, asked.kinds)
        if not kind:
            continue
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
        before = words.said[at - 1] if at and words.between(at) == " " else ""
        if kind == "number" and before and not asked.done and _handled(before, asked):
            continue  # who painted two of the rooms has more
        exact = (match.lastgroup != "number" or named) and after not in _MORE
        by_kind.setdefault(kind, set()).add(value)
        fit = (exact, *_fit(words, at, asked))
        if fit >= best:
            chosen = [*(chosen if fit == best else ()), (kind, value, at)]
            best = fit
    if not chosen or best[2] < LEAST:
        return None
    kind, _, at = chosen[0]
    there = frozenset(value for each, value, _ in chosen if each == kind)
    return Answer(words, at, asked, best[1:], kind=kind, given=there, known=by_kind)


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
