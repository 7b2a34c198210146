"""Any batch fits any context: neighbours go first, then long observations are cut."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.language_models import FakeListChatModel

from agent.engine.language import LanguageEngine
from agent.engine.language.budget import Budget, counter_of
from agent.engine.port import LearnRequest
from memory.errors import ContextOverflow
from memory.types import Observation, Proposition
from tests.support.scripted_model import ScriptedChatModel

NOW = datetime(2025, 6, 3, 18, 0, tzinfo=UTC)
EMPTY = {"reasoning": "", "claims": []}


def _told(context: int, *, observations: int, words: int, neighbours: int) -> str:
    model = ScriptedChatModel(context=context).enqueue(EMPTY)
    seen = [
        Observation(
            id=f"o{at}", source="notes", content=f"begin{at} " + "word " * words + f"end{at}"
        )
        for at in range(1, observations + 1)
    ]
    known = [Proposition(id=f"p{at}", text=f"Knows thing {at}") for at in range(neighbours)]
    LanguageEngine(model, name="fake").learn(
        LearnRequest(observations=tuple(seen), neighbours=tuple(known), now=NOW)
    )
    assert model.get_num_tokens(model.asked[0].prompt) <= context * 2 // 3
    return model.asked[0].messages[1].text


def test_with_room_for_everything_nothing_is_left_out() -> None:
    """All neighbours, all words."""
    told = _told(8192, observations=3, words=50, neighbours=20)

    assert told.count("known ") == 20
    assert "…" not in told


def test_a_context_that_becomes_smaller_is_kept_to_from_the_next_call_on() -> None:
    """A model that ran out of memory comes back with half of it; learning fits into that."""

    class Shrinking(ScriptedChatModel):
        context_now: int = 8192

    model = Shrinking(context=8192)
    model.enqueue(EMPTY).enqueue(EMPTY)
    engine = LanguageEngine(model, name="fake")
    seen = [Observation(id=f"o{at}", source="notes", content="word " * 90) for at in range(12)]
    request = LearnRequest(observations=tuple(seen), neighbours=(), now=NOW)
    engine.learn(request)
    model.context_now = 1600
    engine.learn(request)
    before, after = (model.get_num_tokens(asked.prompt) for asked in model.asked)

    assert before > 1600 * 2 // 3 >= after


def test_neighbours_are_left_out_before_observations_are_cut() -> None:
    """The last ones first, since they are the least like the batch."""
    told = _told(1050, observations=3, words=40, neighbours=40)

    assert "…" not in told
    assert "known 1:" in told
    assert "known 40:" not in told


def test_then_long_observations_are_cut_in_their_middle() -> None:
    """Each keeps its beginning and its end."""
    told = _told(1200, observations=6, words=400, neighbours=10)

    for at in range(1, 7):
        assert f"begin{at} " in told
        assert f"end{at}\n" in told
    assert told.count("[…]") == 6


def test_one_huge_observation_fits() -> None:
    """A line of ten megabytes becomes its beginning and its end."""
    told = _told(1000, observations=1, words=2_000_000, neighbours=0)

    assert "begin1 " in told
    assert "end1\n" in told


def test_a_batch_that_cannot_fit_is_told_to_be_split() -> None:
    """Twelve observations do not fit where hardly the rules do."""
    with pytest.raises(ContextOverflow):
        _told(640, observations=12, words=5, neighbours=0)


def test_twelve_long_observations_stay_under_three_thousand_tokens() -> None:
    """In a large context too: at most 250 for each, and some of what is known still fits."""
    model = ScriptedChatModel(context=100_000).enqueue(EMPTY)
    seen = tuple(
        Observation(id=str(at), source="notes", content="word " * 5000, observed_at=NOW)
        for at in range(12)
    )
    known = tuple(Proposition(id=str(at), text="Knows one more thing") for at in range(20))
    result = LanguageEngine(model, name="fake").learn(
        LearnRequest(observations=seen, neighbours=known, now=NOW)
    )

    assert result.usage.prompt_tokens <= 3000
    assert "known 8:" in model.asked[0].prompt
    assert result.usage.calls == 1


@given(st.text(max_size=400), st.integers(12, 60))
def test_a_cut_text_keeps_to_its_limit(text: str, limit: int) -> None:
    """In characters as tokens, whatever the text."""
    cut = Budget(len, 1000, 100).cut(text, limit)

    assert len(cut) <= limit
    if len(text) <= limit:
        assert cut == text


def test_a_model_without_a_tokenizer_is_not_sent_to_the_network() -> None:
    """Langchain's default would load one; the guess is on the safe side instead."""
    count = counter_of(FakeListChatModel(responses=["x"]))

    assert count("some words that are counted") >= 5


def test_an_estimate_is_said_to_be_one() -> None:
    """Where the tokenizer is the server's; a model that counts itself does not say so."""

    class Guessing(ScriptedChatModel):
        estimates_tokens: ClassVar[bool] = True

    guesses = LanguageEngine(Guessing(context=640), name="far")
    seen = tuple(
        Observation(id=str(at), source="notes", content="word " * 9, observed_at=NOW)
        for at in range(12)
    )
    with pytest.raises(ContextOverflow, match="by an estimate"):
        guesses.learn(LearnRequest(observations=seen, neighbours=(), now=NOW))
    assert "estimated" in guesses.counting
    assert "own tokenizer" in LanguageEngine(ScriptedChatModel(), name="near").counting
