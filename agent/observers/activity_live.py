"""The use of applications as other watchers write it down: ActivityWatch, macOS, Windows."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from pydantic import Field, field_validator

from agent.observers import activitywatch
from agent.observers.activity_databases import knowledge, made, timeline
from agent.observers.databases import fingerprint
from agent.observers.folding import Dwell, Folder, fold
from agent.observers.live import (
    BATCH,
    OK,
    OVERFLOW,
    Batch,
    Cursor,
    ObserverSettings,
    Support,
    Surroundings,
    expanded,
    in_batches,
)
from agent.observers.port import Drop, Item
from agent.observers.reading import parse_time
from agent.observers.times import from_cocoa, from_unix
from memory.errors import InvalidInput

_TIMEOUT_S = 10.0
_MOST_ANSWER = 32 * 1024 * 1024
#: What is asked for at once: events of a day at the most usual heartbeat fit.
_LIMIT = 10_000
#: How often for one look: half a year at that rate.
_MOST_PAGES = 50
#: A stay that ended less than this ago may still grow.
_SETTLED = timedelta(minutes=2)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class ActivityWatchSettings(ObserverSettings):
    """Which server."""

    every: float = Field(default=120, ge=5, le=86_400, description="Seconds between looks.")
    url: str = Field(
        default="http://localhost:5600", description="ActivityWatch's server on this machine."
    )

    @field_validator("url")
    @classmethod
    def _here(cls, url: str) -> str:
        """What is watched here is not sent elsewhere to be asked for."""
        parts = urlsplit(url)
        if parts.scheme != "http" or parts.hostname not in _LOOPBACK:
            raise ValueError(f"{url} is not on this machine; give http://localhost:5600")
        return url


class ActivityWatchObserver:
    """See the module."""

    name = "activitywatch"
    consent = "Reads the windows, tabs and files that ActivityWatch on this machine has recorded."
    settings = ActivityWatchSettings
    local = True

    def probe(self, settings: ActivityWatchSettings, around: Surroundings) -> Support:
        """Whether the server answers is seen when it is asked."""
        del settings, around
        return OK

    def open(
        self, settings: ActivityWatchSettings, around: Surroundings, wake: Callable[[], None]
    ) -> ActivityWatchWatch:
        """Ask the server."""
        del around, wake  # polled
        return ActivityWatchWatch(settings)


class ActivityWatchWatch:
    """Asks the server. The cursor holds, for each bucket, up to when it was read."""

    def __init__(self, settings: ActivityWatchSettings) -> None:
        self._url = settings.url.rstrip("/")
        self._history = settings.history

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        known: dict[str, Any] = dict(cursor or {})
        buckets = self._ask("/api/0/buckets/", {})
        if not isinstance(buckets, dict):
            raise InvalidInput("this is no ActivityWatch server", hint="see its address")
        for bucket in sorted(buckets):
            since = known.get(bucket)
            if since is None and cursor is None and not self._history:
                known[bucket] = now.isoformat()
                continue
            yield from self._bucket(bucket, since, known, now)
        yield Batch([], dict(known))

    def close(self) -> None:
        """Nothing is held open."""

    def _bucket(
        self, bucket: str, since: str | None, known: dict[str, Any], now: datetime
    ) -> Iterator[Batch]:
        start = datetime.fromisoformat(since) if since else None
        rows = self._rows(bucket, start, now)
        folder = Folder(activitywatch.made)
        items: list[Item] = []
        for row in rows:
            if isinstance(row, Drop):
                items.append(row)
            elif start is None or row.start > start:  # the server also gives what overlaps
                items += folder.feed(row)
        ends = [row.end for row in rows if isinstance(row, Dwell)]
        open_start = folder.open_start
        if open_start is not None and ends and now - max(ends) < _SETTLED:
            # It may still grow: it is read again, from before its start.
            after = open_start - timedelta(microseconds=1)
        else:
            items += folder.flush()
            starts = [row.start for row in rows if isinstance(row, Dwell)]
            after = max([*starts, *([start] if start else [])], default=now)
        for begin in range(0, len(items), BATCH):
            part = items[begin : begin + BATCH]
            if begin + BATCH >= len(items):
                known[bucket] = after.isoformat()
                yield Batch(part, dict(known))
            else:
                yield Batch(part, None)

    def _rows(self, bucket: str, start: datetime | None, now: datetime) -> list[Dwell | Drop]:
        """All events since a time, oldest first.

        The server gives the newest of a span, so what is before them is asked for in turn.
        """
        pages: list[list[Dwell | Drop]] = []
        end, edge = now, set[str]()
        for _ in range(_MOST_PAGES):
            events = self._events(bucket, start, end)
            # Those of the very time up to which is asked now came with the last answer.
            new = [each for each in events if _name(each) not in edge and _time(each, end) <= end]
            pages.append([activitywatch.read_event(event) for event in new])
            if len(events) < _LIMIT:
                break
            if not new:
                pages.append([Drop(OVERFLOW)])  # it gives nothing of before
                break
            end = min(_time(each, end) for each in new)
            edge = {_name(each) for each in events if _time(each, end) == end}
        else:
            pages.append([Drop(OVERFLOW)])
        return [row for page in reversed(pages) for row in reversed(page)]

    def _events(self, bucket: str, start: datetime | None, end: datetime) -> list[object]:
        """The newest events of a span, newest first."""
        asked = {"limit": str(_LIMIT), "end": end.isoformat()}
        if start is not None:
            asked["start"] = start.isoformat()
        events = self._ask(f"/api/0/buckets/{quote(bucket, safe='')}/events", asked)
        if not isinstance(events, list):
            raise InvalidInput("ActivityWatch answers with no events")
        return events

    def _ask(self, path: str, asked: dict[str, str]) -> object:
        address = f"{self._url}{path}" + (f"?{urlencode(asked)}" if asked else "")
        if urlsplit(address).hostname not in _LOOPBACK:
            raise InvalidInput("only a server on this machine is asked")
        # No proxy: what is asked and answered stays on this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(address, timeout=_TIMEOUT_S) as answer:
                raw = answer.read(_MOST_ANSWER + 1)
            if len(raw) > _MOST_ANSWER:
                raise InvalidInput("ActivityWatch answers with too much")
            return json.loads(raw)
        except (urllib.error.URLError, OSError, ValueError, RecursionError) as error:
            if isinstance(error, urllib.error.HTTPError):
                error.close()  # it holds the answer
            raise InvalidInput(
                f"ActivityWatch does not answer at {self._url}", hint="is it running?"
            ) from error


def _name(event: object) -> str:
    """What tells an event from others, however much of it lies in the span that is asked for."""
    if not isinstance(event, dict):
        return repr(event)
    return repr([event.get(key) for key in ("id", "timestamp", "data")])


def _time(event: object, otherwise: datetime) -> datetime:
    """When an event began."""
    at = parse_time(event.get("timestamp")) if isinstance(event, dict) else None
    return otherwise if at is None else at


class DatabaseSettings(ObserverSettings):
    """Where the database is."""

    every: float = Field(default=300, ge=5, le=86_400, description="Seconds between looks.")
    path: str = Field(default="", description="The database; empty: where the system keeps it.")


class _DatabaseWatch:
    """Follows a database of dwells. The cursor is the time of the last change that was read."""

    def __init__(
        self,
        path: Path,
        rows: Callable[[Path, Any], Iterator[Dwell | Drop]],
        number: Callable[[datetime], float],
        *,
        history: bool,
    ) -> None:
        self._path = path
        self._rows = rows
        self._number = number
        self._history = history

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        mark = [list(part) for part in fingerprint(self._path)]
        known = dict(cursor or {})
        if known.get("file") == mark:
            return
        after = {"since": int(self._number(now)), "file": mark}
        if cursor is None and not self._history:
            yield Batch([], after)
            return
        rows = self._rows(self._path, known.get("since"))
        yield from in_batches(fold(rows, made), after)

    def close(self) -> None:
        """Nothing is held open."""


class KnowledgeObserver:
    """macOS's own record."""

    name = "knowledgec"
    consent = "Reads which applications were in front, from macOS's own record (knowledgeC)."
    settings = DatabaseSettings
    local = True

    def probe(self, settings: DatabaseSettings, around: Surroundings) -> Support:
        """Whether this is a Mac that lets us read it."""
        if around.platform != "darwin" and not settings.path:
            return Support("unsupported", "this record is kept by macOS only")
        path = self._path(settings, around)
        try:
            with path.open("rb"):
                return OK
        except PermissionError:
            return Support(
                "needs permission",
                "macOS does not let us read it",
                "allow it in System Settings, Privacy & Security, Full Disk Access",
            )
        except OSError:
            return Support(
                "degraded",
                f"{path} is not there",
                "gumption observers enable knowledgec --set path=FILE",
            )

    def open(
        self, settings: DatabaseSettings, around: Surroundings, wake: Callable[[], None]
    ) -> _DatabaseWatch:
        """Follow it."""
        del wake  # polled
        epoch = from_cocoa(1)

        def number(at: datetime) -> float:
            return (at - epoch).total_seconds() + 1 if epoch else 0

        path = self._path(settings, around)
        return _DatabaseWatch(path, knowledge, number, history=settings.history)

    @staticmethod
    def _path(settings: DatabaseSettings, around: Surroundings) -> Path:
        usual = "~/Library/Application Support/Knowledge/knowledgeC.db"
        return expanded(settings.path or usual, around)


class TimelineObserver:
    """Windows' own record."""

    name = "activitiescache"
    consent = "Reads which applications and files were used, from Windows' own timeline."
    settings = DatabaseSettings
    local = True

    def probe(self, settings: DatabaseSettings, around: Surroundings) -> Support:
        """Whether this is a Windows that keeps one."""
        if around.platform != "win32" and not settings.path:
            return Support("unsupported", "this record is kept by Windows only")
        if self._path(settings, around) is None:
            return Support(
                "degraded", "Windows keeps no timeline here", "turn activity history on in Settings"
            )
        return OK

    def open(
        self, settings: DatabaseSettings, around: Surroundings, wake: Callable[[], None]
    ) -> _DatabaseWatch:
        """Follow it."""
        del wake  # polled
        path = self._path(settings, around)
        if path is None:
            raise InvalidInput("Windows keeps no timeline here")
        epoch = from_unix(1)

        def number(at: datetime) -> float:
            return (at - epoch).total_seconds() + 1 if epoch else 0

        return _DatabaseWatch(path, timeline, number, history=settings.history)

    @staticmethod
    def _path(settings: DatabaseSettings, around: Surroundings) -> Path | None:
        if settings.path:
            path = expanded(settings.path, around)
            return path if path.is_file() else None
        folder = around.home / "AppData/Local/ConnectedDevicesPlatform"
        return next(iter(sorted(folder.glob("*/ActivitiesCache.db"))), None)
