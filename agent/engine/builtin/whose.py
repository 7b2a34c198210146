"""Whose something is that is told without saying so, where another was spoken of just before."""

from __future__ import annotations

import re

from agent.engine.builtin.person_shift import Shifted
from agent.engine.builtin.readings import Around

_WHOSE = re.compile(r"\b(?:he|she|his|hers?|him|they|their)\b", re.IGNORECASE)


def of_another(text: str, around: Around) -> bool:
    """Whether an exam that is nobody's by its words may be of whoever was spoken of."""
    if re.match(r"(?:my|our|I)\b", text, re.IGNORECASE):
        return False
    return around.living is not None or _WHOSE.search(around.asked) is not None


#: "Hired somebody, Ines", "He is from Turin", "my new flatmate is Tom": whoever is told of next.
_MET = re.compile(
    r"\b(?:hired|met|interviewed|welcomed|recruited)\b|\b(?:someone|somebody)\b|"
    r"^(?:and |but |so )?(?:he|she)\b|\bnew (?:boss|colleague|coworker|flatmate|girl|guy|hire|"
    r"lodger|manager|nanny|neighbour|neighbor|roommate|starter|tenant|trainee)\b",
    re.IGNORECASE,
)
#: What is told of whoever is introduced: where they come from and what they did.
_OF_A_LIFE = re.compile(
    r"^(?:Used to|Trained|Worked|Studied|Grew up|Graduated|Lived|Taught|Came|Moved|Started|Left|"
    r"Spent|Ran|Born|Has been|Lives|Works|Speaks|Studies|Plays)\b"
)


def of_whom_was_met(shifted: Shifted, around: Around) -> bool:
    """Whether a sentence without a subject tells of somebody who was introduced just before.

    "Hired somebody, Ines. Trained in Lyon": it was not the person who did.
    """
    if shifted.first_person or shifted.subject != "self" or around.asked:
        return False
    return _OF_A_LIFE.match(shifted.text) is not None and _MET.search(around.before) is not None
