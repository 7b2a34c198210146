"""Who and what a claim names: people, places, products."""

from __future__ import annotations

import re

from agent.engine.builtin.words import word_set

_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w+#]*(?:['-]?\w+)*(?: [A-Z][\w+#]+)*\b")
_TECHNICAL = re.compile(r"\b(?:\w+[+#]{1,2}|\w*[a-z][A-Z]\w*|\w+\.(?:py|js|io|com|org))(?!\w)")


def entities(text: str) -> tuple[str, ...]:
    """Names in a claim, in order: people, places, products; months and weekdays are none."""
    found = dict.fromkeys(
        match.group() for pattern in (_NAME, _TECHNICAL) for match in pattern.finditer(text)
    )
    return tuple(name for name in found if name not in _CALENDAR and name != "I")[:8]


_CALENDAR = word_set(
    """
    January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays
    Thursdays Fridays Saturdays Sundays
    """
)
