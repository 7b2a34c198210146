"""``audit`` from the command line."""

from __future__ import annotations

import json

from tests.support.command_client import Shell


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
