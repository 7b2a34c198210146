"""The terminal UI: three live places over one daemon.

The app itself is thin: it knows the places, the palette, and whether the daemon answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import Worker

from agent.client.port import Client
from agent.wire import StatusView
from memory.errors import InvalidInput
from tui.desk import Daemon, Desk, ask
from tui.messages import DaemonGone, Failed, LearningAsked, PlaceChosen, StatusArrived
from tui.screens.approval import GRACE
from tui.screens.help import Help
from tui.screens.place import Place
from tui.themes import DARK, LIGHT, OWN_VARIABLES, THEMES
from tui.widgets.place_bar import PLACES
from tui.widgets.plain import one_line
from tui.widgets.status_line import engine_name

POLL = 5.0
"""Seconds between two looks at the daemon's status."""

REDUCED_MOTION = "GUMPTION_REDUCED_MOTION"
LIGHT_THEME = "GUMPTION_THEME"


def local_time() -> datetime:
    """Now, in the machine's own time zone."""
    return datetime.now(UTC).astimezone()


def run(
    connect: Callable[[], Client],
    *,
    look: Callable[[], Client] | None = None,
    place: str = "suggestions",
    environ: Mapping[str, str] | None = None,
) -> None:
    """Open the terminal UI and return when it is closed.

    Args:
        connect: Opens a client; called in threads, once for every question.
        look: The same, without starting a daemon where none answers.
        place: ``suggestions``, ``chat`` or ``propositions``.
        environ: ``GUMPTION_REDUCED_MOTION`` (anything but empty or 0) stops all motion,
            ``GUMPTION_THEME=light`` begins with the light theme. ``NO_COLOR`` is Textual's own.

    Raises:
        InvalidInput: There is no such place.
    """
    import os

    environ = os.environ if environ is None else environ
    app = GumptionApp(
        Desk(connect, local_time, look),
        place=place,
        still=environ.get(REDUCED_MOTION, "") not in ("", "0"),
        theme=LIGHT if environ.get(LIGHT_THEME) == "light" else DARK,
    )
    app.run()


class GumptionApp(App[None]):
    """Places, palette, and the daemon's state; the places do the rest.

    Args:
        desk: How to reach the daemon, and the time.
        place: Where to begin.
        poll: Seconds between two looks at the status; ``None`` looks only when asked to.
        still: Nothing moves by itself: no animation, no blinking cursor.
        grace: Seconds before an approval listens to keys.
        theme: Name of the theme to begin with.
    """

    TITLE = "gumption"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                place.key,
                f"go('{place.name}')",
                place.title,
                show=False,
                id=f"go.{place.name}",
                tooltip=place.tooltip,
            )
            for place in PLACES
        ),
        *(
            Binding(
                f"f{place.key}",
                f"go('{place.name}')",
                place.title,
                show=False,
                priority=True,
                id=f"go.{place.name}.always",
                tooltip=f"{place.tooltip} (also while writing)",
            )
            for place in PLACES
        ),
        Binding("question_mark", "help", "Keys", id="view.help", tooltip="All keys of this place"),
        Binding(
            "ctrl+p",
            "command_palette",
            "Palette",
            show=False,
            id="view.palette",
            tooltip="Everything by name",
        ),
        Binding("q", "quit", "Quit", id="go.out", tooltip="Close; the daemon stays up"),
    ]

    def __init__(
        self,
        desk: Desk,
        *,
        place: str = "suggestions",
        poll: float | None = POLL,
        still: bool = False,
        grace: float = GRACE,
        theme: str = DARK,
    ) -> None:
        if place not in {each.name for each in PLACES}:
            raise InvalidInput(
                f"There is no place called {place}",
                hint="suggestions, chat or propositions",
            )
        # Textual reads it from the instance while it starts: the first place is the first screen.
        self.DEFAULT_MODE = place  # type: ignore[misc]
        super().__init__()
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme
        if still:
            self.animation_level = "none"
        self.desk = desk
        self.daemon = Daemon()
        self._poll = poll
        self._looking: Worker[None] | None = None
        self._grace = grace
        self._places: dict[str, Place] = {}
        for one in PLACES:
            self.add_mode(one.name, partial(self._open_place, one.name))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colour names, for themes that do not have them."""
        return dict(OWN_VARIABLES)

    def on_mount(self) -> None:
        """Begin to look at the daemon."""
        self._look(start=True)
        if self._poll is not None:
            self.set_interval(self._poll, self._look)

    def on_status_wanted(self) -> None:
        """Look now, at a daemon that is started if need be."""
        self._look(start=True)

    def on_status_arrived(self, message: StatusArrived) -> None:
        """Tell the places; ask again for what is in view where the counts moved."""
        before = self.daemon
        self._daemon_is(Daemon(message.status))
        if before.gone is not None or _moved(before.status, message.status):
            place = self._places.get(self.current_mode)
            if place is not None and before != Daemon():
                place.reload()

    def on_daemon_gone(self, message: DaemonGone) -> None:
        """Tell the places; what they show stays, marked as old."""
        self._daemon_is(Daemon(self.daemon.status, message.error))

    def on_failed(self, message: Failed) -> None:
        """Something asked for by the app itself went wrong."""
        words = one_line(f"Could not {message.what}: {message.error}")
        self.notify(words, severity="error", markup=False)

    def on_learning_asked(self) -> None:
        """It happens in the daemon; the status line shows how it goes."""
        self.notify("The daemon is learning from what is pending.", markup=False)
        self._look()

    def on_place_chosen(self, message: PlaceChosen) -> None:
        """A name in the bar was pressed."""
        self.action_go(message.place)

    def action_go(self, place: str) -> None:
        """Go to a place; a dialog stays where it is."""
        self.switch_mode(place)

    def action_help(self) -> None:
        """All keys that work here."""
        screen = self.screen
        if not isinstance(screen, Place):
            return
        title = next(each.title for each in PLACES if each.name == screen.NAME)
        here = [*type(screen).BINDINGS, *Place.BINDINGS]
        everywhere = type(self).BINDINGS
        self.push_screen(Help(title, _bindings(here), _bindings(everywhere)))

    def action_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT if self.theme == DARK else DARK

    def action_motion(self) -> None:
        """Let things move, or stand still."""
        self.animation_level = "full" if self.animation_level == "none" else "none"

    def action_learn(self) -> None:
        """Ask the daemon to learn now; do not wait for it."""

        def work(client: Client) -> LearningAsked:
            client.learn(wait=False)
            return LearningAsked()

        ask(self, self.desk, work, group="learn", what="learn now")

    def action_model(self) -> None:
        """Say which engine answers, and on what."""
        status = self.daemon.status
        if status is None:
            self.notify("The daemon has not answered yet.", markup=False)
            return
        model = status.model
        words = [engine_name(status), model.running_on]
        words += [model.note, f"vectors from {status.embedder.name}", status.embedder.note]
        self.notify(one_line(" · ".join(filter(None, words))), title="Model", markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: ``go:``, ``view:`` and ``model:``."""
        for place in PLACES:
            yield SystemCommand(
                f"go: {place.title.lower()}", place.tooltip, partial(self.action_go, place.name)
            )
        yield SystemCommand("go: out", "Close; the daemon stays up", self.exit)
        yield SystemCommand("view: keys", "All keys that work here", self.action_help)
        yield SystemCommand("view: theme", "Dark or light", self.action_theme)
        yield SystemCommand("view: motion", "Let things move, or stand still", self.action_motion)
        if isinstance(screen, Place):
            yield SystemCommand("view: refresh", "Ask the daemon again", screen.action_retry)
            yield from screen.commands()
        yield SystemCommand("model: status", "Which engine answers, and on what", self.action_model)
        yield SystemCommand("model: learn now", "Learn from everything pending", self.action_learn)

    def _open_place(self, name: str) -> Place:
        place = self._places[name] = self._made(name)
        place.daemon = self.daemon
        return place

    def _made(self, name: str) -> Place:
        # Loaded when gone to: chat brings a whole Markdown renderer, and the first is waited for.
        if name == "chat":
            from tui.screens.chat import ChatScreen

            return ChatScreen(self.desk, grace=self._grace)
        if name == "propositions":
            from tui.screens.propositions import PropositionsScreen

            return PropositionsScreen(self.desk)
        from tui.screens.suggestions import SuggestionsScreen

        return SuggestionsScreen(self.desk)

    def _daemon_is(self, daemon: Daemon) -> None:
        self.daemon = daemon
        for place in self._places.values():
            place.daemon = daemon

    def _look(self, *, start: bool = False) -> None:
        # A daemon that is slow to answer must not be asked again before its deadline: a newer
        # question would make the older one's failure unheard.
        if self._looking is not None and not self._looking.is_finished:
            return
        self._looking = ask(
            self,
            self.desk,
            lambda client: StatusArrived(client.status()),
            group="status",
            what="ask for the status",
            start=start,
        )


def _moved(before: StatusView | None, after: StatusView) -> bool:
    """Whether there may be something new to show."""
    return (
        before is None
        or before.suggestions != after.suggestions
        or before.propositions != after.propositions
    )


def _bindings(declared: Iterable[BindingType]) -> list[Binding]:
    return [each for each in declared if isinstance(each, Binding)]
