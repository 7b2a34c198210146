"""The calendar as it stands: ICS files (or folders of them), and, on request, an address of one.

Looked at now and then; what is new or changed in the window of days before and ahead is taken, and
known by itself: an event is taken once, and again when its time, title or place changes.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from agent.observers.calendar import Window, read_bounded, read_ics
from agent.observers.live import (
    OK,
    Batch,
    Cursor,
    ObserverSettings,
    Support,
    Surroundings,
    expanded,
    in_batches,
    named_places,
)
from agent.observers.port import Drop, Item
from agent.observers.reading import stable_id
from memory.errors import InvalidInput

_TIMEOUT_S = 20.0
_MOST_BYTES = 64 * 1024 * 1024


class CalendarSettings(ObserverSettings):
    """Which calendars, and how far back and ahead."""

    every: float = Field(default=900, ge=10, le=86_400, description="Seconds between looks.")
    paths: tuple[str, ...] = Field(default=(), description="ICS files, or folders of them.")
    urls: tuple[str, ...] = Field(
        default=(), description="Addresses of ICS calendars. Each look asks them over the network."
    )
    before: int = Field(default=7, ge=0, le=3650, description="Days back.")
    ahead: int = Field(default=14, ge=0, le=365, description="Days ahead.")

    @field_validator("urls")
    @classmethod
    def _addresses(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        """Something else would be asked in vain for ever."""
        for url in urls:
            if urlsplit(url).scheme not in {"https", "http"} or not urlsplit(url).hostname:
                raise ValueError(f"{url} is no web address; give https://…")
        return urls


class CalendarObserver:
    """See the module."""

    name = "calendar"
    consent = "Reads the events of the calendars you name: titles, times, places, who is invited."
    settings = CalendarSettings

    def probe(self, settings: CalendarSettings, around: Surroundings) -> Support:
        """Whether a calendar is named and there."""
        if settings.urls and not settings.paths:
            return OK
        return named_places(
            settings.paths, around, thing="calendar", enable="calendar --set paths=FILE"
        )

    def open(
        self, settings: CalendarSettings, around: Surroundings, wake: Callable[[], None]
    ) -> CalendarWatch:
        """Look at the calendars."""
        del wake  # polled
        return CalendarWatch(settings, around)


class CalendarWatch:
    """Looks at calendars. The cursor holds what each was like, and the day it was looked at."""

    def __init__(self, settings: CalendarSettings, around: Surroundings) -> None:
        self._settings = settings
        self._around = around

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`.

        What stands in a calendar is never history: it is its present state.
        """
        known = dict(cursor or {})
        window = Window(
            now, timedelta(days=self._settings.before), timedelta(days=self._settings.ahead)
        )
        failed: InvalidInput | None = None
        for name, fetch in self._calendars():
            try:
                raw = fetch()
                # The window moves on by the day.
                version = stable_id(raw.decode(errors="replace"), now.date())
                if known.get(name) == version:
                    continue
                known[name] = version
                found = read_ics(raw, window, Path(name).stem)
                yield from in_batches(_near(found, window), dict(known))
            except InvalidInput as error:  # the others still are read
                failed = error
        if failed is not None:
            raise failed

    def close(self) -> None:
        """Nothing is held open."""

    def _calendars(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        for told in self._settings.paths:
            path = expanded(told, self._around)
            for file in sorted(path.rglob("*.ics")) if path.is_dir() else [path]:
                yield str(file), lambda file=file: read_bounded(file)  # type: ignore[misc]
        for url in self._settings.urls:
            yield url, lambda url=url: fetched(url)  # type: ignore[misc]


def _near(items: Iterator[Item], window: Window) -> Iterator[Item]:
    """Single events of long ago are no news of a calendar that is looked at every day."""
    for item in items:
        at = None if isinstance(item, Drop) else item.observed_at
        yield Drop("outside the window") if at is not None and at < window.start else item


def fetched(url: str) -> bytes:
    """What an address answers.

    Raises:
        InvalidInput: it does not, or with too much.
    """
    host = urlsplit(url).hostname or "the calendar"  # the rest of an address may be a secret
    if urlsplit(url).scheme not in {"https", "http"}:
        raise InvalidInput(f"{host} is no web address", hint="give https://…")
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as answer:  # noqa: S310 - checked above
            raw: bytes = answer.read(_MOST_BYTES + 1)
    except (urllib.error.URLError, OSError, ValueError) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()  # it holds the answer
        raise InvalidInput(f"{host} does not answer: {type(error).__name__}") from error
    if len(raw) > _MOST_BYTES:
        raise InvalidInput(f"{host} answers with more than a calendar")
    return raw
