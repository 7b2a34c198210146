"""How fast the gate is, as a ratio to merely parsing the same rows as JSON.

``python -m tests.benchmarks.bench_gate`` prints one line of JSON. The budget (DESIGN §10) is 2,000
observations a second through the gate and into the ledger; the gate alone should take no more than
a tenth of that, so 20,000.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from agent.gate import Gate
from agent.observers.jsonl import parse_row
from agent.sample import WEEK, WEEK_END
from memory.types import Observation

ROUNDS = 20


def best(act: Callable[[], object], rounds: int = 5) -> float:
    """Processor seconds of the fastest of some runs."""
    times: list[float] = []
    for _ in range(rounds):
        started = time.process_time()
        act()
        times.append(time.process_time() - started)
    return min(times)


def measure(now: datetime) -> dict[str, float]:
    """Observations a second of each stage over the sample week, and ratios to JSON parsing."""
    raw = WEEK.read_text(encoding="utf-8").splitlines() * ROUNDS
    rows = [json.loads(line) for line in raw]
    items = [parse_row(row) for row in rows]
    observations = [item for item in items if isinstance(item, Observation)]
    gate = Gate()
    json_s = best(lambda: [json.loads(line) for line in raw]) / len(raw)
    row_s = best(lambda: [parse_row(row) for row in rows]) / len(raw)
    gate_s = best(lambda: gate.admit(observations, now)) / len(observations)
    return {
        "rows": len(raw),
        "json_per_s": round(1 / json_s),
        "parse_row_per_s": round(1 / row_s),
        "gate_per_s": round(1 / gate_s),
        "gate_to_json": round(gate_s / json_s, 2),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(WEEK_END + timedelta(hours=1))) + "\n")
