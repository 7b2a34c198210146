"""``gumption eval``: shows what a measurement's own process tells."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING

import click

from memory.errors import GumptionError, InvalidInput
from tui.cli import show
from tui.cli.session import Session, json_option, pass_session
from tui.output import USAGE, Output, one_line

if TYPE_CHECKING:
    from agent.evaluation.report import Line, Report

SUITES = (
    "locomo",
    "locomo-facts",
    "beam",
    "fact-consolidation",
    "personabench",
    "precisionmembench",
)
#: Measures that a person reads first, in this order; the others follow.
_FIRST = ("recall@5", "recall@10", "mrr", "pass", "accuracy", "f1", "precision")


@click.command(name="eval")
@click.argument("suite", type=click.Choice(SUITES))
@click.option(
    "--data", required=True, metavar="PATH", type=click.Path(), help="A file or folder of the set."
)
@json_option
@pass_session
def eval_(session: Session, *, suite: str, data: str, as_json: bool) -> None:
    """Measure it on public data that is on this machine.

    The data is read from PATH, laid out as its authors publish it, whatever part of the set it is.
    BM25, dense vectors and their plain blend are measured in the same run. Nothing is kept.
    """
    from agent.client import beside

    out = session.out
    report: Report | None = None
    with beside.ended_cleanly(), contextlib.closing(_lines(suite, data, session.environ)) as lines:
        for line in lines:
            if line.type == "progress":
                out.progress(f"{suite} {line.stage}", line.done, line.total)
            else:
                report = line
    out.end_progress()
    if report is None:
        raise GumptionError("The measurement ended without a report")
    if as_json:
        out.json(report.model_dump(mode="json", exclude={"type"}))
    else:
        _draw(out, report)


def _lines(suite: str, data: str, environ: Mapping[str, str]) -> Generator[Line]:
    """What the measurement's process tells, line by line.

    Raises:
        GumptionError: it failed; the message is its own.
    """
    import tempfile

    from pydantic import TypeAdapter

    from agent.client import beside
    from agent.evaluation.report import Line

    adapter: TypeAdapter[Line] = TypeAdapter(Line)
    command = beside.command("agent.evaluation", suite, f"--data={data}")
    # A file rather than a pipe: a full pipe that nobody reads would stop the process.
    with (
        tempfile.TemporaryFile(mode="w+", encoding="utf-8") as said,
        subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdout=subprocess.PIPE,
            stderr=said,
            encoding="utf-8",
            env=beside.environment(environ),
        ) as process,
    ):
        try:
            for line in process.stdout or ():
                yield adapter.validate_json(line)
            process.wait()
        finally:
            beside.end(process)
        said.seek(0)
        words = [line.strip() for line in said if line.strip()]
    if process.returncode:
        _fail(process.returncode, words)


def _fail(code: int, words: list[str]) -> None:
    if code == USAGE and words:
        raise InvalidInput(words[0], hint=words[1] if len(words) > 1 else "")
    raise GumptionError(
        f"The measurement ended early: {words[-1] if words else 'without a word'}",
        hint="python -m agent.evaluation shows more",
    )


def _draw(out: Output, report: Report) -> None:
    names = _measures(report)
    width = max(len(name) for name in [*report.by, *report.baselines, "everything asked"]) + 2
    out.line(out.style(f"{report.suite}: {show.plural(report.items, 'item')}", "bold"))
    out.line(" " * width + "".join(f"{name:>{len(name) + 3}}" for name in names))
    out.line(_row("everything asked", width, names, report.metrics))
    for category, values in report.by.items():
        out.line(_row(category, width, names, values))
    for name, values in report.baselines.items():
        out.line(out.style(_row(name, width, names, values), "dim"))
    for reason, count in report.left_out.items():
        out.line(f"left out: {count} {one_line(reason)}")
    out.line(f"{report.seconds_per_item * 1000:.1f} ms an item")


def _measures(report: Report) -> list[str]:
    every = dict.fromkeys(name for values in report.by.values() for name in values)
    return [name for name in _FIRST if name in every] + [
        name for name in every if name not in {*_FIRST, "items"}
    ]


def _row(title: str, width: int, names: list[str], values: Mapping[str, float]) -> str:
    cells = (f"{values[name]:.3f}" if name in values else "–" for name in names)
    return f"{one_line(title):<{width}}" + "".join(
        f"{cell:>{len(name) + 3}}" for name, cell in zip(names, cells, strict=True)
    )
