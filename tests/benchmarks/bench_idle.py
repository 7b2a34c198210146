"""What a daemon takes while nothing happens, with every observer that works here looking.

``python -m tests.benchmarks.bench_idle [--seconds 60]`` starts a daemon without a language model on
a home of its own, once with no observer and once with all whose probe allows them (each with a
folder, file or repository of its own to watch where it needs one), and prints processor share and
resident memory of both. Budget (DESIGN §10): at most 1 % and 300 MB.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from agent.client.endpoint import read_endpoint
from agent.client.socket import SocketClient, attempt, connect
from agent.home import VARIABLE, Home
from memory.errors import GumptionError
from tests.benchmarks.bench_start import ticks

#: Seconds until what is done once after a start is done.
SETTLE = 75.0


def sources(folder: Path) -> dict[str, dict[str, str]]:
    """Something to watch for each observer that is told what; made here."""
    notes, mail, repository = folder / "notes", folder / "mail", folder / "repository"
    for each in (notes, mail, repository):
        each.mkdir()
    (folder / "rows.jsonl").touch()
    (folder / "history").write_text("#1700000000\nls\n")
    (folder / "calendar.ics").write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n")
    (mail / "inbox.mbox").touch()
    for number in range(300):
        (notes / f"note{number}.md").write_text(f"note {number}\n")
    with contextlib.suppress(OSError):
        subprocess.run(["git", "init", "-q", str(repository)], check=False)
    return {
        "jsonl": {"paths": json.dumps([str(folder / "rows.jsonl")])},
        "shell": {"paths": json.dumps([str(folder / "history")])},
        "files": {"roots": json.dumps([str(notes)])},
        "git": {"roots": json.dumps([str(repository)])},
        "mail": {"paths": json.dumps([str(mail / "inbox.mbox")])},
        "calendar": {"paths": json.dumps([str(folder / "calendar.ics")])},
    }


def enable(client: SocketClient, options: dict[str, dict[str, str]]) -> tuple[list[str], list[str]]:
    """Enable all that may run; the names of those that do, and of those that do not with why."""
    on: list[str] = []
    off: list[str] = []
    for view in client.observers():
        try:
            client.observer_enable(view.name, options.get(view.name, {}))
        except GumptionError as error:
            off.append(f"{view.name}: {error}")
    time.sleep(3.0)
    for view in client.observers():
        works = view.state == "ok"
        (on if works else off).append(view.name if works else f"{view.name}: {view.why}")
    return on, off


def measured(pid: int, seconds: float) -> dict[str, float]:
    """Share of a processor, and resident megabytes, of an idle process."""
    stat, status = Path(f"/proc/{pid}/stat"), Path(f"/proc/{pid}/status")
    time.sleep(SETTLE)
    before = ticks(stat)
    time.sleep(seconds)
    share = (ticks(stat) - before) / os.sysconf("SC_CLK_TCK") / seconds
    resident = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return {"cpu_percent": round(share * 100, 2), "rss_mb": round(int(resident.split()[1]) / 1000)}


def one(seconds: float, *, observers: bool) -> dict[str, object]:
    """A daemon of its own, from its start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        os.environ[VARIABLE] = str(home.root)
        watched = Path(folder) / "watched"
        watched.mkdir()
        os.environ["HOME"] = str(watched)  # nobody's own browser or notes are looked at
        found: dict[str, object] = {}
        try:
            with connect(home) as client:
                pid = client.status().pid
                if observers:
                    on, off = enable(client, sources(watched))
                    found |= {"observers": on, "not_here": off}
            return {**measured(pid, seconds), **found}
        finally:
            if (running := attempt(home)) is not None:
                with running:
                    running.stop()
                while read_endpoint(home) is not None:
                    time.sleep(0.05)


def main() -> None:
    """Measure both and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    seconds: float = parser.parse_args().seconds
    if not Path("/proc/self/stat").exists():
        sys.exit("this system does not tell what a process takes in /proc")
    shown = {
        "without": one(seconds, observers=False),
        "with_observers": one(seconds, observers=True),
    }
    sys.stdout.write(json.dumps(shown) + "\n")


if __name__ == "__main__":
    main()
