"""What the assistant would like to ask: which of two claims that dispute each other holds.

A question is a suggestion like any other, of a category of its own, so that it is weighed against
the interruption, fits the day's budget, and can be refused for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from memory.disputes import Dispute
from memory.types import Suggestion

CATEGORY: Final = "question"
#: Chosen: as likely welcome as not until verdicts say more, and worth a little less than an offer.
_PROBABILITY: Final = 0.5
_BENEFIT: Final = 0.8


def about(disputes: Sequence[Dispute]) -> list[Suggestion]:
    """A question for each dispute."""
    return [
        Suggestion(
            text=f"Which is right: “{each.one.text}” or “{each.other.text}”?",
            why=f"Both were concluded, and at most one holds: it {each.why}." if each.why else "",
            category=CATEGORY,
            probability=_PROBABILITY,
            benefit=_BENEFIT,
            propositions=(each.one.id, each.other.id),
        )
        for each in disputes
    ]
