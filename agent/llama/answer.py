"""One call of the chat model: the keywords it takes, and the answer as it comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from threading import Event
from typing import Any

from langchain_core.messages import AIMessageChunk
from langchain_core.messages.ai import InputTokenDetails, UsageMetadata

from agent.llama import tools as calling
from agent.llama.grammar import grammar_of
from agent.llama.options import Generation, Priority
from agent.llama.text import CALL_OPENS, TextAssembler
from agent.llama.tools import OpenAITool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOptions:
    """Keywords of one call; what is ``None`` is the model's own setting."""

    temperature: float | None = None
    seed: int | None = None
    max_tokens: int | None = None
    timeout: float | None = None
    cancel: Event | None = None
    response_schema: Mapping[str, Any] | None = None
    tools: Sequence[OpenAITool] = ()
    tool_choice: str | None = None
    priority: Priority = "chat"

    @property
    def usable_tools(self) -> Sequence[OpenAITool]:
        """The tools that this answer may call."""
        return () if self.tool_choice == "none" or self.response_schema is not None else self.tools

    def grammar(self) -> tuple[str | None, str | None]:
        """What the answer is held to, and after which mark (``None``: from its first token on)."""
        if self.response_schema is not None:
            return grammar_of(self.response_schema), None
        if not self.usable_tools:
            return None, None
        if self.tool_choice in {None, "auto"}:
            return calling.call_grammar(self.usable_tools, opened=True), CALL_OPENS
        only = None if self.tool_choice in {"any", "required"} else self.tool_choice
        return calling.call_grammar(self.usable_tools, opened=False, only=only), None


@dataclass(slots=True, kw_only=True)
class Answer:
    """An answer in the making. Closing :meth:`text` stops the model."""

    model: str
    pieces: Iterator[bytes]
    generation: Generation
    assembler: TextAssembler
    call_id: str

    def text(self) -> Iterator[str]:
        """The text, as soon as it is clear that it is text and not a stop string or a call."""
        assembler = self.assembler
        with closing(self.pieces):  # type: ignore[type-var]
            for piece in self.pieces:
                text = assembler.feed(piece)
                if text:
                    yield text
                if assembler.stopped or assembler.call_complete:
                    break
        rest = assembler.finish()
        if rest:
            yield rest

    def last_chunk(self, text: str) -> AIMessageChunk:
        """The end of the answer, with the call that it asks for and what it cost."""
        generation, written = self.generation, self.assembler.call
        finish = generation.finish or "stop"
        if written is not None and finish == "stop":
            finish = "tool_calls"
        calls = [] if written is None else [calling.read_call(written, call_id=self.call_id)]
        prompt = len(generation.prompt)
        return AIMessageChunk(
            content=text,
            tool_call_chunks=calls,
            usage_metadata=UsageMetadata(
                input_tokens=prompt,
                output_tokens=generation.completion_tokens,
                total_tokens=prompt + generation.completion_tokens,
                input_token_details=InputTokenDetails(cache_read=generation.reused),
            ),
            response_metadata={"finish_reason": finish, "model_name": self.model},
            chunk_position="last",
        )
