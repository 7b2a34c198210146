"""Times named in a query, as ranges: "last Tuesday", "in May", "three weeks ago", "2023-05-08".

English and ISO 8601. What is meant is relative to the moment of asking and lies in the past, since
it is memory that is asked. A range is a wish, not a filter: what lies near it counts a little less
(:meth:`TimeRange.fit`), because people misremember and things are told after they happened.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_WEEKDAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SEASON_MONTHS: Final = 3
#: First month of each season (northern).
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1, "couple": 2, "a couple of": 2, "few": 3, "a few": 3, "several": 4}
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}

_MONTH = "(" + "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + r")\.?"
_NUMBER = r"(\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_UNIT = "(day|week|fortnight|month|year)s?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_PART = r"\b(?:(early|mid|late)[ -](?:in |on in )?|the (start|beginning|middle|end) of )"
#: Which third of a month or a year is meant.
_THIRDS: Final = {
    "early": 0, "start": 0, "beginning": 0, "mid": 1, "middle": 1, "late": 2, "end": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From ``start`` to ``end`` (exclusive), seconds since the epoch."""

    start: float
    end: float

    def fit(self, moment: float) -> float:
        """1 inside; outside it halves with every length of the range (at least a day)."""
        gap = max(self.start - moment, moment - self.end, 0.0)
        return math.pow(0.5, gap / max(self.end - self.start, 86_400.0))


def times_in(query: str, now: datetime) -> list[TimeRange]:
    """The ranges a query names, at most one for each expression; usually none.

    Args:
        query: What is asked.
        now: The moment of asking; its time zone decides where days begin.
    """
    text = query.lower()
    ranges: list[TimeRange] = []
    for pattern, reading in _READINGS:
        for match in pattern.finditer(text):
            try:
                start, end = reading(match, now)
                ranges.append(TimeRange(start.timestamp(), end.timestamp()))
            except (ValueError, OverflowError, OSError):
                continue  # the 31st of February, or three thousand years ago: no wish
        # What was read is not read again by a later, looser pattern.
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return ranges


_Reading = Callable[[re.Match[str], datetime], tuple[datetime, datetime]]


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _month(now: datetime, year: int, month: int) -> tuple[datetime, datetime]:
    start = _midnight(now).replace(year=year, month=month, day=1)
    following = (year + 1, 1) if month == len(_MONTHS) else (year, month + 1)
    return start, start.replace(year=following[0], month=following[1])


def _day(now: datetime, year: int, month: int, day: int) -> tuple[datetime, datetime]:
    start = _midnight(now).replace(year=year, month=month, day=day)
    return start, start + timedelta(days=1)


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _named_day(now: datetime, month: str, day: str, year: str | None) -> tuple[datetime, datetime]:
    number = _month_number(month)
    if year:
        return _day(now, int(year), number, int(day))
    found = _day(now, now.year, number, int(day))
    return found if found[0] <= now else _day(now, now.year - 1, number, int(day))


def _named_month(now: datetime, month: str, year: str | None) -> tuple[datetime, datetime]:
    number = _month_number(month)
    if year:
        return _month(now, int(year), number)
    return _month(now, now.year if number <= now.month else now.year - 1, number)


def _season(now: datetime, name: str, year: str | None) -> tuple[datetime, datetime]:
    """Three months; without a year, the latest that has begun. Winter is named after its start."""
    first = _SEASONS[name]
    start = _month(now, int(year) if year else now.year, first)[0]
    if not year and start > now:
        start = _month(now, now.year - 1, first)[0]
    end = start
    for _ in range(_SEASON_MONTHS):
        end = _month(now, end.year, end.month)[1]
    return start, end


def _weekday(now: datetime, name: str) -> tuple[datetime, datetime]:
    today = _midnight(now)
    back = (today.weekday() - _WEEKDAYS.index(name)) % 7 or 7
    start = today - timedelta(days=back)
    return start, start + timedelta(days=1)


def _relative_day(now: datetime, word: str) -> tuple[datetime, datetime]:
    today = _midnight(now)
    if word in {"yesterday", "last night"}:
        return today - timedelta(days=1), today + timedelta(hours=4 if "night" in word else 0)
    if word == "the day before yesterday":
        return today - timedelta(days=2), today - timedelta(days=1)
    return today, today + timedelta(days=1)


def _span(now: datetime, which: str, unit: str) -> tuple[datetime, datetime]:
    """The calendar's last week or this month; weeks begin on Monday."""
    today = _midnight(now)
    past = which != "this"
    if unit in {"week", "weekend"}:
        monday = today - timedelta(days=today.weekday() + (7 if past else 0))
        saturday = monday + timedelta(days=5)
        return (saturday if unit == "weekend" else monday), monday + timedelta(days=7)
    if unit == "month":
        start, end = _month(now, now.year, now.month)
        before = start - timedelta(days=1)
        return _month(now, before.year, before.month) if past else (start, end)
    return _year(now, now.year - (1 if past else 0))


def _third(part: str, whole: tuple[datetime, datetime]) -> tuple[datetime, datetime]:
    start, end = whole
    length = (end - start) / len(set(_THIRDS.values()))
    start += _THIRDS[part] * length
    return start, start + length


def _year(now: datetime, year: int) -> tuple[datetime, datetime]:
    return _month(now, year, 1)[0], _month(now, year + 1, 1)[0]


def _ago(now: datetime, number: str, unit: str) -> tuple[datetime, datetime]:
    days = _count(number) * _DAYS[unit]
    middle = now - timedelta(days=days)
    # "Three weeks ago" is said of a day within half a week of it.
    slack = timedelta(days=max(1.0, _DAYS[unit] / 2))
    return middle - slack, middle + slack


def _within(now: datetime, number: str | None, unit: str) -> tuple[datetime, datetime]:
    return now - timedelta(days=_count(number or "1") * _DAYS[unit]), now


def _count(number: str) -> int:
    return int(number) if number.isdigit() else _NUMBERS[number]


_READINGS: Final[tuple[tuple[re.Pattern[str], _Reading], ...]] = (
    (
        re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b"),
        lambda m, now: _day(now, int(m[1]), int(m[2]), int(m[3])),
    ),
    (
        re.compile(rf"{_PART}(19\d\d|20\d\d)\b"),
        lambda m, now: _third(m[1] or m[2], _year(now, int(m[3]))),
    ),
    (
        re.compile(rf"{_PART}(last|this|the) (month|year)\b"),
        lambda m, now: _third(m[1] or m[2], _span(now, "last" if m[3] == "last" else "this", m[4])),
    ),
    (
        re.compile(rf"{_PART}{_MONTH}(?:,? (?:of )?(\d{{4}}))?\b"),
        lambda m, now: _third(m[1] or m[2], _named_month(now, m[3], m[4])),
    ),
    (
        re.compile(rf"\b{_DAY}(?: of)? {_MONTH}(?:,? (\d{{4}}))?\b"),
        lambda m, now: _named_day(now, m[2], m[1], m[3]),
    ),
    (
        re.compile(rf"\b{_MONTH} {_DAY}\b(?:,? (\d{{4}})\b)?"),
        lambda m, now: _named_day(now, m[1], m[2], m[3]),
    ),
    (
        re.compile(rf"\b{_MONTH},? (?:of )?(\d{{4}})\b"),
        lambda m, now: _named_month(now, m[1], m[2]),
    ),
    (
        # A bare "may" or "march" is a verb more often than a month.
        re.compile(rf"\b(?:in|last|this|since|during|of|early|late|mid) {_MONTH}\b"),
        lambda m, now: _named_month(now, m[1], None),
    ),
    (
        re.compile(
            r"\b(?:in |the |last |this )*(spring|summer|autumn|fall|winter)"
            r"(?: of)? (\d{4})\b"
        ),
        lambda m, now: _season(now, m[1], m[2]),
    ),
    (
        re.compile(
            r"\b(?:in|in the|last|this|during the|over the|since) "
            r"(spring|summer|autumn|fall|winter)\b"
        ),
        lambda m, now: _season(now, m[1], None),
    ),
    (
        re.compile(r"\b(?:on|last|this|since) (" + "|".join(_WEEKDAYS) + r")\b"),
        lambda m, now: _weekday(now, m[1]),
    ),
    (
        re.compile(
            r"\b(the day before yesterday|yesterday|last night|today|tonight|this morning"
            r"|this afternoon|this evening)\b"
        ),
        lambda m, now: _relative_day(now, m[1]),
    ),
    (
        re.compile(rf"\b{_NUMBER} {_UNIT} ago\b"),
        lambda m, now: _ago(now, m[1], m[2]),
    ),
    (
        re.compile(rf"\b(?:in|over|during|within) the (?:last|past) (?:{_NUMBER} )?{_UNIT}\b"),
        lambda m, now: _within(now, m[1], m[2]),
    ),
    (
        re.compile(rf"\b(?:last|past) {_NUMBER} {_UNIT}\b"),
        lambda m, now: _within(now, m[1], m[2]),
    ),
    (
        re.compile(r"\b(last|previous|past|this) (weekend|week|month|year)\b"),
        lambda m, now: _span(now, m[1], m[2]),
    ),
    (
        re.compile(r"\b(recently|lately|these days)\b"),
        lambda _, now: _within(now, "2", "week"),
    ),
    (
        re.compile(r"\b(?:in|since|during|of|from|by) (19\d\d|20\d\d)\b"),
        lambda m, now: _year(now, int(m[1])),
    ),
)
