"""One short text at a time through a GGUF embedding model: a question, mostly.

llama.cpp's flash attention, which many texts in a batch need, takes up to half as long again on a
text of 15 to 50 word pieces alone. So those have a context of their own without it, over the same
weights. Measured for MiniLM on one core, in ms with and without: 10.1 and 8.5 for 15 pieces, 16.9
and 12.8 for 24, 24.7 and 15.7 for 32; beyond 48 it is the other way about.

It computes on one thread. A second saves three milliseconds where both cores are free, but the two
wait for each other without sleeping: beside recall's own work it was slower, and beside two busy
programs a question took 35 ms instead of 12.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from memory.embedding.port import Vectors
from memory.errors import ModelUnavailable
from memory.heap import drop_zeros

if TYPE_CHECKING:
    from llama_cpp import Llama

#: Word pieces of the longest text that is faster without flash attention.
SHORT: Final = 48


class OneText:
    """A context of its own for short texts. Not safe between threads; must be closed first.

    Args:
        llama: The model, with the parameters that its own context was made with.

    Raises:
        ModelUnavailable: llama.cpp cannot make the context.
    """

    def __init__(self, llama: Llama) -> None:
        import llama_cpp

        params = llama_cpp.llama_context_params.from_buffer_copy(llama.context_params)
        params.n_ctx = params.n_batch = params.n_ubatch = SHORT
        # By this llama.cpp sets aside room for logits, which then need not grow, and is given back.
        params.n_seq_max = SHORT
        params.n_threads = params.n_threads_batch = 1
        params.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        context = llama_cpp.llama_init_from_model(llama.model, params)
        if context is None:
            raise ModelUnavailable("llama.cpp has no room to compute vectors", hint="free memory")
        self._context = context
        self._batch = llama_cpp.llama_batch_init(SHORT, 0, 1)
        self._width = llama.n_embd()
        give_back_logits(context, SHORT * llama.n_vocab())

    def embed(self, tokens: Sequence[int]) -> Vectors:
        """The pooled vector of at most :data:`SHORT` tokens, not normalised, shape (dimension,).

        Raises:
            RuntimeError: llama.cpp failed.
        """
        import llama_cpp

        batch = self._batch
        batch.n_tokens = len(tokens)
        for place, token in enumerate(tokens):
            batch.token[place] = token
            batch.pos[place] = place
            batch.n_seq_id[place] = 1
            batch.seq_id[place][0] = 0
            batch.logits[place] = 1
        memory = llama_cpp.llama_get_memory(self._context)
        if memory is not None:  # a decoder's; an encoder remembers nothing
            llama_cpp.llama_memory_clear(memory, True)  # noqa: FBT003 - a C function
        failed = llama_cpp.llama_decode(self._context, batch)
        vector = llama_cpp.llama_get_embeddings_seq(self._context, 0)
        if failed or not vector:
            raise RuntimeError(f"llama_decode returned {failed}")
        return np.ctypeslib.as_array(vector, (self._width,)).copy()

    def close(self) -> None:
        """Free the context; to be called before the model is closed, and may be called twice."""
        import llama_cpp

        context, self._context = self._context, None
        if context is not None:
            llama_cpp.llama_batch_free(self._batch)
            llama_cpp.llama_free(context)


def give_back_logits(context: object, count: int) -> None:
    """Give back the room that llama.cpp set aside, and zeroed, for what is never written to it.

    With 256 tokens a batch 31 MB for MiniLM's vocabulary, 256 MB for one of many languages. It lies
    before the vectors'; where the two are not as far apart as that, this llama.cpp does otherwise
    and keeps what it has.

    Args:
        context: llama.cpp's.
        count: Logits that there is room for: tokens of the largest batch times the vocabulary.
    """
    from llama_cpp import llama_get_embeddings, llama_get_logits

    logits, vectors = (
        ctypes.cast(pointer, ctypes.c_void_p).value or 0
        for pointer in (llama_get_logits(context), llama_get_embeddings(context))
    )
    room = count * ctypes.sizeof(ctypes.c_float)
    if logits and vectors - logits == room:
        drop_zeros(logits, room)
