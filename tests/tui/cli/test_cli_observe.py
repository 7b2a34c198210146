"""What is taken in and learnt from by commands: texts, rows, files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command_client import NOW, Shell


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
        stdin="\ufeffGrüße\n".encode(),  # with the mark that Windows' programs put first
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
        b'\xef\xbb\xbf{"source": "a", "content": "one"}',
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


def test_lines_that_are_no_rows_are_counted_by_the_daemon_too(shell: Shell) -> None:
    """So that status shows them; also when nothing else is in the file."""
    told = json.loads(shell("observe", "--jsonl", "-", "--json", stdin=b"nonsense\n").out)
    assert (told["rows"], told["observations"], told["dropped"]) == (1, 0, {"malformed": 1})
