"""Small figures: a confidence bar, an age, a date, a number with its sign."""

from __future__ import annotations

from datetime import datetime, timedelta

from textual.content import Content

BAR_CELLS = 5
RATINGS = 10


def confidence_bar(rating: int) -> Content:
    """1–10 as five cells with halves; heavy against light, so that it reads without colour."""
    rating = min(max(rating, 0), RATINGS)
    full, half = divmod(rating, 2)
    rest = BAR_CELLS - full - half
    return Content.assemble(("━" * full + "╸" * half, "$accent"), ("─" * rest, "$faint"))


def age(then: datetime, now: datetime) -> str:
    """How long ago in at most three characters: ``now``, ``5m``, ``12d``, ``6w``, ``2y``."""
    elapsed = now - then
    for unit, span, until in (
        ("m", timedelta(minutes=1), timedelta(hours=1)),
        ("h", timedelta(hours=1), timedelta(days=1)),
        ("d", timedelta(days=1), timedelta(days=28)),
        ("w", timedelta(weeks=1), timedelta(weeks=100)),
    ):
        if elapsed < span:
            return "now"
        if elapsed < until:
            return f"{elapsed // span}{unit}"
    return f"{min(elapsed // timedelta(days=365), 99)}y"


def moment(at: datetime, now: datetime) -> str:
    """Date and time in the zone of ``now``; the year only where it is another one."""
    local = at.astimezone(now.tzinfo)
    form = "%d %b %H:%M" if local.year == now.year else "%d %b %Y %H:%M"
    return local.strftime(form)


def day(at: datetime, now: datetime) -> str:
    """The date in the zone of ``now``."""
    return at.astimezone(now.tzinfo).strftime("%d %b %Y")


def signed(number: float) -> str:
    """Two decimals with a sign in front, ``−`` as typeset."""
    return f"{number:+.2f}".replace("-", "−")


def per_cent(probability: float) -> str:
    """A probability in whole per cent."""
    return f"{probability:.0%}".replace("%", " %")
