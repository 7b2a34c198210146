"""Puts the daemon's parts together, and takes them apart in the right order."""

from __future__ import annotations

import logging
import os
import secrets
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from agent.capture import Capture
from agent.client.socket import program_version
from agent.config import Config
from agent.daemon.background import Background
from agent.daemon.conditions import Conditions
from agent.daemon.engines import SharedEngine, configured_view, language_loader
from agent.daemon.graphs import Graphs
from agent.daemon.guarding import stored_rules
from agent.daemon.jobs import Jobs
from agent.daemon.plugins import plugin_views
from agent.daemon.resources import Resources
from agent.daemon.service import Once, Parts, Service
from agent.daemon.watchers import Watchers
from agent.disclosure import Disclosures
from agent.exclusions import Exclusions
from agent.gate import Gate
from agent.home import Home
from agent.images import image_reading
from agent.observers.live import Surroundings, run_program
from agent.observers.registry import load_observers
from agent.observers.screen_live import by_images
from agent.pseudonyms import Pseudonyms
from memory.errors import InvalidInput
from tools.registry import load_tools

if TYPE_CHECKING:
    from memory import UserModel

log = logging.getLogger(__name__)

#: A batch of a slow model takes longer than anybody wants to wait for an end; without the model it
#: ends at its next look at it.
_WORK_TIMEOUT = 6.0
_END_TIMEOUT = 3.0
_PSEUDONYM_KEY = "setting:pseudonym key"


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def local_now() -> datetime:
    """The time by this machine's clock: what is said "today" is said on its day."""
    return utc_now().astimezone()


def clock_from(at: str | None) -> Callable[[], datetime]:
    """A clock that begins at a time (ISO 8601 with its zone) and goes on from there in that zone.

    Raises:
        InvalidInput: that is no time with a zone.
    """
    if at is None:
        return local_now
    try:
        begins = datetime.fromisoformat(at)
        ahead = begins - utc_now()
    except (ValueError, TypeError) as error:
        raise InvalidInput(f"{at!r} is not a time with a zone") from error
    return lambda: (utc_now() + ahead).astimezone(begins.tzinfo)


@dataclass(frozen=True, slots=True)
class Assembly:
    """A running whole: what answers, what works in the background, and how to end both."""

    service: Service
    model: UserModel
    jobs: Jobs
    watchers: Watchers
    stopping: threading.Event
    _open: ExitStack
    _engine: SharedEngine

    def close(self) -> bool:
        """End the work, release the model, close the stores; whether all work had ended.

        Work that does not end by itself ends with the model's process. The stores are closed either
        way, which loses nothing: what was not committed is still pending.
        """
        self.stopping.set()
        self.watchers.close()  # one that hangs is refused whatever it may still bring
        ended = self.jobs.stop(_WORK_TIMEOUT)
        self._engine.close_model()
        ended = ended or self.jobs.stop(_END_TIMEOUT)
        if ended:
            self._engine.close()
        else:
            log.warning("background work was still running; it goes on at the next start")
        self._open.close()
        return ended


def assemble(
    home: Home,
    config: Config,
    *,
    stop: Callable[[], None],
    clock: Callable[[], datetime] = local_now,
) -> Assembly:
    """Open the home's stores and put everything that runs on them together.

    Raises:
        StorageError: the store cannot be opened.
    """
    from agent.checkpoints import open_checkpoints
    from agent.daemon.embedding import open_embedding
    from agent.engine.builtin import BuiltinEngine
    from memory import UserModel

    with ExitStack() as stack:
        embedding = open_embedding(home, config.memory)
        embedder = embedding.embedder
        stack.callback(embedder.close)
        model = stack.enter_context(
            UserModel.open(
                home.ledger,
                embedder=embedder,
                clock=clock,
                chroma=config.memory.chroma,
                attended=True,
            )
        )
        checkpoints = open_checkpoints(model)
        stack.callback(checkpoints.close)
        builtin = BuiltinEngine(embedder)
        engine = SharedEngine(
            builtin,
            language_loader(config.model, builtin),
            configured=configured_view(config.model),
        )
        disclosures = Disclosures(model.write_audit, clock)
        registry, capture = load_tools(), Capture(model, clock)
        gate = Gate(
            exclusions=Exclusions(stored_rules(model)),
            pauses=capture,
            pseudonyms=pseudonyms(model, config),
            images=image_reading(config.model, engine.urgent),
        )
        graphs = Graphs(
            home=home,
            config=config,
            model=model,
            engine=engine,
            builtin=builtin,
            disclosures=disclosures,
            registry=registry,
            checkpoints=checkpoints,
            gate=gate,
            clock=clock,
        )
        observers, broken = load_observers()
        conditions = Conditions(config.learn, clock)
        around = _surroundings(gate, clock)
        watchers = Watchers(observers, home, model, gate, around, busy=conditions.active)
        background = Background(
            model=model,
            config=config,
            capture=capture,
            learner=Once(graphs.learner),
            suggester=Once(graphs.suggester),
            watchers=watchers,
            conditions=conditions,
            resources=Resources(config.daemon.memory_mb),
            stopping=threading.Event(),
            checkpoints=checkpoints,
            machine_clock=utc_now,
        )
        # The scheduler goes by the machine's clock, whatever ours shows.
        jobs = Jobs(background.jobs(), utc_now, model)
        parts = Parts(
            home=home,
            version=program_version(),
            model=model,
            engine=engine,
            gate=gate,
            learner=background.learner,
            chat=Once(graphs.chat),
            traceless_chat=graphs.traceless_chat,
            capture=capture,
            conditions=conditions,
            resources=background.resources,
            disclosures=disclosures,
            plugins=plugin_views(registry, observers, broken),
            clock=clock,
            stop=stop,
            started_at=clock(),
            watchers=watchers,
            embedding_fault=embedding.fault,
        )
        service = Service(parts, jobs)
        watchers.start(config.observers.tables())
        opened = stack.pop_all()
        return Assembly(service, model, jobs, watchers, background.stopping, opened, engine)


def _surroundings(gate: Gate, clock: Callable[[], datetime]) -> Surroundings:
    """This machine as observers see it."""
    return Surroundings(
        environ=dict(os.environ),
        home=Path.home(),
        platform=sys.platform,
        clock=clock,
        run=run_program,
        transcribe=by_images(gate.images),
        paused=gate.paused,
    )


def pseudonyms(model: UserModel, config: Config) -> Pseudonyms | None:
    """Pseudonyms for other people, where the person asked for them; their key is the home's."""
    if not config.privacy.pseudonymise:
        return None
    key = model.state(_PSEUDONYM_KEY)
    if key is None:
        key = secrets.token_hex(32)
        model.set_state(_PSEUDONYM_KEY, key)
    return Pseudonyms(bytes.fromhex(key), config.privacy.own_names)
