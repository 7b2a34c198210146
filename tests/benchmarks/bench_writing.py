"""What writing costs in a home of many rows: one at a time, in batches, and through the gate.

Measured by :mod:`tests.benchmarks.table`. The baseline is the bare ``INSERT`` of the same texts
into an encrypted database of the same settings, committed as often: what is left above it is
validation, ids, labels, full text and the queue.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from agent.gate import Gate
from memory.ledger import open_encrypted
from memory.model import UserModel
from memory.types import Observation, Proposition
from tests.benchmarks.figures import Figure, median, milliseconds
from tests.benchmarks.world import NOW, Words, turn

SINGLE = 50
BATCH = 500
BATCHES = 8
#: Beyond the numbers of the turns a home was filled with.
_FIRST = 1_000_000


def figures(model: UserModel, words: Words) -> list[Figure]:
    """One observation, one claim, and batches through the gate into the ledger."""
    numbers, said, claimed = itertools.count(_FIRST), words.turns(), words.known()

    def turns(count: int) -> list[Observation]:
        return [turn(next(said), next(numbers)) for _ in range(count)]

    gate = Gate()

    def through_gate(batch: Sequence[Observation]) -> None:
        model.observe_counted(gate.admit(batch, NOW).kept)

    one = milliseconds(lambda item: model.observe([item]), turns(SINGLE))
    claim = milliseconds(
        lambda text: model.add(Proposition(text=text)), itertools.islice(claimed, SINGLE)
    )
    batch = milliseconds(through_gate, [turns(BATCH) for _ in range(BATCHES)])
    with _bare() as insert:
        bare = milliseconds(insert, ([item.content] for item in turns(SINGLE)))
        bulk = milliseconds(
            insert, [[item.content for item in turns(BATCH)] for _ in range(BATCHES)]
        )
    against = {"bare INSERT": median(bare)}
    return [
        Figure(what="add one observation", value=median(one), unit="ms", against=against),
        Figure(what="add one claim", value=median(claim), unit="ms", against=against),
        Figure(
            what=f"through the gate into the ledger, {BATCH} at a time",
            value=BATCH / median(batch) * 1000,
            unit="rows/s",
            against={"bare INSERT": BATCH / median(bulk) * 1000},
        ),
    ]


class _bare:  # noqa: N801 - reads as a word after `with`
    """Inserts texts into a table of an encrypted database, one transaction a call."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory()
        self._db = open_encrypted(Path(self._folder.name) / "bare.db", b"k" * 32)
        self._db.execute("CREATE TABLE rows (seq INTEGER PRIMARY KEY, content TEXT)")
        return self

    def __call__(self, texts: Sequence[str]) -> None:
        """One transaction."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT INTO rows (content) VALUES (?)", _tuples(texts))
        self._db.execute("COMMIT")

    def __exit__(self, *_: object) -> None:
        self._db.close()
        self._folder.cleanup()


def _tuples(texts: Sequence[str]) -> Iterator[tuple[str]]:
    return ((text,) for text in texts)
