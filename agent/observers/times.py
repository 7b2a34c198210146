"""The epochs that applications count from, into times; nonsense into ``None``."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

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
