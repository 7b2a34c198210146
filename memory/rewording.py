"""Whether two claims say the same in other words, or one of them less of it.

Vectors cannot tell: "teaches mathematics at a grammar school in Bristol" and "… at a prison in
Bristol" lie at .87 (MiniLM), nearer than most paraphrases. So every word that tells something in
one must stand in the other too, itself or by a word of the same meaning
(:mod:`memory.synonyms`), and what is compared or moved must not have changed sides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.lexicon import BARE, FINITE, PAST
from memory.phrases import words
from memory.synonyms import meant, plainer

if TYPE_CHECKING:
    from memory.claims import Claim

#: "Better at attack *than* defence": what stands on which side of these makes the claim.
_PIVOTS: Final = tuple(
    map(
        re.compile,
        (
            r" (?:rather )?than | instead of ",
            r" over ",
            r" before ",
            r" after ",
            r" to ",
            r",? (?:and |but )?not ",
        ),
    )
)
_SIDES: Final = 2
_WAS: Final = frozenset({"was", "were", "had", "did"})
_PERFECT: Final = frozenset({"has", "have"})


@lru_cache(maxsize=2048)
def sense(said: str) -> frozenset[str]:
    """What a normalised sentence says, as a set of meanings."""
    return meant(words(plainer(said)))


@lru_cache(maxsize=2048)
def _told(said: str) -> frozenset[str]:
    """The same, with the verbs that leave it to others what is done."""
    return meant(words(plainer(said)), light=True)


def same_sense(claim: Claim, other: Claim) -> bool:
    """Whether each says all that the other does."""
    return sense(claim.said) == sense(other.said) and _comparable(claim, other)


def says_less(claim: Claim, other: Claim) -> bool:
    """Whether all that one claim says is said by the other, numbers and dates included."""
    less, more = _told(claim.said), _told(other.said)
    # A single thing is named in much that is not about it: "has a cat", "bought a cat bed".
    within = claim.words <= other.words or (less <= more and len(less) > 1)
    return within and claim.numbers <= other.numbers and _comparable(claim, other)


def _comparable(claim: Claim, other: Claim) -> bool:
    """Whether neither the roles of what both name differ, nor the time that both tell of."""
    return tells_past(claim.said) == tells_past(other.said) and not turned_round(claim, other)


@lru_cache(maxsize=2048)
def tells_past(said: str) -> bool:
    """Whether the first verb of a normalised sentence is in the past, of whatever tense."""
    before = ""
    for word in said.split():
        past = word in _WAS or word in PAST or word.endswith("ed")
        if past or before in _PERFECT:
            return past
        if (word in FINITE or word in BARE) and word not in _PERFECT:
            return False
        before = word
    return False


def turned_round(claim: Claim, other: Claim) -> bool:
    """Whether two claims of the same words have them in other roles.

    "From Graz to Linz", "from Linz to Graz"; "Ana lent Ben a drill", "Ben lent Ana a drill".
    """
    return _sides_changed(claim.said, other.said) or _names_changed(claim, other)


def _sides_changed(said: str, other: str) -> bool:
    one, two = _sides(said), _sides(other)
    for pivot in one.keys() & two.keys():
        (left, right), (before, behind) = one[pivot], two[pivot]
        if (left - before) & behind and (right - behind) & before:
            return True
    return False


@lru_cache(maxsize=2048)
def _sides(said: str) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """What a normalised sentence says on each side of the pivots that it has once, by number."""
    parts = ((number, pivot.split(said)) for number, pivot in enumerate(_PIVOTS))
    return {
        number: (sense(each[0]), sense(each[1])) for number, each in parts if len(each) == _SIDES
    }


def _names_changed(claim: Claim, other: Claim) -> bool:
    """Whether two names come in the other order, and neither sentence is put in the passive."""
    names = claim.names | other.names
    if len(names) < _SIDES:
        return False  # as of most
    one, two = ([word for word in each.said.split() if word in names] for each in (claim, other))
    passive = (" by " in claim.said) != (" by " in other.said)
    return len(one) == _SIDES and one == two[::-1] and one != two and not passive
