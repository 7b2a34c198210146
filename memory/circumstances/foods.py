"""What somebody does not eat, and what they eat: who avoids gluten eats no bread."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.telling import clauses, narrower, once, one_person, partly, planned
from memory.phrases import words

if TYPE_CHECKING:
    from memory.claims import Claim

#: A kind of food → what belongs to it.
_KINDS: Final = {
    kind: frozenset(some.split())
    for kind, some in (
        ("meat", "chicken beef pork lamb ham bacon sausage steak turkey burger salami veal duck"),
        ("fish", "salmon tuna cod trout herring sushi sardine mackerel seafood shrimp prawn"),
        ("dairy", "milk cheese butter yoghurt yogurt cream ice-cream lactose"),
        ("gluten", "bread pasta wheat noodle pizza cake croissant couscous cereal"),
        ("carb", "bread pasta rice potato noodle pizza sugar carbohydrate"),
        ("sugar", "sweet chocolate cake candy dessert biscuit cookie"),
        ("egg", "omelette"),
        ("nut", "almond peanut walnut hazelnut cashew"),
        ("animal", "meat fish egg dairy honey"),
    )
}
_DIETS: Final = {
    "vegetarian": "meat fish", "vegan": "animal", "pescatarian": "meat", "plant-based": "animal",
    "gluten-free": "gluten", "dairy-free": "dairy", "lactose-intolerant": "dairy",
    "sugar-free": "sugar", "low-carb": "carb", "keto": "carb", "ketogenic": "carb", "halal": "pork",
    "kosher": "pork shrimp prawn", "paleo": "bread pasta dairy sugar",
}  # fmt: skip
_ALL: Final = frozenset(_KINDS) | {each for some in _KINDS.values() for each in some}
_SAME: Final = {"carbs": "carb", "carbohydrate": "carb", "sweets": "sweet", "eggs": "egg"}
_NO: Final = re.compile(
    r"^(?:does not (?:eat|drink|touch|tolerate|have)(?: any)?|do not eat|avoids?|no longer (?:eats?"
    r"|drinks?)|never eats|cannot (?:eat|tolerate|have)|(?:gave|given) up|cut out|stopped eating"
    r"|stays (?:away from|off)|steers clear of|eats no|is off|keeps off|abstains from|refuses"
    r"|swore off|lives without) (?P<what>\S.*)$"
)
_DIET: Final = re.compile(
    r"^(?:is|follows|keeps to|keeps|eats|became|turned|went|is on|lives|sticks to|has been)"
    r"(?: an?| the| a strict| strictly)* (?P<diet>[\w-]+)(?: (?:diet|food|now|again|any ?more))*\b"
)
_EATS: Final = re.compile(
    r"^(?:eats|started eating|began eating|has started to eat|started to eat|is eating"
    r"|goes back to eating|went back to"
    r"|reintroduced|enjoys|allows (?:them|him|her)sel\w+|has) (?P<what>\S.*)$"
)
#: Called like a food, to be eaten instead of it: "vegan cheese", "meat substitutes", "almond milk".
_UNLIKE: Final = re.compile(
    r"\b(?:vegan|vegetarian|veggie|plant(?:-based)?|meatless|meat-free|dairy-free|lactose-free|"
    r"gluten-free"
    r"|sugar-free|egg-free|cauliflower|chickpea|lentil|corn|rice|oat|soy|soya|almond|coconut|"
    r"cashew|peanut|nut"
    r"|cocoa|fake|mock|shea)(?: \w+)? (?:bacon|bread|burgers?|butter|cake|cheese|chicken|cream|"
    r"croissants?|eggs?"
    r"|fish|ham|meat|milk|noodles?|pasta|pizza|salami|sausages?|steaks?|yogh?urt|tuna|chocolate|"
    r"sweets)\b"
    r"|\b(?:meat|egg|cheese|milk|fish|sugar|butter|dairy|bread) (?:substitutes?|alternatives?|"
    r"replacements?)\b"
)
_END: Final = re.compile(
    r" (?:since|because|after|when|instead|with|without|but|while|due to)\b.*$"
)


@lru_cache(maxsize=2048)
def diet(said: str) -> tuple[tuple[frozenset[str], bool, frozenset[str]], ...]:
    """Of whom, whether it is eaten, and what: all kinds and what belongs to them."""
    if planned(said) or once(said):
        return ()
    found: list[tuple[frozenset[str], bool, frozenset[str]]] = []
    for clause in clauses(said):
        denied, on, eaten = (pattern.match(clause.said) for pattern in (_NO, _DIET, _EATS))
        if denied:
            foods = _foods(denied["what"])
            found += [(clause.owner, False, _spread(foods))] if foods else []
        elif on and on["diet"] in _DIETS:
            found.append((clause.owner, False, _spread(frozenset(_DIETS[on["diet"]].split()))))
        elif eaten:
            foods = _foods(eaten["what"])
            found += [(clause.owner, True, foods)] if foods else []
    return tuple(found)


def _foods(text: str) -> frozenset[str]:
    """The foods that a text names."""
    named = words(_UNLIKE.sub(" ", _END.sub("", text)))
    return frozenset(_SAME.get(word, word) for word in named) & _ALL


def _spread(foods: frozenset[str]) -> frozenset[str]:
    """Foods with what belongs to them."""
    found = set(foods)
    for _ in range(2):
        found |= {each for kind in found if kind in _KINDS for each in _KINDS[kind]}
    return frozenset(found)


def eats_otherwise(claim: Claim, other: Claim) -> bool:
    """Whether a claim says that what the other says is not eaten is eaten, or the reverse."""
    new = diet(claim.said)
    if not new or narrower(claim, other) or partly(claim.said) or partly(other.said):
        return False
    return any(
        one_person(owner, whose) and eats != eaten and bool(foods & known)
        for owner, eats, foods in new
        for whose, eaten, known in diet(other.said)
        if eats or foods >= known
    )
