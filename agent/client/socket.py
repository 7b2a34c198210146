"""The client over the daemon's socket, and starting the daemon when it does not answer."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Generator, Mapping
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from types import TracebackType
from typing import Self

from agent.client.calls import Calls
from agent.client.endpoint import START_TIMEOUT, dial, last_words, launch, read_endpoint
from agent.client.protocol import Lines, error_from_wire
from agent.home import Home
from agent.wire import (
    PROTOCOL,
)
from memory.errors import DaemonUnreachable, GumptionError, InvalidInput

__all__ = ["CALL_TIMEOUT", "SocketClient", "attempt", "connect", "launch", "program_version"]

CALL_TIMEOUT = 30.0
_POLL = 0.05
#: What a client is that does not say.
LIBRARY = "library"


class HungUp(DaemonUnreachable):
    """The other side is gone."""

    def __init__(self) -> None:
        super().__init__("The daemon hung up", hint="gumption daemon logs says why; try again")


class SocketClient(Calls):
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

    def close(self) -> None:
        """Hang up. May be called twice."""
        self._closed = True
        self._lines.connection.close()

    # -- one call

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
