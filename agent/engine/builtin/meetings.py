"""What a calendar says: which meetings come back, when, and with whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from agent.engine.builtin.beta import Rate
from agent.engine.builtin.dates import WEEKDAYS
from agent.engine.builtin.events import Meeting
from agent.engine.builtin.pattern import PRIOR_NOTE, Pattern

FEWEST = 3
#: A series that did not come back for this many of its own intervals is over.
_MISSED = 3
_MOST_SERIES = 6
_NUMBERING = re.compile(
    r"\b(?:#?\d{1,4}(?:[/.-]\d{1,4})*|(?:week|sprint|no\.?)\s*\d+)\b|[–-]\s*$", re.IGNORECASE
)


def meeting_patterns(meetings: Sequence[Meeting], now: datetime) -> list[Pattern]:
    """Meetings that come back on the same weekday and part of the day.

    Args:
        meetings: In any order, past and coming.
        now: A series is spoken of in the present only while it goes on.
    """
    series: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        key = " ".join(_NUMBERING.sub(" ", meeting.title.lower()).split())
        if key and not key.startswith(("cancelled", "canceled")):
            series[key].append(meeting)
    found = [p for _, own in sorted(series.items()) if (p := _series(own, now)) is not None]
    found.sort(key=lambda pattern: (-len(pattern.evidence), pattern.text))
    return found[:_MOST_SERIES]


def _series(own: Sequence[Meeting], now: datetime) -> Pattern | None:
    by_day = {meeting.at.date(): meeting for meeting in sorted(own, key=lambda m: (m.at, m.id))}
    dates = sorted(by_day)
    if len(dates) < FEWEST:
        return None
    gap = median((b - a).days for a, b in pairwise(dates))
    slots = Counter((meeting.at.weekday(), _part(meeting.at.hour)) for meeting in by_day.values())
    (weekday, part), fitting = slots.most_common(1)[0]
    rate = Rate(fitting, len(dates))
    daily = gap <= 1 and len({day.weekday() for day in dates}) >= 3  # noqa: PLR2004 - a stand-up
    if daily:
        when = "every working day"
    elif rate.above(0.5) < 0.7:  # noqa: PLR2004 - no fixed slot
        return None
    elif 6 <= gap <= 8:  # noqa: PLR2004 - a week
        when = f"every {WEEKDAYS[weekday]} {part}"
    elif 13 <= gap <= 15:  # noqa: PLR2004 - a fortnight
        when = f"every other {WEEKDAYS[weekday]} {part}"
    elif 26 <= gap <= 36:  # noqa: PLR2004 - a month
        when = f"once a month on a {WEEKDAYS[weekday]} {part}"
    else:
        return None
    last = by_day[dates[-1]].at
    going_on = now - last <= timedelta(days=_MISSED * max(1.0, float(gap)) + 1)
    title = _title(by_day[dates[-1]].title)
    text = (
        f"Has {_article(title)}{title} {when}"
        if going_on
        else f"Had {_article(title)}{title} {when} until {last:%B %Y}"
    )
    return Pattern(
        text=text,
        counts=f"{len(dates)} times from {dates[0]} to {dates[-1]}, {gap:g} days apart"
        + ("" if daily else f", {fitting} of them in the same slot")
        + f" ({PRIOR_NOTE})",
        confidence=Rate(len(dates), len(dates)).above(0.5) if daily else rate.above(0.5),
        evidence=tuple(meeting for meeting in by_day.values()),
        kind="procedural",
        entities=(title,),
        valid_from=by_day[dates[0]].at,
        valid_to=None if going_on else last,
        worth=1.7 if going_on else 0.9,
    )


def _title(title: str) -> str:
    clean = " ".join(_NUMBERING.sub(" ", title).split()).strip(" -–:")
    words = clean.split()
    # "Team Sync" and "Dentist" are no names; "1:1 with Ana" and "FINOS TOC" keep theirs.
    plain = (
        all(
            word[:1].isupper() and word.replace("-", "").isalpha() and word[1:].islower()
            for word in words
        )
        and len(words) <= 2  # noqa: PLR2004 - a common noun
    )
    return clean.lower() if plain else clean


def _article(title: str) -> str:
    if title[:1].isupper() and " " in title:
        return ""
    return "an " if title[:1].lower() in "aeiou" else "a "


def _part(hour: int) -> str:
    return "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"  # noqa: PLR2004 - noon and five o'clock
