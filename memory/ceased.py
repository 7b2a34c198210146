"""Which claims are over by what a sentence says is over (:mod:`memory.ceasing`).

What is over must be named well: **all** that the sentence names stands in the other claim, and it
is either several words of it or what that claim is about. "Handed the chair of the choir to Ines"
ends "Is the chair of the choir", and nothing about another chair, another choir, or somebody else.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from memory.ceasing import UNSURE, Ceasing, ceasings, dates, stems
from memory.endings import stem
from memory.in_part import in_part
from memory.lexicon import BOUNDARIES, LASTING, PEOPLE
from memory.phrases import words
from memory.retrieval.spelling import alike, edits

if TYPE_CHECKING:
    from memory.claims import Claim

#: Two words name a thing well enough.
_SEVERAL: Final = 2
#: One word does for texts that have to do with each other (MiniLM); and
_AKIN: Final = 0.3
#: for texts that are so near (MiniLM), whatever else the verb may mean.
_LIKELY: Final = 0.6
#: Words from which on a letter may be wrong.
_MISSPELT: Final = 5


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(map(stem, text.split()))


#: What one began is what one may leave.
_BEGAN: Final = re.compile(r"^(?:joined|subscribed|started|enrolled|signed up|took up|entered)\b")
#: What is being done, or is to be.
_ONGOING: Final = re.compile(
    r"^(?:\S+ ){0,3}(?:is|are|been) (?:\w+ly )?\w+ing\b"
    r"|^(?:is|are) (?:enrolled|registered|signed up|halfway|in the middle|behind|busy|on a|in a)\b"
    r"|^(?:\S+ )?(?:plans?|wants?|hopes?|works? on|writes?|reads?|learns?|stud\w+|prepares?|trains?"
    r"|builds?|makes?|takes?|attends?|has an? apprenticeship)\b"
)
#: Words that name nothing by themselves.
_LIGHT: Final = _stems_of(
    """thing whole account lease contract membership subscription rental plan idea habit job
    position post role use using have has is be get go do make take one lot all any it them that
    this these those new old trip visit journey vacation own day time anything everything
    stuff same other need touch"""
)
#: Not to use a thing ends none of these.
_PAPERS: Final = _stems_of("membership subscription contract account lease licence")
_PEOPLE: Final = stems(PEOPLE)
#: To be rid of a thing ends having it, not looking for one.
_SOUGHT: Final = frozenset(
    {"look", "search", "want", "want to", "plan to", "need", "hope", "wait", "find"}
)
_PLANS: Final = frozenset({"plan", "plan to", "want to", "book"})
_HAVING: Final = frozenset({"have", "belong to", "be"})


def ceases(claim: Claim, other: Claim, cosine: float) -> bool:
    """Whether one claim says, in whatever words, that what the other says is over.

    Args:
        claim: The later claim.
        other: The earlier one.
        cosine: How near the two texts are.
    """
    told = ceasings(claim.said)
    if not told or ceasings(other.said) or only_in_part(claim.said, other.said):
        return False
    names = stems(claim.names)
    return any(_reaches(each, other, cosine, names) for each in told)


def only_in_part(said: str, other: str) -> bool:
    """Whether what one sentence says is over is another part of what is done than the other's."""
    return _on_other_days(said, other) or in_part(said, other)


def _on_other_days(said: str, other: str) -> bool:
    """Whether two sentences tell what is done on different days of the week."""
    if "days" not in said or "days" not in other:
        return False  # as in most
    days, known = (frozenset(_ON_DAYS.findall(each)) for each in (said, other))
    return bool(days) and bool(known) and days.isdisjoint(known)


_ON_DAYS: Final = re.compile(r"\b((?:mon|tues|wednes|thurs|fri|satur|sun)day)s\b")


def _reaches(ceasing: Ceasing, claim: Claim, cosine: float, named_so: frozenset[str]) -> bool:
    """Whether a claim is over by it; what is written as a name says something: *Time*."""
    if not _can_be_over(ceasing, claim):
        return False
    told = stems(words(claim.said))
    if ceasing.event:
        days = dates(claim.said)
        if ceasing.dated and days and not ceasing.dated <= days:
            return False  # another appointment
        told -= {stem(str(claim.slot).partition(" ")[0])}
    heads = _heads(claim, near=cosine >= _LIKELY)
    names = stems(claim.names)
    sure = not ceasing.vague or cosine >= _LIKELY or bool(_BEGAN.match(claim.said))
    for what in ceasing.what:
        wanted = what - (_LIGHT - named_so) - ceasing.who
        if not wanted or not _within(wanted, told):
            continue
        if ceasing.denied and not told & _PAPERS <= what:
            continue
        near = cosine >= _LIKELY or (ceasing.event and claim.slot in _PLANS)
        named = bool(wanted & names) and (bool(wanted & heads) or near)
        about = sure and bool(wanted & heads) and claim.slot not in _SOUGHT
        about = about and cosine >= _AKIN
        if len(wanted) >= _SEVERAL or named or about:
            return True
    return False


def _can_be_over(ceasing: Ceasing, claim: Claim) -> bool:
    """Whether a claim is of the sort that ends, and of whom the sentence speaks."""
    said = claim.said
    if claim.polarity == "negative" or claim.slot in LASTING or UNSURE.search(said):
        return False
    if claim.past and claim.slot != "have" and not _BEGAN.match(said):
        return False  # what happened has happened
    if ceasing.done and not _ONGOING.search(said):
        return False
    own = claim.subject in {"self", ""}
    if ceasing.idle and (claim.slot in _HAVING or not own):
        return False
    opening = stems(frozenset(said.split()[:4]))
    if ceasing.who:
        return ceasing.who <= opening
    return (own and not said.startswith(("their ", "the "))) or opening.isdisjoint(_PEOPLE)


def _heads(claim: Claim, *, near: bool) -> frozenset[str]:
    """What a claim is about; of one that is near, any word up to the first that relates."""
    heads = stems(claim.heads | frozenset(claim.subject.split())) - {"self"}
    heads = heads or stems(frozenset(claim.said.split()[-1:]))
    if claim.slot == "be" and " is a" in claim.said:
        heads |= stems(claim.names)  # their car is a Skoda Octavia
    if near:
        rest = takewhile(lambda word: word not in BOUNDARIES, claim.said.split()[1:])
        heads |= stems(words(" ".join(rest)))
    return heads


def _within(wanted: frozenset[str], told: frozenset[str]) -> bool:
    """Whether all the words are there, one of the longer ones perhaps misspelt."""
    missing = wanted - told
    return not missing or (
        len(missing) == 1
        and len(wanted) > 1
        and any(_misspelt(one, each) for one in missing for each in told)
    )


def _misspelt(one: str, other: str) -> bool:
    """Whether one longer word is another with a letter wrong, or with more at its end.

    With two letters wrong astrology would be astronomy.
    """
    if len(one) < _MISSPELT or not one.isalpha() or not alike(one, other):
        return False
    return one.startswith(other) or other.startswith(one) or edits(one, other) <= 1
