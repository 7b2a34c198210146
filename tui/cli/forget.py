"""``forget``: remove for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import click

from memory.errors import NotPermitted
from tui.cli import show
from tui.cli.moments import since_option, until_option
from tui.cli.session import Session, json_option, pass_session
from tui.output import INTERRUPTED, one_line

if TYPE_CHECKING:
    import datetime as dt

    from agent.wire import ForgottenView


class Criteria(TypedDict):
    """What to forget; all that are given must hold."""

    id: str | None
    match: str | None
    source: str | None
    person: str | None
    since: dt.datetime | None
    until: dt.datetime | None


@click.command()
@click.option("--id", help="One observation or proposition.")
@click.option("--match", help="What contains these words.")
@click.option("--source", help="What came from this source.")
@click.option("--person", metavar="NAME", help="What names this person, in whole words.")
@since_option("What was seen from this time on.")
@until_option("What was seen before this time.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_session
def forget(
    session: Session,
    *,
    id: str | None,
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
    criteria = Criteria(id=id, match=match, source=source, person=person, since=since, until=until)
    if not any(criteria.values()):
        raise click.UsageError("Say what: --id, --match, --source, --person, --since or --until")
    out = session.out
    if dry_run or not yes:
        would = session.client.forget(**criteria, dry_run=True)
        if dry_run:
            _tell(session, would, "would go", as_json=as_json)
            return None
        if not out.can_ask():
            raise NotPermitted(
                f"This would forget {_counts(would)}", hint="give --yes to do it without asking"
            )
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
    for gone in (*done.observations, *done.propositions):
        session.out.line(f"  {one_line(gone)}")
    for name in done.backups:
        session.out.line(f"  {one_line(name)}")


def _counts(done: ForgottenView) -> str:
    told = (
        f"{show.plural(len(done.observations), 'observation')} and"
        f" {show.plural(len(done.propositions), 'proposition')}"
    )
    if not done.backups:
        return told
    # Those that can be read keep all else that is in them.
    return f"{told}, and their traces in {show.plural(len(done.backups), 'backup')},"
