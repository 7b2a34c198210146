"""What the best hits tell in rare words finds the rest of the matter among those after them.

"What does she do with her children?" has no word for camping or clay. The hits that answer it best
have, and other days on which she did so tell of them in the same words. So whoever asks for more
than the first few hits gets the others also by how many rare words they share with the best: blind
relevance feedback (Rocchio, 1971; Lavrenko and Croft, "Relevance-Based Language Models", SIGIR
2001), from the hits alone. The first few stay as they are, right or wrong. A question that one turn
answers (:mod:`memory.retrieval.breadth`) gains nothing: what is like its best hits repeats them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, Protocol

from memory.retrieval.rows import Candidate

#: Hits that are ranked by the question alone.
FIRST: Final = 10
#: Best hits whose words are taken over; of 1 to 5 any finds more of the evidence of 231 questions
#: on two public conversations than none.
_BEST: Final = 3
_BELOW: Final = 1 - 1e-6


class Telling(Protocol):
    """A candidate with the stems of what it says."""

    @property
    def candidate(self) -> Candidate:
        """The candidate, whose score and parts are changed in place."""
        ...

    @property
    def words(self) -> frozenset[str]:
        """Stems of its telling words."""
        ...


def lift(first: Sequence[Telling], rest: Sequence[Telling], weight: float) -> None:
    """Let hits gain that share rare words with the best ones, none above the first.

    Args:
        first: The hits that come first, best first.
        rest: What the others are chosen from.
        weight: What the one gains that shares most.
    """
    everything = Counter(word for each in (*first, *rest) for word in each.words)
    count = len(first) + len(rest)
    worth: defaultdict[str, float] = defaultdict(float)
    for each in first[:_BEST]:
        for word in each.words:
            worth[word] += math.log(count / everything[word])
    shared = [sum(worth[word] for word in each.words if word in worth) for each in rest]
    most = max(shared, default=0.0)
    if most <= 0:
        return
    wanted = [
        (each.candidate.score + weight * share / most, each.candidate)
        for each, share in zip(rest, shared, strict=True)
    ]
    highest = first[-1].candidate.score
    # What would rise higher comes right below, in the order in which it would have risen.
    for score, row in sorted(wanted, key=lambda pair: -pair[0]):
        highest = min(score, highest * _BELOW)
        if highest > row.score:
            row.parts["feedback"] = highest - row.score
            row.score = highest
