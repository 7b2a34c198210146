"""What the person said of hits before: wanted ones come first again, unwanted ones stay away.

A judgement counts for a query by how many of its words are the same (Jaccard's coefficient of their
stems): whole for the same words, less for alike ones, not at all below :data:`SAME_QUESTION`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import Final

from memory.retrieval.rows import Candidate
from memory.retrieval.weights import Weights

#: Share of words in common from which on two queries may mean the same.
SAME_QUESTION: Final = 0.6
#: The newest judgements are looked through at every recall, in about a millisecond.
NEWEST: Final = 500
#: A hit that has nothing but its being wanted still comes above the best.
_ABOVE: Final = 1.001


def any_given(db: sqlite3.Connection) -> bool:
    """Whether the person judged any hit."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM judged)").fetchone()[0])


def bearing(db: sqlite3.Connection, stems: Collection[str], clearance: int) -> dict[str, float]:
    """Ids of judged hits with how much that counts for a query of these words, in [-1, 1].

    Of several judgements on one hit the one for the most similar query counts, then the newest.
    """
    asked = frozenset(stems)
    found: dict[str, float] = {}
    # What is hidden is left out before the newest are counted, so that it cannot displace any.
    rows = db.execute(
        "SELECT words, subject, wanted FROM judged AS j"
        " WHERE EXISTS (SELECT 1 FROM observations WHERE id = j.subject AND sensitivity <= ?)"
        " OR EXISTS (SELECT 1 FROM propositions WHERE id = j.subject AND sensitivity <= ?)"
        " ORDER BY seq DESC LIMIT ?",
        (clearance, clearance, NEWEST),
    )
    for words, subject, wanted in rows:
        judged = frozenset(words.split())
        alike = len(asked & judged) / len(asked | judged)
        if alike >= SAME_QUESTION and alike > abs(found.get(subject, 0.0)):
            found[subject] = alike if wanted else -alike
    return found


def heed(candidates: Collection[Candidate], said: dict[str, float], weights: Weights) -> None:
    """Raise wanted hits above all others, take from unwanted ones what they have.

    Args:
        candidates: Changed in place.
        said: As :func:`bearing` gives it.
        weights: ``judged`` is the share of the best score that is gained, or of its own that is
            lost, for the very same query.
    """
    best = max((candidate.score for candidate in candidates), default=0.0)
    for candidate in candidates:
        verdict = said.get(candidate.id)
        if verdict is not None:
            base = best * _ABOVE if verdict > 0 else candidate.score
            candidate.parts["judged"] = weights.judged * verdict * base
            candidate.score = max(candidate.score + candidate.parts["judged"], 0.0)
