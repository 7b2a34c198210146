"""Relative dates made absolute: what "yesterday" meant on the day it was written.

A proposition is read months later, so "last Friday" has to become a date. Every rule gives words
that fit in the place of the old ones, and the span of time meant.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from memory.lexicon import PAST

MONTHS = tuple(calendar.month_name)
WEEKDAYS = tuple(calendar.day_name)
_NUMBERS = {
    word: value
    for value, word in enumerate(
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
        ],
    )
} | {"a": 1, "an": 1, "a couple of": 2, "a few": 3}

_DAY = "|".join(WEEKDAYS[i].lower() for i in range(7))
_DAYS = rf"(?P<day>{_DAY})"
_COUNT = (
    r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"a couple of|a few)"
)
_UNIT = r"(?P<unit>day|week|month|year)s?"
_ROUGHLY = (
    r"about|almost|approximately|around|just over|just under|maybe|more than|nearly|over|probably|"
    r"roughly|some"
)
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_PART = r"(?P<part>morning|afternoon|evening|night)"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that words meant: ``start`` inclusive, ``end`` exclusive."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Resolved:
    """A sentence with absolute dates. ``span`` is that of the first date in it, if any."""

    text: str
    span: Span | None = None


def day_words(day: datetime) -> str:
    """A date in words: "12 March 2026"."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def month_words(day: datetime) -> str:
    """A month in words: "March 2026"."""
    return f"{MONTHS[day.month]} {day.year}"


#: "on in the week of", left where "on" stood before a weekday.
_TWICE = re.compile(
    # "Moved in on Friday" keeps both.
    r"(?<!\bmoved )(?<!\bcame )(?<!\bhanded )(?<!\bturned )(?<!\bchecked )"
    r"\b(?:on|in|at) (?=on \d|on the weekend|in (?:\d|the week of|[A-Z]|early|late|mid)|"
    r"(?:at|by) \d)"
)
_AFTER_ANOTHER = re.compile(
    r"\b(?:(from|since|until|till|before|after|by|for|of|and|to) on (?=\d|the weekend)|"
    r"(from|since|until|till|before|after|by|for|of|to) in (?=the|\d{4}\b|[A-Z][a-z]+ \d{4}))"
)


#: "Has not talked in a few days": for so long, not after it.
_NOT_FOR = re.compile(r"^(?:has|have|had|did) (?:not|never)\b", re.IGNORECASE)
_PERFECT = re.compile(r"^(?:has|have|had) (?:just |already |now )?(?P<done>[a-z]+)", re.IGNORECASE)


def _took_so_long(text: str) -> bool:
    """Whether "in three days" tells how long something took: "Has read two books in three days"."""
    perfect = _PERFECT.match(text)
    verb = (perfect["done"] if perfect else text.split(maxsplit=1)[0]).lower()
    return verb in PAST or verb in {"read", "run", "done"} or verb.endswith("ed")


def resolve(text: str, at: datetime, *, past: bool = True, recurring: bool = False) -> Resolved:
    """Replace relative dates by absolute ones.

    Args:
        text: One sentence.
        at: When it was written (tz-aware); days are those of its own time zone.
        past: Whether a bare weekday ("on Friday") lies before ``at`` or after it.
        recurring: Whether the sentence speaks of what comes back ("always … on Tuesday", "my
            birthday is on 14 May"): its weekdays and days of the year are no single dates.
    """
    spans: list[Span] = []
    for pattern, rule in _RULES:
        if recurring and rule in {_weekday, _date, _in_month}:
            continue
        if rule is _ahead and (_NOT_FOR.match(text) or _took_so_long(text)):
            continue
        while match := pattern.search(text):
            words, span = rule(match, _midnight(at), past)
            spans.append(span)
            text = text[: match.start()] + words + text[match.end() :]
    text = _TWICE.sub("", text)
    text = _AFTER_ANOTHER.sub(r"\1\2 ", text)
    return Resolved(text, _first(spans))


def _first(spans: list[Span]) -> Span | None:
    return min(spans, key=lambda span: span.end - span.start) if spans else None


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _one_day(day: datetime, preposition: str = "on") -> tuple[str, Span]:
    return f"{preposition} {day_words(day)}", Span(day, day + timedelta(days=1))


def _week_of(day: datetime) -> tuple[str, Span]:
    monday = day - timedelta(days=day.weekday())
    return f"in the week of {day_words(monday)}", Span(monday, monday + timedelta(days=7))


def _month_of(day: datetime) -> tuple[str, Span]:
    first = day.replace(day=1)
    return f"in {month_words(first)}", Span(first, _add_months(first, 1))


def _year_of(day: datetime) -> tuple[str, Span]:
    first = day.replace(month=1, day=1)
    return f"in {first.year}", Span(first, _add_months(first, 12))


def _weekend_of(day: datetime) -> tuple[str, Span]:
    saturday = day + timedelta(days=5 - day.weekday())
    return (
        f"on the weekend of {day_words(saturday)}",
        Span(saturday, saturday + timedelta(days=2)),
    )


def _add_months(day: datetime, months: int) -> datetime:
    index = day.year * 12 + day.month - 1 + months
    year, month = min(max(index // 12, 1), 9998), index % 12 + 1
    return day.replace(
        year=year,
        month=month,
        day=min(day.day, calendar.monthrange(year, month)[1]),
    )


_PERIODS: dict[str, Callable[[datetime], tuple[str, Span]]] = {
    "week": _week_of,
    "weekend": _weekend_of,
    "month": _month_of,
    "year": _year_of,
}


def _shifted(day: datetime, unit: str, amount: int) -> datetime:
    match unit:
        case "day":
            return day + timedelta(days=amount)
        case "week" | "weekend":
            return day + timedelta(weeks=amount)
        case "month":
            return _add_months(day, amount)
        case _:
            return _add_months(day, 12 * amount)


def _relative_day(match: re.Match[str], today: datetime, _past: bool) -> tuple[str, Span]:  # noqa: FBT001 - the rules' one signature
    word = " ".join(match["word"].lower().split())
    offset = {
        "the day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day after tomorrow": 2,
    }
    return _one_day(today + timedelta(days=offset.get(word, 0)), match["by"] or "on")


def _ago(match: re.Match[str], today: datetime, _past: bool) -> tuple[str, Span]:  # noqa: FBT001 - the rules' one signature
    amount = _amount(match["count"])
    unit = match["unit"].lower()
    day = _shifted(today, unit, -amount)
    vague = match["count"].lower() == "a few"
    said, span = _one_day(day) if unit == "day" and not vague else _PERIODS.get(unit, _week_of)(day)
    if match["roughly"] and not said.startswith("in the week"):
        said = f"around {said.partition(' ')[2]}"
    return said, span


def _ahead(match: re.Match[str], today: datetime, _past: bool) -> tuple[str, Span]:  # noqa: FBT001 - the rules' one signature
    unit = match["unit"].lower()
    day = _shifted(today, unit, _amount(match["count"]))
    return _one_day(day) if unit == "day" else _PERIODS[unit](day)


def _amount(count: str) -> int:
    low = count.lower()
    return int(low) if low.isdigit() else _NUMBERS[low]


def _period(match: re.Match[str], today: datetime, _past: bool) -> tuple[str, Span]:  # noqa: FBT001 - the rules' one signature
    unit = match["unit"].lower()
    amount = {"last": -1, "past": -1, "next": 1, "this": 0}[match["which"].lower()]
    return _PERIODS[unit](_shifted(today, unit, amount))


def _weekday(match: re.Match[str], today: datetime, past: bool) -> tuple[str, Span]:  # noqa: FBT001 - the rules' one signature
    which = (match["which"] or "").lower()
    wanted = [day.lower() for day in WEEKDAYS].index(match["day"].lower())
    ahead = (wanted - today.weekday()) % 7
    back = (today.weekday() - wanted) % 7
    said = (match["by"] or "").lower()
    preposition = said if said in {"by", "until"} else "on"
    if which == "last" or (which != "next" and past and preposition == "on"):
        return _one_day(today - timedelta(days=back or 7), preposition)
    if which == "next":
        return _one_day(today + timedelta(days=ahead or 7), preposition)
    return _one_day(today + timedelta(days=ahead), preposition)


def _starting(match: re.Match[str], today: datetime, _past: bool) -> tuple[str, Span]:  # noqa: FBT001 - the rules' one signature
    wanted = [day.lower() for day in WEEKDAYS].index(match["day"].lower())
    words, span = _one_day(today + timedelta(days=(wanted - today.weekday()) % 7 or 7))
    return f"{match['starts']}{words}", span


def _season(match: re.Match[str], today: datetime, _past: bool) -> tuple[str, Span]:  # noqa: FBT001 - the rules' one signature
    name = match["season"].lower()
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name]
    start = today.replace(month=first, day=1)
    match match["which"].lower():
        case "last":
            while _add_months(start, 3) > today:
                start = _add_months(start, -12)
        case "next":
            while start <= today:
                start = _add_months(start, 12)
        case _:
            pass
    return f"in the {name} of {start.year}", Span(start, _add_months(start, 3))


def _month_name(match: re.Match[str], today: datetime, _past: bool) -> tuple[str, Span]:  # noqa: FBT001 - the rules' one signature
    month = [name.lower() for name in MONTHS].index(match["month"].lower())
    first = today.replace(month=month, day=1)
    if match["which"].lower() == "last" and first >= today.replace(day=1):
        first = _add_months(first, -12)
    if match["which"].lower() == "next" and first <= today:
        first = _add_months(first, 12)
    return _month_of(first)


def _nearest(first: datetime, today: datetime, *, past: bool) -> datetime:
    """The same date in the year that is meant: the last such day, or the next."""
    if past and first > today:
        return _add_months(first, -12)
    return _add_months(first, 12) if not past and first < today - timedelta(days=7) else first


#: What is booked for a day, what was put off to it, and what somebody has until then, lies ahead.
_AHEAD_OF = re.compile(
    r"\b(?:(?:for|by|until|till)(?: (?:the )?\d{1,2}(?:st|nd|rd|th)? (?:to|till|until|-|–))?|"
    r"(?:has|have|is|are) (?:got |only )?(?:until|till) \w+|"
    r"(?:moved|pushed|postponed|rescheduled|extended|delayed|shifted|slipped|put off|put back|"
    r"brought forward)(?: back)? to)\s*$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s*$", re.IGNORECASE)
_UNTIL = frozenset({"until", "till"})
_UNTIL_THEN = re.compile(
    r"(?<!\bhave )(?<!\bhas )(?<!\bgot )\b(?:until|till)(?: the end of| \w+)?\s*$", re.IGNORECASE
)


def _over(date: re.Match[str]) -> bool:
    """Whether a day is the end of what is told as over: "Worked there until July"."""
    start = date.start() if "date" in date.re.groupindex else date.start("month")
    verb = date.string.split(maxsplit=1)[0].lower()
    past = verb in PAST or verb.endswith("ed")
    return past and _UNTIL_THEN.search(date.string[:start]) is not None


def _date(match: re.Match[str], today: datetime, past: bool) -> tuple[str, Span]:  # noqa: FBT001 - the rules' one signature
    month = [name.lower() for name in MONTHS].index(match["month"].lower())
    last = calendar.monthrange(today.year, month)[1]
    number = min(max(int(match["date"]), 1), last)
    if _AHEAD_OF.search(match.string[: match.start()]) and not _over(match):
        past = False  # "booked the train for 15 May" lies ahead though booking is over
    elif _SINCE.search(match.string[: match.start()]):
        past = True
    day = _nearest(today.replace(month=month, day=number), today, past=past)
    return day_words(day), Span(day, day + timedelta(days=1))


def _in_month(match: re.Match[str], today: datetime, past: bool) -> tuple[str, Span]:  # noqa: FBT001 - the rules' one signature
    month = [name.lower() for name in MONTHS].index(match["month"].lower())
    first = today.replace(month=month, day=1)
    lead = match["lead"].lower()
    # What somebody is doing "since January" began before it was said, "until" lies after it.
    ahead = lead in _UNTIL or _AHEAD_OF.search(match.string[: match.start()]) is not None
    past = lead == "since" or (past and (_over(match) or not ahead))
    if (first.year, first.month) != (today.year, today.month):
        first = _nearest(first, today, past=past)
    words, span = _month_of(first)
    if lead in {"the end of", "the last week of"}:
        span = Span(span.end - _LAST_DAYS, span.end)
    return f"{match['lead']} {words.removeprefix('in ')}", span


#: "The end of March" is its last week.
_LAST_DAYS = timedelta(days=7)


def _end_of(match: re.Match[str], today: datetime, _past: bool) -> tuple[str, Span]:  # noqa: FBT001 - the rules' one signature
    unit = match["unit"].lower()
    start, end = _PERIODS[unit](today)[1].start, _PERIODS[unit](today)[1].end
    last = end - timedelta(days=1)
    said = f"the end of {month_words(start)}" if unit == "month" else day_words(last)
    if unit == "year":
        said = f"the end of {start.year}"
    return said, Span(max(start, end - _LAST_DAYS), end)


_Rule = Callable[[re.Match[str], datetime, bool], tuple[str, Span]]
_MONTH = "|".join(name.lower() for name in MONTHS if name)
#: Longest first: "the day before yesterday" holds "yesterday".
_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), rule)
    for pattern, rule in (
        (
            (
                rf"(?:\b{_DAYS},? )?(?:\bthe )?\b(?P<date>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? "
                rf"(?P<month>{_MONTH})\b(?!,? \d{{4}})"
            ),
            _date,
        ),
        (
            (
                # With a capital: "we may 2" is no day of May.
                rf"(?:\b{_DAYS},? )?\b(?-i:(?P<month>{'|'.join(filter(None, MONTHS))})) "
                r"(?:the )?(?P<date>\d{1,2})"
                r"(?:st|nd|rd|th)?\b(?!,? \d{4}|[\d:/.,%]\d| ?[-–] ?\d)"
            ),
            _date,
        ),
        (
            (
                r"\b(?P<lead>in(?: early| late)?|the (?:beginning|end|middle|(?:first|second|"
                r"third|last) "
                r"week(?:end)?) of|since|until|till) "
                rf"(?P<month>{_MONTH})\b(?! \d)"
            ),
            _in_month,
        ),
        (r"\bthe end of (?:the|this) (?P<unit>week|month|year)\b", _end_of),
        (
            r"\b(?:(?P<by>by) )?(?P<word>the day before yesterday|the day after tomorrow)\b",
            _relative_day,
        ),
        (
            # "The Today programme" is none.
            rf"(?<!\bthe )\b(?:(?P<by>by) )?(?P<word>yesterday|tomorrow|today)(?: {_PART})?\b",
            _relative_day,
        ),
        (
            r"\b(?P<by>)(?P<word>last night|tonight|this (?:morning|afternoon|evening))\b",
            _relative_day,
        ),
        (
            (
                rf"\b(?:(?P<roughly>{_ROUGHLY}) )?{_COUNT} {_UNIT} (?:ago|back)"
                r"(?: this (?:week|month))?\b"
            ),
            _ago,
        ),
        (rf"\bin {_COUNT} {_UNIT}(?: time)?(?=$|[.,;!]|\s+(?:for|to|with|and|at)\b)", _ahead),
        (
            (
                r"\b(?:(?:in|at|on|over) )?(?:the )?(?P<which>last|past|next|this) "
                r"(?P<unit>weekend|week|month|year)\b(?!\w|'| of\b(?! course\b))"
            ),
            _period,
        ),
        (rf"\b(?:in )?(?P<which>last|next|this) {_SEASON}\b", _season),
        (rf"\b(?:in )?(?P<which>last|next|this) (?P<month>{_MONTH})\b", _month_name),
        # "On the last Friday" is one of every month.
        (
            (
                r"(?<!\bthe )\b(?:(?P<by>by|until|on|this coming) )?(?P<which>last|next|this) "
                rf"{_DAYS}(?: {_PART})?\b"
            ),
            _weekday,
        ),
        # "My leave starts monday"
        (rf"(?P<starts>\b(?:starts|begins) ){_DAYS}\b(?! ?s\b)", _starting),
        # Neither "on Tuesdays" nor "on Tuesday evenings" is a day, nor is "on Tuesday and Friday".
        (
            (
                rf"\b(?P<by>by|until|on) (?P<which>){_DAYS}"
                rf"(?! (?:morning|afternoon|evening|night)s)(?: {_PART})?\b(?! ?s\b)"
                r"(?!(?:,| and) (?:mon|tue|wed|thu|fri|sat|sun))"
            ),
            _weekday,
        ),
    )
)
