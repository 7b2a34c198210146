"""Denoising before anything is inferred: what a machine repeats becomes what a person did.

A watcher of windows writes the same title every second, and a row for each window that was passed
on the way to another. Here such rows become *dwells*: rows of the same window that follow each
other closely are one, with its duration; a window that was in front for less than
:data:`SHORT_S` is a passage and no use of it. What comes back after a passage goes on.

Every row is accounted for: n rows give one observation and n - 1 drops called ``folded``, or n
drops called ``short dwell``.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from agent.observers.port import Drop, Item

FOLDED = Drop("folded")
SHORT = Drop("short dwell")

#: Seconds for which something must be in front to count as used.
SHORT_S = 5.0
#: Seconds between two rows of the same thing that still are one stay.
GAP_S = 60.0


@dataclass(slots=True)
class Dwell:
    """Something that was in front, from when to when, over how many rows.

    ``key`` tells whether two are the same thing; ``row`` is the first row's own record.
    """

    key: Hashable
    start: datetime
    end: datetime
    row: object
    rows: int = 1

    @property
    def seconds(self) -> float:
        """How long it lasted."""
        return max(0.0, (self.end - self.start).total_seconds())


class Folder:
    """Folds dwells as they come, in order of time, forwards or backwards.

    Args:
        make: Makes the observation of a dwell that is complete.
        short: Seconds below which a dwell is a passage.
        gap: Seconds that may lie between two rows of one dwell.
    """

    def __init__(
        self, make: Callable[[Dwell], Item], *, short: float = SHORT_S, gap: float = GAP_S
    ) -> None:
        self._make = make
        self._short = short
        self._gap = timedelta(seconds=gap)
        self._open: Dwell | None = None
        self._brief: Dwell | None = None

    @property
    def open_start(self) -> datetime | None:
        """Since when something is under way that may still grow."""
        starts = [dwell.start for dwell in (self._open, self._brief) if dwell is not None]
        return min(starts) if starts else None

    def feed(self, row: Dwell) -> Iterator[Item]:
        """Take the next row; yields what is complete by it."""
        open_, brief = self._open, self._brief
        if open_ is not None and self._continues(open_, row):
            if brief is not None:  # a passage on the way back
                yield self._passed()
            self._join(open_, row)
            yield FOLDED
        elif brief is not None and self._continues(brief, row):
            self._join(brief, row)
            yield FOLDED
            if brief.seconds >= self._short:
                yield from self._turn_to(brief)
        else:
            if brief is not None:
                yield self._passed()
            if row.seconds >= self._short:
                yield from self._turn_to(row)
            else:
                self._brief = row

    def flush(self) -> Iterator[Item]:
        """Complete what is under way."""
        if self._brief is not None:
            yield self._passed()
        if self._open is not None:
            yield self._make(self._open)
            self._open = None

    def _turn_to(self, dwell: Dwell) -> Iterator[Item]:
        if self._open is not None:
            yield self._make(self._open)
        self._open, self._brief = dwell, None

    def _passed(self) -> Item:
        """Its further rows were counted when they were joined."""
        self._brief = None
        return SHORT

    def _continues(self, dwell: Dwell, row: Dwell) -> bool:
        return (
            dwell.key == row.key
            and row.start <= dwell.end + self._gap
            and row.end >= dwell.start - self._gap
        )

    @staticmethod
    def _join(dwell: Dwell, row: Dwell) -> None:
        dwell.start, dwell.end = min(dwell.start, row.start), max(dwell.end, row.end)
        dwell.rows += row.rows


def fold(
    rows: Iterable[Dwell | Drop],
    make: Callable[[Dwell], Item],
    *,
    short: float = SHORT_S,
    gap: float = GAP_S,
) -> Iterator[Item]:
    """Rows in order of time as observations and drops, one item a row."""
    folder = Folder(make, short=short, gap=gap)
    for row in rows:
        if isinstance(row, Drop):
            yield row
        else:
            yield from folder.feed(row)
    yield from folder.flush()


def without_repeats(
    items: Iterable[Item], key: Callable[[Item], tuple[Hashable, datetime] | None], gap: float
) -> Iterator[Item]:
    """Drop what repeats itself right away: the same key within so many seconds of the last.

    Args:
        items: In order of time.
        key: What it is and when it was; ``None`` for what never repeats (drops).
        gap: Seconds.
    """
    last: tuple[Hashable, datetime] | None = None
    for item in items:
        found = key(item)
        if found is None:
            yield item
            continue
        if last and last[0] == found[0] and abs((found[1] - last[1]).total_seconds()) <= gap:
            yield FOLDED
        else:
            yield item
        last = found
