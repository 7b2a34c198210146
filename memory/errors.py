"""Every error that Gumption raises on purpose.

The tree::

    GumptionError                    exit code 1
    ├── InvalidInput                 2   the caller gave something unusable
    │   ├── InvalidObservation
    │   ├── InvalidProposition
    │   ├── InvalidConfig
    │   └── NotFound                     no such id (or one above the caller's clearance)
    ├── DaemonUnreachable            3   nobody answers on the socket, or not in time
    ├── NotPermitted                 4   clearance, consent or confirmation is missing
    ├── StorageError                 1
    │   ├── StoreLocked                  another process holds this home
    │   ├── StoreDamaged                 the ledger is not readable as what it claims to be
    │   ├── KeyUnavailable               the key of an encrypted ledger is missing or wrong
    │   └── StorageFull                  no space, or no right to write
    └── ModelError                   1
        ├── ModelUnavailable             not configured, not a GGUF file, does not load
        ├── ModelTimeout                 did not answer before its deadline
        ├── ModelCrashed                 its process ended in the middle; it is started again
        ├── ModelBusy                    too many are waiting for it
        ├── ContextOverflow              the prompt does not fit the model's context
        └── ModelOutputInvalid           answered, but not with what was asked for

It lives in :mod:`memory` because that is the lowest package: everybody else may import it.
An error carries a message for people, a hint (what to do about it), and the exit code that the
command line ends with.
"""

from __future__ import annotations

from typing import ClassVar


class GumptionError(Exception):
    """Something that a person can be told about.

    Args:
        message: What happened, in one sentence without a trailing full stop.
        hint: What to do about it; shown after the message, may be empty.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class InvalidInput(GumptionError):
    """The caller gave something that cannot be used."""

    exit_code = 2


class InvalidObservation(InvalidInput):
    """An observation without content, source, or a usable time."""


class InvalidProposition(InvalidInput):
    """A proposition without text, or with a number out of range."""


class InvalidConfig(InvalidInput):
    """A configuration file or value that does not validate."""


class NotFound(InvalidInput):
    """No such id for this caller."""


class DaemonUnreachable(GumptionError):
    """The daemon does not answer, or not in time."""

    exit_code = 3


class NotPermitted(GumptionError):
    """The caller lacks the clearance, consent or confirmation for this."""

    exit_code = 4


class StorageError(GumptionError):
    """The store cannot be used."""


class StoreLocked(StorageError):
    """Another process holds this home."""


class StoreDamaged(StorageError):
    """The ledger is not readable as what it claims to be."""


class KeyUnavailable(StorageError):
    """The key of an encrypted ledger is missing or does not open it."""


class StorageFull(StorageError):
    """There is no space left, or no right to write."""


class ModelError(GumptionError):
    """A language or embedding model failed."""


class ModelUnavailable(ModelError):
    """The model is not configured, is not a GGUF file, or does not load."""


class ModelTimeout(ModelError):
    """The model did not answer before its deadline."""


class ModelCrashed(ModelError):
    """The model's process ended in the middle of an answer; it is started again when asked."""


class ModelBusy(ModelError):
    """So many are waiting for the model that one more would wait in vain."""


class ContextOverflow(ModelError):
    """The prompt does not fit the model's context."""


class ModelOutputInvalid(ModelError):
    """The model answered, but not with what was asked for."""
