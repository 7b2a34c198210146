"""Events read into what the statistics count: commits, commands, windows, pages, meetings."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import urlsplit

from agent.windows import kind_of_source
from memory.types import ContextValue, Observation


class Event(Protocol):
    """Something that happened at a time: all that rhythms and evidence need."""

    @property
    def id(self) -> str:
        """The observation's id."""

    @property
    def at(self) -> datetime:
        """When it happened, in the person's own time zone."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the person's own."""

    id: str
    at: datetime
    repo: str
    subject: str
    body: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A command line: its program and what it was told ("git commit"), where, how it ended.

    ``timed`` is False where the history file had no times, and ``at`` is that of the file.
    """

    id: str
    at: datetime
    line: str
    program: str
    verb: str
    cwd: str
    failed: bool
    timed: bool = True


@dataclass(frozen=True, slots=True)
class Focus:
    """A window that was in front for some seconds."""

    id: str
    at: datetime
    app: str
    title: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that was opened."""

    id: str
    at: datetime
    host: str
    title: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """An entry of the calendar; ``at`` is its start."""

    id: str
    at: datetime
    title: str
    people: tuple[str, ...]
    location: str


@dataclass(slots=True)
class Events:
    """Everything that was understood, each kind in order of time."""

    commits: list[Commit] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    windows: list[Focus] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)

    def everything(self) -> list[Event]:
        """What the person did themselves, oldest first (a calendar entry is no action)."""
        done: list[Event] = [*self.commits, *self.commands, *self.windows, *self.visits]
        return sorted(done, key=lambda event: (event.at, event.id))


def read(observations: Iterable[Observation], now: datetime) -> Events:
    """Sort observations into kinds. Texts, what others did, and what has no time are left out.

    Args:
        observations: In any order.
        now: Nothing later than this is counted, but for meetings.
    """
    events = Events()
    for observation in sorted(observations, key=lambda each: (each.observed_at or now, each.id)):
        at = observation.observed_at
        if observation.kind != "event" or at is None:
            continue
        source = kind_of_source(observation.source)
        if source == "calendar":
            events.meetings.append(_meeting(observation, at))
        elif observation.origin == "third-party content" or at > now:
            continue
        elif source == "git":
            events.commits.append(_commit(observation, at))
        elif source == "shell":
            events.commands.extend(_commands(observation, at))
        elif source == "window":
            events.windows.append(_focus(observation, at))
        elif source == "browser":
            events.visits.extend(_visits(observation, at))
    return events


def days(events: Iterable[Event]) -> set[date]:
    """The days on which the events happened."""
    return {event.at.date() for event in events}


def text_of(context: Mapping[str, ContextValue], key: str) -> str:
    """A context value as text, empty where there is none."""
    value = context.get(key, "")
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _commit(observation: Observation, at: datetime) -> Commit:
    subject, _, body = observation.content.strip().partition("\n")
    files = observation.context.get("files", ())
    return Commit(
        observation.id,
        at,
        PurePosixPath(text_of(observation.context, "repo").removesuffix(".git")).name,
        subject.strip(),
        body.strip(),
        files if isinstance(files, tuple) else tuple(str(files).split()),
    )


_WRAPPERS = frozenset(
    ["sudo", "time", "nohup", "env", "command", "exec", "nice", "watch", "xargs", "caffeinate"]
)
_RUNNERS = frozenset(("uv run", "poetry run", "pipenv run", "npx", "bunx", "uvx", "pipx run"))
_ASSIGNMENT = re.compile(r"^\w+=")


def _commands(observation: Observation, at: datetime) -> list[Command]:
    line = " ".join(observation.content.split())
    exit_code = observation.context.get("exit", 0)
    cwd = text_of(observation.context, "cwd").rstrip("/")
    timed = text_of(observation.context, "time") != "file"
    found = []
    for part in re.split(r"\s*(?:&&|\|\||;)\s*", line):
        words = _program(part.split(" | ")[0])
        if words:
            program, verb = words
            failed = str(exit_code) not in {"0", "", "None"}
            found.append(Command(observation.id, at, part, program, verb, cwd, failed, timed))
    return found


def _program(part: str) -> tuple[str, str] | None:
    """The program and its subcommand: "uv run pytest -q" is ("pytest", "")."""
    try:
        words = shlex.split(part)
    except ValueError:
        words = part.split()
    while words and (words[0] in _WRAPPERS or _ASSIGNMENT.match(words[0])):
        words = words[1:]
    while words and (" ".join(words[:2]) in _RUNNERS or words[0] in _RUNNERS):
        words = words[2 if " ".join(words[:2]) in _RUNNERS else 1 :]
    if len(words) >= 3 and re.fullmatch(r"python[\d.]*", words[0]) and words[1] == "-m":  # noqa: PLR2004 - python -m module
        words = words[2:]
    if not words:
        return None
    program = PurePosixPath(words[0]).name
    if not re.fullmatch(r"[A-Za-z][\w.+-]*", program):
        return None
    verb = next((word for word in words[1:] if not word.startswith("-")), "")
    return program, verb if re.fullmatch(r"[a-z][a-z-]*", verb) else ""


def _focus(observation: Observation, at: datetime) -> Focus:
    context = observation.context
    try:
        seconds = max(0.0, float(text_of(context, "duration_s") or 0))
    except ValueError:
        seconds = 0.0
    app = text_of(context, "app").strip() or observation.content.split(" – ")[0].strip()
    app = re.sub(r"\.(?:exe|app)$", "", app, flags=re.IGNORECASE)
    return Focus(observation.id, at, app, text_of(context, "title"), seconds)


def _visits(observation: Observation, at: datetime) -> list[Visit]:
    host = text_of(observation.context, "host") or _host(text_of(observation.context, "url"))
    if not host or "." not in host:
        return []
    title = text_of(observation.context, "title") or observation.content
    return [Visit(observation.id, at, host.lower().removeprefix("www."), title)]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _meeting(observation: Observation, at: datetime) -> Meeting:
    context = observation.context
    people = context.get("people", ())
    title = text_of(context, "title") or observation.content.partition("\n")[0]
    start = at
    if written := text_of(context, "start"):
        try:
            parsed = datetime.fromisoformat(written)
        except ValueError:
            parsed = at
        start = parsed if parsed.tzinfo else parsed.replace(tzinfo=at.tzinfo)
    return Meeting(
        observation.id,
        start,
        " ".join(title.split()),
        people if isinstance(people, tuple) else tuple(filter(None, [str(people)])),
        text_of(context, "location"),
    )
