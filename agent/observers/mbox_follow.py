"""An mbox that grows, is compacted, and is written to while it is read.

A mail program takes messages out in the middle and puts others at the end, in the same file and
without it growing shorter for sure; it also rewrites headers, to say that something was read. So
where the bytes before the place are other ones, the place is told by the last messages that were
read: by a checksum of the name of each, or of its words where it has none.

The last message may still be being written: it is taken when it ends as one does, or when a look
later nothing was added to it.
"""

from __future__ import annotations

import os
import re
import zlib
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from agent.observers.live import BATCH
from agent.observers.mail import Mailbox, placed_messages_in, read_message
from agent.observers.port import Item
from agent.observers.tailing import goes_on, opened, place_in

#: Messages remembered to find the place again.
_REMEMBERED = 500
#: The last bytes that are looked through first: the place is near the end.
_NEAR = 8 * 1024 * 1024
_MESSAGE_ID = re.compile(rb"(?im)^message-id:[ \t]*(?:\r?\n[ \t]+)?(\S+)")
_BOUNDARY = re.compile(rb"""(?i)\bboundary=(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""")
_MULTIPART = re.compile(rb"(?im)^content-type:[ \t]*multipart/")


def follow(
    path: Path, before: dict[str, Any] | None, box: Mailbox, *, skip: bool
) -> Iterator[tuple[list[Item], dict[str, Any]]]:
    """Messages that came, each batch with the cursor after it.

    Args:
        path: The mbox.
        before: The cursor; ``None`` where it was never looked at.
        box: Whose it is.
        skip: Whether what is there now is passed over.

    Raises:
        InvalidInput: it is no regular file.
        OSError: it cannot be read.
    """
    told = before or {}
    with opened(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        seen = deque[int](told.get("seen", ()), maxlen=_REMEMBERED)
        start = _near(stream, size) if skip else _start(stream, told, size, list(seen))
        waited = told.get("waiting") == size
        items: list[Item] = []
        place = start
        waiting: dict[str, Any] = {}
        for raw, end, last in _placed(stream, start):
            if last and not (skip or waited) and not _is_whole(raw, _ending(stream)):
                # Beyond what is there: it is looked at again, and taken where it did not grow.
                waiting = {"waiting": end}
                break
            if len(items) == BATCH:
                yield items, {"seen": list(seen)} | place_in(stream, place)
                items = []
            if not skip:
                items.append(read_message(raw, box))
            seen.append(_name(raw))
            place = end
        yield items, {"seen": list(seen)} | place_in(stream, place) | waiting


def _near(stream: IO[bytes], size: int) -> int:
    """Where reading begins to find the last messages; one alone may be longer than that."""
    begin = max(0, size - _NEAR)
    return begin if next(_placed(stream, begin), None) else 0


def _start(stream: IO[bytes], told: dict[str, Any], size: int, seen: list[int]) -> int:
    """Where reading goes on: the place, found again where the file is another."""
    status = os.fstat(stream.fileno())
    if "tail" not in told:  # the cursor of an earlier version
        offset = int(told.get("offset", 0))
        return offset if size >= offset and told.get("inode", status.st_ino) == status.st_ino else 0
    if goes_on(stream, told, status):
        return int(told["offset"])
    known = set(seen)
    for begin in (max(0, size - _NEAR), 0):
        place = 0
        for raw, end, _ in _placed(stream, begin):
            if _name(raw) in known:
                place = end
        if place or not begin:
            return place
    return 0


def _placed(stream: IO[bytes], start: int) -> Iterator[tuple[bytes, int, bool]]:
    """Each message from a place on, where it ends, and whether it is the last."""
    stream.seek(start)
    held: bytes | None = None
    for at, raw in placed_messages_in(stream):
        if held is not None:
            yield held, start + at, False
        held = raw
    if held is not None:
        yield held, stream.tell(), True


def _ending(stream: IO[bytes]) -> bytes:
    """The last byte that was read."""
    stream.seek(-1, os.SEEK_CUR)
    return stream.read(1)


def _is_whole(raw: bytes, ending: bytes) -> bool:
    """Whether the last message of a file looks like one that was written to its end."""
    if ending != b"\n":
        return False
    head, blank, body = _parts(raw)
    if not blank:
        return False
    boundary = _BOUNDARY.search(head)
    if boundary is None or not _MULTIPART.search(head):
        return True
    return b"--" + (boundary[1] or boundary[2]) + b"--" in body


def _name(raw: bytes) -> int:
    """What a message is known by: its headers change when it is read, its name does not."""
    head, _, body = _parts(raw)
    named = _MESSAGE_ID.search(head)
    # One without a name or a word has only its headers, and no other is to be taken for it.
    return zlib.crc32(named[1] if named else body.strip() or head)


def _parts(raw: bytes) -> tuple[bytes, bytes, bytes]:
    """Headers, the blank line and the body, whatever ends the lines."""
    return raw.replace(b"\r\n", b"\n").partition(b"\n\n")
