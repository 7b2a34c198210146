"""A query without the names of those who speak in memory, for the sake of its vector.

The vector of "Which instruments does Ana play?" lies near every "Thanks, Ana!": people say the
other's name, seldom their own. Who speaks is looked at apart from the words
(:func:`memory.retrieval.scoring.add_context`), so the name may leave half of the vector.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable
from typing import Final

import numpy as np

from memory.embedding.port import Vectors
from memory.retrieval.rows import Filter, speaker
from memory.retrieval.tokens import fold, word_set

#: Newest rows beside whose text a name stands that are looked at: among them it has spoken.
_LOOKED_AT: Final = 8
_NAME: Final = re.compile(r"\b[^\W\d_a-z]\w*(?:['’]s\b)?")
_POSSESSIVE: Final = re.compile(r"['’]s$")


def unnamed(db: sqlite3.Connection, query: str, tables: Iterable[str], allowed: Filter) -> str:
    """The query without names of visible speakers; empty where it names none, or nothing else."""
    tables = tuple(tables)
    names = {_bare(found): None for found in _NAME.findall(query)}
    gone = {name for name in names if word_set(name) and _speaks(db, name, tables, allowed)}
    if not gone:
        return ""
    left = " ".join(
        _NAME.sub(lambda m: "" if _bare(m.group()) in gone else m.group(), query).split()
    )
    return left if word_set(left) else ""


def between(vectors: Vectors, others: Vectors) -> Vectors:
    """Unit vectors half-way between the rows of two matrices."""
    middle = vectors + others
    norms = np.linalg.norm(middle, axis=1, keepdims=True)
    return np.asarray(middle / np.maximum(norms, 1e-9), dtype=np.float32)


def _bare(name: str) -> str:
    return _POSSESSIVE.sub("", name)


def _speaks(db: sqlite3.Connection, name: str, tables: Collection[str], allowed: Filter) -> bool:
    """Whether a visible observation has somebody of this name for its speaker."""
    stems = word_set(name)
    phrase = '"' + fold(name).replace('"', '""') + '"'
    for table in tables:
        rows = db.execute(
            f"SELECT o.context FROM {table} AS f JOIN observations AS o ON o.seq = f.rowid"
            f" WHERE f.{table} MATCH ? AND o.sensitivity <= ? ORDER BY f.rowid DESC LIMIT ?",
            (f"words : {phrase}", allowed.clearance, _LOOKED_AT),
        )
        if any(stems & speaker(context) for (context,) in rows):
            return True
    return False
