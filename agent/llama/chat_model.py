"""llama.cpp as a ``langchain_core`` chat model."""

# ruff: noqa: ANN401 – the signatures are langchain's, whose keywords can be anything

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import Any, Final, Self

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import (
    BaseChatModel,
    LangSmithParams,
    LanguageModelInput,
    ModelProfile,
)
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from agent.llama import tools as calling
from agent.llama.answer import Answer, CallOptions
from agent.llama.client import ModelProcess
from agent.llama.options import (
    FlashAttention,
    Generation,
    KvType,
    RuntimeDescription,
    RuntimeOptions,
    Sampling,
)
from agent.llama.structured import structured
from agent.llama.supervisor import Patience
from agent.llama.template import ChatTemplate, Rendered
from agent.llama.text import TextAssembler
from memory.errors import ContextOverflow, ModelTimeout, ModelUnavailable

#: A text with more characters than this for each token of context cannot fit: long runs of spaces
#: are the longest tokens there are. Saves tokenizing a line of 10 MB.
_MOST_CHARACTERS_PER_TOKEN: Final = 64
#: Settings of chat models elsewhere.
_REMOTE: Final = frozenset({"api_key", "max_retries", "base_url"})


class LlamaChatModel(BaseChatModel):
    """A GGUF chat model, loaded when this is made and released by :meth:`close`.

    Besides what every chat model takes, a call takes these keywords: ``temperature``, ``seed``,
    ``max_tokens``, ``timeout`` (seconds), ``cancel`` (a :class:`threading.Event`; once it is set,
    the answer ends with the finish reason ``cancelled``), ``response_schema`` (a JSON schema that
    the answer is held to by a grammar), ``priority`` (``chat``, ``suggest`` or ``learn``: what is
    more urgent interrupts what is less, between tokens).

    The finish reason in ``response_metadata`` is ``stop``, ``length`` (``max_tokens`` reached),
    ``context`` (context full), ``tool_calls``, ``cancelled``, or ``repetition`` (it went round in
    circles and was stopped). Of the prompt tokens in ``usage_metadata``, ``cache_read`` were still
    in the key-value cache; of those of the answer, ``reasoning`` were thoughts, which are in
    ``additional_kwargs["reasoning_content"]`` and never in the answer.

    What langchain's other chat models take and a model on this machine has no use for (``api_key``,
    ``max_retries``, ``base_url``) may be given too, so that one can stand in for another.

    Raises:
        ModelUnavailable: the file is missing, damaged, no chat model, or does not load.
        ContextOverflow: a prompt leaves no room for an answer; said before it is evaluated.
        ModelTimeout: an answer took longer than it may.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    path: Path
    gpu_layers: int = -1
    context: int = Field(default=8192, ge=0)
    threads: int = Field(default=0, ge=0)
    prompt_batch: int = Field(default=256, ge=0)
    flash_attention: FlashAttention = "auto"
    kv_type: KvType = "auto"
    patience: Patience | None = None
    seed: int = 1
    temperature: float = Field(default=0.2, ge=0)
    max_tokens: int = Field(default=1024, ge=1)
    stop: list[str] | None = None
    timeout: float | None = Field(default=None, gt=0)
    streaming: bool = False
    template: str | None = None
    clock: Callable[[], float] = Field(default=time.monotonic, exclude=True)

    _runtime: ModelProcess = PrivateAttr()
    _template: ChatTemplate = PrivateAttr()

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_remote(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {name: value for name, value in given.items() if name not in _REMOTE}

    def model_post_init(self, context: Any, /) -> None:
        """Load the model."""
        super().model_post_init(context)
        self._runtime = ModelProcess(
            RuntimeOptions(
                path=self.path,
                gpu_layers=self.gpu_layers,
                context=self.context,
                threads=self.threads,
                batch=self.prompt_batch,
                flash_attention=self.flash_attention,
                kv_type=self.kv_type,
            ),
            patience=self.patience,
        )
        try:
            self._template = self._load_template()
        except ModelUnavailable:
            self._runtime.close()
            raise
        self.context = self._runtime.context
        self.profile = ModelProfile(max_input_tokens=self.context)

    @property
    def context_now(self) -> int:
        """Tokens of prompt and answer together; less than ``context`` once memory ran out."""
        return self._runtime.context

    def close(self) -> None:
        """Stop what is being generated and release the model. May be called twice."""
        self._runtime.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def describe(self) -> RuntimeDescription:
        """What the model really runs on: device, layers offloaded, context, threads."""
        return self._runtime.describe()

    @property
    def process(self) -> ModelProcess:
        """What runs the model: its state and its measured speed."""
        return self._runtime

    def get_token_ids(self, text: str) -> list[int]:
        """The text in the model's own tokens; control tokens in it are not recognised."""
        return self._runtime.tokenize(text)

    def get_num_tokens_from_messages(
        self, messages: list[BaseMessage], tools: Sequence[Any] | None = None
    ) -> int:
        """Tokens of the whole prompt that these messages become."""
        known = [convert_to_openai_tool(tool) for tool in tools or ()]
        return len(self._tokens(self._render(messages, known).text))

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Tell the model of tools; it calls at most one in an answer.

        Args:
            tools: In any form that ``langchain_core`` knows.
            tool_choice: ``auto`` (or nothing) leaves it to the model, ``none`` forbids, ``any`` or
                ``required`` makes it call one, a name makes it call that one.
            **kwargs: Keywords of the call.
        """
        known = [convert_to_openai_tool(tool) for tool in tools]
        return self.bind(tools=known, tool_choice=tool_choice, **kwargs)

    def with_structured_output(
        self, schema: dict[str, Any] | type, *, include_raw: bool = False, **kwargs: Any
    ) -> Runnable[LanguageModelInput, dict[str, Any] | BaseModel]:
        """Answers of a pydantic class, a TypedDict or a JSON schema.

        See :mod:`agent.llama.structured`. ``method`` and ``strict`` may be given, as to any chat
        model of langchain's: whatever they say, a grammar holds every token.
        """
        # The grammar is the one method there is, and it is always strict.
        for known in ("method", "strict"):
            kwargs.pop(known, None)
        if kwargs:
            raise ValueError(f"unknown arguments: {', '.join(kwargs)}")
        return structured(self, schema, include_raw=include_raw)

    @property
    def _llm_type(self) -> str:
        return "gumption-llama"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"path": str(self.path), "seed": self.seed, "temperature": self.temperature}

    def _get_ls_params(self, stop: list[str] | None = None, **kwargs: Any) -> LangSmithParams:
        """What tracers are told; a file has no name that langchain would find by itself."""
        told = super()._get_ls_params(stop=stop, **kwargs)
        return {**told, "ls_provider": self._llm_type, "ls_model_name": self.path.stem}

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del run_manager
        message = self._begin(messages, stop, kwargs).message()
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        del run_manager
        answer = self._begin(messages, stop, kwargs)
        for piece in answer.pieces():
            yield ChatGenerationChunk(message=piece.chunk())
        yield ChatGenerationChunk(message=answer.last_chunk())

    def _begin(
        self, messages: Sequence[BaseMessage], stop: list[str] | None, kwargs: Mapping[str, Any]
    ) -> Answer:
        options = CallOptions(**kwargs)
        tools = options.usable_tools
        grammar, grammar_after = options.grammar()
        # What a grammar holds from its first token on has no place for thoughts.
        rendered = self._render(messages, tools, thoughts=not options.constrained)
        generation = Generation(
            prompt=self._tokens(rendered.text),
            sampling=Sampling(
                temperature=self.temperature
                if options.temperature is None
                else options.temperature,
                seed=self.seed if options.seed is None else options.seed,
                grammar=grammar,
                grammar_after=grammar_after,
            ),
            max_tokens=options.max_tokens or self.max_tokens,
            halt=self._halt(options.cancel, options.timeout or self.timeout),
            priority=options.priority,
        )
        stops = () if options.constrained else stop or self.stop or ()
        return Answer(
            model=self.path.stem,
            tokens=self._runtime.generate(generation),
            generation=generation,
            assembler=TextAssembler(stops=stops, calls=bool(tools), thinking=rendered.thinking),
            call_id=f"call_{len(messages)}",
        )

    def _render(
        self,
        messages: Sequence[BaseMessage],
        tools: Sequence[calling.OpenAITool],
        *,
        thoughts: bool = True,
    ) -> Rendered:
        return self._template.render(
            messages, tools=tools, instructions=calling.instructions, thoughts=thoughts
        )

    def _tokens(self, text: str) -> list[int]:
        if len(text) > self.context_now * _MOST_CHARACTERS_PER_TOKEN:
            raise ContextOverflow(
                f"The prompt has {len(text):,} characters; the model's context is "
                f"{self.context_now:,} tokens",
                hint="send less at once, or raise model.context in the config",
            )
        begin = self._runtime.begin_token
        add_begin = self._runtime.adds_begin_token and not (begin and text.startswith(begin))
        return self._runtime.tokenize(text, special=True, begin=add_begin)

    def _halt(self, cancel: Event | None, timeout: float | None) -> Callable[[], bool]:
        deadline = None if timeout is None else self.clock() + timeout

        def halted() -> bool:
            if deadline is not None and self.clock() > deadline:
                raise ModelTimeout(
                    f"The model did not finish within {timeout:g} seconds",
                    hint="send less at once, use a smaller model, or raise model.timeout",
                )
            return cancel is not None and cancel.is_set()

        return halted

    def _load_template(self) -> ChatTemplate:
        source = self.template or self._runtime.header.chat_template
        if source is None:
            raise ModelUnavailable(
                f"{self.path} has no chat template: it was not trained for conversation",
                hint="choose the model's chat version (its name mostly ends in Instruct or it)",
            )
        return ChatTemplate(
            source,
            begin=self._runtime.begin_token,
            end=self._runtime.end_token,
            control=self._runtime.control_texts(),
        )
