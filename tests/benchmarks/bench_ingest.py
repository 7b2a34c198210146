"""A day of heavy use: how fast events come in, in how much memory, and whether each does once.

``python -m tests.benchmarks.bench_ingest [--events 100000]`` appends so many rows to a file in
bursts of 500 (what a heavy second brings), lets the live ``jsonl`` observer look after each burst,
and prints one line of JSON: observations a second from the file through gate and ledger, the same
rows as bare ``INSERT`` statements into an encrypted table without indexes or full text (one
transaction a burst: the *baseline*), the ratio of the two, and resident memory along the way. The
budget (DESIGN §10) is 2,000 a second. Seconds are processor time, which other programs do not add
to; ``wall_per_s`` is what a clock on the wall says, waits for the disk included.

Ends with 1 where a row was lost or came twice: rows = observations + counted drops.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from agent.daemon.observing import Runner
from agent.exclusions import Exclusions
from agent.gate import Gate
from agent.observers.jsonl_live import JsonlObserver, JsonlSettings
from agent.observers.live import Surroundings, run_program
from memory import UserModel
from memory.embedding.hashed import HashedEmbedder
from memory.ledger import open_encrypted
from memory.types import Observation
from tests.support.models import file_keys

BURST = 500
START = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
_APPS = ("editor", "browser", "terminal", "mail", "music", "bank")
_VERBS = ("git status", "make test", "cargo build", "ls -la", "ssh build", "docker ps")


@dataclass(slots=True)
class Day:
    """What was found.

    Attributes:
        rows: Lines that were written to the file.
        observations: Rows in the ledger.
        drops: As the ledger counted them.
        planted: Drops that had to come, by reason.
        twice: Contents that are in the ledger more often than in the file.
        cpu: Processor seconds of all looks.
        wall: Seconds of all looks.
        resident: Megabytes of this process after the first bursts, then every tenth of the way.
    """

    rows: int = 0
    observations: int = 0
    drops: dict[str, int] = field(default_factory=dict)
    planted: Counter[str] = field(default_factory=Counter)
    twice: int = 0
    cpu: float = 0.0
    wall: float = 0.0
    resident: list[float] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        """None lost, none twice, every drop for its own reason."""
        return (
            self.rows == self.observations + sum(self.drops.values())
            and self.drops == dict(self.planted)
            and not self.twice
        )


class Events:
    """What a busy machine reports: windows, commands, pages; some rows broken or unwanted."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._number = 0
        self.drops: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()

    def line(self) -> str:
        """The next row."""
        self._number += 1
        number, kind = self._number, self._chance.random()
        if kind < 0.02:
            self.drops["malformed"] += 1
            return '{"content": \n'
        app = self._chance.choice(_APPS)
        content = f"{self._chance.choice(_VERBS)} {number % 4000}"
        if kind < 0.04:
            content = " "
            self.drops["empty"] += 1
        elif kind < 0.06:
            app = "vault"
            self.drops["excluded (app)"] += 1
        elif kind < 0.1:
            self.kept[f"export API_TOKEN=[REDACTED:assignment] run{number}"] += 1
            content = f"export API_TOKEN=a1b2c3d4e5f6{number} run{number}"
        else:
            self.kept[content] += 1
        row = {
            "source": "events",
            "content": content,
            "kind": "event",
            "observed_at": (START + timedelta(seconds=number / 4)).isoformat(),
            "context": {"app": app, "title": f"{app} - file{number % 97}.py", "n": number},
        }
        return json.dumps(row) + "\n"


def day(folder: Path, events: int, *, seed: int = 5) -> Day:
    """Write so many events in bursts, each of them looked at, and compare."""
    source, found, made = folder / "events.jsonl", Day(), Events(seed)
    source.touch()
    gate = Gate(exclusions=Exclusions(["app:vault"]))
    now = START + timedelta(days=1)
    around = Surroundings(
        environ={}, home=folder, platform=sys.platform, clock=lambda: now, run=run_program
    )
    settings = JsonlSettings(paths=(str(source),), history=True)
    with UserModel.open(
        folder / "home", embedder=HashedEmbedder(), keys=file_keys(), clock=lambda: now
    ) as model:
        runner = Runner(JsonlObserver(), settings, around, model, gate)
        while found.rows < events:
            burst = [made.line() for _ in range(min(BURST, events - found.rows))]
            with source.open("a", encoding="utf-8") as file:
                file.writelines(burst)
            found.rows += len(burst)
            cpu, wall = time.process_time(), time.perf_counter()
            runner.step()
            found.cpu += time.process_time() - cpu
            found.wall += time.perf_counter() - wall
            if found.rows % max(BURST, events // 10) == 0:
                found.resident.append(psutil.Process().memory_info().rss / 1e6)
        found.planted, found.drops = made.drops, dict(model.counts().drops)
        there = Counter(each.content for each in model.observations(limit=events + 1))
        found.observations = there.total()
        found.twice = (there - made.kept).total()
    return found


def baseline(folder: Path, events: int, *, seed: int = 5) -> float:
    """Processor seconds of bare statements for the same rows, parsing them as JSON included."""
    made = Events(seed)
    lines = [made.line() for _ in range(events)]
    spent = 0.0
    with closing(open_encrypted(folder / "bare.db", bytes(32))) as db:
        db.execute("CREATE TABLE bare (content TEXT, kind TEXT, at TEXT, context TEXT)")
        for begin in range(0, events, BURST):
            began = time.process_time()
            rows = []
            for line in lines[begin : begin + BURST]:
                try:
                    row = json.loads(line)
                except ValueError:
                    continue
                rows.append(
                    (row["content"], row["kind"], row["observed_at"], json.dumps(row["context"]))
                )
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT INTO bare VALUES (?, ?, ?, ?)", rows)
            db.execute("COMMIT")
            spent += time.process_time() - began
    return spent


def gate_alone(events: int) -> float:
    """Processor seconds of the gate for as many plain observations."""
    rows = [
        Observation(source="events", content=f"make test {n}", observed_at=START, kind="event")
        for n in range(events)
    ]
    began = time.process_time()
    Gate().admit(rows, START)
    return time.process_time() - began


def main() -> int:
    """Print the figures; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=100_000)
    events: int = parser.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        found = day(Path(folder), events)
        bare = baseline(Path(folder), events)
    alone = gate_alone(20_000)
    shown = {
        "events": found.rows,
        "observations": found.observations,
        "drops": found.drops,
        "per_s": round(found.rows / found.cpu),
        "wall_per_s": round(found.rows / found.wall),
        "bare_inserts_per_s": round(events / bare),
        "times_bare_inserts": round(found.cpu / bare, 1),
        "gate_alone_per_s": round(20_000 / alone),
        "resident_mb": [round(each) for each in found.resident],
        "grown_mb": round(found.resident[-1] - found.resident[0], 1),
        "exact": found.exact,
    }
    sys.stdout.write(json.dumps(shown) + "\n")
    return int(not found.exact)


if __name__ == "__main__":
    sys.exit(main())
