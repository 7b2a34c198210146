"""Files that change in chosen folders: that they did, and of notes what was written.

A monitor of the system (inotify and its kin, by watchdog) calls when something happens; where it
cannot, because the system has no more watches to give, the folders are looked through in turns.
Either way a look goes by the files' own times, so that what happened while nobody looked is found
too. The text of a note is remembered in memory only, never written beside the ledger where
forgetting would not reach it: the first change after a start is told without saying what changed.

A note that is saved again within a minute is one change: it is taken when it has come to rest. What
a program writes in one go (:mod:`agent.observers.bursts`) is one event.
"""

from __future__ import annotations

import difflib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import Field

from agent.observers.bursts import MANY, Change, groups, shared_folder
from agent.observers.files_monitor import Calm, monitor
from agent.observers.folding import FOLDED
from agent.observers.live import (
    BATCH,
    Batch,
    Cursor,
    ObserverSettings,
    Support,
    Surroundings,
    expanded,
    named_places,
)
from agent.observers.notes import IGNORED, Rules, at, is_note, text_of, walk
from agent.observers.port import Drop, Item
from agent.observers.reading import stable_id
from memory.types import ContextValue, Observation

_MOST_TEXTS = 2000
_MOST_LINES = 400
#: Seconds from a change to the look that it calls for, at least.
_CALM = 1.0


class FilesSettings(ObserverSettings):
    """Which folders, and what not."""

    every: float = Field(default=60, ge=1, le=86_400, description="Seconds between looks.")
    roots: tuple[str, ...] = Field(default=(), description="Folders that are watched.")
    ignored: tuple[str, ...] = Field(
        default=IGNORED, description="Names of files and folders that are not looked at."
    )
    rest: float = Field(
        default=60, ge=0, le=3600, description="Seconds a file must rest before it is read."
    )


class FilesObserver:
    """See the module."""

    name = "files"
    consent = "Reads which files change in the folders you name, and what you write in notes there."
    settings = FilesSettings
    local = True

    def probe(self, settings: FilesSettings, around: Surroundings) -> Support:
        """Whether there are folders to watch."""
        return named_places(
            settings.roots,
            around,
            thing="folder",
            enable="files --set roots=DIR",
            there=Path.is_dir,
        )

    def open(
        self, settings: FilesSettings, around: Surroundings, wake: Callable[[], None]
    ) -> FilesWatch:
        """Watch the folders."""
        return FilesWatch(settings, around, wake)


class FilesWatch:
    """Watches folders. The cursor is the time up to which changes were taken."""

    def __init__(
        self, settings: FilesSettings, around: Surroundings, wake: Callable[[], None]
    ) -> None:
        self._settings = settings
        self._roots = [expanded(root, around) for root in settings.roots]
        self._rules = Rules(settings.ignored)
        self._paused = around.paused
        self._texts: OrderedDict[Path, str] = OrderedDict()
        #: What notes say since they were read: remembered once what is told of them is kept.
        self._read: dict[Path, str] = {}
        self._knows_all = False
        self._looked = False
        self._calls = Calm(wake, max(_CALM, min(settings.rest, settings.every)))
        self._monitor = monitor(self._roots, self._rules.pattern, self._calls)

    @property
    def monitored(self) -> bool:
        """Whether the system calls when something happens; else the folders are polled only."""
        return self._monitor is not None

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        until = int((now.timestamp() - self._settings.rest) * 1e9)
        if cursor is None and not self._settings.history:
            self._remember()
            self._looked = True
            yield Batch([], {"until": until})
            return
        since = int(cursor["until"]) if cursor is not None else 0
        if not self._looked:
            self._remember(before=since)
        # A clock that was put back must not hide what changes now.
        since = min(since, until)
        # What was written in a pause would be among what was written since the last look.
        doubt = self._paused(at(since), now)
        changed = [
            Change(status.st_mtime_ns, path, root, status.st_size)
            for root in self._roots
            for path, status in walk(root, self._rules)
            if since < status.st_mtime_ns <= until
        ]
        waiting: list[Item] = []
        self._read.clear()
        taken = since
        for group in groups(changed):
            if len(waiting) + len(group) > BATCH:
                # One short of it: files may share a time, and are known by it when read again.
                yield Batch(waiting, {"until": max(since, taken - 1)})
                self._kept()
                waiting = []
            waiting += self._told(group, doubt=doubt)
            while len(waiting) > BATCH:
                yield Batch(waiting[:BATCH], None)
                waiting = waiting[BATCH:]
            taken = group[-1].when
        yield Batch(waiting, {"until": until})
        self._kept()
        self._looked = True

    def close(self) -> None:
        """Stop the monitor."""
        self._calls.close()
        stopped, self._monitor = self._monitor, None
        if stopped is not None:
            stopped.stop()

    def _remember(self, before: int | None = None) -> None:
        """Keep the present texts of notes, to tell what changes in them."""
        for root in self._roots:
            for path, status in walk(root, self._rules):
                if is_note(path) and (before is None or status.st_mtime_ns <= before):
                    text = text_of(path)
                    if isinstance(text, str) and not self._keep(path, text):
                        return
        self._knows_all = True

    def _kept(self) -> None:
        """What was told is kept: from now on notes are known as they were read for it."""
        for path, text in self._read.items():
            self._keep(path, text)
        self._read.clear()

    def _keep(self, path: Path, text: str) -> bool:
        self._texts[path] = text
        self._texts.move_to_end(path)
        if len(self._texts) > _MOST_TEXTS:
            self._texts.popitem(last=False)
            self._knows_all = False
            return False
        return True

    def _told(self, group: list[Change], *, doubt: bool) -> list[Item]:
        """One file by itself; a burst as one thing that happened, which comes last."""
        if len(group) < MANY:
            return [self._change(change, doubt=doubt) for change in group]
        for change in group:
            text = text_of(change.path) if is_note(change.path) else None
            if isinstance(text, str):
                self._read[change.path] = text  # what is written into it from now on is a change
        last = group[-1]
        folder = shared_folder(group)
        where = folder.relative_to(last.root)
        burst = Observation(
            source="files",
            content=f"changed {len(group)} files in {where if where.name else last.root.name}",
            observed_at=at(last.when),
            kind="event",
            context={"path": str(folder), "root": str(last.root), "files": len(group)},
            external_id=stable_id(folder, last.when, len(group)),
        )
        return [*[FOLDED] * (len(group) - 1), Drop("paused") if doubt else burst]

    def _change(self, change: Change, *, doubt: bool) -> Item:
        path, root, when = change.path, change.root, change.when
        context: dict[str, ContextValue] = {
            "path": str(path),
            "title": path.stem,
            "root": str(root),
            "size": change.size,
        }
        content = f"changed {path.relative_to(root)}"
        kind: Any = "event"
        if is_note(path):
            text = text_of(path)
            if isinstance(text, Drop):
                return text
            before = self._texts.get(path)
            self._read[path] = text
            if before == text:
                return Drop("unchanged")
            if doubt:
                return Drop("paused")
            if before is None and self._knows_all and self._looked:
                before = ""  # it is new: all others are known
            written = _written(before, text)
            if written:
                content, kind = written, "text"
        return Observation(
            source="files",
            content=content,
            observed_at=at(when),
            kind=kind,
            context=context,
            external_id=stable_id(path, when),
        )


def _written(before: str | None, text: str) -> str:
    """The lines that were added to a note; nothing where its former text is not known."""
    if before is None:
        return ""
    old, new = before.splitlines(), text.splitlines()
    # Equal ends cost nothing, and most edits are in one place.
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    old, new = old[head:], new[head:]
    if len(old) > _MOST_LINES or len(new) > _MOST_LINES:
        known = set(old)
        return "\n".join(line for line in new if line.strip() and line not in known)
    added = [line[2:] for line in difflib.ndiff(old, new) if line.startswith("+ ")]
    return "\n".join(line for line in added if line.strip())
