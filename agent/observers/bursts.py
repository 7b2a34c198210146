"""Many files at once: a checkout, a clone, an unpacked archive. A program wrote them, not a person.

Files that change within a second of each other, :data:`MANY` or more below one root, are one thing
that happened. They are told by their number and the folder that they share; what notes among them
say is not the person's writing and is not taken.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Nanoseconds between two changes of one burst at most. Programs write files faster than that, and
#: a person who saves by hand does not.
GAP_NS: Final = 1_000_000_000
#: Files from which on it is a burst. An editor that saves everything it has open stays below.
MANY: Final = 20


@dataclass(frozen=True, slots=True)
class Change:
    """A file that changed: when (nanoseconds since 1970), where, and its size in bytes."""

    when: int
    path: Path
    root: Path
    size: int


def groups(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes in order of time as groups: bursts whole, everything else one by one."""
    open_: dict[Path, list[Change]] = {}
    closed: list[list[Change]] = []
    for change in sorted(changes, key=lambda one: (one.when, one.path)):
        group = open_.get(change.root)
        if group is None or change.when - group[-1].when > GAP_NS:
            open_[change.root] = group = []
            closed.append(group)
        group.append(change)
    told = [
        part
        for group in closed
        for part in ([group] if len(group) >= MANY else [[one] for one in group])
    ]
    yield from sorted(told, key=lambda group: (group[-1].when, group[-1].path))


def shared_folder(group: Iterable[Change]) -> Path:
    """The deepest folder that all of a group lie in."""
    return Path(os.path.commonpath([change.path.parent for change in group]))
