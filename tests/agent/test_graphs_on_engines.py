"""The three graphs on real engines: llama.cpp with tiny models, and the built-in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from agent.chatting import Chat
from agent.checkpoints import Checkpoints, open_checkpoints
from agent.engine.builtin import BuiltinEngine
from agent.engine.language import LanguageEngine
from agent.engine.port import Engine
from agent.gate import Gate
from agent.initiative import Settings
from agent.learning import Learner
from agent.learning_run import LearnReport
from agent.llama import open_chat_model
from agent.suggesting import Suggester
from agent.wire import ChatDone, ChatEventView, ChatRecalled
from memory.embedding import HashedEmbedder
from memory.errors import ModelOutputInvalid
from memory.model import UserModel
from memory.types import Observation
from tests.support.models import START, Clock, open_model, said
from tests.support.tiny_gguf import TinyShape, write_random_chat_model
from tools.registry import load_tools


@dataclass
class Home:
    """Everything that the graphs stand on."""

    model: UserModel
    checkpoints: Checkpoints
    clock: Clock
    notes: Path

    def learn(self, engine: Engine, statistics: Engine | None = None) -> LearnReport:
        """Learn everything that is pending."""
        return Learner(self.model, engine, self.checkpoints, self.clock, statistics).run()

    def ask(self, engine: Engine, prompt: str) -> list[ChatEventView]:
        """One turn."""
        chat = Chat(
            self.model,
            engine,
            load_tools([]),
            self.checkpoints,
            self.clock,
            gate=Gate(),
            notes=self.notes,
        )
        return list(chat.ask(prompt, "t1"))

    def suggest(self, engine: Engine) -> dict[str, int]:
        """One look at the moment."""
        settings = Settings(burn_in=timedelta(0))
        suggester = Suggester(self.model, engine, self.checkpoints, self.clock, settings)
        return dict(suggester.run().outcomes)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """An empty home."""
    clock = Clock()
    with open_model(tmp_path / "home", clock=clock) as model:
        checkpoints = open_checkpoints(model)
        yield Home(model, checkpoints, clock, tmp_path / "notes")
        checkpoints.close()


@pytest.fixture(scope="module")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageEngine]:
    """A language model of random weights: everything it says is noise in the right form."""
    path = tmp_path_factory.mktemp("models") / "noise.gguf"
    write_random_chat_model(path, shape=TinyShape(context=8192))
    model = open_chat_model(path, threads=1, temperature=1.0, max_tokens=900)
    yield LanguageEngine(model, name="noise")
    model.close()


def tell(home: Home, *contents: str) -> None:
    """The person says something, an hour apart, the last one an hour ago."""
    home.model.observe(
        [
            said(content, at=START - timedelta(hours=len(contents) - position))
            for position, content in enumerate(contents)
        ]
    )


def test_learning_from_noise_settles_everything(home: Home, noise: LanguageEngine) -> None:
    """Real llama.cpp, the real schema: one call a batch, valid or set aside, never in a loop."""
    tell(home, "I live in Porto", "I like oolong tea", "I work on compilers")
    report = home.learn(noise, BuiltinEngine(HashedEmbedder()))
    assert report.observations + report.dead == 3
    assert report.pending == 0
    assert report.calls <= 5
    for each in home.model.propositions():
        assert home.model.evidence(each.id), "whatever it says, it rests on something"


def test_chatting_with_noise_ends(home: Home, noise: LanguageEngine) -> None:
    """Text streams, and the turn ends or waits for approval; citations are of what was recalled."""
    tell(home, "I like oolong tea")
    events = home.ask(noise, "Which tea do I like?")
    assert isinstance(events[0], ChatRecalled)
    end = events[-1]
    assert isinstance(end, ChatDone)
    assert set(end.cited) <= {each.id for each in events[0].hits}


def test_noise_is_not_shown_as_a_suggestion_without_its_sums(
    home: Home, noise: LanguageEngine
) -> None:
    """Whatever it proposes has been weighed; an answer that does not end is a plain error."""
    tell(home, "I must send the report tomorrow")
    try:
        outcomes = home.suggest(noise)
    except ModelOutputInvalid:
        outcomes = {}
    assert set(outcomes) <= {"shown", "withheld", "refused", "duplicate"}
    assert home.checkpoints.threads() == []
    for shown in home.model.suggestions.list(status="shown"):
        assert shown.utility > 0


def test_the_built_in_engine_learns_facts_and_answers_with_them(home: Home) -> None:
    """Statements become propositions; a question about them is answered and cites one."""
    engine = BuiltinEngine(HashedEmbedder())
    tell(home, "I live in Porto.", "I prefer oolong tea over coffee.", "Do I like skiing?")
    report = home.learn(engine)
    assert (report.pending, report.dead, report.calls) == (0, 0, 0)
    known = {each.text for each in home.model.propositions()}
    assert any("Porto" in each for each in known)
    assert not any("skiing" in each for each in known)
    end = home.ask(engine, "Where do I live?")[-1]
    assert isinstance(end, ChatDone)
    assert "Porto" in end.text
    assert end.cited


def test_that_nothing_is_known_is_found_by_nobody(home: Home) -> None:
    """Who asks again for the same does not find that it was not known then."""
    asked = "Where did I leave the blue bicycle pump?"
    end = home.ask(BuiltinEngine(HashedEmbedder()), asked)[-1]
    assert isinstance(end, ChatDone)
    assert end.text
    assert len(home.model.observations()) == 2
    assert home.model.recall(asked) == []


def test_the_built_in_engine_reflects_on_events(home: Home) -> None:
    """Weeks of commands become a habit, once."""
    engine = BuiltinEngine(HashedEmbedder())
    home.model.observe(
        [
            Observation(
                source="shell",
                content=content,
                kind="event",
                observed_at=START - timedelta(days=day, minutes=minute),
            )
            for day in range(1, 29)
            for minute, content in enumerate(["git status", "uv run pytest -q", "git commit -m x"])
        ]
    )
    first = home.learn(engine)
    assert first.pending == 0
    habits = home.model.propositions()
    assert habits
    home.model.set_state("reflect.due", "yes")
    home.learn(engine)
    assert home.model.propositions() == habits


def test_the_built_in_engine_may_suggest(home: Home) -> None:
    """Proposed or not, what it says went through the gate."""
    engine = BuiltinEngine(HashedEmbedder())
    tell(home, "I must send the tax report by tomorrow", "Remind me to call the dentist")
    home.learn(engine)
    assert set(home.suggest(engine)) <= {"shown", "withheld", "refused", "duplicate"}
