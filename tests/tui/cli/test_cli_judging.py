"""What the person says of propositions and suggestions, and what is forgotten, by commands."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from agent.wire import (
    ChangeView,
    StatedView,
)
from tests.support.command_client import NOW, CommandClient, Shell
from tests.support.sample_views import sample_evidence, sample_propositions
from tui.cli.show import undone
from tui.output import Output


def test_disputes_are_shown_and_how_they_end(shell: Shell) -> None:
    """What another claim contradicts says so, can be listed alone, and tells how to settle it."""
    one, other, *rest = shell.daemon.propositions
    assert "no claims dispute" in shell("propositions", "list", "--disputed").err
    shell.daemon.propositions[:] = [
        one.model_copy(update={"disputed_by": [other.id]}),
        other.model_copy(update={"disputed_by": [one.id]}),
        *rest,
    ]
    listed = shell("propositions", "list", "--disputed")
    assert f"disputed by {other.id}" in listed.out
    assert all(each.text not in listed.out for each in rest)
    assert "confirm ID" in listed.err
    why = shell("propositions", "why", one.id)
    assert other.text in why.out
    assert "confirm ID" in why.err


def test_judging_propositions(shell: Shell) -> None:
    """Each verb reaches the daemon with what was said, and shows what became of it."""
    one = sample_propositions()[0].id
    for arguments in (
        ["confirm", one],
        ["pin", one],
        ["pin", one, "--off"],
        ["correct", one, "Something else"],
        ["retire", one, "--why", "no longer"],
        ["add", "Likes tea", "--confidence", "0.7"],
    ):
        shown = shell("propositions", *arguments, "--json")
        assert shown.code == 0, shown.err
        assert "text" in json.loads(shown.out)
    names = [call[0] for call in shell.daemon.calls]
    assert names == ["confirm", "pin", "pin", "correct", "retire", "add"]
    assert shell.daemon.named("pin") == [(one, True), (one, False)]
    assert shell.daemon.named("retire") == [(one, "no longer")]
    assert shell.daemon.named("add") == [("Likes tea", 0.7)]


@pytest.mark.parametrize(
    ("became", "told"),
    [
        ({"change": 7}, "new; gumption propositions undo 7 takes it back"),
        ({"outcome": "identical", "other": "p1"}, "known already; nothing was changed"),
        (
            {"outcome": "contradicts", "other": "p1", "other_text": "Lives in Oslo", "change": 7},
            "replaces “Lives in Oslo” (p1); gumption propositions undo 7",
        ),
        (
            {"outcome": "disputed", "other": "p1", "other_text": "Is married", "change": 7},
            "disputes “Is married” (p1)",
        ),
        (
            {"outcome": "refines", "other": "p1", "other_text": "Has a cat", "change": 7},
            "says more than “Has a cat” (p1)",
        ),
        (
            {"outcome": "identical", "other": "p1", "other_text": "Has a cat", "change": 7},
            "reinforces “Has a cat” (p1)",
        ),
    ],
)
def test_what_became_of_a_statement(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, became: dict[str, object], told: str
) -> None:
    """The answer says whether it is new, and what it did to another claim."""
    stated = StatedView.model_validate(dict(sample_propositions()[0]) | became)
    monkeypatch.setattr(CommandClient, "add", lambda *_, **__: stated)
    assert told in shell("propositions", "add", "Lives in Paris").err


def test_several_ids_are_forgotten_together(shell: Shell) -> None:
    """None of them is passed over."""
    assert shell("forget", "--id", "o1", "--id", "p1", "--yes").code == 0
    (call,) = shell.daemon.named("forget")
    assert call[0] == ("o1", "p1")
    assert "several times" in shell("forget", "--help").out


@pytest.mark.parametrize("option", ["--match", "--source", "--person"])
def test_what_can_be_said_once_is_refused_twice(shell: Shell, option: str) -> None:
    """Of two values one would be silently passed over."""
    shown = shell("forget", option, "tea", option, "mail", "--yes")
    assert (shown.code, shell.daemon.calls) == (2, [])
    assert f"{option} can be given once" in shown.err


@pytest.mark.parametrize("command", [("recall", "tea"), ("forget", "--yes")])
def test_a_range_that_ends_before_it_begins(shell: Shell, command: tuple[str, ...]) -> None:
    """It is a slip of the hand: nothing is asked and nothing forgotten."""
    shown = shell(*command, "--since", "2026-03-02", "--until", "2026-02-01")
    assert (shown.code, shell.daemon.calls) == (2, [])
    assert "--since 2026-03-02 00:00 is not before --until 2026-02-02 00:00" in shown.err
    noon = "2026-03-02T12:00"
    assert shell(*command, "--since", noon, "--until", noon).code == 2
    assert shell(*command, "--since", "today", "--until", "today").code == 0


def test_why_shows_an_observation_too(shell: Shell) -> None:
    """The ids of the audit log are mostly theirs."""
    seen = sample_evidence(sample_propositions()[0])[0].observation
    shell.daemon.observations.append(seen)
    shown = shell("propositions", "why", seen.id)
    assert (shown.code, shown.err) == (0, "")
    assert " ".join(shown.out.split()).startswith(seen.content)
    assert f"{seen.id} · {seen.source}" in shown.out
    assert json.loads(shell("propositions", "why", seen.id, "--json").out)["id"] == seen.id
    assert shell("propositions", "why", "nothing").code == 2


def test_undo(shell: Shell) -> None:
    """A change is taken back by its number; one that is not there ends with 2."""
    shell("propositions", "confirm", sample_propositions()[0].id)
    number = shell.daemon.changes[-1][0].id
    assert isinstance(json.loads(shell("propositions", "undo", str(number), "--json").out), list)
    assert shell("propositions", "undo", "99999").code == 2


def test_undo_tells_each_claim_once(capsys: pytest.CaptureFixture[str]) -> None:
    """One line about the act, and then what became of every claim that it had touched."""
    entry = ChangeView(
        id=14,
        at=datetime(2026, 3, 12, tzinfo=UTC),
        actor="person",
        action="undo",
        proposition="p1",
        text_before="Lives in Porto",
        text_after="Lives in Porto",
        confidence_before=0.7,
        confidence_after=0.7,
        why="undoes change 13",
        undone_by=None,
    )
    added = {"proposition": "p2", "text_before": "Lives in Faro", "text_after": None}
    undone(Output({"NO_COLOR": "1"}), [entry, entry.model_copy(update=added)])
    first, *claims = capsys.readouterr().out.splitlines()
    assert "undoes change 13" in first
    assert [claim.strip() for claim in claims] == [
        "p1  Lives in Porto",
        "p2  Lives in Faro  (taken out)",
    ]


def test_listing_all_statuses(shell: Shell) -> None:
    """``--status all`` asks for every status there is."""
    shell("propositions", "list", "tea", "--status", "all", "--kind", "procedural", "-n", "2")
    query, statuses, kind = shell.daemon.named("propositions")[0]
    assert (query, kind) == ("tea", "procedural")
    assert isinstance(statuses, tuple)
    assert {"active", "retired", "stale", "superseded", "forgotten"} == set(statuses)


@pytest.mark.parametrize(
    ("verb", "status"),
    [("accept", "accepted"), ("dismiss", "dismissed"), ("snooze", "snoozed"), ("never", "never")],
)
def test_judging_suggestions(shell: Shell, verb: str, status: str) -> None:
    """Each verdict is passed on; a snooze without a time is for a day."""
    one = shell.daemon.suggestions[0].id
    shown = shell("suggestions", verb, one, "--json")
    assert json.loads(shown.out)["status"] == status
    ((_, verdict, until),) = shell.daemon.named("verdict")
    assert verdict == verb
    assert until == (NOW + timedelta(days=1) if verb == "snooze" else None)


def test_a_list_that_nothing_matches(shell: Shell) -> None:
    """It is not for want of claims: nobody is sent to learn."""
    shell.daemon.propositions.clear()
    for asked in (("zzz",), ("--kind", "episodic"), ("--status", "stale")):
        assert "nothing matches" in shell("propositions", "list", *asked).err
    assert "nothing is believed yet" in shell("propositions", "list").err


def test_forgetting_needs_a_yes_where_nobody_can_answer(shell: Shell) -> None:
    """Away from a terminal nothing is forgotten without ``--yes``, and the code is 4."""
    shown = shell("forget", "--match", "tea")
    assert shown.code == 4
    assert "2 observations and 1 proposition" in shown.err
    assert "1 backup" in shown.err
    assert "--yes" in shown.err
    assert [call[-1] for call in shell.daemon.named("forget")] == [True]


def test_forgetting_with_yes(shell: Shell) -> None:
    """With ``--yes`` it is done, and said."""
    shown = shell("forget", "--source", "mail", "--since", "7d", "--yes", "--json")
    assert json.loads(shown.out) == {
        "observations": ["o1", "o2"],
        "propositions": ["p1"],
        "dry_run": False,
        "backups": ["old.backup"],
        "removed": [],
        "left": [],
    }
    assert shell.daemon.named("forget") == [
        (None, None, "mail", None, NOW - timedelta(days=7), None, False)
    ]


def test_copies_that_go_whole_are_told_apart(shell: Shell) -> None:
    """Before and after: with them goes everything that was in them, not only what was meant."""
    shell.daemon.unreadable = ["damaged-20260301T100000Z"]
    asked = shell("forget", "--match", "tea")
    assert "traces in 1 backup, and the whole of 1 unreadable copy" in asked.err
    for dry, word in ((["--dry-run"], "would be removed whole"), (["--yes"], "removed whole")):
        shown = shell("forget", "--match", "tea", *dry)
        assert f"\n{word}, because they cannot be read:\n  damaged-20260301T100000Z\n" in shown.out


def test_copies_that_are_not_reached_are_named(shell: Shell) -> None:
    """Before and after: what was forgotten may be in them still."""
    shell.daemon.unreached = ["newer.backup"]
    for how in ("--dry-run", "--yes"):
        shown = shell("forget", "--match", "tea", how)
        assert "\nnot reached, and it may be in them still" in shown.out
        assert "\n  newer.backup\n" in shown.out


def test_forgetting_a_person(shell: Shell) -> None:
    """A name reaches the daemon as a name, not as a text to match."""
    assert shell("forget", "--person", "Ana Silva", "--yes").code == 0
    assert shell.daemon.named("forget") == [(None, None, None, "Ana Silva", None, None, False)]


def test_forgetting_dry(shell: Shell) -> None:
    """A dry run only says what would go, in its own words."""
    known = shell.daemon.propositions[0]
    shell.daemon.propositions[0] = known.model_copy(update={"id": "p1"})
    shown = shell("forget", "--id", "o1", "--dry-run")
    assert shown.code == 0
    assert "would go" in shown.out
    assert f"p1  {known.text[:40]}" in shown.out
    assert "  o1\n" in shown.out
    assert [call[-1] for call in shell.daemon.named("forget")] == [True]


@pytest.mark.parametrize(("answer", "code", "done"), [("y", 0, True), ("n", 130, False)])
def test_forgetting_asks_on_a_terminal(shell: Shell, answer: str, code: int, *, done: bool) -> None:
    """On a terminal it asks, and only a yes is a yes."""
    shell.answering(answer)
    assert shell("forget", "--id", "o1").code == code
    assert (False in [call[-1] for call in shell.daemon.named("forget")]) is done
