"""A process that writes to a ledger until it is killed; run by test_crash.py.

It makes the same calls in the same order every time it is started, as a learn graph does that
resumes from a checkpoint: observe a batch, reconcile what is pending, settle it.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from memory.embedding.port import Vectors
from memory.types import Draft, HitKind, Observation, Proposition
from tests.support.models import START, MemoryIndex, open_model

TOTAL = 120
BATCH = 6


class FileIndex(MemoryIndex):
    """An index whose rows survive the process, each write whole or not at all."""

    path: Path

    @classmethod
    def of(cls, directory: Path) -> FileIndex:
        """The index of a directory, with what was written to it before."""
        index = cls()
        index.path = directory / "index.pickle"
        if index.path.exists():
            index.rows = pickle.loads(index.path.read_bytes())  # noqa: S301 - written by this test
        return index

    def add(
        self,
        kind: HitKind,
        ids: Sequence[str],
        vectors: Vectors,
        sensitivities: Sequence[int] | None = None,
    ) -> None:
        """Insert or replace, on disk."""
        super().add(kind, ids, vectors, sensitivities)
        draft = self.path.with_suffix(".new")
        draft.write_bytes(pickle.dumps(self.rows))
        draft.replace(self.path)


def observations() -> list[Observation]:
    """Everything there is to see: claims about twelve drinks, each from ten days."""
    return [
        Observation(
            source="chat",
            content=f"I like drink{number % 12}",
            observed_at=START - timedelta(days=number // 12, minutes=number),
            external_id=str(number),
            origin="self-stated",
        )
        for number in range(TOTAL)
    ]


def run(directory: Path) -> None:
    """Store and learn everything that is not yet stored and learnt."""
    every = observations()
    with open_model(directory, index=FileIndex.of(directory)) as model:
        print("open", flush=True)  # noqa: T201 - the test waits for it
        for start in range(0, TOTAL, BATCH):
            model.observe(every[start : start + BATCH])
            while batch := model.pending(BATCH):
                drafts = [
                    Draft(
                        proposition=Proposition(
                            text=each.content.replace("I like", "Likes"), confidence=0.5
                        ),
                        supports=(each.id,),
                    )
                    for each in batch
                ]
                ids = [each.id for each in batch]
                model.reconcile(drafts, settles=ids)
                # A resumed graph may commit the same batch again.
                model.reconcile(drafts, settles=ids)
    print("done", flush=True)  # noqa: T201 - the test looks for it


if __name__ == "__main__":
    run(Path(sys.argv[1]))
