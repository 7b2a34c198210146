"""Times named by an event: it is looked for first, and bounds what is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.retrieval import Weights
from memory.retrieval.anchors import anchor_in
from memory.types import Labels, Proposition
from tests.support.recalling import Memory, chat


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """A memory of a year: a note on painting in each season, and a move in between."""
    opened = Memory(tmp_path)
    for thread, month, text in (
        ("a", 2, "painting the old boat blue"),
        ("b", 6, "we moved to the island last Monday"),
        ("c", 9, "painting the old fence blue"),
    ):
        opened.observe(chat(text, thread=thread, observed_at=datetime(2025, month, 12, tzinfo=UTC)))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("What was I painting blue before we moved to the island?", "boat"),
        ("What was I painting blue after we moved to the island?", "fence"),
    ],
)
def test_an_event_bounds_the_time(memory: Memory, query: str, first: str) -> None:
    """Before and after, by the event's own date; off with the weight of times."""
    best = next(hit for hit in memory.recall(query) if "painting" in hit.text)
    assert first in best.text
    assert best.parts["time"] == pytest.approx(Weights().time)
    assert all("time" not in hit.parts for hit in memory.recall(query, weights=Weights(time=0)))


def test_a_claim_with_an_end_is_a_time(memory: Memory) -> None:
    """The time when I was at Acme is as long as the claim held."""
    memory.claim(
        Proposition(
            text="Worked at Acme",
            kind="episodic",
            confidence=0.9,
            valid_from=datetime(2025, 1, 1, tzinfo=UTC),
            valid_to=datetime(2025, 4, 1, tzinfo=UTC),
        )
    )
    hits = memory.recall("what was I painting blue when I was at Acme?", kinds=("observation",))
    assert "boat" in hits[0].text
    fence = next(hit for hit in hits if "fence" in hit.text)
    assert hits[0].parts["time"] > fence.parts["time"]


def test_an_unknown_or_hidden_event_bounds_nothing(memory: Memory) -> None:
    """What nobody may see cannot give away when it was."""
    query = "what was I painting blue before the quarrel?"
    before = memory.recall(query)
    assert all("time" not in hit.parts for hit in before)
    hidden = chat(
        "the quarrel was bad",
        thread="q",
        observed_at=datetime(2025, 4, 1, tzinfo=UTC),
        labels=Labels("secret"),
    )
    memory.observe(hidden)
    assert memory.recall(query) == before
    assert any("time" in hit.parts for hit in memory.recall(query, clearance="secret"))


@pytest.mark.parametrize(
    ("query", "event"),
    [
        ("Who helped me after the wedding?", "the wedding"),
        ("Where did I eat while she was in Rome, and why?", "she was in Rome"),
        ("What did I say before?", None),
        ("When is the deadline?", None),
        ("What did I do when I did it?", None),
        ("Who helps me when I am ill?", None),
        ("Who drives when she has a headache?", None),
        ("What do I do while she sleeps?", None),
        ("Where did I sleep when the boat was repaired?", "the boat was repaired"),
        ("How many days lie between when I sowed and when I reaped the corn?", None),
    ],
)
def test_the_event_is_read_from_the_query(query: str, event: str | None) -> None:
    """In words of its own; a bare before, or a question for the time itself, names none."""
    anchor = anchor_in(query)
    assert (anchor.event if anchor else None) == event


def test_who_looks_after_something_does_nothing_later() -> None:
    """The verb names no time."""
    assert anchor_in("Who looks after the stall?") is None
    assert anchor_in("What did I do after the stall closed?") is not None
