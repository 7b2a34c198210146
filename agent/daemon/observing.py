"""The observers at work: a thread each, counted, kept apart, and never in anybody's way.

What a source yields passes the gate and is committed together with the source's cursor and
counters, in one transaction; only then is the source asked for more. Killed at any instruction, the
daemon goes on where the last commit was.

One that fails is tried again with growing pauses (the *breaker*: at most one try in
:data:`PAUSE_MOST`), opened anew unless it was the ledger that failed; one that hangs is left behind
and opened anew, and what it may still bring is refused. The others do not notice.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from agent.gate import Gate
from agent.importing import Ledger as Stores
from agent.importing import store
from agent.observers.live import (
    Batch,
    Cursor,
    Observer,
    ObserverSettings,
    Support,
    Surroundings,
    Watch,
)
from agent.observers.port import Drop, Item
from agent.observers.times import by_this_clock
from agent.wire import ObserverView
from memory.errors import GumptionError
from memory.types import Observation

log = logging.getLogger(__name__)

#: Seconds of pause after the first failure; doubled by each further one.
PAUSE_FIRST = 2.0
PAUSE_MOST = 600.0
#: Seconds without an answer from a source after which it is left behind.
HUNG = 120.0
#: How many threads of one source may hang, with no whole look between, before it is given up until
#: the next start.
_MOST_HUNG = 3
_OWN = frozenset({"own action", "self-stated"})
#: Before any pause.
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
#: Seconds; longer ones are no stays.
_LONGEST = 86_400.0


class Ledger(Stores, Protocol):
    """The part of :class:`memory.UserModel` that is used here."""

    def state(self, key: str) -> str | None:
        """A small value."""


@dataclass(slots=True)
class Record:
    """What is kept of an observer in the ledger, in the same transaction as what it brought."""

    cursor: Cursor | None = None
    looked_at: datetime | None = None
    events: int = 0
    drops: Counter[str] = field(default_factory=Counter)
    last_event_at: datetime | None = None

    def text(self) -> str:
        """As the ledger keeps it."""
        return json.dumps(
            {
                "cursor": self.cursor,
                "looked_at": self.looked_at.isoformat() if self.looked_at else None,
                "events": self.events,
                "drops": self.drops,
                "last_event_at": self.last_event_at.isoformat() if self.last_event_at else None,
            }
        )

    @classmethod
    def of(cls, text: str | None) -> Record:
        """What the ledger kept; a fresh record where it is nothing usable."""
        try:
            kept = json.loads(text or "{}")
            return cls(
                kept.get("cursor"),
                _time(kept.get("looked_at")),
                int(kept.get("events", 0)),
                Counter(kept.get("drops", {})),
                _time(kept.get("last_event_at")),
            )
        except (ValueError, TypeError, AttributeError):
            return cls()


class Runner:
    """One observer at work. :meth:`step` is one look; :meth:`start` takes them in a thread.

    Args:
        observer: What looks.
        settings: Its own.
        around: The machine.
        model: Where observations go, with the cursor and the counters.
        gate: What they pass first.
        busy: Told when the person last did something, as far as this source knows.
    """

    def __init__(
        self,
        observer: Observer[Any],
        settings: ObserverSettings,
        around: Surroundings,
        model: Ledger,
        gate: Gate,
        *,
        busy: Callable[[datetime], None] = lambda _at: None,
    ) -> None:
        self._observer = observer
        self._settings = settings
        self._around = around
        self._model = model
        self._gate = gate
        self._busy = busy
        #: Looking at the present is an act in itself, and not done while nothing is captured.
        self._samples = bool(getattr(observer, "samples", False))
        self._local = bool(getattr(observer, "local", False))
        self._was_paused = False
        self._key = state_key(observer.name)
        self.record = Record.of(model.state(self._key))
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._watch: Watch | None = None
        self._support = Support("ok")
        self._failures = 0
        self._error: str | None = None
        self._spent = 0.0
        self._keeping = False
        self._generation = 0
        self._busy_since: float | None = None
        self._hung = 0
        self._threads: list[threading.Thread] = []

    def step(self) -> float:
        """Look once and keep what is new; returns the seconds to wait. Never raises."""
        return self._step(self._generation)

    def _step(self, generation: int) -> float:
        began = time.monotonic()
        self._busy_since = began
        self._keeping = False
        try:
            now = self._around.clock()
            if self._samples and self._gate.paused(now, now):
                self._was_paused = True
                self._let_go()
                return float(self._settings.every)
            self._support = self._observer.probe(self._settings, self._around)
            if self._support.state in {"unsupported", "needs permission"}:
                return max(self._settings.every, 60.0)
            if self._watch is None:
                self._watch = self._observer.open(self._as_of_now(), self._around, self._wake.set)
            with closing(reading(self._watch, self.record.cursor, now)) as batches:
                for batch in batches:
                    if not self._keep(batch, now, generation):
                        return 0.0
                    self._busy_since = time.monotonic()
            # Only now: what is in doubt since the last look is so in all batches of this one.
            if generation != self._generation:
                return 0.0
            self.record = replace(self.record, looked_at=now)
        except Exception as error:  # noqa: BLE001 - one source's fault is no other's
            return self._failed(error, generation)
        finally:
            if generation == self._generation:
                self._busy_since = None
            self._spent += time.monotonic() - began
        self._failures, self._error, self._hung = 0, None, 0
        return float(self._settings.every)

    def _as_of_now(self) -> ObserverSettings:
        """Its settings; what came to be in a pause is no history to be taken in after it."""
        if not self._was_paused:
            return self._settings
        return self._settings.model_copy(update={"history": False})

    def _keep(self, batch: Batch, now: datetime, generation: int) -> bool:
        """Commit a batch with its cursor and counters; whether this thread still is the one."""
        with self._lock:
            if generation != self._generation or self._stopped.is_set():
                return False
            if self._local:
                batch = replace(batch, items=[by_this_clock(item) for item in batch.items])
            record = replace(self.record, drops=Counter(self.record.drops))
            record.cursor = record.cursor if batch.cursor is None else batch.cursor
            since = self._since()
            if self.record.cursor is None:
                # With the very first cursor: after a restart it must be known from when it is.
                record.looked_at = since or now
            if self._samples:
                since = now  # nothing was looked at in a pause; nor may one have begun meanwhile
                if self._gate.paused(now, self._around.clock()):
                    paused = [Drop("paused") for _ in batch.items]
                    batch = replace(batch, items=paused)
            if not batch.items and record.cursor == self.record.cursor:
                self.record = record
                return True

            def state(kept: int, dropped: Mapping[str, int]) -> dict[str, str]:
                record.events += kept
                record.drops.update(dropped)
                if kept:
                    record.last_event_at = now
                return {self._key: record.text()}

            self._keeping = True
            store(self._model, self._gate, batch.items, now, since=since, state=state)
            self._keeping = False
            if did := last_act(batch.items, now):
                self._busy(did)
            self.record = record
            return True

    def _since(self) -> datetime | None:
        """When it was last looked; where nobody knows, any pause may lie between then and now."""
        record = self.record
        return _LONG_AGO if record.looked_at is None and record.cursor else record.looked_at

    def _failed(self, error: Exception, generation: int) -> float:
        if generation != self._generation:
            return 0.0
        self._failures += 1
        if isinstance(error, GumptionError):
            self._error = str(error)
            log.warning("the observer %s failed: %s", self._observer.name, type(error).__name__)
        else:
            self._error = f"{type(error).__name__}; gumption daemon logs shows where"
            log.error("the observer %s failed", self._observer.name, exc_info=error)
        # What only the watch holds (the text of a note, what a bus said) is lost when it is closed:
        # where the ledger failed, the same watch is asked again.
        if not self._keeping:
            self._let_go()
        return float(min(PAUSE_MOST, PAUSE_FIRST * 2 ** min(self._failures - 1, 20)))

    # -- its thread

    def start(self) -> None:
        """Look again and again in a thread of its own."""
        thread = threading.Thread(
            target=self._run, args=(self._generation,), name=f"observe-{self._observer.name}"
        )
        thread.daemon = True  # one that hangs must not keep the daemon from ending
        self._threads.append(thread)
        thread.start()

    def _run(self, generation: int) -> None:
        while generation == self._generation and not self._stopped.is_set():
            pause = self._step(generation)
            if generation == self._generation and not self._stopped.is_set():
                self._wake.wait(pause)
                self._wake.clear()

    def supervise(self, now: float) -> bool:
        """Leave a thread behind that hangs, and go on in another; whether it was so.

        Args:
            now: As :func:`time.monotonic`.
        """
        busy = self._busy_since
        if busy is None or now - busy < HUNG or self._stopped.is_set():
            return False
        self._generation += 1
        self._busy_since = None
        self._hung += 1
        self._error = f"did not answer for {HUNG:g} s"
        log.warning("the observer %s hangs; left behind", self._observer.name)
        self._let_go()
        if self._hung < _MOST_HUNG:
            self.start()
        return True

    def wake(self) -> None:
        """Have it look now."""
        self._wake.set()

    def signal(self) -> None:
        """Ask it to end, without waiting."""
        self._stopped.set()
        self._wake.set()

    def stop(self, timeout: float) -> bool:
        """End; whether its thread did within so many seconds."""
        self.signal()
        for thread in self._threads[-1:]:
            thread.join(timeout)
        self._let_go()
        return not any(thread.is_alive() for thread in self._threads)

    def _let_go(self) -> None:
        watch, self._watch = self._watch, None
        if watch is not None:
            try:
                watch.close()
            except Exception as error:  # noqa: BLE001 - it is let go of in any case
                log.warning("closing %s: %s", self._observer.name, type(error).__name__)

    def view(self) -> ObserverView:
        """As ``status`` shows it."""
        support = self._support
        if self._hung >= _MOST_HUNG:
            support = Support("degraded", "it hung too often", "gumption daemon restart")
        elif self._error is not None and support.state == "ok":
            support = Support("degraded", self._error, "it is tried again by itself")
        return view_of(
            self._observer,
            support,
            enabled=True,
            record=self.record,
            milliseconds=round(self._spent * 1000),
            error=self._error,
        )


def last_act(items: Iterable[Item], now: datetime) -> datetime | None:
    """When the person last did something, as far as these tell; what others sent tells nothing.

    Args:
        items: Of a batch. What has no time of its own tells nothing: it may be old.
        now: Nothing later was done yet.
    """
    ends = [_end(one) for one in items if isinstance(one, Observation) and one.origin in _OWN]
    return max((end for end in ends if end is not None and end <= now), default=None)


def _end(one: Observation) -> datetime | None:
    """When an observation was over: a stay has a duration."""
    seconds = one.context.get("duration_s")
    if one.observed_at is None or one.observed_at.tzinfo is None:
        return None
    if not isinstance(seconds, int | float) or not 0 < seconds < _LONGEST:
        return one.observed_at
    return one.observed_at + timedelta(seconds=seconds)


def state_key(name: str) -> str:
    """Where the ledger keeps an observer's record."""
    return f"observer:{name}"


def view_of(
    observer: Observer[Any],
    support: Support,
    *,
    enabled: bool,
    record: Record,
    milliseconds: int = 0,
    error: str | None = None,
) -> ObserverView:
    """An observer as it is shown."""
    return ObserverView(
        name=observer.name,
        enabled=enabled,
        state=support.state,
        why=support.why,
        remedy=support.remedy,
        consent=observer.consent,
        events=record.events,
        drops=dict(record.drops),
        ms=milliseconds,
        last_error=error,
        last_event_at=record.last_event_at,
    )


def reading(watch: Watch, cursor: Cursor | None, now: datetime) -> Generator[Batch, None, None]:
    """What a watch yields as something that can be closed, whatever it returns."""
    yield from watch.read(cursor, now)


def _time(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None
