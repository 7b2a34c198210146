"""What was given to whom, written down: every call of a model, every answer to a client.

An entry names ids, not texts: who reads it later looks them up, and what was forgotten stays
forgotten. A model is given an entry for each call. A client is given one for each answer that held
something of the person's, and asking for the same again within a day adds none: the terminal UI
looks every few seconds.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from agent.engine.port import (
    ChatEvent,
    ChatRequest,
    Engine,
    EngineKind,
    LearnRequest,
    LearnResult,
    SuggestRequest,
    SuggestResult,
)
from memory.types import AuditEntry, Observation

Write = Callable[[Sequence[AuditEntry]], None]

GIVEN = "given"
#: Ids named in one entry; of more, only how many there were is told.
_MOST_IDS = 200
#: Different answers remembered, so that the same one is written down once a day.
_MOST_REMEMBERED = 2048
_AGAIN_AFTER = timedelta(days=1)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


class Disclosures:
    """Writes down what is given out. Thread-safe.

    Args:
        write: Takes the entries.
        clock: The time.
    """

    def __init__(self, write: Write, clock: Callable[[], datetime]) -> None:
        self._write = write
        self._clock = clock
        self._lock = threading.Lock()
        self._told: OrderedDict[tuple[str, ...], datetime] = OrderedDict()

    def to_model(self, name: str, action: str, ids: Iterable[str]) -> None:
        """A model is about to see these observations, propositions and suggestions."""
        self._note(f"model: {name}", action, list(ids))

    def to_client(self, name: str, action: str, ids: Iterable[str]) -> None:
        """A client was answered with these."""
        given = list(ids)
        if not given:
            return
        now, key = self._clock(), (name, action, *given)
        with self._lock:
            last = self._told.get(key)
            if last is not None and abs(now - last) < _AGAIN_AFTER:
                return
            self._told[key] = now
            self._told.move_to_end(key)
            while len(self._told) > _MOST_REMEMBERED:
                self._told.popitem(last=False)
        self._note(f"client: {name}", action, given)

    def _note(self, actor: str, action: str, ids: Sequence[str]) -> None:
        count = f"{len(ids)} {'item' if len(ids) == 1 else 'items'}"
        subject = " ".join(ids) if len(ids) <= _MOST_IDS else count
        self._write(
            [
                AuditEntry(
                    at=self._clock(),
                    actor=actor,
                    action=action,
                    subject=subject,
                    decision=GIVEN,
                    why=count,
                )
            ]
        )


class Witnessed:
    """An engine whose every call is written down: an :class:`~agent.engine.port.Engine`.

    Args:
        engine: Does the work.
        disclosures: Takes note, before the engine sees anything.
    """

    def __init__(self, engine: Engine, disclosures: Disclosures) -> None:
        self._engine = engine
        self._disclosures = disclosures

    @property
    def name(self) -> str:
        """The engine's."""
        return self._engine.name

    @property
    def kind(self) -> EngineKind:
        """The engine's."""
        return self._engine.kind

    @property
    def batch_size(self) -> int:
        """The engine's."""
        return self._engine.batch_size

    def learn(self, request: LearnRequest) -> LearnResult:
        """See :meth:`agent.engine.port.Engine.learn`."""
        self._given("learn", request.observations, request.neighbours)
        return self._engine.learn(request)

    def reflect(self, events: Sequence[Observation], now: datetime) -> LearnResult:
        """See :meth:`agent.engine.port.Engine.reflect`."""
        self._given("reflect", events)
        return self._engine.reflect(events, now)

    def suggest(self, request: SuggestRequest) -> SuggestResult:
        """See :meth:`agent.engine.port.Engine.suggest`."""
        self._given("suggest", request.recent, request.propositions, request.open)
        return self._engine.suggest(request)

    def chat(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """See :meth:`agent.engine.port.Engine.chat`."""
        self._given("chat", request.hits)
        return self._engine.chat(request)

    def close(self) -> None:
        """See :meth:`agent.engine.port.Engine.close`."""
        self._engine.close()

    def _given(self, action: str, *groups: Sequence[_Named]) -> None:
        ids = [each.id for group in groups for each in group]
        self._disclosures.to_model(self.name, action, ids)
