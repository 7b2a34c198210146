"""A ledger with an exact in-memory index: recall without Chroma, for tests of its laws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from memory import observations, propositions
from memory.embedding import Embedder, HashedEmbedder
from memory.embedding.port import Vectors
from memory.ledger import Ledger
from memory.retrieval import Retriever
from memory.retrieval.text import embeddable_observation, embeddable_proposition
from memory.types import Hit, HitKind, Observation, Proposition, sensitivity_rank

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


def chat(content: str, position: int = 0, **fields: object) -> Observation:
    """A turn of one conversation."""
    given: dict[str, object] = {
        "source": "chat",
        "content": content,
        "thread": "s1",
        "position": position,
        "observed_at": NOW - timedelta(hours=1),
        **fields,
    }
    return Observation(**given)  # type: ignore[arg-type]


def texts(hits: Sequence[Hit]) -> list[str]:
    """What the hits say."""
    return [hit.text for hit in hits]


class ExactIndex:
    """Every vector compared with the query's; what lies above the clearance is left out first."""

    def __init__(self) -> None:
        self.rows: dict[tuple[HitKind, str], tuple[Vectors, int]] = {}

    def query_many(
        self, kind: HitKind, vectors: Vectors, n: int, *, clearance: int = 3
    ) -> list[list[tuple[str, float]]]:
        """The ``n`` nearest of each, nearest first."""
        return [self._nearest(kind, vector, n, clearance) for vector in vectors]

    def _nearest(
        self, kind: HitKind, vector: Vectors, n: int, clearance: int
    ) -> list[tuple[str, float]]:
        found = [
            (id_, float(row @ vector))
            for (of, id_), (row, rank) in self.rows.items()
            if of == kind and rank <= clearance
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:n]


class Memory:
    """What tests of recall need, and no more.

    Attributes:
        now: The moment of asking and of writing; may be moved.
    """

    def __init__(self, folder: Path, embedder: Embedder | None = None) -> None:
        self.now = NOW
        self.ledger = Ledger.open(folder, plain=True)
        self.index = ExactIndex()
        self.embedder = embedder or HashedEmbedder()
        self.retriever = Retriever(self.ledger.read, self.index, self.embedder, lambda: self.now)
        self.recall = self.retriever.recall

    def observe(self, *items: Observation, indexed: bool = True) -> list[str]:
        """Store observations (and their vectors); returns their ids."""
        batch = [observations.validated(item, self.now) for item in items]
        with self.ledger.write() as db:
            observations.insert(db, batch, self.now)
        if indexed:
            self._index("observation", batch, [embeddable_observation(item) for item in batch])
        return [item.id for item in batch]

    def claim(
        self, item: Proposition, *, status: str = "active", supported_at: datetime | None = None
    ) -> str:
        """Store a proposition (and its vector); returns its id."""
        with self.ledger.write() as db:
            id_ = propositions.insert(db, item, self.now)
            propositions.update(
                db, id_, status=status, supported_at=(supported_at or self.now).timestamp()
            )
        vector = self.embedder.embed([embeddable_proposition(item)])[0]
        self.index.rows["proposition", id_] = vector, sensitivity_rank(item.labels.sensitivity)
        return id_

    def link(self, newer: str, relation: str, older: str) -> None:
        """Record that one proposition took another's place."""
        with self.ledger.write() as db:
            db.execute("INSERT INTO links VALUES (?, ?, ?)", (newer, relation, older))

    def support(self, proposition: str, *observed: str) -> None:
        """Record evidence."""
        with self.ledger.write() as db:
            propositions.add_evidence(db, proposition, observed, stance="supports", initial=False)

    def close(self) -> None:
        """Close the ledger."""
        self.retriever.close()
        self.ledger.close()

    def _index(self, kind: HitKind, items: Sequence[Observation], texts: Sequence[str]) -> None:
        for item, vector in zip(items, self.embedder.embed(texts), strict=True):
            self.index.rows[kind, item.id] = vector, sensitivity_rank(item.labels.sensitivity)
