"""``suggestions``: read and answer offers of help."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from memory.types import SuggestionStatus
from tui.cli import show
from tui.cli.moments import Moment
from tui.cli.session import Session, json_option, pass_session

if TYPE_CHECKING:
    import datetime as dt

_STATUSES = get_args(SuggestionStatus)


@click.group()
def suggestions() -> None:
    """Read and answer offers of help."""


@suggestions.command("list")
@click.option(
    "--status",
    "statuses",
    type=click.Choice([*_STATUSES, "all"]),
    multiple=True,
    default=("shown",),
    show_default=True,
    help="Which; may be given several times.",
)
@json_option
@pass_session
def list_(session: Session, *, statuses: tuple[str, ...], as_json: bool) -> None:
    """List suggestions, newest first."""
    wanted = _STATUSES if "all" in statuses else statuses
    found = session.client.suggestions(status=wanted)
    if as_json:
        session.out.json(show.dump_all(found))
        return
    for one in found:
        show.suggestion(session.out, one)
    if not found:
        more = "" if "all" in statuses else "; --status all shows earlier ones"
        session.out.say(f"nothing is suggested now{more}")


@suggestions.command("show")
@click.argument("id")
@json_option
@pass_session
def show_(session: Session, *, id: str, as_json: bool) -> None:
    """Show one with its reasons and the sums that let it through."""
    one = session.client.suggestion(id)
    if as_json:
        session.out.json(show.dump(one))
    else:
        show.suggestion(session.out, one, whole=True)


@suggestions.command()
@click.argument("id")
@json_option
@pass_session
def accept(session: Session, *, id: str, as_json: bool) -> None:
    """Say that it helps."""
    _judge(session, id, "accept", as_json=as_json)


@suggestions.command()
@click.argument("id")
@json_option
@pass_session
def dismiss(session: Session, *, id: str, as_json: bool) -> None:
    """Say that it does not help."""
    _judge(session, id, "dismiss", as_json=as_json)


@suggestions.command()
@click.argument("id")
@click.option(
    "--until",
    type=Moment(toward="future"),
    default="24h",
    show_default=True,
    help="When to come back with it, such as 2h or tomorrow.",
)
@json_option
@pass_session
def snooze(session: Session, *, id: str, until: dt.datetime, as_json: bool) -> None:
    """Have it come back later."""
    if until <= session.now():
        raise click.UsageError("--until must be in the future")
    _judge(session, id, "snooze", until=until, as_json=as_json)


@suggestions.command()
@click.argument("id")
@json_option
@pass_session
def never(session: Session, *, id: str, as_json: bool) -> None:
    """Have nothing of its category suggested again."""
    _judge(session, id, "never", as_json=as_json)


def _judge(
    session: Session,
    id: str,
    verdict: str,
    *,
    as_json: bool,
    until: dt.datetime | None = None,
) -> None:
    one = session.client.verdict(id, verdict, until=until)
    if as_json:
        session.out.json(show.dump(one))
    else:
        show.suggestion(session.out, one)
