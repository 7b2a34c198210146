"""The language model: any GGUF chat model on llama.cpp, as a ``langchain_core`` chat model.

Importing this package loads neither llama.cpp nor langchain; :func:`open_chat_model` does.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.llama.chat_model import LlamaChatModel
    from agent.llama.options import FlashAttention, KvType

__all__ = ["open_chat_model"]

# What native code says goes to the log, where there is one, and never to the screen instead.
logging.getLogger("gumption.llama").addHandler(logging.NullHandler())


def open_chat_model(
    path: str | Path,
    *,
    gpu_layers: int = -1,
    context: int = 0,
    threads: int = 0,
    batch: int = 0,
    flash_attention: FlashAttention = "auto",
    kv_type: KvType = "auto",
    max_tokens: int = 1536,
    temperature: float = 0.2,
    seed: int = 1,
    timeout: float | None = 900.0,
    idle_unload: float | None = None,
) -> LlamaChatModel:
    """Load a model. Close it with :meth:`~agent.llama.chat_model.LlamaChatModel.close`.

    Args:
        path: A GGUF file of a chat model.
        gpu_layers: Layers to offload to CUDA or Metal; -1 for as many as fit, 0 for none.
        context: Tokens of prompt and answer together, 0 to choose; cut to what the model was
            trained for.
        threads: 0 to choose by the cores that this process may use.
        batch: Prompt tokens evaluated at once, 0 to choose; between two it can be cancelled.
        flash_attention: ``auto`` leaves it to llama.cpp.
        kv_type: Type of the key-value cache's numbers; ``auto`` by what fits.
        max_tokens: Tokens of one answer at most.
        temperature: 0 for the likeliest words; the higher, the freer.
        seed: The same seed gives the same answer.
        timeout: Seconds that an answer may take; ``None`` for no limit.
        idle_unload: Seconds without a request after which the model leaves memory, to be loaded
            again when there is one; ``None`` keeps it.

    Raises:
        ModelUnavailable: the file is missing, damaged, no chat model, or does not load.
    """
    from agent.llama.chat_model import LlamaChatModel
    from agent.llama.supervisor import Patience

    return LlamaChatModel(
        path=Path(path).expanduser(),
        gpu_layers=gpu_layers,
        context=context,
        threads=threads,
        prompt_batch=batch,
        flash_attention=flash_attention,
        kv_type=kv_type,
        patience=Patience(idle=idle_unload),
        max_tokens=max_tokens,
        temperature=temperature,
        seed=seed,
        timeout=timeout,
    )
