"""``gumption observers``: choosing what is watched."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from agent.wire import ObserverTestView
from tests.support.command_client import NOW, CommandClient, Shell
from tests.support.sample_views import sample_evidence, sample_propositions


def test_the_list_says_what_each_would_read(shell: Shell) -> None:
    """State, consent and counters for people; whole rows for programs."""
    said = shell("observers", "list").out
    assert "shell" in said
    assert "Reads the shell of an invented person." in said
    assert "12 events" in said
    assert "3 folded" in said
    rows = json.loads(shell("observers", "list", "--json").out)
    assert [(row["name"], row["state"]) for row in rows] == [("shell", "ok"), ("git", "off")]


def test_enabling_takes_options(shell: Shell) -> None:
    """They go to the daemon as they were typed; one without a value is a wrong use."""
    ran = shell("observers", "enable", "git", "--set", "roots=~/code", "--set", "every=5", "--json")
    assert json.loads(ran.out)["enabled"] is True
    assert shell.daemon.calls[-1] == ("observer_enable", "git", {"roots": "~/code", "every": "5"})
    assert shell("observers", "enable", "git", "--set", "roots").code == 2
    assert json.loads(shell("observers", "disable", "git", "--json").out)["state"] == "off"


def test_trying_says_that_nothing_was_recorded(shell: Shell) -> None:
    """What is in the way is told with what to do."""
    ran = shell("observers", "test", "shell", "-n", "5")
    assert "degraded: there is no file yet" in ran.out
    assert "make one" in ran.err
    assert "nothing was recorded" in ran.err
    assert shell.daemon.calls[-1] == ("observer_test", "shell", {}, 5)
    row = json.loads(shell("observers", "test", "shell", "--json").out)
    assert row["dropped"] == {"empty": 2}


def test_an_appointment_is_shown_when_it_takes_place(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not when it was seen in the calendar, which is now for all that is to come."""
    seen = sample_evidence(sample_propositions()[0])[0].observation
    start = NOW + timedelta(days=2)
    coming = seen.model_copy(
        update={"source": "calendar", "observed_at": NOW, "context": {"start": start.isoformat()}}
    )
    view = ObserverTestView(
        name="calendar", state="ok", why="", remedy="", rows=[coming, seen], dropped={}
    )
    monkeypatch.setattr(CommandClient, "observer_test", lambda *_, **__: view)
    _, first, second, *_ = shell("observers", "test", "calendar").out.splitlines()
    assert first.startswith(f"{start.astimezone():%Y-%m-%d %H:%M}  ")
    assert second.startswith(f"{seen.observed_at.astimezone():%Y-%m-%d %H:%M}  ")


@pytest.mark.parametrize(
    ("source", "start"), [("calendar", "soon"), ("jsonl", "2026-05-01T10:00:00+00:00")]
)
def test_what_is_no_appointment_is_shown_when_it_was_seen(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, source: str, start: str
) -> None:
    """A row may call itself anything, and have a start that is no time or means something else."""
    seen = sample_evidence(sample_propositions()[0])[0].observation
    row = seen.model_copy(update={"source": source, "context": {"start": start}})
    view = ObserverTestView(name="jsonl", state="ok", why="", remedy="", rows=[row], dropped={})
    monkeypatch.setattr(CommandClient, "observer_test", lambda *_, **__: view)
    _, first, *_ = shell("observers", "test", "jsonl").out.splitlines()
    assert first.startswith(f"{seen.observed_at.astimezone():%Y-%m-%d %H:%M}  ")
