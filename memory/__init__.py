"""What is known about the person: observations, propositions, evidence, history.

Useful alone, with no language model and no daemon::

    from memory import Observation, Proposition, UserModel

:class:`UserModel` is loaded when it is first asked for: importing :mod:`memory` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory.errors import (
    GumptionError,
    InvalidInput,
    InvalidObservation,
    InvalidProposition,
    KeyUnavailable,
    NotFound,
    StorageError,
    StorageFull,
    StoreDamaged,
    StoreLocked,
)
from memory.types import (
    AuditEntry,
    Change,
    Counts,
    Draft,
    Evidence,
    Forgotten,
    Hit,
    Judgement,
    Labels,
    Observation,
    Observed,
    Proposition,
    Reconciliation,
    RelationHint,
    Suggestion,
)

if TYPE_CHECKING:
    from memory.model import UserModel

__all__ = [
    "AuditEntry",
    "Change",
    "Counts",
    "Draft",
    "Evidence",
    "Forgotten",
    "GumptionError",
    "Hit",
    "InvalidInput",
    "InvalidObservation",
    "InvalidProposition",
    "Judgement",
    "KeyUnavailable",
    "Labels",
    "NotFound",
    "Observation",
    "Observed",
    "Proposition",
    "Reconciliation",
    "RelationHint",
    "StorageError",
    "StorageFull",
    "StoreDamaged",
    "StoreLocked",
    "Suggestion",
    "UserModel",
]


def __getattr__(name: str) -> object:
    """Load :class:`UserModel`, which brings SQLCipher and numpy with it, on first use."""
    if name == "UserModel":
        from memory.model import UserModel

        return UserModel
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
