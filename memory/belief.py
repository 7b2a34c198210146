"""How sure we are: confidence moves in log-odds by evidence.

A piece of evidence multiplies the odds of a claim by its likelihood ratio (Good 1950's weight of
evidence). The ratio depends on who speaks: a person about themselves, what they were seen to do, or
somebody else. Evidence is only as independent as the occasions it comes from, so one session, one
document or one day of one source counts once, however often it repeats itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from memory.types import Observation, Origin, Stance

#: Likelihood ratios by origin, as log-odds. Chosen, not fitted: a self-statement makes a claim
#: three times as likely, an act that fits it half again as likely, hearsay hardly at all.
ORIGIN_WEIGHT: dict[Origin, float] = {
    "self-stated": math.log(3.0),
    "own action": math.log(1.5),
    "third-party content": math.log(1.1),
}

#: However many others say so, together they move a claim no further than this (log-odds): they
#: copy each other, and whoever wants a claim believed can write any number of mails.
MOST_HEARSAY = math.log(1.5)

#: No amount of inference makes a claim certain, or impossible.
MOST_SURE = 0.97
LEAST_SURE = 0.03
#: What a claim is worth once the person has confirmed it; only they can say so much.
CONFIRMED = 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """One piece of evidence as belief sees it.

    Attributes:
        weight: Log-odds (natural logarithm), ≥ 0.
        group: Independence key, see :func:`independence_group`.
        initial: Whether the claim's first confidence already rests on it. It then moves nothing,
            but its group is taken: the same occasion repeating itself is no news.
    """

    stance: Stance
    weight: float
    group: str
    initial: bool = False


def weight_of(origin: Origin) -> float:
    """Log-odds that one observation of this origin lends to a claim."""
    return ORIGIN_WEIGHT[origin]


def independence_group(observation: Observation) -> str:
    """Key under which evidence counts once: the thread, or the source's day where there is none."""
    return group_of(observation.source, observation.thread, observation.observed_at)


def group_of(source: str, thread: str | None, observed_at: datetime | None) -> str:
    """As :func:`independence_group`, of an observation's parts; the time only without a thread."""
    if thread is not None:
        return f"{source}/{thread}"
    day = f"{observed_at:%Y-%m-%d}" if observed_at else ""
    return f"{source}@{day}"


def posterior(prior: float, testimony: Sequence[Testimony]) -> float:
    """Probability of a claim after all its evidence.

    Args:
        prior: Confidence in (0, 1) when the claim was first proposed, initial evidence included.
        testimony: All evidence, in any order: the result does not depend on it.

    Returns:
        Probability in [:data:`LEAST_SURE`, :data:`MOST_SURE`].
    """
    heard: dict[tuple[str, Stance], float] = {}
    taken = {(item.group, item.stance) for item in testimony if item.initial}
    for item in testimony:
        key = (item.group, item.stance)
        if key not in taken:
            heard[key] = max(heard.get(key, 0.0), item.weight)
    shift = math.fsum(
        sign * (_said_by_others(weights) + _witnessed(weights))
        for sign, weights in (
            (1, [weight for (_, stance), weight in heard.items() if stance == "supports"]),
            (-1, [weight for (_, stance), weight in heard.items() if stance == "contradicts"]),
        )
    )
    return probability(log_odds(prior) + shift)


_HEARSAY = ORIGIN_WEIGHT["third-party content"]


def _said_by_others(weights: Sequence[float]) -> float:
    # fsum: the same evidence in another order must give the very same bits.
    return min(math.fsum(each for each in weights if each <= _HEARSAY), MOST_HEARSAY)


def _witnessed(weights: Sequence[float]) -> float:
    return math.fsum(each for each in weights if each > _HEARSAY)


def log_odds(p: float) -> float:
    """Natural log-odds of a probability, held inside what inference may claim."""
    p = min(max(p, LEAST_SURE), MOST_SURE)
    return math.log(p / (1.0 - p))


def probability(odds: float) -> float:
    """Inverse of :func:`log_odds`, clamped to [:data:`LEAST_SURE`, :data:`MOST_SURE`]."""
    # exp of the negative absolute value never overflows.
    p = 1.0 / (1.0 + math.exp(-odds)) if odds >= 0 else 1.0 - 1.0 / (1.0 + math.exp(odds))
    return min(max(p, LEAST_SURE), MOST_SURE)


def rating(confidence: float) -> int:
    """Confidence as it is shown: 1 (hardly) to 10 (as good as certain).

    Halves go up: Python's own rounding takes 8.5 to 8 and 9.5 to 10. What a binary fraction falls
    short of a half by is no difference that anybody meant.
    """
    return min(10, max(1, math.floor(round(confidence * 10, 6) + 0.5)))


def newest(times: Sequence[datetime | None]) -> datetime | None:
    """The latest of some times, or ``None`` when none is known."""
    known = [time for time in times if time is not None]
    return max(known) if known else None
