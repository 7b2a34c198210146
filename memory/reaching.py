"""Which stored propositions a sentence may end, wherever their vectors lie.

"Sold the Skoda" and "Drives an old Skoda" are of different slots, and among many claims not near
enough by vector. So what an ending names is looked for in the slots that it can end; and what is
named by several words, wherever they stand.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from memory.ceasing import ceasings
from memory.claims import Claim
from memory.endings import GONE_SLOTS, Ending, stem
from memory.schema import RANKS, fts_tables

#: Of every slot the newest so many.
_MOST: Final = 12
#: Letters from which on a word is looked for, and how many of the longest words are.
_TELLING: Final = 4
_WORDS: Final = 3
_SEVERAL: Final = 2


def reached(db: sqlite3.Connection, claim: Claim) -> list[str]:
    """Ids of living propositions that may be over if the claim is so."""
    found: dict[str, None] = {}
    for ending in claim.over:
        found |= dict.fromkeys(_of(db, ending))
    for ceasing in ceasings(claim.said):
        found |= dict.fromkeys(_naming(db, min(ceasing.what, key=len)))
    return list(found)


def _naming(db: sqlite3.Connection, words: frozenset[str]) -> list[str]:
    """Claims that have all of several words, whatever their slot."""
    telling = sorted((word for word in words if len(word) >= _TELLING), key=len)[-_WORDS:]
    if len(telling) < _SEVERAL:
        return []
    match = " AND ".join(f'"{word}"*' for word in telling)
    found: list[str] = []
    for table in fts_tables("propositions", max(RANKS)):
        rows = db.execute(
            "SELECT id FROM propositions WHERE seq IN"
            f" (SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?)"
            " AND +status IN ('active', 'stale')",
            (match, _MOST),
        )
        found += [row[0] for row in rows]
    return found


def _of(db: sqlite3.Connection, ending: Ending) -> list[str]:
    slots = GONE_SLOTS if ending.gone else ending.slots
    # The longest word tells most; its stem is in the text, however the text inflects it.
    word = stem(max(sorted(ending.about), key=len)) if ending.about else ""
    rows: list[sqlite3.Row] = []
    for slot in sorted(slots):
        # The slot and those that add a word to it, as one range: with OR, SQLite reads every claim
        # about the subject, ten times as many.
        rows += db.execute(
            "SELECT id FROM propositions WHERE subject = ? AND slot >= ? AND slot < ?"
            " AND status IN ('active', 'stale') AND instr(claim_key, ?)"
            " ORDER BY supported_at DESC LIMIT ?",
            (ending.subject, slot, f"{slot}!", word, _MOST),
        )
    if ending.gone and ending.about:
        rows += db.execute(
            "SELECT id FROM propositions WHERE subject = ? AND status IN ('active', 'stale')"
            " ORDER BY supported_at DESC LIMIT ?",
            (" ".join(sorted(ending.about)), _MOST),
        )
    return [row[0] for row in rows]
