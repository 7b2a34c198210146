"""What sort of person somebody is, where one is of one sort: an early riser or a night owl."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.telling import clauses, once, one_person, partly, planned

if TYPE_CHECKING:
    from memory.claims import Claim

#: Two sorts a line, each in several words.
_SORTS: Final = """
early riser, early bird, morning person, lark, morning lark / night owl, evening person, night
    person, late riser, nighthawk
introvert, introverted person / extrovert, extravert, extroverted person
optimist / pessimist
spender / saver
""".replace("\n    ", " ").strip()
_IS: Final = re.compile(
    r"^(?:is|has become|became|become|has turned into|turned into|considers themselves"
    r"|would call themselves|sees themselves as) (?:now )?(?:very much |really |quite |more of )?"
    r"an? (?:real |true |total |complete )?(?P<what>[a-z -]+?)"
    r"(?: (?:now|these days|nowadays|by now|at heart|by nature|through and through))*$"
)


def _sides() -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(_SORTS.splitlines()):
        for side, names in enumerate(line.split(" / ")):
            found |= {name.strip(): (number, side) for name in names.split(",")}
    return found


_SIDE: Final = _sides()


@lru_cache(maxsize=2048)
def nature(said: str) -> tuple[frozenset[str], tuple[int, int]] | None:
    """Of whom a sentence says of what sort they are, and which; nothing where it says none."""
    if planned(said) or once(said):
        return None
    clause = clauses(said)[0]
    # Who "became" one is one: the clause has the verb of the sentence.
    match = _IS.match(clause.said) or _IS.match(clause.whole)
    side = _SIDE.get(match["what"]) if match else None
    return None if side is None else (clause.owner, side)


def another_nature(claim: Claim, other: Claim) -> bool:
    """Whether a claim says that somebody is of the sort that is opposed to the other's."""
    if "negative" in (claim.polarity, other.polarity) or partly(claim.said) or partly(other.said):
        return False
    new, old = nature(claim.said), nature(other.said)
    if new is None or old is None:
        return False
    (who, (number, side)), (whom, opposed) = new, old
    return one_person(who, whom) and opposed == (number, 1 - side)
