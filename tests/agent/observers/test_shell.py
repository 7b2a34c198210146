"""Shell history of three shells, with and without times, whole and damaged."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.observers.shell import ShellImporter, detect, unmetafy
from memory.errors import InvalidInput
from tests.support.importers import NOW, read

STREAMS = Path(__file__).resolve().parents[4] / "shared" / "bench" / "streams"
WRITTEN = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)


def history(tmp_path: Path, content: str | bytes, name: str = "history") -> Path:
    """A history file last written at a known time."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(path, (WRITTEN.timestamp(), WRITTEN.timestamp()))
    return path


def test_bash_without_times_keeps_the_order_and_says_whose_time_it_is(tmp_path: Path) -> None:
    """The file's own time stands in, is named as such, and positions keep the order."""
    path = history(tmp_path, "cd work\nmake test\n\ncd work\n")
    observations, drops = read(ShellImporter(), path)
    assert [o.content for o in observations] == ["cd work", "make test", "cd work"]
    assert [o.position for o in observations] == [0, 1, 2]
    assert {o.observed_at for o in observations} == {WRITTEN}
    assert observations[0].context == {"shell": "bash", "time": "file"}
    assert not drops


def test_bash_with_times_joins_the_lines_of_one_command(tmp_path: Path) -> None:
    """All lines up to the next timestamp are one command; a timestamp alone is an empty one."""
    path = history(
        tmp_path,
        "early\n#1740996000\nfor i in 1 2; do\n  echo $i\ndone\n#1740996060\n#1740996061\nls\n",
    )
    observations, drops = read(ShellImporter(), path)
    assert [o.content for o in observations] == [
        "early",
        "for i in 1 2; do\n  echo $i\ndone",
        "ls",
    ]
    assert observations[1].observed_at == datetime(2025, 3, 3, 10, 0, tzinfo=UTC)
    assert drops == {"empty": 1}


def test_zsh_extended_history(tmp_path: Path) -> None:
    """Times, durations, continued lines, and zsh's encoding of special bytes."""
    special = "echo é".encode()
    metafied = b"".join(
        bytes([0x83, b ^ 32]) if b in range(0x83, 0xA3) else bytes([b]) for b in special
    )
    path = history(
        tmp_path,
        b": 1740996000:5;make \\\nall\n: 1740996010:0;" + metafied + b"\nplain\n: 1740996020:0; \n",
    )
    observations, drops = read(ShellImporter(), path)
    assert [o.content for o in observations] == ["make \nall", "echo é", "plain"]
    assert observations[0].context == {"shell": "zsh", "duration_s": 5}
    assert drops == {"empty": 1}


def test_zsh_command_that_ends_in_a_backslash(tmp_path: Path) -> None:
    """The space that zsh writes after it is no continuation and no part of the command."""
    path = history(tmp_path, ": 1740996000:0;echo \\ \n: 1740996001:0;ls\n")
    observations, _ = read(ShellImporter(), path)
    assert [o.content for o in observations] == ["echo \\", "ls"]


def test_fish_history(tmp_path: Path) -> None:
    """Commands with times, escapes undone, paths left out, odd lines counted."""
    path = history(
        tmp_path,
        "- cmd: echo a\\nb\\\\c\n  when: 1740996000\n- cmd: cd src\n  when: 1740996001\n"
        "  paths:\n    - src\nnonsense\n- cmd: \n  when: 1740996002\n",
    )
    observations, drops = read(ShellImporter(), path)
    assert [o.content for o in observations] == ["echo a\nb\\c", "cd src"]
    assert observations[1].context == {"shell": "fish"}
    assert drops == {"malformed": 1, "empty": 1}


def test_growing_history_keeps_its_ids(tmp_path: Path) -> None:
    """Importing again after more commands adds only those, also where a command repeats."""
    first, _ = read(ShellImporter(), history(tmp_path, "ls\ncd a\nls\n"))
    second, _ = read(ShellImporter(), history(tmp_path, "ls\ncd a\nls\nls\npwd\n"))
    known = {o.external_id for o in first}
    assert [o.content for o in second if o.external_id not in known] == ["ls", "pwd"]


def test_an_id_does_not_give_a_password_away(tmp_path: Path) -> None:
    """Ids are made from the redacted command: guessing passwords against them proves nothing."""
    one, _ = read(ShellImporter(), history(tmp_path, "mysql -phunter2 shop\n"))
    two, _ = read(ShellImporter(), history(tmp_path, "mysql -pletmein9 shop\n"))
    assert one[0].external_id == two[0].external_id


def test_huge_and_binary_lines_are_counted(tmp_path: Path) -> None:
    """A ten-megabyte line is a drop, and the commands around it stay."""
    path = history(tmp_path, b"ls\n" + b"x" * 10_000_000 + b"\npwd\n")
    observations, drops = read(ShellImporter(), path)
    assert [o.content for o in observations] == ["ls", "pwd"]
    assert drops == {"too long": 1}


@pytest.mark.parametrize("kind", ["missing", "empty", "directory"])
def test_what_is_no_history_is_a_plain_error(tmp_path: Path, kind: str) -> None:
    """An artefact that is not there at all is an error with a hint, not a report of nothing."""
    path = tmp_path / "history"
    if kind == "empty":
        path.touch()
    elif kind == "directory":
        path.mkdir()
    with pytest.raises(InvalidInput) as caught:
        list(ShellImporter().read(path, {}, NOW))
    assert caught.value.hint


def test_the_shell_may_be_named(tmp_path: Path) -> None:
    """What is told from the file can be overruled, but not by a shell that is not known."""
    path = history(tmp_path, "- cmd: ls\n  when: 1740996000\n")
    assert detect(path) == "fish"
    observations, _ = read(ShellImporter(), path, {"shell": "bash"})
    assert observations[0].content == "- cmd: ls"
    with pytest.raises(InvalidInput, match="tcsh"):
        read(ShellImporter(), path, {"shell": "tcsh"})


@given(st.sampled_from(["bash", "zsh", "fish"]), st.binary(min_size=1, max_size=300))
def test_any_bytes_are_survived(shell: str, data: bytes) -> None:
    """No file makes the importer fail, whatever shell it is taken for."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "history"
        path.write_bytes(data)
        read(ShellImporter(), path, {"shell": shell})


LINES = st.lists(
    st.sampled_from(
        [
            "#1740996000",
            ": 1740996000:0;ls",
            "- cmd: ls",
            "  when: 1",
            "a\\",
            "",
            "#99999999999",
            "é ;",
        ]
    ),
    min_size=1,
    max_size=12,
)


@given(LINES)
def test_any_mixture_of_formats_is_survived(lines: list[str]) -> None:
    """Also files in which lines of all three formats are mixed."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "history"
        path.write_text("\n".join(lines) + "\n")
        observations, _ = read(ShellImporter(), path)
        assert len({o.external_id for o in observations}) == len(observations)


@given(st.binary())
def test_unmetafy_undoes_zsh(data: bytes) -> None:
    """Encoding as zsh does and decoding gives the bytes back."""
    special = {0, *range(0x83, 0xA3)}
    encoded = b"".join(bytes([0x83, b ^ 32]) if b in special else bytes([b]) for b in data)
    assert unmetafy(encoded) == data


@pytest.mark.parametrize(
    ("name", "commands"),
    [("bash_history", 4), ("fish_history", 10), ("zsh_extended_history.txt", 4)],
)
def test_real_files_lose_nothing(name: str, commands: int) -> None:
    """Files that real shells wrote give one observation a command."""
    path = STREAMS / name
    if not path.exists():
        pytest.skip("benchmark streams are not here")
    observations, drops = read(ShellImporter(), path)
    assert (len(observations), drops.total()) == (commands, 0)
