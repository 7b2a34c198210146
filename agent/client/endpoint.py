"""Reaching the daemon's process: where it listens, how it is started, how it is told to stop."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import stat
from dataclasses import dataclass
from datetime import datetime

from agent.client import beside
from agent.client.protocol import peer_uid
from agent.home import Home
from memory.errors import DaemonUnreachable

CONNECT_TIMEOUT = 2.0
#: Converting the embedding model on the very first start is the longest that a start takes.
START_TIMEOUT = 90.0
#: Read by glibc before the interpreter starts. A dozen mostly idle threads would each keep a heap
#: of their own: 328 MB resident after learning and a turn of chat become 292 MB.
THRIFT = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a daemon says that it is reached."""

    pid: int
    path: str | None
    port: int | None
    token: str


def read_endpoint(home: Home) -> Endpoint | None:
    """What the endpoint file says; ``None`` without one, or with one that makes no sense."""
    try:
        raw = json.loads(home.endpoint_path.read_text("utf-8"))
        path, port = raw.get("path"), raw.get("port")
        return Endpoint(
            int(raw["pid"]),
            str(path) if path else None,
            int(port) if port else None,
            str(raw.get("token", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def dial(endpoint: Endpoint) -> socket.socket:
    """A connection to the daemon, nothing said yet.

    Raises:
        OSError: nobody listens, or somebody who is not us.
    """
    if endpoint.path is None:
        return socket.create_connection(("127.0.0.1", endpoint.port or 0), CONNECT_TIMEOUT)
    folder = os.lstat(os.path.dirname(endpoint.path))  # noqa: PTH120 – a string already
    if not stat.S_ISDIR(folder.st_mode) or folder.st_uid != os.getuid():
        raise PermissionError("the socket's folder is not ours")
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(CONNECT_TIMEOUT)
        connection.connect(endpoint.path)
        uid = peer_uid(connection)
    except BaseException:
        connection.close()
        raise
    if uid not in {None, os.getuid(), 0}:
        connection.close()
        raise PermissionError(f"user {uid} answers on the socket")
    return connection


def daemon_command(home: Home) -> tuple[list[str], dict[str, str]]:
    """The command that runs a daemon of this home in the foreground, and its environment."""
    words = ("--home", str(home.root)) if home.single else ()
    environ = beside.environment(os.environ)
    return beside.command("agent.daemon", *words), {**THRIFT, **environ}


def signal_stop(home: Home, endpoint: Endpoint, *, kill: bool = False) -> bool:
    """Tell a daemon that does not talk to end; whether there was one to tell.

    A process id alone may have been given to somebody else since: only the process that wrote its
    id into the lock is told, and only while that lock is held.

    Args:
        home: Whose daemon.
        endpoint: Where it said that it is reached.
        kill: End it at once, whatever it does: it need not even run.
    """
    if lock_holder(home) != endpoint.pid:
        return False
    os.kill(endpoint.pid, signal.SIGKILL if kill and os.name == "posix" else signal.SIGTERM)
    return True


def lock_holder(home: Home) -> int | None:
    """The process that holds the home's lock; ``None`` when nobody does, or it cannot be told."""
    try:
        with home.lock_path.open("r+", encoding="ascii") as file:
            holder = file.read().strip()
            if os.name == "posix":
                import fcntl

                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    pass
                else:
                    return None
    except OSError:
        return None
    return int(holder) if holder.isdecimal() else None


def launch(home: Home, *, at: datetime | None = None) -> None:
    """Start a daemon that outlives us; returns once it listens, or another one does.

    Args:
        home: Whose daemon.
        at: Where its clock begins, for showing what was; now otherwise.

    Raises:
        DaemonUnreachable: it ended before it listened.
        GumptionError: the home cannot be used.
    """
    import subprocess

    home.prepare()
    command, environ = daemon_command(home)
    try:
        said = home.logs / "daemon.stderr"
        said.unlink(missing_ok=True)
        said.touch(mode=0o600)
        with said.open("wb") as stderr:
            code = subprocess.run(  # noqa: S603 – our own interpreter and module
                [*command, "--detach", *(["--at", at.isoformat()] if at else [])],
                stdin=subprocess.DEVNULL,
                stdout=stderr,
                stderr=stderr,
                cwd=home.root,
                env=environ,
                timeout=START_TIMEOUT,
                check=False,
            ).returncode
    except subprocess.TimeoutExpired as error:
        raise DaemonUnreachable(
            "The daemon takes too long to start", hint=last_words(home)
        ) from error
    except OSError as error:
        raise DaemonUnreachable(f"The daemon cannot be started: {error}") from error
    if code != 0:
        raise DaemonUnreachable("The daemon did not start", hint=last_words(home))


_LOGGED = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ [A-Z]+ [\w.]+: (?:cannot start: )?")


def last_words(home: Home) -> str:
    """The last line of the daemon's log, without its time and place."""
    for path in (home.log_path, home.logs / "daemon.stderr"):
        with contextlib.suppress(OSError):
            lines = path.read_text("utf-8", "replace").strip().splitlines()
            if lines:
                return _LOGGED.sub("", lines[-1])
    return f"its log would be {home.log_path}"
