"""Which tools there are: built-in ones and plug-ins, found the same way, loaded one by one.

A plug-in is an ordinary package with an entry point in the group ``gumption.tools``. It names a
tool of ours (:class:`tools.contract.Tool`), a ``langchain_core`` tool, a list of either, or a
function without arguments that returns one of these::

    [project.entry-points."gumption.tools"]
    weather = "my_package.weather:tool"

A broken one is reported and skipped: it takes nobody else with it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, TypeGuard

from pydantic import BaseModel

from memory.errors import GumptionError, NotFound
from memory.types import SENSITIVITIES
from tools.contract import Tool

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

GROUP = "gumption.tools"
OURS = "gumption"

#: Built-in tools go through the same loader as everybody else's.
BUILTIN = (
    EntryPoint(name="recall", value="tools.builtin.recall:tool", group=GROUP),
    EntryPoint(name="append_note", value="tools.builtin.note:tool", group=GROUP),
)

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A tool and the distribution it comes from."""

    tool: Tool
    distribution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A plug-in that could not be loaded, and why."""

    name: str
    distribution: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Tools by name, in the order they were found, and what failed."""

    tools: Mapping[str, Loaded]
    failures: tuple[Failure, ...] = ()

    def get(self, name: str) -> Tool:
        """A tool by its name.

        Raises:
            NotFound: there is none.
        """
        if name not in self.tools:
            raise NotFound(f"There is no tool named {name!r}", hint="gumption plugins list")
        return self.tools[name].tool


def load_tools(points: Iterable[EntryPoint] | None = None) -> Registry:
    """Load the built-in tools and every plug-in.

    Args:
        points: Plug-ins' entry points; those of the installed packages when not given.
    """
    found: dict[str, Loaded] = {}
    failures: list[Failure] = []
    plugins = entry_points(group=GROUP) if points is None else points
    for point in (*BUILTIN, *sorted(plugins, key=lambda each: each.name)):
        distribution = point.dist.name if point.dist is not None else OURS
        try:
            tools = _tools_of(point)
        # Whatever a plug-in does while it loads, even ending the process, is its failure alone.
        except (Exception, SystemExit) as error:  # noqa: BLE001
            failures.append(
                Failure(
                    name=point.name,
                    distribution=distribution,
                    error=f"{type(error).__name__}: {error}",
                )
            )
            continue
        for tool in tools:
            if tool.name in found:
                owner = found[tool.name].distribution
                failures.append(
                    Failure(
                        name=tool.name,
                        distribution=distribution,
                        error=f"{owner} already has a tool of this name",
                    )
                )
            else:
                found[tool.name] = Loaded(tool=tool, distribution=distribution)
    return Registry(tools=found, failures=tuple(failures))


def _tools_of(point: EntryPoint) -> list[Tool]:
    value: object = point.load()
    if not _is_tool(value) and not _is_langchain(value) and callable(value):
        value = value()
    given = list(value) if isinstance(value, Sequence) else [value]
    return [_as_tool(each) for each in given]


def _as_tool(value: object) -> Tool:
    if _is_langchain(value):
        from tools.langchain import adapt

        value = adapt(value)
    if not _is_tool(value):
        raise GumptionError(f"{type(value).__name__} is not a tool")
    if not _NAME.fullmatch(value.name):
        raise GumptionError(f"{value.name!r} is not a name in snake_case")
    return value


def _is_langchain(value: object) -> TypeGuard[BaseTool]:
    # Nobody can hand over a LangChain tool without having loaded LangChain.
    module = sys.modules.get("langchain_core.tools")
    return module is not None and isinstance(value, module.BaseTool)


def _is_tool(value: object) -> TypeGuard[Tool]:
    if isinstance(value, type):
        return False
    arguments = getattr(value, "arguments", None)
    return (
        isinstance(getattr(value, "name", None), str)
        and isinstance(getattr(value, "description", None), str)
        and getattr(value, "permission", None) in {"read", "write"}
        and getattr(value, "clearance", None) in SENSITIVITIES
        and isinstance(getattr(value, "undoable", None), bool)
        and isinstance(arguments, type)
        and issubclass(arguments, BaseModel)
        and callable(getattr(value, "run", None))
    )
