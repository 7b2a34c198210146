"""Machines sleep, and their clocks are put right: nothing piles up, and nothing is put off."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.daemon.jobs import Job, Jobs
from agent.daemon.observing import Runner
from agent.gate import Gate
from agent.learning import Learner
from memory import Observation
from memory.embedding.hashed import HashedEmbedder
from memory.model import UserModel
from tests.support.checkpointing import checkpoints_in
from tests.support.fake_engine import FakeEngine
from tests.support.models import START, Clock, open_model
from tests.support.sources import Counting, Options
from tests.support.surroundings import Machine

DAY = timedelta(days=1)


def due(jobs: Jobs) -> datetime:
    """When the first job is next run."""
    at = jobs.views()[0].next_run
    assert at is not None
    return at


@pytest.mark.parametrize("every", [timedelta(minutes=1), DAY], ids=["often", "nightly"])
def test_what_was_slept_through_is_made_up_for_once(every: timedelta) -> None:
    """Due eight hours ago, and 480 times or never since: it runs once, then at its times again."""
    ran, runs = threading.Event(), list[datetime]()

    def run() -> None:
        runs.append(datetime.now(UTC))
        ran.set()

    jobs = Jobs([Job("nightly", every, DAY, run)], lambda: datetime.now(UTC))
    jobs.start()
    try:
        woken = datetime.now(UTC)
        jobs._scheduler.modify_job("nightly", next_run_time=woken - timedelta(hours=8))
        assert ran.wait(10), "what is long overdue was skipped"
        assert len(runs) == 1
        assert woken < due(jobs) <= woken + every + timedelta(minutes=1)
    finally:
        assert jobs.stop(10)
    assert len(runs) == 1


@pytest.mark.parametrize("back", [DAY, 365 * DAY])
def test_a_clock_put_back_puts_no_job_off(back: timedelta) -> None:
    """What was due in a minute is not due in a year."""
    clock = Clock(datetime.now(UTC) + back)
    jobs = Jobs([Job("learn", timedelta(minutes=5), timedelta(minutes=1), lambda: None)], clock)
    jobs.start()
    try:
        clock.now -= back
        assert due(jobs) > clock.now + back
        jobs.mind_the_clock()
        assert due(jobs) <= clock.now + timedelta(minutes=5)
        jobs.mind_the_clock()
        assert due(jobs) > clock.now
    finally:
        assert jobs.stop(10)


@pytest.mark.parametrize("jump", [DAY, -365 * DAY], ids=["a day on", "a year back"])
def test_observing_goes_on_over_a_jump_of_the_clock(tmp_path: Path, jump: timedelta) -> None:
    """Rows come in once each before it, after it, and when it is put right again."""
    machine, clock = Machine(tmp_path), Clock()
    machine.now = clock.now
    source = Counting(rows=3)
    with open_model(tmp_path / "home", clock=clock) as model:
        observing = Runner(source, Options(), machine.around, model, Gate())
        for moved in (timedelta(), jump, -jump):
            clock.now += moved
            machine.now = clock.now
            assert observing.step() == Options().every, observing.view().last_error
            source.rows += 3
        assert sorted(each.content for each in model.observations()) == [
            f"row {n}" for n in (0, 1, 3, 4, 6, 7)
        ]
        assert model.check() == []


def test_a_queue_of_thirty_days_is_learnt_from_in_order(tmp_path: Path) -> None:
    """Nothing that waits expires, however old; what is oldest is learnt from first."""
    clock, engine = Clock(), FakeEngine(batch_size=10)
    with UserModel.open(tmp_path / "home", embedder=HashedEmbedder(), clock=clock) as model:
        for day in range(30):
            model.observe(
                [
                    Observation(
                        source="shell",
                        kind="event",
                        content=f"Likes drink {day} {part}",
                        observed_at=clock.now + timedelta(hours=part),
                    )
                    for part in reversed(range(3))
                ]
            )
            clock.forward(days=1)
        assert model.expire(older_than=timedelta(days=14), most_bytes=1) == 0
        saver = checkpoints_in(tmp_path)
        try:
            report = Learner(model, engine, saver, clock).run()
        finally:
            saver.close()
        assert (report.observations, report.dead) == (90, 0)
        order = [each.observed_at for call in engine.learned for each in call.observations]
        assert order == sorted(order, key=lambda at: at or START)
        assert len(order) == 90
        clock.forward(days=15)
        # What beliefs rest on is quoted, and stays; the rest is free to go now.
        assert model.expire(older_than=timedelta(days=14)) == 90 - len(
            {each for p in model.propositions(limit=100) for each in evidence(model, p.id)}
        )


def evidence(model: UserModel, proposition: str) -> list[str]:
    """What a proposition rests on."""
    return [each.observation for each in model.evidence(proposition)]
