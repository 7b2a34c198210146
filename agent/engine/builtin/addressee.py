"""Whom a person speaks to: "I'm proud of you" to Ana says "Is proud of Ana".

"You" points at somebody outside the text, so that what is said with it cannot stand alone. Where
the thread has one other writer it is known who is meant, and the name takes the place of the first
"you". An assistant is nobody: what is said to it says nothing of the person's life.
"""

from __future__ import annotations

import re

from agent.engine.builtin import spelling, words
from agent.engine.builtin.words import word_set
from memory.retrieval.replies import ASSISTANTS
from memory.types import Observation

#: A name as people bear it. It is part of what others wrote, and nothing but a name may pass.
_NAME = re.compile(r"[A-Z][a-z]+(?:['-][A-Z]?[a-z]+)?(?: [A-Z][a-z]+(?:['-][A-Z]?[a-z]+)?)?")
_LONGEST_NAME = 30
_ASSISTANTS = ASSISTANTS | word_set("system tool function")
_YOU = re.compile(r"\b(?:you|your|yours|yourself|u)\b", re.IGNORECASE)
#: Said of everybody: "You know", "it makes you think".
_ANYBODY = re.compile(
    r"\b(?:you know|you see|if you|when you|you can|you could|you'd|you never|makes? you|makes "
    r"your|thank you|let you|lets you|gives? you|you guys|both of you|you all|you both|y'all|"
    r"the more you|are you|do you|did you|have you|can you|could you|would you|will you|you get|"
    r"you (?:just )?(?:have|need|got|gotta) to|what you love|your own)\b",
    re.IGNORECASE,
)
_OBJECT_AFTER = word_set(
    """
    of for to with by from at about on in like than as around behind beside without against see
    watch hear help make made let have had get got keep kept wish thank thanked give gave show
    showed tell told send sent ask asked support supported meet met join miss love and teach
    inspire encourage remind saw helped seeing having helping hearing supporting meeting joining
    believe visit
    """
)
_TOKEN = re.compile(r"[\w'-]+|[^\w\s]|\s+")


def writer(observation: Observation) -> str:
    """The first name of the writer of somebody else's text; empty for assistants and no names."""
    if str(observation.context.get("role", "")).casefold() in _ASSISTANTS:
        return ""
    name = str(observation.context.get("speaker", "")).strip()
    known = len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) is not None
    if not known or _ASSISTANTS & set(name.casefold().split()):
        return ""
    return name.split()[0]


def addressed(sentence: str, name: str) -> str | None:
    """A sentence with a name for its first "you", and "they" for the others.

    Args:
        sentence: "I'm glad you found your way", spelt out or not.
        name: The one it is said to: "Ana".

    Returns:
        "I am glad Ana found their way"; None where there is no "you", or it means anybody.
    """
    plain = spelling.expand(sentence)
    plain = plain.removesuffix(f", {name}")  # called at the end
    if not name or not _YOU.search(plain) or _ANYBODY.search(plain):
        return None
    tokens = _TOKEN.findall(plain)
    named, before = False, ""
    for at, token in enumerate(tokens):
        low = token.lower()
        if not token.strip():
            continue
        if low in {"you", "u"}:
            if named:
                tokens[at] = "them" if before in _OBJECT_AFTER else "they"
            else:
                tokens[at] = name
                if before not in _OBJECT_AFTER and not _conjugate(tokens, at + 1):
                    return None
            named = True
        elif low in {"your", "yours", "yourself"}:
            tokens[at] = _own(low, "" if named else name)
            named = True
        before = low
    return "".join(tokens)


def _own(low: str, name: str) -> str:
    if low == "yourself":
        return name or "themselves"
    return f"{name}'s" if name else ("their" if low == "your" else "theirs")


def _conjugate(tokens: list[str], start: int) -> bool:
    """Give the verb after a name its third person ("Ana inspires"); False where it is unknown."""
    for at in range(start, len(tokens)):
        low = tokens[at].lower()
        if not low.strip() or words.is_adverb(low):
            continue
        if low in {"are", "were"}:
            tokens[at] = {"are": "is", "were": "was"}[low]
        elif low in words.VERBS | {"have", "do"} and not words.is_past(low):
            tokens[at] = words.third_person(low)
        else:
            return words.is_past(low) or low in words.MODALS or not low[0].isalpha()
        return True
    return True
