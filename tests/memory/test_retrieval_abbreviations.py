"""Words that are written short on one side and in full on the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.retrieval import Weights
from memory.retrieval.abbreviations import numeronym, spells_out
from memory.types import Labels
from tests.support.recalling import Memory, chat, texts

WORDS = Weights(neighbour=0, session=0)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """A memory of a few turns that say things in full."""
    opened = Memory(tmp_path)
    opened.observe(
        chat("the services run on Kubernetes", 0),
        chat("merges are built by GitHub Actions", 5),
        chat("Ada became Chief Technology Officer", 10),
        chat("the kettle stands on the shelf", 15),
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("k8s?", "the services run on Kubernetes"),
        ("GHA secrets", "merges are built by GitHub Actions"),
        ("who is the CTO", "Ada became Chief Technology Officer"),
    ],
)
def test_the_short_form_finds_the_whole(memory: Memory, query: str, answer: str) -> None:
    """By letters and their count, by initials, by capitals inside a name."""
    hits = memory.recall(query, weights=WORDS)
    assert texts([hit for hit in hits if hit.parts["lexical"] > 0]) == [answer]


def test_the_whole_finds_the_short_form(memory: Memory) -> None:
    """Not before what has it in full."""
    memory.observe(chat("a k8s upgrade is due", 20), chat("the GHA runner is slow", 25))
    hits = memory.recall("Kubernetes and GitHub Actions", weights=WORDS)
    by_words = texts([hit for hit in hits if hit.parts["lexical"] > 0])
    assert set(by_words[:2]) == {
        "the services run on Kubernetes",
        "merges are built by GitHub Actions",
    }
    assert set(by_words[2:]) == {"a k8s upgrade is due", "the GHA runner is slow"}


def test_a_short_form_of_two_words_means_neither(memory: Memory) -> None:
    """Two words that begin, end and are as long alike leave it open."""
    memory.observe(chat("the keratinous layer: kiloamperes of it", 20))
    memory.observe(chat("kettledrums", 25), chat("kinematicas", 30))
    assert not [hit for hit in memory.recall("k9s", weights=WORDS) if hit.parts["lexical"] > 0]


def test_a_hidden_word_is_not_meant(memory: Memory) -> None:
    """What lies above a clearance neither settles nor unsettles what is meant."""
    before = memory.recall("k8s")
    memory.observe(chat("kilometres by Kubernetis", 20, labels=Labels("secret"), thread="s2"))
    assert memory.recall("k8s") == before


@pytest.mark.parametrize(
    ("short", "text", "so"),
    [
        ("k8s", "on Kubernetes", True),
        ("i18n", "Internationalization of forms", True),
        ("e2e", "the edge of it", False),
        ("GHA", "built by GitHub Actions", True),
        ("GHA", "built by great hairy apes", False),
        ("gha", "built by GitHub Actions", False),
    ],
)
def test_what_a_word_is_short_for(short: str, text: str, *, so: bool) -> None:
    """Only names in capitals have initials, and only long words a numeronym."""
    assert spells_out(short, text) is so


def test_a_short_word_has_no_numeronym() -> None:
    """Three letters at least are left out."""
    assert numeronym("kubernetes") == "k8s"
    assert numeronym("word") == ""
