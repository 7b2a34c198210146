"""The socket: connections in, requests to a handler, replies out.

A connection has two threads. One reads, so that a hang-up or a ``cancel`` is noticed while a call
runs, and says now and then that the call is alive; the other runs the calls one after another.
What the calls do is the handler's business (:class:`agent.daemon.service.Service`).
"""

from __future__ import annotations

import contextlib
import hmac
import logging
import os
import queue
import selectors
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from agent.client.protocol import (
    Lines,
    LineTooLong,
    error_to_wire,
    peer_uid,
)
from agent.daemon.endpoint import Listener
from agent.wire import PROTOCOL, View
from memory.errors import DaemonUnreachable, GumptionError, InvalidInput, NotPermitted

log = logging.getLogger(__name__)

#: Seconds in which a connection must say hello, finish a line it began, or take what it is sent.
PATIENCE = 30.0
#: Seconds between signs of life during a call.
HEARTBEAT = 5.0
#: A call that has said nothing for this long gets no more signs of life: its client gives up.
SILENCE_LIMIT = 900.0
CONNECTION_LIMIT = 64
_REQUESTS_WAITING = 8


@dataclass
class Call:
    """One running request: where its events go, who asks, and whether anybody still wants it."""

    emit: Callable[[View], None]
    client: str = "unnamed"
    cancelled: threading.Event = field(default_factory=threading.Event)


#: A client says what it is in a word or two.
_LONGEST_NAME = 60


class Handler(Protocol):
    """What answers requests."""

    def handle(self, method: str, params: Mapping[str, object], call: Call) -> object:
        """The JSON-ready result of a call.

        Raises:
            GumptionError: sent to the client as it is.
        """


class Server:
    """Accepts connections on a listener until it is closed.

    Args:
        listener: Bound and listening.
        handler: Answers requests, from several threads at once.
        version: Sent in the handshake.
        pid: Sent in the handshake.
        heartbeat: Seconds between signs of life during a call.
    """

    def __init__(
        self,
        listener: Listener,
        handler: Handler,
        *,
        version: str,
        pid: int,
        heartbeat: float = HEARTBEAT,
    ) -> None:
        self._listener = listener
        self._handler = handler
        self._hello = {"protocol": PROTOCOL, "version": version, "pid": pid}
        self._heartbeat = heartbeat
        self._connections: set[_Connection] = set()
        self._lock = threading.Lock()
        self._closing = False

    def serve(self) -> None:
        """Accept until :meth:`close`; returns then."""
        while True:
            try:
                connection, _ = self._listener.socket.accept()
            except OSError:
                if self._closing:
                    return
                log.exception("accepting a connection failed")
                time.sleep(0.1)  # out of file descriptors, most likely: let some go
                continue
            if self._closing:
                connection.close()
                return
            self._admit(connection)

    def close(self) -> None:
        """Stop accepting, cancel running calls, and hang up. May be called twice."""
        self._closing = True
        self._listener.wake()
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            connection.hang_up()
        for connection in connections:
            connection.join(timeout=5)

    def _admit(self, connection: socket.socket) -> None:
        with self._lock:
            if len(self._connections) >= CONNECTION_LIMIT:
                log.warning("too many connections; one was turned away")
                busy = GumptionError("Too many clients at once", hint="close some of them")
                with connection, contextlib.suppress(OSError):
                    Lines(connection).send({"error": error_to_wire(busy)})
                return
            served = _Connection(
                connection, self._handler, self._greet, self._heartbeat, self._forget
            )
            self._connections.add(served)
        served.start()

    def _forget(self, connection: _Connection) -> None:
        with self._lock:
            self._connections.discard(connection)

    def _greet(self, lines: Lines) -> tuple[Mapping[str, object], str]:
        """Check who is there; what to answer, and what the client calls itself.

        Raises:
            GumptionError: not somebody to talk with.
        """
        hello = lines.receive()
        if hello is None:
            raise DaemonUnreachable("Hung up before saying hello")
        uid = peer_uid(lines.connection)
        if uid is not None and uid not in {os.getuid(), 0}:
            raise NotPermitted("This daemon belongs to another user")
        if self._listener.token and not _same(str(hello.get("token", "")), self._listener.token):
            raise NotPermitted("The token is wrong", hint="gumption daemon restart")
        if hello.get("protocol") != PROTOCOL:
            raise DaemonUnreachable(
                f"The daemon ({self._hello['version']}) speaks protocol {PROTOCOL} and this"
                f" program ({hello.get('version')}) protocol {hello.get('protocol')}",
                hint="gumption daemon restart",
            )
        return self._hello, _name(hello.get("client"))


@dataclass(frozen=True, slots=True)
class _Request:
    number: int
    method: str
    params: Mapping[str, object]
    call: Call


class _Connection:
    """One client."""

    def __init__(
        self,
        connection: socket.socket,
        handler: Handler,
        greet: Callable[[Lines], tuple[Mapping[str, object], str]],
        heartbeat: float,
        forget: Callable[[_Connection], None],
    ) -> None:
        connection.settimeout(PATIENCE)
        self._socket = connection
        self._lines = Lines(connection)
        self._handler = handler
        self._greet = greet
        self._heartbeat = heartbeat
        self._forget = forget
        self._sending = threading.Lock()
        self._requests: queue.Queue[_Request | None] = queue.Queue(_REQUESTS_WAITING + 1)
        self._calls: dict[int, Call] = {}
        self._name = ""
        self._spoke = 0.0
        self._gone = threading.Event()
        self._reader = threading.Thread(target=self._read, name="gumption-read", daemon=True)
        self._worker = threading.Thread(target=self._work, name="gumption-call", daemon=True)

    def start(self) -> None:
        self._reader.start()

    def join(self, timeout: float) -> None:
        for thread in (self._reader, self._worker):
            if thread.ident is not None and thread is not threading.current_thread():
                thread.join(timeout)

    def hang_up(self) -> None:
        """Cancel what runs and let both threads end."""
        self._cancel_all()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RD)

    # -- the reading thread

    def _read(self) -> None:
        try:
            if self._welcome():
                self._worker.start()
                self._listen()
        except OSError:
            log.debug("a connection broke")
        finally:
            self._cancel_all()
            if self._worker.ident is not None:
                self._requests.put(None)
                self._worker.join()
            self._socket.close()
            self._forget(self)

    def _cancel_all(self) -> None:
        self._gone.set()
        for call in list(self._calls.values()):
            call.cancelled.set()

    def _welcome(self) -> bool:
        try:
            answer, self._name = self._greet(self._lines)
        except GumptionError as error:
            self._send({"error": error_to_wire(error)})
            return False
        self._send(answer)
        return True

    def _listen(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            while not self._gone.is_set():
                if not self._lines.waiting() and not selector.select(
                    self._heartbeat if self._calls else None
                ):
                    self._say_alive()
                    continue
                try:
                    message = self._lines.receive()
                except LineTooLong as error:
                    self._send({"id": None, "error": error_to_wire(error)})
                    return
                except InvalidInput as error:
                    self._send({"id": None, "error": error_to_wire(error)})
                    continue
                if message is None:
                    return
                self._take(message)

    def _say_alive(self) -> None:
        if time.monotonic() - self._spoke < SILENCE_LIMIT:
            for number in list(self._calls):
                self._send({"id": number, "alive": True})

    def _take(self, message: Mapping[str, object]) -> None:
        if "cancel" in message:
            if isinstance(wanted := message["cancel"], int) and wanted in self._calls:
                self._calls[wanted].cancelled.set()
            return
        number, method, params = message.get("id"), message.get("method"), message.get("params", {})
        if not isinstance(number, int) or not isinstance(method, str):
            self._refuse(None, "A request needs an id and a method")
        elif not isinstance(params, dict):
            self._refuse(number, "The parameters of a request are an object")
        elif number in self._calls:
            self._refuse(number, "A request with this id is still running")
        elif len(self._calls) >= _REQUESTS_WAITING:
            self._refuse(number, "Too many requests at once on one connection")
        else:
            call = Call(lambda view: self._event(number, view), self._name)
            self._spoke = time.monotonic()
            self._calls[number] = call
            self._requests.put(_Request(number, method, params, call))

    def _refuse(self, number: int | None, why: str) -> None:
        self._send({"id": number, "error": error_to_wire(InvalidInput(why))})

    # -- the working thread

    def _work(self) -> None:
        while (request := self._requests.get()) is not None:
            try:
                if not self._gone.is_set():
                    self._send(self._answer(request))
            except OSError:
                self._gone.set()
            finally:
                self._calls.pop(request.number, None)

    def _answer(self, request: _Request) -> Mapping[str, object]:
        number = request.number
        try:
            result = self._handler.handle(request.method, request.params, request.call)
        except GumptionError as error:
            return {"id": number, "error": error_to_wire(error)}
        except Exception as error:  # one bad call must not take the connection with it
            if isinstance(error, OSError) and self._gone.is_set():
                raise
            log.exception("the call %s failed", request.method)
            problem = GumptionError(
                f"{request.method} failed inside the daemon",
                hint="gumption daemon logs shows where",
            )
            return {"id": number, "error": error_to_wire(problem)}
        return {"id": number, "result": result}

    def _event(self, number: int, view: View) -> None:
        self._spoke = time.monotonic()
        self._send({"id": number, "event": view.model_dump(mode="json")})

    def _send(self, message: Mapping[str, object]) -> None:
        with self._sending:
            self._lines.send(message)


def _name(given: object) -> str:
    """A client's name, as it may stand in the audit log."""
    said = "".join(filter(str.isprintable, given))[:_LONGEST_NAME] if isinstance(given, str) else ""
    return said.strip() or "unnamed"


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
