"""The daemon's log: what happened, never what was observed.

Tracebacks go in without the exceptions' own words, because those may quote what was being worked
on. Errors of :mod:`memory.errors` are written for people and are logged by those who catch them.
"""

from __future__ import annotations

import copy
import logging
import sys
import traceback
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from types import TracebackType

from agent.home import Home
from memory.errors import StorageFull

_BYTES = 1_000_000
_KEPT = 3
#: Packages that write what they work on into their own logs.
_TALKATIVE = (
    "asyncio",
    "chromadb",
    "gguf",
    "httpcore",
    "httpx",
    "langchain_core",
    "langgraph",
    "urllib3",
)

#: ``extra`` of a record that whoever watches standard error is told of in other words.
TOLD = {"told": True}


def scrub(home: Home, forgotten: Sequence[str]) -> None:
    """Take the lines that quote what was forgotten out of the logs.

    None should: this is for what a library let slip. Lines are overwritten in place, as the file is
    open for appending.
    """
    wanted = [text.casefold() for text in forgotten if text]
    for path in home.log_path.parent.glob(f"{home.log_path.stem}.*") if wanted else ():
        with path.open("r+b") as file:
            lines = file.read().splitlines(keepends=True)
            kept = [line for line in lines if not _quotes(line, wanted)]
            if len(kept) < len(lines):
                file.seek(0)
                whole = sum(map(len, lines))
                file.write(b"".join(kept).ljust(whole, b"\n"))
                file.truncate(sum(map(len, kept)))


def _quotes(line: bytes, wanted: Sequence[str]) -> bool:
    told = line.decode(errors="replace").casefold()
    return any(text in told for text in wanted)


class Discreet(logging.Formatter):
    """Formats tracebacks as places and types, without messages."""

    def format(self, record: logging.LogRecord) -> str:
        """The record, with our traceback even where another handler has left its own in it."""
        own = copy.copy(record)
        own.exc_text = None
        return super().format(own)

    def formatException(  # noqa: N802 – the base class's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """The traceback's places, then the type of the error."""
        kind, _, trace = ei
        places = "".join(traceback.format_tb(trace))
        return f"{places}{kind.__name__ if kind else 'no error'}"


def log_to(home: Home, *, foreground: bool) -> logging.Logger:
    """Send all logging to the home's log file, and to standard error in the foreground.

    Raises:
        StorageFull: the log cannot be written.
    """
    try:
        file = RotatingFileHandler(
            home.log_path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8"
        )
    except OSError as error:
        raise StorageFull(
            f"Cannot write {home.log_path}: {error.strerror}",
            hint="free some space or fix the rights",
        ) from error
    handlers: list[logging.Handler] = [file]
    if foreground:
        watched = logging.StreamHandler(sys.stderr)
        watched.addFilter(lambda record: not getattr(record, "told", False))
        handlers.append(watched)
    formatter = Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s")
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for handler in handlers:
        handler.setFormatter(formatter)
        root.addHandler(handler)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.ERROR)
    return logging.getLogger("agent.daemon")
