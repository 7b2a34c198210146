"""Measures of a ranking: recall, nDCG, reciprocal rank, and the same over whole sessions.

All take a ranking of ids, best first, and the set of relevant ids, and give a number in [0, 1].
nDCG uses binary gains and the logarithm of Järvelin & Kekäläinen 2002.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet


def recall_at(ranking: Sequence[str], relevant: AbstractSet[str], k: int) -> float:
    """Share of the relevant ids among the first ``k``."""
    return len(relevant & set(ranking[:k])) / len(relevant)


def any_at(ranking: Sequence[str], relevant: AbstractSet[str], k: int) -> float:
    """1 when at least one relevant id is among the first ``k``."""
    return float(not relevant.isdisjoint(ranking[:k]))


def all_at(ranking: Sequence[str], relevant: AbstractSet[str], k: int) -> float:
    """1 when every relevant id is among the first ``k``."""
    return float(relevant <= set(ranking[:k]))


def ndcg_at(ranking: Sequence[str], relevant: AbstractSet[str], k: int) -> float:
    """Discounted cumulative gain of the first ``k``, as a share of the best possible."""
    gained = sum(1 / math.log2(i + 2) for i, id_ in enumerate(ranking[:k]) if id_ in relevant)
    best = sum(1 / math.log2(i + 2) for i in range(min(k, len(relevant))))
    return gained / best


def reciprocal_rank(ranking: Sequence[str], relevant: AbstractSet[str]) -> float:
    """One over the rank of the first relevant id; 0 when there is none."""
    return next((1 / (i + 1) for i, id_ in enumerate(ranking) if id_ in relevant), 0.0)


def sessions(ranking: Sequence[str], thread_of: Mapping[str, str]) -> list[str]:
    """Sessions in the order of their best document."""
    return list(dict.fromkeys(thread_of[id_] for id_ in ranking))


class Tally:
    """Means of named measures, whole and by category."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))

    def add(self, category: str, measures: Mapping[str, float]) -> None:
        """Count one question."""
        for name, value in measures.items():
            self._values[category][name].append(value)

    def count(self) -> int:
        """How many questions were counted."""
        return sum(max(map(len, m.values()), default=0) for m in self._values.values())

    def mean(self, categories: Iterable[str] | None = None) -> dict[str, float]:
        """Mean of every measure over these categories (all without)."""
        chosen = set(self._values) if categories is None else set(categories)
        pooled: dict[str, list[float]] = defaultdict(list)
        for category in chosen & set(self._values):
            for name, values in self._values[category].items():
                pooled[name].extend(values)
        return {name: sum(values) / len(values) for name, values in sorted(pooled.items())}

    def by(self) -> dict[str, dict[str, float]]:
        """Means by category, with the number of questions as ``items``."""
        return {
            category: {
                **self.mean([category]),
                "items": float(max(map(len, measures.values()))),
            }
            for category, measures in sorted(self._values.items())
        }
