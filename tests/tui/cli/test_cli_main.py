"""The command line as a whole: help, start-up, exit codes."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from memory.errors import (
    DaemonUnreachable,
    GumptionError,
    NotFound,
    NotPermitted,
    StoreDamaged,
)
from tests.support.command_client import Shell
from tui.cli.main import COMMANDS

HERE = Path(__file__).resolve().parents[3]
HEAVY = ("textual", "chromadb", "llama_cpp", "langgraph", "langchain_core", "pydantic", "asyncio")
PART_ONE = set(COMMANDS) - {"demo"}


@pytest.mark.parametrize("arguments", [["--help"], ["no-such-command"], ["--version"]])
def test_start_imports_nothing_heavy(arguments: list[str]) -> None:
    """Help, mistakes and the version are told without loading any of the heavy packages."""
    code = (
        "import sys; from tui.cli.main import run; from tui.cli.session import Session;"
        f" run({arguments!r}, Session({{}}));"
        f" sys.exit(','.join(set({HEAVY!r}) & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(PART_ONE))
def test_the_help_says_what_the_command_says(name: str) -> None:
    """The line in the overview, which is kept apart from the command, is the command's own."""
    place, line = COMMANDS[name]
    module, _, attribute = place.partition(":")
    command = getattr(importlib.import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert (command.help or "").splitlines()[0] == line


def test_help_lists_every_command(shell: Shell) -> None:
    """Each command has its line; nothing else is promised."""
    shown = shell("--help")
    assert shown.code == 0
    for name, (_, line) in COMMANDS.items():
        assert f"  {name}" in shown.out
        assert line in shown.out


@pytest.mark.parametrize("name", sorted(PART_ONE))
def test_every_command_has_help(shell: Shell, name: str) -> None:
    """``--help`` works everywhere, without a daemon."""
    shell.daemon.down = True
    shown = shell(name, "--help")
    assert shown.code == 0
    assert COMMANDS[name][1] in shown.out


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (GumptionError("broken"), 1),
        (StoreDamaged("broken"), 1),
        (NotFound("broken"), 2),
        (DaemonUnreachable("broken"), 3),
        (NotPermitted("broken"), 4),
    ],
)
def test_errors_become_exit_codes(shell: Shell, error: GumptionError, code: int) -> None:
    """Every error ends with its code, its message and hint on standard error, no data."""
    error.hint = "the remedy"
    shell.daemon.fails = error
    shown = shell("status")
    assert (shown.code, shown.out) == (code, "")
    assert "error: broken" in shown.err
    assert "hint:  the remedy" in shown.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["recal", "x"], "Did you mean 'recall'?"),
        (["propositions", "confrim", "p"], "Did you mean 'confirm'?"),
        (["xyzzy"], "No such command 'xyzzy'."),
        (["recall"], "Missing argument"),
        (["recall", "x", "-k", "0"], "0 is not in the range"),
        (["recall", "x", "--clearance", "top"], "'top' is not one of"),
        (["recall", "x", "--since", "someday"], "'someday' is not a time"),
        (["recall", "x", "--since", "999999 weeks ago"], "is beyond the calendar"),
        (["recall", "x", "--bogus"], "No such option"),
        (["pause", "999999w"], "longer than 366 days"),
        (["daemon", "logs", "-n", "9" * 30], "not in the range"),
        (["recall", " "], "nothing to look for"),
        (["propositions", "add", " "], "needs a text"),
        (["propositions", "undo", "x"], "not a valid integer"),
        (["forget"], "Say what"),
        (["import", "git", "/no/such/place"], "There is no"),
        (["import", "git", ".", "--option", "x"], "KEY=VALUE"),
        (["suggestions", "snooze", "s1", "--until", "yesterday"], "must be in the future"),
    ],
)
def test_usage_mistakes_end_with_2(shell: Shell, arguments: list[str], said: str) -> None:
    """A mistake in the command is told with what was meant, before anything is done."""
    shown = shell(*arguments)
    assert (shown.code, shown.out) == (2, "")
    assert said in shown.err
    assert not shell.daemon.calls


def test_groups_say_what_they_can_do(shell: Shell) -> None:
    """A group without a command shows its help as a usage matter."""
    shown = shell("propositions")
    assert "confirm" in shown.out + shown.err


def test_without_a_command_the_ui_opens(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """``gumption`` opens the terminal UI, ``gumption chat`` opens it on the chat."""
    opened: list[object] = []
    monkeypatch.setattr("tui.app.run", lambda _connect, **where: opened.append(where.get("place")))
    monkeypatch.setattr("tui.output.Output.can_ask", lambda _self: True)
    assert shell().code == 0
    assert shell("chat").code == 0
    assert opened == [None, "chat"]


def test_without_a_terminal_no_ui_opens(shell: Shell) -> None:
    """In a pipe or a cron job the UI would wait for keys for ever."""
    shown = shell()
    assert shown.code == 2
    assert "needs a terminal" in shown.err


def test_an_interrupt_is_quiet(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with 130 and no traceback."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shell.daemon, "connect", interrupted)
    shown = shell("status")
    assert (shown.code, shown.out, shown.err) == (130, "", "")


def test_a_closed_pipe_is_quiet(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that has had enough is no error."""

    def closed(_self: object, _text: str) -> None:
        raise BrokenPipeError

    hushed: list[int] = []
    monkeypatch.setattr("tui.output.Output.line", closed)
    monkeypatch.setattr("tui.output.Output.hush", lambda _self: hushed.append(1))
    shown = shell("propositions", "list")
    assert (shown.code, shown.err) == (0, "")
    assert hushed


def test_a_closed_pipe_of_a_real_process() -> None:
    """The same, with a real pipe whose reader is gone, down to the interpreter's own end."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-c", "from tui.cli.main import main; main()", "--help"],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


MAIN = (sys.executable, "-c", "from tui.cli.main import main; main()")


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full, and a shell that closes streams")
@pytest.mark.parametrize(
    ("stream", "code", "said"),
    [
        (">&-", 0, ""),
        ("<&-", 0, ""),
        ("2>&-", 0, ""),
        ("> /dev/full", 1, "error: Standard output cannot be written: No space left on device"),
    ],
)
def test_streams_that_take_nothing(stream: str, code: int, said: str) -> None:
    """One that is closed before we begin is as good as nowhere; a full disk is told in words."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {stream}', "sh", *MAIN, "--version"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.partition("\n")[0]) == (code, said)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
@pytest.mark.parametrize("words", [("--help",), ("status", "--help"), ("config", "show")])
def test_a_full_disk_under_help_and_data(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Whoever writes, click's help or we, the same is told, and no traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*MAIN, *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "GUMPTION_HOME": str(tmp_path)},
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("error: Standard output cannot be written: No space left")
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_signs_that_an_encoding_lacks() -> None:
    """Text for people shows their numbers; JSON writes them as JSON does."""
    code = (
        "import sys; from tui.output import Output, open_streams; open_streams(); out = Output({});"
        " out.line('✓ größer'); out.json(['🙂 größer'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
        check=False,
    )
    line, _, written = done.stdout.decode("latin-1").partition("\n")
    assert line == "\\u2713 größer", done.stderr
    assert json.loads(written) == ["🙂 größer"]


@pytest.mark.parametrize("words", [["eval", "locomo", "--data", "."], ["model", "list"]])
def test_folders_of_ours_in_the_working_directory(tmp_path: Path, words: list[str]) -> None:
    """A project of the person's with an ``agent`` folder is not run in the place of ours."""
    for name in ("agent", "memory", "tui"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('not ours')")
    code = f"import sys; sys.path[0] = {str(HERE)!r}; from tui.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "GUMPTION_HOME": str(tmp_path / "home")},
        check=False,
    )
    assert done.returncode in {0, 2}, done.stderr
    assert "chat models" in done.stdout or "no LoCoMo conversation" in done.stderr


def test_a_file_that_fails_is_not_taken_for_standard_output(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads or writes one says what is wrong with it; that nobody did is our mistake."""

    def fails(_self: object) -> None:
        raise PermissionError(13, "Permission denied", "/etc/shadow")

    monkeypatch.setattr("tests.support.command_client.CommandClient.status", fails)
    with pytest.raises(PermissionError):
        shell("status")
