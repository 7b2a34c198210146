"""Questions that ask for a slot find the claim that fills it, whatever its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.model import UserModel
from memory.retrieval.asking import MOST_FILLING, slots_asked
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
        ("What's my job?", ("work as", "work for", "be")),
        ("what do I do for a living", ("work as", "work for", "be")),
        ("What are my hobbies?", ("pursue", "like", "be interested in", "play")),
        ("What are my hobbies and when do I do them?", ()),
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


@pytest.mark.parametrize(
    "job", ["Is a dental nurse at a clinic in Leeds", "Is a carpenter", "Is a designer at Fjord"]
)
def test_of_what_somebody_is_only_a_trade_says_what_they_work_as(tmp_path: Path, job: str) -> None:
    """Though much else was said of them since."""
    with open_model(tmp_path) as model:
        others = ("Is left-handed", "Is tall", "Is a quick reader", "Is an early riser", "Is shy")
        for text in (job, "Is a member of a choir at the church", *others):
            model.add(Proposition(text=text, source="stated"))
        hits = model.recall("What do I do for a living?")
        assert hits[0].text == job
        assert [hit.text for hit in hits if "slot" in hit.parts] == [job]


def test_the_newest_few_of_a_slot_are_enough(tmp_path: Path) -> None:
    """Who likes a hundred things is not asked for all of them."""
    with open_model(tmp_path) as model:
        for number in range(8):
            model.add(Proposition(text=f"Likes walk {number} by the river", source="stated"))
        hits = model.recall("What do I like?")
        assert sum("slot" in hit.parts for hit in hits) == MOST_FILLING


def test_hobbies_are_what_is_liked_and_played(tmp_path: Path) -> None:
    """None of them need share a word with the question."""
    with open_model(tmp_path) as model:
        for text in ("Loves rowing", "Plays the cello", "Uses Helix as their editor"):
            model.add(Proposition(text=text, source="stated"))
        found = {hit.text for hit in model.recall("What are my hobbies?") if "slot" in hit.parts}
        assert found == {"Loves rowing", "Plays the cello"}


def test_a_question_asked_before_is_no_answer(tmp_path: Path) -> None:
    """But one that has another word may tell something."""
    with open_model(tmp_path) as model:
        asked = ("Where is the spare key?", "Where is the spare key to the blue shed?")
        model.observe([Observation(source="chat", content=text) for text in asked])
        found = [hit.text for hit in model.recall("Where is the spare key?")]
        assert found == [asked[1]]


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
