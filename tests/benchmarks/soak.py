"""Long runs: ``kill -9`` for minutes, and a week in minutes.

``python -m tests.benchmarks.soak kill --minutes 5`` kills the daemon every few seconds while
sources are written to and prints whether the ledger equals the input (exit code 1 where it does
not). ``python -m tests.benchmarks.soak week`` lives seven days in fast time and prints resident
memory at the end of each and the slope from the third on.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from agent.home import VARIABLE, Home
from tests.benchmarks import killing, week


def kill(minutes: float, rate: int, seed: int) -> int:
    """Kill, compare and print; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = folder
        found = killing.run(
            Home(Path(folder)), minutes * 60, rate=rate, every=(1.0, 5.0), seed=seed
        )
    shown = {
        "seconds": minutes * 60,
        "kills": found.kills,
        "while_starting": found.starting,
        "rows": found.written.rows,
        "observations": found.written.kept.total(),
        "drops_written": dict(found.written.dropped),
        "drops_counted": found.drops,
        "statuses": found.statuses,
        "propositions": found.propositions,
        "missing": found.missing.total(),
        "extra": found.extra.total(),
        "problems": found.problems,
        "exact": found.exact,
    }
    sys.stdout.write(json.dumps(shown) + "\n")
    for name, count in [*found.missing.most_common(5), *found.extra.most_common(5)]:
        sys.stderr.write(f"{count} {name}\n")
    return int(not found.exact)


def live(days: int, events: int) -> int:
    """Live, print; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = folder
        found = week.run(
            Home(Path(folder)),
            days,
            events=events,
            told=lambda line: sys.stderr.write(line + "\n"),
        )
    shown = {
        "days": days,
        "rows": found.rows,
        "kept": found.kept,
        "propositions": found.propositions,
        "resident_mb": [round(each, 1) for each in found.resident],
        "store_mb": [round(each, 1) for each in found.ledger],
        "slope_mb_a_day": round(found.slope, 2),
        "errors": sorted(set(found.errors)),
    }
    sys.stdout.write(json.dumps(shown) + "\n")
    return int(bool(found.errors))


def main() -> int:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    killed = verbs.add_parser("kill", help="kill -9 of the daemon under load")
    killed.add_argument("--minutes", type=float, default=5.0)
    killed.add_argument("--rate", type=int, default=60, help="rows a second")
    killed.add_argument("--seed", type=int, default=1)
    lived = verbs.add_parser("week", help="seven days in fast time")
    lived.add_argument("--days", type=int, default=7)
    lived.add_argument("--events", type=int, default=700, help="a day")
    given = parser.parse_args()
    if given.verb == "week":
        return live(given.days, given.events)
    return kill(given.minutes, given.rate, given.seed)


if __name__ == "__main__":
    sys.exit(main())
