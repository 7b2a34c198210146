"""Reading with an importer, for tests: what came out, and the law that nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from agent.observers.port import Drop, Importer
from memory.types import Observation

NOW = datetime(2025, 3, 9, 20, 0, tzinfo=UTC)


def read(
    importer: Importer, path: Path, options: Mapping[str, str] | None = None
) -> tuple[list[Observation], Counter[str]]:
    """Observations in order, and drops by reason. Fails where reading again gives anything else."""
    items = list(importer.read(path, options or {}, NOW))
    again = list(importer.read(path, options or {}, NOW))
    assert items == again
    observations = [item for item in items if isinstance(item, Observation)]
    drops = Counter(item.reason for item in items if isinstance(item, Drop))
    assert len(items) == len(observations) + drops.total()
    return observations, drops
