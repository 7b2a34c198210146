"""What the person says of a hit is remembered, heeded by recall, and goes with what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory import InvalidInput, Labels, NotFound, Observation, Proposition, UserModel
from memory.embedding import HashedEmbedder
from memory.retrieval import Weights
from tests.support.models import file_keys

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
QUERY = "where is the spare key of the house"


def opened(folder: Path) -> UserModel:
    """A model with vectors that need no weights."""
    return UserModel.open(folder, embedder=HashedEmbedder(), keys=file_keys(), clock=lambda: NOW)


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """An empty model."""
    with opened(tmp_path) as model:
        yield model


def note(content: str, **fields: object) -> Observation:
    """A note of its own."""
    return Observation(source="notes", content=content, observed_at=NOW, **fields)  # type: ignore[arg-type]


def keys(model: UserModel) -> tuple[str, str]:
    """A note that matches the query badly, and one that matches it well; their ids."""
    far, near = model.observe(
        [
            note("under the third flower pot on the left"),
            note("the spare key of the house is not where it was"),
        ]
    )
    return far, near


@pytest.mark.parametrize("query", [QUERY, "Where is the house's spare KEY?", "house spare keys"])
def test_what_is_wanted_comes_first_for_the_same_query(model: UserModel, query: str) -> None:
    """Even what shares no word with the query; the part shows, and the score is still the sum."""
    far, near = keys(model)
    assert model.recall(query)[0].id == near
    model.judge_hit(QUERY, far, wanted=True)
    first = model.recall(query)[0]
    assert first.id == far
    assert first.parts["judged"] > 0
    assert first.score == pytest.approx(sum(first.parts.values()))


def test_it_counts_less_for_an_alike_query_and_not_for_another(model: UserModel) -> None:
    """By the share of words that are the same."""
    far, _ = keys(model)
    model.judge_hit(QUERY, far, wanted=True)
    parts = {hit.id: hit.parts for hit in model.recall("spare key of the house with the cellar")}
    best = model.recall("spare key of the house with the cellar", weights=Weights(judged=0))[0]
    assert parts[far]["judged"] == pytest.approx(0.75 * best.score, rel=0.01)
    assert all("judged" not in hit.parts for hit in model.recall("the key of the piano piece"))


def test_what_is_not_meant_stays_away(model: UserModel) -> None:
    """A rejected hit is gone for that query, and unharmed for others."""
    _, near = keys(model)
    model.judge_hit(QUERY, near, wanted=False)
    assert near not in [hit.id for hit in model.recall(QUERY)]
    assert model.recall("what is not where it was")[0].id == near


def test_it_can_be_switched_off_and_taken_back(model: UserModel) -> None:
    """Without the weight, and after it was taken back, recall is as before."""
    far, _ = keys(model)
    before = model.recall(QUERY)
    model.judge_hit(QUERY, far, wanted=True)
    assert model.recall(QUERY, weights=Weights(judged=0)) == before
    model.judge_hit(QUERY, far, wanted=None)
    assert model.recall(QUERY) == before
    assert model.judgements() == []


def test_the_newest_word_counts(model: UserModel) -> None:
    """Pinned, then rejected: one judgement is left, and it is the rejection."""
    _, near = keys(model)
    model.judge_hit(QUERY, near, wanted=True)
    model.judge_hit("spare key house", near, wanted=False)
    [judgement] = model.judgements()
    assert (judgement.query, judgement.hit, judgement.wanted) == ("spare key house", near, False)
    assert (judgement.kind, judgement.at) == ("observation", NOW)


def test_a_claim_is_judged_like_an_observation(model: UserModel) -> None:
    """But a retired one is not brought back by having been wanted."""
    keys(model)
    claim = model.add(Proposition(text="Keeps a ladder in the shed", confidence=0.8))
    model.judge_hit(QUERY, claim, wanted=True)
    assert model.recall(QUERY)[0].id == claim
    assert all(hit.id != claim for hit in model.recall(QUERY, kinds=("observation",)))
    model.retire(claim)
    assert all(hit.id != claim for hit in model.recall(QUERY))


def test_a_judgement_does_not_show_what_is_hidden(model: UserModel) -> None:
    """What lies above a clearance stays above it, and moves no score below."""
    keys(model)
    [hidden] = model.observe([note("in the safe", labels=Labels("secret"))])
    before = model.recall(QUERY)
    model.judge_hit(QUERY, hidden, wanted=True)
    assert model.recall(QUERY) == before
    assert model.recall(QUERY, clearance="secret")[0].id == hidden


def test_it_is_forgotten_with_its_hit_and_with_its_query(model: UserModel) -> None:
    """Neither the one nor the other is left in any row."""
    far, near = keys(model)
    model.judge_hit(QUERY, far, wanted=True)
    model.judge_hit("what did Zebulon hide", near, wanted=True)
    model.forget(id=far)
    assert [judgement.hit for judgement in model.judgements()] == [near]
    model.forget(match="Zebulon")
    assert model.judgements() == []


def test_it_goes_along_in_an_export(model: UserModel, tmp_path: Path) -> None:
    """Read into an empty directory it counts there, for what is there."""
    far, _ = keys(model)
    model.judge_hit(QUERY, far, wanted=True)
    lines = [line for page in model.export() for line in page]
    with opened(tmp_path / "other") as other:
        other.read_export(lines)
        other.read_export(lines)
        assert other.judgements() == model.judgements()
        assert other.recall(QUERY)[0].id == far


def test_what_cannot_be_judged_is_refused(model: UserModel) -> None:
    """No such hit, or no query."""
    far, _ = keys(model)
    with pytest.raises(NotFound):
        model.judge_hit(QUERY, "o-none", wanted=True)
    with pytest.raises(InvalidInput):
        model.judge_hit(" ?! ", far, wanted=True)
