"""Driving the UI in tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

from tests.support.fake_client import FakeDaemon
from tests.support.sample_views import NOW
from tui.app import GumptionApp
from tui.desk import Desk

TRIES = 400
NARROW = (80, 24)
WIDE = (140, 40)


def app_on(daemon: FakeDaemon, place: str = "suggestions", *, grace: float = 0) -> GumptionApp:
    """The app on a fake daemon: no polling, no motion, no clock but the sample's."""
    desk = Desk(daemon.connect, lambda: NOW)
    return GumptionApp(desk, place=place, poll=None, still=True, grace=grace)


def seen(app: GumptionApp) -> str:
    """All text on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Type a text, key by key."""
    await pilot.press(*text)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every question to the daemon is answered and shown."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def until(pilot: Pilot[Any], true: Callable[[], bool]) -> None:
    """Wait until something is so (for what a thread is still held up in)."""
    for _ in range(TRIES):
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came true")
