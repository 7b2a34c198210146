"""Running the suggest graph: one look at the moment, perhaps one suggestion."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, cast

from agent.checkpoints import Checkpoints, thread_config
from agent.engine.port import Engine
from agent.graphs import suggest
from agent.initiative import Settings

THREAD = "suggest"
_STARTED = "suggest.started"


class Memory(suggest.Ledger, Protocol):
    """The part of :class:`memory.UserModel` that suggesting needs."""

    def state(self, key: str) -> str | None:
        """See :meth:`memory.UserModel.state`."""

    def set_state(self, key: str, value: str) -> None:
        """See :meth:`memory.UserModel.set_state`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestReport:
    """What came of it: ids of what was shown, and decisions by kind (shown, withheld, refused)."""

    shown: tuple[str, ...] = ()
    outcomes: Counter[str] = field(default_factory=Counter)


class Suggester:
    """Looks whether this is a moment to offer help.

    Args:
        model: The user model.
        engine: What proposes.
        checkpointer: Where a run keeps its place; a finished one leaves nothing.
        clock: The time.
        settings: What the gate goes by.
    """

    def __init__(
        self,
        model: Memory,
        engine: Engine,
        checkpointer: Checkpoints,
        clock: Callable[[], datetime],
        settings: Settings,
    ) -> None:
        self._model = model
        self._engine = engine
        self._checkpoints = checkpointer
        self._clock = clock
        self._settings = settings
        self._graph = suggest.build(checkpointer)
        self._one_run = threading.Lock()

    def run(self) -> SuggestReport:
        """Propose, weigh and decide once.

        Raises:
            ModelError: the engine could not propose; nothing was shown.
        """
        with self._one_run:
            # A run that was killed is not resumed: its moment is gone.
            self._checkpoints.delete_thread(THREAD)
            context = suggest.SuggestContext(
                model=self._model,
                engine=self._engine,
                clock=self._clock,
                settings=self._settings,
                started_at=self._started_at(),
            )
            start: suggest.SuggestState = {}
            try:
                state = cast(
                    "suggest.SuggestState",
                    self._graph.invoke(
                        start, thread_config(THREAD), context=context, durability="exit"
                    ),
                )
            finally:
                self._checkpoints.delete_thread(THREAD)
            return SuggestReport(
                shown=tuple(state["shown"]), outcomes=Counter[str](state["outcomes"])
            )

    def _started_at(self) -> datetime:
        """When this home was first used: the burn-in counts from there."""
        known = self._model.state(_STARTED)
        if known is not None:
            return datetime.fromisoformat(known)
        now = self._clock()
        self._model.set_state(_STARTED, now.isoformat())
        return now
