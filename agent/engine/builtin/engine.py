"""The engine with no language model: grammar, learnt heads and counting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from agent.engine.builtin.answers import answer
from agent.engine.builtin.facts import facts
from agent.engine.builtin.heads import Heads, fits
from agent.engine.builtin.put_right import put_right
from agent.engine.builtin.relations import with_relations
from agent.engine.builtin.statistics import drafts as counted
from agent.engine.builtin.suggestions import suggestions
from agent.engine.port import (
    ChatEvent,
    ChatRequest,
    EngineKind,
    LearnRequest,
    LearnResult,
    SuggestRequest,
    SuggestResult,
)
from memory.embedding.port import Embedder
from memory.types import Observation


class BuiltinEngine:
    """Learns, suggests and answers without a language model: an :class:`agent.engine.port.Engine`.

    Args:
        embedder: Vectors for the heads. With another one than the MiniLM they were trained on, the
            heads are left out and fixed patterns of words decide; every proposition says which.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._heads = Heads.load() if fits(embedder) else None

    @property
    def name(self) -> str:
        """``built-in``."""
        return "built-in"

    @property
    def kind(self) -> EngineKind:
        """``built-in``: no language model does the thinking."""
        return "built-in"

    @property
    def batch_size(self) -> int:
        """Sentences are judged together; larger batches only cost memory."""
        return 64

    def learn(self, request: LearnRequest) -> LearnResult:
        """Facts from the person's own texts; events are left to :meth:`reflect`."""
        harvest = facts(
            request.observations, request.now, self._embedder, self._heads, request.neighbours
        )
        drafts = with_relations(
            harvest.drafts,
            harvest.spoken,
            request.neighbours,
            self._embedder,
        )
        drafts += put_right(request)
        how = "learnt heads" if self._heads else "fixed patterns of words (no MiniLM vectors)"
        return LearnResult(
            drafts=tuple(drafts),
            reasoning=f"Built-in engine, by {how}: {len(drafts)} facts.",
            dropped=dict(harvest.dropped),
        )

    def reflect(self, events: Sequence[Observation], now: datetime) -> LearnResult:
        """Habits, tools, projects and hours from events; the same events give the same drafts."""
        found = counted(events, now)
        return LearnResult(
            drafts=found,
            reasoning=f"Built-in engine, by counting in {len(events)} observations: "
            f"{len(found)} patterns.",
        )

    def suggest(self, request: SuggestRequest) -> SuggestResult:
        """Reminders, preparations and automations that the observations themselves call for."""
        return SuggestResult(suggestions=suggestions(request))

    def chat(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """Answer in the words of what was recalled, with its marks."""
        return answer(request, self._likeness)

    def _likeness(self, question: str, texts: Sequence[str]) -> list[float]:
        if self._heads is None or not texts:
            return [0.0] * len(texts)  # hashed letters say nothing about meaning
        vectors = self._embedder.embed([question, *texts])
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    def close(self) -> None:
        """Nothing is held: the embedder belongs to the store."""
