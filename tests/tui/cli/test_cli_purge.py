"""``purge`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.home import Home
from tests.support.command_client import Shell


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with a log in it."""
    home = Home(tmp_path / "home")
    home.prepare()
    home.log_path.write_text("a line\n")
    monkeypatch.setenv("GUMPTION_HOME", str(home.root))
    return home


def test_it_asks_first(shell: Shell, home: Home) -> None:
    """Off a terminal it needs --yes; on one, the answer counts."""
    shown = shell("purge")
    assert shown.code == 4
    assert "--yes" in shown.err
    shell.answering("n")
    assert shell("purge").code == 130
    assert home.log_path.exists()


def test_a_dry_run_only_says(shell: Shell, home: Home) -> None:
    """How much, and where."""
    told = json.loads(shell("purge", "--dry-run", "--json").out)
    assert (told["files"], told["dry_run"], told["key_in_keyring"]) == (1, True, False)
    assert home.log_path.exists()


def test_everything_goes(shell: Shell, home: Home) -> None:
    """The folder with it; a second time there is nothing."""
    assert shell("purge", "--yes").out.startswith("removed 1 file ")
    assert not home.root.exists()
    assert "there is nothing" in shell("purge", "--yes").err
