"""The bar at the top: the name, and the three places."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui.desk import Daemon
from tui.messages import PlaceChosen


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as it is named and reached."""

    name: str
    title: str
    key: str
    tooltip: str


PLACES = (
    PlaceName("suggestions", "Suggestions", "1", "What Gumption offers to help with"),
    PlaceName("chat", "Chat", "2", "Ask, or tell"),
    PlaceName("propositions", "Propositions", "3", "What is believed about you, and why"),
)


class Tab(Static):
    """One place's name; pressing it goes there."""

    count: reactive[int] = reactive(0)

    def __init__(self, place: PlaceName, *, here: bool) -> None:
        super().__init__(markup=False, classes="-here" if here else "")
        self._place = place
        self.tooltip = place.tooltip

    def render(self) -> Content:
        """Key, title, and how many wait there."""
        return Content.assemble(
            (self._place.key, "$accent"),
            f" {self._place.title}",
            (f" {self.count}" if self.count else "", "$muted"),
        )

    def watch_count(self) -> None:
        """A number takes room."""
        self.refresh(layout=True)

    def on_click(self) -> None:
        """Go there."""
        self.post_message(PlaceChosen(self._place.name))


class PlaceBar(Horizontal):
    """Where one is, and where one could go."""

    daemon: reactive[Daemon] = reactive(Daemon())

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """The name and a tab for each place."""
        yield Static("gumption", id="name", markup=False)
        for place in PLACES:
            tab = Tab(place, here=place.name == self._here)
            tab.id = f"tab-{place.name}"
            yield tab

    def watch_daemon(self, daemon: Daemon) -> None:
        """Put how many suggestions wait beside the title of their place."""
        if daemon.status is not None and self.is_mounted:
            self.query_one("#tab-suggestions", Tab).count = daemon.status.suggestions.get(
                "shown", 0
            )

    def on_mount(self) -> None:
        """Show what was known before."""
        self.watch_daemon(self.daemon)
