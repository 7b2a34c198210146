"""Setting one option in the text of the configuration file, so that its comments stay in place.

The file as it is first written is asleep: every header and option is a comment
(:func:`agent.config_file.default_text`). Setting an option wakes its line and its table's header
where they stand. TOML knows nothing of sleeping headers: a key that stands below one still belongs
to the table above, and would change hands when the header wakes. So keys are kept above them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from agent.config import Config

_HEADER = re.compile(r"\s*\[.*\]\s*(#.*)?$")
_OUR_HEADER = re.compile(r"#?\s*\[([\w.-]+)\]\s*$")
_KEY = re.compile(r"""\s*[\w."'-]+\s*=""")


def with_value(text: str, key: str, value: object) -> str:
    """The file with one option set, at the place where its comment stands.

    Args:
        text: The file, which parses.
        key: ``section.option``, the section perhaps dotted itself.
        value: As TOML holds it.
    """
    import tomlkit

    section, option = key.rsplit(".", 1)
    document = tomlkit.parse(_woken(_settled(text), section, option))
    table: Any = document
    *outer, last = section.split(".")
    for name in outer:
        table = table.setdefault(name, tomlkit.table(is_super_table=True))
    table = table.setdefault(last, tomlkit.table())
    table[option] = value
    return tomlkit.dumps(document)


def _woken(text: str, section: str, option: str) -> str:
    """Wake the template's line of an option (and of its table), or make it one at the table's end.

    Any value will do: the caller sets it right away.
    """
    lines = text.splitlines(keepends=True)
    elsewhere = _stands(tomllib.loads(text), section)  # a table may not be opened twice
    inside = False
    live = re.compile(rf"\s*{re.escape(option)}\s*=")
    sleeping = re.compile(rf"#{re.escape(option)}\s*=")
    places: list[int] = []
    end: int | None = None
    for index, line in enumerate(lines):
        if _HEADER.match(line) or _sleeping_header(line):
            found, sleeps = _OUR_HEADER.match(line), line.startswith("#")
            if inside and end is None:
                end = _introduction(lines[:index])
            inside = found is not None and found[1] == section and not (sleeps and elsewhere)
            if inside and sleeps:
                lines[index] = f"[{section}]\n"
        elif inside and live.match(line):
            return "".join(lines)
        elif inside and sleeping.match(line):
            places.append(index)
    if places:
        lines[places[0]] = f"{option} = 0\n"
    elif end is not None:
        lines.insert(end, f"{option} = 0\n")
    return "".join(lines)


def _stands(document: Mapping[str, Any], section: str) -> bool:
    table: object = document
    for name in section.split("."):
        table = table.get(name) if isinstance(table, Mapping) else None
    return table is not None


def _settled(text: str) -> str:
    """The file with every key above the sleeping headers that follow its table."""
    lines: list[str] = []
    asleep: int | None = None  # where what introduces the first sleeping header begins
    rest = text.splitlines(keepends=True)
    while rest:
        line = rest[0]
        if _HEADER.match(line):
            asleep = None
        elif asleep is None and _sleeping_header(line):
            asleep = _introduction(lines)
        taken = _statement(rest) if _KEY.match(line) else 1
        if asleep is not None and _KEY.match(line):
            lines[asleep:asleep] = [*rest[: taken - 1], rest[taken - 1].rstrip("\n") + "\n"]
            asleep += taken
        else:
            lines += rest[:taken]
        rest = rest[taken:]
    settled = "".join(lines)
    # Where this reads a file otherwise than TOML does, it is better left as it is.
    return settled if tomllib.loads(settled) == tomllib.loads(text) else text


def _sleeping_header(line: str) -> bool:
    found = _OUR_HEADER.match(line)
    return bool(found and line.startswith("#") and found[1].split(".")[0] in Config.model_fields)


def _introduction(lines: list[str]) -> int:
    """Where the comment that ends these lines begins, with the empty lines above it."""
    start = len(lines)
    while start and lines[start - 1].startswith("#"):
        start -= 1
    while start and not lines[start - 1].strip():
        start -= 1
    return start


def _statement(lines: list[str]) -> int:
    """How many lines the value takes that begins on the first of them."""
    for taken in range(1, len(lines) + 1):
        try:
            tomllib.loads("".join(lines[:taken]))
        except tomllib.TOMLDecodeError:
            continue
        return taken
    return 1
