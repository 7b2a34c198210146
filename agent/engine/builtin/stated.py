"""What the person states of themselves by hand, worded as claims that are read elsewhere are."""

from __future__ import annotations

import re

from agent.engine.builtin.facts import polarity
from agent.engine.builtin.person_shift import shift
from agent.engine.builtin.sentences import whole_sentences
from memory.types import Polarity

_FIRST_PERSON = re.compile(r"\b(?:i|me|my|mine|myself|we|us|our|ours|ourselves)\b", re.IGNORECASE)


def stated(text: str) -> tuple[str, Polarity]:
    """A claim in the third person, and whether it affirms or denies.

    One sentence of "I" is shifted. More of them, or one that cannot be shifted, stay in the
    person's own words: they know what they mean.

    Args:
        text: On one line, as it was typed.
    """
    text = " ".join(text.split())
    if _FIRST_PERSON.search(text) and len(whole_sentences(text)) == 1:
        shifted = shift(text)
        text = shifted.text if shifted else text
    return text, polarity(text)
