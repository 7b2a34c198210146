"""A pane of text in blocks, each with its own indent, laid out to the width there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

NOTHING = Content("")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph.

    Attributes:
        text: What it says.
        lead: What stands in the margin before its first line (a sign, a number).
        indent: Cells left free before every line; ``lead`` goes in them.
        gap: Whether an empty line comes before it.
    """

    text: Content
    lead: Content = NOTHING
    indent: int = 0
    gap: bool = False


def heading(title: str, note: str = "") -> Block:
    """The heading of a section, with something quiet beside it."""
    text = Content.assemble((title, "bold $accent"), (f"  {note}" if note else "", "$muted"))
    return Block(text, gap=True)


def lay_out(blocks: Sequence[Block], width: int) -> Content:
    """All blocks as lines no wider than ``width``."""
    lines: list[Content] = []
    for block in blocks:
        if block.gap and lines:
            lines.append(Content(""))
        room = max(width - block.indent, 10)
        for number, line in enumerate(block.text.wrap(room)):
            margin = block.lead if number == 0 else Content("")
            lines.append(
                Content.assemble(margin.pad_right(block.indent - margin.cell_length), line)
            )
    return Content("\n").join(lines)


class Laid(Widget):
    """Blocks at the width there is, as high as they need to be."""

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._blocks: Sequence[Block] = ()

    def show(self, blocks: Sequence[Block]) -> None:
        """Replace all blocks."""
        self._blocks = blocks
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines."""
        return lay_out(self._blocks, self.content_size.width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        del container, viewport
        return lay_out(self._blocks, width).plain.count("\n") + 1 if self._blocks else 0


class Detail(VerticalScroll, can_focus=True):
    """Shows :class:`Block` s; scrolls when focused."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="detail.down", tooltip="Scroll down"),
        Binding("k", "scroll_up", "Up", show=False, id="detail.up", tooltip="Scroll up"),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._shown: str | None = None

    def compose(self) -> ComposeResult:
        """One widget carries all the text."""
        yield Laid()

    def show(self, blocks: Sequence[Block], *, subject: str | None = None) -> None:
        """Replace what is shown; the scroll position is kept while the subject is the same."""
        self.query_one(Laid).show(blocks)
        if subject != self._shown:
            self.scroll_home(animate=False)
        self._shown = subject
