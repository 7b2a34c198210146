"""ActivityWatch: an export file, or what its server on this machine answers.

Buckets are told by what their events say: windows (``app``, ``title``), browser tabs (``url``),
files in an editor (``file``). Heartbeats of the same thing are folded into one stay, short passages
dropped, times away from the keyboard dropped by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from agent.observers.folding import Dwell, Folder
from agent.observers.json_stream import elements
from agent.observers.port import Drop, Item
from agent.observers.reading import parse_time, readable_file, stable_id
from agent.redaction import redact
from memory.errors import InvalidInput
from memory.types import ContextValue, Observation

_WHAT = "an export of ActivityWatch (JSON)"
_LONGEST_S = 86_400.0
_MAX_TEXT = 8192


class ActivityWatchImporter:
    """See the module."""

    name = "activitywatch"
    description = "ActivityWatch export (JSON): windows, tabs and files in editors"
    options: Mapping[str, str] = {}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item an event. See :meth:`agent.observers.port.Importer.read`."""
        del options, now  # events have their own times
        readable_file(path, _WHAT)
        bucket, folder = "", Folder(made)
        for names, event in elements(path, _place(path)):
            if (names[1] if len(names) > 2 else "") != bucket:  # noqa: PLR2004 - buckets/*/events/*
                yield from folder.flush()
                bucket, folder = names[1], Folder(made)
            dwell = read_event(event)
            if isinstance(dwell, Drop):
                yield dwell
            else:
                yield from folder.feed(dwell)
        yield from folder.flush()


def _place(path: Path) -> tuple[str, ...]:
    """Where events are: in an export of everything, of one bucket, or a bare list of them.

    Raises:
        InvalidInput: in none of these places.
    """
    for at in (("buckets", "*"), ("events",), ("*",)):
        first = next(elements(path, at), None)
        if first is None:
            continue
        if at[0] == "buckets":
            return ("buckets", "*", "events", "*")
        if at[0] == "events":
            return ("events", "*")
        if isinstance(first[1], dict) and "timestamp" in first[1]:
            return ("*",)
    raise InvalidInput(f"{path} has no buckets and no events", hint=f"give {_WHAT}")


def read_event(event: object) -> Dwell | Drop:
    """An event as JSON has it, as a dwell."""
    if not isinstance(event, dict) or not isinstance(data := event.get("data"), dict):
        return Drop("malformed")
    start, seconds = parse_time(event.get("timestamp")), event.get("duration", 0)
    if start is None or isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return Drop("malformed")
    if not 0 <= seconds < float("inf"):
        return Drop("malformed")
    if "status" in data and "app" not in data:
        return Drop("away" if data["status"] == "afk" else "present")
    names = {
        key: value[:_MAX_TEXT]
        for key in ("app", "title", "url", "file", "project", "language")
        if isinstance(value := data.get(key), str) and value.strip()
    }
    if not names.keys() & {"app", "title", "url", "file"}:
        return Drop("nothing told")
    if data.get("incognito") is True:
        names["private"] = "true"
    try:
        end = start + timedelta(seconds=min(seconds, _LONGEST_S))
    except OverflowError:
        return Drop("malformed")
    return Dwell(tuple(sorted(names.items())), start, end, names)


def made(dwell: Dwell) -> Item:
    """A dwell as an observation."""
    row = dwell.row
    if not isinstance(row, dict):
        return Drop("malformed")
    names: dict[str, str] = row
    context: dict[str, ContextValue] = {"duration_s": round(dwell.seconds)}
    for key, value in names.items():
        context["path" if key == "file" else key] = value
    title = names.get("title", "")
    if "url" in names:
        source, content = "browser", title or names["url"]
        context.setdefault("app", "Browser")
    elif "file" in names:
        source, content = "editor", names["file"]
    else:
        source = "window"
        app = names.get("app", "")
        content = f"{app}: {title}" if app and title else app or title
    return Observation(
        source=source,
        content=content,
        observed_at=dwell.start,
        kind="event",
        context=context,
        external_id=stable_id(source, redact(str(dwell.key)).text, dwell.start.timestamp()),
    )
