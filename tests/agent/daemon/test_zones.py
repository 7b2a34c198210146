"""Hours and days are those of the person, in whatever zone this machine is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from agent.daemon.assemble import clock_from, local_now
from agent.daemon.observing import Runner
from agent.engine.builtin import BuiltinEngine
from agent.engine.port import LearnRequest
from agent.gate import Gate
from agent.observers.activity_live import ActivityWatchObserver, KnowledgeObserver, TimelineObserver
from agent.observers.browser_live import BrowserObserver
from agent.observers.calendar_live import CalendarObserver
from agent.observers.files_live import FilesObserver
from agent.observers.jsonl_live import JsonlObserver
from agent.observers.mail_live import MailObserver
from agent.observers.port import Drop
from agent.observers.recordings_live import TerminalObserver, TranscriptsObserver
from agent.observers.shell_live import ShellObserver, ShellSettings
from agent.observers.times import by_this_clock
from memory import Observation
from memory.embedding.hashed import HashedEmbedder
from memory.errors import InvalidInput
from tests.support.models import Clock, open_model
from tests.support.surroundings import Machine

#: Sunday evening where the person is, Monday by UTC.
WEST = timezone(-timedelta(hours=8))
SUNDAY = datetime(2026, 11, 29, 20, tzinfo=WEST)


def test_the_daemons_clock_is_this_machines(live_in: Callable[[str], None]) -> None:
    """With the offset of its zone; one that begins at a time goes on in the zone of that."""
    live_in("PST8")
    assert local_now().utcoffset() == clock_from(None)().utcoffset() == -timedelta(hours=8)
    assert abs(local_now() - datetime.now(UTC)) < timedelta(minutes=1)
    begun = clock_from("2026-03-13T09:00:00+02:00")()
    assert begun.utcoffset() == timedelta(hours=2)
    assert abs(begun - datetime(2026, 3, 13, 7, tzinfo=UTC)) < timedelta(minutes=1)
    for wrong in ("2026-03-13T09:00:00", "tomorrow"):
        with pytest.raises(InvalidInput):
            clock_from(wrong)


@pytest.mark.parametrize(
    ("zone", "months", "hours"),
    [("UTC0", 1, 0), ("PST8PDT,M3.2.0,M11.1.0", 1, -8), ("PST8PDT,M3.2.0,M11.1.0", 7, -7)],
)
def test_the_offset_is_that_of_the_time(
    live_in: Callable[[str], None], zone: str, months: int, hours: int
) -> None:
    """Summer time counts in summer; the moment stays the same, and a told offset stays too."""
    live_in(zone)
    at = datetime(2026, months, 5, 12, tzinfo=UTC)
    seen = by_this_clock(Observation(source="shell", content="make", observed_at=at))
    assert isinstance(seen, Observation)
    assert seen.observed_at == at
    assert seen.observed_at.utcoffset() == timedelta(hours=hours)
    elsewhere = at.astimezone(timezone(timedelta(hours=5)))
    odd = Observation(source="shell", content="make", observed_at=elsewhere)
    assert by_this_clock(odd) is odd, "two times are equal whatever their offsets"
    first = replace(odd, observed_at=datetime.min.replace(tzinfo=UTC))
    assert by_this_clock(first) == first
    untimed = Observation(source="shell", content="make")
    assert by_this_clock(untimed) is untimed
    drop = Drop("third")
    assert by_this_clock(drop) is drop


@pytest.mark.parametrize(
    ("observer", "local"),
    [
        (ShellObserver, True),
        (FilesObserver, True),
        (BrowserObserver, True),
        (ActivityWatchObserver, True),
        (KnowledgeObserver, True),
        (TimelineObserver, True),
        (TerminalObserver, True),
        (TranscriptsObserver, True),
        # Who wrote them says where; a whole day in UTC would become the day before.
        (MailObserver, False),
        (CalendarObserver, False),
        (JsonlObserver, False),
    ],
)
def test_which_sources_count_seconds_on_this_machine(
    observer: type,
    local: bool,  # noqa: FBT001 - a row of the table
) -> None:
    """The others date for themselves."""
    assert getattr(observer, "local", False) is local


def test_commands_are_typed_by_this_machines_clock(
    tmp_path: Path, live_in: Callable[[str], None]
) -> None:
    """Who types from nine to five usually works then, not from five in the evening."""
    live_in("PST8")
    history, machine = tmp_path / ".zsh_history", Machine(tmp_path, now=SUNDAY)
    history.touch()
    with open_model(tmp_path / "home", clock=Clock(SUNDAY)) as model:
        runner = Runner(ShellObserver(), ShellSettings(), machine.around, model, Gate())
        runner.step()
        monday = SUNDAY.replace(hour=0) - timedelta(days=27)
        typed = [
            monday + timedelta(weeks=week, days=day, hours=hour, minutes=3 * hour)
            for week in range(4)
            for day in range(5)
            for hour in range(9, 17)
        ]
        history.write_text("".join(f": {at.timestamp():.0f}:0;vim a.py\n" for at in typed))
        runner.step()
        events = model.observations(kind="event", limit=1000)
        assert {one.observed_at.hour for one in events if one.observed_at} == set(range(9, 17))
        drafts = BuiltinEngine(HashedEmbedder()).reflect(events[::-1], SUNDAY).drafts
        said = [draft.proposition.text for draft in drafts if "Usually" in draft.proposition.text]
        assert said
        assert all("(09:00–" in text or "(10:00–" in text for text in said)


def test_what_is_said_in_the_evening_is_said_on_that_day(live_in: Callable[[str], None]) -> None:
    """On a Sunday evening "yesterday" is Saturday, though UTC has Monday."""
    live_in("PST8")
    now = clock_from(None)
    said = Observation(
        id="o1",
        source="chat",
        content="I moved to Lisbon yesterday.",
        observed_at=SUNDAY.astimezone(now().tzinfo),
        origin="self-stated",
        context={"role": "user"},
        thread="t",
    )
    request = LearnRequest(observations=(said,), neighbours=(), now=SUNDAY)
    [draft] = BuiltinEngine(HashedEmbedder()).learn(request).drafts
    assert "28 November 2026" in draft.proposition.text


def test_today_is_the_day_of_the_clock(tmp_path: Path) -> None:
    """In a question, where the daemon's clock says which day it is."""
    with open_model(tmp_path / "home", clock=Clock(SUNDAY)) as model:
        for content, ago in (("Lunch with Ana.", 8), ("Fixed the bicycle.", 23)):
            at = SUNDAY - timedelta(hours=ago)
            model.observe([Observation(source="notes", content=content, observed_at=at)])
        for question, wanted in (("today", "Lunch with Ana."), ("yesterday", "Fixed the bicycle.")):
            hits = model.recall(f"What did I do {question}?")
            fits = sorted(hits, key=lambda hit: hit.parts["time"])
            assert fits[-1].text == wanted
            assert fits[0].parts["time"] < fits[-1].parts["time"]
