"""What the daemon does when it is asked: every method behind the socket.

It owns the user model, the engine and all that runs on them, and turns what they hold into wire
views. Parameters are checked in :mod:`agent.daemon.requests` before anything here sees them.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from pydantic import ValidationError

from agent.capture import Capture
from agent.daemon import copies, logs, views
from agent.daemon import requests as ask_for
from agent.daemon.conditions import Conditions
from agent.daemon.engines import SharedEngine
from agent.daemon.guarding import Guarding, capture_view
from agent.daemon.health import Health
from agent.daemon.jobs import Jobs
from agent.daemon.knowing import Knowing
from agent.daemon.resources import Resources
from agent.daemon.server import Call
from agent.daemon.sight import Sight
from agent.daemon.watchers import Watchers
from agent.disclosure import GIVEN, Disclosures
from agent.gate import Gate
from agent.home import Home
from agent.importing import observe_rows, run_import
from agent.wire import (
    AuditView,
    BackupView,
    ChatDone,
    ChatEventView,
    ChatRecalled,
    CheckView,
    EmbedderView,
    ForgottenView,
    ImportView,
    LearnView,
    ObservationCounts,
    ObserverTestView,
    ObserverView,
    ObserveView,
    PluginView,
    Progress,
    StatusView,
    View,
)
from memory.errors import InvalidInput

if TYPE_CHECKING:
    from memory import UserModel

T = TypeVar("T")


class Learns(Protocol):
    """The part of :class:`agent.learning.Learner` that is used here."""

    def run(
        self,
        on_progress: Callable[[Progress], None] | None = None,
        limit: int | None = None,
        cancelled: Callable[[], bool] = ...,
    ) -> Report:
        """Learn from what is pending."""


class Report(Protocol):
    """What a run of learning did."""

    def view(self) -> LearnView:
        """As it goes over the socket."""


class Chats(Protocol):
    """The part of :class:`agent.chatting.Chat` that is used here."""

    def ask(self, prompt: str, thread: str | None = None) -> Iterator[ChatEventView]:
        """One turn; closing the iterator cancels it."""

    def approve(self, thread: str, *, approved: bool) -> Iterator[ChatEventView]:
        """Go on after a request for approval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the service is made of.

    The learner and the chat are made when they are first used (:class:`Once`): they wait for the
    language model, which may still be loading while the daemon already answers.
    """

    home: Home
    version: str
    model: UserModel
    engine: SharedEngine
    gate: Gate
    learner: Callable[[], Learns]
    chat: Callable[[], Chats]
    traceless_chat: Callable[[], Chats]
    capture: Capture
    conditions: Conditions
    resources: Resources
    disclosures: Disclosures
    plugins: Sequence[PluginView]
    clock: Callable[[], datetime]
    stop: Callable[[], None]
    started_at: datetime
    watchers: Watchers
    embedding_fault: str = ""


class Service:
    """Answers requests: :class:`agent.daemon.server.Handler`."""

    def __init__(self, parts: Parts, jobs: Jobs) -> None:
        self._parts = parts
        self._model = parts.model
        self._jobs = jobs
        self._learner = parts.learner
        self._capture = parts.capture
        self._guarding = Guarding(
            parts.model, parts.gate, parts.capture, parts.clock, parts.watchers.wake
        )
        self._knowing = Knowing(parts.model, parts.gate, parts.clock, self._guarding.need_capture)
        self._traceless: Once[Chats] | None = None
        self._health = Health(
            parts.home,
            parts.model,
            parts.engine,
            parts.plugins,
            jobs,
            images=parts.gate.images,
            embedding_fault=parts.embedding_fault,
            sight=Sight(
                parts.home,
                parts.model,
                parts.watchers,
                parts.capture,
                resources=parts.resources,
                clock=parts.clock,
            ),
        )

    def handle(self, method: str, params: Mapping[str, object], call: Call) -> object:
        """Check a request, answer it, and give the answer as JSON values.

        Raises:
            InvalidInput: no such method, or not its parameters.
            GumptionError: whatever went wrong.
        """
        kind = next((kind for name, kind in ask_for.METHODS.items() if name == method), None)
        if kind is None:
            raise InvalidInput(
                f"The daemon knows no {method!r}", hint="gumption daemon restart after an update"
            )
        try:
            checked = kind.model_validate_json(_json(params))
        except ValidationError as error:
            raise InvalidInput(_explain(method, error)) from error
        if method in _DOING:
            self._parts.conditions.active()
        name = _ATTRIBUTES.get(method, method)
        owner = next(one for one in (self, self._guarding, self._knowing) if hasattr(one, name))
        answer = getattr(owner, name)(checked, call)
        self._parts.disclosures.to_client(call.client, method, views.given_ids(answer))
        if isinstance(answer, View):
            return answer.model_dump(mode="json")
        if isinstance(answer, list):
            return [view.model_dump(mode="json") for view in answer]
        return None

    # -- what goes in

    def observe(self, params: ask_for.Observe, _call: Call) -> ObserveView:
        """Rows through the gate."""
        self._guarding.need_capture()
        now = self._parts.clock()
        report = observe_rows(
            self._model, self._parts.gate, params.rows, now, of_file=params.of_file
        )
        if params.refused:
            self._model.observe_counted([], params.refused)
        dropped = report.dropped + Counter(params.refused)
        return ObserveView(
            rows=report.rows + sum(params.refused.values()),
            observations=report.observations,
            dropped=dict(dropped),
            ids=list(report.ids),
        )

    def import_(self, params: ask_for.Import, call: Call) -> ImportView:
        """An artefact through its importer and the gate; our own export as it is."""
        if params.format == copies.OWN_FORMAT:
            return copies.import_export(self._model, params)
        self._guarding.need_capture()
        report = run_import(
            self._model,
            self._parts.gate,
            params.format,
            params.path,
            params.options,
            now=self._parts.clock(),
            on_progress=call.emit,
        )
        return ImportView(
            rows=report.rows, observations=report.observations, dropped=dict(report.dropped)
        )

    def learn(self, params: ask_for.Learn, call: Call) -> LearnView:
        """Learn now, or soon."""
        if params.wait:
            cancelled = call.cancelled.is_set
            return self._learner().run(on_progress=call.emit, cancelled=cancelled).view()
        self._jobs.soon("learn")
        pending = self._model.counts().observations.get("pending", 0)
        return LearnView(
            batches=0,
            observations=0,
            outcomes={},
            audited_out={},
            output_dropped={},
            dead=0,
            calls=0,
            prompt_tokens=0,
            completion_tokens=0,
            pending=pending,
        )

    # -- chat

    def ask(self, params: ask_for.Ask, call: Call) -> None:
        """A turn of chat, as events."""
        self._follow(self._chat().ask(params.prompt, params.thread), call)

    def approve(self, params: ask_for.Approve, call: Call) -> None:
        """The rest of a turn that stopped for an approval, as events."""
        self._follow(self._chat().approve(params.thread, approved=params.approved), call)

    # -- the rest

    def forget(self, params: ask_for.Forget, _call: Call) -> ForgottenView:
        """Remove for good."""
        told = (params.id, params.match, params.source, params.person, params.since, params.until)
        if not any(told):
            raise InvalidInput(
                "Nothing says what to forget",
                hint="give an id, words, a person, a source, or a time",
            )
        done = self._model.forget(
            id=params.id,
            match=params.match,
            source=params.source,
            person=params.person,
            since=params.since,
            until=params.until,
            dry_run=params.dry_run,
        )
        if not params.dry_run:
            logs.scrub(self._parts.home, [params.match or "", params.person or ""])
        return views.forgotten_view(done)

    def backup(self, params: ask_for.Backup, _call: Call) -> BackupView:
        """A copy of the ledger, encrypted."""
        return copies.backup(self._model, self._parts.home, params)

    def export(self, _params: ask_for.Nothing, call: Call) -> None:
        """Everything that is known, as events."""
        self._parts.disclosures.to_client(call.client, "export", ["everything"])
        copies.export(self._model, call)

    def status(self, _params: ask_for.Nothing, _call: Call) -> StatusView:
        """One screen about everything."""
        parts, counts = self._parts, self._model.counts()
        embedder = self._model.embedder
        seen = counts.observations
        return StatusView(
            version=parts.version,
            home=str(parts.home.root),
            encryption=self._model.encryption,
            engine=_engine_name(parts.engine),
            model=parts.engine.model,
            embedder=EmbedderView(
                name=embedder.name, dimension=embedder.dimension, note=embedder.note
            ),
            observations=ObservationCounts(
                pending=seen.get("pending", 0),
                processed=seen.get("processed", 0),
                dropped=sum(counts.drops.values()),
                dead=seen.get("dead", 0),
            ),
            drops=dict(counts.drops),
            propositions=dict(counts.propositions),
            suggestions=dict(counts.suggestions),
            observers=[one for one in parts.watchers.views() if one.enabled],
            plugins=[plugin.name for plugin in parts.plugins if not plugin.error],
            broken_plugins=[plugin.name for plugin in parts.plugins if plugin.error],
            capture=capture_view(parts.capture.now()),
            images=parts.gate.images.told,
            jobs=self._jobs.views(),
            resources=parts.resources.view(),
            pid=os.getpid(),
            started_at=parts.started_at,
        )

    def audit(self, params: ask_for.Audit, _call: Call) -> list[AuditView]:
        """What was decided and given, or what was given alone, newest first."""
        found = self._model.audit(params.limit, decisions=_GIVEN if params.given else ())
        return [views.audit_view(entry) for entry in found]

    def plugins(self, _params: ask_for.Nothing, _call: Call) -> list[PluginView]:
        """Built-in and plugged-in tools, broken ones with their error."""
        return list(self._parts.plugins)

    def observers(self, _params: ask_for.Nothing, _call: Call) -> list[ObserverView]:
        """Every source, enabled or not."""
        return self._parts.watchers.views()

    def observer_enable(self, params: ask_for.ObserverOn, _call: Call) -> ObserverView:
        """Run a source, now and at the next start."""
        return self._parts.watchers.enable(params.name, params.options)

    def observer_disable(self, params: ask_for.ObserverOff, _call: Call) -> ObserverView:
        """Stop a source."""
        return self._parts.watchers.disable(params.name)

    def observer_test(self, params: ask_for.ObserverTest, _call: Call) -> ObserverTestView:
        """Try a source without recording."""
        return self._parts.watchers.test(params.name, params.options, params.limit)

    def doctor(self, params: ask_for.Doctor, call: Call) -> list[CheckView]:
        """Check everything."""
        return self._health.check(reindex=params.reindex, emit=call.emit)

    def stop(self, _params: ask_for.Nothing, _call: Call) -> None:
        """Finish and end."""
        self._parts.stop()

    # -- details

    def _chat(self) -> Chats:
        """What answers: while nothing is captured, one that leaves no trace."""
        if self._capture.now().mode == "running":
            self._traceless = None  # and with it goes all that was said to it
            return self._parts.chat()
        if self._traceless is None:
            self._traceless = Once(self._parts.traceless_chat)
        return self._traceless()

    def _follow(self, events: Iterator[ChatEventView], call: Call) -> None:
        """Pass events on until they end or nobody wants them any more."""
        try:
            for event in events:
                if call.cancelled.is_set():
                    return
                if isinstance(event, ChatRecalled) and self._traceless is None:
                    self._parts.disclosures.to_client(
                        call.client, "ask", views.given_ids(event.hits)
                    )
                if isinstance(event, ChatDone) and (note := self._parts.engine.stand_in):
                    event = event.model_copy(update={"note": note})  # noqa: PLW2901
                call.emit(event)
        finally:
            close = getattr(events, "close", None)
            if close is not None:
                close()


class Once(Generic[T]):
    """Something made when it is first called for, once, whoever calls."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: list[T] = []

    def __call__(self) -> T:
        """The thing."""
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]


#: Methods by which the person does something; a look at the status is none.
_DOING = frozenset(
    {"observe", "import", "ask", "approve", "add", "confirm", "correct", "retire", "verdict"}
)
#: What tells of something that left the store, and of a tool that was given arguments.
_GIVEN = (GIVEN, "ran")
_ATTRIBUTES = {"import": "import_"}


def _engine_name(engine: SharedEngine) -> str:
    name, kind = engine.current.name, engine.current.kind
    return name if name == kind else f"{name} ({kind})"


def _json(params: Mapping[str, object]) -> str:
    import json

    return json.dumps(params)


def _explain(method: str, error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    reason = first["msg"][:1].lower() + first["msg"][1:]
    return f"{method}: {place}: {reason}" if place else f"{method}: {reason}"
