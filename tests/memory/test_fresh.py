"""What was just written is found by its meaning before the index has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from memory import Labels, Observation, Proposition, UserModel, propositions
from memory.embedding.hashed import HashedEmbedder
from memory.embedding.port import Vectors
from memory.fresh import MOST, Fresh, Held
from memory.retrieval import Weights
from memory.types import Sensitivity
from tests.support.models import START, MemoryIndex, open_model, said

#: So that nothing but meaning can find a row.
BY_MEANING = Weights(lexical=0, neighbour=0, answer=0, session=0)


class Counting:
    """Vectors by the first letter of a text; counts what it was asked for."""

    name = identity = "counting"
    note = ""
    dimension = 26

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One axis for each letter of the alphabet."""
        self.asked += texts
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[ord(text[0].lower()) - ord("a")] = 1
        return rows

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def embedder() -> Counting:
    """Counts texts."""
    return Counting()


@pytest.fixture
def index() -> MemoryIndex:
    """An index that tells what was written to it."""
    return MemoryIndex()


@pytest.fixture
def model(tmp_path: Path, embedder: Counting, index: MemoryIndex) -> Iterator[UserModel]:
    """An empty home."""
    opened = open_model(tmp_path, embedder=embedder, index=index)
    yield opened
    opened.close()


def found(model: UserModel, query: str, clearance: Sensitivity = "personal") -> list[str]:
    """What recall finds by meaning, best first."""
    return [hit.text for hit in model.recall(query, clearance=clearance, weights=BY_MEANING)]


def private(content: str) -> Observation:
    """Something secret."""
    return Observation(
        source="chat", content=content, observed_at=START, labels=Labels(sensitivity="secret")
    )


def test_the_next_question_finds_it_and_the_index_need_not_be_written(
    model: UserModel, index: MemoryIndex
) -> None:
    """Turns and claims alike."""
    model.observe([said("apples are ripe")])
    model.add(Proposition(text="Bakes bread", source="stated"))
    assert found(model, "a") == ["apples are ripe"]
    assert found(model, "b") == ["Bakes bread"]
    assert not index.rows


def test_nothing_is_embedded_twice(model: UserModel, embedder: Counting) -> None:
    """Not by the next question, whoever asks it, and not where only more has come."""
    model.observe([said("apples are ripe")])
    found(model, "q")
    model.observe([said("bread is baked", at=START + timedelta(minutes=1))])
    found(model, "q", "public")
    found(model, "q", "secret")
    assert found(model, "a") == ["apples are ripe"]
    assert sorted(set(embedder.asked) - {"q", "a"}) == ["apples are ripe", "bread is baked"]
    assert len(embedder.asked) == 2 + 4


def test_whoever_has_the_time_writes_it(model: UserModel, index: MemoryIndex) -> None:
    """Then it is found there, and held no longer."""
    model.observe([said("apples are ripe")])
    found(model, "a")
    assert model.sync_index() == 1
    assert len(index.rows) == 1
    assert not model._dense._fresh.held("observation")
    assert found(model, "a") == ["apples are ripe"]


def test_many_are_written_at_once(model: UserModel, index: MemoryIndex) -> None:
    """What would take long to compare is not held."""
    texts = [f"apple {n}" for n in range(MOST + 1)]
    model.observe([said(text, at=START + timedelta(minutes=n)) for n, text in enumerate(texts)])
    assert len(found(model, "a")) == 10
    assert len(index.rows) >= MOST


def test_many_that_come_one_after_the_other_are_written_as_well(
    model: UserModel, index: MemoryIndex
) -> None:
    """As soon as there are too many; what comes last is found nevertheless."""
    model.observe([said(f"apple {n}") for n in range(MOST)])
    found(model, "a")
    assert not index.rows
    model.observe([said("bread")])
    assert found(model, "b") == ["bread"]
    assert index.rows


def test_what_may_not_be_seen_takes_nobody_s_room(model: UserModel, index: MemoryIndex) -> None:
    """However much of it is held."""
    model.observe([private(f"almond {n}") for n in range(MOST)])
    found(model, "a", "secret")
    model.observe([said("bread")])
    assert found(model, "b") == ["bread"]
    assert not index.rows


@pytest.mark.parametrize("written", [True, False])
def test_a_claim_that_says_more_is_found_by_what_it_says_now(
    model: UserModel, *, written: bool
) -> None:
    """What the index has of it is older, or what was held."""
    id_ = model.add(Proposition(text="Plays the cello", source="stated"))
    assert found(model, "p") == ["Plays the cello"]
    if written:
        assert model.sync_index() == 1
    with model._ledger.write() as db:
        db.execute("UPDATE propositions SET text = 'Strings and bows' WHERE id = ?", (id_,))
        propositions.queue_vector(db, id_)
    model._dense.sync(rank=0)
    near = model._dense.near(Counting().embed(["plays", "strings"]), 5)
    assert [each[id_] for each in near] == [0.0, 1.0]


def test_what_was_forgotten_is_held_no_longer(model: UserModel) -> None:
    """Neither the row nor its vector."""
    [id_] = model.observe([said("apples are ripe")])
    found(model, "a")
    model.forget(id=id_)
    assert not model._dense._fresh.held("observation")
    assert found(model, "a") == []


def test_only_who_may_see_it_finds_it(model: UserModel) -> None:
    """Whoever made it be held, and however much of it there is."""
    model.observe([said("apples are ripe"), private("almonds are poisonous")])
    assert found(model, "a", "secret") == ["almonds are poisonous", "apples are ripe"]
    assert found(model, "a") == ["apples are ripe"]
    model.observe([private(f"almond {n}") for n in range(MOST + 1)])
    assert found(model, "a") == ["apples are ripe"]


def test_after_a_restart_it_is_held_again(
    tmp_path: Path, embedder: Counting, index: MemoryIndex
) -> None:
    """The outbox names it until the index has it."""
    first = open_model(tmp_path, embedder=embedder, index=index)
    first.observe([said("apples are ripe")])
    found(first, "a")
    first.close()
    again = open_model(tmp_path, embedder=embedder, index=index)
    assert found(again, "a") == ["apples are ripe"]
    again.close()


def test_the_nearest_of_both_are_the_nearest() -> None:
    """In one order, as many as asked for; what the index has of a held row does not count."""
    fresh = Fresh()
    vectors = np.eye(2, dtype=np.float32)
    fresh.hold("observation", 3, 9, {
        "new": Held(7, 1, np.array([0.6, 0.8], dtype=np.float32)),
        "gone": Held(8, 0, None),
        "hidden": Held(9, 3, np.array([1, 0], dtype=np.float32)),
    })  # fmt: skip
    index = [[("old", 0.7), ("new", 0.99), ("gone", 0.9)], [("old", 0.7)]]
    one, two = fresh.merged("observation", vectors, 2, 1, index)
    assert one == [("old", 0.7), ("new", pytest.approx(0.6))]
    assert two == [("new", pytest.approx(0.8)), ("old", 0.7)]
    assert fresh.merged("observation", vectors, 1, 1, index) == [one[:1], two[:1]]
    assert fresh.merged("proposition", vectors, 2, 1, index) == index


@pytest.mark.parametrize("attended", [False, True])
def test_the_first_recall_after_much_was_stored(tmp_path: Path, *, attended: bool) -> None:
    """It knows the meaning of all of it; where somebody else sees to that, of the newest only."""
    with UserModel.open(tmp_path, embedder=HashedEmbedder(), attended=attended) as model:
        [oldest] = model.observe([said("The zebra sleeps")])
        model.observe([said(f"Line {i} of it") for i in range(200)])
        [hit] = [each for each in model.recall("zebra", k=300) if each.id == oldest]
        assert (hit.parts.get("dense", 0) > 0) is not attended
        assert hit.parts["lexical"] > 0
