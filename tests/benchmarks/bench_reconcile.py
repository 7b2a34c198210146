"""What reconciling a batch of twelve drafts costs as the ledger grows, with claims of every sort.

``python -m tests.benchmarks.bench_reconcile [PROPOSITIONS ...]`` prints one line of JSON for each
size: processor time (the machine may be shared) and wall-clock time, medians over batches. The
vectors are hashed n-grams, so that the embedding model is left out. The baseline, in the same run,
is a bare vector search for as many drafts.
"""

from __future__ import annotations

import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from memory.claims import parse_claim
from memory.embedding import HashedEmbedder
from memory.keys import SystemKeys
from memory.model import UserModel
from memory.types import Draft, Observation, Proposition

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BATCH = 12
BATCHES = 21
_WORDS = """
tea coffee jazz cycling Python Rust Docker Vim Berlin Leeds Porto gardens chess pottery tennis
running Firefox Polars pandas sourdough films poetry Spanish maps boats tents lenses kites
"""
THINGS = _WORDS.split()
PLACES = ["club", "group", "course", "archive", "festival", "shop", "project", "library", "garden"]
PEOPLE = ["sister", "brother", "manager", "neighbour", "partner", "mother", "father", "landlord"]
DAYS = ["Mondays", "Tuesdays", "Fridays", "Sundays"]
FORMS = (
    "Likes {0}", "Uses {0} for {1}", "Prefers {0} over {1}", "Lives in {0}", "Works on {0}",
    "Is learning {0}", "Plans to visit {0}", "Has finished {0}", "Their {who} likes {0}",
    "Their {who} lives in {0}", "No longer uses {0}", "Reads about {0} on {day}", "Avoids {0}",
    "Meets the {0} on {day}", "Drinks {0} in the evening", "Has {n} {0}", "Wakes up at {n}:30",
    "Switched from {0} to {1}", "Their {1} meeting is on {day} at 9:00", "Keeps {0} in {1}",
)  # fmt: skip


def sentences(chance: random.Random) -> Iterator[str]:
    """Claims without end, in many slots, seldom the same one."""

    def thing() -> str:
        return f"{chance.choice(THINGS)} {chance.choice(PLACES)} {chance.randint(1, 99_999)}"

    while True:
        yield chance.choice(FORMS).format(
            thing(), thing(), who=chance.choice(PEOPLE), day=chance.choice(DAYS),
            n=chance.randint(2, 12),
        )  # fmt: skip


def known(chance: random.Random) -> Iterator[str]:
    """Claims that can all be believed at once: one of each slot that has one value."""
    there: set[str] = set()
    for text in sentences(chance):
        claim = parse_claim(text)
        key = claim.key if claim.arity == "many" else f"{claim.subject}/{claim.slot}"
        if key not in there:
            there.add(key)
            yield text


def milliseconds(act: Callable[[], object]) -> tuple[float, float]:
    """Processor and wall-clock time of one call."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def measure(size: int, directory: Path) -> dict[str, object]:
    """Median milliseconds a batch at that many propositions."""
    chance = random.Random(size)
    numbers = itertools.count()
    texts = known(chance)
    outcomes: Counter[str] = Counter()
    with UserModel.open(
        directory,
        embedder=HashedEmbedder(),
        keys=SystemKeys(keyring=lambda: None),
        clock=lambda: NOW,
    ) as model:
        for _ in range(size):
            model.add(Proposition(text=next(texts), confidence=0.6, source="stated"))
        model.sync_index()
        drafted = sentences(chance)

        def batch() -> tuple[float, float]:
            seen = [
                Observation(
                    source="chat",
                    content=f"said {next(numbers)}",
                    observed_at=NOW - timedelta(minutes=chance.randint(1, 500_000)),
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
    bare = statistics.median(pair[1][0] for pair in pairs)
    return {
        "propositions": size,
        "drafts": BATCH,
        "cpu_ms": round(cpu, 1),
        "wall_ms": round(wall, 1),
        "search_cpu_ms": round(bare, 1),
        "ratio": round(cpu / bare, 1),
        "outcomes": dict(outcomes),
    }


if __name__ == "__main__":
    for wanted in [int(each) for each in sys.argv[1:]] or [1_000, 10_000]:
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.write(json.dumps(measure(wanted, Path(folder))) + "\n")
            sys.stdout.flush()
