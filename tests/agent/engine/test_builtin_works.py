"""What was made, where only a picture shows it."""

from __future__ import annotations

from collections import Counter

import pytest

from agent.engine.builtin.statements import statements
from agent.engine.builtin.works import made
from memory.types import Observation


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("I painted this after my trip", "I painted something after my trip"),
        ("I just made it to thank my aunt", "I just made something to thank my aunt"),
        ("I made it", None),
        ("I made it home in time", None),  # arrived
        ("I made it in time for dinner", None),
        ("I made it to the finals", None),
        ("I made it for you", None),
        ("I took it for my aunt", None),  # says nothing without the thing
    ],
)
def test_it_is_something_that_was_made(said: str, whole: str | None) -> None:
    """When and what for is told, though not what."""
    assert made(said) == whole


@pytest.mark.parametrize(
    ("role", "heard", "claims"),
    [
        ("other", "That is so bright!", ["Made something for their aunt"]),
        ("other", "That bowl is so bright!", ["Made the bowl for their aunt"]),
        ("assistant", "That is so bright!", []),  # is shown code
    ],
)
def test_what_is_known_of_it_comes_first(role: str, heard: str, claims: list[str]) -> None:
    """And only people are shown what one has made."""
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
            content="I made it for my aunt.",
            thread="talk",
            origin="self-stated",
            context={"role": "user", "speaker": "Ina"},
        ),
    )
    assert [each.shifted.text for each in statements(rows, Counter())] == claims
