"""When background learning waits, and when it does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agent.config import LearnSection
from agent.daemon.conditions import Conditions, Machine, this_machine

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def asked(*, battery: bool | None = None, load: float | None = None, **settings: float) -> str:
    """What is waited for on such a machine."""
    machine = Machine(lambda: battery, lambda: load)
    return Conditions(LearnSection(**settings), lambda: NOON, machine).wait_for()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("waits", "battery", "load", "settings"),
    [
        ("", True, 9.0, {}),
        ("mains power", True, None, {"on_battery": False}),
        ("", False, None, {"on_battery": False}),
        ("", None, None, {"on_battery": False}),
        ("a lower load", None, 0.8, {"max_load": 0.5}),
        ("", None, 0.4, {"max_load": 0.5}),
        ("", None, None, {"max_load": 0.5}),
    ],
)
def test_it_waits_for_what_it_was_told_to(
    *, waits: str, battery: bool | None, load: float | None, settings: dict[str, float]
) -> None:
    """And never because of what is not known."""
    assert asked(battery=battery, load=load, **settings) == waits


def test_it_waits_until_the_person_is_idle() -> None:
    """Counted from the last thing that came from them."""
    now = [NOON]
    conditions = Conditions(
        LearnSection(idle_minutes=5), lambda: now[0], Machine(lambda: None, lambda: None)
    )
    assert conditions.wait_for() == ""
    conditions.active()
    now[0] += timedelta(minutes=4)
    assert conditions.wait_for() == "5 idle minutes"
    now[0] += timedelta(minutes=1)
    assert conditions.wait_for() == ""


def test_a_clock_that_was_ahead_puts_learning_off_no_longer() -> None:
    """What the person did in a time that has not come is unknown, until they do something now."""
    now = [NOON + timedelta(days=1000)]
    conditions = Conditions(
        LearnSection(idle_minutes=5), lambda: now[0], Machine(lambda: None, lambda: None)
    )
    conditions.active()
    now[0] = NOON
    assert conditions.wait_for() == ""
    conditions.active(NOON - timedelta(minutes=1))
    assert conditions.wait_for() == "5 idle minutes"
    now[0] += timedelta(minutes=4)
    assert conditions.wait_for() == ""


def test_this_machine_answers() -> None:
    """Whatever it is."""
    machine = this_machine()
    assert machine.on_battery() in {True, False, None}
    load = machine.load()
    assert load is None or load >= 0
