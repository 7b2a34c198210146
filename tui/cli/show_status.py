"""How ``status`` looks: one screen, with room for what needs somebody."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.cli import show
from tui.output import Output, one_line

if TYPE_CHECKING:
    from agent.wire import JobView, ObserverView, ResourcesView, StatusView

_WIDTH = 14
#: Reasons of drops that are named; the others are in ``--verbose`` and ``--json``.
_REASONS = 3


#: The job that brings the index up to date; that it fails is told of the index itself.
_INDEX = "index"


def status(out: Output, one: StatusView, *, verbose: bool = False) -> None:
    """One screen about everything; with ``verbose`` all that is known."""
    for name, value, tone in _rows(one, verbose=verbose):
        lines = textwrap.wrap(value, max(30, out.width - _WIDTH), break_on_hyphens=False) or [""]
        for index, line in enumerate(lines):
            lead = out.style(name.ljust(_WIDTH), "dim") if index == 0 else " " * _WIDTH
            out.line(lead + (out.style(line, tone) if tone else line))


def _rows(one: StatusView, *, verbose: bool) -> Iterator[tuple[str, str, str]]:
    """Name, value, and how the value is shown."""
    yield "gumption", f"{one.version}, process {one.pid}, since {show.date(one.started_at)}", ""
    yield "home", one_line(one.home), ""
    encryption = one.encryption if verbose else one.encryption.split(", ")[0]
    yield "encryption", one_line(encryption), ""
    model = one_line(f"{one.model.name or 'none'} {one.model.running_on}".strip())
    yield "model", f"{model}; engine: {one_line(one.engine)}", ""
    if one.model.note:
        yield "", one_line(one.model.note), ""
    yield "embedder", one_line(f"{one.embedder.name}, {one.embedder.dimension} dimensions"), ""
    if one.embedder.note:
        yield "", one_line(one.embedder.note), ""
    for job in one.jobs:
        if job.name == _INDEX and job.last_error:  # recall does without what it has yet to hear of
            yield "index", one_line(job.last_error), "red"
    if one.images and verbose:
        yield "images", one_line(one.images), ""
    if one.resources:
        yield "resources", _resources(one.resources), ""
    yield "capture", show.capture(one.capture), "" if one.capture.mode == "running" else "yellow"
    yield from _observers(one.observers, verbose=verbose)
    yield "observations", show.counted(one.observations.model_dump()), ""
    if one.drops:
        yield "", f"dropped: {_drops(one.drops, verbose=verbose)}", ""
    yield "propositions", show.counted(one.propositions), ""
    yield "suggestions", show.counted(one.suggestions), ""
    names = f": {', '.join(one.plugins)}" if verbose and one.plugins else ""
    yield "plugins", one_line(f"{len(one.plugins)}{names}"), ""
    if one.broken_plugins:
        broken = ", ".join(one.broken_plugins)
        yield "", one_line(f"broken: {broken}; gumption plugins list says why"), "red"
    yield from _jobs(one.jobs, verbose=verbose)


def _observers(observers: list[ObserverView], *, verbose: bool) -> Iterator[tuple[str, str, str]]:
    names = ", ".join(each.name for each in observers)
    yield "observers", one_line(names) or "none; gumption observers list shows what there is", ""
    for each in observers:
        if each.state != "ok":
            told = "; ".join(part for part in (each.why, each.remedy) if part)
            yield "", one_line(f"{each.name} {each.state}: {told}"), "yellow"
        elif verbose:
            told = f"{show.plural(each.events, 'event')}, last {show.date(each.last_event_at)}"
            yield "", one_line(f"{each.name}: {told}, {each.ms} ms"), "dim"


def _jobs(jobs: list[JobView], *, verbose: bool) -> Iterator[tuple[str, str, str]]:
    """All of them, or those that somebody may wonder about."""
    for job in jobs:
        if verbose or job.waits or (job.last_error and job.name != _INDEX):
            last = f"last {show.date(job.last_run)}" if job.last_run else "not run yet"
            waits = f", waits for {one_line(job.waits)}" if job.waits else ""
            told = f"{one_line(job.name)}: {last}, next {show.date(job.next_run)}{waits}"
            yield "job", told, ""
        if job.last_error and job.name != _INDEX:
            yield "", one_line(job.last_error), "red"


def _drops(drops: dict[str, int], *, verbose: bool) -> str:
    """The commonest reasons first."""
    ordered = dict(sorted(drops.items(), key=lambda drop: -drop[1]))
    named = ordered if verbose else dict(list(ordered.items())[:_REASONS])
    left = len(ordered) - len(named)
    more = f" and {show.plural(left, 'other reason')}" if left else ""
    return show.counted(named) + more


def _resources(one: ResourcesView) -> str:
    model = f", the model {one.model_memory_mb:.0f} MB" if one.model_memory_mb else ""
    return f"{one.cpu_percent:.1f} % of a core, {one.memory_mb:.0f} MB{model}"
