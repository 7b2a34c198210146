"""Every test has a home, a cache and a keyring of its own, and no telemetry."""

from __future__ import annotations

import os
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
