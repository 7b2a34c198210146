"""Getting a model and its context into memory, and what to do when they do not fit."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from agent.llama import native
from agent.llama.options import LEAST_CONTEXT
from agent.models.fitting import LoadPlan
from memory.errors import ModelUnavailable

Pointer = Any

#: Sequences in one context: learning, suggestions, and two conversations keep theirs. Their cells
#: are shared out of one buffer, so more of them cost nothing until they are used.
SEQUENCES: Final = 4

#: ``enum ggml_type`` and ``enum llama_flash_attn_type``.
_KV_TYPES: Final = {"f16": 1, "q8_0": 8, "q4_0": 2}
_FLASH: Final = {"auto": -1, "off": 0, "on": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A model in memory: native pointers, its size, and what had to be different and why."""

    model: Pointer
    context: Pointer
    size: int
    offloaded: int
    notes: tuple[str, ...]


def load(library: ModuleType, path: Path, plan: LoadPlan, on_progress: Callable[[], Any]) -> Loaded:
    """Load the weights, then the largest context that there is room for.

    Args:
        library: ``llama_cpp``.
        path: The file.
        plan: How. It counts what is free; what is really to be had is known when it is taken.
        on_progress: Called again and again while the weights are read.

    Raises:
        ModelUnavailable: llama.cpp refuses the file, or there is no room for the least context.
    """
    model, offloaded, notes = _load_model(library, path, plan, on_progress)
    size = plan.context
    while True:
        native_context = _new_context(library, model, plan, size)
        if native_context:
            break
        if size <= LEAST_CONTEXT:
            library.llama_model_free(model)
            raise ModelUnavailable(
                f"There is no room for a context of {size:,} tokens: "
                f"{native.last_errors() or 'llama.cpp does not say why'}",
                hint="choose a smaller model, or lower model.gpu_layers in the config",
            )
        size = max(size // 2, LEAST_CONTEXT)
    if size < plan.context:
        notes.append(f"context cut to {size:,} tokens: no memory for {plan.context:,}")
    return Loaded(
        model=model,
        context=native_context,
        # llama.cpp rounds the context up; what was asked for is kept to.
        size=min(library.llama_n_ctx(native_context), size),
        offloaded=offloaded,
        notes=(*plan.warnings, *notes),
    )


def _load_model(
    library: ModuleType, path: Path, plan: LoadPlan, on_progress: Callable[[], Any]
) -> tuple[Pointer, int, list[str]]:
    """The weights, with fewer layers on the GPU where not all that were wished for fit."""

    def progress(_done: float, _: object) -> bool:
        on_progress()
        return True

    callback = library.llama_progress_callback(progress)
    layers, notes = plan.gpu_layers, list[str]()
    while True:
        native.clear_errors()
        parameters = library.llama_model_default_params()
        parameters.n_gpu_layers = layers
        parameters.progress_callback = callback
        model = library.llama_model_load_from_file(os.fsencode(path), parameters)
        if model:
            offloaded = native.offloaded()
            if layers != plan.gpu_layers:
                notes.append(f"{offloaded} layers on the GPU: no memory there for more")
            return model, offloaded, notes
        said = native.last_errors()
        if "alloc" not in said or layers == 0 or not native.offloads():
            raise ModelUnavailable(
                f"llama.cpp cannot load {path}: {said or 'it does not say why'}",
                hint="choose another GGUF file, or a newer llama-cpp-python for a newer model",
            )
        # Halving finds what fits in a few loads, and no count of bytes knows the driver's own.
        layers //= 2


def _new_context(library: ModuleType, model: Pointer, plan: LoadPlan, size: int) -> Pointer:
    parameters = library.llama_context_default_params()
    parameters.n_ctx = size
    parameters.n_batch = parameters.n_ubatch = min(plan.batch, size)
    parameters.n_seq_max = SEQUENCES
    # One buffer for all sequences: each may use the whole of it, prefixes are shared by reference,
    # and cells of others are skipped by their mask.
    parameters.kv_unified = True
    parameters.n_threads = plan.threads
    parameters.n_threads_batch = plan.batch_threads
    parameters.flash_attn_type = _FLASH[plan.flash_attention]
    parameters.type_k = parameters.type_v = _KV_TYPES[plan.kv_type]
    parameters.no_perf = True
    pointer: ctypes.c_void_p | None = library.llama_init_from_model(model, parameters)
    return pointer
