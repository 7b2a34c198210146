"""Passages: by what a forgotten text is recognised where it stands word for word.

A text that tells something is looked for as a run of words inside others, and so is each of its
sentences: with other spaces, marks or line breaks between the words, and cut short by an ellipsis.
A text of a word or two would be in everything ("make", "date"): it is only found where it is all
that a text says, or all of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal, get_args, get_origin

import regex

from memory import types
from memory.scripts import UNSPACED

Words = tuple[str, ...]

#: A run of so many words, and so long, is hardly there by chance; so is one long word.
_FEWEST_WORDS: Final = 3
_SHORTEST: Final = 15
_LONG_WORD: Final = 20
#: Of scripts without spaces each character counts as a word, and so many tell something.
_FEWEST_CHARACTERS: Final = 8
#: A single word that is all of a text; shorter ones are commands and menu entries.
_LONGEST_COMMON: Final = 7
#: With so few passages it pays to look for a word of each before taking a text apart.
_FEW: Final = 64
_ELLIPSIS: Final = "…"

_UNSPACED: Final = rf"[{UNSPACED.pattern[1:-1]}\p{{Han}}\p{{Hiragana}}\p{{Katakana}}]"
_UNSPACED_WORD: Final = regex.compile(_UNSPACED)
_WORDS: Final = regex.compile(
    rf"{_UNSPACED}\p{{M}}*|(?:(?!{_UNSPACED})[\p{{L}}\p{{N}}\p{{M}}])+|…|\.\.\."
)
_ASCII_WORDS: Final = re.compile(r"[a-z0-9]+|\.\.\.")
_ENDS: Final = re.compile(r"(?<=[.!?])[\"')\]]?\s+|(?<=[。！？])|[\n\r\x0b\x0c\x85\u2028\u2029]")
_LINES: Final = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SPACING: Final = {"n": "\n", "r": "\r", "t": "\t", "b": " ", "f": " "}
#: What we ourselves write into our rows: a kind, a status, a role.
_OUR_WORDS: Final = frozenset(
    word for each in vars(types).values() if get_origin(each) is Literal for word in get_args(each)
) | {"assistant"}


def words_of(text: str) -> Words:
    """The words of a text as they are compared: without case, composed; ellipses among them."""
    folded = text.casefold()
    if folded.isascii():
        found = _ASCII_WORDS.findall(folded)
    else:
        found = _WORDS.findall(unicodedata.normalize("NFC", folded))
    return tuple(_ELLIPSIS if word == "..." else word for word in found)


def unescaped(text: str) -> str:
    """A text with JSON's escapes resolved, be it a piece of JSON or not."""

    def letter(match: re.Match[str]) -> str:
        code, sign = match.groups()
        return chr(int(code, 16)) if code else _SPACING.get(sign, sign)

    # Two halves of one character are put together.
    whole = _ESCAPE.sub(letter, text)
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_telling(words: Words, *, fewest: int = _FEWEST_WORDS, shortest: int = _SHORTEST) -> bool:
    """Whether a run of words is hardly there by chance."""
    if sum(_UNSPACED_WORD.match(word) is not None for word in words) >= _FEWEST_CHARACTERS:
        return True
    enough = len(words) >= fewest and sum(map(len, words)) + len(words) - 1 >= shortest
    return enough or any(len(word) >= _LONG_WORD for word in words)


class Passages:
    """What is recognised word for word.

    Args:
        telling: Runs of words to find inside texts.
        whole: Words of short texts, found where they are all of a text or of a line.
    """

    __slots__ = ("_long", "_starts", "_tokens", "telling", "whole")

    def __init__(self, telling: Iterable[Words] = (), whole: Iterable[Words] = ()) -> None:
        self.telling = frozenset(telling)
        self.whole = frozenset(whole)
        self._long = {words[0] for words in self.telling if len(words) == 1}
        self._starts: dict[tuple[str, str], list[Words]] = {}
        for words in self.telling:
            if len(words) > 1:
                self._starts.setdefault((words[0], words[1]), []).append(words)
        self._tokens = _one_of_each([*self.telling, *self.whole])

    def __or__(self, other: Passages) -> Passages:
        """Both together."""
        return Passages(self.telling | other.telling, self.whole | other.whole)

    def __bool__(self) -> bool:
        """Whether there is anything to find."""
        return bool(self.telling or self.whole)

    def may_be_in(self, raw: str) -> bool:
        """False where a text, or the JSON of several, has nothing of any of them; fast."""
        if self._tokens is None:
            return True
        folded = raw.casefold()
        return any(token in folded for token in self._tokens)

    def are_in(self, texts: Iterable[str], *, names: Iterable[str] = ()) -> bool:
        """Whether one of them stands in one of the texts.

        ``names`` are not what somebody said, but keys, subjects, places: a short text that is equal
        to one has nothing to do with it.
        """
        return any(self._is_in(text, short=True) for text in texts) or any(
            self._is_in(name, short=False) for name in names
        )

    def are_in_raw(self, texts: Iterable[str]) -> bool:
        """Whether one that tells something stands in bytes that could not be taken apart.

        What is there before a text looks like a letter of it.
        """
        for text in texts:
            for each in {text, unescaped(text)}:
                joined = " ".join(words_of(each))
                if any(" ".join(words) in joined for words in self.telling):
                    return True
        return False

    def _is_in(self, text: str, *, short: bool) -> bool:
        if self._stands(text, short=short):
            return True
        return "\\" in text and self._stands(unescaped(text), short=short)

    def _stands(self, text: str, *, short: bool) -> bool:
        if not self.may_be_in(text):
            return False
        if short and self.whole:
            lines = _LINES.split(text)
            pieces = [text, *lines] if len(lines) > 1 else lines
            if any(words_of(piece) in self.whole for piece in pieces):
                return True
        return self._runs(words_of(text))

    def _runs(self, words: Words) -> bool:
        if not self._long.isdisjoint(words):
            return True
        pairs = list(pairwise(words))
        return not self._starts.keys().isdisjoint(pairs) and any(
            _matches(words, at, passage)
            for at, pair in enumerate(pairs)
            for passage in self._starts.get(pair, ())
        )


def _matches(words: Words, at: int, passage: Words) -> bool:
    """Whether a passage begins there, and goes on to its end or to an ellipsis."""
    if words[at : at + len(passage)] == passage:
        return True
    for offset, word in enumerate(passage):
        here = words[at + offset] if at + offset < len(words) else ""
        if here == word:
            continue
        if here != _ELLIPSIS:
            # The last word before it may be cut short as well.
            cut = words[at + offset + 1 : at + offset + 2] == (_ELLIPSIS,)
            return cut and word.startswith(here) and is_telling((*passage[:offset], here))
        return is_telling(passage[:offset])
    return True


def _one_of_each(all_words: Sequence[Words]) -> list[str] | None:
    """A word of every passage, of those that stand before any ellipsis.

    ``None`` where there are too many, or one has no word that is written in one way alone.
    """
    if len(all_words) > _FEW:
        return None
    found: list[str] = []
    for words in all_words:
        plain = [word for word in words[:_FEWEST_WORDS] if word.isascii() and word.isalnum()]
        if not plain:
            return None
        found.append(max(plain, key=len))
    return found


def passages_of(contents: Iterable[str], *, claims: Iterable[str] = ()) -> Passages:
    """What texts are recognised by: all of a claim, the sentences of what was observed."""
    telling: set[Words] = set()
    whole: set[Words] = set()
    for text in contents:
        pieces = [words for words in map(_bare, _ENDS.split(text)) if is_telling(words)]
        # What has no sentence that tells something may tell it as a whole.
        _sort(pieces or [_bare(text)], telling, whole)
    _sort(map(_bare, claims), telling, whole)
    return Passages(telling, whole)


def claims_within(claims: Iterable[str]) -> Passages:
    """What claims are recognised by in an answer that was made of claims: two words may do."""
    words = map(_bare, claims)
    return Passages(
        each for each in words if is_telling(each, fewest=2, shortest=_FEWEST_CHARACTERS)
    )


def _bare(text: str | None) -> Words:
    return tuple(word for word in words_of(text or "") if word != _ELLIPSIS)


def _sort(pieces: Iterable[Words], telling: set[Words], whole: set[Words]) -> None:
    for words in pieces:
        if is_telling(words):
            telling.add(words)
        elif len(words) > 1 or (words and _is_uncommon(words[0])):
            whole.add(words)


def _is_uncommon(word: str) -> bool:
    return len(word) > _LONGEST_COMMON and word not in _OUR_WORDS
