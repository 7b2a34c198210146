"""A sample week of one invented person, for ``gumption demo`` and for trying things out.

Nothing in it is real: Robin Askel, Lumbrel, everybody Robin meets and every place that is not a
city were made up for this project; addresses end in ``.example``. What *is* like life: most of it
is noise, one mind is changed, two notes cannot both be true, a key slips into a command, a page is
opened in a private window, and some rows are junk.

``week.jsonl`` holds rows as ``observe --jsonl`` takes them; ``python -m agent.sample.write`` writes
it again, byte for byte, from :mod:`agent.sample.story` (the words) and :mod:`agent.sample.days`
(the events).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

#: Central European winter time: where Robin lives there was no change of clocks in this week.
ZONE = timezone(timedelta(hours=1))
#: A Monday. The week lies in the past, so that no clock takes it for the future.
WEEK_START = datetime(2025, 3, 3, tzinfo=ZONE)
#: When the week has been lived: the ``now`` to learn and to recall with.
WEEK_END = datetime(2025, 3, 9, 21, 30, tzinfo=ZONE)

WEEK = Path(__file__).parent / "week.jsonl"


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask of the week, and words that a good answer has in it."""

    query: str
    finds: tuple[str, ...]


QUESTIONS: tuple[Question, ...] = (
    Question("Which library do I use for data frames?", ("Polars",)),
    Question("What do I have to send to Ines, and by when?", ("supplier audit", "11 March")),
    Question("On which evenings do I go bouldering?", ("Tuesday", "Thursday")),
)


def load_week() -> list[dict[str, object]]:
    """The raw rows in order, junk included, as :func:`agent.importing.observe_rows` takes them."""
    with WEEK.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]
