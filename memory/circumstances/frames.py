"""The same done with something else now: one frame, in which one place is filled otherwise.

"Takes the bus to get to campus", "Takes an e-scooter to campus these days": the same sort of verb,
the same purpose, another means, and the later sentence says that this is new. Without a place that
both fill alike nothing says that they are about one thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.telling import (
    changes,
    clauses,
    listed,
    once,
    one_person,
    partly,
    planned,
    topic,
)
from memory.lexicon import LASTING, OPPOSITES, base_form
from memory.phrases import timely

if TYPE_CHECKING:
    from memory.claims import Claim

#: Verbs that say the same of what they are done with.
_SORTS: Final = {
    verb: verbs.split()[0]
    for verbs in (
        "use take have rely prefer work",
        "eat cook",
        "drink",
        "buy get order shop",
        "keep store save track note log record put write hold",
        "train exercise practise practice run swim",
        "live stay sleep reside",
        "see visit meet",
        "pay spend",
        "wear",
        "park leave",
        "do make",
        "handle manage run lead own maintain organise organize",
    )
    for verb in verbs.split()
}
_PARTS: Final = re.compile(
    r" (?P<by>for|to get to|to|in|on|at|with|from|by|during|before|after|as|into|through|via"
    r"|about) "
)
_ONE: Final = {
    "to get to": "to",
    "at": "in",
    "on": "in",
    "into": "in",
    "through": "by",
    "via": "by",
}
_ADVERBS: Final = listed(
    """
    now these day days any more anymore instead since lately again from on meanwhile again
    always usually mostly every daily already finally nowadays only own new
    """
)
_BACK: Final = re.compile(r"\bback (?:on|to|in|at)\b")
_NO_MATTER: Final = frozenset(
    {"now", "back", "again", "month", "week", "this", "currently", "these", "instead"}
)
_ALL: Final = re.compile(r"\b(?:all|every|everything|only|always)\b")
_MODAL: Final = re.compile(r"^(?:(?:has|have|gets|needs|is allowed|prefers) to|must|can|may) ")
_SINCE: Final = re.compile(r" (?:since|ever since|as of|because|from now on)\b.*$")
#: What may be filled in several ways at once.
_MANY: Final = frozenset({"for", "about", "from", "during", "before", "after", "as"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A verb, and what fills the places around it, by preposition ("": its object).

    ``changed``: it has not been so before; ``whole``: so with all there is, which leaves no other.
    """

    owner: frozenset[str]
    verb: str
    places: tuple[tuple[str, frozenset[str]], ...]
    changed: bool
    whole: bool


@lru_cache(maxsize=2048)
def frame(said: str) -> Frame | None:
    """The frame of a sentence of one clause."""
    if planned(said) or once(said) or partly(said):
        return None
    clause = clauses(said)[0]
    told = _SINCE.sub("", clause.said)
    modal = _MODAL.match(told)
    first, _, rest = told[modal.end() if modal else 0 :].partition(" ")
    verb = base_form(first)
    if (verb == first and not modal) or not rest or first.endswith("ed"):
        return None
    pieces = _PARTS.split(f" {rest}")
    places = {"": topic(pieces[0], _ADVERBS)}
    for by, text in zip(pieces[1::2], pieces[2::2], strict=True):
        by = _ONE.get(by, by)  # noqa: PLW2901
        places[by] = places.get(by, frozenset()) | topic(text, _ADVERBS)
    filled = tuple((by, some) for by, some in places.items() if some)
    return Frame(owner=clause.owner, verb=_SORTS.get(verb, verb), places=filled,
                 changed=clause.changed, whole=bool(_ALL.search(told)))  # fmt: skip


def refilled(claim: Claim, other: Claim) -> bool:
    """Whether a claim says that one place of what the other says is filled otherwise now."""
    if "negative" in (claim.polarity, other.polarity) or {claim.slot, other.slot} & LASTING:
        return False
    new = frame(claim.said)
    if new is None or claim.subject != other.subject:
        return False
    old = frame(other.said)
    if old is None or not (new.changed or (new.whole and old.whole)):
        return False
    if old.verb != new.verb or not one_person(new.owner, old.owner):
        return False
    one, two = dict(new.places), dict(old.places)
    if one.keys() != two.keys():
        return False
    differing = [by for by in one if one[by] != two[by]]
    if len(differing) != 1 or differing[0] in _MANY or len(one) < 2:  # noqa: PLR2004
        return False
    place = differing[0]
    return not one[place] & two[place] and timely(one[place]) == timely(two[place])


@lru_cache(maxsize=2048)
def changed_frame(said: str) -> bool:
    """Whether a sentence has a frame, and says that it leaves no other."""
    if not (changes(said) or _ALL.search(said)):
        return False  # as most do; to find the frame takes longer
    found = frame(said)
    return found is not None and (found.changed or found.whole)


@lru_cache(maxsize=2048)
def turned_back(said: str) -> bool:
    """Whether a sentence says that something is otherwise than it was."""
    if not (_BACK.search(said) or changes(said)):
        return False
    return not (once(said) or planned(said) or partly(said))


def opposite_now(claim: Claim, other: Claim) -> bool:
    """Whether a claim says the same of now but for a word and its opposite: "the *day* shift"."""
    if claim.subject != other.subject or claim.polarity != other.polarity:
        return False
    new, old = claim.words - _NO_MATTER, other.words - _NO_MATTER
    return bool(new & old) and (new ^ old) in OPPOSITES
