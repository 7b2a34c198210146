"""The system's own monitor of folders, made quiet: it calls for what counts, and not all the time.

A program may write ten lines a second into a file below a folder that is watched, and each would
call for a walk through all of it. A file is read when it has come to rest anyway, so one call a
while after the first is as good as many, and for names that are not looked at there is none.
"""

from __future__ import annotations

import os
import re
import threading
import warnings
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

_KINDS = frozenset({"created", "modified", "moved", "deleted"})


class Alarm(Protocol):
    """Something that was set to happen."""

    def cancel(self) -> None:
        """It does not happen."""


def after(seconds: float, then: Callable[[], None]) -> Alarm:
    """Have something done in so many seconds."""
    timer = threading.Timer(seconds, then)
    timer.daemon = True
    timer.start()
    return timer


class Calm:
    """Passes calls on: so many seconds after the first of them, and one for all until then.

    Args:
        wake: Where they go.
        seconds: Between the first call and that.
        after: Has something done later.
    """

    def __init__(
        self,
        wake: Callable[[], None],
        seconds: float,
        after: Callable[[float, Callable[[], None]], Alarm] = after,
    ) -> None:
        self._wake = wake
        self._seconds = seconds
        self._after = after
        self._alarm: Alarm | None = None
        self._again = self._closed = False
        self._lock = threading.Lock()

    def __call__(self) -> None:
        """There may be something new."""
        with self._lock:
            if self._alarm is not None:
                self._again = True
            elif not self._closed:
                self._alarm = self._after(self._seconds, self._rings)

    def close(self) -> None:
        """Call no more."""
        with self._lock:
            self._closed = True
            if self._alarm is not None:
                self._alarm.cancel()

    def _rings(self) -> None:
        with self._lock:
            self._alarm = None
            again, self._again = self._again, False
            if self._closed:
                return
        self._wake()
        if again:  # what came meanwhile may not have been at rest yet
            self()


def counts(
    kind: str, paths: tuple[str, ...], *, folder: bool, root: Path, ignored: re.Pattern[str]
) -> bool:
    """Whether an event is of something that is looked at.

    Args:
        kind: Of event, as watchdog names them.
        paths: What it happened to; where something was moved, from and to.
        folder: Whether that is a folder.
        root: The folder that is watched.
        ignored: Names that are not looked at.
    """
    # What changes in a folder is told by itself.
    if kind not in _KINDS or (folder and kind == "modified"):
        return False
    names = [PurePath(os.path.relpath(path, root)).parts for path in paths if path]
    return any(not any(ignored.match(name.casefold()) for name in parts) for parts in names)


def monitor(
    roots: list[Path], ignored: re.Pattern[str], wake: Callable[[], None]
) -> BaseObserver | None:
    """The system's own monitor, if it has watches left for all of this."""
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    class Wakes(FileSystemEventHandler):
        def __init__(self, root: Path) -> None:
            self._root = root

        def on_any_event(self, event: FileSystemEvent) -> None:
            paths = (os.fsdecode(event.src_path), os.fsdecode(event.dest_path or ""))
            kind, folder = event.event_type, event.is_directory
            if counts(kind, paths, folder=folder, root=self._root, ignored=ignored):
                wake()

    # It says so, with the path, where folders come faster than it can follow. They are watched all
    # the same, and paths are nothing for a log.
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
    monitor = Observer()
    try:
        for root in roots:
            if root.is_dir():
                monitor.schedule(Wakes(root), str(root), recursive=True)
        monitor.start()
    except (OSError, RuntimeError):
        # No more watches, or no such service: the folders are looked through in turns. Those of
        # them that are watched already would be so for ever.
        monitor.unschedule_all()
        return None
    return monitor
