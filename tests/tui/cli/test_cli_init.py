"""``init``: what it asks, and what comes of the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.config_file import load
from agent.models.events import Listing, ModelRow
from memory.errors import InvalidInput
from tests.support.command_client import Shell

SMALL = ModelRow(
    name="small-chat",
    role="chat",
    repository="owner/small",
    files=["small.gguf"],
    licence="apache-2.0",
    parameters="4B",
    quantisation="Q4_K_M",
    size=2_500_000_000,
    size_checked=True,
    context=8192,
    machine="8 GB",
    about="a small one",
    installed=False,
    unfinished=0,
    path=None,
    in_use=False,
    recommended=True,
    fits="yes",
    why="",
    ram=1,
    vram=0,
    gpu_layers=0,
    layers=1,
)


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """A home of its own, a machine with one fitting model, no service manager; what was done."""
    done: list[str] = []
    listing = Listing(
        machine="16 GB", build="CPU", folder="/m", note="", endpoint="", models=[SMALL]
    )
    monkeypatch.setenv("GUMPTION_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("tui.cli.model.look", lambda _session: listing)
    monkeypatch.setattr("tui.cli.model.fetch", lambda _session, name: done.append(f"pull {name}"))

    def choose(_session: object, name: str, *, restart: bool) -> None:
        assert not restart
        if name == "/no.gguf":
            raise InvalidInput("There is no /no.gguf")
        done.append(f"use {name}")

    monkeypatch.setattr("tui.cli.model.choose", choose)

    def no_service(_home: object) -> None:
        raise InvalidInput("There is no service to install here", hint="start it yourself")

    monkeypatch.setattr("agent.client.installing.service_for", no_service)
    return done


def test_without_a_terminal_it_needs_yes(shell: Shell, models: list[str]) -> None:
    """And with it nothing is watched."""
    shown = shell("init")
    assert (shown.code, models) == (4, [])
    assert "--yes" in shown.err
    shown = shell("init", "--yes")
    assert shown.code == 0
    assert "nothing is watched" in shown.out
    assert not shell.daemon.named("observer_enable")


def test_enter_changes_nothing(shell: Shell, models: list[str], tmp_path: Path) -> None:
    """What was chosen before stays: here shell is on and git is off."""
    shell.answering("", "", "", "", "", "")
    shown = shell("init")
    assert shown.code == 0, shown.err
    assert shell.daemon.named("observer_enable") == [("shell", {})]
    assert not shell.daemon.named("observer_disable")
    assert not shell.daemon.named("exclude")
    assert load(tmp_path / "home" / "config.toml").retention.days == 14
    assert load(tmp_path / "home" / "config.toml").retention.max_mb == 2000
    assert models == []
    assert "Ready" in shown.out


def test_every_answer_has_its_effect(shell: Shell, models: list[str], tmp_path: Path) -> None:
    """Sources and places, rules, days, a model to fetch; what is wrong is asked again."""
    shell.answering(
        *("n", "y", "~/code, /srv/git"),
        *("url:bank.example", ""),
        *("many", "30", "-1", "nan", "500"),
        *("/no.gguf", "small-chat"),
    )
    shown = shell("init")
    assert shown.code == 0, shown.err
    assert shell.daemon.named("observer_disable") == [("shell",)]
    [(name, options)] = shell.daemon.named("observer_enable")
    assert name == "git"
    assert str(Path("~/code").expanduser()) in str(options)
    assert shell.daemon.named("exclude") == [("url:bank.example",)]
    assert load(tmp_path / "home" / "config.toml").retention.days == 30
    assert load(tmp_path / "home" / "config.toml").retention.max_mb == 500
    assert models == ["pull small-chat", "use small-chat"]
    assert "'many' is no such number" in shown.err
    assert "There is no /no.gguf" in shown.err


def test_a_source_that_is_told_no_place_stays_off(shell: Shell, models: list[str]) -> None:
    """It would read nothing."""
    shell.answering("", "y", "", "", "", "", "")
    shown = shell("init")
    assert shown.code == 0, shown.err
    assert "git stays off" in shown.err
    assert [call[0] for call in shell.daemon.named("observer_enable")] == ["shell"]
    assert models == []
