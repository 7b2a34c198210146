"""Where things are kept, of what sort somebody is, figures of what is not named, and pets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import Proposition
from memory.embedding.minilm import LlamaEmbedder
from memory.model import UserModel
from memory.types import PropositionKind, Reconciliation
from tests.support.embedding import minilm, model_cache, weights
from tests.support.models import START, Clock, open_model, said

__all__ = ["minilm", "model_cache", "weights"]


@pytest.fixture
def model(tmp_path: Path, minilm: LlamaEmbedder) -> Iterator[UserModel]:
    """A model with real vectors."""
    with open_model(tmp_path, clock=Clock(), embedder=minilm) as model:
        yield model


def tell(model: UserModel, *texts: str, kind: PropositionKind = "semantic") -> list[Reconciliation]:
    """What claims turn out to be, each told a month after the one before."""
    done = []
    for number, text in enumerate(texts):
        at = START - timedelta(days=30 * (len(texts) - number))
        seen = model.observe([said(text, at=at, thread=f"t{number}")])
        claim = Proposition(text=text, kind=kind if number == len(texts) - 1 else "semantic")
        done += model.reconcile([claim], evidence=seen)
    return done


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Keeps the sledge in the loft", "Keeps the sledge in the cellar"),
        ("Keeps their will in the desk drawer", "Keeps their will in the safe"),
        ("Keeps their will in the study", "Keeps their will in the safe now"),
        ("Their skis are stored in the garage", "Stores their skis in the cellar"),
        ("Is a morning person", "Is a night owl"),
        ("Their wife is an introvert", "Their wife has become an extrovert"),
        ("Waters the roses every week", "Waters the roses every other week"),
        ("Does pilates every day", "Does pilates twice a week"),
        ("Sees the osteopath twice a week", "Sees the osteopath every two weeks"),
        ("Pays 870 a month in rent", "Their rent is 910"),
        ("Their rent is 870 euros", "Rent is 910 now"),
        ("Their daily word goal is 500", "Their new word goal is 800"),
        ("Their goal is 500 words a day", "Their new number of words a day is 800"),
        ("Takes 25 mg of sertraline", "The dose went up to 50"),
        ("Takes 25 mg of sertraline", "Their dose is 50 mg now"),
        ("Swims 4 km a week", "Is up to 6 km a week"),
        ("Takes enalapril", "Takes valsartan"),
        ("Takes citalopram for their anxiety", "It is sertraline now"),
        ("Uses Things", "Has gone back to Todoist"),
        ("Has a cat", "Momo, their cat, died"),
        ("Has a cat called Momo", "Momo, their old tabby, passed away"),
        ("Drives a Corsa", "Their car, the Corsa, was written off"),
    ],
)
def test_what_has_changed_is_over(model: UserModel, older: str, newer: str) -> None:
    """The later one takes the place of the earlier, and undo brings that back."""
    before, after = tell(model, older, newer)
    assert after.outcome == "contradicts"
    assert model.proposition(before.proposition).status == "superseded"
    assert after.change is not None
    model.undo(after.change)
    assert model.proposition(before.proposition).status == "active"


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Keeps the sledge in the loft", "Keeps the tent in the cellar"),
        ("Keeps their will in the safe", "Keeps their will in the study"),
        ("Keeps a spare key in the shed", "Keeps a spare key in the office"),
        ("Keeps their books in the study", "Keeps their books in the bedroom"),
        ("Keeps the sledge in the loft", "Their aunt keeps the sledge in the cellar"),
        ("Keeps the wine in the cellar", "Keeps the wine in the pantry in winter"),
        ("Is a morning person", "Their wife is a night owl"),
        ("Is a morning person", "Was a night owl"),
        ("Waters the roses every week", "Waters the cacti every other week"),
        ("Goes to a concert every week", "Goes to a concert every month"),
        ("Their rent is 870 euros", "Their rent is due on the 3rd"),
        ("Their rent is 870 euros", "Their deposit is 1,800"),
        ("Their word goal is 500", "Their locker number is 800"),
        ("Takes 25 mg of sertraline", "The price went up to 50"),
        ("Takes 25 mg of sertraline", "Their son's dose went up to 50"),
        ("Their son takes 25 mg of sertraline", "The dose went up to 50"),
        ("Cycles to work", "Is up to 6 km a week"),
        ("Takes enalapril", "Takes metformin now"),
        ("Takes enalapril", "Their mother takes valsartan now"),
        ("Takes sertraline", "Takes sertraline with breakfast, and citalopram too"),
        ("Has a cat called Tom", "Momo, their cat, died"),
        ("Has two cats", "Momo, one of their cats, died"),
        ("Has a dog", "Momo, their cat, died"),
        ("Has a cat", "Momo, the neighbours' cat, died"),
        ("Has a dog called Bello", "Their childhood dog died"),
        ("Has a rabbit", "Their rabbit hutch died of rot"),
    ],
)
def test_what_is_another_matter_stands(model: UserModel, older: str, newer: str) -> None:
    """Another thing, another place of another sort, another one's, another unit."""
    before, after = tell(model, older, newer)
    assert after.outcome != "contradicts"
    assert model.proposition(before.proposition).status == "active"


def test_a_dose_that_may_be_of_either_ends_neither(model: UserModel) -> None:
    """Two medicines are taken, and which one went up nobody said."""
    *_, last = tell(
        model, "Takes 25 mg of sertraline", "Takes 5 mg of ramipril", "The dose went up to 50"
    )
    assert last.outcome == "new"


@pytest.mark.parametrize(
    ("older", "event", "left"),
    [
        ("Takes 25 mg of sertraline", "The dose went up to 50", "Takes 50 mg of sertraline"),
        ("Swims 4 km a week", "Is up to 6 km a week", "Swims 6 km a week"),
        (
            "Takes enalapril for their blood pressure",
            "Was switched to valsartan",
            "Takes valsartan for their blood pressure",
        ),
    ],
)
def test_what_is_not_named_is_known_still(
    model: UserModel, older: str, event: str, left: str
) -> None:
    """The medicine is taken, so much of it now."""
    tell(model, older, event, kind="episodic")
    assert {each.text for each in model.propositions()} == {event, left}


def test_of_two_changes_in_a_row_both_happened(model: UserModel) -> None:
    """Who left Ghent for Aalst had moved there from Lyon."""
    first = tell(model, "Has moved from Lyon to Ghent", kind="episodic")[0]
    home = tell(model, "Lives in Ghent")[0]
    seen = model.observe([said("We moved from Ghent to Aalst", at=START, thread="last")])
    moved = Proposition(text="Moved from Ghent to Aalst", kind="episodic")
    model.reconcile([moved], evidence=seen)
    assert model.proposition(first.proposition).status == "active"
    assert model.proposition(home.proposition).status == "superseded"
