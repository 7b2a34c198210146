"""The app around the places: going, palette, keys, status, and the daemon that is gone."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import tui
from memory.errors import InvalidInput, NotPermitted
from tests.support.fake_client import FakeClient, FakeDaemon
from tests.support.pilots import NARROW, WIDE, app_on, seen, settle, typed, until
from tests.support.sample_views import NOW, sample_status
from tui.app import GumptionApp
from tui.desk import Desk
from tui.screens.help import Help
from tui.themes import LIGHT


async def test_number_keys_palette_and_bar_go_to_the_places() -> None:
    """1, 2 and 3, F1 to F3, the palette's go: entries, and a press on the bar."""
    app = app_on(FakeDaemon())
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        for key, place in (("3", "propositions"), ("1", "suggestions"), ("2", "chat")):
            await pilot.press(key)
            await settle(pilot)
            assert app.current_mode == place
        await pilot.press("f3")
        assert app.current_mode == "propositions"
        await pilot.click("#tab-suggestions")
        await settle(pilot)
        assert app.current_mode == "suggestions"
        await pilot.press("ctrl+p")
        await typed(pilot, "go: chat")
        await until(pilot, lambda: "Ask, or tell" in seen(app))
        await pilot.press("down", "enter")
        await settle(pilot)
        assert app.current_mode == "chat"


async def test_every_palette_entry_says_what_family_it_is_of() -> None:
    """Only go:, view: and model:, each with a description; none of them fails."""
    app = app_on(FakeDaemon(), "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        commands = list(app.get_system_commands(app.screen))
        assert {command.title.split(":")[0] for command in commands} == {"go", "view", "model"}
        assert all(command.help for command in commands)
        for command in commands:
            if command.title != "go: out":
                command.callback()
                await settle(pilot)


async def test_the_palette_has_what_a_place_alone_offers() -> None:
    """What was recalled is shown and hidden in the chat, and nowhere else."""
    app = app_on(FakeDaemon())
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for place, offered in (("suggestions", 0), ("chat", 1), ("propositions", 0)):
            app.action_go(place)
            await settle(pilot)
            commands = list(app.get_system_commands(app.screen))
            recalled = [each for each in commands if each.title == "view: recalled"]
            assert len(recalled) == offered
            for command in recalled:
                before = app.screen.has_class("-recalled")
                command.callback()
                assert app.screen.has_class("-recalled") != before


async def test_the_palette_asks_the_daemon_to_learn_and_says_which_model() -> None:
    """model: learn now does not wait; model: status names the engine and why it is that one."""
    daemon = FakeDaemon()
    app = app_on(daemon)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        app.action_learn()
        await settle(pilot)
        assert daemon.named("learn") == [(False,)]
        app.action_model()
        await settle(pilot)
        assert "built-in engine · no language model is configured" in " ".join(seen(app).split())


async def test_the_status_line_names_engine_queue_and_drops() -> None:
    """The built-in engine, or the model and whether it is elsewhere; dead ones if there are."""
    daemon = FakeDaemon()
    app = app_on(daemon)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        line = seen(app).splitlines()[-2]
        assert line.split("·")[0].strip() == "● built-in engine"
        for words in ("12 pending", "31 dropped", "daemon up"):
            assert words in line
        status = sample_status()
        daemon.status = status.model_copy(
            update={
                "model": status.model.model_copy(
                    update={"name": "tiny[b]-chat\x1b[31m", "remote": True}
                ),
                "observations": status.observations.model_copy(update={"dead": 2}),
            }
        )
        await pilot.press("ctrl+r")
        await settle(pilot)
        line = seen(app).splitlines()[-2]
        assert "tiny[b]-chat" in line
        assert "2 set aside" in line
        assert "⇡ remote" in line


@pytest.mark.parametrize("place", ["suggestions", "chat", "propositions"])
async def test_a_daemon_that_is_gone_is_said_plainly_and_can_be_retried(place: str) -> None:
    """The notice has message, hint and key; ctrl+r brings the place back when the daemon is."""
    daemon = FakeDaemon(down=True)
    app = app_on(daemon, place)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        text = " ".join(seen(app).split())
        assert "The daemon does not answer. Nobody answers on the socket of this home." in text
        assert "gumption daemon start" in text
        assert "○ daemon not reachable" in text
        daemon.down = False
        await pilot.press("ctrl+r")
        await settle(pilot)
        text = seen(app)
        assert "does not answer" not in text
        assert "daemon up" in text
        if place == "propositions":
            assert "Prefers uv to pip" in text
        if place == "suggestions":
            assert "Open the four pull requests" in text


async def test_what_was_shown_stays_when_the_daemon_goes() -> None:
    """A key pressed then changes nothing and says why; the list stays, marked as old."""
    daemon = FakeDaemon()
    app = app_on(daemon)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        daemon.down = True
        await pilot.press("a")
        await settle(pilot)
        text = seen(app)
        assert "The daemon does not answer." in text
        assert "Open the four pull requests" in text
        await pilot.press("3")
        await settle(pilot)
        assert "The daemon does not answer." in seen(app)


async def test_the_place_in_view_follows_what_the_daemon_learns() -> None:
    """When a look at the status finds other counts, the list is asked for again."""
    daemon = FakeDaemon(suggestions=[])
    app = app_on(daemon)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        daemon.suggestions = FakeDaemon().suggestions
        app.on_status_wanted()
        await settle(pilot)
        assert "Open the four pull requests" in seen(app)
        assert "1 Suggestions 3" in seen(app)
        asked = len(daemon.named("suggestions"))
        app.on_status_wanted()
        await settle(pilot)
        assert len(daemon.named("suggestions")) == asked


async def test_the_daemon_is_looked_at_again_by_itself() -> None:
    """Polling asks for the status more than once without a key."""
    daemon = FakeDaemon()
    app = GumptionApp(Desk(daemon.connect, lambda: NOW), poll=0.01, still=True)
    async with app.run_test(size=NARROW) as pilot:
        for _ in range(400):
            if len(daemon.named("status")) > 2:
                break
            await pilot.pause(0.01)
        assert len(daemon.named("status")) > 2


async def test_something_the_app_asked_for_and_was_refused_is_told() -> None:
    """Not only places say what went wrong."""
    daemon = FakeDaemon()
    app = app_on(daemon)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        daemon.fails = NotPermitted("Learning is paused", hint="gumption resume")
        app.action_learn()
        await settle(pilot)
        text = " ".join(seen(app).split())
        assert "Could not learn now: Learning is paused" in text


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("suggestions", "Never offer this kind of help again"),
        ("propositions", "Keep it from going stale, or let it"),
        ("chat", "Begin a new conversation"),
    ],
)
async def test_help_lists_the_keys_of_the_place(place: str, words: str) -> None:
    """? opens it, escape closes it; what each key does is said."""
    app = app_on(FakeDaemon(), place)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        if place == "chat":
            await pilot.press("escape")
        await pilot.press("question_mark")
        await settle(pilot)
        assert isinstance(app.screen, Help)
        assert words in seen(app)
        assert "Everywhere" in seen(app)
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, Help)


async def test_the_theme_can_be_changed_and_everything_is_still_there() -> None:
    """view: theme goes to light and back; the rows keep their text."""
    app = app_on(FakeDaemon(), "propositions")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        before = seen(app)
        app.action_theme()
        await settle(pilot)
        assert app.theme == LIGHT
        assert seen(app) == before


async def test_no_color_leaves_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR every drawn cell is a shade of grey."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_on(FakeDaemon())
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert app.no_color
        svg = app.export_screenshot(simplify=True)
        assert "#7cc4b2" not in svg.lower()


async def test_reduced_motion_stills_everything() -> None:
    """No animation, and no cursor blinks."""
    app = app_on(FakeDaemon(), "chat")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert app.animation_level == "none"
        assert not app.screen.query_one("#prompt").cursor_blink  # type: ignore[attr-defined]


def test_a_place_that_there_is_not_is_refused() -> None:
    """The error names the places."""
    with pytest.raises(InvalidInput, match="suggestions, chat or propositions"):
        app_on(FakeDaemon(), "nowhere")


def _ours(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("tui."):
            yield each
        yield from _ours(each)


def test_every_binding_has_an_id_and_a_tooltip() -> None:
    """Ids so that keys can be remapped, tooltips so that help can say what they do."""
    for module in pkgutil.walk_packages(tui.__path__, "tui."):  # screens are imported when opened
        importlib.import_module(module.name)
    bindings = [
        (kind.__name__, binding)
        for kind in {*_ours(DOMNode)}
        for binding in kind.__dict__.get("BINDINGS", ())
    ]
    assert len(bindings) > 30
    for name, binding in bindings:
        assert isinstance(binding, Binding), name
        assert binding.id, (name, binding)
        assert binding.tooltip, (name, binding)
    ids = [binding.id for _, binding in bindings]
    assert len(ids) == len(set(ids))


def test_the_ui_starts_without_the_heavy_packages() -> None:
    """No model, no vector store, no graph, nothing of the daemon, and no renderer for the chat."""
    heavy = (
        *("chromadb", "llama_cpp", "langgraph", "langchain_core", "sqlcipher3", "numpy"),
        *("markdown_it", "tui.screens.chat"),
    )
    code = f"import sys, tui.app; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"


async def test_looking_does_not_start_a_daemon_that_was_stopped() -> None:
    """Polling only looks; the first look, and ctrl+r, start one."""
    daemon = FakeDaemon()
    started: list[str] = []

    def connect() -> FakeClient:
        started.append("connect")
        return daemon.connect()

    def look() -> FakeClient:
        started.append("look")
        return daemon.connect()

    app = GumptionApp(Desk(connect, lambda: NOW, look), poll=None, still=True, grace=0)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "look" not in started
        started.clear()
        app._look()
        await settle(pilot)
        assert started == ["look"]
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert started.count("look") == 1
        assert "connect" in started
