"""What people put right as they go, and what only begins like it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.engine.builtin import BuiltinEngine
from agent.engine.builtin.amended import amended, correction, used_to
from memory.embedding.minilm import LlamaEmbedder
from memory.types import Observation
from tests.agent.engine.test_builtin_facts import AT, learnt, said
from tests.support.embedding import minilm, model_cache, weights

__all__ = ["minilm", "model_cache", "weights"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("no wait, it's Monday the 4th, I misread it", "Monday the 4th"),
        ("Sorry, 9 March, the Tuesday", "9 March"),
        ("correction: platform 6", "platform 6"),
        ("scratch that, it's with Odalys", "with Odalys"),
        ("oops, I meant half past eight", "half past eight"),
        ("sorry about Tuesday, I overslept", ""),
        ("wait, I need two more chairs", ""),
        ("no, sorry, I can't come on Tuesday", ""),
        ("Tuesday is fine", ""),
    ],
)
def test_a_correction_is_told_from_an_apology(sentence: str, value: str) -> None:
    """A value by itself after a word of correction puts right; a sentence tells something new."""
    assert correction(sentence) == value


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("Has a viva on Friday 5 June at 9", "the 4th", "Has a viva on the 4th of June at 9"),
        ("Meets the notary at 4:30 pm on 5 June", "5 pm", "Meets the notary at 5 pm on 5 June"),
        ("Has a viva on 5 June", "the 3rd of July", "Has a viva on the 3rd of July"),
        ("Meets the notary at 4:30 pm", "at 5 pm", "Meets the notary at 5 pm"),
        ("Has lunch with May", "with Ida", "Has lunch with Ida"),
        ("Has a pitch with Nordlicht", "with Odalys", "Has a pitch with Odalys"),
        ("Leaves from platform 2", "platform 6", "Leaves from platform 6"),
        # Which one is meant is not known, or there is nothing of the kind.
        ("Is away from 5 June to 9 June", "7 June", ""),
        ("Keeps two hens", "Thursday", ""),
        ("Has a viva on 5 June", "5 June", ""),
    ],
)  # fmt: skip
def test_a_value_takes_the_place_of_the_one_of_its_kind(
    before: str, value: str, after: str
) -> None:
    """A day is put for a day and a name for a name; nothing where several could be meant."""
    assert amended(before, value) == after


def test_who_says_well_used_to_does_so_no_more() -> None:
    """What is taken back in passing was so."""
    assert used_to("I row, well, used to, before the move") == "I used to row before the move"
    assert used_to("I smoke, well, used to") == "I used to smoke"
    assert used_to("I row, and my aunt used to") == "I row, and my aunt used to"


def turns(*texts: str, thread: str = "t") -> list[Observation]:
    """The person's turns of a talk, some minutes apart."""
    return [
        said(
            text,
            id=f"o{at}",
            thread=thread,
            position=at,
            observed_at=AT + timedelta(minutes=at),
        )
        for at, text in enumerate(texts)
    ]


def test_what_is_put_right_is_kept_as_it_is_right(minilm: LlamaEmbedder) -> None:
    """Only the day that holds is believed, on the words that put it right."""
    rows = turns("I have my cello recital on Friday 12 June", "no wait, it's Thursday the 11th")
    (draft,) = learnt(BuiltinEngine(minilm), *rows).drafts
    assert draft.proposition.text == "Has their cello recital on 11 June 2026"
    assert draft.supports == ("o1",)


def test_nothing_is_put_right_in_another_talk(minilm: LlamaEmbedder) -> None:
    """A correction reaches back over a few turns of its own talk."""
    rows = [
        *turns("I have my cello recital on Friday 12 June"),
        *turns("", "no wait, it's Thursday the 11th", thread="u")[1:],
    ]
    (draft,) = learnt(BuiltinEngine(minilm), *rows).drafts
    assert draft.proposition.text == "Has their cello recital on 12 June 2026"
