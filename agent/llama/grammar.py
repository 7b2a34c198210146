"""From a JSON schema to a grammar that lets llama.cpp write nothing else.

``llama_cpp`` has a converter too, which is not used: it lets raw line breaks and control characters
into strings (which is not JSON), ignores the bounds of integers, and leaves strings and lists
without a limit endless, so that a bad model fills its context with one string. Here everything
ends: what the schema leaves open gets a limit.

The layout is fixed (``{"a": 1, "b": [2, 3]}``): whitespace is where small models start to loop.
The grammar language is described at
https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from memory.errors import ModelError

Schema = Mapping[str, Any]

#: Limits for what a schema leaves open.
MAX_STRING: Final = 600
MAX_ITEMS: Final = 24
MAX_DIGITS: Final = 9
MAX_DEPTH: Final = 6
#: Integers of a range up to this size are listed one by one.
_LISTED: Final = 256

# No \u: half a surrogate pair is valid JSON, but no text.
_CHARACTER: Final = r"""char ::= [^"\\\x00-\x1F\x7F\uD800-\uDFFF] | "\\" ["\\/nt]"""
_NAME: Final = re.compile(r"[^a-z0-9]+")


def grammar_of(schema: Schema) -> str:
    """The GBNF grammar of all JSON texts that the schema allows, in one layout.

    Understood are ``object`` (properties in the order given, optional ones may be left out),
    ``array``, ``string`` (lengths), ``integer`` (bounds), ``number``, ``boolean``, ``null``,
    ``enum``, ``const``, ``anyOf``/``oneOf``, ``allOf`` with one member, and ``$ref`` inside the
    schema.

    Raises:
        ModelError: the schema asks for something else, or refers to itself without end.
    """
    writer = _Writer(schema)
    writer.rules["root"] = writer.rule(schema, "value", 0)
    rules = [f"{name} ::= {body}" for name, body in writer.rules.items()]
    return "\n".join([*rules, _CHARACTER]) + "\n"


class _Writer:
    def __init__(self, schema: Schema) -> None:
        self._document = schema
        self.rules: dict[str, str] = {}

    def rule(self, schema: Schema, name: str, depth: int) -> str:
        """An expression for the schema, adding rules of its own where it needs them."""
        if depth > MAX_DEPTH * 4:
            raise ModelError(f"The schema refers to itself without end at {name}")
        if "$ref" in schema:
            return self.rule(self._resolve(str(schema["$ref"])), name, depth + 1)
        if "const" in schema:
            return _json(schema["const"])
        if "enum" in schema:
            return _either([_json(value) for value in schema["enum"]])
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            return _either(
                [self.rule(choice, f"{name}-{at}", depth + 1) for at, choice in enumerate(choices)]
            )
        if len(schema.get("allOf", ())) == 1:
            return self.rule(schema["allOf"][0], name, depth + 1)
        return self._typed(schema, name, depth)

    def _typed(self, schema: Schema, name: str, depth: int) -> str:
        kind = schema.get("type", "object" if "properties" in schema else None)
        if isinstance(kind, list):
            return _either([self.rule({**schema, "type": one}, name, depth + 1) for one in kind])
        match kind:
            case "object":
                return self._object(schema, name, depth)
            case "array" if "items" in schema:
                return self._array(schema, name, depth)
            case "string":
                least, most = int(schema.get("minLength", 0)), schema.get("maxLength", MAX_STRING)
                return rf'"\"" char{{{least},{int(most)}}} "\""'
            case "integer":
                return _integer(schema)
            case "number":
                return rf'"-"? ("0" | [1-9] [0-9]{{0,{MAX_DIGITS}}}) ("." [0-9]{{1,6}})?'
            case "boolean":
                return '("true" | "false")'
            case "null":
                return '"null"'
            case _:
                raise ModelError(f"No grammar can be made for {name} of type {kind!r}")

    def _object(self, schema: Schema, name: str, depth: int) -> str:
        required = frozenset(schema.get("required", ()))
        members = []
        for key, value in schema.get("properties", {}).items():
            inner = self.rule(value, f"{name}-{key}", depth + 1)
            body = f"{_literal(json.dumps(key, ensure_ascii=False) + ': ')} {inner}"
            members.append((self._named(body, f"{name}-{key}"), key in required))
        return self._named(f'"{{" {self._members(members, name)} "}}"', name)

    def _members(self, members: Sequence[tuple[str, bool]], name: str) -> str:
        """Members in their order, with a comma before each but the first that is there."""
        first, rest = "", ""
        for member, needed in reversed(members):
            if needed:
                first, rest = f"{member} {rest}", f'", " {member} {rest}'
            else:
                either = f"({member} {rest} | {first})" if first else f"({member} {rest})?"
                first, rest = either, f'(", " {member})? {rest}'
            rest = self._named(rest, f"{name}-rest")
        return first

    def _array(self, schema: Schema, name: str, depth: int) -> str:
        item = self._named(self.rule(schema["items"], f"{name}-item", depth + 1), f"{name}-item")
        least = int(schema.get("minItems", 0))
        most = max(least, int(schema.get("maxItems", MAX_ITEMS)))
        if most == 0:
            return '"[]"'
        items = f'{item} (", " {item}){{{max(least - 1, 0)},{most - 1}}}'
        return f'"[" {items} "]"' if least else f'"[" ({items})? "]"'

    def _named(self, body: str, name: str) -> str:
        """The name of a rule with this body: a new one, unless it is there already."""
        wanted = _NAME.sub("-", name.lower()).strip("-") or "value"
        found, count = wanted, 1
        while self.rules.get(found, body) != body or found in {"root", "char"}:
            count += 1
            found = f"{wanted}-{count}"
        self.rules[found] = body
        return found

    def _resolve(self, reference: str) -> Schema:
        found: Any = self._document
        for step in reference.removeprefix("#/").split("/"):
            if not isinstance(found, Mapping) or step not in found:
                raise ModelError(f"The schema refers to {reference}, which is not in it")
            found = found[step]
        return dict(found)


def _integer(schema: Schema) -> str:
    lowest, highest = schema.get("minimum"), schema.get("maximum")
    if lowest is not None and highest is not None and highest - lowest < _LISTED:
        return _either([_literal(str(value)) for value in range(int(lowest), int(highest) + 1)])
    sign = "" if lowest is not None and lowest >= 0 else '"-"? '
    return rf'{sign}("0" | [1-9] [0-9]{{0,{MAX_DIGITS - 1}}})'


def _either(choices: Sequence[str]) -> str:
    return f"({' | '.join(choices)})"


def _json(value: object) -> str:
    return _literal(json.dumps(value, ensure_ascii=False))


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
