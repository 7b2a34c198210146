"""Invented events of an invented person, by the day, for the statistics over events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from memory.types import ContextValue, Observation

#: A Monday morning.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def event(
    source: str,
    content: str,
    at: datetime,
    number: int,
    **context: ContextValue,
) -> Observation:
    """An event with an id made of its source and number."""
    return Observation(
        source=source,
        content=content,
        observed_at=at,
        kind="event",
        context=context,
        id=f"{source}-{number:04}",
    )


def command(line: str, at: datetime, number: int, *, exit: int = 0) -> Observation:
    """A command line in the folder of a project."""
    return event("shell", line, at, number, cwd="/home/ana/code/loaf", exit=exit)


def commit(subject: str, at: datetime, number: int, *files: str) -> Observation:
    """A commit in the repository ``loaf``."""
    return event("git", subject, at, number, repo="loaf", author="Ana", files=files)


def note(text: str, at: datetime, id: str = "note") -> Observation:
    """Something that the person wrote down."""
    return Observation(source="note", content=text, observed_at=at, origin="self-stated", id=id)


def working_days(count: int, start: datetime = MONDAY) -> list[datetime]:
    """The mornings of that many working days."""
    days: list[datetime] = []
    day = start
    while len(days) < count:
        if day.weekday() < 5:
            days.append(day)
        day += timedelta(days=1)
    return days


def routine(count: int) -> list[Observation]:
    """Working days with tests before every commit, and two commands each morning."""
    rows: list[Observation] = []
    for day in working_days(count):
        lines = ("docker compose pull", "docker compose up -d", "ls", "uv run pytest -q",
                 "git add .", f"git commit -m 'step {day:%d}'", "cd ..", "hx notes.md")  # fmt: skip
        for minute, line in enumerate(lines):
            rows.append(command(line, day + timedelta(minutes=minute), len(rows)))
    return rows
