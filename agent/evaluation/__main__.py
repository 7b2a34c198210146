"""Measure one suite: ``python -m agent.evaluation SUITE --data PATH``.

Writes progress and then the report as JSON lines to standard output; ``gumption eval`` shows them.
Works in temporary folders; nothing of the person's own home is read but its embedding model.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path


def main() -> None:
    """Run one suite."""
    parser = argparse.ArgumentParser(prog="python -m agent.evaluation", description=__doc__)
    parser.add_argument("suite")
    parser.add_argument("--data", required=True, type=Path)
    options = parser.parse_args()
    from agent.client import beside
    from agent.quiet import quiet

    quiet(os.environ)
    from agent.config_file import load
    from agent.evaluation.embedding import Remembering
    from agent.evaluation.suites import run
    from agent.home import Home
    from agent.wire import Progress
    from memory.embedding import default_embedder
    from memory.errors import GumptionError

    def tell(name: str, done: int, total: int) -> None:
        _write(Progress(stage=name, done=done, total=total).model_dump_json())

    try:
        home = Home.find(os.environ)
        chosen = load(home.config_path).memory.embedding_path
        embedder = Remembering(default_embedder(cache=home.cache, path=chosen))
        with beside.ended_cleanly(), contextlib.closing(embedder):
            report = run(options.suite, options.data.expanduser(), embedder, tell)
        _write(report.model_dump_json())
    except GumptionError as error:
        sys.stderr.write(f"{error.message}\n{error.hint}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os._exit(0)  # nobody watches any more
    except KeyboardInterrupt:
        sys.exit(130)


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
