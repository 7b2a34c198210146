"""``recall(at=…)``: what held on a day, and not what was only known or true later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from memory import Proposition
from memory.model import UserModel
from tests.support.models import START, Clock, open_model, said


def day(number: float) -> datetime:
    """So many days after the beginning."""
    return START + timedelta(days=number)


@pytest.fixture
def clock() -> Clock:
    """A year later."""
    return Clock(day(365))


@pytest.fixture
def model(tmp_path: Path, clock: Clock) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=clock) as model:
        yield model


def learn(model: UserModel, text: str, said_at: float, thread: str) -> str:
    """The person says something on a day, and it is believed."""
    seen = model.observe([said(text, at=day(said_at), thread=thread)])
    return model.reconcile([Proposition(text=text)], evidence=seen)[0].proposition


def told(model: UserModel, query: str, at: datetime | None = None) -> list[str]:
    """Texts of the claims that are recalled."""
    return [hit.text for hit in model.recall(query, kinds=("proposition",), at=at)]


def test_each_home_in_its_time(model: UserModel) -> None:
    """Three homes one after another: each day is answered with that day's, today with the last."""
    for number, town in enumerate(("Porto", "Lisbon", "Braga")):
        learn(model, f"Lives in {town}", number * 100, f"t{number}")
    query = "where do they live?"
    assert told(model, query, day(-1)) == []
    assert told(model, query, day(0)) == told(model, query, day(99.9)) == ["Lives in Porto"]
    assert told(model, query, day(100)) == told(model, query, day(150)) == ["Lives in Lisbon"]
    assert told(model, query, day(300)) == told(model, query) == ["Lives in Braga"]


def test_learnt_in_the_wrong_order(model: UserModel) -> None:
    """Old news that comes late takes its place in the past and changes nothing today."""
    learn(model, "Lives in Lisbon", 200, "new")
    learn(model, "Lives in Porto", 10, "old")
    assert told(model, "lives in", day(50)) == ["Lives in Porto"]
    assert told(model, "lives in", day(250)) == told(model, "lives in") == ["Lives in Lisbon"]


@pytest.mark.parametrize("order", [(50, 0, 20), (50, 20, 0), (20, 50, 0), (0, 50, 20)])
def test_a_home_between_two_others(model: UserModel, order: tuple[int, ...]) -> None:
    """In whichever order three homes are heard of, every day has one."""
    homes = {0: "Porto", 20: "Braga", 50: "Lisbon"}
    for number in order:
        learn(model, f"Lives in {homes[number]}", number, f"t{number}")
    for began, town in homes.items():
        assert told(model, "lives in", day(began + 5)) == [f"Lives in {town}"]
    assert told(model, "lives in") == ["Lives in Lisbon"]


def test_observations_of_later_days_are_left_out(model: UserModel) -> None:
    """As of a day only what had been seen by then is found."""
    learn(model, "Lives in Porto", 0, "a")
    learn(model, "Lives in Lisbon", 100, "b")
    seen = model.recall("lives in", kinds=("observation",), at=day(50))
    assert [hit.text for hit in seen] == ["Lives in Porto"]
    assert len(model.recall("lives in", kinds=("observation",), at=day(100))) == 2


def test_what_the_person_denied_never_held(model: UserModel) -> None:
    """A corrected claim is wrong about every day; the corrected one holds from its evidence on."""
    wrong = learn(model, "Lives in Porto", 0, "a")
    model.correct(wrong, "Lives in Faro")
    assert told(model, "lives in", day(50)) == []
    assert told(model, "lives in") == ["Lives in Faro"]


def test_what_faded_since_held_then(model: UserModel) -> None:
    """A claim that is stale today is an answer about the day on which it was fresh."""
    seen = model.observe([said("I row", at=day(0))])
    model.add(Proposition(text="Rows on the river", half_life=5), seen)
    assert len(model.decay()) == 1
    assert told(model, "rows river") == []
    assert told(model, "rows river", day(2)) == ["Rows on the river"]


def test_dates_of_its_own(model: UserModel) -> None:
    """A claim with its own beginning and end holds between them, the end excluded."""
    model.add(
        Proposition(text="Rents a garden", valid_from=day(10), valid_to=day(20), source="stated")
    )
    answers = [told(model, "garden", day(number)) for number in (9, 10, 19, 20)]
    assert [bool(answer) for answer in answers] == [False, True, True, False]
    assert told(model, "garden") == []


def test_undo_brings_the_past_in_line(model: UserModel) -> None:
    """When a supersession is taken back, the older claim holds on, today as well."""
    learn(model, "Lives in Porto", 0, "a")
    newer = learn(model, "Lives in Lisbon", 100, "b")
    model.undo(model.history(newer)[0].id)
    assert told(model, "lives in", day(150)) == told(model, "lives in") == ["Lives in Porto"]
