"""What ``python -m agent.demo`` writes, line by line, and ``gumption demo`` draws."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from agent.wire import (
    HitView,
    LearnView,
    Progress,
    StatusView,
    SuggestionView,
    View,
    WhyView,
)


class Observed(View):
    """The week has passed the gate. ``redacted`` are texts as they were kept."""

    type: Literal["observed"] = "observed"
    rows: int
    observations: int
    dropped: dict[str, int]
    sources: dict[str, int]
    redacted: list[str]


class Learnt(View):
    """Everything pending was inferred over, by what ``status`` says."""

    type: Literal["learnt"] = "learnt"
    status: StatusView
    report: LearnView


class Propositions(View):
    """The best of ``total`` propositions, each with its evidence."""

    type: Literal["propositions"] = "propositions"
    total: int
    items: list[WhyView]


class Revision(View):
    """A mind that was changed."""

    type: Literal["revision"] = "revision"
    before: WhyView
    after: WhyView


class Recall(View):
    """A question and what recall answers."""

    type: Literal["recall"] = "recall"
    query: str
    hits: list[HitView]


class Suggestions(View):
    """Offers of help at a moment."""

    type: Literal["suggestions"] = "suggestions"
    at: datetime
    items: list[SuggestionView]


Event = Annotated[
    Progress | Observed | Learnt | Propositions | Revision | Recall | Suggestions,
    Field(discriminator="type"),
]
