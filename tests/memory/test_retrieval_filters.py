"""What may be a hit at all: kinds, times, what holds, and for whose eyes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.types import SENSITIVITIES, Labels, Proposition
from tests.support.recalling import NOW, Memory, chat, texts


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """An empty memory."""
    opened = Memory(tmp_path)
    yield opened
    opened.close()


def test_since_and_until_bound_what_is_found(memory: Memory) -> None:
    """From the first inclusive to the second exclusive, however many better ones lie outside."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    memory.observe(
        *(chat(f"note {i}", i * 9, observed_at=start + timedelta(days=i)) for i in range(60))
    )
    found = memory.recall(
        "note", k=60, since=start + timedelta(days=10), until=start + timedelta(days=12)
    )
    assert sorted(texts(found)) == ["note 10", "note 11"]


def test_what_happened_and_what_is_planned_are_told(memory: Memory) -> None:
    """An episode that is over and one to come are found; asked as of a day, only its own are."""
    memory.claim(
        Proposition(
            text="Moved house in spring",
            kind="episodic",
            valid_from=NOW - timedelta(days=90),
            valid_to=NOW - timedelta(days=80),
        )
    )
    memory.claim(
        Proposition(
            text="Will visit a new house",
            kind="episodic",
            valid_from=NOW + timedelta(days=5),
            valid_to=NOW + timedelta(days=6),
        )
    )
    assert set(texts(memory.recall("house"))) == {"Moved house in spring", "Will visit a new house"}
    assert texts(memory.recall("house", at=NOW - timedelta(days=85))) == ["Moved house in spring"]


def test_only_what_is_current_is_told(memory: Memory) -> None:
    """Stale, superseded, retired and expired claims are hidden by default."""
    for status in ("active", "stale", "superseded", "retired"):
        memory.claim(Proposition(text=f"Lives in a {status} town"), status=status)
    memory.claim(Proposition(text="Lives in an expired town", valid_to=NOW - timedelta(days=1)))
    assert texts(memory.recall("lives town")) == ["Lives in a active town"]


def test_as_of_a_day_it_tells_what_held_then(memory: Memory) -> None:
    """``at`` brings back what was superseded since, and hides what came later."""
    moved = datetime(2026, 2, 1, tzinfo=UTC)
    old = memory.claim(
        Proposition(
            text="Lives in Graz", valid_from=datetime(2025, 1, 1, tzinfo=UTC), valid_to=moved
        ),
        status="superseded",
    )
    new = memory.claim(Proposition(text="Lives in Linz", valid_from=moved))
    memory.link(new, "supersedes", old)
    memory.observe(chat("moving boxes", observed_at=moved))
    assert texts(memory.recall("lives in which town")) == ["Lives in Linz", "moving boxes"]
    before = memory.recall("lives in which town", at=moved - timedelta(days=1))
    assert texts(before) == ["Lives in Graz"]
    assert texts(memory.recall("lives in which town", at=moved))[0] == "Lives in Linz"


def test_what_was_superseded_stays_below_what_superseded_it(memory: Memory) -> None:
    """Where both could have held, the older wording never comes first, however well it matches."""
    old = memory.claim(Proposition(text="Drinks green tea every morning"), status="superseded")
    newer = memory.claim(Proposition(text="Drinks coffee now", confidence=0.3))
    memory.link(newer, "supersedes", old)
    hits = memory.recall("drinks green tea every morning", at=NOW)
    assert texts(hits) == ["Drinks coffee now", "Drinks green tea every morning"]
    assert hits[1].score == pytest.approx(sum(hits[1].parts.values()))


def test_kinds_narrow_the_search(memory: Memory) -> None:
    """Only what was asked for, each once."""
    memory.observe(chat("plays chess"))
    memory.claim(Proposition(text="Plays chess"))
    assert {hit.kind for hit in memory.recall("chess")} == {"observation", "proposition"}
    assert [hit.kind for hit in memory.recall("chess", kinds=("proposition",) * 2)] == [
        "proposition"
    ]


WORDS = ["tea", "coffee", "river", "walk", "Anna", "Berta", "chess", "lake", "march", "old", "new"]


@st.composite
def _rows(draw: st.DrawFn) -> list[tuple[str, int, int]]:
    """Texts with a sensitivity rank and a position."""
    sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
    return draw(
        st.lists(st.tuples(sentence, st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=14)
    )


@settings(max_examples=25, deadline=None)
@given(
    rows=_rows(),
    query=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    clearance=st.integers(0, 3),
    data=st.data(),
)
def test_what_lies_above_a_clearance_changes_nothing(
    rows: list[tuple[str, int, int]], query: list[str], clearance: int, data: st.DataObject
) -> None:
    """Results, scores, parts and order are identical with and without the hidden rows."""
    as_claim = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    answers = []
    for everything in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            memory = Memory(Path(folder))
            for number, ((text, rank, position), claim) in enumerate(
                zip(rows, as_claim, strict=True)
            ):
                if not everything and rank > clearance:
                    continue
                labels = Labels(SENSITIVITIES[rank])
                if claim:
                    memory.claim(Proposition(text=f"{text} {number}", labels=labels))
                else:
                    memory.observe(chat(text, position, labels=labels, external_id=f"{number}"))
            hits = memory.recall(
                " ".join(query) + " last march", k=6, clearance=SENSITIVITIES[clearance]
            )
            memory.close()
            answers.append(hits)
    assert answers[0] == answers[1]
