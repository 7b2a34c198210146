"""``demo``: how its events are drawn."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from agent.demo_events import Event, Learnt, Suggestions
from agent.wire import LearnView
from tests.support.command_client import Shell
from tests.support.sample_views import sample_status, sample_suggestions

AT = datetime(2025, 3, 10, 8, 40, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set")
def test_one_zone_and_no_blank_at_the_end(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The moment of the offers is shown by the same clock as the offers."""
    report = LearnView(
        batches=1, observations=1, outcomes={}, audited_out={}, output_dropped={}, dead=0, calls=0,
        prompt_tokens=0, completion_tokens=0, pending=0,
    )  # fmt: skip
    status = sample_status()
    status = status.model_copy(update={"embedder": status.embedder.model_copy(update={"note": ""})})
    offer = sample_suggestions()[0].model_copy(update={"created_at": AT})

    def events(*_: object) -> Iterator[Event]:
        yield Learnt(status=status, report=report)
        yield Suggestions(at=AT, items=[offer])

    monkeypatch.setattr("tui.cli.demo._events", events)
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        lines = shell("demo").out.splitlines()
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "6  What it would offer on Monday at 03:40" in lines
    assert any("2025-03-10 03:40" in line for line in lines)
    assert [line for line in lines if line != line.rstrip()] == []
