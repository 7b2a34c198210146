"""A claim in the other ways in which people put one: of themselves, by name, as a note.

The matters are written as claims are mostly kept, without a subject: "Lives in Lyon". A vector
knows who speaks, so the sense must have heard the same said by "I", of "Ana", and in a note.
"""

from __future__ import annotations

import random
import re
from typing import Final, Literal

from memory.lexicon import FINITE, PAST, base_form

#: Without a subject; "the user"; "I"; a woman's or a man's name; a note.
Voice = Literal["bare", "user", "first", "woman", "man", "note"]

NAMES: Final = {
    "woman": ("Marta", "Helen", "Yuki", "Priya", "Rosa", "Ines", "Karin", "Olga", "Zoe", "Amara"),
    "man": ("Tom", "Viktor", "Sam", "Rashid", "Bruno", "Felix", "Anton", "Kofi", "Leon", "Miguel"),
}
#: For "their", "them", "themselves", "theirs" and "they".
_PRONOUNS: Final = {
    "first": ("my", "me", "myself", "mine", "I"),
    "woman": ("her", "her", "herself", "hers", "she"),
    "man": ("his", "him", "himself", "his", "he"),
}
_ADVERBS: Final = (
    "no longer|now|also|still|only|just|never|always|usually|finally|recently|really|hardly|rarely"
    "|often|sometimes|currently|already|mostly|almost|nearly"
)
_OPENING: Final = re.compile(
    rf"^(?P<adverbs>(?:(?:{_ADVERBS}) )*)(?P<verb>[a-z-]+)(?!'|\w)", re.IGNORECASE
)
_AS_THEY_ARE: Final = frozenset(
    "can cannot could would must may might should will was were".split()  # noqa: SIM905
)
_OF_I: Final = {"is": "am", "has": "have", "does": "do"}
#: Nouns that begin a sentence and look like verbs.
_NOUNS: Final = frozenset(
    """
    this news sales lessons drinks things its plans dishes classes letters meals guests lunch
    parents groceries mornings weekends evenings sundays
    """.split()  # noqa: SIM905
)
_THEM: Final = re.compile(
    r"\b(?P<before>for|of|to|with|by|about|from|at|on|suits?|lets?|gives?|gave|pays?|told|helps?"
    r"|between|and|but) them\b"
)
#: What notes leave out.
_LEFT_OUT: Final = re.compile(r"\b(?:the|a|an|their|has been|have been|is|are|has|have|was|were) ")
_CONTRACTED: Final = (
    (re.compile(r"^I am\b"), "I'm"),
    (re.compile(r"^I have (?=(?:\w+(?:ed|en)|been|got|left)\b)"), "I've "),
)
_BEGINNINGS: Final = (
    "Well", "Finally", "So", "Guess what:", "Update:", "Big news:", "By the way",
)  # fmt: skip
_SHARE_CONTRACTED: Final = 0.4
_SHARE_BEGUN: Final = 0.15


def voiced(text: str, voice: Voice, name: str, chance: random.Random) -> str:
    """A claim in another voice.

    Args:
        text: Without a subject, if it is about the person.
        voice: The one that it is put in.
        name: Of the person, for a voice that names one.
        chance: Decides what speech leaves open.
    """
    if voice == "bare":
        return text
    if voice == "note":
        return _LEFT_OUT.sub("", text[0].lower() + text[1:]).replace(" and ", " + ")
    told = _told(text, voice, name)
    return _spoken(told, chance) if voice == "first" else told


def _told(text: str, voice: Voice, name: str) -> str:
    """A claim with a subject, where it has none of its own."""
    whose = {"user": "The user's", "first": "My"}.get(voice, f"{name}'s")
    opening = _OPENING.match(text)
    if opening is None or not _is_verb(opening["verb"].lower()):
        return _with_pronouns(re.sub(r"^Their\b", whose, text), voice)
    verb, rest = opening["verb"].lower(), text[opening.end() :]
    who = {"user": "The user", "first": "I"}.get(voice, name)
    if voice == "first":
        as_it_is = verb in _AS_THEY_ARE or verb in PAST or verb.endswith("ed")
        verb = verb if as_it_is else _OF_I.get(verb, base_form(verb))
    return _with_pronouns(f"{who} {opening['adverbs'].lower()}{verb}{rest}", voice)


def _is_verb(word: str) -> bool:
    if word in _AS_THEY_ARE or word in PAST or word in FINITE or word.endswith("ed"):
        return True
    return word.endswith("s") and not word.endswith("ss") and word not in _NOUNS


def _with_pronouns(text: str, voice: Voice) -> str:
    if voice not in _PRONOUNS:
        return text
    their, them, themselves, theirs, they = _PRONOUNS[voice]
    text = re.sub(r"\btheirs\b", theirs, text)
    text = re.sub(r"\btheir\b", their, text)
    text = re.sub(r"\bthemselves\b|\bthemself\b", themselves, text)
    text = re.sub(r"\bthey are\b", "I am" if they == "I" else f"{they} is", text)
    text = re.sub(r"\bthey have\b", "I have" if they == "I" else f"{they} has", text)
    text = re.sub(r"\bthey\b", they, re.sub(r"\bthey were\b", f"{they} was", text))
    return _THEM.sub(lambda found: f"{found['before']} {them}", text)


def _spoken(text: str, chance: random.Random) -> str:
    if chance.random() < _SHARE_CONTRACTED:
        for pattern, instead in _CONTRACTED:
            text = pattern.sub(instead, text)
    if chance.random() < _SHARE_BEGUN:
        beginning = chance.choice(_BEGINNINGS)
        comma = "" if beginning.endswith(":") else ","
        begun = text if text.startswith("I") else text[0].lower() + text[1:]
        text = f"{beginning}{comma} {begun}"
    return text
