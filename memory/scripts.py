"""Words of scripts that FTS5's ``unicode61`` tokenizer breaks at every vowel sign.

It takes letters for words and combining marks for spaces, so of Hindi, Bengali, Tamil or Thai
nothing is left but consonants. What is stored beside a text for the index is each of its words with
the marks replaced by characters for private use, which the tokenizer takes for letters. Thai, Lao,
Burmese and Khmer put no space between words: of them it is overlapping pairs of letters with their
marks, as with Chinese (:func:`memory.rows.cjk_bigrams`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: Devanagari to Sinhala, and Tibetan; each word stands by itself.
_SPACED: Final = "\u0900-\u0dff\u0f00-\u0fff"
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_FIRST: Final = 0x0900
_LAST: Final = 0x17FF
#: Where the characters for private use begin; a mark is as far behind it as behind :data:`_FIRST`.
_PRIVATE: Final = 0xE000
_MARKS: Final = f"{chr(_PRIVATE)}-{chr(_PRIVATE + _LAST - _FIRST)}"
_JOINERS: Final = "\u200c\u200d"

#: Thai, Lao, Burmese or Khmer.
UNSPACED: Final = re.compile(f"[{_UNSPACED}]")
#: A run of such scripts.
MARKED: Final = re.compile(f"[{_SPACED}{_UNSPACED}][{_SPACED}{_UNSPACED}{_JOINERS}]*")
_WORD: Final = re.compile(rf"(?P<spaced>[{_SPACED}{_MARKS}]+)|[{_UNSPACED}{_MARKS}]+")
_CLUSTER: Final = re.compile(f".[{_MARKS}]*")


def marked_words(text: str) -> str:
    """Words of these scripts as they are stored for the index, separated by spaces."""
    return " ".join(
        word
        for run in MARKED.findall(text)
        for found in _WORD.finditer(with_letters(run))
        for word in ([found.group()] if found["spaced"] else _pairs(found.group()))
    )


def with_letters(word: str) -> str:
    """A word with its marks as letters for private use; what is neither becomes a space."""
    # Taken apart, so that nothing is left in it that folding would change.
    return unicodedata.normalize("NFKD", word).translate(_lettered())


def with_marks(word: str) -> str:
    """A word as people write it."""
    return unicodedata.normalize("NFC", word.translate(_unlettered()))


def _pairs(run: str) -> list[str]:
    clusters = _CLUSTER.findall(run)
    return ["".join(clusters[i : i + 2]) for i in range(max(1, len(clusters) - 1))]


@lru_cache(maxsize=1)
def _lettered() -> dict[int, str]:
    table = dict.fromkeys(map(ord, _JOINERS), "")
    for code in range(_FIRST, _LAST + 1):
        category = unicodedata.category(chr(code))
        if category[0] == "M":
            table[code] = chr(_PRIVATE + code - _FIRST)
        elif category[0] not in "LN":
            table[code] = " "
    return table


@lru_cache(maxsize=1)
def _unlettered() -> dict[int, str]:
    return {ord(letter): chr(code) for code, letter in _lettered().items() if letter.strip()}
