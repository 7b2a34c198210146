"""Making a request fit: what is least useful goes first, and the model's own tokenizer counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from langchain_core.language_models import BaseChatModel, BaseLanguageModel

from memory.errors import ContextOverflow

Counter = Callable[[str], int]

#: Context of a model that does not say how much it has.
ASSUMED_CONTEXT: Final = 8192
#: Tokens that a chat template puts around two messages, with room to spare.
_TEMPLATE: Final = 48
#: Characters in a token where there is no tokenizer to ask; low, so that the guess is high.
_CHARACTERS_PER_TOKEN: Final = 3
#: No token is longer on average than this, so more text need not be counted to be too long.
_LONGEST_TOKENS: Final = 16
#: Tokens for the contents of a batch. With 800 of a fixed part and 400 of headings there are some
#: 300 left of 3,000 for what is known, which has to be compared with.
_CONTENTS: Final = 1500
#: What is left for a batch at least, whatever the fixed part takes: in a tokenizer of single
#: letters no prompt is short.
_LEAST_ROOM: Final = 2000
_MOST: Final = 700
_LEAST: Final = 12
_SHRINK: Final = 0.7
_CUT: Final = " […] "


def counts_itself(model: BaseChatModel) -> bool:
    """Whether a model counts with a tokenizer of its own; an endpoint says that it guesses.

    The default of ``langchain_core`` loads a tokenizer of GPT-2 from the network: never that.
    """
    kind = type(model)
    return not getattr(model, "estimates_tokens", False) and (
        kind.get_num_tokens is not BaseLanguageModel.get_num_tokens
        or kind.get_token_ids is not BaseLanguageModel.get_token_ids
        or model.custom_get_token_ids is not None
    )


def counter_of(model: BaseChatModel) -> Counter:
    """How to count tokens for a model: with its own tokenizer, else by a guess on the safe side."""
    if counts_itself(model) or getattr(model, "estimates_tokens", False):
        return model.get_num_tokens
    return lambda text: len(text.encode(errors="replace")) // _CHARACTERS_PER_TOKEN + 1


def context_of(model: BaseChatModel) -> int:
    """Tokens of prompt and answer together that a model takes now.

    Ours says it for every call: one that ran out of memory is loaded again with a smaller context.
    """
    now = getattr(model, "context_now", None)
    if isinstance(now, int):
        return now
    stated = (model.profile or {}).get("max_input_tokens")
    return stated if isinstance(stated, int) and stated > 0 else ASSUMED_CONTEXT


@dataclass(frozen=True, slots=True)
class Budget:
    """What a prompt may cost.

    Attributes:
        count: Tokens of a text.
        context: Tokens of prompt and answer together.
        answer: Tokens kept free for the answer.
        estimated: Whether the count is a guess, which an error then says.
    """

    count: Counter
    context: int
    answer: int
    estimated: bool = False

    def room(self, *fixed: str, most: int | None = None) -> int:
        """Tokens left beside texts that cannot be made smaller.

        Args:
            fixed: Those texts.
            most: Tokens that the whole prompt may have, however long the context is.
        """
        answer = min(self.answer, self.context // 3)
        taken = _TEMPLATE + sum(self.count(text) for text in fixed)
        left = self.context - answer - taken
        return left if most is None else min(left, max(most - taken, _LEAST_ROOM))

    def fit(
        self, room: int, headings: Sequence[str], bodies: Sequence[str], extras: Sequence[str]
    ) -> tuple[list[str], int]:
        """Make bodies fit under their headings, and as many extras as there is room for.

        Extras go first, the last of them before the others; then the longest bodies are cut.

        Returns:
            The bodies, and how many of the extras to keep.

        Raises:
            ContextOverflow: even a few words of each body are too much.
        """
        if not bodies:
            return [], self._fitting(room, extras)
        frame = sum(self.count(heading) + _FENCE_TOKENS for heading in headings)
        limit = min(_MOST, max(_LEAST, _CONTENTS // len(bodies)))
        cut = [self.cut(text, limit) for text in bodies]
        left = room - frame - sum(map(self.count, cut))
        if left >= 0:
            return cut, self._fitting(left, extras)
        while left < 0 and limit > _LEAST:
            limit = max(_LEAST, int(limit * _SHRINK))
            cut = [self.cut(text, limit) for text in bodies]
            left = room - frame - sum(map(self.count, cut))
        if left < 0:
            raise ContextOverflow(
                f"{len(bodies)} observations do not fit into a context of {self.context:,} tokens"
                f"{', by an estimate' if self.estimated else ''}",
                hint="choose fewer at once, or a model with a longer context",
            )
        return cut, self._fitting(left, extras)

    def cut(self, text: str, limit: int) -> str:
        """The beginning and the end of a text, in at most ``limit`` tokens."""
        size = limit * _LONGEST_TOKENS
        shortened = text if len(text) <= size else _ends(text, size)
        tokens = self.count(shortened)
        while tokens > limit and len(shortened) > len(_CUT):
            size = max(0, int(len(shortened) * limit / tokens) - len(_CUT))
            shortened = _ends(text, size)
            tokens = self.count(shortened)
        return shortened

    def _fitting(self, room: int, lines: Sequence[str]) -> int:
        for index, line in enumerate(lines):
            room -= self.count(line) + 1
            if room < 0:
                return index
        return len(lines)


#: Tokens of the fence and the line breaks around an observation.
_FENCE_TOKENS: Final = 8


def _ends(text: str, size: int) -> str:
    """Two thirds of the size from the beginning and one third from the end."""
    head, tail = size * 2 // 3, size - size * 2 // 3
    return (
        f"{text[:head].rstrip()}{_CUT}{text[len(text) - tail :].lstrip() if tail else ''}".strip()
    )
