"""Which engine thinks, and who may ask it first.

One model serves chat, suggestions and background learning. :class:`SharedEngine` stands before it
and lets one call through at a time, chat before suggestions before learning, so that a turn of chat
waits for one batch of learning at most, never for a queue of them. The language model loads in the
background; if it does not load, the built-in engine answers and ``status`` says why.
"""

from __future__ import annotations

import contextlib
import heapq
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from agent.config import ModelSection
from agent.engine.port import (
    ChatEvent,
    ChatRequest,
    Engine,
    EngineKind,
    LearnRequest,
    LearnResult,
    SuggestRequest,
    SuggestResult,
)
from agent.wire import ModelView
from memory.errors import GumptionError, ModelError
from memory.types import Observation

if TYPE_CHECKING:
    from agent.llama.chat_model import LlamaChatModel

log = logging.getLogger(__name__)

CHAT, SUGGEST, LEARN = 0, 1, 2
NO_MODEL = "no language model is configured; gumption config set model.path FILE.gguf"
_TICK = 0.5


class Turnstile:
    """Lets one through at a time: the most urgent first, then the first to come."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._waiting: list[tuple[int, int]] = []
        self._tickets = count()
        self._taken = False

    @contextlib.contextmanager
    def turn(self, rank: int) -> Iterator[None]:
        """Wait for a turn (lower ranks go first) and hold it."""
        with self._condition:
            ticket = (rank, next(self._tickets))
            heapq.heappush(self._waiting, ticket)
            try:
                self._condition.wait_for(lambda: not self._taken and self._waiting[0] == ticket)
                self._taken = True
            finally:
                self._waiting.remove(ticket)
                heapq.heapify(self._waiting)
                self._condition.notify_all()
        try:
            yield
        finally:
            with self._condition:
                self._taken = False
                self._condition.notify_all()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a language model came to."""

    engine: Engine
    view: ModelView


class SharedEngine:
    """An :class:`agent.engine.port.Engine` before the real one, which may still be loading.

    Args:
        builtin: Answers when there is no language model.
        load: Loads the language model; ``None`` when none is configured.
        path: The configured model's path, for ``status``.
    """

    def __init__(
        self, builtin: Engine, load: Callable[[], Loaded] | None = None, *, path: str | None = None
    ) -> None:
        self._builtin = builtin
        self._engine = builtin
        self._path = path
        self._turnstile = Turnstile()
        self._ready = threading.Event()
        self._closed = False
        self._view = ModelView(
            name=None, path=path, device=None, gpu_layers=None, context=None, note=NO_MODEL
        )
        if load is None:
            self._ready.set()
        else:
            self._view = self._view.model_copy(update={"note": "loading"})
            threading.Thread(
                target=self._load, args=(load,), name="gumption-model", daemon=True
            ).start()

    def _load(self, load: Callable[[], Loaded]) -> None:
        try:
            loaded = load()
        except Exception as error:
            why = error.message if isinstance(error, GumptionError) else type(error).__name__
            log.warning("the language model does not load: %s", type(error).__name__)
            self._view = self._view.model_copy(
                update={"note": f"does not load, so the built-in engine thinks: {why}"}
            )
            if not isinstance(error, ModelError):
                log.exception("loading the language model failed")
        else:
            if self._closed:
                loaded.engine.close()
            else:
                self._engine, self._view = loaded.engine, loaded.view
        finally:
            self._ready.set()

    @property
    def model(self) -> ModelView:
        """The language model as ``status`` shows it, without waiting for it."""
        return self._view

    @property
    def current(self) -> Engine:
        """What answers now, without waiting for what may still be loading."""
        return self._engine

    def _await(self) -> Engine:
        while not self._ready.wait(_TICK):
            pass
        return self._engine

    @property
    def name(self) -> str:
        """See :class:`agent.engine.port.Engine`, as for all that follow."""
        return self._await().name

    @property
    def kind(self) -> EngineKind:
        """Whether a language model does the thinking."""
        return self._await().kind

    @property
    def batch_size(self) -> int:
        """How many observations one call takes at most."""
        return self._await().batch_size

    def learn(self, request: LearnRequest) -> LearnResult:
        """One batch, after everybody else."""
        engine = self._await()
        with self._turnstile.turn(LEARN):
            return engine.learn(request)

    def reflect(self, events: Sequence[Observation], now: datetime) -> LearnResult:
        """Statistics over events, after everybody else."""
        engine = self._await()
        with self._turnstile.turn(LEARN):
            return engine.reflect(events, now)

    def suggest(self, request: SuggestRequest) -> SuggestResult:
        """Suggestions, before learning."""
        engine = self._await()
        with self._turnstile.turn(SUGGEST):
            return engine.suggest(request)

    def chat(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """A turn of chat, before all else. Closing the iterator cancels it."""
        engine = self._await()
        with self._turnstile.turn(CHAT):
            yield from engine.chat(request)

    def close(self) -> None:
        """Release the model. May be called twice."""
        self._closed = True
        self._engine.close()
        if self._engine is not self._builtin:
            self._builtin.close()


def language_loader(section: ModelSection, statistics: Engine) -> Callable[[], Loaded] | None:
    """How to load the configured language model; ``None`` when none is.

    Args:
        section: The configuration's ``[model]``.
        statistics: The built-in engine, which reflects over events beside the language model.
    """
    path = section.path
    if path is None:
        return None

    def load() -> Loaded:
        from agent.engine.language import LanguageEngine
        from agent.llama import open_chat_model
        from agent.models.fitting import PREFERRED_CONTEXT

        chat_model: LlamaChatModel = open_chat_model(
            path,
            gpu_layers=section.gpu_layers,
            context=section.context or PREFERRED_CONTEXT,
            threads=section.threads or None,
            max_tokens=section.max_tokens,
            temperature=section.temperature,
            seed=section.seed,
        )
        described = chat_model.describe()
        engine = LanguageEngine(chat_model, name=described.model, statistics=statistics)
        view = ModelView(
            name=described.model,
            path=str(path),
            device=described.device,
            gpu_layers=described.layers_offloaded,
            context=described.context,
            note="",
        )
        return Loaded(engine, view)

    return load
