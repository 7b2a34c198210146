"""One process at a time owns a home: an exclusive lock on a file that names its holder.

The operating system drops the lock with the process, however it ends, so there is nothing stale to
clean up. The file itself stays; only the lock on it means anything.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Final

from memory.errors import StoreLocked

LOCK_FILE: Final = "ledger.lock"
#: Windows locks ranges of bytes and then refuses to read them; the range lies past the text.
_FAR: Final = 4096


class HomeLock:
    """Holds the lock of a directory from construction until :meth:`release`.

    Raises:
        StoreLocked: Somebody else holds it.
    """

    def __init__(self, directory: Path) -> None:
        path = directory / LOCK_FILE
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._descriptor)
        except OSError as error:
            holder = _holder(path)
            os.close(self._descriptor)
            raise StoreLocked(
                f"The ledger in {directory} is in use by {holder}",
                hint="stop the daemon with `gumption daemon stop`, or end that process",
            ) from error
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Give the lock back."""
        if self._descriptor >= 0:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = -1


def _holder(path: Path) -> str:
    try:
        pid = path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        pid = ""
    if not pid.isdecimal():
        return "another process"
    return "this process already" if int(pid) == os.getpid() else f"process {pid}"


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
