"""Histories that shells write anew, trim and write over: each command comes once, at its time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.observers.live import Cursor
from agent.observers.port import Drop, Item
from agent.observers.shell_live import ShellObserver, ShellSettings
from memory.types import Observation
from tests.support.surroundings import NOW, Machine, look, nothing

BASE = 1_770_000_000
#: A command, or one with its time.
Line = str | tuple[int, str]


class History:
    """A history file, and what was taken from it."""

    def __init__(self, home: Path, shell: str, lines: Iterable[Line]) -> None:
        self.path = home / f".{shell}_history"
        self._shell = shell
        self._watch = ShellObserver().open(
            ShellSettings(paths=(str(self.path),)), Machine(home).around, nothing
        )
        self.cursor: Cursor | None = None
        self.now = NOW
        self.write(lines)
        assert self.look() == []

    def write(self, lines: Iterable[Line], *, how: str = "replaced") -> None:
        """All of it anew, in place or by another file, or more of it."""
        text = "".join(map(self._line, lines))
        if how == "replaced":
            new = self.path.with_name("new")
            new.write_text(text)
            new.replace(self.path)
        else:
            with self.path.open("a" if how == "appended" else "w") as file:
                file.write(text)

    def items(self) -> list[Item]:
        """What a look brings, a minute after the last."""
        self.now += timedelta(minutes=1)
        found, self.cursor = look(self._watch, self.cursor, self.now)
        return found

    def look(self) -> list[str]:
        """The same in words."""
        return [f"({i.reason})" if isinstance(i, Drop) else i.content for i in self.items()]

    def _line(self, line: Line) -> str:
        if isinstance(line, str):
            return f"{line}\n"
        when, command = line
        return {
            "zsh": f": {BASE + when}:0;{command}\n",
            "bash": f"#{BASE + when}\n{command}\n",
            "fish": f"- cmd: {command}\n  when: {BASE + when}\n",
        }[self._shell]


def timed(name: str, start: int, count: int) -> list[Line]:
    """Commands, a second each."""
    return [(start + n, f"{name} {n}") for n in range(count)]


def plain(name: str, count: int) -> list[Line]:
    """Commands without times."""
    return [f"{name} {n}" for n in range(count)]


def said(lines: Sequence[Line]) -> list[str]:
    """The commands alone."""
    return [line if isinstance(line, str) else line[1] for line in lines]


@pytest.mark.parametrize("how", ["replaced", "in place"])
@pytest.mark.parametrize("shell", ["zsh", "bash"])
def test_a_terminal_that_was_opened_first_and_ends_last(
    tmp_path: Path, shell: str, how: str
) -> None:
    """Its commands are of before those that are known, and stand behind them."""
    old, there, here = timed("old", 0, 50), timed("there", 90_000, 3), timed("here", 80_000, 20)
    history = History(tmp_path, shell, old)
    history.write(there, how="appended")
    assert history.look() == said(there)
    history.write([*old, *there, *here][30:], how=how)
    assert history.look() == said(here)
    after = timed("after", 95_000, 1)
    history.write(after, how="appended")
    assert history.look() == said(after)
    history.write([*old, *there, *here, *after][31:], how=how)
    assert history.look() == []


@pytest.mark.parametrize("shell", ["zsh", "bash", "fish"])
def test_one_command_under_a_wrong_clock_hides_none_after_it(tmp_path: Path, shell: str) -> None:
    """Each day the file is written anew, and by fish in the order of time."""
    lines = timed("old", 0, 50)
    wrong: list[Line] = [(10**9, "typed under a wrong clock")]
    history = History(tmp_path, shell, lines)
    lines += wrong
    history.write(lines)
    assert history.look() == said(wrong)
    for day in range(3):
        new = timed(f"day {day}", 86_400 * (day + 1), 10)
        lines = [*lines[10:], *new]
        history.write(sorted(lines) if shell == "fish" else lines)
        assert history.look() == said(new)


def test_bash_writes_its_own_list_over_that_of_another(tmp_path: Path) -> None:
    """What is old is neither taken nor dated now, also where it was written away meanwhile."""
    old, one, two, three = plain("old", 400), plain("one", 12), plain("two", 9), plain("three", 3)
    history = History(tmp_path, "bash", old)
    for lines, new in (
        (old + one, one),
        (old + two, two),
        (old + one + three, three),
        (old + two + ["four"], ["four"]),
        (old[200:] + ["make"] * 9, ["make"] * 9),
        (old[200:] + ["make"] * 11, ["make"] * 2),
    ):
        history.write(lines, how="in place")
        items = history.items()
        assert [i.content for i in items if isinstance(i, Observation)] == said(new)
        assert len(items) == len(new)


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_bash_with_times_writes_its_own_list_over_that_of_another(
    tmp_path: Path, shell: str
) -> None:
    """Times tell as well."""
    old, one, two = timed("old", 0, 40), timed("one", 900, 12), timed("two", 800, 3)
    history = History(tmp_path, shell, old)
    for lines, new in ((old + one, one), (old + two, two), (old + one + two, [])):
        history.write(lines)
        assert history.look() == said(new)


def test_where_the_place_is_not_found_nothing_is_dated_now(tmp_path: Path) -> None:
    """More was typed elsewhere than is remembered: counted, and from there on read as ever."""
    old = plain("old", 400)
    history = History(tmp_path, "bash", old)
    history.write(old + plain("elsewhere", 600), how="in place")
    assert len(history.look()) == 600
    history.write([*old, "here"], how="in place")
    assert history.look() == ["(out of place)"] * 401
    history.write(["and on"], how="appended")
    assert history.look() == ["and on"]


def test_what_is_no_command_is_not_out_of_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the place is not found, commands are counted and nothing else."""
    old = plain("old", 400)
    history = History(tmp_path, "bash", old)
    history.write(old + plain("elsewhere", 600), how="in place")
    assert len(history.look()) == 600
    monkeypatch.setattr("agent.observers.reading.MAX_LINE", 40)
    history.write([*old, "x" * 100, "here"], how="in place")
    assert history.look() == ["(out of place)"] * 401


def test_a_history_that_was_cleared_is_new(tmp_path: Path) -> None:
    """Nothing in it was seen; a shorter one that was trimmed was."""
    history = History(tmp_path, "bash", plain("old", 40))
    history.write(plain("fresh", 30), how="in place")
    assert history.look() == said(plain("fresh", 30))
    history.write([*plain("fresh", 30)[-3:], "one more"], how="in place")
    assert history.look() == ["one more"]
    history.write([], how="in place")
    assert history.look() == []
    history.write(["ls"], how="appended")
    assert history.look() == ["ls"]


def test_the_same_command_after_each_rewriting_is_another(tmp_path: Path) -> None:
    """Typed after a file was written over in place, and again after the next time."""
    old = plain("old", 20)
    history = History(tmp_path, "bash", old)
    ids = set()
    for times in (1, 2):
        old = [*old[5:], *["ls", "pwd"] * times]
        history.write(old, how="in place")
        ids |= {each.external_id for each in history.items() if isinstance(each, Observation)}
    assert len(ids) == 6


@pytest.mark.parametrize(
    ("shell", "old"), [("zsh", timed("old", 0, 50)), ("bash", plain("old", 50))]
)
def test_a_cursor_of_an_earlier_version_still_tells_the_place(
    tmp_path: Path, shell: str, old: list[Line]
) -> None:
    """It has the last eight commands, and the latest time."""
    history = History(tmp_path, shell, old)
    assert history.cursor is not None
    kept: Mapping[str, Any] = history.cursor[str(history.path)]
    when = BASE + 49 if shell == "zsh" else None
    cut = {key: kept[key] for key in ("inode", "offset", "tail", "tail_length")}
    history.cursor = {str(history.path): cut | {"crc": kept["crc"][-8:], "when": when}}
    new = timed("new", -5, 3) if shell == "zsh" else plain("new", 3)
    history.write([*old[20:], *new])
    assert history.look() == said(new)
    history.write([*old[30:], *new])
    assert history.look() == []


def test_the_cursor_stays_small_and_tells_no_command(tmp_path: Path) -> None:
    """However long the history is."""
    history = History(tmp_path, "zsh", timed("a secret command", 0, 5000))
    text = str(history.cursor)
    assert len(text) < 16_000
    assert "secret" not in text


def test_a_row_that_was_typed_again_is_not_taken_for_the_place(tmp_path: Path) -> None:
    """Of two rows that are known the longer is where reading goes on; what follows is new."""
    old = plain("old", 20)
    history = History(tmp_path, "bash", old)
    new = ["one", "two", *old[:8]]
    history.write([*old[8:], *new])
    assert history.look() == said(new)


def test_commands_of_a_clock_ahead_hide_none_of_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When they are not remembered any more, their times say nothing about what is known."""
    monkeypatch.setattr("agent.observers.shell_place.MOST", 8)
    ahead = timed("ahead", 10**9, 8)
    history = History(tmp_path, "zsh", [*timed("old", 0, 8), *ahead, *timed("last", 100, 8)])
    fresh = timed("fresh", 1000, 9)
    history.write(fresh, how="in place")
    assert history.look() == said(fresh)
