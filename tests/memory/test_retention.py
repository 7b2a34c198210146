"""Letting raw observations go: what goes, what never goes, and that it does not come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import Observation, Proposition
from memory.model import UserModel
from tests.support.models import START, Clock, open_model, said

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    """A clock that is set."""
    return Clock()


@pytest.fixture
def model(tmp_path: Path, clock: Clock) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=clock) as model:
        yield model


def ran(*commands: str) -> list[Observation]:
    """Commands, long ago."""
    return [
        Observation(
            source="shell", content=each, kind="event", external_id=f"{n}",
            observed_at=START - 100 * DAY + timedelta(minutes=n),
        )
        for n, each in enumerate(commands)
    ]  # fmt: skip


def contents(model: UserModel) -> list[str]:
    """What is still there, oldest first."""
    return [each.content for each in model.observations(newest_first=False)]


def test_what_was_taken_in_long_ago_goes(model: UserModel, clock: Clock) -> None:
    """By when it came, not by when it happened; what has yet to be learnt from stays."""
    old = model.observe(ran("make", "ls"))
    model.reconcile([], settles=old)
    clock.forward(days=10)
    waiting = model.observe(ran("make", "ls", "git push")[2:])
    assert model.expire(older_than=14 * DAY) == 0
    clock.forward(days=5)
    assert model.expire(older_than=14 * DAY) == 2
    assert contents(model) == ["git push"]
    clock.forward(days=15)
    assert model.expire(older_than=14 * DAY) == 0
    assert model.expire(older_than=timedelta.max) == 0
    assert model.pending(9)[0].id == waiting[0]


def test_what_is_quoted_or_was_said_stays(model: UserModel, clock: Clock) -> None:
    """And with it the answer to why something is believed."""
    seen = model.observe([*ran("make test", "ls"), said("I like tea")])
    known = model.add(Proposition(text="Tests before each commit"), evidence=seen[:1])
    model.reconcile([], settles=seen)
    clock.forward(days=99)
    assert model.expire(older_than=DAY) == 1
    assert contents(model) == ["make test", "I like tea"]
    assert [each.observation for each in model.evidence(known)] == seen[:1]
    assert model.proposition(known).status == "active"
    assert model.check() == []


def test_of_too_much_the_oldest_goes(model: UserModel) -> None:
    """Until the rest fits."""
    seen = model.observe(ran(*(f"{n}" * 100 for n in range(10))))
    model.reconcile([], settles=seen)
    went = model.expire(most_bytes=550)
    assert went == 5
    assert contents(model) == [f"{n}" * 100 for n in range(5, 10)]
    assert model.expire(most_bytes=550) == 0


def test_all_texts_are_summed_once(
    model: UserModel, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not for every batch that goes, nor while a writer waits; what goes by age counts as well."""
    monkeypatch.setattr("memory.retention.BATCH", 3)
    model.reconcile([], settles=model.observe(ran(*(f"{n}" * 100 for n in range(4)))))
    clock.forward(days=20)
    later = ran(*(f"{n}" * 100 for n in range(10)))[4:]
    model.reconcile([], settles=model.observe(later))
    written: list[str] = []
    read: list[str] = []
    model._ledger._writer.set_trace_callback(written.append)
    model._ledger._reader.set_trace_callback(read.append)
    # Contexts are two bytes each.
    assert model.expire(older_than=10 * DAY, most_bytes=3 * 102) == 7
    assert contents(model) == [f"{n}" * 100 for n in range(7, 10)]
    assert len([each for each in read if "sum(" in each]) == 1
    assert [each for each in written if "sum(" in each] == []


def test_what_went_does_not_come_back(model: UserModel, clock: Clock) -> None:
    """A source that is read again offers it again; after a season it may."""
    rows = ran("make", "ls")
    model.reconcile([], settles=model.observe(rows))
    clock.forward(days=20)
    model.expire(older_than=DAY)
    assert model.observe_counted(rows).new == 0
    assert contents(model) == []
    clock.forward(days=91)
    model.reconcile([], settles=model.observe(ran("a", "b", "c")[2:]))
    clock.forward(days=2)
    model.expire(older_than=DAY)
    assert model.observe_counted(rows).new == 2


def test_what_went_is_not_found(model: UserModel, clock: Clock) -> None:
    """Neither by its words nor by its meaning; an event that happened again still is."""
    model.reconcile([], settles=model.observe(ran("kubectl apply", "terraform plan")))
    model.sync_index()
    clock.forward(days=20)
    again = Observation(source="shell", content="kubectl apply", kind="event", external_id="new")
    model.reconcile([], settles=model.observe([again]))
    model.expire(older_than=DAY)
    model.sync_index()
    assert model.recall("terraform plan", kinds=("observation",)) == []
    assert [hit.text for hit in model.recall("kubectl apply")] == ["kubectl apply"]
    assert len(model._dense.index.ids("observation")) == 1
