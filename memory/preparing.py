"""What reconciling needs that is slow, and so is done before its transaction begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from memory import propositions
from memory.denials import Denied
from memory.dense import Dense
from memory.ledger import Ledger
from memory.reconcile import read_ahead
from memory.reconciling import Prepared
from memory.rows import from_epoch, proposition_from_row
from memory.types import Draft, Proposition

#: Neighbours by vector that a draft is compared with; the living are picked from among them.
_NEIGHBOURS: Final = 32


def as_draft(given: Proposition | Draft, evidence: Sequence[str]) -> Draft:
    """The draft that a proposition stands for, or the draft, with further evidence.

    Raises:
        InvalidProposition: It has no text, or a value out of range.
    """
    draft = given if isinstance(given, Draft) else Draft(proposition=given)
    return replace(
        draft,
        proposition=propositions.validated(draft.proposition),
        supports=tuple(dict.fromkeys([*draft.supports, *evidence])),
    )


def prepared(dense: Dense, drafts: Sequence[Draft]) -> list[Prepared]:
    """Each draft with its vector and its nearest propositions."""
    if not drafts:
        return []
    dense.sync(rank=0, limit=0)
    texts = [draft.proposition.text for draft in drafts]
    nearest = dense.near(vectors := dense.embed(texts), _NEIGHBOURS, lambda: read_ahead(texts))
    return [
        Prepared(draft=draft, vector=vector, near=near)
        for draft, vector, near in zip(drafts, vectors, nearest, strict=True)
    ]


def denied(ledger: Ledger, dense: Dense) -> list[Denied]:
    """What the person denied, with vectors of the present embedder (kept once made)."""
    with ledger.read() as db:
        rows = db.execute(
            "SELECT p.*, t.at, t.vector, t.embedder FROM tombstones t"
            " JOIN propositions p ON p.id = t.proposition"
        ).fetchall()
    if not rows:
        return []
    identity = dense.embedder.identity
    missing = [row for row in rows if row["vector"] is None or row["embedder"] != identity]
    made: dict[str, bytes] = {}
    if missing:
        vectors = dense.embed([row["text"] for row in missing])
        made = {
            row["id"]: np.ascontiguousarray(vector, dtype=np.float32).tobytes()
            for row, vector in zip(missing, vectors, strict=True)
        }
        with ledger.write() as db:
            db.executemany(
                "UPDATE tombstones SET vector = ?, embedder = ? WHERE proposition = ?",
                [(vector, identity, key) for key, vector in made.items()],
            )
    return [
        Denied(
            proposition=proposition_from_row(row),
            key=row["claim_key"],
            slot=row["slot"],
            at=from_epoch(row["at"]),
            vector=np.frombuffer(made.get(row["id"], row["vector"]), dtype=np.float32),
        )
        for row in rows
    ]
