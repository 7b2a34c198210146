"""When background work had better wait: on battery, under load, while the person is busy.

What is not known (a desktop has no battery, Windows no load average) is no reason to wait.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from agent.config import LearnSection


@dataclass(frozen=True, slots=True)
class Machine:
    """What is asked of the machine; tests stand in their own.

    Attributes:
        on_battery: Whether it runs on its battery, ``None`` where that is not known.
        load: Processes that want a processor, for each there is; ``None`` where not known.
    """

    on_battery: Callable[[], bool | None]
    load: Callable[[], float | None]


def this_machine() -> Machine:
    """The one this runs on."""
    return Machine(_on_battery, _load)


class Conditions:
    """Tells background learning when to wait, and why. Thread-safe.

    Args:
        settings: What the person asked for.
        clock: The time.
        machine: Where it runs.
    """

    def __init__(
        self, settings: LearnSection, clock: Callable[[], datetime], machine: Machine | None = None
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._machine = machine or this_machine()
        self._lock = threading.Lock()
        self._busy_at: datetime | None = None

    def active(self, at: datetime | None = None) -> None:
        """The person did something: just now, or at a time that a source tells later."""
        now = self._clock()
        at = now if at is None else at
        with self._lock:
            known = self._known(now)
            self._busy_at = at if known is None else max(known, at)

    def wait_for(self) -> str:
        """What learning waits for, in words; empty when it need not wait."""
        asked = self._settings
        if not asked.on_battery and self._machine.on_battery():
            return "mains power"
        if asked.max_load:
            load = self._machine.load()
            if load is not None and load > asked.max_load:
                return "a lower load"
        if asked.idle_minutes:
            now = self._clock()
            with self._lock:
                since = self._known(now)
            idle = timedelta(minutes=asked.idle_minutes)
            if since is not None and now - since < idle:
                return f"{asked.idle_minutes:g} idle minutes"
        return ""

    def _known(self, now: datetime) -> datetime | None:
        """When the person last did something; a clock that was put back leaves it unknown."""
        at = self._busy_at
        return None if at is None or at > now else at


def _on_battery() -> bool | None:
    import psutil  # type: ignore[import-untyped]

    try:
        battery = psutil.sensors_battery()
    except (AttributeError, OSError, RuntimeError):  # as each platform says that it cannot tell
        return None
    return None if battery is None or battery.power_plugged is None else not battery.power_plugged


def _load() -> float | None:
    try:
        return os.getloadavg()[0] / (os.cpu_count() or 1)
    except (AttributeError, OSError):
        return None
