"""Which of a draft's neighbours it has overtaken, as far as the learnt sense can tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Final

import numpy as np

from memory.embedding.port import Vectors
from memory.overtaking.bars import barred, no_news
from memory.overtaking.cues import cues, news, said
from memory.overtaking.sense import sense

#: Log-odds from which on the sense is believed. ``training`` prints how often it is right then on
#: areas of life that it has not seen, where six of seven pairs are none and most are near ones.
SURE: Final = 3.0
#: Log-odds of the first look from which on the earlier vector is looked up.
LIKELY: Final = -0.5
#: What is about nothing alike is not compared. Of the changes that were written, 1 in 12 lie lower.
_AKIN: Final = 0.25
#: Neighbours that are compared at most, the nearest of those.
_NEAREST: Final = 8
#: A draft that seems to overtake more than so many neighbours is vague, and overtakes none.
_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class Vectored:
    """Vectors for the learnt sense.

    Attributes:
        draft: That of the draft, of unit length.
        of: Looks up those of propositions by id. Costs some two milliseconds, and is asked only
            where all that is cheaper has passed.
    """

    draft: Vectors
    of: Callable[[Sequence[str]], Mapping[str, Vectors]]


def overtaken(
    text: str, neighbours: Sequence[tuple[str, str, float]], vectors: Vectored
) -> str | None:
    """The neighbour that a draft has overtaken; ``None`` if it is none for sure.

    Args:
        text: The draft's.
        neighbours: Id, text and cosine of claims that are older than the draft.
        vectors: Of all of them.
    """
    if not news(text):
        return None
    later = said(text)
    if no_news(later):
        return None
    akin = nlargest(
        _NEAREST, (each for each in neighbours if each[2] >= _AKIN), key=lambda each: each[2]
    )
    near = [
        (id_, earlier, cosine)
        for id_, known, cosine in akin
        if not barred(later, earlier := said(known))
    ]
    if not near:
        return None
    learnt = sense()
    shown = np.array([cues(later, earlier, cosine) for _, earlier, cosine in near])
    likely = learnt.glanced(shown, np.tile(vectors.draft, (len(near), 1))) >= LIKELY
    ids = [id_ for (id_, _, _), is_likely in zip(near, likely, strict=True) if is_likely]
    if not ids:
        return None
    found = vectors.of(ids)
    shown = shown[likely][[id_ in found for id_ in ids]]
    ids = [id_ for id_ in ids if id_ in found]
    if not ids:
        return None
    scores = learnt.sensed(
        shown, np.tile(vectors.draft, (len(ids), 1)), np.array([found[id_] for id_ in ids])
    )
    sure = int((scores >= SURE).sum())
    return ids[int(scores.argmax())] if 0 < sure <= _MOST else None
