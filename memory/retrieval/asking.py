"""What a question asks to have filled in: "where do I live?" asks for the slot *live in*.

Vectors put a question near other questions, and no word of "Moved to Lisbon" stands in it. But a
claim was parsed into subject, slot and value when it was stored (:mod:`memory.claims`), so a
question that names the slot finds whatever fills it.
"""

from __future__ import annotations

import re
from typing import Final

from memory.circumstances.trades import lives_on
from memory.claims import SELF
from memory.lexicon import base_form

#: More than the newest few that fill a slot answer nobody.
MOST_FILLING = 4

#: A verb and at most so many words with it ask for everything in the slot.
_WHOLE_QUESTION = 2

_ASKED = re.compile(
    r"\b(?P<wh>where|what|which|who|whom|how)\b(?P<noun>(?: [\w-]+){0,3}?) "
    r"(?:do|does|did|am|is|are|was|were|have|has|should|can) (?:i|she|he|they|we|you) "
    r"(?:now |currently |usually |still |really |like to )?(?P<rest>[\w' -]+)"
)
_FAVOURITE = re.compile(r"\b(?:my|her|his|their) (?P<what>favou?rite [\w-]+(?: [\w-]+)?)")
_AGE = re.compile(r"\bhow old (?:am|is|are)\b|\bmy age\b")
_JOB = re.compile(
    r"\bwhat(?: is|'s) my (?:current |new )?(?:job|profession|occupation|trade)\b"
    r"|\bwhat do i do for (?:a living|work)\b"
)
_PASTIMES = re.compile(
    r"\bwhat(?: are| is|'s|'re) (?:some of )?my (?:main |other )?"
    r"(?:hobb(?:y|ies)|interests?|pastimes?)$"
    r"|\bwhat do i do (?:in my (?:free|spare) time|for fun)$"
)
_NAMED = re.compile(r"\bwhat(?: is|'s) my name\b|\bwhat am i called\b|\bwho am i\b")

# (question word, base form of the verb) → slots of memory.claims that answer it.
_PLACES = {
    "live": ("live in",),
    "reside": ("live in",),
    "move": ("live in",),
    "work": ("work for", "work as"),
    "bear": ("be born in",),
    "born": ("be born in",),
    "grow": ("grow up in",),
    "come": ("come from",),
    "study": ("study at", "learn"),
}
_PEOPLE = {"work": ("work for",), "marry": ("be married to",), "married": ("be married to",)}
_THINGS = {
    "work": ("work as", "work on"),
    "do": ("work as", "work for"),
    "prefer": ("prefer", "like"),
    "like": ("like", "prefer"),
    "love": ("like",),
    "enjoy": ("like",),
    "eat": ("eat",),
    "drink": ("drink", "prefer"),
    "learn": ("learn",),
    "speak": ("speak",),
    "play": ("play",),
    "own": ("have",),
    "plan": ("plan to",),
    "want": ("want to",),
    "use": ("use",),
    "study": ("learn", "study at"),
}
#: "Is a dental nurse": of what somebody is, only what people live on answers what they work as.
BEING = "be"
_MANY = 32
_AT_WORK = re.compile(
    r"^is an? (?!.*\b(?:member|volunteer|regular|guest|patient|fan|visitor|donor)\b)"
    r"(?:[\w-]+ ){1,4}?"
    r"(?:at|for) (?!(?:heart|home|risk|least|now|times)\b)\w"
)
#: Verbs whose noun tells what is asked for: pills do not answer "which bus do I take?".
_LIGHT = frozenset(
    [
        *("be", "become", "do", "get", "give", "go", "have", "keep", "know", "make", "need"),
        *("put", "say", "see", "spend", "take", "tell", "think"),
    ]
)


#: Questions that are understood as a whole.
_WHOLE: Final[tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = (
    (_AGE, ("be aged",)),
    (_NAMED, ("be named",)),
    (_PASTIMES, ("pursue", "like", "be interested in", "play")),
    (_JOB, ("work as", "work for", BEING)),
)


def slots_asked(query: str) -> tuple[str, ...]:
    """Slots of the person that a question asks for, most telling first; empty for all others."""
    text = " ".join(query.casefold().replace("’", "'").split()).rstrip("?!. ")
    for asking, slots in _WHOLE:
        if asking.search(text):
            return slots
    favourite = _FAVOURITE.search(text)
    if favourite:
        return (favourite["what"].replace("favorite", "favourite"),)
    asked = _ASKED.search(text)
    if asked is None:
        return ()
    words = asked["rest"].split()
    verb = base_form(words[0]) if words[0] not in {"born", "married"} else words[0]
    if asked["wh"] == "where":
        return _PLACES.get(verb, ())
    if asked["wh"] in {"who", "whom"}:
        return _PEOPLE.get(verb, ())
    if verb == "work" and words[-1] == "on":
        return ("work on",)
    if len(words) > _WHOLE_QUESTION:
        return ()  # "what do I like about Lisbon" names more than its slot, and words find it
    slots = _THINGS.get(verb, () if verb in _LIGHT else (verb,))
    noun = " ".join(sorted(asked["noun"].split()))
    # "Which editor do I use?" is answered by what is used as an editor.
    return (f"use as {noun}", *slots) if verb == "use" and noun else slots


def most_filling(slot: str) -> int:
    """How many claims of a slot are read: somebody is many things besides what they work as."""
    return _MANY if slot == BEING else MOST_FILLING


def fills(slot: str, claim: str) -> bool:
    """Whether a claim of a slot that was asked for answers: of what somebody is, a trade."""
    said = claim.casefold()
    return slot != BEING or bool(lives_on(said)) or _AT_WORK.match(said) is not None


#: Whose slots are looked up: questions about others name them, and names are found by words.
SUBJECT = SELF
