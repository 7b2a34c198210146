"""Being told to end: by a signal, or in words over the socket.

A pipe and not an :class:`threading.Event`: a handler that sets an Event can meet the main thread
holding the Event's own lock, and then neither gets any further. And the pipe is written from within
the C handler, whichever thread that runs in: a handler in Python runs between two steps of the main
thread, so a signal that came to another thread, or just before the main one began to wait, would
find it waiting for good.
"""

from __future__ import annotations

import contextlib
import os
import signal
from typing import Final

#: What ends the daemon from outside.
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
#: Written by those who ask in words; no signal has this number.
_ASKED: Final = b"\0"


class Ending:
    """The one thing that the daemon's main thread waits for. Made and closed in that thread."""

    def __init__(self) -> None:
        self._told, self._tell = os.pipe()
        if os.name != "nt":
            os.set_blocking(self._tell, False)  # what a C handler writes to
        for number in SIGNALS:
            signal.signal(number, _noted)
        signal.set_wakeup_fd(self._tell, warn_on_full_buffer=False)

    def ask(self) -> None:
        """End, please. From any thread, as often as one likes."""
        with contextlib.suppress(OSError):  # it is ending already
            os.write(self._tell, _ASKED)

    def wait(self) -> None:
        """Return when somebody asked or a signal came, even if that was before."""
        ends = {_ASKED, *(bytes([number]) for number in SIGNALS)}
        while os.read(self._told, 1) not in ends:
            pass  # another signal that a library listens to

    def close(self) -> None:
        """Listen no longer; further signals are noted and nothing else."""
        signal.set_wakeup_fd(-1)


def _noted(number: int, frame: object) -> None:
    """A signal that the pipe has told of already."""
