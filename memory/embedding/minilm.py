"""A GGUF embedding model on llama.cpp."""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import threading
import weakref
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from memory.embedding.one_text import SHORT, OneText, give_back_logits
from memory.embedding.port import Vectors
from memory.errors import ModelError, ModelUnavailable

if TYPE_CHECKING:
    from llama_cpp import Llama
    from llama_cpp.llama_tokenizer import BaseLlamaTokenizer

#: What sentence-transformers cuts MiniLM's input at; it was trained on no more.
LONGEST: Final = 256
# Measured on two cores with 24-token sentences, in ms a sentence: 8.0 one by one, 5.3 with 512
# tokens a batch, and no more with 256. Without flash attention 8.7 and 15.8: llama.cpp then
# computes attention between all tokens of a batch and masks away what belongs to other texts.
#
# For each token of the largest batch there was, llama.cpp has room for a number for every word of
# the vocabulary, which an embedding model never gives: 63 MB with 512 tokens. It begins with 256,
# because so many texts may be in a batch; with no more than that it is never exchanged.
BATCH_TOKENS: Final = 256
# Enough for the queries of a conversation; a vector has 1.5 kB.
REMEMBERED: Final = 512
_FEW: Final = 16
# No text of 256 word pieces is longer than this many characters, apart from gibberish that may
# well be cut; tokenizing a 10 MB line would take seconds.
LONGEST_CHARACTERS: Final = 8192

_open: weakref.WeakSet[LlamaEmbedder] = weakref.WeakSet()


class LlamaEmbedder:
    """Mean-pooled unit vectors of a GGUF embedding model, one text or batches.

    Safe to share between threads; one text at a time enters llama.cpp.

    Args:
        path: The GGUF file.
        name: What a person calls the model.
        identity: Changes when the vectors would.
        threads: CPU threads; the number of usable cores when ``None``.

    Raises:
        ModelUnavailable: The file is missing, or llama.cpp cannot load it as an embedding model.
    """

    def __init__(
        self, path: Path, *, name: str, identity: str, threads: int | None = None, note: str = ""
    ) -> None:
        self.name = name
        self.identity = identity
        self.note = note
        self._lock = threading.Lock()
        self._remembered: OrderedDict[str, Vectors] = OrderedDict()
        self._llama: Llama | None = _load(path, threads or _cores())
        self._one = OneText(self._llama)
        self.dimension = self._llama.n_embd()
        # llama.cpp's own memory must go before the interpreter's modules do, or exit crashes.
        _open.add(self)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of the texts, float32 of shape (len(texts), dimension), rows of unit length."""
        with self._lock:
            if self._llama is None:
                raise ModelError("the embedding model was closed")
            rows = np.empty((len(texts), self.dimension), dtype=np.float32)
            missing = [i for i, text in enumerate(texts) if not self._recall(text, rows[i])]
            # Alike lengths share a batch best, and equal texts are computed once.
            distinct: dict[str, list[int]] = {}
            for i in missing:
                distinct.setdefault(texts[i][:LONGEST_CHARACTERS], []).append(i)
            order = sorted(distinct, key=len)
            for text, vector in zip(order, self._run(order), strict=True):
                for i in distinct[text]:
                    rows[i] = vector
            # Queries, and claims that are compared before they are written; no bulk load.
            if len(missing) <= _FEW:
                for i in missing:
                    self._remember(texts[i], rows[i])
            return rows

    def close(self) -> None:
        """Free the model; may be called twice."""
        with self._lock:
            llama, self._llama = self._llama, None
            self._remembered.clear()
            self._one.close()
        if llama is not None:
            llama.close()

    def _run(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, in batches of at most ``BATCH_TOKENS``, or of one short text alone."""
        llama = self._llama
        if llama is None or not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        try:
            tokens = llama.tokenize(texts[0].encode()) if len(texts) == 1 else []
            if 0 < len(tokens) <= SHORT:
                rows = self._one.embed(tokens)[np.newaxis]
            else:
                rows = np.array(llama.embed(list(texts)), dtype=np.float32)
        except (ValueError, RuntimeError) as error:
            raise ModelError(f"the embedding model failed: {error}") from error
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, norms, out=rows, where=norms > 0)
        return rows

    def _recall(self, text: str, row: Vectors) -> bool:
        known = self._remembered.get(text)
        if known is None:
            return False
        self._remembered.move_to_end(text)
        row[:] = known
        return True

    def _remember(self, text: str, row: Vectors) -> None:
        self._remembered[text] = row.copy()
        if len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)


@atexit.register
def _close_all() -> None:
    for embedder in list(_open):
        embedder.close()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _load(path: Path, threads: int) -> Llama:
    if not path.is_file():
        raise ModelUnavailable(f"there is no embedding model at {path}")
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise ModelUnavailable(f"{path} is not a GGUF file")
    from llama_cpp import LLAMA_SPLIT_MODE_NONE, Llama

    # The binding prints llama.cpp's log to sys.stderr, where a terminal UI may be drawing.
    log = io.StringIO()
    try:
        with contextlib.redirect_stderr(log):
            llama = Llama(
                model_path=str(path),
                embedding=True,
                n_gpu_layers=0,
                # No layers on a card still opens it, and large batches are sent there: with no main
                # card in this mode llama.cpp has no card at all.
                split_mode=LLAMA_SPLIT_MODE_NONE,
                main_gpu=-1,
                offload_kqv=False,
                op_offload=False,
                n_ctx=BATCH_TOKENS,
                n_batch=BATCH_TOKENS,
                n_ubatch=BATCH_TOKENS,
                n_threads=threads,
                n_threads_batch=threads,
                flash_attn=True,
                verbose=False,
            )
    except (ValueError, RuntimeError, OSError) as error:
        raise ModelUnavailable(
            f"llama.cpp cannot load {path} as an embedding model", hint="choose another one"
        ) from error
    give_back_logits(llama.ctx, BATCH_TOKENS * llama.n_vocab())
    llama.tokenizer_ = _cutting_tokenizer(llama)
    return llama


def _cutting_tokenizer(llama: Llama) -> BaseLlamaTokenizer:
    """A tokenizer that keeps a long text's beginning and still closes it with ``[SEP]``.

    llama-cpp-python would cut at the batch's size and lose the closing token.
    """
    from llama_cpp.llama_tokenizer import LlamaTokenizer

    class Cutting(LlamaTokenizer):
        def tokenize(self, text: bytes, add_bos: bool = True, special: bool = True) -> list[int]:  # noqa: FBT001, FBT002 - the base class's signature
            tokens = super().tokenize(text, add_bos, special)
            return tokens if len(tokens) <= LONGEST else [*tokens[: LONGEST - 1], tokens[-1]]

    return Cutting(llama)
