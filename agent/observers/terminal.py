"""Recorded terminal sessions: asciinema casts (versions 1 to 3) and typescripts of ``script``.

What the screen showed is cut into pieces at pauses and by size, an observation each; the other
rows of a piece are folded into it. Much of it was written by programs and by others, so all of it
is *third-party content*. Keystrokes are dropped unread: passwords that no screen shows are in them.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from agent.cleaning import clean
from agent.observers.folding import FOLDED
from agent.observers.json_stream import elements
from agent.observers.port import Drop, Item
from agent.observers.reading import byte_lines, modified_at, readable_file, stable_id
from agent.observers.times import from_unix
from agent.redaction import redact
from memory.errors import InvalidInput
from memory.types import ContextValue, Observation

WHAT = "an asciinema cast, or a typescript of script(1)"
#: Seconds without output after which another piece begins, and characters that one may have.
PAUSE_S = 30.0
MOST = 16 * 1024
_KEYSTROKES, _EVENT = Drop("keystrokes"), Drop("no output")
_SCRIPT = re.compile(rb"Script started on (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:?\d\d)")
_BACKSPACE = re.compile(r"[^\b\n]\x08")


class TerminalImporter:
    """See the module."""

    name = "terminal"
    description = "recorded terminal session: asciinema cast or typescript"
    options: Mapping[str, str] = {}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a row. See :meth:`agent.observers.port.Importer.read`."""
        del options, now  # a recording has its own times
        readable_file(path, WHAT)
        with path.open("rb") as stream:
            start = stream.read(4096)
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            rows = _cast(path)
        elif start.startswith(b"Script started"):
            rows = _typescript(path)
        else:
            raise InvalidInput(f"{path} is no recording of a terminal", hint=f"give {WHAT}")
        yield from _pieces(rows, path.stem)


@dataclass(frozen=True, slots=True)
class _Row:
    at: datetime
    text: str


@dataclass(slots=True)
class _Piece:
    began: datetime
    last: datetime
    texts: list[str] = field(default_factory=list)
    length: int = 0


def _pieces(rows: Iterator[_Row | Drop], thread: str) -> Iterator[Item]:
    """The first row of a piece stands for it; the others are folded."""
    piece: _Piece | None = None
    position = 0
    for row in rows:
        if isinstance(row, Drop):
            yield row
            continue
        if piece is not None and (
            piece.length + len(row.text) > MOST
            or abs((row.at - piece.last).total_seconds()) > PAUSE_S
        ):
            yield _made(piece, thread, position)
            piece, position = None, position + 1
        if piece is None:
            piece = _Piece(row.at, row.at)
        else:
            yield FOLDED
        piece.last = row.at
        piece.texts.append(row.text)
        piece.length += len(row.text)
    if piece is not None:
        yield _made(piece, thread, position)


def _made(piece: _Piece, thread: str, position: int) -> Item:
    text = shown("".join(piece.texts))
    if not text:
        return Drop("empty")
    context: dict[str, ContextValue] = {
        "app": "terminal",
        "duration_s": round(abs((piece.last - piece.began).total_seconds())),
    }
    return Observation(
        source="terminal",
        content=text,
        observed_at=piece.began,
        thread=thread,
        position=position,
        context=context,
        origin="third-party content",
        external_id=stable_id(thread, piece.began.timestamp(), position, redact(text).text),
    )


def shown(text: str) -> str:
    """What a screen showed in the end: backspaces and overwritten lines are undone."""
    text = text.replace("\r\n", "\n")
    for _ in range(200):  # a backspace may uncover another
        text, count = _BACKSPACE.subn("", text)
        if not count:
            break
    lines = (line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    return clean("\n".join(line.rstrip() for line in lines)).strip()


# --- asciinema ---------------------------------------------------------------------------------


def _cast(path: Path) -> Iterator[_Row | Drop]:
    header: dict[str, object] | None = None
    clock = 0.0
    start = datetime.fromtimestamp(0, UTC)
    for line in byte_lines(path):
        if line is None:
            yield Drop("too long")
            continue
        if not line.strip() or line.startswith(b"#"):
            continue
        try:
            row = json.loads(line.decode(errors="replace"))
        except (ValueError, RecursionError):
            row = None
        if header is None:
            if not isinstance(row, dict) or row.get("version") not in (2, 3):
                yield from _first_version(path)
                return
            header = row
            start = from_unix(row.get("timestamp")) or modified_at(path)
            continue
        event = _event(row)
        if event is None:
            yield Drop("malformed")
            continue
        seconds, kind, data = event
        clock = clock + seconds if header.get("version") == 3 else seconds  # noqa: PLR2004
        yield _row(start, clock, kind, data)


def _first_version(path: Path) -> Iterator[_Row | Drop]:
    """Version 1 is one object, with the pauses between pieces of output."""
    start, clock, found = modified_at(path), 0.0, False
    try:
        for _, row in elements(path, ("stdout", "*")):
            found = True
            if isinstance(row, list) and len(row) == 2 and (event := _event([row[0], "o", row[1]])):  # noqa: PLR2004
                clock += event[0]
                yield _row(start, clock, "o", event[2])
            else:
                yield Drop("malformed")
    except InvalidInput:
        if found:
            yield Drop("malformed")
            return
        raise
    if not found:
        raise InvalidInput(f"{path} is no asciinema cast", hint=f"give {WHAT}")


def _event(row: object) -> tuple[float, str, str] | None:
    if not isinstance(row, list) or len(row) != 3:  # noqa: PLR2004 - time, kind, text
        return None
    seconds, kind, data = row
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds < 0:
        return None
    if not math.isfinite(seconds) or not isinstance(kind, str) or not isinstance(data, str):
        return None
    return float(seconds), kind, data


def _row(start: datetime, seconds: float, kind: str, data: str) -> _Row | Drop:
    if kind != "o":
        return _KEYSTROKES if kind == "i" else _EVENT
    try:
        return _Row(start + timedelta(seconds=seconds), data)
    except OverflowError:
        return Drop("malformed")


# --- script ------------------------------------------------------------------------------------


def _typescript(path: Path) -> Iterator[_Row | Drop]:
    at = modified_at(path)
    for number, line in enumerate(byte_lines(path)):
        if line is None:
            yield Drop("too long")
        elif number == 0 or line.startswith((b"Script done on", b"Script started on")):
            if found := _SCRIPT.match(line):
                with contextlib.suppress(ValueError):
                    at = datetime.fromisoformat(found[1].decode())
            yield Drop("header")
        else:
            yield _Row(at, line.decode(errors="replace") + "\n")
