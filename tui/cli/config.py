"""``config``: read and change the configuration. Works without the daemon."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.session import Session, json_option, pass_session
from tui.output import clean

if TYPE_CHECKING:
    from agent.config import Config

_MODELS = ("model.path", "memory.embedding_path")


@click.group()
def config() -> None:
    """Read and change the configuration."""


@config.command()
@pass_session
def path(session: Session) -> None:
    """Print where the file is; writes the commented default where there is none."""
    from agent.config_file import write_default

    session.home.prepare()
    write_default(session.home.config_path)
    session.out.line(str(session.home.config_path))


@config.command("show")
@click.argument("key", required=False)
@json_option
@pass_session
def show_(session: Session, *, key: str | None, as_json: bool) -> None:
    """Print every option with its value, or that of KEY alone."""
    from agent.config_file import load, options

    loaded = load(session.home.config_path)
    values = loaded.model_dump(mode="json")
    out = session.out
    if key is not None:
        if key not in options():
            raise click.UsageError(f"There is no option {key!r}")
        section, _, option = key.partition(".")
        value = values[section][option]
        if as_json:
            out.json(value)
        else:
            out.line("" if value is None else clean(str(value)))
    elif as_json:
        out.json(values)
    else:
        _tell(session, loaded)


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
    assign(session.home.config_path, key, value)
    if read_endpoint(session.home) is not None:
        session.out.say("the daemon reads it when it starts: gumption daemon restart")


@config.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@pass_session
def validate(session: Session, *, file: Path | None) -> None:
    """Check the configuration, or another FILE."""
    from agent.config_file import load
    from memory.errors import InvalidConfig

    target = file or session.home.config_path
    if file is not None and not file.exists():
        raise InvalidConfig(f"There is no {file}")
    load(target)
    session.out.line(f"{target} is valid" if target.exists() else "no file: all defaults")


def _tell(session: Session, loaded: Config) -> None:
    from agent.config_file import options

    defaults = options()
    now = {
        f"{section}.{option}": value
        for section, values in dict(loaded).items()
        for option, value in dict(values).items()
    }
    width = max(map(len, now))
    for key, value in now.items():
        shown = "" if value is None else clean(str(value))
        mark = "" if value == defaults[key] else session.out.style("  (set)", "green")
        session.out.line(f"{key.ljust(width)}  {shown}{mark}".rstrip())
