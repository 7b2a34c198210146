"""Fading: what lasts outlives what passes, what faded is hidden, and new support brings it back."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from memory import Proposition
from memory.model import UserModel
from memory.retrieval import Weights
from tests.support import decay_probe
from tests.support.models import START, Clock, open_model, said


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


def test_a_known_claim_is_found_at_every_age(tmp_path: Path, clock: Clock) -> None:
    """With decay on, the rarest words of a claim find it, as well after 90 days as at once."""
    with open_model(tmp_path, clock=clock) as model:
        known = decay_probe.fill(model, count=2000, now=clock(), seed=5)
        assert model.decay() == []
        asked = random.Random(6).sample(known, 240)
        hits = [(one.age, decay_probe.found(model, one)) for one in asked]
    for low, high in ((0, 30), (31, 60), (61, 90), (0, 90)):
        some = [hit for age, hit in hits if low <= age <= high]
        assert sum(some) / len(some) >= 0.98


@pytest.mark.parametrize("age", [1, 3, 7, 14, 30, 60, 90, 400])
def test_what_lasts_outlives_what_passes(tmp_path: Path, clock: Clock, age: int) -> None:
    """Of two claims that match alike, the longer-lived one comes first, in recall and in lists."""
    with open_model(tmp_path, clock=clock) as model:
        seen = model.observe([said("x"), said("y")])
        # Whichever is added first: order must not decide.
        passing = model.add(Proposition(text="Likes quince jam", half_life=10), seen[:1])
        lasting = model.add(Proposition(text="Likes quince tea", half_life=365), seen[1:])
        clock.forward(days=age)
        # By words alone: the stand-in's vectors do not match alike to the last digit.
        by_words = Weights(dense=0.0)
        hits = model.recall("quince", kinds=("proposition",), weights=by_words)
        assert [hit.id for hit in hits] == [lasting, passing]
        assert hits[0].parts["salience"] > hits[1].parts["salience"]
        assert [each.id for each in model.propositions()] == [lasting, passing]
        assert model.decay() == ([passing] if age > 43 else [])
        hits = model.recall("quince", kinds=("proposition",), weights=by_words)
        assert [hit.id for hit in hits] == ([lasting] if age > 43 else [lasting, passing])


def stale(model: UserModel, clock: Clock) -> str:
    """A claim that has faded."""
    seen = model.observe([said("I row", at=clock(), thread="first")])
    claim = model.add(Proposition(text="Rows on the river", half_life=7), seen)
    clock.forward(days=60)
    assert model.decay() == [claim]
    assert model.recall("rows river", kinds=("proposition",)) == []
    return claim


def test_new_support_revives(tmp_path: Path, clock: Clock) -> None:
    """What is said again is known again, and fades from then on; undo hides it again."""
    with open_model(tmp_path, clock=clock) as model:
        claim = stale(model, clock)
        again = model.observe([said("rowed today", at=clock(), thread="second")])
        (result,) = model.reconcile([Proposition(text="Rows on the river")], evidence=again)
        assert (result.outcome, result.proposition) == ("identical", claim)
        assert model.history(claim)[-1].action == "revive"
        assert model.recall("rows river", kinds=("proposition",))[0].id == claim
        assert model.decay() == []
        assert result.change is not None
        model.undo(result.change)
        assert model.proposition(claim).status == "stale"


def test_the_person_revives(tmp_path: Path, clock: Clock) -> None:
    """A confirmed claim is fresh again; a pinned one never fades."""
    with open_model(tmp_path, clock=clock) as model:
        claim = stale(model, clock)
        model.confirm(claim)
        assert model.proposition(claim).status == "active"
        assert model.decay() == []
        model.pin(claim)
        clock.forward(days=4000)
        assert model.decay() == []
        assert model.recall("rows river", kinds=("proposition",))[0].id == claim


def test_support_counts_from_when_it_was_seen(tmp_path: Path, clock: Clock) -> None:
    """Support renews a claim from the day of the observation, not from the day it was read."""
    with open_model(tmp_path, clock=clock) as model:
        seen = model.observe([said("I row", at=START - timedelta(days=40), thread="old")])
        claim = model.add(Proposition(text="Rows on the river", half_life=7), seen)
        assert model.decay() == [claim]
        late = model.observe([said("I rowed", at=START - timedelta(days=35), thread="late")])
        model.reconcile([Proposition(text="Rows on the river")], evidence=late)
        assert model.decay() == [claim]
