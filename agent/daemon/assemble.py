"""Puts the daemon's parts together, and takes them apart in the right order."""

from __future__ import annotations

import logging
import os
import secrets
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from agent.capture import Capture
from agent.client.socket import program_version
from agent.config import Config
from agent.daemon.conditions import Conditions
from agent.daemon.engines import SharedEngine, configured_view, language_loader
from agent.daemon.guarding import stored_rules
from agent.daemon.jobs import Job, Jobs
from agent.daemon.resources import Resources
from agent.daemon.service import Chats, Learns, Once, Parts, Service
from agent.daemon.watchers import SUPERVISE_SECONDS, Watchers
from agent.disclosure import Disclosures, Witnessed
from agent.exclusions import Exclusions
from agent.gate import Gate
from agent.home import Home
from agent.images import image_reading
from agent.importing import GROUP as IMPORTERS
from agent.importing import Broken, load_importers
from agent.initiative import Settings
from agent.observers.live import Surroundings, run_program
from agent.observers.registry import GROUP as OBSERVERS
from agent.observers.registry import is_ours, load_observers
from agent.observers.screen_live import by_images
from agent.pseudonyms import Pseudonyms
from agent.wire import PluginView
from memory.errors import InvalidInput
from tools.registry import GROUP as TOOLS
from tools.registry import OURS, Registry, load_tools

if TYPE_CHECKING:
    from agent.suggesting import Suggester
    from memory import UserModel

log = logging.getLogger(__name__)

#: How long after the start background work begins: after what the person started us for.
_FIRST_LEARN = timedelta(seconds=20)
_FIRST_SUGGEST = timedelta(seconds=60)
_FIRST_REST = timedelta(seconds=5)
_DECAY_EVERY = timedelta(hours=1)
_FIRST_CONSOLIDATE = timedelta(minutes=10)
_CONSOLIDATE_EVERY = timedelta(days=1)
_FIRST_EXPIRE = timedelta(minutes=15)
_EXPIRE_EVERY = timedelta(hours=6)
_SUPERVISE_EVERY = timedelta(seconds=SUPERVISE_SECONDS)
_TRIM_EVERY = timedelta(minutes=1)
_SYNC_EVERY = timedelta(seconds=60)
#: A batch of a slow model takes longer than anybody wants to wait for an end; without the model it
#: ends at its next look at it.
_WORK_TIMEOUT = 6.0
_END_TIMEOUT = 3.0
_PSEUDONYM_KEY = "setting:pseudonym key"


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def clock_from(at: str | None) -> Callable[[], datetime]:
    """A clock that begins at a time (ISO 8601 with its zone) and goes on from there.

    Raises:
        InvalidInput: that is no time with a zone.
    """
    if at is None:
        return utc_now
    try:
        ahead = datetime.fromisoformat(at) - utc_now()
    except (ValueError, TypeError) as error:
        raise InvalidInput(f"{at!r} is not a time with a zone") from error
    return lambda: utc_now() + ahead


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
    clock: Callable[[], datetime] = utc_now,
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
        witnessed = Witnessed(engine, disclosures)
        registry, capture = load_tools(), Capture(model, clock)
        exclusions = Exclusions(stored_rules(model))
        gate = Gate(
            exclusions=exclusions,
            pauses=capture,
            pseudonyms=pseudonyms(model, config),
            images=image_reading(config.model, engine.urgent),
        )

        def learner() -> Learns:
            from agent.learning import Learner

            return Learner(
                model,
                witnessed,
                checkpoints,
                clock,
                statistics=builtin,
                see=lambda image: gate.read_image(image, clock()),
            )

        def chat() -> Chats:
            from agent.chatting import Chat

            return Chat(
                model,
                witnessed,
                registry,
                checkpoints,
                clock,
                gate=gate,
                notes=home.notes,
                clearance=config.privacy.clearance,
            )

        def traceless_chat() -> Chats:
            from agent.chatting import Chat
            from agent.incognito import Traceless, traceless_checkpoints

            return Chat(
                Traceless(model),
                engine,
                registry,
                traceless_checkpoints(),
                clock,
                gate=Gate(),  # nothing that passes it is kept
                notes=home.notes,
                clearance=config.privacy.clearance,
            )

        def suggester() -> Suggester:
            from agent.suggesting import Suggester

            return Suggester(model, witnessed, checkpoints, clock, suggest_settings(config))

        learns, suggests = Once(learner), Once(suggester)
        stopping = threading.Event()

        def learn() -> None:
            if capture.now().mode != "incognito" and model.counts().observations.get("pending", 0):
                learns().run(cancelled=stopping.is_set)

        def suggest() -> None:
            if capture.now().mode != "incognito":
                suggests().run()

        def expire() -> None:
            kept = config.retention
            model.expire(
                older_than=timedelta(days=kept.days) if kept.days else None,
                most_bytes=int(kept.max_mb * 1e6) if kept.max_mb else None,
            )
            # Of the vectors that were let go the last times: these are yet to be deleted.
            model.tidy_index()

        observers, broken = load_observers()
        # Ours are in the list of observers; here it is only told what packages bring.
        foreign = [name for name, one in observers.items() if not is_ours(one)]
        around = Surroundings(
            environ=dict(os.environ),
            home=Path.home(),
            platform=sys.platform,
            clock=clock,
            run=run_program,
            transcribe=by_images(gate.images),
            paused=gate.paused,
        )
        conditions = Conditions(config.learn, clock)
        watchers = Watchers(observers, home, model, gate, around, busy=conditions.active)
        resources = Resources(config.daemon.memory_mb)
        jobs = Jobs(
            [
                Job("observers", _SUPERVISE_EVERY, _SUPERVISE_EVERY, watchers.supervise),
                Job(
                    "learn",
                    timedelta(seconds=config.learn.every),
                    _FIRST_LEARN,
                    learn,
                    conditions.wait_for,
                ),
                Job("memory", _TRIM_EVERY, _TRIM_EVERY, resources.trim),
                Job("suggest", timedelta(seconds=config.suggest.every), _FIRST_SUGGEST, suggest),
                Job("decay", _DECAY_EVERY, _FIRST_REST, model.decay),
                Job("consolidate", _CONSOLIDATE_EVERY, _FIRST_CONSOLIDATE, model.consolidate),
                Job("retention", _EXPIRE_EVERY, _FIRST_EXPIRE, expire),
                Job("index", _SYNC_EVERY, _FIRST_REST, model.sync_index),
            ],
            utc_now,  # the scheduler goes by the machine's clock, whatever ours shows
            model,
        )
        parts = Parts(
            home=home,
            version=program_version(),
            model=model,
            engine=engine,
            gate=gate,
            learner=learns,
            chat=Once(chat),
            traceless_chat=traceless_chat,
            capture=capture,
            conditions=conditions,
            resources=resources,
            disclosures=disclosures,
            plugins=plugin_views(registry, foreign, broken),
            clock=clock,
            stop=stop,
            started_at=clock(),
            watchers=watchers,
            embedding_fault=embedding.fault,
        )
        service = Service(parts, jobs)
        watchers.start(config.observers.tables())
        return Assembly(service, model, jobs, watchers, stopping, stack.pop_all(), engine)


def suggest_settings(config: Config) -> Settings:
    """The configuration as the suggestion gate takes it."""
    section = config.suggest
    return Settings(
        daily_budget=section.daily_budget,
        per_minute=section.per_minute,
        burn_in=timedelta(hours=section.burn_in_hours),
        quiet_hours=section.quiet,
        clearance=config.privacy.clearance,
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


def plugin_views(
    registry: Registry,
    observers: Iterable[str] = (),
    broken_observers: Iterable[Broken] = (),
) -> list[PluginView]:
    """Tools, importers and observers, those that failed last in each group."""
    views = [
        PluginView(name=name, group=TOOLS, distribution=loaded.distribution, error=None)
        for name, loaded in registry.tools.items()
    ]
    views += [
        PluginView(name=each.name, group=TOOLS, distribution=each.distribution, error=each.error)
        for each in registry.failures
    ]
    importers, broken = load_importers()
    views += [
        PluginView(name=name, group=IMPORTERS, distribution=OURS, error=None) for name in importers
    ]
    views += [
        PluginView(
            name=each.name, group=IMPORTERS, distribution=each.distribution, error=each.error
        )
        for each in broken
    ]
    views += [
        PluginView(name=name, group=OBSERVERS, distribution="", error=None) for name in observers
    ]
    views += [
        PluginView(
            name=each.name, group=OBSERVERS, distribution=each.distribution, error=each.error
        )
        for each in broken_observers
    ]
    return views
