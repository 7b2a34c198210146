"""Rules of what is never recorded, changed by several at once and on a disk that is full."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from agent.capture import Capture
from agent.daemon import requests as ask_for
from agent.daemon.guarding import Guarding, stored_rules
from agent.daemon.server import Call
from agent.exclusions import DEFAULT_RULES
from agent.gate import Gate
from memory.errors import StorageFull
from tests.support.surroundings import NOW, nothing


class Kept(dict[str, str]):
    """Where rules are kept; a test may look on, or refuse."""

    read: Callable[[], None] = staticmethod(nothing)
    full = False

    def state(self, key: str) -> str | None:
        """A value; something else may be done before it is used."""
        value = self.get(key)
        read, self.read = self.read, nothing
        read()
        return value

    def set_state(self, key: str, value: str) -> None:
        """Keep it."""
        if self.full:
            raise StorageFull("there is no space")
        self[key] = value


@pytest.fixture
def call() -> Call:
    """Somebody asks."""
    return Call(lambda _: None)


def guarding(store: Kept) -> tuple[Guarding, Gate]:
    """What changes the rules, and what goes by them."""
    gate = Gate()
    return Guarding(store, gate, Capture(store, lambda: NOW), lambda: NOW), gate


@pytest.mark.parametrize("first", ["exclude", "include"])
def test_rules_that_are_changed_at_the_same_time_all_count(call: Call, first: str) -> None:
    """Another changes them while the first has read and not yet written."""
    store = Kept()
    rules, gate = guarding(store)
    rules.exclude(ask_for.Exclude(rule="url:old.example"), call)
    other = threading.Thread(
        target=rules.exclude, args=(ask_for.Exclude(rule="url:two.example"), call)
    )

    def meanwhile() -> None:
        other.start()
        other.join(0.2)  # it has to wait for the first, which goes on

    store.read = meanwhile
    if first == "exclude":
        rules.exclude(ask_for.Exclude(rule="url:one.example"), call)
        wanted = {"url:old.example", "url:one.example", "url:two.example"}
    else:
        rules.include(ask_for.Exclude(rule="url:old.example"), call)
        wanted = {"url:two.example"}
    other.join(10)
    assert set(stored_rules(store)) == {*DEFAULT_RULES, *wanted}
    assert {rule.text for rule in gate.exclusions.rules} == {*DEFAULT_RULES, *wanted}


def test_a_rule_that_is_not_kept_does_not_count(call: Call) -> None:
    """Who was told that it failed finds the gate as it was, now and after a restart."""
    store = Kept()
    rules, gate = guarding(store)
    store.full = True
    before = gate.exclusions
    with pytest.raises(StorageFull):
        rules.exclude(ask_for.Exclude(rule="url:one.example"), call)
    assert gate.exclusions is before
    store.full = False
    told = rules.exclude(ask_for.Exclude(rule="url:one.example"), call)
    assert "url:one.example" in {rule.rule for rule in told}
