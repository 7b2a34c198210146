"""Words of scripts with vowel signs, as the index has them."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.retrieval.tokens import word_set
from memory.rows import index_words
from memory.scripts import marked_words, with_letters, with_marks


def test_words_stay_whole_and_runs_become_pairs() -> None:
    """Hindi without its full stop, Thai in pairs of letters with their marks."""
    assert with_marks(marked_words("मुझे हिन्दी पसंद है।")) == "मुझे हिन्दी पसंद है"
    assert with_marks(marked_words("ที่นี่ ดี")) == "ที่นี่ ดี"
    assert with_marks(marked_words("กินข้าว")) == "กิน นข้ ข้า าว"


@pytest.mark.parametrize("text", ["Straße", "Ελλάδα", "שלום", "سلام", "東京"])
def test_other_scripts_are_left_alone(text: str) -> None:
    """The tokenizer knows their words."""
    assert marked_words(f"{text}, plain text") == ""


def test_pairs_and_whole_words_stand_side_by_side() -> None:
    """A text may have both."""
    found = with_marks(index_words("東京都 और दिल्ली")).split()
    assert found == ["東京", "京都", "और", "दिल्ली", "東", "京", "都"]


@given(st.text(st.characters(min_codepoint=0x0900, max_codepoint=0x17FF), max_size=20))
def test_the_index_breaks_none_of_these_words(text: str) -> None:
    """What is stored is split by ``unicode61`` where it is by us, and nowhere else."""
    stored = marked_words(text)
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (w, tokenize='unicode61 remove_diacritics 2')")
    db.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, row)")
    db.execute("INSERT INTO t VALUES (?)", (stored,))
    assert {term for (term,) in db.execute("SELECT term FROM v")} == set(stored.split())
    db.close()


@given(st.text("कखगिीुू्ं", max_size=8))
def test_marks_come_back(word: str) -> None:
    """A stored word says how it was written."""
    assert with_marks(with_letters(word)) == word


def test_two_texts_have_no_single_character_in_common() -> None:
    """A row is found by one (猫); that two share one says nothing of either."""
    assert word_set("猫が好き").isdisjoint(word_set("犬が嫌い"))
    assert word_set("東京都") & word_set("東京駅") == {"東京"}
