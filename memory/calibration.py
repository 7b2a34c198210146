"""How sure a proposer should have been: a curve from stated confidence to how often it was right.

Every verdict of the person (confirmed: right; corrected or retired: wrong) is one trial of the
confidence that was stated. From these a strictly increasing curve is fitted, so that calibrating
never changes who ranks above whom:

* Beta calibration (Kull, Silva Filho and Flach, AISTATS 2017), a logistic model of ``ln p`` and
  ``-ln (1 - p)``, at the maximum of its posterior under a Gaussian prior at the identity. With no
  verdicts it *is* the identity; with few it stays near it. A proposer's own curve is shrunk
  towards that of all proposers in the same way.
* Isotonic regression by pooling adjacent violators (Ayer et al. 1955; Zadrozny and Elkan, KDD
  2002) is blended in as verdicts become many: it follows any shape, but needs hundreds.

Reported are the Brier score (Brier 1950) and the expected calibration error over bins of equal mass
(Naeini, Cooper and Hauskrecht, AAAI 2015; Nguyen and O'Connor, EMNLP 2015).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

_Array = npt.NDArray[np.float64]

#: Standard deviations of the prior: of the slope, of how it differs between low and high
#: confidences, and of the shift in log-odds. Chosen on simulated users other than the tests'.
_SLOPE, _SKEW, _SHIFT = 0.6, 0.15, 0.6
#: Isotonic regression weighs n / (n + this).
_ISOTONIC_FROM: Final = 1000.0
#: Least slope at either end: keeps the curve strictly increasing whatever the verdicts say.
_FLATTEST: Final = 0.05
#: Stated confidences are taken as at least this far from 0 and 1.
_EDGE: Final = 1e-6
_STEPS: Final = 50
_ENOUGH: Final = 1e-9
_MOST_BINS: Final = 10
#: Bins of fewer verdicts than this would show chance, not calibration.
_BIN: Final = 20

Curve = Callable[[float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A confidence in (0, 1) that was put to the person, and whether it was ``right``."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliabilityRow:
    """Verdicts on claims of like confidence: how sure we were, how often it was so (0–1)."""

    lowest: float
    highest: float
    verdicts: int
    believed: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How well confidence foretold what the person said.

    Attributes:
        verdicts: How many there were on inferred propositions.
        brier: Mean squared error of the confidence that was shown (0 best, .25 by tossing a coin);
            ``None`` without verdicts, like the next three.
        ece: Mean distance between confidence shown and share that was right, over equal bins.
        by_chance: The same distance for perfect confidence, judged as seldom: what to expect.
        stated_brier: Brier score of the confidence as it was stated, before the curve.
        stated_ece: Expected calibration error of that.
        reliability: The bins behind ``ece``, lowest confidence first.
        curve: (stated, believed) pairs of the present curve.
    """

    verdicts: int
    brier: float | None
    ece: float | None
    by_chance: float | None
    stated_brier: float | None
    stated_ece: float | None
    reliability: tuple[ReliabilityRow, ...]
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A curve, and the parameters that another one can be shrunk towards."""

    low: float = 1.0
    high: float = 1.0
    shift: float = 0.0
    knots: tuple[float, ...] = ()
    values: tuple[float, ...] = ()
    share: float = 0.0

    def __call__(self, confidence: float) -> float:
        """How sure to be of what was stated with this confidence; strictly increasing."""
        if self == IDENTITY:
            return confidence
        p = min(max(confidence, _EDGE), 1 - _EDGE)
        odds = self.low * math.log(p) - self.high * math.log(1 - p) + self.shift
        smooth = 1 / (1 + math.exp(-odds)) if odds >= 0 else 1 - 1 / (1 + math.exp(odds))
        if self.knots:
            stepped = float(np.interp(p, self.knots, self.values))
            smooth = (1 - self.share) * smooth + self.share * stepped
        return min(max(smooth, _EDGE), 1 - _EDGE)


#: What is stated is believed.
IDENTITY: Final = Fitted()


def fit(trials: Sequence[Trial], *, towards: Fitted = IDENTITY) -> Fitted:
    """The curve that verdicts teach.

    Args:
        trials: In any order; none at all gives ``towards``.
        towards: Where to stay while there are few.
    """
    if not trials:
        return towards
    stated = np.clip([trial.confidence for trial in trials], _EDGE, 1 - _EDGE)
    right = np.array([float(trial.right) for trial in trials])
    centre = np.array([towards.low, towards.high, towards.shift])
    low, high, shift = _posterior_mode(stated, right, centre)
    knots, values = isotonic(stated, right)
    return Fitted(
        low, high, shift,
        tuple(knots.tolist()), tuple(values.tolist()),
        len(trials) / (len(trials) + _ISOTONIC_FROM),
    )  # fmt: skip


def _posterior_mode(stated: _Array, right: _Array, centre: _Array) -> tuple[float, float, float]:
    """Newton's method on the penalised logistic likelihood, kept increasing."""
    features = np.stack([np.log(stated), -np.log(1 - stated), np.ones_like(stated)], axis=1)
    mean, apart, shift = np.array([0.5, 0.5, 0]), np.array([1, -1, 0]), np.array([0, 0, 1])
    precision = (
        np.outer(mean, mean) / _SLOPE**2
        + np.outer(apart, apart) / _SKEW**2
        + np.outer(shift, shift) / _SHIFT**2
    )
    weights = centre.astype(np.float64)
    for _ in range(_STEPS):
        # tanh never overflows.
        predicted = 0.5 * (1 + np.tanh(features @ weights / 2))
        slope = features.T @ (predicted - right) + precision @ (weights - centre)
        spread = (features.T * (predicted * (1 - predicted))) @ features + precision
        before = weights
        weights = weights - np.linalg.solve(spread, slope)
        weights[:2] = np.maximum(weights[:2], _FLATTEST)
        if float(np.abs(weights - before).max()) < _ENOUGH:
            break
    low, high, moved = weights.tolist()
    return float(low), float(high), float(moved)


def isotonic(stated: _Array, right: _Array) -> tuple[_Array, _Array]:
    """Means of the pools of adjacent violators: knots and values, both increasing.

    Args:
        stated: Confidences, shape (n,), n ≥ 1.
        right: 1 where right, 0 where wrong, shape (n,).
    """
    levels, member = np.unique(stated, return_inverse=True)
    sizes = np.bincount(member).astype(float)
    hits = np.bincount(member, weights=right)
    pools: list[tuple[float, float, float]] = []  # (sum of confidences, size, sum of right)
    for level, size, hit in zip(levels, sizes, hits, strict=True):
        pool = (float(level * size), float(size), float(hit))
        while pools and pools[-1][2] / pools[-1][1] >= pool[2] / pool[1]:
            last = pools.pop()
            pool = (last[0] + pool[0], last[1] + pool[1], last[2] + pool[2])
        pools.append(pool)
    table = np.array(pools)
    return table[:, 0] / table[:, 1], table[:, 2] / table[:, 1]


def brier(trials: Sequence[Trial]) -> float | None:
    """Mean squared distance of confidence from what was so; ``None`` without trials."""
    if not trials:
        return None
    return math.fsum((t.confidence - t.right) ** 2 for t in trials) / len(trials)


def reliability(trials: Sequence[Trial]) -> tuple[ReliabilityRow, ...]:
    """Trials in bins of equal mass by confidence, at most ten, lowest first."""
    ordered = sorted(trials, key=lambda trial: trial.confidence)
    count = min(_MOST_BINS, max(1, len(ordered) // _BIN))
    rows: list[ReliabilityRow] = []
    for number in range(count):
        start, end = (len(ordered) * step // count for step in (number, number + 1))
        some = ordered[start:end]
        if some:
            rows.append(
                ReliabilityRow(
                    lowest=some[0].confidence,
                    highest=some[-1].confidence,
                    verdicts=len(some),
                    believed=math.fsum(trial.confidence for trial in some) / len(some),
                    right=sum(trial.right for trial in some) / len(some),
                )
            )
    return tuple(rows)


def expected_calibration_error(rows: Sequence[ReliabilityRow]) -> float | None:
    """Mean distance of belief from truth over the bins, by their mass; ``None`` without any."""
    total = sum(row.verdicts for row in rows)
    if not total:
        return None
    return math.fsum(row.verdicts * abs(row.believed - row.right) for row in rows) / total


def error_by_chance(rows: Sequence[ReliabilityRow]) -> float | None:
    """Calibration error to expect of perfect confidence with bins this small.

    The share that is right in a bin scatters around its mean with variance p (1 - p) / n; the mean
    distance of a Gaussian from its mean is the square root of 2 / pi standard deviations.
    """
    total = sum(row.verdicts for row in rows)
    if not total:
        return None
    scatter = (
        math.sqrt(row.verdicts * row.believed * (1 - row.believed)) for row in rows
    )  # n times the standard deviation
    return math.sqrt(2 / math.pi) * math.fsum(scatter) / total


def report(shown: Sequence[Trial], stated: Sequence[Trial], curve: Curve) -> Calibration:
    """Everything that is told about calibration.

    Args:
        shown: Verdicts on the confidence that the person saw.
        stated: The same verdicts on what the proposer had stated, with the evidence since.
        curve: The present curve of all proposers.
    """
    rows = reliability(shown)
    return Calibration(
        verdicts=len(shown),
        brier=brier(shown),
        ece=expected_calibration_error(rows),
        by_chance=error_by_chance(rows),
        stated_brier=brier(stated),
        stated_ece=expected_calibration_error(reliability(stated)),
        reliability=rows,
        curve=tuple((step / 10, curve(step / 10)) for step in range(1, 10)),
    )
