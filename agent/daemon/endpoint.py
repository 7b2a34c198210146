"""Being the one daemon of a home, and where it is reached.

The lock is taken before anything is opened and held until the process ends, so two daemons never
own one store, whatever order they start in. The socket is a Unix one in a private folder; where
there are none (Windows) it is loopback TCP with a token.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from agent.client.endpoint import dial, read_endpoint
from agent.home import Home
from memory.errors import StorageFull, StoreLocked

_CONNECT_TIMEOUT = 2.0
_BACKLOG = 32
_POLL = 0.05


class AlreadyRunning(StoreLocked):
    """Another daemon holds this home."""


class Lock:
    """The lock of a home, held until :meth:`release` or the end of the process.

    Args:
        home: Whose.
        wait: Seconds to wait for a daemon that is ending; one that answers is not waited for.

    Raises:
        AlreadyRunning: another process holds it.
        StorageFull: the lock file cannot be written.
    """

    def __init__(self, home: Home, *, wait: float = 0.0) -> None:
        try:
            self._file: IO[str] = home.lock_path.open("a+", encoding="ascii")
        except OSError as error:
            raise StorageFull(
                f"Cannot write {home.lock_path}: {error.strerror}",
                hint="free some space or fix the rights",
            ) from error
        deadline = time.monotonic() + wait
        while not _lock(self._file):
            if time.monotonic() >= deadline or answers(home):
                raise AlreadyRunning(
                    f"A daemon already runs on this home (process {self._holder()})",
                    hint="gumption daemon status",
                )
            time.sleep(_POLL)
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def _holder(self) -> str:
        with self._file, contextlib.suppress(OSError):  # Windows locks it against reading too
            self._file.seek(0)
            return self._file.read().strip() or "unknown"
        return "unknown"

    def release(self) -> None:
        """Let it go. May be called twice. The file stays: removing it would race."""
        self._file.close()


@dataclass(frozen=True, slots=True)
class Listener:
    """A listening socket, the token it asks for (empty: none), and the address to publish."""

    socket: socket.socket
    token: str
    address: dict[str, str | int]

    def wake(self) -> None:
        """Make a blocked ``accept`` return."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        if os.name == "nt":  # there, shutting down a listening socket wakes nobody
            with contextlib.suppress(OSError):
                socket.create_connection(self.socket.getsockname(), timeout=1).close()

    def close(self) -> None:
        """Close the socket and remove its file."""
        self.socket.close()
        if path := self.address.get("path"):
            Path(str(path)).unlink(missing_ok=True)


def listen(home: Home) -> Listener:
    """Open the home's socket. The caller holds the :class:`Lock`.

    Raises:
        AlreadyRunning: somebody answers on the socket.
    """
    if hasattr(socket, "AF_UNIX"):
        return listen_unix(home.socket_path)
    return listen_loopback()


def listen_unix(path: Path) -> Listener:
    """A Unix socket that only this user can reach.

    A socket file that is there already is removed only when connecting to it is refused.

    Raises:
        AlreadyRunning: somebody answers there, or might.
    """
    if path.exists() and not _refused(path):
        raise AlreadyRunning(
            "A daemon already answers on this home's socket", hint="gumption daemon status"
        )
    path.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(os.fspath(path))
    path.chmod(0o600)  # the folder is private already; nothing listens before this
    listening.listen(_BACKLOG)
    return Listener(listening, "", {"path": str(path)})


def listen_loopback() -> Listener:
    """Loopback TCP on a free port, with a token that only the endpoint file tells."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=_BACKLOG)
    token = secrets.token_urlsafe(32)
    port: int = listening.getsockname()[1]
    return Listener(listening, token, {"port": port, "token": token})


def publish(home: Home, listener: Listener) -> None:
    """Write where the daemon is reached, for this user alone."""
    text = json.dumps({"pid": os.getpid(), **listener.address})
    fresh = home.endpoint_path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(home.endpoint_path)


def _refused(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(_CONNECT_TIMEOUT)
        try:
            probe.connect(os.fspath(path))
        except (ConnectionRefusedError, FileNotFoundError):
            return True
        except OSError:
            return False
    return False


def answers(home: Home) -> bool:
    """Whether a daemon of this home takes connections."""
    endpoint = read_endpoint(home)
    if endpoint is None:
        return False
    try:
        dial(endpoint).close()
    except OSError:
        return False
    return True


def _lock(file: IO[Any]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
