"""The engine on a language model: one call to learn from a batch, one to suggest, one to answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from datetime import datetime
from threading import Event
from typing import Any, Final, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    SystemMessage,
)
from langchain_core.runnables import Runnable

from agent.engine.language import layout
from agent.engine.language.budget import Budget, context_of, counter_of, counts_itself
from agent.engine.language.conversation import CitationReader, lay_out
from agent.engine.language.offers import read_offers
from agent.engine.language.reading import read_claims
from agent.engine.language.salvage import salvage
from agent.engine.language.shapes import LEARN_SCHEMA, SUGGEST_SCHEMA
from agent.engine.port import (
    ChatEvent,
    ChatRequest,
    Engine,
    EngineKind,
    Finished,
    LearnRequest,
    LearnResult,
    SuggestRequest,
    SuggestResult,
    TextDelta,
    ToolCall,
    ToolSpec,
    Usage,
)
from agent.llama.options import Priority
from agent.prompts import Prompt, load_prompt
from memory.errors import GumptionError, ModelOutputInvalid, ModelTimeout, ModelUnavailable
from memory.types import Observation

#: As many observations as the promise of one call is about (DESIGN §6).
BATCH: Final = 12
#: Tokens kept free for an answer: ten claims of ninety tokens, and the reasoning.
ANSWER: Final = 1200
#: Tokens of a prompt to learn or to suggest at most (DESIGN §6), the answer not counted.
PROMPT: Final = 3000


class LanguageEngine:
    """An :class:`~agent.engine.port.Engine` on any ``langchain_core`` chat model.

    Args:
        chat_model: Should keep to a JSON schema (``with_structured_output``); where it does not,
            what it writes is checked all the same.
        name: Shown in ``status``.
        statistics: Does :meth:`reflect`: a language model is bad at counting.
        context: Tokens of prompt and answer; what the model says of itself where left out.
        batch_size: Observations in a call at most.
    """

    def __init__(
        self,
        chat_model: BaseChatModel,
        *,
        name: str,
        statistics: Engine | None = None,
        context: int | None = None,
        batch_size: int = BATCH,
    ) -> None:
        self._model = chat_model
        self._name = name
        self._statistics = statistics
        self._batch_size = batch_size
        self._context = context
        self._count, self._estimated = counter_of(chat_model), not counts_itself(chat_model)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._name

    @property
    def kind(self) -> EngineKind:
        """A language model does the thinking."""
        return "language model"

    @property
    def batch_size(self) -> int:
        """Observations in one call at most."""
        return self._batch_size

    @property
    def counting(self) -> str:
        """How prompts are measured, for ``status``."""
        return (
            "tokens are estimated from characters: the endpoint has no tokenizer to ask"
            if self._estimated
            else "tokens are counted with the model's own tokenizer"
        )

    def learn(self, request: LearnRequest) -> LearnResult:
        """Infer drafts from a batch, in one call.

        Raises:
            ModelTimeout: the model did not finish in time.
            ModelOutputInvalid: its answer is no JSON, or cut off.
            ContextOverflow: the batch does not fit, however short its observations are cut.
            ModelUnavailable: the model failed.
        """
        if not request.observations:
            return LearnResult(drafts=())
        prompt = load_prompt("learn")
        answer, lost, usage = self._ask(
            self._learn_messages(request, prompt), LEARN_SCHEMA, "claims", "learn", request.cancel
        )
        reading = read_claims(answer, request, examples=prompt.examples)
        return LearnResult(
            drafts=reading.drafts,
            prompt=prompt.version,
            reasoning=reading.reasoning,
            usage=usage,
            dropped=Counter(reading.dropped) + lost,
        )

    def reflect(self, events: Sequence[Observation], now: datetime) -> LearnResult:
        """Statistics over events, by the engine that was given for them; else nothing."""
        if self._statistics is None:
            return LearnResult(drafts=())
        return self._statistics.reflect(events, now)

    def suggest(self, request: SuggestRequest) -> SuggestResult:
        """Propose help, in one call.

        Raises:
            ModelError: as :meth:`learn`.
        """
        if not request.recent and not request.propositions:
            return SuggestResult(suggestions=())
        prompt = load_prompt("suggest")
        messages = self._suggest_messages(request, prompt)
        answer, lost, usage = self._ask(
            messages, SUGGEST_SCHEMA, "suggestions", "suggest", request.cancel
        )
        suggestions, dropped = read_offers(answer, request, examples=prompt.examples)
        return SuggestResult(suggestions=suggestions, usage=usage, dropped=Counter(dropped) + lost)

    def chat(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """Answer one turn; closing the iterator stops the model.

        Raises:
            ModelError: as :meth:`learn`; :class:`~memory.errors.ModelOutputInvalid` where the
                model says nothing or calls a tool that there is not.
        """
        tools = [_tool(spec) for spec in request.tools]
        told = json.dumps(tools) if tools else ""
        messages = lay_out(request, prompt=load_prompt("chat"), tools=told, budget=self._budget)
        return self._answer(messages, request, tools)

    def close(self) -> None:
        """Release the model, and the engine for statistics."""
        close = getattr(self._model, "close", None)
        if close is not None:
            close()
        if self._statistics is not None:
            self._statistics.close()

    @property
    def _budget(self) -> Budget:
        """What a prompt may cost now: the context may have become smaller since the last call."""
        context = self._context or context_of(self._model)
        return Budget(self._count, context, answer=ANSWER, estimated=self._estimated)

    def _learn_messages(self, request: LearnRequest, prompt: Prompt) -> list[BaseMessage]:
        known = [layout.known_line(at, one) for at, one in enumerate(request.neighbours, 1)]
        return self._messages(prompt, request.observations, known, request.now, {})

    def _suggest_messages(self, request: SuggestRequest, prompt: Prompt) -> list[BaseMessage]:
        known = [layout.known_line(at, one) for at, one in enumerate(request.propositions, 1)]
        offers = {"offers": layout.offer_lines(request.open)}
        return self._messages(prompt, request.recent, known, request.now, offers)

    def _messages(
        self,
        prompt: Prompt,
        observations: Sequence[Observation],
        known: Sequence[str],
        now: datetime,
        more: Mapping[str, str],
    ) -> list[BaseMessage]:
        """The fixed part, and the frame with as much in it as it may cost."""
        today = f"It is {layout.moment(now)}."
        fixed = (prompt.text, prompt.frame, today, *more.values())
        shown, kept = self._observations(observations, known, now, fixed)
        told = "\n".join(known[:kept]) or "none"
        asked = prompt.frame.format(today=today, known=told, observations=shown or "none", **more)
        return [SystemMessage(prompt.text), HumanMessage(asked)]

    def _observations(
        self,
        observations: Sequence[Observation],
        known: Sequence[str],
        now: datetime,
        fixed: Sequence[str],
    ) -> tuple[str, int]:
        """Observations as text, and how many of the known claims there is room for."""
        headings = [layout.heading(at, seen, now) for at, seen in enumerate(observations, 1)]
        budget = self._budget
        bodies, kept = budget.fit(
            budget.room(*fixed, most=PROMPT),
            headings,
            [layout.body(seen) for seen in observations],
            known,
        )
        pairs = zip(headings, bodies, strict=True)
        return "\n".join(f"{above}\n{layout.fenced(inside)}" for above, inside in pairs), kept

    def _ask(
        self,
        messages: Sequence[BaseMessage],
        schema: dict[str, Any],
        key: str,
        priority: Priority,
        cancel: Event | None,
    ) -> tuple[Mapping[str, Any], Counter[str], Usage]:
        """One call for an answer of a shape; a turn of chat may interrupt it between tokens.

        Returns:
            The answer, what of it was lost (by reason), and what it cost.
        """
        try:
            bound = self._model.with_structured_output(schema, include_raw=True)
            asked = bound.invoke(list(messages), priority=priority, cancel=cancel)
            answer = cast("Mapping[str, Any]", asked)
        except Exception as error:
            raise self._failure(error) from error
        fault, usage = answer.get("parsing_error"), _usage(answer.get("raw"))
        saved = salvage(answer.get("raw"), key) if fault is not None else None
        if saved is not None and not isinstance(fault, ModelTimeout):
            return saved.answer, Counter({saved.why: 1}), usage
        if isinstance(fault, GumptionError):
            raise fault
        parsed = answer.get("parsed")
        if fault is not None or not isinstance(parsed, Mapping):
            raise ModelOutputInvalid(
                f"{self._name} did not answer with the JSON that it was asked for",
                hint=str(fault or "the answer is no object"),
            ) from fault
        return parsed, Counter(), usage

    def _answer(
        self, messages: list[BaseMessage], request: ChatRequest, tools: Sequence[dict[str, Any]]
    ) -> Iterator[ChatEvent]:
        citations = CitationReader(request.hits)
        whole: AIMessageChunk | None = None
        said = False
        try:
            with closing(self._stream(messages, tools)) as stream:
                for chunk in stream:
                    whole = chunk if whole is None else whole + chunk
                    text = citations.feed(chunk.text)
                    if text:
                        said = said or not text.isspace()
                        yield TextDelta(text)
        except Exception as error:
            raise self._failure(error) from error
        rest = citations.finish()
        if rest.strip():
            said = True
            yield TextDelta(rest)
        call = _call_of(whole, request.tools)
        if call is not None:
            yield call
        elif not said:
            raise ModelOutputInvalid(
                f"{self._name} gave no answer", hint="ask again, or choose another model"
            )
        yield Finished(cited=tuple(citations.cited), usage=_usage(whole))

    def _stream(
        self, messages: list[BaseMessage], tools: Sequence[dict[str, Any]]
    ) -> Generator[AIMessageChunk]:
        model: Runnable[Any, AIMessage] = self._model
        if tools:
            # A model that cannot call tools still answers from the notes.
            with suppress(NotImplementedError):
                model = self._model.bind_tools(tools)
        return cast("Generator[AIMessageChunk]", model.stream(messages))

    def _failure(self, error: Exception) -> GumptionError:
        """Whatever a foreign chat model raises, as an error of ours."""
        if isinstance(error, GumptionError):
            return error
        if isinstance(error, TimeoutError):
            return ModelTimeout(f"{self._name} did not answer in time")
        return ModelUnavailable(f"{self._name} failed: {str(error) or type(error).__name__}")


def _tool(spec: ToolSpec) -> dict[str, Any]:
    return {
        "type": "function",
        "function": {
            "name": spec.name,
            "description": spec.description,
            "parameters": dict(spec.parameters),
        },
    }


def _call_of(whole: AIMessageChunk | None, tools: Sequence[ToolSpec]) -> ToolCall | None:
    """The first call of a tool that there is."""
    names = {spec.name for spec in tools}
    for call in whole.tool_calls if whole is not None else ():
        if call["name"] in names:
            return ToolCall(id=call["id"] or "call", name=call["name"], arguments=call["args"])
    return None


def _usage(message: object) -> Usage:
    """What a call cost, as far as the model says it."""
    told = message.usage_metadata if isinstance(message, AIMessage) else None
    if told is None:
        return Usage(calls=1)
    return Usage(
        prompt_tokens=told["input_tokens"], completion_tokens=told["output_tokens"], calls=1
    )
