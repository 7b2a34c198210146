"""Which engine thinks, and who may ask it first.

One model serves chat, suggestions and background learning. :class:`SharedEngine` stands before it.
A model of our own queues by itself, by the token (:mod:`agent.llama.jobs`); other engines are let
through one call at a time, chat before suggestions before learning, and a call that is overtaken is
broken off where the engine can do that, and made again. The language model loads in the
background; if it does not load, or crashes too often, the built-in engine answers and ``status``
says why.
"""

from __future__ import annotations

import contextlib
import heapq
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, TypeVar

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
    from agent.llama.client import ModelProcess

log = logging.getLogger(__name__)
T = TypeVar("T")

CHAT, SUGGEST, LEARN = 0, 1, 2
LOADING = "loading"
NO_MODEL = "no language model is configured; gumption model list shows which fit this machine"
#: Of a server that cannot be asked how much its model sees at once.
DEFAULT_CONTEXT = 8192
_NAMELESS = "the server's model"
_TICK = 0.5


class Turnstile:
    """Lets one through at a time: the most urgent first, then the first to come.

    Who is through is told when somebody more urgent waits, so that it can make way.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._waiting: list[tuple[int, int]] = []
        self._tickets = count()
        self._through: tuple[int, threading.Event] | None = None

    @contextlib.contextmanager
    def turn(self, rank: int) -> Iterator[threading.Event]:
        """Wait for a turn (lower ranks go first) and hold it.

        Yields:
            What is set once somebody more urgent waits.
        """
        overtaken = threading.Event()
        with self._condition:
            ticket = (rank, next(self._tickets))
            heapq.heappush(self._waiting, ticket)
            if self._through is not None and rank < self._through[0]:
                self._through[1].set()
            try:
                self._condition.wait_for(
                    lambda: self._through is None and self._waiting[0] == ticket
                )
                self._through = rank, overtaken
            finally:
                self._waiting.remove(ticket)
                heapq.heapify(self._waiting)
                self._condition.notify_all()
        try:
            yield overtaken
        finally:
            with self._condition:
                self._through = None
                self._condition.notify_all()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a language model came to.

    Attributes:
        engine: Thinks with it.
        view: How it is now, for ``status``.
        queues: Whether it has a queue of its own, so that all may ask at once.
        usable: Whether it can be asked; where not, the built-in engine is.
        close: Ends the model alone, at any time; the engine's own ``close`` releases the rest.
        check: Asks whether it is there, for ``doctor``; a :class:`memory.errors.ModelError` says
            why not.
    """

    engine: Engine
    view: Callable[[], ModelView]
    queues: bool = False
    usable: Callable[[], bool] = lambda: True
    close: Callable[[], None] = lambda: None
    check: Callable[[], object] = lambda: None


class SharedEngine:
    """An :class:`agent.engine.port.Engine` before the real one, which may still be loading.

    Args:
        builtin: Answers when there is no language model.
        load: Loads the language model; ``None`` when none is configured.
        configured: What it is, for ``status``, until it is loaded.
    """

    def __init__(
        self,
        builtin: Engine,
        load: Callable[[], Loaded] | None = None,
        *,
        configured: ModelView | None = None,
    ) -> None:
        self._builtin = builtin
        self._loaded: Loaded | None = None
        self._turnstile = Turnstile()
        self._urgent: list[int] = []
        self._ready = threading.Event()
        self._closed = False
        self._configured = load is not None
        self._view = configured or _no_model()
        if load is None:
            self._ready.set()
        else:
            self._view = self._view.model_copy(update={"state": LOADING, "note": ""})
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
                update={
                    "name": None,
                    "state": "",
                    "note": f"does not load, so the built-in engine thinks: {why}",
                }
            )
            if not isinstance(error, ModelError):
                log.exception("loading the language model failed")
        else:
            if self._closed:
                loaded.engine.close()
            else:
                self._loaded = loaded
        finally:
            self._ready.set()

    @property
    def model(self) -> ModelView:
        """The language model as ``status`` shows it, without waiting for it."""
        return self._view if self._loaded is None else self._loaded.view()

    @property
    def current(self) -> Engine:
        """What answers now, without waiting for what may still be loading."""
        loaded = self._loaded
        return loaded.engine if loaded is not None and loaded.usable() else self._builtin

    @property
    def stand_in(self) -> str:
        """Why the built-in engine answers in a configured model's place; empty if it does not."""
        if not self._configured or self.current is not self._builtin:
            return ""
        view = self.model
        subject = f"{view.name}: " if view.name else "The configured language model "
        return subject + (view.note or f"is {view.state}")

    def urgent(self) -> bool:
        """Whether a turn of chat or suggestions are being made: what can wait then should."""
        return bool(self._urgent)

    def fault(self) -> str:
        """Why the language model cannot be asked now; empty where it can, or there is none."""
        try:
            if self._loaded is not None:
                self._loaded.check()
        except ModelError as error:
            return str(error)
        return ""

    def _await(self) -> Engine:
        while not self._ready.wait(_TICK):
            pass
        return self.current

    @contextlib.contextmanager
    def _turn(self, rank: int) -> Iterator[tuple[Engine, threading.Event]]:
        engine = self._await()
        if rank < LEARN:
            self._urgent.append(rank)
        try:
            if self._loaded is not None and self._loaded.queues and engine is self._loaded.engine:
                yield engine, threading.Event()  # it makes way by itself
                return
            with self._turnstile.turn(rank) as overtaken:
                yield engine, overtaken
        finally:
            if rank < LEARN:
                self._urgent.remove(rank)

    def _making_way(self, rank: int, ask: Callable[[Engine, threading.Event], T]) -> T:
        """Ask the engine; again, where that was broken off for somebody more urgent."""
        while True:
            with self._turn(rank) as (engine, overtaken):
                try:
                    return ask(engine, overtaken)
                except ModelError:
                    if self._closed or not overtaken.is_set():
                        raise

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
        """One batch, after everybody else; it makes way for them and is asked again."""
        return self._making_way(
            LEARN, lambda engine, overtaken: engine.learn(replace(request, cancel=overtaken))
        )

    def reflect(self, events: Sequence[Observation], now: datetime) -> LearnResult:
        """Statistics over events, after everybody else."""
        with self._turn(LEARN) as (engine, _):
            return engine.reflect(events, now)

    def suggest(self, request: SuggestRequest) -> SuggestResult:
        """Suggestions, before learning; they make way for chat."""
        return self._making_way(
            SUGGEST, lambda engine, overtaken: engine.suggest(replace(request, cancel=overtaken))
        )

    def chat(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """A turn of chat, before all else. Closing the iterator cancels it."""
        with self._turn(CHAT) as (engine, _):
            yield from engine.chat(request)

    def close_model(self) -> None:
        """End the language model, whatever it is doing: who waits for it gets an error."""
        self._closed = True
        if self._loaded is not None:
            self._loaded.close()

    def close(self) -> None:
        """Release the model and the built-in engine. May be called twice."""
        self.close_model()
        if self._loaded is not None:
            self._loaded.engine.close()
        self._builtin.close()


def configured_view(section: ModelSection) -> ModelView | None:
    """What is configured, as ``status`` shows it before it is loaded; ``None`` without a model."""
    if section.endpoint:
        name = section.name or _NAMELESS
        return _no_model().model_copy(update={"name": name, "endpoint": section.endpoint})
    if section.path is None:
        return None
    return _no_model().model_copy(update={"name": section.path.stem, "path": str(section.path)})


def _no_model() -> ModelView:
    return ModelView(
        name=None, path=None, device=None, gpu_layers=None, context=None, note=NO_MODEL
    )


def language_loader(section: ModelSection, statistics: Engine) -> Callable[[], Loaded] | None:
    """How to load the configured language model; ``None`` when none is.

    Args:
        section: The configuration's ``[model]``.
        statistics: The built-in engine, which reflects over events beside the language model.
    """
    if section.endpoint:
        return partial(_reach, section, statistics)
    path = section.path
    if path is None:
        return None

    def load() -> Loaded:
        from agent.engine.language import LanguageEngine
        from agent.llama import open_chat_model

        chat_model: LlamaChatModel = open_chat_model(
            path,
            gpu_layers=section.gpu_layers,
            context=section.context,
            threads=section.threads,
            batch=section.batch,
            flash_attention=section.flash_attention,
            kv_type=section.kv_type,
            max_tokens=section.max_tokens,
            temperature=section.temperature,
            seed=section.seed,
            idle_unload=section.idle_unload_minutes * 60 or None,
        )
        process = chat_model.process
        engine = LanguageEngine(chat_model, name=process.describe().model, statistics=statistics)
        return Loaded(
            engine,
            lambda: process_view(process, str(path)),
            queues=True,
            usable=lambda: process.supervisor.state != "given up",
            close=process.close,
        )

    return load


def _reach(section: ModelSection, statistics: Engine) -> Loaded:
    """A server in a model's place. It need not be there yet: it is asked when it is needed."""
    from pydantic import SecretStr

    from agent.endpoint.chat_model import EndpointChatModel
    from agent.engine.language import LanguageEngine

    key = os.environ.get(section.api_key_env) if section.api_key_env else None
    chat_model = EndpointChatModel(
        base_url=section.endpoint,
        model=section.name,
        api_key=SecretStr(key) if key else None,
        allow_remote=section.allow_remote,
        context=section.context or DEFAULT_CONTEXT,
        max_tokens=section.max_tokens,
        temperature=section.temperature,
        seed=section.seed,
    )
    name = section.name or _NAMELESS
    engine = LanguageEngine(chat_model, name=name, statistics=statistics)
    estimate = engine.counting

    def view() -> ModelView:
        speed, remote = chat_model.speed, chat_model.remote
        return ModelView(
            name=name,
            path=None,
            device=None,
            gpu_layers=None,
            context=chat_model.context,
            note=f"what you observe is sent to another machine; {estimate}" if remote else estimate,
            prompt_speed=speed.prompt,
            answer_speed=speed.answer,
            endpoint=section.endpoint,
            remote=remote,
        )

    return Loaded(engine, view, close=chat_model.close, check=chat_model.models)


def process_view(process: ModelProcess, path: str) -> ModelView:
    """A model of our own as ``status`` shows it."""
    described, speed = process.describe(), process.speed
    notes = (process.supervisor.note, described.note)
    return ModelView(
        name=described.model,
        path=path,
        device=described.device,
        gpu_layers=described.layers_offloaded,
        layers=described.layers,
        threads=described.threads,
        context=described.context,
        state=process.supervisor.state,
        prompt_speed=speed.prompt,
        answer_speed=speed.answer,
        note="; ".join(note for note in notes if note),
    )
