"""Whom the person named once: from text to text, and from what is believed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from agent.engine.builtin.kin import Kin, named
from agent.engine.builtin.statements import statements
from memory.types import Labels, Observation, Proposition


def note(text: str, *, thread: str = "", labels: Labels | None = None) -> Observation:
    """Something that the person wrote."""
    return Observation(
        source="note",
        content=text,
        thread=thread or None,
        origin="self-stated",
        labels=labels or Labels(),
    )


def claims(*rows: Observation, kin: Kin | None = None) -> list[str]:
    """What is made of some notes."""
    return [each.shifted.text for each in statements(rows, Counter(), kin)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("My husband Emil works nights", {"Emil": "my husband Emil"}),
        ("Our cat, Miso, is ten", {"Miso": "my cat Miso"}),
        ("My new manager is Oskar.", {"Oskar": "my manager Oskar"}),
        ("Oskar is my new manager", {"Oskar": "my manager Oskar"}),
        ("I play bass in a band called Flut", {"Flut": "my band Flut"}),
        ("On Mondays we run a club called Rook", {"Rook": "my club Rook"}),
        ("I have a friend in a band called Flut", {}),
        ("My brother plays in a band called Flut", {}),
        ("There is a band called Flut that I love", {}),
        ("Our dog is a grey whippet called Pip", {"Pip": "my dog Pip"}),
        (
            "We have three kids, Lea who is 9, Max and Ida",
            {"Lea": "my child Lea", "Max": "my child Max", "Ida": "my child Ida"},
        ),
        ("I have two cats: Miso and Tofu", {"Miso": "my cat Miso", "Tofu": "my cat Tofu"}),
        ("My partner Jo and I have moved", {"Jo": "my partner Jo"}),
        ("My boss is German", {}),
        ("Emergency is my daughter Ida", {"Ida": "my daughter Ida"}),
        ("My brother is Catholic, too", {}),
        ("My boss is Head of Sales", {}),
        ("My sister, April last year, was ill", {}),
        ("I met Oskar", {}),
    ],
)
def test_who_is_introduced(text: str, who: dict[str, str]) -> None:
    """By kinship, trade or species, and by name."""
    assert {name: topic.words for name, topic in named(text)} == who


def test_a_name_is_remembered_in_the_texts_that_follow() -> None:
    """Whatever their thread; before, nobody knew who that is."""
    said = claims(
        note("Emil loves the sea", thread="a"),
        note("My husband Emil is a baker", thread="b"),
        note("Emil is allergic to nuts", thread="c"),
    )
    assert said == ["Their husband Emil is a baker", "Their husband Emil is allergic to nuts"]


def test_a_name_is_remembered_from_what_is_believed() -> None:
    """As long as it is."""
    believed = Proposition(text="Their dog is a grey whippet called Pip")
    row = note("Pip has an appointment at the vet next Friday at 10")
    assert claims(row, kin=Kin([believed])) == [
        "Their dog Pip has an appointment at the vet next Friday at 10"
    ]
    over = replace(believed, status="retired")
    assert claims(row, kin=Kin([over])) == []


def test_whom_a_pronoun_named_is_remembered() -> None:
    """Where they are introduced with it: "She is called Pip"."""
    said = claims(
        note("We got a puppy! She is a whippet called Pip.", thread="a"),
        note("Pip chews everything", thread="b"),
    )
    assert said[1:] == ["Their puppy is a whippet called Pip", "Their puppy Pip chews everything"]


def test_a_name_of_two_is_nobodys() -> None:
    """It is not known who is meant."""
    said = claims(
        note("My husband Emil is a baker"),
        note("My colleague Emil lives in Graz"),
        note("Emil is allergic to nuts"),
    )
    assert len(said) == 2


def test_what_is_told_by_something_secret_is_as_secret() -> None:
    """Be it a text or a claim that told whose name it is."""
    hidden = Labels("sensitive", frozenset({"health"}))
    text = note("Emil is allergic to nuts")
    introduced = note("My partner Emil is a baker", labels=hidden)
    told = statements([introduced, text, note("I like nuts")], Counter())
    assert [each.labels for each in told] == [hidden, hidden, Labels()]
    believed = Proposition(text="Their partner Emil is a baker", labels=hidden)
    [told_of] = statements([text], Counter(), Kin([believed]))
    assert told_of.labels == hidden


def test_a_secret_namesake_changes_nothing() -> None:
    """That another bears the name shows only to those who may know it."""
    open_, hidden = Labels("personal"), Labels("secret")
    rows = [
        note("My husband Emil is a baker", labels=open_),
        note("My friend Emil is ill", labels=hidden),
        note("Emil is allergic to nuts", labels=open_),
    ]
    assert claims(*rows)[-1] == "Their husband Emil is allergic to nuts"


def test_an_animal_is_introduced_by_what_it_is() -> None:
    """Where the person says that it is theirs, or a claim about them does."""
    said = claims(
        note("It is just me and the cat, an old tabby named Miso"),
        note("I have taken in a rescue dog, a greyhound called Pearl"),
        note("Pearl needs two walks a day"),
        note("Miso has gone off his food"),
        note("The neighbours have a dog called Bruno"),
        note("Bruno loves the beach"),
    )
    assert "Their dog Pearl needs two walks a day" in said
    assert not any("Bruno" in each for each in said)
    believed = Proposition(text="Has taken in a rescue dog, a greyhound called Pearl")
    row = note("Pearl needs two walks a day")
    assert claims(row, kin=Kin([believed])) == ["Their dog Pearl needs two walks a day"]


def test_what_one_belongs_to_goes_by_its_name() -> None:
    """Told of in a claim, months later in another text."""
    kin = Kin([Proposition(text="Plays bass in a band called Flut")])
    assert claims(note("Flut broke up."), kin=kin) == ["Their band Flut broke up"]
    others = Kin([Proposition(text="Their brother plays in a band called Flut")])
    assert claims(note("Flut broke up."), kin=others) == []
