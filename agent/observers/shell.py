r"""Shell history: bash (with and without timestamps), zsh (plain and extended) and fish.

The format is told from the file itself. A command may span lines: in bash all lines between two
timestamps are one command; in zsh a backslash before a line end continues it; fish writes ``\n``.

A file without times says in which order commands were typed, not when: its commands get the time
at which the file was last written, say so in their context (``time: "file"``), and keep their order
by position.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from agent.observers.port import Drop, Item
from agent.observers.reading import byte_lines, from_epoch, modified_at, readable_file, stable_id
from agent.redaction import redact
from memory.errors import InvalidInput
from memory.types import ContextValue, Observation

SHELLS = ("bash", "zsh", "fish")

#: Lines that are looked at to tell the format.
_SNIFF = 200
#: A command of more lines than this is a damaged file (a lost timestamp), not a command.
_MAX_LINES = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One command as its file has it. ``when`` is in seconds since 1970, ``duration`` in them."""

    command: str
    when: int | None = None
    duration: int | None = None


class ShellImporter:
    """See the module."""

    name = "shell"
    description = "shell history file of bash, zsh or fish"
    options: Mapping[str, str] = {
        "shell": f"one of {', '.join(SHELLS)}; told from the file if missing"
    }

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a command. See :meth:`agent.observers.port.Importer.read`."""
        del now  # history has its own times, or the file's
        readable_file(path, "a history file such as ~/.bash_history")
        shell = options.get("shell") or detect(path)
        if shell not in SHELLS:
            raise InvalidInput(f"no such shell: {shell!r}", hint=f"one of {', '.join(SHELLS)}")
        file_time = modified_at(path)
        occurrences: Counter[tuple[int | None, str]] = Counter()
        for position, entry in enumerate(entries(shell, byte_lines(path))):
            if isinstance(entry, Drop):
                yield entry
                continue
            item = observation(entry, shell, position, file_time, occurrences)
            yield item


def entries(shell: str, lines: Iterable[bytes | None]) -> Iterator[Entry | Drop]:
    """The commands in the lines (as of :func:`byte_lines`) of a history file of some shell."""
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](lines)


def detect(path: Path) -> str:
    """Which shell wrote a history file; ``bash`` where nothing tells."""
    for number, line in enumerate(byte_lines(path)):
        if number >= _SNIFF:
            break
        if line is None:
            continue
        if _ZSH.match(line):
            return "zsh"
        if line.startswith(b"- cmd: "):
            return "fish"
        if _BASH_TIME.fullmatch(line):
            return "bash"
    return "zsh" if "zsh" in path.name or "zhistory" in path.name else "bash"


def observation(
    entry: Entry,
    shell: str,
    position: int,
    file_time: datetime,
    occurrences: Counter[tuple[int | None, str]],
) -> Item:
    """A command as an observation.

    Args:
        entry: The command.
        shell: Which one.
        position: Its place in the file.
        file_time: Given to it where it has no time of its own.
        occurrences: How often each was met before; counted up.
    """
    context: dict[str, ContextValue] = {"shell": shell}
    observed_at: datetime | None = file_time
    if entry.when is None:
        context["time"] = "file"
    else:
        observed_at = from_epoch(entry.when)
        if observed_at is None:
            return Drop("malformed")
    if entry.duration is not None:
        context["duration_s"] = entry.duration
    # The id must not let anybody guess a password that the gate took out of the command.
    redacted = redact(entry.command).text
    key = (entry.when, redacted)
    occurrences[key] += 1
    return Observation(
        source="shell",
        content=entry.command,
        observed_at=observed_at,
        kind="event",
        position=position,
        context=context,
        external_id=stable_id(shell, entry.when, redacted, occurrences[key]),
    )


# --- bash --------------------------------------------------------------------------------------

_BASH_TIME = re.compile(rb"#(\d{1,12})\s*")


def _bash(source: Iterable[bytes | None]) -> Iterator[Entry | Drop]:
    """Lines before the first timestamp are a command each; after it, all up to the next are one."""
    when: int | None = None
    lines: list[bytes] | None = None
    for line in source:
        stamp = None if line is None else _BASH_TIME.fullmatch(line)
        if stamp:
            if lines is not None:
                yield _bash_entry(lines, when)
            when, lines = int(stamp[1]), []
        elif lines is None:
            if line is None or line.strip():
                yield Drop("too long") if line is None else Entry(_text(line))
        elif line is None:
            lines.append(b"\0")
        else:
            lines.append(line)
    if lines is not None:
        yield _bash_entry(lines, when)


def _bash_entry(lines: list[bytes], when: int | None) -> Entry | Drop:
    """A command with its time; a timestamp with nothing after it is an empty one."""
    if b"\0" in lines or len(lines) > _MAX_LINES:
        return Drop("too long")
    command = _text(b"\n".join(lines)).strip("\n")
    return Entry(command, when) if command.strip() else Drop("empty")


# --- zsh ---------------------------------------------------------------------------------------

_ZSH = re.compile(rb": {0,2}(\d{1,12}):(\d{1,9});(.*)", re.DOTALL)
_META = 0x83


def _zsh(lines: Iterable[bytes | None]) -> Iterator[Entry | Drop]:
    """Plain lines and ``: time:duration;command``, each going on after a backslash at its end."""
    pending: list[bytes] = []
    for line in lines:
        if line is None:
            pending.clear()
            yield Drop("too long")
            continue
        if line.endswith(b"\\") and len(pending) < _MAX_LINES:
            pending.append(line[:-1])
            continue
        # zsh writes a space after a backslash that ends a command, so that it does not continue.
        if line.endswith(b" ") and line.rstrip(b" ").endswith(b"\\"):
            line = line[:-1]  # noqa: PLW2901 - undone here
        pending.append(line)
        whole = b"\n".join(pending)
        pending.clear()
        if whole.strip():
            yield _zsh_entry(whole)
    if pending and b"".join(pending).strip():
        yield _zsh_entry(b"\n".join(pending))


def _zsh_entry(raw: bytes) -> Entry | Drop:
    match = _ZSH.fullmatch(raw)
    if match is None:
        return Entry(_text(unmetafy(raw)))
    command = _text(unmetafy(match[3])).strip("\n")
    if not command.strip():
        return Drop("empty")
    return Entry(command, int(match[1]), int(match[2]))


def unmetafy(raw: bytes) -> bytes:
    """Undo zsh's encoding of special bytes: 0x83, then the byte with bit 5 flipped."""
    if _META not in raw:
        return raw
    result = bytearray()
    flip = False
    for byte in raw:
        if flip:
            result.append(byte ^ 32)
            flip = False
        elif byte == _META:
            flip = True
        else:
            result.append(byte)
    return bytes(result)


# --- fish --------------------------------------------------------------------------------------

_FISH_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def _fish(lines: Iterable[bytes | None]) -> Iterator[Entry | Drop]:
    """``- cmd: …`` with ``  when: …`` under it; paths are left out."""
    command: str | None = None
    when: int | None = None
    for line in lines:
        if line is None:
            if command is not None:
                yield _fish_entry(command, when)
            command, when = None, None
            yield Drop("too long")
        elif line.startswith(b"- cmd:"):
            if command is not None:
                yield _fish_entry(command, when)
            command, when = _fish_unescape(_text(line[6:]).strip(" ")), None
        elif command is not None and line.startswith(b"  when:"):
            digits = line[7:].strip()
            when = int(digits) if digits.isdigit() and len(digits) <= 12 else None  # noqa: PLR2004
        elif line.startswith((b"  paths:", b"    - ")) or not line.strip():
            continue
        else:
            yield Drop("malformed")
    if command is not None:
        yield _fish_entry(command, when)


def _fish_entry(command: str, when: int | None) -> Entry | Drop:
    return Entry(command, when) if command.strip() else Drop("empty")


def _fish_unescape(text: str) -> str:
    return _FISH_ESCAPE.sub(lambda m: "\n" if m[1] == "n" else m[1], text)


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")
