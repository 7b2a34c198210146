"""Keeps a model process: starts it when it is needed, watches it, and starts it again.

Nothing that happens to native code reaches further than here. A crash, a hang and the system's own
killer of processes end the model process; whoever waits for it gets an error that may be tried
again, and the next request starts a fresh one, after a pause that grows. A model that crashes
whenever it is loaded is given up, with the reason.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from queue import SimpleQueue
from typing import Final, Literal

from agent.llama.child import COMMAND, Child
from agent.llama.options import LEAST_CONTEXT, RuntimeDescription, RuntimeOptions
from agent.llama.protocol import (
    Beat,
    Cancel,
    Done,
    Failed,
    Generate,
    Load,
    Message,
    Order,
    Ready,
    TokenIds,
    Tokens,
)
from agent.models.fitting import PREFERRED_CONTEXT
from memory import errors
from memory.errors import ModelBusy, ModelCrashed, ModelError, ModelTimeout, ModelUnavailable

_log = logging.getLogger("gumption.llama")

#: Crashes without an answer between them, after which the model is given up: while loading the
#: input is always the same; while answering it may be the prompt.
LOAD_CRASHES: Final = 3
CRASHES: Final = 20
#: Seconds before the process is started again: doubled with each crash, up to the second.
_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
#: Answers that may be waited for at once.
MOST_WAITING: Final = 32
#: Seconds between two looks at whether to go on waiting.
LOOK: Final = 0.05

State = Literal["unloaded", "loading", "ready", "restarting", "given up", "closed"]
Inbox = SimpleQueue[Message | ModelError]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds without news after which a process is taken for hung.

    Attributes:
        alive: Without any sign of life, though it has work.
        step: Alive, but with no part of a prompt and no token done. A part of a prompt of a large
            model on a slow processor takes half a minute.
        load: Alive, but with nothing more of the file read.
        idle: Without any request, after which the model is unloaded; ``None`` to keep it.
    """

    alive: float = 30.0
    step: float = 180.0
    load: float = 600.0
    idle: float | None = None


class Supervisor:
    """One model, in a process of its own or in none.

    Args:
        options: What to load.
        patience: When to give up waiting.
        command: Starts the model process.
        clock: Seconds, for patience and pauses.
    """

    def __init__(
        self,
        options: RuntimeOptions,
        *,
        patience: Patience | None = None,
        command: Sequence[str] = COMMAND,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._options = options
        self._patience = patience or Patience()
        self._command = command
        self._clock = clock
        self._condition = threading.Condition()
        self._ids = count(1)
        self._inboxes: dict[int, Inbox] = {}
        self._answers: set[int] = set()
        self._child: Child | None = None
        self._ready: Ready | None = None
        self._known: Ready | None = None
        self._attempt = 0
        self._load_error: tuple[int, ModelError] | None = None
        self._crashes = self._load_crashes = 0
        self._not_before = 0.0
        self._given_up: str | None = None
        self._hung: str | None = None
        self._wanted_gone = False
        self._closed = False
        self._note = self._fault = ""
        self._heard = self._moved = self._used = clock()
        self._steps = 0

    @property
    def state(self) -> State:
        """What the model is at."""
        if self._closed:
            return "closed"
        if self._given_up:
            return "given up"
        if self._child is not None:
            return "ready" if self._ready else "loading"
        return "restarting" if self._crashes else "unloaded"

    @property
    def note(self) -> str:
        """What a person should know about it; mostly empty."""
        return self._given_up or "; ".join(filter(None, (self._fault, self._note)))

    @property
    def pid(self) -> int | None:
        """Of the model process, while there is one."""
        child = self._child
        return None if child is None else child.pid

    @property
    def description(self) -> RuntimeDescription | None:
        """What the model last ran on; ``None`` before it was loaded for the first time."""
        return None if self._known is None else self._known.description

    @property
    def context(self) -> int | None:
        """Tokens that the model has, or will have once it is started again with less memory."""
        known, asked = self._known, self._options.context
        if known is None:
            return None
        return min(known.description.context, asked) if asked else known.description.context

    def ready(self, halted: Callable[[], bool]) -> Ready | None:
        """Have the model loaded; ``None`` when halted first.

        Raises:
            ModelUnavailable: it does not load, was given up, or was closed.
        """
        with self._condition:
            awaited = 0
            while True:
                self._require()
                if self._ready is not None:
                    return self._ready
                if self._load_error is not None and self._load_error[0] == awaited:
                    raise self._load_error[1]
                if self._child is None and self._clock() >= self._not_before:
                    self._start()
                if self._child is not None:
                    awaited = self._attempt
                if halted():
                    return None
                self._condition.wait(LOOK)

    def submit(
        self, build: Callable[[int], Order], halted: Callable[[], bool]
    ) -> tuple[int, Inbox] | None:
        """Give an order, having the model loaded first; ``None`` when halted before that.

        Returns:
            The order's id, for :meth:`forget`, and where the reports to it arrive.

        Raises:
            ModelUnavailable: as :meth:`ready`.
            ModelBusy: too many answers are waited for.
        """
        while self.ready(halted) is not None:
            with self._condition:
                child = self._child
                if child is None or self._ready is None:
                    continue
                number, inbox = next(self._ids), Inbox()
                order = build(number)
                if isinstance(order, Generate):
                    if len(self._answers) >= MOST_WAITING:
                        raise ModelBusy(
                            f"{MOST_WAITING} answers of the model are already waited for",
                            hint="try again when it has caught up",
                        )
                    self._answers.add(number)
                if not self._inboxes:
                    self._heard = self._moved = self._clock()
                self._inboxes[number] = inbox
            child.send(order)
            return number, inbox
        return None

    def forget(self, id: int) -> None:
        """Nobody waits for this answer any more: the model need not go on with it."""
        with self._condition:
            child = self._child
            wanted = self._inboxes.pop(id, None) is not None and id in self._answers
            self._answers.discard(id)
            self._used = self._clock()
        if wanted and child is not None:
            child.send(Cancel(id=id))

    def close(self) -> None:
        """End the process. May be called twice."""
        with self._condition:
            self._closed = True
            child = self._child
            self._condition.notify_all()
        if child is not None:
            child.end()

    def _require(self) -> None:
        name = self._options.path.name
        if self._closed:
            raise ModelUnavailable(f"The model {name} has been closed")
        if self._given_up:
            raise ModelUnavailable(
                self._given_up,
                hint="gumption daemon logs says more; choose another model, or restart the daemon",
            )

    def _start(self) -> None:
        self._attempt += 1
        self._ready, self._hung, self._wanted_gone = None, None, False
        self._heard = self._moved = self._used = self._clock()
        try:
            self._child = Child(self._command, self._on_report, self._on_end)
        except OSError as error:
            raise ModelUnavailable(f"The model's process cannot be started: {error}") from error
        verbose = _log.isEnabledFor(logging.DEBUG)
        self._child.send(Load(options=self._options, verbose=verbose))
        threading.Thread(
            target=self._watch, args=(self._child,), name="gumption-model-watch", daemon=True
        ).start()

    def _on_report(self, child: Child, report: Message) -> None:
        with self._condition:
            if child is not self._child:
                return
            self._heard = self._clock()
            match report:
                case Beat():
                    if report.steps != self._steps:
                        self._steps, self._moved = report.steps, self._heard
                    return
                case Ready():
                    self._ready = self._known = report
                    self._load_crashes = 0
                    self._used = self._moved = self._heard
                    self._condition.notify_all()
                    return
                case Failed(id=None):
                    error = error_of(report)
                    self._load_error = (self._attempt, error)
                    self._fault = f"does not load: {error.message}"
                    return
                case Tokens() | Done() | TokenIds() | Failed():
                    self._pass_on(report)

    def _pass_on(self, report: Tokens | Done | TokenIds | Failed) -> None:
        self._moved = self._heard
        inbox = self._inboxes.get(report.id or 0)
        if inbox is not None:
            inbox.put(report)
        if not isinstance(report, Tokens):
            self._inboxes.pop(report.id or 0, None)
            self._answers.discard(report.id or 0)
            self._used = self._heard
        if isinstance(report, Done):
            self._crashes, self._fault = 0, ""

    def _on_end(self, child: Child) -> None:
        with self._condition:
            if child is not self._child:
                return
            loading = self._ready is None
            failed = self._load_error is not None and self._load_error[0] == self._attempt
            self._child = self._ready = None
            why: ModelError = ModelUnavailable("The model has been closed")
            if not (self._closed or self._wanted_gone or (loading and failed)):
                why = self._count_crash(child, loading=loading)
                _log.error("the model process ended: %s", why.message)
            for inbox in self._inboxes.values():
                inbox.put(why)
            self._inboxes.clear()
            self._answers.clear()
            self._condition.notify_all()

    def _count_crash(self, child: Child, *, loading: bool) -> ModelError:
        self._crashes += 1
        pause = min(_PAUSE * 2 ** (self._crashes - 1), _LONGEST_PAUSE)
        self._not_before = self._clock() + pause
        answering = "while answering" if self._answers else "while nobody asked it"
        doing = "while loading" if loading else answering
        hint = "it is started again by itself; gumption daemon logs says more"
        size = self.context or self._options.context or PREFERRED_CONTEXT
        if child.out_of_memory() and size > LEAST_CONTEXT:
            smaller = max(size // 2, LEAST_CONTEXT)
            self._options = replace(self._options, context=smaller)
            self._note = (
                f"context cut to {smaller:,} tokens: the system ended the model for want of memory"
            )
            return ModelCrashed(
                "The system ended the model's process for want of memory",
                hint=f"it is started again with a context of {smaller:,} tokens",
            )
        self._load_crashes += loading
        what = self._hung or f"its process ended ({child.how_it_ended()})"
        self._fault = f"{what} {doing}"
        if self._load_crashes >= LOAD_CRASHES or self._crashes >= CRASHES:
            times = self._load_crashes if loading else self._crashes
            self._given_up = f"The model was given up after {times} crashes {doing}: {what}"
        if self._hung:
            return ModelTimeout(f"The model hung {doing}: {self._hung}", hint=hint)
        return ModelCrashed(f"The model crashed {doing}: {what}", hint=hint)

    def _watch(self, child: Child) -> None:
        patience = self._patience
        shortest = min(patience.alive, patience.step, patience.load, patience.idle or 1e9)
        while True:
            with self._condition:
                self._condition.wait(min(1.0, shortest / 4))
                if child is not self._child or self._closed:
                    return
                now, busy = self._clock(), bool(self._inboxes) or self._ready is None
                silence, standstill = now - self._heard, now - self._moved
                if busy and silence > patience.alive:
                    self._hung = f"it gave no sign of life for {silence:.0f} seconds"
                elif busy and standstill > (patience.step if self._ready else patience.load):
                    self._hung = f"it got nothing done for {standstill:.0f} seconds"
                elif busy or patience.idle is None or now - self._used < patience.idle:
                    continue
                else:
                    self._wanted_gone, self._ready = True, None
            if self._hung:
                child.kill()
            else:
                _log.info("nobody asks: the model is unloaded")
                child.end()
            return


def error_of(report: Failed) -> ModelError:
    """The error that a report is about."""
    kind = getattr(errors, report.kind, ModelError)
    error: ModelError = kind(report.message, hint=report.hint)
    return error
