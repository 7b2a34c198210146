"""What somebody cannot or will not have is known however it is put."""

from __future__ import annotations

from collections import Counter

import pytest

from agent.engine.builtin.intolerances import cannot_have
from agent.engine.builtin.statements import statements
from memory.types import Observation


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("no soy for me, gives me hives", "Gets hives from soy"),
        ("No pork for us", "Avoids pork"),
        ("no nuts for me, I'm allergic", "Is allergic to nuts"),
        ("no onions for me please", "Avoids onions"),
        ("Peanuts are a no-go for me, I swell up", "Avoids peanuts"),
        ("Shellfish makes me really ill", "Gets ill from shellfish"),
        ("red wine gives me migraines", "Gets migraines from red wine"),
        ("penicillin brings me out in lumps", "Gets lumps from penicillin"),
        ("cats make me sneeze", "Cats make them sneeze"),
        ("strong perfume sets off my migraines", "Strong perfume sets off their migraines"),
        ("dairy doesn't agree with me", "Avoids dairy"),
        ("coeliac here btw", "Is coeliac"),
        ("no prawns, I'll literally swell up", "Cannot have prawns"),
        ("No celery or I will end up in hospital", "Cannot have celery"),
        ("insomniac here", "Is an insomniac"),
    ],
)
def test_it_is_understood(said: str, known: str) -> None:
    """By what is left out, by what it does, and by what one is."""
    assert cannot_have(said) == known


@pytest.mark.parametrize(
    "said",
    [
        "no rush for me",
        "no time for me to cook",
        "no beer for me tonight",
        "no more coffee for me",
        "my boss makes me sick",
        "this makes me sick",
        "it gives me hives",
        "the news makes me ill",
        "nobody here",
        "It is cold over here",
        "Wine gives me joy",
        "no rush, I'll die waiting anyway",
        "no prawns tonight, I'll cook rice",
    ],
)
def test_what_is_no_intolerance(said: str) -> None:
    """Not for today, not of people, not what points elsewhere."""
    assert cannot_have(said) == ""


@pytest.mark.parametrize(
    "said", ["no soy for me, gives me hives", "yes!! also no soy for me, gives me hives"]
)
def test_it_is_taken_for_no_other_language(said: str) -> None:
    """As words of Spanish are in it."""
    row = Observation(
        source="chat", content=said, origin="self-stated", context={"role": "user"}
    )  # fmt: skip
    [known] = statements([row], Counter())
    assert known.shifted.text == "Gets hives from soy"
    assert known.rule
