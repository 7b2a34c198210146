"""Stored values as plain data, so that a graph's state is nothing but msgpack.

LangGraph writes the state of a graph into its checkpoints. Plain strings, numbers, lists and
mappings need no class to be importable when a checkpoint is read back, perhaps by a later version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, cast

from memory.types import (
    AuditEntry,
    Category,
    Draft,
    Hit,
    Labels,
    Proposition,
    RelationHint,
    Suggestion,
)

Plain = dict[str, Any]

_TIMES = (
    "valid_from",
    "valid_to",
    "recorded_at",
    "supported_at",
    "created_at",
    "expires_at",
    "snoozed_until",
    "observed_at",
    "at",
)
_PROPOSITION = tuple(each.name for each in fields(Proposition))
_HINT = tuple(each.name for each in fields(RelationHint))
_ENTRY = tuple(each.name for each in fields(AuditEntry))
_TUPLES = ("entities", "propositions", "observations", "evidence")


def _pack(given: Mapping[str, object]) -> Plain:
    packed: Plain = {}
    for name, value in given.items():
        if isinstance(value, datetime):
            packed[name] = value.isoformat()
        elif isinstance(value, tuple):
            packed[name] = list(value)
        else:
            packed[name] = value
    return packed


def _fields(value: Proposition | RelationHint | AuditEntry, names: Sequence[str]) -> Plain:
    """A value's fields as they are; ``asdict`` copies each of them, at ten times the cost."""
    return {name: getattr(value, name) for name in names}


def _unpack(plain: Mapping[str, Any]) -> Plain:
    unpacked = dict(plain)
    for name in _TIMES:
        if isinstance(unpacked.get(name), str):
            unpacked[name] = datetime.fromisoformat(unpacked[name])
    for name in _TUPLES:
        if name in unpacked:
            unpacked[name] = tuple(unpacked[name])
    return unpacked


def plain_proposition(proposition: Proposition) -> Plain:
    """A proposition as plain data."""
    plain = _pack(_fields(proposition, _PROPOSITION))
    plain["labels"] = {
        "sensitivity": proposition.labels.sensitivity,
        "categories": sorted(proposition.labels.categories),
    }
    return plain


def read_proposition(plain: Mapping[str, Any]) -> Proposition:
    """The proposition that :func:`plain_proposition` packed."""
    unpacked = _unpack(plain)
    labels = unpacked.pop("labels")
    categories = cast("list[Category]", labels["categories"])
    return Proposition(labels=Labels(labels["sensitivity"], frozenset(categories)), **unpacked)


def plain_draft(draft: Draft) -> Plain:
    """A draft as plain data."""
    return {
        "proposition": plain_proposition(draft.proposition),
        "supports": list(draft.supports),
        "contradicts": list(draft.contradicts),
        "relations": [_fields(hint, _HINT) for hint in draft.relations],
        "derived_from": list(draft.derived_from),
        "hearsay": draft.hearsay,
        "corrects": list(draft.corrects),
    }


def read_draft(plain: Mapping[str, Any]) -> Draft:
    """The draft that :func:`plain_draft` packed."""
    return Draft(
        proposition=read_proposition(plain["proposition"]),
        supports=tuple(plain["supports"]),
        contradicts=tuple(plain["contradicts"]),
        relations=tuple(RelationHint(**hint) for hint in plain["relations"]),
        derived_from=tuple(plain["derived_from"]),
        hearsay=bool(plain.get("hearsay")),
        corrects=tuple(plain.get("corrects", ())),
    )


def plain_suggestion(suggestion: Suggestion) -> Plain:
    """A suggestion as plain data."""
    return _pack(asdict(suggestion))


def read_suggestion(plain: Mapping[str, Any]) -> Suggestion:
    """The suggestion that :func:`plain_suggestion` packed."""
    return Suggestion(**_unpack(plain))


def plain_entry(entry: AuditEntry) -> Plain:
    """An audit entry as plain data."""
    return _pack(_fields(entry, _ENTRY))


def read_entry(plain: Mapping[str, Any]) -> AuditEntry:
    """The audit entry that :func:`plain_entry` packed."""
    return AuditEntry(**_unpack(plain))


def plain_hit(hit: Hit) -> Plain:
    """A hit as plain data."""
    return _pack({**asdict(hit), "parts": dict(hit.parts)})


def read_hit(plain: Mapping[str, Any]) -> Hit:
    """The hit that :func:`plain_hit` packed."""
    return Hit(**_unpack(plain))
