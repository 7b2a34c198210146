"""The place where help is offered before it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static

from agent.client.port import Client
from agent.wire import SuggestionView
from memory.errors import NotFound
from tui.desk import Daemon, Desk
from tui.messages import ReasonArrived, SuggestionsArrived, VerdictGiven
from tui.screens.choose import Choice, Choose
from tui.screens.confirm import Confirm
from tui.screens.place import Place
from tui.screens.reason import reason_blocks
from tui.widgets.detail import Detail
from tui.widgets.figures import age, moment
from tui.widgets.plain import one_line
from tui.widgets.rows import Rows
from tui.widgets.times import later_times

DONE = {
    "accept": "Accepted. More like this will be offered.",
    "dismiss": "Dismissed. Less like this will be offered.",
    "never": "Never again: this kind of help is not offered any more.",
}

EMPTY = "Nothing to suggest right now."
EMPTY_NOTHING_SEEN = (
    "Nothing has been observed yet, so there is nothing to offer.\n\n"
    "Run  gumption import git .  and  gumption learn\n"
    "or press 2 and tell me something about your work."
)
EMPTY_NEXT = (
    "Offers come when you finish something: a commit, a build, a return from a break.\n\n"
    "3  shows what is believed about you\n"
    "2  asks, or tells"
)


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A suggestion in a few lines: what, and why."""

    suggestion: SuggestionView
    now: datetime

    @property
    def id(self) -> str:
        """The suggestion's."""
        return self.suggestion.id

    def lines(self, width: int) -> list[Content]:
        """The offer wrapped, then category, age and reason on one line."""
        text = Content(one_line(self.suggestion.text)).stylize("bold").wrap(width)
        below = Content.assemble(
            (one_line(self.suggestion.category), "$accent"),
            (f"  {age(self.suggestion.created_at, self.now)}  ", "$faint"),
            (one_line(self.suggestion.why), "$muted"),
        )
        return [*text, below.truncate(width, ellipsis=True)]


class SuggestionsScreen(Place):
    """Accept, dismiss, snooze, never again; and why."""

    NAME = "suggestions"
    CSS_PATH = ["place.tcss", "suggestions.tcss"]  # noqa: RUF012 - Textual's own declaration
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "Accept", id="suggestions.accept", tooltip="Take the offer"),
        Binding("d", "turn_down", "Dismiss", id="suggestions.dismiss", tooltip="Not this one"),
        Binding(
            "w,enter", "why", "Why", id="suggestions.why", tooltip="The sums, and what it rests on"
        ),
        Binding("s", "snooze", "Snooze", id="suggestions.snooze", tooltip="Show it again later"),
        Binding(
            "n",
            "never",
            "Never again",
            id="suggestions.never",
            tooltip="Never offer this kind of help again",
        ),
        Binding(
            "escape", "back", "Back", show=False, id="suggestions.back", tooltip="Back to the list"
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._suggestions: dict[str, SuggestionView] = {}
        self._reasons: dict[str, ReasonArrived] = {}
        self._loaded = False

    def compose_place(self) -> ComposeResult:
        """The list, the reason beside or under it, and what to do when there is nothing."""
        with Container(id="split"):
            yield Rows(id="suggestions", spaced=True)
            yield Detail(id="reason")
        yield Static("", markup=False, classes="empty", id="empty")

    def on_mount(self) -> None:
        """Nothing is known until the daemon answers."""
        self._show_emptiness()

    def reload(self) -> None:
        """Ask for the suggestions that are on show."""
        self.ask(
            lambda client: SuggestionsArrived(client.suggestions(status=("shown",))),
            group="suggestions",
            what="list the suggestions",
        )

    def watch_daemon(self, daemon: Daemon) -> None:
        """What the empty place says depends on what the daemon has seen."""
        if self.is_mounted and daemon.status is not None:
            self._show_emptiness()

    def on_suggestions_arrived(self, message: SuggestionsArrived) -> None:
        """Redraw the list; the reason follows."""
        self._loaded = True
        self._reasons.clear()
        self._suggestions = {each.id: each for each in message.suggestions}
        now = self.desk.clock()
        self.query_one(Rows).show([SuggestionRow(each, now) for each in message.suggestions])
        self._show_emptiness()
        if not message.suggestions:
            self._show_reason()

    def on_reason_arrived(self, message: ReasonArrived) -> None:
        """Remember what a suggestion rests on, and show it if it is still the chosen one."""
        self._reasons[message.suggestion] = message
        self._show_reason()

    def on_verdict_given(self, message: VerdictGiven) -> None:
        """Say so, and ask what is left."""
        self.tell(message.done)
        self.action_retry()

    @on(OptionList.OptionHighlighted, "#suggestions")
    def chosen_another(self) -> None:
        """The reason follows the list."""
        self._show_reason()

    @on(OptionList.OptionSelected, "#suggestions")
    def pressed(self) -> None:
        """Enter or a click asks why."""
        self.action_why()

    def action_accept(self) -> None:
        """Take the offer."""
        self._give("accept")

    def action_turn_down(self) -> None:
        """Not this one."""
        self._give("dismiss")

    def action_why(self) -> None:
        """Open the reason and go into it."""
        if self._chosen() is not None:
            self.add_class("-why")
            self.query_one(Detail).focus()
            self._show_reason()

    def action_back(self) -> None:
        """Back to the list."""
        self.remove_class("-why")
        self.query_one(Rows).focus()

    def action_snooze(self) -> None:
        """Ask until when."""
        chosen = self._chosen()
        if chosen is None:
            return
        now = self.desk.clock()
        times = later_times(now)
        choices = [Choice(time.words, f"{time.at:%a} {moment(time.at, now)}") for time in times]

        def snooze(index: int | None) -> None:
            if index is not None:
                self._give("snooze", chosen, until=times[index].at, words=times[index].words)

        self.app.push_screen(Choose("Snooze", one_line(chosen.text), choices), snooze)

    def action_never(self) -> None:
        """Ask first: this closes a whole category."""
        chosen = self._chosen()
        if chosen is None:
            return

        def never(sure: bool | None) -> None:  # noqa: FBT001 - the dialog's answer
            if sure:
                self._give("never", chosen)

        question = f"Never offer anything of the kind “{one_line(chosen.category)}” again?"
        self.app.push_screen(Confirm("Never again", question, yes="Never again"), never)

    def _give(
        self,
        verdict: str,
        chosen: SuggestionView | None = None,
        *,
        until: datetime | None = None,
        words: str = "",
    ) -> None:
        chosen = chosen or self._chosen()
        if chosen is None:
            return
        suggestion = chosen.id
        done = DONE.get(verdict, f"Snoozed: {words}.")

        def work(client: Client) -> VerdictGiven:
            client.verdict(suggestion, verdict, until=until)
            return VerdictGiven(suggestion, done)

        self.ask(work, group=f"verdict-{suggestion}", what=f"{verdict} the suggestion")

    def _chosen(self) -> SuggestionView | None:
        return self._suggestions.get(self.query_one(Rows).chosen or "")

    def _show_reason(self) -> None:
        chosen = self._chosen()
        detail = self.query_one(Detail)
        if chosen is None:
            detail.show([])
            return
        behind = self._reasons.get(chosen.id)
        now = self.desk.clock()
        if behind is None:
            blocks = reason_blocks(chosen, None, now)
        else:
            blocks = reason_blocks(chosen, behind.reasons, now, behind.observations)
        detail.show(blocks, subject=chosen.id)
        if behind is None and detail.display:
            self.ask(_behind(chosen), group="reason", what="say why")

    def _show_emptiness(self) -> None:
        status = self.daemon.status
        if self._suggestions:
            self.show_or_explain(None)
        elif not self._loaded or status is None:
            self.show_or_explain(Content("" if self.daemon.gone else "Asking the daemon …"))
        else:
            seen = status.observations.pending + status.observations.processed
            next_steps = EMPTY_NEXT if seen else EMPTY_NOTHING_SEEN
            self.show_or_explain(Content.assemble((EMPTY, "$foreground"), "\n\n", next_steps))


def _behind(suggestion: SuggestionView) -> Callable[[Client], ReasonArrived]:
    def work(client: Client) -> ReasonArrived:
        reasons = []
        for proposition in suggestion.propositions:
            try:
                reasons.append(client.why(proposition))
            except NotFound:  # forgotten or retired since: the suggestion outlived it
                continue
        shown = {each.observation.id for reason in reasons for each in reason.evidence}
        others = [each for each in suggestion.observations if each not in shown]
        observations = client.observations(others) if others else []
        return ReasonArrived(suggestion.id, reasons, observations)

    return work
