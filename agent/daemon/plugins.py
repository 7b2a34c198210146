"""Plugins as ``gumption plugins list`` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from agent.importing import GROUP as IMPORTERS
from agent.importing import Broken, load_importers
from agent.observers.live import Observer
from agent.observers.registry import GROUP as OBSERVERS
from agent.observers.registry import is_ours
from agent.wire import PluginView
from tools.registry import GROUP as TOOLS
from tools.registry import OURS, Registry


def plugin_views(
    registry: Registry, observers: Mapping[str, Observer[Any]], broken_observers: Iterable[Broken]
) -> Sequence[PluginView]:
    """Tools, importers and observers, those that failed last in each group."""
    importers, broken_importers = load_importers()
    # Ours are in the list of observers; here it is only told what packages bring.
    foreign = [name for name, one in observers.items() if not is_ours(one)]
    return [
        *(_view(name, TOOLS, one.distribution) for name, one in registry.tools.items()),
        *(_view(one.name, TOOLS, one.distribution, one.error) for one in registry.failures),
        *(_view(name, IMPORTERS, OURS) for name in importers),
        *(_view(one.name, IMPORTERS, one.distribution, one.error) for one in broken_importers),
        *(_view(name, OBSERVERS, "") for name in foreign),
        *(_view(one.name, OBSERVERS, one.distribution, one.error) for one in broken_observers),
    ]


def _view(name: str, group: str, distribution: str, error: str | None = None) -> PluginView:
    return PluginView(name=name, group=group, distribution=distribution, error=error)
