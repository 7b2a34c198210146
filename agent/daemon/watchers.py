"""All observers together: which run, starting and ending them, and what ``status`` shows."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from agent import config_file as config
from agent.daemon.observing import Ledger, Record, Runner, state_key, view_of
from agent.daemon.trying import sample
from agent.gate import Gate
from agent.home import Home
from agent.observers.live import (
    Observer,
    ObserverSettings,
    Support,
    Surroundings,
    separated,
)
from agent.observers.port import did_you_mean
from agent.observers.tables import checked
from agent.wire import ObserverTestView, ObserverView
from memory.errors import InvalidConfig, InvalidInput

log = logging.getLogger(__name__)

#: Between looks for observers that hang.
SUPERVISE_SECONDS = 30.0
#: Whether one that is off could work is asked again after so long: to ask may run programs, and
#: ``status`` is asked every second by whoever has it on a screen.
_PROBED_FOR = 600.0
_STOP_TIMEOUT = 3.0


class Watchers:
    """Runs the enabled observers. Thread-safe.

    Args:
        observers: All that there are, by name.
        home: Whose configuration says which run.
        model: Where observations go.
        gate: What they pass first.
        around: The machine.
        busy: Told when the person last did something, as far as a source knows.
    """

    def __init__(
        self,
        observers: Mapping[str, Observer[Any]],
        home: Home,
        model: Ledger,
        gate: Gate,
        around: Surroundings,
        *,
        busy: Callable[[datetime], None] = lambda _at: None,
    ) -> None:
        self._busy = busy
        self._observers = observers
        self._home = home
        self._model = model
        self._gate = gate
        self._around = around
        self._lock = threading.RLock()
        self._runners: dict[str, Runner] = {}
        self._refused: dict[str, str] = {}
        self._probed: dict[str, tuple[float, Support]] = {}

    def start(self, tables: Mapping[str, Mapping[str, object]]) -> None:
        """Start what the configuration enables. A bad table keeps its own observer off only."""
        with self._lock:
            for name, table in tables.items():
                if name not in self._observers:
                    log.warning("the configuration has a table for %r, which is no observer", name)
                elif table.get("enabled"):
                    try:
                        self._begin(name, checked(self._observers[name], table))
                    except InvalidConfig as error:
                        self._refused[name] = str(error)

    def close(self) -> bool:
        """End all of them; whether they did in time."""
        with self._lock:
            runners, self._runners = list(self._runners.values()), {}
        for runner in runners:
            runner.signal()
        ended = [runner.stop(_STOP_TIMEOUT) for runner in runners]
        return all(ended)

    def supervise(self) -> None:
        """Leave behind what hangs."""
        for runner in list(self._runners.values()):
            runner.supervise(time.monotonic())

    def enable(self, name: str, options: Mapping[str, str]) -> ObserverView:
        """Write an observer's table and run it.

        Raises:
            InvalidInput: there is no such observer.
            InvalidConfig: it has no such option, or not with this value. Nothing is written.
        """
        observer = self._known(name)
        with self._lock:
            settings = checked(observer, self._table(name, options) | {"enabled": True})
            for key, value in {**_written(observer, options), "enabled": "true"}.items():
                config.assign(self._home.config_path, f"observers.{name}.{key}", value)
            self._end(name)
            self._begin(name, settings)
            return self._view(name)

    def wake(self) -> None:
        """Have every observer look now: before a pause and after it, so that each is one look."""
        for runner in list(self._runners.values()):
            runner.wake()

    def disable(self, name: str) -> ObserverView:
        """Stop an observer, now and at the next start.

        Raises:
            InvalidInput: there is no such observer.
        """
        self._known(name)
        with self._lock:
            config.assign(self._home.config_path, f"observers.{name}.enabled", "false")
            self._end(name)
            return self._view(name)

    def test(self, name: str, options: Mapping[str, str], limit: int) -> ObserverTestView:
        """What an observer would record of what is there now; nothing is recorded.

        Raises:
            InvalidInput: there is no such observer, or an option is wrong.
        """
        from agent.daemon.views import observation_view

        observer = self._known(name)
        settings = checked(observer, self._table(name, options))
        self._probed.pop(name, None)
        support = observer.probe(settings, self._around)
        rows: list[Any] = []
        dropped: dict[str, int] = {}
        if support.state not in {"unsupported", "needs permission"}:
            found = sample(observer, settings, self._around, self._gate, limit)
            rows = [observation_view(one) for one in found.kept]
            dropped = dict(found.dropped)
            if support.state == "ok":  # what is known before it is opened says more
                support = found.support
        return ObserverTestView(
            name=name,
            state=support.state,
            why=support.why,
            remedy=support.remedy,
            rows=rows,
            dropped=dropped,
        )

    def views(self) -> list[ObserverView]:
        """Every observer there is, as ``observers list`` and ``status`` show it."""
        with self._lock:
            return [self._view(name) for name in self._observers]

    # -- details, under the lock

    def _known(self, name: str) -> Observer[Any]:
        if name not in self._observers:
            raise InvalidInput(
                f"There is no observer {name!r}", hint=did_you_mean(name, self._observers)
            )
        return self._observers[name]

    def _table(self, name: str, options: Mapping[str, str]) -> dict[str, Any]:
        """The configured table with some options on top, none of them written."""
        table: dict[str, Any] = dict(
            config.load(self._home.config_path).observers.tables().get(name, {})
        )
        for key, text in _written(self._observers[name], options).items():
            table[key] = config.reading(text)
        return table

    def _begin(self, name: str, settings: ObserverSettings) -> None:
        runner = Runner(
            self._observers[name], settings, self._around, self._model, self._gate, busy=self._busy
        )
        self._refused.pop(name, None)
        self._runners[name] = runner
        runner.start()

    def _end(self, name: str) -> None:
        self._probed.pop(name, None)
        runner = self._runners.pop(name, None)
        if runner is not None:
            runner.stop(_STOP_TIMEOUT)

    def _view(self, name: str) -> ObserverView:
        observer, runner = self._observers[name], self._runners.get(name)
        if runner is not None:
            return runner.view()
        record = Record.of(self._model.state(state_key(name)))
        if name in self._refused:
            remedy = f"gumption observers enable {name}"
            support = Support("degraded", self._refused[name], remedy)
            return view_of(observer, support, enabled=True, record=record)
        found = self._could(observer)
        if found.state == "unsupported":
            return view_of(observer, found, enabled=False, record=record)
        remedy = f"gumption observers enable {name}"
        return view_of(observer, Support("off", "", remedy), enabled=False, record=record)

    def _could(self, observer: Observer[Any]) -> Support:
        """Whether one that is off could work here, as it was found a while ago."""
        now = time.monotonic()
        at, found = self._probed.get(observer.name, (0.0, None))
        if found is None or now - at > _PROBED_FOR:
            found = observer.probe(observer.settings(), self._around)
            self._probed[observer.name] = now, found
        return found


def _written(observer: Observer[Any], options: Mapping[str, str]) -> dict[str, str]:
    """Options as they stand in the file: what takes several is a list there."""
    several = observer.settings.several()
    return {
        key: json.dumps(separated(text), ensure_ascii=False)
        if key in several and not text.lstrip().startswith("[")
        else text
        for key, text in options.items()
    }
