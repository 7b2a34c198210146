"""The epochs that applications count from, into times; nonsense into ``None``.

An application that counts seconds says when it was and not where, so its times are in UTC. What it
wrote down on this machine was done by this machine's clock (:func:`by_this_clock`): the hours and
days of a habit are those of the person.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from agent.observers.port import Drop, Item

_UNIX = datetime(1970, 1, 1, tzinfo=UTC)
_WEBKIT = datetime(1601, 1, 1, tzinfo=UTC)
_COCOA = datetime(2001, 1, 1, tzinfo=UTC)


def from_unix(seconds: object) -> datetime | None:
    """Seconds since 1970 (Windows' activities, ActivityWatch, most others)."""
    return _after(_UNIX, seconds, 1.0)


def from_unix_micros(micros: object) -> datetime | None:
    """Microseconds since 1970 (Firefox)."""
    return _after(_UNIX, micros, 1e-6)


def from_webkit(micros: object) -> datetime | None:
    """Microseconds since 1601 (Chrome and its kin)."""
    return _after(_WEBKIT, micros, 1e-6)


def from_cocoa(seconds: object) -> datetime | None:
    """Seconds since 2001 (Safari, macOS)."""
    return _after(_COCOA, seconds, 1.0)


def by_this_clock(item: Item) -> Item:
    """An item whose time is in UTC with the same time in this machine's zone, as it was then."""
    if isinstance(item, Drop) or item.observed_at is None:
        return item
    if item.observed_at.utcoffset() != timedelta(0):
        return item
    try:
        return replace(item, observed_at=item.observed_at.astimezone())
    except (OverflowError, ValueError, OSError):  # before the first year or after the last
        return item


def _after(epoch: datetime, number: object, unit: float) -> datetime | None:
    """Zero is no time: it is what is there when nothing was written."""
    if isinstance(number, bool) or not isinstance(number, int | float) or number == 0:
        return None
    if isinstance(number, float) and not math.isfinite(number):
        return None
    try:
        if isinstance(number, int) and unit < 1:
            return epoch + timedelta(microseconds=number)
        return epoch + timedelta(seconds=number * unit)
    except (OverflowError, ValueError):
        return None
