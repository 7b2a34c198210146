"""Asking the daemon from a thread.

A client is not shared between threads, so each question opens its own and hangs up after it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from agent.client.port import Client
from agent.wire import StatusView
from memory.errors import DaemonUnreachable, GumptionError
from tui.messages import DaemonGone, Failed


@dataclass(frozen=True, slots=True)
class Desk:
    """What every screen is handed: a way to the daemon, and the time.

    Attributes:
        connect: Opens a client, starting the daemon where none answers.
        clock: The time.
        look: Opens a client of a daemon that runs. Looking at the status every few seconds must not
            start a daemon that the person has stopped; ``connect`` where there is no difference.
    """

    connect: Callable[[], Client]
    clock: Callable[[], datetime]
    look: Callable[[], Client] | None = None


@dataclass(frozen=True, slots=True)
class Daemon:
    """What is known of the daemon: its last status, and why it does not answer (if so)."""

    status: StatusView | None = None
    gone: GumptionError | None = None


def ask(
    node: App[Any] | Screen[Any],
    desk: Desk,
    work: Callable[[Client], Message],
    *,
    group: str,
    what: str,
    start: bool = True,
) -> Worker[None]:
    """Run ``work`` on a client of its own in a thread; its message is posted to ``node``.

    Args:
        node: Who is told; its worker ends with it.
        desk: Where to connect.
        work: Blocking; returns the message to post.
        group: A newer question of the same group makes the answer to an older one unwanted.
        what: What is being done, for the error ("Could not ...").
        start: Whether a daemon is started where none answers.
    """

    def question() -> None:
        worker = get_current_worker()
        if worker.is_cancelled:
            return
        try:
            opened = desk.connect if start or desk.look is None else desk.look
            with closing(opened()) as client:
                answer = work(client)
        except DaemonUnreachable as error:
            answer = DaemonGone(error)
        except GumptionError as error:
            answer = Failed(what, error)
        if not worker.is_cancelled:
            node.post_message(answer)

    return node.run_worker(question, name=what, group=group, thread=True, exclusive=True)
