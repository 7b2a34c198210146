"""Words in the form in which a query and a stored text meet.

- Letters are compared without case and without diacritics (``Ä``, ``ä`` and ``a`` are one letter).
- English endings are folded (:mod:`memory.retrieval.stemming`). Stored words keep theirs; a query
  is widened to the forms that occur, so the folding can change without a new index.
- Runs of Chinese, Japanese and Korean become overlapping pairs of characters, and words of scripts
  with vowel signs are written as the index has them (:mod:`memory.scripts`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from memory.retrieval.stemming import stem
from memory.rows import cjk_bigrams
from memory.scripts import MARKED, marked_words

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
_ASCII_WORDS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
#: Between texts; where one has it, they are not joined.
_APART = "\0"
_ASCII_APART = _APART + _ASCII_WORDS[1:].lower()
_POSSESSIVE = re.compile(r"['’][sS]\b")


#: A word of a query: its stem, and spellings to look up exactly.
QueryWord = tuple[str, tuple[str, ...]]


def query_words(text: str, stop_words: Collection[str] = STOP_WORDS) -> list[QueryWord]:
    """Distinct words of a query, in order.

    Stop words are left out unless there is nothing else. Chinese, Japanese and Korean runs become
    the pairs that the ledger stores (:func:`memory.rows.cjk_bigrams`).
    """
    found: dict[str, dict[str, None]] = {}
    telling: set[str] = set()
    if MARKED.search(text):
        marked = marked_words(text).split()
        found = {word: {word: None} for word in marked}
        telling.update(word for word in marked if word not in stop_words)
        text = MARKED.sub(" ", text)
    for raw in _WORD.findall(_POSSESSIVE.sub("", text)):
        pairs = cjk_bigrams(raw).split()
        for word in [*pairs, *_WORD.findall(_CJK.sub(" ", raw))] if pairs else [raw]:
            folded = fold(word)
            key = stem(folded)
            # unicode61 removes diacritics, but leaves the ß that folding spells out.
            spellings = (folded, word.lower(), folded.replace("ss", "ß"))
            found.setdefault(key, {}).update(dict.fromkeys(spellings))
            if folded not in stop_words:
                telling.add(key)
    return [(key, tuple(forms)) for key, forms in found.items() if key in telling or not telling]


def word_set(text: str) -> frozenset[str]:
    """Stems of a text's telling words, its CJK pairs and its words with vowel signs.

    What two texts may have in common: single characters, by which a row may be found, many have.
    """
    return _telling(text, words(text))


def word_sets(texts: Sequence[str]) -> list[frozenset[str]]:
    """As :func:`word_set`, of each of some texts."""
    return [_telling(text, said) for text, said in zip(texts, split_each(texts), strict=True)]


def _telling(text: str, said: Sequence[str]) -> frozenset[str]:
    found = {stem(word) for word in said if word not in STOP_WORDS}
    if not text.isascii():
        found.update(cjk_bigrams(text).split(), marked_words(text).split())
    return frozenset(found)


def words(text: str) -> list[str]:
    """Folded words, in order."""
    return split(fold(text))


def split(folded: str) -> list[str]:
    """Words of folded text; of ASCII, which is nearly all there is, at a quarter of the cost."""
    if folded.isascii():
        return folded.translate(_ASCII_WORDS).split()
    return _WORD.findall(folded)


def split_each(texts: Sequence[str]) -> list[list[str]]:
    """Folded words of each of some texts; of many at once, at half the cost."""
    joined = _APART.join(texts)
    if joined.isascii():
        apart = joined.translate(_ASCII_APART).split(_APART)
        if len(apart) == len(texts):
            return [words.split() for words in apart]
    return [words(text) for text in texts]


def fold(text: str) -> str:
    """Text without case and diacritics, compatibility forms resolved."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    # Recomposed, because Hangul syllables are taken apart as well.
    return unicodedata.normalize("NFC", bare)
