"""What the daemon answers about capture: pausing, and what is never recorded."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from agent.capture import Capture, Now
from agent.daemon import requests as ask_for
from agent.daemon.server import Call
from agent.exclusions import DEFAULT_RULES, Exclusions, Rule
from agent.gate import Gate
from agent.observers.jsonl import parse_row
from agent.observers.port import Drop
from agent.wire import CaptureView, ExplainedView, RuleView
from memory.errors import InvalidInput, NotPermitted

EXCLUSIONS = "setting:exclusions"


class Store(Protocol):
    """The part of :class:`memory.UserModel` where rules are kept, encrypted like everything."""

    def state(self, key: str) -> str | None:
        """A value kept under a key."""

    def set_state(self, key: str, value: str) -> None:
        """Keep a value."""


def stored_rules(store: Store) -> tuple[str, ...]:
    """The person's rules, or those that everybody begins with."""
    kept = store.state(EXCLUSIONS)
    return DEFAULT_RULES if kept is None else tuple(json.loads(kept))


class Guarding:
    """Answers the methods about capture and exclusions.

    Args:
        store: Keeps the rules.
        gate: Goes by them.
        capture: Pauses.
        clock: The time.
        look: Has every source looked at now, so that none looks over the end of a pause.
    """

    def __init__(
        self,
        store: Store,
        gate: Gate,
        capture: Capture,
        clock: Callable[[], datetime],
        look: Callable[[], None] = lambda: None,
    ) -> None:
        #: Rules are read, changed and written in one go: two may be added at the same time.
        self._changing = threading.Lock()
        self._look = look
        self._store = store
        self._gate = gate
        self._capture = capture
        self._clock = clock

    def pause(self, params: ask_for.Pause, _call: Call) -> CaptureView:
        """Capture nothing, for a while or until told."""
        length = None if params.seconds is None else timedelta(seconds=params.seconds)
        stopped = self._capture.stop(params.mode, length)
        self._look()
        return capture_view(stopped)

    def resume(self, _params: ask_for.Nothing, _call: Call) -> CaptureView:
        """Capture again."""
        resumed = self._capture.resume()
        self._look()
        return capture_view(resumed)

    def exclusions(self, _params: ask_for.Nothing, _call: Call) -> list[RuleView]:
        """The rules, in their order."""
        return self._rules()

    def exclude(self, params: ask_for.Exclude, _call: Call) -> list[RuleView]:
        """Add a rule; one that is there already stays as it is."""
        rule = Rule.parse(params.rule).text
        with self._changing:
            rules = stored_rules(self._store)
            if rule not in rules:
                self._keep((*rules, rule))
        return self._rules()

    def include(self, params: ask_for.Exclude, _call: Call) -> list[RuleView]:
        """Take a rule out.

        Raises:
            InvalidInput: There is no such rule.
        """
        wanted = params.rule.strip().casefold()
        with self._changing:
            rules = stored_rules(self._store)
            left = tuple(rule for rule in rules if rule.casefold() != wanted)
            if left == rules:
                raise InvalidInput(
                    f"There is no rule {params.rule!r}", hint="gumption exclude list shows them"
                )
            self._keep(left)
        return self._rules()

    def explain(self, params: ask_for.Explain, _call: Call) -> ExplainedView:
        """What the gate would do with a sample."""
        sample = parse_row(params.row, source="sample")
        if isinstance(sample, Drop):
            raise InvalidInput(f"This is no sample: {sample.reason}")
        told = self._gate.explain(sample, self._clock())
        kept = told.kept
        return ExplainedView(
            kept=kept is not None,
            reason=told.dropped,
            rule=told.exclusion.rule if told.exclusion else None,
            content=kept.content if kept else None,
            redacted=list(told.redacted),
            sensitivity=kept.labels.sensitivity if kept else None,
            categories=sorted(kept.labels.categories) if kept else [],
        )

    def need_capture(self) -> None:
        """Make sure that something may be taken in now.

        Raises:
            NotPermitted: Capture is stopped.
        """
        now = self._capture.now()
        if now.mode != "running":
            until = f" until {now.until.astimezone():%H:%M on %d %B}" if now.until else ""
            raise NotPermitted(
                f"Nothing is captured now: {now.mode}{until}", hint="gumption resume"
            )

    def _rules(self) -> list[RuleView]:
        return [
            RuleView(rule=rule.text, field=rule.field, default=rule.text in DEFAULT_RULES)
            for rule in self._gate.exclusions.rules
        ]

    def _keep(self, rules: Sequence[str]) -> None:
        exclusions = Exclusions(rules)
        # What is not kept would be forgotten at the next start: it does not count at all.
        self._store.set_state(EXCLUSIONS, json.dumps(list(rules)))
        self._gate.exclusions = exclusions


def capture_view(now: Now) -> CaptureView:
    """As it goes over the socket."""
    return CaptureView(mode=now.mode, since=now.since, until=now.until)
