"""A pull in its own process, ended from outside: what arrived is kept and gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.home import Home
from tests.support.hub import FakeHub, serving
from tests.support.tiny_gguf import TinyShape, write_random_chat_model

NAME, FILE = "maker/tiny", "tiny.gguf"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[FakeHub]:
    """A hub that stops in the middle of a file until it is told to go on."""
    shape = TinyShape(width=256, layers=2, feed_forward=256)
    content = write_random_chat_model(tmp_path / FILE, shape=shape).read_bytes()
    fake = FakeHub(files={NAME: {FILE: content}}, go_on=threading.Event())
    with serving(fake):
        yield fake
        if fake.go_on is not None:
            fake.go_on.set()


def pulling(hub: FakeHub, home: Path) -> subprocess.Popen[str]:
    """The process of one pull."""
    environ = {**os.environ, "GUMPTION_HOME": str(home), "HF_ENDPOINT": hub.address}
    return subprocess.Popen(
        [sys.executable, "-m", "agent.models", "pull", NAME],
        stdout=subprocess.PIPE,
        text=True,
        env=environ,
        # What was started in the background ignores Ctrl-C, and hands that on to its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_what_arrived_is_kept(hub: FakeHub, tmp_path: Path, how: signal.Signals) -> None:
    """Ctrl-C ends with 130, a kill as it will; the next pull asks for the rest."""
    home = tmp_path / "home"
    with pulling(hub, home) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line).get("done"):
                break
        process.send_signal(how)
        process.wait(20)
    assert process.returncode == (130 if how == signal.SIGINT else -how)
    part = Home(home).models / NAME / f"{FILE}.part"
    kept = part.stat().st_size
    assert 0 < kept < len(hub.files[NAME][FILE])
    if hub.go_on is not None:
        hub.go_on.set()
    hub.go_on = None

    with pulling(hub, home) as process:
        assert process.wait(60) == 0

    assert (Home(home).models / NAME / FILE).read_bytes() == hub.files[NAME][FILE]
    assert hub.downloads[-1].headers["range"] == f"bytes={kept}-"
