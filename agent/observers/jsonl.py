"""JSON lines with the field names of DESIGN §3: anything that nobody wrote an importer for.

``gumption observe --jsonl`` takes the same rows. ``content`` is required; ``source`` is ``jsonl``
when missing, ``observed_at`` what stands under another usual name (:data:`OTHER_TIMES`), else the
time of import. ``labels`` may be ``{"sensitivity",
"categories"}`` or the two beside the other fields. ``id`` and ``status`` are the store's own and
are not taken over; fields with yet other names are ignored.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar, get_args

from agent.observers.port import Drop, Item
from agent.observers.reading import json_lines, parse_time, readable_file, stable_id
from agent.redaction import redact
from memory.types import (
    CATEGORIES,
    SENSITIVITIES,
    Category,
    ContextValue,
    Labels,
    Observation,
    ObservationKind,
    Origin,
)

MALFORMED = Drop("malformed")
#: What others call ``observed_at``. Left alone, last year's rows would be the newest that is known.
OTHER_TIMES = ("timestamp", "time", "created_at", "date")
_KINDS: tuple[ObservationKind, ...] = get_args(ObservationKind)
_ORIGINS: tuple[Origin, ...] = get_args(Origin)
_MAX_CONTEXT = 64
_MAX_ITEMS = 200
_MAX_IDENTITY = 64 * 1024
_MAX_INTEGER = 2**63 - 1


class JsonlImporter:
    """See the module."""

    name = "jsonl"
    description = "JSON lines with an observation each (content, source, observed_at, …)"
    options: Mapping[str, str] = {"source": "source of rows that do not name one"}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a line. See :meth:`agent.observers.port.Importer.read`."""
        del now  # a missing time is the gate's affair
        readable_file(path, "a file of JSON lines")
        source = options.get("source", self.name)
        occurrences: Counter[str] = Counter()
        for row in json_lines(path):
            item = Drop(row) if isinstance(row, str) else parse_row(row, source=source)
            if isinstance(item, Observation) and item.external_id is None:
                identity = _identity(item)
                occurrences[identity] += 1
                item = replace(item, external_id=_name(identity, occurrences[identity]))
            yield item


def parse_row(row: object, *, source: str = "jsonl") -> Item:
    """One row as an observation, or why it is none.

    A missing ``observed_at`` stays missing: the gate gives it the time of import, or drops it where
    that would be a lie.
    """
    if not isinstance(row, Mapping):
        return MALFORMED
    try:
        return Observation(
            source=_text(row.get("source", source)),
            content=_text(row.get("content")),
            observed_at=_observed_at(row.get("observed_at")) or _other_time(row),
            kind=_one_of(row.get("kind"), _KINDS, "text"),
            thread=_text_or_none(row.get("thread")),
            position=_position(row.get("position")),
            context=parse_context(row.get("context")),
            origin=_one_of(row.get("origin"), _ORIGINS, "own action"),
            labels=_labels(row),
            external_id=_text_or_none(row.get("external_id")),
        )
    except _MalformedError:
        return MALFORMED


def parse_context(value: object) -> dict[str, ContextValue]:
    """Context as JSON has it: scalars and lists of text. ``null`` values are left out."""
    if value is None:
        return {}
    if not isinstance(value, Mapping) or len(value) > _MAX_CONTEXT:
        raise _MalformedError
    return {_text(k): _context_value(v) for k, v in value.items() if v is not None}


def named(item: Item) -> Item:
    """An observation that has an id: a row that brings none is told by what it says.

    The importer gives the first of its kind in a file the same one, so a row is taken once
    whichever way it comes. One that is in a file twice stays two where the whole file is imported.
    """
    if not isinstance(item, Observation) or item.external_id is not None:
        return item
    return replace(item, external_id=_name(_identity(item), 1))


def _identity(observation: Observation) -> str:
    return stable_id(
        observation.observed_at,
        observation.thread,
        observation.position,
        redact(observation.content[:_MAX_IDENTITY]).text,
    )


def _name(identity: str, occurrence: int) -> str:
    return f"{identity}-{occurrence}"


# --- fields ------------------------------------------------------------------------------------

_T = TypeVar("_T")


class _MalformedError(Exception):
    """A field is not what the contract says. Never leaves this module."""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _MalformedError
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _one_of(value: object, allowed: Sequence[_T], default: _T) -> _T:
    if value is None:
        return default
    for known in allowed:
        if known == value:
            return known
    raise _MalformedError


def _observed_at(value: object) -> datetime | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    parsed = parse_time(value)
    if parsed is None:
        raise _MalformedError
    return parsed


def _other_time(row: Mapping[object, object]) -> datetime | None:
    """The first that is a time: these fields are not of the contract, and may be anything."""
    return next(filter(None, (parse_time(row.get(name)) for name in OTHER_TIMES)), None)


def _position(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _MAX_INTEGER:
        raise _MalformedError
    return value


def _context_value(value: object) -> ContextValue:
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int) and abs(value) <= _MAX_INTEGER:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, list | tuple):
        return tuple(_text(item) for item in value[:_MAX_ITEMS])
    raise _MalformedError


def _labels(row: Mapping[object, object]) -> Labels:
    given = row.get("labels")
    if given is None:
        given = row
    if not isinstance(given, Mapping):
        raise _MalformedError
    categories = given.get("categories")
    if categories is None:
        categories = ()
    if not isinstance(categories, list | tuple | frozenset | set):
        raise _MalformedError
    return Labels(
        _one_of(given.get("sensitivity"), SENSITIVITIES, "personal"),
        frozenset(_category(item) for item in categories),
    )


def _category(value: object) -> Category:
    if value is None:
        raise _MalformedError
    return _one_of(value, CATEGORIES, "third party")
