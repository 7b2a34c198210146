"""Whose name it is, told beside it: "Pixel, their cat, died" is "their cat Pixel died".

Only where it is said that somebody or something is no more: that ends claims about the one that is
meant, and what parses a sentence looks for that before its verb.
"""

from __future__ import annotations

import re
from typing import Final

_APPOSED: Final = re.compile(
    r"^(?P<name>[\w-]+), (?P<what>(?:their|the) (?:[a-z-]+ ){0,2}[a-z-]+), "
    r"(?P<rest>(?:(?:has|have|had|sadly|finally|recently|just) )*"
    r"(?:died|passed away|was put down|had to be put down|was put to sleep|(?:flew|ran) away)\b.*)$"
)
#: "Their car, the Corsa, was stolen"
_THING: Final = re.compile(
    r"^(?:their|the) (?:[a-z-]+ )?[a-z-]+, (?:the|an?|their) (?P<name>[\w-]+(?: [\w-]+)?), "
    r"(?P<rest>(?:(?:has|have|had|sadly|finally|recently|just) )*"
    r"(?:(?:was|were|got|been) (?:stolen|scrapped|written off|totalled|sold)|burned down)\b.*)$"
)


def by_its_name(said: str) -> str:
    """A sentence with the name behind what it is the name of; any other as it is.

    Args:
        said: In lower case, without contractions.
    """
    thing = _THING.match(said)
    if thing:
        return f"their {thing['name']} {thing['rest']}"
    match = _APPOSED.match(said)
    if match is None:
        return said
    what = re.sub(r"^the ", "their ", match["what"])
    return f"{what} {match['name']} {match['rest']}"
