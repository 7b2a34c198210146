"""Which observers there are: ours, loaded when first needed, and those of installed packages.

A package offers one under the entry point group ``gumption.observers``: an object (or a class
without arguments) that is an :class:`agent.observers.live.Observer`. They are loaded one by one; a
broken one is reported and skipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from agent.importing import Broken
from agent.observers.live import Observer, ObserverSettings

GROUP = "gumption.observers"
#: Module and class of our own, in the order in which they are listed.
OURS = (
    "shell_live:ShellObserver",
    "git_live:GitObserver",
    "files_live:FilesObserver",
    "browser_live:BrowserObserver",
    "calendar_live:CalendarObserver",
    "mail_live:MailObserver",
    "windows_live:WindowsObserver",
    "notifications_live:NotificationsObserver",
    "activity_live:ActivityWatchObserver",
    "activity_live:KnowledgeObserver",
    "activity_live:TimelineObserver",
    "clipboard_live:ClipboardObserver",
    "screen_live:ScreenObserver",
    "recordings_live:TerminalObserver",
    "recordings_live:TranscriptsObserver",
    "jsonl_live:JsonlObserver",
)


def load_observers(
    entries: Iterable[EntryPoint] | None = None,
) -> tuple[dict[str, Observer[Any]], list[Broken]]:
    """Built-in and plugged-in observers by name, and the plugins that are broken.

    Args:
        entries: Entry points to load; those installed by default.
    """
    observers: dict[str, Observer[Any]] = {}
    for place in OURS:
        module, _, kind = place.partition(":")
        own: Observer[Any] = getattr(import_module(f"agent.observers.{module}"), kind)()
        observers[own.name] = own
    broken: list[Broken] = []
    for entry in entry_points(group=GROUP) if entries is None else entries:
        try:
            observer = _check(entry.load(), observers)
        except Exception as error:  # noqa: BLE001 - somebody else's code: report it, go on
            distribution = entry.dist.name if entry.dist else ""
            broken.append(Broken(entry.name, distribution, f"{type(error).__name__}: {error}"))
        else:
            observers[observer.name] = observer
    return observers, broken


def is_ours(observer: object) -> bool:
    """Whether an observer came with Gumption."""
    return type(observer).__module__.startswith("agent.observers.")


def _check(loaded: object, taken: Iterable[str]) -> Observer[Any]:
    """An entry point's object as an observer.

    Raises:
        TypeError: it is none.
        ValueError: its name is taken.
    """
    observer: Any = loaded() if isinstance(loaded, type) else loaded
    for said in ("name", "consent"):
        if not isinstance(getattr(observer, said, None), str) or not getattr(observer, said):
            raise TypeError(f"has no {said}")
    settings = getattr(observer, "settings", None)
    if not isinstance(settings, type) or not issubclass(settings, ObserverSettings):
        raise TypeError("has no settings of its own kind")
    if not callable(getattr(observer, "probe", None)) or not callable(
        getattr(observer, "open", None)
    ):
        raise TypeError("has no probe() or no open()")
    if observer.name in taken:
        raise ValueError(f"the name {observer.name!r} is taken")
    found: Observer[Any] = observer
    return found
