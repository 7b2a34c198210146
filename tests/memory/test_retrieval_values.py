"""Values are read however they are written, and compared in one way."""

from __future__ import annotations

import pytest

from memory.retrieval import values
from memory.retrieval.slots import answer_in, asked_by
from memory.retrieval.tokens import fold, word_set
from memory.retrieval.worded import words_of


def read(text: str, kinds: frozenset[str] = frozenset()) -> list[values.Figure]:
    """All values in a text."""
    words = words_of(fold(text))
    return values.all_in(words, 0, len(words.text), kinds)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("we have 1,200 of them", "number", "1200"),
        ("a hundred and twenty of them", "number", "120"),
        ("twenty-five of them", "number", "25"),
        ("two thousand and five of them", "number", "2005"),
        ("three dozen of them", "number", "36"),
        ("1.4k of them", "number", "1400"),
        ("2 million of them", "number", "2000000"),
        ("8 to 10 reps", "number", "8-10"),
        ("we lost 3-1 to them", "number", "3-1"),
        ("up to 512 MB there", "number", "512000000"),
        ("5 km uphill", "number", "5000"),
        ("heated to 18 °C there", "number", "18"),
        ("35 percent of it", "share", "35%"),
        ("three quarters of it", "share", "75%"),
        ("half the loan", "share", "50%"),
        ("it costs $15k there", "money", "15000"),
        ("it costs 97.50 euros", "money", "97.5"),
        ("due 2026-05-12 at the latest", "date", "may 12"),
        ("due 12th of May", "date", "may 12"),
        ("away in September", "date", "sep"),
        ("at 6 in the evening", "clock", "18:00"),
        ("at 7:30 am", "clock", "7:30"),
        ("from 9 to 11 a.m.", "clock", "9:00"),
        ("from 11 am to 1 pm", "clock", "11:00"),
        ("from 7-8 pm", "clock", "19:00"),
        ("quarter to six in the evening", "clock", "17:45"),
        ("half past seven", "clock", "7:30"),
        ("7.30pm there", "clock", "19:30"),
        ("around noon", "clock", "12:00"),
        ("two hours", "duration", "120 min"),
        ("250ms", "duration", "250 ms"),
        ("3-4 weeks", "duration", "3-4 w"),
        ("half a year or 18 months", "duration", "18 mo"),
        ("twice a week", "often", "2/week"),
        ("every other day", "often", "1/2 day"),
        ("every hour", "often", "1/hour"),
        ("hourly", "often", "1/hour"),
        ("it runs v3.2", "version", "3.2"),
        ("in Q4", "quarter", "q4"),
        ("on the 12th", "rank", "12"),
        ("fourth in the ladder", "rank", "4"),
        ("geared 46:16 for hills", "pair", "46:16"),
    ],
)
def test_a_value_has_one_form(text: str, kind: str, value: str) -> None:
    """In words, in digits, with a unit, in short."""
    assert [(figure.kind, figure.value) for figure in read(text)] == [(kind, value)]


@pytest.mark.parametrize("text", ["may I march on", "half an idea", "word2vec", "for whom", "no."])
def test_what_only_looks_like_a_value_is_none(text: str) -> None:
    """Months and halves are words as well."""
    assert read(text) == []


def test_files_and_colours_are_looked_for_where_they_are_asked_for() -> None:
    """Every text is full of them."""
    assert read("ship.sh paints it gray") == []
    found = read("ship.sh paints it gray", frozenset({"file", "colour"}))
    assert {(figure.kind, figure.value) for figure in found} == {
        ("file", "ship.sh"),
        ("colour", "grey"),
    }


@pytest.mark.parametrize(
    ("kind", "one", "other", "equal"),
    [
        ("clock", "6:00", "18:00", True),
        ("clock", "6:00", "6:30", False),
        ("date", "may", "may 12", True),
        ("date", "12", "may 12", True),
        ("date", "12", "13", False),
        ("date", "may", "jun 12", False),
        ("number", "12", "12", True),
        ("number", "12", "13", False),
    ],
)
def test_what_leaves_something_open_may_be_the_same(
    kind: str, one: str, other: str, *, equal: bool
) -> None:
    """Six o'clock is six in the evening, the 12th may be the 12th of May."""
    assert values.same(kind, one, other) == equal
    assert values.same(kind, other, one) == equal


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("up at 4 stars", "down at 3 stars", True),
        ("up at 4 stars", "down at 3 points", False),
        ("up at 4 GB", "down at 300 MB", True),
        ("it is on port 91", "it is on port 92", True),
        ("it is on port 91", "it is on page 92", False),
        ("it stands at 3-1", "it stands at 3-3", True),
        ("it stands at 3", "it stands at 4", False),
        ("it stands at 30%", "it stands at 40%", True),
        ("it stands at 30%", "it stands at 40", False),
    ],
)
def test_a_number_may_say_what_it_is_a_number_of(one: str, other: str, *, alike: bool) -> None:
    """By what it counts, by its unit, by the word before it, by its shape."""
    [first], [second] = read(one), read(other)
    assert first.alike(second) == alike


@pytest.mark.parametrize(
    ("question", "text", "kind", "value"),
    [
        ("What time does the goat eat?", "the goat eats 2 pots, by 7 or so", "clock", "7:00"),
        ("What time is the fair?", "12 goats are at the fair from 5-7", "clock", "5:00"),
        ("What time frame has the fair?", "the fair on the 12th is 3 hours", "duration", "180 min"),
        ("How often does the goat get hay?", "the goat gets hay 3 times a day", "often", "3/day"),
        ("How many times a day does the goat eat?", "the goat eats twice a day", "number", "2"),
        ("When is the fair?", "the fair is on the 12th", "date", "12"),
        ("What time is the fair?", "the fair opens at 11, with 12 goats", "clock", "11:00"),
        ("Which quarter is the fair in?", "the fair is in Q3, fee $40", "quarter", "q3"),
        ("How much of the fence is done?", "a third of the fence is done", "share", "33%"),
        ("How far is the fair?", "the fair is 12 km away", "number", "12000"),
    ],
)
def test_a_question_says_how_a_value_is_taken(
    question: str, text: str, kind: str, value: str
) -> None:
    """The 12th is a day where a date is asked for, twice a day a number where that is."""
    answer = answer_in(text, asked_by(question, dict.fromkeys(word_set(question), 1.0)))
    assert answer is not None
    assert (answer.kind, answer.values) == (kind, frozenset({value}))
