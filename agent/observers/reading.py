"""Reading files of others with bounded memory, and the times and ids found in them."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from memory.errors import InvalidInput

#: A line longer than this is skipped without being held in memory.
MAX_LINE = 1024 * 1024
_BOM = b"\xef\xbb\xbf"


def readable_file(path: Path, what: str) -> Path:
    """The path, if it is a regular file with something in it.

    Raises:
        InvalidInput: it is missing, no regular file, not readable, or empty.
    """
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            with path.open("rb"):
                pass
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        raise InvalidInput(f"cannot read {path}: {why}", hint=f"give {what}") from error
    if not stat.S_ISREG(status.st_mode):
        raise InvalidInput(f"{path} is not a file", hint=f"give {what}")
    if status.st_size == 0:
        raise InvalidInput(f"{path} is empty", hint=f"give {what}")
    return path


def modified_at(path: Path) -> datetime:
    """When a file was last written."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def byte_lines(path: Path) -> Iterator[bytes | None]:
    """Lines without their ends; ``None`` for one that is longer than :data:`MAX_LINE`."""
    with path.open("rb") as stream:
        yield from stream_lines(stream)


def stream_lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """As :func:`byte_lines`, from where an open file stands."""
    first = True
    while line := stream.readline(MAX_LINE + 1):
        if first:
            line = line.removeprefix(_BOM)
            first = False
        if len(line) > MAX_LINE and not line.endswith(b"\n"):
            _skip_line(stream)
            yield None
        else:
            yield line.rstrip(b"\r\n")


def _skip_line(stream: IO[bytes]) -> None:
    while piece := stream.readline(MAX_LINE):
        if piece.endswith(b"\n"):
            return


def json_lines(path: Path) -> Iterator[dict[str, object] | str]:
    """One JSON object a line; a reason where a line is none. Blank lines are no rows."""
    for line in byte_lines(path):
        if line is None or line.strip():
            yield json_row(line)


def json_row(line: bytes | None) -> dict[str, object] | str:
    """A line as a JSON object, or the reason why it is none; ``None`` is a line too long."""
    if line is None:
        return "too long"
    return "binary" if b"\0" in line else _json_object(line)


def _json_object(line: bytes) -> dict[str, object] | str:
    try:
        value = json.loads(line.decode(errors="replace"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return "malformed"
    return value if isinstance(value, dict) else "malformed"


def _refuse(constant: str) -> float:
    raise ValueError(constant)


#: An epoch number from here on counts a finer unit: in seconds it would be after the year 5000.
_LARGEST_SECONDS = 1e11
_FINER_UNITS = 3


def parse_time(value: object) -> datetime | None:
    """A time as JSON has it: ISO 8601 text, or a number since 1970 in s, ms, µs or ns.

    Text without an offset is taken as UTC: the same file must mean the same on every machine.
    ``None`` where it is no time.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return from_epoch(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return from_epoch(float(text)) if text.isdecimal() and len(text) in range(9, 20) else None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def from_epoch(number: float) -> datetime | None:
    """Seconds (or finer units, by size) since 1970 as a time."""
    try:
        for _ in range(_FINER_UNITS):
            if abs(number) >= _LARGEST_SECONDS:
                number /= 1000
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    except (OverflowError, ValueError):
        return None


def stable_id(*parts: object) -> str:
    """A short name that is the same whenever the same parts come again."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
