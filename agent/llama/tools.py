"""Calling tools: what the model is told, what its call may look like, and how it is read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.messages.tool import ToolCallChunk, tool_call_chunk

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


def read_call(written: str, *, call_id: str) -> ToolCallChunk:
    """The call in what was written after the opening mark.

    What is no call is passed on as it is, without a name: langchain files it under invalid calls,
    with the text, instead of losing it.
    """
    text = written.split(CALL_CLOSES, 1)[0].strip()
    try:
        call, _ = json.JSONDecoder().raw_decode(text)
        name, arguments = str(call["name"]), call.get("arguments", call.get("parameters", {}))
    except (ValueError, KeyError, TypeError, AttributeError):
        return tool_call_chunk(name=None, args=text, id=call_id, index=0)
    return tool_call_chunk(
        name=name, args=json.dumps(arguments, ensure_ascii=False), id=call_id, index=0
    )


def _inlined(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema that can be put inside another: its references resolved."""
    from langchain_core.utils.json_schema import dereference_refs

    return dereference_refs(dict(schema)) if "$defs" in schema else schema
