"""The port between the graphs and whatever does the thinking.

Two engines stand behind it: :class:`agent.engine.language.LanguageEngine` (any
``langchain_core`` chat model, normally llama.cpp) and
:class:`agent.engine.builtin.BuiltinEngine` (no language model at all). The graphs do not know which
one they talk to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Literal, Protocol

from memory.threads import Turn
from memory.types import Draft, Hit, Observation, Proposition, Suggestion

EngineKind = Literal["language model", "built-in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a call cost. ``calls`` counts calls of a language model (0 for the built-in engine)."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0


def _none_before(_observation: Observation) -> Sequence[Turn]:
    """Nothing is known of a talk."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnRequest:
    """A batch to infer over, with the propositions recalled for it.

    ``neighbours`` are shown to a model under short integer ids (their position here, from 1), so
    that an id which was not given can be told and refused. ``turns_before`` tells what was said in
    an observation's talk before it, the last first, and what is believed on that. Once ``cancel``
    is set the answer is not wanted any more: an engine that can stop then fails with a
    :class:`memory.errors.ModelError`.
    """

    observations: tuple[Observation, ...]
    neighbours: tuple[Proposition, ...]
    now: datetime
    turns_before: Callable[[Observation], Sequence[Turn]] = field(
        default=_none_before, compare=False, repr=False
    )
    cancel: Event | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnResult:
    """Drafts, and how many parts of the output were thrown away, by reason.

    ``prompt`` is the version of the prompt that was answered; empty where there was none.
    """

    drafts: tuple[Draft, ...]
    prompt: str = ""
    reasoning: str = ""
    usage: Usage = Usage()
    dropped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestRequest:
    """What is known that could call for help now.

    ``recent`` are the newest observations, ``propositions`` those that bear on them, ``open`` the
    suggestions that are already made (not to be made again), ``cancel`` as in
    :class:`LearnRequest`.
    """

    recent: tuple[Observation, ...]
    propositions: tuple[Proposition, ...]
    open: tuple[Suggestion, ...]
    now: datetime
    cancel: Event | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestResult:
    """Proposed suggestions: ``probability``, ``benefit`` and costs are the proposer's own."""

    suggestions: tuple[Suggestion, ...]
    usage: Usage = Usage()
    dropped: Mapping[str, int] = field(default_factory=dict)


ChatRole = Literal["user", "assistant", "tool"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A call that the engine asks for. ``arguments`` are JSON values."""

    id: str
    name: str
    arguments: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage:
    """One message of a conversation; ``tool_call`` on an assistant's request or a tool's reply."""

    role: ChatRole
    content: str
    tool_call: ToolCall | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSpec:
    """What an engine is told of a tool: ``parameters`` is a JSON schema of type object."""

    name: str
    description: str
    parameters: Mapping[str, object]
    writes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRequest:
    """A turn to answer: the messages so far (oldest first), what was recalled, what may be run."""

    messages: tuple[ChatMessage, ...]
    hits: tuple[Hit, ...]
    tools: tuple[ToolSpec, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the answer, in order."""

    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of the answer.

    Attributes:
        cited: Ids of hits the answer rests on.
        empty: Whether it is known to tell nothing, so that nobody need ever find it.
    """

    cited: tuple[str, ...] = ()
    empty: bool = False
    usage: Usage = Usage()


ChatEvent = TextDelta | ToolCall | Finished


class Engine(Protocol):
    """Something that learns, suggests and answers."""

    @property
    def name(self) -> str:
        """Shown in ``status``: the model's name, or ``built-in``."""

    @property
    def kind(self) -> EngineKind:
        """Whether a language model does the thinking."""

    @property
    def batch_size(self) -> int:
        """How many observations one :meth:`learn` call takes at most."""

    def learn(self, request: LearnRequest) -> LearnResult:
        """Infer drafts from a batch.

        Raises:
            ModelError: the model failed; the batch may be retried, split, or set aside.
        """

    def reflect(self, events: Sequence[Observation], now: datetime) -> LearnResult:
        """Infer drafts from many events at once: habits, tools, projects, hours.

        Deterministic and idempotent: the same events give the same drafts.
        """

    def suggest(self, request: SuggestRequest) -> SuggestResult:
        """Propose help. May propose nothing."""

    def chat(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """Answer one turn: text, then at most one tool call, then :class:`Finished`.

        Closing the iterator cancels the generation.
        """

    def close(self) -> None:
        """Release the model. May be called twice."""
