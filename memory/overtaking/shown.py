"""All that the words of two claims show: cues of a change, and signs that speak against one.

A sign is seldom decisive. "Gave up the orchestra" ends nothing that "Plays second violin in the
town orchestra" names by the same words, and still it is over; "at the office" may be another place,
or where it was done. So the learnt sense sees them beside the cues, and weighs them.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from memory.named import apart_from_name
from memory.networks import Floats
from memory.overtaking.bars import (
    MOST_WORDS,
    ends_another,
    not_quite,
    of_the_mind,
    of_two_hours,
    of_two_things,
    switched,
)
from memory.overtaking.cues import CUES, Said, cues, said

_SIGNS: Final = 14
#: How many numbers :func:`shown` gives.
SHOWN: Final = CUES + _SIGNS


def both_said(later: str, earlier: str) -> tuple[Said, Said]:
    """Two claims as they are compared: without the name, if both tell of one person by name."""
    one, other = apart_from_name(later, earlier)
    return said(one), said(other)


def shown(later: Said, earlier: Said, cosine: float) -> Floats:
    """What two claims show, shape (SHOWN,)."""
    another = ends_another(later, earlier)
    signs = (
        min(later.length, 2 * MOST_WORDS) / MOST_WORDS,
        min(earlier.length, 2 * MOST_WORDS) / MOST_WORDS,
        of_the_mind(later),
        of_the_mind(earlier),
        not_quite(later),
        switched(later),
        any(each.event for each in later.ceased),
        another,
        bool(later.ceased) and not another,
        of_two_things(later.claim, earlier.claim),
        of_two_hours(later, earlier),
        bool(earlier.narrowing - later.wording),
        not earlier.narrowing.isdisjoint(later.wording),
        earlier.claim.arity == "one",
    )
    return np.concatenate((cues(later, earlier, cosine), np.array(signs, dtype=np.float32)))
