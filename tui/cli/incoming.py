"""What comes in on standard input or from a file, whatever is in it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from memory.errors import InvalidInput, InvalidObservation

#: With the mark that Windows' programs put at the beginning, which is no text.
_UTF8 = "utf-8-sig"
#: Rows go over the socket in pieces, so that a file of any size does.
_ROWS_AT_ONCE = 500
_BYTES_AT_ONCE = 1_000_000
#: A line longer than this is no observation; the socket would refuse it.
_LINE_LIMIT = 4_000_000


def standard_input() -> str:
    """All of standard input as one text.

    Raises:
        InvalidInput: it is too long, or not text in UTF-8.
    """
    raw = sys.stdin.buffer.read(_LINE_LIMIT + 1)
    if len(raw) > _LINE_LIMIT:
        raise InvalidObservation(
            f"More than {_LINE_LIMIT // 1_000_000} MB is too much for one text",
            hint="gumption import reads large artefacts",
        )
    try:
        return raw.decode(_UTF8)
    except UnicodeDecodeError as error:
        raise InvalidObservation(
            "Standard input is not text in UTF-8", hint="convert it with iconv first"
        ) from error


def opened(name: str) -> IO[bytes]:
    """A file to read, or standard input for ``-``.

    Raises:
        InvalidInput: it cannot be read.
    """
    if name == "-":
        return sys.stdin.buffer
    try:
        return Path(name).expanduser().open("rb")
    except OSError as error:
        raise InvalidInput(
            f"Cannot read {name}: {error.strerror}", hint="give a file that exists, or -"
        ) from error


def rows_of(file: IO[bytes], dropped: Counter[str]) -> Iterator[tuple[Mapping[str, object], int]]:
    """Rows with their size in bytes; a line that is not one is counted and passed over."""
    while line := file.readline(_LINE_LIMIT + 1):
        if len(line) > _LINE_LIMIT:
            dropped["too long"] += 1
            while line and not line.endswith(b"\n"):
                line = file.readline(_LINE_LIMIT)
            continue
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode(_UTF8))
        except (ValueError, RecursionError):  # not UTF-8 included
            row = None
        if isinstance(row, dict):
            yield row, len(line)
        else:
            dropped["malformed"] += 1


def batches(
    rows: Iterable[tuple[Mapping[str, object], int]],
) -> Iterator[list[Mapping[str, object]]]:
    """Rows in pieces that the socket takes."""
    batch: list[Mapping[str, object]] = []
    size = 0
    for row, length in rows:
        batch.append(row)
        size += length
        if len(batch) >= _ROWS_AT_ONCE or size >= _BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
