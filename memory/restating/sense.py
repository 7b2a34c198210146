"""The networks that find a claim restated, and from which log-odds on they are believed.

``python -m memory.restating.training`` learns them; the weights are in ``sense.npz`` beside this
file.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from memory.embedding.port import Vectors
from memory.networks import Floats, Network, stored
from memory.restating.cues import CUES, cues, read
from memory.tenses import was_or_is

WEIGHTS: Final = Path(__file__).with_name("sense.npz")
#: Mean log-odds from which on a model's word is believed. Among pairs of which one in six restates
#: the other and most of the rest are made to deceive, six in ten of the former and one in eleven
#: of the latter lie above, in areas of life that were not learnt from. A claim kept twice does less
#: harm than one that is lost in another, so it is no lower. Without a model's word the networks are
#: not asked: of the pairs that lie highest, one in five are two claims.
LIKELY: Final = 0.5


def likely_restated(text: str, known: str, vectors: tuple[Vectors, Vectors]) -> bool:
    """Whether a claim likely restates a known one, a model having said so.

    What was so is never taken for what is.

    Args:
        text: The claim that came.
        known: The one that was known.
        vectors: Of both, of unit length, by the embedder that the networks were learnt on.
    """
    one, other = vectors
    first, second = read(text), read(known)
    if was_or_is(first.claim.said, second.claim.said):
        return False
    shown = cues(first, second, float(one @ other))
    return bool(odds(sense(), shown[np.newaxis], one[np.newaxis], other[np.newaxis])[0] >= LIKELY)


def odds(networks: Sequence[Network], shown: Floats, some: Vectors, others: Vectors) -> Floats:
    """Mean log-odds, shape (n,), that each two claims say the same; in either order the same."""
    scores: Floats = np.mean(
        [
            each.score(shown, one, other)
            for each in networks
            for one, other in ((some, others), (others, some))
        ],
        axis=0,
    )
    return scores


@lru_cache(maxsize=1)
def sense(path: Path = WEIGHTS) -> tuple[Network, ...]:
    """Read the committed weights."""
    return tuple(stored(path, CUES).values())
