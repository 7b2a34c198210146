"""A draft's neighbours, and what it is decided to be to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from memory.types import Outcome, Proposition

#: Why a draft of the very same wording is identical, as the history keeps it.
SAME_CLAIM: Final = "the same claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A neighbour of a draft. ``cosine`` is between the two texts, in [-1, 1]."""

    proposition: Proposition
    cosine: float
    newest_evidence: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do with a draft, against which proposition, and why in a few words.

    ``draft_is_older`` goes with ``contradicts``: the draft is yesterday's news and is to be kept as
    already superseded by the target. ``also`` are further neighbours that it contradicts by the
    same rules: who left a firm no longer works there, nor as a designer there.
    """

    outcome: Outcome
    target: str | None = None
    why: str = ""
    draft_is_older: bool = False
    also: tuple[str, ...] = ()


def order_in_time(observed_at: datetime | None, candidate: Candidate) -> int:
    """1 when the draft is newer than the neighbour's newest evidence, -1 older, 0 unknown."""
    if observed_at is None or candidate.newest_evidence is None:
        return 0
    return (observed_at > candidate.newest_evidence) - (observed_at < candidate.newest_evidence)


def same_time(one: Proposition, other: Proposition) -> bool:
    """Whether two claims may be about the same time: episodes with other dates are not."""
    if "episodic" not in (one.kind, other.kind):
        return True
    return one.kind == other.kind and one.valid_from == other.valid_from
