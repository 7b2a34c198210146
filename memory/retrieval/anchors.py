"""Times named by what happened then: "before the move", "when I was at Acme". English.

The event is looked for first; when it was then bounds the time that is asked about. Somebody who
says on a Friday that they moved last Tuesday moved on the Tuesday.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from memory.retrieval.times import TimeRange, times_in
from memory.retrieval.tokens import STOP_WORDS, fold

Relation = Literal["before", "after", "during"]

#: How far "before" and "after" reach, and how long what has no end is taken to have lasted.
_REACH: Final = timedelta(days=365)
_AROUND: Final = timedelta(days=14)

_ANCHOR: Final = re.compile(
    # Who looks after something does nothing later.
    r"(?<!\blook )(?<!\blooks )(?<!\blooking )"
    r"\b(?P<relation>before|until|after|since|during|while|when) "
    r"(?P<event>(?:I|we|he|she|they|you|the|my|our|his|her|their)\b[^,.?!;]*)",
    re.IGNORECASE,
)
#: "When she has a bad day" is a condition, which no time fulfils more than another.
_HOLDS: Final = re.compile(
    r"^(?:(?:he|she) (?!was\b)[a-z]+s|\w+['’](?:m|re|ve)"
    r"|(?:[\w'’]+ ){1,3}(?:am|is|are|has|have|do|does))\b",
    re.IGNORECASE,
)
#: "Between when … and when …": then the events themselves are asked about.
_BETWEEN: Final = re.compile(r"\bbetween when\b", re.IGNORECASE)
_HAPPENED: Final = re.compile(r"\b(?:was|were|had|did|\w+ed)\b", re.IGNORECASE)
_RELATIONS: Final[dict[str, Relation]] = {
    "before": "before",
    "until": "before",
    "after": "after",
    "since": "after",
    "during": "during",
    "while": "during",
    "when": "during",
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event in a query and how what is asked about lies to it."""

    relation: Relation
    event: str


def anchor_in(query: str) -> Anchor | None:
    """The event that a query names as a time, if it names one in words of its own."""
    match = _ANCHOR.search(query)
    if match is None or _BETWEEN.search(query):
        return None
    words = re.findall(r"[^\W_]+", fold(match["event"]))
    if all(word in STOP_WORDS for word in words):
        return None
    relation, event = _RELATIONS[match["relation"].lower()], match["event"].strip()
    if relation == "during" and _HOLDS.search(event) and not _HAPPENED.search(event):
        return None
    return Anchor(relation, event)


def told_time(text: str, said_at: datetime) -> TimeRange | None:
    """The one time that a text speaks of, relative to when it was said."""
    told = times_in(text, said_at)
    return told[0] if len(told) == 1 else None


def around(
    relation: Relation, event: TimeRange, now: datetime, *, ended: bool = False
) -> TimeRange:
    """The range that an event bounds.

    Args:
        relation: How the range lies to it.
        event: When it was; a moment has one end.
        now: The moment of asking, which no "after" goes beyond.
        ended: Whether ``event.end`` is its known end.
    """
    if relation == "before":
        return TimeRange(event.start - _REACH.total_seconds(), event.start)
    if relation == "after":
        last = min(event.end + _REACH.total_seconds(), max(now.timestamp(), event.end + 1))
        return TimeRange(event.end, last)
    slack = 0.0 if ended else _AROUND.total_seconds()
    return TimeRange(event.start - slack, event.end + slack)
