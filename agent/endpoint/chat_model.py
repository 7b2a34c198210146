"""An OpenAI-compatible server as a ``langchain_core`` chat model."""

# ruff: noqa: ANN401 – the signatures are langchain's, whose keywords can be anything

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Event
from typing import Any, ClassVar, Final, Literal

import httpx
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput, ModelProfile
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    convert_to_openai_messages,
)
from langchain_core.messages.ai import InputTokenDetails, UsageMetadata
from langchain_core.messages.tool import ToolCallChunk, tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, SecretStr

from agent.endpoint.address import Place, Resolver, is_loopback, locate, parse, system_resolver
from agent.endpoint.exchange import Exchange, Refused
from agent.llama.answer import CallOptions
from agent.llama.protocol import Done
from agent.llama.repetition import RepetitionGuard
from agent.llama.speed import Speed, Speeds
from agent.llama.structured import structured
from agent.llama.thinking import NO_THOUGHTS, ThoughtSplitter
from memory.errors import ModelTimeout, ModelUnavailable

#: How an answer of a shape is asked for: by a schema and without thoughts; by a schema; in words.
_Form = Literal["unthinking", "schema", "words"]
#: Characters in a token where the tokenizer is the server's: low, so that the guess is high.
_CHARACTERS_PER_TOKEN: Final = 3
_PROBE_SECONDS: Final = 5.0


class EndpointChatModel(BaseChatModel):
    """A model that a server runs. Nothing is looked up or connected to before the first call.

    A call takes the keywords that :class:`agent.llama.chat_model.LlamaChatModel` takes; an answer
    has the same finish reasons. ``priority`` says nothing to a server: who may ask it first is
    :class:`agent.daemon.engines.SharedEngine`'s to decide.

    Raises:
        ModelUnavailable: nothing answers there, it wants another key or model, sends us elsewhere,
            or is not on this machine without leave.
        ModelBusy: it has too much to do.
        ModelTimeout: it took longer than it may.
        ContextOverflow: the prompt does not fit its model.
        ModelError: it failed, broke off, or answered with something else.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    #: The tokenizer is the server's.
    estimates_tokens: ClassVar[bool] = True

    base_url: str
    model: str = ""
    api_key: SecretStr | None = None
    allow_remote: bool = False
    context: int = Field(default=8192, ge=64)
    temperature: float = Field(default=0.2, ge=0)
    seed: int = 1
    max_tokens: int = Field(default=1024, ge=1)
    stop: list[str] | None = None
    timeout: float | None = Field(default=900.0, gt=0)
    resolver: Resolver = Field(default=system_resolver, exclude=True)
    clock: Callable[[], float] = Field(default=time.monotonic, exclude=True)

    _client: httpx.Client = PrivateAttr()
    _speeds: Speeds = PrivateAttr(default_factory=Speeds)
    _form: _Form = PrivateAttr(default="unthinking")
    _found: str = PrivateAttr(default="")
    _remote: bool = PrivateAttr(default=True)

    def model_post_init(self, context: Any, /) -> None:
        """Check what can be checked without asking anybody."""
        super().model_post_init(context)
        host = parse(self.base_url).hostname or ""
        self._remote = host != "localhost" and not is_loopback(host)
        # Neither a proxy of the environment nor a redirect gets to see what was asked.
        self._client = httpx.Client(trust_env=False, follow_redirects=False)
        self.profile = ModelProfile(max_input_tokens=self.context)

    def close(self) -> None:
        """Close all connections. May be called twice."""
        self._client.close()

    def place(self) -> Place:
        """The address, looked up now.

        Raises:
            ModelUnavailable: it cannot be found, or is not on this machine without leave.
        """
        found = locate(self.base_url, allow_remote=self.allow_remote, resolver=self.resolver)
        self._remote = found.remote
        return found

    @property
    def remote(self) -> bool:
        """Whether prompts leave this machine, as far as is known without looking it up."""
        return self._remote

    @property
    def speed(self) -> Speed:
        """Tokens a second of the calls so far, the way there included."""
        return self._speeds.now

    def models(self) -> list[str]:
        """The names of the server's models.

        Raises:
            ModelError: as a call.
        """
        deadline = self.clock() + _PROBE_SECONDS
        asked = self._exchange("models", None)
        for answer in asked.events(lambda: self.clock() > deadline):
            listed = answer.get("data")
            rows = listed if isinstance(listed, list) else []
            return [str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row]
        raise ModelTimeout(f"{self.base_url} did not answer in time")

    def get_num_tokens(self, text: str) -> int:
        """A guess on the high side: the tokenizer is the server's."""
        return len(text.encode(errors="replace")) // _CHARACTERS_PER_TOKEN + 1

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Tell the model of tools; see :meth:`agent.llama.chat_model.LlamaChatModel.bind_tools`."""
        known = [convert_to_openai_tool(tool) for tool in tools]
        return self.bind(tools=known, tool_choice=tool_choice, **kwargs)

    def with_structured_output(
        self, schema: dict[str, Any] | type, *, include_raw: bool = False, **kwargs: Any
    ) -> Runnable[LanguageModelInput, dict[str, Any] | BaseModel]:
        """Answers of a pydantic class or a JSON schema; see :mod:`agent.llama.structured`."""
        kwargs.pop("method", None)
        kwargs.pop("strict", None)
        if kwargs:
            raise ValueError(f"unknown arguments: {', '.join(kwargs)}")
        return structured(self, schema, include_raw=include_raw)

    @property
    def _llm_type(self) -> str:
        return "gumption-endpoint"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"base_url": self.base_url, "model": self.model, "seed": self.seed}

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        whole = AIMessageChunk(content="")
        for chunk in self._stream(messages, stop, run_manager, **kwargs):
            whole += chunk.message  # type: ignore[assignment]  # two chunks make a chunk
        message = AIMessage(
            content=whole.content,
            tool_calls=whole.tool_calls,
            invalid_tool_calls=whole.invalid_tool_calls,
            usage_metadata=whole.usage_metadata,
            response_metadata=whole.response_metadata,
            additional_kwargs=whole.additional_kwargs,
        )
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        del run_manager
        options = CallOptions(**kwargs)
        halt = _Halt(self.clock, options.timeout or self.timeout, options.cancel)
        while True:
            try:
                yield from self._answer(self._body(messages, stop, options), halt)
            except Refused:
                if options.response_schema is None or self._form == "words":
                    raise
                # Asked with less it may answer; checked when it is read, that works too.
                self._form = "schema" if self._form == "unthinking" else "words"
            else:
                return

    def _answer(self, body: Mapping[str, Any], halt: _Halt) -> Iterator[ChatGenerationChunk]:
        began = first = self.clock()
        usage: Mapping[str, Any] = {}
        finish, spoke = "", False
        thoughts, guard = ThoughtSplitter(), RepetitionGuard()
        for event in self._exchange("chat/completions", body).events(halt):
            usage = event.get("usage") or usage
            choices = event.get("choices") or []
            if not choices:
                continue
            delta = choices[0].get("delta") or {}
            finish = choices[0].get("finish_reason") or finish
            written = str(delta.get("content") or "")
            chunk = _chunk(delta, *thoughts.feed(written))
            if chunk is not None:
                first, spoke = (first if spoke else self.clock()), True
                yield ChatGenerationChunk(message=chunk)
            if guard.loops(written):
                finish = "repetition"
                break
        held = _chunk({}, *thoughts.finish())
        if held is not None:
            yield ChatGenerationChunk(message=held)
        last = AIMessageChunk(
            content="",
            usage_metadata=_usage(usage),
            response_metadata={
                "finish_reason": "cancelled" if halt.cancelled else finish or "stop",
                "model_name": str(body["model"]),
            },
            chunk_position="last",
        )
        self._speeds.add(_done(last, first - began, self.clock() - first))
        yield ChatGenerationChunk(message=last)

    def _body(
        self, messages: list[BaseMessage], stop: list[str] | None, options: CallOptions
    ) -> dict[str, Any]:
        schema, form = options.response_schema, self._form
        if schema is not None and form == "words":
            told = json.dumps(schema, ensure_ascii=False)
            words = f"Answer with one JSON object of this schema, and nothing else:\n{told}"
            messages = [*messages, HumanMessage(words)]
        body: dict[str, Any] = {
            "model": self._model_name(),
            "messages": convert_to_openai_messages(messages),
            "stream": True,
            "stream_options": {"include_usage": True},
            "temperature": self.temperature if options.temperature is None else options.temperature,
            "seed": self.seed if options.seed is None else options.seed,
            "max_tokens": options.max_tokens or self.max_tokens,
        }
        if schema is None and (stop or self.stop):
            body["stop"] = stop or self.stop
        if schema is not None and form != "words":
            named = {"name": "answer", "schema": dict(schema), "strict": True}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        if schema is not None and form == "unthinking":
            # As llama.cpp's server, vLLM and SGLang take it; others mostly ignore what they do not
            # know. A small model would think for a minute before each batch.
            body["chat_template_kwargs"] = {**NO_THOUGHTS}
        if options.usable_tools:
            body["tools"] = list(options.usable_tools)
            if options.tool_choice:
                body["tool_choice"] = _choice(options.tool_choice)
        return body

    def _model_name(self) -> str:
        """As configured; else the first that the server has."""
        if not self.model and not self._found:
            names = self.models()
            if not names:
                raise ModelUnavailable(
                    f"{self.base_url} has no models", hint="name one with model.name in the config"
                )
            self._found = names[0]
        return self.model or self._found

    def _exchange(self, path: str, body: Mapping[str, Any] | None) -> Exchange:
        headers = {"Accept": "text/event-stream" if body else "application/json"}
        if self.api_key is not None:
            headers["Authorization"] = f"Bearer {self.api_key.get_secret_value()}"
        # Looked up for every call: what was this machine's may not be any more.
        return Exchange(
            self._client,
            f"{self.base_url.rstrip('/')}/{path}",
            self.place(),
            headers=headers,
            body=body,
        )


class _Halt:
    """Whether to go on waiting: true once cancelled, raises once the time is up."""

    def __init__(
        self, clock: Callable[[], float], seconds: float | None, cancel: Event | None
    ) -> None:
        self.seconds = seconds
        self._clock, self._cancel = clock, cancel
        self._deadline = None if seconds is None else clock() + seconds

    @property
    def cancelled(self) -> bool:
        return self._cancel is not None and self._cancel.is_set()

    def __call__(self) -> bool:
        if self._deadline is not None and self._clock() > self._deadline:
            raise ModelTimeout(
                f"The model did not finish within {self.seconds:g} seconds",
                hint="send less at once, or use a smaller model",
            )
        return self.cancelled


def _choice(choice: str) -> str | dict[str, Any]:
    if choice in {"auto", "none", "required"}:
        return choice
    if choice == "any":
        return "required"
    return {"type": "function", "function": {"name": choice}}


def _chunk(delta: Mapping[str, Any], thought: str, text: str) -> AIMessageChunk | None:
    """What a delta adds; ``None`` for one that only says whose turn it is.

    Thoughts come apart from some servers, and within the text from others.
    """
    thought = str(delta.get("reasoning_content") or "") + thought
    calls = [_call(call) for call in delta.get("tool_calls") or [] if isinstance(call, dict)]
    if not (text or thought or calls):
        return None
    more = {"reasoning_content": thought} if thought else {}
    return AIMessageChunk(content=text, tool_call_chunks=calls, additional_kwargs=more)


def _call(call: Mapping[str, Any]) -> ToolCallChunk:
    function = call.get("function") or {}
    return tool_call_chunk(
        name=function.get("name"),
        args=function.get("arguments"),
        id=call.get("id"),
        index=call.get("index", 0),
    )


def _usage(usage: Mapping[str, Any]) -> UsageMetadata | None:
    prompt, answer = usage.get("prompt_tokens"), usage.get("completion_tokens")
    if not isinstance(prompt, int) or not isinstance(answer, int):
        return None
    cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
    return UsageMetadata(
        input_tokens=prompt,
        output_tokens=answer,
        total_tokens=prompt + answer,
        input_token_details=InputTokenDetails(cache_read=int(cached)),
    )


def _done(last: AIMessageChunk, prompt_seconds: float, answer_seconds: float) -> Done:
    usage = last.usage_metadata
    reused = usage["input_token_details"].get("cache_read", 0) if usage else 0
    return Done(
        id=0,
        finish="stop",
        reused=reused,
        evaluated=usage["input_tokens"] - reused if usage else 0,
        prompt_seconds=prompt_seconds,
        answered=max(0, usage["output_tokens"] - 1) if usage else 0,
        answer_seconds=answer_seconds if usage else 0.0,
    )
