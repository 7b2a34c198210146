"""Reading large JSON files piece by piece: never more than one element in memory.

A path of names says where the elements are: ``("*",)`` is each element of a top-level array,
``("buckets", "*", "events", "*")`` each event of each bucket of an object.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from memory.errors import InvalidInput

#: Characters of one element; a larger one is no element of anything that we know.
MOST = 64 * 1024 * 1024
_CHUNK = 1 << 16
_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_DEEPEST = 16


class TooLarge(InvalidInput):
    """One element is larger than anything that is read here."""


def elements(path: Path, at: Sequence[str]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Each element with the names (or numbers) that lead to it.

    Raises:
        InvalidInput: the file is no JSON; elements before the fault were yielded.
    """
    with path.open("rb") as stream:
        yield from _Reader(stream, path).walk(tuple(at), ())


class _Reader:
    """A window on the text that moves forward only."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._stream = stream
        self._path = path
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._json = json.JSONDecoder(parse_constant=lambda _: None)
        self._text = ""
        self._place = 0
        self._ended = False

    def walk(
        self, at: tuple[str, ...], names: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], object]]:
        """Yield what lies at a path below here; the rest is read past."""
        if not at:
            yield names, self._value()
            return
        opening = self._peek()
        if opening not in "{[" or len(names) > _DEEPEST:
            self._value()  # nothing of that kind is in a plain value
            return
        self._take()
        closing = "}" if opening == "{" else "]"
        number = 0
        if self._peek() == closing:
            self._take()
            return
        while True:
            name = str(number)
            if opening == "{":
                told = self._value()
                if not isinstance(told, str) or self._take() != ":":
                    raise self._fault()
                name = told
            if at[0] in {"*", name}:
                yield from self.walk(at[1:], (*names, name))
            else:
                self._value()
            number += 1
            following = self._take()
            if following == closing:
                return
            if following != ",":
                raise self._fault()

    def _value(self) -> object:
        """The whole value that begins here."""
        self._peek()
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._place)
            except RecursionError as error:
                raise self._fault() from error
            except ValueError as error:
                # Perhaps it only has not come yet.
                if not self._more(double=True):
                    raise self._fault() from error
                continue
            # A number may go on in what has not come yet.
            if end == len(self._text) and not isinstance(value, str | list | dict) and self._more():
                continue
            self._place = end
            return value

    def _peek(self) -> str:
        """The next character that is no space."""
        while True:
            found = _SPACE.match(self._text, self._place)
            self._place = found.end() if found else self._place
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._more():
                raise self._fault()

    def _take(self) -> str:
        character = self._peek()
        self._place += 1
        return character

    def _more(self, *, double: bool = False) -> bool:
        """Read on; whether anything came. What was passed is let go of."""
        if self._ended:
            return False
        kept = self._text[self._place :]
        if len(kept) > MOST:
            raise TooLarge(f"an element of {self._path} is larger than {MOST >> 20} MB")
        # Twice what there is, so that a large element is not tried again too often.
        raw = self._stream.read(max(_CHUNK, len(kept) if double else 0))
        self._ended = not raw
        new = self._decoder.decode(raw, final=not raw)
        self._text, self._place = kept + new, 0
        return bool(raw) or bool(new)

    def _fault(self) -> InvalidInput:
        return InvalidInput(
            f"{self._path} is not valid JSON, or was cut off", hint="export it anew"
        )
