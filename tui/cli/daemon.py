"""``daemon``: run, start and stop it."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from memory.errors import DaemonUnreachable, GumptionError, InvalidInput
from tui.cli import show
from tui.cli.session import Session, json_option, pass_session
from tui.output import clean

if TYPE_CHECKING:
    from agent.client.socket import SocketClient

#: To finish what it is writing takes a daemon some 20 seconds at most.
_STOP_TIMEOUT = 30.0
#: One that has not said hello by then hangs.
_HELLO_TIMEOUT = 10.0
_KILL_TIMEOUT = 5.0
_POLL = 0.05


@click.group()
def daemon() -> None:
    """Run, start and stop the daemon."""


@daemon.command()
@pass_session
def run(session: Session) -> None:
    """Run the daemon here, until Ctrl-C."""
    from agent.client.endpoint import daemon_command

    command, environ = daemon_command(session.home)
    session.home.prepare()
    session.out.flush()
    # This process becomes the daemon, so that signals reach it and nothing waits in between.
    os.execve(command[0], command, environ)  # noqa: S606 – our own interpreter and module


@daemon.command()
@pass_session
def start(session: Session) -> None:
    """Start the daemon in the background."""
    from agent.client.socket import attempt

    if (client := attempt(session.home)) is not None:
        with client:
            session.out.line(f"already running, process {client.status().pid}")
        return
    session.out.line(f"started, {_started(session)}")


@daemon.command()
@pass_session
def stop(session: Session) -> None:
    """Have the daemon finish what it is writing and end.

    One that does not end within half a minute is killed; nothing that was recorded is lost by it.
    """
    session.out.line("stopped" if stop_daemon(session) else "was not running")


@daemon.command()
@pass_session
def restart(session: Session) -> None:
    """Stop the daemon, then start it with the configuration as it is now."""
    _check_startable(session)
    stop_daemon(session)
    session.out.line(f"started, {_started(session)}")


@daemon.command()
@json_option
@pass_session
def status(session: Session, *, as_json: bool) -> None:
    """Show whether the daemon runs; ends with 3 when it does not."""
    from agent.client.socket import connect

    with connect(session.home, start=False) as client:
        found = client.status()
    if as_json:
        session.out.json(show.dump(found))
    else:
        session.out.line(f"running, process {found.pid}, since {show.date(found.started_at)}")


@daemon.command()
@click.option("-n", "lines", type=click.IntRange(1, 1_000_000), default=50, show_default=True)
@json_option
@pass_session
def logs(session: Session, *, lines: int, as_json: bool) -> None:
    """Print the end of the daemon's log."""
    path = session.home.log_path
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            last = deque(file, maxlen=lines)
    except OSError as error:
        raise InvalidInput(f"There is no log at {path}", hint="gumption daemon start") from error
    if as_json:
        session.out.json([line.rstrip("\n") for line in last])
        return
    for line in last:
        session.out.line(clean(line.rstrip("\n")))


@daemon.command()
@pass_session
def install(session: Session) -> None:
    """Start the daemon with your session, as a service of yours.

    A systemd user unit, or a LaunchAgent on macOS.
    """
    from agent.client import installing

    service = installing.service_for(session.home)
    session.home.prepare()
    _check_startable(session)
    installing.need_manager(service)
    ran = stop_daemon(session)
    try:
        done = installing.install(service)
    except GumptionError:
        if ran:
            session.out.say(f"the daemon was stopped for it, and runs again: {_started(session)}")
        raise
    for line in done:
        session.out.line(line)


@daemon.command()
@pass_session
def uninstall(session: Session) -> None:
    """Start it no longer with your session; what it knows stays."""
    from agent.client import installing

    service = installing.service_for(session.home)
    removed = installing.uninstall(service)
    session.out.line(f"removed {service.path}" if removed else "was not installed")


def _started(session: Session) -> str:
    """Start the daemon if it does not run; says which process it is."""
    return f"process {session.client.status().pid}"


def _check_startable(session: Session) -> None:
    """Refuse to end a daemon that could not be started again.

    Raises:
        InvalidConfig: the configuration cannot be read.
    """
    from agent.config_file import load

    load(session.home.config_path)


def stop_daemon(session: Session) -> bool:
    """Stop it, by request, by signal, or by force; whether there was one to stop.

    Raises:
        DaemonUnreachable: it does not end, or what answers is not ours to end.
    """
    from agent.client.endpoint import lock_holder, read_endpoint, signal_stop
    from agent.client.socket import attempt

    home, out = session.home, session.out
    endpoint = read_endpoint(home)
    client: SocketClient | None = None
    try:
        client = attempt(home, timeout=_HELLO_TIMEOUT)
        if client is None:
            return False
        client.stop()
    except GumptionError:
        # It hangs, or speaks another version's protocol: the signal needs neither.
        if endpoint is None or not signal_stop(home, endpoint):
            raise
    finally:
        if client is not None:
            client.close()
    if _within(_STOP_TIMEOUT, lambda: read_endpoint(home) is None):
        return True
    if (
        endpoint is not None
        and signal_stop(home, endpoint, kill=True)
        and _within(_KILL_TIMEOUT, lambda: lock_holder(home) is None)
    ):
        home.endpoint_path.unlink(missing_ok=True)
        out.say("it did not end by itself and was killed; nothing that was recorded is lost")
        return True
    raise DaemonUnreachable(
        "The daemon does not end", hint="gumption daemon logs says what it is busy with"
    )


def _within(seconds: float, done: Callable[[], bool]) -> bool:
    """Whether something comes to be within some time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if done():
            return True
        time.sleep(_POLL)
    return False
