"""Every test has a home, a cache and a keyring of its own, and no telemetry."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from agent.quiet import quiet

# Before any test module imports a dependency that reads these.
quiet(os.environ)
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
# How long an example takes says how busy the machine is, and nothing about the code.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
# Hours of the day are those of this machine's zone: the same one wherever the tests run.
os.environ["TZ"] = "UTC"
time.tzset()


@pytest.fixture
def live_in() -> Iterator[Callable[[str], None]]:
    """Puts this machine into a time zone, as POSIX writes it ("PST8": eight hours west)."""
    with pytest.MonkeyPatch.context() as patch:

        def move(zone: str) -> None:
            patch.setenv("TZ", zone)
            time.tzset()

        yield move
    time.tzset()


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of this test's own; nothing of the machine's desktop or the person's is reached."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("GUMPTION_HOME", str(home / "gumption"))
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    for name in (
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "DBUS_SESSION_BUS_ADDRESS",
        "XDG_RUNTIME_DIR",
        "NO_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)
    return home
