"""From the bytes of tokens to text that may be shown.

A character can be split over tokens, and so can a stop string or the mark of a tool call: what
might still become one is held back until it is clear.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import Final

from agent.llama.thinking import ThoughtSplitter, overlap

#: What a tool call is written between. Hermes' convention, which Qwen and others were trained on;
#: models that were not are told of it.
CALL_OPENS: Final = "<tool_call>"
CALL_CLOSES: Final = "</tool_call>"


class TextAssembler:
    """Puts text together and notices where it has to end.

    Attributes:
        stopped: Whether a stop string was met; it and what follows are not given out.
        call: What was written after the mark of a tool call; ``None`` before there was one.
        thought: Thoughts that came since they were last taken with :meth:`take_thought`.
    """

    def __init__(
        self, *, stops: Sequence[str] = (), calls: bool = False, thinking: bool = False
    ) -> None:
        self.stopped = False
        self.thought = ""
        self._thoughts = ThoughtSplitter(opened=thinking)
        self.call: str | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._stops = tuple(stop for stop in stops if stop)
        self._marks = (*self._stops, CALL_OPENS) if calls else self._stops
        self._held = ""

    def feed(self, piece: bytes) -> str:
        """Take the bytes of a token; return what may be shown now."""
        thought, text = self._thoughts.feed(self._decoder.decode(piece))
        self.thought += thought
        return self._take(text)

    def take_thought(self) -> str:
        """The thoughts that came since this was last asked."""
        thought, self.thought = self.thought, ""
        return thought

    @property
    def thinking(self) -> bool:
        """Whether the model is at its thoughts, not yet at its answer."""
        return self._thoughts.thinking

    def finish(self) -> str:
        """The generation is over: return what was held back."""
        thought, text = self._thoughts.feed(self._decoder.decode(b"", final=True))
        last_thought, rest = self._thoughts.finish()
        self.thought += thought + last_thought
        text = self._take(text + rest)
        if self.stopped or self.call is not None:
            return text
        held, self._held = self._held, ""
        return text + held

    @property
    def call_complete(self) -> bool:
        """Whether the tool call has been closed."""
        return self.call is not None and CALL_CLOSES in self.call

    def _take(self, text: str) -> str:
        if self.stopped:
            return ""
        if self.call is not None:
            self.call += text
            return ""
        if not self._marks:
            return text
        text = self._held + text
        self._held = ""
        found = min(
            ((at, mark) for mark in self._marks if (at := text.find(mark)) >= 0), default=None
        )
        if found is not None:
            at, mark = found
            if mark == CALL_OPENS:
                self.call = text[at + len(mark) :]
            else:
                self.stopped = True
            return text[:at]
        keep = max(overlap(text, mark) for mark in self._marks)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]
