"""Needles: what is looked for where something is forgotten, and whether a text has it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

import regex

from memory.errors import InvalidInput
from memory.rows import cjk_bigrams
from memory.scripts import UNSPACED

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


class Name(str):
    """A needle that is somebody's name: found as whole words, with or without its accents."""

    __slots__ = ("_in_bytes", "_in_text")

    def __init__(self, name: str) -> None:
        words = _WORDS.findall(_bare(name))
        if not words:
            raise InvalidInput(f"{name!r} is not a name", hint="give the name as it is written")
        # "Ana Silva" is ana.silva@… and ana_silva as well.
        spelt = r"[\W_]*".join(map(regex.escape, words))
        # Some scripts put no space between words.
        spaced = not (cjk_bigrams(name) or UNSPACED.search(name))
        spelt += rf"(?!{_LETTER})" if spaced else ""
        self._in_text = regex.compile((rf"(?<!{_LETTER})" if spaced else "") + spelt)
        # In a serialised value the byte before a text is its length, which may look like a letter.
        self._in_bytes = regex.compile(spelt)

    def named_in(self, text: str, *, serialised: bool = False) -> bool:
        """Whether a text names the person."""
        return (self._in_bytes if serialised else self._in_text).search(_bare(text)) is not None


def _bare(text: str) -> str:
    """Text without case and accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def folded(text: str) -> str:
    """A text as it is compared: without case, composed."""
    return unicodedata.normalize("NFC", text.casefold())


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


def mentions_any(needles: Sequence[str], values: Iterable[object]) -> bool:
    """Whether any of many needles is in a row of another database, be it in a serialised value.

    Checkpoints have their UUIDs within their texts and beside them.
    """
    given = list(values)
    texts = [value for value in given if isinstance(value, str)]
    raw = [value.decode(errors="replace") for value in given if isinstance(value, bytes)]
    return quotes(needles, (), names=texts) or quotes(needles, (), names=raw, serialised=True)
