"""What was so is no other wording of what is so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from memory import Proposition
from memory.tenses import told, was_or_is
from memory.types import Relation
from tests.memory.test_reconcile_rules import compare
from tests.support.models import START, Clock, open_model, said


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Was a teacher", "Is a teacher"),
        ("Was the captain of the team", "Is the captain of the team"),
        ("Lived in Graz for two years", "Lives in Graz"),
        ("Worked at Siemens for ten years", "Works at Siemens"),
        ("Had a dog called Otto", "Has a dog"),
        ("Preferred tea", "Prefers tea"),
        ("Was training for a marathon", "Is training for a marathon"),
        ("Sang in a choir", "Sings in a choir"),
        ("Their manager was Nadia", "Their manager is Nadia"),
        ("Their manager was Nadia", "Their manager is Tomas"),
        ("Their sister was single", "Their sister is single"),
    ],
)
def test_both_stand(was: str, now: str) -> None:
    """Whichever comes later, neither supports, rewrites nor ends the other."""
    assert compare(was, now).outcome == "new"
    assert compare(now, was).outcome == "new"


@pytest.mark.parametrize(
    ("once", "never"),
    [
        ("Took the lift with heavy boxes", "Never takes the lift"),
        ("Drank a coffee on the train", "Does not drink coffee"),
        ("Had a dog", "Does not have a dog"),
        ("Ran five kilometres this morning", "Goes running every morning"),
    ],
)
def test_once_is_no_habit(once: str, never: str) -> None:
    """An exception ends no rule, nor does the rule undo what happened."""
    assert compare(once, never).outcome == "new"
    assert compare(never, once).outcome == "new"


@pytest.mark.parametrize(
    ("done", "doing"),
    [
        ("Painted the fence", "Is painting the fence"),
        ("Has finally translated the play", "Is translating a play"),
        ("Renovated the bathroom in June", "Is renovating the bathroom"),
        ("Sold their car", "Is selling their car"),
        ("Has fully recovered from the knee surgery", "Is recovering from knee surgery"),
    ],
)
def test_what_was_done_is_being_done_no_longer(done: str, doing: str) -> None:
    """Where the work comes to an end; said the other way round it is no other wording either."""
    assert compare(done, doing).outcome == "contradicts"
    assert compare(doing, done).outcome == "new"


@pytest.mark.parametrize(
    ("done", "doing"),
    [
        ("Painted the garage door", "Is painting the fence"),
        ("Learned Finnish at school", "Is learning Finnish"),
        ("Read two novels by Zweig at school", "Is reading a novel by Zweig"),
        ("Worked on the parser yesterday", "Is working on the parser"),
        ("Built a model of a shed", "Is building a shed"),
        ("Played in the orchestra at school", "Is playing in the orchestra"),
    ],
)
def test_what_was_done_may_go_on(done: str, doing: str) -> None:
    """Of something else, at another time, or what is never finished."""
    assert compare(done, doing).outcome == "new"


@pytest.mark.parametrize("hint", ["identical", "refines"])
def test_no_models_word_makes_them_one(hint: Relation) -> None:
    """However alike the two are."""
    told = compare("Sang in a choir", "Sings in a choir", cosine=0.97, hint=hint)
    assert told.outcome == "new"


@pytest.mark.parametrize(
    ("draft", "known"),
    [
        ("Has bought a canoe", "Has a canoe"),
        ("Has asthma", "Was diagnosed with asthma"),
        ("Has lived in Graz for two years", "Lives in Graz"),
        ("Has been learning Finnish for a year", "Is learning Finnish"),
        ("Learns Finnish", "Is learning Finnish"),
        ("Switched from npm to pnpm", "Has switched from npm to pnpm"),
        ("The meeting was on Monday", "The meeting is on Monday"),
    ],
)
def test_what_has_come_to_be_is_so(draft: str, known: str) -> None:
    """An event with another verb, the perfect, and a day that has merely passed."""
    assert compare(draft, known).outcome in {"identical", "refines"}


def test_the_tense_is_of_the_first_verb() -> None:
    """Not of one in a clause after it."""
    assert was_or_is("was a nurse", "is a nurse")
    assert was_or_is("their old car was red", "their old car is red")
    assert not was_or_is("knows whom it was for", "knows whom it is for")
    assert was_or_is("their reserved seat was by the door", "their reserved seat is by the door")
    assert was_or_is("did not sing in the choir", "does not sing in the choir")
    assert not was_or_is("did not sing in the choir", "does not row")


def test_what_has_been_so_since_then_is_so() -> None:
    """Nor is it another tense where the verb is another."""
    assert told("has been painting the fence") == ("paint", "going on")
    assert told("has painted the fence") == ("paint", "perfect")
    assert told("has gone home") == ("go", "perfect")
    assert told("went swimming") == ("swim", "past")
    assert told("goes swimming") == ("swim", "present")
    assert told("was painting the fence") == ("paint", "past")
    assert told("gargles at noon") == ("gargle", "present")
    assert told("the tide") == ("", "")
    assert not was_or_is("was born in graz", "is born in graz")
    assert not was_or_is("bought a car", "has a car")


def test_a_belief_is_not_put_into_the_past(tmp_path: Path) -> None:
    """Word of former days leaves the present claim as it is, and one undo takes it back."""
    with open_model(tmp_path, clock=Clock()) as model:
        for days, text in ((20, "Is a teacher"), (1, "Was a teacher in Lyon")):
            seen = model.observe([said(text, at=START - timedelta(days=days), thread=text)])
            (done,) = model.reconcile([Proposition(text=text)], evidence=seen)
        assert {each.text for each in model.propositions()} == {
            "Is a teacher",
            "Was a teacher in Lyon",
        }
        assert done.change is not None
        model.undo(done.change)
        assert [each.text for each in model.propositions()] == ["Is a teacher"]
