"""Upkeep of the full-text tables.

FTS5 writes what a transaction adds as a segment of its own and merges segments as they become many.
A ledger that is written to in small pieces all day has a dozen, and every word is looked up in each
of them. Merged into one, words are found in half the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from memory.schema import FULL_TEXT, RANKS, fts_tables

if TYPE_CHECKING:
    from memory.ledger import Ledger

#: Up to so many segments a merge gains little.
_FEW: Final = 4


def merge_segments(ledger: Ledger) -> int:
    """Merge the segments of each full-text table that has many; returns how many tables had.

    Takes a tenth of a second for 100,000 observations; each table is a transaction.
    """
    merged = 0
    for family in FULL_TEXT:
        for table in fts_tables(family, max(RANKS)):
            with ledger.write() as db:
                sql = f"SELECT count(DISTINCT segid) FROM {table}_idx"
                if db.execute(sql).fetchone()[0] > _FEW:
                    db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
                    merged += 1
    return merged
