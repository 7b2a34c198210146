"""English plurals, ``-ed``, ``-ing``, final ``e`` and ``y``: forms of one word become one.

Steps 1 and 5a of M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980. The steps
between join words that do not mean the same (*general*, *generate*).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

#: Shorter words have no endings to lose.
_SHORTEST: Final = 3
_SHORTEST_PLURAL: Final = 4
_SHORTEST_IES: Final = 5
_VOWEL = re.compile(r"[aeiou]|(?<=[^aeiou])y")
# A vowel run and a consonant run: Porter counts these as the measure of a word. The letter y is a
# vowel after a consonant.
_SYLLABLE = re.compile(r"(?:[aeiou]|(?<=[^aeiouy])y)+(?:[^aeiouy]|(?<![^aeiou])y)+")
_SHORT_END = re.compile(r"[^aeiou][aeiouy][^aeiouwxy]$")
_DOUBLED_END = re.compile(r"([^aeioulsz])\1$")


@lru_cache(maxsize=16384)  # 5 MB at most; new words, numbers among them, come every day
def stem(word: str) -> str:
    """The form that all forms of a folded word share; words of other alphabets are unchanged."""
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return word
    word = _without_tense(_without_plural(word))
    if word.endswith("y") and len(word) > _SHORTEST and word[-2] not in "aeiou":
        return word[:-1] + "i"
    if word.endswith("e"):
        rest = word[:-1]
        measure = _measure(rest)
        if measure > 1 or (measure == 1 and not _SHORT_END.search(rest)):
            return rest
    return word


@lru_cache(maxsize=2048)  # 3 MB at most
def forms(word: str) -> tuple[str, ...]:
    """Forms that a stem may take; those that do not fold to it again are dropped."""
    bare = word[:-1] if word[-1] in "ei" else word
    endings = ("", "s", "es", "ed", "ing", "e", "y", "ies", "ied", "ying", "d")
    doubled = bare + bare[-1:]
    guesses = {
        *(bare + ending for ending in endings),
        *(word + ending for ending in endings),
        doubled + "ed",
        doubled + "ing",
    }
    return tuple(sorted(guess for guess in guesses if stem(guess) == word))


def _without_plural(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL:
        return word
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) >= _SHORTEST_IES else word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_tense(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        rest = word.removesuffix(ending)
        if rest != word and _VOWEL.search(rest):
            return _mended(rest)
    return word


def _mended(rest: str) -> str:
    """What is left without ``-ed`` or ``-ing``: *hop(p)*, *bak(e)*, *creat(e)*."""
    if rest.endswith("i"):
        return rest[:-1] + "y"
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if _DOUBLED_END.search(rest):
        return rest[:-1]
    if _measure(rest) == 1 and _SHORT_END.search(rest):
        return rest + "e"
    return rest


def _measure(word: str) -> int:
    return len(_SYLLABLE.findall(word))
