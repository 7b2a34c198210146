"""What was given to whom is written down, before it is given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agent.disclosure import Disclosures, Witnessed
from agent.engine.port import ChatRequest, LearnRequest, LearnResult, SuggestRequest
from memory.errors import ModelTimeout
from memory.types import AuditEntry, Hit, Observation, Proposition
from tests.support.fake_engine import FakeEngine

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SEEN = Observation(source="notes", content="tea", id="o1")
KNOWN = Proposition(text="Prefers tea", id="p1")


class Log:
    """An audit log and a clock."""

    def __init__(self) -> None:
        self.entries: list[AuditEntry] = []
        self.now = NOW
        self.disclosures = Disclosures(self.entries.extend, lambda: self.now)

    def told(self) -> list[tuple[str, str, str]]:
        """Actor, action and subject of each entry."""
        return [(each.actor, each.action, each.subject) for each in self.entries]


def test_every_call_of_a_model_is_written_down() -> None:
    """With the ids of all that it sees."""
    log = Log()
    engine = Witnessed(FakeEngine(name="tiny"), log.disclosures)
    hit = Hit(
        id="p1", kind="proposition", text="x", score=1.0, confidence=None, parts={}, evidence=()
    )
    engine.learn(LearnRequest(observations=(SEEN,), neighbours=(KNOWN,), now=NOW))
    engine.reflect([SEEN], NOW)
    engine.suggest(SuggestRequest(recent=(SEEN,), propositions=(KNOWN,), open=(), now=NOW))
    list(engine.chat(ChatRequest(messages=(), hits=(hit,), tools=(), now=NOW)))
    assert log.told() == [
        ("model: tiny", "learn", "o1 p1"),
        ("model: tiny", "reflect", "o1"),
        ("model: tiny", "suggest", "o1 p1"),
        ("model: tiny", "chat", "p1"),
    ]
    assert (engine.name, engine.batch_size) == ("tiny", FakeEngine().batch_size)


def test_a_call_that_fails_was_a_disclosure_too() -> None:
    """The model saw it."""
    log = Log()

    class Failing(FakeEngine):
        def learn(self, request: LearnRequest) -> LearnResult:
            assert request.observations
            assert log.entries
            raise ModelTimeout("too slow")

    with pytest.raises(ModelTimeout):
        Witnessed(Failing(), log.disclosures).learn(
            LearnRequest(observations=(SEEN,), neighbours=(), now=NOW)
        )


def test_the_same_answer_is_written_down_once_a_day() -> None:
    """For each client and each kind of question."""
    log = Log()
    for name in ("ui", "ui", "plugin"):
        log.disclosures.to_client(name, "recall", ["p1"])
    log.disclosures.to_client("ui", "why", ["p1"])
    log.disclosures.to_client("ui", "recall", [])
    assert len(log.entries) == 3
    log.now += timedelta(days=1)
    log.disclosures.to_client("ui", "recall", ["p1"])
    assert len(log.entries) == 4


def test_of_very_many_only_the_number_is_told() -> None:
    """An entry stays small."""
    log = Log()
    log.disclosures.to_model("tiny", "reflect", [f"o{n}" for n in range(5000)])
    assert log.told() == [("model: tiny", "reflect", "5000 items")]
