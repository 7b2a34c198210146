"""The monitor of folders calls for what is looked at, and seldom."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from agent.observers.files_live import FilesSettings, FilesWatch
from agent.observers.files_monitor import Calm, counts, monitor
from agent.observers.notes import Rules, walk
from tests.support.surroundings import Machine

ROOT = Path("/home/robin/.work/notes")
IGNORED: re.Pattern[str] = Rules().pattern


@dataclass
class Alarms:
    """A time that is told when it is up."""

    waiting: list[Callable[[], None]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    cancelled: int = 0

    def __call__(self, seconds: float, then: Callable[[], None]) -> Alarms:
        """Wait."""
        self.seconds.append(seconds)
        self.waiting.append(then)
        return self

    def cancel(self) -> None:
        """Counted."""
        self.cancelled += 1

    def ring(self) -> None:
        """The time is up."""
        self.waiting.pop(0)()


def test_many_calls_are_one(tmp_path: Path) -> None:
    """A file that is written all the time calls once a while; what comes late is not forgotten."""
    del tmp_path
    alarms, woken = Alarms(), list[int]()
    calls = Calm(lambda: woken.append(1), 60, alarms)
    calls()
    assert (alarms.seconds, woken) == ([60], [])
    for _ in range(1000):
        calls()
    assert len(alarms.waiting) == 1
    alarms.ring()
    assert (len(woken), len(alarms.waiting)) == (1, 1), "of what came meanwhile"
    alarms.ring()
    assert (len(woken), len(alarms.waiting)) == (2, 0)
    calls()
    calls.close()
    assert alarms.cancelled == 1
    alarms.ring()
    calls()
    assert (len(woken), len(alarms.waiting)) == (2, 0)


@pytest.mark.parametrize(
    ("kind", "paths", "folder", "wanted"),
    [
        ("modified", ("day.md",), False, True),
        ("created", ("sub/day.md",), False, True),
        ("deleted", ("sub",), True, True),
        ("modified", ("sub",), True, False),
        ("opened", ("day.md",), False, False),
        ("closed", ("day.md",), False, False),
        ("modified", ("app.LOG",), False, False),
        ("modified", ("node_modules/x/y.md",), False, False),
        ("modified", (".git/index",), False, False),
        ("moved", ("day.md.tmp", "day.md"), False, True),
        ("moved", ("day.md", ".trash/day.md"), False, True),
        ("moved", ("a.tmp", "b.tmp"), False, False),
    ],
)
def test_only_what_is_looked_at_calls(
    kind: str,
    paths: tuple[str, ...],
    folder: bool,  # noqa: FBT001 - a row of the table
    wanted: bool,  # noqa: FBT001
) -> None:
    """By the names below the root; those above it are nobody's affair."""
    whole = tuple(str(ROOT / path) for path in paths)
    assert counts(kind, whole, folder=folder, root=ROOT, ignored=IGNORED) is wanted


def test_where_nothing_is_ignored_everything_is_looked_at(tmp_path: Path) -> None:
    """An empty list of names is no pattern that fits all of them."""
    told = FilesSettings.model_validate_json('{"ignored": []}')
    rules = Rules(told.ignored)
    (tmp_path / "app.log").touch()
    assert [path.name for path, _ in walk(tmp_path, rules)] == ["app.log"]
    paths = (str(tmp_path / "app.log"),)
    assert counts("created", paths, folder=False, root=tmp_path, ignored=rules.pattern)


@pytest.mark.parametrize(("rest", "every", "seconds"), [(60, 30, 30), (20, 60, 20), (0, 60, 1)])
def test_a_change_calls_when_it_has_come_to_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rest: float, every: float, seconds: float
) -> None:
    """On a real folder: what is written is told by the system, after a while, and once."""
    asked: list[float] = []
    called = threading.Event()

    class Told(Calm):
        def __init__(self, wake: Callable[[], None], seconds: float) -> None:
            asked.append(seconds)
            super().__init__(wake, 0.0)

    monkeypatch.setattr("agent.observers.files_live.Calm", Told)
    told = FilesSettings(roots=(str(tmp_path),), rest=rest, every=every)
    watch = FilesWatch(told, Machine(tmp_path).around, called.set)
    try:
        assert asked == [seconds]
        (tmp_path / "app.log").write_text("a line\n")
        (tmp_path / "day.md").write_text("a line\n")
        if watch.monitored:
            assert called.wait(10)
    finally:
        watch.close()


def test_a_monitor_that_cannot_watch_all_folders_watches_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the first would be watched for ever, and once more each time that it is tried."""
    from watchdog.observers.api import BaseObserver, EventEmitter

    begun: list[EventEmitter] = []

    class Scarce(EventEmitter):
        def on_thread_start(self) -> None:
            if begun:
                raise OSError("no more watches")
            begun.append(self)

    monkeypatch.setattr(
        "watchdog.observers.Observer", lambda: BaseObserver(emitter_class=Scarce, timeout=0.05)
    )
    folders = [tmp_path / name for name in ("first", "second", "third")]
    for folder in folders:
        folder.mkdir()
    assert monitor(folders, IGNORED, lambda: None) is None
    assert [each.is_alive() for each in begun] == [False]


def test_a_folder_that_is_not_there_keeps_no_other_from_being_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may come later; the others call meanwhile."""
    from watchdog.observers.api import BaseObserver, EventEmitter

    begun: list[str] = []

    class Strict(EventEmitter):
        def on_thread_start(self) -> None:
            Path(self.watch.path).stat()
            begun.append(self.watch.path)

    monkeypatch.setattr(
        "watchdog.observers.Observer", lambda: BaseObserver(emitter_class=Strict, timeout=0.05)
    )
    found = monitor([tmp_path / "gone", tmp_path], IGNORED, lambda: None)
    assert found is not None
    assert begun == [str(tmp_path)]
    found.stop()
    found.join(10)
