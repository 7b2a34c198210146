"""The full-text tables, merged: fewer pieces, and nothing else is found."""

from __future__ import annotations

from pathlib import Path

from memory.full_text import merge_segments
from tests.support.models import open_model, said
from tests.support.recalling import Memory, chat, texts


def segments(memory: Memory) -> int:
    """Of the table of all observations that a chat makes."""
    with memory.ledger.read() as db:
        sql = "SELECT count(DISTINCT segid) FROM observations_fts_1_idx"
        return int(db.execute(sql).fetchone()[0])


def test_many_small_pieces_become_one_and_the_same_is_found(tmp_path: Path) -> None:
    """Before and after, and what is written afterwards."""
    memory = Memory(tmp_path)
    for number in range(23):
        memory.observe(chat(f"Tuned the cello number {number}", number), indexed=False)
    before = texts(memory.recall("cello number 7", k=5))
    assert segments(memory) > 4
    assert merge_segments(memory.ledger) == 1
    assert segments(memory) == 1
    assert texts(memory.recall("cello number 7", k=5)) == before
    memory.observe(chat("Sold the cello case", 99), indexed=False)
    assert texts(memory.recall("cello case", k=1)) == ["Sold the cello case"]
    assert merge_segments(memory.ledger) == 0, "two pieces are few"
    memory.close()


def test_the_model_merges_them_when_it_tidies(tmp_path: Path) -> None:
    """As the daemon has it done every day."""
    with open_model(tmp_path) as model:
        for number in range(23):
            model.observe([said(f"Tuned the cello number {number}", thread=str(number))])
        model.tidy_index()
        assert merge_segments(model._ledger) == 0
