"""Whether a later claim says that what an earlier one says has changed, in any of the ways."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.alterations import alterations, any_state, made_otherwise
from memory.circumstances.foods import diet, eats_otherwise
from memory.circumstances.frames import changed_frame, frame, opposite_now, refilled, turned_back
from memory.circumstances.habits import changed_habit, habits
from memory.circumstances.holders import another_holder, holders
from memory.circumstances.keeping import kept, kept_elsewhere
from memory.circumstances.measures import measures, remeasured
from memory.circumstances.natures import another_nature, nature
from memory.circumstances.pets import dead, owned, pet_gone
from memory.circumstances.plans import deeds, plans, realised
from memory.circumstances.schedules import dated, rescheduled
from memory.circumstances.stances import changed_stance, may_think, opinions
from memory.circumstances.swaps import swapped
from memory.circumstances.trades import another_trade, lives_on, taken_up
from memory.circumstances.turns import came_about, turned_into, was_so

if TYPE_CHECKING:
    from collections.abc import Callable

    from memory.claims import Claim

__all__ = ["altered", "tells_of_change"]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A way in which circumstances change.

    Attributes:
        tells: What a sentence says of such a change; nothing where it says none.
        bears: What a sentence says that may change so.
        compare: Whether the first claim says that what the second one says has changed.
        why: In a few words, for the history.
        told: Whether an event can tell of it. What one ate at a party is no diet.
    """

    tells: Callable[[str], object]
    bears: Callable[[str], object]
    compare: Callable[[Claim, Claim], bool]
    why: str
    told: bool = True


#: What a claim may say of a change: the first that does, counts.
_RULES: Final[tuple[_Rule, ...]] = (
    _Rule(came_about, was_so, turned_into, "tells of a turn since then"),
    _Rule(deeds, plans, realised, "tells that it was done"),
    _Rule(measures, measures, remeasured, "gives the same matter another figure"),
    _Rule(dated, dated, rescheduled, "gives it another time"),
    _Rule(habits, habits, changed_habit, "says that it is done otherwise", told=False),
    _Rule(alterations, any_state, made_otherwise, "says that it was altered"),
    _Rule(diet, diet, eats_otherwise, "cannot be true together with it", told=False),
    _Rule(changed_frame, frame, refilled, "says that it is done with something else now"),
    _Rule(turned_back, any_state, opposite_now, "says the opposite of now"),
    _Rule(holders, holders, another_holder, "names another in this role"),
    _Rule(taken_up, lives_on, another_trade, "names another trade"),
    _Rule(kept, kept, kept_elsewhere, "says that it is kept elsewhere", told=False),
    _Rule(nature, nature, another_nature, "cannot be true together with it"),
    _Rule(dead, owned, pet_gone, "says itself that this is over"),
    _Rule(opinions, may_think, changed_stance, "takes the opposite stance", told=False),
)


def altered(claim: Claim, other: Claim, *, event: bool = False, many_later: bool = False) -> str:
    """How a later claim says that what an earlier one says has changed; empty if it does not.

    Args:
        claim: The later one.
        other: The earlier one.
        event: Whether the later one tells what happened once.
        many_later: Whether one earlier claim is held against many later ones, not one later against
            many earlier. The one that is held against many is read first: most have nothing to
            do with change, and then the many need not be read. The answer is the same.
    """
    for rule in _bearing(other.said) if many_later else _telling(claim.said):
        if event and not rule.told:
            continue
        both = rule.tells(claim.said) if many_later else rule.bears(other.said)
        if both and rule.compare(claim, other):
            return rule.why
    return "puts something else in its place" if swapped(claim, other) else ""


def tells_of_change(said: str) -> bool:
    """Whether a sentence may say that something has changed; remembered for :func:`altered`."""
    return bool(_telling(said))


# As many as parse_claim remembers: what is near a batch comes again in others.
@lru_cache(maxsize=16384)
def _telling(said: str) -> tuple[_Rule, ...]:
    """The rules by which a sentence may say that something has changed."""
    return tuple(rule for rule in _RULES if rule.tells(said))


@lru_cache(maxsize=512)
def _bearing(said: str) -> tuple[_Rule, ...]:
    """The rules by which what a sentence says may have changed; asked of drafts."""
    return tuple(rule for rule in _RULES if rule.bears(said))
