"""A turn of conversation: what is put before the model, and how its answer is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolCall,
    ToolMessage,
)

from agent.engine.language.budget import Budget
from agent.engine.language.layout import fenced, harmless, moment, note_line
from agent.engine.port import ChatMessage, ChatRequest
from agent.prompts import Prompt
from memory.errors import ContextOverflow, InvalidInput
from memory.types import Hit

#: Tokens that a tool's answer may take.
_TOOL_ANSWER: Final = 600
_PER_MESSAGE: Final = 8

_CITED: Final = re.compile(r"\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\]")
_CITATION: Final = re.compile(r"(\s?)\[(\d{1,2}(?:\s*,\s*\d{1,2})*)\]")
_MAYBE_CITATION: Final = re.compile(r"\s?\[[\d,\s]{0,16}$|\s$")


def lay_out(
    request: ChatRequest, *, prompt: Prompt, tools: str, budget: Budget
) -> list[BaseMessage]:
    """The messages for a turn, within the budget.

    The notes go to the last question, not to the beginning, so that the beginning stays the same
    prefix from turn to turn. When there is too much, the oldest messages go first, then the last
    notes.

    Args:
        request: The turn.
        prompt: The fixed part and the frame.
        tools: What the model will be told of tools besides; only counted.
        budget: What it may cost.

    Raises:
        ContextOverflow: the question alone is too long.
        InvalidInput: there is no question.
    """
    last = max((at for at, said in enumerate(request.messages) if said.role == "user"), default=-1)
    if last < 0:
        raise InvalidInput("There is no message of the person to answer")
    question, after = request.messages[last], request.messages[last + 1 :]
    head = f"It is {moment(request.now)}."
    answers = [_message(message, budget) for message in after]
    room = budget.room(prompt.text, prompt.frame, tools, head, question.content) - _PER_MESSAGE * (
        len(after) + 1
    )
    room -= sum(budget.count(_counted(message)) for message in answers)
    if room < 0:
        raise ContextOverflow(
            "The message is too long for the model",
            hint="shorten it, or choose a model with a longer context",
        )
    notes, room = _notes(request, budget, room)
    earlier: list[BaseMessage] = []
    for message in reversed(request.messages[:last]):
        turned = _message(message, budget)
        room -= budget.count(_counted(turned)) + _PER_MESSAGE
        if room < 0:
            break
        earlier.insert(0, turned)
    while earlier and isinstance(earlier[0], ToolMessage):
        # Its call has been left out.
        del earlier[0]
    asked = prompt.frame.format(today=head, notes=notes, question=question.content)
    return [SystemMessage(prompt.text), *earlier, HumanMessage(asked), *answers]


class CitationReader:
    """Reads citations such as ``[2]`` from streamed text and takes out those that lead nowhere.

    Attributes:
        cited: Ids of the hits that were cited, in the order of their first citation.
    """

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.cited: list[str] = []
        self._hits = hits
        self._held = ""

    def feed(self, text: str) -> str:
        """Take a piece of text; return what can be shown now."""
        text = self._held + text
        pending = _MAYBE_CITATION.search(text)
        at = pending.start() if pending else len(text)
        self._held = text[at:]
        return _CITATION.sub(self._known, text[:at])

    def finish(self) -> str:
        """Return what was held back."""
        held, self._held = self._held, ""
        return held

    def _known(self, match: re.Match[str]) -> str:
        gap, inside = match.groups()
        numbers = [int(number) for number in inside.split(",")]
        known = [number for number in numbers if 1 <= number <= len(self._hits)]
        for number in known:
            if self._hits[number - 1].id not in self.cited:
                self.cited.append(self._hits[number - 1].id)
        if len(known) == len(numbers) or not gap:
            # Without a gap before it, it may be an index in code: left as it is.
            return match.group()
        return f"{gap}[{', '.join(map(str, known))}]" if known else ""


def _notes(request: ChatRequest, budget: Budget, room: int) -> tuple[str, int]:
    lines: list[str] = []
    # Half of the room for notes, the rest for what was said before.
    left = room // 2
    for number, hit in enumerate(request.hits, start=1):
        line = note_line(number, hit, request.now)
        cost = budget.count(line) + 1
        if cost > left:
            break
        left -= cost
        room -= cost
        lines.append(line)
    return f"Notes:\n{fenced(chr(10).join(lines) or 'none')}", room


def _message(message: ChatMessage, budget: Budget) -> BaseMessage:
    call = message.tool_call
    match message.role:
        case "user":
            return HumanMessage(message.content)
        case "assistant":
            calls = [] if call is None else [_called(call.id, call.name, dict(call.arguments))]
            # The numbers of an earlier answer mean the notes of an earlier question.
            return AIMessage(_CITED.sub("", message.content), tool_calls=calls)
        case "tool":
            content = budget.cut(harmless(message.content), _TOOL_ANSWER)
            return ToolMessage(fenced(content), tool_call_id="" if call is None else call.id)


def _called(call_id: str, name: str, arguments: dict[str, object]) -> ToolCall:
    return ToolCall(id=call_id, name=name, args=arguments, type="tool_call")


def _counted(message: BaseMessage) -> str:
    calls = message.tool_calls if isinstance(message, AIMessage) else []
    return "\n".join([message.text, *(str(call) for call in calls)])
