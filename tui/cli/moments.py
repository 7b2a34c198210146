"""Times on the command line: ISO 8601, and the simple words people use."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    from tui.cli.session import Session

    _Type = click.ParamType[dt.datetime]
else:
    _Type = click.ParamType  # which older versions do not let subscribe

F = TypeVar("F", bound=Callable[..., Any])
Direction = Literal["past", "future"]
_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
_WORDS = {"second": "s", "minute": "m", "hour": "h", "day": "d", "week": "w"}
_EXAMPLES = {
    "past": '2026-01-31, 2026-01-31T14:00+01:00, yesterday, today, 7d, "2 weeks ago"',
    "future": "2026-01-31, 2026-01-31T14:00+01:00, tomorrow, 2h, 3d",
}


def parse_moment(text: str, now: dt.datetime, *, toward: Direction = "past") -> dt.datetime:
    """A time with its zone.

    A date means its beginning, and a time without a zone is local (that of ``now``). ``7d`` is
    seven days back, or ahead where only the future makes sense.

    Raises:
        ValueError: it is neither.
    """
    word = text.strip().lower()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = {"now": None, "today": 0, "yesterday": -1, "tomorrow": 1}
    if word in days:
        offset = days[word]
        return now if offset is None else midnight + dt.timedelta(days=offset)
    span = re.fullmatch(r"(?:in\s+)?(\d{1,6})\s*([a-z]+?)s?(?:\s+ago)?", word)
    if span and (seconds := _UNITS.get(_WORDS.get(span[2], span[2]))):
        ahead = toward == "future" and not word.endswith("ago")
        moved = dt.timedelta(seconds=int(span[1]) * seconds)
        return now + moved if ahead or word.startswith("in ") else now - moved
    if re.fullmatch(r"\d{4}(-\d{2})?", word):  # a year or a month means its beginning
        word = f"{word}-01" if "-" in word else f"{word}-01-01"
    try:
        moment = dt.datetime.fromisoformat(word.upper())
    except ValueError as error:
        raise ValueError(f"{text!r} is not a time; try {_EXAMPLES[toward]}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def parse_length(text: str) -> dt.timedelta:
    """A length of time: ``30m``, ``2h``, ``1h30m``, ``1 day``.

    Raises:
        ValueError: it is none, or nothing long.
    """
    word = text.strip().lower()
    seconds = 0
    if re.fullmatch(r"(?:\d{1,6}\s*[a-z]+\s*)+", word):
        for number, name in re.findall(r"(\d+)\s*([a-z]+)", word):
            unit = name if name in _UNITS else _WORDS.get(name.removesuffix("s"), "")
            seconds += int(number) * _UNITS.get(unit, 0)
            if not unit:
                seconds = 0
                break
    if not seconds:
        raise ValueError(f"{text!r} is no length of time; try 30m, 2h, 1h30m or 1d")
    return dt.timedelta(seconds=seconds)


class Moment(_Type):
    """A time as an option's value.

    Args:
        toward: Where a bare ``7d`` points.
        end: Whether a plain date means its end (for ``--until``).
    """

    name = "time"

    def __init__(self, *, toward: Direction = "past", end: bool = False) -> None:
        self._toward = toward
        self._end = end

    def convert(
        self, value: str | dt.datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.datetime:
        """Read it against the session's clock."""
        if isinstance(value, dt.datetime):
            return value
        session: Session | None = ctx.find_root().obj if ctx else None
        now: Callable[[], dt.datetime] = (
            session.now if session else lambda: dt.datetime.now().astimezone()
        )
        try:
            moment = parse_moment(value, now(), toward=self._toward)
        except OverflowError:
            self.fail(f"{value!r} is beyond the calendar", param, ctx)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return _after(moment, value.strip().lower()) if self._end else moment


def _after(moment: dt.datetime, word: str) -> dt.datetime:
    """The end of the day, month or year that a word names by its beginning."""
    if moment.year == dt.MAXYEAR:  # written to set no bound, and no later one can be
        return dt.datetime.max.replace(tzinfo=moment.tzinfo)
    if re.fullmatch(r"\d{4}", word):
        return moment.replace(year=moment.year + 1)
    if re.fullmatch(r"\d{4}-\d{2}", word):
        return (moment + dt.timedelta(days=31)).replace(day=1)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}|yesterday|today", word):
        return moment + dt.timedelta(days=1)
    return moment


def check_range(since: dt.datetime | None, until: dt.datetime | None) -> None:
    """Refuse a range in which no time lies; it is a slip, and finding nothing would hide it.

    Raises:
        UsageError: it ends before it begins.
    """
    if since is not None and until is not None and since >= until:
        raise click.UsageError(f"--since {since:%Y-%m-%d %H:%M} is not before --until"
                               f" {until:%Y-%m-%d %H:%M}")  # fmt: skip


def since_option(help: str = "Only from this time on.") -> Callable[[F], F]:
    """``--since TIME``."""
    return click.option("--since", type=Moment(), help=help)


def until_option(help: str = "Only before this time.") -> Callable[[F], F]:
    """``--until TIME``; a date means its end."""
    return click.option("--until", type=Moment(end=True), help=help)
