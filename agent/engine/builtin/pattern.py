"""A pattern in events, and the draft that is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from agent.engine.builtin.events import Event
from memory.types import Draft, Labels, Observation, Proposition, PropositionKind, join_labels

#: Evidence ids that a proposition carries: enough to look at, spread over the whole time.
SAMPLE = 20
PRIOR_NOTE = "uniform prior, counted in days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """What the events show.

    Attributes:
        counts: The numbers behind it, in words, for ``reasoning``.
        worth: How much a person would miss it, for the cut when there are many (higher is kept).
    """

    text: str
    counts: str
    confidence: float
    evidence: tuple[Event, ...]
    kind: PropositionKind = "semantic"
    entities: tuple[str, ...] = ()
    half_life: float = 120.0
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    worth: float = 1.0


def draft(pattern: Pattern, observations: dict[str, Observation]) -> Draft:
    """The proposal that a pattern makes, guarded as its evidence is."""
    ids = sample(pattern.evidence)
    every = {event.id for event in pattern.evidence}
    labels = join_labels(observations[each].labels for each in sorted(every & observations.keys()))
    proposition = Proposition(
        text=pattern.text,
        reasoning=f"Counted by the built-in engine: {pattern.counts}.",
        kind=pattern.kind,
        entities=pattern.entities,
        confidence=round(min(0.95, max(0.05, pattern.confidence)), 3),
        half_life=pattern.half_life,
        valid_from=pattern.valid_from,
        valid_to=pattern.valid_to,
        labels=labels if every & observations.keys() else Labels(),
    )
    return Draft(proposition=proposition, supports=ids)


def sample(events: Sequence[Event]) -> tuple[str, ...]:
    """At most ``SAMPLE`` ids, evenly spread over the events, the newest among them."""
    ordered = list(dict.fromkeys(e.id for e in sorted(events, key=lambda e: (e.at, e.id)) if e.id))
    if len(ordered) <= SAMPLE:
        return tuple(ordered)
    step = (len(ordered) - 1) / (SAMPLE - 1)
    return tuple(dict.fromkeys(ordered[round(i * step)] for i in range(SAMPLE)))


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    items = list(words)
    if len(items) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
