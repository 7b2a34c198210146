"""How long recall takes in a home of many rows, and how that compares with its parts alone.

``python -m tests.benchmarks.bench_recall [ROWS ...]`` fills a home for each size (see
:mod:`tests.benchmarks.world`) and prints what was measured; :mod:`tests.benchmarks.table` makes
the README's table of it. No question is asked twice. A question's vector is known beforehand,
except where the figure says that MiniLM is included; its vectors are then paid for and thrown
away, because the rows have the stand-in's. In the same run, over the same rows and questions:

- *raw Chroma*: one collection of everything, the 48 nearest;
- *raw Chroma, where*: the same with a filter on the sensitivity, as Chroma would do it;
- *FTS5*: the question's words OR-ed, the 48 best of each kind by BM25;
- *NumPy*: the inner product with every vector.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import psutil  # type: ignore[import-untyped]

from memory.embedding import default_embedder
from memory.embedding.port import Embedder, Vectors
from memory.ledger import Connection
from memory.model import UserModel
from memory.retrieval.text import embeddable_observation, embeddable_proposition
from memory.rows import observation_from_row, proposition_from_row
from memory.schema import fts_tables
from tests.benchmarks.figures import Figure, median, milliseconds, slowest_of_twenty
from tests.benchmarks.world import DIMENSION, Filled, WordDirections, Words, fill, opened, turn

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

NEAREST = 48
PERSONAL = 1
WARMING = 50
QUESTIONS = 200
COLD = 20
_PAGE = 1000
_MIB = 1024 * 1024


class Paying(WordDirections):
    """The stand-in's vectors; while ``paying``, for the price of the real model's."""

    def __init__(self, real: Embedder | None) -> None:
        super().__init__()
        self.paying = False
        self._real = real

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts."""
        if self.paying and self._real is not None:
            self._real.embed(texts)
        return super().embed(texts)


@dataclass
class Home:
    """A filled home, and what asks it.

    Attributes:
        folder: Where it is.
        filled: What is in it.
        words: Makes more of the same.
        indexing: Milliseconds a row that its index took.
    """

    folder: Path
    filled: Filled
    words: Words
    indexing: float

    @property
    def rows(self) -> int:
        """Observations and propositions."""
        return self.filled.observations + self.filled.propositions

    @property
    def vector_bytes(self) -> int:
        """What the vectors alone take."""
        return self.rows * DIMENSION * 4


def made(folder: Path, size: int) -> Home:
    """Fill a home of so many rows and index it."""
    words = Words(size)
    filled = fill(folder, size, words)
    with opened(folder, WordDirections()) as model:
        started = time.perf_counter()
        model.reindex()
        indexing = (time.perf_counter() - started) * 1000 / size
        model.tidy_index()  # as the daemon does every day
    return Home(folder, filled, words, indexing)


def figures(home: Home) -> list[Figure]:
    """Recall cold and warm, with and without MiniLM, beside its baselines; memory, disk, index."""
    real = _minilm()
    embedder = Paying(real)
    before = psutil.Process().memory_info().rss
    ask = home.words.questions()

    def asked(count: int) -> list[str]:
        questions = list(itertools.islice(ask, count))
        # A new word's direction is made when it is first met; a real model's are all there.
        WordDirections.embed(embedder, questions)
        return questions

    with opened(home.folder, embedder) as model:
        [first] = milliseconds(model.recall, asked(1))
        cold = milliseconds(model.recall, asked(COLD))
        milliseconds(model.recall, asked(WARMING))
        questions = asked(QUESTIONS)
        warm = milliseconds(model.recall, questions)
        embedder.paying = True
        included = milliseconds(model.recall, asked(QUESTIONS))
        alone = milliseconds(lambda text: real.embed([text]), asked(QUESTIONS)) if real else [0.0]
        embedder.paying = False
        held = psutil.Process().memory_info().rss - before
        against, inserting = _baselines(model, embedder, questions)
        # Again, because a machine may have become slower or faster meanwhile.
        warm += milliseconds(model.recall, asked(QUESTIONS))
        fresh = _after_news(model, home, asked(COLD))
    if real is not None:
        real.close()
    size = sum(path.stat().st_size for path in home.folder.rglob("*") if path.is_file())
    bare = home.filled.characters + home.vector_bytes
    warmed = median(warm)
    found = [
        Figure(what="recall, p50 / p95", value=warmed, beside=slowest_of_twenty(warm), unit="ms",
               against=against),
        Figure(what="recall right after a new row, p50 / p95", value=median(fresh), unit="ms",
               beside=slowest_of_twenty(fresh), against={"warm": warmed}),
        Figure(what=f"recall, the first {COLD} questions after a start, p50 / p95", unit="ms",
               value=median(cold), beside=slowest_of_twenty(cold), against={"warm": warmed}),
        Figure(what="the very first question, the index's opening included", value=first,
               unit="ms", against={"warm": warmed}),
        Figure(what="index anew, a row", value=home.indexing, unit="ms",
               against={"adding to raw Chroma": inserting}),
        Figure(what="disk, a row", value=size / home.rows / 1024, unit="KiB",
               against={"text and vector alone": bare / home.rows / 1024}),
        Figure(what="memory for ledger and index", value=held / _MIB, unit="MiB",
               against={"the vectors alone": home.vector_bytes / _MIB}),
    ]  # fmt: skip
    if real is not None:
        found.insert(1, Figure(
            what="recall with MiniLM included, p50 / p95", value=median(included), unit="ms",
            beside=slowest_of_twenty(included), against={"MiniLM alone": median(alone)},
        ))  # fmt: skip
    return found


def _after_news(model: UserModel, home: Home, questions: Sequence[str]) -> list[float]:
    """Milliseconds of questions before each of which something was said."""
    taken: list[float] = []
    for number, question in enumerate(questions):
        model.observe([turn(question, home.filled.observations + number)])
        taken += milliseconds(model.recall, [question])
    return taken


def _minilm() -> Embedder | None:
    """The real model, where it is installed."""
    embedder = default_embedder()
    if embedder.note:
        embedder.close()
        return None
    embedder.embed(["warm"])
    return embedder


def _baselines(
    model: UserModel, embedder: Embedder, questions: Sequence[str]
) -> tuple[dict[str, float], float]:
    """Median milliseconds of each baseline, and of adding a row to raw Chroma."""
    asked = embedder.embed(questions)
    with model._ledger.read() as db:
        texts = _texts(db)
        words = milliseconds(lambda question: _matching(db, question), questions)
    matrix = np.concatenate(
        [embedder.embed(texts[start : start + _PAGE]) for start in range(0, len(texts), _PAGE)]
    )
    # Left where it is when closing it fails: a folder of the system's own.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        started = time.perf_counter()
        collection, close = _raw_chroma(Path(folder), matrix)
        adding = (time.perf_counter() - started) * 1000 / len(texts)

        def query(vector: Vectors, **more: object) -> object:
            return collection.query(
                query_embeddings=[vector.tolist()], n_results=min(NEAREST, len(texts)),
                include=["distances"], **more,  # type: ignore[arg-type]
            )  # fmt: skip

        query(asked[0])
        plain = milliseconds(query, asked)
        allowed = {"sensitivity": {"$lte": PERSONAL}}
        filtered = milliseconds(lambda vector: query(vector, where=allowed), asked[:COLD])
        close()

    def every(vector: Vectors) -> None:
        cosines = matrix @ vector
        np.argpartition(-cosines, min(NEAREST, len(cosines) - 1))

    return {
        "raw Chroma": median(plain),
        "raw Chroma, where": median(filtered),
        "FTS5": median(words),
        "NumPy": median(milliseconds(every, asked)),
    }, adding


def _texts(db: Connection) -> list[str]:
    rows = db.execute("SELECT * FROM observations").fetchall()
    found = [embeddable_observation(observation_from_row(row)) for row in rows]
    rows = db.execute("SELECT * FROM propositions").fetchall()
    return found + [embeddable_proposition(proposition_from_row(row)) for row in rows]


def _raw_chroma(folder: Path, matrix: Vectors) -> tuple[Collection, Callable[[], None]]:
    """One collection of everything, as large batches, and how to close it."""
    import chromadb
    from chromadb.api.client import Client
    from chromadb.config import Settings

    client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection(
        "rows", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    for start in range(0, len(matrix), _PAGE):
        some = matrix[start : start + _PAGE]
        collection.add(
            [str(number) for number in range(start, start + len(some))],
            embeddings=some,
            metadatas=[{"sensitivity": PERSONAL} for _ in some],
        )
    return collection, client.close if isinstance(client, Client) else lambda: None


def _matching(db: Connection, question: str) -> None:
    """FTS5 alone, every word driving."""
    match = " OR ".join(f'"{word}"' for word in question.split())
    for table in (*fts_tables("observations", PERSONAL), *fts_tables("propositions", PERSONAL)):
        db.execute(
            f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT {NEAREST}",
            (match,),
        ).fetchall()


if __name__ == "__main__":
    for wanted in [int(each) for each in sys.argv[1:]] or [1_000, 10_000]:
        with tempfile.TemporaryDirectory() as place:
            sys.stdout.write(f"{wanted:,} rows\n")
            for figure in figures(made(Path(place), wanted)):
                sys.stdout.write(f"  {figure.what}: {figure.words()}; {figure.ratios()}\n")
            sys.stdout.flush()
