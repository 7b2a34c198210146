"""The clipboard: texts that are copied. Off by default, like all, and more delicate than most.

What a password manager marks (``x-kde-passwordManagerHint``, and its kin on macOS) is never read.
Nothing about a text is kept in the cursor: what was there at the start is not taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from pydantic import Field

from agent.observers.live import (
    OK,
    Batch,
    CannotRun,
    Cursor,
    ObserverSettings,
    Support,
    Surroundings,
)
from agent.observers.port import Drop, Item
from agent.observers.reading import stable_id
from memory.types import Observation

#: Kinds of content by which a program says that a text is secret, or not meant to be kept.
SECRET_KINDS = (
    "x-kde-passwordManagerHint",
    "org.nspasteboard.ConcealedType",
    "org.nspasteboard.TransientType",
    "application/x-nspasteboard-concealed-type",
)
_TEXT_KINDS = ("text/plain;charset=utf-8", "UTF8_STRING", "text/plain", "STRING")
_MOST = 64 * 1024


class ClipboardSettings(ObserverSettings):
    """How often."""

    every: float = Field(default=2, ge=0.5, le=60, description="Seconds between looks.")


class ClipboardObserver:
    """See the module."""

    name = "clipboard"
    samples = True
    consent = "Reads the texts you copy, but what a password manager marks as secret."
    settings = ClipboardSettings

    def probe(self, settings: ClipboardSettings, around: Surroundings) -> Support:
        """Whether there is a program that reads it together with what kind of text it is."""
        del settings
        commands = _commands(around)
        if commands is None:
            if around.platform in {"darwin", "win32"}:
                why = "secrets cannot be told from other texts here"
                return Support("unsupported", why)
            return Support("unsupported", "there is no desktop here")
        try:
            around.run(commands[0], timeout=5.0)
        except CannotRun as error:
            if "cannot be run" in error.message:
                return Support(
                    "unsupported", f"{commands[0][0]} is not installed", f"install {commands[0][0]}"
                )
        return OK

    def open(
        self, settings: ClipboardSettings, around: Surroundings, wake: Callable[[], None]
    ) -> ClipboardWatch:
        """Look at it."""
        del wake  # polled
        return ClipboardWatch(around, history=settings.history)


class ClipboardWatch:
    """Looks at the clipboard. The last text is remembered in memory only."""

    def __init__(self, around: Surroundings, *, history: bool) -> None:
        self._run = around.run
        self._commands = _commands(around)
        self._history = history
        self._last: str | None = None

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        if self._commands is None:
            raise CannotRun("there is no desktop here")
        found = self._look(*self._commands)
        if found is None:
            return
        # A secret takes the place of what was there, so that the text before it may come again.
        if isinstance(found, Drop):
            mark = f"\0{found.reason}"  # no text begins like this
            if self._last != mark:
                yield Batch([found], {})
                self._last = mark
            return
        if self._last is None and not (self._history and cursor is None):
            yield Batch([], {})  # seen: whoever opens it again does not take it for history
            self._last = found
            return
        if found == self._last:
            return
        item: Item = Observation(
            source="clipboard",
            content=found,
            observed_at=now,
            context={"event": "copied"},
            origin="third-party content",  # nobody knows who wrote it
            external_id=stable_id("clipboard", now.isoformat()),
        )
        yield Batch([item], {})
        self._last = found

    def close(self) -> None:
        """Nothing is held open."""

    def _look(self, list_kinds: tuple[str, ...], show: tuple[str, ...]) -> str | Drop | None:
        try:
            kinds = self._run(list_kinds, timeout=5.0).decode(errors="replace").split()
        except CannotRun:  # nothing is copied
            return None
        if any(kind in SECRET_KINDS for kind in kinds):
            return Drop("password manager")
        kind = next((one for one in _TEXT_KINDS if one in kinds), None)
        if kind is None:
            return None
        try:
            raw = self._run((*show, kind), timeout=5.0, most=_MOST)
        except CannotRun as error:
            return Drop("too long") if "wrote" in error.message else None
        text = raw.decode(errors="replace").strip()
        return text or None


def _commands(around: Surroundings) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What lists the kinds of the present content, and what shows one of them."""
    if around.platform != "linux":
        return None
    if around.environ.get("WAYLAND_DISPLAY"):
        return ("wl-paste", "--list-types"), ("wl-paste", "--no-newline", "--type")
    if around.environ.get("DISPLAY"):
        xclip = ("xclip", "-selection", "clipboard", "-o", "-t")
        return (*xclip, "TARGETS"), xclip
    return None
