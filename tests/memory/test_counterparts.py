"""What a draft is compared with: found by vector, by wording, by slot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory import propositions
from memory.claims import parse_claim
from memory.counterparts import counterparts
from memory.reaching import reached
from memory.types import Draft, Proposition, PropositionStatus
from tests.support.recalling import NOW, Memory


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """A ledger of its own."""
    made = Memory(tmp_path)
    yield made
    made.close()


def believed(memory: Memory, text: str, status: PropositionStatus = "active") -> str:
    """Write a claim; returns its id."""
    with memory.ledger.write() as db:
        return propositions.insert(db, Proposition(text=text), NOW, status=status)


def compared(memory: Memory, text: str, cosines: dict[str, float]) -> list[str]:
    """Texts of what a draft is compared with."""
    with memory.ledger.read() as db:
        found = counterparts(db, Draft(proposition=Proposition(text=text)), cosines)
    return [each.proposition.text for each in found]


def test_its_slot_and_its_wording_need_no_vector(memory: Memory) -> None:
    """Oldest first, and nothing of another slot."""
    for text in ("Lives in Porto", "Likes rain", "Lives in Faro", "Hums while cooking"):
        believed(memory, text)
    assert compared(memory, "Lives in Lisbon", {}) == ["Lives in Porto", "Lives in Faro"]
    assert compared(memory, "Hums while cooking.", {}) == ["Hums while cooking"]


def test_the_nearest_that_live_are_found_behind_many_that_do_not(memory: Memory) -> None:
    """Twelve of them, however many are nearer and over."""
    near = {believed(memory, f"Hummed tune {n}", "superseded"): 0.9 - n / 1000 for n in range(30)}
    near |= {believed(memory, f"Whistled tune {n}"): 0.5 - n / 1000 for n in range(14)}
    found = compared(memory, "Invented a tune", near)
    assert found == [f"Whistled tune {n}" for n in range(12)]


def test_what_an_ending_names_is_read_from_its_slots_alone(memory: Memory) -> None:
    """Slots that add a word to one count as well; the other claims about the subject are unread."""
    for text in ("Works as a diver for Skoda", "Drives an old Skoda", "Admires the Skoda museum"):
        believed(memory, text)
    asked: list[str] = []
    with memory.ledger.read() as db:
        db.set_trace_callback(asked.append)
        found = reached(db, parse_claim("Sold the Skoda"))
        left = reached(db, parse_claim("Left Skoda"))
        db.set_trace_callback(None)
        named = "SELECT text FROM propositions WHERE id = ?"
        assert [db.execute(named, (id_,)).fetchone()[0] for id_ in found] == ["Drives an old Skoda"]
        assert "Works as a diver for Skoda" in [
            db.execute(named, (id_,)).fetchone()[0] for id_ in left
        ]
        in_slots = [sql for sql in asked if "slot" in sql]
        plans = [db.execute(f"EXPLAIN QUERY PLAN {sql}").fetchone()[3] for sql in in_slots]
    assert plans
    assert all("subject=? AND slot>? AND slot<?" in plan for plan in plans)
