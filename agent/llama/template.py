"""From messages to a prompt, by the chat template that the model file brings along.

Templates are Jinja programs written by strangers: they run in a sandbox. The texts put into them
are strangers' too: the names of control tokens in them are broken up, or a web page could end the
person's turn and begin one of the system's.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any, Final, TypedDict

from langchain_core.messages import AIMessage, BaseMessage, SystemMessage, ToolMessage

from agent.llama.text import CALL_CLOSES, CALL_OPENS
from memory.errors import ModelError, ModelUnavailable

#: Goes between the first and the second character of a control token's name.
_BREAK: Final = "\u200b"


class Turn(TypedDict):
    """One message as templates expect it."""

    role: str
    content: str


class ChatTemplate:
    """A compiled template.

    Raises:
        ModelUnavailable: the template is no valid Jinja.
    """

    def __init__(self, source: str, *, begin: str, end: str, control: Collection[str]) -> None:
        import jinja2
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        try:
            self._formatter = Jinja2ChatFormatter(source, eos_token=end, bos_token=begin)
        except jinja2.TemplateError as error:
            raise ModelUnavailable(
                f"The chat template of the model cannot be read: {error}",
                hint="choose another GGUF file of this model",
            ) from error
        self._control = sorted(control, key=len, reverse=True)

    def render(self, messages: Sequence[BaseMessage], *, instructions: str = "") -> str:
        """The prompt for these messages, open at the model's turn.

        Args:
            messages: Of any kind; tool calls and results become text.
            instructions: Added to the system message, or put in its place where there is none.

        Raises:
            ModelError: the template does not accept the messages.
        """
        turns = [
            Turn(role=turn["role"], content=self._disarm(turn["content"]))
            for turn in turns_of(messages, instructions)
        ]
        try:
            return self._render(turns)
        except Exception as first:  # noqa: BLE001 – a template may raise anything
            # Some templates (Gemma's) know no system role.
            try:
                return self._render(_without_system(turns))
            except Exception:  # noqa: BLE001
                raise ModelError(
                    f"The model's chat template refuses the conversation: {first}"
                ) from first

    def _render(self, turns: Sequence[Turn]) -> str:
        prompt: str = self._formatter(messages=list(turns)).prompt  # type: ignore[arg-type]
        return prompt

    def _disarm(self, text: str) -> str:
        for name in self._control:
            if name in text:
                text = text.replace(name, name[0] + _BREAK + name[1:])
        return text


def turns_of(messages: Sequence[BaseMessage], instructions: str = "") -> list[Turn]:
    """Messages as turns of system, user and assistant, the last two in alternation.

    Templates often refuse two messages of one role in a row and mostly know no tools, so
    neighbours are joined, a call is text of the assistant, and its result text of the user.
    """
    system = [_text(message) for message in messages if isinstance(message, SystemMessage)]
    system.append(instructions)
    turns: list[Turn] = []
    if any(system):
        turns.append(Turn(role="system", content="\n\n".join(part for part in system if part)))
    for message in messages:
        if isinstance(message, SystemMessage):
            continue
        role = "assistant" if isinstance(message, AIMessage) else "user"
        if turns and turns[-1]["role"] == role:
            turns[-1]["content"] += "\n\n" + _text(message)
        else:
            turns.append(Turn(role=role, content=_text(message)))
    return turns


def call_text(name: str, arguments: object) -> str:
    """A tool call as the model writes it."""
    call = json.dumps({"name": name, "arguments": arguments}, ensure_ascii=False)
    return f"{CALL_OPENS}{call}{CALL_CLOSES}"


def _text(message: BaseMessage) -> str:
    content: str | list[Any] = message.content
    if not isinstance(content, str):
        blocks = (block if isinstance(block, dict) else {"text": block} for block in content)
        content = "".join(str(block.get("text", "")) for block in blocks)
    if isinstance(message, ToolMessage):
        return f"<tool_response>\n{content}\n</tool_response>"
    if isinstance(message, AIMessage) and message.tool_calls:
        calls = [call_text(call["name"], call["args"]) for call in message.tool_calls]
        return "\n".join([content, *calls]).strip()
    return content


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
