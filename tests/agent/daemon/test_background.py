"""What the daemon does in the background ends soon when the daemon does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from agent.config import Config
from agent.daemon.assemble import Assembly, assemble
from agent.home import Home
from memory import Observation, Proposition
from memory.embedding.hashed import HashedEmbedder
from memory.embedding.port import Embedder, Vectors


class Slow(HashedEmbedder):
    """An embedder during whose first batch the daemon is told to end."""

    def __init__(self) -> None:
        super().__init__()
        self.assembly: Assembly | None = None
        self.made = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Hashed vectors, counted."""
        self.made += len(texts)
        if self.assembly is not None:
            self.assembly.stopping.set()
        return super().embed(texts)


def test_the_index_stops_between_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long backlog holds up no stop, nothing is told as a failure, and it goes on afterwards."""
    slow = Slow()

    def default(**_: object) -> Embedder:
        return slow

    monkeypatch.setattr("memory.embedding.default_embedder", default)
    home = Home(tmp_path / "h")
    home.prepare()
    assembly = assemble(home, Config(), stop=lambda: None)
    try:
        for number in range(200):
            assembly.model.add(Proposition(text=f"Likes tea number {number}", source="stated"))
        assembly.model.observe(
            [Observation(source="note", content=f"tea {number}") for number in range(200)]
        )
        assembly.model.sync_index(0, propositions=0)
        slow.made, slow.assembly = 0, assembly
        assembly.jobs.run("index")
        assert 0 < slow.made <= 128
        assert [job.last_error for job in assembly.jobs.views() if job.name == "index"] == [None]
        slow.assembly = None
        assembly.stopping.clear()
        assembly.jobs.run("index")
        assert assembly.model.sync_index() == 0
    finally:
        assembly.close()
