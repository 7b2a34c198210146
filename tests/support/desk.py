"""The daemon's service over a real memory, called as over its socket."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

from agent.capture import Capture
from agent.config import LearnSection
from agent.daemon.conditions import Conditions
from agent.daemon.engines import SharedEngine
from agent.daemon.guarding import stored_rules
from agent.daemon.jobs import Jobs
from agent.daemon.resources import Resources
from agent.daemon.server import Call
from agent.daemon.service import Once, Parts, Service
from agent.daemon.watchers import Watchers
from agent.disclosure import Disclosures
from agent.exclusions import Exclusions
from agent.gate import Gate
from agent.home import Home
from agent.learning_run import LearnReport
from agent.wire import ChatDone, ChatEventView, ChatText, PluginView, Progress, View
from memory import UserModel
from tests.support.fake_engine import FakeEngine
from tests.support.surroundings import Machine

NOW = datetime(2026, 3, 12, 14, 30, tzinfo=UTC)
BROKEN = PluginView(name="bad", group="gumption.tools", distribution="x", error="ImportError")


class Learner:
    """Learns in two steps and looks whether it is still wanted in between."""

    def run(
        self,
        on_progress: object = None,
        limit: int | None = None,
        cancelled: object = None,
    ) -> LearnReport:
        """Report progress, then obey."""
        assert limit is None
        assert callable(on_progress)
        assert callable(cancelled)
        report = LearnReport()
        for done in range(2):
            if cancelled():
                break
            on_progress(Progress(stage="learn", done=done, total=2))
            report.batches += 1
        return report


class Chat:
    """Says three words, and notices when it is cut off."""

    def __init__(self) -> None:
        self.cut = False

    def ask(self, prompt: str, thread: str | None = None) -> Iterator[ChatEventView]:
        """Repeat the prompt."""
        try:
            for _ in range(3):
                yield ChatText(text=prompt)
        except GeneratorExit:
            self.cut = True
            raise
        yield ChatDone(thread=thread or "new", cited=[], text=prompt * 3)

    def approve(self, thread: str, *, approved: bool) -> Iterator[ChatEventView]:
        """Say what was answered."""
        yield ChatDone(thread=thread, cited=[], text=str(approved))


class Desk:
    """A service over a real memory, and calls to it as they come over the socket."""

    def __init__(self, home: Home, model: UserModel) -> None:
        self.model = model
        self.chat = Chat()
        self.stopped = threading.Event()
        self.events: list[View] = []
        self.patience = 99  # events after which the client hangs up
        self.traceless: list[Chat] = []
        jobs, capture = Jobs([], lambda: NOW), Capture(model, lambda: NOW)
        parts = Parts(
            home=home,
            version="1.2.3",
            model=model,
            engine=SharedEngine(FakeEngine(name="built-in")),
            gate=Gate(exclusions=Exclusions(stored_rules(model)), pauses=capture),
            learner=Once(Learner),
            chat=Once(lambda: self.chat),
            traceless_chat=self.make_traceless,
            capture=capture,
            conditions=Conditions(LearnSection(), lambda: NOW),
            resources=Resources(0),
            disclosures=Disclosures(model.write_audit, lambda: NOW),
            plugins=[BROKEN],
            clock=lambda: NOW,
            stop=self.stopped.set,
            started_at=NOW,
            watchers=Watchers({}, home, model, Gate(), Machine(home.root).around),
        )
        self.service = Service(parts, jobs)

    def make_traceless(self) -> Chat:
        """A chat for while nothing is captured."""
        self.traceless.append(Chat())
        return self.traceless[-1]

    def __call__(self, method: str, /, **params: object) -> object:
        """One call, its parameters and result through JSON."""

        def emit(view: View) -> None:
            self.events.append(view)
            if len(self.events) >= self.patience:
                call.cancelled.set()

        call = Call(emit, "test")
        plain = json.loads(json.dumps(params, default=str))
        return json.loads(json.dumps(self.service.handle(method, plain, call)))

    def row(self, method: str, /, **params: object) -> dict[str, object]:
        """One call that answers with an object."""
        answer = self(method, **params)
        assert isinstance(answer, dict)
        return answer

    def rows(self, method: str, /, **params: object) -> list[dict[str, object]]:
        """One call that answers with a list."""
        answer = self(method, **params)
        assert isinstance(answer, list)
        return answer
