"""What many events say together: the few patterns worth a proposition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.engine.builtin.commits import commit_patterns
from agent.engine.builtin.events import read
from agent.engine.builtin.meetings import meeting_patterns
from agent.engine.builtin.pattern import Pattern, draft
from agent.engine.builtin.screen import screen_patterns
from agent.engine.builtin.terminal import terminal_patterns
from memory.types import Draft, Observation

#: However long the history: a person reads no more.
MOST_PROPOSITIONS = 25
#: Below this a pattern is not said at all.
LEAST_CONFIDENCE = 0.6


def patterns(observations: Sequence[Observation], now: datetime) -> list[Pattern]:
    """The best patterns in the events, most worth knowing first; at most ``MOST_PROPOSITIONS``."""
    events = read(observations, now)
    found = [
        *commit_patterns(events.commits, now),
        *terminal_patterns(events.commands, now, frozenset(c.repo for c in events.commits)),
        *screen_patterns(events.windows, events.visits, now),
        *meeting_patterns(events.meetings, now),
    ]
    sure = [pattern for pattern in found if pattern.confidence >= LEAST_CONFIDENCE]
    sure.sort(key=lambda each: (-each.worth * each.confidence, each.text))
    return sure[:MOST_PROPOSITIONS]


def drafts(observations: Sequence[Observation], now: datetime) -> tuple[Draft, ...]:
    """A draft for each of the best patterns; the same events give the same drafts."""
    by_id = {observation.id: observation for observation in observations}
    return tuple(draft(pattern, by_id) for pattern in patterns(observations, now))
