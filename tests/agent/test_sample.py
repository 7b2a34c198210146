"""The bundled week holds what it promises, and the gate treats it as it should."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from agent.gate import Gate
from agent.importing import observe_rows
from agent.sample import QUESTIONS, WEEK, WEEK_END, WEEK_START, load_week
from agent.sample.days import RESET
from agent.sample.write import lines
from memory.types import Observation
from tests.support.fake_ledger import FakeLedger


def lived() -> list[Observation]:
    """The observations of the week that passed the gate."""
    ledger = FakeLedger()
    observe_rows(ledger, Gate(), load_week(), WEEK_END)
    return ledger.observations


def test_the_file_is_what_the_generator_writes() -> None:
    """The committed week is written by code that is committed with it."""
    assert WEEK.read_bytes() == lines().encode()


def test_every_row_is_accounted_for() -> None:
    """Several hundred rows; the junk and the private window are counted drops."""
    ledger = FakeLedger()
    report = observe_rows(ledger, Gate(), load_week(), WEEK_END)
    assert 400 <= report.rows <= 700
    assert report.rows == report.observations + report.dropped.total()
    assert report.dropped == {
        "empty": 2,
        "binary": 1,
        "malformed": 1,
        "far future": 1,
        "private window": 1,
    }


def test_all_sources_of_a_week_are_there() -> None:
    """And most of what the person says is said in words of their own."""
    observations = lived()
    sources = Counter(o.source for o in observations)
    assert set(sources) == {"shell", "git", "window", "calendar", "browser", "note", "chat"}
    assert sum(o.origin == "self-stated" for o in observations) >= 60
    assert all(o.observed_at and WEEK_START <= o.observed_at <= WEEK_END for o in observations)


def test_the_secret_does_not_pass() -> None:
    """The key in the command is replaced; the command stays."""
    observations = lived()
    assert not any("AKIA" in repr(o) for o in observations)
    [command] = [o for o in observations if "REDACTED" in o.content]
    assert command.content.startswith("export AWS_ACCESS_KEY_ID=")
    assert command.labels.sensitivity == "sensitive"


def test_one_mind_is_changed_and_two_notes_disagree() -> None:
    """The change has an order in time; the contradiction has none."""
    notes = {o.content: o.observed_at for o in lived() if o.source == "note"}
    before = next(at for text, at in notes.items() if text.startswith("I use pandas"))
    after = next(at for text, at in notes.items() if text.startswith("I switched from pandas"))
    assert isinstance(before, datetime)
    assert isinstance(after, datetime)
    assert before < after
    assert (
        notes["My Portuguese class is on Wednesdays."]
        == notes["My Portuguese class is on Mondays."]
    )


def test_a_habit_and_a_deadline_wait_to_be_noticed() -> None:
    """The same three commands again and again, and a report due after the week's end."""
    commands = [o.content for o in lived() if o.source == "shell"]
    repeats = sum(
        tuple(commands[i : i + len(RESET)]) == RESET for i in range(len(commands) - len(RESET))
    )
    assert repeats >= 8
    assert any("by Tuesday 11 March" in o.content for o in lived())


def test_the_questions_have_answers() -> None:
    """What each question should find is in something the person said, within default clearance."""
    said = [
        o.content for o in lived() if o.origin == "self-stated" and o.labels.visible_to("personal")
    ]
    for question in QUESTIONS:
        assert any(all(word in text for word in question.finds) for text in said), question
