"""Hours of the day in several wordings, which are no change of the hour."""

from __future__ import annotations

from pathlib import Path

import pytest

from memory import Proposition
from memory.hours import by_the_clock
from tests.memory.test_reconcile_rules import compare
from tests.support.models import Clock, open_model


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("gets up at seven", "gets up at 7:00"),
        ("gets up at 7 a.m", "gets up at 7:00"),
        ("gets up at 07:00", "gets up at 7:00"),
        ("gets up at 7.30", "gets up at 7:30"),
        ("goes to bed at half past ten", "goes to bed at 22:30"),
        ("goes to bed at 12", "goes to bed at 0:00"),
        ("goes to bed at 1", "goes to bed at 1:00"),
        ("goes to bed at 22", "goes to bed at 22:00"),
        ("the bar closes at 12 at night", "the bar closes at 0:00"),
        ("has lunch at noon", "has lunch at 12:00"),
        ("goes to bed at midnight", "goes to bed at 0:00"),
        ("goes to bed at 10:30", "goes to bed at 10:30"),
        ("goes to bed at 8 on most mornings", "goes to bed at 8:00 on most mornings"),
        ("has dinner at 12 pm", "has dinner at 12:00"),
        ("the film begins 7.30 pm", "the film begins 19:30"),
        ("the bus leaves at 7 at night", "the bus leaves at 19:00"),
        ("the bus leaves at 3 at night", "the bus leaves at 3:00"),
        ("the bus leaves at 7 in the morning", "the bus leaves at 7:00"),
        ("the bus leaves at 12 in the afternoon", "the bus leaves at 12:00"),
        ("the bus leaves at a quarter to one", "the bus leaves at 12:45"),
        ("the bus leaves at quarter past 3 in the afternoon", "the bus leaves at 15:15"),
        ("the shop closes at six o'clock in the evening", "the shop closes at 18:00"),
        ("wants to be home by six in the evening", "wants to be home by 18:00"),
        ("the stand-up is at 2 pm every day", "the stand-up is at 14:00 every day"),
    ],
)
def test_one_hour_has_one_wording(said: str, clock: str) -> None:
    """In words or figures, with its half of the day or what is done then."""
    assert by_the_clock(said) == clock


@pytest.mark.parametrize(
    "said",
    [
        "lives at 7 mill lane",
        "pays 9.50 in the evening",
        "uses python 3.11",
        "is at one with the world",
        "takes two in the morning and one in the evening",
        "has a fever of 38.5 at night",
        "ran the marathon in 3:45:10",
        "works from 9 to 5",
        "has one cat",
        "is 13 years old",
        "won at 45:10",
        "meets them at 14 pm",
    ],
)
def test_what_is_no_hour_stays(said: str) -> None:
    """Streets, prices, versions, counts and spans of time are none."""
    assert by_the_clock(said) == said


@pytest.mark.parametrize(
    ("draft", "known"),
    [
        ("Gets up at 7", "Gets up at 7:00"),
        ("Goes to bed at half past ten", "Goes to bed at 22:30"),
        ("The stand-up is at 2 pm", "The stand-up is at 14:00"),
        ("The stand-up is at two", "The stand-up is at 14:00"),
        ("The stand-up is at 14:00", "The stand-up is at 2"),
        ("Their train leaves at a quarter to eight", "Their train leaves at 7:45"),
    ],
)
def test_an_hour_in_other_words_is_no_other_hour(draft: str, known: str) -> None:
    """Also where nobody says which half of the day it is of."""
    assert compare(draft, known).outcome == "identical"


@pytest.mark.parametrize(
    ("draft", "known"),
    [
        ("Gets up at 7 pm", "Gets up at 7 am"),
        ("Gets up at six", "Gets up at 18:00"),
        ("Goes to bed at one", "Goes to bed at 13:00"),
        ("The stand-up is at 2 am", "The stand-up is at 14:00"),
        ("The stand-up is at 2:00", "The stand-up is at 14:00"),
        ("Gets up at six", "Gets up at 7:00"),
        ("Goes to bed at eleven", "Goes to bed at 22:30"),
        ("The stand-up is at 3 pm", "The stand-up is at 14:00"),
        ("The stand-up is at half past two", "The stand-up is at 14:00"),
    ],
)
def test_another_hour_is_a_change(draft: str, known: str) -> None:
    """However it is put."""
    assert compare(draft, known).outcome == "contradicts"


def test_the_same_hour_said_on_one_day_is_no_dispute(tmp_path: Path) -> None:
    """Both sayings are of one claim."""
    with open_model(tmp_path, clock=Clock()) as model:
        known = Proposition(text="The stand-up is at 14:00", source="stated")
        first = model.reconcile([known])[0].proposition
        again = model.reconcile([Proposition(text="The stand-up is at 2 pm", source="stated")])[0]
        assert (again.outcome, again.proposition) == ("identical", first)
        assert len(model.propositions()) == 1
