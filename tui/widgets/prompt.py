"""The line one writes to the chat in, with what was written before."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class Prompt(Input):
    """An input whose up and down keys go through the prompts of this session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "up", "earlier", "Earlier", show=False, id="prompt.earlier", tooltip="Earlier prompt"
        ),
        Binding("down", "later", "Later", show=False, id="prompt.later", tooltip="Later prompt"),
    ]

    def __init__(self, *, id: str, placeholder: str) -> None:
        super().__init__(id=id, placeholder=placeholder, compact=True, select_on_focus=False)
        self._written: list[str] = []
        self._at = 0

    def remember(self, text: str) -> None:
        """Keep a prompt that was sent, and empty the line."""
        self._written.append(text)
        self._at = len(self._written)
        self.clear()

    def action_earlier(self) -> None:
        """Bring back the prompt before."""
        self._go(self._at - 1)

    def action_later(self) -> None:
        """Bring back the prompt after, or an empty line."""
        self._go(self._at + 1)

    def _go(self, index: int) -> None:
        if 0 <= index < len(self._written):
            self.value = self._written[index]
        elif index == len(self._written):
            self.clear()
        else:
            return
        self._at = index
        self.cursor_position = len(self.value)
