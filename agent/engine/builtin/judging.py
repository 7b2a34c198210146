"""How a claim begins whose sentence does not begin with the person: what they find, feel or say."""

from __future__ import annotations

import re

from agent.engine.builtin.conjugation import lowered, third

#: What something is worth to somebody.
WORTH = (
    r"amazing|awesome|awful|beautiful|best|better|boring|brave|bummer|calming|challenge|"
    r"challenging|comforting|cool|crucial|delicious|difficult|easy|easier|empowering|escape|"
    r"essential|exciting|exhausting|expressive|fantastic|fascinating|fave|favou?rite|freeing|"
    r"fulfilling|fun|good|great|happy|hard|harder|healing|healthy|heartwarming|helpful|hurdle|"
    r"important|incredible|inspiring|interesting|invaluable|joy|key|lifesaver|love|lovely|magical|"
    r"meaningful|motivating|necessary|nice|overrated|overwhelming|passion|peaceful|perfect|"
    r"powerful|precious|priceless|refreshing|relaxing|relief|rewarding|sad|satisfying|scary|"
    r"soothing|special|stressful|stunning|terrible|therapeutic|thrilling|tough|tricky|underrated|"
    r"unforgettable|useful|useless|valuable|vital|wonderful|worse|worst|worth|worthwhile"
)
#: What something does to the person, or is worth to them, is what they feel. To be given a thing,
#: or let into a yard, is not: there it must be said what comes of it.
_FELT = re.compile(
    rf"\b(?:{WORTH})\b|\b(?:dream|stress|matters?|part of (?:me|my|our))\b|"
    r"\b(?:allow(?:s|ed)?|calm(?:s|ed)?|fill(?:s|ed)?|guide[sd]?|help(?:s|ed)?|inspire[sd]?|"
    r"lift(?:s|ed)?|means?|meant|motivate[sd]?|push(?:es|ed)|remind(?:s|ed)?|speaks?)"
    r"(?: \w+){0,3} (?:to )?(?:me|us|my|our)\b|"
    r"\b(?:brings?|brought|gives?|gave|given|keeps?|kept|lets?|makes?|made|shown?|"
    r"showed|shows|teach(?:es)?|taught)(?: \w+){0,3} (?:to )?(?:me|us|my|our)\b.*\b(?:alive|"
    r"appreciate|balanced?|better|boost|calm\w*|chance|closer|comfort|confiden\w+|connect\w*|courage|"
    r"decide|energy|escape|express|feel\w*|freedom|free (?:to|from)|going|grateful|grounded|grow|"
    r"happ\w+|hope|ideas|joy|laugh\w*|love|meaning|motivat\w+|peace\w*|perspective|pleasure|proud|"
    r"purpose|reali[sz]e|relax\w*|reminder|sane|sense|smile|strength|strong\w*|think|together|"
    r"unwind|value|want|warm)\b",
    re.IGNORECASE,
)
#: "It is so good to see my roses bloom"
_FOUND = re.compile(
    r"^it (?P<is>is|was|feels|felt|has been) (?P<how>(?!an?\b|the\b|all\b|my\b|our\b|like\b|not\b)"
    r"(?!(?:supposed|meant|due|going|about|bound|likely|scheduled|time|said)\b)"
    r"(?!probably\b|best to\b|better to\b)(?!.*\beasy to (?:clean|carry|keep|learn|make|read|set|"
    r"use)\b)"
    r"[\w, -]+? (?:to|how|that|when|\w+ing) .+)$",
    re.IGNORECASE,
)


#: What somebody did for them is told, not felt: "A friend gave me a van", "Ana taught me to climb".
_SOMEBODY = re.compile(
    r"^(?:(?:[Aa]n?|[Tt]he|[Ss]ome|[Oo]ne of|[Tt]wo|[Mm]y|[Oo]ur) )*(?:\w+ ){0,2}?"
    r"(?:friends?|colleagues?|neighbou?rs?|teachers?|students?|pupils?|doctors?|boss|coach|people|stranger|guy|woman|"
    r"man|someone|somebody|everyone|nobody)\b|"
    r"^(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?[A-Z][a-z]+ (?:taught|gave|told|made|brought|kept|let|put|"
    r"[a-z]{2,}ed)\b"
)
_OFTEN = frozenset({"always", "usually", "often", "sometimes", "never"})


def held(clean: str) -> str:
    """A sentence as what the person finds, feels or says.

    Args:
        clean: "it is empowering to help others", "Painting helps me relax", "A friend made it".

    Returns:
        "Finds it empowering to help others", "Feels that painting helps them relax", "Says that a
        friend made it".
    """
    if match := _FOUND.match(clean):
        finds = "finds" if match["is"].lower() in {"is", "feels"} else "found"
        often, _, how = match["how"].partition(" ")
        told = f"{finds} it {match['how']}"
        if often.lower() in _OFTEN:
            told = f"{often} {finds} it {how}"
        return third(told[:1].upper() + told[1:])
    felt = _FELT.search(clean) is not None and not _SOMEBODY.match(clean)
    verb = "Feels" if felt else "Says"
    return f"{verb} that {lowered(third(clean))}"
