"""What a GGUF file says about itself, read without llama.cpp.

Native code that loads a bad file may end the process, so the file is judged here first: is it a
GGUF at all, is all of it there, and is it a model that can hold a conversation. The format is
described at https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Final

from memory.errors import ModelUnavailable

MAGIC: Final = b"GGUF"
VERSIONS: Final = (2, 3)

#: Architectures that only turn text into vectors or into other text, and cannot chat.
_NO_CHAT: Final = (
    "bert",
    "modern-bert",
    "nomic-bert",
    "nomic-bert-moe",
    "neo-bert",
    "jina-bert-v2",
    "jina-bert-v3",
    "gemma-embedding",
    "eurobert",
    "t5encoder",
    "clip",
    "wavtokenizer-dec",
)
#: ``general.type`` of files that only complete a model.
_ATTACHMENTS: Final = ("adapter", "mmproj", "imatrix")

_SCALARS: Final = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?"} | {
    10: "Q",
    11: "q",
    12: "d",
}
_STRING: Final = 8
_ARRAY: Final = 9
#: More keys, dimensions or tensors than any real model has: the numbers are noise.
_SANE_COUNT: Final = 1 << 20
_MAX_DIMENSIONS: Final = 4

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """The parts of a GGUF header that matter before loading.

    ``values`` holds the scalar metadata by key; of arrays only the length is kept, in ``lengths``.
    ``size`` is the size of the file in bytes and ``needed`` the size that its tensors ask for.
    """

    version: int
    values: Mapping[str, Value]
    lengths: Mapping[str, int]
    tensors: int
    size: int
    needed: int

    @property
    def architecture(self) -> str:
        """Such as ``llama`` or ``qwen3``; empty where the file does not say."""
        return str(self.values.get("general.architecture", ""))

    @property
    def name(self) -> str:
        """The model's own name, may be empty."""
        return str(self.values.get("general.name", ""))

    @property
    def context_length(self) -> int:
        """Tokens the model was trained for; 0 where the file does not say."""
        return int(self.values.get(f"{self.architecture}.context_length", 0))

    @property
    def block_count(self) -> int:
        """Layers; 0 where the file does not say."""
        return int(self.values.get(f"{self.architecture}.block_count", 0))

    @property
    def chat_template(self) -> str | None:
        """The Jinja template that turns messages into a prompt."""
        template = self.values.get("tokenizer.chat_template")
        return template if isinstance(template, str) else None

    @property
    def embeds_only(self) -> bool:
        """Whether the model makes vectors instead of text."""
        return (
            self.architecture in _NO_CHAT
            or self.values.get(f"{self.architecture}.attention.causal") is False
            or int(self.values.get(f"{self.architecture}.pooling_type", 0)) > 0
        )


def read_header(path: Path) -> GgufHeader:
    """Read and check the header of a GGUF file.

    Raises:
        ModelUnavailable: the file is missing, unreadable, no GGUF, too old, or incomplete.
    """
    try:
        with path.open("rb") as file:
            if path.stat().st_size == 0:
                raise ModelUnavailable(f"{path} is empty", hint=_DOWNLOAD_AGAIN)
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
                return _Reader(path, view).header()
    except FileNotFoundError as error:
        raise ModelUnavailable(
            f"There is no model file at {path}",
            hint="set model.path to a GGUF file, or leave it out for the built-in engine",
        ) from error
    except (OSError, ValueError) as error:
        raise ModelUnavailable(
            f"The model file {path} cannot be read: {error}",
            hint="check that it is a file and that you may read it",
        ) from error


def check_chat_model(path: Path) -> GgufHeader:
    """Read the header of a model that is meant for conversation.

    Raises:
        ModelUnavailable: as :func:`read_header`, or the model cannot chat.
    """
    header = read_header(path)
    kind = header.values.get("general.type", "model")
    if kind in _ATTACHMENTS:
        raise ModelUnavailable(
            f"{path} is no model but a part for one ({kind})",
            hint="choose the GGUF file of the model itself",
        )
    if not header.architecture:
        raise ModelUnavailable(f"{path} does not name its architecture", hint=_OTHER_FILE)
    if header.embeds_only:
        raise ModelUnavailable(
            f"{path} is an embedding model ({header.architecture}) and cannot write text",
            hint="set it as memory.embedding_path instead, and choose a chat model for model.path",
        )
    if int(header.values.get("split.count", 1)) > 1 and int(header.values.get("split.no", 0)) > 0:
        raise ModelUnavailable(
            f"{path} is a later part of a model in several files",
            hint="give the path of the first part (-00001-of-…)",
        )
    return header


_DOWNLOAD_AGAIN: Final = "download it again; the download may have broken off"
_OTHER_FILE: Final = "choose another GGUF file"


class _Reader:
    """Walks through the header once; every read is checked against the end of the file."""

    def __init__(self, path: Path, view: mmap.mmap) -> None:
        self._path = path
        self._view = view
        self._at = 0

    def header(self) -> GgufHeader:
        if self._view[: len(MAGIC)] != MAGIC:
            raise ModelUnavailable(
                f"{self._path} is not a GGUF file",
                hint="choose a file that ends in .gguf; other formats have to be converted first",
            )
        self._at = len(MAGIC)
        version = int(self._scalar("I"))
        if version not in VERSIONS:
            raise ModelUnavailable(
                f"{self._path} has GGUF version {version}, which is not known here",
                hint=_OTHER_FILE,
            )
        tensors, keys = self._count(), self._count()
        values: dict[str, Value] = {}
        lengths: dict[str, int] = {}
        for _ in range(keys):
            key, kind = self._string(), int(self._scalar("I"))
            if kind == _ARRAY:
                lengths[key] = self._skip_array()
            else:
                values[key] = self._value(kind)
        end = max((self._tensor_end() for _ in range(tensors)), default=0)
        alignment = int(values.get("general.alignment", 32)) or 32
        needed = -(-self._at // alignment) * alignment + end
        if needed > len(self._view):
            raise self._incomplete(needed)
        return GgufHeader(version, values, lengths, tensors, len(self._view), needed)

    def _tensor_end(self) -> int:
        """Where a tensor ends, in bytes from the start of the data."""
        from gguf import GGML_QUANT_SIZES, GGMLQuantizationType

        self._string()
        dimensions = int(self._scalar("I"))
        if dimensions > _MAX_DIMENSIONS:
            raise self._damaged()
        elements = prod(int(self._scalar("Q")) for _ in range(dimensions))
        kind, offset = int(self._scalar("I")), int(self._scalar("Q"))
        try:
            block, size = GGML_QUANT_SIZES[GGMLQuantizationType(kind)]
        except (KeyError, ValueError):
            # A quantisation newer than the gguf package: llama.cpp itself will judge it.
            return offset
        return offset + elements // block * size

    def _skip_array(self) -> int:
        kind, length = int(self._scalar("I")), int(self._scalar("Q"))
        if kind == _STRING:
            for _ in range(length):
                self._advance(int(self._scalar("Q")))
        elif kind == _ARRAY:
            for _ in range(length):
                self._skip_array()
        else:
            self._advance(length * struct.calcsize("<" + self._format(kind)))
        return length

    def _value(self, kind: int) -> Value:
        return self._string() if kind == _STRING else self._scalar(self._format(kind))

    def _format(self, kind: int) -> str:
        if kind not in _SCALARS:
            raise self._damaged()
        return _SCALARS[kind]

    def _string(self) -> str:
        start = self._advance(int(self._scalar("Q")))
        return self._view[start : self._at].decode("utf-8", errors="replace")

    def _count(self) -> int:
        count = int(self._scalar("Q"))
        if count > _SANE_COUNT:
            raise self._damaged()
        return count

    def _scalar(self, letter: str) -> int | float | bool:
        start = self._advance(struct.calcsize("<" + letter))
        value: int | float | bool = struct.unpack_from("<" + letter, self._view, start)[0]
        return value

    def _advance(self, size: int) -> int:
        start, end = self._at, self._at + size
        if end > len(self._view):
            raise self._incomplete(end)
        self._at = end
        return start

    def _incomplete(self, needed: int) -> ModelUnavailable:
        return ModelUnavailable(
            f"{self._path} is incomplete: {len(self._view):,} of at least {needed:,} bytes",
            hint=_DOWNLOAD_AGAIN,
        )

    def _damaged(self) -> ModelUnavailable:
        return ModelUnavailable(f"The header of {self._path} is damaged", hint=_DOWNLOAD_AGAIN)
