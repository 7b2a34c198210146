"""Calendars: ICS files and folders of them, recurrences expanded.

A row is an event, or, where it comes back, each time that it takes place in the window (some days
before now and ahead); moved and cancelled instances (``RECURRENCE-ID``, ``EXDATE``) are what they
became. An event of the past that does not come back is taken whenever it was. What lies further
ahead is dropped as ``outside the window``: it comes when its time is nearer.

What is coming is observed *now*: its start is in the context. A change of time, title or place
makes it another observation.

A JSON file with a list of events that each have an ``ics`` text (and ``start``, ``end``, ``title``
of one instance) is read as well, one row an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.observers.json_stream import elements
from agent.observers.port import Drop, Item
from agent.observers.reading import parse_time, readable_file, stable_id
from memory.errors import InvalidInput
from memory.types import ContextValue, Observation

if TYPE_CHECKING:
    from icalendar import Calendar, Event

WHAT = "an ICS file, or a folder of them"
OUTSIDE = Drop("outside the window")
MALFORMED = Drop("malformed")
BEFORE_DAYS, AHEAD_DAYS = 730, 14
#: A file larger than this is no person's calendar; icalendar holds it whole.
_MOST_BYTES = 64 * 1024 * 1024
#: Instances of one series in the window; a daily one over two years has 740.
_MOST_INSTANCES = 1500
_MAX_TEXT = 2000
_MAX_PEOPLE = 30
#: Rules that mean an event every hour or more often are no appointment, and never end.
_TOO_OFTEN = re.compile(r"(?i)FREQ=(?:SECONDLY|MINUTELY|HOURLY)")


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when instances of series are looked for."""

    now: datetime
    before: timedelta = timedelta(days=BEFORE_DAYS)
    ahead: timedelta = timedelta(days=AHEAD_DAYS)

    @property
    def start(self) -> datetime:
        """Its beginning."""
        return self.now - self.before

    @property
    def end(self) -> datetime:
        """Its end."""
        return self.now + self.ahead


class CalendarImporter:
    """See the module."""

    name = "ics"
    description = "calendar: an ICS file, a folder of them, or JSON with ICS texts"
    options: Mapping[str, str] = {
        "before": f"days before now of events that come back (default {BEFORE_DAYS})",
        "ahead": f"days ahead (default {AHEAD_DAYS})",
    }

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item an event or instance. See :meth:`agent.observers.port.Importer.read`."""
        window = Window(
            now,
            timedelta(days=_days(options, "before", BEFORE_DAYS)),
            timedelta(days=_days(options, "ahead", AHEAD_DAYS)),
        )
        if path.is_dir():
            files = sorted(path.rglob("*.ics"))
            if not files:
                raise InvalidInput(f"{path} has no ICS file in it", hint=f"give {WHAT}")
            for file in files:
                try:
                    yield from read_ics(read_bounded(file), window, file.stem)
                except InvalidInput:
                    yield MALFORMED
            return
        readable_file(path, WHAT)
        with path.open("rb") as stream:
            start = stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
        if start.startswith((b"[", b"{")):
            yield from _json_events(path, window)
        else:
            yield from read_ics(read_bounded(path), window, path.stem, str(path))


def read_bounded(path: Path) -> bytes:
    """A calendar file's bytes.

    Raises:
        InvalidInput: it cannot be read, or is larger than any calendar.
    """
    readable_file(path, WHAT)
    with path.open("rb") as stream:
        raw = stream.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise InvalidInput(f"{path} is larger than {_MOST_BYTES >> 20} MB", hint=f"give {WHAT}")
    return raw


def read_ics(raw: bytes, window: Window, name: str, where: str = "") -> Iterator[Item]:
    """Events of an ICS text as items.

    Args:
        raw: The text.
        window: Which instances of what recurs are taken.
        name: What the calendar is called where it does not say.
        where: What an error calls it; its name by default.

    Raises:
        InvalidInput: it is no ICS text.
    """
    calendars = _parsed(raw, where or name)
    for calendar in calendars:
        title = _plain(calendar.get("X-WR-CALNAME")) or name
        events: dict[str, list[Event]] = {}
        for component in calendar.subcomponents:
            kind = component.name
            if kind == "VEVENT":
                events.setdefault(_plain(component.get("UID")), []).append(component)  # type: ignore[arg-type]
            elif kind != "VTIMEZONE":
                yield Drop("no event")
        for uid, family in events.items():
            if uid:
                yield from _family(family, window, title)
            else:
                for event in family:
                    yield from _family([event], window, title)


def _parsed(raw: bytes, name: str) -> list[Calendar]:
    from icalendar import Calendar

    text = raw.decode(errors="replace").replace("\0", "")
    if "BEGIN:VCALENDAR" not in text.upper():
        raise InvalidInput(f"{name} is not an ICS calendar", hint=f"give {WHAT}")
    try:
        found = Calendar.from_ical(text, multiple=True)
    except Exception as error:  # the parser raises whatever it meets
        raise InvalidInput(f"{name} cannot be read as ICS: {type(error).__name__}") from error
    return [one for one in found if getattr(one, "name", "") == "VCALENDAR"]


def _family(family: list[Event], window: Window, calendar: str) -> Iterator[Item]:
    """One event, or a series with the instances that were moved."""
    rules = [_rule(event) for event in family]
    if not any(rules):
        for event in family:
            yield _single(event, window, calendar)
        return
    if any(_TOO_OFTEN.search(rule) for rule in rules):
        for _ in family:
            yield Drop("too frequent")
        return
    try:
        instances = list(islice(_instances(family, window), _MOST_INSTANCES))
    except Exception:  # noqa: BLE001 - a rule that no library makes sense of
        for _ in family:
            yield MALFORMED
        return
    if not instances:  # it ended long ago, or has not begun
        for event in family:
            yield _single(event, window, calendar)
    for event in instances:
        yield _observation(
            event, window.now, calendar, _rule(family[0]) or next(filter(None, rules))
        )


def _instances(family: list[Event], window: Window) -> Iterator[Event]:
    import recurring_ical_events  # type: ignore[import-untyped]
    from icalendar import Calendar

    calendar = Calendar()
    for event in family:
        calendar.add_component(event)
    query = recurring_ical_events.of(calendar)
    for event in query.after(window.start):
        start = _moment(event.get("DTSTART"))
        if start is None or start[0] > window.end:
            return
        yield event


def _single(event: Event, window: Window, calendar: str) -> Item:
    start = _moment(event.get("DTSTART"))
    if start is None:
        return MALFORMED
    if start[0] > window.end:
        return OUTSIDE
    return _observation(event, window.now, calendar, "")


def _observation(event: Event, now: datetime, calendar: str, rule: str) -> Item:
    found = _moment(event.get("DTSTART"))
    title = _plain(event.get("SUMMARY"))
    if found is None:
        return MALFORMED
    start, whole_day = found
    if _plain(event.get("STATUS")).upper() == "CANCELLED":
        return Drop("cancelled")
    ending = _moment(event.get("DTEND"))
    if ending is None:
        try:
            duration = getattr(event.get("DURATION"), "dt", None)
            usual = timedelta(days=1) if whole_day else timedelta(0)
            end = start + (duration if isinstance(duration, timedelta) else usual)
        except (ValueError, OverflowError):  # a broken property raises when it is asked
            return MALFORMED
    else:
        end = ending[0]
    people = event.get("ATTENDEE", [])
    people = people if isinstance(people, list) else [people]
    return make(
        title=title,
        start=start,
        end=end,
        now=now,
        whole_day=whole_day,
        location=_plain(event.get("LOCATION")),
        description=_plain(event.get("DESCRIPTION")),
        people=[_person(one) for one in [event.get("ORGANIZER"), *people] if one is not None],
        calendar=calendar,
        rule=rule,
    )


def make(
    *,
    title: str,
    start: datetime,
    end: datetime,
    now: datetime,
    whole_day: bool = False,
    location: str = "",
    description: str = "",
    people: list[str],
    calendar: str = "",
    rule: str = "",
) -> Item:
    """An event as an observation."""
    if not title:
        return Drop("no title")
    context: dict[str, ContextValue] = {
        "title": title[:_MAX_TEXT],
        "start": start.isoformat(),
        "end": end.isoformat(),
    }
    told: dict[str, ContextValue] = {
        "location": location[:_MAX_TEXT],
        "description": _readable(description)[:_MAX_TEXT],
        "people": tuple(dict.fromkeys(filter(None, people)))[:_MAX_PEOPLE],
        "calendar": calendar[:_MAX_TEXT],
        "repeats": rule[:_MAX_TEXT],
        "whole_day": whole_day,
    }
    context |= {key: value for key, value in told.items() if value}
    return Observation(
        source="calendar",
        content=title[:_MAX_TEXT],
        observed_at=min(start, now),
        kind="event",
        context=context,
        # Not by its UID: the same event in two calendars is one event.
        external_id=stable_id(start.timestamp(), end.timestamp(), title, location),
    )


def _json_events(path: Path, window: Window) -> Iterator[Item]:
    """A list of instances, each with its ICS text: the instance's own times count."""
    at = ("events", "*") if _is_object(path) else ("*",)
    empty = True
    for _, row in elements(path, at):
        empty = False
        if not isinstance(row, dict):
            yield MALFORMED
            continue
        event = _embedded(row.get("ics"), path.stem)
        found = _moment(event.get("DTSTART")) if event is not None else None
        start = parse_time(row.get("start")) or (found[0] if found else None)
        if start is None:
            yield MALFORMED
        elif start > window.end:
            yield OUTSIDE
        else:
            told = {k: v for k in row if isinstance(v := row[k], str)}
            yield make(
                title=told.get("title", "") or _of(event, "SUMMARY"),
                start=start,
                end=parse_time(row.get("end")) or start,
                now=window.now,
                location=told.get("location", "") or _of(event, "LOCATION"),
                description=told.get("description", "") or _of(event, "DESCRIPTION"),
                people=[],
                rule=told.get("repeating", ""),
            )
    if empty:
        raise InvalidInput(f"{path} has no events in it", hint=f"give {WHAT}")


def _is_object(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _embedded(text: object, name: str) -> Any:  # noqa: ANN401 - a component of icalendar
    if not isinstance(text, str):
        return None
    try:
        calendars = _parsed(text.encode(errors="replace"), name)
    except InvalidInput:
        return None
    return next((one for c in calendars for one in c.subcomponents if one.name == "VEVENT"), None)


def _of(event: Any, name: str) -> str:  # noqa: ANN401
    return _plain(event.get(name)) if event is not None else ""


def _moment(value: object) -> tuple[datetime, bool] | None:
    """A time with its zone (UTC where it names none), and whether it is a whole day."""
    try:
        value = getattr(value, "dt", None)  # of a broken property it raises
        if isinstance(value, datetime):
            at = (
                value
                if value.tzinfo and value.utcoffset() is not None
                else value.replace(tzinfo=UTC)
            )
            return at, False
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=UTC), True
    except (ValueError, OverflowError, TypeError):
        pass
    return None


def _rule(event: Event) -> str:
    try:
        if event.get("RECURRENCE-ID") is not None:
            return ""
        rule = event.get("RRULE")
        if rule is None:
            return "RDATE" if event.get("RDATE") is not None else ""
        rules = rule if isinstance(rule, list) else [rule]
        return ";".join(one.to_ical().decode(errors="replace") for one in rules)
    except (ValueError, AttributeError, TypeError):
        return ""


def _plain(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None else str(value).strip()


def _person(value: object) -> str:
    """The name of somebody invited, else their address."""
    named = getattr(value, "params", {}).get("CN", "")
    return _plain(named) or re.sub(r"(?i)^mailto:", "", _plain(value))


_TAG = re.compile(r"<[^<>]{0,2000}>")


def _readable(text: str) -> str:
    """A description without its markup, line ends kept."""
    if "<" in text:
        text = _TAG.sub("", re.sub(r"(?i)<(?:br|/p|/li)\s*/?>", "\n", text))
    return unescape(text).strip()


def _days(options: Mapping[str, str], name: str, usual: int) -> int:
    text = options.get(name)
    if text is None:
        return usual
    if not text.isdecimal() or len(text) > 5:  # noqa: PLR2004 - 99,999 days are 273 years
        raise InvalidInput(f"{name} is no number of days: {text!r}", hint="give a number, as 30")
    return int(text)
