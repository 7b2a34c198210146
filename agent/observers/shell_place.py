"""Where reading goes on in a shell's history that was written anew.

A shell that ends trims the file, or writes its own list over it: bash without ``histappend`` knows
nothing of what another shell wrote meanwhile, and of two that append, the one that was opened first
may end last. So neither times nor lengths tell what is new, and the commands read last are
remembered: by their time and sixteen bits of what they say, which is enough to tell a row of them
and too little to guess one by.
"""

from __future__ import annotations

import zlib
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agent.observers.shell import Entry

#: Commands remembered: as many as bash keeps in its file where nobody tells it otherwise.
MOST = 500
#: So many in a row that are known are no chance.
_TELLING = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """What is remembered of a command."""

    crc: int
    when: int | None


def mark(entry: Entry) -> Mark:
    """It."""
    return Mark(zlib.crc32(entry.command.encode(errors="replace")) & 0xFFFF, entry.when)


class Remembered:
    """The last commands that were read of a file.

    Args:
        before: As of :meth:`kept`; ``None`` for a file never seen.
        now: Seconds since 1970. A command of later was typed under a wrong clock.
    """

    def __init__(self, before: Mapping[str, Any] | None, now: float) -> None:
        told = before or {}
        crcs: list[int] = told.get("crc", [])
        whens: list[int | None] = told.get("whens") or [None] * len(crcs)
        self._marks = deque(map(Mark, crcs, whens), maxlen=MOST)
        #: The latest time of what is not remembered any more.
        self._floor: int | None = told.get("floor", told.get("when"))
        # An earlier version did not keep the head, and what comes now is not the head.
        self._head: list[int] | None = told.get("head") if told else []
        self._now = now

    def add(self, entry: Entry) -> None:
        """One more was read."""
        if len(self._marks) == MOST:
            gone = self._marks[0].when
            if gone is not None and gone <= self._now:
                self._floor = max(gone, self._floor or 0)
        self._marks.append(mark(entry))
        if self._head is not None and len(self._head) < _TELLING:
            self._head.append(self._marks[-1].crc)

    def begins_with(self, marks: Sequence[Mark]) -> None:
        """The file was written anew, and this is what it begins with."""
        self._head = [each.crc for each in marks[:_TELLING]]

    def kept(self) -> dict[str, Any]:
        """For the cursor."""
        return {
            "crc": [each.crc for each in self._marks],
            "whens": [each.when for each in self._marks],
            "floor": self._floor,
            "head": self._head,
        }

    def news(self, marks: Sequence[Mark]) -> Iterator[bool | None]:
        """Of each command of a file that was written anew, whether it is new.

        ``None`` where nobody can tell: the file begins as before, and the place is not found.
        """
        known = {each for each in self._marks if each.when is not None}
        place = max((n for n, each in enumerate(marks) if each in known), default=-1)
        if place < 0:
            place = self._place([each.crc for each in marks])
        lost = place < 0 and self._begins_as_before(marks)
        for number, each in enumerate(marks):
            if each.when is not None and (number <= place or place < 0):
                # Some are merged by time: what was typed elsewhere stands before the place.
                yield each not in known and (self._floor is None or each.when > self._floor)
            else:
                yield None if lost else number > place

    def _begins_as_before(self, marks: Sequence[Mark]) -> bool:
        head = self._head or []
        return len(head) == _TELLING and [each.crc for each in marks[:_TELLING]] == head

    def _place(self, crcs: Sequence[int]) -> int:
        """The last command of the longest row that is known, and of known rows that follow it."""
        known = [each.crc for each in self._marks]
        longest, ending = _rows(crcs, known)
        enough = min(_TELLING, len(known))
        place, length = -1, 1
        for number, row in enumerate(longest):
            # Of a file that was trimmed, what is left may be shorter.
            told = row >= enough or ending[number] == number + 1
            if told and row >= length:
                place, length = number, row
        while place >= 0:
            end = place
            while end + 1 < len(crcs) and longest[end + 1] > end - place:
                end += 1
            if end - place < _TELLING:
                break
            place = end
        return place


def _rows(crcs: Sequence[int], known: Sequence[int]) -> tuple[list[int], list[int]]:
    """How many commands up to each stand so among the known, anywhere and at the end of them."""
    places: dict[int, list[int]] = {}
    for number, crc in enumerate(known):
        places.setdefault(crc, []).append(number)
    longest, ending = [], []
    rows: dict[int, int] = {}
    for crc in crcs:
        rows = {at: rows.get(at - 1, 0) + 1 for at in places.get(crc, ())}
        longest.append(max(rows.values(), default=0))
        ending.append(rows.get(len(known) - 1, 0))
    return longest, ending
