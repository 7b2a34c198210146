"""Sources that vanish, come back, are rotated or copied over, or hold anything at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.daemon.observing import Record, Runner
from agent.gate import Gate
from agent.observers.live import BATCH, ObserverSettings
from agent.observers.port import Drop
from agent.observers.registry import load_observers
from agent.observers.tailing import rotated_after
from memory.errors import GumptionError
from memory.types import Observation
from tests.support.fake_ledger import FakeLedger
from tests.support.surroundings import Machine, look, nothing

OBSERVERS, _ = load_observers([])


def runner(name: str, table: dict[str, object], home: Path, ledger: FakeLedger) -> Runner:
    """One observer at work on files below a home."""
    observer = OBSERVERS[name]
    made: ObserverSettings = observer.settings.model_validate_json(json.dumps(table))
    return Runner(observer, made, Machine(home).around, ledger, Gate())


class Rows:
    """A file of rows that are numbered, and an observer that follows it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "rows.jsonl"
        self.ledger = FakeLedger()
        self._folder = folder
        self._number = 0
        self.at = 1_770_000_000
        self.write(0)
        self.look()

    def write(self, count: int) -> None:
        """Append so many."""
        with self.path.open("a") as file:
            for _ in range(count):
                self._number += 1
                file.write(json.dumps({"source": "x", "content": f"row {self._number}"}) + "\n")

    def look(self) -> None:
        """As a daemon that was started anew would."""
        table: dict[str, object] = {"paths": [str(self.path)], "history": True}
        runner("jsonl", table, self._folder, self.ledger).step()

    def exact(self) -> bool:
        """Whether every row came, once, in order."""
        seen = [each.content for each in self.ledger.observations]
        return seen == [f"row {n + 1}" for n in range(self._number)]


def gone_and_back(rows: Rows) -> None:
    """A drive that is not there for a while."""
    away = rows.path.with_name("elsewhere")
    rows.path.rename(away)
    rows.look()
    away.rename(rows.path)


def copied_over(rows: Rows) -> None:
    """A program that writes a copy and puts it in the place of the old."""
    copy = rows.path.with_name("copy")
    shutil.copyfile(rows.path, copy)
    copy.replace(rows.path)


def rotated(rows: Rows) -> None:
    """The file is renamed with rows in it that nobody has read, and begun anew."""
    rows.write(5)
    rows.path.rename(rows.path.with_name("rows.jsonl.1"))


def rotated_often(rows: Rows) -> None:
    """Several times between two looks, with rows in each."""
    old = rows.path.with_name("rows.jsonl.1")
    for night in range(3):
        rows.write(5)
        for number in (3, 2, 1):
            moved = rows.path.with_name(f"rows.jsonl.{number}")
            if moved.exists():
                moved.rename(rows.path.with_name(f"rows.jsonl.{number + 1}"))
        rows.path.rename(old)
        rows.at += 1
        os.utime(old, (rows.at, rows.at))
        if night < 2:
            rows.path.touch()
    rows.path.with_name("rows-errors.jsonl").write_text('{"content": "of another log"}\n')
    rows.path.with_name("rows.jsonl.bak").write_text('{"content": "a copy"}\n')


def rotated_and_gone(rows: Rows) -> None:
    """Nothing was unread; the old file is deleted."""
    rows.look()
    rows.path.unlink()


def emptied(rows: Rows) -> None:
    """Truncated in place, as some rotate."""
    rows.look()
    os.truncate(rows.path, 0)


@pytest.mark.parametrize(
    "change", [gone_and_back, copied_over, rotated, rotated_often, rotated_and_gone, emptied]
)
def test_every_row_comes_once_whatever_is_done_to_the_file(
    tmp_path: Path, change: Callable[[Rows], None]
) -> None:
    """Also when it is done again, and when nobody looked between."""
    rows = Rows(tmp_path)
    for _ in range(3):
        rows.write(7)
        rows.look()
        change(rows)
        rows.write(4)
        rows.look()
        rows.look()
        assert rows.exact(), [each.content for each in rows.ledger.observations]


FILES: dict[str, tuple[str, Callable[[Path], dict[str, object]]]] = {
    "jsonl": ("rows", lambda path: {"paths": [str(path)]}),
    "shell": (".zsh_history", lambda path: {"paths": [str(path)]}),
    "mail": ("inbox.mbox", lambda path: {"paths": [str(path)]}),
    "calendar": ("x.ics", lambda path: {"paths": [str(path)]}),
    "files": ("notes.md", lambda path: {"roots": [str(path.parent)]}),
}
BYTES = st.lists(
    st.one_of(
        st.binary(max_size=60),
        st.sampled_from(
            [
                b"\n",
                b'{"content": "x"}\n',
                b'{"content": 1e999}\n',
                b": 1700000000:0;ls\\\n",
                b": 99999999999:0;ls\n",
                b"#1700000000\n",
                b"From x Thu Jan  1 00:00:00 1970\nDate: x\nSubject: =?x?b?//?=\n\nhello\n",
                b"Content-Type: multipart/mixed; boundary=\n\n--\n",
                b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260310T100000Z\r\n",
                b"RRULE:FREQ=SECONDLY\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
                b"DTSTART;TZID=No/Where:99991231T235959\r\n",
                b"\xff\xfe\x00\x83",
            ]
        ),
    ),
    max_size=8,
).map(b"".join)


@pytest.mark.parametrize("name", sorted(FILES))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=BYTES, then=st.lists(st.tuples(st.booleans(), BYTES), max_size=3))
def test_anything_in_a_followed_file_is_survived(
    tmp_path: Path, name: str, first: bytes, then: list[tuple[bool, bytes]]
) -> None:
    """Appended to or written anew: items, counted drops or a plain error; batches stay small."""
    folder = tmp_path / "watched"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    file, table = FILES[name]
    path = folder / file
    path.write_bytes(first)
    observer = OBSERVERS[name]
    told = observer.settings.model_validate_json(json.dumps(table(path) | {"history": True}))
    machine = Machine(folder)
    cursor = None
    for appended, more in [(True, b""), *then]:
        with path.open("ab" if appended else "wb") as stream:
            stream.write(more)
        watch = observer.open(told, machine.around, nothing)
        try:
            for batch in watch.read(cursor, machine.now):
                assert len(batch.items) <= max(BATCH, 64 * 1024), "a look is bounded"
                assert all(isinstance(each, Observation | Drop) for each in batch.items)
                cursor = cursor if batch.cursor is None else batch.cursor
                assert Record.of(Record(cursor).text()).cursor == cursor, "a cursor is kept as JSON"
        except GumptionError:
            pass  # said plainly, and tried again
        finally:
            watch.close()


@pytest.mark.parametrize(
    ("name", "turn"),
    [
        ("rows.jsonl.1", True),
        ("rows.jsonl-20260301", True),
        ("rows-2026-03-01T04.jsonl", True),
        ("rows.2.jsonl", True),
        ("rows.jsonl", False),
        ("rows.jsonl.2.gz", False),
        ("rows2.txt", False),
        ("rows2.jsonl", False),
        ("rows-errors.jsonl", False),
        ("other.jsonl.1", False),
    ],
)
def test_which_files_had_the_place_of_a_log(
    tmp_path: Path,
    name: str,
    turn: bool,  # noqa: FBT001 - a row of the table
) -> None:
    """By their names; and only those that were written after."""
    log, old = tmp_path / "rows.jsonl", tmp_path / "rows.jsonl.9"
    log.touch()
    for path, at in ((old, 100), (tmp_path / name, 200)):
        path.touch()
        os.utime(path, (at, at))
    assert rotated_after(log, old) == ([tmp_path / name] if turn else [])
    assert rotated_after(log, old, [tmp_path / name]) == [], "it is followed itself"
    os.utime(tmp_path / name, (50, 50))
    assert rotated_after(log, old) == []


def test_a_log_that_goes_while_the_folder_is_read_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What rotates logs removes the oldest as it does."""
    log, old, later = (tmp_path / f"rows.jsonl{end}" for end in ("", ".2", ".1"))
    for path, at in ((old, 100), (later, 200)):
        path.touch()
        os.utime(path, (at, at))
    names = [tmp_path / "rows.jsonl.9", later, old]
    monkeypatch.setattr(Path, "iterdir", lambda _folder: iter(names))
    assert rotated_after(log, old) == [later]


def test_two_logs_whose_names_are_alike_are_each_read_once(tmp_path: Path) -> None:
    """One of them is rotated; the other is not taken for what had its place."""
    paths = [tmp_path / "rows.jsonl", tmp_path / "rows-2.jsonl"]
    observer = OBSERVERS["jsonl"]
    told = observer.settings(paths=[str(path) for path in paths], history=True)
    watch = observer.open(told, Machine(tmp_path).around, nothing)
    for path in paths:
        path.write_text(f'{{"content": "{path.stem}"}}\n')
    items, cursor = look(watch, None)
    paths[0].rename(tmp_path / "rows.jsonl.1")
    for path in paths:
        with path.open("a") as file:
            file.write(f'{{"content": "{path.stem} again"}}\n')
    more, _ = look(watch, cursor)
    told_of = [each.content for each in [*items, *more] if isinstance(each, Observation)]
    assert told_of == ["rows", "rows-2", "rows again", "rows-2 again"]


def test_a_file_that_only_has_the_number_of_the_old_log_is_not_read(tmp_path: Path) -> None:
    """It was written over where it is now: nothing before the place is what was read."""
    log, copy = tmp_path / "rows.jsonl", tmp_path / "rows.jsonl.bak"
    observer = OBSERVERS["jsonl"]
    watch = observer.open(
        observer.settings(paths=[str(log)], history=True), Machine(tmp_path).around, nothing
    )
    log.write_text('{"content": "first"}\n')
    _, cursor = look(watch, None)
    log.rename(copy)
    copy.write_text('{"content": "of another program"}\n{"content": "and more of it"}\n')
    log.write_text('{"content": "x"}\n')
    items, _ = look(watch, cursor)
    assert [each.content for each in items if isinstance(each, Observation)] == ["x"]
