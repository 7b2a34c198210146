"""Noticing that a model goes round in circles, while it does.

A small model that loops writes the same words until its limit, which costs minutes and says
nothing. A text loops when its end is one stretch over and over: the shortest period of the last
characters comes from the prefix function of the reversed text (Knuth, Morris, Pratt 1977), in time
linear in what is looked at.
"""

from __future__ import annotations

from typing import Final

#: What is looked at, in characters; a stretch that repeats is at most a quarter of it.
_WINDOW: Final = 1200
#: A loop: that often, and that many characters in all. Ruled lines and tables stay below, and so
#: does whoever says something three times.
_TIMES: Final = 4
_LENGTH: Final = 240
#: Characters between two looks.
_EVERY: Final = 80


class RepetitionGuard:
    """Is fed text as it is written and says when it loops."""

    def __init__(self) -> None:
        self._tail = ""
        self._unseen = 0

    def loops(self, text: str) -> bool:
        """Take text; whether the end of all that was taken repeats itself."""
        if not text:
            return False
        self._tail = (self._tail + text)[-_WINDOW:]
        self._unseen += len(text)
        if self._unseen < _EVERY:
            return False
        self._unseen = 0
        return _repeated(self._tail) >= _LENGTH


def _repeated(text: str) -> int:
    """Characters at the end of a text that are one stretch, at least four times."""
    reversed_text = text[::-1]
    size = len(reversed_text)
    border = [0] * size
    longest = 0
    for at in range(1, size):
        length = border[at - 1]
        while length and reversed_text[at] != reversed_text[length]:
            length = border[length - 1]
        if reversed_text[at] == reversed_text[length]:
            length += 1
        border[at] = length
        period = at + 1 - length
        if period * _TIMES <= at + 1:
            longest = at + 1
    return longest
