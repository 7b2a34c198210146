"""What happens in chosen repositories: commits, branches, stashes, and work that is not committed.

The cursor holds the tips of the branches: what is new is what they reach and the former tips do
not. A dirty tree is told once it is dirty, and again when twice as many files changed or half an
hour went by with other ones: a save is no news.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import Field

from agent.observers.git import MAX_FILES, own_identity, repository_items
from agent.observers.git_log import Repository
from agent.observers.live import (
    BATCH,
    OK,
    Batch,
    Cursor,
    ObserverSettings,
    Support,
    Surroundings,
    expanded,
    named_places,
)
from agent.observers.port import Item
from agent.observers.reading import stable_id
from memory.errors import GumptionError, InvalidInput
from memory.types import ContextValue, Observation

#: Between two observations of the same dirty tree.
_DIRTY_AGAIN = timedelta(minutes=30)
_MOST_REPOSITORIES = 200
_DEPTH = 3
_SKIPPED = {"node_modules", "venv", "__pycache__", "target", "build"}


class GitSettings(ObserverSettings):
    """Which repositories, and whose commits."""

    every: float = Field(default=30, ge=1, le=86_400, description="Seconds between looks.")
    roots: tuple[str, ...] = Field(
        default=(), description="Repositories, or folders with repositories in them."
    )
    author: str = Field(default="", description="Whose commits; empty: by user.email.")


class GitObserver:
    """See the module."""

    name = "git"
    consent = (
        "Reads your commits, branches and stashes, and which files you changed, in the folders"
        " you name."
    )
    settings = GitSettings

    def probe(self, settings: GitSettings, around: Surroundings) -> Support:
        """Whether there is git, and a repository."""
        named = named_places(
            settings.roots, around, thing="folder", enable="git --set roots=DIR", there=Path.is_dir
        )
        if named == OK and not repositories(settings, around):
            return Support(
                "degraded",
                "there is no repository in these folders",
                "gumption observers enable git --set roots=DIR",
            )
        return named

    def open(
        self, settings: GitSettings, around: Surroundings, wake: Callable[[], None]
    ) -> GitWatch:
        """Watch the repositories."""
        del wake  # polled
        return GitWatch(settings, around)


class GitWatch:
    """Watches repositories. The cursor has one part each."""

    def __init__(self, settings: GitSettings, around: Surroundings) -> None:
        self._settings = settings
        self._around = around

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        known: dict[str, Any] = dict(cursor or {})
        failed: GumptionError | None = None
        for path in repositories(self._settings, self._around):
            key = str(path)
            try:
                repository = Repository.open(path)
                before: dict[str, Any] | None = known.get(key)
                if before is None and self._settings.history:
                    before = {}
                now_there = _state(repository)
                if before is None:
                    known[key] = now_there
                    yield Batch([], dict(known))
                    continue
                items = list(self._news(repository, before, now_there, now))
            except InvalidInput as error:
                if "no commits yet" not in str(error):
                    failed = error
                continue
            # A whole look at a repository moves its part of the cursor once.
            for begin in range(0, max(len(items), 1), BATCH):
                part = items[begin : begin + BATCH]
                if begin + BATCH >= len(items):
                    if known.get(key) == now_there and not part:
                        yield Batch([], None)  # no news, and a sign that it does not hang
                        break
                    known[key] = now_there
                    yield Batch(part, dict(known))
                else:
                    yield Batch(part, None)
        if failed is not None:
            raise failed

    def close(self) -> None:
        """Nothing is held open."""

    def _news(
        self, repository: Repository, before: dict[str, Any], after: dict[str, Any], now: datetime
    ) -> Iterator[Item]:
        old: dict[str, str] = before.get("branches", {})
        new: dict[str, str] = after["branches"]
        if new != old:
            seen = [tip for tip in dict.fromkeys(old.values()) if repository.has(tip)]
            commits = list(repository.commits(without=seen))
            if commits:
                identity = own_identity(repository, self._settings.author)
                yield from repository_items(repository, commits, identity, None)
        if before:
            for name in new.keys() - old.keys() - {"HEAD"}:
                yield _event(repository, now, f"began the branch {name}", branch=name)
            for name in old.keys() - new.keys() - {"HEAD"}:
                yield _event(repository, now, f"removed the branch {name}", branch=name)
            if after["current"] != before.get("current") and after["current"]:
                yield _event(
                    repository,
                    now,
                    f"went to the branch {after['current']}",
                    branch=after["current"],
                )
        for stash in after["stashes"]:
            if stash not in before.get("stashes", []):
                said = repository.stashes().get(stash, "")
                yield _event(repository, now, f"put work aside: {said}", hash=stash)
        yield from _dirty(repository, before, after, now)


def repositories(settings: GitSettings, around: Surroundings) -> list[Path]:
    """The repositories that the roots are or hold, at most three folders deep."""
    found: list[Path] = []
    for root in settings.roots:
        _find(expanded(root, around), _DEPTH, found)
    return found


def _find(folder: Path, depth: int, found: list[Path]) -> None:
    if len(found) >= _MOST_REPOSITORIES:
        return
    try:
        if (folder / ".git").exists():
            found.append(folder)
            return
        if depth == 0:
            return
        inside = sorted(one for one in folder.iterdir() if one.is_dir() and not one.is_symlink())
    except OSError:
        return
    for one in inside:
        if not one.name.startswith(".") and one.name not in _SKIPPED:
            _find(one, depth - 1, found)


def _state(repository: Repository) -> dict[str, Any]:
    changed = repository.changed_files()
    return {
        "branches": repository.branches(),
        "current": repository.current_branch(),
        "stashes": list(repository.stashes())[:100],
        "dirty": {"files": len(changed), "which": stable_id(*changed), "at": None},
    }


def _dirty(
    repository: Repository, before: dict[str, Any], after: dict[str, Any], now: datetime
) -> Iterator[Item]:
    """Work that is not committed, if there is news of it; ``after`` keeps what was told."""
    old: dict[str, Any] = before.get("dirty") or after["dirty"] | {"which": "", "at": None}
    new: dict[str, Any] = after["dirty"]
    if not new["files"]:
        return
    new["at"], new["told"] = old.get("at"), old.get("told", 0)
    if new["which"] == old["which"]:
        return
    told_at = datetime.fromisoformat(new["at"]) if new["at"] else None
    if told_at is None or new["files"] >= 2 * new["told"] or now - told_at >= _DIRTY_AGAIN:
        new["at"], new["told"] = now.isoformat(), new["files"]
        files = repository.changed_files()
        count = f"{len(files)} files" if len(files) != 1 else "1 file"
        yield _event(
            repository,
            now,
            f"has {count} changed and not committed",
            branch=after["current"],
            files=files[:MAX_FILES],
        )
    else:
        after["dirty"] = old  # small steps add up to news


def _event(
    repository: Repository,
    now: datetime,
    what: str,
    *,
    branch: str = "",
    hash: str = "",
    files: list[str] | None = None,
) -> Observation:
    context: dict[str, ContextValue] = {"repo": repository.name, "event": what.split(" ", 1)[0]}
    if branch:
        context["branch"] = branch
    if hash:
        context["hash"] = hash
    if files:
        context["files"] = tuple(files)
    return Observation(
        source="repository",
        content=f"{repository.name}: {what}",
        observed_at=now,
        kind="event",
        context=context,
        external_id=stable_id(repository.name, what, hash or now.isoformat()),
    )
