"""The real thing: a daemon process, its socket, and the command line against it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.client.endpoint import read_endpoint
from agent.client.socket import SocketClient, attempt, connect
from agent.home import Home
from memory.errors import DaemonUnreachable
from tui.cli.main import run
from tui.cli.session import Session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes the Unix way")


class Gumption:
    """Runs commands as a person would, on a real home."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """Run one; its standard output."""
        self._capsys.readouterr()
        ended = run(arguments, Session(os.environ))
        shown = self._capsys.readouterr()
        assert ended == code, f"{arguments}: {shown.err}"
        return shown.out

    def json(self, *arguments: str) -> object:
        """Run one with ``--json``; what it printed."""
        value: object = json.loads(self(*arguments, "--json"))
        return value


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the embedding model is converted to, once for all tests here."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def home(cache: Path) -> Home:
    """The home that the commands use."""
    home = Home.find(os.environ)
    home.root.mkdir(parents=True)
    home.cache.symlink_to(cache)
    return home


@pytest.fixture
def gumption(capsys: pytest.CaptureFixture[str], home: Home) -> Iterator[Gumption]:
    """A command line whose daemon ends with the test."""
    assert home.root.exists()
    yield Gumption(capsys)
    run(["daemon", "stop"], Session(os.environ))


def rows(value: object) -> list[dict[str, object]]:
    """A JSON list of objects."""
    assert isinstance(value, list)
    return value


def of(value: object) -> dict[str, object]:
    """A JSON object."""
    assert isinstance(value, dict)
    return value


def until_gone(client: SocketClient) -> None:
    """Ask until nobody answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            client.plugins()
        except DaemonUnreachable:
            return
    pytest.fail("the daemon goes on")


def test_from_observing_to_forgetting(gumption: Gumption, home: Home) -> None:
    """Observe, learn, recall, judge, ask, forget, stop: through one real daemon."""
    told = "I prefer green tea to coffee. My favourite editor is Helix."
    assert of(gumption.json("observe", told))["observations"] == 1
    learnt = of(gumption.json("learn", "--wait"))
    assert learnt["pending"] == 0
    believed = rows(gumption.json("propositions", "list"))
    assert any("tea" in str(one["text"]) for one in believed)

    hits = rows(gumption.json("recall", "which tea do they prefer?", "-k", "3"))
    assert "tea" in str(hits[0]["text"])
    one = str(believed[0]["id"])
    assert rows(of(gumption.json("propositions", "why", one))["evidence"])
    pinned = of(gumption.json("propositions", "pin", one))
    assert pinned["pinned"] is True
    change = max(int(str(row["id"])) for row in rows(gumption.json("propositions", "history", one)))
    gumption("propositions", "undo", str(change))
    assert of(gumption.json("propositions", "show", one))["pinned"] is False
    assert rows(gumption.json("suggestions", "list")) == []

    answer = of(gumption.json("ask", "Which tea do I prefer?"))
    assert answer["text"]
    assert answer["thread"]

    status = of(gumption.json("status"))
    assert of(status["observations"])["processed"]
    assert all(job["last_error"] is None for job in rows(status["jobs"]))
    assert {job["name"] for job in rows(status["jobs"])} >= {
        "learn",
        "decay",
        "consolidate",
        "retention",
    }
    assert all(check["ok"] for check in rows(gumption.json("doctor")))

    gone = of(gumption.json("forget", "--match", "Helix", "--yes"))
    assert gone["observations"]
    assert not [hit for hit in rows(gumption.json("recall", "editor")) if "Helix" in str(hit)]
    log = home.log_path.read_text()
    assert "tea" not in log
    assert "Helix" not in log
    assert "stopped" in gumption("daemon", "stop")
    assert read_endpoint(home) is None
    gumption("daemon", "status", code=3)


MAIL = """From ada@ferry.example Mon Mar  9 09:00:00 2026
From: Ada Quill <ada@ferry.example>
To: Robin Reed <robin@reed.example>
Subject: Harbour {number}
Date: Mon, 09 Mar 2026 09:0{number}:00 +0000
Message-ID: <{number}@ferry.example>

Ada Quill here, call me on +44 20 7946 0958 about the harbour, Robin Reed.

"""


def test_other_people_get_pseudonyms_before_anything_is_written(
    gumption: Gumption, home: Home, tmp_path: Path
) -> None:
    """One each, the same after a restart; the person's own name stays."""
    gumption("config", "set", "privacy.pseudonymise", "true")
    gumption("config", "set", "privacy.own_names", '["Robin Reed", "robin@reed.example"]')
    told = []
    for number in (1, 2):
        box = tmp_path / f"box{number}"
        box.write_text(MAIL.format(number=number))
        assert of(gumption.json("import", "mbox", str(box)))["observations"] == 1
        hits = rows(
            gumption.json("recall", "harbour", "--kind", "observation", "--clearance", "secret")
        )
        told.append({word for hit in hits for word in re.findall(r"person-\w+", str(hit["text"]))})
        gumption("daemon", "stop")
    assert told[0] == told[1]
    assert told[0]
    kept = gumption("export", "-")
    assert "Robin Reed" in kept
    for other in ("Ada", "Quill", "ada@ferry.example", "7946"):
        assert other not in kept
    assert home.log_path.exists()


def test_a_killed_daemon_is_replaced(gumption: Gumption, home: Home) -> None:
    """After ``kill -9`` the next command starts a new daemon, and nothing observed is lost."""
    gumption("observe", "I play the cello.")
    endpoint = read_endpoint(home)
    assert endpoint is not None
    os.kill(endpoint.pid, signal.SIGKILL)
    seen = of(of(gumption.json("status"))["observations"])
    assert seen["pending"] == 1
    replaced = read_endpoint(home)
    assert replaced is not None
    assert replaced.pid != endpoint.pid


def test_starting_twice_at_once_gives_one_daemon(gumption: Gumption, home: Home) -> None:
    """Clients that start a daemon at the same moment all reach the same one."""
    gumption("config", "path")
    pids: list[int] = []

    def reach() -> None:
        with connect(home) as client:
            pids.append(client.status().pid)

    threads = [threading.Thread(target=reach) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(pids) == 3
    assert len(set(pids)) == 1


def test_a_signal_ends_it_in_order(gumption: Gumption, home: Home) -> None:
    """SIGTERM ends the daemon as ``daemon stop`` does: stores closed, address gone."""
    assert "started" in gumption("daemon", "start")
    assert "already running" in gumption("daemon", "start")
    endpoint = read_endpoint(home)
    assert endpoint is not None
    with connect(home, start=False) as client:
        os.kill(endpoint.pid, signal.SIGTERM)
        until_gone(client)
    gumption("daemon", "stop")
    assert attempt(home) is None
    assert "started" in gumption("daemon", "restart")
    assert "ended" in gumption("daemon", "logs")


def test_one_that_hangs_is_killed(
    gumption: Gumption, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A daemon that neither answers nor hears SIGTERM ends too, and the next one starts clean."""
    gumption("observe", "I play the cello.")
    hanging = read_endpoint(home)
    assert hanging is not None
    monkeypatch.setattr("tui.cli.daemon._HELLO_TIMEOUT", 0.5)
    monkeypatch.setattr("tui.cli.daemon._STOP_TIMEOUT", 0.5)
    os.kill(hanging.pid, signal.SIGSTOP)
    try:
        assert "stopped" in gumption("daemon", "stop")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(hanging.pid, signal.SIGKILL)
    assert read_endpoint(home) is None
    assert "was not running" in gumption("daemon", "stop")
    seen = of(of(gumption.json("status"))["observations"])
    assert seen["pending"] == 1


@pytest.mark.skipif(sys.platform != "linux", reason="finds threads where Linux lists them")
def test_a_signal_that_another_thread_gets_ends_it_too(gumption: Gumption, home: Home) -> None:
    """The kernel may hand SIGTERM to any thread; the one that waits for it hears of it."""
    gumption("daemon", "start")
    endpoint = read_endpoint(home)
    assert endpoint is not None
    threads = [int(each.name) for each in Path(f"/proc/{endpoint.pid}/task").iterdir()]
    with connect(home, start=False) as client:
        os.kill(next(each for each in threads if each != endpoint.pid), signal.SIGTERM)
        until_gone(client)
    assert attempt(home) is None


def test_a_restart_that_would_fail_ends_nothing(gumption: Gumption, home: Home) -> None:
    """The configuration is read first: a bad one leaves the daemon that runs."""
    gumption("daemon", "start")
    before = read_endpoint(home)
    good = home.config_path.read_text()
    home.config_path.write_text("[model]\nnonsense = 1\n")
    gumption("daemon", "restart", code=2)
    assert before is not None
    assert read_endpoint(home) == before
    home.config_path.write_text(good)
    assert "started" in gumption("daemon", "restart")


def test_what_prevents_a_start_is_told(gumption: Gumption, home: Home) -> None:
    """A daemon that cannot start costs the client one error with the reason from its log."""
    home.prepare()
    home.config_path.write_text("[model]\nnonsense = 1\n")
    gumption("status", code=3)
    assert "unknown key 'model.nonsense'" in home.log_path.read_text().splitlines()[-1]


def test_a_model_that_is_none(gumption: Gumption, home: Home, tmp_path: Path) -> None:
    """A file that is no model is refused; one that was put there leaves the built-in engine."""
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"no model at all")
    gumption("config", "set", "model.path", str(broken), code=1)
    home.prepare()
    home.config_path.write_text(f'[model]\npath = "{broken}"\n')
    gumption("observe", "I like rye bread.")
    assert of(gumption.json("learn", "--wait"))["pending"] == 0
    status = of(gumption.json("status"))
    assert "does not load" in str(of(status["model"])["note"])
    shown = gumption("doctor", code=1)
    assert "gumption model use" in shown
