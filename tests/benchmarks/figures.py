"""What a benchmark says: a figure, and what else the same run measured to compare it with."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value.

    Attributes:
        what: What was measured, in words.
        value: How much.
        unit: Of the value and of every baseline.
        against: Baselines of the same run, by name.
        beside: Another quantile of the same measurement, where one is of interest.
    """

    what: str
    value: float
    unit: str
    against: Mapping[str, float] = field(default_factory=dict)
    beside: float | None = None

    def words(self) -> str:
        """The value with its unit."""
        value = _short(self.value)
        if self.beside is not None:
            value += f" / {_short(self.beside)}"
        return f"{value} {self.unit}"

    def ratios(self) -> str:
        """The value as a multiple of every baseline."""
        return ", ".join(
            f"{self.value / other:.2g} × {name}" for name, other in self.against.items() if other
        )


def milliseconds(call: Callable[[T], object], given: Iterable[T]) -> list[float]:
    """Wall-clock time of each call."""
    times: list[float] = []
    for each in given:
        started = time.perf_counter()
        call(each)
        times.append((time.perf_counter() - started) * 1000)
    return times


def median(times: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(times)


def slowest_of_twenty(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(len(times) * 0.95)]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
