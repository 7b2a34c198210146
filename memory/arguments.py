"""What the calls of :class:`memory.UserModel` are given, checked before anything is done with it.

Types say it to whoever checks them; these say it to everybody else, with what to do instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from memory.errors import InvalidInput
from memory.types import CATEGORIES, HIT_KINDS, SENSITIVITIES, Labels

T = TypeVar("T")


def check_recall(query: object, k: object, kinds: object) -> None:
    """What recall is asked for.

    Raises:
        InvalidInput: the query is no text, ``k`` no number of hits, or there is no such kind.
    """
    check_text("The query", query)
    if not isinstance(k, int) or k < 0:
        raise InvalidInput(f"{k!r} is no number of hits", hint="k is a whole number, not below 0")
    check_choices("kinds", kinds, HIT_KINDS)


def check_choices(name: str, given: object, allowed: Sequence[str]) -> None:
    """A list, of nothing but words that have a meaning there.

    Raises:
        InvalidInput: it is no list (a text is none), or another word is in it.
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InvalidInput(f"{name} is {given!r}, which is no list", hint=f"{name}={allowed[:1]}")
    for each in given:
        check_choice(name, each, allowed)


def check_choice(name: str, given: object, allowed: Sequence[str]) -> None:
    """A word that has a meaning there; ``None`` is not given.

    Raises:
        InvalidInput: it has none.
    """
    if given is not None and given not in allowed:
        raise InvalidInput(f"{name} cannot be {given!r}", hint=f"one of {', '.join(allowed)}")


def check_limit(name: str, given: object) -> None:
    """At most how many; ``None`` is not given.

    Raises:
        InvalidInput: it is no whole number, or below 0.
    """
    if given is not None and (not isinstance(given, int) or given < 0):
        raise InvalidInput(f"{name} is {given!r}", hint="give a whole number, not below 0")


def check_fields(
    what: str, given: object, types: Mapping[str, tuple[type, ...]], error: type[InvalidInput]
) -> None:
    """Fields of a value, each of one of its types; a truth value is no number.

    Raises:
        InvalidInput: (the error given) one is of another.
    """
    for name, kinds in types.items():
        value = getattr(given, name)
        if not isinstance(value, kinds) or isinstance(value, bool):
            wanted = " or ".join(kind.__name__ for kind in kinds if kind is not type(None))
            raise error(
                f"{what} has a {type(value).__name__} for its {name}", hint=f"give it a {wanted}"
            )


def check_labels(what: str, labels: Labels, error: type[InvalidInput]) -> None:
    """Labels with known sensitivity and categories.

    Raises:
        InvalidInput: (the error given) one is not known.
    """
    unknown: list[str] = [one for one in labels.categories if one not in CATEGORIES]
    if labels.sensitivity not in SENSITIVITIES:
        unknown.append(labels.sensitivity)
    if unknown:
        raise error(
            f"{what} has the label {unknown[0]!r}, which there is not",
            hint=f"sensitivities: {', '.join(SENSITIVITIES)}; categories: {', '.join(CATEGORIES)}",
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


def check_texts(**given: object) -> None:
    """Texts by the names of their arguments; ``None`` is not given.

    Raises:
        InvalidInput: one is no text that can be written.
    """
    for name, text in given.items():
        if text is not None:
            check_text(name, text)


def check_times(**given: object) -> None:
    """Times by the names of their arguments, each with its zone; ``None`` is not given.

    Raises:
        InvalidInput: one is no time, or has no zone: which moment it means cannot be known.
    """
    for name, time in given.items():
        if time is not None and (reason := unusable(time)):
            raise InvalidInput(f"{name} {reason[0]}", hint=reason[1])


def unusable(time: object) -> tuple[str, str] | None:
    """Why a time cannot be used, and what to give instead; ``None`` when it can."""
    if not isinstance(time, datetime):
        return f"is a {type(time).__name__}, not a time", "give a datetime with a tzinfo"
    if time.tzinfo is None:
        return "is a time without a time zone", "give it a tzinfo"
    return None


def check_ids(what: str, given: object) -> None:
    """Several ids, or other texts.

    Raises:
        InvalidInput: it is one, as text.
    """
    if isinstance(given, str):
        raise InvalidInput(f"{what} is the text {given!r}", hint="give a list of them")


def check_places(directory: str | Path, chroma: str) -> None:
    """Where a model is kept, and where its index.

    Raises:
        InvalidInput: the directory has no name, or the index no place.
    """
    if not str(directory).strip():
        raise InvalidInput("The directory has no name", hint="give one; '.' is this one")
    if chroma != "embedded" and not chroma.startswith(("http://", "https://")):
        raise InvalidInput(
            f"chroma cannot be {chroma!r}", hint="'embedded', or the address of a Chroma server"
        )


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
