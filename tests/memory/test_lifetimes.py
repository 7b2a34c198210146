"""Half-lives are learnt from how long claims lasted, with what still stands counted as such."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import Proposition
from memory.lifetimes import DEFAULT_HALF_LIFE, half_life
from memory.model import UserModel
from tests.support.models import START, Clock, open_model, said


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture
def model(tmp_path: Path, clock: Clock) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=clock) as model:
        yield model


def move(model: UserModel, clock: Clock, *, times: int, days: float) -> None:
    """The person moves house every so many days."""
    for number in range(times):
        seen = model.observe([said(f"I moved to Town{number}", at=clock(), thread=f"m{number}")])
        draft = Proposition(text=f"Lives in Town{number}", half_life=100)
        model.reconcile([draft], evidence=seen)
        clock.forward(days=days)


@pytest.mark.parametrize("true", [20.0, 90.0, 365.0, 900.0])
def test_recovers_the_median(true: float) -> None:
    """From 300 lives, most of them cut off by today, the true median is found within a fifth."""
    rng = random.Random(int(true))
    lives = [rng.expovariate(0.6931 / true) for _ in range(300)]
    seen = [(min(life, true), life <= true) for life in lives]  # half of them still stand
    ended = sum(end for _, end in seen)
    assert half_life(ended, sum(days for days, _ in seen), 365.0) == pytest.approx(true, rel=0.2)


def test_stays_with_the_default() -> None:
    """No ends teach nothing, few move it little, and nothing moves it beyond bounds."""
    assert half_life(0, 1e7, 365.0) == 365.0
    assert half_life(4, 1.0, 365.0) == 365.0
    assert 0.3 * 365 < half_life(5, 400.0, 365.0) < 365
    assert half_life(10_000, 1.0, 365.0) == 365 / 20
    assert half_life(5, 1e12, 365.0) == 365 * 20


def test_new_claims_get_what_was_learnt(model: UserModel, clock: Clock) -> None:
    """After many short lives a claim without a half-life of its own gets a shorter one."""
    move(model, clock, times=21, days=10)
    model.consolidate()
    (life,) = [each for each in model.lifetimes() if each.kind == "semantic"]
    assert (life.claims, life.ended) == (21, 20)
    assert life.days == pytest.approx(210)
    assert life.half_life < DEFAULT_HALF_LIFE["semantic"] / 2
    factor = life.half_life / DEFAULT_HALF_LIFE["semantic"]

    def given(text: str, **fields: object) -> float:
        seen = model.observe([said(text, at=clock(), thread=text)])
        claim = Proposition(text=text, **fields)  # type: ignore[arg-type]
        (result,) = model.reconcile([claim], evidence=seen)
        return model.proposition(result.proposition).half_life

    assert given("Likes quince") == pytest.approx(90 * factor)
    assert given("Likes medlar", half_life=365.0) == pytest.approx(365 * factor)
    assert given("Likes sorb", half_life=30.0) == 30.0
    assert given("Rows on Sundays", kind="procedural") == 90.0
    assert given("Sings", source="stated") == 90.0


def test_what_never_held_is_no_short_life(model: UserModel, clock: Clock) -> None:
    """Corrected claims were wrong, not short-lived; stale ones held while they were supported."""
    for number in range(8):
        claim = model.add(Proposition(text=f"Likes fruit {number}"))
        model.correct(claim, f"Likes berry {number}")
    seen = model.observe(
        [said(f"rows {day}", at=START - timedelta(days=day), thread=f"{day}") for day in (0, 5)]
    )
    model.add(Proposition(text="Rows", half_life=1, kind="procedural"), seen)
    clock.forward(days=100)
    model.decay()
    lives = {life.kind: life for life in model.lifetimes()}
    assert (lives["semantic"].claims, lives["semantic"].ended) == (8, 0)
    assert lives["procedural"].days == pytest.approx(5)
    assert lives["episodic"].claims == 0
