"""A short list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from tui.screens.dialog import Dialog


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice, with something quiet beside it."""

    words: str
    note: str = ""


class Choose(Dialog[int]):
    """Answers the index of the choice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Leave", id="choose.leave", tooltip="Leave without choosing"),
    ]

    def __init__(self, title: str, about: str, choices: Sequence[Choice]) -> None:
        super().__init__(title, (("enter", "choose"), ("esc", "leave")))
        self._about = about
        self._choices = choices

    def compose_body(self) -> ComposeResult:
        """What it is about, and the choices."""
        yield Static(self._about, markup=False)
        width = max(len(choice.words) for choice in self._choices)
        yield OptionList(
            *(
                Content.assemble(f" {choice.words.ljust(width)}  ", (choice.note, "$muted"))
                for choice in self._choices
            ),
            markup=False,
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the choice."""
        self.dismiss(event.option_index)
