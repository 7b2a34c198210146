"""``gumption demo``: draws what the demo's own process tells."""

from __future__ import annotations

import contextlib
import datetime as dt
import subprocess
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from memory.errors import GumptionError
from tui.cli import show
from tui.cli.session import Session, pass_session
from tui.output import Output, one_line

if TYPE_CHECKING:
    from agent.demo_events import (
        Event,
        Learnt,
        Observed,
        Propositions,
        Recall,
        Revision,
        Suggestions,
    )

_BUILT_IN = "built-in"


@click.command()
@click.option("--tui", is_flag=True, help="Open the terminal UI on it afterwards.")
@pass_session
def demo(session: Session, *, tui: bool) -> None:
    """Show a sample week, start to finish, in a temporary home.

    The week is of an invented person. Nothing of yours is read, and nothing is kept.
    """
    import tempfile

    from agent.client import beside

    if tui:
        session.need_terminal()
    with (
        beside.ended_cleanly(),
        tempfile.TemporaryDirectory(prefix="gumption-demo-") as folder,
    ):
        home = Path(folder) / "home"
        with contextlib.closing(_events(home, session.environ)) as events:
            for event in events:
                _draw(session.out, event)
                if event.type == "suggestions":
                    moment = event.at
        if tui:
            _open(session, home, moment)
    session.out.say("")
    session.out.say(
        "That was a sample. For your own: gumption import git . && gumption learn --wait"
    )


def _events(home: Path, environ: Mapping[str, str]) -> Generator[Event]:
    """What the demo's process tells, line by line.

    Raises:
        GumptionError: it failed; the message is its own.
    """
    from pydantic import TypeAdapter

    from agent.client import beside
    from agent.demo_events import Event

    adapter: TypeAdapter[Event] = TypeAdapter(Event)
    command = beside.command("agent.demo", "--home", str(home))
    with subprocess.Popen(  # noqa: S603 - our own module
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=beside.environment(environ),
    ) as process:
        said = _collect(process.stderr)
        try:
            for line in process.stdout or ():
                yield adapter.validate_json(line)
            process.wait()
        finally:
            beside.end(process)
        lines = said()
    if process.returncode:
        raise GumptionError(
            f"The demo ended early: {lines[-1] if lines else 'without a word'}",
            hint="python -m agent.demo shows more",
        )


def _collect(stream: IO[str] | None) -> Callable[[], list[str]]:
    """Read a stream to its end beside us; call the result for its lines."""
    import threading

    lines: list[str] = []

    def read() -> None:
        lines.extend(line.strip() for line in stream or () if line.strip())

    reader = threading.Thread(target=read, daemon=True)
    reader.start()

    def finished() -> list[str]:
        reader.join(timeout=5)
        return lines

    return finished


def _open(session: Session, home: Path, moment: dt.datetime) -> None:
    """The terminal UI on the demo's home, with a daemon whose clock starts at a moment."""
    from agent.client.socket import connect, launch
    from agent.home import Home
    from tui.app import run

    place = Home(home)
    launch(place, at=moment)
    try:
        run(lambda: connect(place))
    finally:
        session.out.say("closing the demo")
        client = connect(place, start=False)
        client.stop()
        client.close()


def _draw(out: Output, event: Event) -> None:
    if event.type == "progress":
        out.progress(event.stage, event.done, event.total)
    elif event.type == "observed":
        _observed(out, event)
    elif event.type == "learnt":
        _learnt(out, event)
    elif event.type == "propositions":
        _propositions(out, event)
    elif event.type == "revision":
        _revision(out, event)
    elif event.type == "recall":
        _recall(out, event)
    else:
        _suggestions(out, event)


def _title(out: Output, text: str) -> None:
    out.end_progress()
    out.line()
    out.line(out.style(text, "bold"))


def _observed(out: Output, event: Observed) -> None:
    _title(out, "1  What was observed")
    out.line(f"   A week of an invented person: {show.counted(event.sources)}.")
    dropped = f"{sum(event.dropped.values())} dropped ({show.counted(event.dropped)})"
    observations = show.plural(event.observations, "observation")
    out.line(f"   {show.plural(event.rows, 'row')} in = {observations} + {dropped}")
    for text in event.redacted:
        out.line(f"   {out.style('redacted', 'yellow')}  {one_line(text, 90)}")


def _learnt(out: Output, event: Learnt) -> None:
    _title(out, "2  What was learnt")
    status, report = event.status, event.report
    if status.engine.startswith(_BUILT_IN):
        out.line("   No language model is configured: the built-in engine did the thinking.")
    else:
        out.line(f"   {one_line(status.engine)}: {report.calls} calls,"
                 f" {report.prompt_tokens} prompt tokens.")  # fmt: skip
    vectors = f"   Vectors: {one_line(status.embedder.name)}. {one_line(status.embedder.note)}"
    out.line(vectors.rstrip())
    observations = show.plural(report.observations, "observation")
    batches = show.plural(report.batches, "batch", "batches")
    out.line(f"   {observations} in {batches}: {show.counted(report.outcomes)}")
    if report.audited_out:
        out.line(f"   refused by the audit: {show.counted(report.audited_out)}")


def _propositions(out: Output, event: Propositions) -> None:
    _title(out, f"3  What it believes now ({len(event.items)} of {event.total}, best first)")
    for why in event.items:
        one = why.proposition
        show.wrapped(
            out, one.text, lead=f"   {out.style(f'{one.rating:>2}/10', 'green')}  ", width=10
        )
        for piece in why.evidence[:1]:
            seen = piece.observation
            more = f" (+{one.evidence - 1} more)" if one.evidence > 1 else ""
            text = (
                f"{show.date(seen.observed_at)} {seen.source}: “{one_line(seen.content, 68)}”{more}"
            )
            out.line(" " * 10 + out.style(text, "dim"))


def _revision(out: Output, event: Revision) -> None:
    _title(out, "4  A mind that was changed")
    before, after = event.before.proposition, event.after.proposition
    out.line(f"   was  {one_line(before.text)}")
    out.line(f"   now  {one_line(after.text)}")
    for change in [*event.before.history, *event.after.history]:
        show.change(out, change)


def _recall(out: Output, event: Recall) -> None:
    _title(out, f"5  Asked: {one_line(event.query)}")
    for hit in event.hits:
        show.hit(out, hit)


def _suggestions(out: Output, event: Suggestions) -> None:
    _title(out, f"6  What it would offer on {event.at.astimezone():%A at %H:%M}")
    for one in event.items:
        show.suggestion(out, one)
    if not event.items:
        out.line("   Nothing that is worth an interruption.")
