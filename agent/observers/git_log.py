"""Reading a repository with the ``git`` command, whoever made it.

A repository is somebody else's data, its configuration too, and git runs programs that the
configuration names: signature checks, text conversion, file-system monitors, transports for objects
that are missing. Every one of them is switched off here, and nothing is written.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from memory.errors import InvalidInput

_SAFE = (
    # Configuration named in a repository's own config could run a program; each is overruled.
    *("-c", "safe.directory=*"),
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "log.showSignature=false"),
    *("-c", "log.follow=false"),
    *("-c", "diff.external="),
    *("-c", "diff.renames=true"),
    *("-c", "i18n.logOutputEncoding=UTF-8"),
    *("--no-pager", "--no-replace-objects", "--no-optional-locks"),
)
_DIFF = ("--no-ext-diff", "--no-textconv", "--no-color", "--no-show-signature")
#: For questions that git answers from a few files.
_TIMEOUT = 30.0
_CHUNK = 1 << 16
#: Bytes of one commit message that are read; what is more is cut by the gate anyway.
_MAX_BODY = 256 * 1024


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit without its text. ``branch`` is one from which it is reached, may be empty."""

    hash: str
    at: datetime
    parents: tuple[str, ...]
    name: str
    email: str
    branch: str


@dataclass(slots=True)
class Message:
    """The text of a commit and what it changed (nothing for a merge)."""

    subject: str
    body: str
    files: list[str]
    insertions: int = 0
    deletions: int = 0


class Repository:
    """A git repository that is only read."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self.name = name

    @classmethod
    def open(cls, path: Path) -> Repository:
        """The repository that a directory is, or lies in.

        Raises:
            InvalidInput: there is none, it has no commits, or there is no ``git``.
        """
        if not path.is_dir():
            raise InvalidInput(
                f"{path} does not exist", hint="give a repository, or a file of JSON lines"
            )
        repository = cls(path, "")
        top = repository._ask("rev-parse", "--show-toplevel")
        directory = top or repository._ask("rev-parse", "--absolute-git-dir")
        if not directory:
            raise InvalidInput(
                f"{path} is not a git repository", hint="give a directory that git log works in"
            )
        repository.name = repository._called(Path(directory))
        if not repository._ask("rev-list", "--all", "--max-count=1"):
            raise InvalidInput(f"{path} has no commits yet", hint="commit something first")
        return repository

    def _called(self, directory: Path) -> str:
        """What the project is called: by its remote, by its own manifest, by its folder.

        A folder is often only where somebody put it ("main", "src", "work"). Of a remote the last
        part of the path is taken, never the host or what may stand before it.
        """
        remote = self._ask("config", "--get", "remote.origin.url") or ""
        last = re.split(r"[/:\\]", remote.rstrip("/"))[-1].removesuffix(".git")
        elsewhere = "://" in remote or re.match(r"[\w.-]+@[\w.-]+:", remote)
        if elsewhere and _NAME.fullmatch(last):
            return last
        return _by_manifest(directory) or directory.name.removesuffix(".git") or "repository"

    def own_email(self) -> str:
        """The address that the repository's owner commits with; empty where none is set."""
        email = self._ask("config", "user.email")
        if not email:
            return ""
        mapped = self._ask("check-mailmap", f"<{email}>")
        return mapped.rpartition("<")[2].rstrip(">") if "<" in mapped else email

    def own_name(self) -> str:
        """The name that the repository's owner commits with; empty where none is set."""
        return self._ask("config", "user.name")

    def branches(self) -> dict[str, str]:
        """The tip of every local branch, by its name; ``HEAD`` where that is on none."""
        told = self._ask("for-each-ref", "--format=%(objectname) %(refname:short)", "refs/heads")
        tips = [line.split(" ", 1) for line in told.splitlines() if " " in line]
        found = {name: tip for tip, name in tips}
        tip = "" if self.current_branch() else self._ask("rev-parse", "--verify", "-q", "HEAD")
        if tip:
            found["HEAD"] = tip
        return found

    def current_branch(self) -> str:
        """The branch that is checked out; empty where none is."""
        return self._ask("symbolic-ref", "--quiet", "--short", "HEAD")

    def stashes(self) -> dict[str, str]:
        """What each stash says, by its hash, newest first."""
        told = self._ask("stash", "list", "--format=%H %gs")
        return dict(line.split(" ", 1) for line in told.splitlines() if " " in line)

    def changed_files(self) -> list[str]:
        """Paths that differ from the last commit, untracked ones (not ignored) included."""
        told = self._ask(
            "status", "--porcelain=v1", "-z", "--no-renames", "--ignore-submodules=all"
        )
        return sorted(token[3:] for token in told.split("\0") if len(token) > 3)  # noqa: PLR2004

    def has(self, hash: str) -> bool:
        """Whether a commit is there (a rewritten history may have lost it)."""
        return bool(self._ask("rev-parse", "--verify", "-q", f"{hash}^{{commit}}"))

    def commits(self, *, without: Sequence[str] = ()) -> Iterator[Commit]:
        """Every commit of every local branch and of HEAD, oldest first. No text is read.

        Args:
            without: Commits whose own history is left out.
        """
        head = self._ask("symbolic-ref", "--quiet", "--short", "HEAD")
        branch = [f"refs/heads/{head}"] if self._ask("rev-parse", "--verify", "-q", "HEAD") else []
        if not head:
            branch = ["HEAD"] if branch else []
        fields = "%H%x00%at%x00%aI%x00%P%x00%aN%x00%aE%x00%S"
        tokens = self._tokens(
            [
                "log",
                "-z",
                "--reverse",
                "--date-order",
                f"--format={fields}",
                *branch,
                "--branches",
                *(f"^{tip}" for tip in without),
                "--",
            ]
        )
        for identity in tokens:
            if not identity:
                continue
            seconds, iso, parents, name, email, source = (next(tokens, "") for _ in range(6))
            short = source.removeprefix("refs/heads/")
            yield Commit(
                identity,
                _time(seconds, iso),
                tuple(parents.split()),
                name,
                email,
                "" if short == "HEAD" else short,
            )

    def messages(self, commits: Sequence[Commit]) -> Iterator[tuple[Commit, Message]]:
        """The text and the changed files of some commits, in their order."""
        if not commits:
            return
        if not self._is_partial():
            yield from self._read(commits, ("--numstat", *_DIFF))
            return
        # What a partial clone left out is not fetched. Without the files' contents it can still
        # be told which changed, and without the folders at least what was said.
        done = 0
        for how in (("--name-only", "--no-renames", *_DIFF), ("--no-patch",)):
            try:
                for found in self._read(commits[done:], how):
                    done += 1
                    yield found
            except InvalidInput:
                if how == ("--no-patch",):
                    raise

    def _is_partial(self) -> bool:
        """Whether objects may be missing on purpose."""
        return bool(
            self._ask(
                "config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"
            )
        )

    def _read(
        self, commits: Sequence[Commit], how: Sequence[str]
    ) -> Iterator[tuple[Commit, Message]]:
        with tempfile.TemporaryFile() as wanted:
            wanted.write("".join(f"{commit.hash}\n" for commit in commits).encode())
            wanted.seek(0)
            tokens = self._tokens(
                [
                    *("log", "-z", "--stdin", "--no-walk=unsorted", *how),
                    "--format=%H%x00%s%x00%b",
                ],
                stdin=wanted,
            )
            yield from _records(tokens, commits, counted="--numstat" in how)

    def _ask(self, *arguments: str) -> str:
        """One line of answer; empty where git has none."""
        try:
            answer = subprocess.run(  # noqa: S603 - a fixed program, no shell
                self._command(arguments),
                env=_environment(),
                capture_output=True,
                timeout=_TIMEOUT,
                check=False,
            )
        except FileNotFoundError as error:
            raise InvalidInput("there is no git here", hint="install git") from error
        except subprocess.TimeoutExpired as error:
            raise InvalidInput(f"git does not answer about {self._path}") from error
        return answer.stdout.decode(errors="replace").strip() if answer.returncode == 0 else ""

    def _tokens(self, arguments: Sequence[str], stdin: IO[bytes] | None = None) -> Iterator[str]:
        """What git writes, cut at NUL bytes, as it comes.

        Raises:
            InvalidInput: git gave up (a damaged repository); what came before was yielded.
        """
        with (
            tempfile.TemporaryFile() as complaint,
            subprocess.Popen(  # noqa: S603 - a fixed program, no shell
                self._command(arguments),
                env=_environment(),
                stdin=stdin or subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaint,
            ) as process,
        ):
            finished = False
            try:
                if process.stdout is not None:
                    yield from _split(process.stdout)
                finished = True
            finally:
                if not finished:  # whoever reads us stopped early
                    process.kill()
            if process.wait() != 0:
                complaint.seek(0)
                why = complaint.read(500).decode(errors="replace").strip().splitlines()
                raise InvalidInput(
                    f"git cannot read {self._path}: {why[0] if why else 'no reason given'}",
                    hint="git fsck tells more",
                )

    def _command(self, arguments: Sequence[str]) -> list[str]:
        return ["git", "-C", str(self._path), *_SAFE, *arguments]


def _environment() -> Mapping[str, str]:
    """The person's own environment, without what would let git look elsewhere, ask or fetch."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    return environment | {
        "GIT_ALLOW_PROTOCOL": "none",  # overrules every transport a repository's config allows
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_PAGER": "cat",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C.UTF-8",
    }


def _split(stream: IO[bytes]) -> Iterator[str]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0") if b"\0" in chunk else [rest + chunk]
        rest = rest[:_MAX_BODY]  # what is beyond is not read, so a huge message costs no memory
        for token in whole:
            yield token[:_MAX_BODY].decode(errors="replace")
    if rest.strip():
        yield rest[:_MAX_BODY].decode(errors="replace")


def _records(
    tokens: Iterator[str], commits: Sequence[Commit], *, counted: bool
) -> Iterator[tuple[Commit, Message]]:
    """Group tokens by commit. The hashes come in the order asked for, so no text can fake one."""
    current: tuple[Commit, Message] | None = None
    expected = iter(commits)
    following = next(expected, None)
    for token in tokens:
        if following is not None and token == following.hash:
            if current is not None:
                yield current
            current = (following, Message(next(tokens, ""), next(tokens, ""), []))
            following = next(expected, None)
        elif current is not None and token.strip() and not counted:
            current[1].files.append(token.lstrip("\n"))
        elif current is not None and token.strip():
            _count(token.lstrip("\n"), tokens, current[1])
    if current is not None:
        yield current


def _count(token: str, tokens: Iterator[str], message: Message) -> None:
    """Add a line of ``--numstat -z``: ``added TAB deleted TAB path``, or both paths of a rename."""
    added, _, rest = token.partition("\t")
    deleted, _, path = rest.partition("\t")
    if not path:
        next(tokens, "")
        path = next(tokens, "")
    message.files.append(path)
    message.insertions += int(added) if added.isdecimal() else 0
    message.deletions += int(deleted) if deleted.isdecimal() else 0


def _time(seconds: str, iso: str) -> datetime:
    """The author's time with their offset; in UTC where the offset is nonsense."""
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        pass
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))
    except (ValueError, OverflowError):
        return datetime(1970, 1, 1, tzinfo=UTC)  # the gate drops it as far past


_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,79}")
#: A manifest longer than this is not looked into.
_MAX_MANIFEST = 256 * 1024


def _by_manifest(directory: Path) -> str:
    """The name that a project's pyproject.toml, Cargo.toml or package.json gives it, or nothing."""
    for file, table in (
        ("pyproject.toml", "project"),
        ("Cargo.toml", "package"),
        ("package.json", ""),
    ):
        path = directory / file
        try:
            if path.is_symlink() or path.stat().st_size > _MAX_MANIFEST:
                continue
            text = path.read_text(encoding="utf-8")
            told = tomllib.loads(text) if table else json.loads(text)
        except (OSError, ValueError):
            continue  # no manifest, or one that says nothing
        part = told.get(table) if table and isinstance(told, dict) else told
        name = part.get("name") if isinstance(part, dict) else None
        if isinstance(name, str) and _NAME.fullmatch(short := name.rpartition("/")[2]):
            return short
    return ""
