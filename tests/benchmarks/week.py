"""Seven days of a daemon in minutes: its own parts and jobs, a clock that is moved, events of days.

Every simulated hour of a working day brings commands, pages, windows and something said; then the
jobs run that are due, and a few questions are asked. :func:`run` says how much memory the process
has at the end of each day: what it needs once is needed on the first, and what grows with the days
is a leak.
"""

from __future__ import annotations

import gc
import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from agent.config_file import load
from agent.daemon.assemble import Assembly, assemble
from agent.daemon.observing import Runner
from agent.gate import Gate
from agent.home import Home
from agent.observers.jsonl_live import JsonlObserver, JsonlSettings
from agent.observers.live import Surroundings, run_program
from memory.heap import hold_little

START = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
CONFIG = """
[retention]
days = 2
[suggest]
burn_in_hours = 0
"""
_HOURS = range(8, 22)
_COMMANDS = ("git commit", "make test", "ssh build", "uv run pytest", "docker compose up", "vim")
_PAGES = ("Weather", "Train times", "Python documentation", "Recipes", "News", "Maps")
_SAID = (
    "I like {} with my breakfast.",
    "I moved to {} last spring.",
    "My sister works on {}.",
    "I prefer {} in the evening.",
    "Next week I will look into {}.",
)
_THINGS = ("tea", "rye bread", "Porto", "sailing", "compilers", "cocoa", "Lyon", "the garden")


@dataclass(slots=True)
class Week:
    """What was found: a value a day, in megabytes, and the rows that came and are left."""

    resident: list[float] = field(default_factory=list)
    ledger: list[float] = field(default_factory=list)
    rows: int = 0
    kept: int = 0
    propositions: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def slope(self) -> float:
        """Megabytes a day by which resident memory grows after the first two (least squares)."""
        tail = self.resident[2:]
        middle, mean = (len(tail) - 1) / 2, sum(tail) / len(tail)
        above = sum((n - middle) * (each - mean) for n, each in enumerate(tail))
        return above / sum((n - middle) ** 2 for n in range(len(tail)))


def run(
    home: Home, days: int, *, events: int, seed: int = 2, told: Callable[[str], object] = str
) -> Week:
    """Live so many days, each with about so many events.

    Args:
        home: A fresh one.
        days: How many, at least four.
        events: A day.
        seed: Of what happens.
        told: Called with a line after each day.
    """
    hold_little()  # as the daemon's process does
    home.prepare()
    home.config_path.write_text(CONFIG, encoding="utf-8")
    moment, found, chance = [START], Week(), random.Random(seed)
    assembly = assemble(home, load(home.config_path), stop=lambda: None, clock=lambda: moment[0])
    source = home.root / "events.jsonl"
    source.touch()
    around = Surroundings(
        environ={}, home=home.root, platform=sys.platform, clock=lambda: moment[0], run=run_program
    )
    settings = JsonlSettings(paths=(str(source),), history=True)
    try:
        observing = Runner(JsonlObserver(), settings, around, assembly.model, Gate())
        for day in range(days):
            for hour in range(24):
                moment[0] = START + timedelta(days=day, hours=hour)
                if hour in _HOURS:
                    _live(source, moment[0], events // len(_HOURS), chance, found)
                    observing.step()
                if hour in _HOURS or hour % 6 == 0:  # it sleeps at night
                    _work(assembly, hour, found)
            gc.collect()
            found.resident.append(psutil.Process().memory_info().rss / 1e6)
            size = sum(each.stat().st_size for each in home.ledger.rglob("*") if each.is_file())
            found.ledger.append(size / 1e6)
            told(f"day {day + 1}: {found.resident[-1]:.1f} MB, store {found.ledger[-1]:.1f} MB")
        counts = assembly.model.counts()
        found.kept = sum(n for name, n in counts.observations.items() if name != "dropped")
        found.propositions = counts.propositions["active"]
        found.errors += assembly.model.check()
    finally:
        assembly.close()
    return found


def _live(source: Path, hour: datetime, events: int, chance: random.Random, found: Week) -> None:
    with source.open("a", encoding="utf-8") as file:
        for number in range(events):
            at = hour - timedelta(minutes=59) + timedelta(minutes=58 * number / max(1, events))
            kind = chance.random()
            row: dict[str, object] = {"observed_at": at.isoformat(), "kind": "event"}
            if kind < 0.6:
                row |= {"source": "shell", "content": f"{chance.choice(_COMMANDS)} {found.rows}"}
            elif kind < 0.95:
                row |= {"source": "browser", "content": f"{chance.choice(_PAGES)} {found.rows}"}
            else:
                said = chance.choice(_SAID).format(chance.choice(_THINGS))
                row |= {"source": "note", "kind": "text", "origin": "self-stated", "content": said}
            file.write(json.dumps(row) + "\n")
            found.rows += 1


def _work(assembly: Assembly, hour: int, found: Week) -> None:
    """What is due: learning and the like every hour, retention every sixth, the rest at night."""
    names = ["learn", "index", "suggest", "decay", "memory"]
    names += ["retention"] if hour % 6 == 0 else []
    names += ["consolidate"] if hour == 0 else []
    for name in names:
        assembly.jobs.run(name)
    for question in ("what do they drink?", "where do they live?", "git"):
        assembly.model.recall(question, k=5)
    found.errors += [view.last_error for view in assembly.jobs.views() if view.last_error]
