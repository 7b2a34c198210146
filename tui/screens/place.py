"""What the three places have in common: bar, notice, status line, footer, and asking."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Footer, Static

from agent.client.port import Client
from tui.desk import Daemon, Desk, ask
from tui.messages import Failed, StatusWanted
from tui.widgets.place_bar import PlaceBar
from tui.widgets.plain import one_line
from tui.widgets.rows import Rows
from tui.widgets.status_line import GoneNotice, StatusLine

WIDE = 104
"""From here on there is room for a pane beside the list (cells)."""


class Place(Screen[None]):
    """One of the three live places."""

    NAME: ClassVar[str]
    PALETTE_IN_FOOTER: ClassVar[bool] = False
    # Textual declares it as if it were the instance's.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+r",
            "retry",
            "Refresh",
            show=False,
            id="place.refresh",
            tooltip="Ask the daemon again",
        ),
    ]

    daemon: reactive[Daemon] = reactive(Daemon())

    def __init__(self, desk: Desk) -> None:
        super().__init__(name=self.NAME)
        self.desk = desk

    def compose(self) -> ComposeResult:
        """Frame of every place; what is inside is :meth:`compose_place`."""
        yield PlaceBar(self.NAME).data_bind(Place.daemon)
        yield GoneNotice().data_bind(Place.daemon)
        yield from self.compose_place()
        yield StatusLine().data_bind(Place.daemon)
        yield Footer(show_command_palette=self.PALETTE_IN_FOOTER, compact=True)

    @abstractmethod
    def compose_place(self) -> ComposeResult:
        """The widgets between bar and status line."""

    def commands(self) -> Iterable[SystemCommand]:
        """What the palette offers in this place alone."""
        return ()

    @abstractmethod
    def reload(self) -> None:
        """Ask the daemon for what this place shows."""

    def ask(self, work: Callable[[Client], Message], *, group: str, what: str) -> None:
        """See :func:`tui.desk.ask`."""
        ask(self, self.desk, work, group=group, what=what)

    def show_or_explain(self, explanation: Content | None) -> None:
        """Show the list and its pane; or, where there is nothing to list, what to do about that.

        The focus never stays in what is hidden, and comes back to the list with it.
        """
        split, empty = self.query_one("#split"), self.query_one("#empty", Static)
        if explanation is not None and self.focused is not None and split in self.focused.ancestors:
            self.set_focus(None)
        split.display = explanation is None
        empty.display = explanation is not None
        empty.update(explanation or "")
        if explanation is None and self.focused is None:
            self.query_one(Rows).focus()

    def tell(self, message: str, *, error: bool = False) -> None:
        """A passing note, without markup."""
        self.notify(one_line(message), severity="error" if error else "information", markup=False)

    def on_screen_resume(self) -> None:
        """Show what is true now, whenever the place comes into view."""
        self.reload()

    def action_retry(self) -> None:
        """Ask again for the status and for what is here."""
        self.post_message(StatusWanted())
        self.reload()

    def on_failed(self, message: Failed) -> None:
        """Say what could not be done, and the remedy."""
        self.tell(f"Could not {message.what}: {message.error}", error=True)
