"""The native library: loaded late, kept quiet, and asked what it was really built with.

llama.cpp and ggml write to standard error whenever they like, which would land in the middle of
the terminal UI. Their messages go to the log ``gumption.llama`` instead, and the last errors are
kept, because a failed load returns nothing but a null pointer.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import re
import struct
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final, cast

_log = logging.getLogger("gumption.llama")

#: ggml.h's levels (llama_cpp's own table of them is out of date). What ggml calls information is a
#: page for each load, which only helps who looks for a fault.
_LEVELS: Final = {1: logging.DEBUG, 2: logging.DEBUG, 3: logging.WARNING, 4: logging.ERROR}
_ERROR: Final = 4
_recent_errors: deque[str] = deque(maxlen=8)
_keep_alive: list[object] = []
_listeners: dict[int, list[str]] = {}

#: What llama.cpp says when it has put a model where it goes ("offloaded 33/33 layers to GPU").
#: There is no function to ask for it, and what was wished for is not what happened.
_OFFLOADED: Final = re.compile(r"offloaded (\d+)/\d+ layers to GPU")
_offloaded: deque[int] = deque(maxlen=1)
#: A message that quotes (a grammar that does not parse) is cut: the log holds no content.
_LONGEST: Final = 300

_DEVICE_KINDS: Final = ("CPU", "GPU", "integrated GPU", "accelerator", "meta")


@dataclass(frozen=True, slots=True)
class Device:
    """Something that ggml can compute on, with its memory in bytes (0 where it does not say)."""

    name: str
    description: str
    kind: str
    free: int
    total: int

    @property
    def is_gpu(self) -> bool:
        """Whether layers can be offloaded to it."""
        return "GPU" in self.kind


@cache
def library() -> ModuleType:
    """The ``llama_cpp`` module with its backend started and its messages sent to the log."""
    import llama_cpp

    callback = llama_cpp.llama_log_callback(_receive)
    _keep_alive.append(callback)
    llama_cpp.llama_log_set(callback, ctypes.c_void_p(0))
    llama_cpp.llama_backend_init()
    return llama_cpp


def last_errors() -> str:
    """What native code last complained about, newest last; empty when it did not."""
    return "; ".join(_recent_errors)


def clear_errors() -> None:
    """Forget what was said, so that :func:`last_errors` speaks of what comes next."""
    _recent_errors.clear()
    _offloaded.clear()


def offloaded() -> int:
    """Layers that llama.cpp said it put on a GPU, when it last loaded a model."""
    return _offloaded[-1] if _offloaded else 0


def offloads() -> bool:
    """Whether llama.cpp was built with a GPU backend that finds a device."""
    return bool(library().llama_supports_gpu_offload())


def system_info() -> str:
    """llama.cpp's own line about what it was built with."""
    said: bytes = library().llama_print_system_info()
    return said.decode("utf-8", errors="replace").strip(" |")


@cache
def knows_architecture(name: str) -> bool:
    """Whether llama.cpp can load models of an architecture, such as ``qwen3``.

    It keeps no list that can be asked for, so it is given a file that says nothing but this name,
    and complains either about the name or about what is missing after it.
    """
    loader = library()
    text = name.encode()
    key, value = b"general.architecture", struct.pack(f"<IQ{len(text)}s", 8, len(text), text)
    parameters = loader.llama_model_default_params()
    parameters.vocab_only = True
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "probe.gguf")
        path.write_bytes(b"GGUF" + struct.pack(f"<IQQQ{len(key)}s", 3, 0, 1, len(key), key) + value)
        with overheard() as said:
            model = loader.llama_model_load_from_file(os.fsencode(path), parameters)
    if model:
        loader.llama_model_free(model)
    return "unknown model architecture" not in " ".join(said)


def repeat(said: Iterable[str]) -> None:
    """Complain about what was overheard after all."""
    for message in said:
        _recent_errors.append(message)
        _log.error("%s", message[:_LONGEST])


@contextlib.contextmanager
def overheard() -> Iterator[list[str]]:
    """What native code says on this thread meanwhile, kept out of the log."""
    said: list[str] = []
    _listeners[threading.get_ident()] = said
    try:
        yield said
    finally:
        del _listeners[threading.get_ident()]


def devices() -> tuple[Device, ...]:
    """Every device of the backends that llama.cpp was built with."""
    library()
    from llama_cpp._ggml import libggml

    ggml = cast("ctypes.CDLL", libggml)
    for name, result in (
        ("ggml_backend_dev_count", ctypes.c_size_t),
        ("ggml_backend_dev_get", ctypes.c_void_p),
        ("ggml_backend_dev_name", ctypes.c_char_p),
        ("ggml_backend_dev_description", ctypes.c_char_p),
        ("ggml_backend_dev_type", ctypes.c_int),
    ):
        getattr(ggml, name).restype = result
    return tuple(
        _device(ggml, ctypes.c_void_p(ggml.ggml_backend_dev_get(ctypes.c_size_t(index))))
        for index in range(ggml.ggml_backend_dev_count())
    )


def _device(ggml: ctypes.CDLL, handle: ctypes.c_void_p) -> Device:
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    ggml.ggml_backend_dev_memory(handle, ctypes.byref(free), ctypes.byref(total))
    kind = ggml.ggml_backend_dev_type(handle)
    return Device(
        name=ggml.ggml_backend_dev_name(handle).decode(),
        description=ggml.ggml_backend_dev_description(handle).decode(),
        kind=_DEVICE_KINDS[kind] if kind < len(_DEVICE_KINDS) else "unknown",
        free=free.value,
        total=total.value,
    )


def _receive(level: int, text: bytes | None, _: object) -> None:
    """Take one message from native code; it arrives on any thread."""
    message = (text or b"").decode("utf-8", errors="replace").strip(" .\n")
    if not message:
        return
    listener = _listeners.get(threading.get_ident())
    if listener is not None:
        listener.append(message)
        return
    _log.log(_LEVELS.get(level, logging.DEBUG), "%s", message[:_LONGEST])
    if found := _OFFLOADED.search(message):
        _offloaded.append(int(found[1]))
    if level == _ERROR:
        _recent_errors.append(message)
