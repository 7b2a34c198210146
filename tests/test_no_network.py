"""Nothing leaves the machine: the demo observes, learns, recalls and suggests with the net shut."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.no_network import LEFT_THE_MACHINE

ROOT = Path(__file__).resolve().parent.parent
GUARDED = [sys.executable, "-m", "tests.support.no_network"]


def run(command: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with an empty home."""
    environ: Mapping[str, str] = {**os.environ, "GUMPTION_HOME": str(home)}
    return subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )


@pytest.mark.timeout(600)
def test_the_demo_never_leaves_the_machine(tmp_path: Path) -> None:
    """Observe, learn, recall and suggest run to their end where every way out ends the process."""
    command = [*GUARDED, "agent.demo"]
    # Where the kernel allows it, there is no interface to leave by either: native code included.
    alone = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") and run([*alone, "true"], tmp_path).returncode == 0:
        command = [*alone, *command]
    done = run(command, tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    seen = [json.loads(line)["type"] for line in done.stdout.splitlines()]
    assert {"observed", "learnt", "propositions", "recall", "suggestions"} <= set(seen)


@pytest.mark.parametrize(
    "attempt",
    ["socket.create_connection(('203.0.113.1', 80), 1)", "socket.gethostbyname('example.invalid')"],
)
def test_the_guard_bites(tmp_path: Path, attempt: str) -> None:
    """An attempt to leave ends the process, even inside a library that swallows every error."""
    statement = f"import contextlib, socket\nwith contextlib.suppress(BaseException): {attempt}"
    done = run([*GUARDED, "timeit", "-n1", "-r1", statement], tmp_path)
    assert done.returncode == LEFT_THE_MACHINE
