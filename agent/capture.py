"""Whether anything is captured now: running, paused or incognito, and when that was so.

*Not captured* is meant in full: what happened in a pause is not taken in later either, from a file
that went on being written. So the spans of all pauses are remembered, and the gate asks of every
observation whether its time lies in one. All of it lives in the (encrypted) ledger and survives
restarts; a pause with an end ends then, whether or not anything was running.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

Mode = Literal["running", "paused", "incognito"]

KEY = "setting:capture"
#: Spans remembered. The oldest go first: with one pause a day these are more than two years.
_MOST_SPANS = 1000
#: How far back a pause is taken to have been where the clock does not tell.
_DOUBT = timedelta(days=1)


class Store(Protocol):
    """The part of :class:`memory.UserModel` that this is kept in."""

    def state(self, key: str) -> str | None:
        """A value kept under a key."""

    def set_state(self, key: str, value: str) -> None:
        """Keep a value."""


@dataclass(frozen=True, slots=True)
class Now:
    """The present mode, since when, and until when (``None``: until told)."""

    mode: Mode
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Span:
    start: datetime
    end: datetime | None


class Capture:
    """Pauses and resumes. Thread-safe.

    Args:
        store: Keeps it.
        clock: The time, timezone-aware.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._mode: Mode = "running"
        self._spans: tuple[_Span, ...] = ()  # replaced, never changed: it is read without the lock
        self._read()

    def stop(self, mode: Literal["paused", "incognito"], length: timedelta | None = None) -> Now:
        """Capture nothing from now on, for so long or until :meth:`resume`.

        Stopping again changes the mode and the end of what stands.
        """
        with self._lock:
            now = self._clock()
            open_ = self._open(now)
            begun = now if open_ is None else min(open_.start, now)
            self._write(mode, open_, _Span(begun, None if length is None else now + length))
            return self._at(now)

    def resume(self) -> Now:
        """Capture again."""
        with self._lock:
            now = self._clock()
            open_ = self._open(now)
            closed = None
            if open_ is not None:
                # When a clock was put back to before it began, nobody knows how long it was.
                closed = _Span(open_.start if open_.start <= now else now - _DOUBT, now)
            self._write("running", open_, closed)
            return self._at(now)

    def now(self) -> Now:
        """The present mode."""
        with self._lock:
            return self._at(self._clock())

    def covers(self, at: datetime) -> bool:
        """Whether nothing was to be captured at a time."""
        if not self._spans:
            return False
        if self._mode != "running" and self._behind():
            return True
        return any(
            span.start <= at and (span.end is None or at < span.end)
            for span in reversed(self._spans)
        )

    def overlaps(self, since: datetime, until: datetime) -> bool:
        """Whether nothing was to be captured at some time of a span: for what has no own time."""
        return any(
            span.start < until and (span.end is None or since < span.end)
            for span in reversed(self._spans)
        )

    def _behind(self) -> bool:
        """Whether the clock was put back to before the pause that stands: then all is in doubt."""
        return self._clock() < self._spans[-1].start

    # -- details, under the lock

    def _open(self, now: datetime) -> _Span | None:
        """The span that has not ended, even where a clock put back says it has not begun."""
        if self._mode == "running" or not self._spans:
            return None
        last = self._spans[-1]
        return None if last.end is not None and last.end <= now else last

    def _at(self, now: datetime) -> Now:
        open_ = self._open(now)
        return Now("running") if open_ is None else Now(self._mode, open_.start, open_.end)

    def _read(self) -> None:
        kept = self._store.state(KEY)
        if kept is None:
            return
        told = json.loads(kept)
        self._mode = told["mode"]
        self._spans = tuple(
            _Span(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)
            for start, end in told["spans"]
        )

    def _write(self, mode: Mode, old: _Span | None, new: _Span | None) -> None:
        spans = [span for span in self._spans if span is not old]
        spans += [new] if new is not None else []
        del spans[:-_MOST_SPANS]
        kept = [
            [span.start.isoformat(), span.end.isoformat() if span.end else None] for span in spans
        ]
        self._store.set_state(KEY, json.dumps({"mode": mode, "spans": kept}))
        self._mode, self._spans = mode, tuple(spans)
