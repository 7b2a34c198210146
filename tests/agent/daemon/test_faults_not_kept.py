"""What only a watch holds, when the ledger cannot take it once: nothing of it is lost."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from agent.daemon.observing import PAUSE_FIRST, Runner
from agent.gate import Gate
from agent.observers import notifications_live
from agent.observers.clipboard_live import ClipboardWatch
from agent.observers.files_live import FilesSettings, FilesWatch
from agent.observers.live import ObserverSettings, Support, Surroundings, Watch
from agent.observers.notifications_live import Heard, NotificationsSettings, NotificationsWatch
from agent.observers.screen_live import ScreenWatch
from agent.observers.windows_live import Front, WindowsWatch
from memory.errors import StorageFull
from memory.types import Observation
from tests.support.fake_ledger import FakeLedger, FakeStored
from tests.support.sources import Counting, Options
from tests.support.surroundings import Machine, nothing

SECOND = timedelta(seconds=1)


class Full(FakeLedger):
    """A ledger on a disk that is full for so many commits."""

    full = 0

    def observe_counted(
        self,
        observations: Sequence[Observation],
        drops: Mapping[str, int],
        *,
        state: Mapping[str, str] | None = None,
    ) -> FakeStored:
        """Refuse, or keep."""
        if self.full:
            self.full -= 1
            raise StorageFull("there is no space")
        return super().observe_counted(observations, drops, state=state)


@dataclass
class Opens:
    """An observer of one watch."""

    made: Callable[[], Watch]
    name: str = "one"
    consent: str = "Reads it."
    settings: type[ObserverSettings] = ObserverSettings
    opened: int = 0

    def probe(self, settings: ObserverSettings, around: Surroundings) -> Support:
        """It works."""
        del settings, around
        return Support("ok")

    def open(
        self, settings: ObserverSettings, around: Surroundings, wake: Callable[[], None]
    ) -> Watch:
        """The same again would not know what the first knew."""
        del settings, around, wake
        self.opened += 1
        return self.made()


@dataclass
class Place:
    """A machine, and what is done at it: each act is something that only a watch notices."""

    machine: Machine
    acts: list[Callable[[], None]] = field(default_factory=list)


def notes(place: Place) -> Watch:
    """A note that grows."""
    note = place.machine.home / "notes" / "day.md"
    note.parent.mkdir()

    def write(text: str) -> None:
        with note.open("a") as file:
            file.write(text)
        stamp = place.machine.now.timestamp() - 1
        os.utime(note, (stamp, stamp))

    write("begun\n")
    place.acts += [lambda: write("I moved to Porto.\n"), lambda: write("It rains.\n")]
    settings = FilesSettings(roots=(str(note.parent),), rest=0)
    return FilesWatch(settings, place.machine.around, nothing)


class Silent:
    """A bus on which nothing is said."""

    def __init__(self) -> None:
        self.sock, self._other = socket.socketpair()

    def receive(self) -> object:
        """Wait for the end."""
        self.sock.recv(1)
        raise EOFError

    def close(self) -> None:
        """Hang up."""
        self.sock.close()
        self._other.close()


def notifications(place: Place) -> Watch:
    """Some at once, of which the last repeats nothing."""
    watch = NotificationsWatch(
        Silent(), NotificationsSettings(), place.machine.around.clock, nothing
    )

    def say(*texts: str) -> None:
        for text in texts:
            watch._inbox.put(Heard(place.machine.now, "mail", text, "", frozenset()))

    place.acts += [lambda: say("one", "two"), lambda: say("three")]
    return watch


def clipboard(place: Place) -> Watch:
    """Texts that are copied."""

    def copy(text: str) -> None:
        place.machine.programs = {
            "wl-paste --list-types": b"text/plain\n",
            "wl-paste --no-newline --type text/plain": text.encode(),
        }

    copy("before")
    place.machine.environ["WAYLAND_DISPLAY"] = "w"
    place.acts += [lambda: copy("an address"), lambda: copy("a name")]
    return ClipboardWatch(place.machine.around, history=False)


class InFront:
    """The window in front."""

    def __init__(self) -> None:
        self.now: Front | None = None

    def front(self) -> Front | None:
        """It."""
        return self.now

    def close(self) -> None:
        """Nothing to close."""


def windows(place: Place) -> Watch:
    """Stays that end."""
    told = InFront()

    def turn_to(title: str) -> None:
        told.now = Front("App", title)

    turn_to("a")
    place.acts += [lambda: turn_to("b"), lambda: turn_to("c"), lambda: turn_to("d")]
    return WindowsWatch(told, every=60)


def likeness(image: bytes) -> int:
    """No picture is like another."""
    return 255**40 << 400 * int(image)


def screen(place: Place) -> Watch:
    """Pictures of which each has other words."""
    numbers = count()
    shown = [b"0"]

    def show() -> None:
        shown[0] = str(next(numbers)).encode()

    place.acts += [show, show]
    return ScreenWatch(lambda: shown[0], lambda image: f"{image!r} {image!r}")


SOURCES: list[Callable[[Place], Watch]] = [notes, notifications, clipboard, windows, screen]


@pytest.mark.parametrize("made", SOURCES)
@pytest.mark.parametrize("times", [1, 3])
def test_a_commit_that_fails_loses_nothing_of_what_only_the_watch_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Callable[[Place], Watch], times: int
) -> None:
    """The same watch is asked again, and tells the same."""
    monkeypatch.setattr(notifications_live, "monitor", lambda _: None)
    monkeypatch.setattr("agent.observers.screen_live.likeness", likeness)

    def seen(failing: int) -> list[str]:
        home = tmp_path / str(failing)
        home.mkdir()
        place = Place(Machine(home))
        watch, ledger = made(place), Full()
        observer = Opens(lambda: watch)
        runner = Runner(observer, ObserverSettings(), place.machine.around, ledger, Gate())
        runner.step()
        failed: list[str] = []
        for act in place.acts:
            place.machine.now += 30 * SECOND
            act()
            ledger.full = failing
            for _ in range(failing):
                runner.step()
            failed.append(runner.view().state)
            ledger.full = 0  # a look that brings nothing had nothing to be refused
            runner.step()
            assert runner.view().state == "ok"
        assert observer.opened == 1
        assert ("degraded" in failed) is bool(failing)
        assert runner.stop(1.0)
        return [one.content for one in ledger.observations]

    told = seen(0)
    assert len(told) >= 2, "the acts are noticed"
    assert seen(times) == told


def test_a_source_that_fails_is_opened_anew_after_a_ledger_that_failed(tmp_path: Path) -> None:
    """Whose fault it was is told each time."""
    source, ledger = Counting(rows=2), Full()
    runner = Runner(source, Options(), Machine(tmp_path).around, ledger, Gate())
    ledger.full = 2
    pauses: list[float] = [runner.step(), runner.step()]
    assert pauses == [PAUSE_FIRST, 2 * PAUSE_FIRST]
    assert (source.opened, source.closed) == (1, 0)
    source.fault = OSError("gone")
    runner.step()
    assert (source.opened, source.closed) == (1, 1)
    source.fault = None
    runner.step()
    assert (source.opened, len(ledger.observations)) == (2, 2)


def test_a_note_that_changes_again_before_it_is_kept_loses_nothing(tmp_path: Path) -> None:
    """What was read for a batch that was not kept is not known, whatever else a look brings."""
    machine, ledger = Machine(tmp_path), Full()
    place = Place(machine)
    watch = notes(place)
    runner = Runner(Opens(lambda: watch), ObserverSettings(), machine.around, ledger, Gate())
    runner.step()
    machine.now += 30 * SECOND
    place.acts[0]()
    ledger.full = 1
    runner.step()
    place.acts[1]()
    note, stamp = machine.home / "notes" / "day.md", machine.now.timestamp() + 10
    os.utime(note, (stamp, stamp))  # it is not at rest yet
    runner.step()
    machine.now += 30 * SECOND
    runner.step()
    texts = [one.content for one in ledger.observations]
    assert [text for text in texts if "Porto" in text and "rains" in text] == texts[-1:]
    assert runner.stop(1.0)
