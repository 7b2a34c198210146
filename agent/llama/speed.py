"""How fast the model really is: moving figures over the calls that were made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agent.llama.protocol import Done

#: What an earlier call still counts for when the next one is over: about ten calls are remembered.
_MEMORY: Final = 0.9
#: Shorter prompts say more about the call than about the speed.
_LEAST_PROMPT: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Tokens a second; ``None`` before there was a call that shows it.

    Attributes:
        prompt: Of prompts, without what was found in the key-value cache.
        answer: Of answers, the first token not counted.
        calls: Calls so far.
    """

    prompt: float | None = None
    answer: float | None = None
    calls: int = 0


class Speeds:
    """Takes the figures of every call."""

    def __init__(self) -> None:
        self.now = Speed()
        self._prompt = (0.0, 0.0)
        self._answer = (0.0, 0.0)

    def add(self, done: Done) -> None:
        """A call is over."""
        if done.evaluated >= _LEAST_PROMPT:
            self._prompt = _added(self._prompt, done.evaluated, done.prompt_seconds)
        self._answer = _added(self._answer, done.answered, done.answer_seconds)
        self.now = Speed(
            prompt=_rate(self._prompt), answer=_rate(self._answer), calls=self.now.calls + 1
        )


def _added(sums: tuple[float, float], tokens: int, seconds: float) -> tuple[float, float]:
    return sums[0] * _MEMORY + tokens, sums[1] * _MEMORY + seconds


def _rate(sums: tuple[float, float]) -> float | None:
    tokens, seconds = sums
    return tokens / seconds if seconds > 0 else None
