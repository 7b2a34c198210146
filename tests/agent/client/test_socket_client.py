"""The client against servers that answer, hang, lie or are not there."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from agent.client.endpoint import last_words, read_endpoint, signal_stop
from agent.client.protocol import Lines
from agent.client.socket import SocketClient, attempt, connect
from agent.daemon.endpoint import Lock
from agent.daemon.requests import Import
from agent.daemon.server import Call
from agent.home import Home
from agent.wire import PROTOCOL, ChatText, ImportView, Progress
from memory.errors import DaemonUnreachable, GumptionError, InvalidInput, NotFound
from tests.support.fake_handler import FakeHandler, client_of, serving
from tests.support.sample_views import sample_propositions


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose socket path is short enough."""
    return Home(tmp_path / "h")


@contextmanager
def raw_server(home: Home, behave: Callable[[socket.socket], None]) -> Iterator[None]:
    """Something that listens on the home's socket and does with one connection what it likes."""
    home.prepare()
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(str(home.socket_path))
    listening.listen(1)
    home.endpoint_path.write_text(json.dumps({"pid": 1, "path": str(home.socket_path)}))

    def accept() -> None:
        connection, _ = listening.accept()
        with connection:
            behave(connection)

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield
    finally:
        thread.join(10)
        listening.close()


def until_closed(connection: socket.socket) -> None:
    """Read and say nothing."""
    while connection.recv(1024):
        pass


def test_a_call_and_its_answer(home: Home) -> None:
    """A call's parameters arrive and its result comes back as views."""
    views = sample_propositions()
    handler = FakeHandler(
        {"propositions": lambda _params, _call: [one.model_dump(mode="json") for one in views]}
    )
    with serving(home, handler), client_of(home) as client:
        assert client.propositions(query="tea", limit=3) == views
    method, params = handler.asked[0]
    assert method == "propositions"
    assert params == {"query": "tea", "status": ["active"], "kind": None, "limit": 3}


def test_errors_come_back_typed(home: Home) -> None:
    """What the daemon raises, the client raises, with its hint."""

    def refuse(_params: Mapping[str, object], _call: Call) -> object:
        raise NotFound("No such proposition", hint="list them")

    with serving(home, FakeHandler({"why": refuse})), client_of(home) as client:
        with pytest.raises(NotFound) as caught:
            client.why("p1")
        assert caught.value.hint == "list them"
        assert client.plugins() == []


def test_progress_is_passed_on(home: Home) -> None:
    """Progress of a long call reaches the caller in order."""

    def work(_params: Mapping[str, object], call: Call) -> object:
        for done in range(3):
            call.emit(Progress(stage="import", done=done, total=3))
        return ImportView(rows=0, observations=0, dropped={}).model_dump(mode="json")

    seen: list[int] = []
    with serving(home, FakeHandler({"import": work})), client_of(home) as client:
        client.import_("git", ".", on_progress=lambda progress: seen.append(progress.done))
    assert seen == [0, 1, 2]


def test_closing_a_turn_cancels_it(home: Home) -> None:
    """Closing the iterator tells the daemon, and the connection serves the next call."""
    cancelled = threading.Event()

    def talk(_params: Mapping[str, object], call: Call) -> object:
        call.emit(ChatText(text="one"))
        if call.cancelled.wait(10):
            cancelled.set()
        return None

    with serving(home, FakeHandler({"ask": talk})), client_of(home) as client:
        turn = client.ask("hello")
        assert next(turn) == ChatText(text="one")
        turn.close()  # type: ignore[attr-defined]  # a generator, which is what the port promises
        assert cancelled.wait(10)
        assert client.plugins() == []


def test_hanging_up_cancels_the_turn(home: Home) -> None:
    """A client that goes away in mid-turn takes its turn with it."""
    cancelled = threading.Event()

    def talk(_params: Mapping[str, object], call: Call) -> object:
        call.emit(ChatText(text="one"))
        if call.cancelled.wait(10):
            cancelled.set()
        return None

    with serving(home, FakeHandler({"ask": talk})):
        client = client_of(home)
        turn = client.ask("hello")  # held, or its end would send a cancel
        next(turn)
        client.close()
        assert cancelled.wait(10)


def test_a_daemon_that_never_answers(home: Home) -> None:
    """A daemon that takes the connection and says nothing costs the timeout and no more."""
    began = time.monotonic()
    with raw_server(home, until_closed), pytest.raises(DaemonUnreachable, match="not answer"):
        connect(home, start=False, timeout=0.2)
    assert time.monotonic() - began < 5


def test_a_call_that_hangs(home: Home) -> None:
    """A call without any sign of life is given up, and the connection with it."""
    release = threading.Event()
    handler = FakeHandler({"plugins": lambda _params, _call: release.wait(10) and []})
    with serving(home, handler, heartbeat=60), client_of(home, timeout=1) as client:
        with pytest.raises(DaemonUnreachable, match="did not answer within"):
            client.plugins()
        with pytest.raises(DaemonUnreachable, match="closed"):
            client.plugins()
        release.set()


def test_slow_work_is_waited_for(home: Home) -> None:
    """A call longer than the timeout is waited for while the daemon says that it lives."""
    release = threading.Event()
    handler = FakeHandler({"plugins": lambda _params, _call: release.wait(10) and []})
    with serving(home, handler, heartbeat=0.02), client_of(home, timeout=1.5) as client:
        timer = threading.Timer(2.5, release.set)
        timer.start()
        assert client.plugins() == []
        timer.join()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b'{"protocol": 999, "version": "9"}\n', "speaks protocol 999"),
        (b"HTTP/1.1 400 Bad Request\n", "not the daemon"),
        (b"", "not running"),
        (b'{"error": {"code": "NotPermitted", "message": "go away"}}\n', "go away"),
    ],
)
def test_something_else_answers(home: Home, answer: bytes, message: str) -> None:
    """Another version, another program, a closed door: each is told, none is waited for."""

    def behave(connection: socket.socket) -> None:
        connection.recv(1024)
        connection.sendall(answer)

    with raw_server(home, behave), pytest.raises(GumptionError, match=message):
        connect(home, start=False, timeout=10)


def test_nobody_there(home: Home) -> None:
    """Without a daemon, and told to start none, the error says what to do."""
    home.prepare()
    with pytest.raises(DaemonUnreachable) as caught:
        connect(home, start=False)
    assert caught.value.exit_code == 3
    assert "daemon start" in caught.value.hint


def test_a_daemon_that_was_killed(home: Home) -> None:
    """A socket and an address that a killed daemon left behind count as nobody there."""
    home.prepare()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as dead:
        dead.bind(str(home.socket_path))
    home.endpoint_path.write_text(json.dumps({"pid": 1, "path": str(home.socket_path)}))
    assert attempt(home) is None


@pytest.mark.parametrize("text", ["", "no", "[]", "{}", '{"pid": "x"}', '{"pid": null}'])
def test_an_address_that_makes_no_sense(home: Home, text: str) -> None:
    """A damaged address file is as good as none."""
    home.prepare()
    home.endpoint_path.write_text(text)
    assert read_endpoint(home) is None


def test_the_last_words_of_a_daemon_are_plain(home: Home) -> None:
    """The hint is the sentence that was logged, not a line of a log."""
    home.prepare()
    home.log_path.write_text(
        "x\n2026-11-20 18:10:41,101 ERROR agent.daemon: cannot start: ledger.db is cut short\n"
    )
    assert last_words(home) == "ledger.db is cut short"


def test_only_the_holder_of_the_lock_is_signalled(home: Home) -> None:
    """A process that merely has the dead daemon's number is left alone."""
    home.prepare()
    home.endpoint_path.write_text(json.dumps({"pid": os.getpid(), "path": "x"}))
    endpoint = read_endpoint(home)
    assert endpoint is not None
    assert not signal_stop(home, endpoint)
    lock = Lock(home)
    lock.release()
    assert not signal_stop(home, endpoint)


def test_the_handshake_of_the_client(home: Home) -> None:
    """The client says which protocol it speaks before anything else."""
    said: list[object] = []

    def behave(connection: socket.socket) -> None:
        lines = Lines(connection)
        said.append(lines.receive())
        lines.send({"protocol": PROTOCOL, "version": "1", "pid": 1})
        lines.receive()

    with raw_server(home, behave):
        client = connect(home, start=False)
        assert isinstance(client, SocketClient)
        client.close()
        client.close()
        with pytest.raises(DaemonUnreachable):
            client.status()
    assert isinstance(said[0], dict)
    assert said[0]["protocol"] == PROTOCOL


@pytest.mark.skipif(sys.platform == "win32", reason="paths are text on Windows")
def test_what_is_not_text_stays_here_but_for_paths(home: Home) -> None:
    """``forget`` with a stray byte is refused; the path of a file is told byte by byte."""
    asked: list[object] = []

    def note(params: Mapping[str, object], _call: Call) -> object:
        asked.append(params["path"])
        return {"rows": 0, "observations": 0, "dropped": {}}

    with serving(home, FakeHandler({"import": note})), client_of(home) as client:
        with pytest.raises(InvalidInput, match="match is not text"):
            client.forget(match="\udcff")
        with pytest.raises(InvalidInput, match="prompt is not text"):
            next(client.ask("\udcff"))
        client.import_("jsonl", "/tmp/\udcff")  # noqa: S108 – nothing is read
    assert [Import(format="x", path=str(path)).path for path in asked] == ["/tmp/\udcff"]  # noqa: S108


def test_wrong_parameters_are_the_callers_fault(home: Home) -> None:
    """A refused call is an InvalidInput, which ends with 2, not a broken connection."""

    def refuse(_params: Mapping[str, object], _call: Call) -> object:
        raise InvalidInput("k must be positive")

    with (
        serving(home, FakeHandler({"recall": refuse})),
        client_of(home) as client,
        pytest.raises(InvalidInput),
    ):
        client.recall("x", k=0)
