"""Commands as they are typed: the history files of bash, zsh and fish, followed.

A shell appends to its file (bash at its end, or after each command with ``history -a``), and now
and then writes it anew, trimmed. Then what was read before is found again by the last commands that
were read (:mod:`agent.observers.shell_place`); where the place is not found in a file that begins
as before, its commands are counted and not taken.

A command without a time of its own was typed just before it was seen, so it gets the time of the
look; what was there before the first look keeps the time of the file, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pydantic import Field

from agent.observers.live import (
    BATCH,
    OK,
    Batch,
    Cursor,
    ObserverSettings,
    Support,
    Surroundings,
    expanded,
)
from agent.observers.port import Drop, Item
from agent.observers.reading import byte_lines, modified_at, stable_id, stream_lines
from agent.observers.shell import Entry, detect, entries, observation
from agent.observers.shell_place import Remembered, mark
from agent.observers.tailing import Piece, end_of, look
from agent.redaction import redact
from memory.errors import InvalidInput
from memory.types import Observation

_USUAL = (
    (".zsh_history", "zsh"),
    (".bash_history", "bash"),
    (".local/share/fish/fish_history", "fish"),
)


class ShellSettings(ObserverSettings):
    """Which history files."""

    every: float = Field(default=5, ge=0.2, le=86_400, description="Seconds between looks.")
    paths: tuple[str, ...] = Field(
        default=(), description="History files; empty: those of bash, zsh and fish in your home."
    )


class ShellObserver:
    """See the module."""

    name = "shell"
    consent = "Reads the commands you type, from the history files of bash, zsh and fish."
    settings = ShellSettings
    local = True

    def probe(self, settings: ShellSettings, around: Surroundings) -> Support:
        """Whether there is a history file that can be read."""
        files = _files(settings, around)
        if not files:
            return Support(
                "degraded",
                "there is no history file yet",
                "type a command, or: gumption observers enable shell --set paths=FILE",
            )
        for path, _ in files:
            try:
                with path.open("rb"):
                    pass
            except OSError:
                return Support("needs permission", f"{path} cannot be read", f"chmod u+r {path}")
        return OK

    def open(
        self, settings: ShellSettings, around: Surroundings, wake: Callable[[], None]
    ) -> ShellWatch:
        """Follow the files."""
        del wake  # polled
        return ShellWatch(settings, around)


class ShellWatch:
    """Follows history files. The cursor has one part a file."""

    def __init__(self, settings: ShellSettings, around: Surroundings) -> None:
        self._settings = settings
        self._around = around

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        known: dict[str, Any] = dict(cursor or {})
        failed: InvalidInput | None = None
        for path, shell in _files(self._settings, self._around):
            before = known.get(str(path))
            try:
                if before is None and not (self._settings.history or cursor is not None):
                    known[str(path)] = _skipped(path, shell, now)
                    yield Batch([], dict(known))
                    continue
                for items, after in _news(path, shell, before, now):
                    if after is not None:
                        known[str(path)] = after
                    yield Batch(items, None if after is None else dict(known))
            except InvalidInput as error:  # the others still are read
                failed = error
        if failed is not None:
            raise failed

    def close(self) -> None:
        """Nothing is held open."""


def _files(settings: ShellSettings, around: Surroundings) -> list[tuple[Path, str]]:
    if settings.paths:
        named = [expanded(path, around) for path in settings.paths]
        return [(path, detect(path)) for path in named if path.is_file()]
    told = around.environ.get("HISTFILE")
    usual = [(around.home / name, shell) for name, shell in _USUAL]
    if told and Path(told) not in [path for path, _ in usual] and Path(told).is_file():
        usual.append((Path(told), detect(Path(told))))
    return [(path, shell) for path, shell in usual if path.is_file()]


def _skipped(path: Path, shell: str, now: datetime) -> dict[str, Any]:
    """A cursor behind everything that is there at the first look."""
    remembered = Remembered(None, now.timestamp())
    for entry in entries(shell, byte_lines(path)):
        if isinstance(entry, Entry):
            remembered.add(entry)
    return end_of(path) | remembered.kept()


def _news(
    path: Path, shell: str, before: Mapping[str, Any] | None, now: datetime
) -> Iterator[tuple[list[Item], dict[str, Any] | None]]:
    piece = look(path, before)
    if piece.how == "anew" and before is not None:
        yield from _rewritten(path, shell, before, now)
        return
    # At the very first look of all, commands without times get the file's.
    at = now if before is not None else modified_at(path)
    while piece.how != "same":
        used = complete(shell, piece.data)
        if not used and not piece.too_long:
            return
        remembered = Remembered(before, now.timestamp())
        found = entries(shell, stream_lines(BytesIO(piece.data[:used])))
        items = list(_items(found, shell, remembered, at, piece, history=before is None))
        if piece.too_long:
            items.append(Drop("too long"))
        before = piece.cursor(used) | remembered.kept()
        yield items, before
        piece = look(path, before)


def _rewritten(
    path: Path, shell: str, before: Mapping[str, Any], now: datetime
) -> Iterator[tuple[list[Item], dict[str, Any] | None]]:
    """What is new in a history that was written anew; the cursor moves when all of it is kept."""
    remembered = Remembered(before, now.timestamp())
    end = end_of(path)
    place = Piece("anew", int(end["offset"]), b"", int(end["inode"]))
    new = _new(path, shell, remembered)
    found = _items(new, shell, remembered, now, place, history=False)
    batch: list[Item] = []
    for item in found:
        if len(batch) == BATCH:
            yield batch, None
            batch = []
        batch.append(item)
    yield batch, end | remembered.kept()


def _items(
    found: Iterator[Entry | Drop],
    shell: str,
    remembered: Remembered,
    at: datetime,
    piece: Piece,
    *,
    history: bool,
) -> Iterator[Item]:
    occurrences: Counter[tuple[int | None, str]] = Counter()
    for number, entry in enumerate(found):
        if isinstance(entry, Drop):
            yield entry
            continue
        remembered.add(entry)
        item = observation(entry, shell, number, at, occurrences)
        if isinstance(item, Observation) and entry.when is None and not history:
            item = _typed_now(item, entry, piece, number)
        yield item


def _typed_now(item: Observation, entry: Entry, piece: Piece, number: int) -> Observation:
    """A command without a time that was seen as it came: its time is the look's."""
    identity = stable_id("live", piece.inode, piece.start, number, redact(entry.command).text)
    context = {k: v for k, v in item.context.items() if k != "time"}
    return replace(item, context=context, external_id=identity)


def complete(shell: str, data: bytes) -> int:
    """How many bytes of some whole lines are whole commands too."""
    lines = data.splitlines(keepends=True)
    drop = 0
    if shell == "bash":
        # A time whose command is not written yet.
        if lines and lines[-1].startswith(b"#") and lines[-1][1:].strip().isdigit():
            drop = 1
    elif shell == "zsh":
        while drop < len(lines) and lines[-1 - drop].rstrip(b"\r\n").endswith(b"\\"):
            drop += 1
    else:
        starts = [n for n, line in enumerate(lines) if line.startswith(b"- cmd:")]
        if starts and not any(line.startswith(b"  when:") for line in lines[starts[-1] :]):
            drop = len(lines) - starts[-1]
    return len(data) - sum(len(line) for line in lines[len(lines) - drop :])


def _new(path: Path, shell: str, remembered: Remembered) -> Iterator[Entry | Drop]:
    """What is new in a history that was written anew, and a drop for each that may be."""
    found = (one for one in entries(shell, byte_lines(path)) if isinstance(one, Entry))
    marks = [mark(entry) for entry in found]
    news = list(remembered.news(marks))
    remembered.begins_with(marks)
    numbers = iter(news)
    new: bool | None = all(news)  # what is no command belongs to the one before it
    for entry in entries(shell, byte_lines(path)):
        if isinstance(entry, Entry):
            new = next(numbers, None)
        if new is None and isinstance(entry, Entry):
            yield Drop("out of place")
        elif new:
            yield entry
