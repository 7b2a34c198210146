"""What no word of the query says as it stands: misspelt words, and the next piece of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.retrieval import Weights
from memory.retrieval.spelling import alike, edits
from memory.types import Labels, Proposition
from tests.support.recalling import Memory, chat, texts


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """An empty memory."""
    opened = Memory(tmp_path)
    yield opened
    opened.close()


WORDS_ALONE = Weights(dense=0, neighbour=0)


@pytest.mark.parametrize("slip", ["telescpoe", "telescop", "teelscope", "tellescope", "TELESKOPE"])
def test_a_misspelt_word_finds_what_was_meant(memory: Memory, slip: str) -> None:
    """Swapped, dropped, doubled and replaced letters."""
    memory.observe(
        chat("the telescope is in the attic", thread="a"), chat("the tea is cold", thread="b")
    )
    assert texts(memory.recall(slip, weights=WORDS_ALONE)) == ["the telescope is in the attic"]


@pytest.mark.parametrize("slip", ["wher", "becuase"])
def test_a_misspelt_function_word_is_taken_for_no_other(memory: Memory, slip: str) -> None:
    """It tells no more than it would as it should be."""
    memory.observe(chat("the whey went bad because of the heat"))
    memory.observe(chat("a harbour at night"))
    [best, *_] = memory.recall(f"{slip} harbour", weights=Weights(dense=0))
    assert best.text == "a harbour at night"
    assert memory.recall(slip, weights=Weights(dense=0)) == []


def test_a_word_that_is_known_is_not_mended(memory: Memory) -> None:
    """What occurs is meant, however like it is to something else."""
    memory.observe(chat("fill in the form", thread="a"), chat("back on the farm", thread="b"))
    assert texts(memory.recall("form", weights=WORDS_ALONE)) == ["fill in the form"]


def test_a_word_is_not_mended_to_what_is_hidden(memory: Memory) -> None:
    """A hidden word lends no spelling, and takes none: what is seen stays the same."""
    memory.observe(chat("the telescope is in the attic", thread="a"))
    before = memory.recall("telescpoe zebulan", weights=WORDS_ALONE)
    memory.observe(chat("zebulon has a telescpoe", thread="b", labels=Labels("secret")))
    assert memory.recall("telescpoe zebulan", weights=WORDS_ALONE) == before


def test_a_beginning_stands_for_the_one_word_that_it_begins(memory: Memory) -> None:
    """Where it begins several it is not guessed which, and hidden words are no candidates."""
    memory.observe(chat("the telescopes are in the attic", thread="a"))
    memory.observe(chat("teleportation is a dream", thread="b"))
    memory.observe(chat("telescopium", thread="c", labels=Labels("secret")))
    assert texts(memory.recall("teles", weights=WORDS_ALONE)) == ["the telescopes are in the attic"]
    assert memory.recall("tele", weights=WORDS_ALONE) == []


def test_edits_are_counted() -> None:
    """Insertions, deletions, replacements and swaps of neighbours; short words must be right."""
    assert edits("eror", "error") == 1
    assert edits("typsecript", "typescript") == 1
    assert edits("kitten", "sitting") == 3
    assert alike("mongod", "mongodb")
    assert not alike("teh", "the")
    assert not alike("table", "cabin")


def test_a_claim_about_what_a_leading_claim_names_follows_it(memory: Memory) -> None:
    """It shares no word with the query; what leads to it does, and stays above it."""
    for text in (
        "The login service depends on Valkey for its sessions",
        "Valkey runs on a single small machine",
        "Gardening is a joy in spring",
    ):
        memory.claim(Proposition(text=text, confidence=0.9))
    query = "what does the login service depend on"
    hits = memory.recall(query)
    assert texts(hits)[:2] == [
        "The login service depends on Valkey for its sessions",
        "Valkey runs on a single small machine",
    ]
    assert hits[1].score == pytest.approx(sum(hits[1].parts.values()))
    assert hits[1].score == pytest.approx(hits[0].score * Weights().link)
    assert not any("link" in hit.parts for hit in memory.recall(query, weights=Weights(link=0)))
