"""Every call of the client's face: a method's name and parameters; something else carries it."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from pydantic import TypeAdapter

from agent.client.port import BOTH_KINDS, OnProgress
from agent.client.text import need_text, path_to_wire
from agent.wire import (
    AuditView,
    BackupView,
    CaptureView,
    ChangeView,
    ChatEventView,
    CheckView,
    ExplainedView,
    ExportView,
    ForgottenView,
    HitView,
    ImportView,
    LearnView,
    ObservationView,
    ObserverTestView,
    ObserverView,
    ObserveView,
    PluginView,
    Progress,
    PropositionView,
    RuleView,
    StatedView,
    StatusView,
    SuggestionView,
    View,
    WhyView,
)
from memory.errors import DaemonUnreachable

V = TypeVar("V", bound=View)


class Calls(ABC):
    """:class:`agent.client.port.Client` over anything that can carry a call."""

    @abstractmethod
    def _events(self, method: str, params: Mapping[str, object]) -> Generator[object, None, object]:
        """The events of a call; its result is the value the generator returns with."""

    def status(self) -> StatusView:
        """See :class:`agent.client.port.Client`, as for all that follow."""
        return StatusView.model_validate(self._call("status"))

    def observe(
        self,
        rows: Sequence[Mapping[str, object]],
        *,
        refused: Mapping[str, int] | None = None,
        of_file: bool = False,
    ) -> ObserveView:
        """Put observations through the gate."""
        given = [dict(row) for row in rows]
        return ObserveView.model_validate(
            self._call("observe", rows=given, refused=dict(refused or {}), of_file=of_file)
        )

    def import_(
        self,
        format: str,
        path: str,
        options: Mapping[str, str] | None = None,
        on_progress: OnProgress | None = None,
    ) -> ImportView:
        """Read an artefact through its importer and the gate."""
        return ImportView.model_validate(
            self._call(
                "import",
                on_progress,
                format=format,
                path=path_to_wire(path),
                options=dict(options or {}),
            )
        )

    def learn(self, *, wait: bool = True, on_progress: OnProgress | None = None) -> LearnView:
        """Infer over everything pending."""
        return LearnView.model_validate(self._call("learn", on_progress, wait=wait))

    def recall(
        self,
        query: str,
        *,
        k: int = 10,
        kinds: Sequence[str] = BOTH_KINDS,
        since: datetime | None = None,
        until: datetime | None = None,
        clearance: str = "personal",
    ) -> list[HitView]:
        """Best matches first."""
        found = self._call(
            "recall",
            query=query,
            k=k,
            kinds=list(kinds),
            since=_moment(since),
            until=_moment(until),
            clearance=clearance,
        )
        return _views(HitView, found)

    def judge(self, query: str, hit: str, *, wanted: bool | None) -> None:
        """The person says whether a hit is right for a query."""
        self._call("judge", query=query, id=hit, wanted=wanted)

    def propositions(
        self,
        *,
        query: str | None = None,
        status: Sequence[str] = ("active",),
        kind: str | None = None,
        limit: int = 50,
    ) -> list[PropositionView]:
        """By salience and confidence, or by match when there is a query."""
        found = self._call("propositions", query=query, status=list(status), kind=kind, limit=limit)
        return _views(PropositionView, found)

    def why(self, proposition: str) -> WhyView:
        """A proposition, its evidence and its history."""
        return WhyView.model_validate(self._call("why", id=proposition))

    def history(self, proposition: str) -> list[ChangeView]:
        """Oldest first."""
        return _views(ChangeView, self._call("history", id=proposition))

    def observations(self, ids: Sequence[str]) -> list[ObservationView]:
        """What was seen, by id, newest first."""
        return _views(ObservationView, self._call("observations", ids=list(ids)))

    def add(self, text: str, *, confidence: float = 0.9) -> StatedView:
        """Something the person states about themselves."""
        return StatedView.model_validate(self._call("add", text=text, confidence=confidence))

    def confirm(self, proposition: str) -> PropositionView:
        """The person says it is true."""
        return PropositionView.model_validate(self._call("confirm", id=proposition))

    def correct(self, proposition: str, text: str) -> PropositionView:
        """The person says what is true instead."""
        return PropositionView.model_validate(self._call("correct", id=proposition, text=text))

    def retire(self, proposition: str, *, why: str = "") -> PropositionView:
        """The person says it is not true."""
        return PropositionView.model_validate(self._call("retire", id=proposition, why=why))

    def pin(self, proposition: str, *, pinned: bool = True) -> PropositionView:
        """Keep it from going stale."""
        return PropositionView.model_validate(self._call("pin", id=proposition, pinned=pinned))

    def undo(self, change: int) -> list[ChangeView]:
        """Take a change back, whole."""
        return _views(ChangeView, self._call("undo", change=change))

    def suggestions(self, *, status: Sequence[str] = ("shown",)) -> list[SuggestionView]:
        """Newest first."""
        return _views(SuggestionView, self._call("suggestions", status=list(status)))

    def suggestion(self, suggestion: str) -> SuggestionView:
        """One suggestion."""
        return SuggestionView.model_validate(self._call("suggestion", id=suggestion))

    def verdict(
        self, suggestion: str, verdict: str, *, until: datetime | None = None
    ) -> SuggestionView:
        """What the person says about a suggestion."""
        return SuggestionView.model_validate(
            self._call("verdict", id=suggestion, verdict=verdict, until=_moment(until))
        )

    def ask(self, prompt: str, *, thread: str | None = None) -> Iterator[ChatEventView]:
        """One turn of chat. Closing the iterator cancels the turn."""
        return self._turn("ask", prompt=prompt, thread=thread)

    def approve(self, thread: str, *, approved: bool) -> Iterator[ChatEventView]:
        """Answer a request for approval; the turn goes on."""
        return self._turn("approve", thread=thread, approved=approved)

    def forget(
        self,
        *,
        id: str | Sequence[str] | None = None,
        match: str | None = None,
        source: str | None = None,
        person: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        dry_run: bool = False,
    ) -> ForgottenView:
        """Remove for good; at least one criterion."""
        return ForgottenView.model_validate(
            self._call(
                "forget",
                id=id if id is None or isinstance(id, str) else list(id),
                match=match,
                source=source,
                person=person,
                since=_moment(since),
                until=_moment(until),
                dry_run=dry_run,
            )
        )

    def backup(self, path: str | None = None, *, with_key: bool = False) -> BackupView:
        """Copy the ledger while it is in use."""
        to = None if path is None else path_to_wire(path)
        return BackupView.model_validate(self._call("backup", path=to, with_key=with_key))

    def export(self) -> Iterator[ExportView]:
        """Everything that is known as lines of JSON. Closing the iterator cancels it."""
        with contextlib.closing(self._events("export", {})) as events:
            for event in events:
                yield ExportView.model_validate(event)

    def audit(self, *, limit: int = 100, given: bool = False) -> list[AuditView]:
        """What was decided and given, or what was given alone, newest first."""
        return _views(AuditView, self._call("audit", limit=limit, given=given))

    def plugins(self) -> list[PluginView]:
        """Built-in and plugged-in tools."""
        return _views(PluginView, self._call("plugins"))

    def observers(self) -> list[ObserverView]:
        """Every source there is."""
        return _views(ObserverView, self._call("observers"))

    def observer_enable(self, name: str, options: Mapping[str, str] | None = None) -> ObserverView:
        """Enable a source."""
        told = self._call("observer_enable", name=name, options=dict(options or {}))
        return ObserverView.model_validate(told)

    def observer_disable(self, name: str) -> ObserverView:
        """Disable a source."""
        return ObserverView.model_validate(self._call("observer_disable", name=name))

    def observer_test(
        self, name: str, options: Mapping[str, str] | None = None, *, limit: int = 20
    ) -> ObserverTestView:
        """Try a source without recording."""
        told = self._call("observer_test", name=name, options=dict(options or {}), limit=limit)
        return ObserverTestView.model_validate(told)

    def doctor(self, *, reindex: bool = False) -> list[CheckView]:
        """Check everything."""
        return _views(CheckView, self._call("doctor", reindex=reindex))

    def pause(self, mode: str = "paused", *, seconds: float | None = None) -> CaptureView:
        """Capture nothing, for a while or until told."""
        return CaptureView.model_validate(self._call("pause", mode=mode, seconds=seconds))

    def resume(self) -> CaptureView:
        """Capture again."""
        return CaptureView.model_validate(self._call("resume"))

    def exclusions(self) -> list[RuleView]:
        """What is never recorded."""
        return _views(RuleView, self._call("exclusions"))

    def exclude(self, rule: str) -> list[RuleView]:
        """Never record what a rule names."""
        return _views(RuleView, self._call("exclude", rule=rule))

    def include(self, rule: str) -> list[RuleView]:
        """Take a rule out."""
        return _views(RuleView, self._call("include", rule=rule))

    def explain(self, row: Mapping[str, object]) -> ExplainedView:
        """What the gate would do with a sample."""
        return ExplainedView.model_validate(self._call("explain", row=dict(row)))

    def stop(self) -> None:
        """Ask the daemon to finish what it is writing and end."""
        self._call("stop")

    # -- one call

    def _call(
        self, method: str, on_progress: OnProgress | None = None, /, **params: object
    ) -> object:
        need_text(params)
        with contextlib.closing(self._events(method, params)) as events:
            while True:
                try:
                    event = next(events)
                except StopIteration as end:
                    result: object = end.value
                    return result
                if on_progress is not None:
                    on_progress(Progress.model_validate(event))

    def _turn(self, method: str, **params: object) -> Iterator[ChatEventView]:
        need_text(params)
        adapter: TypeAdapter[ChatEventView] = TypeAdapter(ChatEventView)
        with contextlib.closing(self._events(method, params)) as events:
            for event in events:
                yield adapter.validate_python(event)


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _views(kind: type[V], found: object) -> list[V]:
    if not isinstance(found, list):
        raise DaemonUnreachable("The daemon answered with something else than a list")
    return [kind.model_validate(one) for one in found]
