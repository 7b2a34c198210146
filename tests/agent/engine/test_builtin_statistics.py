"""Habits from events: enough says something, little says nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.engine.builtin import BuiltinEngine
from agent.engine.builtin.beta import Rate, incomplete_beta
from agent.engine.builtin.pattern import SAMPLE
from agent.engine.builtin.statistics import MOST_PROPOSITIONS
from memory.embedding import HashedEmbedder
from memory.types import Draft, Labels, Observation
from tests.support.habits import MONDAY, command, commit, event, note, routine, working_days

NOW = MONDAY + timedelta(days=40)


def reflected(events: Sequence[Observation]) -> tuple[Draft, ...]:
    """What the engine counts."""
    return BuiltinEngine(HashedEmbedder()).reflect(events, NOW).drafts


def claims(events: Sequence[Observation]) -> list[str]:
    """The texts of what the engine counts."""
    return [draft.proposition.text for draft in reflected(events)]


def history(months: int, each: int) -> list[Observation]:
    """Commits of some months, each with a theme of its own, and a release at its end."""
    themes = ("ovens", "recipes", "deliveries", "invoices")
    rows: list[Observation] = []
    for month in range(months):
        start = MONDAY - timedelta(days=30 * (months - month))
        for number in range(each):
            at = start + timedelta(days=number % 20, hours=5 + number % 5)
            theme = themes[month % len(themes)] if number % 2 else "pages"
            rows.append(
                commit(f"Handle {theme} better, refs #{number}", at, len(rows), "loaf/a.py")
            )
        rows.append(commit(f"Release 0.{month}", start + timedelta(days=21, hours=6), len(rows)))
    return rows


def test_a_thin_history_says_nothing() -> None:
    """Three commands, or one busy afternoon, are no habit."""
    assert claims([command("pytest", MONDAY, n) for n in range(3)]) == []
    afternoon = [command("pytest", MONDAY + timedelta(minutes=n), n) for n in range(200)]
    assert claims(afternoon) == []
    assert claims([commit("Add a page", MONDAY, n) for n in range(3)]) == []
    assert claims([]) == []


def test_tools_are_named_when_days_bear_them_out() -> None:
    """Daily tools are told from what everybody types."""
    (daily,) = [text for text in claims(routine(10)) if "nearly every day" in text]
    for tool in ("git", "pytest", "Docker", "Helix"):
        assert tool in daily
    for everybody in (" ls", " cd", "uv run"):
        assert everybody not in daily


def test_what_comes_before_a_commit_is_a_habit() -> None:
    """Tests before the commit on most days are said, with the numbers behind them."""
    (draft,) = [d for d in reflected(routine(10)) if "before committing" in d.proposition.text]
    assert draft.proposition.text == "Runs the tests before committing"
    assert draft.proposition.kind == "procedural"
    assert "10 of 10 commits" in draft.proposition.reasoning
    assert "prior" in draft.proposition.reasoning


def test_a_change_of_tool_is_dated() -> None:
    """One tool until a day and another since is a switch."""
    rows = [
        command("vim notes.md" if number < 10 else "hx notes.md", day, number)
        for number, day in enumerate(working_days(20))
    ]
    rows += [command("git status", day, 100 + n) for n, day in enumerate(working_days(20))]
    assert "Switched from Vim to Helix as editor in March 2026" in claims(rows)


def test_months_have_themes_in_the_past_tense() -> None:
    """What a month's commits were about is an episode with its dates."""
    drafts = [d for d in reflected(history(5, 24)) if d.proposition.text.startswith("Worked")]
    assert any("ovens" in draft.proposition.text for draft in drafts)
    for draft in drafts:
        assert draft.proposition.kind == "episodic"
        assert draft.proposition.valid_from is not None
        assert draft.proposition.valid_to is not None
        assert "refs" not in draft.proposition.text


def test_one_day_of_work_names_its_folders_and_no_habit() -> None:
    """Thirty commits in one day are no habit, but what they were spent on can be said."""
    day = [
        commit(f"Step {n}", MONDAY + timedelta(minutes=20 * n), n, "ingest/read.py", "README.md")
        for n in range(30)
    ]
    assert claims(day) == [
        "Works on the repository loaf",
        "Worked on the ingest folder of loaf on 2 March 2026, mostly in Python",
    ]
    assert claims(day[:8]) == ["Works on the repository loaf"]


def test_ways_of_committing_are_counted() -> None:
    """Issue numbers, releases and the project itself are seen."""
    found = claims(history(5, 24))
    assert "Works on the repository loaf" in found
    assert "Ties most commits to issue numbers" in found
    assert "Releases new versions of loaf often, typically about a month apart" in found
    assert "Writes mostly Python" in found


def test_an_old_project_is_spoken_of_in_the_past() -> None:
    """What ended long ago is not said to go on."""
    engine = BuiltinEngine(HashedEmbedder())
    drafts = engine.reflect(history(5, 24), NOW + timedelta(days=400)).drafts
    texts = [draft.proposition.text for draft in drafts]
    assert any(text.startswith("Worked on the repository loaf from") for text in texts)
    present = ("Works ", "Writes ", "Ties ", "Releases ", "Uses ", "Is ")
    assert not any(text.startswith(present) for text in texts)


def test_a_weekly_meeting_is_a_habit_and_a_single_one_is_not() -> None:
    """A meeting that comes back on its weekday is said with its part of the day."""
    rows = [
        event("calendar", "Team Sync", MONDAY + timedelta(weeks=n, days=1), n, title="Team Sync")
        for n in range(5)
    ]
    rows.append(event("calendar", "Dentist", MONDAY, 99, title="Dentist"))
    assert claims(rows) == ["Has a team sync every Tuesday morning"]


def test_hours_and_weekends_need_days() -> None:
    """Usual hours are said after enough days, not before."""
    mornings = [
        commit(f"Bake {n}", day, n) for n, day in enumerate(working_days(25)) for _ in range(2)
    ]
    assert any("morning" in text and "Usually" in text for text in claims(mornings))
    assert not any("Usually" in text for text in claims(mornings[:10]))


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ((21, 22, 23), "in the evening (21:00–24:00)"),
        ((16, 17, 18, 19, 20, 21, 22, 23, 0), "from the afternoon into the evening (16:00–23:00)"),
        ((10, 11, 12, 13), "from the morning into the afternoon (10:00–14:00)"),
        ((7, 8, 9), "in the morning (07:00–10:00)"),
    ],
)
def test_usual_hours_are_called_by_their_parts_of_the_day(
    hours: tuple[int, ...], said: str
) -> None:
    """A few late hours are of the evening; half a day is told by where it begins and ends."""
    others = [hour for hour in range(24) if hour not in hours]
    slots = [(day, hour) for day in range(30) for hour in hours]
    # A quarter of all at any hour.
    slots += [(n % 30, others[n % len(others)]) for n in range(10 * len(hours))]
    rows = [
        commit("Add a page", MONDAY.replace(hour=hour) + timedelta(days=day), day * 24 + hour)
        for day, hour in sorted(slots)
    ]
    assert f"Usually commits {said}" in claims(rows)


def test_rarely_on_weekends() -> None:
    """Many working days and no weekend are a habit too."""
    rows = [commit(f"Bake {n}", day, n) for n, day in enumerate(working_days(25))]
    assert "Rarely commits on weekends" in claims(rows)


def test_apps_and_sites() -> None:
    """Time in applications and days on sites; search pages are doorways."""
    rows: list[Observation] = []
    for day in working_days(8):
        for app, seconds in (("Helix", 5400), ("Firefox", 2400), ("Finder", 9000)):
            rows.append(
                event("window", app, day, len(rows), app=app, title="x", duration_s=seconds)
            )
        for host in ("docs.python.org", "www.google.com"):
            rows.append(event("browser", host, day, len(rows), host=host, url=f"https://{host}/"))
    found = claims(rows)
    assert "Spends most time at the computer in Helix and Firefox" in found
    assert "Visits docs.python.org on most days" in found
    assert not any("google" in text or "Finder" in text for text in found)


def test_others_commits_texts_and_the_future_do_not_count() -> None:
    """Only what the person did, until now, is counted."""
    rows = history(5, 24)
    theirs = [
        Observation(
            source=row.source, content=row.content, observed_at=row.observed_at, kind="event",
            context=row.context, origin="third-party content", id=row.id,
        )
        for row in rows
    ]  # fmt: skip
    assert claims(theirs) == []
    later = [commit("Bake", NOW + timedelta(days=n), n) for n in range(1, 60)]
    assert claims(later) == []
    assert claims([note("pytest", day, f"n{day}") for day in working_days(20)]) == []


def test_evidence_is_a_sample_with_the_newest() -> None:
    """A proposition carries few ids of the events given, the newest among them."""
    rows = history(5, 24)
    known = {row.id for row in rows}
    for draft in reflected(rows):
        assert 1 <= len(draft.supports) <= SAMPLE
        assert set(draft.supports) <= known
    (project,) = [d for d in reflected(rows) if "repository" in d.proposition.text]
    assert project.supports[-1] == rows[-1].id


def test_reflecting_is_idempotent_and_knows_no_order() -> None:
    """The same events in any order give the same drafts."""
    rows = [*history(5, 24), *routine(12)]
    mixed = list(rows)
    random.Random(3).shuffle(mixed)
    assert reflected(mixed) == reflected(rows) == reflected(rows)


def test_few_are_said_of_much() -> None:
    """However long the history, a person can read what is said of it."""
    assert 5 <= len(claims([*history(30, 24), *routine(25)])) <= MOST_PROPOSITIONS


def test_labels_of_the_evidence_are_joined() -> None:
    """A pattern over sensitive events is as guarded as they are."""
    rows = [
        Observation(
            source="browser", content="page", observed_at=day, kind="event", id=f"b{n}",
            context={"host": "clinic.example.org"}, labels=Labels("sensitive"),
        )
        for n, day in enumerate(working_days(10))
    ]  # fmt: skip
    (draft,) = reflected(rows)
    assert draft.proposition.labels.sensitivity == "sensitive"


@given(st.integers(0, 200), st.integers(0, 200), st.floats(0.01, 0.99))
def test_the_beta_posterior_is_a_probability(yes: int, no: int, share: float) -> None:
    """Above and below add up where neither is capped, and more days of it never lower it."""
    rate = Rate(yes, yes + no)
    assert 0.0 <= rate.above(share) <= 0.95
    assert Rate(yes + 1, yes + no + 1).above(share) >= rate.above(share) - 1e-9
    whole = incomplete_beta(yes + 1, no + 1, share) + incomplete_beta(no + 1, yes + 1, 1 - share)
    assert whole == pytest.approx(1.0, abs=1e-9)


def test_the_beta_posterior_has_its_known_values() -> None:
    """Uniform prior, no data: the share is above a half by even chances."""
    assert Rate(0, 0).above(0.5) == pytest.approx(0.5)
    assert Rate(1, 1).above(0.5) == pytest.approx(0.75)
    assert Rate(3, 4).above(0.5) == pytest.approx(0.8125)


def test_a_history_without_times_tells_tools_and_no_days() -> None:
    """A long shell history without times names tools, says so, and claims no habit by day."""
    rows = [
        event("shell", "git status" if n % 2 else "pytest -q", MONDAY, n, time="file")
        for n in range(200)
    ]
    (draft,) = reflected(rows)
    assert draft.proposition.text == "Uses pytest and git at the terminal"
    assert "without times" in draft.proposition.reasoning
    assert draft.proposition.confidence < 0.7
    assert claims(rows[:100]) == []
