"""What reconciling a batch of twelve drafts costs as the ledger grows, with claims of every sort.

``python -m tests.benchmarks.bench_reconcile [PROPOSITIONS ...]`` prints one line of JSON for each
size: processor time (the machine may be shared) and wall-clock time, medians over batches. The
vectors are a stand-in's, so that the embedding model is left out. The baseline, in the same run,
is a bare vector search for as many drafts.
"""

from __future__ import annotations

import itertools
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from memory.model import UserModel
from memory.types import Draft, Observation, Proposition
from tests.benchmarks.figures import Figure
from tests.benchmarks.world import NOW, WordDirections, Words, opened

BATCH = 12
BATCHES = 21


def milliseconds(act: Callable[[], object]) -> tuple[float, float]:
    """Processor and wall-clock time of one call."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def measure(model: UserModel, words: Words) -> dict[str, object]:
    """Median milliseconds a batch, and of the bare search."""
    numbers = itertools.count()
    outcomes: Counter[str] = Counter()
    drafted = words.claims()

    def batch() -> tuple[float, float]:
        seen = [
            Observation(
                source="chat",
                content=f"said {next(numbers)}",
                observed_at=NOW - timedelta(minutes=words.chance.randint(1, 500_000)),
                origin="self-stated",
                thread=str(next(numbers)),
            )
            for _ in range(BATCH)
        ]
        ids = model.observe(seen)
        drafts = [
            Draft(proposition=Proposition(text=next(drafted)), supports=(each,)) for each in ids
        ]

        def act() -> None:
            outcomes.update(each.outcome for each in model.reconcile(drafts, settles=ids))

        return milliseconds(act)

    def search() -> tuple[float, float]:
        vectors = model.embedder.embed([next(drafted) for _ in range(BATCH)])
        return milliseconds(lambda: model._dense.index.query_many("proposition", vectors, 32))

    batch(), search()
    pairs = [(batch(), search()) for _ in range(BATCHES)]
    cpu, wall = (statistics.median(pair[0][n] for pair in pairs) for n in (0, 1))
    bare, bare_wall = (statistics.median(pair[1][n] for pair in pairs) for n in (0, 1))
    return {
        "drafts": BATCH,
        "cpu_ms": round(cpu, 1),
        "wall_ms": round(wall, 1),
        "search_cpu_ms": round(bare, 1),
        "search_wall_ms": round(bare_wall, 1),
        "ratio": round(cpu / bare, 1),
        "outcomes": dict(outcomes),
    }


def figures(model: UserModel, words: Words) -> list[Figure]:
    """Reconciling, a draft."""
    found = measure(model, words)
    own, bare = (float(str(found[name])) / BATCH for name in ("wall_ms", "search_wall_ms"))
    return [
        Figure(
            what=f"reconcile, a draft (of {BATCH})",
            value=own,
            unit="ms",
            against={"bare vector search": bare},
        )
    ]


def filled(model: UserModel, size: int, words: Words) -> None:
    """Believe so many claims that can all be believed at once."""
    for text in itertools.islice(words.known(), size):
        model.add(Proposition(text=text, confidence=0.6, source="stated"))
    model.sync_index()


if __name__ == "__main__":
    for wanted in [int(each) for each in sys.argv[1:]] or [1_000, 10_000]:
        with (
            tempfile.TemporaryDirectory() as folder,
            opened(Path(folder), WordDirections()) as opened_model,
        ):
            invented = Words(wanted)
            filled(opened_model, wanted, invented)
            sys.stdout.write(
                json.dumps({"propositions": wanted, **measure(opened_model, invented)}) + "\n"
            )
            sys.stdout.flush()
