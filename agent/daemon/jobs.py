"""What the daemon does by itself, and how that went.

A job that fails is tried again at its next time; its error is kept and shown in ``status`` until it
succeeds. Times that were missed (the machine slept) are made up for once, not one by one, however
long ago they were: a machine that sleeps every night must not miss its nightly job every night. A
clock that is put back puts no job off (:meth:`Jobs.mind_the_clock`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.schedulers.background import (  # type: ignore[import-untyped]
    BackgroundScheduler,
)

from agent.wire import JobView
from memory.errors import GumptionError

log = logging.getLogger(__name__)

#: Seconds between looks at the clock: whether it was put back.
_CLOCK_SECONDS = 30.0
_THREADS = 3
#: Jobs that come more often than this begin anew at each start.
_WORTH_KEEPING = timedelta(minutes=30)
_KEY = "job:"


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do again and again.

    Attributes:
        name: Unique; shown in ``status``.
        every: From the start of one run to the start of the next.
        first: How long after the start of the daemon.
        run: Does it; what it raises is kept.
        waits: What it waits for now, in words; it is not run while that is not empty.
    """

    name: str
    every: timedelta
    first: timedelta
    run: Callable[[], object]
    waits: Callable[[], str] = lambda: ""


class Past(Protocol):
    """Where the times of past runs are kept (:class:`memory.UserModel`)."""

    def state(self, key: str) -> str | None:
        """A value kept under a key."""

    def set_state(self, key: str, value: str) -> None:
        """Keep a value."""


@dataclass(slots=True)
class _Record:
    last_run: datetime | None = None
    last_error: str | None = None
    waits: str = ""
    asked: bool = False
    running: bool = False
    again: bool = False


class Jobs:
    """The daemon's clockwork.

    Args:
        jobs: What to do.
        clock: The time.
        past: Keeps when each last ran, so that a restart does not begin them all anew.
    """

    def __init__(
        self, jobs: list[Job], clock: Callable[[], datetime], past: Past | None = None
    ) -> None:
        self._jobs = {job.name: job for job in jobs}
        self._records = {job.name: _Record() for job in jobs}
        self._clock = clock
        self._past = past
        self._stopping = False
        self._idle = threading.Condition()
        self._ended = threading.Event()
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(_THREADS)},
            job_defaults={
                "coalesce": True,
                "max_instances": 1,
                # Never too late: the default of one second is less than any busy machine takes.
                "misfire_grace_time": None,
            },
            timezone="UTC",
        )
        # A run that is longer than its interval is no fault and not worth a line each time.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)

    def start(self) -> None:
        """Begin."""
        now = self._clock()
        for job in self._jobs.values():
            self._scheduler.add_job(
                self.run,
                "interval",
                seconds=job.every.total_seconds(),
                next_run_time=self._next(job, now),
                args=[job.name],
                id=job.name,
            )
        self._scheduler.start()
        threading.Thread(target=self._watch_the_clock, name="jobs-clock", daemon=True).start()

    def _watch_the_clock(self) -> None:
        while not self._ended.wait(_CLOCK_SECONDS):
            self.mind_the_clock()

    def mind_the_clock(self) -> None:
        """Bring nearer what is due later than it can be: the clock was put back since."""
        now = self._clock()
        for job in self._jobs.values():
            latest = now + max(job.every, job.first)
            scheduled = self._scheduler.get_job(job.name)
            if scheduled is not None and scheduled.next_run_time > latest:
                self._scheduler.modify_job(job.name, next_run_time=latest)

    def _next(self, job: Job, now: datetime) -> datetime:
        """When a job is first run: as if there had been no restart, but not at once.

        What is due again within minutes anyway is not worth the wait.
        """
        first = now + job.first
        kept = self._past.state(_KEY + job.name) if self._past is not None else None
        if kept is None or job.every < _WORTH_KEEPING:
            return first
        due = datetime.fromisoformat(kept) + job.every
        # A clock that was put back must not put a job off for a year.
        return min(max(due, first), now + job.every)

    def soon(self, name: str) -> None:
        """Do a job as soon as may be, whatever it waits for; when it is running, right after."""
        record = self._records[name]
        with self._idle:
            record.asked = True
            if record.running:
                record.again = True
                return
        self._scheduler.modify_job(name, next_run_time=self._clock())

    def run(self, name: str) -> None:
        """Do a job now, and keep how it went. Never raises."""
        record = self._records[name]
        with self._idle:
            if record.running:
                record.again = True
                return
            record.running = True
        while True:
            self._once(name, record)
            with self._idle:
                if not record.again or self._stopping:
                    record.running = False
                    self._idle.notify_all()
                    return
                record.again = False

    def _once(self, name: str, record: _Record) -> None:
        job = self._jobs[name]
        try:
            asked, record.asked = record.asked, False
            record.waits = "" if asked else job.waits()
            if record.waits:
                return
            record.last_run = self._clock()
            if self._past is not None and job.every >= _WORTH_KEEPING:
                self._past.set_state(_KEY + name, record.last_run.isoformat())
            job.run()
        except GumptionError as error:
            record.last_error = str(error)
            log.warning("the job %s failed: %s", name, type(error).__name__)
        except Exception as error:
            record.last_error = f"{type(error).__name__}; gumption daemon logs shows where"
            log.exception("the job %s failed", name)
        else:
            record.last_error = None

    def views(self) -> list[JobView]:
        """Every job as ``status`` shows it."""
        views = []
        for name, record in self._records.items():
            scheduled = self._scheduler.get_job(name) if self._scheduler.running else None
            views.append(
                JobView(
                    name=name,
                    next_run=scheduled.next_run_time if scheduled else None,
                    last_run=record.last_run,
                    last_error=record.last_error,
                    waits=record.waits,
                )
            )
        return views

    def stop(self, timeout: float) -> bool:
        """Start nothing more and wait for what runs; whether it ended in time."""
        self._stopping = True
        self._ended.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        with self._idle:
            return self._idle.wait_for(self._at_rest, timeout)

    def _at_rest(self) -> bool:
        return not any(record.running for record in self._records.values())
