"""What a retrieval suite is made of: documents, questions, and which documents answer them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from memory.types import ContextValue, Observation, Origin

#: Told the name, how many are done, and how many there are, before each corpus.
OnCorpus = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One turn, message or segment, as an observer would have met it."""

    id: str
    content: str
    thread: str
    position: int
    observed_at: datetime
    context: Mapping[str, ContextValue] = field(default_factory=dict)
    origin: Origin = "self-stated"

    def observation(self, source: str) -> Observation:
        """The observation that an importer would make of it."""
        return Observation(
            source=source,
            content=self.content,
            observed_at=self.observed_at,
            thread=self.thread,
            position=self.position,
            context=self.context,
            origin=self.origin,
            external_id=self.id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with the documents that answer it.

    Attributes:
        relevant: Ids of documents; never empty.
        category: The suite's own name of the kind of question.
        above: Pairs (better, worse) of ids of which the first should rank above the second.
        outdated: Ids that tell only what is no longer so; none should come before the relevant.
    """

    id: str
    text: str
    relevant: frozenset[str]
    category: str
    above: tuple[tuple[str, str], ...] = ()
    outdated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Documents that are searched together, and the questions asked of them.

    ``unit`` says what a question's relevant ids name: documents, or whole threads, which are then
    ranked by their best documents.
    """

    name: str
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]
    unit: Literal["document", "thread"] = "document"
    left_out: Mapping[str, int] = field(default_factory=dict)
