"""What somebody says to the other tells nothing of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.retrieval import Weights
from memory.retrieval.addressed import without_addressed
from tests.support.recalling import Memory, chat

CHEERING = "Wow, your pottery is a joy. You made it all so well!"
TELLING = "Wow, the pottery is a joy. Ours sold out in a day!"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("You must be proud! I made a bowl.", " I made a bowl."),
        ("I made you a bowl. Is it yours?", "I made you a bowl."),
        ("We could show your kids our kiln", "We could show your kids our kiln"),
        ("Enjoy YOUR day", ""),
        ("The youth choir sang", "The youth choir sang"),
    ],
)
def test_sentences_to_the_other_are_left_out(text: str, left: str) -> None:
    """Unless the speaker is in them as well; words that only contain a "you" are none."""
    assert without_addressed(text) == left


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """Ana cheers Ben on, and tells of herself in as many words."""
    opened = Memory(tmp_path)
    ana = {"speaker": "Ana"}
    opened.observe(
        chat(CHEERING, thread="a", context=ana),
        chat(TELLING, thread="b", context=ana),
        chat("Good morning", thread="c", context={"speaker": "Ben"}),
    )
    yield opened
    opened.close()


def test_a_question_about_the_speaker_prefers_what_they_tell_of_themselves(memory: Memory) -> None:
    """Both have the word; only one is about her."""
    hits = memory.recall("What about the pottery of Ana?", weights=Weights(dense=0))
    told = {hit.text: hit.parts["substance"] for hit in hits}
    assert told[CHEERING] < told[TELLING] / 5
    assert hits[0].text == TELLING


def test_where_no_speaker_is_named_it_tells_as_much(memory: Memory) -> None:
    """Whoever asks about a thing and not about her gets what was said of it to anybody."""
    hits = memory.recall("What about the pottery?", weights=Weights(dense=0))
    told = {hit.text: hit.parts["substance"] for hit in hits}
    assert told[CHEERING] > told[TELLING] / 5
