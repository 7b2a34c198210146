"""``daemon install``: what a failure leaves as it was."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.command_client import Shell

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="systemd's words")


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """How often a running daemon was stopped."""
    times: list[bool] = []

    def stop(_session: object) -> bool:
        times.append(True)
        return True

    monkeypatch.setattr("tui.cli.daemon.stop_daemon", stop)
    return times


@pytest.mark.parametrize(
    ("refused", "stops", "says"),
    [
        ("show-environment", 0, "nothing was changed"),
        ("enable", 1, "runs again: process 4242"),
        ("", 1, ""),
    ],
)
def test_a_daemon_runs_on_when_it_cannot_be_installed(
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    *,
    tmp_path: Path,
    stopped: list[bool],
    refused: str,
    stops: int,
    says: str,
) -> None:
    """Without a service manager it is not stopped; when that refuses later, it is started again."""

    def run(command: Sequence[str]) -> tuple[int, str]:
        return (1, "no bus") if refused and refused in command else (0, "")

    monkeypatch.setattr("agent.client.installing._run", run)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    shell.daemon.status = shell.daemon.status.model_copy(update={"pid": 4242})
    shown = shell("daemon", "install")
    assert shown.code == (1 if refused else 0)
    assert says in shown.err
    assert len(stopped) == stops
    assert (shown.out == "") is bool(refused)


def test_a_daemon_that_did_not_run_is_not_started(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where it cannot be installed, all is as before."""

    def run(command: Sequence[str]) -> tuple[int, str]:
        return (1, "no bus") if "enable" in command else (0, "")

    monkeypatch.setattr("agent.client.installing._run", run)
    monkeypatch.setattr("tui.cli.daemon.stop_daemon", lambda _session: False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    shown = shell("daemon", "install")
    assert (shown.code, shell.daemon.calls) == (1, [])
    assert "runs again" not in shown.err
