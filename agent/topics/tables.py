"""How the tables of :mod:`agent.topics` are written, and the reading of them.

Texts are read as words in lower case: letters and digits, cut at everything else, so that "I'm
HIV-positive" is ``i m hiv positive``. A table has up to four parts.

``telling`` and ``hinting`` are words. A plural in ``s`` needs no line of its own, nor does a word
without its accents. After a ``!`` come the exceptions of all words in the line, parted by ``;``::

    depression ! great|tropical|economic @ ; @ in the pacific

``stems`` are beginnings of telling words, at least five letters long. ``phrases`` are one to a
line, and may have exceptions too. In phrases and exceptions a place is a word or some of them
parted by ``|``, in which ``*`` stands for any letters and ``#`` for a number; with ``?`` at its
end it may be missing, with ``-`` at its beginning it must not come next. ``_`` is up to two words,
``__`` up to five. ``@`` is the word that has the exception. What is written in capitals is in
:data:`SHORT`. A phrase is looked for by the longest of its words, which must not have any of these
marks. A line that ends in ``|`` goes on in the next.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from memory.types import Category

#: How many words before and after a word are looked at.
REACH = 8

#: What phrases often need, as expressions over words each followed by a space.
SHORT: Mapping[str, str] = {
    "I": "(?:i|we|he|she|they|you|who|ive|weve) (?:ve |have |had |has |also |just |recently )?",
    "BE": (
        "(?:am|m|im|is|s|are|re|was|were|been|be|being|became|become|feel|feeling|identify as)"
        " (?:(?:an?|the|also|not|still|openly|now|very|both|quite|only|always|been|so|no longer) )"
        "{0,2}"
    ),
    "MY": "(?:my|our|his|her|their|your|mein[a-z]*|unser[a-z]*|mon|ma|mes|notre|nos|mi|mis|il|la) ",
    "OUR": "(?:my|our|mein[a-z]*|unser[a-z]*|mon|ma|mes|notre|nos|mi|mis|mio|mia|meu|minha) ",
    "KIN": (
        "(?:dad|father|mum|mom|mother|parents|wife|husband|partner|brother|sister|son|daughter"
        "|family|friends|boss|ex|spouse|girlfriend|boyfriend|everyone|colleagues|coworkers) "
    ),
    "SUM": (
        r"(?:\d\S*k |\d{4,}\S* |\d{1,3} \d{3} |\d\S* (?:\d\S* )?(?:k|grand|thousand|million|mio"
        "|euros?|eur|dollars?|usd|pounds?|gbp|quid|bucks|francs?|chf|reais) )"
    ),
    "AGE": "(?:1[0-7]|[1-9]) ",
    "SPELT": (
        "(?:1[0-7]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
        "|fourteen|fifteen|sixteen|seventeen) "
    ),
    "ADULT": r"(?:[2-9]\d|1[89]) ",
    "GRADE": (
        "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|1st|2nd|3rd|[4-9]th"
        "|10th|[1-9]) "
    ),
    "DOSE": "(?:mg|mcg|[µμ]g|micrograms?|milligrams?) ",
    # As what and where somebody works tells nothing of their health or faith.
    "TRADE": (
        "(?:works?|worked|working|employed|hired|jobs?|shifts?|position|career|training|studying)"
        " (?:(?:now|nights?|part time|full time) )?(?:as|at|for|in|with|to)"
        r" (?:(?!(?:and|because|was|were|but|since|while|when|after|due) )[^\s@]+ ){0,6}"
    ),
}


@dataclass(frozen=True)
class Topic:
    """The table of one category; ``None`` makes a text sensitive without a category."""

    category: Category | None
    telling: str = ""
    hinting: str = ""
    stems: str = ""
    phrases: str = ""


@dataclass(frozen=True)
class Sense:
    """What one word may tell.

    Attributes:
        kind: ``telling`` by itself, ``hinting`` only beside another, or the word that a ``phrase``
            is found by.
        word: The word as the table has it.
        pattern: The phrases of the word, with ``@`` in its place.
        unless: The exceptions, likewise.
    """

    category: Category | None
    kind: str
    word: str
    pattern: str = ""
    unless: str = ""

    def holds(self, window: str) -> bool:
        """Whether it is told by a word amid others, with ``@`` in the place of the word."""
        return not (self.unless and self._unless.search(window)) and (
            not self.pattern or self._pattern.search(window) is not None
        )

    # Nearly all words of the tables are never met: an expression is made when it is first needed.
    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def _unless(self) -> re.Pattern[str]:
        return re.compile(self.unless)


@dataclass(frozen=True)
class Lexicon:
    """All tables, by word and by the first letters of the stems."""

    words: Mapping[str, tuple[Sense, ...]]
    stems: Mapping[str, tuple[tuple[str, Sense], ...]]


#: Letters that a stem is looked up by.
STEM = 5


def read(topics: Iterable[Topic]) -> Lexicon:
    """Read the tables."""
    words: dict[str, list[Sense]] = {}
    stems: dict[str, list[tuple[str, Sense]]] = {}
    for topic in topics:
        for key, sense in _senses(topic):
            words.setdefault(key, []).append(sense)
        for stem in topic.stems.split():
            sense = Sense(topic.category, "telling", stem)
            stems.setdefault(stem[:STEM], []).append((stem, sense))
    for word in [word for word in words if not word.isascii()]:
        words.setdefault(_plain(word), words[word])
    return Lexicon(
        {word: tuple(senses) for word, senses in words.items()},
        {start: tuple(found) for start, found in stems.items()},
    )


def _senses(topic: Topic) -> Iterator[tuple[str, Sense]]:
    for kind, table in (("telling", topic.telling), ("hinting", topic.hinting)):
        exceptions: dict[str, list[str]] = {}
        for line in _lines(table):
            words, _, unless = line.partition("!")
            for word in words.split():
                exceptions.setdefault(word, []).extend(unless.split(";"))
        for word, patterns in exceptions.items():
            yield word, Sense(topic.category, kind, word, unless=_any(patterns))
    for line in _lines(topic.phrases):
        phrase, _, unless = line.partition("!")
        if phrase.strip():
            key, pattern = _phrase(phrase)
            for word in key.split("|"):
                yield (
                    word,
                    Sense(topic.category, "phrase", word, pattern, unless=_any(unless.split(";"))),
                )


def _lines(table: str) -> list[str]:
    return re.sub(r"\|\s+", "|", table).splitlines()


def _phrase(phrase: str) -> tuple[str, str]:
    """The place that a phrase is looked for by (the one with the longest words), and the phrase."""
    places = phrase.split()
    key = max(places, key=_length)
    if not _length(key):
        raise ValueError(f"a phrase needs one word without a mark: {phrase}")
    return key, _expression("@" if place is key else place for place in places)


def _length(place: str) -> int:
    plain = place.replace("|", "").isalnum() and place.islower()
    return min(map(len, place.split("|"))) if plain else 0


def _any(patterns: Iterable[str]) -> str:
    return "|".join(_expression(each.split()) for each in patterns if each.strip())


def _expression(places: Iterable[str]) -> str:
    return " " + "".join(map(_place, places))


@cache
def _place(place: str) -> str:
    if not place.strip("_"):
        return r"(?:\S+ )" + ("{0,2}" if place == "_" else "{0,5}")
    words = "|".join(map(_alternative, place.strip("?-").split("|")))
    if place.startswith("-"):
        return f"(?!{words})"
    return f"(?:{words})?" if place.endswith("?") else f"(?:{words})"


def _alternative(word: str) -> str:
    return SHORT.get(word) or word.replace("*", r"[^\s@]*").replace("#", r"\d\S*") + " "


def _plain(word: str) -> str:
    """A word without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
