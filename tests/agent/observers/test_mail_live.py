"""Mailboxes that are compacted, written to and moved about while they are followed."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from agent.observers.live import Batch, Cursor
from agent.observers.mail_live import MailObserver, MailSettings, _Known
from agent.observers.port import Drop
from memory.errors import InvalidInput
from tests.support.surroundings import NOW, Machine, look, nothing


def message(number: int, body: str = "", *, named: bool = True, more: str = "") -> str:
    """One as an mbox has it."""
    name = f"Message-ID: <m{number}@example.org>\n" if named else ""
    return (
        f"From a@example.org Mon Jan  5 10:00:00 2026\nFrom: a@example.org\nSubject: s{number}\n"
        f"{name}{more}Date: Mon, 05 Jan 2026 10:00:00 +0000\n\n"
        f"{body or f'Letter number {number}.'}\n\n"
    )


class Box:
    """A mailbox that is followed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._watch = MailObserver().open(
            MailSettings(paths=(str(path),)), Machine(path.parent).around, nothing
        )
        self.cursor: Cursor | None = None

    def read(self) -> Iterator[Batch]:
        """What comes, batch by batch."""
        return self._watch.read(self.cursor, NOW)

    def look(self) -> list[str]:
        """Subjects of what came."""
        items, self.cursor = look(self._watch, self.cursor)
        return [f"({i.reason})" if isinstance(i, Drop) else i.content.split()[0] for i in items]

    def write(self, numbers: Iterable[int], *, named: bool = True, more: str = "") -> None:
        """All of an mbox, in place."""
        text = "".join(message(number, named=named, more=more) for number in numbers)
        with self.path.open("r+" if self.path.exists() else "w") as file:
            file.write(text)
            file.truncate()


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("far", [0, 50], ids=["near the end", "all of it"])
def test_an_mbox_that_is_compacted_in_place_loses_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    named: bool,  # noqa: FBT001 - a row of the table
    far: int,
) -> None:
    """Though it is no shorter than before; and nothing of before the first look comes in."""
    box = Box(tmp_path / "inbox")
    box.write(range(10), named=named)
    assert box.look() == []
    if far:
        monkeypatch.setattr("agent.observers.mbox_follow._NEAR", far)
    box.write([*range(4, 10), *range(20, 26)], named=named)
    assert box.look() == [f"s{number}" for number in range(20, 26)]
    assert box.look() == []
    box.write([9, 25], named=named)
    assert box.look() == []
    box.write([9, 25, 26], named=named)
    assert box.look() == ["s26"]
    box.write([30, 31], named=named)  # all others were moved away
    assert box.look() == ["s30", "s31"]


def test_a_last_message_that_is_longer_than_what_is_looked_through_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it is taken out, nothing of before the first look comes in."""
    monkeypatch.setattr("agent.observers.mbox_follow._NEAR", 50)
    box = Box(tmp_path / "inbox")
    box.write(range(10))
    assert box.look() == []
    box.write([*range(9), 20])
    assert box.look() == ["s20"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_messages_without_a_name_are_told_apart(tmp_path: Path, newline: str) -> None:
    """By their words, whatever ends the lines; where they have none, by their headers."""
    box = Box(tmp_path / "inbox")

    def write(numbers: Iterable[int], *, empty: int) -> None:
        texts = (message(n, " " if n == empty else "", named=False) for n in numbers)
        box.path.write_text("".join(texts), newline=newline)

    write(range(6), empty=0)
    assert box.look() == []
    write([1, 2, 3, 5, 6, 7, 8, 9], empty=9)
    assert box.look() == ["s6", "s7", "s8", "(empty)"]


def test_headers_that_a_mail_program_rewrites_bring_nothing_back(tmp_path: Path) -> None:
    """It says in them what was read; the message is the same."""
    box = Box(tmp_path / "inbox")
    box.write(range(5))
    assert box.look() == []
    box.write(range(7), more="Status: RO\n")
    assert box.look() == ["s5", "s6"]


MIXED = 'Content-Type: multipart/mixed;\n boundary="xx"\n'


@pytest.mark.parametrize(
    ("half", "rest"),
    [
        (message(1, "One two three.")[:-8], "three.\n\n"),
        (message(1)[:70], message(1)[70:]),
        (
            message(1)[: message(1).index("Message-ID")],
            message(1)[message(1).index("Message-ID") :],
        ),
        (message(1, "--xx\n\nOne.", more=MIXED), "--xx\n\nTwo.\n--xx--\n\n"),
        (message(1, "--xx\n\nOne.", more=MIXED).rstrip("\n"), "\n--xx--\n\n"),
    ],
)
def test_a_message_that_is_being_written_waits_for_its_end(
    tmp_path: Path, half: str, rest: str
) -> None:
    """It comes once and whole; one that does not go on is taken a look later as it is."""
    box = Box(tmp_path / "inbox")
    box.path.touch()
    assert box.look() == []
    with box.path.open("a") as file:
        file.write(message(0) + half)
    assert box.look() == ["s0"]
    with box.path.open("a") as file:
        file.write(rest + message(2))
    assert box.look() == ["s1", "s2"]
    with box.path.open("a") as file:
        file.write(message(3, "It ends here").rstrip("\n"))
    assert box.look() == []
    assert box.look() == ["s3"]
    assert box.look() == []


def deliver(box: Box, name: str, number: int, at: float, *, folder: str = "new") -> Path:
    """Put a message into a Maildir, as of a time."""
    path = box.path / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(message(number).split("\n", 1)[1])
    os.utime(path, (at, at))
    return path


def test_a_message_that_is_moved_into_a_maildir_keeps_its_time_and_is_new(tmp_path: Path) -> None:
    """One that is flagged is not; nor are those of before, when the folder is away for a while."""
    box = Box(tmp_path / "M")
    first = deliver(box, "1.a", 1, 1e9)
    assert box.look() == []
    deliver(box, "2.b", 2, 1e9 - 5)
    assert box.look() == ["s2"]
    first.rename(box.path / "new" / "1.a:2,S")
    assert box.look() == []
    box.path.rename(tmp_path / "away")
    (tmp_path / "M" / "new").mkdir(parents=True)
    assert box.look() == []
    (tmp_path / "M" / "new").rmdir()
    (tmp_path / "M").rmdir()
    (tmp_path / "away").rename(box.path)
    deliver(box, "3.c", 3, 5e8)
    assert box.look() == ["s3"]


def test_the_first_message_of_an_empty_mailbox_is_news(tmp_path: Path) -> None:
    """Of either kind: nothing was there before it."""
    box, folder = Box(tmp_path / "inbox"), Box(tmp_path / "M")
    box.path.touch()
    (folder.path / "new").mkdir(parents=True)
    assert box.look() == folder.look() == []
    box.write([1])
    deliver(folder, "1.a", 1, 1e9)
    assert box.look() == folder.look() == ["s1"]


def test_cursors_of_an_earlier_version_go_on(tmp_path: Path) -> None:
    """An mbox by its length, a Maildir by its newest; from then on as ever."""
    box, folder = Box(tmp_path / "inbox"), Box(tmp_path / "M")
    box.write(range(3))
    status = box.path.stat()
    box.cursor = {str(box.path): {"inode": status.st_ino, "offset": status.st_size}}
    box.write(range(4))
    assert box.look() == ["s3"]
    for number in (1, 2):
        deliver(folder, f"{number}.a", number, 1e9)
    deliver(folder, "0.a", 0, 1e8)
    folder.cursor = {str(folder.path): {"newest": 1e9, "names": ["1.a", "2.a"]}}
    assert folder.look() == []
    deliver(folder, "4.a", 4, 1e8 + 1)
    deliver(folder, "5.a", 5, 2e9)
    assert folder.look() == ["s4", "s5"]


def test_cursors_of_an_earlier_version_miss_nothing(tmp_path: Path) -> None:
    """An mbox that is shorter since is another; in a Maildir some came in the same second."""
    box, folder = Box(tmp_path / "inbox"), Box(tmp_path / "M")
    box.write(range(3))
    status = box.path.stat()
    box.cursor = {str(box.path): {"inode": status.st_ino, "offset": status.st_size}}
    box.write([7])
    assert box.look() == ["s7"]
    for number in (1, 2):
        deliver(folder, f"{number}.a", number, 1e9)
    folder.cursor = {str(folder.path): {"newest": 1e9, "names": ["1.a"]}}
    assert folder.look() == ["s2"]


def test_what_is_not_whole_at_the_first_look_is_of_before_it(tmp_path: Path) -> None:
    """It is passed over like all that is there, and not taken at the next."""
    box = Box(tmp_path / "inbox")
    box.path.write_text(message(0) + message(1).rstrip("\n"))
    assert box.look() == box.look() == box.look() == []
    with box.path.open("a") as file:
        file.write("\n\n" + message(2))
    assert box.look() == ["s2"]


def test_what_is_remembered_of_a_maildir_is_bounded() -> None:
    """Of more than fit the latest; older ones are known by their time."""
    present = {number: float(number) for number in range(12_000)}
    kept = _Known(set(present), 0.0).kept(present)
    again = _Known.of(kept)
    assert len(kept["known"]) == 5000
    assert all(again.has(name, when) for name, when in present.items())
    assert not again.has(99_999, 11_000.5)


def test_messages_of_one_time_are_all_read_though_a_look_ends_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many were moved in at once, and are older than what is remembered: killed between them."""
    monkeypatch.setattr("agent.observers.mail_live._MOST_NAMES", 3)
    monkeypatch.setattr("agent.observers.mail_live.BATCH", 2)
    box = Box(tmp_path / "M")
    for number in range(3):
        deliver(box, f"{number}.a", number, 2e9)
    assert box.look() == []
    for number in range(3, 9):
        deliver(box, f"{number}.a", number, 1e8)
    first = next(iter(box.read()))
    assert len(first.items) == 2
    box.cursor = first.cursor
    assert box.look() == [f"s{number}" for number in range(5, 9)]
    assert box.look() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_what_is_no_file_stops_nobody(tmp_path: Path) -> None:
    """A named pipe where a mailbox was: it is said, and the others are read."""
    pipe, mailbox = tmp_path / "pipe", tmp_path / "inbox"
    os.mkfifo(pipe)
    mailbox.write_text(message(1))
    settings = MailSettings(paths=(str(pipe), str(mailbox)), history=True)
    watch = MailObserver().open(settings, Machine(tmp_path).around, nothing)
    batches: list[Batch] = []
    said: list[str] = []

    def read() -> None:
        try:
            batches.extend(watch.read(None, NOW))
        except InvalidInput as error:
            said.append(error.message)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(5)
    waited = reader.is_alive()
    if waited:
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))  # let it go
        reader.join(5)
    assert not waited
    assert (said, sum(len(batch.items) for batch in batches)) == ([f"{pipe} is not a file"], 1)
