"""``audit`` from the command line."""

from __future__ import annotations

import json

import pytest

from tests.support.command_client import CommandClient, Shell


def test_everything_that_was_given_and_decided(shell: Shell) -> None:
    """In words, and as JSON."""
    shown = shell("audit", "-n", "7")
    assert shell.daemon.named("audit") == [(7,)]
    assert "model: built-in, learn: 2 items" in shown.out
    assert "Prefers tea" in shown.out
    rows = json.loads(shell("audit", "--json").out)
    assert set(rows[0]) == {"at", "actor", "action", "subject", "decision", "why"}


def test_only_what_was_given(shell: Shell) -> None:
    """Decisions are left out."""
    rows = json.loads(shell("audit", "--given", "--json").out)
    assert [row["decision"] for row in rows] == ["given", "given"]


@pytest.mark.parametrize(
    ("options", "told"),
    [(("--given",), "given to anybody yet\n"), ((), "given to anybody yet, and nothing decided\n")],
)
def test_the_daemon_picks_what_was_given(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], told: str
) -> None:
    """The limit counts what is shown, and an empty answer says no more than was asked."""
    assert len(shell("audit", "--given", "-n", "5").out.splitlines()) == 4
    assert shell.daemon.named("audit") == [(5, "given")]
    monkeypatch.setattr(CommandClient, "audit", lambda *_, **__: [])
    assert shell("audit", *options).err.endswith(told)
