"""What a query says about the form of its answer is not looked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.retrieval.sought import sought
from tests.support.recalling import Memory, chat


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """An empty memory."""
    opened = Memory(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("Where is the ladder? Answer in one word.", "Where is the ladder?"),
        ("Please reply with the letter only. Is it A: red or B: blue?", "Is it red or blue?"),
        (
            "Which suits me? Please choose between A) calm or B) lively. Respond by letter",
            "Which suits me? calm or lively.",
        ),
        ("Pick 2 options from A: rowing, B: chess, C: golf", "rowing, chess, golf"),
        ("How would you describe my taste in music?", "my taste in music?"),
        ("Which word best describes Ana? Calm or lively?", "Ana? Calm or lively?"),
        ("Can you tell me where the ladder is?", "where the ladder is?"),
    ],
)
def test_instructions_and_labels_are_left_out(query: str, left: str) -> None:
    """What is asked and what there is to choose from stay."""
    assert sought(query) == left


@pytest.mark.parametrize(
    "query",
    [
        "Did anybody answer with good news?",
        "Who did they choose from the list of speakers?",
        "Answer with a song",
        "What is vitamin C: a drug? ",
        "Plan B: what was it?",
        "reply",
        "",
    ],
)
def test_other_uses_of_the_words_stay(query: str) -> None:
    """A question about an answer, or a query of nothing else, is as it was."""
    assert sought(query) == query


def test_what_is_sought_comes_first(memory: Memory) -> None:
    """Else the words of the instruction would find what has nothing to do with the matter."""
    memory.observe(
        chat("I answer every letter directly, and choose one of the options given", thread="a"),
        chat("My brother calls me patient", thread="b"),
    )
    hits = memory.recall(
        "Am I A: patient or B: hasty? Answer with the letter of one of the given options directly."
    )
    assert hits[0].text == "My brother calls me patient"
