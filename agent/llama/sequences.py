"""Who keeps what in the key-value cache: one sequence for each that asks, two for conversations.

A prompt is given the sequence of its own kind, so that a turn of chat never costs learning its
fixed prefix. What it shares with any other sequence is taken from there: in one unified buffer
copying cells only adds a reference to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from agent.llama.options import Priority

#: Owners of llama.cpp's sequences, by their number.
OWNERS: Final[tuple[Priority, ...]] = ("learn", "suggest", "chat", "chat")


@dataclass(slots=True)
class Slot:
    """A sequence of llama.cpp, and the tokens whose keys and values it holds.

    ``away`` says that they had to make room for a while: they come back, but not for others.
    """

    number: int
    owner: Priority
    tokens: list[int] = field(default_factory=list)
    used: int = 0
    busy: bool = False
    away: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a prompt goes.

    Attributes:
        slot: Its sequence.
        keep: Tokens at its beginning that stay.
        source: Another sequence to copy the first ``shared`` tokens from; ``None`` for none.
        shared: Tokens of the prompt that need no evaluation.
    """

    slot: Slot
    keep: int
    source: Slot | None
    shared: int


class Slots:
    """The sequences of one context.

    Args:
        partial: Whether a sequence can be cut and copied in part. Recurrent models cannot: theirs
            is one state, which has seen everything.
    """

    def __init__(self, *, partial: bool) -> None:
        self._slots = [Slot(number, owner) for number, owner in enumerate(OWNERS)]
        self._partial = partial
        self._clock = 0

    def take(self, prompt: Sequence[int], owner: Priority) -> Placement:
        """Choose a free sequence of the owner's and mark it as busy.

        Of two, the one that goes on from most of what it holds; else an empty one; else the one
        that was used longest ago.
        """
        own = [slot for slot in self._slots if slot.owner == owner and not slot.busy]
        kept = {slot.number: self._shared(slot, prompt) for slot in self._slots}
        slot = max(own, key=lambda one: _fitness(one, kept[one.number]))
        best = max(self._slots, key=lambda one: kept[one.number])
        slot.busy = True
        self.touch(slot)
        if kept[best.number] > kept[slot.number]:
            return Placement(slot, 0, best, kept[best.number])
        return Placement(slot, kept[slot.number], None, kept[slot.number])

    def touch(self, slot: Slot) -> None:
        """Remember that it was used just now."""
        self._clock += 1
        slot.used = self._clock

    def spare(self, *, besides: Slot) -> Slot | None:
        """The sequence that was used longest ago, of those that hold something and are not busy."""
        idle = [s for s in self._slots if s.tokens and not s.busy and s is not besides]
        return min(idle, key=lambda one: one.used, default=None)

    def _shared(self, slot: Slot, prompt: Sequence[int]) -> int:
        if slot.away:
            return 0
        # One token at least has to be evaluated, or there would be nothing to choose from.
        pairs = zip(slot.tokens, prompt[:-1], strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        return same if self._partial or same == len(slot.tokens) else 0


def _fitness(slot: Slot, kept: int) -> tuple[int, bool, int]:
    goes_on = kept * 2 >= len(slot.tokens)
    return kept if goes_on else 0, not slot.tokens, -slot.used
