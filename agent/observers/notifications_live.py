"""Desktop notifications: what programs tell on the session's D-Bus.

We become a *monitor* of the bus (org.freedesktop.DBus.Monitoring) for one call only, ``Notify`` of
org.freedesktop.Notifications, and never answer or send anything else. Programs and other people
wrote these texts: they are *third-party content*.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from agent.observers.live import (
    OK,
    Batch,
    CannotRun,
    Cursor,
    Inbox,
    ObserverSettings,
    Support,
    Surroundings,
)
from agent.observers.mail_text import html_text
from agent.observers.port import Drop, Item
from agent.observers.reading import stable_id
from memory.types import ContextValue, Observation

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection  # type: ignore[import-untyped]

_RULE = (
    "type='method_call',interface='org.freedesktop.Notifications',member='Notify',"
    "path='/org/freedesktop/Notifications'"
)
_MAX_TEXT = 4000
#: Seconds within which the same notification again is one.
_SAME_S = 60.0
_ARGUMENTS = 8


@dataclass(frozen=True, slots=True)
class Heard:
    """A notification as it came."""

    at: datetime
    app: str
    summary: str
    body: str
    hints: frozenset[str]


class NotificationsSettings(ObserverSettings):
    """Whose notifications not."""

    every: float = Field(default=30, ge=1, le=3600, description="Seconds between looks.")
    without: tuple[str, ...] = Field(default=(), description="Applications that are left out.")


class NotificationsObserver:
    """See the module."""

    name = "notifications"
    samples = True
    consent = "Reads the notifications that programs show on your desktop."
    settings = NotificationsSettings

    def probe(self, settings: NotificationsSettings, around: Surroundings) -> Support:
        """Whether there is a session bus."""
        del settings
        if around.platform != "linux":
            return Support("unsupported", "only the notifications of Linux desktops can be read")
        if not bus_address(around):
            return Support("unsupported", "there is no session bus", "log in to a desktop")
        return OK

    def open(
        self, settings: NotificationsSettings, around: Surroundings, wake: Callable[[], None]
    ) -> NotificationsWatch:
        """Listen."""
        from jeepney.io.blocking import open_dbus_connection

        try:
            connection = open_dbus_connection(bus_address(around))
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise CannotRun("the session bus does not answer") from error
        return NotificationsWatch(connection, settings, around.clock, wake)


class NotificationsWatch:
    """Listens in a thread of its own."""

    def __init__(
        self,
        connection: DBusConnection,
        settings: NotificationsSettings,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._connection = connection
        self._without = {name.casefold() for name in settings.without}
        self._clock = clock
        self._wake = wake
        self._inbox: Inbox[Heard | Drop] = Inbox()
        self._ended = threading.Event()
        self._last: tuple[tuple[str, str, str], datetime] | None = None
        monitor(connection)
        self._thread = threading.Thread(target=self._listen, name="notifications", daemon=True)
        self._thread.start()

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        del cursor, now  # what is said while nobody listens is gone
        ended = self._ended.is_set()
        while True:
            heard, drops = self._inbox.take()
            if not heard and not drops:
                break
            before = self._last
            items: list[Item] = [*drops, *map(self._item, heard)]
            # What is not kept is asked for again, and is then no repetition of itself.
            last, self._last = self._last, before
            yield Batch(items, {})
            self._last = last
            self._inbox.done(len(heard), len(drops))
        if ended:
            raise CannotRun("the session bus hung up", hint="it is listened to again by itself")

    def close(self) -> None:
        """Hang up."""
        self._ended.set()
        # Closing alone would leave the thread waiting for data.
        import contextlib
        import socket

        with contextlib.suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        if threading.current_thread() is not self._thread:
            self._thread.join(1.0)
        self._connection.close()

    def join(self, timeout: float) -> None:
        """Wait until the other side hung up."""
        self._ended.wait(timeout)

    def _listen(self) -> None:
        try:
            while not self._ended.is_set():
                message = self._connection.receive()
                found = read_message(message, self._clock())
                if found is not None:
                    self._inbox.put(found)
                    self._wake()
        except (OSError, EOFError, ValueError, RuntimeError):
            pass  # it hung up, or speaks something that is no D-Bus: told by read()
        finally:
            self._ended.set()
            self._wake()

    def _item(self, heard: Heard | Drop) -> Item:
        if isinstance(heard, Drop):
            return heard
        if heard.app.casefold() in self._without:
            return Drop("left out")
        key = (heard.app, heard.summary, heard.body)
        last, self._last = self._last, (key, heard.at)
        if last and last[0] == key and (heard.at - last[1]).total_seconds() <= _SAME_S:
            return Drop("folded")
        text = html_text(heard.body) if "<" in heard.body else heard.body
        content = "\n".join(part for part in (heard.summary, text) if part.strip())
        if not content:
            return Drop("empty")
        context: dict[str, ContextValue] = {"app": heard.app or "unknown", "title": heard.summary}
        return Observation(
            source="notification",
            content=content[:_MAX_TEXT],
            observed_at=heard.at,
            context=context,
            origin="third-party content",
            external_id=stable_id(heard.app, heard.at.isoformat()),
        )


def bus_address(around: Surroundings) -> str:
    """Where the session's bus is; empty where there is none."""
    told = around.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if told:
        return told
    folder = around.environ.get("XDG_RUNTIME_DIR", "")
    socket = Path(folder) / "bus" if folder else None
    return f"unix:path={socket}" if socket is not None and socket.exists() else ""


def monitor(connection: DBusConnection) -> None:
    """Ask the bus to show us notifications.

    Raises:
        CannotRun: it does not let us.
    """
    from jeepney import DBusAddress, MessageType, new_method_call  # type: ignore[import-untyped]

    bus = DBusAddress(
        "/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Monitoring"
    )
    try:
        answer = connection.send_and_get_reply(
            new_method_call(bus, "BecomeMonitor", "asu", ([_RULE], 0)), timeout=10
        )
    except (OSError, TimeoutError, EOFError) as error:
        raise CannotRun("the session bus does not answer") from error
    if answer.header.message_type is not MessageType.method_return:
        raise CannotRun("the session bus lets nobody listen")


def read_message(message: Any, at: datetime) -> Heard | Drop | None:  # noqa: ANN401
    """A message on the bus as a notification; ``None`` for every other one."""
    from jeepney import HeaderFields, MessageType

    header = message.header
    if header.message_type is not MessageType.method_call:
        return None
    if header.fields.get(HeaderFields.member) != "Notify":
        return None
    body = message.body
    if not isinstance(body, tuple) or len(body) < _ARGUMENTS:
        return Drop("malformed")
    app, _, _, summary, text, _, hints, _ = body[:_ARGUMENTS]
    if not all(isinstance(one, str) for one in (app, summary, text)):
        return Drop("malformed")
    if isinstance(hints, dict) and hints.get("transient", ("b", False))[1] is True:
        return Drop("transient")
    names = frozenset(hints) if isinstance(hints, dict) else frozenset[str]()
    return Heard(at, app.strip(), " ".join(summary.split()), text.strip(), names)
