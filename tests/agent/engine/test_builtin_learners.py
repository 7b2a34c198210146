"""What learners of English write, and what only looks like it."""

from __future__ import annotations

import pytest

from agent.engine.builtin.learners import mended

MENDED = {
    "I am living in Cork since two years": "I have been living in Cork for two years",
    "I am working since six months": "I have been working for six months",
    "We are vegan since ten years": "We have been vegan for ten years",
    "I play the oboe since three years": "I play the oboe for three years",
    "I am allergic against pollen": "I am allergic to pollen",
    "Me, I like quiet towns": "I like quiet towns",
    "I work for a firm what makes lifts": "I work for a firm that makes lifts",
    "I like Kotlin because is tidy": "I like Kotlin because it is tidy",
    "I have 34 years": "I am 34 years old",
    "My sister Jana want a dog": "My sister Jana wants a dog",
}
RIGHT = (
    "I have lived in Cork since two years ago",
    "I have been vegan since 2019",
    "I have 34 years of practice",
    "I have 20 years to pay it off",
    "I do not know what makes lifts stop",
    "I am tired because what I do is dull",
    "My sister and want of money",
    "My sister loves dogs",
    "He gave me, I like to think, a chance",
)


@pytest.mark.parametrize(("said", "meant"), MENDED.items())
def test_what_learners_write_is_read_as_meant(said: str, meant: str) -> None:
    """A claim made of it is in plain English."""
    assert mended(said) == meant


@pytest.mark.parametrize("said", RIGHT)
def test_what_is_right_stays(said: str) -> None:
    """Nobody's English is put right that was."""
    assert mended(said) == said
