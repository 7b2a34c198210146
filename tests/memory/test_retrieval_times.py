"""Times named in queries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.retrieval.times import TimeRange, times_in

# A Friday.
NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("what did I do last Tuesday?", "2026-11-17", "2026-11-18"),
        ("the call on friday", "2026-11-13", "2026-11-14"),
        ("where was I in spring", "2026-03-01", "2026-06-01"),
        ("the winter of 2023", "2023-12-01", "2024-03-01"),
        ("what happened in May", "2026-05-01", "2026-06-01"),
        ("since last december", "2025-12-01", "2026-01-01"),
        ("dinner on 8 May, 2023", "2023-05-08", "2023-05-09"),
        ("dinner on December 8th", "2025-12-08", "2025-12-09"),
        ("the 1st of Oct. 2024", "2024-10-01", "2024-10-02"),
        ("June 2024", "2024-06-01", "2024-07-01"),
        ("on 2024-02-29", "2024-02-29", "2024-03-01"),
        ("since 2021", "2021-01-01", "2022-01-01"),
        ("early 2022", "2022-01-01", "2022-05-02"),
        ("who visited early in 2022?", "2022-01-01", "2022-05-02"),
        ("at the start of 2023", "2023-01-01", "2023-05-02"),
        ("in the middle of 2023", "2023-05-02", "2023-09-01"),
        ("in late June 2024", "2024-06-21", "2024-07-01"),
        ("mid-May", "2026-05-11", "2026-05-21"),
        ("at the end of last year", "2025-09-01", "2026-01-01"),
        ("at the beginning of the year", "2026-01-01", "2026-05-02"),
        ("yesterday", "2026-11-19", "2026-11-20"),
        ("last month", "2026-10-01", "2026-11-01"),
        ("last week", "2026-11-09", "2026-11-16"),
        ("last weekend", "2026-11-14", "2026-11-16"),
        ("this year", "2026-01-01", "2027-01-01"),
    ],
)
def test_calendar_expressions(query: str, start: str, end: str) -> None:
    """Each names one range, in the past of the moment of asking."""
    (found,) = times_in(query, NOW)
    assert datetime.fromtimestamp(found.start, UTC).isoformat()[:10] == start
    assert datetime.fromtimestamp(found.end, UTC).isoformat()[:10] == end


@pytest.mark.parametrize(
    ("query", "days"),
    [("three weeks ago", 21), ("a couple of days ago", 2), ("2 years ago", 730)],
)
def test_so_long_ago(query: str, days: int) -> None:
    """The day itself lies inside, and today does not."""
    (found,) = times_in(query, NOW)
    assert found.fit((NOW - timedelta(days=days)).timestamp()) == 1
    assert found.fit(NOW.timestamp()) < 1


@pytest.mark.parametrize(
    "query",
    [
        *("May I ask who marched?", "a summer dress", "on 31 February", "room 2023", ""),
        *("the end of the road", "early birds", "the start of the race"),
    ],
)
def test_what_is_no_time(query: str) -> None:
    """Words that only look like times, and days that do not exist, are no wish."""
    assert times_in(query, NOW) == []


def test_days_begin_where_the_person_is() -> None:
    """The zone of the moment of asking decides what yesterday was."""
    zone = timezone(timedelta(hours=9))
    (found,) = times_in("yesterday", datetime(2026, 11, 20, 3, tzinfo=zone))
    assert datetime.fromtimestamp(found.start, zone).isoformat() == "2026-11-19T00:00:00+09:00"


def test_a_range_is_a_soft_wish() -> None:
    """Inside counts fully, and one length of the range away half."""
    span = TimeRange(0, 86_400)
    assert span.fit(1000) == 1
    assert span.fit(2 * 86_400) == pytest.approx(0.5)
    assert span.fit(-86_400) == pytest.approx(0.5)


@given(st.text(), st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001
def test_any_text_at_any_time_is_read_without_error(text: str, moment: datetime) -> None:
    """Nothing a person types breaks a recall."""
    for prefix in ("", "last summer ", "on 29 Feb ", "999 years ago "):
        assert all(
            span.start < span.end for span in times_in(prefix + text, moment.replace(tzinfo=UTC))
        )
