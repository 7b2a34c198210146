"""Questions that ask for a slot find the claim that fills it, whatever its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.model import UserModel
from memory.retrieval.asking import slots_asked
from memory.retrieval.weights import Weights
from memory.types import Observation, Proposition
from tests.support.models import open_model


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """A model with a few claims about the person and about others."""
    with open_model(tmp_path) as model:
        for text in (
            "Moved to Lisbon in March 2026",
            "Works for a bakery",
            "Uses Helix as their editor",
            "Likes long walks",
            "Their sister Ana lives in Porto",
        ):
            model.add(Proposition(text=text, source="stated"))
        model.observe([Observation(source="shell", content=f"ls -{flag}") for flag in "abcdef"])
        yield model


@pytest.mark.parametrize(
    ("question", "slots"),
    [
        ("Where do I live?", ("live in",)),
        ("where does she live now", ("live in",)),
        ("Who do I work for?", ("work for",)),
        ("Which editor do I use?", ("use as editor", "use")),
        ("What's my favorite colour?", ("favourite colour",)),
        ("How old am I?", ("be aged",)),
        ("What am I working on?", ("work on",)),
        ("What do I like to eat?", ("eat",)),
        ("What's my job?", ("work as", "work for")),
        ("what do I do for a living", ("work as", "work for")),
        ("What do I study?", ("learn", "study at")),
        ("What car do I drive?", ("drive",)),
        ("Which bus do I take?", ()),
        ("What do I like about the bridge by the old mill?", ()),
        ("Where does Ana live?", ()),
        ("Tell me about the bridge", ()),
        ("", ()),
    ],
)
def test_the_slot_is_read_from_the_question(question: str, slots: tuple[str, ...]) -> None:
    """A question about the person names its slot; others, and what is no question, name none."""
    assert slots_asked(question) == slots


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where do I live?", "Moved to Lisbon in March 2026"),
        ("Where do I work?", "Works for a bakery"),
        ("Which editor do I use?", "Uses Helix as their editor"),
        ("What do I enjoy?", "Likes long walks"),
    ],
)
def test_the_claim_that_fills_it_comes_first(model: UserModel, question: str, answer: str) -> None:
    """The answer shares no word with the question, and the part of its score says why."""
    best = model.recall(question, k=3)[0]
    assert best.text == answer
    assert best.parts["slot"] > 0


def test_the_part_can_be_switched_off(model: UserModel) -> None:
    """With its weight at 0 no hit has the part."""
    hits = model.recall("Where do I live?", weights=Weights(slot=0))
    assert all("slot" not in hit.parts for hit in hits)


def test_what_is_used_no_longer_does_not_say_what_is_used(tmp_path: Path) -> None:
    """Nor does what was given up, though it speaks of the same slot."""
    with open_model(tmp_path) as model:
        for text in ("No longer uses Helix", "Quit the orchestra"):
            model.add(Proposition(text=text, source="stated", polarity="negative"))
        model.add(Proposition(text="Writes mostly in Emacs", source="stated"))
        hits = model.recall("Which editor do I use?")
    assert all("slot" not in hit.parts for hit in hits)
