"""Arguments and paths with bytes that are no text, as Python reads them: lone surrogates."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.support.command_client import Shell

#: What Python makes of the byte 0xff in an argument.
BYTE = "\udcff"


@pytest.mark.parametrize(
    "arguments",
    [
        ("forget", "--match", BYTE, "--yes"),
        ("forget", "--person", f"Ana {BYTE}", "--yes"),
        ("recall", BYTE),
        ("recall", "tea", "--pin", "a", "--pin", BYTE),
        ("ask", BYTE),
        ("observe", BYTE),
        ("exclude", "add", f"app:{BYTE}"),
        ("exclude", "test", "x", "--path", f"/{BYTE}"),
        ("observers", "enable", "git", "--set", f"roots={BYTE}"),
        ("propositions", "add", BYTE),
        ("config", "set", "model.name", BYTE),
        ("model", "use", BYTE),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_an_argument_that_is_not_text_is_refused(shell: Shell, arguments: tuple[str, ...]) -> None:
    """It is never taken for some other character: what contains that one would be forgotten."""
    shown = shell(*arguments)
    assert shown.code == 2
    assert "is not text in UTF-8" in shown.err
    assert "hint:" in shown.err
    assert not shell.daemon.calls


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux alone")
def test_a_path_may_have_any_bytes(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is there is found, and the daemon is told of it as it is."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / f"{BYTE}.jsonl"
    path.write_text("{}\n")
    assert shell("import", "jsonl", str(path)).code == 0
    assert shell.daemon.named("import")[0][1] == str(path)
    assert shell("observe", "--jsonl", str(path)).code == 0
    assert shell("export", f"out{BYTE}").code == 0
    assert os.path.lexists(f"out{BYTE}")


def test_a_path_is_shown_with_its_bytes(shell: Shell) -> None:
    r"""As ``\xff``, which is what one can type, and not as Python's own name of it."""
    shown = shell("import", "jsonl", f"/nowhere/{BYTE}.jsonl")
    assert shown.code == 2
    assert r"There is no /nowhere/\xff.jsonl" in shown.err
