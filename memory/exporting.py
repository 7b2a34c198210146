"""Everything that is known as lines of JSON that anybody can read (:mod:`memory.importing` reads).

One object a line, UTF-8, times in ISO 8601, field names as in DESIGN §3. ``type`` says what a line
is. The first is the header, then come, each type in the order in which it was written:

* ``gumption``: ``format`` (1) and ``made_at``.
* ``observation``, ``proposition``: every field. A proposition's ``prior`` is the confidence that
  was first proposed, ``own_sensitivity`` and ``own_categories`` are its labels before the join with
  those of its evidence; ``seq`` keeps the order.
* ``evidence``: what an observation says about a proposition.
* ``derivation``: a proposition and a parent that it was concluded from. ``link``: what it
  supersedes, corrects or disputes. ``tombstone``: the person denied it; ``denied evidence``: the
  observations that shall not bring it back.
* ``act`` and ``change``, the history: who changed something and when, and for each proposition that
  was touched its state before and after.
* ``suggestion``, ``verdict``, ``drop`` (counted by reason), ``state`` (how far things were read),
  ``judgement`` (what the person said of a hit for a query), ``expired`` (an observation that was
  let go, by id), ``audit``.

It is *not* encrypted: whoever has the file can read it.
"""

from __future__ import annotations

import contextlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from memory.ledger import Connection, Ledger, open_encrypted, translated
from memory.rows import from_epoch, to_json
from memory.types import SENSITIVITIES

FORMAT: Final = 1
HEADER: Final = "gumption"
#: Lines that are packed, and handed on, together.
PAGE: Final = 500
_PAGE_LENGTH: Final = 500_000

#: Columns that hold JSON, a time, a truth value, or a sensitivity's rank, in whatever table.
JSON: Final = frozenset(
    {
        "context", "categories", "own_categories", "entities", "before", "after", "propositions",
        "observations",
    }
)  # fmt: skip
TIMES: Final = frozenset(
    {
        "at", "observed_at", "recorded_at", "valid_from", "valid_to", "supported_at", "created_at",
        "shown_at", "expires_at", "snoozed_until",
    }
)  # fmt: skip
TRUTHS: Final = frozenset({"external_given", "pinned", "confirmed", "initial", "wanted"})
RANKS: Final = frozenset({"sensitivity", "own_sensitivity"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of line: its table, its order, and the columns that are made of others."""

    name: str
    table: str
    order: str
    hidden: frozenset[str] = frozenset()


#: In the order in which they are written, so that what is referred to comes first.
KINDS: Final = (
    Kind(
        "observation",
        "observations",
        "seq",
        frozenset({"seq", "digest", "observed_offset", "words", "cjk"}),
    ),
    Kind(
        "proposition",
        "propositions",
        "seq",
        frozenset({"subject", "slot", "claim_key", "words", "cjk"}),
    ),
    Kind("evidence", "evidence", "proposition, observation"),
    Kind("derivation", "derivations", "proposition, parent"),
    Kind("link", "links", "proposition, relation, other"),
    Kind("tombstone", "tombstones", "proposition", frozenset({"vector", "embedder"})),
    Kind("denied evidence", "tombstone_evidence", "proposition, observation"),
    Kind("act", "acts", "id"),
    Kind("change", "changes", "entry", frozenset({"entry"})),
    Kind("suggestion", "suggestions", "seq", frozenset({"seq"})),
    Kind("verdict", "verdicts", "seq", frozenset({"seq"})),
    Kind("drop", "drops", "reason"),
    Kind("state", "state", "key"),
    Kind("judgement", "judged", "seq", frozenset({"seq", "words"})),
    Kind("expired", "expired", "id"),
    Kind("audit", "audit", "seq", frozenset({"seq"})),
)


def columns_of(db: Connection, kind: Kind) -> dict[str, str]:
    """The columns that a type of line has, with their SQL types."""
    found = db.execute(f"PRAGMA table_info({kind.table})").fetchall()
    return {row["name"]: row["type"] for row in found if row["name"] not in kind.hidden}


def export(ledger: Ledger, now: datetime) -> Iterator[list[str]]:
    """The lines, some hundred at a time, as they are at the moment of the call.

    The ledger is read to the end before the first page is handed out (packed, about a tenth of the
    text): a slow reader holds nothing up.
    """
    packed: list[bytes] = []
    size = 0
    page = [to_json({"type": HEADER, "format": FORMAT, "made_at": now.isoformat()})]
    with (
        translated(ledger.path),
        contextlib.closing(open_encrypted(ledger.path, ledger.key, read_only=True)) as db,
    ):
        db.execute("BEGIN")
        for line in _lines(db):
            page.append(line)
            size += len(line)
            if len(page) >= PAGE or size >= _PAGE_LENGTH:
                packed.append(zlib.compress("\n".join(page).encode(), 1))
                page, size = [], 0
    if page:
        packed.append(zlib.compress("\n".join(page).encode(), 1))
    return (zlib.decompress(each).decode().split("\n") for each in packed)


def _lines(db: Connection) -> Iterator[str]:
    for kind in KINDS:
        columns = columns_of(db, kind)
        for row in db.execute(f"SELECT * FROM {kind.table} ORDER BY {kind.order}"):
            # Not sorted: the id and the text first are what makes it readable.
            yield json.dumps(
                {"type": kind.name} | {name: _shown(name, row) for name in columns},
                ensure_ascii=False,
            )


def _shown(name: str, row: Mapping[str, object]) -> object:
    value = row[name]
    if value is None:
        return None
    if name in JSON:
        return json.loads(str(value))
    if name in TIMES and isinstance(value, int | float):
        offset = row["observed_offset"] if name == "observed_at" else 0
        return from_epoch(value, offset if isinstance(offset, int) else 0).isoformat()
    if name in TRUTHS:
        return bool(value)
    return SENSITIVITIES[int(str(value))] if name in RANKS else value
