"""All keys that work here, with what they do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from tui.screens.dialog import Dialog
from tui.widgets.detail import Block, Detail, heading


class Help(Dialog[None]):
    """Keys of the place, then keys of every place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q,question_mark", "dismiss", "Close", id="help.close", tooltip="Close this help"
        ),
    ]

    def __init__(self, place: str, here: Sequence[Binding], everywhere: Sequence[Binding]) -> None:
        super().__init__("Keys", (("↑ ↓", "scroll"), ("esc", "close")))
        self._place = place
        self._here = here
        self._everywhere = everywhere

    def compose_body(self) -> ComposeResult:
        """A pane that scrolls."""
        yield Detail(id="body")

    def on_mount(self) -> None:
        """Show the keys."""
        self.add_class("-wide-box")
        blocks = [heading(self._place), *self._rows(self._here)]
        blocks += [heading("Everywhere"), *self._rows(self._everywhere)]
        self.query_one(Detail).show(blocks)

    def _rows(self, bindings: Sequence[Binding]) -> list[Block]:
        return [
            Block(
                Content.assemble(binding.description, (f"  {binding.tooltip}", "$muted")),
                Content.styled(self._keys_of(binding), "bold $accent"),
                12,
            )
            for binding in bindings
        ]

    def _keys_of(self, binding: Binding) -> str:
        return " ".join(
            self.app.get_key_display(binding.with_key(key)) for key in binding.key.split(",")
        )
