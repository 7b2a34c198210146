"""Driving the UI in tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

TRIES = 200


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
