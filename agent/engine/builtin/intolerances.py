"""What somebody cannot or will not have: "no soy for me, gives me hives", "coeliac here".

Of all that is told in passing this matters most to whoever cooks or plans for a person, and it is
seldom put as "I am allergic to". The heads judge such words by their likeness to others, and miss
half of them; as fixed patterns they are sure. English.
"""

from __future__ import annotations

import re
from typing import Final

from agent.engine.builtin import spelling
from agent.engine.builtin.words import word_set

#: What is taken or not, in a few words.
_WHAT: Final = (
    r"(?P<what>(?!(?:everything|he|her|his|it|its|more|my|nothing|other|our|people|she|that|their|"
    r"these|they|this|those|what|which|who|you|your)\b)[a-z][\w'-]*"
    r"(?: (?:and |or )?[a-z][\w'-]*){0,3}?)"
)
_ILLS: Final = (
    r"(?:an? )?(?:bad |terrible |awful |horrible )?(?:acid reflux|asthma|bloating|cramps|eczema|"
    r"headaches?|heartburn|hay ?fever|hives|indigestion|insomnia|migraines?|nausea|nightmares|"
    r"palpitations|rash(?:es)?|reflux|runny nose|spots|stomach ?aches?|tummy aches?|wheezing)"
)
_STATES: Final = (
    r"bloated|dizzy|drowsy|faint|gassy|ill|itch|itchy|nauseous|puke|queasy|sick|sneeze|"
    r"swell(?: up)?|throw up|vomit|wheeze"
)
_GIVES: Final = (
    rf"(?:(?:gives?|cause[sd]?) (?:me )?(?P<ill>{_ILLS})|makes? me (?:(?:really|so|very) )?"
    rf"(?P<state>{_STATES})|brings? me out in (?P<out>[a-z]+)|"
    rf"sets? off (?P<off>my [a-z]+))"
)
#: "No soy for me, gives me hives".
_NO: Final = re.compile(
    rf"^(?:and |but |also |so |please |sorry,? )*no {_WHAT} for (?:me|us)(?: please)?"
    rf"(?:,? (?:it |they |as it |because it )?{_GIVES}|,? (?:as |since |because )?(?:I am|I'm) "
    r"(?P<am>allergic|intolerant|coeliac|celiac|vegan|vegetarian))?(?:,.*)?$",
    re.IGNORECASE,
)
#: "No prawns, I'll die": meant, where it is of what is eaten.
_OR_ELSE: Final = re.compile(
    rf"^(?:and |but |also |so |please |sorry,? )*no {_WHAT}(?: please)?(?:,| or| because| as)+ "
    r"(?:I will|ill|I'll|it will|it'll|they will|they'll) "
    r"(?:(?:literally|actually|genuinely|probably|just) )?"
    r"(?:die|be (?:sick|ill)|get (?:sick|ill|hives)|swell up|throw up|end up in (?:hospital|the ER|"
    r"A&E)|go into shock|stop breathing|kill me)\b.*$",
    re.IGNORECASE,
)
_A_NO: Final = re.compile(
    rf"^{_WHAT} (?:is|are) an? (?:big |hard |absolute )?no(?:-go)? for (?:me|us)(?:,.*)?$",
    re.IGNORECASE,
)
_DOES: Final = re.compile(
    rf"^(?:the )?{_WHAT} (?:always |usually |often |really )?{_GIVES}(?: every time)?$",
    re.IGNORECASE,
)
_DISAGREES: Final = re.compile(rf"^{_WHAT} (?:does not|do not) agree with me$", re.IGNORECASE)
#: "I can't do gluten"
_CANNOT_DO: Final = re.compile(
    r"^(?:I|we) (?:cannot|do not) do (?P<what>(?:alcohol|caffeine|dairy|eggs?|fish|gluten|"
    r"lactose|meat|"
    r"milk|nuts|onions?|peanuts|pork|seafood|shellfish|soy|spicy food|spice|sugar|wheat)"
    r"(?: (?:and|or) [a-z]+)?)(?: (?:at all|any ?more))?$",
    re.IGNORECASE,
)
#: "Coeliac here", "vegan here btw".
_HERE: Final = re.compile(
    r"^(?:an? )?(?P<am>asthmatic|celiac|coeliac|diabetic|dyslexic|gluten intolerant|insomniac|"
    r"lactose intolerant|left-?handed|pescatarian|teetotal(?:ler)?|vegan|vegetarian)"
    r"(?: over)? here$",
    re.IGNORECASE,
)
#: Those of the states that are done.
_DONE: Final = word_set("itch puke sneeze swell throw vomit wheeze")
#: Not of what is taken: "no rush for me", "no time for me to cook".
_NOTHING_TAKEN: Final = word_set(
    """
    chance change choice danger deal difference doubt fun fuss good harm help hope hurry idea joy
    luck need news pain place point pressure problem progress question reason rest room rush secret
    sense shame sleep space stress surprise thanks thing time trouble use way weekend work worries
    worry it that this one meeting meetings calls
    """
)
#: For this evening only.
_FOR_NOW: Final = re.compile(
    r"\b(?:today|tonight|tomorrow|now|yet|this (?:time|week|morning|evening|year)|thanks"
    r"|thank you)\b",
    re.IGNORECASE,
)


def cannot_have(sentence: str) -> str:
    """What a sentence says that the person cannot or will not have, in the third person.

    Args:
        sentence: "no soy for me, gives me hives".

    Returns:
        "Gets hives from soy", "Avoids soy", "Is coeliac"; empty for anything else.
    """
    plain = spelling.expand(" ".join(sentence.split())).strip(" .!,")
    plain = re.sub(r",? (?:btw|by the way|fyi|lol|haha|sadly|unfortunately)$", "", plain)
    if here := _HERE.match(plain):
        am = here["am"].lower()
        return f"Is {'an ' if am == 'insomniac' else 'a ' if am == 'teetotaller' else ''}{am}"
    if cannot := _CANNOT_DO.match(plain):
        return f"Cannot have {cannot['what'].lower()}"
    if _FOR_NOW.search(plain):
        return ""
    if or_else := _OR_ELSE.match(plain):
        what = or_else["what"].lower()
        return "" if set(what.split()) & _NOTHING_TAKEN else f"Cannot have {what}"
    match = _NO.match(plain) or _DOES.match(plain) or _A_NO.match(plain) or _DISAGREES.match(plain)
    return _taken(plain, match) if match else ""


def _taken(plain: str, match: re.Match[str]) -> str:
    """What comes of what a match says is not taken; empty where it is nothing that one takes."""
    what = match["what"].lower() if match["what"][1:].islower() else match["what"]
    if set(what.lower().split()) & _NOTHING_TAKEN:
        return ""
    known = match.groupdict()
    if ill := known.get("ill") or known.get("out"):
        return f"Gets {ill} from {what}"
    if state := known.get("state"):
        if state.split()[0].lower() in _DONE:
            makes = "makes" if " makes " in plain else "make"
            return f"{what[:1].upper()}{what[1:]} {makes} them {state}"
        return f"Gets {state} from {what}"
    if off := known.get("off"):
        return f"{what[:1].upper()}{what[1:]} sets off their {off.removeprefix('my ')}"
    if known.get("am") in {"allergic", "intolerant"}:
        return f"Is allergic to {what}" if known["am"] == "allergic" else f"Cannot have {what}"
    return f"Avoids {what}"
