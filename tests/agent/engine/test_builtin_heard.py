"""What the other said just before, and what the answer points back at."""

from __future__ import annotations

from collections import Counter

import pytest

from agent.engine.builtin.heard import described, listened, pointed_at, spoken_of, told
from agent.engine.builtin.statements import statements
from memory.types import Observation


def answered_to(heard: str, answer: str, *, role: str = "other") -> list[str]:
    """The claims of an answer to what another, or an assistant, said."""
    rows = (
        Observation(
            source="chat",
            content=heard,
            thread="talk",
            origin="third-party content",
            context={"role": role, "speaker": "Ana"},
        ),
        Observation(
            source="chat",
            content=answer,
            thread="talk",
            origin="self-stated",
            context={"role": "user", "speaker": "Ina"},
        ),
    )
    return [each.shifted.text for each in statements(rows, Counter())]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("That mug is gorgeous! Did you make it?", "the mug"),
        ("Where did you get those boots?", "the boots"),
        ("Your garden looks great!", "my garden"),
        ("Are you still playing the cello?", "the cello"),
        ("That mug and those boots are great", None),  # which?
        ("That was a good idea", None),
        ("That means a lot. Your support helps!", None),  # no thing
        ("I got a new car", None),  # their own
    ],
)
def test_a_thing_is_pointed_at_by_the_other(text: str, thing: str | None) -> None:
    """One thing that is shown, or called the person's own."""
    assert pointed_at(text) == thing


def test_somebody_of_theirs_is_spoken_of() -> None:
    """The person's dog, not the other's."""
    dog = spoken_of("Is that your dog in the picture?")
    assert dog is not None
    assert dog.words == "my dog"
    assert spoken_of("My dog is five") is None
    assert spoken_of("What a view!") is None


def test_what_somebody_has_made_is_what_is_asked_about() -> None:
    """It stays in mind while the other goes on about "it"."""
    made = told("I just finished a short film!")
    assert made.thing == "the short film"
    assert listened("Great! What is it about?", made).thing == "the short film"
    assert listened("Great! How are the kids?", made).thing is None
    assert told("I had a good idea and a long day").thing is None


@pytest.mark.parametrize(
    ("said", "thing", "whole"),
    [
        ("it is about two sisters", "the film", "the film is about two sisters"),
        ("it is a drama about bakers", "my play", "my play is a drama about bakers"),
        ("they are made of oak", "the chairs", "the chairs are made of oak"),
        ("it is great", "the film", None),
        ("it never gets old", "the film", None),
    ],
)
def test_a_thing_of_theirs_is_described(said: str, thing: str, whole: str | None) -> None:
    """What it is made of or about is worth knowing, that it is great is not."""
    assert described(said, thing) == whole


@pytest.mark.parametrize(
    ("heard", "answer", "claims"),
    [
        (
            "That mug is gorgeous! Did you make it?",
            "Thanks! I made it in my ceramics class.",
            ["Made the mug in their ceramics class"],
        ),
        (
            "When did you get that guitar?",
            "I bought it at a market in Lyon. I play it every day.",
            ["Bought the guitar at a market in Lyon", "Plays the guitar every day"],
        ),
        (
            "Is that your dog in the picture?",
            "Yes! His name is Rex. I've had him for five years. He loves the beach.",
            [
                "Their dog's name is Rex",
                "Has had their dog Rex for five years",
                "Their dog Rex loves the beach",
            ],
        ),
        (
            "That garden is great!",
            "I have a canoe and a kayak. I sold it.",
            ["Has a canoe and a kayak"],
        ),
        ("Your bakery is lovely!", "It never gets old.", []),  # described, not told of
        (
            "I love sushi. It's so fresh.",
            "Same! It's my favourite treat.",
            ["Feels that sushi is their favourite treat"],
        ),
        ("I love my new car. It's so fast.", "It makes me happy too.", []),  # is not shared
        (
            "Do you play the cello? I love its sound.",
            "Yes, every day.",
            ["Plays the cello every day"],
        ),
        (
            "How is your new play going?",
            "It's a drama about two bakers.",
            ["Their new play is a drama about two bakers"],
        ),
    ],
)
def test_an_answer_may_be_about_what_the_other_pointed_at(
    heard: str, answer: str, claims: list[str]
) -> None:
    """Until the answer names something of its own."""
    assert answered_to(heard, answer) == claims


def test_nothing_is_taken_from_an_assistant() -> None:
    """Its mugs are no mugs."""
    heard, answer = "That function is slow. Did you run it?", "I made it in my class."
    assert answered_to(heard, answer, role="assistant") == []
