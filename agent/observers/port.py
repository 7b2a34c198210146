"""What an importer is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from memory.errors import InvalidInput
from memory.types import Observation


@dataclass(frozen=True, slots=True)
class Drop:
    """A row that does not become an observation, and why in a word or two (it is counted by)."""

    reason: str


#: What becomes of one row of an artefact.
Item = Observation | Drop


class Importer(Protocol):
    """Reads artefacts of one format. Instances are stateless.

    The law every importer keeps: **rows = observations + drops**, and importing the same artefact
    again yields the same ``external_id`` for each observation.
    """

    @property
    def name(self) -> str:
        """What the format is called on the command line."""

    @property
    def description(self) -> str:
        """One line for help."""

    @property
    def options(self) -> Mapping[str, str]:
        """Names of the options it takes, each with a line of help."""

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield one item a row, oldest first where the artefact has an order.

        Args:
            path: The artefact.
            options: Checked against :attr:`options` by the caller.
            now: The time of the import, timezone-aware.

        Raises:
            InvalidInput: the artefact is missing, empty, or not of this format at all. A single
                bad row is a drop, never an error.
        """


def check_options(importer: Importer, options: Mapping[str, str]) -> None:
    """Refuse options that an importer does not have.

    Raises:
        InvalidInput: with the nearest name as a hint.
    """
    for name in options:
        if name not in importer.options:
            raise InvalidInput(
                f"import {importer.name} has no option {name!r}",
                hint=did_you_mean(name, importer.options),
            )


def did_you_mean(name: str, known: Mapping[str, object]) -> str:
    """A hint: the nearest known name, or all of them."""
    near = get_close_matches(name, known, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known: {', '.join(sorted(known))}" if known else "it has no options"
