"""Confidence in log-odds, and salience by half-life."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.belief import (
    LEAST_SURE,
    MOST_SURE,
    Testimony,
    independence_group,
    posterior,
    rating,
    weight_of,
)
from memory.salience import FLOOR, salience
from memory.types import Observation

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

testimonies = st.lists(
    st.builds(
        Testimony,
        stance=st.sampled_from(["supports", "contradicts"]),
        weight=st.floats(0, 3),
        group=st.sampled_from("abcdef"),
        initial=st.booleans(),
    ),
    max_size=12,
)


def test_support_raises_and_contradiction_lowers() -> None:
    """One more independent occasion moves the confidence the way it speaks."""
    weight = weight_of("self-stated")
    up = posterior(0.5, [Testimony(stance="supports", weight=weight, group="a")])
    down = posterior(0.5, [Testimony(stance="contradicts", weight=weight, group="a")])
    assert up == pytest.approx(0.75)
    assert down == pytest.approx(0.25)


def test_one_session_counts_once() -> None:
    """A session that repeats itself lends no more than one that says it once."""
    once = [Testimony(stance="supports", weight=1.0, group="s1")]
    assert posterior(0.6, once * 10) == posterior(0.6, once)
    elsewhere = [*once, Testimony(stance="supports", weight=1.0, group="s2")]
    assert posterior(0.6, elsewhere) > posterior(0.6, once)


def test_the_first_evidence_is_not_counted_again() -> None:
    """What the first confidence rests on moves nothing, nor does its session repeating it."""
    first = Testimony(stance="supports", weight=1.0, group="s1", initial=True)
    again = Testimony(stance="supports", weight=1.0, group="s1")
    assert posterior(0.7, [first, again]) == pytest.approx(0.7)


@given(testimonies, st.floats(0.01, 0.99), st.randoms())
def test_belief_is_bounded_and_does_not_depend_on_order(
    testimony: list[Testimony],
    prior: float,
    random: Random,
) -> None:
    """Any evidence in any order gives the same probability, never certain and never impossible."""
    shuffled = list(testimony)
    random.shuffle(shuffled)
    belief = posterior(prior, testimony)
    assert LEAST_SURE <= belief <= MOST_SURE
    assert posterior(prior, shuffled) == belief


def test_those_who_know_best_weigh_most() -> None:
    """What people say of themselves weighs more than what they do, and hearsay least."""
    assert weight_of("self-stated") > weight_of("own action") > weight_of("third-party content") > 0


def test_evidence_is_independent_by_thread_or_by_day() -> None:
    """Two turns of one conversation are one occasion; two days of a shell are two."""
    turns = [Observation(source="chat", content=t, thread="t1", position=i)
             for i, t in enumerate("ab")]  # fmt: skip
    days = [Observation(source="shell", content="ls", observed_at=NOW + timedelta(days=d))
            for d in (0, 1)]  # fmt: skip
    assert len({independence_group(turn) for turn in turns}) == 1
    assert len({independence_group(day) for day in days}) == 2


@pytest.mark.parametrize(("confidence", "shown"), [
        (0.03, 1), (0.5, 5), (0.97, 10), (1.0, 10),
        (0.05, 1), (0.25, 3), (0.45, 5), (0.65, 7), (0.85, 9), (0.95, 10), (0.849, 8),
        (0.1 + 0.2 + 0.55, 9), (0.8499999999999999, 9),
    ],
)  # fmt: skip
def test_confidence_is_shown_from_one_to_ten(confidence: float, shown: int) -> None:
    """The scale people see has ten steps and no zero."""
    assert rating(confidence) == shown


@given(st.floats(1, 3000), st.floats(1.01, 50), st.floats(0.1, 4000))
def test_the_longer_half_life_outlives_the_shorter_at_every_age(
    half_life: float, factor: float, age: float
) -> None:
    """The inversion of the reference implementation, held here: what lasts must last longer."""
    since = NOW - timedelta(days=age)
    passing = salience(now=NOW, supported_at=since, half_life=half_life)
    lasting = salience(now=NOW, supported_at=since, half_life=half_life * factor)
    assert lasting >= passing
    if passing > 1e-300:
        assert lasting > passing


def test_salience_halves_every_half_life_and_is_renewed() -> None:
    """One half-life is one half; fresh, pinned and never-supported claims do not fade."""
    old = NOW - timedelta(days=30)
    assert salience(now=NOW, supported_at=old, half_life=30) == pytest.approx(0.5)
    assert salience(now=NOW, supported_at=NOW, half_life=30) == 1.0
    assert salience(now=NOW, supported_at=old, half_life=1, pinned=True) == 1.0
    assert salience(now=NOW, supported_at=None, half_life=1) == 1.0
    assert salience(now=NOW, supported_at=NOW - timedelta(days=130), half_life=30) < FLOOR
    assert salience(now=NOW, supported_at=NOW + timedelta(days=9), half_life=30) == 1.0
