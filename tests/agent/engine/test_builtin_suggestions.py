"""Suggestions rest on what was seen, and are few."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent.engine.builtin import BuiltinEngine
from agent.engine.port import SuggestRequest
from memory.embedding import HashedEmbedder
from memory.types import Observation, Suggestion
from tests.support.habits import MONDAY, command, event, note, routine

#: A Thursday.
NOW = MONDAY + timedelta(days=3, hours=2)


def suggested(
    *recent: Observation,
    now: datetime = NOW,
    open: tuple[Suggestion, ...] = (),
) -> tuple[Suggestion, ...]:
    """What the engine proposes."""
    engine = BuiltinEngine(HashedEmbedder())
    request = SuggestRequest(recent=recent, propositions=(), open=open, now=now)
    return engine.suggest(request).suggestions


def test_nothing_when_nothing_is_useful() -> None:
    """Talk and a few commands call for no help."""
    assert suggested() == ()
    assert suggested(note("I like tea. It rained today.", MONDAY), command("ls", MONDAY, 1)) == ()


def test_a_promise_is_recalled_as_its_day_comes() -> None:
    """What was meant to be done by Friday is recalled on Thursday, with where it was said."""
    promise = note("I need to book the dentist by Friday.", MONDAY, "n1")
    (found,) = suggested(promise)
    assert "book the dentist by 6 March 2026" in found.text
    assert "today is Thursday 5 March 2026" in found.text
    assert found.category == "reminder"
    assert found.observations == ("n1",)
    assert found.expires_at is not None
    assert 0.5 < found.probability < 1.0


def test_a_promise_far_off_is_left_alone() -> None:
    """There is no reminder weeks ahead, nor long after."""
    promise = note("I need to book the dentist by 30 March.", MONDAY)
    assert suggested(promise) == ()
    assert suggested(promise, now=MONDAY + timedelta(days=60)) == ()


def test_what_is_done_is_not_recalled() -> None:
    """A later word that it is done settles a promise."""
    promise = note("I need to book the dentist by Friday.", MONDAY, "n1")
    done = note("Booked the dentist.", MONDAY + timedelta(days=1), "n2")
    assert suggested(promise, done) == ()


def test_a_wish_without_a_thing_or_a_day_is_no_promise() -> None:
    """A decision without an object, or a wish without a day, leaves nothing to remind of."""
    wednesday = NOW - timedelta(days=1)
    assert suggested(note("I will decide tomorrow.", wednesday)) == ()
    assert suggested(note("I want to write it on Friday.", wednesday)) == ()
    assert suggested(note("I want to learn the harp.", wednesday)) == ()


def test_others_promises_and_questions_are_not_the_persons() -> None:
    """Only the person's own statements are recalled."""
    theirs = Observation(
        source="chat",
        content="I need to book the dentist by Friday.",
        observed_at=MONDAY,
        origin="third-party content",
        context={"role": "assistant"},
        id="a1",
    )
    assert suggested(theirs) == ()
    assert suggested(note("Do I need to book the dentist by Friday?", MONDAY)) == ()


def test_open_suggestions_are_not_made_again() -> None:
    """What is open already is not said twice, even in other words."""
    promise = note("I need to book the dentist by Friday.", MONDAY, "n1")
    (found,) = suggested(promise)
    assert suggested(promise, open=(found,)) == ()


def test_a_meeting_brings_back_the_note_about_it() -> None:
    """A calendar entry today and a note that speaks of it belong together."""
    meeting = event(
        "calendar", "Supplier audit", NOW + timedelta(hours=3), 1, title="Supplier audit"
    )
    about = note("The supplier audit still lacks the chapter on late deliveries.", MONDAY, "n1")
    (found,) = suggested(meeting, about)
    assert found.category == "preparation"
    assert set(found.observations) == {"calendar-0001", "n1"}
    assert "Supplier audit" in found.text
    assert "late deliveries" in found.text
    assert suggested(meeting) == ()


def test_a_repeated_sequence_could_be_one_command() -> None:
    """Commands that always follow each other on several days are offered as one."""
    rows = routine(6)
    now = (rows[-1].observed_at or NOW) + timedelta(hours=1)
    (found,) = [s for s in suggested(*rows, now=now) if s.category == "automation"]
    assert "docker compose pull && docker compose up -d" in found.text
    assert "git commit" not in found.text
    assert set(found.observations) <= {row.id for row in rows}


def test_a_command_that_keeps_failing() -> None:
    """Three failures in a row are noticed; one that then worked is not."""
    failing = [command("make deploy", NOW - timedelta(minutes=9 - n), n, exit=2) for n in range(3)]
    (found,) = suggested(*failing)
    assert "make deploy" in found.text
    assert found.observations == ("shell-0000", "shell-0001", "shell-0002")
    assert suggested(*failing, command("make deploy", NOW, 9)) == ()
