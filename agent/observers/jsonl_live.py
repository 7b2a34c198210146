"""Anything else, live: files of JSON lines that some program appends to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pydantic import Field

from agent.observers.jsonl import parse_row
from agent.observers.live import (
    Batch,
    Cursor,
    ObserverSettings,
    Support,
    Surroundings,
    expanded,
    named_places,
)
from agent.observers.port import Drop, Item
from agent.observers.reading import json_row, stable_id, stream_lines
from agent.observers.tailing import Piece, end_of, look, moved, rotated_after
from memory.errors import InvalidInput
from memory.types import Observation


class JsonlSettings(ObserverSettings):
    """Which files."""

    every: float = Field(default=10, ge=0.2, le=86_400, description="Seconds between looks.")
    paths: tuple[str, ...] = Field(default=(), description="Files of JSON lines to follow.")


class JsonlObserver:
    """See the module."""

    name = "jsonl"
    consent = "Reads the lines that other programs append to the JSON files you name."
    settings = JsonlSettings

    def probe(self, settings: JsonlSettings, around: Surroundings) -> Support:
        """Whether any file is named and there."""
        return named_places(
            settings.paths,
            around,
            thing="file",
            enable="jsonl --set paths=FILE",
            there=Path.is_file,
        )

    def open(
        self, settings: JsonlSettings, around: Surroundings, wake: Callable[[], None]
    ) -> JsonlWatch:
        """Follow the files."""
        del wake  # polled
        return JsonlWatch(settings, around)


class JsonlWatch:
    """Follows files. The cursor has one part a file."""

    def __init__(self, settings: JsonlSettings, around: Surroundings) -> None:
        self._paths = [expanded(path, around) for path in settings.paths]
        self._history = settings.history

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        del now  # a missing time is the gate's affair
        known: dict[str, Any] = dict(cursor or {})
        failed: InvalidInput | None = None
        for path in self._paths:
            before = known.get(str(path))
            try:
                if not path.exists():
                    if cursor is None:  # what it will have when it comes is new
                        known[str(path)] = {}
                    continue
                if before is None and not self._history:
                    known[str(path)] = end_of(path)
                    yield Batch([], dict(known))
                    continue
                for items, after in _news(path, before, self._paths):
                    known[str(path)] = after
                    yield Batch(items, dict(known))
            except InvalidInput as error:  # the others still are read
                failed = error
        if cursor is None:
            yield Batch([], dict(known))
        if failed is not None:
            raise failed

    def close(self) -> None:
        """Nothing is held open."""


def _news(
    path: Path, before: Mapping[str, Any] | None, followed: Collection[Path]
) -> Iterator[tuple[list[Item], dict[str, Any]]]:
    """What there is to read of a file, each piece with the cursor after it.

    The cursor counts how often the file was begun anew: a row without a name of its own is told by
    where it stands, and after that the same places hold other rows.
    """
    turn = int((before or {}).get("turn", 0))
    while (piece := look(path, before)).how != "same":
        if piece.how == "anew" and before:
            for rest in _unread(path, before, followed):
                yield list(_rows(path, rest, turn)), rest.cursor() | {"turn": turn}
            turn += 1
        if not piece.data and not piece.too_long:
            return
        before = piece.cursor() | {"turn": turn}
        yield list(_rows(path, piece, turn)), before


def _unread(path: Path, before: Mapping[str, Any], followed: Collection[Path]) -> Iterator[Piece]:
    """What was not read yet of a file that another took the place of (a log that was rotated).

    Then of those that had its place in the meantime.
    """
    old = moved(path, before)
    if old is None or look(old, before).how == "anew":
        return
    yield from _rest(old, before)
    for later in rotated_after(path, old, followed):
        yield from _rest(later, None)


def _rest(path: Path, before: Mapping[str, Any] | None) -> Iterator[Piece]:
    while (piece := look(path, before)).how != "same":
        if not piece.data and not piece.too_long:
            return
        before = piece.cursor()
        yield piece


def _rows(path: Path, piece: Piece, turn: int) -> Iterator[Item]:
    if piece.too_long:
        yield Drop("too long")
    for number, line in enumerate(stream_lines(BytesIO(piece.data))):
        if line is not None and not line.strip():
            continue
        row = json_row(line)
        item = Drop(row) if isinstance(row, str) else parse_row(row)
        if isinstance(item, Observation) and item.external_id is None:
            # A row without a name of its own is told by where it stands.
            identity = stable_id(path, piece.inode, turn, piece.start, number)
            item = replace(item, external_id=identity)
        yield item
