"""Which of a draft's neighbours it has overtaken, as far as the learnt sense can tell."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from typing import Final

import numpy as np

from memory.networks import Floats, Vectored
from memory.overtaking.bars import barred, no_news
from memory.overtaking.cues import news, said
from memory.overtaking.sense import sense
from memory.overtaking.shown import both_said, shown

#: Log-odds from which on the sense is believed. From here on it ends no more wrongly than it did
#: before it was learnt in other voices, on the quarter of the deceptive pairs that it has not seen
#: (``tests/memory/told/deceptive.txt``); ``training`` prints how it does on other areas of life.
SURE: Final = 2.2
#: With how much of its log-odds the first look counts beside the others: what is no news by itself
#: is seldom a change, however well it seems to fit.
_OF_A_GLANCE: Final = 0.5
#: What a model's word that the two contradict each other counts, in log-odds: as if of those that
#: it says so of seven of eight did.
_OF_A_HINT: Final = 2.0
#: Log-odds of the first look from which on the earlier vector is looked up.
LIKELY: Final = -0.5
#: What is about nothing alike is not compared. Of the changes that were written, 1 in 12 lie lower.
_AKIN: Final = 0.25
#: Neighbours that are compared at most, the nearest of those.
_NEAREST: Final = 8
#: A draft that seems to overtake more than so many neighbours is vague, and overtakes none.
_MOST: Final = 2


def overtaken(
    text: str,
    neighbours: Sequence[tuple[str, str, float]],
    vectors: Vectored,
    *,
    hinted: frozenset[str] = frozenset(),
) -> str | None:
    """The neighbour that a draft has overtaken; ``None`` if it is none for sure.

    Args:
        text: The draft's.
        neighbours: Id, text and cosine of claims that are older than the draft.
        vectors: Of all of them.
        hinted: Ids of those that a model says it contradicts: there the sense need be less sure.
    """
    told = said(text)
    if not news(text) or no_news(told):
        return None
    akin = nlargest(
        _NEAREST, (each for each in neighbours if each[2] >= _AKIN), key=lambda each: each[2]
    )
    near = [
        (id_, later, earlier, cosine)
        for id_, known, cosine in akin
        for later, earlier in (both_said(text, known),)
        if not barred(later, earlier) and (later is told or not no_news(later))
    ]
    if not near:
        return None
    learnt = sense()
    seen = np.array([shown(later, earlier, cosine) for _, later, earlier, cosine in near])
    glanced = learnt.glanced(seen, np.tile(vectors.draft, (len(near), 1)))
    likely = glanced >= LIKELY
    ids = [id_ for (id_, *_), is_likely in zip(near, likely, strict=True) if is_likely]
    if not ids:
        return None
    found = vectors.of(ids)
    there = [id_ in found for id_ in ids]
    seen, glanced = seen[likely][there], glanced[likely][there]
    ids = [id_ for id_ in ids if id_ in found]
    if not ids:
        return None
    scores = weighed(
        learnt.sensed(
            seen, np.tile(vectors.draft, (len(ids), 1)), np.array([found[id_] for id_ in ids])
        ),
        glanced,
    )
    scores += np.array([_OF_A_HINT if id_ in hinted else 0.0 for id_ in ids], dtype=np.float32)
    sure = int((scores >= SURE).sum())
    return ids[int(scores.argmax())] if 0 < sure <= _MOST else None


def weighed(sensed: Floats, glanced: Floats) -> Floats:
    """What counts, from the looks at both claims and the first one."""
    scores: Floats = sensed + np.float32(_OF_A_GLANCE) * glanced
    return scores
