"""How present a claim is: a weight that fades, and that support renews.

Salience halves every half-life since the last support (exponential forgetting; Ebbinghaus 1885).
It ranks and hides; it never makes a claim less true. A *longer* half-life means a *slower* decay:
the reference implementation has this sign inverted, so that what should last vanishes first, and a
regression test holds it here.
"""

from __future__ import annotations

from datetime import datetime

#: Below this a claim turns stale and is hidden by default: after 4.3 half-lives without support.
FLOOR = 0.05

_SECONDS_PER_DAY = 86_400.0


def salience(
    *, now: datetime, supported_at: datetime | None, half_life: float, pinned: bool = False
) -> float:
    """Salience in (0, 1] of a claim last supported at ``supported_at``.

    Args:
        now: Time to rank for; a support in the future of it counts as fresh.
        supported_at: Newest support; ``None`` (nothing ever spoke for it) counts as fresh, because
            then only a person can have put it there.
        half_life: Days until salience halves, > 0.
        pinned: A pinned claim does not fade.
    """
    if pinned or supported_at is None:
        return 1.0
    return faded((now - supported_at).total_seconds(), half_life)


def faded(seconds: float, half_life: float) -> float:
    """Salience so many seconds after the newest support; for those who rank hundreds at a time."""
    age = max(0.0, seconds) / _SECONDS_PER_DAY
    # The smallest positive float instead of an underflow to 0 keeps ranking total.
    return max(float(2.0 ** -(age / half_life)), 5e-324)
