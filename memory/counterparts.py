"""Which stored propositions a draft is compared with: few, found four ways.

By vector the nearest, by wording the same, by subject and slot whatever fills it, and by what the
draft says is over (:mod:`memory.reaching`). :mod:`memory.reconcile` decides what it is to each.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from memory.claims import Claim, parse_claim
from memory.decisions import Candidate
from memory.reaching import reached
from memory.rows import from_epoch, marks, optional_time, padded, tuples
from memory.types import Draft, Proposition, PropositionKind

#: Slot look-ups stop here, newest support first. A slot of many values ("likes") has its likely
#: counterparts among the nearest by vector already.
_MOST_IN_SLOT: Final = {"one": 48, "fixed": 48, "many": 12}
#: Living neighbours by vector that a draft is compared with, beside those of its slot.
_NEAREST: Final = 12
#: Of the nearest so many are read first, as nearly all of them live.
_LOOKED_AT: Final = 16
#: What deciding looks at; labels and the like would cost more to read than all of it.
_COLUMNS: Final = "seq, id, text, kind, entities, valid_from, supported_at"

_Row = tuple[int, str, str, PropositionKind, str, float | None, float]


def counterparts(
    db: sqlite3.Connection, draft: Draft, cosines: Mapping[str, float]
) -> list[Candidate]:
    """What is believed, active or stale, that a draft is compared with; oldest first.

    Args:
        db: The ledger.
        draft: The proposal; what its relations name is compared with it in any case.
        cosines: Of the propositions that are near it by vector.
    """
    claim = parse_claim(draft.proposition.text)
    wanted = [
        *(hint.proposition for hint in draft.relations),
        *_alike(db, claim),
        *reached(db, claim),
    ]
    # Not among the nearest by vector: as good as unlike, grammar apart.
    order = sorted({*wanted, *cosines}, key=lambda id_: (-cosines.get(id_, 0.0), id_))
    looked = order[:_LOOKED_AT]
    rows = _believed(db, [*wanted, *looked])
    if sum(id_ in rows for id_ in looked) < _NEAREST:  # much that is near is over
        rows |= _believed(db, order[_LOOKED_AT:])
    nearest = [id_ for id_ in order if id_ in rows][:_NEAREST]
    kept = sorted(rows[id_] for id_ in rows.keys() & {*wanted, *nearest})
    return [_candidate(row, cosines.get(row[1], 0.0)) for row in kept]


def _alike(db: sqlite3.Connection, claim: Claim) -> list[str]:
    """Claims of the same wording, and of the same subject and slot."""
    same = "SELECT id FROM propositions WHERE claim_key = ? AND status IN ('active', 'stale')"
    found = tuples(db, same, (claim.key,))
    if claim.slot is None:
        return [row[0] for row in found]
    slots = [claim.slot]
    if claim.replaces:
        # A sentence that names what it replaces may do so in a sister slot of its verb.
        verb = claim.slot.split(" ")[0]
        sisters = tuples(
            db,
            "SELECT DISTINCT slot FROM propositions WHERE subject = ? AND slot >= ? AND slot < ?",
            (claim.subject, f"{verb} ", f"{verb}!"),
        )
        slots += [row[0] for row in sisters if row[0] != claim.slot]
    for slot in slots:
        found += tuples(
            db,
            "SELECT id FROM propositions WHERE subject = ? AND slot = ?"
            " AND status IN ('active', 'stale') ORDER BY supported_at DESC LIMIT ?",
            (claim.subject, slot, _MOST_IN_SLOT[claim.arity]),
        )
    return [row[0] for row in found]


def _believed(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, _Row]:
    """Those of some propositions that are active or stale."""
    some = padded(list(dict.fromkeys(ids)))
    # Not ordered by seq here: SQLite would read the whole table instead of the ids.
    rows: Sequence[_Row] = tuples(
        db,
        f"SELECT {_COLUMNS} FROM propositions WHERE id IN ({marks(some)})"
        " AND +status IN ('active', 'stale')",
        some,
    )
    return {row[1]: row for row in rows}


def _candidate(row: _Row, cosine: float) -> Candidate:
    _, id_, text, kind, entities, valid_from, supported_at = row
    return Candidate(
        proposition=_compared(id_, text, kind, entities, valid_from),
        cosine=cosine,
        newest_evidence=_moment(supported_at),
    )


# The drafts of a batch have most of their neighbours in common.
@lru_cache(maxsize=512)
def _compared(
    id: str, text: str, kind: PropositionKind, entities: str, valid_from: float | None
) -> Proposition:
    return Proposition(
        id=id,
        text=text,
        kind=kind,
        entities=tuple(json.loads(entities)) if entities != "[]" else (),
        valid_from=optional_time(valid_from),
    )


_moment = lru_cache(maxsize=512)(from_epoch)
