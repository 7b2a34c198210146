"""A few days in seconds, with the daemon's own parts and jobs and a clock that is moved."""

from __future__ import annotations

import gc
import os
from collections import Counter

import pytest

from agent.home import Home
from memory.embedding.hashed import HashedEmbedder
from tests.benchmarks import week

#: Objects that Python may have more of in the evening than a day before: caches fill, within
#: bounds. A day brings seventy events, so that one object an event that stays would be too many.
SLACK = 60


def test_days_leave_nothing_behind_in_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it has seen three days, a further one leaves no more objects than before it.

    ``python -m tests.benchmarks.soak week`` measures megabytes, over a week.
    """
    monkeypatch.setattr("memory.embedding.default_embedder", lambda **_: HashedEmbedder())
    evenings: list[Counter[str]] = []

    def count(_: str) -> None:
        gc.collect()
        evenings.append(Counter(type(each).__qualname__ for each in gc.get_objects()))

    found = week.run(Home.find(os.environ), 5, events=70, told=count)
    assert found.errors == []
    assert found.rows == 350
    # Retention let the first days' events go; what was said stays.
    assert found.kept < found.rows
    assert found.propositions
    grown = (evenings[-1] - evenings[-2]) + Counter()
    for transient in ("ReferenceType", "frozenset", "Frame"):
        grown.pop(transient, None)
    assert grown.total() < SLACK, grown.most_common(5)
