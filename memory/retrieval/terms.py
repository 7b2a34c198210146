"""The terms of many candidates' scores, a column each: a few hundred are summed at array speed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from memory.retrieval.rows import Candidate

Column = NDArray[np.float64]


class Terms:
    """Scores in the making.

    Attributes:
        rows: Whose they are; the columns are in this order.
        gained: Sum of the terms so far, shape (rows,).
    """

    def __init__(self, rows: Sequence[Candidate]) -> None:
        self.rows = rows
        self.gained: Column = np.zeros(len(rows))
        self._columns: dict[str, tuple[Column, NDArray[np.bool_] | None]] = {}

    def add(
        self, name: str, values: Column | float, where: NDArray[np.bool_] | None = None
    ) -> None:
        """One more term.

        Args:
            name: Its name among a hit's parts.
            values: What it adds to each score, or to all of them.
            where: Rows that have this term at all; all without.
        """
        if not isinstance(values, np.ndarray):
            values = np.full(len(self.rows), values)
        self._columns[name] = values, where
        self.gained = self.gained + (values if where is None else np.where(where, values, 0.0))

    def __getitem__(self, name: str) -> Column:
        """A term's values; zeros where there is no such term."""
        known = self._columns.get(name)
        return np.zeros(len(self.rows)) if known is None else known[0]

    def settle(self) -> None:
        """Give every row its score, never below 0."""
        for row, score in zip(self.rows, np.maximum(self.gained, 0.0).tolist(), strict=True):
            row.score = score

    def itemise(self, chosen: Sequence[Candidate]) -> None:
        """Give some of the rows the parts of their scores, before those that were added since."""
        places = {id(row): place for place, row in enumerate(self.rows)}
        for row in chosen:
            place = places.get(id(row))
            if place is not None:
                parts = {
                    name: float(column[place])
                    for name, (column, where) in self._columns.items()
                    if where is None or where[place]
                }
                row.parts = parts | row.parts


def column(values: Sequence[float]) -> Column:
    """Values as a column."""
    return np.array(values, dtype=np.float64)
