"""A few lines to write or correct."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from tui.screens.dialog import Dialog


class Edit(Dialog[str]):
    """Answers the text; ``None`` when left, empty, or unchanged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "save", "Save", priority=True, id="edit.save", tooltip="Keep what is written"
        ),
        Binding("escape", "dismiss", "Leave", id="edit.leave", tooltip="Leave it as it was"),
    ]

    def __init__(self, title: str, about: str, text: str = "") -> None:
        super().__init__(title, (("enter", "save"), ("esc", "leave it")))
        self._about = about
        self._text = text

    def compose_body(self) -> ComposeResult:
        """What is asked for, and the text."""
        yield Static(self._about, markup=False)
        yield TextArea(self._text, soft_wrap=True, show_line_numbers=False, compact=True)

    def on_mount(self) -> None:
        """The cursor goes to the end; it stands still where motion is reduced."""
        area = self.query_one(TextArea)
        area.cursor_blink = self.app.animation_level != "none"
        area.move_cursor(area.document.end)

    def action_save(self) -> None:
        """Close with the text."""
        text = " ".join(self.query_one(TextArea).text.split())
        self.dismiss(text if text and text != self._text else None)
