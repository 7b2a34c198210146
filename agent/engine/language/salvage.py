"""Saving what is whole of an answer that is not.

An answer that is cut off, goes round in circles, or ends in noise may begin with parts that are
complete. Asking again costs minutes on a small machine and gives the same, so those parts are kept
and the loss is counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from langchain_core.messages import AIMessage

#: Characters that are read at most: no honest answer is a tenth of it.
_LONGEST: Final = 200_000
_REASONING: Final = re.compile(r'"reasoning"\s*:\s*("(?:[^"\\]|\\.)*")')
_BETWEEN: Final = re.compile(r"[\s,]*")
_WHY: Final[Mapping[str, str]] = {
    "length": "cut off",
    "context": "cut off",
    "repetition": "repeated itself",
}


@dataclass(frozen=True, slots=True)
class Salvage:
    """The whole parts of an answer, and in a word why there are not more."""

    answer: Mapping[str, Any]
    why: str


def salvage(message: object, key: str) -> Salvage | None:
    """What can be kept of an answer that is no valid JSON.

    Args:
        message: The model's.
        key: The list in the answer whose members can stand alone.

    Returns:
        ``None`` where not even one member is whole.
    """
    if not isinstance(message, AIMessage):
        return None
    text = message.text[:_LONGEST]
    start = re.search(rf'"{re.escape(key)}"\s*:\s*\[', text)
    if start is None:
        return None
    decoder, members, at = json.JSONDecoder(), [], start.end()
    while at < len(text):
        try:
            member, at = decoder.raw_decode(text, _after_comma(text, at))
        except (ValueError, RecursionError):
            break
        members.append(member)
    if not members:
        return None
    reasoning = _REASONING.search(text, 0, start.start())
    answer = {"reasoning": _read(reasoning[1]) if reasoning else "", key: members}
    finish = message.response_metadata.get("finish_reason")
    return Salvage(answer, _WHY.get(str(finish), "malformed"))


def _after_comma(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _read(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        return ""
