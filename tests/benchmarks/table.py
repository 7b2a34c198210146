"""The README's table of speed and scale, by one command.

``python -m tests.benchmarks.table [--sizes 1000,10000,100000] [--write]`` measures a home of each
size in a process of its own, so that one's memory is not counted for the next, and prints the table
as Markdown; ``--write`` puts it into ``README.md`` between its two marks. Every figure stands with
its ratio to a baseline of the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import bench_learn, bench_recall, bench_reconcile, bench_writing
from tests.benchmarks.figures import Figure
from tests.benchmarks.world import WordDirections, opened

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- benchmarks -->", "<!-- /benchmarks -->"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every size, print the table, and write it where told to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000,100000", help="rows, between commas")
    parser.add_argument("--write", action="store_true", help="into README.md")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.one is not None:
        sys.stdout.write(json.dumps([asdict(each) for each in measured(given.one)]) + "\n")
        return
    started = time.monotonic()
    sizes = [int(size) for size in given.sizes.split(",")]
    columns: list[list[Figure]] = []
    for size in sizes:
        sys.stderr.write(f"{size:,} rows …\n")
        columns.append(_apart(size))
    text = table(sizes, columns) + "\n\n" + _said(time.monotonic() - started) + "\n"
    sys.stdout.write(text)
    if given.write:
        README.write_text(replaced(README.read_text("utf-8"), text), "utf-8")


def measured(size: int) -> list[Figure]:
    """Everything that is measured of a home of so many rows."""
    with tempfile.TemporaryDirectory() as folder:
        home = bench_recall.made(Path(folder), size)
        found = bench_recall.figures(home)
        with opened(home.folder, WordDirections()) as model:
            found += bench_writing.figures(model, home.words)
            model.sync_index()
            model.tidy_index()  # as the daemon does every day
            found += bench_reconcile.figures(model, home.words)
            # What the others left would be learnt from first.
            model.set_aside([each.id for each in model.pending(1_000_000)], "measured already")
            found += bench_learn.figures(model, random.Random(size))
    return found


def table(sizes: Sequence[int], columns: Sequence[Sequence[Figure]]) -> str:
    """Markdown: a row for each figure, a column for each size, and how it grows."""
    named = [{each.what: each for each in column} for column in columns]
    lines = [
        "| observations and propositions | " + " | ".join(f"{s:,}" for s in sizes) + " | grows |",
        "|---|" + "---:|" * (len(sizes) + 1),
    ]
    for what, first in named[0].items():
        row = [column.get(what) for column in named]
        cells = [f"{it.words()}<br>{it.ratios()}" if it else "–" for it in row]
        last = row[-1]
        growth = f"{last.value / first.value:.2f} ×" if last and first.value else "–"
        lines.append(f"| {what} | " + " | ".join(cells) + f" | {growth} |")
    return "\n".join(lines)


def replaced(readme: str, text: str) -> str:
    """A README with the table between its two marks.

    Raises:
        ValueError: The marks are not there.
    """
    before, mark, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"README.md has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{text}{END}{after}"


def _apart(size: int) -> list[Figure]:
    """The figures of one size, measured in a process of their own."""
    command = [sys.executable, "-m", "tests.benchmarks.table", "--one", str(size)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return [Figure(**fields) for fields in json.loads(done.stdout.splitlines()[-1])]


def _said(seconds: float) -> str:
    """On what, when, and how long it took."""
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return (
        f"`python -m tests.benchmarks.table --write`: {os.cpu_count()} cores, {platform.system()},"
        f" Python {platform.python_version()}, {seconds / 60:.0f} minutes{load}."
        " × are ratios to a baseline of the same run; one row in ten is a proposition."
    )


if __name__ == "__main__":
    main()
