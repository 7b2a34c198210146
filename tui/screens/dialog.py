"""What every dialog has in common: a box, a title, and its keys in words."""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.widgets.plain import one_line

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer], Generic[Answer]):
    """A box over the place; answers ``None`` when left."""

    CSS_PATH = ["dialog.tcss"]  # noqa: RUF012 - Textual's own declaration

    def __init__(self, title: str, keys: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._box_title = title
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The box around :meth:`compose_body`, and the keys under it."""
        with Vertical(id="box") as box:
            # A border title is markup to Textual unless it is Content.
            box.border_title = Content(one_line(self._box_title))
            yield from self.compose_body()
            yield Static(keys_in_words(self._keys), markup=False, classes="keys")

    @abstractmethod
    def compose_body(self) -> ComposeResult:
        """What the dialog is about."""


def keys_in_words(keys: tuple[tuple[str, str], ...]) -> Content:
    """Keys and what they do, in one line."""
    content = Content("")
    for number, (key, does) in enumerate(keys):
        gap = "    " if number else ""
        content = Content.assemble(content, gap, (key, "bold $accent"), (f" {does}", "$muted"))
    return content
