"""The place where one reads what is believed, and sets it right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from agent.client.port import Client
from agent.wire import PropositionView, StatusView, WhyView
from tui.desk import Daemon, Desk
from tui.messages import ChangeUndone, PropositionChanged, PropositionsArrived, WhyArrived
from tui.screens.confirm import Confirm
from tui.screens.edit import Edit
from tui.screens.place import Place
from tui.screens.reason import proposition_blocks, why_blocks
from tui.widgets.detail import Block, Detail
from tui.widgets.figures import age, confidence_bar
from tui.widgets.plain import one_line
from tui.widgets.rows import Rows

LIMIT = 200
KINDS: tuple[str | None, ...] = (None, "semantic", "episodic", "procedural")
STATUSES: tuple[tuple[str, ...], ...] = (
    ("active",),
    ("stale",),
    ("superseded",),
    ("retired",),
    ("active", "stale", "superseded", "retired"),
)
SHORT_KIND = {"semantic": "sem", "episodic": "epi", "procedural": "proc"}
KIND_CELLS = 4
AGE_CELLS = 3

NOTHING_KNOWN = "Nothing is known yet."
NOTHING_KNOWN_NEXT = (
    "Run  gumption import git .  and  gumption learn\n"
    "or press 2 and tell me something, or + and state it here."
)
NOTHING_LEARNT_NEXT = (
    "{pending} observations wait to be learnt from.\n\n"
    "Run  gumption learn  or choose  model: learn now  in the palette (ctrl+p)."
)
NO_MATCH = "Nothing matches."
NO_MATCH_NEXT = "Escape in the search clears it. f and v widen kind and status."


@dataclass(frozen=True, slots=True)
class PropositionRow:
    """A proposition in one line: how sure, what, which kind, how old."""

    proposition: PropositionView
    now: datetime

    @property
    def id(self) -> str:
        """The proposition's."""
        return self.proposition.id

    def lines(self, width: int) -> list[Content]:
        """One line, exactly ``width`` cells."""
        shown = self.proposition
        old = age(shown.supported_at or shown.recorded_at, self.now)
        quiet = shown.status != "active"
        text = Content.assemble(
            ("◆ " if shown.pinned else "", "$accent"),
            (one_line(shown.text), "$muted" if quiet else ""),
            (f"  {shown.status}" if quiet else "", "$faint"),
        )
        left = Content.assemble(confidence_bar(shown.rating), f" {shown.rating:>2}  ")
        right = Content.assemble(
            (
                "  " + SHORT_KIND.get(shown.kind, shown.kind)[:KIND_CELLS].ljust(KIND_CELLS),
                "$muted",
            ),
            (" " + old.rjust(AGE_CELLS), "$faint"),
        )
        room = max(width - left.cell_length - right.cell_length, 8)
        return [Content.assemble(left, text.truncate(room, ellipsis=True, pad=True), right)]


class PropositionsScreen(Place):
    """Search, why, confirm, correct, retire, pin, undo."""

    NAME = "propositions"
    CSS_PATH = ["place.tcss", "propositions.tcss"]  # noqa: RUF012 - Textual's own declaration
    AUTO_FOCUS = "#propositions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="propositions.search", tooltip="Search by meaning"),
        Binding(
            "w,enter", "why", "Why", id="propositions.why", tooltip="Reasoning, evidence, history"
        ),
        Binding("c", "confirm", "Confirm", id="propositions.confirm", tooltip="It is true"),
        Binding(
            "e", "correct", "Correct", id="propositions.correct", tooltip="Say what is true instead"
        ),
        Binding(
            "r", "retire", "Retire", id="propositions.retire", tooltip="It is not true (any more)"
        ),
        Binding(
            "p", "pin", "Pin", id="propositions.pin", tooltip="Keep it from going stale, or let it"
        ),
        Binding(
            "u", "undo", "Undo", id="propositions.undo", tooltip="Take back what you last did here"
        ),
        Binding(
            "f", "kind", "Kind", show=False, id="propositions.kind", tooltip="Show another kind"
        ),
        Binding(
            "v",
            "status",
            "Status",
            show=False,
            id="propositions.status",
            tooltip="Show another status: stale, superseded, retired, all",
        ),
        Binding(
            "plus",
            "state",
            "State",
            show=False,
            id="propositions.state",
            tooltip="State something about yourself",
        ),
        Binding(
            "escape", "back", "Back", show=False, id="propositions.back", tooltip="Back to the list"
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._propositions: dict[str, PropositionView] = {}
        self._whys: dict[str, WhyView] = {}
        self._kind = 0
        self._status = 0
        self._done: list[int] = []
        self._wanted: str | None = None
        self._loaded = False

    def compose_place(self) -> ComposeResult:
        """Search, filters, list, and the pane beside or under it."""
        with Horizontal(id="tools"):
            yield Static("/", markup=False, id="slash")
            yield Input(id="search", placeholder="search", compact=True)
            yield Static("", markup=False, id="filters")
        with Container(id="split"):
            yield Rows(id="propositions")
            yield Detail(id="detail")
        yield Static("", markup=False, classes="empty", id="empty")

    def on_mount(self) -> None:
        """Nothing is known until the daemon answers."""
        self.query_one("#search", Input).cursor_blink = self.app.animation_level != "none"
        self._show_filters()
        self._show_emptiness()

    def reload(self) -> None:
        """Ask for what matches the search and the filters."""
        query = self._query() or None
        kind, status = KINDS[self._kind], STATUSES[self._status]
        self.ask(
            lambda client: PropositionsArrived(
                client.propositions(query=query, status=status, kind=kind, limit=LIMIT)
            ),
            group="propositions",
            what="list the propositions",
        )

    def watch_daemon(self, daemon: Daemon) -> None:
        """What the empty place says depends on what the daemon has seen."""
        if self.is_mounted and daemon.status is not None:
            self._show_emptiness()

    def on_propositions_arrived(self, message: PropositionsArrived) -> None:
        """Redraw the list; the pane follows."""
        self._loaded = True
        self._whys.clear()
        self._propositions = {each.id: each for each in message.propositions}
        now = self.desk.clock()
        rows = self.query_one(Rows)
        rows.show([PropositionRow(each, now) for each in message.propositions])
        if self._wanted is not None:
            rows.choose(self._wanted)
            self._wanted = None
        self._show_filters()
        self._show_emptiness()
        if not message.propositions:
            self._show_detail()

    def on_why_arrived(self, message: WhyArrived) -> None:
        """Remember it, and show it if it is still the chosen one."""
        self._whys[message.why.proposition.id] = message.why
        self._show_detail()

    def on_proposition_changed(self, message: PropositionChanged) -> None:
        """Remember the change for undo, say so, and ask again."""
        if message.change is not None:
            self._done.append(message.change)
        self._wanted = message.proposition
        self.tell(
            f"{message.done}." if message.change is None else f"{message.done}. u takes it back."
        )
        self.action_retry()

    def on_change_undone(self, message: ChangeUndone) -> None:
        """It is as before."""
        if message.change in self._done:
            self._done.remove(message.change)
        if message.changes:
            self._wanted = message.changes[0].proposition
        self.tell("Taken back.")
        self.action_retry()

    @on(OptionList.OptionHighlighted, "#propositions")
    def chosen_another(self) -> None:
        """The pane follows the list."""
        self._show_detail()

    @on(OptionList.OptionSelected, "#propositions")
    def pressed(self) -> None:
        """Enter or a click goes into the pane."""
        self.action_why()

    @on(Input.Changed, "#search")
    def searching(self) -> None:
        """Search while it is written; an answer to an older search is not waited for."""
        self.reload()

    @on(Input.Submitted, "#search")
    def searched(self) -> None:
        """Go to what was found."""
        self.query_one(Rows).focus()

    def action_search(self) -> None:
        """Go to the search box."""
        self.query_one("#search", Input).focus()

    def action_back(self) -> None:
        """Back to the list; out of the search box also back to everything."""
        search = self.query_one("#search", Input)
        if search.has_focus:
            search.clear()
        self.query_one(Rows).focus()

    def action_why(self) -> None:
        """Go into the pane."""
        if self._chosen() is not None:
            self.query_one(Detail).focus()

    def action_confirm(self) -> None:
        """The person says that it is true."""
        if (chosen := self._chosen()) is not None:
            target = chosen.id
            self._change("confirm it", "Confirmed", target, lambda client: client.confirm(target))

    def action_pin(self) -> None:
        """Pin it, or let it go."""
        if (chosen := self._chosen()) is not None:
            target, pinned = chosen.id, not chosen.pinned
            done = "Pinned" if pinned else "No longer pinned"
            self._change("pin it", done, target, lambda client: client.pin(target, pinned=pinned))

    def action_correct(self) -> None:
        """Ask what is true instead."""
        chosen = self._chosen()
        if chosen is None:
            return
        target = chosen.id

        def correct(text: str | None) -> None:
            if text is not None:
                self._change(
                    "correct it", "Corrected", target, lambda client: client.correct(target, text)
                )

        about = "What is true instead? One claim, in the third person."
        self.app.push_screen(Edit("Correct", about, one_line(chosen.text)), correct)

    def action_retire(self) -> None:
        """Ask first: what was concluded from it goes too."""
        chosen = self._chosen()
        if chosen is None:
            return
        target = chosen.id

        def retire(sure: bool | None) -> None:  # noqa: FBT001 - the dialog's answer
            if sure:
                self._change("retire it", "Retired", target, lambda client: client.retire(target))

        question = (
            f"{one_line(chosen.text)}\n\n"
            "Retire this? The same evidence will not bring it back, what was concluded from it is"
            " looked at again, and what it had taken the place of may hold again. It stays in the"
            " history."
        )
        self.app.push_screen(Confirm("Retire", question, yes="Retire it"), retire)

    def action_state(self) -> None:
        """Ask for something that the person states about themselves."""

        def state(text: str | None) -> None:
            if text is None:
                return

            def work(client: Client) -> PropositionChanged:
                stated = client.add(text)
                done = "Noted" if stated.change is not None else "Known already"
                if stated.outcome in {"refines", "contradicts"}:
                    done = f"Noted in the place of “{one_line(stated.other_text)[:60]}”"
                return PropositionChanged(done, stated.id, stated.change)

            self.ask(work, group="change", what="note it")

        about = "Something about yourself. One claim, in the third person."
        self.app.push_screen(Edit("State", about), state)

    def action_undo(self) -> None:
        """Take back what was last done here."""
        if not self._done:
            self.tell("There is nothing of yours to take back since you opened this.")
            return
        change = self._done[-1]
        self.ask(
            lambda client: ChangeUndone(change, client.undo(change)),
            group="change",
            what="take it back",
        )

    def action_kind(self) -> None:
        """The next kind."""
        self._kind = (self._kind + 1) % len(KINDS)
        self._show_filters()
        self.reload()

    def action_status(self) -> None:
        """The next status."""
        self._status = (self._status + 1) % len(STATUSES)
        self._show_filters()
        self.reload()

    def _change(
        self, what: str, done: str, id: str, act: Callable[[Client], PropositionView]
    ) -> None:
        def work(client: Client) -> PropositionChanged:
            changed = act(client)
            return PropositionChanged(done, changed.id, _last_change(client, id))

        self.ask(work, group="change", what=what)

    def _query(self) -> str:
        return self.query_one("#search", Input).value.strip()

    def _chosen(self) -> PropositionView | None:
        return self._propositions.get(self.query_one(Rows).chosen or "")

    def _show_detail(self) -> None:
        chosen, detail = self._chosen(), self.query_one(Detail)
        if chosen is None:
            detail.show([])
            return
        target, now = chosen.id, self.desk.clock()
        why = self._whys.get(target)
        if why is not None:
            detail.show(why_blocks(why, now), subject=target)
            return
        waiting = Block(Content.styled("Asking for the evidence …", "$muted"), gap=True)
        detail.show([*proposition_blocks(chosen, now), waiting], subject=target)
        self.ask(lambda client: WhyArrived(client.why(target)), group="why", what="say why")

    def _show_filters(self) -> None:
        kind, status = KINDS[self._kind], STATUSES[self._status]
        count = f"{len(self._propositions)}" + ("+" if len(self._propositions) == LIMIT else "")
        self.query_one("#filters", Static).update(
            Content.assemble(
                ("f ", "$accent"),
                (kind or "every kind", "$muted"),
                ("   v ", "$accent"),
                (status[0] if len(status) == 1 else "every status", "$muted"),
                (f"   {count}", "$foreground"),
            )
        )

    def _show_emptiness(self) -> None:
        status = self.daemon.status
        if self._propositions:
            self.show_or_explain(None)
        elif not self._loaded or status is None:
            self.show_or_explain(Content("" if self.daemon.gone else "Asking the daemon …"))
        else:
            title, next_steps = self._why_empty(status)
            self.show_or_explain(Content.assemble((title, "$foreground"), "\n\n", next_steps))

    def _why_empty(self, status: StatusView) -> tuple[str, str]:
        if self._query() or self._kind or self._status or status.propositions.get("active"):
            return NO_MATCH, NO_MATCH_NEXT
        pending = status.observations.pending
        if pending:
            return NOTHING_KNOWN, NOTHING_LEARNT_NEXT.format(pending=pending)
        return NOTHING_KNOWN, NOTHING_KNOWN_NEXT


def _last_change(client: Client, proposition: str) -> int | None:
    history = client.history(proposition)
    return history[-1].id if history else None
