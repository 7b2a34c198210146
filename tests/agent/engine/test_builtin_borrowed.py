"""What stands in a person's message and is not said of themselves, and what only follows a fact."""

from __future__ import annotations

from collections import Counter

import pytest

from agent.engine.builtin.borrowed import not_meant, own_sentences
from agent.engine.builtin.statements import statements
from memory.types import Observation


def claims(text: str) -> list[str]:
    """The claims of a message."""
    said = Observation(source="chat", content=text, thread="talk", origin="self-stated")
    return [each.shifted.text for each in statements((said,), Counter())]


@pytest.mark.parametrize(
    "text",
    [
        # What others wrote, and all that follows it.
        "A neighbour on the forum wrote: I quit coffee and I run every day. I have three boats.",
        "Joost posted in the group: I have two kids and I live in Spain.",
        "From the forum: I have asthma and I take a spray.",
        "My coach said: I lift daily and I eat nothing.",
        # What is to be written or was handed over.
        "Write a letter to the council saying I am angry and I have a lawyer.",
        "please draft a message to Ana that I have a cold and I stay at home",
        "write a song where the singer says i own ten boats and i live in oslo",
        "Text to the landlord saying I have a cat and I work nights.",
        "Proofread this: I live in Porto. I have a parrot.",
        "Cover letter: I am a diligent baker. I have ten years of experience.",
        # A part that is played, and a story.
        "Let's roleplay. I'm a captain and I own a ship.",
        "Roleplay: you're the doctor, I'm a patient who has a broken leg.",
        "You're the judge, I'm the thief who stole a goose.",
        "Pretend you're my boss. I have two kids and I live in Rome.",
        "In this scenario I'm a farmer and I keep goats.",
        "Once upon a time I was a mouse and I lived in a teapot.",
        "My novel begins: I was born in a tower and I never saw the sea.",
        # The opposite of what is said.
        "Oh yes, I just love being woken at five.",
        "Ha, yes, and I'm the Queen of Sheba.",
        "Yeah right, and I'm Father Christmas.",
    ],
)
def test_it_is_not_said_of_themselves(text: str) -> None:
    """Nothing is claimed of whoever sent it."""
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Told by another, and after that by the person themselves.
        ("My boss said: take Friday off. I live in Kent.", ["Lives in Kent"]),
        ("I wrote: I live in Porto and I have a parrot.", None),
        ("I write songs in which I tell of the sea.", None),
        ("Email is something that I hate.", None),
        ("Oh yes, I love that old harbour in Porto.", None),
        ("I told Ana that I have a cold.", None),
        ("You are a good friend and I am a lucky man.", None),
        ("The rent went up: I pay 900 now.", None),
    ],
)
def test_what_only_looks_like_it_is_read(text: str, told: list[str] | None) -> None:
    """A sentence of one's own is read as ever."""
    sentences = list(own_sentences(text))
    assert sentences[-1].whole.rstrip(".") == text.rpartition(". ")[2].rstrip(".")
    assert not not_meant(sentences[-1].whole)
    if told is not None:
        assert claims(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # What follows a comma and cannot be kept takes nothing along that can.
        (
            "I'm a nurse at St Mark's, been there nine years.",
            ["Is a nurse at St Mark's"],
        ),
        ("I tutor pupils on Wednesdays, 2 to 4.", ["Tutors pupils on Wednesdays"]),
        ("I used to be vegetarian, now it's mostly steak.", ["Used to be vegetarian"]),
        (
            "I have two boys, Emil and Anton, the latter of whom is in Perth.",
            ["Has two boys, Emil and Anton"],
        ),
        ("I would move to Oslo, if it were warm", []),
        # Chatter after a fact.
        ("My wife is expecting, but please it is a secret still.", ["Their wife is expecting"]),
        ("my profile is private dont ask", ["Their profile is private"]),
        ("Dad died in March, still miss him every day.", ["Their dad died in March"]),
        ("I'm a vegan now btw since like easter", ["Is a vegan now since easter"]),
        # Nothing is told by what only says that something was said, or done so.
        ('My doctor said "I have never seen such a case".', []),
        ("I wanted to write it all down, and I have at last begun to do so.", []),
        ("Divorced, one kid (Leo, 7), every other week with me.", []),
        (
            "I own a 1962 recorder from a shop in Ghent, and yes, it works.",
            [
                "Owns a 1962 recorder from a shop in Ghent",
            ],
        ),
        (
            "A man on air said, 'I've farmed for years and I've never sprayed.' Is it so?",
            [],
        ),
        (
            "My sister Ana and I do not talk, and I've decided to write to her first.",
            [
                "Does not talk with their sister Ana",
                "Has decided to write to their sister Ana first",
            ],
        ),
        # Illnesses, names and slang.
        ("My friend Cass has ME too.", ["Their friend Cass has ME"]),
        ("I've had my ME for ten years", ["Has had their ME for ten years"]),
        (
            "me n my bf sam r moving to leeds",
            ["Is moving to leeds with their boyfriend sam"],
        ),
        ("ngl i hate maths", ["Hates maths"]),
        (
            "my fav colour is green n i love old coats",
            ["Their favourite colour is green", "Loves old coats"],
        ),
        (
            "Me and my friend Tia are moving to Rome",
            ["Is moving to Rome with their friend Tia"],
        ),
        (
            "We have one son, Kuba, he is 6.",
            ["Has one son, Kuba", "Their son Kuba is 6"],
        ),
        # What is not done after all, what one cannot have, and how one wants to be answered.
        ("Not doing the marathon after all.", ["Is not doing the marathon after all"]),
        ("I can't do gluten", ["Cannot have gluten"]),
        ("I prefer short answers", ["Wants short answers"]),
        ("I prefer long walks", ["Prefers long walks"]),
        (
            "I have lived in the same house in York since 1984",
            ["Has lived in the same house in York since 1984"],
        ),
        ("The linguist said I-language is what matters.", []),
    ],
)
def test_a_fact_and_what_follows_it(text: str, told: list[str]) -> None:
    """The fact is kept, and no more."""
    assert claims(text) == told
