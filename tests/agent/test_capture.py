"""Pausing: nothing is captured then, nor what happened then later, whatever restarts meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from agent.capture import Capture
from agent.gate import Gate
from memory.types import Observation

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Kept:
    """A store of states."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def state(self, key: str) -> str | None:
        """A value."""
        return self.values.get(key)

    def set_state(self, key: str, value: str) -> None:
        """Keep it."""
        self.values[key] = value


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        """The time."""
        return self.now


def test_a_pause_ends_when_it_says() -> None:
    """With nobody there to end it."""
    clock, store = Clock(), Kept()
    capture = Capture(store, clock)
    assert capture.now().mode == "running"
    capture.stop("paused", 30 * MINUTE)
    clock.now += 29 * MINUTE
    assert (capture.now().mode, capture.now().until) == ("paused", NOON + 30 * MINUTE)
    clock.now += MINUTE
    assert capture.now().mode == "running"


def test_a_pause_survives_a_restart() -> None:
    """Its mode, its end, and what it covers."""
    clock, store = Clock(), Kept()
    Capture(store, clock).stop("incognito")
    clock.now += timedelta(days=3)
    again = Capture(store, clock)
    assert (again.now().mode, again.now().since, again.now().until) == ("incognito", NOON, None)
    again.resume()
    assert Capture(store, clock).now().mode == "running"
    assert Capture(store, clock).covers(NOON + MINUTE)
    assert not Capture(store, clock).covers(clock.now)


def test_what_happened_in_a_pause_is_not_taken_in_afterwards() -> None:
    """A file that was written meanwhile is read later; its lines from the pause are dropped."""
    clock = Clock()
    capture = Capture(Kept(), clock)
    gate = Gate(pauses=capture)
    capture.stop("paused", 10 * MINUTE)
    clock.now += 20 * MINUTE
    lines = [
        Observation(source="shell", content=f"at {n}", observed_at=NOON + n * MINUTE)
        for n in (-1, 0, 5, 10, 15)
    ]
    admitted = gate.admit(lines, clock.now, since=NOON - MINUTE)
    assert [each.content for each in admitted.kept] == ["at -1", "at 10", "at 15"]
    assert admitted.dropped == {"paused": 2}


def test_what_has_no_time_is_dropped_when_it_may_be_from_a_pause() -> None:
    """It is known only that it came since the last look."""
    clock = Clock()
    capture = Capture(Kept(), clock)
    gate = Gate(pauses=capture)
    capture.stop("paused", 10 * MINUTE)
    clock.now += 20 * MINUTE
    line = Observation(source="shell", content="make")
    assert gate.admit([line], clock.now, since=NOON - MINUTE).dropped == {"paused": 1}
    assert gate.admit([line], clock.now, since=NOON + 11 * MINUTE).dropped == {}
    assert gate.admit([line], clock.now).dropped == {}


def test_pausing_again_changes_the_end_and_loses_no_minute() -> None:
    """From the first moment on."""
    clock = Clock()
    capture = Capture(Kept(), clock)
    capture.stop("paused", 10 * MINUTE)
    clock.now += 5 * MINUTE
    capture.stop("incognito", 60 * MINUTE)
    assert capture.now().since == NOON
    clock.now += 30 * MINUTE
    capture.resume()
    assert capture.covers(NOON + MINUTE)
    assert capture.covers(NOON + 34 * MINUTE)
    assert not capture.covers(NOON + 36 * MINUTE)


def test_a_clock_put_back_does_not_end_a_pause() -> None:
    """In doubt nothing is captured."""
    clock = Clock()
    capture = Capture(Kept(), clock)
    capture.stop("paused")
    clock.now -= timedelta(days=365)
    assert capture.now().mode == "paused"
    capture.resume()
    assert capture.now().mode == "running"


def test_resuming_what_runs_changes_nothing() -> None:
    """And covers nothing."""
    capture = Capture(Kept(), Clock())
    capture.resume()
    assert capture.now().mode == "running"
    assert not capture.covers(NOON)
