"""What a model is said to need, against what llama.cpp allocates for it.

Run: ``python tests/benchmarks/bench_model_memory.py [FILE.gguf …]``. Prints for each model, context
and kind of cache the allocated and the foretold mebibytes of the cache and of one step, and their
ratio: 1.00 for the cache, not below 1 for the step. Without files it writes tiny models of several
shapes; with files it measures those, which have to fit into memory.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from agent.llama import native
from agent.llama.gguf_reader import read_header
from agent.models.memory import KvType, architecture_of, cache_bytes, step_bytes
from tests.support.tiny_gguf import TinyShape, write_random_chat_model, write_scripted_chat_model

_MEBI = 2**20
_KV: tuple[tuple[KvType, int], ...] = (("f16", 1), ("q8_0", 8), ("q4_0", 2))
#: context, batch, flash attention
_LOADS = ((512, 256, True), (8192, 256, True), (8192, 512, True), (8192, 256, False))


class _Heard(logging.Handler):
    """Keeps what llama.cpp says of its buffers."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(record.getMessage())

    def mebibytes(self, what: str) -> float:
        """The sum of all buffers of one kind."""
        found = (re.search(rf"{what} +buffer size = +([\d.]+) MiB", line) for line in self.lines)
        return sum(float(one[1]) for one in found if one)


def main() -> None:
    """Measure and print."""
    heard, log = _Heard(), logging.getLogger("gumption.llama")
    log.setLevel(logging.DEBUG)
    log.propagate = False
    log.addHandler(heard)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(given) for given in sys.argv[1:]] or list(_shapes(Path(folder)))
        head = ("model", "context", "batch", "attention", "cache")
        print(("{:<28}{:>8}{:>6} {:<9} {:<5}").format(*head), end="")  # noqa: T201
        print("  cache MiB  foretold ratio   step MiB  foretold ratio")  # noqa: T201
        for path in paths:
            _measure(path, heard)


def _shapes(folder: Path) -> Iterator[Path]:
    for width, layers, inner in ((256, 2, 768), (512, 4, 1536), (1024, 4, 4096)):
        shape = TinyShape(width=width, layers=layers, feed_forward=inner, context=16_384, head=64)
        yield write_random_chat_model(folder / f"width-{width}-inner-{inner}.gguf", shape=shape)
    pieces = [f" word{number}" for number in range(3000)]
    yield write_scripted_chat_model(folder / "vocabulary-3260.gguf", pieces, context=16_384)


def _measure(path: Path, heard: _Heard) -> None:
    library: Any = native.library()
    numbers = architecture_of(read_header(path))
    model = library.llama_model_load_from_file(
        os.fsencode(path), library.llama_model_default_params()
    )
    for context, batch, flash in _LOADS:
        for kv, code in _KV if flash and numbers.head % 32 == 0 else _KV[:1]:
            heard.lines.clear()
            parameters = library.llama_context_default_params()
            parameters.n_ctx, parameters.n_batch, parameters.n_ubatch = context, batch, batch
            parameters.type_k = parameters.type_v = code
            parameters.flash_attn_type = int(flash)
            made = library.llama_init_from_model(model, parameters)
            if not made:
                print(f"{path.stem[:27]:<28}{context:>8}{batch:>6}  refused")  # noqa: T201
                continue
            library.llama_free(made)
            cache = sum(cache_bytes(numbers, context, kv)) / _MEBI
            step = step_bytes(numbers, context, batch, flash=flash) / _MEBI
            real_cache, real_step = heard.mebibytes("KV"), heard.mebibytes("compute")
            print(  # noqa: T201
                f"{path.stem[:27]:<28}{context:>8}{batch:>6} {'flash' if flash else 'plain':<9}"
                f" {kv:<5} {real_cache:>10.2f}{cache:>10.2f}{cache / real_cache:>6.2f}"
                f" {real_step:>10.2f}{step:>10.2f}{step / real_step:>6.2f}"
            )
    library.llama_model_free(model)


if __name__ == "__main__":
    main()
