"""Words in the form in which a query and a stored text meet.

- Letters are compared without case and without diacritics (``Ä``, ``ä`` and ``a`` are one letter).
- English endings (plural, ``-ed``, ``-ing``, final ``y``) are folded by the first step of
  M. F. Porter, "An algorithm for suffix stripping", 1980. Only the first step: the later ones join
  words that do not mean the same (``general``, ``generate``). Stored words keep their endings; a
  query is widened to the forms that occur, so the folding can change without a new index.
- Runs of Chinese, Japanese and Korean become overlapping pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from memory.rows import cjk_bigrams

#: English words that say nothing about what is looked for. A query made of nothing else ("who am
#: I") is still answered by them.
STOP_WORDS = frozenset(
    [
        "a",
        "about",
        "after",
        "again",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "between",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "done",
        "down",
        "during",
        "each",
        "ever",
        "few",
        "for",
        "from",
        "further",
        "get",
        "got",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "here",
        "hers",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "just",
        "let",
        "like",
        "many",
        "may",
        "me",
        "might",
        "more",
        "most",
        "much",
        "must",
        "my",
        "no",
        "nor",
        "not",
        "now",
        "of",
        "off",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "our",
        "ours",
        "out",
        "over",
        "own",
        "same",
        "shall",
        "she",
        "should",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "theirs",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "too",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "yours",
        "don",
        "didn",
        "doesn",
        "isn",
        "wasn",
        "weren",
        "won",
        "aren",
        "couldn",
        "hasn",
        "haven",
        "hadn",
        "shouldn",
        "wouldn",
        "ve",
        "ll",
        "re",
        "s",
        "t",
        "d",
        "m",
    ]
)

_CJK = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f]+"
)
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’][sS]\b")


def query_words(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Distinct words of a query as (stem, spellings to look up exactly), in order.

    Stop words are left out unless there is nothing else. Chinese, Japanese and Korean runs become
    the pairs that the ledger stores (:func:`memory.rows.cjk_bigrams`).
    """
    found: dict[str, dict[str, None]] = {}
    telling: set[str] = set()
    for raw in _WORD.findall(_POSSESSIVE.sub("", text)):
        pairs = cjk_bigrams(raw).split()
        for word in [*pairs, *_WORD.findall(_CJK.sub(" ", raw))] if pairs else [raw]:
            folded = fold(word)
            key = stem(folded)
            # unicode61 removes diacritics but leaves letters such as ß that folding spells out.
            found.setdefault(key, {}).update(dict.fromkeys((folded, word.lower())))
            if folded not in STOP_WORDS:
                telling.add(key)
    return [(key, tuple(forms)) for key, forms in found.items() if key in telling or not telling]


def word_set(text: str) -> frozenset[str]:
    """Stems of a text's telling words and its CJK pairs: what two texts may have in common."""
    words = {stem(word) for word in _WORD.findall(fold(text)) if word not in STOP_WORDS}
    return frozenset(words.union(cjk_bigrams(text).split()))


def fold(text: str) -> str:
    """Text without case and diacritics, compatibility forms resolved."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    # Recomposed, because Hangul syllables are taken apart as well.
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Porter's first step (1a, 1b, 1c) on one folded word; other alphabets pass unchanged."""
    if len(word) <= 3 or not (word.isascii() and word.isalpha()):
        return word
    word = _without_plural(word)
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and _has_vowel(rest) and len(rest) > 2:
            word = _mended(rest)
            break
    if word.endswith("y") and len(word) > 3 and word[-2] not in "aeiou":
        return word[:-1] + "i"
    return word


def _without_plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _mended(rest: str) -> str:
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if len(rest) > 2 and rest[-1] == rest[-2] and rest[-1] not in "aeioulsz":
        return rest[:-1]
    if _measure(rest) == 1 and _ends_in_short_syllable(rest):
        return rest + "e"
    return rest


def _shape(word: str) -> str:
    """The word as vowels ``v`` and consonants ``c`` (``y`` after a consonant is a vowel)."""
    shape = ""
    for position, char in enumerate(word):
        vowel = char in "aeiou" or (char == "y" and position > 0 and shape[-1] == "c")
        shape += "v" if vowel else "c"
    return shape


def _has_vowel(word: str) -> bool:
    return "v" in _shape(word)


def _measure(word: str) -> int:
    return len(re.findall(r"v+c+", _shape(word)))


def _ends_in_short_syllable(word: str) -> bool:
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"
