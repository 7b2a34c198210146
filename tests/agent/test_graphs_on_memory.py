"""The three graphs on a real user model: ledger, queue, history, retrieval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from agent.chatting import Chat
from agent.checkpoints import Checkpoints, open_checkpoints
from agent.engine.port import Finished, TextDelta, ToolCall
from agent.gate import Gate
from agent.initiative import Settings
from agent.learning import Learner
from agent.suggesting import Suggester
from agent.wire import ChatDone, ChatRecalled
from memory.errors import ModelOutputInvalid
from memory.model import UserModel
from memory.types import Draft, Observation, Suggestion
from tests.support.fake_engine import FakeEngine, claim
from tests.support.models import START, Clock, open_model, said
from tools.registry import load_tools


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture
def model(tmp_path: Path, clock: Clock) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=clock) as model:
        yield model


@pytest.fixture
def checkpoints(model: UserModel) -> Iterator[Checkpoints]:
    """The checkpoint file beside its ledger."""
    saver = open_checkpoints(model)
    yield saver
    saver.close()


def means(observation: Observation) -> Draft | None:
    """'I like tea' means 'Likes tea'; anything else means nothing."""
    words = observation.content.split()
    if words[:1] != ["I"]:
        return None
    verb = {"like": "Likes", "live": "Lives", "use": "Uses"}.get(words[1], "")
    return claim(f"{verb} {' '.join(words[2:])}", observation.id, confidence=0.7) if verb else None


def test_observations_become_propositions_with_evidence(
    model: UserModel, checkpoints: Checkpoints, clock: Clock
) -> None:
    """All are processed, one is dead with its reason, a changed mind has a history."""
    model.observe(
        [
            said("I like oolong tea", at=START - timedelta(days=9)),
            said("I live in Porto", at=START - timedelta(days=8)),
            said("poison", at=START - timedelta(days=7)),
            said("Nothing special", at=START - timedelta(days=6)),
            said("I live in Lisbon", at=START - timedelta(days=1)),
        ]
    )
    engine = FakeEngine(
        drafting=means,
        failing=lambda request: (
            ModelOutputInvalid("No JSON")
            if any(each.content == "poison" for each in request.observations)
            else None
        ),
    )
    report = Learner(model, engine, checkpoints, clock).run()
    assert (report.observations, report.dead, report.pending) == (4, 1, 0)
    assert report.outcomes["new"] == 2
    assert report.outcomes["contradicts"] == 1
    (lives,) = [each for each in model.propositions() if each.text.startswith("Lives")]
    assert lives.text == "Lives in Lisbon"
    (evidence,) = model.evidence(lives.id)
    assert model.observation(evidence.observation).content == "I live in Lisbon"
    assert model.history(lives.id)[-1].actor == "learn:fake"
    assert {each.decision for each in model.audit()} == {"kept"}
    (dead,) = model.observations(status="dead")
    assert dead.content == "poison"


def test_habits_are_not_counted_twice(
    model: UserModel, checkpoints: Checkpoints, clock: Clock
) -> None:
    """However often the same events are reflected on, belief stays where it was."""
    model.observe(
        [
            Observation(source="shell", content=f"pytest -k {n}", kind="event", observed_at=START)
            for n in range(6)
        ]
    )
    engine = FakeEngine(
        drafting=lambda _each: None,
        reflecting=lambda events: [
            claim("Often runs tests", *(each.id for each in events), confidence=0.8)
        ],
    )
    learner = Learner(model, engine, checkpoints, clock)
    learner.run()
    (habit,) = model.propositions()
    history = model.history(habit.id)
    for cursor in ("no", "{}"):
        model.set_state("reflect.due", "yes")
        if cursor == "{}":
            model.set_state("reflect.drafts", cursor)
        learner.run()
    assert model.proposition(habit.id) == habit
    assert model.history(habit.id) == history


def test_a_turn_of_chat_rests_on_what_was_learnt(
    model: UserModel, checkpoints: Checkpoints, clock: Clock, tmp_path: Path
) -> None:
    """Recalled, cited, its tool run; then forgetting reaches the conversation."""
    model.observe([said("I like oolong tea", at=START - timedelta(days=1))])
    engine = FakeEngine(drafting=means)
    Learner(model, engine, checkpoints, clock).run()
    (likes,) = model.propositions()
    look = ToolCall(id="c", name="recall", arguments={"query": "tea"})
    engine.answers.append([look, Finished()])
    engine.answers.append([TextDelta("Oolong."), Finished(cited=(likes.id,))])
    chat = Chat(
        model, engine, load_tools([]), checkpoints, clock, gate=Gate(), notes=tmp_path / "notes"
    )
    events = list(chat.ask("Which tea do I like?", "t1"))
    assert isinstance(events[0], ChatRecalled)
    assert likes.id in [each.id for each in events[0].hits]
    assert events[-1] == ChatDone(thread="t1", cited=[likes.id], text="Oolong.")
    engine.drafting = lambda _each: claim("Likes asking", _each.id)
    report = Learner(model, engine, checkpoints, clock).run()
    assert report.audited_out == {"no evidence": 1}, "a question is no evidence, an answer neither"
    model.forget(match="oolong")
    list(chat.ask("And now?", "t1"))
    assert all("olong" not in each.content for each in engine.asked[-1].messages)


def test_a_suggestion_is_shown_and_its_dismissal_counts(
    model: UserModel, checkpoints: Checkpoints, clock: Clock
) -> None:
    """The sums are in the ledger; enough dismissals and it is no longer worth it."""
    texts = iter(["Water the ferns", "Call the bank", "Sort the photographs", "Order coffee beans"])

    def offer() -> list[Suggestion]:
        return [Suggestion(text=next(texts), why="", category="chore", probability=0.4)]

    engine = FakeEngine(proposing=lambda _request: offer())
    suggester = Suggester(
        model, engine, checkpoints, clock, Settings(burn_in=timedelta(0), prior_strength=1)
    )
    for _ in range(3):
        report = suggester.run()
        for shown in report.shown:
            assert model.suggestions.get(shown).utility > 0
            model.suggestions.record(shown, "dismiss")
        clock.forward(minutes=2)
    assert model.suggestions.verdicts("chore")[1] < 3
    (withheld, *_) = model.suggestions.list(status="withheld")
    assert withheld.utility < 0
    assert model.audit()[0].decision == "withheld"
    assert checkpoints.threads() == []
