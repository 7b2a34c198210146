"""``propositions``: read and change what is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from memory.errors import InvalidInput, NotFound
from memory.types import PropositionKind, PropositionStatus
from tui.cli import show
from tui.cli.session import Session, json_option, pass_session
from tui.output import one_line

if TYPE_CHECKING:
    from agent.wire import PropositionView

_STATUSES = get_args(PropositionStatus)
_KINDS = get_args(PropositionKind)
#: Disputed claims are picked out of so many.
_ALL = 10_000


@click.group()
def propositions() -> None:
    """Read and change what is believed."""


@propositions.command("list")
@click.argument("query", required=False)
@click.option(
    "--status",
    "statuses",
    type=click.Choice([*_STATUSES, "all"]),
    multiple=True,
    default=("active",),
    show_default=True,
    help="Which; may be given several times.",
)
@click.option("--kind", type=click.Choice(_KINDS), help="Only this kind.")
@click.option("--disputed", is_flag=True, help="Only what another claim contradicts.")
@click.option("-n", "--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@json_option
@pass_session
def list_(
    session: Session,
    *,
    query: str | None,
    statuses: tuple[str, ...],
    kind: str | None,
    disputed: bool,
    limit: int,
    as_json: bool,
) -> None:
    """List propositions, or those that match QUERY."""
    wanted = _STATUSES if "all" in statuses else statuses
    most = _ALL if disputed else limit
    found = session.client.propositions(query=query, status=wanted, kind=kind, limit=most)
    if disputed:
        found = [one for one in found if one.disputed_by][:limit]
    if as_json:
        session.out.json(show.dump_all(found))
        return
    for one in found:
        show.proposition(session.out, one)
    if disputed and not found:
        session.out.say("no claims dispute each other")
    elif any(one.disputed_by for one in found):
        session.out.say(show.SETTLING)
    elif not found and (query or kind or statuses != ("active",)):
        session.out.say("nothing matches; gumption propositions list --status all shows all")
    elif not found:
        session.out.say("nothing is believed yet; gumption learn --wait infers over what was seen")


@propositions.command("show")
@click.argument("id")
@json_option
@pass_session
def show_(session: Session, *, id: str, as_json: bool) -> None:
    """Show one proposition in full."""
    one = session.client.why(id).proposition
    out = session.out
    if as_json:
        out.json(show.dump(one))
        return
    show.proposition(out, one)
    out.line()
    show.pairs(
        out,
        [
            ("confidence", f"{one.confidence:.3f}"),
            ("salience", f"{one.salience:.3f}, half-life {one.half_life:g} days"),
            ("source", one.source),
            ("polarity", one.polarity),
            ("entities", one_line(", ".join(one.entities)) or "none"),
            ("labels", ", ".join([one.sensitivity, *one.categories])),
            ("holds", f"{show.date(one.valid_from)} to {show.date(one.valid_to)}"),
            ("recorded", show.date(one.recorded_at)),
            ("supported", show.date(one.supported_at)),
            ("reasoning", one_line(one.reasoning) or "none"),
        ],
    )


@propositions.command()
@click.argument("id")
@json_option
@pass_session
def why(session: Session, *, id: str, as_json: bool) -> None:
    """Show why it is believed: the observations themselves, and its history.

    Of an observation, what was seen: it rests on nothing else.
    """
    try:
        one = session.client.why(id)
    except NotFound:
        seen = session.client.observations([id])
        if not seen:
            raise
        if as_json:
            session.out.json(show.dump(seen[0]))
        else:
            show.observation(session.out, seen[0])
        return
    if as_json:
        session.out.json(show.dump(one))
    else:
        show.why(session.out, one)


@propositions.command()
@click.argument("id")
@json_option
@pass_session
def history(session: Session, *, id: str, as_json: bool) -> None:
    """Show what happened to it, oldest first."""
    found = session.client.history(id)
    if as_json:
        session.out.json(show.dump_all(found))
        return
    for one in found:
        show.change(session.out, one)


@propositions.command()
@click.argument("text")
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.9,
    show_default=True,
    help="How sure you are.",
)
@json_option
@pass_session
def add(session: Session, *, text: str, confidence: float, as_json: bool) -> None:
    """State something about yourself.

    It is put into the third person and brought together with what is known: it may be known
    already, or take the place of another claim.
    """
    _need_text(text)
    stated = session.client.add(text, confidence=confidence)
    _answer(session, stated, as_json=as_json)
    if not as_json:
        session.out.say(show.became(stated))


@propositions.command()
@click.argument("id")
@json_option
@pass_session
def confirm(session: Session, *, id: str, as_json: bool) -> None:
    """Say that it is true."""
    _answer(session, session.client.confirm(id), as_json=as_json)


@propositions.command()
@click.argument("id")
@click.argument("text")
@json_option
@pass_session
def correct(session: Session, *, id: str, text: str, as_json: bool) -> None:
    """Say what is true instead."""
    _need_text(text)
    _answer(session, session.client.correct(id, text), as_json=as_json)


@propositions.command()
@click.argument("id")
@click.option("--why", default="", help="Why it is not true; kept in the history.")
@json_option
@pass_session
def retire(session: Session, *, id: str, why: str, as_json: bool) -> None:
    """Say that it is not true; the same evidence will not bring it back.

    What it had taken the place of holds again, unless --why says that it is over by now.
    """
    _answer(session, session.client.retire(id, why=why), as_json=as_json)


@propositions.command()
@click.argument("id")
@click.option("--off", is_flag=True, help="Let it go stale again.")
@json_option
@pass_session
def pin(session: Session, *, id: str, off: bool, as_json: bool) -> None:
    """Keep it from going stale."""
    _answer(session, session.client.pin(id, pinned=not off), as_json=as_json)


@propositions.command()
@click.argument("change", type=int)
@json_option
@pass_session
def undo(session: Session, *, change: int, as_json: bool) -> None:
    """Take a change back, whole; its number is in the history."""
    done = session.client.undo(change)
    if as_json:
        session.out.json(show.dump_all(done))
    else:
        show.undone(session.out, done)


def _need_text(text: str) -> None:
    if not text.strip():
        raise InvalidInput("A proposition needs a text", hint='such as "Prefers tea to coffee"')


def _answer(session: Session, one: PropositionView, *, as_json: bool) -> None:
    if as_json:
        session.out.json(show.dump(one))
    else:
        show.proposition(session.out, one)
