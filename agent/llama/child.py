"""One model process: its pipes, its messages, and how it ended."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Final, cast

from agent.llama.cards import with_cards
from agent.llama.protocol import Message, Order, read, write

_log = logging.getLogger("gumption.llama")

#: ``-P``: whoever starts us may stand in a folder that has an ``agent`` of its own.
COMMAND: Final = (sys.executable, "-P", "-m", "agent.llama.worker")
_LEVELS: Final = {name: logging.getLevelName(name) for name in ("DEBUG", "WARNING", "ERROR")}
#: Seconds: how long a process that was told to end may take, and its last words to arrive.
_TO_END: Final = 2.0
_TO_SPEAK: Final = 2.0
#: How the lines begin in which a dying interpreter says where it was: for the log alone.
_TRACE: Final = ("Fatal Python error", "Current thread", "Thread 0x", "File ", "Extension modules")
_VMSTAT: Final = Path("/proc/vmstat")


class Child:
    """A running process.

    Args:
        command: What to run.
        on_report: Called with each report, on a thread of this.
        on_end: Called once, on the same thread, when the process is gone.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        on_report: Callable[[Child, Message], None],
        on_end: Callable[[Child], None],
    ) -> None:
        self._on_report, self._on_end = on_report, on_end
        self._killed_before = oom_kills()
        self._writing = threading.Lock()
        self._said: deque[str] = deque(maxlen=4)
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=with_cards(os.environ),
            # An interrupt typed in a terminal is for us alone.
            start_new_session=True,
        )
        self._ended_by_us = False
        self._listener = threading.Thread(target=self._listen, name="gumption-model-log")
        self._reader = threading.Thread(target=self._read, name="gumption-model-reader")
        for thread in (self._listener, self._reader):
            thread.daemon = True
            thread.start()

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def last_words(self) -> str:
        """The last complaints of native code, newest last."""
        return "; ".join(self._said)

    def send(self, order: Order) -> None:
        """Give an order. Where the process is gone, its end says so to all who wait."""
        with self._writing, contextlib.suppress(OSError, ValueError):
            write(self._stream(self._process.stdin), order)

    def kill(self) -> None:
        """End it now, whatever it is doing."""
        self._ended_by_us = True
        self._process.kill()

    def end(self) -> None:
        """Let it end: it does when its orders do. One that does not is killed."""
        self._ended_by_us = True
        with contextlib.suppress(OSError):
            self._stream(self._process.stdin).close()
        try:
            self._process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
        if threading.current_thread() is not self._reader:
            self._reader.join(_TO_END)

    def out_of_memory(self) -> bool:
        """Whether the system ended it, for want of memory as far as can be known."""
        if self._ended_by_us or self._process.returncode != -signal.SIGKILL:
            return False
        now = oom_kills()
        return now is None or self._killed_before is None or now > self._killed_before

    def how_it_ended(self) -> str:
        """For people: the signal or the exit code, and what native code said last."""
        code = self._process.returncode
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                code = signal.Signals(-code).name
        words = self.last_words
        return f"{code}: {words}" if words else f"{code}"

    def _read(self) -> None:
        stream = self._stream(self._process.stdout)
        with contextlib.suppress(OSError, ValueError):
            while (report := read(stream)) is not None:
                self._on_report(self, report)
        self._process.wait()
        self._listener.join(_TO_SPEAK)
        for end in (self._process.stdin, self._process.stdout, self._process.stderr):
            with contextlib.suppress(OSError):
                self._stream(end).close()
        self._on_end(self)

    def _listen(self) -> None:
        """Native code's messages go to the log; nothing of them reaches a screen."""
        with contextlib.suppress(OSError, ValueError):
            for line in self._stream(self._process.stderr):
                text = line.decode("utf-8", errors="replace").strip()
                name, _, rest = text.partition(" ")
                level = _LEVELS.get(name)
                if level is None:  # not by way of ggml's log: an assertion, or the C library
                    level, rest = logging.ERROR, text
                if rest:
                    _log.log(level, "%s", rest)
                    if level == logging.ERROR and not rest.startswith(_TRACE):
                        self._said.append(rest)

    @staticmethod
    def _stream(stream: IO[bytes] | None) -> IO[bytes]:
        return cast("IO[bytes]", stream)


def oom_kills() -> int | None:
    """How many processes the system has ended for want of memory; ``None`` where it hides that."""
    try:
        lines = _VMSTAT.read_text("ascii").splitlines()
    except OSError:
        return None
    found = (line.split()[1] for line in lines if line.startswith("oom_kill "))
    return next(map(int, found), None)
