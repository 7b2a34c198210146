"""One loaded model and one context: tokens in, tokens out.

This speaks llama.cpp's C interface through the names that ``llama_cpp`` declares, instead of its
``Llama`` class, for four reasons: that class points the whole process's standard output elsewhere
while it loads; a grammar which does not parse is a null pointer that ends the process; it cannot
be stopped between the parts of a long prompt; and it does not say how many tokens of a prompt were
found in the key-value cache, which is what makes a fixed prefix worth having.
"""

from __future__ import annotations

import ctypes
import os
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any, Final

from agent.llama import native
from agent.llama.header import GgufHeader, check_chat_model
from agent.llama.options import Generation, RuntimeDescription, RuntimeOptions
from agent.llama.sampling import TokenSampler, grammar_sampler
from memory.errors import ContextOverflow, ModelError, ModelUnavailable

#: How long to wait for the lock before asking again whether to go on waiting, in seconds.
_LOCK_PATIENCE: Final = 0.05
#: llama.cpp's ``LLAMA_TOKEN_ATTR_CONTROL`` and ``LLAMA_TOKEN_ATTR_USER_DEFINED``.
_CONTROL: Final = 1 << 3
_USER_DEFINED: Final = 1 << 4
_NO_ROOM: Final = 1
_FEW_CORES: Final = 4


class Runtime:
    """A loaded model. One generation at a time; others wait their turn.

    Raises:
        ModelUnavailable: the file is unfit (see :mod:`agent.llama.header`) or does not load.
    """

    def __init__(self, options: RuntimeOptions) -> None:
        self.header: GgufHeader = check_chat_model(options.path)
        self._options = options
        # A turn lasts a whole generation, pauses of its reader included; the native lock is only
        # held while native code runs, so that a paused generation cannot keep close() waiting.
        self._turn = threading.Lock()
        self._native = threading.RLock()
        self._closing = threading.Event()
        self._library: ModuleType = native.library()
        self._threads = options.threads or _threads_for(_usable_cores())
        native.clear_errors()
        self._model = self._load_model()
        self._vocabulary = self._library.llama_model_get_vocab(self._model)
        self._context = self._load_context()
        self._memory = self._library.llama_get_memory(self._context)
        # llama.cpp rounds the context up; what was asked for is kept to.
        self.context: int = min(self._library.llama_n_ctx(self._context), self._wanted_context())
        self._batch = min(options.batch, self.context)
        self._cached: list[int] = []
        self._buffer = ctypes.create_string_buffer(64)
        self._free = weakref.finalize(self, _free, self._library, self._context, self._model)

    @property
    def closed(self) -> bool:
        """Whether the model has been released."""
        return not self._free.alive

    def close(self) -> None:
        """Stop what is being generated and release the model. May be called twice."""
        self._closing.set()
        with self._native:
            self._free()

    def describe(self) -> RuntimeDescription:
        """What this model runs on: asked of the library, not taken from the settings."""
        devices = native.devices()
        gpus = [device for device in devices if device.is_gpu]
        layers = int(self._library.llama_model_n_layer(self._model))
        # llama.cpp counts the output layer as one more.
        wanted = layers + 1 if self._options.gpu_layers < 0 else self._options.gpu_layers
        offloaded = min(wanted, layers + 1) if gpus and native.offloads() else 0
        used = gpus if offloaded else [device for device in devices if device.kind == "CPU"]
        return RuntimeDescription(
            model=self.header.name or self._options.path.stem,
            architecture=self.header.architecture,
            device=", ".join(f"{device.name} ({device.description})" for device in used) or "CPU",
            layers=layers,
            layers_offloaded=offloaded,
            context=self.context,
            threads=self._threads,
            backends=tuple(dict.fromkeys(device.name for device in devices)),
        )

    def tokenize(self, text: str, *, special: bool = False, begin: bool = False) -> list[int]:
        """Token ids of a text.

        Args:
            text: Any text.
            special: Whether the names of control tokens mean those tokens.
            begin: Whether to put the beginning-of-sequence token first, if the model wants one.
        """
        # A lone surrogate can reach here from a file name; it has no UTF-8.
        encoded = text.encode("utf-8", errors="replace")
        room = len(encoded) + 2
        tokens = (ctypes.c_int32 * room)()
        with self._native:
            self._require_open()
            count = self._library.llama_tokenize(
                self._vocabulary, encoded, len(encoded), tokens, room, begin, special
            )
        if count < 0:
            raise ModelError("The model's tokenizer failed", hint=native.last_errors())
        return list(tokens[:count])

    def token_text(self, token: int) -> str:
        """The name of a token; empty for the id -1 of a token that the model does not have."""
        if token < 0:
            return ""
        with self._native:
            self._require_open()
            text: bytes = self._library.llama_vocab_get_text(self._vocabulary, token)
        return text.decode("utf-8", errors="replace")

    @property
    def begin_token(self) -> str:
        """Text of the beginning-of-sequence token."""
        with self._native:
            self._require_open()
            return self.token_text(self._library.llama_vocab_bos(self._vocabulary))

    @property
    def end_token(self) -> str:
        """Text of the end-of-sequence token."""
        with self._native:
            self._require_open()
            return self.token_text(self._library.llama_vocab_eos(self._vocabulary))

    @property
    def adds_begin_token(self) -> bool:
        """Whether prompts of this model start with the beginning-of-sequence token."""
        with self._native:
            self._require_open()
            return bool(self._library.llama_vocab_get_add_bos(self._vocabulary))

    def control_texts(self) -> frozenset[str]:
        """The texts that the tokenizer turns into control tokens: not to be let in."""
        with self._native:
            self._require_open()
            attribute, vocabulary = self._library.llama_vocab_get_attr, self._vocabulary
            named = (
                (attribute(vocabulary, token), self.token_text(token))
                for token in range(self._library.llama_vocab_n_tokens(vocabulary))
                if attribute(vocabulary, token) & (_CONTROL | _USER_DEFINED)
            )
            return frozenset(
                text
                for attributes, text in named
                if len(text) > 1 and (attributes & _CONTROL or text.startswith("<|"))
            )

    def check_grammar(self, grammar: str) -> None:
        """Refuse a grammar that llama.cpp cannot parse.

        Raises:
            ModelError: with what llama.cpp said about it.
        """
        with self._native:
            self._require_open()
            sampler = grammar_sampler(self._library, self._vocabulary, grammar)
            self._library.llama_sampler_free(sampler)

    def generate(self, generation: Generation) -> Iterator[bytes]:
        """Answer a prompt: the bytes of one token after the other.

        Nothing is evaluated before the first is asked for. Closing the iterator stops there and
        lets the next generation in; so does reaching its end.

        Raises:
            ContextOverflow: the prompt leaves no room for an answer (said before evaluating it).
            ModelError: llama.cpp failed.
        """
        self._require_open()
        size = len(generation.prompt)
        if size >= self.context:
            raise ContextOverflow(
                f"The prompt has {size:,} tokens and the model's context {self.context:,}",
                hint="send less at once, or raise model.context in the config",
            )
        return self._run(generation)

    def _run(self, generation: Generation) -> Iterator[bytes]:
        def halted() -> bool:
            return self._closing.is_set() or generation.halt()

        if not self._take_turn(halted):
            generation.finish = "cancelled"
            return
        sampler: TokenSampler | None = None
        try:
            with self._native:
                self._require_open()
                sampler = TokenSampler(self._library, self._vocabulary, generation.sampling)
            while generation.finish is None:
                with self._native:
                    if halted():
                        generation.finish = "cancelled"
                        return
                    piece = self._step(generation, sampler)
                if piece is not None:
                    yield piece
        finally:
            if sampler is not None:
                sampler.close()
            self._turn.release()

    def _step(self, generation: Generation, sampler: TokenSampler) -> bytes | None:
        """Evaluate the next part of the prompt, or choose a token.

        Returns:
            The bytes of the token; ``None`` where the prompt is not at its end, or the answer is.
        """
        if not generation.pending and not generation.completion_tokens:
            generation.reused = self._reuse(generation.prompt)
            generation.pending = list(generation.prompt[generation.reused :])
        room = self.context - len(generation.prompt)
        limit = min(generation.max_tokens, room)
        if generation.completion_tokens >= limit:
            generation.finish = "context" if limit == room else "length"
            return None
        part = generation.pending[: self._batch]
        del generation.pending[: self._batch]
        self._decode(part)
        if generation.pending:
            return None
        token = sampler.choose(self._context)
        if self._library.llama_vocab_is_eog(self._vocabulary, token):
            generation.finish = "stop"
            return None
        generation.completion_tokens += 1
        generation.pending.append(token)
        piece = self._piece(token)
        sampler.written(piece)
        return piece

    def _piece(self, token: int) -> bytes:
        size = self._library.llama_token_to_piece(
            self._vocabulary,
            token,
            self._buffer,
            len(self._buffer),
            0,
            False,  # noqa: FBT003
        )
        if size < 0:
            self._buffer = ctypes.create_string_buffer(-size)
            return self._piece(token)
        return self._buffer.raw[:size]

    def _take_turn(self, halted: Callable[[], bool]) -> bool:
        while not self._turn.acquire(timeout=_LOCK_PATIENCE):
            if halted():
                return False
        return True

    def _reuse(self, prompt: Sequence[int]) -> int:
        """Keep the longest prefix of the cache that the prompt begins with; return its length."""
        same = 0
        # One token at least has to be evaluated, or there would be nothing to choose from.
        for known, wanted in zip(self._cached, prompt[:-1], strict=False):
            if known != wanted:
                break
            same += 1
        if not self._library.llama_memory_seq_rm(self._memory, 0, same, -1):
            # Recurrent models cannot forget only the end.
            self._library.llama_memory_clear(self._memory, True)  # noqa: FBT003
            same = 0
        del self._cached[same:]
        return same

    def _decode(self, tokens: Sequence[int]) -> None:
        array = (ctypes.c_int32 * len(tokens))(*tokens)
        code = self._library.llama_decode(
            self._context, self._library.llama_batch_get_one(array, len(tokens))
        )
        if code:
            self._cached.clear()
            self._library.llama_memory_clear(self._memory, True)  # noqa: FBT003
            if code == _NO_ROOM:
                raise ContextOverflow("The model's context is full")
            raise ModelError(f"llama.cpp failed to evaluate ({code})", hint=native.last_errors())
        self._cached.extend(tokens)

    def _require_open(self) -> None:
        if self.closed or self._closing.is_set():
            raise ModelUnavailable(f"The model {self._options.path.name} has been closed")

    def _load_model(self) -> Any:  # noqa: ANN401 – a native pointer
        parameters = self._library.llama_model_default_params()
        parameters.n_gpu_layers = self._options.gpu_layers
        model = self._library.llama_model_load_from_file(
            os.fsencode(self._options.path), parameters
        )
        if not model:
            raise ModelUnavailable(
                f"llama.cpp cannot load {self._options.path}: "
                f"{native.last_errors() or 'it does not say why'}",
                hint="choose another GGUF file, or a newer llama-cpp-python for a newer model",
            )
        return model

    def _wanted_context(self) -> int:
        return min(self._options.context, self.header.context_length or self._options.context)

    def _load_context(self) -> Any:  # noqa: ANN401 – a native pointer
        parameters = self._library.llama_context_default_params()
        parameters.n_ctx = self._wanted_context()
        parameters.n_batch = parameters.n_ubatch = min(self._options.batch, parameters.n_ctx)
        parameters.n_threads = self._threads
        # A batch of prompt tokens is much work between two waits: all cores are worth it there.
        parameters.n_threads_batch = self._options.threads or _usable_cores()
        parameters.no_perf = True
        context = self._library.llama_init_from_model(self._model, parameters)
        if not context:
            self._library.llama_model_free(self._model)
            raise ModelUnavailable(
                f"There is no room for a context of {parameters.n_ctx:,} tokens: "
                f"{native.last_errors() or 'llama.cpp does not say why'}",
                hint="lower model.context or model.gpu_layers in the config",
            )
        return context


def _free(library: ModuleType, context: object, model: object) -> None:
    """Release native memory: on close, when nobody refers to the runtime, or at exit."""
    library.llama_free(context)
    library.llama_model_free(model)


def _usable_cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


def _threads_for(cores: int) -> int:
    """Threads to generate with: one core less than there are; of many, half (their siblings).

    ggml's threads wait for one another by spinning, a few hundred times a token. With no core to
    spare, whatever else runs stops all of them: measured on two busy cores with a tiny model, two
    threads were a hundred times slower than one.
    """
    return max(1, cores - 1) if cores <= _FEW_CORES else cores // 2
