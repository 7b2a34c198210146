"""Mail as it comes and goes: mbox files and Maildir folders, followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import Field

from agent.observers.live import (
    BATCH,
    Batch,
    Cursor,
    ObserverSettings,
    Support,
    Surroundings,
    expanded,
    named_places,
)
from agent.observers.mail import MOST, Mailbox, is_sent, maildir_files, messages_in, read_message
from agent.observers.port import Drop, Item
from memory.errors import InvalidInput

#: Names of Maildir messages that are remembered: those of the newest time, to tell which are new.
_MOST_NAMES = 2000


class MailSettings(ObserverSettings):
    """Which mailboxes, and whose."""

    every: float = Field(default=60, ge=1, le=86_400, description="Seconds between looks.")
    paths: tuple[str, ...] = Field(default=(), description="Mbox files and Maildir folders.")
    me: tuple[str, ...] = Field(default=(), description="Your addresses.")


class MailObserver:
    """See the module."""

    name = "mail"
    consent = "Reads the mail in the mailboxes you name; what others wrote is kept apart as theirs."
    settings = MailSettings

    def probe(self, settings: MailSettings, around: Surroundings) -> Support:
        """Whether a mailbox is named and there."""
        return named_places(settings.paths, around, thing="mailbox", enable="mail --set paths=FILE")

    def open(
        self, settings: MailSettings, around: Surroundings, wake: Callable[[], None]
    ) -> MailWatch:
        """Follow the mailboxes."""
        del wake  # polled
        return MailWatch(settings, around)


class MailWatch:
    """Follows mailboxes. The cursor has one part each."""

    def __init__(self, settings: MailSettings, around: Surroundings) -> None:
        self._paths = [expanded(path, around) for path in settings.paths]
        self._me = frozenset(address.strip().casefold() for address in settings.me)
        self._history = settings.history

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        del now  # messages have their own times
        known: dict[str, Any] = dict(cursor or {})
        failed: InvalidInput | None = None
        for path in self._paths:
            before: dict[str, Any] | None = known.get(str(path))
            box = Mailbox(self._me, sent=is_sent(path))
            skip = before is None and cursor is None and not self._history
            news = _maildir if path.is_dir() else _mbox
            try:
                for items, after in news(path, before or {}, box, skip=skip):
                    known[str(path)] = after
                    yield Batch(items, dict(known))
            except OSError as error:
                failed = InvalidInput(f"cannot read {path}: {error.strerror or 'gone'}")
        if failed is not None:
            raise failed

    def close(self) -> None:
        """Nothing is held open."""


def _maildir(
    path: Path, before: dict[str, Any], box: Mailbox, *, skip: bool
) -> Iterator[tuple[list[Item], dict[str, Any]]]:
    """Messages by the part of their name that stays when they are read or flagged.

    They are told apart by when they were put there: the names of the newest second are remembered.
    """
    newest, names = float(before.get("newest", 0)), set(before.get("names", ()))
    found = []
    for file in maildir_files(path):
        try:
            when = file.stat().st_mtime
        except OSError:
            continue
        unique = file.name.partition(":")[0]
        if when > newest or (when == newest and unique not in names):
            found.append((when, unique, file))
    found.sort()
    if skip or not found:
        if found:
            last = found[-1][0]
            yield [], {"newest": last, "names": [u for w, u, _ in found if w == last]}
        return
    for begin in range(0, len(found), BATCH):
        part = found[begin : begin + BATCH]
        items: list[Item] = []
        for when, unique, file in part:
            try:
                with file.open("rb") as stream:
                    items.append(read_message(stream.read(MOST), box))
            except OSError:  # moved or removed meanwhile
                items.append(Drop("unreadable"))
            if when > newest:
                newest, names = when, set()
            names.add(unique)
        yield items, {"newest": newest, "names": sorted(names)[:_MOST_NAMES]}


def _mbox(
    path: Path, before: dict[str, Any], box: Mailbox, *, skip: bool
) -> Iterator[tuple[list[Item], dict[str, Any]]]:
    status = path.stat()
    offset = int(before.get("offset", 0))
    # Compacted or replaced: read anew; what is known already is known by its id.
    if status.st_size < offset or status.st_ino != before.get("inode", status.st_ino):
        offset = 0
    if status.st_size == offset:
        return
    after = {"inode": status.st_ino, "offset": status.st_size}
    if skip:
        yield [], after
        return
    with path.open("rb") as stream:
        stream.seek(offset)
        items: list[Item] = []
        for raw in messages_in(stream):
            items.append(read_message(raw, box))
            if len(items) == BATCH:
                yield items, before
                items = []
        # What was appended while we read is part of it.
        after["offset"] = stream.tell()
    yield items, after
