"""What a GGUF file says about itself, read without llama.cpp.

The file may be anything: a broken download, noise, or made to do harm. Every number in it is
checked before it is believed, so that reading takes bounded time and memory whatever it holds. The
format is described at https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Final

from memory.errors import ModelUnavailable

MAGIC: Final = b"GGUF"
VERSIONS: Final = (2, 3)
DOWNLOAD_AGAIN: Final = "download it again; the download may have broken off"
OTHER_FILE: Final = "choose another GGUF file"

_SCALARS: Final = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?"} | {
    10: "Q",
    11: "q",
    12: "d",
}
_STRING: Final = 8
_ARRAY: Final = 9
#: The largest models have about a thousand of each; more than this is noise.
_MOST_KEYS: Final = 1 << 14
_MOST_TENSORS: Final = 1 << 16
_MAX_DIMENSIONS: Final = 4
#: The specification's limit of a key, and far more than any tensor's name (ggml keeps 64 bytes).
_LONGEST_NAME: Final = (1 << 16) - 1
#: The longest text in real headers is a chat template of some tens of kilobytes.
_LONGEST_TEXT: Final = 1 << 24
#: Elements of arrays of strings in the whole header, walked one by one; vocabularies and merges of
#: the largest models have under a million together.
_MOST_STRINGS: Final = 1 << 22
#: Numbers for each layer are kept; vocabularies' scores are not.
_KEPT_NUMBERS: Final = 2048
_DEEPEST_ARRAY: Final = 4
#: No dimension, layer count or context of a model reaches this.
_LARGEST_NUMBER: Final = 1 << 40

Scalar = int | float | bool
Value = str | Scalar


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor: its name, dimensions (innermost first) and bytes; 0 bytes for a foreign type."""

    name: str
    dimensions: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """The parts of a GGUF header that matter before loading.

    ``values`` holds the scalar metadata by key; of arrays the length is kept, in ``lengths``, and
    short ones of numbers in ``numbers``. ``size`` is the size of the file in bytes and ``needed``
    the size that its tensors ask for.
    """

    version: int
    values: Mapping[str, Value]
    lengths: Mapping[str, int]
    numbers: Mapping[str, tuple[Scalar, ...]]
    tensors: tuple[Tensor, ...]
    size: int
    needed: int

    @property
    def architecture(self) -> str:
        """Such as ``llama`` or ``qwen3``; empty where the file does not say."""
        return self.text("general.architecture")

    @property
    def name(self) -> str:
        """The model's own name, may be empty."""
        return self.text("general.name")

    @property
    def context_length(self) -> int:
        """Tokens the model was trained for; 0 where the file does not say."""
        return self.number("context_length")

    @property
    def block_count(self) -> int:
        """Layers; 0 where the file does not say."""
        return self.number("block_count")

    @property
    def chat_template(self) -> str | None:
        """The Jinja template that turns messages into a prompt."""
        template = self.values.get("tokenizer.chat_template")
        return template if isinstance(template, str) else None

    @property
    def vocabulary(self) -> int:
        """How many tokens there are; 0 where the file does not say."""
        return self.lengths.get("tokenizer.ggml.tokens", 0) or self.number("vocab_size")

    @property
    def weights(self) -> int:
        """Bytes of all tensors of this file."""
        return sum(tensor.size for tensor in self.tensors)

    @property
    def parts(self) -> int:
        """How many files the model is split over."""
        count = self.values.get("split.count")
        return count if isinstance(count, int) and count > 1 else 1

    def text(self, key: str) -> str:
        """A text of the metadata, by its whole key; empty where there is none."""
        value = self.values.get(key)
        return value if isinstance(value, str) else ""

    def number(self, key: str, default: int = 0) -> int:
        """A count of this architecture, by its key without the prefix; the default for noise."""
        value = self.values.get(f"{self.architecture}.{key}")
        sane = type(value) is int and 0 <= value < _LARGEST_NUMBER
        return value if sane and isinstance(value, int) else default

    def per_layer(self, key: str, default: int = 0) -> tuple[int, ...]:
        """A count for each layer, whether the file gives one for all or one each."""
        layers = min(self.block_count, _KEPT_NUMBERS)
        given = self.numbers.get(f"{self.architecture}.{key}")
        if given is None:
            return (self.number(key, default),) * layers
        sane = [n if type(n) is int and 0 <= n < _LARGEST_NUMBER else default for n in given]
        return tuple([*map(int, sane), *[default] * layers][:layers])


def read_header(path: Path) -> GgufHeader:
    """Read and check the header of a GGUF file.

    Raises:
        ModelUnavailable: the file is missing, unreadable, no GGUF, too old, or incomplete.
    """
    try:
        with path.open("rb") as file:
            if path.stat().st_size == 0:
                raise ModelUnavailable(f"{path} is empty", hint=DOWNLOAD_AGAIN)
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
                return _Reader(path, view).header()
    except FileNotFoundError as error:
        raise ModelUnavailable(
            f"There is no model file at {path}",
            hint="gumption model list shows which models there are; gumption model use takes one",
        ) from error
    except (OSError, ValueError) as error:
        raise ModelUnavailable(
            f"The model file {path} cannot be read: {error}",
            hint="check that it is a file and that you may read it",
        ) from error


def parts_of(path: Path, count: int) -> list[Path]:
    """All files of a model that is split, from the path of any of them.

    Raises:
        ModelUnavailable: the name does not say which part it is, or there are other parts.
    """
    found = re.fullmatch(r"(.*)-(\d{5})-of-(\d{5})(\.gguf)", path.name)
    if not found or int(found[3]) != count:
        raise ModelUnavailable(
            f"{path} is one of {count} parts, but is not named like one",
            hint=f"name the parts NAME-00001-of-{count:05}.gguf and so on, as they were published",
        )
    names = [f"{found[1]}-{part:05}-of-{found[3]}{found[4]}" for part in range(1, count + 1)]
    return [path.with_name(name) for name in names]


class _Reader:
    """Walks through the header once; every read is checked against the end of the file."""

    def __init__(self, path: Path, view: mmap.mmap) -> None:
        self._path = path
        self._view = view
        self._at = 0
        self._strings = 0

    def header(self) -> GgufHeader:
        version = self._version()
        tensors, keys = self._count(_MOST_TENSORS), self._count(_MOST_KEYS)
        values: dict[str, Value] = {}
        lengths: dict[str, int] = {}
        numbers: dict[str, tuple[Scalar, ...]] = {}
        for _ in range(keys):
            key, kind = self._string(_LONGEST_NAME), int(self._scalar("I"))
            if key in values or key in lengths:
                raise self._damaged(f"{key[:80]!r} is in it twice")
            if kind == _ARRAY:
                lengths[key], numbers[key] = self._array()
            else:
                values[key] = self._value(kind)
        read = [self._tensor() for _ in range(tensors)]
        alignment = values.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment < 1 or alignment & (alignment - 1):
            raise self._damaged("its alignment is no power of two")
        end = max((end for _, end in read), default=0)
        needed = -(-self._at // alignment) * alignment + end if read else self._at
        if needed > len(self._view):
            raise self._incomplete(needed)
        kept = {key: row for key, row in numbers.items() if row}
        every = tuple(tensor for tensor, _ in read)
        return GgufHeader(version, values, lengths, kept, every, len(self._view), needed)

    def _version(self) -> int:
        start = self._view[: len(MAGIC)]
        if start != MAGIC:
            broken = len(start) < len(MAGIC) and MAGIC.startswith(start)
            raise ModelUnavailable(
                f"{self._path} is {'incomplete' if broken else 'not a GGUF file'}",
                hint=DOWNLOAD_AGAIN
                if broken
                else "choose a file that ends in .gguf; other formats have to be converted first",
            )
        self._at = len(MAGIC)
        version = int(self._scalar("I"))
        if version in VERSIONS:
            return version
        if version & 0xFFFF == 0 and version >> 24:
            raise ModelUnavailable(
                f"{self._path} was written for big-endian machines",
                hint="choose the ordinary (little-endian) file of the same model",
            )
        raise ModelUnavailable(
            f"{self._path} has GGUF version {version}, which is not known here",
            hint="it is too old: choose a file converted after August 2023"
            if version == 1
            else "a newer llama-cpp-python may know it; else choose another GGUF file",
        )

    def _tensor(self) -> tuple[Tensor, int]:
        """A tensor, and where it ends in bytes from the start of the data."""
        from gguf import GGML_QUANT_SIZES, GGMLQuantizationType

        name, count = self._string(_LONGEST_NAME), int(self._scalar("I"))
        if count > _MAX_DIMENSIONS:
            raise self._damaged(f"a tensor has {count} dimensions")
        dimensions = tuple(int(self._scalar("Q")) for _ in range(count))
        kind, offset = int(self._scalar("I")), int(self._scalar("Q"))
        try:
            block, size = GGML_QUANT_SIZES[GGMLQuantizationType(kind)]
        except (KeyError, ValueError):
            # A quantisation newer than the gguf package: llama.cpp itself will judge it.
            return Tensor(name, dimensions, 0), offset
        taken = prod(dimensions) // block * size
        return Tensor(name, dimensions, taken), offset + taken

    def _array(self, depth: int = 1) -> tuple[int, tuple[Scalar, ...]]:
        """The length of an array, and its elements where they are a few numbers."""
        kind, length = int(self._scalar("I")), int(self._scalar("Q"))
        if kind in {_STRING, _ARRAY}:
            self._strings += length
            if self._strings > _MOST_STRINGS or depth > _DEEPEST_ARRAY:
                raise self._damaged("an array is too long")
            for _ in range(length):
                if kind == _ARRAY:
                    self._array(depth + 1)
                else:
                    self._advance(int(self._scalar("Q")))
            return length, ()
        letter = self._format(kind)
        start = self._advance(length * struct.calcsize("<" + letter))
        if length > _KEPT_NUMBERS:
            return length, ()
        return length, struct.unpack_from(f"<{length}{letter}", self._view, start)

    def _value(self, kind: int) -> Value:
        return self._string(_LONGEST_TEXT) if kind == _STRING else self._scalar(self._format(kind))

    def _format(self, kind: int) -> str:
        if kind not in _SCALARS:
            raise self._damaged(f"there is no type {kind}")
        return _SCALARS[kind]

    def _string(self, longest: int) -> str:
        length = int(self._scalar("Q"))
        if length > longest and self._at + length <= len(self._view):
            raise self._damaged(f"a text has {length:,} bytes")
        start = self._advance(length)
        return self._view[start : self._at].decode("utf-8", errors="replace")

    def _count(self, most: int) -> int:
        count = int(self._scalar("Q"))
        if count > most:
            raise self._damaged(f"it claims {count:,} entries")
        return count

    def _scalar(self, letter: str) -> Scalar:
        start = self._advance(struct.calcsize("<" + letter))
        value: Scalar = struct.unpack_from("<" + letter, self._view, start)[0]
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
            hint=DOWNLOAD_AGAIN,
        )

    def _damaged(self, how: str) -> ModelUnavailable:
        return ModelUnavailable(
            f"The header of {self._path} is damaged: {how}", hint=DOWNLOAD_AGAIN
        )
