"""``demo`` and ``eval`` that are ended from outside leave nothing behind, as with Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")

WAIT = 60.0
#: What these tests are run by may ignore a signal, as nohup does.
COMMAND = """
import signal
for each in (signal.SIGTERM, signal.SIGHUP):
    signal.signal(each, signal.SIG_DFL)
from tui.cli.main import main
main()
"""


def facts(folder: Path) -> Path:
    """So many questions that a measurement takes a while."""
    lines = [f"{n}. The author of book {n} is Writer {n}." for n in range(400)]
    asked = {
        "questions": [f"Who is the author of book {n % 400}?" for n in range(20_000)],
        "answers": [[f"Writer {n % 400}"] for n in range(20_000)],
    }
    file = folder / "many_sh.json"
    file.write_text(json.dumps({"context": "\n".join(lines), **asked}), encoding="utf-8")
    return file


def until_made(folder: Path, process: subprocess.Popen[bytes]) -> None:
    """Return when a home of ours, with a ledger in it, is in the folder."""
    deadline = time.monotonic() + WAIT
    while not list(folder.glob("gumption-*-*/**/ledger.db")):
        assert process.poll() is None, "it ended by itself"
        assert time.monotonic() < deadline, "it never began"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("suite", ["demo", "eval"])
def test_nothing_stays_behind(tmp_path: Path, suite: str, number: signal.Signals) -> None:
    """The temporary home goes, and the exit code is that of an interruption."""
    made = tmp_path / "made"
    made.mkdir()
    words = ["demo"]
    if suite == "eval":
        words = ["eval", "fact-consolidation", "--data", str(facts(tmp_path))]
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *words],
        env={**os.environ, "TMPDIR": str(made)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            until_made(made, process)
            process.send_signal(number)
            assert process.wait(WAIT) == 130
        finally:
            process.kill()
    assert list(made.glob(f"gumption-{suite}-*")) == []


def test_what_is_ignored_stays_ignored(tmp_path: Path) -> None:
    """``nohup`` is meant; and another process ends us no differently afterwards."""
    script = (
        "import os, signal\n"
        "from agent.client.beside import ended_cleanly\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "with ended_cleanly():\n"
        "    os.kill(os.getpid(), signal.SIGHUP)\n"
        "assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN\n"
        "assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False)
    assert done.returncode == 0
