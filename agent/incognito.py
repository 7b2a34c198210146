"""Chat that leaves no trace, for while capture is stopped.

It reads the user model and writes nothing to it: what is said stays in this process's memory until
capture goes on, and then is gone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from memory.types import (
    AuditEntry,
    Change,
    Draft,
    Hit,
    Observation,
    Proposition,
    Reconciliation,
    Sensitivity,
)

if TYPE_CHECKING:
    from agent.checkpoints import Checkpoints


class Reader(Protocol):
    """The part of :class:`memory.UserModel` that is read."""

    def recall(
        self, query: str, *, k: int = 10, clearance: Sensitivity = "personal"
    ) -> Sequence[Hit]:
        """See :meth:`memory.UserModel.recall`."""

    def observations(
        self, *, ids: Sequence[str] | None = None, limit: int = 100
    ) -> list[Observation]:
        """See :meth:`memory.UserModel.observations`."""

    def proposition(self, id: str) -> Proposition:
        """See :meth:`memory.UserModel.proposition`."""

    def history(self, id: str) -> list[Change]:
        """See :meth:`memory.UserModel.history`."""


class Traceless:
    """Stands between a chat and the user model: :class:`agent.graphs.chat.Ledger`.

    Args:
        model: Is read.
    """

    def __init__(self, model: Reader) -> None:
        self._model = model
        self._said: dict[str, Observation] = {}
        self._states: dict[str, str] = {}

    def recall(self, query: str, *, k: int = 10, clearance: Sensitivity = "personal") -> list[Hit]:
        """From the user model."""
        return list(self._model.recall(query, k=k, clearance=clearance))

    def observe(self, observations: Sequence[Observation]) -> list[str]:
        """Keep what is said for as long as this lives."""
        ids = []
        for each in observations:
            ids.append(f"said-{len(self._said)}")
            self._said[ids[-1]] = replace(each, id=ids[-1])
        return ids

    def observations(
        self, *, ids: Sequence[str] | None = None, limit: int = 100
    ) -> list[Observation]:
        """What was said here, and what the user model has of these ids."""
        if ids is None:
            return list(self._said.values())[:limit]
        said = [self._said[one] for one in ids if one in self._said]
        elsewhere = [one for one in ids if one not in self._said]
        return said + (self._model.observations(ids=elsewhere, limit=limit) if elsewhere else [])

    def proposition(self, id: str) -> Proposition:
        """From the user model."""
        return self._model.proposition(id)

    def history(self, id: str) -> list[Change]:
        """From the user model."""
        return self._model.history(id)

    def reconcile(
        self, drafts: Sequence[Draft], *, settles: Sequence[str] = (), actor: str = "library"
    ) -> list[Reconciliation]:
        """Nothing is learnt."""
        del drafts, settles, actor
        return []

    def forget(self, *, id: str) -> None:
        """Drop what was said here."""
        self._said.pop(id, None)

    def write_audit(self, entries: Sequence[AuditEntry]) -> None:
        """Nothing is written down."""

    def state(self, key: str) -> str | None:
        """What was kept here."""
        return self._states.get(key)

    def set_state(self, key: str, value: str) -> None:
        """Keep it here."""
        self._states[key] = value


def traceless_checkpoints() -> Checkpoints:
    """Checkpoints in this process's memory."""
    from agent.checkpoints import Checkpoints

    return Checkpoints(sqlite3.connect(":memory:", check_same_thread=False))
