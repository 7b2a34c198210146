"""What is put right a day later, after what was wrong was learnt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.engine.builtin import BuiltinEngine
from agent.graphs import learn
from memory.embedding.minilm import LlamaEmbedder
from memory.model import UserModel
from memory.types import Observation
from tests.support.embedding import minilm, model_cache, weights
from tests.support.models import Clock, open_model

__all__ = ["minilm", "model_cache", "weights"]

#: A Monday.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

Tell = Callable[..., None]


@pytest.fixture
def model(tmp_path: Path, minilm: LlamaEmbedder) -> Iterator[UserModel]:
    """A model with the vectors that the engine's heads were learnt on."""
    with open_model(tmp_path, clock=Clock(MONDAY + timedelta(days=30)), embedder=minilm) as model:
        yield model


@pytest.fixture
def tell(model: UserModel, minilm: LlamaEmbedder) -> Tell:
    """Says something on a day of its own, and has it learnt from before anything else is said."""
    engine, graph, said = BuiltinEngine(minilm), learn.build(), 0

    def tell(text: str, *, thread: str = "t", role: str = "user") -> None:
        nonlocal said
        said += 1
        own = role == "user"
        row = Observation(
            source="chat",
            content=text,
            observed_at=MONDAY + timedelta(days=said),
            thread=thread,
            position=said,
            origin="self-stated" if own else "third-party content",
            context={"role": role},
        )
        now = MONDAY + timedelta(days=said, minutes=1)
        context = learn.LearnContext(
            model=model, engine=engine, statistics=engine, clock=lambda: now
        )
        graph.invoke({"mode": "batch", "batch": model.observe([row])}, context=context)

    return tell


def believed(model: UserModel) -> set[str]:
    """What is believed now."""
    return {each.text for each in model.propositions()}


@pytest.mark.parametrize(
    ("said", "then", "right"),
    [
        (
            "My eye test is on Wednesday",
            "no wait, it's Friday",
            "Their eye test is on 6 March 2026",
        ),
        ("My viva is on 11 May", "oops, I misread it, it's 12 May", "Their viva is on 12 May 2026"),
        (
            "My physio appointment is on 9 May at 3pm",
            "actually make that 4pm",
            "Their physio appointment is on 9 May 2026 at 4pm",
        ),
        ("I take 18 mg of ritalin", "sorry, I meant 13 mg", "Takes 13 mg of ritalin"),
        ("I have two brothers", "wait, no, three", "Has three brothers"),
        ("I live in Bradford", "I mean Leeds, sorry", "Lives in Leeds"),
    ],
)
def test_what_is_put_right_later_takes_the_place_of_what_was_learnt(
    model: UserModel, tell: Tell, said: str, then: str, right: str
) -> None:
    """Only what is right is believed, on the words for it; undo brings back the other."""
    tell(said)
    (wrong,) = model.propositions()
    tell(then)
    (claim,) = model.propositions()
    assert claim.text == right
    *_, evidence = model.evidence(claim.id)
    assert model.observation(evidence.observation).content == then
    assert model.proposition(wrong.id).status == "superseded"
    model.undo(model.history(claim.id)[0].id)
    assert believed(model) == {wrong.text}


@pytest.mark.parametrize(
    "then",
    [
        "sorry about Friday, I overslept",
        "no wait, is that Friday?",
        "I can't do Friday, sorry",
        "sorry, two more questions",
        "sorry, Leeds!",
        "wait, Friday is fine as well",
    ],
)
def test_what_puts_nothing_right_changes_nothing(model: UserModel, tell: Tell, then: str) -> None:
    """An apology, a question, and a sentence of its own are no corrections."""
    tell("My eye test is on Wednesday")
    before = believed(model)
    tell(then)
    assert believed(model) >= before


def test_only_the_same_talk_is_put_right(model: UserModel, tell: Tell) -> None:
    """What is said in another one is about something else."""
    tell("My eye test is on Wednesday")
    tell("no wait, it's Friday", thread="u")
    assert believed(model) == {"Their eye test is on 4 March 2026"}


@pytest.mark.parametrize(
    ("between", "role"),
    [
        # Which of the two was meant is not known.
        ("My eye test is on Wednesday and my viva is on Tuesday", "user"),
        # The last thing that had a day is what is meant, learnt from or not.
        ("Can you find a restaurant for Tuesday?", "user"),
        # Perhaps what the assistant said is what is put right.
        ("The concert is on Tuesday, shall I book it?", "assistant"),
    ],
)
def test_nothing_is_put_right_where_it_is_not_clear_what(
    model: UserModel, tell: Tell, between: str, role: str
) -> None:
    """What was learnt first stands."""
    tell("My eye test is on Wednesday")
    tell(between, role=role)
    tell("no wait, it's Friday")
    assert "Their eye test is on 4 March 2026" in believed(model)
    assert not any("6 March" in each for each in believed(model))


def test_an_assistant_that_repeats_it_does_not_matter(model: UserModel, tell: Tell) -> None:
    """Its turn has the value that is put right."""
    tell("My eye test is on Wednesday")
    tell("Noted: your eye test is on Wednesday.", role="assistant")
    tell("no wait, it's Friday")
    assert believed(model) == {"Their eye test is on 6 March 2026"}


def test_what_was_said_long_ago_is_not_put_right(model: UserModel, tell: Tell) -> None:
    """After a week it has to be named."""
    tell("I take 18 mg of ritalin")
    for _ in range(7):
        tell("Thanks!", thread="u")
    tell("sorry, I meant 13 mg")
    assert believed(model) == {"Takes 18 mg of ritalin"}


def test_what_was_put_right_is_forgotten_with_what_was_said_first(
    model: UserModel, tell: Tell
) -> None:
    """By itself "no wait, it's Friday" tells of no eye test."""
    tell("My eye test is on Wednesday")
    first = model.observations()[0].id
    tell("no wait, it's Friday")
    model.forget(id=first)
    assert not model.propositions(status=("active", "superseded", "retired"))
