"""Claims that the person denied, which do not come back in other words or from the same evidence.

A denial holds against what the claim rested on and what is inferred since, until the person says it
again (DESIGN §3, History).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import numpy as np

from memory.claims import Claim, parse_claim
from memory.decisions import Candidate
from memory.embedding.port import Vectors
from memory.excluding import compound
from memory.reconcile import decide
from memory.rewording import otherwise
from memory.rows import marks, to_epoch
from memory.types import Draft, Proposition

#: From this cosine on, a denied claim and a draft are taken for the same one.
SAME_AS_DENIED: Final = 0.92
#: From this on they are, if the draft rests on nothing but what the denied claim rested on.
LIKE_DENIED: Final = 0.70
#: The same where both have a slot, and are about one thing. On MiniLM other claims about it
#: ("speaks" for "is learning Portuguese") lie at .35-.76, paraphrases mostly above .8.
ALIKE_DENIED: Final = 0.80


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """A claim that the person denied, with its vector."""

    proposition: Proposition
    key: str
    slot: str | None
    at: datetime
    vector: Vectors


class Denials:
    """The tombstones of a ledger, held against drafts inside one transaction."""

    def __init__(self, db: sqlite3.Connection, denied: Sequence[Denied]) -> None:
        self._db = db
        self._denied = denied

    def speak_against(self, draft: Draft, vector: Vectors | None) -> bool:
        """Whether one of them speaks against a draft.

        Without a vector only one of the same wording, or the same subject and slot, does.
        """
        if draft.proposition.source != "inferred" and not draft.supports:
            return False  # the person says so, now
        claim = parse_claim(draft.proposition.text)
        for denied in self._denied:
            cosine = 0.0 if vector is None else float(np.dot(denied.vector, vector))
            same_slot = claim.slot is not None and claim.slot == denied.slot
            if not (cosine >= LIKE_DENIED or claim.key == denied.key or same_slot):
                continue
            likeness = Candidate(
                proposition=denied.proposition, cosine=cosine, newest_evidence=denied.at
            )
            relation = decide(replace(draft, relations=()), [likeness], observed_at=None).outcome
            same = relation in {"identical", "refines"} or (
                relation == "new" and self._sounds_denied(draft, claim, denied, cosine)
            )
            if same and not self._said_since(draft, denied.at):
                return True
        return False

    def _sounds_denied(self, draft: Draft, claim: Claim, denied: Denied, cosine: float) -> bool:
        """Whether a draft is the denied claim in words that grammar does not bring together."""
        other = parse_claim(denied.proposition.text)
        # Who has no car may have a car loan.
        if otherwise(claim, other) or (claim.slot == other.slot and compound(claim, other)):
            return False
        again = self._rests_on_same(draft, denied)
        if claim.slot is None or denied.slot is None:
            return cosine >= (LIKE_DENIED if again else SAME_AS_DENIED)
        return (
            cosine >= (ALIKE_DENIED if again else SAME_AS_DENIED)
            and (claim.subject, claim.polarity) == (other.subject, other.polarity)
            and claim.numbers == other.numbers
            and other.heads <= claim.words
        )

    def _rests_on_same(self, draft: Draft, denied: Denied) -> bool:
        rows = self._db.execute(
            "SELECT observation FROM tombstone_evidence WHERE proposition = ?",
            (denied.proposition.id,),
        )
        return bool(draft.supports) and {row[0] for row in rows} >= set(draft.supports)

    def _said_since(self, draft: Draft, at: datetime) -> bool:
        """Whether the person said something for the draft after they had denied the claim."""
        row = self._db.execute(
            "SELECT 1 FROM observations WHERE origin = 'self-stated' AND observed_at > ?"
            f" AND id IN ({marks(draft.supports)}) LIMIT 1",
            (to_epoch(at), *draft.supports),
        ).fetchone()
        return row is not None
