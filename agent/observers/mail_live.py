"""Mail as it comes and goes: mbox files and Maildir folders, followed."""

from __future__ import annotations

import math
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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
from agent.observers.mail import MOST, Mailbox, is_sent, maildir_files, read_message
from agent.observers.mbox_follow import follow
from agent.observers.port import Drop, Item
from memory.errors import InvalidInput

#: Names of Maildir messages that are remembered, to tell which are new.
_MOST_NAMES = 5000


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
            news = _maildir if path.is_dir() else follow
            try:
                for items, after in news(path, before, box, skip=skip):
                    known[str(path)] = after
                    yield Batch(items, dict(known))
            except InvalidInput as error:  # the others still are read
                failed = error
            except OSError as error:
                failed = InvalidInput(f"cannot read {path}: {error.strerror or 'gone'}")
        if failed is not None:
            raise failed

    def close(self) -> None:
        """Nothing is held open."""


def _maildir(
    path: Path, before: dict[str, Any] | None, box: Mailbox, *, skip: bool
) -> Iterator[tuple[list[Item], dict[str, Any]]]:
    """Messages by the part of their name that stays when they are read or flagged.

    Not by when they were written: one that is moved here keeps the time at which it once came.
    """
    known = _Known.of(before or {})
    present: dict[int, float] = {}
    found = []
    for file in maildir_files(path):
        try:
            when = file.stat().st_mtime
        except OSError:
            continue
        name = zlib.crc32(os.fsencode(file.name.partition(":")[0]))
        present[name] = when
        if not known.has(name, when):
            found.append((when, file.name, name, file))
    found.sort()
    earlier = before is not None and "newest" in before
    if earlier:  # of an earlier version, which knew only the newest
        known = _Known(set(present) - {name for _, _, name, _ in found}, 0.0)
    if skip:
        yield [], _Known(set(present), 0.0).kept(present)
    elif earlier and not found:
        yield [], known.kept(present)
    for begin in range(0, 0 if skip else len(found), BATCH):
        part = found[begin : begin + BATCH]
        items: list[Item] = []
        for _, _, name, file in part:
            try:
                with file.open("rb") as stream:
                    items.append(read_message(stream.read(MOST), box))
            except OSError:  # moved or removed meanwhile
                items.append(Drop("unreadable"))
            known.names.add(name)
        rest = found[begin + BATCH :]
        yield items, known.kept(present, rest[0][0] if rest else math.inf)


@dataclass(slots=True)
class _Known:
    """Messages of a Maildir that were seen, by checksums of their names.

    Attributes:
        names: Of so many of the latest.
        floor: The latest time of those that are not remembered; older ones are known.
    """

    names: set[int]
    floor: float

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> _Known:
        """As the cursor has it."""
        if "newest" in told:
            names = {zlib.crc32(os.fsencode(name)) for name in told.get("names", ())}
            # What came in the same second is told by its name.
            return cls(names, math.nextafter(float(told["newest"]), 0.0))
        return cls(set(told.get("known", ())), float(told.get("floor", 0.0)))

    def has(self, name: int, when: float) -> bool:
        """Whether a message is known."""
        return name in self.names or when <= self.floor

    def kept(self, present: Mapping[int, float], unread: float = math.inf) -> dict[str, Any]:
        """For the cursor; where there are too many, without those that are not there.

        Args:
            present: The messages that are there, and their times.
            unread: From which time on there are some yet to be read: these are told by name.
        """
        if len(self.names) > _MOST_NAMES:
            there = sorted((n for n in self.names if n in present), key=present.__getitem__)
            gone = [n for n in there[:-_MOST_NAMES] if present[n] < unread]
            self.floor = max([self.floor, *(present[n] for n in gone)])
            self.names = set(there[len(gone) :])
        return {"known": sorted(self.names), "floor": self.floor}
