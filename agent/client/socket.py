"""The client over the daemon's socket, and starting the daemon when it does not answer."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from types import TracebackType
from typing import Self, TypeVar

from pydantic import TypeAdapter

from agent.client.endpoint import START_TIMEOUT, dial, last_words, launch, read_endpoint
from agent.client.port import BOTH_KINDS, OnProgress
from agent.client.protocol import Lines, error_from_wire
from agent.home import Home
from agent.wire import (
    PROTOCOL,
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
    StatusView,
    SuggestionView,
    View,
    WhyView,
)
from memory.errors import DaemonUnreachable, GumptionError, InvalidInput

__all__ = ["CALL_TIMEOUT", "SocketClient", "attempt", "connect", "launch", "program_version"]

CALL_TIMEOUT = 30.0
_POLL = 0.05
#: What a client is that does not say.
LIBRARY = "library"

V = TypeVar("V", bound=View)


class HungUp(DaemonUnreachable):
    """The other side is gone."""

    def __init__(self) -> None:
        super().__init__("The daemon hung up", hint="gumption daemon logs says why; try again")


class SocketClient:
    """A connection to the daemon: :class:`agent.client.port.Client` over a socket.

    Args:
        connection: Connected, nothing said yet.
        token: What the endpoint file says, empty for Unix sockets.
        timeout: Seconds without a sign of life after which a call is given up.
        name: What this client is, for the audit log.

    Raises:
        DaemonUnreachable: the handshake is not answered in time, or the other side speaks another
            protocol.
    """

    def __init__(
        self,
        connection: socket.socket,
        *,
        token: str = "",
        timeout: float = CALL_TIMEOUT,
        name: str = LIBRARY,
    ) -> None:
        self._lines = Lines(connection)
        self._timeout = timeout
        self._number = 0
        self._closed = False
        try:
            self._greet(token, name)
        except BaseException:
            self.close()
            raise

    def _greet(self, token: str, name: str) -> None:
        self._lines.connection.settimeout(self._timeout)
        self._send(
            {
                "protocol": PROTOCOL,
                "version": program_version(),
                "token": token,
                "client": name,
            }
        )
        answer = self._receive()
        if "error" in answer:
            raise error_from_wire(answer["error"])
        if answer.get("protocol") != PROTOCOL:
            raise DaemonUnreachable(
                f"The daemon ({answer.get('version')}) speaks protocol {answer.get('protocol')}"
                f" and this program ({program_version()}) protocol {PROTOCOL}",
                hint="gumption daemon restart",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- the port

    def status(self) -> StatusView:
        """See :class:`agent.client.port.Client`, as for all that follow."""
        return StatusView.model_validate(self._call("status"))

    def observe(
        self,
        rows: Sequence[Mapping[str, object]],
        *,
        refused: Mapping[str, int] | None = None,
    ) -> ObserveView:
        """Put observations through the gate."""
        given = [dict(row) for row in rows]
        return ObserveView.model_validate(
            self._call("observe", rows=given, refused=dict(refused or {}))
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
            self._call("import", on_progress, format=format, path=path, options=dict(options or {}))
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

    def add(self, text: str, *, confidence: float = 0.9) -> PropositionView:
        """Something the person states about themselves."""
        return PropositionView.model_validate(self._call("add", text=text, confidence=confidence))

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
        id: str | None = None,
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
                id=id,
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
        return BackupView.model_validate(self._call("backup", path=path, with_key=with_key))

    def export(self) -> Iterator[ExportView]:
        """Everything that is known as lines of JSON. Closing the iterator cancels it."""
        with contextlib.closing(self._events("export", {})) as events:
            for event in events:
                yield ExportView.model_validate(event)

    def audit(self, *, limit: int = 100) -> list[AuditView]:
        """What was decided and given, newest first."""
        return _views(AuditView, self._call("audit", limit=limit))

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

    def doctor(
        self, *, reindex: bool = False, on_progress: OnProgress | None = None
    ) -> list[CheckView]:
        """Check everything."""
        return _views(CheckView, self._call("doctor", on_progress, reindex=reindex))

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

    def close(self) -> None:
        """Hang up. May be called twice."""
        self._closed = True
        self._lines.connection.close()

    # -- one call

    def _call(
        self, method: str, on_progress: OnProgress | None = None, /, **params: object
    ) -> object:
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
        adapter: TypeAdapter[ChatEventView] = TypeAdapter(ChatEventView)
        with contextlib.closing(self._events(method, params)) as events:
            for event in events:
                yield adapter.validate_python(event)

    def _events(self, method: str, params: Mapping[str, object]) -> Generator[object, None, object]:
        """The events of a call; its result is the value the generator returns with."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": dict(params)})
        finished = False
        try:
            while True:
                message = self._receive()
                if message.get("id") not in {number, None}:
                    continue  # the tail of a turn that was cancelled
                if "error" in message:
                    finished = True
                    raise error_from_wire(message["error"])
                if "result" in message:
                    finished = True
                    return message["result"]
                if "event" in message:
                    yield message["event"]
        finally:
            if not finished and not self._closed:
                with contextlib.suppress(GumptionError):
                    self._send({"cancel": number})

    def _send(self, message: Mapping[str, object]) -> None:
        if self._closed:
            raise DaemonUnreachable("The connection to the daemon is closed")
        try:
            self._lines.send(message)
        except OSError as error:
            self.close()
            raise HungUp from error

    def _receive(self) -> dict[str, object]:
        try:
            message = self._lines.receive()
        except TimeoutError as error:
            self.close()  # what comes later would be taken for the answer to another call
            raise DaemonUnreachable(
                f"The daemon did not answer within {self._timeout:g} seconds",
                hint="gumption daemon status; gumption daemon restart",
            ) from error
        except InvalidInput as error:
            self.close()
            raise DaemonUnreachable(
                "Something that is not the daemon answers on its socket",
                hint="gumption daemon restart",
            ) from error
        except OSError:
            message = None
        if message is None:
            self.close()
            raise HungUp
        return message


def connect(
    home: Home,
    *,
    start: bool = True,
    timeout: float = CALL_TIMEOUT,
    on_start: Callable[[], None] | None = None,
    name: str = LIBRARY,
) -> SocketClient:
    """A client of this home's daemon.

    Args:
        home: Whose daemon.
        start: Start one when none answers.
        timeout: Seconds without a sign of life after which a call is given up.
        on_start: Called when one has to be started, which takes a moment.
        name: What this client is, for the audit log.

    Raises:
        DaemonUnreachable: none answers (and none could be started).
        GumptionError: the home cannot be used.
    """
    client = attempt(home, timeout=timeout, name=name)
    if client is not None:
        return client
    if not start:
        raise DaemonUnreachable("The daemon is not running", hint="gumption daemon start")
    if on_start is not None:
        on_start()
    launch(home)
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        client = attempt(home, timeout=timeout, name=name)
        if client is not None:
            return client
        time.sleep(_POLL)
    raise DaemonUnreachable("The daemon was started but does not answer", hint=last_words(home))


def attempt(
    home: Home, *, timeout: float = CALL_TIMEOUT, name: str = LIBRARY
) -> SocketClient | None:
    """A client, or ``None`` when no daemon listens.

    Raises:
        DaemonUnreachable: one listens but cannot be talked with.
    """
    endpoint = read_endpoint(home)
    if endpoint is None:
        return None
    try:
        connection = dial(endpoint)
    except (ConnectionRefusedError, FileNotFoundError):
        return None
    except OSError as error:
        raise DaemonUnreachable(
            f"The daemon (process {endpoint.pid}) does not take connections: {error}",
            hint="gumption daemon restart",
        ) from error
    try:
        return SocketClient(connection, token=endpoint.token, timeout=timeout, name=name)
    except HungUp:
        # A process that is just dying still has its socket open for a moment.
        return None


def program_version() -> str:
    """Our version, as installed."""
    try:
        return installed_version("gumption")
    except PackageNotFoundError:
        return "0"


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _views(kind: type[V], found: object) -> list[V]:
    if not isinstance(found, list):
        raise DaemonUnreachable("The daemon answered with something else than a list")
    return [kind.model_validate(one) for one in found]
