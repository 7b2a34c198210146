"""``backup``, ``restore``, ``export`` and ``doctor --quarantine``."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.home import Home
from memory import Observation, UserModel
from memory.backup import manifest_path
from memory.embedding.hashed import HashedEmbedder
from memory.errors import StorageFull
from tests.support.command_client import Shell

THEN = datetime(2026, 3, 1, tzinfo=UTC)


def test_backup_goes_where_it_is_told(shell: Shell, tmp_path: Path) -> None:
    """The daemon gets an absolute path, and the key only when asked for."""
    shown = shell("backup", str(tmp_path / "x"))
    assert shown.code == 0
    assert str(tmp_path / "x") in shown.out
    assert "2.0 MB" in shown.out
    assert "key of this home only" in shown.err
    assert "does not reach" in shown.err
    assert shell.daemon.named("backup") == [(str(tmp_path / "x"), False)]


def test_backup_at_home(shell: Shell) -> None:
    """Without a path it is kept with the data; with the key it is said what that means."""
    shown = shell("backup", "--with-key")
    assert shell.daemon.named("backup") == [(None, True)]
    assert "made.backup.key" in shown.out
    assert "whoever has" in shown.err
    assert "reaches this copy" in shown.err
    row = json.loads(shell("backup", "--json").out)
    assert set(row) == {"path", "manifest", "key", "size", "made_at", "ours"}


def test_export_to_a_file(shell: Shell, tmp_path: Path) -> None:
    """The file is the person's alone, holds the lines, and is not overwritten."""
    target = tmp_path / "all.jsonl"
    shown = shell("export", str(target))
    assert shown.code == 0
    assert "3 lines" in shown.out
    assert "not encrypted" in shown.err
    assert target.read_text("utf-8").splitlines() == [
        '{"type": "gumption"}',
        '{"content": "größe"}',
        "{}",
    ]
    assert target.stat().st_mode & 0o077 == 0
    again = shell("export", str(target))
    assert again.code == 2
    assert "exists" in again.err
    assert len(target.read_text("utf-8").splitlines()) == 3


def test_export_to_standard_output(shell: Shell) -> None:
    """Standard output is the lines and nothing else."""
    shown = shell("export", "-")
    assert shown.out == '{"type": "gumption"}\n{"content": "größe"}\n{}\n'
    assert shown.err == ""


def test_an_export_that_breaks_off_leaves_no_file(shell: Shell, tmp_path: Path) -> None:
    """Half an export would look like a whole one."""

    @dataclass
    class Breaking(type(shell.daemon)):  # type: ignore[misc]
        """Fails once the export has begun."""

        def check(self) -> None:
            """Fine until something was asked."""
            if self.calls:
                raise StorageFull("no space", hint="free some")

    shell.daemon = Breaking()
    shown = shell("export", str(tmp_path / "all.jsonl"))
    assert shown.code == 1
    assert "no space" in shown.err
    assert list(tmp_path.iterdir()) == []


def test_export_where_one_may_not_write(shell: Shell, tmp_path: Path) -> None:
    """A folder that is not there is told before the daemon is asked."""
    shown = shell("export", str(tmp_path / "no" / "all.jsonl"))
    assert shown.code == 1
    assert "Cannot write" in shown.err
    assert shell.daemon.named("export") == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A backup of a home with one observation, which has two now."""
    home = Home.find(os.environ)
    home.prepare()
    with UserModel.open(home.ledger, embedder=HashedEmbedder(), clock=lambda: THEN) as model:
        model.observe([Observation(source="note", content="before")])
        path = model.backup(tmp_path / "copy").path
        model.observe([Observation(source="note", content="after")])
    return path


def contents() -> list[str]:
    """What the home holds."""
    with UserModel.open(Home.find(os.environ).ledger, embedder=HashedEmbedder()) as model:
        return sorted(each.content for each in model.observations())


def test_restore_needs_a_yes_where_nobody_can_answer(shell: Shell, copy: Path) -> None:
    """Away from a terminal nothing is restored without ``--yes``, and the code is 4."""
    shown = shell("restore", str(copy))
    assert shown.code == 4
    assert "--yes" in shown.err
    assert contents() == ["after", "before"]


@pytest.mark.parametrize(("answer", "code", "left"), [("y", 0, 1), ("n", 130, 2)])
def test_restore_asks_on_a_terminal(
    shell: Shell, copy: Path, answer: str, code: int, left: int
) -> None:
    """On a terminal it asks, and only a yes is a yes."""
    shell.answering(answer)
    assert shell("restore", str(copy)).code == code
    assert len(contents()) == left


def test_restore_with_yes(shell: Shell, copy: Path) -> None:
    """It is done, and said where the ledger is that was there before."""
    row = json.loads(shell("restore", str(copy), "--yes", "--json").out)
    assert row["observations"] == 1
    assert row["made_at"] == THEN.isoformat()
    assert (Path(row["aside"]) / "ledger.db").exists()
    assert contents() == ["before"]
    shown = shell("restore", str(copy), "--yes")
    assert "1 observation and 0 propositions" in shown.out
    assert "what was there before is in" in shown.err


def test_the_time_of_a_backup_is_shown_as_all_times(shell: Shell, copy: Path) -> None:
    """In the question, the refusal and the answer; as JSON it stays whole."""
    at = f"{THEN.astimezone():%Y-%m-%d %H:%M}"
    assert f"by the backup of {at}\n" in shell("restore", str(copy)).err
    assert f"restored the backup of {at}: " in shell("restore", str(copy), "--yes").out


def test_restore_of_a_damaged_backup(shell: Shell, copy: Path) -> None:
    """It is refused before anybody is asked, and nothing is touched."""
    copy.write_bytes(copy.read_bytes()[:-1])
    shown = shell("restore", str(copy), "--yes")
    assert shown.code == 1
    assert "checksum" in shown.err
    assert contents() == ["after", "before"]


def test_quarantine(shell: Shell, copy: Path) -> None:
    """A damaged ledger is moved aside on request alone; a sound one is refused."""
    assert copy.exists()
    shown = shell("doctor", "--quarantine")
    assert shown.code == 2
    assert "sound" in shown.err
    ledger = Home.find(os.environ).ledger / "ledger.db"
    ledger.write_bytes(b"\x00" * 9000)
    shown = shell("doctor", "--quarantine")
    assert shown.code == 0
    assert "aside" in shown.err
    assert contents() == []


def test_a_time_that_is_none_is_shown_as_it_stands(shell: Shell, copy: Path) -> None:
    """The manifest is a file that anybody may have changed; no sequence of it is interpreted."""
    manifest = manifest_path(copy)
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(told | {"made_at": "some\x1b[31m day"}), "utf-8")
    shown = shell("restore", str(copy))
    assert shown.code == 4
    assert "by the backup of some\\x1b[31m day\n" in shown.err
