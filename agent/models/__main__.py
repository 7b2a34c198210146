"""One verb of ``gumption model``: ``python -m agent.models VERB …``.

A process of its own, because it asks llama.cpp about the machine, which the command line never
loads. Writes JSON lines (:mod:`agent.models.events`) to standard output.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from agent.models.commands import Verbs
    from agent.models.events import Failed, Result, Said
    from agent.models.hub import Hub
    from agent.wire import Progress

#: Seconds between two lines about the same file: a screen shows no more.
_EVERY: Final = 0.1
_INTERRUPTED: Final = 130


class _Teller:
    """Writes lines to standard output."""

    def __init__(self) -> None:
        self._at = 0.0
        self._stage = ""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Bytes of a file."""
        from agent.wire import Progress

        now = time.monotonic()
        if stage == self._stage and done != total and now - self._at < _EVERY:
            return
        self._at, self._stage = now, stage
        self.write(Progress(stage=stage, done=done, total=total))

    def say(self, text: str) -> None:
        """A sentence."""
        from agent.models.events import Said

        self.write(Said(text=text))

    def write(self, line: Progress | Said | Failed | Result) -> None:
        """One line."""
        sys.stdout.write(line.model_dump_json() + "\n")
        sys.stdout.flush()


def main() -> None:
    """Do one verb."""
    options = _options()
    from agent.quiet import quiet

    quiet(os.environ)
    from agent.models.events import Failed
    from memory.errors import GumptionError

    teller = _Teller()
    try:
        teller.write(_run(_verbs(teller), options))
    except GumptionError as error:
        teller.write(Failed(message=error.message, hint=error.hint, exit_code=error.exit_code))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)  # what arrived is kept
    except BrokenPipeError:
        os._exit(0)  # nobody watches any more


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m agent.models", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list")
    for verb in ("pull", "use"):
        verbs.add_parser(verb).add_argument("name")
    verbs.add_parser("verify").add_argument("name", nargs="?")
    remove = verbs.add_parser("rm")
    remove.add_argument("name")
    remove.add_argument("--force", action="store_true")
    remove.add_argument("--dry-run", action="store_true")
    check = verbs.add_parser("check")
    check.add_argument("key")
    check.add_argument("path", type=Path)
    return parser.parse_args()


def _verbs(teller: _Teller) -> Verbs:
    from agent.home import Home
    from agent.llama import native
    from agent.models.commands import Verbs
    from agent.models.hardware import survey

    def hub(endpoint: str) -> Hub:
        from agent.models.hub import Hub

        return Hub(
            endpoint,
            token=os.environ.get("HF_TOKEN") or None,
            sleep=time.sleep,
            now=lambda: datetime.now(UTC),
            on_wait=lambda why, seconds: teller.say(f"{why}; trying again in {seconds:.0f} s"),
        )

    return Verbs(
        home=Home.find(os.environ),
        survey=survey,
        knows=native.knows_architecture,
        embeds=_embeds,
        hub=hub,
        watcher=teller,
        now=lambda: datetime.now(UTC),
        sleep=time.sleep,
        free=lambda folder: shutil.disk_usage(folder).free,
    )


def _embeds(path: Path, cache: Path) -> None:
    from memory.embedding import default_embedder

    default_embedder(path=path, cache=cache).close()


def _run(verbs: Verbs, options: argparse.Namespace) -> Result:
    if options.verb == "list":
        return verbs.list_()
    if options.verb == "pull":
        return verbs.pull(options.name, os.environ.get("HF_ENDPOINT") or None)
    if options.verb == "use":
        return verbs.use(options.name)
    if options.verb == "verify":
        return verbs.verify(options.name)
    if options.verb == "rm":
        return verbs.remove(options.name, force=options.force, dry_run=options.dry_run)
    return verbs.check(options.key, options.path.expanduser())


if __name__ == "__main__":
    main()
