"""``config``: read and change the configuration. Works without the daemon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli.session import Session, json_option, pass_session
from tui.output import clean, one_line

if TYPE_CHECKING:
    from agent.config import Config

_MODELS = ("model.path", "memory.embedding_path")


@click.group()
def config() -> None:
    """Read and change the configuration."""


@config.command()
@json_option
@pass_session
def path(session: Session, *, as_json: bool) -> None:
    """Print where the file is; writes the commented default where there is none."""
    from agent.config_file import write_default

    session.home.prepare()
    write_default(session.home.config_path)
    if as_json:
        session.out.json({"path": str(session.home.config_path)})
    else:
        session.out.line(str(session.home.config_path))


@config.command("show")
@click.argument("key", required=False)
@json_option
@pass_session
def show_(session: Session, *, key: str | None, as_json: bool) -> None:
    """Print every option with its value, or that of KEY alone.

    KEY may also be a section, or the table of a source such as observers.git.
    """
    from agent.config_file import load

    values = load(session.home.config_path).model_dump(mode="json")
    out = session.out
    unset = key is not None and _fill_in(session, values, key)
    wanted = values if key is None else _under(values, key)
    if as_json:
        out.json(wanted)
    elif isinstance(wanted, dict):
        _tell(session, dict(_flat(wanted, key or "")), unset=unset)
    else:
        out.line(_shown(wanted))


@config.command("set", context_settings={"ignore_unknown_options": True})  # -3 is a value
@click.argument("key")
@click.argument("value")
@pass_session
def set_(session: Session, *, key: str, value: str) -> None:
    """Set an option such as model.path; the file's comments stay."""
    from agent.client.endpoint import read_endpoint
    from agent.config_file import assign

    session.home.prepare()
    if key in _MODELS and value.strip().strip("\"'"):
        from tui.cli.model import check

        # Refused now, not when the daemon starts next time.
        check(session, key, value.strip().strip("\"'"))
    assign(session.home.config_path, key, value, check=partial(_check_option, session, key))
    if read_endpoint(session.home) is not None:
        session.out.say("the daemon reads it when it starts: gumption daemon restart")


@config.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@json_option
@pass_session
def validate(session: Session, *, file: Path | None, as_json: bool) -> None:
    """Check the configuration, or another FILE."""
    from agent.config_file import load
    from memory.errors import InvalidConfig

    target = file or session.home.config_path
    if file is not None and not file.exists():
        raise InvalidConfig(
            f"There is no {file}", hint="name a file that exists; without one yours is checked"
        )
    check_tables(session, load(target))
    if as_json:
        session.out.json({"path": str(target), "exists": target.exists(), "valid": True})
        return
    session.out.line(f"{target} is valid" if target.exists() else "no file: all defaults")


def check_tables(session: Session, config: Config, only: str | None = None) -> None:
    """Refuse a table of a source that it has no use for.

    Args:
        session: Whose environment has the sources.
        config: Parsed; of the sources' options it knows nothing.
        only: The one option to look at, as ``observers.NAME.OPTION``: what is wrong beside it must
            not keep anybody from setting right one after the other.

    Raises:
        InvalidConfig: with everything that is wrong.
    """
    from agent.client.tables import table_faults
    from memory.errors import InvalidConfig

    tables = config.observers.tables()
    _, name, option = only.split(".") if only else ("", "", "")
    if only:
        tables = {name: tables[name]}
    found = [
        fault
        for fault in table_faults(tables, session.environ)
        if not only or fault.option in {"", option}
    ]
    if found:
        told = dict.fromkeys(fault.message for fault in found)
        hints = dict.fromkeys(f"{fault.observer}: {fault.hint}" for fault in found)
        hint = found[0].hint if len(hints) == 1 else "; ".join(hints)
        raise InvalidConfig("; ".join(told), hint=hint)


def _check_option(session: Session, key: str, config: Config) -> None:
    if key.startswith("observers."):
        check_tables(session, config, key)


def _fill_in(session: Session, values: dict[str, Any], key: str) -> bool:
    """Give a source that is asked for, and that the file says nothing of, its defaults.

    Whether that was done.
    """
    section, _, rest = key.partition(".")
    name = rest.partition(".")[0]
    if section != "observers" or not name or name in values[section]:
        return False
    from agent.client.tables import source_options

    defaults = source_options(name, session.environ)
    if defaults is not None:
        values[section][name] = defaults
    return defaults is not None


def _under(values: Mapping[str, object], key: str) -> object:
    """The option or table of that name.

    Raises:
        InvalidConfig: there is none.
    """
    from agent.config_file import no_option

    found: object = values
    for name in key.split("."):
        if not isinstance(found, dict) or name not in found:
            raise no_option(key, [known for known, _ in _flat(values)])
        found = found[name]
    return found


def _flat(values: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """Every option by its whole name."""
    for name, value in values.items():
        key = f"{above}.{name}" if above else name
        if isinstance(value, dict):
            yield from _flat(value, key)
        else:
            yield key, value


def _tell(session: Session, now: Mapping[str, object], *, unset: bool) -> None:
    from agent.config import Config

    defaults = dict(_flat(Config().model_dump(mode="json")))
    width = max(map(len, now), default=0)
    for key, value in now.items():
        # A source's own options have no default here: all but `enabled` were set in the file.
        source_off = key.startswith("observers.") and key.endswith(".enabled") and not value
        as_ever = unset or source_off or (key in defaults and value == defaults[key])
        mark = "" if as_ever else session.out.style("  (set)", "green")
        session.out.line(f"{one_line(key).ljust(width)}  {_shown(value)}{mark}".rstrip())


def _shown(value: object) -> str:
    return "" if value is None else clean(str(value))
