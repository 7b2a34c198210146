"""What a person thinks, and what things did to them."""

from __future__ import annotations

from collections import Counter

import pytest

from agent.engine.builtin.effects import moved
from agent.engine.builtin.judging import held
from agent.engine.builtin.statements import statements
from agent.engine.builtin.views import TOLD_OF, found_so, view
from memory.types import Observation


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        (
            "Small bakeries bring so much life to a street.",
            "Thinks that small bakeries bring so much life to a street",
        ),
        (
            "But learning to rest is crucial for every runner.",
            "Thinks that learning to rest is crucial for every runner",
        ),
        (
            "It's comforting to know that somebody waters the plants.",
            "Finds it comforting to know that somebody waters the plants",
        ),
        (
            "It's always exciting to open the kiln in the morning.",
            "Always finds it exciting to open the kiln in the morning",
        ),
    ],
)
def test_a_judgement_is_what_the_person_thinks(sentence: str, claim: str) -> None:
    """It does not speak of them, and yet says something of them."""
    assert view(sentence) == claim


@pytest.mark.parametrize(
    "sentence",
    [
        "The museum opens at nine on every day but Monday.",  # judges nothing
        "That is a great idea for the whole lot of them.",  # points elsewhere
        "Taking risks is scary.",  # small talk
        "It's amazing how far we've come since the first day.",  # everybody
        "It's inspiring to see how strong they are after the flood.",  # whose strength?
        "Your garden is beautiful in the light of the evening.",
        "A strong coffee might help after such a long night.",  # supposed
        "It's great to see so many people at the harbour again.",  # an answer
        "It's great to hear from somebody after such a long time.",
    ],
)
def test_what_judges_nothing_or_points_elsewhere_is_no_view(sentence: str) -> None:
    """Statements of how the world is say nothing of the one who makes them."""
    assert view(sentence) is None


def test_fewer_words_are_enough_of_what_is_talked_of() -> None:
    """Alone it is small talk; as an answer it says what pottery is to them."""
    assert view("Pottery is so calming and quiet") is None
    assert view("Pottery is so calming and quiet", fewest=TOLD_OF) == (
        "Thinks that Pottery is so calming and quiet"
    )


@pytest.mark.parametrize(
    ("clean", "claim"),
    [
        ("Painting helps me relax", "Feels that painting helps them relax"),
        ("it was so moving to hear my name", "Found it so moving to hear their name"),
        ("A friend of mine built the shed", "Says that a friend of theirs built the shed"),
        ("A friend gave me a van", "Says that a friend gave them a van"),
        ("Ana taught me to climb", "Says that Ana taught them to climb"),
        ("Singing gives me energy", "Feels that singing gives them energy"),
        ("the inspector gave us a four", "Says that the inspector gave them a four"),
        ("Cafe Zirkel lets us play outside", "Says that Cafe Zirkel lets them play outside"),
        ("Prof. Okonjo inherits me", "Says that Prof. Okonjo inherits them"),
        ("it is easy to clean", "Feels that it is easy to clean"),  # this "it" is a thing
    ],
)
def test_a_claim_begins_as_what_it_is(clean: str, claim: str) -> None:
    """Found, felt or said: what something does to somebody is felt, what happened is said."""
    assert held(clean) == claim


def test_what_was_found_of_a_happening_joins_it() -> None:
    """Told in the past as the happening is; what is found of anything else does not."""
    assert found_so("It was great to see their faces.") == "and found it great to see their faces"
    assert found_so("It's really rewarding to help there.") is None  # which place?
    assert found_so("It was raining.") is None


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("It taught me patience with my sons", "I learned patience with my sons"),
        ("That inspired me to paint again", "I was inspired to paint again"),
        ("It reminds me to call my aunt", "I am reminded to call my aunt"),
        ("Reminds me of summers at my aunt's", "I am reminded of summers at my aunt's"),
        ("They put me in charge of the fair", "I was put in charge of the fair"),
        ("They let me use the kiln", "I was allowed to use the kiln"),
        ("It got me thinking about a new trade", "I started thinking about a new trade"),
        ("That got me into climbing", "I got into climbing"),
        ("They have just offered me a place", "I was offered a place"),
        ("They actually gave me a grant", "I was given a grant"),
        ("It made me feel at home and gave me courage", "I felt at home"),
        ("It made me even more determined to stay", "I was even more determined to stay"),
        ("It gave me the push to leave my job", "I got the push to leave my job"),
        ("That's why I want to foster dogs", "I want to foster dogs"),
    ],
)
def test_what_something_did_to_them_is_told_without_the_something(sentence: str, told: str) -> None:
    """It has no name here, but the person is what it made of them."""
    assert moved(sentence) == told


@pytest.mark.parametrize(
    "sentence", ["It gave me that", "It keeps me calm", "He inspired me to paint", "It is mine"]
)
def test_what_needs_the_something_is_not_turned(sentence: str) -> None:
    """Without it nothing is left to say."""
    assert moved(sentence) is None


def reply(heard: str, answer: str) -> list[str]:
    """The claims of an answer to somebody."""
    rows = (
        Observation(
            source="chat",
            content=heard,
            thread="talk",
            origin="third-party content",
            context={"role": "other", "speaker": "Ana"},
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


def test_who_only_agrees_tells_nothing() -> None:
    """A judgement counts where it was asked for, or goes with something of the person's own."""
    thought = "Taking risks is so important for every small business"
    assert reply("I took a risk with my bakery.", f"{thought}.") == []
    assert reply("What do you think of risks?", f"{thought}.") != []
    assert len(reply("I took a risk.", f"{thought}. I opened a shop in May.")) == 2
