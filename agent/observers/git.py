"""Commits of one author, from a repository or from JSON lines.

The author is whoever the repository's ``user.email`` names, if they have commits there, else the
most frequent one who is no bot; ``author=`` (part of a name or address) overrides both. One person
with several addresses is told by the name. Commits of others are dropped and counted: third parties
are not profiled. Merges that git worded itself say nothing and are dropped; others are kept.

JSON lines have ``sha`` or ``hash``, ``time`` (or ``date``), ``subject`` (or ``message``), ``body``
and, where known, ``author`` and ``email``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from agent.observers.git_log import Commit, Repository
from agent.observers.port import Drop, Item
from agent.observers.reading import json_lines, parse_time, readable_file
from memory.errors import InvalidInput
from memory.types import ContextValue, Observation

MAX_FILES = 50
_OTHER = Drop("other author")
_BEFORE = Drop("before since")


class GitImporter:
    """See the module."""

    name = "git"
    description = "commits of a repository, or JSON lines of commits"
    options: Mapping[str, str] = {
        "author": "part of the name or address of whose commits to take",
        "since": "ISO 8601 time; older commits are left out",
    }

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a commit. See :meth:`agent.observers.port.Importer.read`."""
        del now  # commits have their own times
        since = _since(options.get("since"))
        if path.is_file():
            return _read_rows(path, options.get("author"), since)
        return _read_repository(path, options.get("author"), since)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose commits are taken.

    Some addresses, and a name that they all go by; or, with ``part``, whoever has that in either.
    """

    emails: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    part: str = ""

    def includes(self, name: str, email: str) -> bool:
        """Whether a commit by this name and address is theirs."""
        name, email = name.casefold(), email.casefold()
        if self.part:
            return self.part in name or self.part in email
        return email in self.emails or name in self.names


_BOT = re.compile(r"(?i)\[bot\]|\bbot@|^(?:dependabot|renovate|github-actions)\b")
_AUTOMATIC_MERGE = re.compile(
    r"Merge (?:(?:remote-tracking )?branch(?:es)? |pull request #|tag |commit '|remote )"
    r"|Merge [0-9a-f]{7,40} into "
    r"|Merged (?:in|branch|PR) "
)


def choose_author(
    authors: Sequence[tuple[str, str]], *, own_email: str = "", wanted: str | None = None
) -> Identity:
    """Whose commits to take.

    Args:
        authors: (name, address) of every commit.
        own_email: The repository's ``user.email``.
        wanted: Part of a name or address, which overrides everything.

    Raises:
        InvalidInput: nobody matches ``wanted``; the hint names the most frequent authors.
    """
    counts = Counter(authors)
    if wanted:
        part = wanted.casefold()
        chosen = [a for a in counts if part in a[0].casefold() or part in a[1].casefold()]
        if not chosen:
            most = ", ".join(f"{name} <{email}>" for (name, email), _ in counts.most_common(3))
            raise InvalidInput(f"no commit by {wanted!r}", hint=f"most frequent: {most}")
        return _identity(chosen)
    own = [a for a in counts if own_email and a[1].casefold() == own_email.casefold()]
    if own:
        return _identity(own)
    people = Counter({a: n for a, n in counts.items() if not _BOT.search(a[0] + " " + a[1])})
    return _identity([a for a, _ in (people or counts).most_common(1)])


def own_identity(repository: Repository, wanted: str = "") -> Identity:
    """Whose commits to take where those of others may come alone, as with a pull.

    Who is most frequent says nothing then: it is the owner, or whom the person named.

    Args:
        repository: Whose owner it is.
        wanted: Part of a name or address, which overrides that.

    Raises:
        InvalidInput: the repository does not say whose it is.
    """
    if wanted:
        return Identity(part=wanted.casefold())
    email = repository.own_email()
    if not email:
        raise InvalidInput(
            f"{repository.name} does not say who you are",
            hint="git config --global user.email ADDRESS",
        )
    return _identity([(repository.own_name(), email)])


def _identity(authors: Sequence[tuple[str, str]]) -> Identity:
    """All who share a full name with one of these are the same person."""
    return Identity(
        frozenset(email.casefold() for _, email in authors if email),
        frozenset(name.casefold() for name, _ in authors if " " in name.strip()),
    )


# --- a repository ------------------------------------------------------------------------------


def _read_repository(path: Path, author: str | None, since: datetime | None) -> Iterator[Item]:
    repository = Repository.open(path)
    commits = list(repository.commits())
    identity = choose_author(
        [(c.name, c.email) for c in commits], own_email=repository.own_email(), wanted=author
    )
    return repository_items(repository, commits, identity, since)


def repository_items(
    repository: Repository, commits: Sequence[Commit], identity: Identity, since: datetime | None
) -> Iterator[Item]:
    """Some commits as items.

    Others' are dropped first, unread: only the author's are asked for their text.
    """
    own = [c for c in commits if identity.includes(c.name, c.email)]
    for _ in range(len(commits) - len(own)):
        yield _OTHER
    late = [c for c in own if since is None or c.at.timestamp() >= since.timestamp()]
    for _ in range(len(own) - len(late)):
        yield _BEFORE
    for commit, message in repository.messages(late):
        if len(commit.parents) > 1 and _AUTOMATIC_MERGE.match(message.subject):
            yield Drop("merge")
            continue
        context: dict[str, ContextValue] = {
            "repo": repository.name,
            "author": commit.name,
            "hash": commit.hash,
            "insertions": message.insertions,
            "deletions": message.deletions,
            "files": tuple(message.files[:MAX_FILES]),
        }
        if commit.branch:
            context["branch"] = commit.branch
        yield _observation(message.subject, message.body, commit.at, commit.hash, context)


def _observation(
    subject: str,
    body: str,
    at: datetime,
    identity: str,
    context: Mapping[str, ContextValue],
) -> Observation:
    return Observation(
        source="git",
        content="\n\n".join(part for part in (subject.strip(), body.strip()) if part),
        observed_at=at,
        kind="event",
        context=context,
        external_id=identity,
    )


def _since(value: str | None) -> datetime | None:
    if value is None:
        return None
    parsed = parse_time(value)
    if parsed is None:
        raise InvalidInput(f"since is no time: {value!r}", hint="give ISO 8601, as 2025-03-01")
    return parsed


# --- JSON lines --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    hash: str
    at: datetime
    subject: str
    body: str
    name: str
    email: str
    files: tuple[str, ...] = field(default=())


def _read_rows(path: Path, author: str | None, since: datetime | None) -> Iterator[Item]:
    readable_file(path, "a repository, or a file of JSON lines")
    rows = [_row(row) for row in json_lines(path)]
    named = [(r.name, r.email) for r in rows if isinstance(r, _Row) and (r.name or r.email)]
    identity = choose_author(named, wanted=author) if named or author else None
    return _row_items(rows, identity, path.stem.removeprefix("gitlog_"), since)


def _row_items(
    rows: Sequence[_Row | Drop], identity: Identity | None, repo: str, since: datetime | None
) -> Iterator[Item]:
    for row in rows:
        if isinstance(row, Drop):
            yield row
        elif since is not None and row.at.timestamp() < since.timestamp():
            yield _BEFORE
        elif identity and (row.name or row.email) and not identity.includes(row.name, row.email):
            yield _OTHER
        elif _AUTOMATIC_MERGE.match(row.subject):
            yield Drop("merge")
        else:
            context: dict[str, ContextValue] = {"repo": repo, "hash": row.hash}
            if row.name:
                context["author"] = row.name
            if row.files:
                context["files"] = row.files
            yield _observation(row.subject, row.body, row.at, row.hash, context)


def _row(row: Mapping[str, object] | str) -> _Row | Drop:
    if isinstance(row, str):
        return Drop(row)
    identity = _text(row, "hash", "sha", "commit", "id")
    at = parse_time(next((row[k] for k in ("time", "date", "author_date") if k in row), None))
    subject = _text(row, "subject", "message", "title")
    if not identity or at is None or subject is None:
        return Drop("malformed")
    files = row.get("files")
    return _Row(
        identity,
        at,
        subject,
        _text(row, "body") or "",
        _text(row, "author", "author_name", "name") or "",
        _text(row, "email", "author_email") or "",
        tuple(str(f) for f in files[:MAX_FILES]) if isinstance(files, list) else (),
    )


def _text(row: Mapping[str, object], *keys: str) -> str | None:
    for key in keys:
        value = row.get(key)
        if isinstance(value, str):
            return value
    return None
