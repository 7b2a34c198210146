"""The process that looks at one image: ``python -m agent.llama.seeing``.

It takes a :class:`~agent.llama.vision.Look` as JSON on standard input and writes the answer, held
to a grammar, to standard output; native messages go to standard error. Images go through the
``libmtmd`` of llama.cpp (https://github.com/ggml-org/llama.cpp/tree/master/tools/mtmd).
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any, Final, cast

from langchain_core.messages import HumanMessage, SystemMessage

from agent.llama import native
from agent.llama.grammar import grammar_of
from agent.llama.header import check_chat_model
from agent.llama.loading import Loaded, load
from agent.llama.options import RuntimeOptions, Sampling
from agent.llama.sampling import TokenSampler
from agent.llama.template import ChatTemplate
from agent.llama.vision import SCHEMA, Look
from agent.models.fitting import LoadPlan, plan_file
from agent.models.hardware import survey
from agent.prompts import load_prompt
from memory.errors import ContextOverflow, GumptionError, ModelError

Pointer = Any

_PIECE: Final = 256
FAILED: Final = 1


class Sight:
    """A model and its projector, loaded.

    Args:
        look: What to load.

    Raises:
        ModelError: either does not load, or the projector is of another model.
    """

    def __init__(self, look: Look) -> None:
        import llama_cpp.mtmd_cpp as mtmd

        self._look, self._mtmd = look, mtmd
        options = RuntimeOptions(
            path=Path(look.model),
            gpu_layers=look.gpu_layers,
            context=look.context,
            threads=look.threads,
        )
        header = check_chat_model(options.path)
        self._library: ModuleType = native.library()
        self._plan: LoadPlan = plan_file(options.path, header, options, survey())
        self._loaded: Loaded = load(self._library, options.path, self._plan, lambda: None)
        self._vocabulary = self._library.llama_model_get_vocab(self._loaded.model)
        self._template = ChatTemplate(header.chat_template or "", begin="", end="", control=())
        self._eyes = self._open_projector()

    def close(self) -> None:
        """Release native memory."""
        self._mtmd.mtmd_free(self._eyes)
        self._library.llama_free(self._loaded.context)
        self._library.llama_model_free(self._loaded.model)

    def answer(self) -> Iterator[bytes]:
        """Look, and give the bytes of one token after the other.

        Raises:
            ContextOverflow: the image takes more tokens than there is room for.
            ModelError: the image cannot be decoded or evaluated.
        """
        self._evaluate()
        sampling = Sampling(temperature=0, grammar=grammar_of(SCHEMA))
        sampler = TokenSampler(self._library, self._vocabulary, sampling)
        token = (ctypes.c_int32 * 1)()
        buffer = ctypes.create_string_buffer(_PIECE)
        try:
            for _ in range(self._look.max_tokens):
                token[0] = sampler.choose(self._loaded.context)
                if self._library.llama_vocab_is_eog(self._vocabulary, token[0]):
                    return
                size = self._library.llama_token_to_piece(
                    self._vocabulary,
                    token[0],
                    buffer,
                    _PIECE,
                    0,
                    False,  # noqa: FBT003
                )
                yield buffer.raw[: max(size, 0)]
                batch = self._library.llama_batch_get_one(token, 1)
                if self._library.llama_decode(self._loaded.context, batch):
                    raise ModelError("llama.cpp failed to evaluate", hint=native.last_errors())
        finally:
            sampler.close()

    def _open_projector(self) -> Pointer:
        settings = self._mtmd.mtmd_context_params_default()
        settings.use_gpu = self._loaded.offloaded > 0
        settings.n_threads = self._plan.threads
        settings.print_timings = settings.warmup = False
        native.clear_errors()
        eyes = self._mtmd.mtmd_init_from_file(
            os.fsencode(self._look.projector), self._loaded.model, settings
        )
        if not eyes or not self._mtmd.mtmd_support_vision(eyes):
            raise ModelError(
                f"{self._look.projector} does not let this model see",
                hint=native.last_errors() or "take the projector of the same repository",
            )
        return cast("Pointer", eyes)

    def _evaluate(self) -> None:
        """Put the image between the words of the prompt, and all of it through the model."""
        mtmd = self._mtmd
        with ExitStack() as stack:
            bitmap = mtmd.mtmd_helper_bitmap_init_from_file(
                self._eyes,
                os.fsencode(self._look.image),
                False,  # noqa: FBT003
            )
            if not bitmap:
                raise ModelError("The image cannot be decoded", hint=native.last_errors())
            stack.callback(mtmd.mtmd_bitmap_free, bitmap)
            chunks = mtmd.mtmd_input_chunks_init()
            stack.callback(mtmd.mtmd_input_chunks_free, chunks)
            written = self._prompt().encode()
            text = mtmd.mtmd_input_text(written, len(written), True, True)  # noqa: FBT003
            bitmaps = (mtmd.mtmd_bitmap_p_ctypes * 1)(bitmap)
            if mtmd.mtmd_tokenize(self._eyes, chunks, ctypes.byref(text), bitmaps, 1):
                raise ModelError("The image cannot be prepared", hint=native.last_errors())
            tokens = int(mtmd.mtmd_helper_get_n_tokens(chunks))
            if tokens + self._look.max_tokens > self._loaded.size:
                raise ContextOverflow(
                    f"The image takes {tokens:,} tokens of a context of {self._loaded.size:,}",
                    hint="raise model.context in the config",
                )
            past = self._library.llama_pos(0)
            failed = mtmd.mtmd_helper_eval_chunks(
                self._eyes,
                self._loaded.context,
                chunks,
                0,
                0,
                self._plan.batch,
                True,  # noqa: FBT003
                ctypes.byref(past),
            )
            if failed:
                raise ModelError("The image cannot be evaluated", hint=native.last_errors())

    def _prompt(self) -> str:
        prompt = load_prompt("image")
        marker = self._mtmd.mtmd_default_marker().decode()
        asked = HumanMessage(prompt.frame.format(picture=marker))
        return self._template.render([SystemMessage(prompt.text), asked], thoughts=False).text


def main() -> int:
    """Read the order, look, write the answer; returns the exit code."""
    if hasattr(signal, "SIGHUP"):
        # Under nohup it would be ignored, and a reader that was stopped would outlive the daemon.
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    # Whatever native code prints goes where messages go; the answer has this descriptor to itself.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        try:
            sight = Sight(Look(**json.loads(sys.stdin.buffer.read())))
            for piece in sight.answer():
                answers.write(piece)
            sight.close()
        except GumptionError as error:
            sys.stderr.write(f"{error}\n")
            return FAILED
    return 0


if __name__ == "__main__":
    sys.exit(main())
