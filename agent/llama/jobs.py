"""What the model process has to do, and what comes first.

The most urgent job is worked on, one token at a time; of equals the first to come. A job that is
overtaken stays where it is, with its place in the key-value cache, and goes on afterwards.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from agent.llama.options import FinishReason, Priority, Sampling
from agent.llama.sampling import TokenSampler
from agent.llama.sequences import Slot

_RANKS: Final[dict[Priority, int]] = {"chat": 0, "suggest": 1, "learn": 2}


@dataclass(slots=True, kw_only=True)
class Job:
    """An answer in the making, as the model process sees it.

    Attributes:
        pending: Tokens that are still to be evaluated before the next can be chosen.
        saved: Its keys and values, while they had to make room for a more urgent job.
        evaluated: Tokens of the prompt that were evaluated so far.
        unsent: Pieces of the answer that wait for company, as Latin-1 text.
        prompt_seconds: Spent on evaluating the prompt.
        answer_seconds: Spent on the tokens of the answer.
    """

    id: int
    prompt: Sequence[int]
    sampling: Sampling
    max_tokens: int
    priority: Priority
    slot: Slot | None = None
    sampler: TokenSampler | None = None
    pending: list[int] = field(default_factory=list)
    saved: bytes | None = None
    reused: int = 0
    completion_tokens: int = 0
    finish: FinishReason | None = None
    evaluated: int = 0
    unsent: list[str] = field(default_factory=list)
    prompt_seconds: float = 0.0
    answer_seconds: float = 0.0

    @property
    def rank(self) -> int:
        """Lower is more urgent."""
        return _RANKS[self.priority]


class Jobs:
    """The queue. One thread works on it, another adds to it and cancels."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._jobs: list[Job] = []
        self._ended = False

    def put(self, job: Job) -> None:
        """Add a job."""
        with self._condition:
            self._jobs.append(job)
            self._condition.notify_all()

    def cancel(self, id: int) -> None:
        """End a job as cancelled; one that is not there (any more) is none."""
        with self._condition:
            for job in self._jobs:
                if job.id == id:
                    job.finish = "cancelled"
            self._condition.notify_all()

    def current(self) -> Job | None:
        """What to work on now; waits until there is something, ``None`` at the end.

        Cancelled jobs come first: they only have to be let go.
        """
        with self._condition:
            self._condition.wait_for(lambda: self._jobs or self._ended)
            if self._ended:
                return None
            return min(self._jobs, key=lambda job: (job.finish is None, job.rank))

    def overtaken(self, job: Job) -> bool:
        """Whether something more urgent waits, or the job is not wanted any more."""
        return job.finish is not None or any(other.rank < job.rank for other in self._jobs)

    def least_urgent(self, *, besides: Job) -> Job | None:
        """The least urgent other job that holds a place in the cache."""
        others = [job for job in self._jobs if job is not besides and job.slot and not job.saved]
        return max(others, key=lambda job: job.rank, default=None)

    def done(self, job: Job) -> None:
        """Take a job out."""
        with self._condition:
            self._jobs.remove(job)

    @property
    def busy(self) -> bool:
        """Whether there is anything to do."""
        return bool(self._jobs)

    def end(self) -> None:
        """Work on nothing more."""
        with self._condition:
            self._ended = True
            self._condition.notify_all()
