"""A thinking model's thoughts, told apart from its answer.

Models that think aloud write ``<think>…</think>`` before they answer; some templates write the
opening mark themselves, and a model that is cut off never writes the closing one. Thoughts are no
answer: they are handed on beside it, never in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

THINK_OPENS: Final = "<think>"
THINK_CLOSES: Final = "</think>"
#: What chat templates are told where the model is not to think: Qwen 3 and most others know the
#: first name, Granite and DeepSeek the second. One that knows neither ignores them.
NO_THOUGHTS: Final[Mapping[str, bool]] = {"enable_thinking": False, "thinking": False}


class ThoughtSplitter:
    """Splits text, as it comes, into thoughts and answer.

    Only what the answer begins with can be thoughts: a mark in the middle of a text is text.

    Args:
        opened: Whether the prompt already ends with the opening mark.

    Attributes:
        thinking: Whether what comes next is thought.
    """

    def __init__(self, *, opened: bool = False) -> None:
        self.thinking = opened
        self._answering = False
        self._trimming = False
        self._held = ""

    def feed(self, text: str) -> tuple[str, str]:
        """Take text; return the thoughts and the answer that are clear now."""
        if self._answering:
            return "", self._answer(text)
        text, self._held = self._held + text, ""
        if self.thinking:
            return self._think(text)
        begun = text.lstrip()
        if begun.startswith(THINK_OPENS):
            self.thinking = True
            return self._think(begun.removeprefix(THINK_OPENS).lstrip("\n"))
        if THINK_OPENS.startswith(begun):
            self._held = text
            return "", ""
        self._answering = True
        return "", text

    def finish(self) -> tuple[str, str]:
        """The text is at its end: return what was held back."""
        held, self._held = self._held, ""
        return (held, "") if self.thinking else ("", held)

    def _think(self, text: str) -> tuple[str, str]:
        thought, mark, answer = text.partition(THINK_CLOSES)
        if mark:
            self.thinking, self._answering, self._trimming = False, True, True
            return thought, self._answer(answer)
        kept = overlap(text, THINK_CLOSES)
        self._held = text[len(text) - kept :]
        return text[: len(text) - kept], ""

    def _answer(self, text: str) -> str:
        """The answer without the empty lines that stand after the thoughts."""
        if self._trimming:
            text = text.lstrip()
            self._trimming = not text
        return text


def overlap(text: str, mark: str) -> int:
    """Length of the longest end of the text that the mark begins with."""
    for size in range(min(len(text), len(mark) - 1), 0, -1):
        if mark.startswith(text[-size:]):
            return size
    return 0
