"""How long recall takes, and how that compares with its parts alone.

    python -m tests.benchmarks.bench_recall --sizes 1000,10000

Rows are invented sentences over a vocabulary with Zipf's frequencies; vectors come from a stand-in
whose geometry is like a real model's (words have directions, a sentence is their mean), so that an
HNSW graph has the clusters it would have. Nine in ten rows are observations in threads, the rest
propositions. All columns of one size are measured in the same run, warm, one query at a time:

- ``recall``: :meth:`memory.retrieval.Retriever.recall`, the query's vector known beforehand;
- ``MiniLM``: making that vector, where the model is installed;
- ``chroma``: the same Chroma collections alone, 64 nearest of each kind;
- ``fts``: FTS5 alone, the query's words OR-ed, best 50 of each kind, as a naive search would;
- ``numpy``: brute force over all vectors.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from memory import observations, propositions
from memory.embedding import default_embedder
from memory.embedding.port import Vectors
from memory.index import DenseIndex
from memory.ledger import Ledger
from memory.retrieval import Retriever
from memory.schema import fts_tables
from memory.types import HitKind, Observation, Proposition

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
VOCABULARY = 20_000
DIMENSION = 384
WORDS = 12
QUERIES = 100
THREAD = 20
PERSONAL = 1

T = TypeVar("T")


class FixedKey:
    """A key store for a ledger that is thrown away."""

    def load(self, directory: Path) -> bytes | None:
        """Always the same key."""
        del directory
        return b"k" * 32

    def create(self, directory: Path) -> bytes:
        """Always the same key."""
        del directory
        return b"k" * 32

    def describe(self, directory: Path) -> str:
        """Nothing a person sees."""
        return f"a fixed key for {directory}"


class WordDirections:
    """An embedder: every word has a random direction, a text is their weighted mean."""

    name = identity = "word directions"
    note = ""
    dimension = DIMENSION

    def __init__(self, vocabulary: Sequence[str], generator: np.random.Generator) -> None:
        self._rows = {word: number for number, word in enumerate(vocabulary)}
        # Common words say little: their directions are short, as they are in a real model.
        lengths = np.log1p(np.arange(1, len(vocabulary) + 1))[:, None]
        topics = generator.normal(size=(200, DIMENSION))
        mixed = topics[generator.integers(0, 200, len(vocabulary))]
        noise = generator.normal(size=(len(vocabulary), DIMENSION))
        self._directions = ((mixed + noise) * lengths).astype(np.float32)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts."""
        sums = np.array(
            [
                self._directions[[self._rows[word] for word in text.split()]].sum(axis=0)
                for text in texts
            ],
            dtype=np.float32,
        )
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)

    def close(self) -> None:
        """Nothing is held."""


@dataclass(frozen=True)
class World:
    """Invented sentences, and how to make more of them."""

    vocabulary: list[str]
    frequencies: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    generator: np.random.Generator

    def sentences(self, count: int, words: int) -> list[str]:
        """Sentences of so many words, drawn by frequency."""
        drawn = self.generator.choice(VOCABULARY, size=(count, words), p=self.frequencies)
        return [" ".join(self.vocabulary[number] for number in row) for row in drawn]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every size and print one row for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", default="1000,10000", help="rows, separated by commas")
    sizes = [int(size) for size in parser.parse_args(arguments).sizes.split(",")]
    print_row("rows", "recall p50", "p95", "MiniLM p50", "chroma", "fts", "numpy", "r/chroma",
              "r/fts", "r/numpy", "µs/row in", "KiB/row")  # fmt: skip
    embedding = embedding_time()
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(size, Path(folder), embedding)


def measure(size: int, folder: Path, embedding: str) -> None:
    """Fill a ledger and an index, then ask."""
    generator = np.random.default_rng(0)
    frequencies = 1 / np.arange(1, VOCABULARY + 1)
    world = World(vocabulary(), frequencies / frequencies.sum(), generator)
    embedder = WordDirections(world.vocabulary, generator)
    ledger = Ledger.open(folder, FixedKey())
    index = DenseIndex(folder / "index", embedder)
    retriever = Retriever(ledger.read, index, embedder, lambda: NOW)
    started = time.perf_counter()
    matrices = dict(fill(size, world, ledger, index, embedder))
    filling = (time.perf_counter() - started) / size
    queries = world.sentences(QUERIES, 5)
    vectors = embedder.embed(queries)
    recall = timed(retriever.recall, queries)
    chroma = timed(partial(near, index), vectors)
    fts = timed(partial(matching, ledger), queries)
    brute = timed(partial(brute_force, matrices), vectors)
    own = statistics.median(recall)
    others = [statistics.median(times) for times in (chroma, fts, brute)]
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / size / 1024
    print_row(
        f"{size:,}", f"{own:.2f} ms", f"{sorted(recall)[int(len(recall) * 0.95)]:.2f}", embedding,
        *(f"{other:.2f}" for other in others), *(f"{own / other:.2f}" for other in others),
        f"{filling * 1e6:.0f}", f"{disk:.1f}",
    )  # fmt: skip
    index.close()
    ledger.close()


def fill(
    size: int, world: World, ledger: Ledger, index: DenseIndex, embedder: WordDirections
) -> Iterator[tuple[HitKind, Vectors]]:
    """Write observations and propositions; yields the vectors of each kind."""
    kinds: tuple[tuple[HitKind, int], ...] = (
        ("observation", size * 9 // 10),
        ("proposition", size - size * 9 // 10),
    )
    for kind, count in kinds:
        stored: list[Vectors] = []
        for start in range(0, count, 1000):
            texts = world.sentences(min(1000, count - start), WORDS)
            ids = write(ledger, kind, texts, start)
            vectors = embedder.embed(texts)
            index.add(kind, ids, vectors, [PERSONAL] * len(ids))
            stored.append(vectors)
        yield kind, np.vstack(stored)


def write(ledger: Ledger, kind: HitKind, texts: Sequence[str], start: int) -> list[str]:
    """Store texts as rows of a kind; returns their ids."""
    with ledger.write() as db:
        if kind == "proposition":
            return [propositions.insert(db, Proposition(text=text), NOW) for text in texts]
        batch = [
            observations.validated(
                Observation(
                    source="bench",
                    content=text,
                    thread=f"t{number // THREAD}",
                    position=number % THREAD,
                    observed_at=NOW - timedelta(minutes=number),
                ),
                NOW,
            )
            for number, text in enumerate(texts, start)
        ]
        observations.insert(db, batch, NOW)
        return [item.id for item in batch]


def near(index: DenseIndex, vector: Vectors) -> None:
    """Chroma alone."""
    index.query("observation", vector, 64, clearance=PERSONAL)
    index.query("proposition", vector, 64, clearance=PERSONAL)


def matching(ledger: Ledger, query: str) -> None:
    """FTS5 alone, every word driving."""
    match = " OR ".join(f'"{word}"' for word in query.split())
    with ledger.read() as db:
        for table in (*fts_tables("observations", PERSONAL), *fts_tables("propositions", PERSONAL)):
            db.execute(
                f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT 50", (match,)
            ).fetchall()


def brute_force(matrices: dict[HitKind, Vectors], vector: Vectors) -> None:
    """Every inner product."""
    for matrix in matrices.values():
        cosines = matrix @ vector
        np.argpartition(-cosines, min(64, len(cosines) - 1))


def timed(call: Callable[[T], object], inputs: Iterable[T]) -> list[float]:
    """Milliseconds of each call, after one warm round."""
    asked = list(inputs)
    for each in asked:
        call(each)
    return [elapsed(call, each) for each in asked]


def elapsed(call: Callable[[T], object], each: T) -> float:
    """Milliseconds of one call."""
    started = time.perf_counter()
    call(each)
    return (time.perf_counter() - started) * 1000


def embedding_time() -> str:
    """Median milliseconds of a new query's vector with the real model, or why there is none."""
    embedder = default_embedder()
    if embedder.note:
        return "not installed"
    embedder.embed(["warm"])
    times = [
        elapsed(embedder.embed, [f"who came to dinner on day {number}"]) for number in range(60)
    ]
    embedder.close()
    return f"{statistics.median(times):.2f}"


def vocabulary() -> list[str]:
    """Invented words, common ones first."""
    generator = np.random.default_rng(1)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        syllables = generator.integers(2, 5)
        words[
            "".join(
                generator.choice(list("bdfgklmnprstvz")) + generator.choice(list("aeiou"))
                for _ in range(syllables)
            )
        ] = None
    return list(words)


def print_row(*cells: str) -> None:
    """One line of the table."""
    widths = (9, 11, 8, 13, 8, 8, 8, 9, 7, 8, 10, 8)
    line = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
