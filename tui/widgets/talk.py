"""The scrolling conversation."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Size


class Talk(VerticalScroll):
    """Stays with its end while it grows, until the person scrolls away from it.

    Textual's own anchor does the same, but scrolls what is shorter than its pane to the bottom.
    """

    _follows = True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Who scrolls up wants to read; who comes back to the end wants to follow."""
        super().watch_scroll_y(old_value, new_value)
        self._follows = new_value >= self.max_scroll_y

    def watch_virtual_size(self, virtual_size: Size) -> None:
        """It grew (or the pane changed)."""
        del virtual_size
        if self._follows:
            self.scroll_end(animate=False)

    def follow(self) -> None:
        """Go to the end, and stay there."""
        self._follows = True
        self.scroll_end(animate=False)
