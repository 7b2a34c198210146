"""Reading images with a multimodal model, in a process that lives as long as one image takes.

A projector is native code that decodes a stranger's file, so it runs apart from the model process
too: :mod:`agent.llama.seeing` loads the model and its projector, looks, answers and ends. The
weights are mapped, so on a CPU a second load costs little while the first one is in memory; what it
may put on a card is what is free there when it starts.

It comes last in the queue for the machine: while somebody chats or suggestions are made, it is
stopped between two instructions, and goes on afterwards.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, Field, ValidationError

from agent.llama.cards import with_cards
from agent.llama.options import RuntimeOptions
from agent.prompts import load_prompt
from memory.errors import ModelError, ModelOutputInvalid, ModelTimeout

_log = logging.getLogger("gumption.llama")

COMMAND: Final = (sys.executable, "-P", "-m", "agent.llama.seeing")
#: Seconds for loading, looking and answering: two cores take about half of that for a 4B model.
PATIENCE: Final = 180.0
_MOST_TOKENS: Final = 900
#: Seconds between two looks at whether somebody more urgent came.
_LOOK: Final = 0.05
#: Native complaints kept for an error message, in characters.
_LAST_WORDS: Final = 300


class Seen(BaseModel):
    """What an image shows: the text in it, and what the person does there."""

    text: str = Field(max_length=2400)
    actions: list[str] = Field(max_length=6)


#: The same with an end to every string, for the grammar.
SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "text": {"type": "string", "maxLength": 2400},
        "actions": {
            "type": "array",
            "items": {"type": "string", "maxLength": 120},
            "maxItems": 6,
        },
    },
    "required": ["text", "actions"],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the process is told, as JSON on its standard input."""

    model: str
    projector: str
    image: str
    gpu_layers: int
    context: int
    threads: int
    max_tokens: int


class VisionModel:
    """A multimodal GGUF with its projector; reads one image at a time, whoever asks.

    Args:
        options: The model's file and how to load it.
        projector: The file that lets it see.
        patience: Seconds for one image, those not counted in which it had to wait.
        max_tokens: Of an answer.
        command: Starts the process.
        urgent: Whether somebody more urgent needs the machine now.
        clock: Seconds, for patience.
    """

    def __init__(
        self,
        options: RuntimeOptions,
        projector: Path,
        *,
        patience: float = PATIENCE,
        max_tokens: int = _MOST_TOKENS,
        command: Sequence[str] = COMMAND,
        urgent: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._options, self._projector = options, projector
        self._patience, self._command = patience, command
        self._urgent, self._clock = urgent, clock
        self._max_tokens = max_tokens
        self._one = threading.Lock()

    @property
    def name(self) -> str:
        """For ``doctor`` and for the observation's context: with which prompt, too."""
        return f"{self._options.path.stem} ({load_prompt('image').version})"

    def read(self, image: Path) -> Seen:
        """Look at one image, which has been checked to be one.

        Raises:
            ModelTimeout: it took too long.
            ModelOutputInvalid: its answer was cut off.
            ModelError: it does not load, or failed.
        """
        look = Look(
            model=str(self._options.path),
            projector=str(self._projector),
            image=str(image),
            gpu_layers=self._options.gpu_layers,
            context=self._options.context,
            threads=self._options.threads,
            max_tokens=self._max_tokens,
        )
        with self._one:
            code, answer, complaints = self._look(json.dumps(asdict(look)).encode())
        said = complaints.decode("utf-8", errors="replace").strip()
        if said:
            _log.debug("%s", said)
        if code:
            raise ModelError(f"{self.name} cannot read an image: {said[-_LAST_WORDS:]}")
        # As in agent.llama.structured: noise that is no UTF-8 is one character for a grammar.
        written = re.sub("\ufffd+", "\ufffd", answer.decode("utf-8", errors="replace"))
        try:
            return Seen.model_validate_json(written)
        except ValidationError as error:
            raise ModelOutputInvalid(f"{self.name} did not finish reading an image") from error

    def _look(self, order: bytes) -> tuple[int, bytes, bytes]:
        """Run the process; its exit code, what it wrote and what it complained of."""
        while self._urgent():
            time.sleep(_LOOK)
        try:
            process = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=with_cards(os.environ),
                # An interrupt typed in a terminal is for us alone. In our session, the system wakes
                # and ends it when it is stopped and we are gone.
                process_group=0,
            )
        except OSError as error:
            raise ModelError(f"The process that reads images does not start: {error}") from error
        with process:
            try:
                answer, complaints = self._await(process, order)
            finally:
                process.kill()  # one that is stopped hears of nothing less
        return process.returncode, answer, complaints

    def _await(self, process: subprocess.Popen[bytes], order: bytes) -> tuple[bytes, bytes]:
        """What it wrote and complained of, in its turns with whoever is more urgent."""
        import psutil  # type: ignore[import-untyped]

        turns = psutil.Process(process.pid)
        stopped, spent, seen = False, 0.0, self._clock()
        given: bytes | None = order
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.communicate(given, timeout=_LOOK)
            given, before, seen = None, seen, self._clock()
            spent += 0.0 if stopped else seen - before
            if spent > self._patience:
                raise ModelTimeout(
                    f"{self.name} did not read an image within {self._patience:g} seconds"
                )
            if stopped != self._urgent():
                stopped = not stopped
                with contextlib.suppress(psutil.NoSuchProcess):
                    (turns.suspend if stopped else turns.resume)()
