"""Time to first paint of the UI, against a trivial Textual app in the same run.

``python -m tests.benchmarks.bench_paint [ROUNDS]``: each round starts a fresh interpreter for each,
imports, composes, and stops the clock once the screen is drawn, for ours with the list of
suggestions on it (budget: 500 ms with the daemon up; the stand-in answers at once).
"""

from __future__ import annotations

import statistics
import subprocess
import sys

ROUNDS = 5

TRIVIAL = """
import time; start = time.perf_counter()
import asyncio
from textual.app import App
from textual.widgets import Static

class Trivial(App):
    def compose(self):
        yield Static("hello")

async def main():
    app = Trivial()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print(time.perf_counter() - start)

asyncio.run(main())
"""

OURS = """
from tests.support.fake_client import FakeDaemon
import sys
for name in [name for name in sys.modules if name.startswith(("textual", "rich"))]:
    raise SystemExit(f"the stand-in already loaded {name}: the figure would flatter")
import time; start = time.perf_counter()
import asyncio
from tui.app import GumptionApp
from tui.desk import Desk
from tests.support.sample_views import NOW

async def main():
    app = GumptionApp(Desk(FakeDaemon().connect, lambda: NOW), poll=None)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.screen.query("Rows") or app.screen.query_one("Rows").option_count == 0:
            await pilot.pause()
        print(time.perf_counter() - start)

asyncio.run(main())
"""


def seconds(code: str) -> float:
    """One run in an interpreter of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Print medians and their ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    trivial, ours = [], []
    for _ in range(rounds):
        trivial.append(seconds(TRIVIAL))
        ours.append(seconds(OURS))
    base, paint = statistics.median(trivial), statistics.median(ours)
    sys.stdout.write(
        f"trivial app {base * 1000:.0f} ms · first paint {paint * 1000:.0f} ms"
        f" · ratio {paint / base:.2f} (median of {rounds})\n"
    )


if __name__ == "__main__":
    main()
