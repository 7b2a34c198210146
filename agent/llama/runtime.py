"""One loaded model and one context: tokens in, tokens out. Runs in the model process.

This speaks llama.cpp's C interface through the names that ``llama_cpp`` declares, instead of its
``Llama`` class, for five reasons: that class points the whole process's standard output elsewhere
while it loads; a grammar which does not parse is a null pointer that ends the process; it cannot
be stopped between the parts of a long prompt; it knows one sequence only; and it does not say how
many tokens of a prompt were found in the key-value cache, which is what makes a fixed prefix worth
having.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, Final

from agent.llama import native
from agent.llama.header import check_chat_model
from agent.llama.jobs import Job, Jobs
from agent.llama.loading import Loaded, Pointer, load
from agent.llama.options import RuntimeDescription, RuntimeOptions, Vocabulary
from agent.llama.sampling import TokenSampler, grammar_sampler
from agent.llama.sequences import Slot, Slots
from agent.models.fitting import plan_file
from agent.models.hardware import survey
from memory.errors import ContextOverflow, ModelError

#: llama.cpp's ``LLAMA_TOKEN_ATTR_CONTROL`` and ``LLAMA_TOKEN_ATTR_USER_DEFINED``.
_CONTROL: Final = 1 << 3
_USER_DEFINED: Final = 1 << 4
#: What ``llama_decode`` returns.
_NO_ROOM: Final = 1
_ABORTED: Final = 2


class Runtime:
    """A loaded model.

    Args:
        options: What to load, and how.
        jobs: What else waits: a prompt's evaluation is broken off for what is more urgent.
        on_step: Called whenever something was got done, loading included.
        clock: Seconds, for the speeds.

    Raises:
        ModelUnavailable: the file is unfit (see :mod:`agent.llama.header`) or does not load.
    """

    def __init__(
        self,
        options: RuntimeOptions,
        jobs: Jobs,
        on_step: Callable[[], None],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._header = check_chat_model(options.path, knows=native.knows_architecture)
        self._options = options
        self._jobs = jobs
        self._on_step = on_step
        self._clock = clock
        self._library: ModuleType = native.library()
        plan = plan_file(options.path, self._header, options, survey())
        self._threads = plan.threads
        self._loaded: Loaded = load(self._library, options.path, plan, on_step)
        self._context: Pointer = self._loaded.context
        self._vocabulary = self._library.llama_model_get_vocab(self._loaded.model)
        self._memory = self._library.llama_get_memory(self._context)
        self.context: int = self._loaded.size
        self._partial = not (
            self._library.llama_model_is_recurrent(self._loaded.model)
            or self._library.llama_model_is_hybrid(self._loaded.model)
        )
        self._slots = Slots(partial=self._partial)
        self._part = min(plan.batch, self.context)
        self._batch = self._library.llama_batch_init(self._part, 0, 1)
        self._buffer = ctypes.create_string_buffer(64)
        self._running: Job | None = None
        self._abort = self._library.ggml_abort_callback(self._overtaken)
        self._no_abort = self._library.ggml_abort_callback()  # a null pointer

    def close(self) -> None:
        """Release native memory; nothing of this may be called afterwards."""
        self._library.llama_batch_free(self._batch)
        self._library.llama_free(self._context)
        self._library.llama_model_free(self._loaded.model)

    def describe(self) -> RuntimeDescription:
        """What this model runs on: asked of the library, not taken from the settings."""
        devices = native.devices()
        offloaded = self._loaded.offloaded
        used = [device for device in devices if device.is_gpu == (offloaded > 0)]
        return RuntimeDescription(
            model=self._header.name or self._options.path.stem,
            architecture=self._header.architecture,
            device=", ".join(f"{device.name} ({device.description})" for device in used) or "CPU",
            layers=int(self._library.llama_model_n_layer(self._loaded.model)),
            layers_offloaded=offloaded,
            context=self.context,
            threads=self._threads,
            backends=tuple(dict.fromkeys(device.name for device in devices)),
            note="; ".join(self._loaded.notes),
        )

    def vocabulary(self) -> Vocabulary:
        """What the prompt's writer has to know."""
        library, vocabulary = self._library, self._vocabulary
        attribute = library.llama_vocab_get_attr
        named = (
            (attribute(vocabulary, token), self._text(token))
            for token in range(library.llama_vocab_n_tokens(vocabulary))
            if attribute(vocabulary, token) & (_CONTROL | _USER_DEFINED)
        )
        return Vocabulary(
            begin=self._text(library.llama_vocab_bos(vocabulary)),
            end=self._text(library.llama_vocab_eos(vocabulary)),
            adds_begin=bool(library.llama_vocab_get_add_bos(vocabulary)),
            controls=frozenset(
                text
                for attributes, text in named
                if len(text) > 1 and (attributes & _CONTROL or text.startswith("<|"))
            ),
        )

    def tokenize(self, text: str, *, special: bool, begin: bool) -> list[int]:
        """Token ids of a text. May be called from any thread: a vocabulary does not change.

        Args:
            text: Any text.
            special: Whether the names of control tokens mean those tokens.
            begin: Whether to put the beginning-of-sequence token first, if the model wants one.
        """
        # A lone surrogate can reach here from a file name; it has no UTF-8.
        encoded = text.encode("utf-8", errors="replace")
        room = len(encoded) + 2
        tokens = (ctypes.c_int32 * room)()
        count = self._library.llama_tokenize(
            self._vocabulary, encoded, len(encoded), tokens, room, begin, special
        )
        if count < 0:
            raise ModelError("The model's tokenizer failed")
        return list(tokens[:count])

    def check_grammar(self, grammar: str) -> None:
        """Refuse a grammar that llama.cpp cannot parse.

        Raises:
            ModelError: with what llama.cpp said about it.
        """
        sampler = grammar_sampler(self._library, self._vocabulary, grammar)
        self._library.llama_sampler_free(sampler)

    def step(self, job: Job) -> bytes | None:
        """Evaluate the next part of a job's prompt, or choose a token of its answer.

        Returns:
            The bytes of the token; ``None`` where the prompt is not at its end, or the answer is.

        Raises:
            ContextOverflow: the prompt leaves no room for an answer.
            ModelError: llama.cpp failed, or does not understand the grammar.
        """
        started = self._clock()
        slot = self._resume(job) if job.slot else self._begin(job)
        sampler = job.sampler
        assert sampler is not None  # noqa: S101 – begun above, for the type checker
        room = self.context - len(job.prompt)
        limit = min(job.max_tokens, room)
        if job.completion_tokens >= limit:
            job.finish = "context" if limit == room else "length"
            return None
        part = job.pending[: self._part]
        if not self._decode(job, slot, part):
            return None
        del job.pending[: len(part)]
        self._on_step()
        if job.pending or not job.completion_tokens:
            job.evaluated += len(part)
            job.prompt_seconds += self._clock() - started
            if job.pending:
                return None
        token = sampler.choose(self._context)
        if self._library.llama_vocab_is_eog(self._vocabulary, token):
            job.finish = "stop"
            return None
        if job.completion_tokens:
            job.answer_seconds += self._clock() - started
        job.completion_tokens += 1
        job.pending.append(token)
        piece = self._piece(token)
        sampler.written(piece)
        return piece

    def end(self, job: Job) -> None:
        """Let a job's sequence go; what it holds stays for the next prompt that begins alike."""
        if job.sampler is not None:
            job.sampler.close()
        if job.slot is not None:
            job.slot.busy = False
            if job.slot.away:
                job.slot.away = False
                job.slot.tokens.clear()

    def _begin(self, job: Job) -> Slot:
        size = len(job.prompt)
        if size >= self.context:
            raise ContextOverflow(
                f"The prompt has {size:,} tokens and the model's context {self.context:,}",
                hint="send less at once, or raise model.context in the config",
            )
        job.sampler = TokenSampler(self._library, self._vocabulary, job.sampling)
        placement = self._slots.take(job.prompt, job.priority)
        slot, shared = placement.slot, placement.shared
        job.slot = slot
        if not self._cut(slot, placement.keep):
            shared = 0
        elif placement.source is not None:
            end = shared if self._partial else -1
            self._library.llama_memory_seq_cp(
                self._memory, placement.source.number, slot.number, 0, end
            )
        slot.tokens[:] = job.prompt[:shared]
        job.reused = shared
        job.pending = list(job.prompt[shared:])
        return slot

    def _resume(self, job: Job) -> Slot:
        slot = job.slot
        assert slot is not None  # noqa: S101 – the caller looked
        if job.saved is not None:
            while not self._library.llama_state_seq_set_data(
                self._context,
                (ctypes.c_uint8 * len(job.saved)).from_buffer_copy(job.saved),
                len(job.saved),
                slot.number,
            ):
                if not self._make_room(job, slot):
                    raise ContextOverflow("The model's context is full")
            job.saved = None
            slot.away = False
        return slot

    def _decode(self, job: Job, slot: Slot, tokens: Sequence[int]) -> bool:
        """Evaluate tokens; false where that was broken off for something more urgent."""
        self._fill(slot, tokens)
        code = self._evaluate(job, slot, breakable=len(tokens) > 1)
        if code == 0:
            slot.tokens.extend(tokens)
            return True
        kept = self._cut(slot, len(slot.tokens))
        if code == _ABORTED and kept:
            return False
        if code == _ABORTED:
            # A recurrent model cannot take a part back: its prompt is begun again.
            job.pending = list(job.prompt)
            return False
        raise ModelError(f"llama.cpp failed to evaluate ({code})", hint=native.last_errors())

    def _evaluate(self, job: Job, slot: Slot, *, breakable: bool) -> int:
        """Have the batch evaluated, making room for it where there is none; llama.cpp's code."""
        library, context = self._library, self._context
        self._running = job
        if breakable:
            # Asked before each operation of the graph, which is dear for one token and nothing for
            # a part of a prompt, whose evaluation can take seconds.
            library.llama_set_abort_callback(context, self._abort, None)
        # To be broken off is an error to llama.cpp, and told at length: only others are logged.
        with native.overheard() as said:
            while (code := library.llama_decode(context, self._batch)) == _NO_ROOM:
                if not self._make_room(job, slot):
                    break
        if breakable:
            library.llama_set_abort_callback(context, self._no_abort, None)
        if code == _NO_ROOM:
            raise ContextOverflow("The model's context is full")
        if code < 0:
            native.repeat(said)
        return int(code)

    def _fill(self, slot: Slot, tokens: Sequence[int]) -> None:
        batch, size, begin = self._batch, len(tokens), len(slot.tokens)
        batch.n_tokens = size
        for at, token in enumerate(tokens):
            batch.token[at] = token
            batch.pos[at] = begin + at
            batch.n_seq_id[at] = 1
            batch.seq_id[at][0] = slot.number
            batch.logits[at] = False
        batch.logits[size - 1] = True

    def _make_room(self, job: Job, slot: Slot) -> bool:
        """Give up what is kept for later, then put less urgent work aside."""
        spare = self._slots.spare(besides=slot)
        if spare is not None:
            return self._cut(spare, 0)
        other = self._jobs.least_urgent(besides=job)
        if other is None or other.slot is None:
            return False
        number = other.slot.number
        size = self._library.llama_state_seq_get_size(self._context, number)
        state = (ctypes.c_uint8 * size)()
        written = self._library.llama_state_seq_get_data(self._context, state, size, number)
        other.saved = ctypes.string_at(state, written)
        other.slot.away = True
        return bool(self._library.llama_memory_seq_rm(self._memory, number, -1, -1))

    def _cut(self, slot: Slot, keep: int) -> bool:
        """Forget a sequence from a position on; false where it had to be forgotten whole."""
        kept = bool(self._library.llama_memory_seq_rm(self._memory, slot.number, keep, -1))
        if not kept:
            # Recurrent models cannot forget only the end.
            self._library.llama_memory_seq_rm(self._memory, slot.number, -1, -1)
            keep = 0
        del slot.tokens[keep:]
        return kept

    def _overtaken(self, _: object) -> bool:
        return self._running is not None and self._jobs.overtaken(self._running)

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

    def _text(self, token: int) -> str:
        """The name of a token; empty for the id -1 of a token that the model does not have."""
        if token < 0:
            return ""
        text: bytes | Any = self._library.llama_vocab_get_text(self._vocabulary, token)
        return bytes(text).decode("utf-8", errors="replace")
