"""``audit``: what was given to models, tools, plugins and clients, and what was decided."""

from __future__ import annotations

import click

from tui.cli import show
from tui.cli.session import Session, json_option, pass_session
from tui.output import one_line


@click.command()
@click.option("--given", is_flag=True, help="Only what was given to somebody.")
@click.option("-n", "--limit", type=click.IntRange(1, 1_000_000), default=100, show_default=True)
@json_option
@pass_session
def audit(session: Session, *, given: bool, limit: int, as_json: bool) -> None:
    """See what was given to whom, and what was decided.

    Newest first: every call of a model, every tool that ran or was refused, every answer to a
    program (the same answer once a day), and what was kept or refused and why. Ids stand for what
    was given: gumption propositions why ID shows an observation or a proposition, gumption
    suggestions show ID a suggestion.
    """
    found = session.client.audit(limit=limit, given=given)
    out = session.out
    if as_json:
        out.json(show.dump_all(found))
        return
    for entry in found:
        head = f"{show.date(entry.at)}  {entry.decision:<8} {one_line(entry.actor)}"
        out.line(f"{head}, {one_line(entry.action)}: {one_line(entry.why, 80)}".rstrip(": "))
        show.wrapped(out, one_line(entry.subject, 400), lead=" " * 18, width=18)
    if not found:
        nothing = "nothing was given to anybody yet"
        out.say(nothing if given else f"{nothing}, and nothing decided")
