"""A chat model that answers by script: rightly, wrongly, late, cut off, or not at all."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput, ModelProfile
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, PrivateAttr

from agent.llama.structured import structured
from memory.errors import ModelTimeout


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripted:
    """One answer.

    Attributes:
        text: What is said; streamed word by word.
        call: Name and arguments of a tool call at the end.
        finish: The finish reason; ``length`` and ``context`` mean cut off.
        error: Raised instead.
        takes: Seconds that pass on the injected clock before the answer; past the model's
            ``timeout`` it is a :class:`ModelTimeout`. Nothing sleeps.
        during: Called before the answer, to let something happen meanwhile.
    """

    text: str = ""
    call: tuple[str, dict[str, Any]] | None = None
    finish: str = "stop"
    error: Exception | None = None
    takes: float = 0.0
    during: Callable[[], None] | None = None


@dataclass(slots=True)
class FakeClock:
    """Seconds that only pass when told to."""

    now: float = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@dataclass(slots=True)
class Asked:
    """One call as it came in."""

    messages: list[BaseMessage]
    schema: dict[str, Any] | None = None
    tools: list[dict[str, Any]] = field(default_factory=list)

    @property
    def prompt(self) -> str:
        """All messages as one text."""
        return "\n".join(message.text for message in self.messages)


class ScriptedChatModel(BaseChatModel):
    """Answers what was enqueued, in order, and remembers what it was asked.

    Asking more often than was enqueued fails the test. Tokens are words.
    """

    timeout: float | None = None
    context: int = 8192
    _script: deque[Scripted] = PrivateAttr(default_factory=deque)
    _asked: list[Asked] = PrivateAttr(default_factory=list)
    _clock: FakeClock = PrivateAttr(default_factory=FakeClock)
    _closed: int = PrivateAttr(default=0)
    _stopped_after: int | None = PrivateAttr(default=None)

    def model_post_init(self, context: Any, /) -> None:  # noqa: ANN401 – pydantic's signature
        """State the context, as a real model does."""
        super().model_post_init(context)
        self.profile = ModelProfile(max_input_tokens=self.context)

    def enqueue(self, *answers: Scripted | str | dict[str, Any] | Exception) -> ScriptedChatModel:
        """Add answers: text as it is, a dict as JSON, an exception to be raised."""
        for answer in answers:
            match answer:
                case Scripted():
                    self._script.append(answer)
                case str():
                    self._script.append(Scripted(text=answer))
                case dict():
                    self._script.append(Scripted(text=json.dumps(answer)))
                case Exception():
                    self._script.append(Scripted(error=answer))
        return self

    @property
    def asked(self) -> list[Asked]:
        """Every call so far."""
        return self._asked

    @property
    def calls(self) -> int:
        """How often it was asked."""
        return len(self._asked)

    @property
    def clock(self) -> FakeClock:
        """The clock that answers take their time on."""
        return self._clock

    @property
    def closed(self) -> int:
        """How often it was closed."""
        return self._closed

    @property
    def stopped_after(self) -> int | None:
        """Words that were streamed before the reader went away; ``None`` if it stayed."""
        return self._stopped_after

    def close(self) -> None:
        """Count that it was closed."""
        self._closed += 1

    def get_num_tokens(self, text: str) -> int:
        """Words."""
        return len(text.split())

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,  # noqa: ANN401 – langchain's signature
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Remember the tools with each call."""
        del tool_choice
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], **kwargs)

    def with_structured_output(
        self,
        schema: dict[str, Any] | type,
        *,
        include_raw: bool = False,
        **kwargs: Any,  # noqa: ANN401 – langchain's signature
    ) -> Runnable[LanguageModelInput, dict[str, Any] | BaseModel]:
        """Parse as the real chat model does, but hold the script to nothing."""
        del kwargs
        return structured(self, schema, include_raw=include_raw)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401 – langchain's signature
    ) -> ChatResult:
        del stop, run_manager
        last = self._last(self._next(messages, kwargs), messages)
        message = AIMessage(
            content=last.content,
            tool_calls=last.tool_calls,
            usage_metadata=last.usage_metadata,
            response_metadata=last.response_metadata,
        )
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401 – langchain's signature
    ) -> Iterator[ChatGenerationChunk]:
        del stop, run_manager
        answer = self._next(messages, kwargs)
        said = 0
        try:
            for word in answer.text.split(" "):
                said += 1
                text = word if said == 1 else " " + word
                yield ChatGenerationChunk(message=AIMessageChunk(content=text))
        except GeneratorExit:
            self._stopped_after = said
            raise
        last = self._last(answer, messages)
        last.content = ""
        yield ChatGenerationChunk(message=last)

    def _next(self, messages: list[BaseMessage], kwargs: dict[str, Any]) -> Scripted:
        self._asked.append(
            Asked(messages, kwargs.get("response_schema"), list(kwargs.get("tools", ())))
        )
        assert self._script, "the scripted model was asked once more than was enqueued"
        answer = self._script.popleft()
        self._clock.now += answer.takes
        if answer.during is not None:
            answer.during()
        if self.timeout is not None and answer.takes > self.timeout:
            raise ModelTimeout(f"The model did not finish within {self.timeout:g} seconds")
        if answer.error is not None:
            raise answer.error
        return answer

    def _last(self, answer: Scripted, messages: list[BaseMessage]) -> AIMessageChunk:
        calls = []
        if answer.call is not None:
            name, arguments = answer.call
            written = json.dumps(arguments)
            calls = [tool_call_chunk(name=name, args=written, id=f"call-{self.calls}", index=0)]
        prompt = sum(self.get_num_tokens(message.text) for message in messages)
        spoken = self.get_num_tokens(answer.text)
        return AIMessageChunk(
            content=answer.text,
            tool_call_chunks=calls,
            usage_metadata=UsageMetadata(
                input_tokens=prompt, output_tokens=spoken, total_tokens=prompt + spoken
            ),
            response_metadata={"finish_reason": answer.finish},
            chunk_position="last",
        )
