"""Relative dates become absolute ones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.engine.builtin.dates import resolve

#: A Friday.
AT = datetime(2026, 3, 13, 10, 30, tzinfo=UTC)

PAST = {
    "Went to the dentist yesterday": "Went to the dentist on 12 March 2026",
    "Moved to Lisbon last month": "Moved to Lisbon in February 2026",
    "Quit smoking two years ago": "Quit smoking in 2024",
    "Met Ana last Saturday": "Met Ana on 7 March 2026",
    "Met Ana on Tuesday": "Met Ana on 10 March 2026",
    "Ran ten miles this morning": "Ran ten miles on 13 March 2026",
    "Went camping last weekend": "Went camping on the weekend of 7 March 2026",
    "Went to Norway last summer": "Went to Norway in the summer of 2025",
    "Has used Helix since yesterday": "Has used Helix since 12 March 2026",
    "Started in November": "Started in November 2025",
    "Met Ana on Friday, January 9th": "Met Ana on 9 January 2026",
    "Left on March 3 at noon": "Left on 3 March 2026 at noon",
    "Left on July 15 2024": "Left on July 15 2024",
    # What somebody has until then lies ahead; what they did until then is over.
    "Got a letter, they have got till the end of July": (
        "Got a letter, they have got till the end of July 2026"
    ),
    "Worked there until July": "Worked there until July 2025",
    "Lived there till the end of July": "Lived there till the end of July 2025",
    "Worked there till 3 July": "Worked there till 3 July 2025",
    "Booked the site for 2 to 9 August": "Booked the site for 2 to 9 August 2026",
    "Held it on the last Friday": "Held it on the last Friday",
    "Woke up with the Today programme": "Woke up with the Today programme",
    # "The last week of August" is none of this month; "some six years ago" is not to the year.
    "Went to Wales the last week of August": "Went to Wales the last week of August 2025",
    "Began the last week of last month": "Began the last week of February 2026",
    "Was in Paris last week of course": "Was in Paris in the week of 2 March 2026 of course",
    "Gave up running some six years ago": "Gave up running around 2020",
    "Sold the car about two months ago": "Sold the car around January 2026",
    "Lost a brother eight years ago this week": "Lost a brother in 2018",
    "Fell over three days ago": "Fell around 10 March 2026",
    "Put the race off to next year": "Put the race off to 2027",
    "Has read two books in three days": "Has read two books in three days",
    "Finished the shed in two weeks": "Finished the shed in two weeks",
    "Moved the party to next summer": "Moved the party to the summer of 2026",
}
AHEAD = {
    "Is going to book the dentist by Friday": "Is going to book the dentist by 13 March 2026",
    "Is flying to Oslo tomorrow": "Is flying to Oslo on 14 March 2026",
    "Starts a course next month": "Starts a course in April 2026",
    "Will meet Ana on Tuesday": "Will meet Ana on 17 March 2026",
    "Has an interview in two weeks": "Has an interview in the week of 23 March 2026",
    "Sends the report by Tuesday 17 March": "Sends the report by 17 March 2026",
    "Has to pay by the end of the month": "Has to pay by the end of March 2026",
    "Is going to Porto in May": "Is going to Porto in May 2026",
    "Gets the keys on July 15": "Gets the keys on 15 July 2026",
    "Moves on the 12th of May": "Moves on 12 May 2026",
    "Is away until January": "Is away until January 2027",
    # What goes on since January began before it was said.
    "Has been running since January": "Has been running since January 2026",
    "Has lived there since 5 October": "Has lived there since 5 October 2025",
    "Might take may 2": "Might take may 2",
    "Their leave starts monday": "Their leave starts on 16 March 2026",
    "Their course begins Friday at nine": "Their course begins on 20 March 2026 at nine",
}


@pytest.mark.parametrize(("said", "meant"), PAST.items())
def test_the_past_is_resolved(said: str, meant: str) -> None:
    """Words of past time become the date that they meant when they were written."""
    assert resolve(said, AT, past=True).text == meant


@pytest.mark.parametrize(("said", "meant"), AHEAD.items())
def test_the_future_is_resolved(said: str, meant: str) -> None:
    """Words of coming time become the date that they meant when they were written."""
    assert resolve(said, AT, past=False).text == meant


def test_a_habit_on_weekdays_is_no_date() -> None:
    """A weekday in the plural is no particular day."""
    assert resolve("Calls their mother on Sundays", AT).text == "Calls their mother on Sundays"
    assert resolve("Swims on Tuesday evenings", AT).text == "Swims on Tuesday evenings"
    assert resolve("Swims on Tuesday and Friday", AT).text == "Swims on Tuesday and Friday"


def test_what_comes_back_has_no_single_date() -> None:
    """A weekday of a habit and a day of every year stay as they were said."""
    for text in ("Always swims on Tuesday", "Their birthday is on 14 May"):
        resolved = resolve(text, AT, recurring=True)
        assert (resolved.text, resolved.span) == (text, None)


def test_a_month_that_comes_back_is_of_every_year() -> None:
    """What is done every August is done in no single one."""
    assert resolve("Goes to the sea in August every year", AT, recurring=True).text == (
        "Goes to the sea in August every year"
    )


def test_so_long_is_not_after_so_long() -> None:
    """What has not been for a few days does not lie ahead of them."""
    assert resolve("Has not talked in three days", AT).span is None


def test_no_preposition_is_left_before_another() -> None:
    """The year takes the place of the words that it stands for."""
    assert resolve("Wants to open by next year", AT).text == "Wants to open by 2027"


def test_a_date_with_its_year_stays() -> None:
    """What is absolute already is left as it is."""
    said = "Joined on 3 May 2019 and left in June 2021"
    assert resolve(said, AT).text == said


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1)), st.booleans())  # noqa: DTZ001 - hypothesis wants it naive
def test_any_day_can_be_resolved(at: datetime, past: bool) -> None:  # noqa: FBT001 - drawn
    """No date in the calendar breaks a rule, and what is resolved stays so."""
    for said in (*PAST, *AHEAD):
        if at.year > 9990:  # the calendar ends
            continue
        once = resolve(said, at, past=past)
        assert resolve(once.text, at, past=past).text == once.text
        assert once.span is None or once.span.start < once.span.end
