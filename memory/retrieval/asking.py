"""What a question asks to have filled in: "where do I live?" asks for the slot *live in*.

Vectors put a question near other questions, and no word of "Moved to Lisbon" stands in it. But a
claim was parsed into subject, slot and value when it was stored (:mod:`memory.claims`), so a
question that names the slot finds whatever fills it.
"""

from __future__ import annotations

import re

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
#: Verbs whose noun tells what is asked for: pills do not answer "which bus do I take?".
_LIGHT = frozenset(
    [
        *("be", "become", "do", "get", "give", "go", "have", "keep", "know", "make", "need"),
        *("put", "say", "see", "spend", "take", "tell", "think"),
    ]
)


def slots_asked(query: str) -> tuple[str, ...]:
    """Slots of the person that a question asks for, most telling first; empty for all others."""
    text = " ".join(query.casefold().replace("’", "'").split()).rstrip("?!. ")
    if _AGE.search(text):
        return ("be aged",)
    if _NAMED.search(text):
        return ("be named",)
    if _JOB.search(text):
        return ("work as", "work for")
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


#: Whose slots are looked up: questions about others name them, and names are found by words.
SUBJECT = SELF
