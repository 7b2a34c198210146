"""Another embedder than before, and one that fails on a text, on all of them, or too late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from memory import (
    Proposition,
    UserModel,
)
from memory.dense import BEFORE_RECALL
from memory.embedding import HashedEmbedder
from memory.embedding.port import Vectors
from memory.errors import ModelCrashed
from memory.outbox import BATCH
from tests.support.models import Clock, file_keys, open_attended, open_model, said


class Counting(HashedEmbedder):
    """Hashed vectors under another name, that counts what it is given at once."""

    def __init__(self, dimension: int) -> None:
        super().__init__()
        self.dimension = dimension
        self.identity = f"other-{dimension}"
        self.batches: list[int] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The beginnings of the vectors."""
        self.batches.append(len(texts))
        return super().embed(texts)[:, : self.dimension]


def test_another_embedder(tmp_path: Path) -> None:
    """Known by name and dimension; all is embedded anew in slices while recall finds by words."""
    claims = 3 * BEFORE_RECALL
    with open_attended(tmp_path, HashedEmbedder()) as model:
        model.observe([said(f"I own item{i}") for i in range(claims)])
        for i in range(claims):
            model.add(Proposition(text=f"Owns item{i}"))
        model.sync_index()
        best = model.recall("Owns item7", k=1, kinds=["proposition"])
    embedder = Counting(64)
    with open_attended(tmp_path, embedder) as model:
        found = model.recall("Owns item7", k=1, kinds=["proposition"])
        assert [hit.id for hit in found] == [hit.id for hit in best]
        # One recall takes on no more than it may: the rest is for the background.
        assert sum(embedder.batches) <= 2 * BEFORE_RECALL + 1
        index = model._dense.index
        assert 0 < index.count("proposition") < claims
        model.sync_index(limit=BATCH)
        model.sync_index()
        assert max(embedder.batches) <= BATCH
        assert index.count("proposition") == index.count("observation") == claims
        assert model.recall("Owns item7", k=1, kinds=["proposition"])[0].id == best[0].id
    with open_attended(tmp_path, Counting(64)) as model:
        assert model.sync_index() == 0
    again = Counting(32)
    again.identity = embedder.identity
    with open_attended(tmp_path, again) as model:
        assert model.sync_index() == 2 * claims


class Choking(HashedEmbedder):
    """Hashed vectors, except of some texts."""

    def __init__(self) -> None:
        super().__init__()
        self.poison = "poison"
        self.choked = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Fails on all of them when it fails on one."""
        if any(self.poison in text for text in texts):
            self.choked += len(texts) == 1
            raise ModelCrashed("The embedding model crashed")
        return super().embed(texts)


@pytest.mark.parametrize("attended", [True, False])
def test_a_text_that_cannot_be_embedded(tmp_path: Path, *, attended: bool) -> None:
    """Set aside alone, found by its words, tried again a few times, and told of."""
    embedder, clock = Choking(), Clock()

    def opened_again() -> UserModel:
        return UserModel.open(
            tmp_path, embedder=embedder, keys=file_keys(), clock=clock, attended=attended
        )

    with opened_again() as model:
        model.observe([said("a poison pill"), *(said(f"a fine thing {i}") for i in range(3))])
        model.add(Proposition(text="Owns a poison ring"))
        model.add(Proposition(text="Owns a fine ring"))
        assert len(model.recall("a fine thing", k=3)) == 3
        assert "a poison pill" in {hit.text for hit in model.recall("pill")}
        assert model.recall("the poison pill", k=1)[0].text == "a poison pill"
        model.sync_index()
        assert model._dense.index.count("observation") == 3
        assert model._dense.index.count("proposition") == 1
        assert model.unembedded() == 2
    with opened_again() as model:
        tried = embedder.choked
        for _ in range(9):
            model.recall("fine")
            model.sync_index()
        assert embedder.choked == tried
        for _ in range(9):
            clock.forward(days=5)
            model.sync_index()
        assert embedder.choked == tried + 2 * 3
        assert model.unembedded() == 2
        embedder.poison = "no such word"
        model.reindex()
        assert model.unembedded() == 0
        assert model._dense.index.count("observation") == 4


def test_a_text_that_can_be_embedded_later(tmp_path: Path) -> None:
    """An hour later it has its vector, and nothing is left to tell of."""
    embedder, clock = Choking(), Clock()
    with open_model(tmp_path, embedder=embedder, clock=clock) as model:
        [pill] = model.observe([said("a poison pill")])
        assert model.recall("pill")
        embedder.poison = "no such word"
        assert model.sync_index() == 0
        clock.forward(hours=1)
        assert model.sync_index() == 1
        assert pill in model._dense.index.ids("observation")
        assert model.unembedded() == 0


def test_an_embedder_that_fails_on_everything(tmp_path: Path) -> None:
    """Recall goes by words; no text is blamed for it, and with another embedder all is as ever."""
    embedder = Choking()
    with open_model(tmp_path, embedder=embedder) as model:
        model.observe([said("a fine thing"), said("another")])
        model.add(Proposition(text="Owns a fine ring"))
        embedder.poison = ""
        assert {hit.text for hit in model.recall("fine")} == {"a fine thing", "Owns a fine ring"}
        assert [each.text for each in model.neighbours(["a fine day"], k=1)] == ["Owns a fine ring"]
        with pytest.raises(ModelCrashed):
            model.sync_index()
        embedder.poison = "poison"
        assert model.unembedded() == 0
        assert model.sync_index() == 3


class Hasty(Choking):
    """Fails on a text that is forgotten while it is being embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Callable[[], object] = int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Takes its time where it will fail."""
        if any(self.poison in text for text in texts):
            self.meanwhile()
        return super().embed(texts)


def test_a_text_that_is_forgotten_while_it_cannot_be_embedded(tmp_path: Path) -> None:
    """There is nothing left to set aside; what stood beside it is embedded."""
    embedder = Hasty()
    with open_model(tmp_path, embedder=embedder) as model:
        pill, _ = model.observe([said("a poison pill"), said("a fine thing")])
        with model._ledger.read() as db:
            [seq] = db.execute("SELECT seq FROM outbox WHERE id = ?", (pill,)).fetchone()

        def forgotten() -> None:
            with model._ledger.write() as db:
                db.execute("DELETE FROM outbox WHERE seq = ?", (seq,))

        embedder.meanwhile = forgotten
        model.sync_index()
        assert model.unembedded() == 0
        assert model._dense.index.count("observation") == 1
