"""The sources' tables in the configuration: what is wrong with them is found and told."""

from __future__ import annotations

import os

import pytest

from agent.client.tables import table_faults
from agent.importing import Broken
from agent.observers.registry import load_observers
from agent.observers.tables import all_faults, checked
from memory.errors import GumptionError, InvalidConfig


def test_every_fault_is_told_with_its_option() -> None:
    """Unknown sources, unknown options and values that do not fit, each by itself."""
    observers, _ = load_observers()
    found = all_faults(
        {
            "shell": {"enabled": True, "every": "abc", "evry": 3},
            "git": {"roots": ["~/code"], "history": True},
            "nope": {"enabled": True},
            "mial": {},
        },
        observers,
    )
    assert [(one.observer, one.option) for one in found] == [
        ("shell", "every"),
        ("shell", "evry"),
        ("nope", ""),
        ("mial", ""),
    ]
    assert found[0].message.startswith("observers.shell: every: input should be a valid number")
    assert found[1].message == "observers.shell: there is no option 'evry'"
    assert found[1].hint.startswith("options: enabled, every")
    assert found[2].message == "observers.nope: there is no observer 'nope'"
    assert found[3].hint == "did you mean 'mail'?"


def test_a_broken_package_may_be_why_a_source_is_not_there() -> None:
    """Its table is then no slip of the pen."""
    found = all_faults({"radio": {}}, {}, [Broken("radio", "radio-package", "ImportError: x")])
    assert "gumption plugins list" in found[0].hint


def test_checked_settings_or_the_first_fault() -> None:
    """What the daemon runs a source with has passed the same checks."""
    git = load_observers()[0]["git"]
    assert checked(git, {"roots": "~/a, ~/b"}).model_dump()["roots"] == ("~/a", "~/b")
    with pytest.raises(InvalidConfig, match="there is no option 'rots'"):
        checked(git, {"rots": "x"})


def test_the_process_answers_as_the_function_does() -> None:
    """The command line asks it, and loads no observers itself."""
    tables: dict[str, dict[str, object]] = {
        "shell": {"every": "abc"},
        "git": {"roots": ["~/größe"]},
    }
    assert table_faults(tables, os.environ) == all_faults(tables, load_observers()[0])


def test_no_answer_is_no_clean_bill(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the process fails it is an error, not an empty list."""
    monkeypatch.setattr("sys.executable", "/no/such/python")
    with pytest.raises(GumptionError, match="could not be checked"):
        table_faults({"shell": {}}, os.environ)
