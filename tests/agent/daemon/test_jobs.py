"""What the daemon does by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from agent.daemon.jobs import Job, Jobs
from memory.errors import ModelUnavailable

HOUR = timedelta(hours=1)


@contextmanager
def started(*work: Callable[[], object]) -> Iterator[Jobs]:
    """Jobs named by their position that never run by themselves during a test."""
    jobs = Jobs(
        [Job(str(number), HOUR, HOUR, run) for number, run in enumerate(work)],
        lambda: datetime.now(UTC),
    )
    jobs.start()
    try:
        yield jobs
    finally:
        assert jobs.stop(10)


def test_a_job_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """A job that is wanted soon runs without waiting for its time."""
    ran = threading.Event()
    with started(ran.set) as jobs:
        jobs.soon("0")
        assert ran.wait(10)
    assert not capsys.readouterr().err


def test_the_last_error_is_kept_until_it_succeeds() -> None:
    """What went wrong is shown with its hint, and gone after the next success."""
    failing: list[Exception] = [ModelUnavailable("No model", hint="get one"), ValueError("secret")]

    def run() -> None:
        if failing:
            raise failing.pop(0)

    with started(run) as jobs:
        jobs.run("0")
        assert jobs.views()[0].last_error == "No model (get one)"
        jobs.run("0")
        error = jobs.views()[0].last_error
        assert error is not None
        assert error.startswith("ValueError")
        assert "secret" not in error
        jobs.run("0")
        view = jobs.views()[0]
        assert view.last_error is None
        assert view.last_run is not None
        assert view.next_run is not None


def test_one_run_at_a_time_and_none_lost() -> None:
    """A job that is wanted while it runs is run once more, not beside itself."""
    inside = threading.Semaphore(1)
    begun, release, runs = threading.Event(), threading.Event(), list[int]()

    def run() -> None:
        assert inside.acquire(blocking=False)
        runs.append(1)
        begun.set()
        release.wait(10)
        inside.release()

    with started(run) as jobs:
        jobs.soon("0")
        assert begun.wait(10)
        jobs.soon("0")
        jobs.run("0")
        release.set()
    assert 1 <= len(runs) <= 2


def test_stopping_says_whether_work_ended() -> None:
    """Work that does not end in time is reported, so that nothing is freed under it."""
    begun, release = threading.Event(), threading.Event()

    def run() -> None:
        begun.set()
        release.wait(10)

    jobs = Jobs([Job("slow", HOUR, HOUR, run)], lambda: datetime.now(UTC))
    jobs.start()
    jobs.soon("slow")
    assert begun.wait(10)
    assert not jobs.stop(0.05)
    release.set()
    assert jobs.stop(10)


class Past:
    """Where times are kept."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def state(self, key: str) -> str | None:
        """A value."""
        return self.kept.get(key)

    def set_state(self, key: str, value: str) -> None:
        """Keep it."""
        self.kept[key] = value


def first_run(past: Past, now: datetime, every: timedelta) -> datetime:
    """When a job would be run after a start at a time."""
    jobs = Jobs([Job("daily", every, timedelta(minutes=10), lambda: None)], lambda: now, past)
    jobs.start()
    try:
        due = jobs.views()[0].next_run
    finally:
        assert jobs.stop(10)
    assert due is not None
    return due


def test_a_restart_does_not_begin_all_anew() -> None:
    """A daily job is due a day after it last ran; one long overdue soon, once."""
    now, day, past = datetime.now(UTC), timedelta(days=1), Past()
    assert first_run(past, now, day) == now + timedelta(minutes=10)
    jobs = Jobs([Job("daily", day, HOUR, lambda: None)], lambda: now, past)
    jobs.run("daily")
    later = now + timedelta(hours=3)
    assert first_run(past, later, day) == now + day
    long_after = now + 30 * day
    assert first_run(past, long_after, day) == long_after + timedelta(minutes=10)
    past.kept["job:daily"] = (now + 300 * day).isoformat()  # the clock was put back since
    assert first_run(past, now, day) == now + day


def test_a_job_waits_unless_it_is_asked_for() -> None:
    """What it waits for is shown; the person need not wait."""
    ran: list[int] = []
    jobs = Jobs(
        [Job("learn", HOUR, HOUR, lambda: ran.append(1), lambda: "mains power")],
        lambda: datetime.now(UTC),
    )
    jobs.start()
    try:
        jobs.run("learn")
        assert (ran, jobs.views()[0].waits, jobs.views()[0].last_run) == ([], "mains power", None)
        done = threading.Event()
        jobs._jobs["learn"] = Job("learn", HOUR, HOUR, done.set, lambda: "mains power")
        jobs.soon("learn")
        assert done.wait(10)
    finally:
        assert jobs.stop(10)
