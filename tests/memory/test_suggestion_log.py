"""Suggestions are kept, moved on, and counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import NotFound, Suggestion
from memory.model import UserModel
from memory.types import SuggestionStatus
from tests.support.models import START, Clock, open_model


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture
def model(tmp_path: Path, clock: Clock) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=clock) as model:
        yield model


def offer(text: str, *, status: SuggestionStatus = "pending") -> Suggestion:
    """A suggestion."""
    return Suggestion(
        text=text,
        why="because",
        category="reminder",
        probability=0.7,
        propositions=("p1",),
        observations=("o1", "o2"),
        expires_at=START + timedelta(days=1),
        status=status,
    )


def test_kept_as_it_is(model: UserModel) -> None:
    """Every field survives; the time of making is filled in."""
    id_ = model.suggestions.add(offer("call"))
    found = model.suggestions.get(id_)
    assert (found.text, found.propositions, found.observations) == ("call", ("p1",), ("o1", "o2"))
    assert (found.created_at, found.expires_at) == (START, START + timedelta(days=1))
    with pytest.raises(NotFound):
        model.suggestions.get("s-nowhere")


def test_the_same_offer_twice_has_two_ids(model: UserModel) -> None:
    """Suggestions are not merged here."""
    assert model.suggestions.add(offer("call")) != model.suggestions.add(offer("call"))


def test_listing_by_status(model: UserModel) -> None:
    """Newest first, of one status, several, or all."""
    log = model.suggestions
    first, second, third = (log.add(offer(text)) for text in "abc")
    log.set_status(second, "shown")
    assert [each.id for each in log.list()] == [third, second, first]
    assert [each.id for each in log.list(status="shown")] == [second]
    assert [each.id for each in log.list(status=("pending",), limit=1)] == [third]


def test_shown_since(model: UserModel, clock: Clock) -> None:
    """Only what was shown at or after the time counts, dismissed or not."""
    log = model.suggestions
    old = log.add(offer("old", status="shown"))
    later = clock.forward(hours=2)
    new = log.add(offer("new"))
    log.set_status(new, "shown")
    log.record(new, "dismiss")
    assert log.shown_since(later) == 1
    assert log.shown_since(START) == 2
    assert log.get(old).status == "shown"


def test_verdicts_move_on_and_count(model: UserModel) -> None:
    """Accepting and dismissing count by category; snoozing does not, never counts as a no."""
    log = model.suggestions
    ids = [log.add(offer(f"{i}", status="shown")) for i in range(4)]
    until = START + timedelta(hours=3)
    log.record(ids[0], "accept")
    log.record(ids[1], "dismiss")
    log.record(ids[2], "snooze", until)
    log.record(ids[3], "never")
    statuses = [log.get(each).status for each in ids]
    assert statuses == ["accepted", "dismissed", "snoozed", "never"]
    assert log.get(ids[2]).snoozed_until == until
    assert log.verdicts("reminder") == (1, 2)
    assert log.verdicts("other") == (0, 0)
    assert log.categories_never() == {"reminder"}
    assert model.counts().suggestions["accepted"] == 1


def test_what_was_shown_in_a_time_to_come_does_not_count(model: UserModel, clock: Clock) -> None:
    """A clock that was ahead for an hour does not use up the days until then."""
    log = model.suggestions
    right, clock.now = clock.now, clock.now + timedelta(days=1000)
    log.set_status(log.add(offer("ahead")), "shown")
    clock.now = right
    assert log.shown_since(right - timedelta(days=1)) == 0
    log.set_status(log.add(offer("now")), "shown")
    assert log.shown_since(right - timedelta(days=1)) == 1
