"""The desktop: windows, notifications, the clipboard, the screen, on stand-ins for each."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    Message,
    new_error,
    new_method_call,
    new_method_return,
)
from jeepney.io.blocking import DBusConnection  # type: ignore[import-untyped]
from jeepney.low_level import Parser  # type: ignore[import-untyped]
from PIL import Image, ImageDraw

from agent.gate import Gate
from agent.images import ImageReading, Words
from agent.observers.clipboard_live import ClipboardObserver, ClipboardSettings
from agent.observers.live import CannotRun, Support, Watch, run_program
from agent.observers.notifications_live import (
    NotificationsObserver,
    NotificationsSettings,
    NotificationsWatch,
)
from agent.observers.port import Drop, Item
from agent.observers.screen_live import (
    ScreenObserver,
    ScreenSettings,
    ScreenWatch,
    by_images,
    likeness,
)
from agent.observers.windows_live import (
    Front,
    WindowsObserver,
    WindowsSettings,
    WindowsWatch,
    desktop,
)
from memory.types import Observation
from tests.support.surroundings import NOW, Machine, look, nothing


def told(items: Sequence[Item]) -> list[str]:
    """Contents, and reasons of drops in brackets."""
    return [f"({i.reason})" if isinstance(i, Drop) else i.content for i in items]


# --- windows -----------------------------------------------------------------------------------


class Plays:
    """The window in front, as it is told."""

    def __init__(self) -> None:
        self.now: Front | None = None

    def front(self) -> Front | None:
        """It."""
        return self.now

    def close(self) -> None:
        """Nothing to close."""


def test_titles_become_stays(tmp_path: Path) -> None:
    """A stay is stored when it is over; passages, sleep and an empty desktop end or break none."""
    del tmp_path
    plays = Plays()
    watch = WindowsWatch(plays, every=2)
    script = ["a.py"] * 10 + ["menu"] + ["a.py"] * 5 + ["mail"] * 6 + [""]
    items: list[Item] = []
    for step, title in enumerate(script):
        plays.now = Front("App", title) if title else None
        items += look(watch, {}, NOW + timedelta(seconds=2 * step))[0]
    kept = [item for item in items if isinstance(item, Observation)]
    assert [(o.content, o.context["duration_s"]) for o in kept] == [
        ("App: a.py", 32),
        ("App: mail", 12),
    ]
    assert len(items) == 22
    plays.now = Front("App", "late")
    look(watch, {}, NOW + timedelta(hours=1))
    assert look(watch, {}, NOW + timedelta(hours=9))[0] == []  # it slept


def test_compositors_are_asked_by_their_own_command(tmp_path: Path) -> None:
    """Sway by its tree, Hyprland by the window; nonsense is an error, no window is none."""
    tree = {
        "type": "root",
        "nodes": [
            {"type": "con", "focused": False, "name": "other"},
            {
                "type": "workspace",
                "floating_nodes": [
                    {"type": "floating_con", "focused": True, "name": "a.py", "app_id": "editor"}
                ],
            },
        ],
    }
    sway = Machine(tmp_path, {"SWAYSOCK": "/s", "WAYLAND_DISPLAY": "w"})
    hypr = Machine(tmp_path, {"HYPRLAND_INSTANCE_SIGNATURE": "x", "WAYLAND_DISPLAY": "w"})
    sway.programs["swaymsg -t get_tree"] = json.dumps(tree).encode()
    hypr.programs["hyprctl activewindow -j"] = b'{"class": "editor", "title": "a.py"}'
    for machine in (sway, hypr):
        assert WindowsObserver().probe(WindowsSettings(), machine.around) == Support("ok")
        watch = WindowsObserver().open(WindowsSettings(), machine.around, nothing)
        for step in range(5):
            look(watch, {}, NOW + timedelta(seconds=2 * step))
        machine.programs = dict.fromkeys(machine.programs, b"{}")
        look(watch, {}, NOW + timedelta(seconds=10))
        items, _ = look(watch, {}, NOW + timedelta(seconds=12))
        machine.programs = dict.fromkeys(machine.programs, b"[")
        with pytest.raises(CannotRun):
            look(watch, {}, NOW)
        del items


@pytest.mark.parametrize(
    ("platform", "environ", "kind"),
    [
        ("linux", {"DISPLAY": ":0"}, "x11"),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, "wayland"),
        ("linux", {"DISPLAY": ":0", "SWAYSOCK": "s"}, "sway"),
        ("linux", {}, ""),
        ("darwin", {"DISPLAY": ":0"}, ""),
        ("win32", {}, ""),
    ],
)
def test_a_desktop_that_does_not_tell_is_unsupported(
    tmp_path: Path, platform: str, environ: dict[str, str], kind: str
) -> None:
    """And says why; where the system keeps a record of its own, that is named."""
    around = Machine(tmp_path, environ, platform).around
    assert desktop(around) == kind
    found = WindowsObserver().probe(WindowsSettings(), around)
    assert (found.state == "ok") == (kind in {"x11", "sway"})
    assert found.state == "ok" or found.why


def test_an_x_server_that_is_not_there_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plain one, at once."""
    import Xlib.display  # type: ignore[import-untyped]
    from Xlib.error import DisplayConnectionError  # type: ignore[import-untyped]

    def refused(name: str) -> None:
        raise DisplayConnectionError(name, "refused")

    monkeypatch.setattr(Xlib.display, "Display", refused)
    around = Machine(tmp_path, {"DISPLAY": ":9"}).around
    with pytest.raises(CannotRun):
        WindowsObserver().open(WindowsSettings(), around, nothing)


# --- notifications -----------------------------------------------------------------------------


class Bus:
    """The other end of a session bus: lets one monitor listen, and says what it is told to."""

    def __init__(self, end: socket.socket, *, lets: bool = True) -> None:
        self._end = end
        self._parser = Parser()
        self._serial = count(1)
        self._lets = lets
        self.rules: list[str] = []
        self._thread = threading.Thread(target=self._greet, daemon=True)
        self._thread.start()

    def _greet(self) -> None:
        self._send(new_method_return(self._receive(), "s", (":1.1",)))  # to its greeting
        asked = self._receive()
        assert asked.header.fields[HeaderFields.member] == "BecomeMonitor"
        self.rules = asked.body[0]
        if self._lets:
            self._send(new_method_return(asked))
        else:
            self._send(new_error(asked, "org.freedesktop.DBus.Error.AccessDenied"))

    def _receive(self) -> Message:
        while (message := self._parser.get_next_message()) is None:
            self._parser.add_data(self._end.recv(4096))
        message.header.fields.setdefault(HeaderFields.sender, ":1.1")  # as a bus does
        return message

    def _send(self, message: Message) -> None:
        self._end.sendall(message.serialise(serial=next(self._serial)))

    def notify(self, app: str, summary: str, body: str, **hints: tuple[str, object]) -> None:
        """As a program asks the desktop to show something."""
        self._thread.join(10)
        place = DBusAddress(
            "/org/freedesktop/Notifications",
            "org.freedesktop.Notifications",
            "org.freedesktop.Notifications",
        )
        message = new_method_call(
            place, "Notify", "susssasa{sv}i", (app, 0, "", summary, body, [], hints, -1)
        )
        self._send(message)

    def other(self) -> None:
        """A call that is no notification."""
        place = DBusAddress("/x", "org.x", "org.x")
        self._send(new_method_call(place, "Notify2"))

    def hang_up(self) -> None:
        """Gone."""
        self._thread.join(10)
        self._end.close()


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Both ends of a connection."""
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def test_notifications_are_heard(ends: tuple[socket.socket, socket.socket]) -> None:
    """Those of programs as theirs, without markup; the same again is counted; some left out."""
    bus = Bus(ends[1])
    woken = threading.Semaphore(0)
    settings = NotificationsSettings(without=("Noisy",))
    clock = Machine(Path()).around.clock
    watch = NotificationsWatch(DBusConnection(ends[0]), settings, clock, woken.release)
    assert "member='Notify'" in bus.rules[0]
    bus.notify("Mail", "Noor", "<b>Lunch</b> &amp; tea?")
    bus.notify("Mail", "Noor", "<b>Lunch</b> &amp; tea?")
    bus.other()
    bus.notify("Noisy", "x", "y")
    bus.notify("Volume", "50 %", "", transient=("b", True))
    for _ in range(4):
        assert woken.acquire(timeout=10)
    items, _ = look(watch, {})
    assert told(items) == ["Noor\nLunch & tea?", "(folded)", "(left out)", "(transient)"]
    assert isinstance(items[0], Observation)
    assert items[0].origin == "third-party content"
    assert look(watch, {})[0] == []
    bus.hang_up()
    watch.join(10)
    with pytest.raises(CannotRun, match="hung up"):
        look(watch, {})
    watch.close()


def test_a_bus_that_lets_nobody_listen(ends: tuple[socket.socket, socket.socket]) -> None:
    """Is an error that says so; without a bus there is nothing to listen to."""
    bus = Bus(ends[1], lets=False)
    connection = DBusConnection(ends[0])
    with pytest.raises(CannotRun, match="lets nobody"):
        NotificationsWatch(connection, NotificationsSettings(), lambda: NOW, nothing)
    connection.close()
    bus.hang_up()
    around = Machine(Path()).around
    assert NotificationsObserver().probe(NotificationsSettings(), around).state == "unsupported"


# --- clipboard ---------------------------------------------------------------------------------

KINDS = "wl-paste --list-types"
SHOW = "wl-paste --no-newline --type text/plain"


def clipboard(machine: Machine) -> Watch:
    """The clipboard of a machine."""
    return ClipboardObserver().open(ClipboardSettings(), machine.around, nothing)


def test_what_a_password_manager_marks_is_never_read(tmp_path: Path) -> None:
    """It is not even asked for; other texts come once, and what was there before does not."""
    machine = Machine(tmp_path, {"WAYLAND_DISPLAY": "w"})
    machine.programs = {KINDS: b"text/plain\nTEXT\n", SHOW: b"was there"}
    watch = clipboard(machine)
    items, _ = look(watch, None)
    assert items == []
    machine.programs[SHOW] = b"copied\n"
    assert told(look(watch, {})[0]) == ["copied"]
    assert look(watch, {})[0] == []
    machine.programs = {KINDS: b"text/plain\nx-kde-passwordManagerHint\n", SHOW: b"hunter2"}
    machine.ran.clear()
    assert told(look(watch, {})[0]) == ["(password manager)"]
    assert look(watch, {})[0] == []
    assert machine.ran == [KINDS, KINDS]
    machine.programs = {KINDS: b"image/png\n"}
    assert look(watch, {})[0] == []
    machine.programs = {KINDS: CannotRun("wl-paste failed with 1")}
    assert look(watch, {})[0] == []
    machine.programs = {KINDS: b"text/plain\n", SHOW: CannotRun("it wrote 70,000 bytes")}
    assert told(look(watch, {})[0]) == ["(too long)"]


def test_a_clipboard_that_cannot_tell_secrets_is_unsupported(tmp_path: Path) -> None:
    """Or has no program to read it."""
    for platform, environ in (("darwin", {}), ("linux", {}), ("linux", {"DISPLAY": ":0"})):
        around = Machine(tmp_path, environ, platform).around
        found = ClipboardObserver().probe(ClipboardSettings(), around)
        assert found.state == "unsupported"
        assert found.why


# --- screen ------------------------------------------------------------------------------------


def frame(draw: Callable[[ImageDraw.ImageDraw], object]) -> bytes:
    """A picture of a screen."""
    image = Image.new("RGB", (640, 480), "white")
    draw(ImageDraw.Draw(image))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def stripes_down(draw: ImageDraw.ImageDraw) -> None:
    """Fifteen columns."""
    for number in range(15):
        draw.rectangle((number * 40, 60, number * 40 + 20, 400), fill="black")


def stripes_across(draw: ImageDraw.ImageDraw) -> None:
    """Eleven lines."""
    for number in range(11):
        draw.rectangle((0, number * 40, 600, number * 40 + 20), fill="black")


EMPTY = frame(lambda _: None)
CARET = frame(lambda d: d.line((100, 100, 100, 112), fill="black"))
PAGE = frame(stripes_down)
LINES = frame(stripes_across)
WORDS = "one two three four five six seven eight nine ten eleven twelve"


def test_only_frames_that_changed_are_read() -> None:
    """A caret is no change; nearly the same text is no news; what is read is others' words."""
    frames = iter([EMPTY, CARET, PAGE, LINES, PAGE])
    texts = iter(["", WORDS, WORDS + " and", "something else"])
    watch = ScreenWatch(lambda: next(frames), lambda _: next(texts))
    items = [look(watch, {}, NOW + timedelta(seconds=n))[0][0] for n in range(5)]
    assert told(items) == ["(empty)", "(same frame)", WORDS, "(folded)", "something else"]
    assert isinstance(items[2], Observation)
    assert items[2].origin == "third-party content"
    with pytest.raises(CannotRun):
        likeness(b"no image")


def test_a_frame_says_whose_window_it_shows(tmp_path: Path) -> None:
    """So that the gate can leave it out; one taken while the window changed is not used."""
    plays = Plays()
    plays.now = Front("Bank", "Account - Private Browsing")
    watch = ScreenWatch(lambda: PAGE, lambda _: WORDS, plays)
    items, _ = look(watch, {})
    seen = [item for item in items if isinstance(item, Observation)]
    assert seen[0].context["app"] == "Bank"
    assert Gate().admit(seen, NOW).kept == []

    def meanwhile() -> bytes:
        plays.now = Front("Other", "window")
        return LINES

    watch = ScreenWatch(meanwhile, lambda _: WORDS, plays)
    plays.now = Front("Bank", "Account")
    assert told(look(watch, {})[0]) == ["(window changed meanwhile)"]
    del tmp_path


class Reads:
    """A reader of images that remembers where they were."""

    name = "stand-in"

    def __init__(self) -> None:
        self.seen: list[Path] = []

    def read(self, image: Path) -> Words:
        """What it says."""
        assert image.read_bytes() == PAGE
        self.seen.append(image)
        return Words(WORDS)


def test_an_image_is_gone_once_it_is_read(tmp_path: Path) -> None:
    """Read by whatever reads images here, in a folder that is removed; without, unsupported."""
    reader = Reads()
    transcribe = by_images(ImageReading([reader]))
    assert transcribe is not None
    machine = Machine(tmp_path, programs={"grim -": PAGE}, transcribe=transcribe)
    settings = ScreenSettings(command="grim -")
    assert ScreenObserver().probe(settings, machine.around) == Support("ok")
    watch = ScreenObserver().open(settings, machine.around, nothing)
    assert told(look(watch, {})[0]) == [WORDS]
    assert not reader.seen[0].parent.exists()
    assert by_images(ImageReading()) is None
    blind = Machine(tmp_path).around
    assert ScreenObserver().probe(settings, blind).state == "unsupported"


def test_programs_are_run_with_bounds() -> None:
    """Missing, failing, slow and talkative ones are errors."""
    assert run_program(["printf", "x"]) == b"x"
    for command in (["no-such-program-here"], ["false"], ["sleep", "60"], []):
        with pytest.raises(CannotRun):
            run_program(command, timeout=0.2)
    with pytest.raises(CannotRun, match="wrote"):
        run_program(["printf", "xyz"], most=2)
