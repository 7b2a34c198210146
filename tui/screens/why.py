"""Why something recalled is believed, over the place where it was met."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from tui.desk import Desk, ask
from tui.messages import Failed, WhyArrived
from tui.screens.dialog import Dialog
from tui.screens.reason import why_blocks
from tui.widgets.detail import Block, Detail
from tui.widgets.plain import one_line


class Why(Dialog[None]):
    """A proposition with its evidence and history."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", id="why.close", tooltip="Back to where you were"),
    ]

    def __init__(self, desk: Desk, proposition: str) -> None:
        super().__init__("Why", (("↑ ↓", "scroll"), ("esc", "close")))
        self._desk = desk
        self._proposition = proposition

    def compose_body(self) -> ComposeResult:
        """A pane that scrolls."""
        yield Detail(id="body")

    def on_mount(self) -> None:
        """Ask."""
        self.add_class("-wide-box")
        self.query_one(Detail).show([Block(Content.styled("Asking the daemon …", "$muted"))])
        proposition = self._proposition
        ask(
            self,
            self._desk,
            lambda client: WhyArrived(client.why(proposition)),
            group="why",
            what="say why",
        )

    def on_why_arrived(self, message: WhyArrived) -> None:
        """Show it."""
        self.query_one(Detail).show(why_blocks(message.why, self._desk.clock()))

    def on_failed(self, message: Failed) -> None:
        """Say so in the box."""
        words = one_line(f"Could not {message.what}: {message.error}")
        self.query_one(Detail).show([Block(Content.styled(words, "$error"))])
