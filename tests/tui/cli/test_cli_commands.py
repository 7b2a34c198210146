"""Every command: what it asks the daemon, its JSON, its words, its exit code."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from agent.wire import (
    ChatApproval,
    ChatDone,
    ChatEventView,
    ChatRecalled,
    ChatText,
    ChatToolDone,
    CheckView,
)
from memory.errors import DaemonUnreachable
from tests.support.command_client import LOCAL, Shell
from tests.support.sample_views import sample_hits

READING = [
    (["status"], {"version", "model", "engine", "embedder", "observations", "propositions"}),
    (["propositions", "show", "p-1"], {"id", "text", "confidence", "half_life", "salience"}),
    (["propositions", "why", "p-1"], {"proposition", "evidence", "history"}),
    (["suggestions", "show", "s-1"], {"id", "text", "why", "probability", "utility"}),
    (["learn", "--wait"], {"batches", "observations", "outcomes", "pending"}),
]
LISTS = [
    (["recall", "tea"], {"id", "kind", "text", "score", "confidence", "parts", "evidence"}),
    (["propositions", "list"], {"id", "text", "kind", "confidence", "status", "pinned"}),
    (["propositions", "history", "p-1"], {"id", "at", "actor", "action"}),
    (["suggestions", "list"], {"id", "text", "why", "category"}),
    (["plugins", "list"], {"name", "group", "distribution", "error"}),
]


@pytest.mark.parametrize(("arguments", "fields"), READING)
def test_json_of_one_thing(shell: Shell, arguments: list[str], fields: set[str]) -> None:
    """``--json`` prints one object with the field names of the design, and nothing else."""
    shown = shell(*_existing(shell, arguments), "--json")
    assert shown.code == 0, shown.err
    assert fields <= set(json.loads(shown.out))


@pytest.mark.parametrize(("arguments", "fields"), LISTS)
def test_json_of_lists(shell: Shell, arguments: list[str], fields: set[str]) -> None:
    """``--json`` of a list prints an array of objects."""
    shown = shell(*_existing(shell, arguments), "--json")
    assert shown.code == 0, shown.err
    rows = json.loads(shown.out)
    assert rows
    assert all(fields <= set(row) for row in rows)


@pytest.mark.parametrize("arguments", [arguments for arguments, _ in (*READING, *LISTS)])
def test_words_for_people(shell: Shell, arguments: list[str]) -> None:
    """Without ``--json`` there is something to read, with no escape code in it."""
    shown = shell(*_existing(shell, arguments))
    assert shown.code == 0, shown.err
    assert shown.out.strip()
    assert "\x1b" not in shown.out


def _existing(shell: Shell, arguments: list[str]) -> list[str]:
    """The command with ids that the sample has."""
    known = {"p-1": shell.daemon.propositions[0].id, "s-1": shell.daemon.suggestions[0].id}
    return [known.get(argument, argument) for argument in arguments]


def test_recall_is_exactly_as_designed(shell: Shell) -> None:
    """A row of ``recall --json`` has the seven fields of DESIGN §8 and no other."""
    rows = json.loads(shell("recall", "tea", "--json").out)
    assert set(rows[0]) == {"id", "kind", "text", "score", "confidence", "parts", "evidence"}


def test_recall_passes_its_options_on(shell: Shell) -> None:
    """Kinds, times and clearance arrive as the person meant them."""
    shell(
        *("recall", "tea", "-k", "3", "--kind", "proposition", "--since", "2026-01-31"),
        *("--until", "yesterday", "--clearance", "secret"),
    )
    assert shell.daemon.named("recall") == [
        (
            "tea",
            3,
            ("proposition",),
            datetime(2026, 1, 31, tzinfo=LOCAL),
            datetime(2026, 3, 12, tzinfo=LOCAL),  # the end of yesterday
            "secret",
        )
    ]


def test_rows_have_their_labels(shell: Shell) -> None:
    """In one piece, as rows of --jsonl give them, beside the two fields that they are of."""
    found = json.loads(shell("propositions", "why", "p-1", "--json").out)
    [listed, *_] = json.loads(shell("propositions", "list", "--json").out)
    evidence = [each["observation"] for each in found["evidence"]]
    assert evidence
    for row in (listed, found["proposition"], *evidence):
        given = {name: row[name] for name in ("sensitivity", "categories")}
        assert row["labels"] == given


def test_recall_takes_in_what_is_said_of_hits(shell: Shell) -> None:
    """Right, wrong, or taken back: told before it is asked again."""
    shell("recall", "tea", "--pin", "p1", "--reject", "o1", "--reject", "o2", "--unjudge", "o3")
    assert shell.daemon.named("judge") == [
        ("tea", "p1", True),
        ("tea", "o1", False),
        ("tea", "o2", False),
        ("tea", "o3", None),
    ]
    assert len(shell.daemon.named("recall")) == 1


def test_nothing_found_is_said_aside(shell: Shell) -> None:
    """No result is an empty array for programs, and a word on standard error for people."""
    shell.daemon.hits = []
    assert json.loads(shell("recall", "x", "--json").out) == []
    shown = shell("recall", "x")
    assert shown.out == ""
    assert "nothing is known" in shown.err


def test_outside_text_cannot_act(shell: Shell) -> None:
    """Control sequences and markup in stored text are shown, not obeyed."""
    evil = "\x1b]0;owned\x07\x9b31m[bold red]x[/] \u202etxt"
    shell.daemon.hits = [sample_hits()[0].model_copy(update={"text": evil})]
    shown = shell("recall", "x")
    assert "\\x1b]0;owned\\x07\\x9b31m[bold red]x[/] \\u202etxt" in shown.out
    as_json = shell("recall", "x", "--json").out
    assert json.loads(as_json)[0]["text"] == evil
    assert not set("\x1b\x07\x9b\u202e") & set(as_json)


# -- what goes in


# -- what the person says


# -- forgetting


# -- asking


def test_an_answer_streams(shell: Shell) -> None:
    """The answer is all that is on standard output; what it cites is said aside."""
    hit = sample_hits()[0]
    shell.daemon.scripts = [
        [
            ChatRecalled(hits=[hit]),
            ChatText(text="You like "),
            ChatText(text="tea.\x1b[2J"),
            ChatDone(thread="t1", cited=[hit.id], text="You like tea.\x1b[2J"),
        ]
    ]
    shown = shell("ask", "what?", "--thread", "t1")
    assert shown.out == "You like tea.\\x1b[2J\n"
    assert hit.id in shown.err
    assert shell.daemon.named("ask") == [("what?", "t1")]


def test_an_answer_by_another_engine_says_so(shell: Shell) -> None:
    """Not the configured model answered: that must not be taken for its answer."""
    note = "The configured language model does not load, so the built-in engine thinks: broken"
    for more in ([], ["--json"]):
        shell.daemon.scripts = [[ChatDone(thread="t", cited=[], text="Tea.", note=note)]]
        shown = shell("ask", "what?", *more)
        assert shown.code == 0
        assert shown.err.splitlines()[-1] == f"warning: {note}"


def test_an_answer_as_json(shell: Shell) -> None:
    """``--json`` prints the whole turn at its end."""
    shell.daemon.scripts = [[ChatText(text="Tea."), ChatDone(thread="t", cited=["p"], text="Tea.")]]
    assert json.loads(shell("ask", "-", "--json", stdin=b"what?").out) == {
        "thread": "t",
        "text": "Tea.",
        "cited": ["p"],
        "footnotes": {},
        "receipts": [],
    }


def test_footnotes_carry_the_numbers_of_the_answer(shell: Shell) -> None:
    """Numbers count what was recalled, in their order; what a tool found comes last."""
    hits = sample_hits()[:3]
    cited = [hits[2].id, "found", hits[0].id]
    script: list[ChatEventView] = [
        ChatRecalled(hits=hits),
        ChatText(text="Tea [3], cakes [1]."),
        ChatDone(thread="t", cited=cited, text="Tea [3], cakes [1]."),
    ]
    shell.daemon.scripts = [script, script]
    told = shell("ask", "what?").err.splitlines()
    assert [line.partition("  ")[0] for line in told] == [
        f"[1] {hits[0].id}", f"[3] {hits[2].id}", "[found]",
    ]  # fmt: skip
    assert hits[0].text[:20] in told[0]
    shown = json.loads(shell("ask", "what?", "--json").out)
    assert shown["footnotes"] == {"1": hits[0].id, "3": hits[2].id}
    assert shown["cited"] == cited


APPROVAL = ChatApproval(
    thread="t", tool="append_note", arguments={"text": "milk\x1b"}, undoable=False
)


def test_a_tool_that_writes_needs_somebody(shell: Shell) -> None:
    """Where nobody can answer, the tool is refused, what it wanted is shown, and the code is 4."""
    shell.daemon.scripts = [[APPROVAL]]
    shell.daemon.approvals = {False: [ChatDone(thread="t", cited=[], text="")]}
    shown = shell("ask", "note milk")
    assert shown.code == 4
    assert "append_note" in shown.err
    assert "milk\\x1b" in shown.err
    assert "cannot be undone" in shown.err
    assert shell.daemon.named("approve") == [("t", False)]


@pytest.mark.parametrize("answer", ["y", "n"])
def test_a_tool_asks_on_a_terminal(shell: Shell, answer: str) -> None:
    """On a terminal the person decides, and either way the turn goes on."""
    done = ChatDone(thread="t", cited=[], text="Fine.")
    receipt = ChatToolDone(tool="append_note", summary="Appended", undo="delete it")
    shell.daemon.scripts = [[APPROVAL]]
    shell.daemon.approvals = {True: [receipt, done], False: [done]}
    shell.answering(answer)
    shown = shell("ask", "note milk")
    assert shown.code == 0
    assert shown.out == "Fine.\n"
    assert ("✓ Appended" in shown.err) is (answer == "y")
    assert shell.daemon.named("approve") == [("t", answer == "y")]


# -- the system


def test_doctor_fails_when_something_is_wrong(shell: Shell) -> None:
    """A finding ends with 1 and shows its remedy; all well ends with 0."""
    well = CheckView(name="ledger", ok=True, message="sound", remedy="")
    ill = CheckView(name="disk", ok=False, message="full", remedy="free some space")
    shell.daemon.checks = [well]
    assert shell("doctor", "--reindex").code == 0
    assert shell.daemon.named("doctor") == [(True,)]
    shell.daemon.checks = [well, ill]
    shown = shell("doctor")
    assert shown.code == 1
    assert "free some space" in shown.out
    by_name = {check["name"]: check["ok"] for check in json.loads(shell("doctor", "--json").out)}
    assert (by_name["ledger"], by_name["disk"]) == (True, False)


def test_doctor_without_a_daemon(shell: Shell) -> None:
    """A daemon that does not start is a finding like any other."""
    shell.daemon.fails = DaemonUnreachable("The daemon did not start", hint="read the log")
    shown = shell("doctor")
    assert shown.code == 1
    assert "configuration" in shown.out
    assert "read the log" in shown.out


def test_broken_plugins_are_shown(shell: Shell) -> None:
    """A plugin that could not be loaded is listed with its error; ``list`` may be left out."""
    assert "ImportError" in shell("plugins").out


@pytest.mark.parametrize(
    ("until", "end"),
    [("2026-01-31", (2026, 2, 1)), ("2025-12", (2026, 1, 1)), ("2024", (2025, 1, 1))],
)
def test_until_a_day_month_or_year_means_its_end(
    shell: Shell, until: str, end: tuple[int, int, int]
) -> None:
    """All of what was named is in."""
    shell("recall", "tea", "--until", until)
    assert shell.daemon.named("recall")[0][4] == datetime(*end, tzinfo=LOCAL)


@pytest.mark.parametrize("until", ["9999-12-31", "9999-12", "9999"])
def test_until_the_end_of_the_calendar(shell: Shell, until: str) -> None:
    """What is written to set no bound sets none, though no later day has a name."""
    assert shell("recall", "tea", "--until", until).code == 0
    assert shell.daemon.named("recall")[0][4] == datetime.max.replace(tzinfo=LOCAL)
