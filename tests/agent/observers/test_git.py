"""Commits of one person, from repositories made here and from JSON lines."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.observers.git import GitImporter, choose_author
from memory.errors import InvalidInput
from tests.agent.observers.test_chat import JSON
from tests.support.importers import NOW, read

STREAMS = Path(__file__).resolve().parents[4] / "shared" / "bench" / "streams"
ROBIN = ("Robin Askel", "robin@lumbrel.example")
OTHER = ("Kim Other", "kim@lumbrel.example")


@pytest.fixture(autouse=True)
def _no_configuration_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's global configuration is the machine's affair, not the test's."""
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))


class Repo:
    """A repository under construction; every commit is a minute after the last."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.minute = 0
        path.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, author: tuple[str, str] = ROBIN) -> str:
        """Run git as somebody."""
        when = f"{1740996000 + 60 * self.minute} +0100"
        environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {
            "GIT_AUTHOR_NAME": author[0],
            "GIT_AUTHOR_EMAIL": author[1],
            "GIT_COMMITTER_NAME": author[0],
            "GIT_COMMITTER_EMAIL": author[1],
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": when,
        }
        done = subprocess.run(
            ["git", "-C", str(self.path), *arguments],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(
        self, message: str, files: Sequence[str] = (), author: tuple[str, str] = ROBIN
    ) -> None:
        """Commit a line added to each of some files."""
        self.minute += 1
        for name in files:
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a") as stream:
                stream.write(f"{self.minute}\n")
        self.git("add", "-A", author=author)
        self.git("commit", "-q", "--allow-empty", "-m", message, author=author)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A small repository of two people."""
    repo = Repo(tmp_path / "ovens")
    repo.commit("Add the loader", ["src/loader.py", "a b.txt"])
    repo.commit("Theirs", ["x.txt"], author=OTHER)
    repo.commit("Explain the loader\n\nIt was slow:\n- reads twice", ["README.md"])
    return repo


def test_commits_of_the_author(repo: Repo) -> None:
    """Subject and body, time with its offset, files and lines; the other's commit is a drop."""
    repo.git("mv", "a b.txt", "c d.txt")
    repo.commit("Rename", ["src/loader.py"])
    observations, drops = read(GitImporter(), repo.path)
    assert drops == {"other author": 1}
    assert [o.content for o in observations] == [
        "Add the loader",
        "Explain the loader\n\nIt was slow:\n- reads twice",
        "Rename",
    ]
    first, _, last = observations
    assert first.observed_at == datetime.fromtimestamp(1740996060, timezone(timedelta(hours=1)))
    assert first.observed_at is not None
    assert first.observed_at.utcoffset() == timedelta(hours=1)
    assert first.context == {
        "repo": "ovens",
        "branch": "main",
        "author": "Robin Askel",
        "hash": first.external_id,
        "files": ("a b.txt", "src/loader.py"),
        "insertions": 2,
        "deletions": 0,
    }
    assert last.context["files"] == ("c d.txt", "src/loader.py")
    assert last.external_id == repo.git("rev-parse", "HEAD")


def test_the_repositorys_own_user_comes_before_the_most_frequent(repo: Repo) -> None:
    """``user.email`` decides, where it has commits; an option decides before it."""
    repo.git("config", "user.email", OTHER[1])
    assert [o.content for o in read(GitImporter(), repo.path)[0]] == ["Theirs"]
    repo.git("config", "user.email", "nobody@lumbrel.example")
    assert len(read(GitImporter(), repo.path)[0]) == 2
    assert len(read(GitImporter(), repo.path, {"author": "kim"})[0]) == 1
    with pytest.raises(InvalidInput) as caught:
        read(GitImporter(), repo.path, {"author": "nobody"})
    assert "Robin Askel" in caught.value.hint


def test_one_person_with_two_addresses_and_a_bot() -> None:
    """The same full name is the same person; a bot is nobody, however busy."""
    robot = ("dependabot[bot]", "1+dependabot[bot]@forge.example")
    chosen = choose_author(
        [robot] * 5 + [ROBIN] * 2 + [("Robin Askel", "r@home.example")] + [OTHER]
    )
    assert chosen.includes("Robin Askel", "third@place.example")
    assert not chosen.includes(*OTHER)
    assert not chosen.includes(*robot)


def test_merges_that_git_worded_are_dropped(repo: Repo) -> None:
    """A merge with words of its own says something; the automatic one does not."""
    for name, message in (("one", "Merge branch 'one'"), ("two", "Bring the new oven in")):
        repo.git("checkout", "-q", "-b", name)
        repo.commit(f"Work on {name}", [f"{name}.txt"])
        repo.git("checkout", "-q", "main")
        repo.minute += 1
        repo.git("merge", "-q", "--no-ff", "-m", message, name)
    observations, drops = read(GitImporter(), repo.path)
    assert drops == {"other author": 1, "merge": 1}
    assert "Bring the new oven in" in [o.content for o in observations]


def test_unmerged_branches_and_a_detached_head_are_read(repo: Repo) -> None:
    """Work counts wherever it lies."""
    repo.git("checkout", "-q", "-b", "idea")
    repo.commit("An idea", ["idea.txt"])
    repo.git("checkout", "-q", "--detach")
    repo.commit("Adrift", ["adrift.txt"])
    contents = {o.content: o.context.get("branch") for o in read(GitImporter(), repo.path)[0]}
    assert contents["An idea"] == "idea"
    assert "Adrift" in contents


def test_subdirectories_and_bare_repositories_work(repo: Repo, tmp_path: Path) -> None:
    """A directory inside the working tree names its repository; a bare one is one too."""
    assert len(read(GitImporter(), repo.path / "src")[0]) == 2
    repo.git("clone", "-q", "--bare", str(repo.path), str(tmp_path / "bare.git"))
    observations, _ = read(GitImporter(), tmp_path / "bare.git")
    assert {o.context["repo"] for o in observations} == {"bare"}


def test_a_repository_is_called_by_its_remote_or_its_manifest(repo: Repo) -> None:
    """A folder's name is only taken where neither says what the project is called."""
    from agent.observers.git_log import Repository

    repo.commit("First", ["a.txt"])
    assert Repository.open(repo.path).name == repo.path.name
    (repo.path / "pyproject.toml").write_text('[project]\nname = "oven"\n', encoding="utf-8")
    assert Repository.open(repo.path).name == "oven"
    (repo.path / "pyproject.toml").write_text("[project\n", encoding="utf-8")
    (repo.path / "package.json").write_text('{"name": "@crumb/stove"}', encoding="utf-8")
    assert Repository.open(repo.path).name == "stove"
    repo.git("remote", "add", "origin", "git@forge.example:crumb/loaf.git")
    assert Repository.open(repo.path).name == "loaf"
    repo.git("remote", "set-url", "origin", "/somewhere/else/main.git")
    assert Repository.open(repo.path).name == "stove"


def test_since_leaves_out_and_counts(repo: Repo) -> None:
    """Older commits are counted drops; what is no time is an error."""
    observations, drops = read(GitImporter(), repo.path, {"since": "2025-03-03T10:02:30Z"})
    assert len(observations) == 1
    assert drops == {"other author": 1, "before since": 1}
    with pytest.raises(InvalidInput, match="since"):
        read(GitImporter(), repo.path, {"since": "whenever"})


def test_text_cannot_pass_for_the_next_commit(repo: Repo) -> None:
    """A message or a file named like a commit stays what it is."""
    head = repo.git("rev-parse", "HEAD")
    repo.commit(f"{head}\n\n{head}\n1\t1\tfake.txt", [head])
    observations, drops = read(GitImporter(), repo.path)
    assert len(observations) + drops.total() == 4
    assert observations[-1].context["files"] == (head,)
    assert observations[-1].content.startswith(head)


def test_nothing_a_repository_configures_is_run(repo: Repo, tmp_path: Path) -> None:
    """Signature programs, monitors, diff drivers and hooks of a foreign repository stay idle."""
    trap = tmp_path / "sprung"
    program = tmp_path / "trap.sh"
    # Who signs reads what is to be signed: else git may write it to somebody who is gone already.
    program.write_text(
        f'#!/bin/sh\ntouch {trap}\ncase "$*" in *-bsau*) cat > /dev/null;; esac\n'
        "echo '[GNUPG:] SIG_CREATED D 1 8 00 1 x' >&2\n"
        "echo '-----BEGIN PGP SIGNATURE-----'\necho\necho '-----END PGP SIGNATURE-----'\n"
    )
    program.chmod(0o755)
    (repo.path / ".gitattributes").write_text("*.py diff=trap\n")
    repo.commit("Set a trap", ["src/loader.py"])
    repo.git("config", "gpg.program", str(program))
    repo.git("commit", "-q", "-S", "--allow-empty", "-m", "Signed")
    for key in (
        "core.fsmonitor",
        "diff.external",
        "diff.trap.textconv",
        "diff.trap.command",
        "core.pager",
        "core.sshCommand",
    ):
        repo.git("config", key, str(program))
    repo.git("config", "log.showSignature", "true")
    repo.git("--no-pager", "log", "-1")
    assert trap.exists()  # it would be sprung by anybody who does not take care
    trap.unlink()
    assert len(read(GitImporter(), repo.path)[0]) == 4
    assert not trap.exists()


@pytest.mark.parametrize("kind", ["missing", "no repository", "no commits", "empty file"])
def test_what_is_no_repository_is_a_plain_error(tmp_path: Path, kind: str) -> None:
    """Each with a hint."""
    path = tmp_path / "thing"
    if kind == "no repository":
        path.mkdir()
    elif kind == "no commits":
        Repo(path)
    elif kind == "empty file":
        path.touch()
    with pytest.raises(InvalidInput) as caught:
        list(GitImporter().read(path, {}, NOW))
    assert caught.value.hint


def test_a_damaged_repository_is_a_plain_error(repo: Repo) -> None:
    """What git says about it is passed on."""
    for file in (repo.path / ".git" / "objects").rglob("*"):
        if file.is_file():
            file.chmod(0o644)
            file.write_bytes(b"junk")
    with pytest.raises(InvalidInput):
        read(GitImporter(), repo.path)


def test_json_lines_of_commits(tmp_path: Path) -> None:
    """Both spellings of the fields; authors are told apart where they are given."""
    path = tmp_path / "gitlog_ovens.jsonl"
    rows: list[object] = [
        {"sha": "a1", "time": "2025-03-03T10:00:00+01:00", "subject": "One", "body": "More"},
        {"hash": "a2", "date": 1740996000, "message": "Two", "author": "Robin Askel"},
        {"hash": "a3", "date": 1740996001, "message": "Three", "author": "Robin Askel"},
        {"hash": "a4", "date": 1740996002, "message": "Theirs", "author": "Kim Other"},
        {"hash": "a5", "time": "2025-03-03", "subject": "Merge branch 'x'"},
        {"hash": "a6", "time": "never", "subject": "x"},
        {"subject": "no hash", "time": "2025-03-03"},
        17,
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    observations, drops = read(GitImporter(), path)
    assert [o.content for o in observations] == ["One\n\nMore", "Two", "Three"]
    assert observations[0].context == {"repo": "ovens", "hash": "a1"}
    assert observations[1].observed_at == datetime(2025, 3, 3, 10, tzinfo=UTC)
    assert drops == {"other author": 1, "merge": 1, "malformed": 3}


ROWS = st.dictionaries(
    st.sampled_from(["sha", "time", "subject", "body", "author", "email", "files"]), JSON
)


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_any_rows_are_survived(rows: list[dict[str, object]]) -> None:
    """Fields of any type are an observation or a drop."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "log.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows))
        observations, drops = read(GitImporter(), path)
        assert len(observations) + drops.total() == len(rows)


def test_a_real_commit_stream_loses_nothing() -> None:
    """One developer's published stream: each row an observation or a counted merge."""
    path = STREAMS / "gitlog_simonw_llm.jsonl"
    if not path.exists():
        pytest.skip("benchmark streams are not here")
    observations, drops = read(GitImporter(), path)
    assert len(observations) + drops.total() == len(path.read_text().splitlines())
    assert set(drops) <= {"merge"}
    assert drops.total() < len(observations) / 20
