"""Every command: what it asks the daemon, its JSON, its words, its exit code."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.wire import (
    ChangeView,
    ChatApproval,
    ChatDone,
    ChatRecalled,
    ChatText,
    ChatToolDone,
    CheckView,
)
from memory.errors import DaemonUnreachable
from tests.support.command_client import LOCAL, NOW, Shell
from tests.support.sample_views import sample_hits, sample_propositions
from tui.cli.show import undone
from tui.output import Output

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


def test_observe_a_text(shell: Shell) -> None:
    """A text goes in as the person's own words, now."""
    shown = shell("observe", "I like tea", "--json")
    assert json.loads(shown.out) == {"rows": 1, "observations": 1, "dropped": {}, "ids": ["o0"]}
    assert shell.daemon.rows == [
        {
            "source": "note",
            "content": "I like tea",
            "observed_at": NOW.isoformat(),
            "origin": "self-stated",
        }
    ]


def test_observe_from_standard_input(shell: Shell) -> None:
    """``-`` reads the text; source, time and origin are as given."""
    shell(
        *("observe", "-", "--source", "mail", "--at", "2026-01-05T10:00:00Z"),
        *("--origin", "third-party content"),
        stdin="Grüße\n".encode(),
    )
    assert shell.daemon.rows[0]["content"] == "Grüße\n"
    assert shell.daemon.rows[0]["observed_at"] == "2026-01-05T10:00:00+00:00"
    assert shell.daemon.rows[0]["origin"] == "third-party content"


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (["observe", ""], b"", "nothing to observe"),
        (["observe", "-"], b" \n", "nothing to observe"),
        (["observe", "-"], b"\xff\xfe", "not text in UTF-8"),
        (["observe", "-"], b"x" * 5_000_000, "too much for one text"),
        (["observe"], b"", "Give a text"),
        (["observe", "x", "--jsonl", "-"], b"", "Give a text"),
        (["observe", "--jsonl", "/no/such/file"], b"", "Cannot read"),
        (["ask", "-"], b"\n", "nothing to ask"),
    ],
)
def test_unusable_input(shell: Shell, arguments: list[str], stdin: bytes, said: str) -> None:
    """Empty, binary and endless input get a clear error, and nothing is sent."""
    shown = shell(*arguments, stdin=stdin)
    assert shown.code == 2
    assert said in shown.err
    assert not shell.daemon.calls


def test_observe_rows(shell: Shell) -> None:
    """Rows go in one by one; what is no row is counted, and nothing is lost in the counting."""
    lines = [
        b'{"source": "a", "content": "one"}',
        b"",
        b"not json",
        b"[1, 2]",
        b'{"content": "\xff"}',
        b'{"content": ""}',
        b'{"content": "' + b"x" * 4_100_000 + b'"}',
        b'{"source": "a", "content": "two"}',
    ]
    shown = shell("observe", "--jsonl", "-", "--json", stdin=b"\n".join(lines))
    assert json.loads(shown.out) == {
        "rows": 7,
        "observations": 2,
        "dropped": {"malformed": 3, "too long": 1, "empty": 1},
        "ids": ["o0", "o2"],
    }


def test_options_stand_for_what_rows_do_not_say(shell: Shell, tmp_path: Path) -> None:
    """Those that were given, and only there; a default of an option says nothing about a row."""
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"content": "one"}\n{"content": "two", "source": "a", "origin": null,'
        ' "observed_at": "2026-01-01T00:00:00Z"}\n'
    )
    shell("observe", "--jsonl", str(path))
    assert shell.daemon.rows[0] == {"content": "one"}
    at, origin = "2026-03-01T10:00:00+00:00", "third-party content"
    shell("observe", "--jsonl", str(path), "--source", "page", "--at", at, "--origin", origin)
    assert shell.daemon.rows[2:] == [
        {"content": "one", "source": "page", "observed_at": at, "origin": origin},
        {
            "content": "two",
            "source": "a",
            "origin": origin,
            "observed_at": "2026-01-01T00:00:00Z",
        },
    ]
    assert shell.daemon.named("observe")[-1] == (2, True)
    shell("observe", "--jsonl", "-", stdin=b'{"content": "one"}')
    assert shell.daemon.named("observe")[-1] == (1, False)


def test_many_rows_go_in_pieces(shell: Shell, tmp_path: Path) -> None:
    """A large file is sent in batches that the socket takes."""
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(f'{{"source": "a", "content": "{n}"}}\n' for n in range(1201)))
    shown = shell("observe", "--jsonl", str(path))
    assert shown.code == 0
    assert shell.daemon.batches == [500, 500, 201]
    assert "1201 rows: 1201 taken in" in shown.out


def test_import(shell: Shell, tmp_path: Path) -> None:
    """The path is made absolute, options are passed, and the JSON is the design's."""
    shown = shell(
        *("import", "git", str(tmp_path), "--option", "since=2020", "--author", "a@b"), "--json"
    )
    assert json.loads(shown.out) == {
        "rows": 10,
        "observations": 8,
        "dropped": {"other author": 2},
    }
    assert shell.daemon.named("import") == [
        ("git", str(tmp_path), {"since": "2020", "author": "a@b"})
    ]
    assert "2  other author" in shell("import", "git", str(tmp_path)).out


def test_learn(shell: Shell) -> None:
    """Without ``--wait`` it says what is queued, with it what came of it."""
    assert "5 observations queued" in shell("learn").out
    shown = shell("learn", "--wait")
    assert "3 new" in shown.out
    assert "1 third party" in shown.out
    assert "learn …" in shown.err
    assert shell.daemon.named("learn") == [(False,), (True,)]


# -- what the person says


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


@pytest.mark.parametrize(
    ("reason", "code", "hint"),
    [
        ("far future", 2, "--at"),
        ("no source", 2, "--source"),
        ("excluded (regex, in doubt)", 4, "gumption exclude list"),
    ],
)
def test_a_text_that_was_not_taken_in_is_no_success(
    shell: Shell, reason: str, code: int, hint: str
) -> None:
    """One text, and the gate dropped it; with ``--json`` the report is printed all the same."""
    shell.daemon.refusing = reason
    shown = shell("observe", "text")
    assert (shown.code, shown.out) == (code, "")
    assert f"Nothing was taken in: {reason}" in shown.err
    assert hint in shown.err
    shown = shell("observe", "text", "--json")
    assert shown.code == code
    assert json.loads(shown.out)["dropped"] == {reason: 1}


def test_a_list_that_nothing_matches(shell: Shell) -> None:
    """It is not for want of claims: nobody is sent to learn."""
    shell.daemon.propositions.clear()
    for asked in (("zzz",), ("--kind", "episodic"), ("--status", "stale")):
        assert "nothing matches" in shell("propositions", "list", *asked).err
    assert "nothing is believed yet" in shell("propositions", "list").err


# -- forgetting


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
        "receipts": [],
    }


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


def test_lines_that_are_no_rows_are_counted_by_the_daemon_too(shell: Shell) -> None:
    """So that status shows them; also when nothing else is in the file."""
    told = json.loads(shell("observe", "--jsonl", "-", "--json", stdin=b"nonsense\n").out)
    assert (told["rows"], told["observations"], told["dropped"]) == (1, 0, {"malformed": 1})
