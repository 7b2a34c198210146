"""The whole memory as a library: real ledger, real index, real retrieval, hashed vectors."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from memory import Labels, Observation, Proposition, UserModel
from memory.embedding import HashedEmbedder
from memory.embedding.port import Vectors
from memory.errors import InvalidInput
from tests.support.models import START, Clock, file_keys, open_model, said


def open_real(directory: Path, embedder: HashedEmbedder | None = None) -> UserModel:
    """A model as a program opens it, with vectors that need no weights."""
    return UserModel.open(
        directory, embedder=embedder or HashedEmbedder(), keys=file_keys(), clock=Clock()
    )


def test_the_design_in_one_piece(tmp_path: Path) -> None:
    """Observe, add, recall, reconcile, correct, retire, undo, forget, by the design's names."""
    with open_real(tmp_path) as model:
        ids = model.observe(
            [
                Observation(
                    source="chat",
                    content="I work at the botanical garden",
                    observed_at=START - timedelta(days=2),
                    thread="s1",
                    position=3,
                )
            ]
        )
        pid = model.add(
            Proposition(text="Works at the botanical garden", confidence=0.8, half_life=365),
            evidence=ids,
        )
        hits = model.recall("who works at the garden?", k=10)
        assert {hit.kind for hit in hits} == {"proposition", "observation"}
        found = next(hit for hit in hits if hit.id == pid)
        assert found.confidence == 0.8
        assert found.evidence == tuple(ids)
        assert model.recall("garden", kinds=("proposition",))[0].id == pid
        result = model.reconcile([Proposition(text="Works at the botanical garden")], evidence=ids)
        assert result[0].outcome == "identical"
        assert [each.id for each in model.neighbours(["the garden"], k=3)] == [pid]
        corrected = model.correct(pid, "Works at the botanical institute")
        assert model.recall("botanical", kinds=("proposition",))[0].id == corrected
        model.undo(model.retire(corrected, why="no"))
        assert model.forget(match="botanical").propositions
        assert model.recall("botanical garden institute") == []
        assert model.check() == []


def test_survives_reopening(tmp_path: Path) -> None:
    """Index and ledger are found again, and what was not indexed yet is caught up."""
    with open_real(tmp_path) as model:
        model.add(Proposition(text="Likes green tea"))
        model.sync_index()
        model.add(Proposition(text="Likes black coffee"))
    with open_real(tmp_path) as model:
        assert model.recall("coffee", kinds=("proposition",))[0].text == "Likes black coffee"
        assert model._dense.index.count("proposition") == 2
        assert model.reindex() == 2


def test_another_embedder_re_embeds(tmp_path: Path) -> None:
    """Vectors of two embedders are never mixed: the index begins anew and is filled again."""

    class Mirrored(HashedEmbedder):
        """Other vectors, another identity."""

        def __init__(self) -> None:
            super().__init__()
            self.identity = "mirrored"

        def embed(self, texts: Sequence[str]) -> Vectors:
            """All signs turned round."""
            return np.negative(super().embed(texts))

    with open_real(tmp_path) as model:
        pid = model.add(Proposition(text="Likes green tea"))
        model.sync_index()
    with open_real(tmp_path, Mirrored()) as model:
        model.sync_index()
        (vector,) = model.embedder.embed(["Likes green tea"])
        ((found, cosine),) = model._dense.index.query("proposition", vector, 1)
        assert found == pid
        assert cosine == pytest.approx(1.0, abs=1e-3)


def test_vectors_are_forgotten_too(tmp_path: Path) -> None:
    """The bytes of a forgotten vector are in no file of the index."""
    with open_real(tmp_path) as model:
        keep, gone = "I like green tea", "My doctor is called Aurelia"
        model.observe([said(keep), said(gone)])
        model.sync_index()
        kept, lost = (vector.tobytes()[:256] for vector in model.embedder.embed([keep, gone]))
        model.forget(match="aurelia")
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert any(kept in data for data in files)
    assert not any(lost in data for data in files)


def test_recall_is_blind_above_clearance(tmp_path: Path) -> None:
    """Hits, their order and every part of their scores are the same without the hidden rows."""
    public = [said(f"Tea number {i} was fine", at=START - timedelta(days=i)) for i in range(6)]
    hidden = [
        Observation(
            source="mail",
            content=f"Tea therapy {i}, tea and tea",
            observed_at=START - timedelta(hours=i),
            labels=Labels("secret"),
        )
        for i in range(6)
    ]
    seen = []
    for name, batch in (("with", [*hidden, *public]), ("without", public)):
        with open_real(tmp_path / name) as model:
            ids = model.observe(batch)
            model.add(Proposition(text="Likes tea"), evidence=ids[-1:])
            if name == "with":
                model.add(Proposition(text="Is in tea therapy"), evidence=ids[:1])
            model.sync_index()
            seen.append(model.recall("tea therapy", k=5, clearance="personal"))
    assert seen[0] == seen[1]
    assert seen[0]


def test_events_share_a_vector(tmp_path: Path) -> None:
    """A repeated command is embedded once, in the background, and found by its words at once."""
    with open_real(tmp_path) as model:
        model.observe(
            [
                Observation(
                    source="shell",
                    kind="event",
                    content="make release",
                    observed_at=START - timedelta(minutes=i),
                )
                for i in range(20)
            ]
        )
        assert model.recall("release")
        assert model._dense.index.count("observation") == 0
        assert model.sync_index() == 1
        assert model._dense.index.count("observation") == 1


def test_many_threads(tmp_path: Path) -> None:
    """Observing, believing, indexing and recalling at the same time harms nothing."""
    errors: list[BaseException] = []
    with open_real(tmp_path) as model:

        def work(number: int) -> None:
            try:
                for i in range(5):
                    ids = model.observe([said(f"tea {number} {i}", thread=f"{number}{i}")])
                    model.reconcile([Proposition(text="Likes tea")], evidence=ids, settles=ids)
                    model.recall("tea")
                    model.sync_index()
            except BaseException as error:  # noqa: BLE001 - reported by the test
                errors.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        (only,) = model.propositions()
        assert len(model.evidence(only.id)) == 20
        assert model.check() == []


def test_a_changed_mind_answers_in_place_of_the_old_words(tmp_path: Path) -> None:
    """Asked now, the newer claim comes before the words that it overtook; asked of before, not."""
    clock = Clock()
    with open_model(tmp_path, clock=clock) as model:
        before = clock.now
        (old,) = model.observe([said("I use pandas as my data frame library", at=before)])
        model.reconcile(
            [Proposition(text="Uses pandas as their data frame library")], evidence=[old]
        )
        clock.now += timedelta(days=3)
        (new,) = model.observe([said("I switched from pandas to Polars", at=clock.now)])
        model.reconcile([Proposition(text="Switched from pandas to Polars")], evidence=[new])
        question = "which data frame library do I use"
        best = model.recall(question, k=1)[0]
        assert best.text == "Switched from pandas to Polars"
        hits = {hit.text: hit for hit in model.recall(question)}
        assert hits["I use pandas as my data frame library"].parts["superseded"] < 0
        past = model.recall("which data frame library did I use before", k=1)[0]
        assert "pandas" in past.text
        assert past.parts.get("superseded", 0.0) == 0.0


def test_what_else_was_said_in_the_same_breath_stays(tmp_path: Path) -> None:
    """A change of one thing takes nothing from words that a question finds by another."""
    clock = Clock()
    with open_model(tmp_path, clock=clock) as model:
        (old,) = model.observe([said("I live in Bonn and the parrot hums waltzes", at=clock.now)])
        model.reconcile([Proposition(text="Lives in Bonn")], evidence=[old])
        clock.now += timedelta(days=3)
        (new,) = model.observe([said("I moved to Berlin", at=clock.now)])
        model.reconcile([Proposition(text="Lives in Berlin")], evidence=[new])
        best = model.recall("does the parrot hum waltzes", k=1)[0]
        assert best.text == "I live in Bonn and the parrot hums waltzes"
        assert "superseded" not in best.parts
        home = {hit.text: hit.parts for hit in model.recall("do I live in Bonn")}
        assert "superseded" in home["I live in Bonn and the parrot hums waltzes"]


def test_what_there_is_not_is_said(tmp_path: Path) -> None:
    """A kind or a clearance that does not exist is refused in words, with those that do."""
    with open_model(tmp_path) as model:
        with pytest.raises(InvalidInput, match="proposition, observation"):
            model.recall("anything", kinds=("fact",))  # type: ignore[arg-type]
        with pytest.raises(InvalidInput, match="public, personal"):
            model.recall("anything", clearance="top")  # type: ignore[arg-type]
