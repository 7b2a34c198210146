"""When somebody is at it: hours of the day and days of the week."""

from __future__ import annotations

from collections.abc import Sequence

from agent.engine.builtin.beta import Rate
from agent.engine.builtin.events import Event, days
from agent.engine.builtin.pattern import PRIOR_NOTE, Pattern

#: Fewer days say nothing about a rhythm.
FEWEST_DAYS = 10
_SATURDAY = 5
_INSIDE = 0.7
_LONGEST_WINDOW = 12
_RARELY, _OFTEN = 0.12, 0.2


def rhythms(events: Sequence[Event], doing: str, *, present: bool) -> list[Pattern]:
    """Usual hours and weekends of an activity.

    Args:
        events: All of one activity.
        doing: It in the third person: "commits", "works at the computer".
        present: Whether it still goes on; else the past tense is used.
    """
    if len(days(events)) < FEWEST_DAYS:
        return []
    return [*_hours(events, doing, present=present), *_weekends(events, doing, present=present)]


def _hours(events: Sequence[Event], doing: str, *, present: bool) -> list[Pattern]:
    slots = {(event.at.date(), event.at.hour) for event in events}
    by_hour = [0] * 24
    for _, hour in slots:
        by_hour[hour] += 1
    wanted = _INSIDE * len(slots)
    for length in range(3, _LONGEST_WINDOW + 1):
        sums = [sum(by_hour[(start + i) % 24] for i in range(length)) for start in range(24)]
        best = max(range(24), key=lambda start: (sums[start], -start))
        if sums[best] >= wanted:
            break
    else:
        return []
    inside = {(best + i) % 24 for i in range(length)}
    mainly = _mainly_inside(events, inside)
    end = (best + length) % 24 or 24
    usual = f"Usually {doing}" if present else f"Usually {_past(doing)}"
    return [
        Pattern(
            text=f"{usual} {_part_of_day(best, length)} ({best:02}:00–{end:02}:00)",
            counts=f"{sums[best]} of {len(slots)} active hours lie between {best:02}:00 and "
            f"{end:02}:00, and on {mainly.successes} of {mainly.trials} days most of them "
            f"({PRIOR_NOTE})",
            confidence=mainly.above(0.6),
            evidence=tuple(event for event in events if event.at.hour in inside),
            kind="procedural",
            half_life=180,
            worth=1.2,
        ),
    ]


def _mainly_inside(events: Sequence[Event], inside: set[int]) -> Rate:
    """Days on which most active hours lie inside the window."""
    hours: dict[object, set[int]] = {}
    for event in events:
        hours.setdefault(event.at.date(), set()).add(event.at.hour)
    mainly = sum(len(day & inside) * 2 > len(day) for day in hours.values())
    return Rate(mainly, len(hours))


def _weekends(events: Sequence[Event], doing: str, *, present: bool) -> list[Pattern]:
    active = days(events)
    span = (max(active) - min(active)).days
    if span < 4 * 7:
        return []
    free = {day for day in active if day.weekday() >= _SATURDAY}
    rate = Rate(len(free), len(active))
    at_weekends = tuple(event for event in events if event.at.weekday() >= _SATURDAY)
    counts = f"{len(free)} of {len(active)} active days fall on a weekend ({PRIOR_NOTE})"
    tense = doing if present else _past(doing)
    if (sure := rate.below(_RARELY)) >= 0.8:  # noqa: PLR2004 - sure enough to say
        text, evidence = f"Rarely {tense} on weekends", tuple(events)
    elif (sure := rate.above(_OFTEN)) >= 0.8:  # noqa: PLR2004 - sure enough to say
        text, evidence = f"Also {tense} on weekends", at_weekends
    else:
        return []
    return [
        Pattern(
            text=text,
            counts=counts,
            confidence=sure,
            evidence=evidence,
            kind="procedural",
            half_life=180,
            worth=1.0,
        ),
    ]


def _past(doing: str) -> str:
    first, _, rest = doing.partition(" ")
    past = {"commits": "committed", "works": "worked"}.get(first, first)
    return f"{past} {rest}".strip()


_PARTS = (("morning", 6, 12), ("afternoon", 12, 18), ("evening", 18, 23), ("night", 23, 29))
#: Hours of a window that is no longer told by one part of the day.
_MORE_THAN_ONE = 7


def _part_of_day(start: int, length: int) -> str:
    """The parts of the day of which the window covers at least half, or in which most of it is."""
    covered = {(start + i) % 24 for i in range(length)}
    names = [
        name
        for name, first, last in _PARTS
        if (inside := sum(hour % 24 in covered for hour in range(first, last))) * 2 >= last - first
        or inside * 3 >= length * 2
    ]
    begins, ends = _part_at(start), _part_at(start + length - 1)
    if begins != ends and (not names or (len(names) == 1 and length >= _MORE_THAN_ONE)):
        return f"from the {begins} into the {ends}"
    if names == ["morning", "afternoon", "evening"]:
        return "between morning and evening"
    if names[:1] == ["night"] or names == ["night"]:
        return "at night"
    return f"in the {' and '.join(names)}" if names else "at the same hours"


def _part_at(hour: int) -> str:
    """The part of the day that an hour is in."""
    hour %= 24
    return next((name for name, first, last in _PARTS if first <= hour < last), "night")
