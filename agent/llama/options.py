"""What a runtime is told and what it tells: plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

#: Who asks: a turn of chat goes before suggestions, those before background learning.
Priority = Literal["chat", "suggest", "learn"]
FinishReason = Literal["stop", "length", "context", "cancelled", "tool_calls", "repetition"]
FlashAttention = Literal["auto", "on", "off"]
#: As ggml names them; the quantised ones need flash attention.
KvType = Literal["auto", "f16", "q8_0", "q4_0"]
ALL_LAYERS: Final = -1
#: Under this no batch of learning fits, and halving the context is no answer any more.
LEAST_CONTEXT: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeOptions:
    """How to load a model; what is left open is chosen by :mod:`agent.models.fitting`.

    Attributes:
        gpu_layers: Layers to offload, -1 for all that fit.
        context: Tokens of prompt and answer together, 0 to choose; never more than the model was
            trained for. Halved, down to :data:`LEAST_CONTEXT`, where memory does not suffice.
        threads: 0 to choose by the cores that this process may use.
        batch: Prompt tokens that are evaluated between two looks at whether to stop; 0 to choose.
        flash_attention: ``auto`` lets llama.cpp choose by the model and the device.
        kv_type: How keys and values are kept; ``auto`` by what fits.
    """

    path: Path
    gpu_layers: int = ALL_LAYERS
    context: int = 0
    threads: int = 0
    batch: int = 0
    flash_attention: FlashAttention = "auto"
    kv_type: KvType = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How the next token is chosen.

    Attributes:
        temperature: 0 takes the likeliest.
        grammar: GBNF that the answer is held to.
        grammar_after: A text, once the model has written which the grammar begins to hold
            (``</think>``, the mark of a tool call); from the first token on where it is ``None``.
            It holds from its own beginning, so not where the mark's token brought more than white
            space along.
    """

    temperature: float = 0.2
    seed: int = 1
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    grammar: str | None = None
    grammar_after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeDescription:
    """What a loaded model really runs on, for ``status`` and ``doctor``.

    Attributes:
        layers: Layers of the model, the output layer not counted.
        layers_offloaded: As llama.cpp said while loading; it counts the output layer as one more.
        note: What had to be different from what was asked for, and why; mostly empty.
    """

    model: str
    architecture: str
    device: str
    layers: int
    layers_offloaded: int
    context: int
    threads: int
    backends: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the prompt's writer has to know of a model's tokens.

    Attributes:
        begin: Text of the beginning-of-sequence token; empty where there is none.
        end: Text of the end-of-sequence token.
        adds_begin: Whether prompts start with the beginning-of-sequence token.
        controls: The texts that the tokenizer turns into control tokens: not to be let in.
    """

    begin: str
    end: str
    adds_begin: bool
    controls: frozenset[str]


@dataclass(slots=True, kw_only=True)
class Generation:
    """One answer: what is asked for, and, while it is made, how it went.

    Attributes:
        prompt: Token ids.
        max_tokens: Tokens of the answer at most.
        halt: Asked between tokens and between parts of the prompt; true ends the generation as
            *cancelled*; what it raises ends it with that.
        priority: Who asks. What is more urgent interrupts what is less, between tokens.
        reused: Prompt tokens that were still in the key-value cache.
        completion_tokens: Tokens of the answer that were read so far.
        finish: Why it ended, once it has: *stop* is the model's own wish, *length* the limit,
            *context* a full context.
    """

    prompt: Sequence[int]
    sampling: Sampling
    max_tokens: int
    halt: Callable[[], bool]
    priority: Priority = "chat"
    reused: int = 0
    completion_tokens: int = 0
    finish: FinishReason | None = None
