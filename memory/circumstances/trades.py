"""What somebody lives on: who is a midwife now is no longer a courier.

Read where the later sentence says that it has not been so before, and names a trade of which one
mostly has one. Writers, coaches and landlords are often something else as well, and so is who works
in a club, at weekends or for nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.telling import clauses, listed, once, one_person, partly, planned, topic

if TYPE_CHECKING:
    from memory.claims import Claim

#: The last word of a trade.
_TRADES: Final = listed(
    """
    accountant actuary analyst architect attendant auditor baker banker barber barista bartender
    beautician blacksmith bookseller bricklayer brewer builder butcher butler caretaker carer
    carpenter cashier chef chemist cleaner clerk cobbler cook courier dentist developer dietitian
    dispatcher driver economist electrician engineer estimator farmer firefighter fishmonger
    florist forester gardener geologist glazier goldsmith grocer hairdresser housekeeper janitor
    jeweller joiner judge labourer lawyer librarian locksmith lorry-driver machinist mason mechanic
    metalworker midwife miller miner nanny notary nurse optician optometrist painter-decorator
    paralegal paramedic pharmacist physician physiotherapist pilot plasterer plumber policeman
    policewoman postman postwoman potter prosecutor psychiatrist psychologist radiographer
    receptionist roofer sailor secretary shepherd shopkeeper solicitor statistician steward
    stewardess stonemason surgeon surveyor tailor teacher technician teller tiler tinsmith toolmaker
    tram-driver undertaker underwriter upholsterer vet veterinarian waiter waitress watchmaker
    welder winemaker zookeeper
    """
)
_TRADE: Final = r"(?P<trade>(?!an?\b|the\b)[\w-]+(?: [\w-]+){0,3}?)"
_TOOK_UP: Final = re.compile(
    r"^(?:(?P<now>is|is working as|works as|is employed as)|became|become"
    r"|(?:has )?(?:retrained|requalified|started(?: (?:out|over|working))?|began(?: working)?) as)"
    rf" (?:now )?(?:an? )?{_TRADE}(?= (?:at|for|in|with|on|by|since|after|now|again|these|instead"
    r"|from|because|and)\b|,|$)"
)
_LIVES_ON: Final = re.compile(
    rf"^(?:is|works as|is employed as|is working as|has worked as) (?:an? )?{_TRADE}"
    r"(?= (?:at|for|in|with|on|by|since|of|from|and)\b|,|$)"
)
#: What is done besides, or for nothing.
_BESIDES: Final = re.compile(
    r"\b(?:volunt\w+|amateur|hobby|honorary|unpaid|reserve|reservist|retired|former|part-time"
    r"|trained|certified|qualified|licensed|registered|club|team|choir|band|parish|scouts?"
    r"|good|great|bad|decent|better|passionate|keen|avid|home|evenings?|weekends?|sundays?"
    r"|saturdays?|school (?:board|council)|summer|own)\b"
)


@lru_cache(maxsize=2048)
def taken_up(said: str) -> frozenset[str]:
    """Stems of the trade that a sentence says somebody has taken up."""
    if planned(said) or once(said) or partly(said) or _BESIDES.search(said):
        return frozenset()
    clause = clauses(said)[0]
    match = _TOOK_UP.match(clause.said)
    if match is None or (match["now"] and not clause.changed):
        return frozenset()
    return _trade(match["trade"])


@lru_cache(maxsize=2048)
def lives_on(said: str) -> frozenset[str]:
    """Stems of the trade that a sentence says somebody has."""
    if planned(said) or once(said) or partly(said) or _BESIDES.search(said):
        return frozenset()
    match = _LIVES_ON.match(clauses(said)[0].said)
    return _trade(match["trade"]) if match else frozenset()


def _trade(named: str) -> frozenset[str]:
    return topic(named) if named.rsplit(maxsplit=1)[-1] in _TRADES else frozenset()


def another_trade(claim: Claim, other: Claim) -> bool:
    """Whether a claim says that somebody has taken up another trade than the other names."""
    if "negative" in (claim.polarity, other.polarity) or other.past:
        return False
    new, old = taken_up(claim.said), lives_on(other.said)
    owners = (clauses(each.said)[0].owner for each in (claim, other))
    return bool(new) and bool(old) and not new & old and one_person(*owners)
