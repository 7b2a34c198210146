"""What holds again when the person takes back what had taken its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import Proposition
from memory.errors import ModelCrashed
from memory.model import UserModel
from memory.types import PropositionKind
from tests.memory.test_history import belief
from tests.support.models import START, Clock, open_model, said


@pytest.fixture
def clock() -> Clock:
    """A clock that a test may move on."""
    return Clock()


@pytest.fixture
def model(tmp_path: Path, clock: Clock) -> Iterator[UserModel]:
    """A model with hashed vectors."""
    with open_model(tmp_path, clock=clock) as model:
        yield model


def tell(model: UserModel, text: str, days: int, kind: PropositionKind = "semantic") -> str:
    """Have something be believed since some days ago; its id."""
    seen = model.observe([said(text, at=START - timedelta(days=days), thread=f"t{days}")])
    draft = Proposition(text=text, kind=kind, confidence=0.7, source="stated")
    return model.reconcile([draft], evidence=seen)[0].proposition


def believed(model: UserModel) -> set[str]:
    """What is believed now."""
    return {each.text for each in model.propositions()}


@pytest.mark.parametrize(
    ("old", "wrong", "kind"),
    [
        ("Lives in Ghent", "Lives in Bruges", "semantic"),
        ("Works at Ikea", "Left Ikea for Volvo", "episodic"),
        ("Drives a Corsa", "Sold the Corsa", "episodic"),
        ("Their rent is 900 euros", "Their landlord raised the rent to 950 euros", "episodic"),
    ],
)
def test_what_a_wrong_claim_ended_holds_again(
    model: UserModel, old: str, wrong: str, kind: PropositionKind
) -> None:
    """As it was, with nothing of what the wrong one had left behind; undo ends it again."""
    known = tell(model, old, 80)
    before = model.proposition(known)
    claim = tell(model, wrong, 40, kind)
    told = belief(model)
    change = model.retire(claim)
    assert believed(model) == {old}
    assert model.proposition(known) == before
    assert model.history(known)[-1].action == "revive"
    model.undo(change)
    assert belief(model) == told


def test_what_has_ended_otherwise_as_well_stays_ended(model: UserModel) -> None:
    """It was not sold, but it is gone all the same; were that wrong too, it would be there."""
    known = tell(model, "Drives a Corsa", 80)
    sold = tell(model, "Sold the Corsa", 40, "episodic")
    other = tell(model, "Scrapped the Corsa", 20, "episodic")
    model.retire(sold)
    assert model.proposition(known).status == "superseded"
    model.retire(other)
    assert believed(model) == {"Drives a Corsa"}


def test_in_a_row_of_changes_the_next_one_takes_over(model: UserModel) -> None:
    """Who never lived in Bruges moved from Ghent to Namur, when they moved to Namur."""
    ghent, bruges, namur = (
        tell(model, f"Lives in {town}", days)
        for town, days in (("Ghent", 90), ("Bruges", 60), ("Namur", 30))
    )
    told = belief(model)
    change = model.retire(bruges)
    assert believed(model) == {"Lives in Namur"}
    assert model.proposition(ghent).valid_to == START - timedelta(days=30)
    last = model.retire(namur)
    assert believed(model) == {"Lives in Ghent"}
    assert model.proposition(ghent).valid_to is None
    model.undo(last)
    model.undo(change)
    assert belief(model) == told


def test_what_was_said_again_is_not_believed_twice(model: UserModel) -> None:
    """The claim that says it by now is enough."""
    tell(model, "Lives in Ghent", 90)
    bruges = tell(model, "Lives in Bruges", 60)
    tell(model, "Lives in Ghent", 30)
    model.retire(bruges)
    assert [each.text for each in model.propositions()] == ["Lives in Ghent"]


@pytest.mark.parametrize("why", ["no longer", "we moved", "not any more", "that is over"])
def test_what_is_over_was_not_wrong(model: UserModel, why: str) -> None:
    """Who no longer lives in Bruges does not live in Ghent again."""
    tell(model, "Lives in Ghent", 90)
    model.retire(tell(model, "Lives in Bruges", 60), why=why)
    assert believed(model) == set()


def test_what_the_person_vouched_for_was_not_wrong(model: UserModel) -> None:
    """It was so then, unless they say that it never was."""
    tell(model, "Lives in Ghent", 90)
    bruges = tell(model, "Lives in Bruges", 60)
    model.confirm(bruges)
    change = model.retire(bruges)
    assert believed(model) == set()
    model.undo(change)
    model.retire(bruges, why="no, I never did")
    assert believed(model) == {"Lives in Ghent"}


def test_what_they_told_of_time_and_again_was_not_wrong(model: UserModel) -> None:
    """What was said on two days was no misunderstanding."""
    tell(model, "Lives in Ghent", 90)
    bruges = tell(model, "Lives in Bruges", 60)
    assert tell(model, "Lives in Bruges", 30) == bruges
    model.retire(bruges)
    assert believed(model) == set()


def test_what_stood_for_a_season_was_not_wrong(model: UserModel, clock: Clock) -> None:
    """Who retires it half a year later has moved on; that they never sold the car, they may say."""
    tell(model, "Lives in Ghent", 90)
    bruges = tell(model, "Lives in Bruges", 60)
    tell(model, "Drives a Corsa", 50)
    sold = tell(model, "Sold the Corsa", 40, "episodic")
    clock.forward(days=180)
    model.retire(bruges)
    model.retire(sold)
    assert believed(model) == {"Drives a Corsa"}


@pytest.mark.parametrize(
    ("right", "stands"),
    [
        ("Sold the Vespa", {"Drives a Corsa", "Sold the Vespa"}),
        ("Gave away the Corsa", {"Gave away the Corsa"}),
    ],
)
def test_a_correction_ends_what_it_speaks_of(
    model: UserModel, right: str, stands: set[str]
) -> None:
    """What is right ends what it cannot be true with, and nothing else; undo brings all back."""
    tell(model, "Drives a Corsa", 80)
    wrong = tell(model, "Sold the Corsa", 40, "episodic")
    told = belief(model)
    corrected = model.correct(wrong, right)
    assert believed(model) == stands
    model.undo(model.history(corrected)[0].id)
    assert belief(model) == told


def test_a_correction_that_is_wrong_as_well_gives_way(model: UserModel) -> None:
    """What was corrected to hands on what it had taken over."""
    tell(model, "Drives a Corsa", 80)
    given = model.correct(tell(model, "Sold the Corsa", 40, "episodic"), "Gave away the Corsa")
    model.retire(given)
    assert believed(model) == {"Drives a Corsa"}


def test_an_act_can_be_undone_after_what_it_ended_holds_again(model: UserModel) -> None:
    """What is as it would be brought back to is no obstacle."""
    known = tell(model, "Lives in Ghent", 90)
    bruges = tell(model, "Lives in Bruges", 60)
    ended = model.history(known)[-1].id
    model.retire(bruges)
    model.undo(ended)
    assert {each.text for each in model.propositions(status=("active", "retired"))} == {
        "Lives in Ghent"
    }


def test_a_verdict_counts_without_an_embedder(
    model: UserModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was ended holds again all the same."""
    tell(model, "Lives in Ghent", 80)
    claim = tell(model, "Lives in Bruges", 40)

    def broken(_texts: object) -> None:
        raise ModelCrashed("the embedder is gone")

    monkeypatch.setattr(model._dense, "embed", broken)
    model.retire(claim)
    assert believed(model) == {"Lives in Ghent"}
