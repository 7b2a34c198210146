"""all-MiniLM-L6-v2 as published (safetensors and a vocabulary) to the GGUF that llama.cpp runs.

The layout is llama.cpp's for the BERT family: matrices in F16, vectors and positions in F32, a
WordPiece vocabulary in "phantom space" form (word beginnings carry ``▁`` instead of continuations
carrying ``##``), mean pooling. The pooler of the original is left out; sentence embedding does not
use it. Takes about a second.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from memory.embedding.weights import MODEL_FILE, NAME, SHA256, Weights
from memory.errors import ModelUnavailable, StorageFull

if TYPE_CHECKING:
    from gguf import GGUFWriter

LAYERS: Final = 6
WIDTH: Final = 384
FEED_FORWARD: Final = 1536
HEADS: Final = 12
POSITIONS: Final = 512
LAYER_NORM_EPSILON: Final = 1e-12
#: Counted up when the conversion changes, so that an older cached file is not taken for it.
REVISION: Final = 1

_SPECIAL: Final = re.compile(r"\[.+\]")
_EMBEDDINGS: Final = {
    "embeddings.word_embeddings.weight": "token_embd.weight",
    "embeddings.position_embeddings.weight": "position_embd.weight",
    "embeddings.token_type_embeddings.weight": "token_types.weight",
    "embeddings.LayerNorm": "token_embd_norm",
}
_BLOCK: Final = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}


def converted(weights: Weights, cache: Path) -> Path:
    """Path of the GGUF made from these (verified) weights, converting on first use.

    Args:
        weights: The files to convert.
        cache: Folder the result is kept in; the file's name holds the hash of what it came from.

    Raises:
        StorageFull: The cache cannot be written.
        ModelUnavailable: The weights do not have the expected tensors.
    """
    target = cache / f"{NAME.lower()}-{SHA256[MODEL_FILE][:16]}-r{REVISION}.f16.gguf"
    if target.is_file():
        return target
    try:
        cache.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=cache, prefix=f".{target.name}.")
        os.close(handle)
    except OSError as error:
        raise StorageFull(f"cannot write to {cache}: {error.strerror}") from error
    try:
        _write(weights, Path(name))
        # Atomic: another process converting at the same time writes the same bytes.
        Path(name).replace(target)
    except OSError as error:
        raise StorageFull(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
    return target


def vocabulary(lines: list[str]) -> tuple[list[str], list[int]]:
    """WordPiece lines as llama.cpp wants them: (tokens in phantom-space form, token types)."""
    from gguf import TokenType

    tokens: list[str] = []
    types: list[int] = []
    for line in lines:
        if _SPECIAL.fullmatch(line):
            tokens.append(line)
            unknown = line == "[UNK]"
            types.append(int(TokenType.UNKNOWN if unknown else TokenType.CONTROL))
        else:
            tokens.append(line[2:] if line.startswith("##") else "▁" + line)
            types.append(int(TokenType.NORMAL))
    return tokens, types


def _write(weights: Weights, target: Path) -> None:
    from gguf import GGUFWriter

    writer = GGUFWriter(str(target), "bert")
    try:
        _describe(writer)
        _add_vocabulary(writer, weights.vocabulary.read_text("utf-8").splitlines())
        for name, tensor in _tensors(weights.model):
            writer.add_tensor(name, tensor)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    finally:
        writer.close()


def _describe(writer: GGUFWriter) -> None:
    from gguf import LlamaFileType, PoolingType

    writer.add_name(NAME)
    writer.add_block_count(LAYERS)
    writer.add_context_length(POSITIONS)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_layer_norm_eps(LAYER_NORM_EPSILON)
    writer.add_file_type(LlamaFileType.MOSTLY_F16)
    writer.add_causal_attention(False)  # noqa: FBT003 - gguf's own signature
    writer.add_pooling_type(PoolingType.MEAN)


def _add_vocabulary(writer: GGUFWriter, lines: list[str]) -> None:
    tokens, types = vocabulary(lines)
    where = {token: number for number, token in enumerate(lines)}
    writer.add_token_type_count(2)
    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    # [CLS] and [SEP] go around every text: llama.cpp knows them as BOS and EOS as well.
    writer.add_bos_token_id(where["[CLS]"])
    writer.add_eos_token_id(where["[SEP]"])
    writer.add_sep_token_id(where["[SEP]"])
    writer.add_pad_token_id(where["[PAD]"])
    writer.add_unk_token_id(where["[UNK]"])
    writer.add_mask_token_id(where["[MASK]"])


def _tensors(model: Path) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(model), framework="numpy") as file:
            for theirs, ours in _names():
                tensor = file.get_tensor(theirs)
                # Position and type rows are added to activations, which llama.cpp keeps in F32.
                added = ours in {"position_embd.weight", "token_types.weight"}
                half = tensor.ndim > 1 and not added
                yield ours, tensor.astype(np.float16 if half else np.float32)
    except SafetensorError as error:
        raise ModelUnavailable(f"{model} cannot be converted: {error}") from error


def _names() -> Iterator[tuple[str, str]]:
    for theirs, ours in _EMBEDDINGS.items():
        if theirs.endswith(".weight"):
            yield theirs, ours
        else:
            yield from _pair(theirs, ours)
    for layer in range(LAYERS):
        for theirs, ours in _BLOCK.items():
            yield from _pair(f"encoder.layer.{layer}.{theirs}", f"blk.{layer}.{ours}")


def _pair(theirs: str, ours: str) -> Iterator[tuple[str, str]]:
    for part in ("weight", "bias"):
        yield f"{theirs}.{part}", f"{ours}.{part}"
