"""Which window is in front: X11, and the Wayland compositors that tell (sway, Hyprland).

The title is asked for every second or two; the same one again makes its stay longer, one that was
passed on the way to another is no stay. What is stored are stays, when they are over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from pydantic import Field

from agent.observers.folding import Dwell, Folder
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
from agent.observers.port import Drop, Item
from agent.observers.reading import stable_id
from memory.types import ContextValue, Observation

_MAX_TITLE = 2000
_DEEPEST = 100
#: The Wayland compositors that tell, and what asks each.
COMPOSITORS = {
    "sway": ("swaymsg", "-t", "get_tree"),
    "hyprland": ("hyprctl", "activewindow", "-j"),
}


@dataclass(frozen=True, slots=True)
class Front:
    """The window in front."""

    app: str
    title: str


class Asks(Protocol):
    """Tells the window in front."""

    def front(self) -> Front | None:
        """It, or ``None`` where there is none."""

    def close(self) -> None:
        """Hang up."""


class WindowsSettings(ObserverSettings):
    """How often."""

    every: float = Field(default=2, ge=0.2, le=60, description="Seconds between looks.")


class WindowsObserver:
    """See the module."""

    name = "windows"
    samples = True
    consent = "Reads the title and application of the window in front, every few seconds."
    settings = WindowsSettings

    def probe(self, settings: WindowsSettings, around: Surroundings) -> Support:
        """Whether the desktop tells."""
        del settings
        kind = desktop(around)
        if kind == "x11":
            return (
                OK
                if _has_xlib()
                else Support(
                    "unsupported", "python-xlib is not installed", "pip install 'gumption[x11]'"
                )
            )
        if kind in COMPOSITORS:
            return OK
        if kind == "wayland":
            return Support(
                "unsupported",
                "this Wayland compositor tells no program which window is in front",
                "use ActivityWatch with an extension of your desktop, or sway, or Hyprland",
            )
        if around.platform == "darwin":
            return Support("unsupported", "macOS keeps its own record", "enable knowledgec")
        if around.platform == "win32":
            return Support("unsupported", "Windows keeps its own record", "enable activitiescache")
        return Support("unsupported", "there is no desktop here")

    def open(
        self, settings: WindowsSettings, around: Surroundings, wake: Callable[[], None]
    ) -> WindowsWatch:
        """Ask the desktop."""
        del wake  # polled
        return WindowsWatch(asks(desktop(around), around), settings.every)


class WindowsWatch:
    """Asks, and folds what it hears. Nothing is kept of a window whose stay is not over."""

    def __init__(self, asks: Asks, every: float) -> None:
        self._asks = asks
        self._every = every
        self._folder = Folder(made, gap=max(10.0, 3 * every))
        self._last: tuple[datetime, Front] | None = None
        #: What is over and not kept yet.
        self._over: Inbox[Item] = Inbox()

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        del cursor  # what is not looked at in its time is gone
        front = self._asks.front()
        items: list[Item] = []
        if self._last is not None:
            since, before = self._last
            # A machine that slept was not looked at meanwhile.
            if 0 <= (now - since).total_seconds() <= max(10.0, 3 * self._every):
                items += self._folder.feed(Dwell(before, since, now, before))
            else:
                items += self._folder.flush()
        if front is None:
            items += self._folder.flush()
        self._last = None if front is None else (now, front)
        for item in items:
            self._over.put(item)
        over, drops = self._over.take()
        yield Batch([*drops, *over], {})
        self._over.done(len(over), len(drops))

    def close(self) -> None:
        """Hang up."""
        self._asks.close()


def desktop(around: Surroundings) -> str:
    """What is asked: ``x11``, ``sway``, ``hyprland``, ``wayland`` (nobody to ask), or nothing."""
    environ = around.environ
    if around.platform != "linux":
        return ""
    if environ.get("SWAYSOCK"):
        return "sway"
    if environ.get("HYPRLAND_INSTANCE_SIGNATURE"):
        return "hyprland"
    if environ.get("WAYLAND_DISPLAY") or environ.get("XDG_SESSION_TYPE") == "wayland":
        return "wayland"  # X11 there shows old programs only: half a truth
    return "x11" if environ.get("DISPLAY") else ""


def asks(kind: str, around: Surroundings) -> Asks:
    """Somebody to ask on a desktop of a kind (see :func:`desktop`).

    Raises:
        CannotRun: it does not answer.
    """
    if kind == "x11":
        return X11(around.environ["DISPLAY"])
    return Compositor(kind, around)


def made(dwell: Dwell) -> Item:
    """A stay as an observation."""
    front = dwell.row
    if not isinstance(front, Front):
        return Drop("malformed")
    context: dict[str, ContextValue] = {"app": front.app, "duration_s": round(dwell.seconds)}
    if front.title:
        context["title"] = front.title
    content = f"{front.app}: {front.title}" if front.title else front.app
    return Observation(
        source="window",
        content=content,
        observed_at=dwell.start,
        kind="event",
        context=context,
        external_id=stable_id("front", dwell.start.isoformat()),
    )


class Compositor:
    """sway and Hyprland, through their own commands."""

    def __init__(self, kind: str, around: Surroundings) -> None:
        self._kind = kind
        self._run = around.run

    def front(self) -> Front | None:
        """See :class:`Asks`.

        Raises:
            CannotRun: the command fails, or answers with something else.
        """
        raw = self._run(COMPOSITORS[self._kind], timeout=5.0)
        try:
            told = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise CannotRun(f"{COMPOSITORS[self._kind][0]} answers with no JSON") from error
        if not isinstance(told, dict):
            return None
        return _hyprland(told) if self._kind == "hyprland" else _sway(told, 0)

    def close(self) -> None:
        """Nothing is held open."""


def _hyprland(told: Mapping[str, Any]) -> Front | None:
    return _front(told.get("class"), told.get("title"))


def _sway(node: Mapping[str, Any], depth: int) -> Front | None:
    """The focused window in a tree of containers."""
    if node.get("focused") is True and node.get("type") in {"con", "floating_con"}:
        inside = node.get("window_properties")
        old = inside.get("class") if isinstance(inside, dict) else None
        return _front(node.get("app_id") or old, node.get("name"))
    for part in ("nodes", "floating_nodes"):
        for one in node.get(part) or ():
            if isinstance(one, dict) and depth < _DEEPEST and (found := _sway(one, depth + 1)):
                return found
    return None


def _front(app: object, title: object) -> Front | None:
    name = app.strip() if isinstance(app, str) else ""
    words = " ".join(title.split()) if isinstance(title, str) else ""
    return Front(name or "unknown", words[:_MAX_TITLE]) if name or words else None


class X11:
    """An X server, through python-xlib."""

    def __init__(self, display: str) -> None:
        from Xlib.display import Display  # type: ignore[import-untyped]
        from Xlib.error import DisplayError  # type: ignore[import-untyped]

        try:
            self._display = Display(display)
        except (DisplayError, OSError) as error:
            raise CannotRun("the X server does not answer", hint="is DISPLAY right?") from error
        self._root = self._display.screen().root

    def front(self) -> Front | None:
        """See :class:`Asks`."""
        from Xlib.error import ConnectionClosedError, XError

        try:
            active = self._property(self._root, "_NET_ACTIVE_WINDOW")
            if active is None or not len(active) or not active[0]:
                return None
            window = self._display.create_resource_object("window", int(active[0]))
            title = self._property(window, "_NET_WM_NAME")
            name = bytes(title).decode(errors="replace") if title is not None else ""
            kind = window.get_wm_class()
            return _front(kind[1] if kind else "", name or window.get_wm_name() or "")
        except XError:  # it was closed meanwhile
            return None
        except (ConnectionClosedError, OSError) as error:
            raise CannotRun("the X server is gone") from error

    def close(self) -> None:
        """Hang up."""
        self._display.close()

    def _property(self, window: Any, name: str) -> Any:  # noqa: ANN401 - Xlib has no types
        found = window.get_full_property(self._display.intern_atom(name), 0)
        return None if found is None else found.value


def _has_xlib() -> bool:
    from importlib.util import find_spec

    return find_spec("Xlib") is not None
