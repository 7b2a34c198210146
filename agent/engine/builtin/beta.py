"""Beta-Bernoulli: how sure a count of days makes us that something is a habit.

The unit of counting is the day, not the event: forty commands on one afternoon are one day's
testimony. With the uniform prior Beta(1, 1), ``k`` days of ``n`` leave Beta(1 + k, 1 + n − k); the
confidence in "on more than a share *t* of days" is what of it lies above *t*.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

PRIOR: Final = (1.0, 1.0)
#: Counting days leaves out that the world may change tomorrow.
MOST_CONFIDENT: Final = 0.95


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something happened out of how many chances, with the uniform prior."""

    successes: int
    trials: int

    @property
    def mean(self) -> float:
        """Posterior mean of the share, in (0, 1)."""
        return (self.successes + PRIOR[0]) / (self.trials + sum(PRIOR))

    def above(self, share: float) -> float:
        """Probability that the true share is above ``share``, at most ``MOST_CONFIDENT``."""
        a = self.successes + PRIOR[0]
        b = self.trials - self.successes + PRIOR[1]
        return min(MOST_CONFIDENT, 1.0 - incomplete_beta(a, b, share))

    def below(self, share: float) -> float:
        """Probability that the true share is below ``share``, at most ``MOST_CONFIDENT``."""
        return Rate(self.trials - self.successes, self.trials).above(1.0 - share)


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Regularised incomplete beta function I_x(a, b), by Lentz's continued fraction."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - incomplete_beta(b, a, 1.0 - x)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x),
    )
    tiny = 1e-300
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / (d if abs(d) > tiny else tiny)
    fraction = d
    for m in range(1, 300):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 + step * d
            d = 1.0 / (d if abs(d) > tiny else tiny)
            c = 1.0 + step / c
            c = c if abs(c) > tiny else tiny
            fraction *= c * d
        if abs(c * d - 1.0) < 1e-12:  # noqa: PLR2004 - converged
            break
    return front * fraction / a
