"""Where advice is asked for, what the person wants, likes or cannot have counts for more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.retrieval import Weights
from memory.retrieval.tastes import asks_for_advice, is_taste, tells_taste
from memory.types import Proposition
from tests.support.recalling import Memory, chat

TASTE = "The lemon soup again? I can't have lemon any more"
TOLD = "Made the lemon soup again on Friday for all"
CLAIM = "Avoids lemon soup"


@pytest.mark.parametrize(
    "query",
    [
        "Suggest a quick supper for me",
        "Please write a function that sorts parcels",
        "Can you recommend a museum?",
        "What should I cook on Friday?",
        "How do I calculate the area of a triangle?",
        "Any ideas for a present?",
        "I need some flowers",
        "Which activity would suit me?",
    ],
)
def test_advice_is_asked_for(query: str) -> None:
    """Ideas, help, a piece of work, what to do."""
    assert asks_for_advice(query)


@pytest.mark.parametrize(
    "query",
    [
        "What do I write code in nowadays?",
        "How do I get to church now?",
        "Which part do I sing?",
        "Where does Ana live?",
        "When did I move?",
        "What did you suggest?",
    ],
)
def test_how_something_is_asks_for_no_advice(query: str) -> None:
    """Nor what was said."""
    assert not asks_for_advice(query)


@pytest.mark.parametrize(
    ("text", "taste"),
    [
        ("Always give me type hints", True),
        ("When you write code: no docstrings", True),
        ("i'd rather walk", True),
        ("Don't like mushrooms, sorry", True),
        ("no soy for me, gives me hives", True),
        ("I've gone off caffeine", True),
        ("She is coeliac", True),
        ("I’m a big fan of jazz", True),
        ("Moved to Porto in May", False),
        ("The train is always late", False),
        ("We had the soup again", False),
    ],
)
def test_what_tells_a_taste(text: str, *, taste: bool) -> None:
    """A wish that stands, a liking, or what cannot be had."""
    assert tells_taste(text) is taste


@pytest.mark.parametrize(
    ("claim", "taste"),
    [
        ("Does not eat meat", True),
        ("Really likes jazz", True),
        ("Gets hives from soy", True),
        ("Is allergic to nuts", True),
        ("Only eats fish", True),
        ("Lives in Porto", False),
        ("Is a nurse", False),
    ],
)
def test_which_claims_are_tastes(claim: str, *, taste: bool) -> None:
    """The same, told of the person."""
    assert is_taste(claim) is taste


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """What was told of a dish, and what one may not have."""
    opened = Memory(tmp_path)
    opened.observe(
        chat(TASTE, thread="a"),
        chat(TOLD, thread="b"),
        chat("I prefer lemon soup", thread="c", origin="third-party content"),
    )
    yield opened
    opened.close()


def test_a_taste_counts_for_more_where_advice_is_asked_for(memory: Memory) -> None:
    """Half as much again; not of what others like, and not where it is only asked how it was."""
    weights = Weights(dense=0)
    advice = {hit.text: hit.parts for hit in memory.recall("Suggest a lemon soup", weights=weights)}
    assert advice[TASTE]["taste"] > 0
    assert all(parts.get("taste", 0) == 0 for text, parts in advice.items() if text != TASTE)
    asked = memory.recall("Which lemon soup was it?", weights=weights)
    assert not any(hit.parts.get("taste") for hit in asked)
    off = memory.recall("Suggest a lemon soup", weights=Weights(dense=0, taste=0))
    assert not any("taste" in hit.parts for hit in off)


def test_a_claim_comes_up_to_the_best_and_not_beyond(memory: Memory) -> None:
    """What a request names is asked for first, whatever else is liked."""
    for text in ("Lemon soup is served on Sundays", "Avoids lemon soup of any sort in summer"):
        memory.claim(Proposition(text=text, confidence=0.8))
    weights = Weights(dense=0, diversity=0)
    hits = memory.recall("Suggest a lemon soup", kinds=("proposition",), weights=weights)
    scores = {hit.text: hit.score for hit in hits}
    best, taste = scores.values()
    assert hits[1].text.startswith("Avoids")
    assert hits[1].parts["taste"] > 0
    assert taste == pytest.approx(best)
