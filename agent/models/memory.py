"""How much memory a model takes, worked out before it is loaded.

Three parts: the weights (the tensors in the file), the key-value cache (by layers, heads and
context), and what one step of computing needs. The first two are what llama.cpp allocates, to the
byte; the third is an estimate from above of the graph that it reserves, see :func:`step_bytes`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from agent.llama.gguf_reader import GgufHeader

KvType = Literal["f16", "q8_0", "q4_0"]

#: Bytes of 32 numbers in the cache, by type (ggml's block sizes).
_BLOCK_BYTES: Final[dict[str, int]] = {"f16": 64, "q8_0": 34, "q4_0": 18}
BLOCK: Final = 32
#: llama.cpp rounds the context up to a multiple of this (``GGML_PAD(n_ctx, 256)``).
_CONTEXT_STEP: Final = 256
_FLOAT: Final = 4
_HALF: Final = 2
#: Numbers that are alive for each token of a step while a layer is computed, in widths of the model
#: and of its feed-forward part: from above, see tests/benchmarks/bench_model_memory.py.
_WIDTHS: Final = 8
_INNER_WIDTHS: Final = 3
#: llama.cpp's tables, the vocabulary and the allocator's slack.
_BASE: Final = 64 * 2**20
_IN_LAYER: Final = re.compile(r"blk\.(\d+)\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """The numbers that memory depends on, whether read from a file or from the catalogue.

    Attributes:
        layer_bytes: Weights of each layer.
        input_bytes: The table of token embeddings, which stays in RAM.
        output_bytes: The output matrix and norms.
        tied: Whether the embeddings serve as the output matrix: offloaded, they are held twice.
        keys: Numbers that a token adds to the key cache, for each layer.
        values: The same for the value cache.
        head: Numbers in one head; a quantised cache wants a multiple of 32.
        state: Bytes of recurrent state in all, whatever the context.
        width: Of the residual stream.
        inner: Of the feed-forward part (one expert's times those used).
        heads: Attention heads.
        vocabulary: Tokens there are.
        trained: Context that it was trained for; 0 if unknown.
    """

    layer_bytes: tuple[int, ...]
    input_bytes: int
    output_bytes: int
    tied: bool
    keys: tuple[int, ...]
    values: tuple[int, ...]
    head: int
    state: int
    width: int
    inner: int
    heads: int
    vocabulary: int
    trained: int

    @property
    def layers(self) -> int:
        """How many layers there are, the output not counted."""
        return len(self.layer_bytes)

    @property
    def weights(self) -> int:
        """Bytes of the tensors, each held once."""
        return sum(self.layer_bytes) + self.input_bytes + self.output_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Bytes on one side, the machine's RAM or the GPUs'."""

    weights: int
    cache: int
    step: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.cache + self.step


def architecture_of(header: GgufHeader, parts: Sequence[GgufHeader] = ()) -> Architecture:
    """Read the numbers from a header.

    Args:
        header: Of the model, or of its first part.
        parts: Headers of the further parts of a split model.
    """
    layers = [0] * min(header.block_count, len(header.per_layer("block_count")))
    embedding = before = output = 0
    tied = True
    for tensor in (one for part in (header, *parts) for one in part.tensors):
        place = _IN_LAYER.match(tensor.name)
        if place and int(place[1]) < len(layers):
            layers[int(place[1])] += tensor.size
        elif tensor.name == "token_embd.weight":
            embedding = tensor.size
        elif tensor.name.startswith("output"):
            output += tensor.size
            tied = tied and tensor.name != "output.weight"
        else:
            before += tensor.size
    heads = max(header.per_layer("attention.head_count"), default=0)
    width = header.number("embedding_length")
    head = width // heads if heads else 0
    key = header.number("attention.key_length", head)
    value = header.number("attention.value_length", head)
    shared = header.per_layer("attention.head_count_kv", heads)
    inner = max(header.per_layer("feed_forward_length"), default=0)
    experts = header.number("expert_used_count") * header.number("expert_feed_forward_length")
    return Architecture(
        layer_bytes=tuple(layers),
        input_bytes=embedding + before,
        output_bytes=output,
        tied=tied,
        keys=tuple(count * key for count in shared),
        values=tuple(count * value for count in shared),
        head=min(key, value),
        state=_state(header),
        width=width,
        inner=max(inner, experts),
        heads=heads,
        vocabulary=header.vocabulary,
        trained=header.context_length,
    )


def cache_bytes(architecture: Architecture, context: int, kv: KvType) -> tuple[int, ...]:
    """Bytes of the key-value cache, layer by layer."""
    cells = padded(context)
    return tuple(
        cells * (keys + values) * _BLOCK_BYTES[kv] // BLOCK
        for keys, values in zip(architecture.keys, architecture.values, strict=True)
    )


def step_bytes(architecture: Architecture, context: int, batch: int, *, flash: bool) -> int:
    """Bytes of one evaluated batch, from above: up to half more than measured.

    llama.cpp reserves the largest graph at loading: the logits of every token of the batch, the
    activations of a layer, and either the mask alone (flash attention) or the scores of all heads.
    """
    plain = architecture.vocabulary + _WIDTHS * architecture.width
    plain += _INNER_WIDTHS * architecture.inner
    cells = padded(context)
    scores = _HALF * cells if flash else _FLOAT * cells * (architecture.heads + 1)
    return batch * (_FLOAT * plain + scores)


def need(
    architecture: Architecture,
    *,
    context: int,
    batch: int,
    kv: KvType,
    flash: bool,
    gpu_layers: int = 0,
) -> tuple[Need, Need]:
    """What is needed in RAM and on the GPUs, in this order.

    Args:
        architecture: The model's numbers.
        context: Tokens of prompt and answer together.
        batch: Prompt tokens evaluated at once.
        kv: Type of the cache's numbers.
        flash: Whether attention is computed without writing out its scores.
        gpu_layers: How many of the ``layers + 1`` (the output counts as one) are offloaded; the
            last ones go first, as llama.cpp does it.
    """
    layers = architecture.layers
    first = max(0, layers + 1 - gpu_layers)
    cache = cache_bytes(architecture, context, kv)
    step = step_bytes(architecture, context, batch, flash=flash) + _BASE
    away = sum(architecture.layer_bytes[first:])
    output = architecture.output_bytes + (architecture.input_bytes if architecture.tied else 0)
    offloaded = gpu_layers > 0
    there = Need(
        weights=away + output if offloaded else 0,
        cache=sum(cache[first:]),
        step=step if offloaded else 0,
    )
    here = Need(
        weights=architecture.weights - away - (architecture.output_bytes if offloaded else 0),
        cache=sum(cache[:first]) + architecture.state,
        # With everything offloaded little is computed here; what is stays within the same graph.
        step=step if gpu_layers <= layers else _BASE,
    )
    return here, there


def padded(context: int) -> int:
    """Cells that llama.cpp allocates for a context."""
    return -(-context // _CONTEXT_STEP) * _CONTEXT_STEP


def _state(header: GgufHeader) -> int:
    """Bytes of recurrent state (Mamba and its hybrids; llama.cpp's ``n_embd_r`` + ``n_embd_s``)."""
    inner, state = header.number("ssm.inner_size"), header.number("ssm.state_size")
    kernel, groups = header.number("ssm.conv_kernel"), header.number("ssm.group_count")
    if not inner:
        return 0
    rolling = max(0, kernel - 1) * (inner + 2 * groups * state)
    return header.block_count * (rolling + state * inner) * _FLOAT
