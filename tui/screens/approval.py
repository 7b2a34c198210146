"""Approve or refuse something that writes, with exactly what would run."""

from __future__ import annotations

import json
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from agent.wire import ChatApproval
from tui.screens.dialog import Dialog
from tui.widgets.detail import Block, Detail
from tui.widgets.plain import exact, one_line

GRACE = 0.5
"""Seconds before a key counts: whoever was typing when the box came up has not read it."""


class Approval(Dialog[bool]):
    """Answers whether it may run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "answer(True)", "Approve", id="approval.approve", tooltip="Let it run"),
        Binding(
            "r,escape", "answer(False)", "Refuse", id="approval.refuse", tooltip="It must not run"
        ),
    ]

    def __init__(self, approval: ChatApproval, *, grace: float = GRACE) -> None:
        super().__init__("May I?", (("a", "Approve"), ("r", "Refuse")))
        self._approval = approval
        self._grace = grace
        self._listening = False

    def compose_body(self) -> ComposeResult:
        """Tool, whether it can be undone, and the arguments."""
        undo = (
            ("It can be undone.", "$muted")
            if self._approval.undoable
            else ("It cannot be undone.", "bold $warning")
        )
        tool = (one_line(self._approval.tool), "bold")
        yield Static(Content.assemble(tool, " wants to run with exactly this.\n", undo))
        yield Detail(id="arguments")

    def on_mount(self) -> None:
        """Show the arguments; start listening after the grace."""
        self.query_one(Detail).show(_arguments(self._approval))
        self.query_one(".keys").display = False
        if self._grace > 0:
            self.set_timer(self._grace, self._listen)
        else:
            self._listen()

    def action_answer(self, approved: bool) -> None:  # noqa: FBT001 - Textual passes it by position
        """Close with the answer, once listening."""
        if self._listening:
            self.dismiss(approved)

    def _listen(self) -> None:
        self._listening = True
        self.query_one(".keys").display = True


def _arguments(approval: ChatApproval) -> list[Block]:
    if not approval.arguments:
        return [Block(Content.styled("without arguments", "$muted"))]
    blocks = []
    for name, value in approval.arguments.items():
        shown = value if isinstance(value, str) else json.dumps(value)
        blocks.append(Block(Content.styled(exact(name), "$accent")))
        blocks.append(Block(Content(exact(shown)), indent=2))
    return blocks
