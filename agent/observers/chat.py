"""Chat transcripts: JSON lines with a role each.

A row is ``{"role", "content"}`` with, where known, ``timestamp`` (also ``time``, ``created_at``,
``date``), ``thread`` (also ``session``, ``conversation``, ``conversation_id``), ``name``, ``id``.
``content`` is text or a list of parts with ``text``.

What the person wrote is *self-stated*. What the assistant wrote is *third-party content*: it is
kept so that an answer makes sense of its question, and is never evidence. Instructions to the
assistant and tool output are dropped and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from agent.observers.port import Drop, Importer, Item
from agent.observers.reading import json_lines, parse_time, readable_file, stable_id
from agent.redaction import redact
from memory.types import ContextValue, Observation, Origin

_USER = frozenset({"user", "human"})
_ASSISTANT = frozenset({"assistant", "ai", "model", "bot"})
_MACHINERY = {
    "system": "system turn",
    "developer": "system turn",
    "tool": "tool turn",
    "function": "tool turn",
}
_TIMES = ("timestamp", "time", "created_at", "observed_at", "date")
_THREADS = ("thread", "session", "thread_id", "session_id", "conversation", "conversation_id")
_IDS = ("id", "message_id", "uuid", "external_id")
_MAX_POSITION = 2**63 - 1
_SNIFF = 256


class ChatImporter:
    """See the module."""

    name = "chat"
    description = "chat transcript: JSON lines with role and content, or an export"
    options: Mapping[str, str] = {"thread": "thread of rows that do not name one"}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a turn. See :meth:`agent.observers.port.Importer.read`."""
        readable_file(path, "a file of JSON lines with role and content")
        if (export := _export(path)) is not None:
            yield from export.read(path, {}, now)
            return
        default_thread = options.get("thread", path.stem)
        turns: Counter[str] = Counter()
        for row in json_lines(path):
            if isinstance(row, str):
                yield Drop(row)
                continue
            thread = _first_text(row, _THREADS) or default_thread
            yield turn(row, thread, turns[thread], now)
            turns[thread] += 1


def _export(path: Path) -> Importer | None:
    """What reads an export of ChatGPT or Claude, if the file is one."""
    with path.open("rb") as stream:
        start = stream.read(_SNIFF).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith((b"[", b"PK\x03\x04")):
        return None
    from agent.observers.transcripts import export_reader

    return export_reader(path)


def turn(
    row: Mapping[str, object], thread: str, count: int, now: datetime, *, title: str = ""
) -> Item:
    """One turn. ``count`` turns of its thread, which has a title or none, came before it."""
    role = row.get("role")
    content = _content(row.get("content"))
    if not isinstance(role, str) or content is None:
        return Drop("malformed")
    role = role.strip().lower()
    origin: Origin
    if role in _USER:
        role, origin = "user", "self-stated"
    elif role in _ASSISTANT:
        role, origin = "assistant", "third-party content"
    else:
        return Drop(_MACHINERY.get(role, "unknown role"))
    given = next((row[key] for key in _TIMES if row.get(key) is not None), None)
    observed_at = now if given is None else parse_time(given)
    if observed_at is None:
        return Drop("malformed")
    position = row.get("position")
    if isinstance(position, bool) or not isinstance(position, int):
        position = count
    if abs(position) > _MAX_POSITION:
        return Drop("malformed")
    context: dict[str, ContextValue] = {
        "role": role,
        "speaker": _first_text(row, ("name",)) or role,
    }
    if title:
        context["title"] = title
    identity = _first_text(row, _IDS)
    return Observation(
        source="chat",
        content=content,
        observed_at=observed_at,
        thread=thread,
        position=position,
        context=context,
        origin=origin,
        external_id=stable_id(thread, identity, role)
        if identity
        else stable_id(thread, position, role, redact(content).text),
    )


def _content(value: object) -> str | None:
    """Text, or the text parts of a list of parts."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return None
    parts: list[str] = []
    for part in value:
        text = part.get("text") if isinstance(part, dict) else part
        if isinstance(text, str):
            parts.append(text)
    return "\n".join(parts)


def _first_text(row: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    """The first of some fields that has text (or a whole number) in it."""
    for key in keys:
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None
