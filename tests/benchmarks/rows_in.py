"""The rows-in table: every artefact through its importer and the gate, nothing lost.

``python -m tests.benchmarks.rows_in --data PATH`` takes the folder of artefacts (laid out like
``streams`` of the benchmark data; more files of the same kinds are found by what they are) and
prints, for each, rows = observations + drops by reason, and the milliseconds of CPU a thousand rows
cost. Ends with 1 where a row is unaccounted for or an artefact is refused.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from agent.gate import Gate
from agent.importing import run_import
from memory.errors import GumptionError
from tests.support.fake_ledger import FakeLedger

#: Part of a file's name (lower-case), in the order in which they are tried, and its importer.
KINDS = (
    ("knowledgec", "knowledgec"),
    ("activitiescache", "activitiescache"),
    ("places.sqlite", "browser"),
    ("history.db", "browser"),
    ("bash_history", "shell"),
    ("zsh", "shell"),
    ("fish", "shell"),
    ("gitlog", "git"),
    ("calendar", "ics"),
    (".ics", "ics"),
    (".mbox", "mbox"),
    ("mail", "mbox"),
    (".cast", "terminal"),
    ("history", "browser"),
)


def artefacts(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every file whose kind its name (or that of its folder) tells."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            place = path.relative_to(folder).as_posix().lower()
            kind = next((k for part, k in KINDS if part in path.name.lower() or part in place), "")
            if kind:
                yield path, kind


def main() -> int:
    """Print the table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder: Path = parser.parse_args().data
    wrong = 0
    sys.stdout.write("| artefact | importer | rows | observations | dropped | ms/1000 rows |\n")
    sys.stdout.write("|---|---|---:|---:|---|---:|\n")
    for path, kind in artefacts(folder):
        began = time.process_time()
        try:
            report = run_import(FakeLedger(), Gate(), kind, path, now=datetime.now(UTC))
        except GumptionError as error:
            sys.stdout.write(f"| {path.relative_to(folder)} | {kind} | refused: {error} | | | |\n")
            wrong += 1
            continue
        cost = (time.process_time() - began) * 1e6 / max(1, report.rows)
        drops = ", ".join(f"{n} {reason}" for reason, n in report.dropped.most_common()) or "none"
        sum_ = report.observations + report.dropped.total()
        wrong += report.rows != sum_
        sys.stdout.write(
            f"| {path.relative_to(folder)} | {kind} | {report.rows} | {report.observations}"
            f" | {drops} | {cost:.0f} |\n"
        )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
