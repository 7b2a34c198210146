"""Small figures are right at their edges."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tui.widgets.figures import age, confidence_bar, moment, per_cent, signed
from tui.widgets.times import later_times

NOW = datetime(2026, 3, 12, 14, 30, tzinfo=UTC)


def test_a_bar_is_five_cells_and_grows_with_every_rating() -> None:
    """Ten ratings, ten different bars, all of one width; nonsense is held to the ends."""
    bars = [confidence_bar(rating).plain for rating in range(1, 11)]
    assert len(set(bars)) == 10
    assert {len(bar) for bar in bars} == {5}
    assert bars[0] == "╸────"
    assert bars[9] == "━━━━━"
    assert confidence_bar(99).plain == bars[9]
    assert confidence_bar(-1).plain == "─────"


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(seconds=-5), "now"),
        (timedelta(seconds=59), "now"),
        (timedelta(minutes=1), "1m"),
        (timedelta(minutes=59), "59m"),
        (timedelta(hours=23), "23h"),
        (timedelta(days=27), "27d"),
        (timedelta(days=28), "4w"),
        (timedelta(weeks=99), "99w"),
        (timedelta(days=800), "2y"),
        (timedelta(days=365 * 500), "99y"),
    ],
)
def test_an_age_is_at_most_three_characters(ago: timedelta, shown: str) -> None:
    """The unit changes where the number would not fit."""
    assert age(NOW - ago, NOW) == shown


def test_moments_are_in_the_readers_zone() -> None:
    """The time zone is that of the clock; the year is there when it is another."""
    there = timezone(timedelta(hours=10))
    assert moment(NOW, NOW.astimezone(there)) == "13 Mar 00:30"
    assert moment(NOW.replace(year=2025), NOW) == "12 Mar 2025 14:30"


def test_numbers_have_typeset_signs() -> None:
    """A minus is a minus."""
    assert signed(-0.126) == "−0.13"
    assert signed(0.5) == "+0.50"
    assert per_cent(0.816) == "82 %"


@pytest.mark.parametrize("hour", range(24))
def test_later_is_always_later_and_in_order(hour: int) -> None:
    """Whenever one snoozes, each choice is after now and after the one before it."""
    for days in range(7):
        now = NOW.replace(hour=hour) + timedelta(days=days)
        times = [later.at for later in later_times(now)]
        assert all(first < second for first, second in zip([now, *times], times, strict=False))
