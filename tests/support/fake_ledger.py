"""A ledger that only remembers, for tests of what is written to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from memory.types import Observation


@dataclass(frozen=True)
class FakeStored:
    """Ids in order, and how many were new."""

    ids: Sequence[str]
    new: int


class FakeLedger:
    """Keeps observations in a list; the same (source, external_id) is kept once."""

    def __init__(self) -> None:
        self.observations: list[Observation] = []
        self.drops: Counter[str] = Counter()
        self.batches: list[int] = []
        self._state: dict[str, str] = {}
        self._known: dict[tuple[str, str], str] = {}

    def observe_counted(
        self,
        observations: Sequence[Observation],
        drops: Mapping[str, int],
        *,
        state: Mapping[str, str] | None = None,
    ) -> FakeStored:
        """See :meth:`memory.UserModel.observe_counted`."""
        ids: list[str] = []
        new = 0
        for observation in observations:
            key = (observation.source, observation.external_id or "")
            if observation.external_id and key in self._known:
                ids.append(self._known[key])
                continue
            self.observations.append(observation)
            identity = f"o{len(self.observations)}"
            self._known[key] = identity
            ids.append(identity)
            new += 1
        self.drops.update(drops)
        self._state.update(state or {})
        self.batches.append(len(observations))
        return FakeStored(ids, new)

    def state(self, key: str) -> str | None:
        """See :meth:`memory.UserModel.state`."""
        return self._state.get(key)
