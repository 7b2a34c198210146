"""The daemon's process: start, listen, end.

``python -m agent.daemon [--home DIRECTORY] [--at TIME] [--detach]``. With ``--detach`` the command
returns when the daemon takes connections (0), or has failed to (1).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from agent.home import Home
    from memory.errors import GumptionError

#: How long to wait for a daemon that is just ending.
_HANDOVER = 20.0


def main() -> None:
    """Run a daemon until it is told to stop."""
    parser = argparse.ArgumentParser(prog="python -m agent.daemon", description=__doc__)
    parser.add_argument("--home", help="everything under this folder; else as for gumption")
    parser.add_argument("--at", metavar="ISO8601", help="where the clock begins, for the demo")
    parser.add_argument("--detach", action="store_true", help="go to the background")
    options = parser.parse_args()
    ready = _detach() if options.detach and hasattr(os, "fork") else _nothing
    sys.exit(run(options.home, ready, foreground=not options.detach, at=options.at))


def run(
    root: str | None, ready: Callable[[], None], *, foreground: bool, at: str | None = None
) -> int:
    """Run a daemon in this process; returns its exit code.

    Args:
        root: The home's folder; ``None`` for the one that the environment names.
        ready: Called when connections are taken, or another daemon takes them already.
        foreground: Whether somebody watches standard error.
        at: Where the clock begins (ISO 8601 with a zone); now otherwise.
    """
    import logging

    from agent.llama.cards import hide_cards
    from agent.quiet import quiet

    quiet(os.environ)
    os.umask(0o077)  # whatever a library writes is this user's alone
    hide_cards(os.environ)
    from agent.daemon.endpoint import AlreadyRunning
    from agent.daemon.logs import TOLD, log_to
    from agent.home import Home
    from memory.errors import GumptionError
    from memory.heap import hold_little

    hold_little()  # before there are threads: this process runs for months
    try:
        home = Home(root) if root else Home.find(os.environ)
        home.prepare()
        log = log_to(home, foreground=foreground)
    except GumptionError as error:
        _tell(error)
        return error.exit_code
    try:
        return _serve(home, ready, wait=0.0 if foreground else _HANDOVER, at=at)
    except GumptionError as error:
        other = isinstance(error, AlreadyRunning)
        log.log(logging.WARNING if other else logging.ERROR, "cannot start: %s", error, extra=TOLD)
        if foreground:
            _tell(error)
        if other:
            ready()
        return error.exit_code
    except Exception as error:
        log.exception("cannot start")
        log.error("cannot start: %s", type(error).__name__)  # noqa: TRY400 – the last line
        return 1


def _tell(error: GumptionError) -> None:
    """As every command says what went wrong."""
    hint = f"hint:  {error.hint}\n" if error.hint else ""
    sys.stderr.write(f"error: {error.message}\n{hint}")


def _serve(home: Home, ready: Callable[[], None], *, wait: float, at: str | None) -> int:
    import logging
    import threading

    from agent.client.socket import program_version
    from agent.config_file import load, write_default
    from agent.daemon.ending import Ending
    from agent.daemon.endpoint import Lock, listen, publish
    from agent.daemon.server import Server

    log = logging.getLogger(__name__)
    lock = Lock(home, wait=wait)
    ending = Ending()
    try:
        write_default(home.config_path)
        config = load(home.config_path)
        # Only now the heavy half: the lock is ours and the configuration makes sense.
        from agent.daemon.assemble import assemble, clock_from

        assembly = assemble(home, config, stop=ending.ask, clock=clock_from(at))
        try:
            listener = listen(home)
            server = Server(listener, assembly.service, version=program_version(), pid=os.getpid())
            serving = threading.Thread(target=server.serve, name="gumption-accept", daemon=True)
            serving.start()
            publish(home, listener)
            assembly.jobs.start()
            log.info("listening")
            ready()
            ending.wait()
            log.info("ending")
            server.close()
            serving.join(timeout=5)
            listener.close()
        finally:
            ended = assembly.close()
            home.endpoint_path.unlink(missing_ok=True)
    finally:
        ending.close()
        lock.release()
    log.info("ended")
    if not ended:
        logging.shutdown()
        os._exit(0)  # a thread is still inside the model; it must not meet a dying interpreter
    return 0


def _nothing() -> None:
    """Nobody waits to hear that we are ready."""


def _detach() -> Callable[[], None]:
    """Go on in a child that outlives us; this process waits until it is ready, and ends.

    Called before anything heavy is imported and before any thread exists, which is what makes
    ``fork`` safe.

    Returns:
        In the child alone: what to call when it is ready.
    """
    told, tell = os.pipe()
    if os.fork() != 0:
        os.close(tell)
        _await(told)
    os.close(told)
    os.setsid()

    def ready() -> None:
        with contextlib.suppress(OSError):
            os.write(tell, b"+")
            os.close(tell)

    return ready


def _await(told: int) -> NoReturn:
    said = os.read(told, 1)  # nothing, when the child ended before it was ready
    os._exit(0 if said else 1)
