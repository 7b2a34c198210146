"""Which language a text is in, by its function words.

English is "": the rest of retrieval reads English, and what is here must change nothing for it. A
word that English has as well proves nothing.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

from memory.retrieval import thesaurus
from memory.retrieval.function_words import FUNCTION_WORDS
from memory.retrieval.stemming import stem
from memory.retrieval.tokens import STOP_WORDS, fold, split
from memory.scripts import MARKED, marked_words

#: First and last letter of a script, and the language that is meant where no function word tells.
_SCRIPTS: Final = (
    ("\u0370", "\u03ff", "el"),
    ("\u0400", "\u04ff", "ru"),
    ("\u0530", "\u058f", "hy"),
    ("\u0590", "\u05ff", "he"),
    ("\u0600", "\u06ff", "ar"),
    ("\u0900", "\u097f", "hi"),
    ("\u0980", "\u09ff", "bn"),
    ("\u0b80", "\u0bff", "ta"),
    ("\u0c00", "\u0c7f", "te"),
    ("\u0e00", "\u0e7f", "th"),
)
#: Characters by which a text's language is judged: a long one shows it early.
_ENOUGH: Final = 400
#: One word of so many, at least, must be a function word that English has not. About every other
#: word of any running text is one.
_LEAST: Final = 8
#: What one word by itself must tell: no more than one other language has it.
_TELLING: Final = 0.5
#: Newest observations whose language is that of a query which shows none.
_NEWEST: Final = 32


@lru_cache(maxsize=512)
def language_of(text: str) -> str | None:
    """ISO 639-1 code of a text's language, empty for English; ``None`` where nothing shows it."""
    said = _spelt(text[:_ENOUGH])
    speaking = _speaking()
    told: defaultdict[str, float] = defaultdict(float)
    proof: Counter[str] = Counter()
    doubt: Counter[str] = Counter()
    english = 0
    for spelt in said:
        word = fold(spelt)
        # "Où" is French, whatever "ou" is.
        languages = speaking.get(spelt) or speaking.get(word, [])
        ours = spelt in STOP_WORDS
        # The fewer languages have a word, the more it tells.
        share = 1 / (len(languages) + ours) if languages or ours else 0.0
        if ours:
            told[""] += share
        for language in languages:
            told[language] += share
        known = spelt.isascii() and thesaurus.known(stem(word))
        english += known
        # A single letter stands for too much.
        if languages and not ours and len(word) > 1:
            (doubt if known else proof).update(languages)
    if 2 * english <= len(said):
        # "Dove" and "mia" are English words, but not beside as many that are not.
        proof.update(language for language in doubt if told[language] > 2 * told[""])
    best = _best(told, {each: n for each, n in proof.items() if n * _LEAST >= len(said)})
    if best is not None:
        return best
    if told[""] or 2 * english > len(said):
        return ""
    return _by_script(said) or None


def _best(told: Mapping[str, float], proof: Mapping[str, int]) -> str | None:
    """The language that most tells of, if it is not English and not a single word of several."""
    most = max((told[language] for language in proof), default=0.0)
    if most <= told.get("", 0.0):
        return None
    first, *others = (each for each in FUNCTION_WORDS if each in proof and told[each] == most)
    return first if proof[first] > 1 or (most >= _TELLING and not others) else None


def spoken(db: sqlite3.Connection, clearance: int) -> str:
    """The language of most that was seen of late, for what shows none of its own: two names."""
    rows = db.execute(
        "SELECT substr(content, 1, ?) FROM observations WHERE sensitivity <= ?"
        " ORDER BY seq DESC LIMIT ?",
        (_ENOUGH, clearance, _NEWEST),
    )
    languages = Counter(language_of(content) for (content,) in rows)
    language, _ = max(languages.items(), key=lambda item: (item[1], item[0] or ""), default=("", 0))
    return language or ""


def function_words(language: str) -> frozenset[str]:
    """Folded function words of a language, as its code names it; English ones for no other."""
    return _folded().get(language, frozenset()) if language else STOP_WORDS


def _spelt(text: str) -> frozenset[str]:
    """Words of a text as they are written, or as the index has them where it breaks them."""
    if text.isascii():
        return frozenset(split(text.lower()))
    found = [*split(MARKED.sub(" ", text.casefold())), *marked_words(text).split()]
    return frozenset(found)


def _by_script(said: Collection[str]) -> str:
    """The language usual in the script that most words are in, where it is not Latin."""
    counts = Counter(
        language for word in said for first, last, language in _SCRIPTS if first <= word[0] <= last
    )
    best = max(counts, key=lambda language: (counts[language], language), default="")
    return best if 2 * counts[best] > len(said) else ""


@lru_cache(maxsize=1)
def _folded() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(map(fold, _spelt(words))) for language, words in FUNCTION_WORDS.items()
    }


@lru_cache(maxsize=1)
def _speaking() -> dict[str, list[str]]:
    """Function word, as it is written and folded → the languages that have it."""
    found: dict[str, list[str]] = {}
    for language, words in FUNCTION_WORDS.items():
        spelt = _spelt(words)
        for word in spelt.union(map(fold, spelt)):
            found.setdefault(word, []).append(language)
    return found
