"""Repositories, watched: commits, branches, stashes, unfinished work; and clones with holes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.observers.git import GitImporter
from agent.observers.git_live import GitObserver, GitSettings
from agent.observers.live import Watch
from agent.observers.port import Drop, Item
from memory.errors import InvalidInput
from memory.types import Observation
from tests.support.surroundings import NOW, Machine, look, nothing


class Repo:
    """A repository of a test."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True)
        self("init", "-q", "-b", "main")
        self("config", "user.email", "robin@example.org")
        self("config", "user.name", "Robin Askel")

    def __call__(self, *arguments: str, email: str = "") -> str:
        """Run git."""
        environ = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        if email:
            environ |= {"GIT_AUTHOR_EMAIL": email, "GIT_AUTHOR_NAME": email}
        done = subprocess.run(
            ["git", "-C", str(self.path), *arguments],
            env=environ,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def commit(self, name: str, message: str, email: str = "") -> None:
        """Write a file and commit it."""
        (self.path / name).write_text(f"{message}\n")
        self("add", name)
        self("commit", "-q", "-m", message, email=email)


def watch(root: Path, *, history: bool = False) -> Watch:
    """A folder with repositories."""
    settings = GitSettings(roots=(str(root),), history=history)
    return GitObserver().open(settings, Machine(root).around, nothing)


def told(items: Sequence[Item]) -> list[str]:
    """First lines, and reasons of drops in brackets."""
    return [f"({i.reason})" if isinstance(i, Drop) else i.content.split("\n")[0] for i in items]


def test_what_happens_in_a_repository_comes_once(tmp_path: Path) -> None:
    """New commits of the person's, a branch begun, work put aside, work not committed."""
    repo = Repo(tmp_path / "code" / "loaf")
    repo.commit("a.py", "Begin")
    one = watch(tmp_path)
    items, cursor = look(one, None)
    assert items == []
    repo("checkout", "-q", "-b", "joins")
    repo.commit("b.py", "Join the frames")
    repo.commit("c.py", "Somebody else's", email="other@example.org")
    items, cursor = look(one, cursor)
    assert told(items) == [
        "(other author)",
        "Join the frames",
        "loaf: began the branch joins",
        "loaf: went to the branch joins",
    ]
    assert isinstance(items[1], Observation)
    assert items[1].context["files"] == ("b.py",)
    assert look(watch(tmp_path), cursor)[0] == []
    (repo.path / "a.py").write_text("changed\n")
    items, cursor = look(one, cursor)
    assert told(items) == ["loaf: has 1 file changed and not committed"]
    repo("stash", "-q")
    items, cursor = look(one, cursor)
    assert told(items)[0].startswith("loaf: put work aside: WIP on joins")
    assert len(items) == 1
    repo("checkout", "-q", "main")
    repo("branch", "-q", "-D", "joins")
    items, cursor = look(one, cursor)
    assert told(items) == ["loaf: removed the branch joins", "loaf: went to the branch main"]


def test_a_save_is_no_news(tmp_path: Path) -> None:
    """A dirty tree is told again when it grew twofold, or after half an hour with other files."""
    repo = Repo(tmp_path / "loaf")
    repo.commit("a", "Begin")
    one = watch(tmp_path)
    _, cursor = look(one, None)
    counts = []
    for minute, files in enumerate((1, 1, 2, 3, 4, 4, 5)):
        for number in range(files):
            (repo.path / f"new{number}").write_text("x")
        items, cursor = look(one, cursor, NOW + timedelta(minutes=minute))
        counts.append(len(items))
    assert counts == [1, 0, 1, 0, 1, 0, 0]
    items, cursor = look(one, cursor, NOW + timedelta(minutes=40))
    assert told(items) == ["loaf: has 5 files changed and not committed"]
    repo("add", "-A")
    repo("commit", "-q", "-m", "All of it")
    items, cursor = look(one, cursor, NOW + timedelta(minutes=41))
    assert told(items) == ["All of it"]


def test_history_and_rewritten_history(tmp_path: Path) -> None:
    """What was there comes where it is wanted; amending brings the new commit, no error."""
    repo = Repo(tmp_path / "loaf")
    repo.commit("a", "One")
    repo.commit("b", "Two")
    one = watch(tmp_path, history=True)
    items, cursor = look(one, None)
    assert told(items) == ["One", "Two"]
    repo("commit", "-q", "--amend", "-m", "Two, better")
    repo("reflog", "expire", "--expire=now", "--all")
    repo("gc", "-q", "--prune=now")
    items, _ = look(one, cursor)
    assert "Two, better" in told(items)


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
def test_a_clone_with_holes_is_read_without_fetching(tmp_path: Path, left_out: str) -> None:
    """Where contents or folders were left out, the commits still come, and nothing is fetched."""
    origin = Repo(tmp_path / "origin")
    origin("config", "uploadpack.allowFilter", "true")
    for number in range(3):
        origin.commit(f"f{number}", f"Commit {number}")
    clone = tmp_path / "clone"
    origin(
        "clone", "-q", "--no-checkout", f"--filter={left_out}", f"file://{origin.path}", str(clone)
    )
    origin.path.rename(tmp_path / "gone")
    items = list(GitImporter().read(clone, {"author": "robin"}, datetime.now(UTC)))
    assert told(items) == ["Commit 0", "Commit 1", "Commit 2"]
    assert isinstance(items[0], Observation)
    assert items[0].context["files"] == (("f0",) if left_out == "blob:none" else ())


@pytest.mark.parametrize("author", ["", "robin"])
def test_what_a_pull_brings_of_others_is_not_the_persons(tmp_path: Path, author: str) -> None:
    """Even where nothing of the person's own comes with it."""
    repo = Repo(tmp_path / "loaf")
    repo.commit("a.py", "Begin")
    settings = GitSettings(roots=(str(tmp_path),), author=author)
    one = GitObserver().open(settings, Machine(tmp_path).around, nothing)
    _, cursor = look(one, None)
    repo.commit("b.py", "Rewrite the parser", email="other@example.org")
    repo.commit("c.py", "And its tests", email="other@example.org")
    items, _ = look(one, cursor)
    assert told(items) == ["(other author)", "(other author)"]


def test_a_repository_that_does_not_say_whose_it_is_takes_nothing(tmp_path: Path) -> None:
    """And says what to do."""
    repo = Repo(tmp_path / "loaf")
    repo.commit("a.py", "Begin")
    one = watch(tmp_path)
    _, cursor = look(one, None)
    repo.commit("b.py", "More")
    repo("config", "user.email", "")
    with pytest.raises(InvalidInput, match="who you are"):
        look(one, cursor)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Even beside one that is: a slip of the pen would otherwise go unnoticed for good."""
    (tmp_path / "here").mkdir()
    roots = (str(tmp_path / "here"), str(tmp_path / "gone"))
    support = GitObserver().probe(GitSettings(roots=roots), Machine(tmp_path).around)
    assert support.state == "degraded"
    assert f"{tmp_path / 'gone'} is not there" in support.why
    (tmp_path / "gone").write_text("a file")
    support = GitObserver().probe(GitSettings(roots=roots), Machine(tmp_path).around)
    assert f"{tmp_path / 'gone'} is no folder" in support.why


def test_each_repository_without_news_shows_that_it_is_looked_at(tmp_path: Path) -> None:
    """A slow disk with many of them is not taken for one that hangs; nothing is written for it."""
    for name in "abc":
        Repo(tmp_path / name).commit("x", "begin")
    watching = watch(tmp_path)
    _, cursor = look(watching, None)
    batches = list(watching.read(cursor, NOW))
    assert [(list(batch.items), batch.cursor) for batch in batches] == [([], None)] * 3
