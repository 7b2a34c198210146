"""The language model: any GGUF chat model on llama.cpp, as a ``langchain_core`` chat model.

Importing this package loads neither llama.cpp nor langchain; :func:`open_chat_model` does.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent.llama.chat_model import LlamaChatModel

__all__ = ["open_chat_model"]


def open_chat_model(
    path: str | Path,
    *,
    gpu_layers: int = -1,
    context: int = 8192,
    threads: int | None = None,
    batch: int = 256,
    max_tokens: int = 1536,
    temperature: float = 0.2,
    seed: int = 1,
    timeout: float | None = 900.0,
) -> LlamaChatModel:
    """Load a model. Close it with :meth:`~agent.llama.chat_model.LlamaChatModel.close`.

    Args:
        path: A GGUF file of a chat model.
        gpu_layers: Layers to offload to CUDA or Metal; -1 for all, 0 for none.
        context: Tokens of prompt and answer together; cut to what the model was trained for.
        threads: ``None`` to choose by the cores that this process may use.
        batch: Prompt tokens evaluated at once; between two batches it can be cancelled.
        max_tokens: Tokens of one answer at most.
        temperature: 0 for the likeliest words; the higher, the freer.
        seed: The same seed gives the same answer.
        timeout: Seconds that an answer may take; ``None`` for no limit.

    Raises:
        ModelUnavailable: the file is missing, damaged, no chat model, or does not load.
    """
    from agent.llama.chat_model import LlamaChatModel

    return LlamaChatModel(
        path=Path(path).expanduser(),
        gpu_layers=gpu_layers,
        context=context,
        threads=threads,
        prompt_batch=batch,
        max_tokens=max_tokens,
        temperature=temperature,
        seed=seed,
        timeout=timeout,
    )
