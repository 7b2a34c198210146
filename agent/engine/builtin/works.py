"""What somebody made, where only a picture shows it: "I painted this after my trip".

No word before then says what "this" is. It is something; but that they made it, and when and what
for, is so all the same.
"""

from __future__ import annotations

import re

from agent.engine.builtin import spelling, words
from agent.engine.builtin.deixis import dangling

_MADE = re.compile(
    r"^(?P<said>(?:I|we) (?:[a-z]+ )??(?:made|painted|drew|wrote|built|designed|created|knitted|"
    r"sewed|baked|cooked|composed|recorded|planted|carved|put together)) "
    r"(?:it|this|that|these|them|this one|that one) (?P<rest>(?:after|as|at|because|during|for|"
    r"from|in|last|on|since|so|to|when|while|with|yesterday)\b .+)$",
    re.IGNORECASE,
)


def _arrives(match: re.Match[str]) -> bool:
    """Whether somebody only got there: "I made it to the finals", "I made it in time"."""
    first, second, *_ = match["rest"].lower().split()
    came = first in {"in", "on", "at"} or (first == "to" and second not in words.VERBS)
    return match["said"].lower().endswith("made") and came


def made(sentence: str) -> str | None:
    """What somebody says that they made, without what it is.

    Args:
        sentence: "I made it to show my own journey".

    Returns:
        "I made something to show my own journey"; None where nothing was made, or the rest is not
        understood alone either.
    """
    match = _MADE.match(spelling.expand(sentence).strip(" .!,"))
    if match is None or dangling(match["rest"]) or _arrives(match):
        return None
    return f"{match['said']} something {match['rest']}"
