"""A model's word on two claims is believed where the learnt senses find it likely."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from memory.decisions import Candidate, Decision
from memory.embedding.minilm import LlamaEmbedder
from memory.networks import DIMENSION, Floats, Network, Vectored
from memory.reconcile import decide
from memory.restating.cues import CUES, cues, read
from memory.restating.sense import odds, sense
from memory.restating.training.corpus import Block, blocks, pairs
from memory.restating.training.train import SEVERAL, Seen, held_out, seen, unscaled
from memory.types import Draft, Outcome, Proposition, PropositionKind, Relation, RelationHint
from tests.memory.test_reconcile_pairs import same
from tests.support.embedding import minilm, model_cache, weights

__all__ = ["minilm", "model_cache", "weights"]

KNOWN_AT = datetime(2026, 1, 5, tzinfo=UTC)


def told(name: str) -> Path:
    """A file of claims that nothing was learnt from."""
    return Path(__file__).parent / "told" / f"{name}.txt"


def decided(
    embedder: LlamaEmbedder,
    known: str,
    new: str,
    hint: Relation | None,
    *,
    kind: PropositionKind = "semantic",
    days: int = 0,
) -> Decision:
    """What a claim is to one that was known, a model having said so much."""
    one, other = embedder.embed([known, new])
    began = KNOWN_AT if kind == "episodic" else None
    return decide(
        Draft(
            proposition=Proposition(
                text=new, kind=kind, valid_from=began and began + timedelta(days=days)
            ),
            relations=(RelationHint(proposition="known", relation=hint),) if hint else (),
        ),
        [
            Candidate(
                proposition=Proposition(id="known", text=known, kind=kind, valid_from=began),
                cosine=float(one @ other),
                newest_evidence=KNOWN_AT,
            )
        ],
        observed_at=KNOWN_AT + timedelta(days=40),
        vectors=Vectored(draft=other, of=same(one)),
    )


@pytest.mark.parametrize(
    ("name", "right", "wrong"), [("restated", 0.5, 0.2), ("restated_shortly", 0.6, 0.14)]
)
def test_models_are_believed_about_claims_that_were_never_learnt(
    minilm: LlamaEmbedder, name: str, right: float, wrong: float
) -> None:
    """Of claims that others put in several wordings, more than half of what restates one.

    Of what was written to be taken for the same, few, were a model wrong about every one of them.
    """
    believed: dict[bool, list[bool]] = {True: [], False: []}
    for block in blocks(told(name)):
        for known, new, restates in pairs(block):
            decision = decided(minilm, known, new, "identical")
            believed[restates].append(decision.outcome == "identical")
    assert np.mean(believed[True]) >= right
    assert np.mean(believed[False]) <= wrong


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("Has a fear of flying", "Flying scares them"),
        ("Is afraid of dogs", "Dogs frighten them"),
        ("Does not eat meat", "Is a vegetarian"),
    ],
)
def test_a_models_word_is_needed(minilm: LlamaEmbedder, known: str, new: str) -> None:
    """Said by a model to be the same they are one; without that they are two."""
    assert decided(minilm, known, new, "identical").outcome == "identical"
    assert decided(minilm, known, new, "identical").why == "restates it, says the model"
    assert decided(minilm, known, new, None).outcome == "new"


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("Sings in a choir on Thursdays", "Plays football with colleagues at lunch"),
        ("Is afraid of dogs", "Walks the dog before breakfast"),
        ("Prefers tea to coffee in the morning", "Their brother drinks coffee in the morning"),
    ],
)
def test_a_models_mistake_merges_nothing(minilm: LlamaEmbedder, known: str, new: str) -> None:
    """What it says of claims that are about something else is not believed."""
    assert decided(minilm, known, new, "identical").outcome == "new"


@pytest.mark.parametrize(
    ("known", "new", "outcome"),
    [
        ("Smokes a pack a day", "Has not touched a cigarette since New Year", "contradicts"),
        ("Has braces", "The dentist took the braces off", "contradicts"),
        ("Keeps bees", "Gave honey to a neighbour", "new"),
        ("Drives to work", "Sold an old bike", "new"),
        ("Is single", "Their sister got engaged last month", "new"),
    ],
)
def test_what_it_says_contradicts_a_claim_need_be_less_sure(
    minilm: LlamaEmbedder, known: str, new: str, outcome: Outcome
) -> None:
    """A change that is sensed half is believed where a model sees it too; nothing on its word."""
    assert decided(minilm, known, new, None).outcome == "new"
    assert decided(minilm, known, new, "contradicts").outcome == outcome


def test_episodes_of_other_days_are_not_one(minilm: LlamaEmbedder) -> None:
    """However alike they are told, and whatever a model says."""
    told = "Ran a marathon in the rain", "Did a marathon while it rained"
    one = decided(minilm, *told, "identical", kind="episodic")
    other = decided(minilm, *told, "identical", kind="episodic", days=30)
    assert (one.outcome, other.outcome) == ("identical", "new")


def test_order_does_not_matter(minilm: LlamaEmbedder) -> None:
    """Cues and log-odds of two claims are the same whichever comes first."""
    for block in blocks()[::40]:
        for known, new, _ in pairs(block):
            one, other = minilm.embed([known, new])
            shown, turned = (
                cues(read(a), read(b), float(one @ other)) for a, b in ((known, new), (new, known))
            )
            assert shown == pytest.approx(turned, abs=1e-6), (known, new)
            there = odds(sense(), shown[None], one[None], other[None])
            assert there == pytest.approx(odds(sense(), shown[None], other[None], one[None]))


def test_claims_are_many_and_told_in_several_wordings() -> None:
    """Each beside what only looks like it, and none of what is measured on is learnt from."""
    learnt = blocks()
    apart = [block for name in ("restated", "restated_shortly") for block in blocks(told(name))]
    assert len(learnt) >= 900
    assert {each.wordings[0] for each in learnt}.isdisjoint(each.wordings[0] for each in apart)
    for block in (*learnt, *apart):
        assert len(block.wordings) >= 3
        assert len(block.others) >= 3
    assert len({block.area for block in learnt}) >= 5


def test_a_file_with_other_lines_is_refused(tmp_path: Path) -> None:
    """A line without a mark would otherwise be lost."""
    path = tmp_path / "claims.txt"
    path.write_text("# home\n= Has a cat\nOwns a cat\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no known kind: 'Owns a cat'"):
        blocks(path)


def test_networks_learn_what_is_there_to_learn(minilm: LlamaEmbedder) -> None:
    """Learnt from a planted sign they find it in an area that they have not seen."""
    chance = np.random.default_rng(5)
    rows = 8192
    same_ = chance.integers(2, size=rows).astype(np.float32)
    shown = (chance.random((rows, CUES)) * 5).astype(np.float32)
    shown[:, 3] = 100 + same_
    data = Seen(
        some=(chance.normal(size=(rows, DIMENSION)) / 20).astype(np.float32),
        others=(chance.normal(size=(rows, DIMENSION)) / 20).astype(np.float32),
        cues=shown,
        same=same_,
        area=chance.choice(["home", "work"], size=rows),
    )
    assert ((held_out(data) > 0) == (same_ > 0)).mean() > 0.8
    few = seen([Block("home", ["Has a cat", "Owns a cat"], ["Has a dog"])], minilm)
    assert (len(few.same), int(few.same.sum())) == (3, 1)


def test_scaled_cues_are_scaled_in_the_weights() -> None:
    """A network learnt on scaled cues says the same of the cues themselves."""
    chance = np.random.default_rng(6)

    def drawn(*shape: int) -> Floats:
        return chance.normal(size=shape).astype(np.float32)

    scaled = Network(CUES, drawn(DIMENSION, 8), drawn(8), drawn(32 + CUES, 8), drawn(8), drawn(8),
                     drawn(1))  # fmt: skip
    shown, some, others = drawn(20, CUES) + 4, drawn(20, DIMENSION), drawn(20, DIMENSION)
    mean, spread = shown.mean(axis=0), shown.std(axis=0)
    there = scaled.score((shown - mean) / spread, some, others)
    assert unscaled(scaled, mean, spread).score(shown, some, others) == pytest.approx(
        there, rel=1e-3, abs=1e-2
    )


def test_the_committed_file_holds_all_that_are_averaged() -> None:
    """One network alone is surer than it should be."""
    assert len(sense()) == SEVERAL
