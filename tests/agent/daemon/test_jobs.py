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
