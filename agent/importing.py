"""Artefacts and rows into the ledger, through the gate, with every row accounted for.

Importers are the built-in ones and whatever packages offer under the entry point group
``gumption.importers``: an object (or a class without arguments) that is an
:class:`agent.observers.port.Importer`. They are loaded one by one; a broken one is reported and
skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import EntryPoint, entry_points
from itertools import islice
from pathlib import Path
from typing import Protocol

from agent.gate import Gate
from agent.observers.activity_databases import KnowledgeImporter, TimelineImporter
from agent.observers.activitywatch import ActivityWatchImporter
from agent.observers.browser import BrowserImporter
from agent.observers.calendar import CalendarImporter
from agent.observers.chat import ChatImporter
from agent.observers.git import GitImporter
from agent.observers.jsonl import JsonlImporter, named, parse_row
from agent.observers.mail import MaildirImporter, MboxImporter
from agent.observers.notes import NotesImporter
from agent.observers.port import Drop, Importer, Item, check_options, did_you_mean
from agent.observers.shell import ShellImporter
from agent.observers.terminal import TerminalImporter
from agent.observers.transcripts import ChatGptImporter, ClaudeImporter
from agent.wire import Progress
from memory.errors import InvalidInput
from memory.types import Observation

GROUP = "gumption.importers"
#: What the application brings itself.
IMPORTERS: Mapping[str, Importer] = {
    importer.name: importer
    for importer in (
        ActivityWatchImporter(),
        BrowserImporter(),
        CalendarImporter(),
        ChatGptImporter(),
        ChatImporter(),
        ClaudeImporter(),
        GitImporter(),
        JsonlImporter(),
        KnowledgeImporter(),
        MaildirImporter(),
        MboxImporter(),
        NotesImporter(),
        ShellImporter(),
        TerminalImporter(),
        TimelineImporter(),
    )
}
ALREADY_KNOWN = "already known"

#: Rows in one transaction: large enough to make the index write in batches, small enough that an
#: interrupted import loses a second of work at most.
BATCH = 500
OnProgress = Callable[[Progress], None]


class Stored(Protocol):
    """What the ledger says about a batch."""

    @property
    def ids(self) -> Sequence[str]:
        """The id of each observation, in order, known ones included."""

    @property
    def new(self) -> int:
        """How many of them were not known before."""


class Ledger(Protocol):
    """The part of :class:`memory.UserModel` that is written to here."""

    def observe_counted(
        self,
        observations: Sequence[Observation],
        drops: Mapping[str, int],
        *,
        state: Mapping[str, str] | None = None,
    ) -> Stored:
        """Store observations, drop counters and small values, in one transaction."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of an artefact: ``rows = observations + dropped.total()``."""

    rows: int
    observations: int
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class ObserveReport:
    """What became of some rows; ``ids`` are those of the kept ones, known ones included."""

    rows: int
    observations: int
    dropped: Counter[str]
    ids: list[str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A plugged-in importer that could not be loaded."""

    name: str
    distribution: str
    error: str


def load_importers(
    entries: Iterable[EntryPoint] | None = None,
) -> tuple[dict[str, Importer], list[Broken]]:
    """Built-in and plugged-in importers by name, and the plugins that are broken.

    Args:
        entries: Entry points to load; those installed by default.
    """
    importers = dict(IMPORTERS)
    broken: list[Broken] = []
    for entry in entry_points(group=GROUP) if entries is None else entries:
        distribution = entry.dist.name if entry.dist else ""
        try:
            importer = _check(entry.load(), importers)
        except Exception as error:  # noqa: BLE001 - somebody else's code: report it, go on
            why = f"{type(error).__name__}: {error}"
            broken.append(Broken(entry.name, distribution, why))
        else:
            importers[importer.name] = importer
    return importers, broken


def run_import(
    model: Ledger,
    gate: Gate,
    format: str,
    path: str | Path,
    options: Mapping[str, str] | None = None,
    *,
    now: datetime,
    on_progress: OnProgress | None = None,
    importers: Mapping[str, Importer] | None = None,
) -> ImportReport:
    """Read an artefact through its importer and the gate into the ledger.

    Adding the same artefact twice is harmless: what is there already counts as a drop of the
    reason ``already known``.

    Args:
        model: Where observations go.
        gate: What they pass first.
        format: Name of an importer.
        path: The artefact; ``~`` is expanded.
        options: The importer's own.
        now: The time of the import.
        on_progress: Called after each batch, with rows done (the total is not known beforehand).
        importers: To choose from; :func:`load_importers` by default.

    Raises:
        InvalidInput: no such format or option, or the artefact cannot be read as one.
    """
    if importers is None:
        importers, _ = load_importers()
    if format not in importers:
        raise InvalidInput(f"unknown format {format!r}", hint=did_you_mean(format, importers))
    importer = importers[format]
    options = options or {}
    check_options(importer, options)
    rows = observations = 0
    dropped: Counter[str] = Counter()
    for batch in _batches(importer.read(_expanded(path), options, now)):
        report = store(model, gate, batch, now)
        rows += report.rows
        observations += report.observations
        dropped.update(report.dropped)
        if on_progress is not None:
            on_progress(Progress(stage=f"import {format}", done=rows, total=0))
    return ImportReport(rows, observations, dropped)


def observe_rows(
    model: Ledger,
    gate: Gate,
    rows: Sequence[Mapping[str, object]],
    now: datetime,
    *,
    source: str = "jsonl",
    of_file: bool = False,
) -> ObserveReport:
    """Put rows (with the field names of DESIGN §3) through the gate into the ledger.

    Args:
        model: Where observations go.
        gate: What they pass first.
        rows: One mapping an observation; a bad one is a counted drop.
        now: Given to rows without a time of their own.
        source: Given to rows without one.
        of_file: They stand in a file that may be read again: even one without a time is then taken
            once. Of rows that somebody pipes in, each without a time is another.
    """
    total, observations, ids = 0, 0, list[str]()
    dropped: Counter[str] = Counter()

    def read(row: Mapping[str, object]) -> Item:
        item = parse_row(row, source=source)
        timed = isinstance(item, Observation) and item.observed_at is not None
        return named(item) if timed or of_file else item

    for batch in _batches(map(read, rows)):
        report = store(model, gate, batch, now)
        total += report.rows
        observations += report.observations
        ids.extend(report.ids)
        dropped.update(report.dropped)
    return ObserveReport(total, observations, dropped, ids)


def store(
    model: Ledger,
    gate: Gate,
    batch: Sequence[Item],
    now: datetime,
    *,
    since: datetime | None = None,
    state: Callable[[int, Mapping[str, int]], Mapping[str, str]] | None = None,
) -> ObserveReport:
    """Put items through the gate into the ledger, in one transaction.

    Args:
        model: Where observations go.
        gate: What they pass first.
        batch: Observations and drops.
        now: The time.
        since: When their source was last looked at.
        state: Given how many passed the gate and what was dropped, small values to keep in the
            same transaction.
    """
    seen = (item for item in batch if isinstance(item, Observation))
    admitted = gate.admit(seen, now, since=since)
    dropped = Counter(item.reason for item in batch if isinstance(item, Drop))
    dropped.update(admitted.dropped)
    kept = state(len(admitted.kept), dropped) if state is not None else None
    stored = model.observe_counted(admitted.kept, dropped, state=kept)
    known = len(admitted.kept) - stored.new
    if known:
        # Counted here and not in the ledger: nothing was lost, the observation is there.
        dropped[ALREADY_KNOWN] += known
    return ObserveReport(len(batch), stored.new, dropped, list(stored.ids))


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _check(loaded: object, taken: Mapping[str, Importer]) -> Importer:
    """An entry point's object as an importer.

    Raises:
        TypeError: it is none.
        ValueError: its name is taken.
    """
    importer = loaded() if isinstance(loaded, type) else loaded
    name = getattr(importer, "name", None)
    if not isinstance(name, str) or not name:
        raise TypeError("has no name")
    if not callable(getattr(importer, "read", None)) or not isinstance(
        getattr(importer, "options", None), Mapping
    ):
        raise TypeError("has no read() or no options")
    if name in taken:
        raise ValueError(f"the name {name!r} is taken")
    return importer  # type: ignore[return-value]  # looked at above, as far as one can


def _expanded(path: str | Path) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:  # ~ of a user that does not exist
        return Path(path)
