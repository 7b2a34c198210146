"""A question before something that is hard to take back."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.screens.dialog import Dialog


class Confirm(Dialog[bool]):
    """Answers whether the person is sure. Enter is no answer: it is too easily pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes", tooltip="Do it"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no", tooltip="Leave it as it is"),
    ]

    def __init__(self, title: str, question: str, *, yes: str) -> None:
        super().__init__(title, (("y", yes), ("n", "No, leave it")))
        self._question = question

    def compose_body(self) -> ComposeResult:
        """The question."""
        with VerticalScroll(id="body"):
            yield Static(self._question, markup=False)

    def action_answer(self, sure: bool) -> None:  # noqa: FBT001 - Textual passes it by position
        """Close with the answer."""
        self.dismiss(sure)
