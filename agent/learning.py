"""Learning from everything that is pending: batches, failures, and habits at the end.

:class:`Learner` drives the learn graph. It owns the policy of DESIGN §11: a model that fails is
asked again with growing pauses, then the batch is halved, then what still fails alone is set aside
as *dead* with the reason; so is what ends the whole process again and again. A model that is not
there at all stops the run and costs nothing.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol, cast

from agent.checkpoints import Checkpoints, thread_config, unfinished
from agent.engine.port import Engine
from agent.graphs import learn
from agent.graphs.plain import read_draft
from agent.images import NO_WAY, UNREAD
from agent.learning_run import LearnReport, Run, add_up
from agent.wire import Progress
from memory.errors import ContextOverflow, ModelError, ModelOutputInvalid, ModelUnavailable
from memory.types import Draft, Observation

#: Checkpoint threads; a finished one leaves nothing behind.
BATCH_THREAD = "learn"
REFLECT_THREAD = "reflect"

#: Seconds between attempts at one batch: three attempts in all.
BACKOFF = (1.0, 4.0)

#: How often it is tried to read an image.
LOOKS = 3

#: Nodes in which the model runs, and may take the process with it.
_THINKING = frozenset({"recall", "infer"})

_REFLECT_DUE = "reflect.due"
_REFLECTED = "reflect.drafts"


class Memory(learn.Ledger, Protocol):
    """The part of :class:`memory.UserModel` that the learner needs."""

    def pending(self, limit: int) -> list[Observation]:
        """See :meth:`memory.UserModel.pending`."""

    def settle_image(self, id: str, read: Observation | str) -> bool:
        """See :meth:`memory.UserModel.settle_image`."""

    def set_aside(self, ids: Sequence[str], why: str) -> None:
        """See :meth:`memory.UserModel.set_aside`."""

    def count_attempt(self, ids: Sequence[str]) -> dict[str, int]:
        """See :meth:`memory.UserModel.count_attempt`."""

    def pending_count(self) -> int:
        """See :meth:`memory.UserModel.pending_count`."""

    def state(self, key: str) -> str | None:
        """See :meth:`memory.UserModel.state`."""

    def set_state(self, key: str, value: str) -> None:
        """See :meth:`memory.UserModel.set_state`."""


class Learner:
    """Runs the learn graph until nothing is pending.

    Args:
        model: The user model.
        engine: What infers.
        checkpointer: Where a batch keeps its place, so that a killed run goes on.
        clock: The time.
        statistics: What reflects over events; the engine itself where it is not given. Beside a
            language model this is the built-in engine.
        sleep: Waits between attempts.
        names: The person's own names, for the audit.
        see: Reads an image that is pending: its words, or why there are none. It is asked before
            the image's batch and can take minutes.
    """

    def __init__(
        self,
        model: Memory,
        engine: Engine,
        checkpointer: Checkpoints,
        clock: Callable[[], datetime],
        statistics: Engine | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        names: Collection[str] = (),
        see: Callable[[Observation], Observation | str] = lambda _image: NO_WAY,
    ) -> None:
        self._model = model
        self._see = see
        self._batch_size = max(1, engine.batch_size)
        self._checkpoints = checkpointer
        self._graph = learn.build(checkpointer)
        self._sleep = sleep
        self._reflected: dict[str, str] = {}
        self._context = learn.LearnContext(
            model=model,
            engine=engine,
            statistics=statistics or engine,
            clock=clock,
            names=tuple(names),
            unchanged=lambda draft: self._reflected.get(_key(draft)) == _digest(draft),
        )
        # One run at a time: batches share a checkpoint thread.
        self._one_run = threading.Lock()

    def run(
        self,
        on_progress: Callable[[Progress], None] | None = None,
        limit: int | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> LearnReport:
        """Learn from what is pending, then from habits.

        Args:
            on_progress: Called after every batch.
            limit: At most that many observations; habits are then left for later.
            cancelled: Asked between batches; what is not done stays pending.

        Raises:
            ModelUnavailable: there is no model to ask; everything not yet settled stays pending.
            ModelError: the model fails whatever it is asked; as above.
        """
        with self._one_run:
            run = Run(
                self,
                self._model,
                size=self._batch_size,
                on_progress=on_progress or (lambda _progress: None),
                limit=limit,
                cancelled=cancelled,
            )
            try:
                run.resume()
                run.batches()
                if not run.stopped:
                    self._reflect(run.report)
            finally:
                run.report.pending = self._model.pending_count()
            return run.report

    def attempt(self, batch: Sequence[Observation], *, resume: bool = False) -> learn.LearnState:
        """One batch through the graph, asked again after failures; the last error is raised."""
        config = thread_config(BATCH_THREAD)
        start: learn.LearnState = {"mode": "batch", "batch": [each.id for each in batch]}
        if not resume:
            self._checkpoints.delete_thread(BATCH_THREAD)
        given: learn.LearnState | None = None if resume else start
        for pause in (*BACKOFF, None):
            try:
                state = self._graph.invoke(given, config, context=self._context, durability="sync")
                self._checkpoints.delete_thread(BATCH_THREAD)
                return cast("learn.LearnState", state)
            except (ContextOverflow, ModelOutputInvalid, ModelUnavailable):
                self._checkpoints.delete_thread(BATCH_THREAD)
                raise
            except ModelError:
                if pause is None:
                    self._checkpoints.delete_thread(BATCH_THREAD)
                    raise
                self._sleep(pause)
                given = None  # the graph goes on at the node that failed
        raise AssertionError  # pragma: no cover - the loop returns or raises

    def left_over(self) -> tuple[list[Observation], int]:
        """The batch of a run that was killed, if all of it is still pending.

        With it, how often the process has died while a model was at work on it; 0 when it died
        somewhere else and the batch can go on where it stopped.
        """
        stopped = unfinished(self._graph, BATCH_THREAD)
        if stopped is None or not stopped[0].get("batch"):
            self._checkpoints.delete_thread(BATCH_THREAD)
            return [], 0
        state, where = stopped
        ids: list[str] = list(state["batch"])
        found = self._model.observations(ids=ids, limit=len(ids))
        if len(found) < len(ids) or any(each.status != "pending" for each in found):
            # It was committed before the kill, or part of it was forgotten since.
            self._checkpoints.delete_thread(BATCH_THREAD)
            return [], 0
        order = {one: position for position, one in enumerate(ids)}
        found.sort(key=lambda each: order[each.id])
        deaths = max(self._model.count_attempt(ids).values()) if where in _THINKING else 0
        return found, deaths

    def read_image(self, image: Observation) -> str:
        """Have an image read, and put its words in its place.

        One that cannot be read is tried again in later runs, in case that something else was wrong,
        then dropped; so is one at which the process died as often.

        Returns:
            Why it was dropped; empty where it was read, or is to be tried again.
        """
        tries = self._model.count_attempt([image.id]).get(image.id, 0)
        read = self._see(image) if tries <= LOOKS else UNREAD
        if read == UNREAD and tries < LOOKS:
            return ""
        settled = self._model.settle_image(image.id, read)
        return read if settled and isinstance(read, str) else ""

    def drop_left_over(self) -> None:
        """Forget where the batch stopped."""
        self._checkpoints.delete_thread(BATCH_THREAD)

    def events_seen(self, batch: Sequence[Observation]) -> None:
        """Remember, across crashes, that habits have to be looked at again."""
        due = any(each.kind == "event" for each in batch)
        if due and self._model.state(_REFLECT_DUE) != "yes":
            self._model.set_state(_REFLECT_DUE, "yes")

    def _reflect(self, report: LearnReport) -> None:
        if self._model.state(_REFLECT_DUE) != "yes":
            return
        self._reflected = json.loads(self._model.state(_REFLECTED) or "{}")
        start: learn.LearnState = {"mode": "reflect", "batch": []}
        self._checkpoints.delete_thread(REFLECT_THREAD)
        state = cast(
            "learn.LearnState",
            self._graph.invoke(
                start,
                thread_config(REFLECT_THREAD),
                context=self._context,
                # Nothing to save half-way: the same events give the same drafts again.
                durability="exit",
            ),
        )
        self._checkpoints.delete_thread(REFLECT_THREAD)
        for plain in state["drafts"]:
            draft = read_draft(plain)
            self._reflected[_key(draft)] = _digest(draft)
        self._model.set_state(_REFLECTED, json.dumps(self._reflected, sort_keys=True))
        self._model.set_state(_REFLECT_DUE, "no")
        add_up(report, state)


def _key(draft: Draft) -> str:
    return hashlib.sha256(draft.proposition.text.encode()).hexdigest()[:24]


def _digest(draft: Draft) -> str:
    parts = json.dumps(
        [draft.supports, draft.contradicts, round(draft.proposition.confidence, 6)], sort_keys=True
    )
    return hashlib.sha256(parts.encode()).hexdigest()[:24]
