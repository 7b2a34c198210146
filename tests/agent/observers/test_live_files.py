"""Sources that are files, followed: what is new comes once, whatever is done to the file."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.observers.files_live import FilesObserver, FilesSettings
from agent.observers.jsonl_live import JsonlObserver, JsonlSettings
from agent.observers.live import Cursor, Watch
from agent.observers.mail_live import MailObserver, MailSettings
from agent.observers.port import Drop, Item
from agent.observers.recordings_live import (
    RecordingSettings,
    TerminalObserver,
    TranscriptsObserver,
)
from agent.observers.shell_live import ShellObserver, ShellSettings, complete
from agent.observers.tailing import look as look_at
from memory.errors import InvalidInput
from memory.types import Observation
from tests.support.surroundings import NOW, Machine, look, nothing


def told(items: Sequence[Item]) -> list[str]:
    """Contents, and reasons of drops in brackets."""
    return [f"({i.reason})" if isinstance(i, Drop) else i.content for i in items]


def shell(home: Path, *, history: bool = False) -> Watch:
    """The shells of a home."""
    return ShellObserver().open(ShellSettings(history=history), Machine(home).around, nothing)


def test_only_what_is_typed_from_now_on_is_taken(tmp_path: Path) -> None:
    """History is history; a command being written waits for its end; two shells go side by side."""
    bash, zsh = tmp_path / ".bash_history", tmp_path / ".zsh_history"
    bash.write_bytes(b"old\n")
    zsh.write_bytes(b": 1770000000:0;older\n")
    watch = shell(tmp_path)
    items, cursor = look(watch, None)
    assert items == []
    with bash.open("ab") as file:
        file.write(b"make test\nhalf a comm")
    with zsh.open("ab") as file:
        file.write(b": 1770000100:3;echo caf\xc3\x83\x89\\\nsecond line\n")
    items, cursor = look(watch, cursor)
    assert told(items) == ["echo café\nsecond line", "make test"]
    assert isinstance(items[1], Observation)
    assert items[1].observed_at == NOW
    assert "time" not in items[1].context
    with bash.open("ab") as file:
        file.write(b"and\n")
    items, cursor = look(shell(tmp_path), cursor)
    assert told(items) == ["half a command"]
    assert look(watch, cursor)[0] == []


def test_history_is_taken_where_it_is_wanted(tmp_path: Path) -> None:
    """Then commands without a time say that theirs is the file's."""
    (tmp_path / ".bash_history").write_bytes(b"one\ntwo\n")
    items, _ = look(shell(tmp_path, history=True), None)
    assert told(items) == ["one", "two"]
    assert isinstance(items[0], Observation)
    assert items[0].context["time"] == "file"


@pytest.mark.parametrize("name", [".bash_history", ".zsh_history"])
def test_a_history_that_is_trimmed_brings_only_what_is_new(tmp_path: Path, name: str) -> None:
    """A shell writes its file anew without the oldest commands: the place is found again."""
    path = tmp_path / name
    path.write_bytes(b"".join(b"command %d\n" % n for n in range(50)))
    watch = shell(tmp_path)
    _, cursor = look(watch, None)
    new = tmp_path / "new"
    new.write_bytes(b"".join(b"command %d\n" % n for n in range(20, 53)))
    new.replace(path)
    items, cursor = look(watch, cursor)
    assert told(items) == ["command 50", "command 51", "command 52"]
    path.write_bytes(b"fresh\n")  # truncated: nothing in it was seen
    assert told(look(watch, cursor)[0]) == ["fresh"]


def test_a_trimmed_history_with_times_goes_by_them(tmp_path: Path) -> None:
    """Fish merges the histories of its sessions, so that nothing stays in its place."""
    path = tmp_path / ".local/share/fish/fish_history"
    path.parent.mkdir(parents=True)
    path.write_text("".join(f"- cmd: c{n}\n  when: {1770000000 + n}\n" for n in range(5)))
    watch = shell(tmp_path)
    _, cursor = look(watch, None)
    new = path.with_name("new")
    new.write_text("".join(f"- cmd: c{n}\n  when: {1770000000 + n}\n" for n in (0, 4, 3, 5)))
    new.replace(path)
    assert told(look(watch, cursor)[0]) == ["c5"]


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(cuts=st.lists(st.integers(1, 120), max_size=12))
def test_any_pieces_give_the_same_commands(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int]
) -> None:
    """However the file grows under the look, each command comes whole and once."""
    home = tmp_path_factory.mktemp("h")
    whole = b"".join(
        b": %d:0;command %d %s\n" % (1770000000 + n, n, b"with\\\nmore" if n % 3 else b"alone")
        for n in range(8)
    )
    path = home / ".zsh_history"
    path.write_bytes(b"")
    cursor: Cursor | None = None
    found: list[str] = []
    _, cursor = look(shell(home), cursor)
    at = 0
    for cut in [*cuts, len(whole)]:
        with path.open("ab") as file:
            file.write(whole[at : at + cut])
        at += cut
        items, cursor = look(shell(home), cursor)
        found += told(items)
    assert found == [
        f"command {n} {'with' + chr(10) + 'more' if n % 3 else 'alone'}" for n in range(8)
    ]


def test_what_is_whole() -> None:
    """A time without its command, a line that goes on, an entry without its time are not."""
    assert complete("bash", b"ls\n#1700000000\n") == 3
    assert complete("zsh", b"a\nb\\\n") == 2
    assert complete("fish", b"- cmd: a\n  when: 1\n- cmd: b\n") == 19


def test_a_file_that_is_no_file_does_not_stop_us(tmp_path: Path) -> None:
    """A named pipe in a file's place is refused, not waited for."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidInput):
        look_at(tmp_path / "pipe", None)
    with pytest.raises(InvalidInput):
        look_at(tmp_path / "none", None)


@pytest.mark.skipif(sys.platform != "linux", reason="where open files are listed")
def test_a_folder_in_the_place_of_a_file_is_not_left_open(tmp_path: Path) -> None:
    """It is looked at every few seconds."""
    here = Path("/proc/self/fd")
    before = list(here.iterdir())
    for _ in range(3):
        with pytest.raises(InvalidInput, match="not a file"):
            look_at(tmp_path, None)
    assert len(list(here.iterdir())) == len(before)


def test_json_lines_are_followed(tmp_path: Path) -> None:
    """From the end; bad rows are counted; after a rotation from the beginning; twice never."""
    path, later = tmp_path / "log.jsonl", tmp_path / "later.jsonl"
    path.write_text('{"content": "before"}\n')
    names = (str(path), str(later))
    watch = JsonlObserver().open(JsonlSettings(paths=names), Machine(tmp_path).around, nothing)
    items, cursor = look(watch, None)
    assert items == []
    with path.open("a") as file:
        file.write('{"content": "same"}\n{"content": "same"}\n[1]\n{"conte')
    later.write_text('{"content": "it came"}\n')
    items, cursor = look(watch, cursor)
    assert told(items) == ["same", "same", "(malformed)", "it came"]
    ids = [item.external_id for item in items if isinstance(item, Observation)]
    assert len(set(ids)) == 3
    path.rename(tmp_path / "log.1")
    path.write_text('{"content": "rotated"}\n')
    items, cursor = look(watch, cursor)
    assert told(items) == ["rotated"]
    assert look(watch, cursor)[0] == []


def files(root: Path, **more: Any) -> Watch:  # noqa: ANN401
    """A watched folder, as :class:`FilesSettings` takes it."""
    told = FilesSettings(roots=(str(root),), **more)
    return FilesObserver().open(told, Machine(root).around, nothing)


def touch(path: Path, text: str, at: datetime) -> None:
    """Write a file as if at a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (at.timestamp(), at.timestamp()))


def test_changes_of_notes_are_what_was_written(tmp_path: Path) -> None:
    """The added lines; a new note whole; other files by name; ignored ones not at all."""
    minute = timedelta(minutes=1)
    touch(tmp_path / "plan.md", "one\ntwo\n", NOW - 60 * minute)
    watch = files(tmp_path)
    items, cursor = look(watch, None, NOW)
    assert items == []
    touch(tmp_path / "plan.md", "one\nand a half\ntwo\nthree\n", NOW + minute)
    touch(tmp_path / "new.txt", "a thought\n", NOW + minute)
    touch(tmp_path / "code.py", "print()\n", NOW + minute)
    touch(tmp_path / "node_modules/x.md", "no\n", NOW + minute)
    touch(tmp_path / "passwords.txt", "no\n", NOW + minute)
    (tmp_path / "link.md").symlink_to(tmp_path / "plan.md")
    assert look(watch, cursor, NOW + minute)[0] == []  # not at rest yet
    items, cursor = look(watch, cursor, NOW + 3 * minute)
    assert sorted(told(items)) == ["a thought", "and a half\nthree", "changed code.py"]
    assert look(watch, cursor, NOW + 4 * minute)[0] == []
    touch(tmp_path / "plan.md", "one\nand a half\ntwo\nthree\n", NOW + 5 * minute)
    items, cursor = look(watch, cursor, NOW + 9 * minute)
    assert told(items) == ["(unchanged)"]
    watch.close()
    # After a restart nobody remembers what a note said that changed meanwhile.
    touch(tmp_path / "plan.md", "all new\n", NOW + 10 * minute)
    again = files(tmp_path)
    items, _ = look(again, cursor, NOW + 19 * minute)
    assert told(items) == ["changed plan.md"]
    again.close()


@pytest.mark.parametrize("many", [40, 1201])
def test_what_a_program_writes_in_one_go_is_one_event(tmp_path: Path, many: int) -> None:
    """A clone in a watched folder: one event, its notes not taken for the person's own words."""
    watch = files(tmp_path)
    _, cursor = look(watch, None, NOW)
    second = timedelta(seconds=1)
    for number in range(many):
        path = tmp_path / f"code/clone/part{number % 7}/{number}.md"
        touch(path, f"I own {number} boats\n", NOW + second + timedelta(milliseconds=number))
    touch(tmp_path / "mine.md", "I own one boat\n", NOW + 10 * second)
    items, cursor = look(watch, cursor, NOW + timedelta(hours=1))
    observations = [each for each in items if isinstance(each, Observation)]
    assert [each.content for each in observations] == [
        f"changed {many} files in code/clone",
        "I own one boat",
    ]
    assert observations[0].context["files"] == many
    assert len(items) == many + 1
    assert look(watch, cursor, NOW + timedelta(hours=2))[0] == []
    touch(path, f"I own {many - 1} boats\nand a raft\n", NOW + timedelta(hours=3))
    assert told(look(watch, cursor, NOW + timedelta(hours=4))[0]) == ["and a raft"]


def test_saving_all_that_is_open_is_no_burst(tmp_path: Path) -> None:
    """A few files at once are a person's, each told by itself."""
    watch = files(tmp_path)
    _, cursor = look(watch, None, NOW)
    for number in range(12):
        touch(tmp_path / f"{number}.py", "pass\n", NOW + timedelta(seconds=1))
    items, _ = look(watch, cursor, NOW + timedelta(hours=1))
    assert len([each for each in items if isinstance(each, Observation)]) == 12


def test_the_monitor_wakes_and_its_absence_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without watches left in the system the folders are looked through all the same."""
    import watchdog.observers

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    with monkeypatch.context() as patch:
        patch.setattr(watchdog.observers.Observer, "start", full)
        watch = files(tmp_path, rest=0)
        assert getattr(watch, "monitored") is False  # noqa: B009 - not in the protocol
    _, cursor = look(watch, None, NOW)
    touch(tmp_path / "a.md", "found\n", NOW + timedelta(seconds=1))
    assert told(look(watch, cursor, NOW + timedelta(seconds=2))[0]) == ["found"]


MESSAGE = b"From: %s\nTo: b@example.org\nDate: Tue, 10 Mar 2026 10:00:00 +0100\n%s\n%s\n"


def test_mailboxes_are_followed(tmp_path: Path) -> None:
    """An mbox grows, a Maildir gets files, and a message that is read or moved is no new one."""
    mbox, maildir = tmp_path / "inbox.mbox", tmp_path / "Mail"
    (maildir / "new").mkdir(parents=True)
    (maildir / "cur").mkdir()
    mbox.write_bytes(b"From a\n" + MESSAGE % (b"a@example.org", b"", b"old"))
    settings = MailSettings(paths=(str(mbox), str(maildir)), me=("Me@example.org",))
    watch = MailObserver().open(settings, Machine(tmp_path).around, nothing)
    items, cursor = look(watch, None)
    assert items == []
    with mbox.open("ab") as file:
        file.write(b"\nFrom a\n" + MESSAGE % (b"a@example.org", b"Subject: Lunch\n", b"at noon?"))
    (maildir / "new/1.x").write_bytes(MESSAGE % (b"me@example.org", b"Subject: Re\n", b"yes\n> q"))
    os.utime(maildir / "new/1.x", (1_770_000_000, 1_770_000_000))
    items, cursor = look(watch, cursor)
    assert told(items) == ["Lunch\n\nat noon?", "Re\n\nyes"]
    assert [i.origin for i in items if isinstance(i, Observation)] == [
        "third-party content",
        "self-stated",
    ]
    (maildir / "new/1.x").rename(maildir / "cur/1.x:2,S")
    assert look(watch, cursor)[0] == []


CAST = '{"version": 2, "width": 80, "height": 24, "timestamp": 1773000000}\n'


def test_recordings_are_read_once_they_rest(tmp_path: Path) -> None:
    """Those that were there are history; a new one comes when it is whole, a changed one again."""
    folder = tmp_path / "casts"
    hour = timedelta(hours=1)
    touch(folder / "old.cast", CAST + '[1.0, "o", "before\\r\\n"]\n', NOW - hour)
    settings = RecordingSettings(paths=(str(folder),))
    watch = TerminalObserver().open(settings, Machine(tmp_path).around, nothing)
    items, cursor = look(watch, None, NOW)
    assert items == []
    touch(folder / "new.cast", CAST + '[1.0, "o", "pytest\\r\\n"]\n', NOW)
    touch(folder / "notes.md", "no recording", NOW - hour)
    assert look(watch, cursor, NOW + timedelta(seconds=30))[0] == []  # it may go on
    items, cursor = look(watch, cursor, NOW + hour)
    assert told(items) == ["pytest"]
    assert isinstance(items[0], Observation)
    assert items[0].origin == "third-party content"
    assert look(watch, cursor, NOW + 2 * hour)[0] == []
    more = CAST + '[1.0, "o", "pytest\\r\\n"]\n[90.0, "o", "ruff\\r\\n"]\n'
    touch(folder / "new.cast", more, NOW + 2 * hour)
    again, cursor = look(watch, cursor, NOW + 3 * hour)
    assert told(again) == ["pytest", "ruff"]
    assert isinstance(again[0], Observation)
    assert again[0].external_id == items[0].external_id


def test_a_recording_that_is_none_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    """It is named, and not tried again until it changes."""
    settings = RecordingSettings(paths=(str(tmp_path / "x"),), history=True)
    touch(tmp_path / "x/a.cast", "no recording\n", NOW - timedelta(hours=1))
    touch(tmp_path / "x/b.cast", CAST + '[1.0, "o", "make\\r\\n"]\n', NOW)
    watch = TerminalObserver().open(settings, Machine(tmp_path).around, nothing)
    batches = watch.read(None, NOW + timedelta(hours=1))
    seen: list[Item] = []
    cursor: Cursor | None = None
    failed = ""
    try:
        for batch in batches:
            seen += batch.items
            cursor = batch.cursor or cursor
    except InvalidInput as error:
        failed = error.message
    assert "a.cast" in failed
    assert told(seen) == ["make"]
    assert look(watch, cursor, NOW + timedelta(hours=2))[0] == []


def test_exported_chats_are_the_persons_words_and_an_assistants(tmp_path: Path) -> None:
    """Each as whose it is."""
    rows = ({"role": "user", "content": "I row."}, {"role": "assistant", "content": "Nice."})
    touch(tmp_path / "talk.jsonl", "".join(json.dumps(row) + "\n" for row in rows), NOW)
    settings = RecordingSettings(paths=(str(tmp_path / "talk.jsonl"),), history=True)
    watch = TranscriptsObserver().open(settings, Machine(tmp_path).around, nothing)
    items, _ = look(watch, None, NOW + timedelta(hours=1))
    origins = [item.origin for item in items if isinstance(item, Observation)]
    assert origins == ["self-stated", "third-party content"]
