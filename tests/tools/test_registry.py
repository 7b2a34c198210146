"""Plug-ins: found, adapted, and skipped when they are broken."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from memory.errors import NotFound
from tools.contract import describe
from tools.registry import GROUP, Registry, load_tools

PLUGIN = '''"""A plug-in."""

from langchain_core.tools import tool as langchain_tool
from pydantic import BaseModel

from tools.contract import Receipt


class Nothing(BaseModel):
    pass


class Own:
    name = "own_tool"
    description = "Does nothing."
    permission = "read"
    clearance = "public"
    undoable = True
    arguments = Nothing

    def run(self, arguments, context):
        return Receipt(summary="Did nothing", output="")


class Thief(Own):
    name = "recall"


class Shouting(Own):
    name = "Shout!"


own = Own()
thief = Thief()
shouting = Shouting()
nonsense = 42


def several():
    second = Own()
    second.name = "second_tool"
    return [Own(), second]


@langchain_tool
def weather(city: str) -> str:
    """The weather in a city."""
    return f"Rain in {city}"


@langchain_tool
def forecast(city: str) -> str:
    """Tomorrow's weather."""
    return "Sun"


forecast.metadata = {"permission": "read", "undoable": True}


def breaks():
    raise RuntimeError("no network")


def ends():
    raise SystemExit(3)
'''


Load = Callable[..., Registry]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Load these names out of a plug-in package."""
    (tmp_path / "gumption_plugin_under_test.py").write_text(PLUGIN)
    monkeypatch.syspath_prepend(str(tmp_path))

    def load_names(*names: str) -> Registry:
        return load_tools(
            [EntryPoint(name, f"gumption_plugin_under_test:{name}", GROUP) for name in names]
        )

    yield load_names
    sys.modules.pop("gumption_plugin_under_test", None)


def test_built_in_tools_are_there_without_plug_ins() -> None:
    """They come through the same loader."""
    registry = load_tools([])
    assert list(registry.tools) == ["recall", "append_note"]
    assert registry.tools["recall"].distribution == "gumption"
    assert registry.failures == ()
    assert load_tools().get("recall").permission == "read"


def test_a_plug_in_may_give_one_tool_several_or_a_function(load: Load) -> None:
    """Each shape that the contract names."""
    registry = load("own", "several")
    assert {"own_tool", "second_tool"} <= set(registry.tools)
    assert [each.name for each in registry.failures] == ["own_tool"], "the second of that name"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("breaks", "RuntimeError: no network"),
        ("ends", "SystemExit: 3"),
        ("nonsense", "int is not a tool"),
        ("missing", "AttributeError"),
        ("shouting", "snake_case"),
    ],
)
def test_a_broken_plug_in_is_reported_and_skipped(load: Load, name: str, error: str) -> None:
    """The others, before and after it, are there."""
    registry = load("own", name, "weather")
    assert {"recall", "append_note", "own_tool", "weather"} <= set(registry.tools)
    (failure,) = registry.failures
    assert failure.name == name
    assert error in failure.error


def test_a_plug_in_that_is_not_installed_is_reported() -> None:
    """A module that cannot be imported takes nobody else with it."""
    registry = load_tools([EntryPoint("gone", "no_such_package_anywhere:tool", GROUP)])
    assert "No module named" in registry.failures[0].error
    assert len(registry.tools) == 2


def test_nobody_takes_a_built_in_tools_name(load: Load) -> None:
    """The first keeps it; the second is reported."""
    registry = load("thief")
    assert registry.get("recall").description.startswith("Search what is known")
    assert registry.failures[0].error == "gumption already has a tool of this name"


def test_a_langchain_tool_is_taken_at_its_worst(load: Load) -> None:
    """What does not say that it only reads stops for approval and counts as final."""
    tool = load("weather").get("weather")
    assert (tool.permission, tool.undoable, tool.clearance) == ("write", False, "public")
    assert describe(tool)["required"] == ["city"]


def test_a_langchain_tool_may_say_more(load: Load) -> None:
    """Through its metadata."""
    tool = load("forecast").get("forecast")
    assert (tool.permission, tool.undoable) == ("read", True)


def test_an_unknown_tool_is_a_plain_error() -> None:
    """With the command that lists them."""
    with pytest.raises(NotFound, match="plugins list"):
        load_tools([]).get("launch")
