"""Hurried messages: what they leave out, and what must not be made of them."""

from __future__ import annotations

from collections import Counter

import pytest

from agent.engine.builtin.statements import statements
from memory.types import Observation


def claims(text: str) -> list[str]:
    """The claims of a message."""
    said = Observation(source="chat", content=text, thread="talk", origin="self-stated")
    return [each.shifted.text for each in statements((said,), Counter())]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # What somebody brings or takes over is a fact, and no judgement of it.
        (
            "practice is thursday nights at half eight, Ada brings tea, i bring old biscuits",
            ["Brings old biscuits"],
        ),
        ("Tom from the second floor, 14, takes over the walks for 5 euros", []),
        # "It" is not the landlord, nor what the one before called "it" already.
        ("letter from the landlord, 30 more from august. i call it a cheek", []),
        ("it lost my notes twice in one week so i kicked it out", []),
        # An abbreviation ends no sentence, and a list belongs behind the place.
        (
            "i've got the stairs, incl. the windows",
            ["Has got the stairs, incl. the windows"],
        ),
        (
            "at the bakery i stand at the counter: smile, bag, cash",
            ["Stands at the counter at the bakery: smile, bag, cash"],
        ),
        # A ranking is made by nobody in particular; whoever dreams of a house does so.
        ("ranking of all our buns, number one, no discussion: the plum one", []),
        ("dreaming of a house by the sea", ["Is dreaming of a house by the sea"]),
        ("coming back from York the booking went awry", []),
        ("popped round mum's bungalow to change her bulbs and drink her tea", []),
        # One dinner is none on every Saturday; a choir is. The date comes later.
        ("dinner with helen on saturday", ["Has dinner with helen on Saturday"]),
        ("choir on tuesdays", ["Has choir on Tuesdays"]),
        # Names that end like words, and "shall", which only I do.
        (
            "Clive and I intend to buy a bungalow near Leeds, stairs being what they are",
            ["Intends to buy a bungalow near Leeds with Clive, stairs being what they are"],
        ),
        ("I shall go to Helen's in Leeds", ["Will go to Helen's in Leeds"]),
        (
            "My radio is set to Radio 4, and the Today programme wakes me at six",
            ["Their radio is set to Radio 4, and the Today programme wakes them at six"],
        ),
        # A clause that lost its beginning.
        ("on mondays when i've lectures all day Ada takes the dog out, he gets too much", []),
    ],
)
def test_a_hurried_message(text: str, told: list[str]) -> None:
    """Nothing is claimed that it does not say."""
    assert claims(text) == told
