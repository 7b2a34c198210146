"""The learn graph's nodes, called as the plain functions they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.graphs import learn
from agent.graphs.plain import plain_draft, read_draft
from memory.types import Draft, Labels, Observation, Proposition, RelationHint
from tests.support.fake_engine import FakeEngine, claim
from tests.support.fake_memory import NOW, FakeModel


@pytest.fixture
def model() -> FakeModel:
    """A model with one observation pending."""
    made = FakeModel()
    made.observe([Observation(source="note", content="Likes tea", origin="self-stated")])
    return made


def context(model: FakeModel, engine: FakeEngine | None = None) -> learn.LearnContext:
    """What nodes are handed."""
    engine = engine or FakeEngine()
    return learn.LearnContext(model=model, engine=engine, statistics=engine, clock=lambda: NOW)


def state(*drafts: Draft) -> learn.LearnState:
    """The state before commit."""
    return {
        "mode": "batch",
        "batch": ["o1"],
        "drafts": [plain_draft(each) for each in drafts],
        "decisions": [],
    }


def test_commit_writes_once(model: FakeModel) -> None:
    """The second time the batch is no longer pending, and nothing is written."""
    handed = context(model)
    assert learn.commit(state(claim("Likes tea", "o1")), handed) == {"outcomes": {"new": 1}}
    assert learn.commit(state(claim("Likes tea", "o1")), handed) == {"outcomes": {}}
    assert model.commits == 1


def test_a_neighbour_forgotten_meanwhile_is_left_out(model: FakeModel) -> None:
    """Recall and infer may lie a crash apart."""
    engine = FakeEngine()
    model.known["p1"] = Proposition(id="p1", text="Likes figs")
    learn.infer(
        {"mode": "batch", "batch": ["o1"], "neighbours": ["p1", "p2"]}, context(model, engine)
    )
    assert [each.id for each in engine.learned[0].neighbours] == ["p1"]


def test_evidence_from_outside_the_batch_is_struck(model: FakeModel) -> None:
    """An engine cannot cite what it was not shown."""
    model.observe([Observation(source="note", content="Likes jazz", origin="self-stated")])
    update = learn.audit(state(claim("Likes tea", "o1", "o2")), context(model))
    assert read_draft(update["drafts"][0]).supports == ("o1",)


def test_a_claim_drafted_twice_keeps_the_surer_wording(model: FakeModel) -> None:
    """And the evidence, relations and labels of both."""
    update = learn.reconcile(
        state(
            claim("Likes tea.", "o1", confidence=0.6, labels=Labels("sensitive")),
            replace(
                claim("likes  tea", "o2", confidence=0.9),
                relations=(RelationHint(proposition="p1", relation="refines"),),
            ),
        ),
        context(model),
    )
    (draft,) = [read_draft(each) for each in update["drafts"]]
    assert draft.proposition.confidence == 0.9
    assert draft.supports == ("o1", "o2")
    assert draft.relations[0].relation == "refines"
    assert draft.proposition.labels.sensitivity == "sensitive"


def test_a_draft_survives_being_plain() -> None:
    """Every field, with times, labels and tuples."""
    draft = Draft(
        proposition=Proposition(
            text="Plans a trip",
            entities=("Porto",),
            valid_from=NOW,
            labels=Labels("sensitive", frozenset({"health", "finance"})),
        ),
        supports=("o1",),
        contradicts=("o2",),
        relations=(RelationHint(proposition="p1", relation="identical"),),
        derived_from=("p3",),
    )
    assert read_draft(plain_draft(draft)) == draft
