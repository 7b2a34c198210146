"""What ``python -m agent.evaluation`` writes, line by line, and ``gumption eval`` shows."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agent.wire import Progress, View


class Report(View):
    """How well a suite went (DESIGN §8).

    Attributes:
        items: Questions (or cases) that were asked.
        metrics: Over the items that the suite's headline is about.
        by: The same by category; ``items`` says how many. Where a suite has several conversations,
            ``half 1`` and ``half 2`` are the first and the second half of them.
        baselines: The headline's measures for what everybody else does, of the same run.
        left_out: What was not asked, by reason.
        seconds_per_item: Time of our own answers, embedding of the question included.
    """

    type: Literal["report"] = "report"
    suite: str
    items: int
    metrics: dict[str, float]
    by: dict[str, dict[str, float]]
    baselines: dict[str, dict[str, float]]
    left_out: dict[str, int]
    seconds_per_item: float


Line = Annotated[Progress | Report, Field(discriminator="type")]
