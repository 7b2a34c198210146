"""Calling tools: what the model is told, what its call may look like, and how it is read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from langchain_core.messages.tool import ToolCallChunk, tool_call_chunk
from langchain_core.utils.json import parse_partial_json

from agent.llama.grammar import grammar_of
from agent.llama.template import call_text
from agent.llama.text import CALL_CLOSES, CALL_OPENS
from memory.errors import InvalidInput

#: As ``langchain_core.utils.function_calling.convert_to_openai_tool`` makes them.
OpenAITool = Mapping[str, Any]


def instructions(tools: Sequence[OpenAITool]) -> str:
    """What the system message says about the tools."""
    if not tools:
        return ""
    lines = ["You can call a tool. The tools:"]
    for tool in tools:
        function = tool["function"]
        parameters = json.dumps(function.get("parameters", {}), ensure_ascii=False)
        lines.append(f"- {function['name']}: {function.get('description', '')} {parameters}")
    example = call_text("name of the tool", {"name of an argument": "value"})
    lines.append(
        f"To call one, end your answer with {example}. Call at most one, and only if needed."
    )
    return "\n".join(lines)


def call_grammar(tools: Sequence[OpenAITool], *, opened: bool, only: str | None = None) -> str:
    """The grammar of a call: JSON that names a tool and gives it what its schema asks for.

    Args:
        tools: What may be called.
        opened: Whether the opening mark is already written.
        only: The one tool to call, where it is fixed.

    Raises:
        InvalidInput: the fixed tool is not among them.
    """
    names = [tool["function"]["name"] for tool in tools]
    if only is not None and only not in names:
        raise InvalidInput(f"There is no tool {only}", hint=f"there are: {', '.join(names)}")
    calls = [
        {
            "type": "object",
            "properties": {
                "name": {"const": tool["function"]["name"]},
                "arguments": _inlined(tool["function"].get("parameters", {"type": "object"})),
            },
            "required": ["name", "arguments"],
        }
        for tool in tools
        if only in {None, tool["function"]["name"]}
    ]
    inner = grammar_of({"anyOf": calls}).replace("root ::=", "call ::=", 1)
    begin = "" if opened else f'"{CALL_OPENS}" '
    return f'root ::= {begin}call "{CALL_CLOSES}"\n{inner}'


class CallReader:
    """Reads a call while it is written after the opening mark, piece by piece.

    The name is given out as soon as it is there, then the arguments as they come. What is no call,
    or is cut off, is passed on in such a way that langchain files it under invalid calls, with the
    text: it completes JSON that is cut off, and half of its arguments is not what was asked for.
    """

    def __init__(self, call_id: str) -> None:
        self._id = call_id
        self._written = ""
        self._named = False
        self._arguments = ""
        self._depth = 0
        self._quoted = False
        self._escaped = False

    @property
    def complete(self) -> bool:
        """Whether the arguments are all there."""
        return bool(self._arguments) and self._depth == 0

    def feed(self, text: str) -> ToolCallChunk | None:
        """Take text; return what is new of the call, if anything is."""
        if self._named:
            return self._chunk(None, self._more(text))
        self._written += text
        head = _HEAD.match(self._written)
        if head is None:
            return None
        self._named = True
        return self._chunk(json.loads(head[1]), self._more(self._written[head.end() :]))

    def finish(self) -> ToolCallChunk | None:
        """Nothing more comes: return what is left to say of the call."""
        if self._named:
            return None if self.complete else self._chunk(None, _spoiler(self._arguments) or "]")
        text = self._written.split(CALL_CLOSES, 1)[0].strip()
        try:
            call, _ = json.JSONDecoder().raw_decode(text)
            name, arguments = str(call["name"]), call.get("arguments", call.get("parameters", {}))
        except (ValueError, KeyError, TypeError, AttributeError):
            return self._chunk(None, text + _spoiler(text))
        return self._chunk(name, json.dumps(arguments, ensure_ascii=False))

    def _chunk(self, name: str | None, arguments: str) -> ToolCallChunk | None:
        if name is None and not arguments:
            return None
        # Only the first part of a call has its id: langchain puts parts together by the index.
        first = name is not None or not self._named
        return tool_call_chunk(name=name, args=arguments, id=self._id if first else None, index=0)

    def _more(self, text: str) -> str:
        """What of a text still belongs to the arguments, an object that begins the first of them.

        Outside strings only brackets matter; inside, only what ends them.
        """
        before = self._arguments
        for letter in text:
            if self.complete:
                break
            self._arguments += letter
            if self._quoted:
                self._quoted = letter != '"' or self._escaped
                self._escaped = letter == "\\" and not self._escaped
            elif letter == '"':
                self._quoted = True
            elif letter in "{[":
                self._depth += 1
            elif letter in "}]":
                self._depth -= 1
        return self._arguments[len(before) :]


_HEAD: Final = re.compile(
    r'\s*\{\s*"name"\s*:\s*("(?:[^"\\]|\\.)*")\s*,\s*"(?:arguments|parameters)"\s*:\s*(?=\{)'
)
#: Endings that no JSON can have, for every state that a cut can leave it in.
_ENDINGS: Final = ("", "]", "}", '"]', '"}', '""]', '""}')


def _spoiler(text: str) -> str:
    """What makes a text that is cut off unreadable for a parser that would complete it."""
    return next((ending for ending in _ENDINGS if not _readable(text + ending)), "]")


def _readable(text: str) -> bool:
    try:
        return isinstance(parse_partial_json(text), dict)
    except ValueError:
        return False


def _inlined(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema that can be put inside another: its references resolved."""
    from langchain_core.utils.json_schema import dereference_refs

    return dereference_refs(dict(schema)) if "$defs" in schema else schema
