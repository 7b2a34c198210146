"""Which values are compared, and which questions ask for the latest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.retrieval.present import asks_for_present
from memory.retrieval.slots import asked_by
from tests.support.recalling import Memory, chat

OLD = datetime(2026, 1, 1, tzinfo=UTC)
NEW = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """An empty memory."""
    opened = Memory(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("old", "later", "raised"),
    [
        ("the podcast has a rating of 4 stars", "the podcast's rating is 5 stars", True),
        ("the podcast has a rating of 4 stars", "the podcast with a rating has 5 episodes", False),
        ("the podcast has a rating of 4, not bad", "the podcast's rating is 5 stars", True),
        (
            "the podcast has a rating of 4 stars",
            "changed the podcast's rating form, 99% done",
            False,
        ),
    ],
)
def test_numbers_of_the_same_things_are_compared(
    memory: Memory, old: str, later: str, *, raised: bool
) -> None:
    """Stars with stars, where no kind of value is asked for; and nothing with a share."""
    memory.observe(
        chat(f"{old}; the podcast is my podcast", thread="a", observed_at=OLD),
        chat(f"so much to do, {later}", thread="b", observed_at=NEW),
    )
    hits = memory.recall("What rating does the podcast have?")
    assert any("recency" in hit.parts for hit in hits) == raised


@pytest.mark.parametrize(
    ("query", "old", "later", "raised"),
    [
        (
            "What dose of iron do I take?",
            "I take a dose of 20 mg of iron, a low dose",
            "my blood was checked and I take 40 mg of iron since",
            True,
        ),
        (
            "What dose of iron do I take?",
            "I take a dose of 20 mg of iron, a low dose",
            "my blood was checked and I take 40 forms for iron since",
            False,
        ),
        (
            "What firm makes the pan of iron?",
            "the firm that makes the pan of iron is Kos, a pan of 20 cm",
            "I've cooked, and the pan of iron is 28 cm across",
            False,
        ),
        (
            "What colour does the shed have?",
            "the shed has a green colour, a good colour for a shed",
            "it rained when we were done with the shed in blue, phew",
            True,
        ),
        (
            "What is the temperature of the pool?",
            "the pool has a temperature of 24 degrees, fine for a pool",
            "and for the pool we want to get the temperature to 28 degrees",
            False,
        ),
        (
            "What is the budget for the kitchen?",
            "the kitchen has a budget of $9000, fine for a kitchen",
            "there is $4000 for the kitchen",
            False,
        ),
        (
            "What is the budget for the kitchen?",
            "the kitchen has a budget of $9000, fine for a kitchen",
            "there is now $9500 for the kitchen",
            True,
        ),
        (
            "Which file has the rules of the shed?",
            "the file that has the rules of the shed is rules.yaml",
            "the rules of the shed are with shed.toml for good",
            True,
        ),
    ],
)
def test_a_value_that_shows_what_it_is_need_not_name_it(
    memory: Memory, query: str, old: str, later: str, *, raised: bool
) -> None:
    """A dose has a unit; but a firm is no length."""
    memory.observe(
        chat(old, thread="a", observed_at=OLD),
        chat(f"so much to do, {later}", thread="b", observed_at=NEW),
        chat("The goats have the run of the hill", thread="c", observed_at=NEW),
    )
    hits = memory.recall(query)
    assert any("recency" in hit.parts for hit in hits) == raised


@pytest.mark.parametrize(
    ("day", "first"), [("on Friday", True), ("on Sunday", False), ("in the hall", True)]
)
def test_what_is_so_on_another_day_changes_nothing(
    memory: Memory, day: str, *, first: bool
) -> None:
    """A question may name a day, and ask for what is planned by now."""
    memory.observe(
        chat("the choir has 12 singers on Friday, and sings hymns", observed_at=OLD),
        chat(f"so now the choir has 15 singers {day}", thread="b", observed_at=NEW),
        chat("The goats have the run of the hill", thread="c", observed_at=NEW),
    )
    hits = memory.recall("How many singers does the choir have on Friday?")
    assert ("15" in hits[0].text) == first


def test_who_asks_to_be_told_asks(memory: Memory) -> None:
    """Though what is looked for is the thing alone."""
    memory.observe(
        chat("the monthly fee of the pool is 40 euros, a fee for a pool", observed_at=OLD),
        chat("now the pool charges a monthly fee of 45 euros", thread="b", observed_at=NEW),
    )
    hits = memory.recall("Tell me the monthly fee of the pool.")
    assert "recency" in hits[0].parts


def test_figures_of_other_sentences_are_not_compared(memory: Memory) -> None:
    """Each tells something else."""
    memory.observe(
        chat("The pan rates 4 stars, a pan to rate. Cooked for 2.", thread="a", observed_at=OLD),
        chat("The pan rates well, no. We are 3 here.", thread="b", observed_at=NEW),
    )
    hits = memory.recall("What rating does the pan have?")
    assert not any("recency" in hit.parts for hit in hits)


def test_of_a_request_and_a_statement_the_statement_tells(memory: Memory) -> None:
    """The question at the end of a turn may have more of the words and says nothing."""
    memory.observe(
        chat("uploads to the app have a limit of 5 MB per file", thread="a", observed_at=OLD),
        chat(
            "I raised the limit for uploads to 20 MB. Where do I set that limit for uploads of a"
            " file?",
            thread="b",
            observed_at=NEW,
        ),
    )
    hits = memory.recall("What limit do uploads of a file have?")
    assert "recency" in hits[0].parts


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("Which bus goes to town?", False),
        ("Which trains go to town?", True),
        ("Which file holds the rules?", False),
        ("Which house rules hold?", True),
    ],
)
def test_a_verb_after_one_thing_is_no_plural(query: str, *, told: bool) -> None:
    """One bus goes, several trains go."""
    assert asked_by(query, {}).told == told


@pytest.mark.parametrize(
    ("query", "present"),
    [
        ("Are you still in the choir?", True),
        ("Are you able to plan a choir trip?", False),
        ("When should I be at the choir?", True),
        ("What should I sing?", False),
        ("How much do I pay when I sing twice?", True),
        ("When have I sung there?", False),
        ("What do I have to pack before the trip?", True),
        ("What does the choir cost, and before?", False),
        ("What was my latest score?", True),
        ("What was my score?", False),
        ("When is the history exam?", True),
        ("What is the history of the choir?", False),
    ],
)
def test_what_asks_for_the_present(query: str, *, present: bool) -> None:
    """What is still so, what is planned, and the latest of what was; not advice, nor the past."""
    assert asks_for_present(query) == present
