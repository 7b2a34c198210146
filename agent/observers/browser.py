"""Browser history: the databases of Chrome and its kin, of Firefox and its kin, and of Safari.

A row is a visit. Frames inside a page, steps of a redirect and pages that did not load were not
looked at, and are dropped; the same page again within half an hour is a reload and folded.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from agent.observers.databases import columns, opened, require
from agent.observers.folding import without_repeats
from agent.observers.port import Drop, Item
from agent.observers.reading import stable_id
from agent.observers.times import from_cocoa, from_unix_micros, from_webkit
from agent.redaction import redact
from memory.errors import InvalidInput
from memory.types import ContextValue, Observation

KINDS = ("chrome", "firefox", "safari")
WHAT = "a browser's History, places.sqlite or History.db"
#: Seconds within which the same page again is a reload.
RELOAD_S = 1800.0
_MAX_URL = 4096
_FIRST = -(2**63)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as its database has it. ``mark`` grows with every visit that is written."""

    mark: int
    item: Item


class BrowserImporter:
    """See the module."""

    name = "browser"
    description = "history database of Chrome, Firefox or Safari (and their kin)"
    options: Mapping[str, str] = {"app": "what to call the browser; told from the file if missing"}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a visit. See :meth:`agent.observers.port.Importer.read`."""
        del now  # visits have their own times
        if path.is_dir():
            path = in_folder(path)
        found = visits(path, app=options.get("app"), by_time=True)
        yield from folded(visit.item for visit in found)


def in_folder(folder: Path) -> Path:
    """The history in a browser's profile folder.

    Raises:
        InvalidInput: there is none.
    """
    for name in ("History", "places.sqlite", "History.db"):
        if (folder / name).is_file():
            return folder / name
    raise InvalidInput(f"{folder} has no browser history in it", hint=f"give {WHAT}")


def folded(items: Iterator[Item]) -> Iterator[Item]:
    """Without reloads. Items are in order of time."""

    def key(item: Item) -> tuple[Hashable, datetime] | None:
        if isinstance(item, Drop) or item.observed_at is None:
            return None
        return item.context.get("url"), item.observed_at

    return without_repeats(items, key, RELOAD_S)


def visits(
    path: Path, *, app: str | None = None, after: int = _FIRST, by_time: bool = False
) -> Iterator[Visit]:
    """Every visit of a database whose mark is greater than one, by mark or by time.

    Raises:
        InvalidInput: it is no history of a browser known here.
    """
    with opened(path, WHAT) as db:
        kind = _kind(db, path)
        query, read = _READERS[kind]
        extra = {
            name: _column(db, name) for name in ("visit_duration", "transition", "synthesized")
        }
        order = "visit_time, mark" if by_time else "mark"
        name = app or {"chrome": "Chrome", "firefox": "Firefox", "safari": "Safari"}[kind]
        cursor = db.execute(f"{query(extra)} ORDER BY {order}", (_MAX_URL, _MAX_URL, after))
        for row in cursor:
            yield Visit(int(row["mark"]), read(row, name))


def _kind(db: sqlite3.Connection, path: Path) -> str:
    if columns(db, "moz_places"):
        needed = {
            "moz_places": ("id", "url", "title"),
            "moz_historyvisits": ("id", "place_id", "visit_date", "visit_type"),
        }
        require(db, needed, path, WHAT)
        return "firefox"
    if columns(db, "history_items"):
        needed = {
            "history_items": ("id", "url"),
            "history_visits": ("id", "history_item", "visit_time", "title"),
        }
        require(db, needed, path, WHAT)
        return "safari"
    needed = {"urls": ("id", "url", "title"), "visits": ("id", "url", "visit_time", "transition")}
    require(db, needed, path, WHAT)
    return "chrome"


def _column(db: sqlite3.Connection, name: str) -> bool:
    return name in columns(db, "visits") | columns(db, "history_visits")


# --- Chrome ------------------------------------------------------------------------------------

#: The low byte of a transition says how a visit came about; these two are frames in a page.
_CORE = 0xFF
_FRAMES = {3, 4}
_CHAIN_END = 0x20000000


def _chrome_query(there: Mapping[str, bool]) -> str:
    duration = "v.visit_duration" if there["visit_duration"] else "0"
    return (
        "SELECT v.id AS mark, v.visit_time, substr(u.url, 1, ?) AS url,"
        " substr(u.title, 1, ?) AS title,"
        f" v.transition, {duration} AS duration"
        " FROM visits v LEFT JOIN urls u ON u.id = v.url WHERE v.id > ?"
    )


def _chrome(row: sqlite3.Row, app: str) -> Item:
    transition = row["transition"]
    if isinstance(transition, int):
        if transition & _CORE in _FRAMES:
            return Drop("embedded frame")
        if not transition & _CHAIN_END:
            return Drop("redirect")
    seconds = row["duration"] / 1e6 if isinstance(row["duration"], int) else 0.0
    return _visit(row, app, from_webkit(row["visit_time"]), seconds)


# --- Firefox -----------------------------------------------------------------------------------

#: Visit types: 4 is something embedded in a page, 8 a frame.
_EMBEDDED = {4, 8}


def _firefox_query(_there: Mapping[str, bool]) -> str:
    return (
        "SELECT v.id AS mark, v.visit_date AS visit_time, substr(p.url, 1, ?) AS url,"
        " substr(p.title, 1, ?) AS title, v.visit_type"
        " FROM moz_historyvisits v LEFT JOIN moz_places p ON p.id = v.place_id WHERE v.id > ?"
    )


def _firefox(row: sqlite3.Row, app: str) -> Item:
    if row["visit_type"] in _EMBEDDED:
        return Drop("embedded frame")
    return _visit(row, app, from_unix_micros(row["visit_time"]), 0.0)


# --- Safari ------------------------------------------------------------------------------------


def _safari_query(there: Mapping[str, bool]) -> str:
    full = there["synthesized"]
    loaded = "v.load_successful" if full else "1"
    redirect = "v.redirect_destination" if full else "NULL"
    return (
        "SELECT v.id AS mark, v.visit_time, substr(i.url, 1, ?) AS url,"
        f" substr(v.title, 1, ?) AS title, {loaded} AS loaded, {redirect} AS redirect"
        " FROM history_visits v LEFT JOIN history_items i ON i.id = v.history_item WHERE v.id > ?"
    )


def _safari(row: sqlite3.Row, app: str) -> Item:
    if row["redirect"] is not None:
        return Drop("redirect")
    if row["loaded"] == 0:
        return Drop("not loaded")
    return _visit(row, app, from_cocoa(row["visit_time"]), 0.0)


_READERS = {
    "chrome": (_chrome_query, _chrome),
    "firefox": (_firefox_query, _firefox),
    "safari": (_safari_query, _safari),
}


def _visit(row: sqlite3.Row, app: str, at: datetime | None, seconds: float) -> Item:
    url, title = row["url"], row["title"]
    if not isinstance(url, str) or not url:
        return Drop("no address")
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return Drop("malformed")
    if scheme in {"place", "about", "javascript", "data", "blob"}:
        return Drop("no page")
    if at is None:
        return Drop("malformed")
    title = title.strip() if isinstance(title, str) else ""
    context: dict[str, ContextValue] = {"app": app, "url": url}
    if title:
        context["title"] = title
    if seconds >= 1:
        context["duration_s"] = round(seconds)
    return Observation(
        source="browser",
        content=title or url,
        observed_at=at,
        kind="event",
        context=context,
        # The id must not let anybody guess a secret that the gate takes out of the address.
        external_id=stable_id(app, row["visit_time"], redact(url).text),
    )
