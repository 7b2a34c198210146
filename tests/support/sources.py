"""Sources of a test's own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from agent.observers.live import OK, Batch, Cursor, ObserverSettings, Support, Surroundings
from agent.observers.port import Drop, Item
from memory import Observation


class Options(ObserverSettings):
    """One option of its own."""

    size: int = 2


@dataclass
class Counting:
    """A source of numbered rows; every third is a drop. It can be told to fail, or to wait."""

    name: str = "counting"
    consent: str = "Reads numbers."
    settings: type[Options] = Options
    rows: int = 0
    support: Support = OK
    fault: Exception | None = None
    waits: threading.Event | None = None
    entered: threading.Event = field(default_factory=threading.Event)
    opened: int = 0
    closed: int = 0
    histories: list[bool] = field(default_factory=list)

    def probe(self, settings: Options, around: Surroundings) -> Support:
        """What was planted."""
        del settings, around
        return self.support

    def open(self, settings: Options, around: Surroundings, wake: Callable[[], None]) -> Numbers:
        """Count from the cursor on."""
        del around, wake
        self.opened += 1
        self.histories.append(settings.history)
        return Numbers(self, settings.size)


class Numbers:
    """Rows behind the cursor, some at a time."""

    def __init__(self, source: Counting, size: int) -> None:
        self._source = source
        self._size = size

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """Each batch with the cursor after it."""
        self._source.entered.set()
        if self._source.waits is not None:
            self._source.waits.wait(60)
        if self._source.fault is not None:
            raise self._source.fault
        start = int(cursor["next"]) if cursor else 0
        for begin in range(start, self._source.rows, self._size):
            end = min(begin + self._size, self._source.rows)
            yield Batch([row(number, now) for number in range(begin, end)], {"next": end})

    def close(self) -> None:
        """Counted."""
        self._source.closed += 1


def row(number: int, now: datetime) -> Item:
    """A row of the source."""
    if number % 3 == 2:
        return Drop("third")
    return Observation(source="counting", content=f"row {number}", observed_at=now)
