"""A process of our own beside this one: the same interpreter, the same code, text in UTF-8."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

#: What a terminal that is closed, a shutdown and Ctrl-C send; Windows knows no SIGHUP.
_ENDINGS: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)
#: To close its store and remove its folder takes a process some tenths of a second.
_END_SECONDS: Final = 15.0

#: Where the code that runs here is.
_HERE = Path(__file__).resolve().parents[2]


def command(module: str, *words: str) -> list[str]:
    """What runs one of our modules.

    Not with what lies in the working directory: many a project has an ``agent`` folder of its own.
    """
    return [sys.executable, "-P", "-m", module, *words]


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Its environment: the code is that of this process, whatever its locale its streams UTF-8."""
    paths = [str(_HERE), *filter(None, [environ.get("PYTHONPATH")])]
    return {**environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}


@contextlib.contextmanager
def ended_cleanly() -> Iterator[None]:
    """Let whatever ends this process from outside do so as Ctrl-C does: what was opened is closed.

    The first signal alone counts, so that a second one does not end the tidying. What the process
    was started to ignore (``nohup``) stays ignored. For the main thread.
    """

    def end(_number: int, _frame: object) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {each: signal.getsignal(each) for each in _ENDINGS}
    before = {each: old for each, old in before.items() if old is not signal.SIG_IGN}
    for each in before:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each, old in before.items():
            signal.signal(each, old)


def end(process: subprocess.Popen[str]) -> None:
    """Ask a process to end, if it has not, and wait until what it made is gone with it."""
    process.terminate()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
