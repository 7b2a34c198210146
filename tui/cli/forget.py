"""``forget``: remove for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from memory.errors import NotFound, NotPermitted
from tui.cli import show
from tui.cli.moments import check_range, since_option, until_option
from tui.cli.session import Session, json_option, pass_session
from tui.output import INTERRUPTED, one_line

if TYPE_CHECKING:
    import datetime as dt

    from agent.wire import ForgottenView


F = TypeVar("F", bound=Callable[..., Any])

#: A preview tells the texts of so many of each, so long.
_SHOWN, _WIDTH = 12, 90


class Criteria(TypedDict):
    """What to forget: these ids, or what all else that is given holds for."""

    id: str | tuple[str, ...] | None
    match: str | None
    source: str | None
    person: str | None
    since: dt.datetime | None
    until: dt.datetime | None


def _once(_ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> str | None:
    """The one value of an option: of two, one would be silently passed over."""
    if len(given) > 1:
        raise click.UsageError(f"{param.opts[0]} can be given once; forget the rest after it")
    return given[0] if given else None


def _only_one(name: str, help: str, metavar: str = "TEXT") -> Callable[[F], F]:
    return click.option(name, multiple=True, callback=_once, metavar=metavar, help=help)


@click.command()
@click.option(
    "--id",
    "ids",
    multiple=True,
    metavar="ID",
    help="An observation or proposition; may be given several times.",
)
@_only_one("--match", "What contains this text, be it within a word.")
@_only_one("--source", "What came from this source.")
@_only_one("--person", "What names this person, in whole words.", metavar="NAME")
@since_option("What was seen from this time on.")
@until_option("What was seen before this time.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_session
def forget(
    session: Session,
    *,
    ids: tuple[str, ...],
    match: str | None,
    source: str | None,
    person: str | None,
    since: dt.datetime | None,
    until: dt.datetime | None,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> int | None:
    """Remove for good, from every file.

    What was concluded from forgotten observations alone goes with them. It cannot be undone.
    """
    check_range(since, until)
    wanted = ids[0] if len(ids) == 1 else ids or None
    criteria = Criteria(
        id=wanted, match=match, source=source, person=person, since=since, until=until
    )
    if not any(criteria.values()):
        raise click.UsageError("Say what: --id, --match, --source, --person, --since or --until")
    out = session.out
    if dry_run or not yes:
        would = session.client.forget(**criteria, dry_run=True)
        if dry_run:
            _tell(session, would, "would go", as_json=as_json)
            if not as_json:
                _preview(session, would)
            return None
        if not out.can_ask():
            raise NotPermitted(
                f"This would forget {_counts(would)}", hint="give --yes to do it without asking"
            )
        _preview(session, would)
        _tell_removed(session, would)
        if not out.confirm(f"Forget {_counts(would)} for good?"):
            out.say("nothing was forgotten")
            return INTERRUPTED
    _tell(session, session.client.forget(**criteria), "gone", as_json=as_json)
    return None


def _tell(session: Session, done: ForgottenView, word: str, *, as_json: bool) -> None:
    if as_json:
        session.out.json(show.dump(done))
        return
    session.out.line(f"{_counts(done)} {word}")
    if not done.dry_run:
        for gone in (*done.observations, *done.propositions):
            session.out.line(f"  {one_line(gone)}")
    for name in done.backups:
        session.out.line(f"  {one_line(name)}")
    _tell_removed(session, done)


def _preview(session: Session, would: ForgottenView) -> None:
    """What would go, in its own words: an id tells nobody whether it is the right thing."""
    out, client = session.out, session.client
    observations, propositions = would.observations[:_SHOWN], would.propositions[:_SHOWN]
    texts = {each.id: each.content for each in client.observations(observations)}
    for each in propositions:
        try:
            texts[each] = client.why(each).proposition.text
        except NotFound:  # gone since it was planned
            continue
    for each in (*observations, *propositions):
        out.line(f"  {one_line(each)}  {one_line(texts.get(each, ''), _WIDTH)}".rstrip())
    rest = len(would.observations) + len(would.propositions) - len(observations) - len(propositions)
    if rest:
        out.line(f"  and {rest} more")


def _tell_removed(session: Session, done: ForgottenView) -> None:
    """Copies that go whole, as nobody can say what is in them, and those that were not reached."""
    if done.removed:
        told = "would be removed whole" if done.dry_run else "removed whole"
        session.out.line(f"{told}, because they cannot be read:")
    for name in done.removed:
        session.out.line(f"  {one_line(name)}")
    if done.left:
        session.out.line("not reached, and it may be in them still; remove them if it must not be:")
    for name in done.left:
        session.out.line(f"  {one_line(name)}")


def _counts(done: ForgottenView) -> str:
    told = (
        f"{show.plural(len(done.observations), 'observation')} and"
        f" {show.plural(len(done.propositions), 'proposition')}"
    )
    if done.backups:  # they keep all else that is in them
        told += f", and their traces in {show.plural(len(done.backups), 'backup')},"
    if done.removed:
        copies = show.plural(len(done.removed), "unreadable copy", "unreadable copies")
        told = f"{told.removesuffix(',')}, and the whole of {copies},"
    return told
