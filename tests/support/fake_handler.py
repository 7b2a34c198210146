"""A handler for the socket's tests, and a server of it on a socket in a folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from agent.client.socket import SocketClient, connect
from agent.daemon.endpoint import Listener, listen_unix, publish
from agent.daemon.server import Call, Server
from agent.home import Home

Answer = Callable[[Mapping[str, object], Call], object]


@dataclass
class FakeHandler:
    """Answers each method as told; keeps what was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)

    def handle(self, method: str, params: Mapping[str, object], call: Call) -> object:
        """The planned answer; an empty list where none is planned."""
        self.asked.append((method, params))
        answer = self.answers.get(method)
        return answer(params, call) if answer else []


@contextmanager
def serving(
    home: Home, handler: FakeHandler, *, heartbeat: float = 5.0
) -> Iterator[tuple[Server, Listener]]:
    """A server of this home in this process, until the block ends."""
    home.prepare()
    listener = listen_unix(home.socket_path)
    server = Server(listener, handler, version="1.2.3", pid=1, heartbeat=heartbeat)
    thread = threading.Thread(target=server.serve)
    thread.start()
    publish(home, listener)
    try:
        yield server, listener
    finally:
        server.close()
        thread.join(10)
        listener.close()
        home.endpoint_path.unlink(missing_ok=True)


def client_of(home: Home, *, timeout: float = 10.0) -> SocketClient:
    """A client of the server of this home; starts nothing."""
    return connect(home, start=False, timeout=timeout)
