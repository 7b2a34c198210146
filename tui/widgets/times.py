"""Times that "later" may mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

EVENING = 18
MORNING = 9
DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class Later:
    """A time, and how a person would say it."""

    words: str
    at: datetime


def later_times(now: datetime) -> list[Later]:
    """In an hour, this evening (while it is not past), tomorrow morning, next Monday (if later)."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    evening = hour.replace(hour=EVENING)
    morning = hour.replace(hour=MORNING)
    times = [Later("in an hour", now + timedelta(hours=1))]
    if evening - now > timedelta(hours=1):
        times.append(Later("this evening", evening))
    times.append(Later("tomorrow morning", morning + timedelta(days=1)))
    days_to_monday = DAYS_IN_WEEK - now.weekday()
    if days_to_monday > 1:  # on a Sunday that is tomorrow
        times.append(Later("next Monday", morning + timedelta(days=days_to_monday)))
    return times
