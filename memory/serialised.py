"""The texts in a value of another database: as it is, in JSON, or in MessagePack.

LangGraph keeps what its graphs think about in MessagePack (https://msgpack.org), where a text has
its length before it and a key looks like a value. Read properly, a text is a text, whatever bytes
stand around it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

#: Bytes of what follows a marker and is neither text nor container: numbers.
_SKIPPED: Final = {
    0xC0: 0, 0xC2: 0, 0xC3: 0, 0xCA: 4, 0xCB: 8, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8,
    0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8,
}  # fmt: skip
#: Marker → bytes of the length, of what is text, bytes, or of somebody's own type.
_TEXTS: Final = {0xD9: 1, 0xDA: 2, 0xDB: 4}
_BYTES: Final = {0xC4: 1, 0xC5: 2, 0xC6: 4}
_OWN: Final = {0xC7: 1, 0xC8: 2, 0xC9: 4}
_OWN_FIXED: Final = {0xD4: 1, 0xD5: 2, 0xD6: 4, 0xD7: 8, 0xD8: 16}
_LISTS: Final = {0xDC: 2, 0xDD: 4}
_MAPS: Final = {0xDE: 2, 0xDF: 4}
_DEEPEST: Final = 8


@dataclass(slots=True)
class Strings:
    """The texts in a value, and the names: keys, columns that are plain text.

    ``raw`` is what could not be taken apart, with bytes of its serialisation in it.
    """

    texts: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)


def strings_in(value: object) -> Strings:
    """Every text in a column's value."""
    found = Strings()
    if isinstance(value, str):
        if not _read_json(value, found):
            found.names.append(value)
    elif isinstance(value, bytes) and not _read(value, found, 0):
        text = value.decode(errors="replace")
        if not _read_json(text, found):
            found.raw.append(text)
    return found


def leaves(value: object, found: Strings) -> None:
    """Add every text inside a JSON value, keys as names."""
    if isinstance(value, str):
        found.texts.append(value)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            found.names.append(str(key))
            leaves(part, found)
    elif isinstance(value, list):
        for part in value:
            leaves(part, found)


def _read_json(text: str, found: Strings) -> bool:
    if not text.lstrip().startswith(("{", "[", '"')):
        return False
    try:
        value = json.loads(text)
        leaves(value, found)
    except (ValueError, RecursionError):
        return False
    return True


def _read(blob: bytes, found: Strings, depth: int) -> bool:
    """Whether a value is MessagePack from its first byte to its last; its texts, if so."""
    inside = Strings()
    try:
        end = _Reader(blob, inside, depth).value()
    except (IndexError, ValueError):
        return False
    if end != len(blob):
        return False
    found.texts += inside.texts
    found.names += inside.names
    found.raw += inside.raw
    return True


class _Reader:
    """Walks through one value."""

    def __init__(self, blob: bytes, found: Strings, depth: int) -> None:
        self._blob = blob
        self._found = found
        self._depth = depth
        self._at = 0

    def value(self) -> int:
        """Read one value with all that it contains; where it ends."""
        #: Values that are still to come in each open container, and whether every other is a key.
        pending: list[tuple[int, bool]] = [(1, False)]
        while pending:
            left, keyed = pending.pop()
            if not left:
                continue
            pending.append((left - 1, keyed))
            opened = self._one(is_key=keyed and left % 2 == 0)
            if opened is not None:
                pending.append(opened)
        return self._at

    def _one(self, *, is_key: bool) -> tuple[int, bool] | None:
        """Read one marker and what belongs to it; the container that it opens."""
        mark = self._blob[self._at]
        self._at += 1
        if mark < 0x80 or mark >= 0xE0:  # noqa: PLR2004 - small numbers, see the specification
            return None
        if mark < 0xC0:  # noqa: PLR2004 - small containers and texts
            return self._small(mark, is_key=is_key)
        if mark in _SKIPPED:
            self._take(_SKIPPED[mark])
        elif mark in _TEXTS:
            self._text(self._size(_TEXTS[mark]), is_key=is_key)
        elif mark in _LISTS:
            return self._size(_LISTS[mark]), False
        elif mark in _MAPS:
            return 2 * self._size(_MAPS[mark]), True
        else:
            self._opaque(mark)
        return None

    def _small(self, mark: int, *, is_key: bool) -> tuple[int, bool] | None:
        if mark < 0x90:  # noqa: PLR2004 - a map
            return 2 * (mark & 0x0F), True
        if mark < 0xA0:  # noqa: PLR2004 - a list
            return mark & 0x0F, False
        self._text(mark & 0x1F, is_key=is_key)
        return None

    def _text(self, size: int, *, is_key: bool) -> None:
        text = self._take(size).decode()  # UnicodeDecodeError is a ValueError
        (self._found.names if is_key else self._found.texts).append(text)

    def _opaque(self, mark: int) -> None:
        """Bytes, or a value of somebody's own type, which is MessagePack itself more often."""
        if mark in _BYTES:
            body = self._take(self._size(_BYTES[mark]))
        elif mark in _OWN:
            size = self._size(_OWN[mark])
            body = self._take(size + 1)[1:]
        elif mark in _OWN_FIXED:
            body = self._take(_OWN_FIXED[mark] + 1)[1:]
        else:
            raise ValueError(mark)
        if self._depth >= _DEEPEST or not _read(body, self._found, self._depth + 1):
            self._found.raw.append(body.decode(errors="replace"))

    def _size(self, count: int) -> int:
        return int.from_bytes(self._take(count))

    def _take(self, count: int) -> bytes:
        part = self._blob[self._at : self._at + count]
        if len(part) < count:
            raise IndexError(count)
        self._at += count
        return part
