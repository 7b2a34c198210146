"""A user model in a temporary directory, opened in milliseconds: no Chroma, no embedding model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import numpy as np

from memory.embedding import HashedEmbedder
from memory.embedding.port import Embedder, Vectors
from memory.index import DenseIndex
from memory.keys import SystemKeys
from memory.ledger import Ledger
from memory.model import UserModel
from memory.types import HitKind, Observation

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that moves only when told to."""

    now: datetime = START

    def __call__(self) -> datetime:
        """The present."""
        return self.now

    def forward(self, **span: float) -> datetime:
        """Move on by a :class:`~datetime.timedelta` and return the new present."""
        self.now += timedelta(**span)
        return self.now


@dataclass
class MemoryIndex:
    """The dense index in a dictionary, exact, with what the ledger asks of the real one."""

    rows: dict[tuple[str, str], tuple[Vectors, int]] = field(default_factory=dict)
    needs_rebuild: str = ""
    created: bool = False

    def add(
        self,
        kind: HitKind,
        ids: Sequence[str],
        vectors: Vectors,
        sensitivities: Sequence[int] | None = None,
    ) -> None:
        """Insert or replace."""
        ranks = sensitivities or [1] * len(ids)
        for each, vector, rank in zip(ids, vectors, ranks, strict=True):
            self.rows[kind, each] = (vector, rank)

    def delete(self, kind: HitKind, ids: Sequence[str]) -> None:
        """Remove."""
        for each in ids:
            self.rows.pop((kind, each), None)

    def query(
        self, kind: HitKind, vector: Vectors, n: int, *, clearance: int = 3
    ) -> list[tuple[str, float]]:
        """The nearest, exactly."""
        found = [
            (key, float(np.dot(row, vector)))
            for (which, key), (row, rank) in self.rows.items()
            if which == kind and rank <= clearance
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:n]

    def query_many(
        self, kind: HitKind, vectors: Vectors, n: int, *, clearance: int = 3
    ) -> list[list[tuple[str, float]]]:
        """The nearest of each."""
        return [self.query(kind, vector, n, clearance=clearance) for vector in vectors]

    def vectors(self, kind: HitKind, ids: Sequence[str]) -> dict[str, Vectors]:
        """Stored vectors of those that are known."""
        return {each: self.rows[kind, each][0] for each in ids if (kind, each) in self.rows}

    def ids(self, kind: HitKind) -> set[str]:
        """Everything of a kind."""
        return {key for which, key in self.rows if which == kind}

    def count(self, kind: HitKind) -> int:
        """How many there are of a kind."""
        return len(self.ids(kind))

    def rebuild(self, batches: Iterable[object]) -> int:
        """Begin anew."""
        assert not list(batches)
        self.rows.clear()
        self.needs_rebuild = ""
        return 0

    def purge(self, forgotten: Mapping[HitKind, Iterable[str]]) -> None:
        """Remove for good."""
        for kind, ids in forgotten.items():
            self.delete(kind, list(ids))

    def compact(self) -> bool:
        """Nothing is kept of what was deleted."""
        return False

    def close(self) -> None:
        """Nothing is held."""


def file_keys() -> SystemKeys:
    """Keys in a file, whatever keyring the machine has."""
    return SystemKeys(keyring=lambda: None)


def open_model(
    directory: Path,
    *,
    clock: Clock | None = None,
    embedder: Embedder | None = None,
    index: MemoryIndex | None = None,
    plain: bool = False,
) -> UserModel:
    """A user model with hashed vectors and an index in memory.

    Args:
        directory: Its home; opening the same one again finds what was stored.
        clock: Stands still at :data:`START` when not given.
        embedder: Hashed n-grams when not given.
        index: An index to go on with, after reopening.
        plain: Do not encrypt, to look for bytes on the disk.
    """
    ledger = Ledger.open(directory, file_keys(), plain=plain)
    model = UserModel._over(ledger, embedder or HashedEmbedder(), clock or Clock())
    model._dense._index = cast("DenseIndex", index or MemoryIndex())
    return model


def said(content: str, *, at: datetime = START, thread: str | None = None) -> Observation:
    """Something that the person said about themselves."""
    return Observation(
        source="chat", content=content, observed_at=at, thread=thread, origin="self-stated"
    )


def open_attended(home: Path, embedder: HashedEmbedder) -> UserModel:
    """A model with its real index, which somebody attends to as the daemon does."""
    return UserModel.open(home, embedder=embedder, keys=file_keys(), clock=Clock(), attended=True)
