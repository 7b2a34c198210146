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
        ("Their hobby is whittling", "Used to be all about whittling"),
        ("Whittling is their hobby", "Was into whittling at one point"),
        ("Does whittling as a hobby", "Whittling used to be their hobby"),
        ("One of their hobbies is whittling", "Is no longer into whittling"),
        ("Is into rowing", "Was into rowing"),
        ("Loves rowing", "Was really into rowing"),
        ("Is obsessed with sudoku", "Was obsessed with sudoku"),
        ("Is a big fan of quizzes", "Was once a fan of quizzes"),
        ("Enjoys spending time in the hills", "Used to spend a lot of time in the hills"),
        ("Likes spending weekends at the lake", "Used to spend most weekends at the lake"),
        ("Spends a lot of time rowing on the lake", "Hardly rows on the lake any more"),
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
        ("Is into rowing", "Was into rowing at school"),
        ("Is into rowing", "Was into rowing long before it was popular"),
        ("Is into rowing", "Was into sculling"),
        ("Is into jazz", "Was into free jazz"),
        ("Is obsessed with sudoku", "Was obsessed with chess"),
        ("Their hobby is whittling", "Used to be all about model trains"),
        ("Their hobby is whittling", "Their uncle used to be all about whittling"),
        ("Their hobby is expensive", "Used to be into rowing"),
        ("Their hobbies are rowing and chess", "Used to be into rowing"),
        ("Likes rowing", "Used to row with their uncle"),
        ("Likes the lake", "Used to spend weekends at the lake"),
        ("Enjoys spending time in the hills", "Used to spend time in the city"),
        ("Enjoys spending time in the hills", "Spent the weekend in the hills"),
        ("Enjoys rowing", "Hardly rows competitively any more"),
        ("Works at Acme", "Is fed up with Acme"),
        ("Loves Paris", "Went off to Paris"),
    ],
)
def test_a_liking_that_is_not(model: UserModel, liked: str, other: str) -> None:
    """One of another thing, of a part of it, of somebody else; and what is done besides."""
    tell(model, liked, days=20)
    tell(model, other, days=1)
    assert standing(model) == {liked, other}


@pytest.mark.parametrize(
    ("was", "ended"),
    [
        ("Wears contact lenses", "Used to wear contact lenses"),
        ("Collects beer mats", "Used to collect beer mats"),
        ("Mentors two interns", "Used to mentor two interns"),
        ("Goes fishing with their uncle", "Used to go fishing with their uncle"),
        ("Spends most evenings knitting", "Used to spend most evenings knitting"),
    ],
)
def test_whatever_used_to_be_done_is_over(model: UserModel, was: str, ended: str) -> None:
    """Whichever verb says what; it is in the history, and one undo brings it back."""
    known = tell(model, was, days=20)
    ending = tell(model, ended, days=1)
    assert standing(model) == {ended}
    assert model.proposition(known).valid_to == START - timedelta(days=1)
    assert [each.action for each in model.history(known)] == ["add", "supersede"]
    model.undo(model.history(ending)[0].id)
    assert was in standing(model)
    assert model.proposition(known).valid_to is None


@pytest.mark.parametrize(
    ("known", "other"),
    [
        ("Wears glasses", "Used to wear contact lenses"),
        ("Collects beer mats", "Used to collect stamps"),
        ("Goes fishing with their uncle", "Used to go fishing with their father"),
        ("Works late", "Is used to working late"),
        ("Enjoys cooking", "Used to hate cooking"),
        ("Enjoys cooking", "Used to cook for twenty people at the camp"),
    ],
)
def test_something_else_used_to_be_done(model: UserModel, known: str, other: str) -> None:
    """Of another thing or person, or of what one is used to."""
    tell(model, known, days=20)
    tell(model, other, days=1)
    assert standing(model) == {known, other}


def test_a_hobby_is_found_among_many(model: UserModel) -> None:
    """Where a hundred claims lie nearer by their words, the hobby that is over is still found."""
    hobby = tell(model, "Their hobby is whittling", days=300)
    for number in range(100):
        tell(model, f"Used to be all about the band number {number}", days=200 - number)
    tell(model, "Used to be all about whittling", days=1)
    assert model.proposition(hobby).status == "superseded"
