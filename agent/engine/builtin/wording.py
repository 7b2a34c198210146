"""A claim as it is worded in the end, and whether it is a sentence at all.

What was understood is told as one would tell it of somebody: without "Says that", as every claim
is what the person told, and without "instead" where nothing says of what. Claims that came out
as no sentence are better left unsaid.
"""

from __future__ import annotations

import re
from typing import Final

from agent.engine.builtin.person_shift import has_verb

_SAYS: Final = re.compile(r"^Says that (?=\S+ \S)")
#: "Doctor wants them to rest": whose it is goes without saying in a hurry.
_WHOSE: Final = re.compile(
    r"^(?P<who>Boss|Coach|Dentist|Doctor|Doc|GP|Landlady|Landlord|Manager|Midwife|Neighbou?r|"
    r"Boyfriend|Brother|Daughter|Girlfriend|Husband|Partner|Sister|Son|Wife|Optician|Physio|Prof|Professor|Roommate|Solicitor|Supervisor|Surgeon|Teacher|Therapist|Vet)"
    r"(?= (?!and\b|or\b)[a-z])"
)
#: "Drinks tea instead": what they do from now on, and not only this time.
_DOES_INSTEAD: Final = re.compile(
    r"^(?P<does>(?!(?:Is|Was|Has|Does|Says)\b)[A-Z][a-z]+s\b[^,;]*?),? instead$"
)
_INSTEAD: Final = re.compile(r",? instead(?=$|,| (?:and|but|because|since|so)\b)")
#: "Their aunt who thinks they starve everyone": whoever it is, nothing is told of them.
_RELATIVE: Final = re.compile(r"\b(?:who|that|which|they|them) (?:always |never |still )?[a-z]+\b")
_NO_SENTENCE: Final = re.compile(
    # "me I am there", "again tonight I guess": the person twice, or talking.
    r"(?:^|\bthat |, )them they\b|\bthey (?:guess|suppose|reckon)(?=,|$)|"
    # What was to be is told by what came instead.
    r"^Says that it (?:is|was) (?:supposed|meant|due|scheduled)\b|"
    # "My nephew's is on Friday": whose what?
    r"^Their (?:[\w-]+ ){0,2}[\w-]+'s (?:is|are|was|were)\b",
)


def worded(claim: str) -> str:
    """A claim as one would say it.

    Args:
        claim: "Says that the surgery put them on iron", "Has been rock climbing instead".

    Returns:
        "The surgery put them on iron", "Has been rock climbing".
    """
    claim = _SAYS.sub("", claim)
    claim = claim[:1].upper() + claim[1:]
    claim = _WHOSE.sub(lambda match: f"Their {_common(match['who'])}", claim)
    claim = _DOES_INSTEAD.sub(r"\g<does> now", claim)
    return _INSTEAD.sub("", claim)


def _common(who: str) -> str:
    return (
        who
        if who.isupper()
        else {"doc": "doctor", "prof": "professor"}.get(who.lower(), who.lower())
    )


def no_sentence(claim: str) -> bool:
    """Whether a claim lacks what makes it a sentence, or says its subject twice."""
    if _NO_SENTENCE.search(claim):
        return True
    relative = re.match(r"^Their (?:[\w'-]+ ){1,3}?(?:who|that|which) ", claim)
    return relative is not None and not has_verb(_RELATIVE.sub("", claim))
