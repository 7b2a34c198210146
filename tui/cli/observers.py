"""``observers``: choose what is watched."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli import show
from tui.cli.session import Session, json_option, pass_session
from tui.output import Output, one_line

if TYPE_CHECKING:
    from agent.wire import ObservationView, ObserverView

_TONES = {"ok": "green", "degraded": "yellow", "needs permission": "yellow"}
options_option = click.option(
    "--set",
    "options",
    multiple=True,
    metavar="KEY=VALUE",
    help="An option of the observer's own, such as roots=DIR; commas between several values.",
)


@click.group()
def observers() -> None:
    """Choose what is watched.

    Nothing is until you enable it.
    """


@observers.command("list")
@json_option
@pass_session
def list_(session: Session, *, as_json: bool) -> None:
    """List every source, what it reads, and how it does."""
    found = session.client.observers()
    if as_json:
        session.out.json(show.dump_all(found))
        return
    width = max((len(one.name) for one in found), default=0)
    for one in found:
        _tell(session.out, one, width)


@observers.command()
@click.argument("name")
@options_option
@json_option
@pass_session
def enable(session: Session, *, name: str, options: tuple[str, ...], as_json: bool) -> None:
    """Watch a source from now on, also after a restart."""
    given = dict(_option(text) for text in options)
    _show(session, session.client.observer_enable(name, given), as_json=as_json)


@observers.command()
@click.argument("name")
@json_option
@pass_session
def disable(session: Session, *, name: str, as_json: bool) -> None:
    """Stop watching a source. What was taken in stays."""
    _show(session, session.client.observer_disable(name), as_json=as_json)


@observers.command()
@click.argument("name")
@click.option("-n", "--limit", type=click.IntRange(1, 500), default=20, show_default=True)
@options_option
@json_option
@pass_session
def test(
    session: Session, *, name: str, limit: int, options: tuple[str, ...], as_json: bool
) -> None:
    """Show what a source would record of what is there now, without recording it."""
    given = dict(_option(text) for text in options)
    found = session.client.observer_test(name, given, limit=limit)
    out = session.out
    if as_json:
        out.json(show.dump(found))
        return
    why = f": {found.why}" if found.why else ""
    out.line(one_line(f"{found.name} is {found.state}{why}"))
    if found.remedy:
        out.say(one_line(found.remedy))
    for row in found.rows:
        out.line(f"{out.style(show.date(_when(row)), 'dim')}  {one_line(row.content)}")
    if found.dropped:
        out.line(f"not recorded: {show.counted(found.dropped)}")
    out.say("nothing was recorded")


def _when(row: ObservationView) -> dt.datetime:
    """When something took place, or will: an appointment is seen before it does."""
    start = row.context.get("start")
    if row.source == "calendar" and isinstance(start, str):
        # Rows of any program may name this source, and say in any words when something is.
        with contextlib.suppress(ValueError):
            return dt.datetime.fromisoformat(start)
    return row.observed_at


def _show(session: Session, one: ObserverView, *, as_json: bool) -> None:
    if as_json:
        session.out.json(show.dump(one))
    else:
        _tell(session.out, one)


def _tell(out: Output, one: ObserverView, width: int = 0) -> None:
    state = out.style(one.state.ljust(16), _TONES.get(one.state, "dim"))
    name = one_line(one.name).ljust(width)
    out.line(f"{name}  {state} {one_line(one.consent)}")
    lines = []
    if one.why and one.state != "off":
        lines.append(f"{one.why}; {one.remedy}" if one.remedy else one.why)
    if one.events or one.drops:
        dropped = f"; dropped: {show.counted(one.drops)}" if one.drops else ""
        lines.append(
            f"{show.plural(one.events, 'event')}, last {show.date(one.last_event_at)}{dropped}"
        )
    for line in lines:
        out.line(" " * (len(name) + 2) + out.style(one_line(line), "dim"))


def _option(text: str) -> tuple[str, str]:
    key, found, value = text.partition("=")
    if not found or not key:
        raise click.UsageError(f"--set takes KEY=VALUE, not {text!r}")
    return key, ",".join(map(_from_here, value.split(",")))


def _from_here(word: str) -> str:
    """A path that begins with a dot is meant from here, which the daemon does not know."""
    if word.strip().startswith(("./", "..")) or word.strip() == ".":
        return str(Path(word.strip()).resolve())
    return word
