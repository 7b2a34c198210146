"""What the calls of :class:`memory.UserModel` are given, checked before anything is done with it.

Types say it to whoever checks them; these say it to everybody else, with what to do instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from memory.errors import InvalidInput
from memory.types import HIT_KINDS

T = TypeVar("T")


def check_recall(query: object, k: object, kinds: object) -> None:
    """What recall is asked for.

    Raises:
        InvalidInput: the query is no text, ``k`` no number of hits, or there is no such kind.
    """
    check_text("The query", query)
    if not isinstance(k, int) or k < 0:
        raise InvalidInput(f"{k!r} is no number of hits", hint="k is a whole number, not below 0")
    if isinstance(kinds, str) or not isinstance(kinds, Iterable):
        raise InvalidInput(
            f"The kinds are {kinds!r}, which is no list of them", hint="kinds=('proposition',)"
        )
    for kind in kinds:
        if kind not in HIT_KINDS:
            raise InvalidInput(
                f"Nothing is kept of the kind {kind!r}", hint=f"one of {', '.join(HIT_KINDS)}"
            )


def check_text(what: str, given: object) -> None:
    """A text that can be written.

    Raises:
        InvalidInput: it is no text, or has halves of surrogate pairs.
    """
    if not isinstance(given, str):
        raise InvalidInput(f"{what} is a {type(given).__name__}", hint="give text")
    try:
        given.encode()
    except UnicodeEncodeError as error:
        raise InvalidInput(
            f"{what} is not valid Unicode", hint="decode it with errors='replace' first"
        ) from error


def check_times(**given: datetime | None) -> None:
    """Times by the names of their arguments, each with its zone.

    Raises:
        InvalidInput: one has none. Which moment it means cannot be known.
    """
    for name, time in given.items():
        if time is not None and time.tzinfo is None:
            raise InvalidInput(f"{name} is a time without a time zone", hint="give it a tzinfo")


def check_ids(what: str, given: object) -> None:
    """Several ids.

    Raises:
        InvalidInput: it is one, as text.
    """
    if isinstance(given, str):
        raise InvalidInput(f"{what} is the text {given!r}", hint="give a list of ids")


def check_kind(
    call: str, given: object, kinds: tuple[type, ...], error: type[InvalidInput] = InvalidInput
) -> None:
    """Something of a kind that the call takes.

    Raises:
        InvalidInput: (or the error given) it is of another.
    """
    if not isinstance(given, kinds):
        wanted = " or ".join(kind.__name__ for kind in kinds)
        raise error(f"{call} was given a {type(given).__name__}", hint=f"it takes {wanted}")


def items(
    call: str,
    given: Iterable[T],
    kinds: tuple[type, ...],
    error: type[InvalidInput] = InvalidInput,
) -> Sequence[T]:
    """The items of a list, all of the kinds that the call takes.

    Raises:
        InvalidInput: (or the error given) it is no list, or has something else in it.
    """
    if isinstance(given, (str, bytes, *kinds)) or not isinstance(given, Iterable):
        wanted = " or ".join(kind.__name__ for kind in kinds)
        raise error(
            f"{call} was given a single {type(given).__name__}", hint=f"it takes a list of {wanted}"
        )
    listed = list(given)
    for each in listed:
        check_kind(call, each, kinds, error)
    return listed
