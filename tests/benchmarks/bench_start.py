"""How long a person waits for the command line, as ratios to starting Python and doing nothing.

``python -m tests.benchmarks.bench_start`` prints one line of JSON. Budgets (DESIGN §10): ``--help``
in 150 ms; a daemon that is idle takes at most 1 % of a processor and 300 MB. Each figure is the
fastest of several runs in milliseconds of wall-clock time, to which whatever else the machine does
can only add; ``help_cpu_ms`` is the processor time alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from agent.client.endpoint import read_endpoint
from agent.client.socket import attempt, connect
from agent.home import VARIABLE, Home

RUNS = 7
CALLS = 50
#: Seconds over which an idle daemon's processor time is taken.
IDLE = 10.0
#: Seconds until the first jobs after a start (opening the index, looking the ledger over) are done.
SETTLE = 12.0
COMMAND = "from tui.cli.main import main; main()"


def fastest(act: Callable[[], object], runs: int) -> float:
    """Milliseconds of the fastest run."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return min(times) * 1000


def processor(act: Callable[[], object]) -> float:
    """Milliseconds of processor time that the processes started by an act took."""
    before = os.times()
    act()
    after = os.times()
    spent = after.children_user + after.children_system
    return (spent - before.children_user - before.children_system) * 1000


def python(*arguments: str) -> Callable[[], object]:
    """A fresh interpreter with these arguments."""
    command: Sequence[str] = [sys.executable, *arguments]
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def measure(home: Home) -> dict[str, float]:
    """Start-up, a round trip, and what the daemon takes while nobody asks anything."""
    bare = fastest(python("-c", "pass"), RUNS)
    shown = fastest(python("-c", COMMAND, "--help"), RUNS)
    began = time.perf_counter()
    with connect(home) as client:
        started = (time.perf_counter() - began) * 1000
        pid = client.status().pid
        round_trip = fastest(client.status, CALLS)
        command = fastest(python("-c", COMMAND, "status", "--json"), RUNS)
    figures = {
        "python_ms": bare,
        "help_ms": shown,
        "help_to_python": shown / bare,
        "help_cpu_ms": min(processor(python("-c", COMMAND, "--help")) for _ in range(RUNS)),
        "status_round_trip_ms": round_trip,
        "status_command_ms": command,
        "status_command_to_python": command / bare,
        "first_daemon_start_ms": started,
    }
    return {**figures, **idle(pid)}


def idle(pid: int) -> dict[str, float]:
    """Share of a processor and resident megabytes of an idle process; nothing where unknown."""
    stat, status = Path(f"/proc/{pid}/stat"), Path(f"/proc/{pid}/status")
    if not stat.exists():
        return {}
    time.sleep(SETTLE)
    before = ticks(stat)
    time.sleep(IDLE)
    share = (ticks(stat) - before) / os.sysconf("SC_CLK_TCK") / IDLE
    resident = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return {"idle_cpu_percent": share * 100, "idle_rss_mb": int(resident.split()[1]) / 1000}


def ticks(stat: Path) -> int:
    """User and system time of a process, in clock ticks."""
    fields = stat.read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def main() -> None:
    """Measure on a home of its own and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = folder
        try:
            figures = measure(Home(folder))
        finally:
            if (client := attempt(Home(folder))) is not None:
                with client:
                    client.stop()
                while read_endpoint(Home(folder)) is not None:
                    time.sleep(0.05)
    sys.stdout.write(json.dumps({name: round(value, 2) for name, value in figures.items()}) + "\n")


if __name__ == "__main__":
    main()
