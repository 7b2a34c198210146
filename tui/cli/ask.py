"""``recall``, ``ask`` and ``chat``: what comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import click

from memory.errors import InvalidInput, NotPermitted
from memory.types import SENSITIVITIES
from tui.cli import show
from tui.cli.incoming import standard_input
from tui.cli.moments import check_range, since_option, until_option
from tui.cli.session import Session, json_option, pass_session
from tui.output import Output, clean, one_line

if TYPE_CHECKING:
    import datetime as dt

    from agent.wire import ChatApproval, ChatDone, ChatEventView, HitView

Kind = Literal["proposition", "observation"]
KINDS: tuple[Kind, ...] = ("proposition", "observation")


@click.command()
@click.argument("query")
@click.option("-k", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many.")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this kind.")
@since_option()
@until_option()
@click.option(
    "--clearance",
    type=click.Choice(SENSITIVITIES),
    default="personal",
    show_default=True,
    help="The most sensitive that may be shown.",
)
@click.option("--pin", "pinned", multiple=True, metavar="ID", help="This one is right for it.")
@click.option("--reject", "rejected", multiple=True, metavar="ID", help="This one is not meant.")
@click.option("--unjudge", "unjudged", multiple=True, metavar="ID", help="Take either back.")
@json_option
@pass_session
def recall(
    session: Session,
    *,
    query: str,
    k: int,
    kinds: tuple[Kind, ...],
    since: dt.datetime | None,
    until: dt.datetime | None,
    clearance: str,
    pinned: tuple[str, ...],
    rejected: tuple[str, ...],
    unjudged: tuple[str, ...],
    as_json: bool,
) -> None:
    """Find what is known about something.

    What is pinned for a query comes first when it, or much the same, is asked again; what is
    rejected stays away.
    """
    if not query.strip():
        raise InvalidInput("There is nothing to look for", hint="give some words")
    check_range(since, until)
    for ids, wanted in ((pinned, True), (rejected, False), (unjudged, None)):
        for hit_id in ids:
            session.client.judge(query, hit_id, wanted=wanted)
    hits = session.client.recall(
        query, k=k, kinds=kinds or KINDS, since=since, until=until, clearance=clearance
    )
    out = session.out
    if as_json:
        out.json(show.dump_all(hits))
        return
    for hit in hits:
        show.hit(out, hit)
    if not hits:
        out.say("nothing is known about that; gumption observe and gumption import take things in")


@click.command()
@click.argument("prompt")
@click.option("--thread", help="Go on with this conversation.")
@json_option
@pass_session
def ask(session: Session, *, prompt: str, thread: str | None, as_json: bool) -> None:
    """Ask a question and get one answer.

    PROMPT is the question, - reads it from standard input. The answer streams to standard
    output. A tool that writes asks first; where nobody can answer, nothing is done and the exit
    code is 4.
    """
    text = standard_input() if prompt == "-" else prompt
    if not text.strip():
        raise InvalidInput("There is nothing to ask", hint="give a question")
    turn = _Turn(session.out, stream=not as_json)
    approval = turn.follow(session.client.ask(text, thread=thread))
    while approval is not None:
        approved = _may(session, approval)
        rest = session.client.approve(approval.thread, approved=approved)
        if not approved and not session.out.can_ask():
            for _ in rest:  # the turn is closed properly, with nothing done
                pass
            raise NotPermitted(
                f"{approval.tool} needs your approval: {_arguments(approval)}",
                hint="ask again on a terminal, where it can be given",
            )
        approval = turn.follow(rest)
    if as_json:
        session.out.json(
            {
                "thread": turn.thread,
                "text": turn.text,
                "cited": turn.cited,
                "footnotes": {str(number): cited for number, cited in turn.footnotes() if number},
                "receipts": turn.receipts,
            }
        )
    else:
        turn.close()
    if turn.note:  # last: it must not scroll away, nor stand in the middle of the answer
        out = session.out
        out.say(f"{out.style('warning:', 'yellow', talk=True)} {one_line(turn.note)}")


@click.command()
@pass_session
def chat(session: Session) -> None:
    """Open the terminal UI on the chat."""
    session.open_ui("chat")


class _Turn:
    """What a turn of chat has said so far."""

    def __init__(self, out: Output, *, stream: bool) -> None:
        self._out = out
        self._stream = stream
        self._hits: dict[str, HitView] = {}
        self._shown = ""
        self.text = ""
        self.thread = ""
        self.cited: list[str] = []
        self.receipts: list[str] = []
        self.note = ""

    def follow(self, events: Iterator[ChatEventView]) -> ChatApproval | None:
        """Show events until the turn ends or stops for an approval."""
        approval: ChatApproval | None = None
        for event in events:
            if event.type == "text":
                self._shown += event.text
                if self._stream:
                    self._out.piece(event.text)
            elif event.type == "recalled":
                self._hits.update({hit.id: hit for hit in event.hits})
            elif event.type == "tool":
                self.receipts.append(event.summary)
                self._out.say(f"✓ {one_line(event.summary)}")
                if event.undo:
                    self._out.say(f"  to undo: {one_line(event.undo)}")
            elif event.type == "approval":
                approval = event
                self.thread = event.thread
            else:
                self._done(event)
        return approval

    def close(self) -> None:
        """End the line, then say what the answer rests on."""
        if not self._shown and self.text:
            self._out.piece(self.text)
        if not self.text.endswith("\n"):
            self._out.line()
        for number, cited in self.footnotes():
            told = f"[{number}] {one_line(cited)}" if number else f"[{one_line(cited)}]"
            if number:
                told += f"  {one_line(self._hits[cited].text, 90)}"
            self._out.say(self._out.style(told, "dim", talk=True))

    def footnotes(self) -> list[tuple[int, str]]:
        """What is cited under the number that the answer gives it, in the order of the numbers.

        Numbers count what was recalled; what a tool found has none (0) and comes last.
        """
        numbers = {recalled: number for number, recalled in enumerate(self._hits, 1)}
        numbered = [(numbers.get(cited, 0), cited) for cited in self.cited]
        return sorted(numbered, key=lambda each: (not each[0], each[0]))

    def _done(self, event: ChatDone) -> None:
        self.thread, self.text, self.cited = event.thread, event.text, event.cited
        self.note = event.note


def _may(session: Session, approval: ChatApproval) -> bool:
    out = session.out
    out.say("")
    out.say(f"{one_line(approval.tool)} wants to run with exactly this:")
    for name, value in approval.arguments.items():
        shown = value if isinstance(value, str) else json.dumps(value)
        for index, line in enumerate(clean(shown).splitlines() or [""]):
            out.say(f"  {one_line(name) if index == 0 else '':<12} {line}")
    if not approval.undoable:
        out.say("It cannot be undone.")
    return out.can_ask() and out.confirm("Run it?")


def _arguments(approval: ChatApproval) -> str:
    return one_line(json.dumps(approval.arguments, ensure_ascii=False), 200)
