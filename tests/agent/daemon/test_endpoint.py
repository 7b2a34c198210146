"""One daemon a home, and sockets that dead ones leave behind."""

from __future__ import annotations

import multiprocessing
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from agent.client.endpoint import read_endpoint
from agent.daemon.endpoint import AlreadyRunning, Lock, listen, listen_unix, publish
from agent.home import Home
from memory.errors import StorageFull, StoreLocked
from tests.support.fake_handler import FakeHandler, serving


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A prepared home."""
    home = Home(tmp_path / "h")
    home.prepare()
    return home


def _held(root: str, held: object, release: object) -> None:
    """In another process: take the lock, say so, wait."""
    lock = Lock(Home(root))
    held.set()  # type: ignore[attr-defined]
    release.wait(20)  # type: ignore[attr-defined]
    lock.release()


def test_a_second_daemon_is_told(home: Home) -> None:
    """While one process holds the home, another is told which."""
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    process = context.Process(target=_held, args=(str(home.root), held, release))
    process.start()
    try:
        assert held.wait(20)
        with pytest.raises(StoreLocked, match=str(process.pid)):
            Lock(home)
    finally:
        release.set()
        process.join(20)
    Lock(home).release()


def test_a_starting_daemon_waits_for_an_ending_one(home: Home) -> None:
    """A lock that is let go while somebody waits for it is theirs."""
    first = Lock(home)
    with pytest.raises(AlreadyRunning):
        Lock(home, wait=0.1)
    first.release()
    Lock(home, wait=5).release()


def test_an_answering_daemon_is_not_waited_for(home: Home) -> None:
    """Waiting is for daemons that end: one that takes connections is there to stay."""
    lock = Lock(home)
    with serving(home, FakeHandler()), pytest.raises(AlreadyRunning):
        Lock(home, wait=60)
    lock.release()


def test_a_stale_socket_is_replaced(home: Home) -> None:
    """A socket file that refuses connections is what a dead daemon left, and makes room."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as dead:
        dead.bind(str(home.socket_path))
    listener = listen(home)
    listener.close()
    assert not home.socket_path.exists()


def test_a_live_socket_is_left_alone(home: Home) -> None:
    """A socket that takes connections is never removed."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as living:
        living.bind(str(home.socket_path))
        living.listen(1)
        with pytest.raises(AlreadyRunning):
            listen_unix(home.socket_path)
        assert home.socket_path.exists()


def test_the_address_is_private_and_readable(home: Home) -> None:
    """What is published is what clients read, closed to everybody else."""
    listener = listen(home)
    try:
        publish(home, listener)
        endpoint = read_endpoint(home)
        assert endpoint is not None
        assert endpoint.pid == os.getpid()
        assert endpoint.path == str(home.socket_path)
        assert home.endpoint_path.stat().st_mode & 0o777 == 0o600
    finally:
        listener.close()


def test_no_room_for_the_lock(tmp_path: Path) -> None:
    """A lock that cannot be written is told as what it is."""
    with pytest.raises(StorageFull, match="Cannot write"):
        Lock(Home(tmp_path / "missing"))


def test_a_daemon_in_the_foreground_says_why_it_does_not_start(home: Home) -> None:
    """As every command does, and not as a line of a log; the log has it too."""
    home.prepare()
    lock = Lock(home)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "agent.daemon", "--home", str(home.root)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        lock.release()
    error, hint = done.stderr.splitlines()
    assert done.returncode == AlreadyRunning.exit_code
    assert error == f"error: A daemon already runs on this home (process {os.getpid()})"
    assert hint == "hint:  gumption daemon status"
    assert "cannot start: A daemon already runs" in home.log_path.read_text()
