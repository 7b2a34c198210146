"""The tables [observers.NAME] of the configuration, against what each source can be told.

``python -m agent.observers.tables`` reads all of them as JSON from standard input and writes what
is wrong with them (:class:`agent.client.tables.Faults`): a process of its own, because the command
line never loads the observers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from agent.client.tables import Fault, Faults, Tables
from agent.importing import Broken
from agent.observers.live import Observer, ObserverSettings
from agent.observers.port import did_you_mean
from memory.errors import InvalidConfig


def checked(observer: Observer[Any], table: Mapping[str, object]) -> ObserverSettings:
    """An observer's own settings out of its table in the configuration.

    Raises:
        InvalidConfig: with the option that is wrong.
    """
    for fault in _faults(observer, table):
        raise InvalidConfig(fault.message, hint=fault.hint)
    return _read(observer, table)


def all_faults(
    tables: Mapping[str, Mapping[str, object]],
    observers: Mapping[str, Observer[Any]],
    broken: Sequence[Broken] = (),
) -> list[Fault]:
    """What is wrong with some tables, in their order.

    Args:
        tables: By the observer's name.
        observers: Those that there are.
        broken: Packages that should have brought more.
    """
    found: list[Fault] = []
    for name, table in tables.items():
        if name in observers:
            found += _faults(observers[name], table)
            continue
        hint = did_you_mean(name, observers)
        if broken:
            hint = "gumption plugins list: a package that brings one is broken"
        message = f"observers.{name}: there is no observer {name!r}"
        found.append(Fault(observer=name, option="", message=message, hint=hint))
    return found


def _read(observer: Observer[Any], table: Mapping[str, object]) -> ObserverSettings:
    # From JSON: TOML's arrays may then stand for tuples.
    made: ObserverSettings = observer.settings.model_validate_json(json.dumps(dict(table)))
    return made


def _faults(observer: Observer[Any], table: Mapping[str, object]) -> Iterator[Fault]:
    """Everything that is wrong with a table."""
    try:
        _read(observer, table)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            place = ".".join(str(part) for part in one["loc"])
            said = f"{place}: {one['msg'][:1].lower()}{one['msg'][1:]}"
            if one["type"] == "extra_forbidden":
                said = f"there is no option {place!r}"
            yield _fault(observer, said, str(one["loc"][0]) if one["loc"] else "")
    except TypeError as error:
        yield _fault(observer, str(error), "")


def _fault(observer: Observer[Any], said: str, option: str) -> Fault:
    return Fault(
        observer=observer.name,
        option=option,
        message=f"observers.{observer.name}: {said}",
        hint=f"options: {', '.join(observer.settings.model_fields)}",
    )


def main() -> None:
    """Check what standard input has."""
    from agent.observers.registry import load_observers

    asked = Tables.model_validate_json(sys.stdin.buffer.read())
    observers, broken = load_observers()
    faults = all_faults(asked.tables, observers, broken)
    whole = asked.tables.keys() - {fault.observer for fault in faults}
    found = Faults(
        faults=faults,
        settings={
            name: _read(observers[name], asked.tables[name]).model_dump(mode="json")
            for name in whole
        },
    )
    sys.stdout.write(f"\n{found.model_dump_json()}\n")


if __name__ == "__main__":
    main()
