"""Pausing and excluding from the command line."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from agent.wire import RuleView
from tests.support.command_client import NOW, CommandClient, Shell
from tui.cli.moments import parse_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30m", timedelta(minutes=30)),
        ("1h30m", timedelta(hours=1, minutes=30)),
        ("2 hours", timedelta(hours=2)),
        ("1d 12h", timedelta(days=1, hours=12)),
        ("90s", timedelta(seconds=90)),
        ("15min", timedelta(minutes=15)),
    ],
)
def test_a_length_of_time(text: str, length: timedelta) -> None:
    """As people write it."""
    assert parse_length(text) == length


@pytest.mark.parametrize("text", ["", "30", "m", "-5m", "0m", "1h and a bit", "5 parsecs", "1h5x"])
def test_what_is_no_length_of_time(text: str) -> None:
    """Says how one looks."""
    with pytest.raises(ValueError, match="try 30m"):
        parse_length(text)


def test_pausing_for_a_while(shell: Shell) -> None:
    """It says until when."""
    shown = shell("pause", "30m")
    assert shell.daemon.named("pause") == [("paused", 1800.0)]
    assert shown.out == f"paused: nothing is captured until {_local(NOW + timedelta(minutes=30))}\n"


def _local(at: object) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"  # type: ignore[attr-defined]


def test_incognito_until_told(shell: Shell) -> None:
    """And how to end it."""
    assert shell("incognito").out == ("incognito: nothing is captured until gumption resume\n")
    assert shell("resume").out == "capturing\n"


def test_a_wrong_length_is_a_usage_error(shell: Shell) -> None:
    """Nothing is paused."""
    shown = shell("pause", "soon")
    assert shown.code == 2
    assert "no length of time" in shown.err
    assert not shell.daemon.named("pause")


def test_rules_are_listed_with_their_origin(shell: Shell) -> None:
    """Those that everybody has are marked."""
    assert shell("exclude", "list").out == "app:1Password  (default)\nurl:bank.example\n"


def test_a_new_rule_says_what_it_does_not_reach(shell: Shell) -> None:
    """What was recorded before stays until it is forgotten."""
    shown = shell("exclude", "add", "url:bank.example")
    assert shell.daemon.named("exclude") == [("url:bank.example",)]
    assert "gumption forget --match 'bank.example'" in shown.err
    assert "history file without folders" in shell("exclude", "add", "cwd:~/x").err


def test_a_rule_that_is_there_already_is_told_as_such(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody begins with some: nothing changes from now on."""
    shown = shell("exclude", "add", "app:1Password")
    assert shown.out == "there already, and never recorded: app:1Password\n"

    def more(client: CommandClient, rule: str) -> list[RuleView]:
        return [*client.exclusions(), RuleView(rule=rule, field="app", default=False)]

    monkeypatch.setattr(CommandClient, "exclude", more)
    shown = shell("exclude", "add", "app:Diary")
    assert shown.out == "never recorded from now on: app:Diary\n"


def test_a_sample_is_tried(shell: Shell) -> None:
    """With the context that was given."""
    shown = shell("exclude", "test", "Vault", "--app", "1Password")
    assert shown.out == "not recorded: excluded (app), by the rule app:1Password\n"
    [(row,)] = shell.daemon.named("explain")
    assert row == {
        "source": "window",
        "content": "Vault",
        "observed_at": None,
        "context": {"app": "1Password"},
    }
    shown = shell("exclude", "test", "mysql -px", "--source", "shell")
    assert shown.out.splitlines()[1:] == ["  labels: sensitive", "  redacted: password"]
    told = json.loads(shell("exclude", "test", "x", "--source", "window", "--json").out)
    assert told["rule"] == "app:1Password"


@pytest.mark.parametrize(
    ("options", "source"),
    [
        ((), "note"),
        (("--title", "Accounts"), "window"),
        (("--url", "https://bank.example"), "window"),
        (("--cwd", "/tmp"), "shell"),  # noqa: S108 – a name in a sample
        (("--path", "/x"), "note"),
        (("--cwd", "/x", "--source", "terminal"), "terminal"),
    ],
)
def test_a_sample_comes_from_where_its_context_does(
    shell: Shell, options: tuple[str, ...], source: str
) -> None:
    """A bare text is a note: a window without an application would be in doubt."""
    shell("exclude", "test", "Vault", *options)
    [(row,)] = shell.daemon.named("explain")
    assert isinstance(row, dict)
    assert row["source"] == source


def test_what_would_settle_a_doubt_is_told(shell: Shell) -> None:
    """A doubtful answer says what else the sample needs."""
    shown = shell("exclude", "test", "unknown", "--source", "window")
    assert "in doubt" in shown.out
    assert "--app says which application" in shown.err
