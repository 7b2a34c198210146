"""Killed at random moments, the ledger loses nothing and counts nothing twice."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from pathlib import Path

from memory.model import UserModel
from memory.types import Evidence, Proposition
from tests.memory.crash_worker import TOTAL, FileIndex, run
from tests.support.models import open_model

ROOT = Path(__file__).resolve().parents[2]
KILLS = 6


def beliefs(model: UserModel) -> list[tuple[Proposition, list[Evidence]]]:
    """Everything that was learnt, with its evidence."""
    found = sorted(model.propositions(limit=1000), key=lambda each: each.text)
    return [(each, model.evidence(each.id)) for each in found]


def kill_after(directory: Path, seconds: float) -> bool:
    """Start the worker and kill it so long after it has opened the ledger; whether it was done."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.memory.crash_worker", str(directory)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        rest = process.stdout.read()
        process.wait()
        timer.cancel()
        return "done" in rest


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """After kills and a last run the ledger is what an undisturbed run would have made."""
    chance = random.Random()
    seed = chance.randrange(10_000)
    chance.seed(seed)
    moments: list[float] = []
    for _ in range(KILLS):
        moments.append(chance.uniform(0.0, 0.25))
        kill_after(tmp_path / "killed", moments[-1])
        with open_model(tmp_path / "killed") as model:
            assert model.check() == [], (seed, moments)
            settled = model.counts().observations["processed"]
            assert settled == sum(len(each) for _, each in beliefs(model)), (seed, moments)
    run(tmp_path / "killed")
    run(tmp_path / "whole")
    index = FileIndex.of(tmp_path / "killed")
    with (
        open_model(tmp_path / "killed", index=index) as killed,
        open_model(tmp_path / "whole") as whole,
    ):
        assert killed.counts() == whole.counts()
        assert killed.counts().observations["processed"] == TOTAL
        assert beliefs(killed) == beliefs(whole)
        killed.sync_index()
        assert index.ids("proposition") == {each.id for each in killed.propositions(limit=1000)}
