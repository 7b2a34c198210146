"""Tiny GGUF models, written in milliseconds, so that llama.cpp itself runs in the tests.

Four kinds:

- :func:`write_random_chat_model`: random weights; whatever it says is noise, which is what a
  grammar has to make valid JSON of.
- :func:`write_scripted_chat_model`: weights worked out so that, after any prompt, it says exactly
  the given pieces, one token each, and then ends. Real llama.cpp, foreseeable words.
- :func:`write_projector`: lets the random model see, which does not make it any wiser.
- :func:`write_embedding_model`: a model that only makes vectors, to be refused for chat.

The vocabulary is one token for each of the 256 bytes (any text can be written, and a character
outside ASCII is always split over tokens), four control tokens, and the pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

CHATML = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)

_SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|pad|>")
_END_OF_TURN = 256 + _SPECIAL.index("<|im_end|>")

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TinyShape:
    """How big a tiny model is; ``width`` is a multiple of 32 and of ``head``."""

    width: int = 64
    layers: int = 2
    feed_forward: int = 64
    context: int = 4096
    head: int = 16


def write_random_chat_model(
    path: Path,
    *,
    template: str | None = CHATML,
    shape: TinyShape | None = None,
    seed: int = 0,
    pooling: gguf.PoolingType | None = None,
) -> Path:
    """Write a llama-architecture model with random weights; the same seed, the same file.

    With ``pooling`` it makes vectors of texts, as embedding models do that were chat models once.
    """
    shape = shape or TinyShape()
    rng = np.random.default_rng(seed)
    vocabulary = _vocabulary(())

    def matrix(rows: int, columns: int) -> Matrix:
        return rng.standard_normal((rows, columns), dtype=np.float32) / np.float32(columns**0.5)

    tensors = {"token_embd": matrix(len(vocabulary), shape.width)}
    for layer in range(shape.layers):
        tensors |= {f"blk.{layer}.{name}": matrix(*size) for name, size in _layer(shape).items()}
    tensors["output"] = matrix(len(vocabulary), shape.width)
    return _write(path, shape, vocabulary, tensors, template, pooling=pooling)


def write_scripted_chat_model(
    path: Path,
    pieces: Sequence[str | bytes],
    *,
    template: str | None = CHATML,
    context: int = 4096,
    endless: bool = False,
) -> Path:
    """Write a model that answers every prompt with ``pieces`` in order and then ends its turn.

    With ``endless`` it begins with the first piece again instead.

    Embeddings are one-hot, attention and feed-forward add nothing, and the output matrix maps each
    piece to the next one; every other token (so the end of any prompt) leads to the first piece.
    """
    vocabulary = _vocabulary([p.encode() if isinstance(p, str) else p for p in pieces])
    first = 256 + len(_SPECIAL)
    size = len(vocabulary)
    shape = TinyShape(width=-(-size // 32) * 32, layers=1, feed_forward=32, context=context)
    embedding = np.zeros((size, shape.width), dtype=np.float32)
    embedding[np.arange(size), np.arange(size)] = 1
    output = np.zeros((size, shape.width), dtype=np.float32)
    followers = [first if pieces else _END_OF_TURN] * size
    followers[first:] = [*range(first + 1, size), first if endless else _END_OF_TURN]
    output[followers, np.arange(size)] = 4
    tensors = {"token_embd": embedding, "output": output}
    for name, (rows, columns) in _layer(shape).items():
        tensors[f"blk.0.{name}"] = np.zeros((rows, columns), dtype=np.float32)
    return _write(path, shape, vocabulary, tensors, template)


def write_embedding_model(path: Path) -> Path:
    """Write the header of a BERT model: enough to be told apart from a chat model."""
    writer = gguf.GGUFWriter(path, "bert")
    writer.add_context_length(512)
    writer.add_embedding_length(32)
    writer.add_block_count(1)
    writer.add_causal_attention(value=False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)
    writer.add_tensor("token_embd.weight", np.zeros((8, 32), dtype=np.float32))
    return _finish(writer, path)


def write_projector(path: Path, *, shape: TinyShape | None = None, seed: int = 0) -> Path:
    """Write a projector (a vision transformer of one layer with random weights) for a tiny model.

    Of LLaVA's kind: patches of 14 pixels, an image of 28 by 28, and two matrices into the width of
    the language model.
    """
    shape = shape or TinyShape()
    rng = np.random.default_rng(seed)
    width, inner, size, patch = 32, 64, 28, 14
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_type("mmproj")
    writer.add_bool("clip.has_vision_encoder", True)  # noqa: FBT003 - a key and its value
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", True)  # noqa: FBT003
    for key, value in (
        ("image_size", size),
        ("patch_size", patch),
        ("embedding_length", width),
        ("feed_forward_length", inner),
        ("projection_dim", shape.width),
        # LLaVA takes the layer before the last one.
        ("block_count", 2),
        ("attention.head_count", 2),
    ):
        writer.add_uint32(f"clip.vision.{key}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])

    def add(name: str, *sizes: int, bias: bool = True) -> None:
        values = rng.standard_normal(sizes, dtype=np.float32) / np.float32(sizes[-1] ** 0.5)
        writer.add_tensor(f"{name}.weight", values)
        if bias:
            writer.add_tensor(f"{name}.bias", np.zeros(sizes[0], dtype=np.float32))

    writer.add_tensor("v.class_embd", rng.standard_normal(width, dtype=np.float32))
    add("v.patch_embd", width, 3, patch, patch, bias=False)
    add("v.position_embd", (size // patch) ** 2 + 1, width, bias=False)
    for norm in ("v.pre_ln", "v.post_ln"):
        add(norm, width)
    for layer in range(2):
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            add(f"v.blk.{layer}.{name}", width, width)
        for name in ("ln1", "ln2"):
            add(f"v.blk.{layer}.{name}", width)
        add(f"v.blk.{layer}.ffn_down", inner, width)
        add(f"v.blk.{layer}.ffn_up", width, inner)
    add("mm.0", shape.width, width)
    add("mm.2", shape.width, shape.width)
    return _finish(writer, path)


def _vocabulary(pieces: Sequence[bytes]) -> list[tuple[str, gguf.TokenType]]:
    """Token texts and types: the bytes, the control tokens, then the pieces."""
    letters = _byte_letters()
    tokens = [(letters[byte], gguf.TokenType.NORMAL) for byte in range(256)]
    tokens += [(text, gguf.TokenType.CONTROL) for text in _SPECIAL]
    seen = {text for text, _ in tokens}
    for piece in pieces:
        text = "".join(letters[byte] for byte in piece)
        if text in seen:
            message = (
                f"a scripted piece must be unlike the others and longer than a byte: {piece!r}"
            )
            raise ValueError(message)
        seen.add(text)
        tokens.append((text, gguf.TokenType.NORMAL))
    return tokens


def _byte_letters() -> list[str]:
    """The printable letter that stands for each byte in a GPT-2 vocabulary."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    letters = {byte: chr(byte) for byte in printable}
    letters |= {byte: chr(256 + index) for index, byte in enumerate(others)}
    return [letters[byte] for byte in range(256)]


def _layer(shape: TinyShape) -> dict[str, tuple[int, int]]:
    width, inner = shape.width, shape.feed_forward
    return {
        "attn_q": (width, width),
        "attn_k": (width, width),
        "attn_v": (width, width),
        "attn_output": (width, width),
        "ffn_gate": (inner, width),
        "ffn_up": (inner, width),
        "ffn_down": (width, inner),
    }


def _write(
    path: Path,
    shape: TinyShape,
    vocabulary: Sequence[tuple[str, gguf.TokenType]],
    tensors: dict[str, Matrix],
    template: str | None,
    *,
    pooling: gguf.PoolingType | None = None,
) -> Path:
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny")
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.width // shape.head)
    writer.add_head_count_kv(shape.width // shape.head)
    writer.add_rope_dimension_count(shape.head)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(vocabulary))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list([text for text, _ in vocabulary])
    writer.add_token_types([kind for _, kind in vocabulary])
    # A BPE vocabulary has to have merges; the result of this one is no token, so it never applies.
    writer.add_token_merges(["\u0100 \u0100"])
    writer.add_bos_token_id(256)
    writer.add_eos_token_id(_END_OF_TURN)
    writer.add_pad_token_id(256 + _SPECIAL.index("<|pad|>"))
    writer.add_add_bos_token(value=False)
    if template is not None:
        writer.add_chat_template(template)
    if pooling is not None:
        writer.add_pooling_type(pooling)
    ones = np.ones(shape.width, dtype=np.float32)
    for layer in range(shape.layers):
        writer.add_tensor(f"blk.{layer}.attn_norm.weight", ones)
        writer.add_tensor(f"blk.{layer}.ffn_norm.weight", ones)
    writer.add_tensor("output_norm.weight", ones)
    for name, values in tensors.items():
        writer.add_tensor(f"{name}.weight", values)
    return _finish(writer, path)


def _finish(writer: gguf.GGUFWriter, path: Path) -> Path:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
