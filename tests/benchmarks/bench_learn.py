"""What the learn graph costs a batch, the model excluded, as the ledger grows.

``python -m tests.benchmarks.bench_learn [PROPOSITIONS ...]`` prints one line of JSON for each size.
The budget (DESIGN §10) is 50 ms a batch, flat to 100,000. The baseline, in the same run and ledger,
is a bare :meth:`~memory.UserModel.reconcile` of as many drafts: what is left above it is recall,
audit, LangGraph, and its encrypted checkpoints.
"""

from __future__ import annotations

import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from agent.checkpoints import open_checkpoints
from agent.learning import Learner
from memory.model import UserModel
from memory.types import Draft, Observation
from tests.benchmarks.figures import Figure
from tests.benchmarks.world import NOW, WordDirections, opened
from tests.support.fake_engine import FakeEngine, claim

BATCH = 12
BATCHES = 15
_LETTERS = "bacedifoguhakilomunaperisotuvawexiyozutanemirola"
SYLLABLES = [_LETTERS[n : n + 2] for n in range(0, len(_LETTERS), 2)]


def words(chance: random.Random, count: int) -> str:
    """Invented words, so that nothing is known of any of them."""
    return " ".join(
        "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(count)
    )


def observations(chance: random.Random, count: int, first: int) -> list[Observation]:
    """What the person says, one thing a minute."""
    return [
        Observation(
            source="chat",
            content=f"I like {words(chance, 6)}",
            observed_at=NOW - timedelta(minutes=n),
            origin="self-stated",
            external_id=str(n),
        )
        for n in range(first, first + count)
    ]


def draft(observation: Observation) -> Draft:
    """One new claim from every observation."""
    return claim(f"Likes {observation.content.removeprefix('I like ')}", observation.id)


def milliseconds(act: Callable[[], object]) -> tuple[float, float]:
    """Wall-clock and processor time of one call."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def filled(model: UserModel, size: int, chance: random.Random) -> int:
    """Believe about so many claims, each of something the person said; returns how many."""
    known = 0
    while known < size:
        seen = observations(chance, BATCH * 20, known + 1_000_000)
        ids = model.observe(seen)
        drafts = [claim(f"Likes {words(chance, 6)}", one) for one in ids]
        model.reconcile(drafts, settles=ids)
        known += len(ids)
    model.sync_index()
    return known


def measure(model: UserModel, chance: random.Random) -> dict[str, float]:
    """Median milliseconds a batch through the graph and bare, and the graph's mean.

    Every tenth batch writes the vectors of those before it to the index; the mean has its share.
    """
    numbers = itertools.count(step=BATCH)
    checkpoints = open_checkpoints(model)
    learner = Learner(model, FakeEngine(batch_size=BATCH, drafting=draft), checkpoints, _now)

    def through_graph() -> tuple[float, float]:
        model.observe(observations(chance, BATCH, next(numbers)))
        return milliseconds(lambda: learner.run(limit=BATCH))

    def bare() -> tuple[float, float]:
        ids = model.observe(observations(chance, BATCH, next(numbers)))
        drafts = [claim(f"Likes {words(chance, 6)}", one) for one in ids]
        return milliseconds(lambda: model.reconcile(drafts, settles=ids))

    through_graph(), bare()
    pairs = [(through_graph(), bare()) for _ in range(BATCHES)]
    checkpoints.close()
    graph, graph_cpu = (statistics.median(pair[0][n] for pair in pairs) for n in (0, 1))
    mean = statistics.fmean(pair[0][0] for pair in pairs)
    bare_ms, bare_cpu = (statistics.median(pair[1][n] for pair in pairs) for n in (0, 1))
    return {
        "batch": BATCH,
        "graph_ms": round(graph, 1),
        "graph_mean_ms": round(mean, 1),
        "graph_cpu_ms": round(graph_cpu, 1),
        "reconcile_ms": round(bare_ms, 1),
        "reconcile_cpu_ms": round(bare_cpu, 1),
        "ratio": round(graph_cpu / bare_cpu, 2),
    }


def figures(model: UserModel, chance: random.Random) -> list[Figure]:
    """The learn graph, a batch."""
    found = measure(model, chance)
    return [
        Figure(
            what=f"learn graph, a batch of {BATCH}, the model excluded, p50 / mean",
            value=found["graph_ms"],
            beside=found["graph_mean_ms"],
            unit="ms",
            against={"bare reconcile": found["reconcile_ms"]},
        )
    ]


def _now() -> datetime:
    return NOW


if __name__ == "__main__":
    for wanted in [int(each) for each in sys.argv[1:]] or [1_000, 10_000]:
        with (
            tempfile.TemporaryDirectory() as folder,
            opened(Path(folder), WordDirections()) as opened_model,
        ):
            dice = random.Random(wanted)
            known_claims = filled(opened_model, wanted, dice)
            sys.stdout.write(
                json.dumps({"propositions": known_claims, **measure(opened_model, dice)}) + "\n"
            )
            sys.stdout.flush()
