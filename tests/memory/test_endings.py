"""What is over ends what it names, all of it, and nothing else; and it is found among many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import Proposition
from memory.model import UserModel
from tests.support.models import START, Clock, open_model, said


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=Clock()) as model:
        yield model


def tell(model: UserModel, text: str, *, days: float) -> str:
    """The person said something so many days ago, and it was believed; its id."""
    (seen,) = model.observe([said(text, at=START - timedelta(days=days), thread=f"t{days}")])
    (done,) = model.reconcile([Proposition(text=text, confidence=0.8)], evidence=[seen])
    return done.proposition


def standing(model: UserModel) -> set[str]:
    """Texts of what is believed now."""
    return {each.text for each in model.propositions(limit=2000)}


def test_an_ending_ends_all_that_it_names(model: UserModel) -> None:
    """Who leaves a firm works there no more, in no role; one undo brings all of it back."""
    for text in ("Works at Acme", "Works as a designer at Acme", "Likes Acme", "Sings in a choir"):
        tell(model, text, days=20)
    ending = tell(model, "Left Acme in March", days=1)
    assert standing(model) == {"Left Acme in March", "Likes Acme", "Sings in a choir"}
    model.undo(model.history(ending)[0].id)
    assert {"Works at Acme", "Works as a designer at Acme"} <= standing(model)


def test_an_ending_finds_its_claim_among_many(model: UserModel) -> None:
    """Where a hundred claims lie nearer by their words, the one in the slot is still found."""
    owned = tell(model, "Drives an old Skoda", days=300)
    for number in range(100):
        tell(model, f"Sold the bicycle number {number}", days=200 - number)
    tell(model, "Sold the Skoda", days=1)
    assert model.proposition(owned).status == "superseded"


def test_what_died_is_owned_no_more(model: UserModel) -> None:
    """A pet's death ends that one has it and what it is, not another pet or somebody's dog."""
    for text in ("Has a dog called Rex", "Their dog is old", "Has a cat", "Ana has a dog"):
        tell(model, text, days=20)
    tell(model, "Their dog died", days=1)
    assert standing(model) == {"Their dog died", "Has a cat", "Ana has a dog"}


@pytest.mark.parametrize("told", ["Sold the Skoda", "No longer drives the Skoda"])
def test_an_event_ends_what_lasted(model: UserModel, told: str) -> None:
    """Kept as an episode, an ending ends a lasting claim all the same; no other episode does."""
    owned = tell(model, "Drives an old Skoda", days=20)
    for text, days in (("Washed the Skoda", 3), (told, 1)):
        assert model.proposition(owned).status == "active"
        seen = model.observe([said(text, at=START - timedelta(days=days), thread=text)])
        model.reconcile([Proposition(text=text, kind="episodic")], evidence=seen)
    assert model.proposition(owned).status == "superseded"


def test_an_older_ending_ends_nothing_newer(model: UserModel) -> None:
    """What was sold before it was bought again is still owned."""
    owned = tell(model, "Drives an old Skoda", days=5)
    tell(model, "Sold the Skoda", days=50)
    assert model.proposition(owned).status == "active"


@pytest.mark.parametrize(
    ("liked", "ended"),
    [
        ("Loves origami", "Used to be all about origami"),
        ("Is really into rowing", "Was very into rowing for many years"),
        ("Loves olives", "Has gone off olives"),
        ("Prefers tea", "Went off tea last year"),
        ("Enjoys karaoke", "Is so over karaoke"),
        ("Likes tea", "Used to like tea a lot as a child"),
        ("Is a big fan of Radiohead", "Used to be a fan of Radiohead"),
        ("Likes to cook", "Used to love cooking"),
        ("Their favourite food is sushi", "Has gone off sushi"),
        ("Their favorite band is Radiohead", "Used to love Radiohead"),
        ("Is interested in astronomy", "Used to be very interested in astronomy"),
        ("Enjoys reading crime novels", "Used to enjoy reading crime novels"),
    ],
)
def test_a_liking_that_is_over(model: UserModel, liked: str, ended: str) -> None:
    """Whoever says that they once cared for something no longer does, in whatever words."""
    tell(model, liked, days=20)
    tell(model, ended, days=1)
    assert standing(model) == {ended}


@pytest.mark.parametrize(
    ("liked", "other"),
    [
        ("Loves origami", "Used to be all about modular origami"),
        ("Loves green tea", "Has gone off black tea"),
        ("Loves jazz", "Their sister used to love jazz"),
        ("Eats meat", "Used to love meat"),
        ("Is a singer", "Used to be a fan of the singer"),
        ("Is allergic to cats", "Used to love cats"),
        ("Their favourite colour is dark green", "Has gone off green"),
        ("Their favourite food is sushi", "Used to love ramen"),
        ("Loves tea", "Used to love tea in the morning"),
        ("Prefers tea", "Was very fond of tea"),
        ("Works at Acme", "Is fed up with Acme"),
        ("Loves Paris", "Went off to Paris"),
    ],
)
def test_a_liking_that_is_not(model: UserModel, liked: str, other: str) -> None:
    """One of another thing, of a part of it, of somebody else; and what is done besides."""
    tell(model, liked, days=20)
    tell(model, other, days=1)
    assert standing(model) == {liked, other}
