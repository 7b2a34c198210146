"""What something did to a person, told without the something: "It inspired me to paint".

"It" often stands for the whole of what was told, or for what only a picture showed, so that no word
can take its place. What it did to the person is so all the same: they were inspired to paint.
"""

from __future__ import annotations

import re

from agent.engine.builtin import spelling, words

_IT = (
    r"^(?:it|this|that|which|they|these|those|(?:it|this|that) all) "
    r"(?:(?:has|have|had|really|just|also|even|definitely|always|totally|truly|kind of|rather) )*"
)
_MADE_ME = re.compile(
    rf"{_IT}(?P<made>made|makes?) me "
    r"(?:(?:really|even|also) )?(?P<verb>reali[sz]e|reflect|appreciate|think|remember|understand|"
    r"want|value) (?P<rest>.+)$",
    re.IGNORECASE,
)
_LOVES_IT = re.compile(
    r"^(?:(?:it|this|that) )?reminds me (?:of )?(?:how much|why) (?P<said>I (?:love|enjoy) .+)$",
    re.IGNORECASE,
)
#: "It made me even more determined to adopt", "It makes me feel at home"
_MADE_ME_SO = re.compile(
    rf"{_IT}(?P<made>made|makes?) me (?P<how>feel|(?:so|very|really|super|even more|more|"
    rf"even) [a-z]+) "
    r"(?P<rest>.+)$",
    re.IGNORECASE,
)
#: In the passive: "It inspired me to paint"
_DONE_TO = re.compile(
    rf"{_IT}(?P<verb>inspire|motivate|encourage|push|remind|drive|prepare|move|touch)"
    r"(?P<ending>e?d|e?s|) me (?P<rest>(?:to|of|that|why|how|into|with|for|when)\b.+)$",
    re.IGNORECASE,
)
_PARTICIPLE = {"drive": "driven", "gave": "given", "chose": "chosen"}
#: In other words of the person's own: "It taught me patience", "It gave me hope"
_TURNED = re.compile(
    rf"{_IT}(?P<verb>taught|showed|shown|gave|given) me (?!(?:it|this|that|these|those|one)$)"
    r"(?P<rest>.+)$",
    re.IGNORECASE,
)
_TURNS = dict.fromkeys(("taught", "showed", "shown"), "learned")
_TURNS |= dict.fromkeys(("gave", "given"), "got")
#: What the something did besides is left out: its verb would get the person as its subject.
_AND_MORE = re.compile(
    r",? and (?:(?:really|also|even) )?(?:brings?|brought|gave|gives?|helps?|helped|inspire[sd]?|"
    r"keeps?|kept|lets?|makes?|made|motivate[sd]?|push(?:es|ed)|remind(?:s|ed)?|showe?[ds]?|taught|"
    r"teaches) .+$",
    re.IGNORECASE,
)
#: "Reminds me of summers at the lake"
_REMINDS = re.compile(
    rf"^(?:{_IT[1:]})?(?P<verb>reminds?|reminded) me (?P<rest>(?:of|that|how)\b.+)$", re.IGNORECASE
)
#: Whoever "they" are: "They put me in charge of the campaign"
_THEY_DID = re.compile(
    r"^they (?:(?:have|had|just|even|actually|finally|already|also|really|recently) )*"
    r"(?P<verb>accepted|asked|assigned|awarded|called|chose|diagnosed|fired|gave|given|hired|"
    r"invited|laid|named|nominated|offered|picked|promoted|put|sent|taught|told|turned) me "
    r"(?P<rest>.+)$",
    re.IGNORECASE,
)
#: "They let me use the kiln"
_THEY_LET = re.compile(
    r"^they (?:(?:even|actually|finally|also|really|always) )?let me (?P<rest>[a-z]+ .+)$",
    re.IGNORECASE,
)
#: "It got me thinking about a new trade", "That got me into climbing"
_GOT_ME = re.compile(
    rf"{_IT}(?P<got>got|gets) me (?P<how>thinking|wondering|into|hooked on|interested in|through) "
    r"(?P<rest>.+)$",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^(?:that|this|which) is (?:exactly |part of )?why (?P<said>I .+)$", re.IGNORECASE
)


def moved(sentence: str) -> str | None:
    """What something did to the person or made them think, without the something.

    Args:
        sentence: "It made me realise how much I need rest", "Reminds me how much I love singing",
            "It taught me patience", "It inspired me to paint".

    Returns:
        "I realised how much I need rest", "I love singing", "I learned patience", "I was inspired
        to paint".
    """
    plain = spelling.expand(sentence).strip(" .!,")
    if loves := _LOVES_IT.match(plain) or _WHY.match(plain):
        return loves["said"]
    if made := _MADE_ME.match(plain):
        verb = made["verb"].lower()
        return f"I {words.past_of(verb) if made['made'].lower() == 'made' else verb} {made['rest']}"
    plain = _AND_MORE.sub("", plain)
    if made := _MADE_ME_SO.match(plain):
        past = made["made"].lower() == "made"
        if made["how"].lower() == "feel":
            return f"I {'felt' if past else 'feel'} {made['rest']}"
        return f"I {'was' if past else 'am'} {made['how']} {made['rest']}"
    return _turned(plain)


def _turned(plain: str) -> str | None:
    if reminds := _REMINDS.match(plain):
        be = "was" if reminds["verb"].lower() == "reminded" else "am"
        return f"I {be} reminded {reminds['rest']}"
    if they := _THEY_DID.match(plain):
        verb = they["verb"].lower()
        return f"I was {_PARTICIPLE.get(verb, verb)} {they['rest']}"
    if let := _THEY_LET.match(plain):
        return f"I was allowed to {let['rest']}"
    if got := _GOT_ME.match(plain):
        verb = "start" if got["how"].lower() in {"thinking", "wondering"} else "get"
        verb = words.past_of(verb) if got["got"].lower() == "got" else verb
        return f"I {verb} {got['how']} {got['rest']}"
    if done := _DONE_TO.match(plain):
        verb, ending = done["verb"].lower(), done["ending"].lower()
        be = "was" if ending.endswith("d") else "am"
        return f"I {be} {_PARTICIPLE.get(verb, words.past_of(verb))} {done['rest']}"
    if turned := _TURNED.match(plain):
        return f"I {_TURNS[turned['verb'].lower()]} {turned['rest']}"
    return None
