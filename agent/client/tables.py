"""Asking what is wrong with the sources' tables in the configuration, without a daemon.

Which options a source has is the source's own affair, and no client loads them:
:mod:`agent.observers.tables` is asked in a process of its own, in about half a second.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from typing import Any

from agent.client import beside
from agent.wire import View
from memory.errors import GumptionError

#: Seconds; packages that bring sources are imported, and a busy machine takes its time.
_TIMEOUT = 60.0


class Tables(View):
    """What is asked about: every table by its source's name."""

    tables: dict[str, dict[str, Any]]


class Fault(View):
    """Something that is wrong with a table; ``option`` is empty where it is no one option."""

    observer: str
    option: str
    message: str
    hint: str


class Faults(View):
    """The answer: what is wrong, and all options of the tables with which nothing is."""

    faults: list[Fault]
    settings: dict[str, dict[str, Any]]


def table_faults(
    tables: Mapping[str, Mapping[str, Any]], environ: Mapping[str, str]
) -> list[Fault]:
    """What is wrong with the sources' tables.

    Args:
        tables: As :meth:`agent.config.ObserversSection.tables`; where there are none nobody is
            asked.
        environ: Of the other process.

    Raises:
        GumptionError: it did not answer.
    """
    return _asked(tables, environ).faults if tables else []


def source_options(name: str, environ: Mapping[str, str]) -> dict[str, Any] | None:
    """The options of a source with their defaults; nothing where there is no such source.

    Raises:
        GumptionError: nobody answered.
    """
    return _asked({name: {}}, environ).settings.get(name)


def _asked(tables: Mapping[str, Mapping[str, Any]], environ: Mapping[str, str]) -> Faults:
    asked = Tables(tables={name: dict(table) for name, table in tables.items()})
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            beside.command("agent.observers.tables"),
            input=asked.model_dump_json().encode(),
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
            env=beside.environment(environ),
        )
        # The last line: a package that is imported may have written some of its own.
        return Faults.model_validate_json(done.stdout.splitlines()[-1])
    except (OSError, subprocess.TimeoutExpired, IndexError, ValueError) as error:
        raise GumptionError(
            "The tables of the sources could not be checked",
            hint="gumption plugins list shows what is broken",
        ) from error
