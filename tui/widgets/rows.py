"""A list whose rows are drawn to the width there is, and which stays where it was on reload."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

MARK = "▌"
_MARK_CELLS = 2


class Row(Protocol):
    """One entry of :class:`Rows`."""

    @property
    def id(self) -> str:
        """What the row stands for; unique in the list."""

    def lines(self, width: int) -> list[Content]:
        """The row's lines, none wider than ``width`` cells."""


class Rows(OptionList):
    """Rows with a mark beside the chosen one.

    After :meth:`show` the row with the same id stays chosen; where it is gone, the one that took
    its place does.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="rows.down", tooltip="Next row"),
        Binding("k", "cursor_up", "Up", show=False, id="rows.up", tooltip="Previous row"),
    ]

    def __init__(self, *, id: str, spaced: bool = False) -> None:
        super().__init__(id=id, markup=False)
        self._rows: list[Row] = []
        self._spaced = spaced
        self._drawn_for = 0
        self._place: int | None = None
        self._marked = -1

    @property
    def chosen(self) -> str | None:
        """The id of the chosen row."""
        index = self.highlighted
        return None if index is None or index >= len(self._rows) else self._rows[index].id

    def show(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        before, index = self.chosen, self.highlighted or 0
        top = self.scroll_offset.y
        self._rows = list(rows)
        ids = [row.id for row in rows]
        place = ids.index(before) if before in ids else min(index, len(ids) - 1)
        self._place = place if ids else None
        self._drawn_for = 0
        if self._width():
            self._draw()
            self.scroll_to(y=top, animate=False)

    def choose(self, id: str) -> None:
        """Move the mark to the row with this id, if it is here."""
        for index, row in enumerate(self._rows):
            if row.id == id:
                self._place = index
                self.highlighted = index if self._drawn_for else None

    def on_resize(self) -> None:
        """Draw the rows for the new width."""
        if self._width() not in (0, self._drawn_for):
            self._draw()

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the mark."""
        if highlighted is not None:
            for index in {self._marked, highlighted}:
                if 0 <= index < self.option_count:
                    self.replace_option_prompt_at_index(
                        index, self._prompt(self._rows[index], marked=index == highlighted)
                    )
            self._marked = self._place = highlighted
        super().watch_highlighted(highlighted)

    def _draw(self) -> None:
        self._drawn_for = self._width()
        self._marked = -1 if self._place is None else self._place
        options: list[Option | None] = []
        for index, row in enumerate(self._rows):
            options.append(Option(self._prompt(row, marked=index == self._place)))
            if self._spaced:
                options.append(None)
        place = self._place
        self.set_options(options)
        self.highlighted = place

    def _prompt(self, row: Row, *, marked: bool) -> Content:
        mark = Content.styled(f"{MARK} ", "$accent") if marked else Content("  ")
        lines = [Content.assemble(mark, line) for line in row.lines(self._width() - _MARK_CELLS)]
        return Content("\n").join(lines)

    def _width(self) -> int:
        return self.scrollable_content_region.width
