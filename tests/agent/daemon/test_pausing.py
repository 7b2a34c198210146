"""Sources in a pause: what looks at the present does not, what is read is dropped by its time."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.capture import Capture
from agent.daemon.observing import Record, Runner, last_act, state_key
from agent.gate import Gate
from agent.observers.clipboard_live import ClipboardObserver, ClipboardSettings
from agent.observers.files_live import FilesObserver, FilesSettings
from agent.observers.live import Batch, Cursor, Surroundings
from agent.observers.port import Drop
from agent.observers.shell_live import ShellObserver, ShellSettings
from memory import Observation
from tests.support.fake_ledger import FakeLedger
from tests.support.sources import Counting, Numbers, Options
from tests.support.surroundings import NOW, Machine


class Kept(dict[str, str]):
    """Where a pause is kept."""

    def state(self, key: str) -> str | None:
        """A value."""
        return self.get(key)

    def set_state(self, key: str, value: str) -> None:
        """Keep it."""
        self[key] = value


@dataclass
class Sampling(Counting):
    """A source that looks at the present."""

    samples: bool = True


def test_what_looks_at_the_present_is_closed_while_paused(tmp_path: Path) -> None:
    """Not a look in the pause; after it a fresh one, that takes nothing there as history."""
    machine = Machine(tmp_path)
    capture = Capture(Kept(), lambda: machine.now)
    source, ledger = Sampling(rows=2), FakeLedger()
    runner = Runner(source, Options(history=True), machine.around, ledger, Gate(pauses=capture))
    runner.step()
    assert (source.opened, len(ledger.observations)) == (1, 2)
    capture.stop("paused", timedelta(minutes=30))
    source.rows, source.entered = 4, threading.Event()
    machine.now += timedelta(minutes=10)
    runner.step()
    assert (source.opened, source.closed, source.entered.is_set()) == (1, 1, False)
    machine.now += timedelta(minutes=30)
    source.rows, source.histories = 6, []
    runner.step()
    assert source.histories == [False]
    assert [one.observed_at for one in ledger.observations[2:]] == [machine.now] * 2


def test_a_sample_taken_over_the_beginning_of_a_pause_is_dropped(tmp_path: Path) -> None:
    """The picture may be from either side of it."""
    machine = Machine(tmp_path)
    capture = Capture(Kept(), lambda: machine.now)

    class Slow(Sampling):
        def open(
            self, settings: Options, around: Surroundings, wake: Callable[[], None]
        ) -> Numbers:
            numbers = super().open(settings, around, wake)
            machine.now += timedelta(seconds=1)
            capture.stop("incognito")
            machine.now += timedelta(seconds=1)
            return numbers

    ledger = FakeLedger()
    runner = Runner(Slow(rows=2), Options(), machine.around, ledger, Gate(pauses=capture))
    runner.step()
    assert ledger.observations == []
    assert runner.record.drops == {"paused": 2}


def test_what_is_read_is_read_on_and_dropped_by_its_time(tmp_path: Path) -> None:
    """A file goes on being read in a pause; what has no time but the look's is in doubt after."""
    machine = Machine(tmp_path)
    capture = Capture(Kept(), lambda: machine.now)
    source, ledger = Counting(rows=1), FakeLedger()
    runner = Runner(source, Options(), machine.around, ledger, Gate(pauses=capture))
    runner.step()
    capture.stop("paused")
    machine.now += timedelta(minutes=10)
    source.rows = 2
    runner.step()
    machine.now += timedelta(minutes=10)
    capture.resume()
    machine.now += timedelta(seconds=10)
    source.rows = 5
    runner.step()  # this look goes back into the pause
    assert len(ledger.observations) == 1
    source.rows = 7
    machine.now += timedelta(seconds=10)
    runner.step()
    assert len(ledger.observations) == 2
    assert runner.record.drops["paused"] == 3


def test_what_the_person_did_is_told_and_what_others_sent_is_not() -> None:
    """With the end of a stay; nothing from the future, nothing without a time."""

    def seen(minutes: float, **more: Any) -> Observation:  # noqa: ANN401 - any of its fields
        at = NOW + timedelta(minutes=minutes)
        return Observation(source="s", content="c", observed_at=at, **more)

    assert last_act([seen(-9, context={"duration_s": 240}), seen(-7)], NOW) == NOW - timedelta(
        minutes=5
    )
    assert last_act([seen(-1, origin="third-party content"), seen(5)], NOW) is None
    assert last_act([Observation(source="s", content="c"), Drop("x")], NOW) is None


def test_a_source_that_brings_something_makes_the_person_busy(tmp_path: Path) -> None:
    """What learning waits for when it waits for idle."""
    told: list[datetime] = []
    source = Counting(rows=1)
    Runner(
        source, Options(), Machine(tmp_path).around, FakeLedger(), Gate(), busy=told.append
    ).step()
    assert told == [NOW]


class Clipboard(Machine):
    """A desktop with a text in its clipboard."""

    def copy(self, text: str) -> None:
        """Put a text there."""
        xclip = "xclip -selection clipboard -o -t"
        self.programs = {f"{xclip} TARGETS": b"UTF8_STRING", f"{xclip} UTF8_STRING": text.encode()}


def test_what_was_copied_in_a_pause_is_not_taken_in_after_it(tmp_path: Path) -> None:
    """The clipboard is not even looked at; what it holds afterwards is nobody's news."""
    desktop = Clipboard(tmp_path, environ={"DISPLAY": ":0"})
    capture, ledger = Capture(Kept(), lambda: desktop.now), FakeLedger()
    observer = ClipboardObserver()
    runner = Runner(
        observer,
        ClipboardSettings(history=True),
        desktop.around,
        ledger,
        Gate(pauses=capture),
    )
    for text, mode in (
        ("before", None),
        ("in the pause", "paused"),
        ("in the pause", None),
        ("after it", None),
    ):
        if mode:
            capture.stop("paused")
        else:
            capture.resume()
        desktop.copy(text)
        desktop.now += timedelta(minutes=1)
        looked = len(desktop.ran)
        runner.step()
        if mode:
            assert desktop.ran[looked:] == []
    assert [one.content for one in ledger.observations] == ["before", "after it"]


def test_a_clock_put_back_in_a_pause_lets_nothing_in() -> None:
    """What is now cannot be told from what was before the pause."""
    now = [NOW]
    capture = Capture(Kept(), lambda: now[0])
    capture.stop("paused", timedelta(hours=1))
    now[0] = NOW - timedelta(days=1)
    assert capture.covers(now[0])
    capture.resume()
    assert not capture.covers(now[0])


def test_what_was_written_over_the_end_of_a_pause_is_not_told(tmp_path: Path) -> None:
    """A note's new lines may be from the pause when the last look was before or in it."""
    note = tmp_path / "notes" / "day.md"
    note.parent.mkdir()
    note.write_text("before\n")
    machine = Machine(tmp_path)
    capture, ledger = Capture(Kept(), lambda: machine.now), FakeLedger()
    gate = Gate(pauses=capture)
    around = replace(machine.around, paused=gate.paused)
    runner = Runner(
        FilesObserver(), FilesSettings(roots=(str(note.parent),), rest=0), around, ledger, gate
    )

    def write(text: str) -> None:
        with note.open("a") as file:
            file.write(text)
        stamp = machine.now.timestamp() - 1
        os.utime(note, (stamp, stamp))

    try:
        write("")
        runner.step()
        machine.now += timedelta(minutes=1)
        capture.stop("paused")
        write("secret plan\n")
        machine.now += timedelta(minutes=1)
        capture.resume()
        machine.now += timedelta(minutes=1)
        write("after\n")
        runner.step()
        machine.now += timedelta(minutes=1)
        write("later\n")
        runner.step()
    finally:
        runner.stop(1.0)
    assert [one.content for one in ledger.observations] == ["later"]


class Bash:
    """A history without times, and an observer of it that may be started anew."""

    def __init__(self, home: Path) -> None:
        self.machine, self.ledger = Machine(home), FakeLedger()
        self.capture = Capture(Kept(), lambda: self.machine.now)
        self._history = home / ".bash_history"
        self.type("old")
        self.start()

    def start(self) -> None:
        """As a daemon that begins."""
        gate = Gate(pauses=self.capture)
        around = self.machine.around
        self.runner = Runner(ShellObserver(), ShellSettings(), around, self.ledger, gate)

    def type(self, command: str) -> None:
        """A minute later."""
        self.machine.now += timedelta(minutes=1)
        with self._history.open("a") as file:
            file.write(f"{command}\n")

    def look(self) -> list[str]:
        """What is known after a look."""
        self.machine.now += timedelta(seconds=5)
        self.runner.step()
        return [one.content for one in self.ledger.observations]


@pytest.mark.parametrize("before", [0, 1, 2])
@pytest.mark.parametrize("restart", ["in the pause", "after it", "never"])
def test_what_was_typed_in_a_pause_stays_out_over_a_restart(
    tmp_path: Path, before: int, restart: str
) -> None:
    """Also where nothing was taken in yet between the first look and the pause."""
    bash = Bash(tmp_path)
    bash.look()
    for number in range(before):
        bash.type(f"before {number}")
        bash.look()
    bash.capture.stop("paused")
    bash.type("in the pause")
    if restart == "in the pause":
        bash.start()
    bash.machine.now += timedelta(minutes=1)
    bash.capture.resume()
    if restart == "after it":
        bash.start()
    bash.look()
    bash.type("after")
    assert bash.look() == [*(f"before {number}" for number in range(before)), "after"]


def test_where_nobody_knows_when_it_was_looked_any_pause_counts(tmp_path: Path) -> None:
    """A record of an earlier version has a cursor and no time; all of one look is in doubt."""
    machine, ledger = Machine(tmp_path), FakeLedger()
    capture = Capture(Kept(), lambda: machine.now)
    source = Counting(rows=2)
    Runner(source, Options(), machine.around, ledger, Gate(pauses=capture)).step()
    key = state_key(source.name)
    kept = Record.of(ledger.state(key))
    assert kept.looked_at == machine.now
    ledger.observe_counted([], {}, state={key: replace(kept, looked_at=None).text()})
    capture.stop("paused")
    machine.now += timedelta(minutes=1)
    capture.resume()
    machine.now += timedelta(days=1)
    source.rows = 8
    runner = Runner(source, Options(), machine.around, ledger, Gate(pauses=capture))
    runner.step()
    assert (len(ledger.observations), runner.record.drops["paused"]) == (2, 4)
    source.rows = 10
    machine.now += timedelta(minutes=1)
    runner.step()
    assert len(ledger.observations) == 3


def test_a_source_without_a_cursor_is_in_doubt_to_the_end_of_a_look(tmp_path: Path) -> None:
    """When it was looked at last is told by all of the look, over a restart and batch by batch."""

    class Undated(Counting):
        def open(
            self, settings: Options, around: Surroundings, wake: Callable[[], None]
        ) -> Numbers:
            del around, wake
            return Untold(self, settings.size)

    class Untold(Numbers):
        def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
            del cursor, now
            for word in ("one", "two"):
                yield Batch([Observation(source="counting", content=word)], None)

    machine, ledger = Machine(tmp_path), FakeLedger()
    capture = Capture(Kept(), lambda: machine.now)
    Runner(Undated(), Options(), machine.around, ledger, Gate(pauses=capture)).step()
    assert len(ledger.observations) == 2
    capture.stop("paused")
    machine.now += timedelta(minutes=1)
    capture.resume()
    machine.now += timedelta(minutes=1)
    runner = Runner(Undated(), Options(), machine.around, ledger, Gate(pauses=capture))
    runner.step()
    assert (len(ledger.observations), runner.record.drops["paused"]) == (2, 2)
