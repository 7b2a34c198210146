"""A disk that is full, a store that may not be written: said with a remedy, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agent.client.endpoint import daemon_command
from agent.client.socket import SocketClient, attempt
from agent.daemon.observing import PAUSE_FIRST, Runner
from agent.gate import Gate
from agent.home import Home
from agent.wire import ObserverView
from memory.errors import GumptionError
from memory.model import UserModel
from tests.support.models import Clock, open_model
from tests.support.sources import Counting, Options
from tests.support.surroundings import NOW, Machine

ROWS = 400
#: Runs a program whose files may not grow beyond so many bytes.
_LIMITED = """
import os, resource, sys
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
os.execv(sys.argv[2], sys.argv[2:])
"""


def test_a_store_that_may_not_be_written_loses_nothing(tmp_path: Path) -> None:
    """The observer says why and what to do, waits, and goes on where it was."""
    source = Counting(rows=6)
    with open_model(tmp_path / "home", clock=Clock(NOW)) as model:
        observing = Runner(source, Options(), Machine(tmp_path).around, model, Gate())
        writer = model._ledger._writer
        writer.execute("PRAGMA query_only = ON")
        assert observing.step() == PAUSE_FIRST
        view = observing.view()
        assert view.state == "degraded"
        assert "cannot be written" in str(view.last_error)
        assert (view.events, view.drops) == (0, {})
        assert model.recall("row") == [], "reading goes on"
        writer.execute("PRAGMA query_only = OFF")
        observing.step()
        observing.step()
        assert Counter(each.content for each in model.observations()) == Counter(
            ["row 0", "row 1", "row 3", "row 4"]
        )
        assert (model.counts().drops, observing.view().state) == ({"third": 2}, "ok")


@contextmanager
def daemon(home: Home, most_bytes: int | None = None) -> Iterator[SocketClient]:
    """A daemon whose files may not grow beyond so many bytes, and a client of it."""
    command, environ = daemon_command(home)

    if most_bytes is not None:
        command = [sys.executable, "-c", _LIMITED, str(most_bytes), *command]
    with (home.logs / "out").open("ab") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environ, cwd=home.root)
    try:
        client = None
        deadline = time.monotonic() + 60
        while client is None:
            assert process.poll() is None, home.log_path.read_text()
            assert time.monotonic() < deadline
            try:
                client = attempt(home)
            except GumptionError:
                client = None
            time.sleep(0.02)
        with client:
            yield client
    finally:
        process.kill()
        process.wait()


def until(look: Callable[[], bool]) -> None:
    """Wait for the daemon."""
    deadline = time.monotonic() + 60
    while not look():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def nobody_answers(home: Home) -> bool:
    """Whether the daemon is gone; one that still answers is hung up on."""
    client = attempt(home)
    if client is not None:
        client.close()
    return client is None


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of files")
def test_a_full_disk_is_told_and_what_was_seen_comes_in_later(tmp_path: Path) -> None:
    """The daemon goes on answering; with room again every row is there once."""
    home = Home.find(os.environ)
    home.prepare()
    rows = tmp_path / "rows.jsonl"
    rows.touch()
    home.config_path.write_text(
        "[observers.jsonl]\nenabled = true\nhistory = true\nevery = 0.2\n"
        f"paths = [{json.dumps(str(rows))}]\n"
    )

    def view(client: SocketClient) -> ObserverView:
        return next(each for each in client.observers() if each.name == "jsonl")

    with daemon(home):
        pass  # what is made once, the converted embedding model too, is there
    size = max(path.stat().st_size for path in home.ledger.rglob("*") if path.is_file())
    with rows.open("w") as file:
        for number in range(ROWS):
            row = {"source": "x", "content": f"row {number} " + "lorem ipsum " * 40}
            file.write(json.dumps(row) + "\n")
    with daemon(home, size + 60_000) as client:
        until(lambda: view(client).last_error is not None)
        told = view(client)
        assert told.state == "degraded"
        assert "space" in str(told.last_error)
        assert client.status().observations.pending < ROWS
        assert client.recall("lorem") is not None
    assert "lorem" not in (home.logs / "out").read_text("utf-8", "replace")
    with daemon(home) as client:
        until(lambda: client.status().observations.pending >= ROWS)
        client.stop()
        until(lambda: nobody_answers(home))
        until(lambda: not home.endpoint_path.exists())
    with UserModel.open(home.ledger) as model:
        found = Counter(each.content.split(" l")[0] for each in model.observations(limit=9999))
        assert found == Counter(f"row {number}" for number in range(ROWS))
        assert model.check() == []
