"""From messages to a prompt, by the chat template that the model file brings along.

Templates are Jinja programs written by strangers: they run in a sandbox. The texts put into them
are strangers' too: the names of control tokens in them are broken up, or a web page could end the
person's turn and begin one of the system's.

Tools go to the template where it knows them and has calls written between the marks that we read
(:data:`agent.llama.text.CALL_OPENS`): that is what its model was trained on. Every other model is
told of them by :func:`agent.llama.tools.instructions` in the system message.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NotRequired, TypedDict

from langchain_core.messages import AIMessage, BaseMessage, SystemMessage, ToolMessage

from agent.llama.jinja import compiled
from agent.llama.text import CALL_CLOSES, CALL_OPENS
from agent.llama.thinking import NO_THOUGHTS, THINK_CLOSES, THINK_OPENS
from memory.errors import ModelError

#: Goes between the first and the second character of a control token's name.
_BREAK: Final = "\u200b"
#: Marks that only the model may write. Some vocabularies have tokens for them.
_MARKS: Final = (
    *(CALL_OPENS, CALL_CLOSES, "<tool_response>", "</tool_response>"),
    *(THINK_OPENS, THINK_CLOSES),
)
_PROBE: Final = "gumption_probe"

OpenAITool = Mapping[str, Any]
Value = Any


class Turn(TypedDict):
    """One message as templates expect it."""

    role: str
    content: str
    tool_calls: NotRequired[list[dict[str, Any]]]
    name: NotRequired[str]
    tool_call_id: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt as text, and whether the model's thoughts are already open at its end."""

    text: str
    thinking: bool = False


class ChatTemplate:
    """A compiled template.

    Args:
        source: Jinja.
        begin: Text of the beginning-of-sequence token.
        end: Text of the end-of-sequence token.
        control: Texts that the tokenizer turns into control tokens.
        now: For templates that tell the model the date.

    Attributes:
        knows_tools: Whether it takes tools, and calls come between the marks that we read.

    Raises:
        ModelUnavailable: the template is no valid Jinja.
    """

    def __init__(
        self,
        source: str,
        *,
        begin: str,
        end: str,
        control: Collection[str],
        now: Callable[[], datetime] = lambda: datetime.now(UTC).astimezone(),
    ) -> None:
        self._control = sorted(control, key=len, reverse=True)
        self._program = compiled(source, begin=begin, end=end, now=now)
        self.knows_tools = self._probe_tools()

    def render(
        self,
        messages: Sequence[BaseMessage],
        *,
        tools: Sequence[OpenAITool] = (),
        instructions: Callable[[Sequence[OpenAITool]], str] = lambda _tools: "",
        thoughts: bool = True,
    ) -> Rendered:
        """The prompt for these messages, open at the model's turn.

        Args:
            messages: Of any kind.
            tools: What the model may call.
            instructions: What it is told of them, where the template does not tell it.
            thoughts: Whether a model that can may think before it answers. Where it may not, and
                its template opens its thoughts all the same, they are closed.

        Raises:
            ModelError: the template does not accept the messages.
        """
        if self.knows_tools and (tools or _of_tools(messages)):
            try:
                text = self._run(
                    turns_with_tools(messages, self._safe),
                    self._safe(list(tools)),
                    thoughts=thoughts,
                )
            except Exception:  # noqa: BLE001 – a template may raise anything; the other way is left
                text = self._render_plainly(messages, instructions(tools), thoughts=thoughts)
        else:
            text = self._render_plainly(messages, instructions(tools), thoughts=thoughts)
        opened = text.rstrip().endswith(THINK_OPENS)
        if opened and not thoughts:
            return Rendered(f"{text.rstrip()}\n\n{THINK_CLOSES}\n\n")
        return Rendered(text, thinking=opened)

    def _render_plainly(self, messages: Sequence[BaseMessage], told: str, *, thoughts: bool) -> str:
        turns = turns_of(messages, told, self._safe)
        try:
            return self._run(turns, [], thoughts=thoughts)
        except Exception as first:  # noqa: BLE001 – a template may raise anything
            # Some templates (Gemma's) know no system role.
            try:
                return self._run(_without_system(turns), [], thoughts=thoughts)
            except Exception:  # noqa: BLE001
                raise ModelError(
                    f"The model's chat template refuses the conversation: {first}"
                ) from first

    def _run(self, turns: Sequence[Turn], tools: list[Value], *, thoughts: bool) -> str:
        more: Mapping[str, Value] = {} if thoughts else NO_THOUGHTS
        return str(self._program(messages=[dict(turn) for turn in turns], tools=tools, **more))

    def _safe(self, value: Value) -> Value:
        """The same value with no control token's name in any of its texts."""
        if isinstance(value, str):
            for name in self._control:
                if name in value:
                    value = value.replace(name, name[0] + _BREAK + name[1:])
            return value
        if isinstance(value, Mapping):
            return {self._safe(key): self._safe(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self._safe(inner) for inner in value]
        return value

    def _probe_tools(self) -> bool:
        """Whether a tool and a call of it come out as the model should write it."""
        parameters = {"type": "object", "properties": {}}
        tool = {
            "type": "function",
            "function": {"name": _PROBE, "description": "probe", "parameters": parameters},
        }
        called = Turn(role="assistant", content="")
        called["tool_calls"] = [_function_call("1", _PROBE, {"a": 1})]
        turns = [Turn(role="user", content="probe"), called, _result("probe", "1", _PROBE)]
        try:
            told = self._run(turns[:1], [tool], thoughts=False)
            text = self._run(turns, [], thoughts=False)
            call, _ = json.JSONDecoder().raw_decode(text.partition(CALL_OPENS)[2].lstrip())
        except Exception:  # noqa: BLE001 – a template may raise anything; this one knows no tools
            return False
        return _PROBE in told and call == {"name": _PROBE, "arguments": {"a": 1}}


def turns_of(
    messages: Sequence[BaseMessage],
    instructions: str = "",
    safe: Callable[[Value], Value] = lambda value: value,
) -> list[Turn]:
    """Messages as turns of system, user and assistant, the last two in alternation.

    Templates often refuse two messages of one role in a row and mostly know no tools, so
    neighbours are joined, a call is text of the assistant, and its result text of the user.

    Args:
        messages: Of any kind.
        instructions: Added to the system message, or put in its place where there is none.
        safe: Put before every text that comes from outside.
    """
    turns = _system(messages, instructions, safe)
    for message in messages:
        if isinstance(message, SystemMessage):
            continue
        role = "assistant" if isinstance(message, AIMessage) else "user"
        written = _written(message, safe)
        if turns and turns[-1]["role"] == role:
            turns[-1]["content"] += "\n\n" + written
        else:
            turns.append(Turn(role=role, content=written))
    return turns


def turns_with_tools(messages: Sequence[BaseMessage], safe: Callable[[Value], Value]) -> list[Turn]:
    """Messages for a template that knows tools: calls and results are its to write."""
    turns = _system(messages, "", safe)
    names: dict[str, str] = {}
    for message in messages:
        if isinstance(message, SystemMessage):
            continue
        content = safe(_unmarked(_text(message)))
        if isinstance(message, ToolMessage):
            name = message.name or names.get(message.tool_call_id, "")
            turns.append(_result(content, message.tool_call_id, name))
            continue
        calls = message.tool_calls if isinstance(message, AIMessage) else []
        role = "assistant" if isinstance(message, AIMessage) else "user"
        if turns and turns[-1]["role"] == role and not calls and "tool_calls" not in turns[-1]:
            turns[-1]["content"] += "\n\n" + content
            continue
        turn = Turn(role=role, content=content)
        if calls:
            names |= {call["id"] or "": call["name"] for call in calls}
            turn["tool_calls"] = [
                _function_call(call["id"] or "", safe(call["name"]), safe(call["args"]))
                for call in calls
            ]
        turns.append(turn)
    return turns


def call_text(name: str, arguments: object) -> str:
    """A tool call as the model writes it."""
    call = json.dumps({"name": name, "arguments": arguments}, ensure_ascii=False)
    return f"{CALL_OPENS}{call}{CALL_CLOSES}"


def _system(
    messages: Sequence[BaseMessage], instructions: str, safe: Callable[[Value], Value]
) -> list[Turn]:
    parts = [_unmarked(_text(one)) for one in messages if isinstance(one, SystemMessage)]
    content = "\n\n".join(part for part in (*map(safe, parts), safe(instructions)) if part)
    return [Turn(role="system", content=content)] if content else []


def _written(message: BaseMessage, safe: Callable[[Value], Value]) -> str:
    """A message as text, with its calls and around its result the marks that only we may set."""
    content: str = safe(_unmarked(_text(message)))
    if isinstance(message, ToolMessage):
        return f"<tool_response>\n{content}\n</tool_response>"
    if isinstance(message, AIMessage) and message.tool_calls:
        calls = [call_text(safe(call["name"]), safe(call["args"])) for call in message.tool_calls]
        return "\n".join([content, *calls]).strip()
    return content


def _text(message: BaseMessage) -> str:
    """What a message says; thoughts and calls that stand among it are no text."""
    content: str | list[Any] = message.content
    if isinstance(content, str):
        return content
    blocks = (block if isinstance(block, dict) else {"text": block} for block in content)
    return "".join(str(block.get("text", "")) for block in blocks)


def _unmarked(text: str) -> str:
    for mark in _MARKS:
        text = text.replace(mark, mark[0] + _BREAK + mark[1:])
    return text


def _result(content: str, call_id: str, name: str) -> Turn:
    return Turn(role="tool", content=content, tool_call_id=call_id, name=name)


def _function_call(call_id: str, name: str, arguments: Value) -> dict[str, Any]:
    return {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}


def _of_tools(messages: Sequence[BaseMessage]) -> bool:
    return any(
        isinstance(one, ToolMessage) or (isinstance(one, AIMessage) and one.tool_calls)
        for one in messages
    )


def _without_system(turns: Sequence[Turn]) -> list[Turn]:
    """The system message put at the head of the first message of the user."""
    if not turns or turns[0]["role"] != "system":
        return list(turns)
    system, *others = turns
    if others and others[0]["role"] == "user":
        first, *others = others
        content = f"{system['content']}\n\n{first['content']}"
    else:
        content = system["content"]
    return [Turn(role="user", content=content), *others]
