"""The socket's server against clients that misbehave."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from agent.client.protocol import LINE_LIMIT, Lines
from agent.daemon import server as server_module
from agent.daemon.endpoint import listen_loopback
from agent.daemon.server import Call, Server
from agent.home import Home
from agent.wire import PROTOCOL, ChatText
from tests.support.fake_handler import FakeHandler, client_of, serving

HELLO = {"protocol": PROTOCOL, "version": "1", "token": ""}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose socket path is short enough."""
    return Home(tmp_path / "h")


def dialled(home: Home, *, greet: bool = True) -> Lines:
    """A bare connection, after the handshake."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(10)
    connection.connect(str(home.socket_path))
    lines = Lines(connection)
    if greet:
        lines.send(HELLO)
        answer = lines.receive()
        assert answer is not None
        assert answer["protocol"] == PROTOCOL
    return lines


def error_code(message: Mapping[str, object] | None) -> str:
    """The code of an error reply."""
    assert message is not None
    error = message["error"]
    assert isinstance(error, dict)
    return str(error["code"])


@pytest.mark.parametrize("hello", [{}, {"protocol": 2}, {"protocol": "1"}, {"protocol": None}])
def test_another_protocol_is_told(home: Home, hello: dict[str, object]) -> None:
    """A client of another version gets one plain error and is hung up on."""
    with serving(home, FakeHandler()):
        lines = dialled(home, greet=False)
        lines.send(hello)
        assert error_code(lines.receive()) == "DaemonUnreachable"
        assert lines.receive() is None
        lines.connection.close()


def test_nonsense_gets_an_error_reply(home: Home) -> None:
    """Lines that are no requests are answered with an error, and the next one is served."""
    with serving(home, FakeHandler()):
        lines = dialled(home)
        for nonsense in (b"no\n", b"[1]\n", b'{"id": 1}\n', b'{"method": "x"}\n', b"\xff\n"):
            lines.connection.sendall(nonsense)
            assert error_code(lines.receive()) == "InvalidInput"
        lines.connection.sendall(b'{"id": 1, "method": "plugins", "params": 3}\n')
        assert error_code(lines.receive()) == "InvalidInput"
        lines.send({"id": 2, "method": "plugins"})
        assert lines.receive() == {"id": 2, "result": []}
        lines.connection.close()


def test_a_line_too_long_ends_the_connection(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request over the limit is refused without being held, and only its connection ends."""
    assert LINE_LIMIT < 100_000_000
    monkeypatch.setattr(server_module, "Lines", lambda connection: Lines(connection, limit=1000))
    with serving(home, FakeHandler()), client_of(home) as other:
        lines = dialled(home)
        lines.connection.sendall(b"x" * 5000)
        assert error_code(lines.receive()) == "InvalidInput"
        lines.connection.close()
        assert other.plugins() == []


def test_a_failing_call_does_not_take_the_daemon(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """An unexpected exception becomes an error reply, and the connection goes on."""

    def break_down(_params: Mapping[str, object], _call: Call) -> object:
        raise RuntimeError("the person's secret")

    with serving(home, FakeHandler({"status": break_down})):
        lines = dialled(home)
        lines.send({"id": 1, "method": "status"})
        answer = lines.receive()
        assert error_code(answer) == "GumptionError"
        assert "secret" not in str(answer)
        lines.send({"id": 2, "method": "plugins"})
        assert lines.receive() == {"id": 2, "result": []}
        lines.connection.close()
    assert "the call status failed" in caplog.text


def test_a_cancelled_call_hears_of_it(home: Home) -> None:
    """A cancel that is sent while a call runs reaches that call and no other."""

    def wait(_params: Mapping[str, object], call: Call) -> object:
        call.emit(ChatText(text="running"))
        return call.cancelled.wait(10)

    with serving(home, FakeHandler({"ask": wait})):
        lines = dialled(home)
        lines.send({"id": 7, "method": "ask"})
        lines.receive()
        lines.send({"cancel": 6})
        lines.send({"cancel": "7"})
        lines.send({"cancel": 7})
        assert lines.receive() == {"id": 7, "result": True}
        lines.connection.close()


def test_one_connection_cannot_pile_up_work(home: Home) -> None:
    """More requests at once than a client has any use for are refused."""
    release = threading.Event()
    handler = FakeHandler({"ask": lambda _params, _call: release.wait(10)})
    with serving(home, handler):
        lines = dialled(home)
        for number in range(9):
            lines.send({"id": number, "method": "ask"})
        assert error_code(lines.receive()) == "InvalidInput"
        lines.send({"id": 0, "method": "ask"})
        assert error_code(lines.receive()) == "InvalidInput"
        release.set()
        lines.connection.close()


def test_closing_ends_what_runs(home: Home) -> None:
    """A server that closes cancels running calls, answers them, and hangs up."""
    started = threading.Event()

    def wait(_params: Mapping[str, object], call: Call) -> object:
        started.set()
        return call.cancelled.wait(10)

    with serving(home, FakeHandler({"ask": wait})) as (server, _):
        lines = dialled(home)
        lines.send({"id": 1, "method": "ask"})
        assert started.wait(10)
        server.close()
        assert lines.receive() == {"id": 1, "result": True}
        assert lines.receive() is None
        lines.connection.close()
        server.close()


def test_only_this_user_may_connect(home: Home) -> None:
    """The socket and its folder are closed to everybody else."""
    with serving(home, FakeHandler()):
        assert home.socket_path.stat().st_mode & 0o077 == 0
        assert home.socket_path.parent.stat().st_mode & 0o077 == 0
        assert home.endpoint_path.stat().st_mode & 0o077 == 0


def test_another_users_connection_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should somebody else get through the folder, the daemon knows them by their user id."""
    monkeypatch.setattr(server_module, "peer_uid", lambda _connection: os.getuid() + 1)
    with serving(home, FakeHandler()):
        lines = dialled(home, greet=False)
        lines.send(HELLO)
        assert error_code(lines.receive()) == "NotPermitted"
        lines.connection.close()


@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_loopback_asks_for_a_token(token: str | None) -> None:
    """Where there are no Unix sockets, only who has read the private address file gets in."""
    listener = listen_loopback()
    server = Server(listener, FakeHandler(), version="1", pid=1)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        right = {**HELLO, "token": listener.token}
        for hello, welcome in (({**HELLO, "token": token}, False), (right, True)):
            with socket.create_connection(listener.socket.getsockname(), 10) as connection:
                lines = Lines(connection)
                lines.send(hello)
                answer = lines.receive()
                assert answer is not None
                assert ("protocol" in answer) is welcome
    finally:
        server.close()
        thread.join(10)
        listener.close()
