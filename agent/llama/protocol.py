"""What goes between the daemon and the model process: frames over a pair of pipes.

A frame is its length (four bytes, big-endian) and one JSON object, whose ``_`` names the message.
Both ends are of one version, started by one another, so that there is nothing to negotiate. The
bytes of tokens travel as Latin-1 text: JSON has no bytes, and a token can end within a character.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, Any, Final

from agent.llama.options import (
    FinishReason,
    Priority,
    RuntimeDescription,
    RuntimeOptions,
    Sampling,
    Vocabulary,
)

_LENGTH: Final = struct.Struct(">I")


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """To the model process, first: load this. ``verbose`` asks for all that ggml has to say."""

    options: RuntimeOptions
    verbose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Generate:
    """To the model process: answer this prompt."""

    id: int
    prompt: Sequence[int]
    sampling: Sampling
    max_tokens: int
    priority: Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokenize:
    """To the model process: this text in tokens."""

    id: int
    text: str
    special: bool
    begin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckGrammar:
    """To the model process: can llama.cpp parse this?"""

    id: int
    grammar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """To the model process: nobody waits for this answer any more."""

    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """From the model process: loaded, and what came of it."""

    description: RuntimeDescription
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """From the model process: alive, and how many steps were got done so far."""

    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """From the model process: what was written since the last frame, a piece a token.

    Without pieces it says that a part of the prompt was evaluated. ``reused`` is the number of
    prompt tokens that were found in the key-value cache.
    """

    id: int
    reused: int
    pieces: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """From the model process: an answer is over; what it took, in tokens and seconds."""

    id: int
    finish: FinishReason
    reused: int
    evaluated: int
    prompt_seconds: float
    answered: int
    answer_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIds:
    """From the model process: the answer to :class:`Tokenize`; empty to :class:`CheckGrammar`."""

    id: int
    ids: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """From the model process: an error of :mod:`memory.errors`; without an id, loading failed."""

    id: int | None
    kind: str
    message: str
    hint: str


Order = Load | Generate | Tokenize | CheckGrammar | Cancel
Report = Ready | Beat | Tokens | Done | TokenIds | Failed
Message = Order | Report

_MESSAGES: Final[dict[str, type[Message]]] = {
    kind.__name__: kind
    for kind in (
        *(Load, Generate, Tokenize, CheckGrammar, Cancel),
        *(Ready, Beat, Tokens, Done, TokenIds, Failed),
    )
}


def write(stream: IO[bytes], message: Message) -> None:
    """Write one frame at once. Two threads must not write at the same time."""
    values = _plain(message)
    values["_"] = type(message).__name__
    body = json.dumps(values, default=_plain, separators=(",", ":")).encode()
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def read(stream: IO[bytes]) -> Message | None:
    """The next frame; ``None`` when the other end is gone, in the middle of one too."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    body = stream.read(size)
    if len(body) < size:
        return None
    values: dict[str, Any] = json.loads(body)
    kind = _MESSAGES[values.pop("_")]
    for name, build in _NESTED.items():
        if name in values:
            values[name] = build(values[name])
    return kind(**values)


def _plain(value: Any) -> Any:  # noqa: ANN401 – called by json for what it does not know
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _options(values: dict[str, Any]) -> RuntimeOptions:
    return RuntimeOptions(**{**values, "path": Path(values["path"])})


def _description(values: dict[str, Any]) -> RuntimeDescription:
    return RuntimeDescription(**{**values, "backends": tuple(values["backends"])})


def _vocabulary(values: dict[str, Any]) -> Vocabulary:
    return Vocabulary(**{**values, "controls": frozenset(values["controls"])})


_NESTED: Final[dict[str, Any]] = {
    "options": _options,
    "sampling": lambda values: Sampling(**values),
    "description": _description,
    "vocabulary": _vocabulary,
}
