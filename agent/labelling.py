"""What an observation is about, by words (DESIGN §4, labels).

The rules are simple and say so: a *telling* word or phrase labels by itself, a *hinting* word (one
with an everyday or technical second meaning: ``bank``, ``party``, ``child``) only together with
another of the same category, and neither where an exception says that something else is meant
("tropical depression"). In commands and commits hinting words do not count, because there ``kill
child`` and ``abort transition`` are about processes. The words are in :mod:`agent.topics`: English
first, with the commonest of German, French, Spanish, Italian and Portuguese. Recall matters more
than precision: a needless label hides something from a caller of low clearance; a missing one shows
what should have been hidden.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from agent.topics import TOPICS
from agent.topics.health import MEDICINES
from agent.topics.tables import REACH, STEM, Lexicon, Sense, read
from memory.types import Category, Labels

#: Sources whose text is mostly about machines.
TECHNICAL_SOURCES = frozenset({"shell", "git"})

#: Of a run of letters without end, words are made that are no longer than those of the tables.
_WORD = re.compile(r"[^\W_]{1,40}")
_PLAIN = Labels()
_MEDICINE = (Sense("health", "telling", "a medicine"),)
_MEDICINE_LETTERS = 7
_LONG_PLURALS = ("ses", "xes", "zes", "hes")


def label(text: str, *, technical: bool = False) -> Labels:
    """Labels that the words of a text call for; the default ones where none does.

    Args:
        text: Content, with whatever title or address belongs to it.
        technical: The text is a command or a commit: hinting words do not count.
    """
    lower = text.lower()
    if not lower.isascii():
        lower = unicodedata.normalize("NFC", lower)
    words = _WORD.findall(lower)
    senses = list(map(_senses, words))
    if not any(senses):
        return _PLAIN
    found: set[Category | None] = set()
    hints: dict[Category | None, str] = {}
    for place, told in enumerate(senses):
        if told:
            window = ""
            for sense in told:
                if sense.category in found or (technical and sense.kind == "hinting"):
                    continue
                if sense.pattern or sense.unless:
                    window = window or _window(words, place)
                    if not sense.holds(window):
                        continue
                # One word twice is one hint.
                if sense.kind != "hinting" or (
                    hints.setdefault(sense.category, sense.word) != sense.word
                ):
                    found.add(sense.category)
    return Labels("sensitive", frozenset(each for each in found if each)) if found else _PLAIN


@cache
def _lexicon() -> Lexicon:
    """All tables; read when a text is first looked at."""
    return read(TOPICS)


def _window(words: list[str], place: int) -> str:
    """The words around one, which is written ``@``."""
    before = words[max(0, place - REACH) : place]
    return " ".join(("", *before, "@", *words[place + 1 : place + 1 + REACH], ""))


# Texts repeat their words; most words of a new text have been looked up for another.
@lru_cache(maxsize=8192)
def _senses(word: str) -> tuple[Sense, ...]:
    """What a word may tell, in whichever form it stands."""
    senses = _lexicon().words.get(word, ())
    # The plural of a word that has a line of its own is told once.
    has = {sense.category for sense in senses if sense.kind != "phrase"}
    senses += tuple(sense for sense in _singular(word) if sense.category not in has)
    if any(sense.kind == "telling" for sense in senses):
        return senses
    for stem, sense in _lexicon().stems.get(word[:STEM], ()):
        if word.startswith(stem):
            return (sense,)
    if len(word) >= _MEDICINE_LETTERS and word.endswith(MEDICINES):
        return _MEDICINE
    return senses


def _singular(word: str) -> tuple[Sense, ...]:
    """What the singular of a word may tell, if the word looks like a plural."""
    known = _lexicon().words
    if word[-1] != "s":
        return ()
    # "diagnoses" and "branches", not "hives"; "biopsies", not "games".
    if word[-3:] in _LONG_PLURALS and word[:-2] in known:
        return known[word[:-2]]
    if word[-3:] == "ies" and f"{word[:-3]}y" in known:
        return known[f"{word[:-3]}y"]
    return known.get(word[:-1], ())
