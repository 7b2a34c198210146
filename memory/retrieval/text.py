"""Which text of an observation or a proposition stands for its meaning."""

from __future__ import annotations

from memory.types import Observation, Proposition

#: Context that says who was speaking; put before the words, as a person would quote them.
SPEAKER_KEYS = ("speaker", "author", "from", "sender")
#: Context that describes what was seen beyond the content itself.
DESCRIPTION_KEYS = ("caption", "title", "subject")


def embeddable_observation(observation: Observation) -> str:
    """What an observation means: who said it, the words, and what was shown with them."""
    context = observation.context
    speaker = next((str(context[key]) for key in SPEAKER_KEYS if context.get(key)), "")
    shown = [
        str(context[key])
        for key in DESCRIPTION_KEYS
        if context.get(key) and str(context[key]) not in observation.content
    ]
    spoken = f"{speaker}: {observation.content}" if speaker else observation.content
    return " ".join([spoken, *shown])


def embeddable_proposition(proposition: Proposition) -> str:
    """What a claim means: its own text."""
    return proposition.text
