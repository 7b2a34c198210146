"""One call of the chat model: the keywords it takes, and the answer as it comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.messages.ai import InputTokenDetails, OutputTokenDetails, UsageMetadata
from langchain_core.messages.tool import ToolCallChunk, tool_call_chunk

from agent.llama import tools as calling
from agent.llama.grammar import grammar_of
from agent.llama.options import FinishReason, Generation, Priority
from agent.llama.repetition import RepetitionGuard
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

    @property
    def constrained(self) -> bool:
        """Whether the answer is held to a grammar from its first token on."""
        return self.grammar()[1] is None and self.grammar()[0] is not None

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What a token or two came to: text of the answer, of the thoughts, or of a call."""

    text: str = ""
    thought: str = ""
    call: ToolCallChunk | None = None

    def chunk(self) -> AIMessageChunk:
        """As langchain streams it."""
        return AIMessageChunk(
            content=self.text,
            additional_kwargs={"reasoning_content": self.thought} if self.thought else {},
            tool_call_chunks=[] if self.call is None else [self.call],
        )


@dataclass(slots=True, kw_only=True)
class Answer:
    """An answer in the making. Closing :meth:`pieces` stops the model."""

    model: str
    tokens: Iterator[bytes]
    generation: Generation
    assembler: TextAssembler
    call_id: str
    guard: RepetitionGuard = field(default_factory=RepetitionGuard)
    finish: FinishReason = "stop"
    thinking_tokens: int = 0

    def pieces(self) -> Iterator[Piece]:
        """What is said, as soon as it is clear what it is.

        A model that goes round in circles is stopped, with the finish reason ``repetition``.
        """
        assembler, reader = self.assembler, calling.CallReader(self.call_id)
        looping, read = False, 0
        with closing(self.tokens):  # type: ignore[type-var]
            for token in self.tokens:
                self.thinking_tokens += assembler.thinking
                text, thought = assembler.feed(token), assembler.take_thought()
                call, read = self._called(reader, read)
                if text or thought or call:
                    yield Piece(text=text, thought=thought, call=call)
                looping = self.guard.loops(token.decode(errors="replace"))
                if looping or assembler.stopped or assembler.call_complete:
                    break
        text, thought = assembler.finish(), assembler.take_thought()
        call, _ = self._called(reader, read)
        if text or thought or call:
            yield Piece(text=text, thought=thought, call=call)
        self.finish = self.generation.finish or ("repetition" if looping else "stop")
        if assembler.call is not None:
            rest = reader.finish()
            if rest is not None:
                yield Piece(call=rest)
            if self.finish == "stop":
                self.finish = "tool_calls"

    def last_chunk(self) -> AIMessageChunk:
        """The end of the answer, with what it cost."""
        prompt, written = len(self.generation.prompt), self.generation.completion_tokens
        return AIMessageChunk(
            content="",
            usage_metadata=UsageMetadata(
                input_tokens=prompt,
                output_tokens=written,
                total_tokens=prompt + written,
                input_token_details=InputTokenDetails(cache_read=self.generation.reused),
                output_token_details=OutputTokenDetails(reasoning=self.thinking_tokens),
            ),
            response_metadata={"finish_reason": self.finish, "model_name": self.model},
            chunk_position="last",
        )

    def message(self) -> AIMessage:
        """The whole answer at once."""
        pieces = list(self.pieces())
        calls = AIMessageChunk(
            content="", tool_call_chunks=_put_together([one.call for one in pieces if one.call])
        )
        thought = "".join(piece.thought for piece in pieces)
        last = self.last_chunk()
        return AIMessage(
            content="".join(piece.text for piece in pieces),
            additional_kwargs={"reasoning_content": thought} if thought else {},
            tool_calls=calls.tool_calls,
            invalid_tool_calls=calls.invalid_tool_calls,
            usage_metadata=last.usage_metadata,
            response_metadata=last.response_metadata,
        )

    def _called(self, reader: calling.CallReader, read: int) -> tuple[ToolCallChunk | None, int]:
        """What is new of a call, and how much of it has been read."""
        written = self.assembler.call
        if written is None:
            return None, 0
        return reader.feed(written[read:]), len(written)


def _put_together(parts: list[ToolCallChunk]) -> list[ToolCallChunk]:
    """The parts of one call as one: adding chunks up one by one costs more than the tokens do."""
    if not parts:
        return []
    whole = "".join(part["args"] or "" for part in parts)
    return [tool_call_chunk(name=parts[0]["name"], args=whole, id=parts[0]["id"], index=0)]
