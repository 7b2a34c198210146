"""The loaded model as the chat model sees it; it runs in another process."""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty
from typing import Final

from agent.llama.child import COMMAND
from agent.llama.header import GgufHeader, check_chat_model
from agent.llama.options import Generation, RuntimeDescription, RuntimeOptions
from agent.llama.protocol import (
    CheckGrammar,
    Done,
    Failed,
    Generate,
    Message,
    Ready,
    TokenIds,
    Tokenize,
    Tokens,
)
from agent.llama.speed import Speed, Speeds
from agent.llama.supervisor import LOOK, Patience, Supervisor, error_of
from memory.errors import ContextOverflow, ModelError, ModelUnavailable

#: Looking something up in the vocabulary takes as long as starting the model, where it is unloaded.
_FOREVER: Final[Callable[[], bool]] = lambda: False  # noqa: E731


class ModelProcess:
    """A model in a process of its own, loaded when this is made and again whenever it is needed.

    Any number of threads may ask; chat goes before suggestions and those before learning.

    Args:
        options: What to load, and how.
        patience: When a process counts as hung, and when it is unloaded because nobody asks.
        command: Starts the model process.
        clock: Seconds, for patience.

    Raises:
        ModelUnavailable: the file is unfit (see :mod:`agent.llama.header`) or does not load.
    """

    def __init__(
        self,
        options: RuntimeOptions,
        *,
        patience: Patience | None = None,
        command: Sequence[str] = COMMAND,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.header: GgufHeader = check_chat_model(options.path)
        self._name = options.path.name
        self._supervisor = Supervisor(options, patience=patience, command=command, clock=clock)
        self._speeds = Speeds()
        # Ends the process when nobody refers to this any more, and at the interpreter's exit.
        self._end = weakref.finalize(self, self._supervisor.close)
        try:
            self._loaded()
        except ModelUnavailable:
            self.close()
            raise

    @property
    def supervisor(self) -> Supervisor:
        """What keeps the process; knows its state."""
        return self._supervisor

    @property
    def closed(self) -> bool:
        """Whether it has been closed."""
        return not self._end.alive

    def close(self) -> None:
        """End what is being generated, and the process. May be called twice."""
        self._end()

    def describe(self) -> RuntimeDescription:
        """What the model runs on, or ran on before it was unloaded."""
        return self._supervisor.description or self._loaded().description

    @property
    def speed(self) -> Speed:
        """Tokens a second of the calls so far."""
        return self._speeds.now

    @property
    def context(self) -> int:
        """Tokens of prompt and answer together; fewer once the system had no memory for more."""
        return self._supervisor.context or self.describe().context

    @property
    def begin_token(self) -> str:
        """Text of the beginning-of-sequence token."""
        return self._loaded().vocabulary.begin

    @property
    def end_token(self) -> str:
        """Text of the end-of-sequence token."""
        return self._loaded().vocabulary.end

    @property
    def adds_begin_token(self) -> bool:
        """Whether prompts of this model start with the beginning-of-sequence token."""
        return self._loaded().vocabulary.adds_begin

    def control_texts(self) -> frozenset[str]:
        """The texts that the tokenizer turns into control tokens: not to be let in."""
        return self._loaded().vocabulary.controls

    def tokenize(self, text: str, *, special: bool = False, begin: bool = False) -> list[int]:
        """Token ids of a text.

        Args:
            text: Any text.
            special: Whether the names of control tokens mean those tokens.
            begin: Whether to put the beginning-of-sequence token first, if the model wants one.

        Raises:
            ModelError: the model process failed.
        """

        def build(number: int) -> Tokenize:
            return Tokenize(id=number, text=text, special=special, begin=begin)

        return self._look_up(build)

    def check_grammar(self, grammar: str) -> None:
        """Refuse a grammar that llama.cpp cannot parse.

        Raises:
            ModelError: with what llama.cpp said about it.
        """
        self._look_up(lambda number: CheckGrammar(id=number, grammar=grammar))

    def generate(self, generation: Generation) -> Iterator[bytes]:
        """Answer a prompt: the bytes of one token after the other.

        Nothing is evaluated before the first is asked for. Closing the iterator stops the model;
        so does its end.

        Raises:
            ContextOverflow: the prompt leaves no room for an answer (said before evaluating it).
            ModelCrashed: the model process ended meanwhile.
            ModelTimeout: it hung.
            ModelBusy: too many answers are waited for.
            ModelError: llama.cpp failed.
        """
        if self.closed:
            raise ModelUnavailable(f"The model {self._name} has been closed")
        size = len(generation.prompt)
        if size >= self.context:
            raise ContextOverflow(
                f"The prompt has {size:,} tokens and the model's context {self.context:,}",
                hint="send less at once, or raise model.context in the config",
            )
        return self._run(generation)

    def _run(self, generation: Generation) -> Iterator[bytes]:
        def halted() -> bool:
            return self.closed or generation.halt()

        def build(number: int) -> Generate:
            return Generate(
                id=number,
                prompt=generation.prompt,
                sampling=generation.sampling,
                max_tokens=generation.max_tokens,
                priority=generation.priority,
            )

        given = None if halted() else self._supervisor.submit(build, halted)
        if given is None:
            generation.finish = "cancelled"
            return
        number, inbox = given
        try:
            while generation.finish is None:
                if halted():
                    generation.finish = "cancelled"
                    return
                with suppress(Empty):
                    yield from self._take(generation, inbox.get(timeout=LOOK), halted)
        finally:
            self._supervisor.forget(number)

    def _take(
        self, generation: Generation, report: Message | ModelError, halted: Callable[[], bool]
    ) -> Iterator[bytes]:
        match report:
            case Tokens():
                generation.reused = report.reused
                for at, piece in enumerate(report.pieces):
                    if at and halted():
                        generation.finish = "cancelled"
                        return
                    generation.completion_tokens += 1
                    yield piece.encode("latin-1")
            case Done():
                generation.reused = report.reused
                generation.finish = report.finish
                self._speeds.add(report)
            case ModelError() if self.closed:
                generation.finish = "cancelled"
            case _:
                raise _error(report)

    def _look_up(self, build: Callable[[int], Tokenize | CheckGrammar]) -> list[int]:
        given = self._supervisor.submit(build, _FOREVER)
        if given is None:  # pragma: no cover - nothing halts it
            raise ModelUnavailable(f"The model {self._name} has been closed")
        report = given[1].get()
        if isinstance(report, TokenIds):
            return list(report.ids)
        raise _error(report)

    def _loaded(self) -> Ready:
        ready = self._supervisor.ready(_FOREVER)
        if ready is None:  # pragma: no cover - nothing halts it
            raise ModelUnavailable(f"The model {self._name} has been closed")
        return ready


def _error(report: Message | ModelError) -> ModelError:
    if isinstance(report, Failed):
        return error_of(report)
    if isinstance(report, ModelError):
        return report
    return ModelError(f"The model process answered with {type(report).__name__}")
