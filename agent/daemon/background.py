"""What the daemon does in the background, and when."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from agent.capture import Capture
from agent.config import Config
from agent.daemon.conditions import Conditions
from agent.daemon.jobs import Job
from agent.daemon.resources import Resources
from agent.daemon.service import Learns
from agent.daemon.watchers import SUPERVISE_SECONDS, Watchers

if TYPE_CHECKING:
    from agent.checkpoints import Checkpoints
    from agent.suggesting import Suggester
    from memory import UserModel

#: How long after the start background work begins: after what the person started us for.
_FIRST_LEARN: Final = timedelta(seconds=20)
_FIRST_SUGGEST: Final = timedelta(seconds=60)
_FIRST_REST: Final = timedelta(seconds=5)
_DECAY_EVERY: Final = timedelta(hours=1)
_FIRST_CONSOLIDATE: Final = timedelta(minutes=10)
_CONSOLIDATE_EVERY: Final = timedelta(days=1)
_FIRST_EXPIRE: Final = timedelta(minutes=15)
_EXPIRE_EVERY: Final = timedelta(hours=6)
_SUPERVISE_EVERY: Final = timedelta(seconds=SUPERVISE_SECONDS)
_TRIM_EVERY: Final = timedelta(minutes=1)
_SYNC_EVERY: Final = timedelta(seconds=60)
#: Rows of each kind that the index takes before it is looked whether the daemon ends: a batch of
#: the outbox, a second's work for a slow embedder.
_SYNC_ROWS: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """The work itself.

    Attributes:
        stopping: Set when the daemon ends; learning and the index stop then at their next look at
            it.
        checkpoints: Where conversations keep their place.
        machine_clock: What the times of checkpoints are of, whatever clock the memory goes by.
    """

    model: UserModel
    config: Config
    capture: Capture
    learner: Callable[[], Learns]
    suggester: Callable[[], Suggester]
    watchers: Watchers
    conditions: Conditions
    resources: Resources
    stopping: threading.Event
    checkpoints: Checkpoints
    machine_clock: Callable[[], datetime]

    def jobs(self) -> list[Job]:
        """All of it, each with its times."""
        learning = timedelta(seconds=self.config.learn.every)
        suggesting = timedelta(seconds=self.config.suggest.every)
        return [
            Job("observers", _SUPERVISE_EVERY, _SUPERVISE_EVERY, self.watchers.supervise),
            Job("learn", learning, _FIRST_LEARN, self.learn, self.conditions.wait_for),
            Job("memory", _TRIM_EVERY, _TRIM_EVERY, self.resources.trim),
            Job("suggest", suggesting, _FIRST_SUGGEST, self.suggest),
            Job("decay", _DECAY_EVERY, _FIRST_REST, self.model.decay),
            Job("consolidate", _CONSOLIDATE_EVERY, _FIRST_CONSOLIDATE, self.model.consolidate),
            Job("retention", _EXPIRE_EVERY, _FIRST_EXPIRE, self.expire),
            Job("index", _SYNC_EVERY, _FIRST_REST, self.index),
        ]

    def learn(self) -> None:
        """Learn from what is pending, if anything is."""
        if self.capture.now().mode == "incognito":
            return
        if self.model.counts().observations.get("pending", 0):
            self.learner().run(cancelled=self.stopping.is_set)

    def suggest(self) -> None:
        """Look for something worth suggesting."""
        if self.capture.now().mode != "incognito":
            self.suggester().run()

    def expire(self) -> None:
        """Let go what is older, or more, than is to be kept; conversations, too."""
        kept = self.config.retention
        self.model.expire(
            older_than=timedelta(days=kept.days) if kept.days else None,
            most_bytes=int(kept.max_mb * 1e6) if kept.max_mb else None,
        )
        if kept.days:
            self.checkpoints.let_go(self.machine_clock() - timedelta(days=kept.days))
        # Of the vectors that were let go the last times: these are yet to be deleted.
        self.model.tidy_index()

    def index(self) -> None:
        """Bring the index up to date, or as far as it gets before the daemon ends."""
        while not self.stopping.is_set():
            if not self.model.sync_index(_SYNC_ROWS, propositions=_SYNC_ROWS):
                return
