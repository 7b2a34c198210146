"""What a live observer is: a source that goes on being read while the daemon runs.

An observer is *pulled*, never pushing into the ledger itself: :meth:`Watch.read` yields batches,
each with the cursor that holds after it, and whoever reads commits both in one transaction before
asking for the next. So memory is bounded, a slow ledger slows the source down and nothing else, and
after a crash reading goes on exactly where the last commit was. What a system pushes at us (a
message bus, a file-system monitor) waits in an :class:`Inbox` of bounded length.
"""

from __future__ import annotations

import subprocess
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Literal, Protocol, TypeVar, get_origin, runtime_checkable

from pydantic import BaseModel, ConfigDict, Field, model_validator

from agent.observers.port import Drop, Item
from memory.errors import GumptionError

#: ``off``: not enabled. ``degraded``: works in part, or failed lately and is tried again.
State = Literal["ok", "degraded", "needs permission", "unsupported", "off"]
#: How far a source was read: JSON values under names of its own choice.
Cursor = Mapping[str, Any]

#: Items in one batch, and so in one transaction.
BATCH = 500
OVERFLOW = "overflow"
T = TypeVar("T")
S = TypeVar("S", bound="ObserverSettings")


class ObserverSettings(BaseModel):
    """What every observer can be told: one table ``[observers.NAME]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    enabled: bool = Field(default=False, description="Whether it runs; off until you say so.")
    every: float = Field(
        default=30, ge=0.2, le=86_400, description="Seconds between looks where nothing calls."
    )
    history: bool = Field(
        default=False,
        description="Whether what is there already is taken in when it is first enabled.",
    )

    @model_validator(mode="before")
    @classmethod
    def _lists(cls, given: object) -> object:
        """Text for an option that takes several is one of them, or several between commas."""
        if not isinstance(given, dict):
            return given
        return {
            name: separated(value) if isinstance(value, str) and name in cls.several() else value
            for name, value in given.items()
        }

    @classmethod
    def several(cls) -> frozenset[str]:
        """The options that take several values."""
        fields = cls.model_fields.items()
        return frozenset(name for name, one in fields if get_origin(one.annotation) is tuple)


def separated(text: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


@dataclass(frozen=True, slots=True)
class Support:
    """Whether an observer can work here: a state, why, and what to do about it."""

    state: State
    why: str = ""
    remedy: str = ""


OK = Support("ok")


class Run(Protocol):
    """Runs a program and gives what it wrote, at most so much, or fails."""

    def __call__(
        self, command: Sequence[str], *, timeout: float = 10.0, most: int = 8 * 1024 * 1024
    ) -> bytes:
        """See :func:`run_program`."""


class CannotRun(GumptionError):
    """A program is missing, failed, took too long or wrote too much."""


def never_paused(since: datetime, until: datetime) -> bool:
    """Where there are no pauses."""
    del since, until
    return False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The machine as an observer sees it; tests give another one.

    Attributes:
        environ: Environment variables.
        home: The person's home folder.
        platform: As :data:`sys.platform`.
        clock: The time, timezone-aware.
        run: Runs a program.
        transcribe: Gives the text in an image file's bytes; ``None`` where nothing can.
        paused: Whether nothing was to be captured at some time between two.
    """

    environ: Mapping[str, str]
    home: Path
    platform: str
    clock: Callable[[], datetime]
    run: Run
    transcribe: Callable[[bytes], str] | None = None
    paused: Callable[[datetime, datetime], bool] = never_paused


@dataclass(frozen=True, slots=True)
class Batch:
    """Some items, oldest first, and how far the source is read once they are kept.

    A cursor of ``None`` leaves it where it was.
    """

    items: Sequence[Item]
    cursor: Cursor | None


class Watch(Protocol):
    """An observer at work on its source."""

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """Yield what is new, in batches of at most :data:`BATCH` items.

        The iterator is asked for more only once a batch is kept; it is closed where that fails.

        Args:
            cursor: Of the last batch that was kept; ``None`` on the very first look. What is there
                then is history, taken in only where the settings say so.
            now: The time, timezone-aware.

        Raises:
            GumptionError: the source cannot be read now; it is tried again later.
        """

    def close(self) -> None:
        """Let go of the source. Called from another thread when :meth:`read` hangs."""


@runtime_checkable
class Waits(Protocol):
    """A watch that may see something and leave it for later: ``observers test`` says why."""

    def waits(self, now: datetime) -> str:
        """What it waits for, in words; empty when for nothing."""


class Observer(Protocol[S]):
    """A kind of source. Instances are stateless and shared between threads.

    One with a true attribute ``samples`` looks at the present (the screen, the clipboard): that is
    an act in itself, so it is closed while nothing is captured, and opened anew after. All others
    read on meanwhile, and the gate drops by its time what was written in a pause.

    One with a true attribute ``local`` reads what was done at this machine from programs that count
    seconds: what it dates in UTC is kept with the offset of this machine's zone.
    """

    @property
    def name(self) -> str:
        """What it is called in the configuration and on the command line."""

    @property
    def consent(self) -> str:
        """In one plain line, what it reads; shown before it is enabled."""

    @property
    def settings(self) -> type[S]:
        """What it can be told."""

    def probe(self, settings: S, around: Surroundings) -> Support:
        """Whether it can work here, without recording anything. Quick."""

    def open(self, settings: S, around: Surroundings, wake: Callable[[], None]) -> Watch:
        """Begin.

        Args:
            settings: Its own, checked.
            around: The machine.
            wake: To be called (from any thread) when there may be something new.

        Raises:
            GumptionError: it cannot work now.
        """


def run_program(
    command: Sequence[str], *, timeout: float = 10.0, most: int = 8 * 1024 * 1024
) -> bytes:
    """What a program writes to standard output; no shell, no input.

    Args:
        command: The program and its arguments.
        timeout: Seconds after which it is killed.
        most: Bytes it may write.

    Raises:
        CannotRun: it is missing, fails, takes too long or writes too much.
    """
    program = command[0] if command else "nothing"
    try:
        with subprocess.Popen(  # noqa: S603 - a list, no shell
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                written, _ = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired as error:
                process.kill()
                raise CannotRun(f"{program} did not end within {timeout:g} s") from error
    except (OSError, ValueError, IndexError) as error:
        raise CannotRun(f"{program} cannot be run", hint="is it installed?") from error
    if process.returncode != 0:
        raise CannotRun(f"{program} failed with {process.returncode}")
    if len(written) > most:
        raise CannotRun(f"{program} wrote {len(written):,} bytes", hint=f"at most {most:,}")
    return written


class Inbox(Generic[T]):
    """What is pushed at us waits here: bounded, and what does not fit is counted.

    :meth:`take` shows the oldest without removing them; :meth:`done` removes them once kept, so
    that a failed commit loses nothing.
    """

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._waiting: deque[T] = deque()
        self._overflow = 0
        self._lock = Lock()

    def put(self, thing: T) -> bool:
        """Add one; whether there was room."""
        with self._lock:
            if len(self._waiting) >= self._most:
                self._overflow += 1
                return False
            self._waiting.append(thing)
            return True

    def take(self, most: int = BATCH) -> tuple[list[T], list[Drop]]:
        """The oldest (at most so many), and a drop for each that found no room."""
        with self._lock:
            things = [self._waiting[n] for n in range(min(most, len(self._waiting)))]
            return things, [Drop(OVERFLOW)] * min(self._overflow, most)

    def done(self, things: int, drops: int) -> None:
        """So many of the oldest, and of the drops, are kept."""
        with self._lock:
            for _ in range(min(things, len(self._waiting))):
                self._waiting.popleft()
            self._overflow -= min(drops, self._overflow)

    def __len__(self) -> int:
        return len(self._waiting)


def in_batches(items: Iterable[Item], cursor: Cursor) -> Iterator[Batch]:
    """Items in batches, the last of which moves the cursor.

    For sources that are small and whose items are known by ``external_id`` when read again.
    """
    batch: list[Item] = []
    for item in items:
        if len(batch) == BATCH:
            yield Batch(batch, None)
            batch = []
        batch.append(item)
    yield Batch(batch, cursor)


def expanded(path: str, around: Surroundings) -> Path:
    """A path of the configuration, with ``~`` as this person's home."""
    if path == "~" or path.startswith("~/"):
        return around.home / path[2:]
    return Path(path)


def named_places(
    paths: Sequence[str],
    around: Surroundings,
    *,
    thing: str,
    enable: str,
    there: Callable[[Path], bool] = Path.exists,
) -> Support:
    """Whether the person named any place to read, and all of them are there.

    Args:
        paths: As configured.
        around: The machine.
        thing: What is to be named, in a word: "folder".
        enable: What follows ``gumption observers enable`` to name one.
        there: Whether a path is such a thing.
    """
    remedy = f"gumption observers enable {enable}"
    if not paths:
        return Support("degraded", f"no {thing} is named", remedy)
    for path in paths:
        place = expanded(path, around)
        if not there(place):
            what = f"is no {thing}" if place.exists() else "is not there"
            return Support("degraded", f"{path} {what}", remedy)
    return OK
