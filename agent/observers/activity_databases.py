"""What two systems write down about the use of applications: macOS and Windows.

``knowledgeC.db`` (macOS) has a row for each time an application was in front, a Safari page was
read, the screen lit up. ``ActivitiesCache.db`` (Windows' timeline) has a row for each time an
application, file or page was opened (type 5) or was in front (type 6). Rows that say nothing about
what a person did are dropped by name; dwells are folded (:mod:`agent.observers.folding`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from agent.observers.databases import columns, opened, require
from agent.observers.folding import Dwell, fold
from agent.observers.port import Drop, Item
from agent.observers.reading import stable_id
from agent.observers.times import from_cocoa, from_unix
from agent.redaction import redact
from memory.types import ContextValue, Observation

_MAC = "a copy of knowledgeC.db (~/Library/Application Support/Knowledge)"
_WINDOWS = "a copy of ActivitiesCache.db (%LOCALAPPDATA%\\ConnectedDevicesPlatform)"
_MAX_TEXT = 8192
#: A day: nothing is in front for longer.
_LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Used:
    """Something that was in front: what :class:`Dwell.row` is here."""

    app: str
    title: str
    identity: str
    url: str = ""
    path: str = ""
    timed: bool = True  # whether anybody knows how long it was looked at


class KnowledgeImporter:
    """macOS."""

    name = "knowledgec"
    description = "macOS knowledgeC.db: which applications were in front"
    options: Mapping[str, str] = {}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a row. See :meth:`agent.observers.port.Importer.read`."""
        del options, now
        yield from fold(knowledge(path), made)


class TimelineImporter:
    """Windows."""

    name = "activitiescache"
    description = "Windows ActivitiesCache.db: applications, files and pages used"
    options: Mapping[str, str] = {}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a row. See :meth:`agent.observers.port.Importer.read`."""
        del options, now
        yield from fold(timeline(path), made)


def made(dwell: Dwell) -> Item:
    """A dwell as an observation of a window, or of a page."""
    used = dwell.row
    if not isinstance(used, Used):
        return Drop("malformed")
    context: dict[str, ContextValue] = {"app": used.app}
    if used.timed:
        context["duration_s"] = round(dwell.seconds)
    if used.title:
        context["title"] = used.title
    if used.url:
        context["url"] = used.url
    if used.path:
        context["path"] = used.path
    if dwell.rows > 1:
        context["rows"] = dwell.rows
    what = used.title or used.path or used.url
    return Observation(
        source="browser" if used.url else "window",
        content=f"{used.app}: {what}" if what and not used.url else what or used.app,
        observed_at=dwell.start,
        kind="event",
        context=context,
        external_id=stable_id(used.identity, dwell.start.timestamp()),
    )


# --- macOS -------------------------------------------------------------------------------------

_STREAMS = {"/app/inFocus", "/app/webUsage", "/safari/history"}
_TELLING_NOTHING = {
    "/app/usage": "same as in front",  # the same stays, kept for another purpose
    "/app/activity": "donated activity",
}


def knowledge(path: Path, after: float | None = None) -> Iterator[Dwell | Drop]:
    """Rows of a knowledgeC.db created after a time (in seconds since 2001), by start.

    Raises:
        InvalidInput: it is no such database.
    """
    with opened(path, _MAC) as db:
        needed = ("z_pk", "zstreamname", "zvaluestring", "zstartdate", "zenddate", "zcreationdate")
        require(db, {"ZOBJECT": needed}, path, _MAC)
        zone = "zsecondsfromgmt" if "zsecondsfromgmt" in columns(db, "ZOBJECT") else "0"
        sql = (
            "SELECT zstreamname AS stream, substr(zvaluestring, 1, ?) AS value,"
            f" zstartdate AS start, zenddate AS ending, {zone} AS zone FROM ZOBJECT"
            " WHERE ? IS NULL OR coalesce(zcreationdate, 0) >= ? ORDER BY zstartdate, z_pk"
        )
        for row in db.execute(sql, (_MAX_TEXT, after, after)):
            yield _known(row)


def _known(row: sqlite3.Row) -> Dwell | Drop:
    stream, value = row["stream"], row["value"]
    if stream not in _STREAMS:
        return Drop(_TELLING_NOTHING.get(str(stream), "about the machine"))
    start, end = from_cocoa(row["start"]), from_cocoa(row["ending"])
    if not isinstance(value, str) or not value.strip() or start is None:
        return Drop("malformed")
    start, end = _zoned(start, row["zone"]), _zoned(end or start, row["zone"])
    if stream == "/app/inFocus":
        app = value.strip()
        used = Used(app, "", f"mac:{app}")
        return Dwell(app, start, _bounded(start, end), used)
    address = value.strip()
    used = Used("Safari", address, f"mac:{redact(address).text}", url=address, timed=False)
    # A page has no end there: it is never a passage.
    return Dwell(("page", address), start, max(_bounded(start, end), start + _PAGE), used)


_PAGE = timedelta(seconds=5)


def _zoned(at: datetime, seconds: object) -> datetime:
    try:
        if isinstance(seconds, int) and seconds:
            return at.astimezone(timezone(timedelta(seconds=seconds)))
    except (ValueError, OverflowError):
        pass
    return at


def _bounded(start: datetime, end: datetime) -> datetime:
    try:
        return min(max(start, end), start + _LONGEST)
    except OverflowError:
        return start


# --- Windows -----------------------------------------------------------------------------------

_OPENED, _IN_FRONT = 5, 6
_OTHERS = {
    2: "notification",
    3: "phone mirrored",
    10: "clipboard",
    11: "system setting",
    12: "system setting",
    15: "system setting",
    16: "clipboard",
}


def timeline(path: Path, after: float | None = None) -> Iterator[Dwell | Drop]:
    """Rows of an ActivitiesCache.db modified after a time (in seconds since 1970), by start.

    Raises:
        InvalidInput: it is no such database.
    """
    with opened(path, _WINDOWS) as db:
        needed = ("id", "appid", "activitytype", "starttime", "endtime", "payload")
        require(db, {"Activity": needed}, path, _WINDOWS)
        sql = (
            "SELECT hex(substr(Id, 1, 64)) AS id, substr(AppId, 1, ?) AS app, ActivityType AS kind,"
            " StartTime AS start, EndTime AS ending, substr(Payload, 1, ?) AS payload"
            " FROM Activity WHERE ? IS NULL OR coalesce(LastModifiedTime, 0) >= ?"
            " ORDER BY StartTime, kind, rowid"
        )
        for row in db.execute(sql, (_MAX_TEXT, 16 * _MAX_TEXT, after, after)):
            yield _activity(row)


def _activity(row: sqlite3.Row) -> Dwell | Drop:
    kind = row["kind"]
    if kind not in {_OPENED, _IN_FRONT}:
        return Drop(_OTHERS.get(kind, "unknown activity") if isinstance(kind, int) else "malformed")
    start, end = from_unix(row["start"]), from_unix(row["ending"])
    app = _application(row["app"])
    payload = _object(row["payload"])
    if start is None or not app or payload is None:
        return Drop("malformed")
    name = _text(payload, "appDisplayName") or app
    if kind == _IN_FRONT:
        # What was active of the stay is what counts, where it is told.
        active = payload.get("activeDurationSeconds")
        seconds = active if isinstance(active, int) and active >= 0 else None
        try:
            until = start + timedelta(seconds=seconds) if seconds is not None else end or start
        except OverflowError:
            return Drop("malformed")
        return Dwell(app, start, _bounded(start, until), Used(app, "", f"windows:{app}"))
    title = _text(payload, "displayText")
    described = _text(payload, "description")
    url = described if described.startswith(("http://", "https://")) else ""
    used = Used(
        name,
        "" if title == name else title,
        f"windows:{row['id']}",
        url=url,
        path="" if url else described,
        timed=False,
    )
    if not used.title and not used.path and not url:
        return Drop("opened, as its stay says")
    return Dwell(("opened", row["id"]), start, start + _PAGE, used)


def _application(value: object) -> str:
    """The most telling name in an AppId: a JSON list of names on several platforms."""
    try:
        names = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        # It was cut, or is no JSON.
        return ""
    if not isinstance(names, list):
        return ""
    for one in names:
        name = one.get("application") if isinstance(one, dict) else None
        if isinstance(name, str) and name:
            last = name.replace("/", "\\").rpartition("\\")[2]
            return last.rpartition("!")[2] or last
    return ""


def _object(value: object) -> dict[str, object] | None:
    try:
        raw = bytes(value).decode(errors="replace") if isinstance(value, bytes) else value
        found = json.loads(raw) if isinstance(raw, str) else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _text(payload: Mapping[str, object], key: str) -> str:
    value = payload.get(key)
    return value.strip() if isinstance(value, str) else ""
