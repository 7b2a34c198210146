"""Where a thing is kept: "Keeps the tent in the attic", "Keeps the tent in the cellar".

One thing is in one place. Only of what is the one that is meant, the tent and not a spare key; and
only of two places of one sort: what is in the cellar may be in a box there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.telling import (
    clauses,
    listed,
    narrower,
    once,
    one_person,
    partly,
    planned,
    topic,
)

if TYPE_CHECKING:
    from memory.claims import Claim

#: Parts of a home and its surroundings.
_ROOMS: Final = listed(
    """
    attic loft cellar basement garage shed yard courtyard garden balcony terrace porch hallway
    hall corridor kitchen bathroom bedroom lounge study office pantry utility laundry nursery
    barn workshop greenhouse stairwell carport driveway street
    """
)
#: What stands in them.
_HOLDERS: Final = listed(
    """
    drawer desk cupboard wardrobe closet safe box chest bag backpack suitcase shelf bookshelf
    fridge freezer cabinet dresser locker basket bowl folder envelope wallet purse tin jar boot
    trunk glovebox
    """
)
_KEEPS: Final = re.compile(
    r"^(?:now )?(?:keeps?|stores?|parks?|hides?|leaves|locks up|stows?) (?P<what>(?:the|their) "
    r"(?:[\w'-]+ ){1,4}?)(?:now )?(?:in|at|on|under|behind|inside) (?P<where>[^,;]+?)"
    r"(?: (?:now|these days|instead|again|since \S.*|from now on))*$"
)
_IS_KEPT: Final = re.compile(
    r"^(?P<what>(?:the|their) (?:[\w'-]+ ){1,4}?)(?:is|are) (?:now )?(?:kept|stored|parked|hidden"
    r"|locked up) (?:in|at|on|under|behind|inside) (?P<where>[^,;]+?)"
    r"(?: (?:now|these days|instead|again|since \S.*|from now on))*$"
)
#: Of these one has one in the plural.
_ONE_PAIR: Final = listed("skis keys glasses scissors binoculars headphones trousers boots")
_CUES: Final = listed(
    "keep keeps store stores park parks hide hides leaves locks stow stows kept stored parked"
    " hidden locked"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One thing and where it is: ``rooms`` and ``holders`` are the words that name the place."""

    owner: frozenset[str]
    what: frozenset[str]
    rooms: frozenset[str]
    holders: frozenset[str]
    where: frozenset[str]
    changed: bool


@lru_cache(maxsize=2048)
def kept(said: str) -> Kept | None:
    """Where a sentence says that a thing is kept; nothing where it may be one of several."""
    if _CUES.isdisjoint(said.split()) or planned(said) or once(said):
        return None
    clause = clauses(said)[0]
    match = _KEEPS.match(clause.said) or _IS_KEPT.match(clause.said)
    if match is None or " and " in match["what"] or " or " in match["where"]:
        return None
    last = match["what"].split()[-1]
    several = last.endswith("s") and not last.endswith("ss") and last not in _ONE_PAIR
    if several and not clause.changed:
        return None
    where = match["where"].split()
    return Kept(
        owner=clause.owner,
        what=topic(match["what"]),
        rooms=_ROOMS & set(where),
        holders=_HOLDERS & set(where),
        where=topic(match["where"]),
        changed=clause.changed,
    )


def kept_elsewhere(claim: Claim, other: Claim) -> bool:
    """Whether a claim says that a thing is in another place than the other says."""
    if "negative" in (claim.polarity, other.polarity) or claim.past != other.past:
        return False
    new, old = kept(claim.said), kept(other.said)
    if new is None or old is None or partly(claim.said) or partly(other.said):
        return False
    if not new.what or new.what != old.what or not one_person(new.owner, old.owner):
        return False
    if new.where & old.where or narrower(claim, other) or narrower(other, claim):
        return False
    one_sort = bool(new.rooms and old.rooms) or bool(
        new.holders and old.holders and not (new.rooms or old.rooms)
    )
    return one_sort or new.changed
