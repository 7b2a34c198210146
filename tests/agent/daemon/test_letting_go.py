"""What goes in the background when it has become old."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from agent.config import Config, RetentionSection
from agent.daemon.background import Background

NOW = datetime(2026, 3, 12, 14, 30, tzinfo=UTC)


@dataclass
class Keeper:
    """Stands for the memory and for the checkpoints; notes what is let go."""

    told: list[object] = field(default_factory=list)

    def expire(self, *, older_than: timedelta | None, most_bytes: int | None) -> int:
        """What was observed."""
        self.told.append((older_than, most_bytes))
        return 0

    def let_go(self, before: datetime) -> int:
        """Conversations."""
        self.told.append(before)
        return 0

    def tidy_index(self) -> bool:
        """Vectors."""
        self.told.append("tidy")
        return True


@pytest.mark.parametrize("days", [0, 3])
def test_conversations_go_when_observations_do(days: int) -> None:
    """As old as these, by the machine's clock; and where those are kept they are kept as well."""
    keeper = Keeper()
    unused = cast("Any", None)
    Background(
        model=cast("Any", keeper),
        config=Config(retention=RetentionSection(days=days, max_mb=0)),
        capture=unused,
        learner=unused,
        suggester=unused,
        watchers=unused,
        conditions=unused,
        resources=unused,
        stopping=threading.Event(),
        checkpoints=cast("Any", keeper),
        machine_clock=lambda: NOW,
    ).expire()
    span = timedelta(days=days)
    assert keeper.told == ([(span, None), NOW - span, "tidy"] if days else [(None, None), "tidy"])
