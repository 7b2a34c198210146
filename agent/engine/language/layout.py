"""How a request is written down for a model: dates in words, small numbers, fenced data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from agent.taint import is_worded_by_others
from memory.types import Hit, Observation, Proposition, Suggestion

#: What strangers wrote stands between these, and cannot contain them.
OPENS: Final = "<<<"
CLOSES: Final = ">>>"

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_ORIGINS: Final = {"self-stated": "said", "own action": "did", "third-party content": "read"}
#: Parts of an observation's context that say something, in the order of their worth.
_TELLING: Final = ("title", "repo", "people", "app", "url", "path")
_CONTEXT_LENGTH: Final = 80
_SOURCE_LENGTH: Final = 30

_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]"
)
_BLANK: Final = re.compile(r"[ \t]+")
_LINES: Final = re.compile(r"\s*\n\s*")
_FENCE: Final = re.compile(r"<{3,}|>{3,}")


def day(at: datetime) -> str:
    """Such as ``Monday 2 June 2025``."""
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year}"


def moment(at: datetime) -> str:
    """Such as ``Monday 2 June 2025, 08:10``."""
    return f"{day(at)}, {at:%H:%M}"


def harmless(text: str) -> str:
    """Text without control characters and runs of blanks, which cannot close the fence."""
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n"))
    text = _LINES.sub("\n", _BLANK.sub(" ", text)).strip()
    return _FENCE.sub(lambda found: " ".join(found.group()), text)


def fenced(text: str) -> str:
    """Text between fences."""
    return f"{OPENS}\n{text}\n{CLOSES}"


def heading(number: int, observation: Observation, now: datetime) -> str:
    """The line above an observation: its number, when, where from, and whose words it is."""
    source = " ".join(harmless(observation.source).split())[:_SOURCE_LENGTH]
    whose = "read" if is_worded_by_others(observation) else _ORIGINS[observation.origin]
    parts = [source, whose]
    if observation.observed_at is not None:
        parts.insert(0, moment(observation.observed_at.astimezone(now.tzinfo)))
    return f"[{number}] {', '.join(parts)}"


def body(observation: Observation) -> str:
    """What stands inside the fence: the telling parts of the context, then the content."""
    lines = []
    for key in _TELLING:
        value = observation.context.get(key)
        if value:
            shown = ", ".join(value) if isinstance(value, tuple) else str(value)
            if shown not in observation.content:
                lines.append(f"{key}: {shown[:_CONTEXT_LENGTH]}")
    return harmless("\n".join([*lines, observation.content]))


def known_line(number: int, proposition: Proposition) -> str:
    """A claim that is known already, under its number."""
    return f"known {number}: {' '.join(harmless(proposition.text).split())}"


def offer_lines(suggestions: Iterable[Suggestion]) -> str:
    """Offers that are open, or that there are none."""
    lines = [f"- {' '.join(harmless(suggestion.text).split())}" for suggestion in suggestions]
    return "\n".join(lines) or "none"


def note_line(number: int, hit: Hit, now: datetime) -> str:
    """A note from memory, under its number."""
    at = f"({day(hit.observed_at.astimezone(now.tzinfo))}) " if hit.observed_at else ""
    past = "" if hit.status == "active" or hit.kind == "observation" else f"({hit.status}) "
    return f"[{number}] {at}{past}{' '.join(harmless(hit.text).split())}"
