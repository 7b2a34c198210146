"""Files that another program writes once, and lays down: recorded terminals, exported chats.

Whatever lies in the folders named is read by the importer that knows it, as soon as it has rested,
and again when it has changed: what was in it before is known by its ids. The cursor holds what each
file was like when it was read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from pydantic import Field

from agent.observers.chat import ChatImporter
from agent.observers.live import (
    Batch,
    Cursor,
    ObserverSettings,
    Support,
    Surroundings,
    expanded,
    in_batches,
    named_places,
)
from agent.observers.port import Importer
from agent.observers.terminal import TerminalImporter
from memory.errors import InvalidInput

#: What an exported chat or a recording may end in; anything else in a folder is not opened.
_CHATS = frozenset({".json", ".jsonl", ".zip"})
_TERMINALS = frozenset({".cast", ".typescript", ".script", ""})
_MOST_FILES = 10_000


class RecordingSettings(ObserverSettings):
    """Which files, and for how long one must rest."""

    every: float = Field(default=60, ge=1, le=86_400, description="Seconds between looks.")
    paths: tuple[str, ...] = Field(default=(), description="Files, or folders of them.")
    rest: float = Field(
        default=600,
        ge=60,
        le=86_400,
        description="Seconds a file must rest before it is read.",
    )


class TerminalObserver:
    """Recorded terminal sessions: see the module."""

    name = "terminal"
    consent = "Reads what your terminal showed, from the recordings in the folders you name."
    settings = RecordingSettings
    local = True

    def probe(self, settings: RecordingSettings, around: Surroundings) -> Support:
        """Whether a folder is named and there."""
        return named_places(settings.paths, around, thing="recording", enable=_enable(self.name))

    def open(
        self, settings: RecordingSettings, around: Surroundings, wake: Callable[[], None]
    ) -> RecordingsWatch:
        """Look at the folders."""
        del wake  # polled
        return RecordingsWatch(settings, around, TerminalImporter(), _TERMINALS)


class TranscriptsObserver:
    """Exported chats: see the module."""

    name = "transcripts"
    consent = "Reads your talks with assistants, from the exports in the folders you name."
    settings = RecordingSettings
    local = True

    def probe(self, settings: RecordingSettings, around: Surroundings) -> Support:
        """Whether a folder is named and there."""
        return named_places(settings.paths, around, thing="export", enable=_enable(self.name))

    def open(
        self, settings: RecordingSettings, around: Surroundings, wake: Callable[[], None]
    ) -> RecordingsWatch:
        """Look at the folders."""
        del wake  # polled
        return RecordingsWatch(settings, around, ChatImporter(), _CHATS)


class RecordingsWatch:
    """Looks at files. The cursor has one part each: when it was written, and its size."""

    def __init__(
        self,
        settings: RecordingSettings,
        around: Surroundings,
        importer: Importer,
        suffixes: frozenset[str],
    ) -> None:
        self._paths = [expanded(path, around) for path in settings.paths]
        self._rest = settings.rest
        self._history = settings.history
        self._importer = importer
        self._suffixes = suffixes

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        known = dict(cursor or {})
        failed: InvalidInput | None = None
        skip = cursor is None and not self._history
        for path in self._files():
            try:
                status = path.stat()
            except OSError:  # it is gone again
                continue
            version = f"{status.st_mtime_ns}:{status.st_size}"
            rested = self._rested(status.st_mtime, now)
            if known.get(str(path)) == version or not (skip or rested):
                continue
            known[str(path)] = version
            if skip:
                continue
            try:
                items = self._importer.read(path, {}, now)
                yield from in_batches(items, dict(known))
            except InvalidInput as error:
                # It is tried again when it changes; the others still are read.
                yield Batch([], dict(known))
                failed = error
        if cursor is None:
            yield Batch([], dict(known))
        if failed is not None:
            raise failed

    def waits(self, now: datetime) -> str:
        """See :meth:`agent.observers.live.Waits.waits`."""
        fresh = 0
        for path in self._files():
            with contextlib.suppress(OSError):
                fresh += not self._rested(path.stat().st_mtime, now)
        if not fresh:
            return ""
        files = "1 file" if fresh == 1 else f"{fresh} files"
        return f"{files} written in the last {self._rest:g} seconds must rest before being read"

    def close(self) -> None:
        """Nothing is held open."""

    def _rested(self, written: float, now: datetime) -> bool:
        # A clock that was put back must not hide a file: whatever is of later has rested.
        return not 0 <= now.timestamp() - written < self._rest

    def _files(self) -> Iterator[Path]:
        """Files that are named, and those of the folders, which must end as such files do."""
        for path in self._paths:
            if not path.is_dir():
                yield path
                continue
            inside = (one for one in path.rglob("*") if one.suffix.lower() in self._suffixes)
            files = (one for one in inside if one.is_file() and not one.is_symlink())
            yield from sorted(one for _, one in zip(range(_MOST_FILES), files, strict=False))


def _enable(name: str) -> str:
    return f"{name} --set paths=DIR"
