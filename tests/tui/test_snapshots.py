"""How the three places look, pinned: size, theme, clock, time zone, and a cursor that stands still.

After a change that is meant: ``pytest tests/tui/test_snapshots.py --snapshot-update``, and look.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tests.support.fake_client import FakeDaemon
from tests.support.pilots import app_on, settle
from tui.themes import LIGHT

Compare = Callable[..., bool]


def after(*keys: str) -> Callable[[Pilot[None]], object]:
    """Press keys, each once everything before it is shown."""

    async def run(pilot: Pilot[None]) -> None:
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return run


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("suggestions", ()),
        ("chat", ("H", "o", "w", "question_mark", "enter", "a")),
        ("propositions", ("down",)),
    ],
    ids=["suggestions", "chat", "propositions"],
)
def test_a_place_looks_as_it_did(
    snap_compare: Compare, place: str, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    """Each place, narrow and wide."""
    app = app_on(FakeDaemon(), place)
    assert snap_compare(app, terminal_size=size, run_before=after(*keys))


def test_the_approval_looks_as_it_did(snap_compare: Compare) -> None:
    """The one dialog that must never mislead."""
    app = app_on(FakeDaemon(), "chat")
    assert snap_compare(app, terminal_size=(80, 24), run_before=after("x", "enter"))


def test_the_light_theme_looks_as_it_did(snap_compare: Compare) -> None:
    """The same place on paper."""
    app = app_on(FakeDaemon(), "propositions")
    app.theme = LIGHT
    assert snap_compare(app, terminal_size=(80, 24), run_before=after("down"))


def test_the_notice_of_a_missing_daemon_looks_as_it_did(snap_compare: Compare) -> None:
    """What somebody sees whose daemon is down."""
    app = app_on(FakeDaemon(down=True))
    assert snap_compare(app, terminal_size=(80, 24), run_before=after())
