"""What was planned, and is done: who proposed to Anna no longer plans to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.telling import clauses, listed, once, one_person, planned, topic
from memory.lexicon import DAYS, IRREGULAR, MONTHS, base_form

if TYPE_CHECKING:
    from memory.claims import Claim

_PLAN: Final = re.compile(
    r"^(?:plans|wants|hopes|intends|means|aims|is planning|is going|is about|is preparing|needs"
    r"|has|still has"
    r"|has yet|promised|agreed) to (?P<what>\S.*)$"
    r"|^(?:is )?(?:thinking (?:of|about)|considering|contemplating|toying with the idea of"
    r"|looking into) (?P<doing>\w+ing \S.*)$"
    # What is being done comes to its end as what is planned does.
    r"|^is (?P<underway>(?:assembling|building|converting|drafting|installing|migrating|moving"
    r"|painting|porting|rebuilding|recovering|redecorating|refurbishing|renovating|repainting"
    r"|repairing|replacing|restoring|rewriting|selling|translating) \S.*)$"
)
#: When it is to be is no part of what it is.
_WHEN: Final = re.compile(
    r" (?:next|this|tomorrow|soon|some day|one day"
    r"|(?:in|on|by|before|until|for) (?:the )?(?:\d+|early|late|mid"
    rf"|{'|'.join(sorted(DAYS | MONTHS))}"
    r"|spring|summer|autumn|winter|weekend|week|month|year))\b.*$"
)
_LONG_AGO: Final = re.compile(r"\b(?:in (?:19|20)\d\d|years? ago|once|before|as an? \w+)\b")
#: What is only like it, or a part of it.
_LESSER: Final = listed("half mini mock model practice toy trial virtual")
_LIGHT: Final = listed("new own again also first finally")


@lru_cache(maxsize=2048)
def plans(said: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Of whom, and what, a sentence says that it is planned."""
    if once(said):
        return ()
    found = []
    for clause in clauses(said)[:1]:
        match = _PLAN.match(clause.said)
        what = topic(_WHEN.sub("", _planned(match)), _LIGHT) if match else frozenset()
        if len(what) > 1:  # "plans to travel" is never done
            found.append((clause.owner, what))
    return tuple(found)


def _planned(match: re.Match[str]) -> str:
    """What is to be done, from its verb on."""
    if match["what"]:
        return match["what"]
    doing, _, rest = (match["doing"] or match["underway"]).partition(" ")
    return f"{base_form(doing)} {rest}"


@lru_cache(maxsize=2048)
def deeds(said: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Of whom, and what, a sentence says that it was done."""
    if planned(said) or _LONG_AGO.search(said):
        return ()
    return tuple(
        (clause.owner, topic(clause.said, _LIGHT))
        for clause in clauses(said)
        if _is_done(clause.said.partition(" ")[0])
    )


def _is_done(verb: str) -> bool:
    return (verb.endswith("ed") or verb in IRREGULAR) and not verb.endswith(("ing", "s"))


def realised(claim: Claim, other: Claim) -> bool:
    """Whether a claim tells that what the other says is planned was done."""
    about = frozenset(each for each in other.heads if not each.endswith("ing"))
    if about and not about & claim.heads:
        return False  # a house plant is no house
    if (claim.words - other.words) & _LESSER:
        return False  # and a half marathon no marathon
    return any(
        one_person(owner, whose) and _stemmed(what) <= _stemmed(done)
        for owner, done in deeds(claim.said)
        for whose, what in plans(other.said)
    )


def _stemmed(some: frozenset[str]) -> frozenset[str]:
    return frozenset(base_form(each) for each in some)
