"""One run of learning: batches until nothing is pending, halved where they fail, and its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agent.wire import LearnView, Progress
from memory.errors import ContextOverflow, ModelError, ModelOutputInvalid, ModelUnavailable
from memory.types import Observation

if TYPE_CHECKING:
    from agent.graphs.learn import LearnState
    from agent.learning import Learner, Memory

#: That many observations failing alone, with no success in between, mean that the model is broken
#: and not the observations: the run stops and they stay pending.
BROKEN_AFTER = 3

#: How often the process may die while a model is at work on a batch before it is halved, to find
#: the observation that takes the process with it; and on one observation before it is set aside.
#: Machines are switched off too, so once or twice says nothing.
HALVED_AFTER = 3
DEADLY_AFTER = 6


@dataclass(slots=True)
class LearnReport:
    """What a run did. ``audited_out`` and ``output_dropped`` count refusals by reason."""

    batches: int = 0
    observations: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    audited_out: Counter[str] = field(default_factory=Counter)
    output_dropped: Counter[str] = field(default_factory=Counter)
    dead: int = 0
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    pending: int = 0

    def view(self) -> LearnView:
        """As it goes over the socket."""
        return LearnView(
            batches=self.batches,
            observations=self.observations,
            outcomes=dict(self.outcomes),
            audited_out=dict(self.audited_out),
            output_dropped=dict(self.output_dropped),
            dead=self.dead,
            calls=self.calls,
            prompt_tokens=self.prompt_tokens,
            completion_tokens=self.completion_tokens,
            pending=self.pending,
        )


def add_up(report: LearnReport, state: LearnState) -> None:
    """Add what a run of the graph did to the report."""
    report.outcomes.update(state.get("outcomes", {}))
    report.audited_out.update(state.get("refused", {}))
    report.output_dropped.update(state.get("dropped", {}))
    usage = state.get("usage", {})
    report.calls += usage.get("calls", 0)
    report.prompt_tokens += usage.get("prompt_tokens", 0)
    report.completion_tokens += usage.get("completion_tokens", 0)


class Run:
    """One run: its report, and observations suspected of being what makes the model fail."""

    def __init__(
        self,
        learner: Learner,
        model: Memory,
        *,
        size: int,
        on_progress: Callable[[Progress], None],
        limit: int | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self.report = LearnReport()
        self.stopped = False
        self._learner = learner
        self._model = model
        self._size = size
        self._on_progress = on_progress
        self._limit = limit
        self._cancelled = cancelled
        self._total = self._model.pending_count()
        self._suspects: list[tuple[str, ModelError]] = []
        self._seen: set[str] = set()
        self._unread = 0

    def resume(self) -> None:
        """Finish the batch that a killed run left behind."""
        batch, deaths = self._learner.left_over()
        if not batch:
            return
        if deaths < HALVED_AFTER:
            self._whole(batch, resume=True)
        elif len(batch) > 1:
            middle = len(batch) // 2
            self._whole(batch[:middle])
            self._whole(batch[middle:])
        elif deaths < DEADLY_AFTER:
            self._whole(batch)
        else:
            why = f"the process ended {deaths} times while learning from it"
            self._model.set_aside([batch[0].id], why)
            self.report.dead += 1
            self._learner.drop_left_over()

    def batches(self) -> None:
        """Take batches until nothing new is pending, or told to stop."""
        while not self._stop():
            room = self._size if self._limit is None else self._limit - len(self._seen)
            batch = [
                each
                for each in self._model.pending(
                    min(self._size, room) + len(self._suspects) + self._unread
                )
                if each.id not in self._seen
            ]
            if not batch:
                break
            images = [each for each in batch if each.kind == "image"]
            if images:
                self._read(images[0])
            else:
                self._whole(batch[: min(self._size, room)])
        self._condemn()

    def _stop(self) -> bool:
        self.stopped = self._cancelled() or (
            self._limit is not None and len(self._seen) >= self._limit
        )
        return self.stopped

    def _read(self, image: Observation) -> None:
        """An image of the next batch; read, it comes again as the words in it."""
        self._on_progress(Progress(stage="images", done=len(self._seen), total=self._total))
        why = self._learner.read_image(image)
        if why:
            self.report.output_dropped[why] += 1
        elif any(each.kind == "image" for each in self._model.observations(ids=[image.id])):
            self._seen.add(image.id)
            self._unread += 1

    def _whole(self, batch: Sequence[Observation], *, resume: bool = False) -> None:
        """One batch, halved for as long as it fails."""
        self._learner.events_seen(batch)
        self._seen.update(each.id for each in batch)
        todo = [list(batch)]
        while todo:
            part = todo.pop()
            try:
                state = self._learner.attempt(part, resume=resume)
            except ModelUnavailable:
                raise
            except ModelError as error:
                if len(part) > 1:
                    middle = len(part) // 2
                    todo += [part[middle:], part[:middle]]
                else:
                    self._suspect(part[0], error)
            else:
                self._condemn()
                self.report.batches += 1
                self.report.observations += len(part)
                add_up(self.report, state)
            resume = False
            self._on_progress(
                Progress(
                    stage="learn", done=len(self._seen) - sum(map(len, todo)), total=self._total
                )
            )

    def _suspect(self, observation: Observation, error: ModelError) -> None:
        if isinstance(error, ContextOverflow | ModelOutputInvalid):
            self._set_aside(observation.id, error)
            return
        self._suspects.append((observation.id, error))
        if len(self._suspects) >= BROKEN_AFTER:
            raise error

    def _condemn(self) -> None:
        """The model answers others (or there are no others): it was the observation."""
        for observation, error in self._suspects:
            self._set_aside(observation, error)
        self._suspects.clear()

    def _set_aside(self, id: str, error: ModelError) -> None:
        self._model.set_aside([id], f"{type(error).__name__}: {error.message}")
        self.report.dead += 1
