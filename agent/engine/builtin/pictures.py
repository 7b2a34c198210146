"""Pictures that a person shows: "Here's a photo of my new bike"."""

from __future__ import annotations

import re

from agent.engine.builtin import words
from agent.engine.builtin.conjugation import third

_SHOWN = re.compile(
    r"^(?:(?:and|so|oh|well|by the way|btw|also|anyway),? )?"
    r"(?:here (?:is|are)|(?:check out|(?:take|have) a look at|look at)) "
    r"(?P<what>(?:an?|the|some|another|one of the|my|our) (?:\w+ )?"
    r"(?P<thing>pics?|pictures?|photos?|photographs?|snaps?|snapshots?|selfies?) "
    r"(?P<of>(?:of|from|with)\b.*))$",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:you|your|yours|it|this|that|these|those|him|her|there)\b", re.IGNORECASE)
_MINE = re.compile(r"\b(?:I|me|my|mine|we|us|our)\b", re.IGNORECASE)


def shown(sentence: str) -> str | None:
    """What a sentence says of a picture of the person's own life, as their act.

    Args:
        sentence: "Here's a pic of my sister and me at the lake".

    Returns:
        "Shared a photo of their sister and them at the lake"; None where no picture is shown, or
        it is not told what of theirs is on it.
    """
    match = _SHOWN.match(words.expand(sentence).strip(" .!,:"))
    if match is None or _BACK.search(match["what"]) or not _MINE.search(match["of"]):
        return None
    several = match["thing"].lower().endswith("s")
    return f"Shared {'photos' if several else 'a photo'} {third(match['of'])}"
