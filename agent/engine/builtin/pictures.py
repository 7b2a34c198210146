"""Pictures that a person shows: "Here's a photo of my new bike"."""

from __future__ import annotations

import re

from agent.engine.builtin import spelling
from agent.engine.builtin.conjugation import predicate, third

_SHOWN = re.compile(
    r"^(?:(?:and|so|oh|well|by the way|btw|also|anyway),? )?"
    r"(?:here (?:is|are)|(?:check out|(?:take|have) a look at|look at)) "
    r"(?P<what>(?:an?|the|some|another|one of the|my|our) (?:\w+ )?"
    r"(?P<thing>pics?|pictures?|photos?|photographs?|snaps?|snapshots?|selfies?) "
    r"(?P<of>(?:of|from|with)\b.*))$",
    re.IGNORECASE,
)
#: "Here's a self-portrait I made last week", "Check out this mug I got from Ana"
_THING = re.compile(
    r"^(?:(?:and|so|oh|well|by the way|btw|also|anyway|yup|yeah),? )*"
    r"(?:here (?:is|are)|check out|(?:take|have) a look at|look at) "
    r"(?P<what>(?:an?|the|some|another|one of the|one of my|this|these|my|"
    r"our) (?!one\b)[\w' -]{3,50}?) "
    r"(?:that )?(?:I|we) (?P<done>(?:just |recently |also )?(?:[a-z]+ed|got|made|drew|took|wrote|"
    r"built|bought|found|did|shot|knit|grew|won))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
#: "Here's one of my trophies from a contest"
_OWNED = re.compile(
    r"^(?:(?:and|so|oh|well|by the way|btw|also|anyway|yup|yeah),? )*"
    r"(?:here (?:is|are)|check out|(?:take|have) a look at|look at) "
    r"(?P<what>(?:one of )?(?:my|our) (?!life\b|answer|question|code)[\w' -]{3,60})(?:[,;(–-].*)?$",
    re.IGNORECASE,
)
_ANY = re.compile(r"^\w+ (?:piece|thing|stuff|pic|pics|picture|photo|one)$", re.IGNORECASE)
_BACK = re.compile(r"\b(?:you|your|yours|it|this|that|these|those|him|her|there)\b", re.IGNORECASE)
_MINE = re.compile(r"\b(?:I|me|my|mine|we|us|our)\b", re.IGNORECASE)


def shown(sentence: str, *, to_somebody: bool = False) -> str | None:
    """What a sentence says of a picture of the person's own life, as their act.

    Args:
        sentence: "Here's a pic of my sister and me at the lake".
        to_somebody: Whether it is said to a person: an assistant is shown code, not mugs.

    Returns:
        "Shared a photo of their sister and them at the lake"; None where no picture is shown, or
        it is not told what of theirs is on it.
    """
    plain = spelling.expand(sentence).strip(" .!,:")
    match = _SHOWN.match(plain)
    if match is None:
        return _thing(plain) if to_somebody else None
    if _BACK.search(match["what"]) or not _MINE.search(match["of"]):
        return None
    several = match["thing"].lower().endswith("s")
    return f"Shared {'photos' if several else 'a photo'} {third(match['of'])}"


def _thing(plain: str) -> str | None:
    """What of the person's own is shown, and what they did to have it."""
    if made := _THING.match(plain):
        what = re.sub(r"^a (?:peek|look) at (?=the )|^these ", "", made["what"])
        what = re.sub(r"^this (?=[aeiou])", "an ", what, flags=re.IGNORECASE)
        what = re.sub(r"^this ", "a ", what, flags=re.IGNORECASE)
        if _BACK.search(what) or _BACK.search(made["rest"]) or _ANY.search(what):
            return None
        done = predicate(f"{made['done']} {what}{made['rest']}")
        return _upper(done[0]) if done else None
    owned = _OWNED.match(plain)
    if owned is None or _BACK.search(owned["what"]):
        return None
    what = re.sub(r" in the (?:pic|picture|photo)$", "", owned["what"].strip())
    return f"Showed {third(what)}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
