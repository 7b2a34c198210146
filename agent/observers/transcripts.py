"""What ChatGPT and Claude export: ``conversations.json``, alone or in the ZIP as it comes.

ChatGPT keeps a conversation as a tree (an edited question begins a branch). The branch that was
current is the conversation; what lies on others was withdrawn and is dropped. Who said what decides
as in :mod:`agent.observers.chat`: the person's words are *self-stated*, the assistant's are kept as
*third-party content*, machinery is dropped.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from agent.observers.chat import turn
from agent.observers.json_stream import elements
from agent.observers.port import Drop, Importer, Item
from agent.observers.reading import readable_file
from memory.errors import InvalidInput

_INSIDE = "conversations.json"
_MOST_UNPACKED = 4 * 1024**3
_CHUNK = 1 << 20
#: Kinds of content that are words; all others are machinery.
_WORDS = ("text", "multimodal_text", None)


class ChatGptImporter:
    """ChatGPT."""

    name = "chatgpt"
    description = "ChatGPT export: conversations.json, or the ZIP it comes in"
    options: Mapping[str, str] = {}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a message. See :meth:`agent.observers.port.Importer.read`."""
        del options
        with _unpacked(path) as file:
            for _, conversation in elements(file, ("*",)):
                yield from _chatgpt(conversation, now)


class ClaudeImporter:
    """Claude."""

    name = "claude"
    description = "Claude export: conversations.json, or the ZIP it comes in"
    options: Mapping[str, str] = {}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a message. See :meth:`agent.observers.port.Importer.read`."""
        del options
        with _unpacked(path) as file:
            for _, conversation in elements(file, ("*",)):
                yield from _claude(conversation, now)


def export_reader(path: Path) -> Importer | None:
    """The importer whose export a file is, by its first conversation; ``None`` for no export."""
    with _unpacked(path) as file:
        try:
            _, first = next(elements(file, ("*",)), ((), None))
        except InvalidInput:
            return None
    if isinstance(first, dict) and "chat_messages" in first:
        return ClaudeImporter()
    return ChatGptImporter() if isinstance(first, dict) and "mapping" in first else None


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """The JSON file, taken out of its ZIP where it lies in one.

    Raises:
        InvalidInput: it is neither, or has no conversations in it.
    """
    if path.is_dir():
        path = path / _INSIDE
    readable_file(path, "conversations.json of an export, or its ZIP")
    if not zipfile.is_zipfile(path):
        yield path
        return
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory("-gumption") as folder:
            names = [n for n in archive.namelist() if n.rpartition("/")[2] == _INSIDE]
            if not names:
                raise InvalidInput(f"{path} has no {_INSIDE} in it", hint="give an export")
            file, written = Path(folder) / _INSIDE, 0
            with archive.open(names[0]) as packed, file.open("wb") as plain:
                while chunk := packed.read(_CHUNK):
                    written += len(chunk)
                    if written > _MOST_UNPACKED:
                        raise InvalidInput(f"{path} unpacks to more than is read")
                    plain.write(chunk)
            yield file
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise InvalidInput(f"{path} cannot be unpacked: {error}") from error


def _chatgpt(conversation: object, now: datetime) -> Iterator[Item]:
    mapping = conversation.get("mapping") if isinstance(conversation, dict) else None
    if not isinstance(conversation, dict) or not isinstance(mapping, dict):
        yield Drop("malformed")
        return
    thread = _first_text(conversation, "conversation_id", "id", "title") or "conversation"
    title = _first_text(conversation, "title")
    current = _branch(mapping, conversation.get("current_node"))
    position = 0
    # The current branch in its order; then what is on no branch that counts.
    for name in [*current, *(n for n in mapping if n not in current)]:
        node = mapping[name]
        message = node.get("message") if isinstance(node, dict) else None
        if message is None:  # the root of the tree carries none
            continue
        if not isinstance(message, dict):
            yield Drop("malformed")
        elif current and name not in current:
            yield Drop("other branch")
        else:
            author, content = message.get("author"), message.get("content")
            parts = content.get("parts") if isinstance(content, dict) else None
            if isinstance(content, dict) and content.get("content_type") not in _WORDS:
                yield Drop("machinery")
                continue
            row = {
                "role": author.get("role") if isinstance(author, dict) else None,
                "content": parts,
                "id": message.get("id") or name,
                "timestamp": message.get("create_time") or conversation.get("create_time"),
            }
            yield turn(row, thread, position, now, title=title)
            position += 1


def _branch(mapping: Mapping[str, object], leaf: object) -> dict[str, None]:
    """The names from the root to a leaf; empty where there is no such leaf."""
    names: dict[str, None] = {}
    while isinstance(leaf, str) and leaf in mapping and leaf not in names:
        names[leaf] = None
        node = mapping[leaf]
        leaf = node.get("parent") if isinstance(node, dict) else None
    return dict.fromkeys(reversed(names))


def _claude(conversation: object, now: datetime) -> Iterator[Item]:
    messages = conversation.get("chat_messages") if isinstance(conversation, dict) else None
    if not isinstance(conversation, dict) or not isinstance(messages, list):
        yield Drop("malformed")
        return
    thread = _first_text(conversation, "uuid", "name") or "conversation"
    for position, message in enumerate(messages):
        if not isinstance(message, dict):
            yield Drop("malformed")
            continue
        text = message.get("text")
        row = {
            "role": message.get("sender"),
            "content": text if isinstance(text, str) and text else message.get("content"),
            "id": message.get("uuid"),
            "timestamp": message.get("created_at") or conversation.get("created_at"),
        }
        yield turn(row, thread, position, now, title=_first_text(conversation, "name"))


def _first_text(row: Mapping[str, object], *keys: str) -> str:
    for key in keys:
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""
