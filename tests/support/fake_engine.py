"""Engines that answer by rule, or as they were told to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from agent.engine.port import (
    ChatEvent,
    ChatRequest,
    Finished,
    LearnRequest,
    LearnResult,
    SuggestRequest,
    SuggestResult,
    TextDelta,
    Usage,
)
from memory.types import Draft, Observation, Proposition, Suggestion


def claim(text: str, *supports: str, **fields: Any) -> Draft:  # noqa: ANN401 - fields of a dataclass
    """A draft with these fields of its proposition."""
    return Draft(proposition=replace(Proposition(text=text), **fields), supports=supports)


def says(observation: Observation) -> Draft:
    """The draft of an observation that says of itself what it means: ``Likes tea``."""
    return claim(observation.content, observation.id)


@dataclass
class FakeEngine:
    """Learns one claim from every observation; fails, suggests and chats as it was told.

    Attributes:
        failing: Asked before every learn call; an error it returns is raised.
        answers: What each chat call gives, in order.
    """

    name: str = "fake"
    kind: Literal["language model", "built-in"] = "built-in"
    batch_size: int = 4
    drafting: Callable[[Observation], Draft | None] = says
    failing: Callable[[LearnRequest], Exception | None] = lambda _request: None
    reflecting: Callable[[Sequence[Observation]], Sequence[Draft]] = lambda _events: ()
    proposing: Callable[[SuggestRequest], Sequence[Suggestion]] = lambda _request: ()
    answers: deque[list[ChatEvent]] = field(default_factory=deque)
    learned: list[LearnRequest] = field(default_factory=list)
    asked: list[ChatRequest] = field(default_factory=list)
    closed: int = 0

    def learn(self, request: LearnRequest) -> LearnResult:
        """One draft for every observation that has one."""
        self.learned.append(request)
        error = self.failing(request)
        if error is not None:
            raise error
        drafts = [self.drafting(each) for each in request.observations]
        return LearnResult(
            drafts=tuple(each for each in drafts if each is not None),
            usage=Usage(prompt_tokens=100, completion_tokens=10, calls=1),
        )

    def reflect(self, events: Sequence[Observation], now: datetime) -> LearnResult:
        """As told."""
        del now
        return LearnResult(drafts=tuple(self.reflecting(events)))

    def suggest(self, request: SuggestRequest) -> SuggestResult:
        """As told."""
        return SuggestResult(suggestions=tuple(self.proposing(request)))

    def chat(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """The next answer."""
        self.asked.append(request)
        answer: list[ChatEvent] = [TextDelta("Fine."), Finished()]
        if self.answers:
            answer = self.answers.popleft()
        try:
            yield from answer
        finally:
            self.closed += 1

    def close(self) -> None:
        """Nothing to release."""
