"""Times as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.command_client import LOCAL, NOW
from tui.cli.moments import parse_moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", NOW),
        ("today", datetime(2026, 3, 12, tzinfo=LOCAL)),
        ("Yesterday", datetime(2026, 3, 11, tzinfo=LOCAL)),
        ("7d", NOW - timedelta(days=7)),
        ("90m", NOW - timedelta(minutes=90)),
        ("2 weeks ago", NOW - timedelta(weeks=2)),
        ("1 hour ago", NOW - timedelta(hours=1)),
        ("in 3 days", NOW + timedelta(days=3)),
        ("2026-01-31", datetime(2026, 1, 31, tzinfo=LOCAL)),
        ("2025", datetime(2025, 1, 1, tzinfo=LOCAL)),
        ("2025-12", datetime(2025, 12, 1, tzinfo=LOCAL)),
        ("2026-01-31T14:00", datetime(2026, 1, 31, 14, tzinfo=LOCAL)),
        ("2026-01-31T14:00:00Z", datetime(2026, 1, 31, 14, tzinfo=UTC)),
    ],
)
def test_times_of_the_past(text: str, expected: datetime) -> None:
    """ISO 8601 and simple words; without a zone it is local."""
    assert parse_moment(text, NOW) == expected


def test_times_to_come() -> None:
    """Where only the future makes sense, a bare span points there."""
    assert parse_moment("2h", NOW, toward="future") == NOW + timedelta(hours=2)
    assert parse_moment("tomorrow", NOW, toward="future") == datetime(2026, 3, 13, tzinfo=LOCAL)


@pytest.mark.parametrize("text", ["", "someday", "7 parsecs", "2026-13-01", "-3d", "12"])
def test_what_is_no_time(text: str) -> None:
    """Anything else is an error with examples."""
    with pytest.raises(ValueError, match="is not a time; try"):
        parse_moment(text, NOW)


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_an_error(text: str) -> None:
    """No input does anything but give an aware time or one of two errors."""
    try:
        moment = parse_moment(text, NOW)
    except (ValueError, OverflowError):
        return
    assert moment.tzinfo is not None
