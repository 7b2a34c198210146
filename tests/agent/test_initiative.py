"""The gate: sums, calibration, the moment, and the rules that no sum overrides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import initiative
from agent.config_file import assign, load, write_default
from agent.daemon.graphs import suggest_settings
from agent.initiative import Circumstances, Moment, Settings
from memory.types import Observation, Suggestion
from tests.support.fake_memory import NOW

NEUTRAL = Moment(situation="neutral", why="neutral")
AROUND = Circumstances(
    now=NOW,
    moment=NEUTRAL,
    started_at=NOW - timedelta(days=30),
    shown_last_minute=0,
    shown_last_day=0,
)


def offer(text: str = "Book the train to Porto", **fields: Any) -> Suggestion:  # noqa: ANN401 - fields of a dataclass
    """A suggestion worth showing."""
    whole = Suggestion(text=text, why="It is Friday", category="reminder", probability=0.7)
    whole = replace(whole, **fields)
    return replace(whole, utility=initiative.utility(whole))


def did(
    content: str, ago: float, *, source: str = "shell", app: str = "", own: bool = True
) -> Observation:
    """An action so many minutes ago."""
    return Observation(
        source=source,
        content=content,
        observed_at=NOW - timedelta(minutes=ago),
        context={"app": app} if app else {},
        origin="own action" if own else "third-party content",
    )


probabilities = st.floats(0.01, 0.99)
costs = st.floats(0, 10)


@given(probabilities, costs, costs, costs)
def test_the_sum_is_that_of_showing_against_keeping_quiet(
    p: float, benefit: float, wrong: float, missed: float
) -> None:
    """Utility is above zero exactly when p·B − (1−p)·C_fp > −p·C_fn."""
    made = offer(
        probability=p, benefit=benefit, cost_false_positive=wrong, cost_false_negative=missed
    )
    left, right = p * benefit - (1 - p) * wrong, -p * missed
    assert made.utility == pytest.approx(left - right)


def test_a_worthwhile_one_is_shown_with_its_sums() -> None:
    """The reason holds every number of the sum."""
    decision = initiative.decide(offer(), AROUND, Settings())
    assert decision.verdict == "shown"
    assert decision.why.startswith("0.70·1.00 − 0.30·0.50 + 0.70·0.25 = +0.72")


@pytest.mark.parametrize(
    ("around", "settings", "suggestion", "verdict", "why"),
    [
        ({}, {}, {"probability": 0.1}, "withheld", "not worth"),
        ({"never": {"reminder"}}, {}, {}, "refused", "never again"),
        ({}, {}, {"expires_at": NOW}, "refused", "over"),
        ({"started_at": NOW - timedelta(hours=23)}, {}, {}, "withheld", "first days"),
        ({}, {"quiet_hours": (time(11), time(13))}, {}, "withheld", "quiet"),
        ({"shown_last_minute": 1}, {}, {}, "withheld", "1 a minute"),
        ({"shown_last_day": 8}, {}, {}, "withheld", "8 a day"),
    ],
)
def test_each_rule_has_its_word(
    around: dict[str, Any],
    settings: dict[str, Any],
    suggestion: dict[str, Any],
    verdict: str,
    why: str,
) -> None:
    """Each of them alone keeps back a suggestion that is shown otherwise, and says why."""
    decision = initiative.decide(
        offer(**suggestion), replace(AROUND, **around), replace(Settings(), **settings)
    )
    assert decision.verdict == verdict
    assert why in decision.why


def test_quiet_hours_reach_over_midnight_in_local_time() -> None:
    """Ten at night to seven, where the person is."""
    zone = timezone(timedelta(hours=2))
    settings = Settings(quiet_hours=(time(22), time(7)), zone=zone)
    late = datetime(2026, 3, 2, 20, 30, tzinfo=zone).astimezone(NOW.tzinfo)
    assert not initiative.is_quiet(late, settings)
    assert initiative.is_quiet(late + timedelta(hours=2), settings)
    assert initiative.is_quiet(late + timedelta(hours=10), settings)
    assert not initiative.is_quiet(late + timedelta(hours=11), settings)


@pytest.mark.parametrize(
    ("hour", "quiet"), [(3, True), (6, True), (7, False), (15, False), (21, False), (22, True)]
)
def test_quiet_hours_are_those_of_this_machine(
    hour: int,
    quiet: bool,  # noqa: FBT001 - a row of the table
    tmp_path: Path,
    live_in: Callable[[str], None],
) -> None:
    """Whatever zone the clock counts in, where nobody names another."""
    live_in("PST8")
    path = tmp_path / "config.toml"
    write_default(path)
    assign(path, "suggest.quiet_hours", '"22:00-07:00"')
    settings = suggest_settings(load(path))
    at = datetime(2026, 3, 2, hour, tzinfo=timezone(-timedelta(hours=8)))
    assert initiative.is_quiet(at.astimezone(UTC), settings) is quiet
    assert initiative.is_quiet(at, settings) is quiet
    young = replace(AROUND, now=at.astimezone(UTC), started_at=at.astimezone(UTC))
    until = f"quiet until 2026-03-03 {hour:02}:00"
    assert until in initiative.decide(offer(), young, settings).why


@given(probabilities, st.integers(0, 50), st.integers(0, 50))
def test_verdicts_pull_the_probability_towards_what_happened(
    p: float, accepted: int, dismissed: int
) -> None:
    """An acceptance never lowers it, a dismissal never raises it, no verdict keeps it."""
    now = initiative.calibrate(p, accepted, dismissed, strength=4)
    assert initiative.calibrate(p, accepted + 1, dismissed, strength=4) >= now
    assert initiative.calibrate(p, accepted, dismissed + 1, strength=4) <= now
    assert initiative.calibrate(p, 0, 0, strength=4) == pytest.approx(p)
    assert 0 < now < 1


def test_what_is_always_dismissed_stops_being_worth_it() -> None:
    """Six dismissals outweigh a proposer that is sure of itself."""
    sure = offer(probability=0.9)
    weighed = initiative.weigh(sure, accepted=0, dismissed=16, moment=NEUTRAL, settings=Settings())
    assert weighed.probability == pytest.approx(0.18)
    assert weighed.utility < 0 < sure.utility


def test_the_moment_moves_the_cost_of_interrupting() -> None:
    """The same offer is worth more at a boundary than in the middle of something."""
    sums = [
        initiative.weigh(
            offer(probability=0.4),
            accepted=0,
            dismissed=0,
            moment=Moment(situation=situation, why=""),
            settings=Settings(),
        ).utility
        for situation in ("boundary", "neutral", "mid-task")
    ]
    assert sums[0] > sums[1] > 0 > sums[2]


@pytest.mark.parametrize(
    ("actions", "situation"),
    [
        ([], "neutral"),
        ([did("vim notes.md", 30)], "neutral"),
        ([did("git commit -m 'x'", 1)], "boundary"),
        ([did("Fix the parser", 1, source="git")], "boundary"),
        ([did("cargo test", 2)], "boundary"),
        ([did("vim a", 40), did("ls", 1)], "boundary"),
        ([did("ls", 3), did("vim a", 2.5), did("ls", 2), did("cd b", 1)], "mid-task"),
        ([did("ls", 8), did("vim a", 6)], "neutral"),
        ([did("git commit -m 'x'", 8), did("vim a", 6)], "neutral"),
        ([did(f"w{n}", 45 - 4 * n, app="editor") for n in range(11)]
         + [did("w", 1, app="browser")], "boundary"),
        ([did("w", 9, app="editor"), did("w", 4, app="browser")], "neutral"),
        ([did("Your build is done, git push", 1, own=False)], "neutral"),
    ],
)  # fmt: skip
def test_the_moment_is_told_from_recent_actions(actions: list[Observation], situation: str) -> None:
    """Commits, finished runs, coming back and leaving after long are boundaries."""
    assert initiative.moment(actions, NOW).situation == situation


def test_what_lies_ahead_is_no_moment() -> None:
    """A calendar entry for tomorrow says nothing about now."""
    assert initiative.moment([did("git commit", -60)], NOW).situation == "neutral"


def test_the_same_offer_in_other_words_is_the_same() -> None:
    """Order and small words do not make it new; another subject does."""
    assert initiative.is_same(
        offer("Book the train to Porto"), offer("Book your train to Porto now")
    )
    assert not initiative.is_same(offer("Book the train to Porto"), offer("Water the plants"))


def test_what_was_done_since_is_done() -> None:
    """An own action after the offer that holds its words."""
    made = offer(created_at=NOW - timedelta(minutes=5))
    assert initiative.is_done(made, [did("Booked train: Porto, Friday 9:40", 1)])
    assert not initiative.is_done(made, [did("Booked train: Porto", 9)])
    assert not initiative.is_done(made, [did("Book the train to Porto", 1, own=False)])
