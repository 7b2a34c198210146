"""Needles: what is looked for where something is forgotten, and whether a text has it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import regex

from memory.errors import InvalidInput
from memory.passages import Passages, unescaped
from memory.rows import cjk_bigrams
from memory.scripts import UNSPACED
from memory.serialised import strings_in

#: A digest or a UUID, as sources and we ourselves name things, after a letter for the kind.
_DIGEST: Final = re.compile(
    r"(?i)(?<![^\W_])(?:[a-z]?(?=[0-9]*[a-f])[0-9a-f]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"(?![^\W_])"
)
#: A digest is meant by this many of its figures, as Git abbreviates them; fewer are there by chance
#: ("ada" in one of 140 digests).
_SHORTEST_DIGEST: Final = 7
#: Between texts that are searched as one; :func:`memory.observations.clean` leaves none in a text.
_BETWEEN: Final = "\x00"


#: What words are made of. Half of the vowels of a word in Hindi are marks.
_LETTER: Final = r"[\p{L}\p{N}\p{M}]"
_WORDS: Final = regex.compile(rf"{_LETTER}+")


#: Between two names there may be an initial ("Ana M. Silva"). "Ana e Silva" are two people.
_INITIALS: Final = r"(?:[\W_]+(?:\p{L}\.|(?![aeiouy])\p{L}(?!\p{M})(?=[\W_]))){0,3}"


class Name(str):
    """A needle that is somebody's name: found as whole words, with or without its accents.

    Also as lists have it ("Silva, Ana"), with initials between ("Ana M. Silva"), and in German's
    genitive ("Anas Hund"), which is told from another name by the noun after it.
    """

    __slots__ = ("_in_bytes", "_in_text", "_owning", "_parts")

    def __init__(self, name: str) -> None:
        words = _WORDS.findall(_bare(name))
        if not words:
            raise InvalidInput(f"{name!r} is not a name", hint="give the name as it is written")
        self._parts = words
        # Some scripts put no space between words.
        spaced = not (cjk_bigrams(name) or UNSPACED.search(name))
        # "Ana Silva" is ana.silva@… and ana_silva as well.
        between = (_INITIALS if spaced else "") + r"[\W_]*"
        spelt = between.join(map(regex.escape, words))
        if len(words) > 1:
            first, last = between.join(map(regex.escape, words[:-1])), regex.escape(words[-1])
            spelt = rf"(?:{spelt}|{last}(?:\s*,\s*|[._]){first})"
        before, after = (rf"(?<!{_LETTER})", rf"(?!{_LETTER})") if spaced else ("", "")
        self._in_text = regex.compile(before + spelt + after)
        # In a serialised value the byte before a text is its length, which may look like a letter.
        self._in_bytes = regex.compile(spelt + after)
        self._owning = regex.compile(rf"{before}(?:{spelt})s\s+\p{{L}}") if spaced else None

    def named_in(self, text: str, *, serialised: bool = False) -> bool:
        """Whether a text names the person."""
        bare = _bare(text)
        if not all(word in bare for word in self._parts):
            return False
        if (self._in_bytes if serialised else self._in_text).search(bare) is not None:
            return True
        return self._owning is not None and any(
            _is_noun(text, found.group()) for found in self._owning.finditer(bare)
        )


def _is_noun(text: str, owning: str) -> bool:
    """Whether what somebody owns is written with a capital in a text, as nouns are in German."""
    told = "".join(letter for letter in _split(text) if not unicodedata.combining(letter))
    start = 0
    folded_told = told.casefold()
    if len(folded_told) != len(told):
        return False  # "ß" and the like move everything; what follows cannot be told
    while (at := folded_told.find(owning, start)) >= 0:
        if told[at].isupper() and told[at + len(owning) - 1].isupper():
            return True
        start = at + 1
    return False


def _split(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def _bare(text: str) -> str:
    """Text without case and accents."""
    return "".join(
        letter for letter in _split(text.casefold()) if not unicodedata.combining(letter)
    )


def folded(text: str) -> str:
    """A text as it is compared: without case, composed, white space as one space."""
    text = unicodedata.normalize("NFC", text.casefold())
    # Three times as fast as a pattern.
    inside = " ".join(text.split())
    before, after = text[:1].isspace(), text[-1:].isspace() and bool(inside)
    return f"{' ' * before}{inside}{' ' * after}"


def needle_of(text: str) -> str:
    """What a text is searched for as."""
    return folded(text.replace(_BETWEEN, ""))


def quotes(
    needles: Sequence[str],
    texts: Iterable[str],
    *,
    names: Iterable[str] = (),
    serialised: bool = False,
) -> bool:
    """Whether any of many needles is in any of the texts, which are folded once.

    ``names`` are searched, too; what is short is not looked for inside the digests in them.
    """
    called = _BETWEEN.join(names)
    joined = _BETWEEN.join([*texts, called])
    spoken = joined[: len(joined) - len(called)] + _DIGEST.sub("", called)
    whole = folded(joined)
    without_digests = whole if spoken == joined else folded(spoken)
    return any(
        needle.named_in(spoken, serialised=serialised)
        if isinstance(needle, Name)
        else needle in (whole if len(needle) >= _SHORTEST_DIGEST else without_digests)
        for needle in needles
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """By what everything that is to be forgotten is recognised wherever else it stands.

    Attributes:
        needles: What the person gave, found anywhere: letters, or a :class:`Name`.
        passages: Texts of what is gone, found word for word.
    """

    needles: tuple[str, ...] = ()
    passages: Passages = field(default_factory=Passages)

    def __or__(self, other: Traces) -> Traces:
        """Both together."""
        return Traces(
            needles=tuple(sorted({*self.needles, *other.needles})),
            passages=self.passages | other.passages,
        )

    def are_in(self, texts: Iterable[str], *, names: Iterable[str] = ()) -> bool:
        """Whether there are any in texts, or in names (see :func:`quotes`)."""
        told, called = list(texts), list(names)
        return self.passages.are_in(told, names=called) or (
            bool(self.needles) and quotes(self.needles, told, names=called)
        )

    def are_in_row(self, values: Iterable[object]) -> bool:
        """Whether there are any in a row of another database, be it in a serialised value.

        Checkpoints have their UUIDs within their texts and beside them.
        """
        for value in values:
            if not isinstance(value, str | bytes):
                continue
            found = strings_in(value)
            if self.passages.are_in(found.texts, names=found.names) or self.passages.are_in_raw(
                found.raw
            ):
                return True
            if self.needles and (
                quotes(self.needles, (), names=_both([*found.texts, *found.names]))
                or quotes(self.needles, (), names=_both(found.raw), serialised=True)
            ):
                return True
        return False


def _both(texts: Iterable[str]) -> list[str]:
    """Texts as they are, and those that may have escapes in them without these as well."""
    told = list(texts)
    return told + [unescaped(text) for text in told if "\\" in text]
