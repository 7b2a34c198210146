"""Propositions in the ledger: writing one, tying evidence to it, and finding some."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from numbers import Real
from typing import Any, Final, get_args

from memory.arguments import check_fields, check_labels, unusable
from memory.belief import weight_of
from memory.claims import PARSER, parse_claim
from memory.errors import InvalidProposition
from memory.observations import clean
from memory.rows import (
    digest,
    from_epoch,
    index_words,
    labels_to_row,
    optional_epoch,
    proposition_from_row,
    to_epoch,
    to_json,
)
from memory.salience import salience
from memory.schema import fts_tables
from memory.types import (
    Labels,
    Polarity,
    Proposition,
    PropositionKind,
    PropositionSource,
    PropositionStatus,
    Sensitivity,
    Stance,
    sensitivity_rank,
)

MOST_CHARACTERS: Final = 2_000
_PARSER: Final = "parser"
#: Every column that history keeps and undo restores; the rest is computed from these.
FIELDS: Final = (
    "seq", "id", "text", "reasoning", "kind", "polarity", "entities", "prior", "confidence",
    "half_life", "valid_from", "valid_to", "recorded_at", "supported_at", "status", "source",
    "sensitivity", "categories", "own_sensitivity", "own_categories", "version", "pinned",
    "confirmed", "stated",
)  # fmt: skip

_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "text": (str,),
    "reasoning": (str,),
    "entities": (tuple, list),
    "confidence": (Real,),
    "half_life": (Real,),
    "labels": (Labels,),
}


def validated(proposition: Proposition) -> Proposition:
    """The proposition as it may be stored.

    Raises:
        InvalidProposition: It has no text or too much, or a value out of range.
    """
    check_fields("A proposition", proposition, _TYPES, InvalidProposition)
    check_labels("A proposition", proposition.labels, InvalidProposition)
    try:
        text, reasoning = clean(proposition.text), clean(proposition.reasoning)
        to_json([text, reasoning, proposition.entities]).encode()
    except UnicodeEncodeError as error:
        raise InvalidProposition("A proposition's text is not valid Unicode") from error
    if not text or len(text) > MOST_CHARACTERS:
        raise InvalidProposition(
            "A proposition has no text" if not text else "A proposition's text is too long",
            hint=f"one claim, at most {MOST_CHARACTERS} characters",
        )
    name = f"The proposition {text[:60]!r}"
    if not all(isinstance(entity, str) for entity in proposition.entities):
        raise InvalidProposition(f"{name} has an entity that is no text", hint="give their names")
    if not 0.0 < proposition.confidence < 1.0:
        raise InvalidProposition(
            f"{name} has confidence {proposition.confidence}", hint="a probability between 0 and 1"
        )
    if not 0.0 < proposition.half_life < 1e6:  # noqa: PLR2004 - 2,700 years; also refuses NaN
        raise InvalidProposition(
            f"{name} has half_life {proposition.half_life}", hint="days, more than 0"
        )
    for which, time in (("valid_from", proposition.valid_from), ("valid_to", proposition.valid_to)):
        if time is not None and (reason := unusable(time)):
            raise InvalidProposition(f"{name}: {which} {reason[0]}", hint=reason[1])
    if (
        proposition.kind not in get_args(PropositionKind)
        or proposition.polarity not in get_args(Polarity)
        or proposition.source not in get_args(PropositionSource)
    ):
        raise InvalidProposition(f"{name} has an unknown kind, polarity or source")
    return replace(
        proposition,
        text=text,
        reasoning=reasoning,
        confidence=float(proposition.confidence),
        half_life=float(proposition.half_life),
    )


def insert(
    db: sqlite3.Connection,
    proposition: Proposition,
    now: datetime,
    *,
    status: PropositionStatus = "active",
    version: int = 1,
    confirmed: bool = False,
) -> str:
    """Write a validated proposition as a new row; returns its id."""
    sensitivity, categories = labels_to_row(proposition.labels)
    recorded = to_epoch(now)
    number = 0
    # From the content, not from a counter: a counter would tell how much is hidden. With the
    # sensitivity, so that the same text above a caller's clearance does not show in the number.
    while True:
        name = "p" + digest(proposition.text, recorded, sensitivity, number, length=12)
        if not _known(db, name):
            break
        number += 1
    put(
        db,
        {
            "seq": None,
            "id": name,
            "text": proposition.text,
            "reasoning": proposition.reasoning,
            "kind": proposition.kind,
            "polarity": proposition.polarity,
            "entities": to_json(list(proposition.entities)),
            "prior": proposition.confidence,
            "confidence": proposition.confidence,
            "half_life": proposition.half_life,
            "valid_from": optional_epoch(proposition.valid_from),
            "valid_to": optional_epoch(proposition.valid_to),
            "recorded_at": recorded,
            "supported_at": recorded,
            "status": status,
            "source": proposition.source,
            "sensitivity": sensitivity,
            "categories": categories,
            "own_sensitivity": sensitivity,
            "own_categories": categories,
            "version": version,
            "pinned": int(proposition.pinned),
            "confirmed": int(confirmed),
            "stated": proposition.stated,
        },
    )
    return name


def put(db: sqlite3.Connection, fields: Mapping[str, Any]) -> None:
    """Write a row from its :data:`FIELDS`, with what is computed from them."""
    row = {name: fields.get(name) for name in FIELDS}
    row |= _computed(fields["text"], fields["entities"])
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    db.execute(f"INSERT INTO propositions ({names}) VALUES ({values})", row)


def update(db: sqlite3.Connection, id: str, **fields: object) -> None:
    """Change some fields of a row, and what is computed from them."""
    if "text" in fields:
        fields.setdefault("entities", _field(db, id, "entities"))
        fields |= _computed(str(fields["text"]), str(fields["entities"]))
    names = ", ".join(f"{name} = :{name}" for name in fields)
    db.execute(f"UPDATE propositions SET {names} WHERE id = :key", {**fields, "key": id})


def reparse(db: sqlite3.Connection) -> int:
    """Bring what an older parser made of the claims up to date; returns how many changed."""
    known = db.execute("SELECT value FROM meta WHERE key = ?", (_PARSER,)).fetchone()
    if known is not None and known[0] == str(PARSER):
        return 0
    changed: list[tuple[str, str | None, str, int]] = []
    for row in db.execute("SELECT seq, text, subject, slot, claim_key FROM propositions"):
        claim = parse_claim(row["text"])
        now = (claim.subject, claim.slot, claim.key)
        if now != (row["subject"], row["slot"], row["claim_key"]):
            changed.append((*now, row["seq"]))
    db.executemany(
        "UPDATE propositions SET subject = ?, slot = ?, claim_key = ? WHERE seq = ?", changed
    )
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_PARSER, str(PARSER)))
    return len(changed)


def _computed(text: str, entities: str) -> dict[str, object]:
    claim = parse_claim(text)
    words = " ".join(json.loads(entities))
    return {
        "subject": claim.subject,
        "slot": claim.slot,
        "claim_key": claim.key,
        "words": words,
        "cjk": index_words(f"{text} {words}"),
    }


def _field(db: sqlite3.Connection, id: str, name: str) -> object:
    row = db.execute(f"SELECT {name} FROM propositions WHERE id = ?", (id,)).fetchone()
    return row[0]


def _known(db: sqlite3.Connection, id: str) -> bool:
    """Whether a row has this id, or one that is gone had it: undo may bring it back."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM propositions WHERE id = ?)"
        " OR EXISTS (SELECT 1 FROM changes WHERE proposition = ?)"
    )
    return bool(db.execute(sql, (id, id)).fetchone()[0])


def row_of(db: sqlite3.Connection, id: str) -> sqlite3.Row | None:
    """A proposition's row, or ``None``."""
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM propositions WHERE id = ?", (id,)
    ).fetchone()
    return row


def add_evidence(
    db: sqlite3.Connection,
    proposition: str,
    observations: Iterable[str],
    stance: Stance,
    *,
    initial: bool,
    why: str = "",
    hearsay: bool = False,
) -> int:
    """Tie observations to a proposition; returns how many were not tied to it before.

    ``hearsay``: they weigh as others' words whatever they are (:class:`memory.types.Draft`).
    """
    new = 0
    for observation in observations:
        row = db.execute("SELECT origin FROM observations WHERE id = ?", (observation,)).fetchone()
        if row is not None:
            weight = weight_of("third-party content" if hearsay else row["origin"])
            new += db.execute(
                "INSERT OR IGNORE INTO evidence VALUES (?, ?, ?, ?, ?, ?)",
                (proposition, observation, stance, weight, why, int(initial)),
            ).rowcount
    return new


def has_support(db: sqlite3.Connection, id: str) -> bool:
    """Whether an observation or a parent still speaks for a proposition."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM evidence WHERE proposition = ? AND stance = 'supports')"
        " OR EXISTS (SELECT 1 FROM derivations WHERE proposition = ?)"
    )
    return bool(db.execute(sql, (id, id)).fetchone()[0])


def newest_evidence(db: sqlite3.Connection, observations: Sequence[str]) -> datetime | None:
    """Time of the newest of some observations."""
    row = db.execute(
        "SELECT max(observed_at) FROM observations WHERE id IN (SELECT value FROM json_each(?))",
        (to_json(list(observations)),),
    ).fetchone()
    return None if row[0] is None else from_epoch(row[0])


def queue_vector(db: sqlite3.Connection, id: str) -> None:
    """Tell the dense index about a proposition that was written, changed or removed."""
    db.execute(
        "INSERT OR REPLACE INTO outbox (kind, id, op, rank) SELECT 'proposition', ?,"
        " CASE WHEN EXISTS (SELECT 1 FROM propositions WHERE id = ?) THEN 'add' ELSE 'delete' END,"
        " 0",
        (id, id),
    )


def select(
    db: sqlite3.Connection,
    *,
    now: datetime,
    query: str | None = None,
    status: Sequence[PropositionStatus] = ("active",),
    kind: PropositionKind | None = None,
    limit: int = 50,
    clearance: Sensitivity = "secret",
) -> list[Proposition]:
    """Propositions by salience × confidence, pinned first; ``query`` is of word beginnings."""
    rank = sensitivity_rank(clearance)
    sql = (
        "SELECT seq, supported_at, half_life, pinned, confidence FROM propositions"
        " WHERE sensitivity <= ? AND status IN (SELECT value FROM json_each(?))"
    )
    values: list[object] = [rank, to_json(list(status))]
    if kind is not None:
        sql += " AND kind = ?"
        values.append(kind)
    if query is not None:
        match = _prefixes(query)
        if not match:
            return []
        searches = [
            f"SELECT rowid FROM {t} WHERE {t} MATCH ?" for t in fts_tables("propositions", rank)
        ]
        sql += f" AND seq IN ({' UNION ALL '.join(searches)})"
        values += [match] * len(searches)
    best = _best(db.execute(f"{sql} ORDER BY pinned DESC, confidence DESC", values), now, limit)
    rows = db.execute(
        "SELECT * FROM propositions WHERE seq IN (SELECT value FROM json_each(?))", (to_json(best),)
    )
    by_seq = {row["seq"]: proposition_from_row(row) for row in rows}
    return [by_seq[seq] for seq in best]


def _best(rows: Iterable[sqlite3.Row], now: datetime, limit: int) -> list[int]:
    """Keys of the first ``limit`` by pinned, then salience × confidence.

    The rows come by confidence, which bounds the score from above (salience is at most 1), so what
    lies below the worst of the best so far need not be looked at.
    """
    heap: list[tuple[int, float, float, int]] = []
    for row in rows if limit > 0 else ():
        if len(heap) == limit and (row["pinned"], row["confidence"]) < heap[0][:2]:
            break
        salient = salience(
            now=now,
            supported_at=from_epoch(row["supported_at"]),
            half_life=row["half_life"],
            pinned=bool(row["pinned"]),
        )
        entry = (row["pinned"], row["confidence"] * salient, row["supported_at"], row["seq"])
        if len(heap) < limit:
            heapq.heappush(heap, entry)
        else:
            heapq.heappushpop(heap, entry)
    return [entry[3] for entry in sorted(heap, reverse=True)]


def _prefixes(query: str) -> str:
    """An FTS5 expression: every word of the query must begin some word of the row."""
    words = [word for word in clean(query).replace('"', " ").split() if any(map(str.isalnum, word))]
    quoted: list[str] = []
    for word in words:
        quoted += [f'"{part}"*' for part in index_words(word).split() or [word]]
    return " AND ".join(quoted)
