"""The configuration's file: one TOML file, read, explained where it is wrong, and written.

:func:`default_text` writes it from the declarations in :mod:`agent.config`, each line commented
out.
"""

from __future__ import annotations

import difflib
import re
import textwrap
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from agent.config import OBSERVERS, Config
from agent.config_layout import with_value
from memory.errors import InvalidConfig, StorageFull
from memory.types import Sensitivity

#: Names of people and folders stand in the file.
_OURS_ALONE = 0o600
_OBSERVER_KEY = re.compile(r"observers\.[\w-]+\.[\w-]+")


def load(path: Path) -> Config:
    """Read the file; a missing one is all defaults.

    Raises:
        InvalidConfig: it does not parse, or says something that cannot be; with the line.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidConfig(
            f"Cannot read {path}: {error}", hint="it must be a text file in UTF-8"
        ) from error
    return parse(text, origin=str(path))


def parse(text: str, *, origin: str = "the configuration") -> Config:
    """Read the text of a file.

    Raises:
        InvalidConfig: as :func:`load`, with everything that is wrong.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidConfig(
            f"{origin} is not TOML: {error}", hint="gumption config path names the file"
        ) from error
    try:
        return Config.model_validate(raw)
    except ValidationError as error:
        told = [_explain(each, text) for each in error.errors()]
        messages = "; ".join(dict.fromkeys(message for message, _ in told))
        raise InvalidConfig(f"{origin}: {messages}", hint=told[0][1]) from error


def default_text() -> str:
    """The file as it is written first: everything explained, every line commented out."""
    lines = [
        "# Gumption's configuration. Every line is commented out and shows the default;",
        "# remove the '#' before an option to change it, or use: gumption config set KEY VALUE",
    ]
    for name, section in dict(Config()).items():
        if name == OBSERVERS:
            lines += ["", *_prose(section.__doc__ or ""), "# [observers.shell]", "# enabled = true"]
            continue
        lines += ["", *_prose(section.__doc__ or ""), f"#[{name}]"]
        for option, declared in type(section).model_fields.items():
            lines += _prose(declared.description or "")
            lines.append(f"#{option} = {_toml(declared.default)}")
    return "\n".join(lines) + "\n"


def write_default(path: Path) -> bool:
    """Write the commented file where there is none; whether it was written.

    Raises:
        StorageFull: it cannot be written.
    """
    try:
        path.touch(mode=_OURS_ALONE, exist_ok=False)
        path.write_text(default_text(), "utf-8")
    except FileExistsError:
        return False
    except OSError as error:
        raise StorageFull(
            f"Cannot write {path}: {error.strerror}", hint="free some space or fix the rights"
        ) from error
    return True


def options() -> dict[str, object]:
    """Every key (``section.option``) with its default, in the file's order."""
    return {
        f"{section}.{option}": value
        for section, values in dict(Config()).items()
        if section != OBSERVERS
        for option, value in dict(values).items()
    }


def assign(
    path: Path, key: str, value: str, *, check: Callable[[Config], None] = lambda _config: None
) -> Config:
    """Set one option in the file, keeping its comments and order; the whole is checked first.

    Args:
        path: The file; made from :func:`default_text` when missing.
        key: ``section.option``.
        value: A TOML value, or plain text for options that are text; commas between several for
            options that take several.
        check: Refuses what this module knows nothing of, by raising InvalidConfig.

    Raises:
        InvalidConfig: there is no such key, or the value does not fit it. Nothing is written.
        StorageFull: the file cannot be written.
    """
    if key not in options() and not _OBSERVER_KEY.fullmatch(key):
        raise no_option(key, options())
    if not _is_text(value):
        raise InvalidConfig(
            f"The value given for {key} is not text in UTF-8",
            hint="the configuration holds nothing else; rename the file if it is a path",
        )
    text = path.read_text("utf-8") if path.exists() else default_text()
    parse(text, origin=str(path))
    readings = _readings(value)
    if isinstance(options().get(key), tuple):
        readings.append([each.strip() for each in value.split(",") if each.strip()])
    changed, config = _changed(text, key, readings, check)
    _replace(path, changed)
    return config


def _changed(
    text: str, key: str, readings: list[object], check: Callable[[Config], None]
) -> tuple[str, Config]:
    """The file with the first reading of a value that fits, and what it says then.

    What is wrong is told without a line: that of a draft is in no file.
    """
    first, *others = readings
    changed = with_value(text, key, first)
    try:
        config = _valid(tomllib.loads(changed))
        check(config)
    except InvalidConfig:
        if not others:
            raise
        return _changed(text, key, others, check)
    return changed, config


def _valid(raw: dict[str, Any]) -> Config:
    try:
        return Config.model_validate(raw)
    except ValidationError as error:
        message, hint = _explain(error.errors()[0], "")
        raise InvalidConfig(f"not set: {message}", hint=hint) from error


def reading(value: str) -> object:
    """What a word on the command line means: a TOML value, else the word itself."""
    return _readings(value)[0]


def no_option(key: str, known: Iterable[str]) -> InvalidConfig:
    """The error for an option that there is not, with what was probably meant."""
    return InvalidConfig(f"There is no option {key!r}", hint=_suggest(key, known))


def _is_text(value: str) -> bool:
    """Whether a word can be written; bytes that are no text arrive as halves of surrogate pairs."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _readings(value: str) -> list[object]:
    """What a word on the command line may mean: a TOML value first, else the word itself."""
    try:
        return [tomllib.loads(f"value = {value}")["value"], value]
    except (tomllib.TOMLDecodeError, KeyError):
        return [value]


def _replace(path: Path, text: str) -> None:
    """Write whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=_OURS_ALONE)
        fresh.write_text(text, "utf-8")
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise StorageFull(
            f"Cannot write {path}: {error.strerror}", hint="free some space or fix the rights"
        ) from error


def _explain(error: ErrorDetails, text: str) -> tuple[str, str]:
    """A pydantic error as a sentence with the line, and what to do about it."""
    place = [str(part) for part in error["loc"]]
    key = ".".join(place[:2])
    line = _line_of(text, place)
    where = f" (line {line})" if line else ""
    if error["type"] == "extra_forbidden":
        known = options() if len(place) > 1 else dict.fromkeys(Config.model_fields)
        return f"unknown key {key!r}{where}", _suggest(key, known)
    reason = re.sub(r"^(Value error|Assertion failed), ", "", error["msg"])
    reason = reason[:1].lower() + reason[1:]
    if isinstance(error["input"], dict):  # two options that do not go together
        return f"[{key}]{where}: {reason}", "gumption config show lists every option with its value"
    shown = repr(error["input"])
    if len(shown) > 60:  # noqa: PLR2004 – about what fits beside the rest of the sentence
        shown = f"{shown[:57]}…"
    return f"{key} = {shown}{where}: {reason}", _allowed(key)


def _allowed(key: str) -> str:
    """The values of an option that has few."""
    if key == "privacy.clearance":
        return "one of " + ", ".join(get_args(Sensitivity))
    return "gumption config show lists every option with its value"


def _suggest(key: str, known: Iterable[str]) -> str:
    known = list(known)
    close = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    if not close:  # perhaps only the section is missing
        tail = key.rsplit(".", 1)[-1]
        close = [name for name in known if name.rsplit(".", 1)[-1] == tail][:1]
    return f"did you mean {close[0]!r}?" if close else "gumption config show lists every option"


def _line_of(text: str, place: list[str]) -> int | None:
    """The line on which a key stands (1-based), as far as a look at the text can tell."""
    section: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.match(r"\s*\[\s*([\w.-]+)\s*\]", line):
            section = found[1]
            if [section] == place[:1] and len(place) == 1:
                return number
        elif found := re.match(r"\s*\"?([\w.-]+)\"?\s*=", line):
            full = [*([section] if section else []), *found[1].split(".")]
            if full[: len(place)] == place[: len(full)] and full:
                return number
    return None


def _prose(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(" ".join(text.split()), 92)]


def _toml(value: Any) -> str:  # noqa: ANN401 – any option's default
    if value is None:
        return '""'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str | Path):
        return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
