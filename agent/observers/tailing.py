"""Following a file that grows: what was appended, and whether it was rotated or written anew.

A file is told by the bytes before the place that was read last, and by its inode where these are
few. Where they hold and it is longer, it grew: also where a program wrote a copy with more in it
and put that in its place. A shorter one or other bytes mean that it is a new file (rotated,
truncated, or rewritten by a shell that trims its history); :func:`moved` finds where the old one
went, for what was not read of it yet.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from agent.observers.reading import MAX_LINE
from memory.errors import InvalidInput

#: Bytes read in one look; more waits for the next.
MOST = 64 * 1024
#: Bytes before the place read last that must still be the same.
_TAIL = 256
#: So many bytes that are the same at the same place are no chance.
_TELLING = 64
_SKIP = 1 << 20
#: What a rotated log has more in its name than the log: ".1", "-20260301", ".2026-03-01T04".
_TURN = re.compile(r"[-._]\d[\d._T:-]*")

How = Literal["same", "grown", "anew"]


@dataclass(frozen=True, slots=True)
class Piece:
    """What there is to read of a file.

    Attributes:
        how: ``grown`` by :attr:`data`, written ``anew`` (:attr:`data` is its beginning), or the
            ``same``.
        start: Where :attr:`data` begins.
        data: Whole lines, about :data:`MOST` bytes of them, or one that is longer.
        inode: Of the file.
        too_long: Bytes of a line passed over because it is longer than
            :data:`~agent.observers.reading.MAX_LINE`; then there is no data.
    """

    how: How
    start: int
    data: bytes
    inode: int
    too_long: int = 0

    def cursor(self, used: int | None = None) -> dict[str, Any]:
        """Where reading goes on when so many bytes of :attr:`data` (all by default) are used."""
        used = len(self.data) if used is None else used
        before = self.data[max(0, used - _TAIL) : used]
        return {
            "inode": self.inode,
            "offset": self.start + used + self.too_long,
            "tail": _digest(before),
            "tail_length": 0 if self.too_long else len(before),
        } | ({"tail": _digest(b"")} if self.too_long else {})


def look(path: Path, cursor: Mapping[str, Any] | None) -> Piece:
    """What a file has that was not read before.

    Args:
        path: The file.
        cursor: As of :meth:`Piece.cursor`; ``None`` for a file never seen.

    Raises:
        InvalidInput: it cannot be read, or is no regular file.
    """
    try:
        with opened(path) as stream:
            status = os.fstat(stream.fileno())
            on = cursor is not None and goes_on(stream, cursor, status)
            start = int(cursor["offset"]) if on and cursor is not None else 0
            stream.seek(start)
            data, too_long = _lines(stream)
    except OSError as error:
        raise InvalidInput(f"cannot read {path}: {error.strerror or 'gone'}") from error
    how: How = "grown" if on else "anew"
    if on and not data and not too_long:
        how = "same"
    return Piece(how, start, data, status.st_ino, too_long)


def opened(path: Path) -> IO[bytes]:
    """A file to be read. A named pipe in its place would stop whoever opens it for ever.

    Raises:
        InvalidInput: it is no regular file.
        OSError: it cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    # Before it becomes a stream: that of a folder fails, and leaves it open.
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise InvalidInput(f"{path} is not a file")
    return os.fdopen(descriptor, "rb")


def _lines(stream: IO[bytes]) -> tuple[bytes, int]:
    """Whole lines, or how long the one was that is too long to hold."""
    data = stream.read(MOST)
    end = data.rfind(b"\n") + 1
    if end:
        return data[:end], 0
    data += stream.readline(MAX_LINE - len(data))
    if data.endswith(b"\n"):
        return data, 0
    if len(data) < MAX_LINE:
        return b"", 0  # not written to its end yet
    length = len(data)
    while piece := stream.readline(_SKIP):
        length += len(piece)
        if piece.endswith(b"\n"):
            return b"", length
    return b"", 0


def end_of(path: Path) -> dict[str, Any]:
    """A cursor behind all that a file has now (a line that is being written stays unread).

    Raises:
        InvalidInput: it cannot be read.
    """
    try:
        with opened(path) as stream:
            status = os.fstat(stream.fileno())
            begin = max(0, status.st_size - MAX_LINE)
            stream.seek(begin)
            data = stream.read(MAX_LINE)
    except OSError as error:
        raise InvalidInput(f"cannot read {path}: {error.strerror or 'gone'}") from error
    data = data[: data.rfind(b"\n") + 1]
    return Piece("grown", begin, data, status.st_ino).cursor()


def place_in(stream: IO[bytes], offset: int) -> dict[str, Any]:
    """A cursor at some place of an open file, which is left where it stands."""
    stood = stream.tell()
    begin = max(0, offset - _TAIL)
    stream.seek(begin)
    before = stream.read(offset - begin)
    stream.seek(stood)
    inode = os.fstat(stream.fileno()).st_ino
    return {"inode": inode, "offset": offset, "tail": _digest(before), "tail_length": len(before)}


def moved(path: Path, cursor: Mapping[str, Any]) -> Path | None:
    """Where in its folder the file is now that was at a path when the cursor was made."""
    try:
        with os.scandir(path.parent) as entries:
            inode = cursor.get("inode")
            names = [each.name for each in entries if each.inode() == inode]
    except OSError:
        return None
    # Numbers of files are given again: an unrelated file may have this one now.
    kin = (name for name in names if name.startswith(path.stem) and name != path.name)
    return next((path.parent / name for name in kin), None)


def rotated_after(path: Path, old: Path, others: Collection[Path] = ()) -> list[Path]:
    """Files that were at a path after an old one was, and are there no more; oldest first.

    Rotated logs are told by their names: that of the path with a number or a date in it.

    Args:
        path: Where the log is.
        old: The one that was read last.
        others: Logs of their own, whatever their names are like.
    """
    found = []
    try:
        began = old.stat().st_mtime_ns
        beside = list(path.parent.iterdir())
    except OSError:
        return []
    for each in beside:
        if each in (path, old) or each in others or not _is_turn(each.name, path):
            continue
        with contextlib.suppress(OSError):  # gone since: the others are still there
            status = each.lstat()
            if stat.S_ISREG(status.st_mode) and status.st_mtime_ns >= began:
                found.append((status.st_mtime_ns, each))
    return [each for _, each in sorted(found)]


def _is_turn(name: str, path: Path) -> bool:
    if not name.startswith(path.stem):
        return False
    rest = name.removeprefix(path.stem).replace(path.suffix, "", 1)
    return _TURN.fullmatch(rest) is not None


def goes_on(stream: IO[bytes], cursor: Mapping[str, Any], status: os.stat_result) -> bool:
    """Whether what was read of a file still stands before the place where reading goes on."""
    offset, length = int(cursor.get("offset", 0)), int(cursor.get("tail_length", 0))
    if status.st_size < offset or (status.st_ino != cursor.get("inode") and length < _TELLING):
        return False
    stream.seek(offset - length)
    return _digest(stream.read(length)) == cursor.get("tail")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
