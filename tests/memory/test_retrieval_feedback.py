"""Where several things may be wanted, more sessions and what is like the best hits are found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from memory.retrieval import Weights, feedback
from memory.retrieval.breadth import several
from tests.support.recalling import NOW, Memory, chat, texts

#: Words alone, so that turns of as many words match the question alike.
WORDS = Weights(dense=0)
ASKED = "what grows in the garden shed by the river"
BEST = "In the garden shed by the river grow morels and truffles"
AKIN = "Some morels and truffles from that garden"
OTHER = "Some apples and chestnut from that garden"
#: Twelve turns that have two words of the question, and nothing else in common.
AROUND = [
    f"{things} for the garden shed"
    for things in (
        "hammer nails timber",
        "ladder paint brushes",
        "bucket hose sprinkler",
        "gravel cement mortar",
        "lantern candles matches",
        "shelves hooks brackets",
        "padlock hinges keys",
        "gutter downpipe barrel",
        "carpet curtains cushion",
        "rake spade pitchfork",
        "ropes pulley tarpaulin",
        "kettle mugs biscuits",
    )
]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """One turn that answers best, twelve that have something of it, and two that have one word."""
    opened = Memory(tmp_path)
    said = [AKIN, BEST, *AROUND, OTHER]
    opened.observe(
        *(
            chat(text, thread=str(place), observed_at=NOW - timedelta(days=30 - place))
            for place, text in enumerate(said)
        )
    )
    yield opened
    opened.close()


def test_what_is_akin_to_the_best_hits_is_found_before_its_like(memory: Memory) -> None:
    """Both have one word of the question; the rare words of its answer decide, not the newer."""
    plain = texts(memory.recall(ASKED, k=20, weights=Weights(dense=0, feedback=0)))
    assert plain.index(OTHER) < plain.index(AKIN)
    hits = memory.recall(ASKED, k=20, weights=WORDS)
    akin, other = (next(hit for hit in hits if hit.text == text) for text in (AKIN, OTHER))
    assert hits.index(akin) < hits.index(other)
    assert akin.parts["feedback"] > other.parts.get("feedback", 0.0)
    assert akin.score == pytest.approx(sum(akin.parts.values()))


def test_the_first_hits_stay_as_they_are(memory: Memory) -> None:
    """However much it weighs, nothing is lifted among or above them."""
    plain = memory.recall(ASKED, k=20, weights=Weights(dense=0, feedback=0))
    hits = memory.recall(ASKED, k=20, weights=Weights(dense=0, feedback=9))
    assert texts(hits[: feedback.FIRST]) == texts(plain[: feedback.FIRST])
    assert feedback.FIRST <= texts(hits).index(AKIN) < texts(plain).index(AKIN) - 1
    assert all(above.score >= below.score for above, below in pairwise(hits))
    assert {hit.id for hit in hits} == {hit.id for hit in plain}


def test_whoever_asks_for_no_more_than_the_first_gets_the_same(memory: Memory) -> None:
    """Nothing is compared, and no hit has the part."""
    hits = memory.recall(ASKED, k=feedback.FIRST, weights=WORDS)
    assert len(hits) == feedback.FIRST
    assert not any("feedback" in hit.parts for hit in hits)


def test_words_that_every_hit_has_tell_nothing(tmp_path: Path) -> None:
    """Where all say the same, nothing is gained."""
    memory = Memory(tmp_path / "same")
    said = [chat(f"garden shed{'!' * n}", thread=str(n)) for n in range(14)]
    memory.observe(*said)
    hits = memory.recall("garden shed", k=20, weights=WORDS)
    assert len(hits) == len(said)
    assert not any(hit.parts.get("feedback") for hit in hits)
    memory.close()


def test_a_question_for_one_event_is_left_alone(memory: Memory) -> None:
    """One turn tells it, and nothing is gained by being like another."""
    hits = memory.recall("what grew when we had the garden shed by the river?", k=20, weights=WORDS)
    assert len(hits) > feedback.FIRST
    assert not any("feedback" in hit.parts for hit in hits)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("What does she do with her children?", True),
        ("Which cities have I seen?", True),
        ("Who helps me with the garden?", True),
        ("What did both of them paint?", True),
        ("Did I keep all the letters?", True),
        ("What did she paint last week?", False),
        ("When is the recital?", False),
        ("How many cats do I have?", False),
        ("What’s the name of the ship?", False),
        ("Do I like olives?", False),
        ("garden shed", False),
    ],
)
def test_several_things_are_wanted_by_the_form_of_the_question(query: str, *, wanted: bool) -> None:
    """Habits and sets are told on several days; an event and a value once."""
    assert several(query) == wanted


@pytest.mark.parametrize(
    ("query", "share"), [("Which boats do we take?", 0.5), ("Which boat did we take?", 1.0)]
)
def test_a_session_counts_less_where_several_are_wanted(
    tmp_path: Path, query: str, share: float
) -> None:
    """The rest of a list is seldom in the session that has most of it."""
    memory = Memory(tmp_path / "boats")
    memory.observe(chat("we took the boat", thread="a"), chat("the boat leaks", 5, thread="b"))
    hits = memory.recall(query, weights=WORDS)
    assert max(hit.parts["session"] for hit in hits) == pytest.approx(share * WORDS.session)
    memory.close()
