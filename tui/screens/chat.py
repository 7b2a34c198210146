"""The place where one asks and tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Markdown, OptionList, Static
from textual.worker import Worker, get_current_worker

from agent.client.port import Client
from agent.wire import (
    ChatApproval,
    ChatDone,
    ChatEventView,
    ChatRecalled,
    ChatText,
    ChatToolDone,
    HitView,
)
from memory.belief import rating
from memory.errors import DaemonUnreachable, GumptionError
from tui.desk import Desk
from tui.messages import ChatArrived, ChatEnded, DaemonGone
from tui.screens.approval import GRACE, Approval
from tui.screens.place import Place
from tui.screens.why import Why
from tui.widgets.figures import confidence_bar
from tui.widgets.plain import one_line
from tui.widgets.prompt import Prompt
from tui.widgets.rows import Rows
from tui.widgets.talk import Talk
from tui.widgets.turn import Turn

HELLO = (
    "Ask what is known about you, or tell me something.\n\n"
    "What do I usually do on Monday mornings?\n"
    "Which editor do I prefer, and since when?\n"
    "I moved to the platform team last week.\n\n"
    "Answers name what they rest on. No tool writes without your approval."
)
ROW_LINES = 3

Start = Callable[[Client], Iterator[ChatEventView]]


@runtime_checkable
class Closable(Protocol):
    """What the answer's events are, beside an iterator: closing them cancels the turn."""

    def close(self) -> None:
        """Want no more."""


@dataclass(frozen=True, slots=True)
class HitRow:
    """Something recalled, under the number it is cited by."""

    number: int
    hit: HitView
    cited: bool

    @property
    def id(self) -> str:
        """The hit's."""
        return self.hit.id

    def lines(self, width: int) -> list[Content]:
        """The number and the text in up to three lines, brighter when cited."""
        lead = f"[{self.number}] "
        style = "$foreground" if self.cited else "$muted"
        lines = Content.styled(one_line(self.hit.text), style).wrap(width - len(lead))
        if len(lines) > ROW_LINES:
            lines = [*lines[: ROW_LINES - 1], Content.assemble(lines[ROW_LINES - 1], "…")]
        margins = [Content.styled(lead, "$accent" if self.cited else "$faint")]
        drawn = [
            Content.assemble(margins[0] if number == 0 else " " * len(lead), line)
            for number, line in enumerate(lines)
        ]
        below = (
            Content.styled("seen", "$faint")
            if self.hit.confidence is None
            else confidence_bar(rating(self.hit.confidence))
        )
        return [*drawn, Content.assemble(" " * len(lead), below)]


class ChatScreen(Place):
    """A conversation of this session; answers stream in."""

    NAME = "chat"
    CSS_PATH = ["place.tcss", "chat.tcss"]  # noqa: RUF012 - Textual's own declaration
    AUTO_FOCUS = "#prompt"
    PALETTE_IN_FOOTER = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "stop",
            "Stop/leave",
            id="chat.stop",
            tooltip="Stop the answer; when there is none, leave the line so that 1 2 3 work",
        ),
        Binding("enter,i", "write", "Write", id="chat.write", tooltip="Go to the line"),
        Binding(
            "ctrl+o", "recalled", "Recalled", id="chat.recalled", tooltip="Show what was recalled"
        ),
        Binding("ctrl+n", "anew", "New", id="chat.new", tooltip="Begin a new conversation"),
    ]

    def __init__(self, desk: Desk, *, grace: float = GRACE) -> None:
        super().__init__(desk)
        self._grace = grace
        self._number = 0
        self._turn: Turn | None = None
        self._worker: Worker[None] | None = None
        self._thread: str | None = None
        self._stopping = False
        self._hits: list[HitView] = []
        self._approval: ChatApproval | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way, or waits for approval."""
        return self._turn is not None

    def compose_place(self) -> ComposeResult:
        """The conversation, what was recalled, and the line to write in."""
        with Horizontal(id="split"):
            with Talk(id="talk"):
                yield Static(Content(HELLO), markup=False, classes="empty", id="hello")
            with Vertical(id="recalled"):
                yield Static("", markup=False, id="recalled-title")
                yield Rows(id="hits", spaced=True)
        with Horizontal(id="line"):
            yield Static("›", markup=False)
            yield Prompt(id="prompt", placeholder="Ask, or tell. Enter sends.")

    def on_mount(self) -> None:
        """The cursor stands still where motion is reduced."""
        self.query_one(Prompt).cursor_blink = self.app.animation_level != "none"
        self._show_hits(())

    def reload(self) -> None:
        """An approval that came while one was elsewhere is asked for now."""
        self._ask_approval()

    @on(Input.Submitted, "#prompt")
    async def send(self, event: Input.Submitted) -> None:
        """Ask what was written."""
        prompt = event.value.strip()
        if not prompt:
            return
        if self.busy:
            self.tell("Still answering. Escape stops it.")
            return
        self.query_one(Prompt).remember(prompt)
        self.query_one("#hello").display = False
        self._hits = []
        self._show_hits(())
        self._number += 1
        self._turn = Turn(prompt)
        talk = self.query_one(Talk)
        await talk.mount(self._turn)
        talk.follow()
        self._turn.say("recalling …")
        thread = self._thread
        self._follow(lambda client: client.ask(prompt, thread=thread))

    async def on_chat_arrived(self, message: ChatArrived) -> None:
        """Put one event on the screen."""
        turn = self._turn
        if turn is None or message.turn != self._number or self._stopping:
            return
        match message.event:
            case ChatRecalled(hits=hits):
                known = {hit.id for hit in self._hits}
                self._hits += [hit for hit in hits if hit.id not in known]
                self._show_hits(())
                turn.say("answering …  escape stops")
            case ChatText(text=text):
                await turn.write(text)
            case ChatToolDone():
                turn.receipt(message.event)
            case ChatApproval():
                await turn.pause()
                turn.say("waiting for your approval")
                self._thread = message.event.thread
                self._approval = message.event
                self._ask_approval()
            case ChatDone(cited=cited, text=text, thread=thread, note=note):
                self._thread = thread
                self._show_hits(cited)
                numbered = [(n, hit) for n, hit in enumerate(self._hits, 1) if hit.id in cited]
                await turn.finish(text, numbered, len(self._hits), note)
                self._settle()

    async def on_chat_ended(self, message: ChatEnded) -> None:
        """Settle what was stopped, refused or broken off; an approval keeps the turn open."""
        turn = self._turn
        if turn is None or message.turn != self._number:
            return
        if message.error is not None:
            await turn.stop(f"Could not answer: {message.error}", error=True)
            if isinstance(message.error, DaemonUnreachable):
                self.post_message(DaemonGone(message.error))
        elif self._stopping:
            await turn.stop("stopped")
        elif self._approval is not None:
            return
        else:
            await turn.stop("The answer broke off.")
        self._approval = None
        self._settle()

    @on(OptionList.OptionSelected, "#hits")
    def hit_pressed(self) -> None:
        """A recalled proposition says why it is believed."""
        hit = next((each for each in self._hits if each.id == self.query_one(Rows).chosen), None)
        if hit is None:
            return
        if hit.kind == "proposition":
            self.app.push_screen(Why(self.desk, hit.id))
        else:
            self.tell("That is an observation: it was seen, not concluded.")

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Links are shown, not followed: a model wrote them."""
        event.stop()
        self.tell(f"Links in answers are not opened: {event.href}")

    def action_stop(self) -> None:
        """Stop the answer; when there is none, leave the line."""
        if self.busy and self._worker is not None and self._approval is None:
            self._stopping = True
            self._worker.cancel()
            if self._turn is not None:
                self._turn.say("stopping …")
        else:
            self.query_one("#talk").focus()

    def action_write(self) -> None:
        """Go to the line."""
        self.query_one(Prompt).focus()

    def commands(self) -> Iterable[SystemCommand]:
        """See :meth:`tui.screens.place.Place.commands`."""
        yield SystemCommand(
            "view: recalled", "Show or hide what was recalled", self.action_recalled
        )

    def action_recalled(self) -> None:
        """Show or hide what was recalled."""
        self.toggle_class("-recalled")

    async def action_anew(self) -> None:
        """Forget the thread; the daemon keeps what was said as it keeps everything."""
        if self.busy:
            self.tell("Still answering. Escape stops it.")
            return
        self._thread = None
        self._hits = []
        self._show_hits(())
        await self.query(Turn).remove()
        self.query_one("#hello").display = True
        self.query_one(Prompt).focus()

    def _follow(self, start: Start) -> None:
        """Stream the events of one call in a thread; they arrive as messages."""
        number, desk = self._number, self.desk

        def stream() -> None:
            worker = get_current_worker()
            error: GumptionError | None = None
            try:
                with closing(desk.connect()) as client:
                    events = start(client)
                    try:
                        for event in events:
                            if worker.is_cancelled:
                                break
                            self.post_message(ChatArrived(number, event))
                    finally:
                        if isinstance(events, Closable):
                            events.close()
            except GumptionError as raised:
                error = raised
            self.post_message(ChatEnded(number, error))

        self._worker = self.run_worker(stream, name="answer", group="answer", thread=True)

    def _ask_approval(self) -> None:
        """Ask, but only over this place: elsewhere the box would come out of nowhere."""
        approval = self._approval
        if approval is None or isinstance(self.app.screen, Approval):
            return
        if self.app.current_mode != self.NAME:
            self.tell("Gumption waits for your approval: press 2")
            return

        def answer(approved: bool | None) -> None:  # noqa: FBT001 - the dialog's answer
            self._approval = None
            if self._turn is not None:
                self._turn.say("carrying on …" if approved else "refused; carrying on …")
            self._follow(lambda client: client.approve(approval.thread, approved=bool(approved)))

        self.app.push_screen(Approval(approval, grace=self._grace), answer)

    def _settle(self) -> None:
        self._turn = None
        self._worker = None
        self._stopping = False

    def _show_hits(self, cited: tuple[str, ...] | list[str]) -> None:
        title = f"Recalled {len(self._hits)}" if self._hits else "Recalled"
        note = "" if self._hits else "\n\nWhat an answer may rest on appears here."
        self.query_one("#recalled-title", Static).update(
            Content.assemble((title, "bold $accent"), (note, "$muted"))
        )
        self.query_one(Rows).show(
            [HitRow(number, hit, hit.id in cited) for number, hit in enumerate(self._hits, 1)]
        )
