"""Pages as they are visited: the history databases of the browsers on this machine.

A history is copied only when it changed. The cursor holds the number of the last visit of each, so
a visit is taken once; where a history was cleared and counts anew, its time tells what is new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import Field

from agent.observers.browser import Visit, folded, in_folder, visits
from agent.observers.databases import fingerprint
from agent.observers.live import (
    BATCH,
    OK,
    Batch,
    Cursor,
    ObserverSettings,
    Support,
    Surroundings,
    expanded,
)
from agent.observers.port import Drop, Item
from memory.errors import InvalidInput

#: Where profiles are, below the home, by platform: a folder of profiles (``*``), or the profile.
_PLACES = {
    "linux": (
        (".config/google-chrome/*", "Chrome"),
        (".config/chromium/*", "Chromium"),
        (".config/BraveSoftware/Brave-Browser/*", "Brave"),
        (".config/microsoft-edge/*", "Edge"),
        (".config/vivaldi/*", "Vivaldi"),
        ("snap/chromium/common/chromium/*", "Chromium"),
        (".mozilla/firefox/*", "Firefox"),
        ("snap/firefox/common/.mozilla/firefox/*", "Firefox"),
        (".librewolf/*", "LibreWolf"),
    ),
    "darwin": (
        ("Library/Application Support/Google/Chrome/*", "Chrome"),
        ("Library/Application Support/Chromium/*", "Chromium"),
        ("Library/Application Support/BraveSoftware/Brave-Browser/*", "Brave"),
        ("Library/Application Support/Microsoft Edge/*", "Edge"),
        ("Library/Application Support/Firefox/Profiles/*", "Firefox"),
        ("Library/Safari", "Safari"),
    ),
    "win32": (
        ("AppData/Local/Google/Chrome/User Data/*", "Chrome"),
        ("AppData/Local/BraveSoftware/Brave-Browser/User Data/*", "Brave"),
        ("AppData/Local/Microsoft/Edge/User Data/*", "Edge"),
        ("AppData/Roaming/Mozilla/Firefox/Profiles/*", "Firefox"),
    ),
}


class BrowserSettings(ObserverSettings):
    """Which browsers."""

    every: float = Field(default=120, ge=5, le=86_400, description="Seconds between looks.")
    paths: tuple[str, ...] = Field(
        default=(), description="History databases or profile folders; empty: those found."
    )


class BrowserObserver:
    """See the module."""

    name = "browser"
    consent = "Reads the titles and addresses of the pages you visit, from your browsers' history."
    settings = BrowserSettings
    local = True

    def probe(self, settings: BrowserSettings, around: Surroundings) -> Support:
        """Whether there is a history that can be read."""
        try:
            found = histories(settings, around)
        except PermissionError:
            found = []
        if not found:
            return Support(
                "degraded",
                "no browser history was found",
                "gumption observers enable browser --set paths=FILE",
            )
        for path, _ in found:
            try:
                with path.open("rb"):
                    pass
            except OSError:
                remedy = (
                    "allow it in System Settings, Privacy & Security, Full Disk Access"
                    if around.platform == "darwin"
                    else f"chmod u+r {path}"
                )
                return Support("needs permission", f"{path} cannot be read", remedy)
        return OK

    def open(
        self, settings: BrowserSettings, around: Surroundings, wake: Callable[[], None]
    ) -> BrowserWatch:
        """Follow the histories."""
        del wake  # polled
        return BrowserWatch(settings, around)


class BrowserWatch:
    """Follows histories. The cursor has one part each."""

    def __init__(self, settings: BrowserSettings, around: Surroundings) -> None:
        self._settings = settings
        self._around = around

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        del now  # visits have their own times
        known: dict[str, Any] = dict(cursor or {})
        failed: InvalidInput | None = None
        for path, app in histories(self._settings, self._around):
            before: dict[str, Any] | None = known.get(str(path))
            mark = [list(part) for part in fingerprint(path)]
            if before is not None and before.get("file") == mark:
                continue
            skip = before is None and cursor is None and not self._settings.history
            last = int(before["last"]) if before else 0
            until = str(before.get("until", "")) if before else ""
            try:
                # After a history was cleared only the time tells what is known already.
                anew = last > 0 and _cleared(path, last)
                since, last = (until, 0) if anew else ("", last)
                for part in _parts(visits(path, app=app or None, after=last)):
                    last = part[-1].mark
                    items = [one.item for one in part if _when(one.item) > since or not since]
                    until = max([until, *(_when(one.item) for one in part)])
                    known[str(path)] = {"last": last, "until": until, "file": None}
                    yield Batch([] if skip else list(folded(iter(items))), dict(known))
                known[str(path)] = {"last": last, "until": until, "file": mark}
                yield Batch([], dict(known))
            except InvalidInput as error:  # the others still are read
                failed = error
        if failed is not None:
            raise failed

    def close(self) -> None:
        """Nothing is held open."""


def histories(settings: BrowserSettings, around: Surroundings) -> list[tuple[Path, str]]:
    """The databases there are, and what to call each browser (empty: told from the file)."""
    found: list[tuple[Path, str]] = []
    if settings.paths:
        named = [(expanded(path, around), "") for path in settings.paths]
    else:
        named = []
        for place, app in _PLACES.get(around.platform, ()):
            if place.endswith("/*"):
                folder = around.home / place.removesuffix("/*")
                inside = sorted(folder.iterdir()) if folder.is_dir() else []
                named += [(one, app) for one in inside if one.is_dir()]
            else:
                named.append((around.home / place, app))
    for path, app in named:
        try:
            found.append((in_folder(path) if path.is_dir() else path, app))
        except InvalidInput:
            continue  # a folder without a history, such as one for extensions
    return [(path, app) for path, app in found if path.is_file()]


def _when(item: Item) -> str:
    """A visit's time as text that sorts; empty for what has none."""
    if isinstance(item, Drop) or item.observed_at is None:
        return ""
    return item.observed_at.isoformat()


def _cleared(path: Path, last: int) -> bool:
    """Whether a history does not know the last visit any more that was read from it."""
    return next(visits(path, after=last - 1), None) is None


def _parts(found: Iterator[Visit]) -> Iterator[list[Visit]]:
    part: list[Visit] = []
    for one in found:
        part.append(one)
        if len(part) == BATCH:
            yield part
            part = []
    if part:
        yield part
