"""How stored values become rows and rows become values again."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Final, TypeVar, cast

from memory.scripts import marked_words
from memory.types import (
    SENSITIVITIES,
    AuditEntry,
    Category,
    ContextValue,
    Evidence,
    Labels,
    Observation,
    Proposition,
    sensitivity_rank,
)

#: SQLite's limit on bound values in one statement is larger; this keeps statements cached.
CHUNK: Final = 512
#: More context words than this are titles gone wrong, and would drown the content.
_MOST_WORDS: Final = 600

_T = TypeVar("_T")

# Made once: ``json.dumps`` makes an encoder for every call that asks for more than the default.
_encoded = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
).encode

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_CJK = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f]+"
)
_GLUED = re.compile(r"[^\W_]+")


def cjk_bigrams(text: str) -> str:
    """Overlapping pairs of every Chinese, Japanese or Korean run, separated by spaces.

    ``unicode61`` takes such a run for a single word, with what is written against it; pairs make
    parts of it findable. A run of one character gives that character. A word of another script
    without a space in between is given as well, in lower case.
    """
    pairs: list[str] = []
    for glued in _GLUED.findall(text) if _CJK.search(text) else ():
        for match in _CJK.finditer(glued):
            run = match.group()
            pairs.extend(run[i : i + 2] for i in range(max(1, len(run) - 1)))
        if _CJK.search(glued):
            pairs.extend(_CJK.sub(" ", glued).casefold().split())
    return " ".join(pairs)


def index_words(text: str) -> str:
    """What the ledger's column ``cjk`` keeps of a text: terms that ``unicode61`` does not make.

    The pairs of :func:`cjk_bigrams`, each character of such a run, for a word may be one (猫), the
    words of :func:`~memory.scripts.marked_words`, and those of other alphabets without their
    accents (αθηνα, елка), as many people write them: ``unicode61`` takes them from Latin letters
    only.
    """
    if text.isascii():
        return ""
    terms = [*cjk_bigrams(text).split(), *marked_words(text).split()]
    for run in _CJK.findall(text):
        terms += run if len(run) > 1 else ()
    for word in _GLUED.findall(text.casefold()):
        bare = "".join(_unaccented(letter) for letter in word)
        if bare != word:
            terms.append(bare)
    return " ".join(terms)


@lru_cache(maxsize=1024)
def _unaccented(letter: str) -> str:
    """A letter of an alphabet other than Latin without its accents; any other as it is."""
    apart = unicodedata.normalize("NFD", letter)
    accented = len(apart) > 1 and all(map(unicodedata.combining, apart[1:]))
    latin = unicodedata.name(apart[0], "").startswith("LATIN")
    return apart[0] if accented and not latin else letter


def to_json(value: object) -> str:
    """Compact JSON, never ASCII-escaped, so that forgetting can find text inside it."""
    return _encoded(value)


def digest(*parts: object, length: int = 16) -> str:
    """Hexadecimal SHA-256 prefix of some values; the same values give the same digest anywhere."""
    return hashlib.sha256(to_json(parts).encode()).hexdigest()[:length]


def to_epoch(time: datetime) -> float:
    """Seconds since the epoch of an aware time."""
    return time.timestamp()


def from_epoch(seconds: float, offset: int = 0) -> datetime:
    """Aware time, ``offset`` minutes east of UTC.

    What UTC or that zone has no date for (``datetime.max`` stands for ever in many a file) is the
    nearest that UTC has: one row must not keep all others from being read.
    """
    try:
        # From the epoch by addition: fromtimestamp refuses times before 1970 on Windows.
        time = _EPOCH + timedelta(seconds=seconds)
        return time.astimezone(timezone(timedelta(minutes=offset))) if offset else time
    except OverflowError:
        return _LAST if seconds > 0 else _FIRST


def optional_epoch(time: datetime | None) -> float | None:
    """Like :func:`to_epoch`, with ``None`` for an unknown time."""
    return None if time is None else to_epoch(time)


def optional_time(seconds: float | None) -> datetime | None:
    """Like :func:`from_epoch`, with ``None`` for an unknown time."""
    return None if seconds is None else from_epoch(seconds)


def offset_minutes(time: datetime) -> int:
    """Minutes east of UTC of an aware time."""
    offset = time.utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)


def chunks(items: Sequence[_T], size: int = CHUNK) -> Iterable[Sequence[_T]]:
    """Slices of at most ``size`` items, in order."""
    return (items[start : start + size] for start in range(0, len(items), size))


def marks(items: Sequence[object]) -> str:
    """``?,?,?`` for as many items."""
    return ",".join("?" * len(items))


def padded(items: Sequence[_T], filling: Any = None) -> list[_T]:  # noqa: ANN401 - a NULL of any type
    """The items with as many fillings as make their number a power of two, at least 8.

    For ``IN (?, …)``, where NULL matches nothing: few shapes of a statement stay compiled, and to
    compile one costs as much as to run it.
    """
    size = 8
    while size < len(items):
        size *= 2
    return [*items, *[filling] * (size - len(items))]


def tuples(db: sqlite3.Connection, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """Everything a query finds, as plain tuples.

    To make a :class:`sqlite3.Row` of each, and look its columns up by their names, costs as much
    as to read them.
    """
    cursor = db.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, values).fetchall()


def labels_to_row(labels: Labels) -> tuple[int, str]:
    """Sensitivity rank and categories as they are stored."""
    return sensitivity_rank(labels.sensitivity), to_json(sorted(labels.categories))


def labels_from_row(sensitivity: int, categories: str) -> Labels:
    """Inverse of :func:`labels_to_row`."""
    return Labels(SENSITIVITIES[sensitivity], cast("frozenset[Category]", _strings(categories)))


def context_words(context: Mapping[str, ContextValue]) -> str:
    """The words of a context (title, app, repository, speaker…) that should find an observation."""
    words: list[str] = []
    for value in context.values():
        if isinstance(value, str):
            words.append(value)
        elif isinstance(value, tuple):
            words.extend(value)
    return " ".join(words)[:_MOST_WORDS]


def observation_from_row(row: sqlite3.Row) -> Observation:
    """An observation from a row of its table."""
    context: dict[str, Any] = json.loads(row["context"])
    return Observation(
        source=row["source"],
        content=row["content"],
        observed_at=from_epoch(row["observed_at"], row["observed_offset"]),
        kind=row["kind"],
        thread=row["thread"],
        position=row["position"],
        context={
            key: tuple(value) if isinstance(value, list) else value
            for key, value in context.items()
        },
        origin=row["origin"],
        labels=labels_from_row(row["sensitivity"], row["categories"]),
        external_id=row["external_id"] if row["external_given"] else None,
        status=row["status"],
        id=row["id"],
    )


def proposition_from_row(row: sqlite3.Row | Mapping[str, Any]) -> Proposition:
    """A proposition from a row of its table, or from the same fields kept in history."""
    return Proposition(
        text=row["text"],
        reasoning=row["reasoning"],
        kind=row["kind"],
        polarity=row["polarity"],
        entities=tuple(json.loads(row["entities"])),
        confidence=row["confidence"],
        half_life=row["half_life"],
        valid_from=optional_time(row["valid_from"]),
        valid_to=optional_time(row["valid_to"]),
        recorded_at=from_epoch(row["recorded_at"]),
        supported_at=from_epoch(row["supported_at"]),
        status=row["status"],
        source=row["source"],
        labels=labels_from_row(row["sensitivity"], row["categories"]),
        version=row["version"],
        pinned=bool(row["pinned"]),
        id=row["id"],
        # History written before there was calibration has none.
        stated=row["stated"] if "stated" in row.keys() else None,  # noqa: SIM118 - not of a Row
    )


def evidence_from_row(row: sqlite3.Row) -> Evidence:
    """A piece of evidence from a row of its table."""
    return Evidence(
        proposition=row["proposition"],
        observation=row["observation"],
        stance=row["stance"],
        weight=row["weight"],
        why=row["why"],
    )


def audit_from_row(row: sqlite3.Row) -> AuditEntry:
    """An audit entry from a row of its table."""
    return AuditEntry(
        at=from_epoch(row["at"]),
        actor=row["actor"],
        action=row["action"],
        subject=row["subject"],
        decision=row["decision"],
        why=row["why"],
    )


def _strings(text: str) -> frozenset[str]:
    return frozenset(cast("list[str]", json.loads(text)))
