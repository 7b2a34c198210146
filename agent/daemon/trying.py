"""An observer tried: what it would record, without a trace."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from agent.daemon.observing import reading
from agent.gate import Gate
from agent.observers.live import OK, Observer, ObserverSettings, Support, Surroundings, Waits
from agent.observers.times import by_this_clock
from memory.errors import GumptionError
from memory.types import Observation


@dataclass(frozen=True, slots=True)
class Sample:
    """What a source has to show, and how it does."""

    kept: list[Observation]
    dropped: Counter[str]
    support: Support


def sample(
    observer: Observer[Any],
    settings: ObserverSettings,
    around: Surroundings,
    gate: Gate,
    most: int,
) -> Sample:
    """What an observer would record of what is there now. Nothing is recorded.

    A source that cannot be read, or not to its end, is as degraded as it is when it is watched.
    """
    watch = observer.open(settings.model_copy(update={"history": True}), around, lambda: None)
    local = bool(getattr(observer, "local", False))
    now = around.clock()
    kept: list[Observation] = []
    dropped: Counter[str] = Counter()
    support = OK
    with closing(watch), closing(reading(watch, None, now)) as batches:
        try:
            for batch in batches:
                items = [by_this_clock(item) for item in batch.items] if local else batch.items
                seen = [item for item in items if isinstance(item, Observation)]
                admitted = gate.admit(seen, now)
                dropped.update(admitted.dropped)
                dropped.update(item.reason for item in items if not isinstance(item, Observation))
                kept += admitted.kept
                if len(kept) >= most:
                    break
        except GumptionError as error:
            support = Support("degraded", error.message, error.hint)
        if support == OK and isinstance(watch, Waits):
            support = Support("ok", watch.waits(now))
    return Sample(kept[:most], dropped, support)
