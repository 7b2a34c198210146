"""Importing goes through the gate, loses nothing, and survives broken plugins."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from agent.gate import Gate
from agent.importing import BATCH, IMPORTERS, load_importers, observe_rows, run_import
from agent.observers.port import Drop, Item
from agent.wire import Progress
from memory.errors import InvalidInput
from memory.types import Observation
from tests.support.fake_ledger import FakeLedger
from tests.support.models import Clock, open_model

NOW = datetime(2025, 3, 9, 20, 0, tzinfo=UTC)


def rows_file(tmp_path: Path, rows: list[dict[str, object]]) -> Path:
    """Rows as a JSON lines file."""
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_rows_are_observations_and_drops(tmp_path: Path) -> None:
    """Drops of the importer and of the gate are one account, and reach the ledger with the rest."""
    path = rows_file(
        tmp_path,
        [
            {"content": "kept", "external_id": "1"},
            {"content": ""},
            {"content": 5},
            {"content": "later", "observed_at": "2099-01-01"},
            {"content": "kept", "external_id": "1"},
        ],
    )
    ledger = FakeLedger()
    report = run_import(ledger, Gate(), "jsonl", path, now=NOW)
    assert report.rows == 5
    assert report.observations == 1
    assert report.dropped == {"empty": 1, "malformed": 1, "far future": 1, "already known": 1}
    assert ledger.drops == {"empty": 1, "malformed": 1, "far future": 1}
    again = run_import(ledger, Gate(), "jsonl", path, now=NOW)
    assert (again.observations, again.dropped["already known"]) == (0, 2)


def test_large_artefacts_go_in_batches_with_progress(tmp_path: Path) -> None:
    """Bounded transactions, and a word after each."""
    path = rows_file(tmp_path, [{"content": f"row {n}"} for n in range(BATCH * 2 + 1)])
    ledger = FakeLedger()
    told: list[Progress] = []
    report = run_import(ledger, Gate(), "jsonl", path, now=NOW, on_progress=told.append)
    assert ledger.batches == [BATCH, BATCH, 1]
    assert [p.done for p in told] == [BATCH, 2 * BATCH, 2 * BATCH + 1]
    assert report.rows == report.observations == 2 * BATCH + 1


def test_wrong_formats_and_options_name_the_right_ones(tmp_path: Path) -> None:
    """Did you mean."""
    with pytest.raises(InvalidInput) as caught:
        run_import(FakeLedger(), Gate(), "shel", tmp_path, now=NOW)
    assert "shell" in caught.value.hint
    with pytest.raises(InvalidInput) as caught:
        run_import(FakeLedger(), Gate(), "git", tmp_path, {"autor": "x"}, now=NOW)
    assert "author" in caught.value.hint
    with pytest.raises(InvalidInput) as caught:
        run_import(FakeLedger(), Gate(), "zzz", tmp_path, now=NOW)
    assert all(name in caught.value.hint for name in IMPORTERS)


def test_observe_rows_gives_ids_in_order() -> None:
    """Ids of the kept rows, known ones included, and times for those that bring none."""
    ledger = FakeLedger()
    rows: list[Mapping[str, object]] = [
        {"content": "a", "external_id": "x"},
        {"content": "\0"},
        {"content": "a", "external_id": "x"},
        {"content": "b", "observed_at": NOW - timedelta(hours=1)},
    ]
    report = observe_rows(ledger, Gate(), rows, NOW, source="cli")
    assert report.ids == ["o1", "o1", "o2"]
    assert report.rows == 4 == report.observations + report.dropped.total()
    assert [o.observed_at for o in ledger.observations] == [NOW, NOW - timedelta(hours=1)]
    assert {o.source for o in ledger.observations} == {"cli"}


def test_a_row_is_taken_once_whichever_way_it_comes(tmp_path: Path) -> None:
    """Observing a file, observing it again and importing it: one piece of evidence a row."""
    rows: list[Mapping[str, object]] = [
        {"content": "I like tea", "observed_at": "2025-01-01T10:00:00Z", "source": "chat"},
        {"content": "no time"},
    ]
    path = rows_file(tmp_path, [dict(row) for row in rows])
    with open_model(tmp_path / "home", clock=Clock(NOW + timedelta(days=1))) as model:
        first = observe_rows(model, Gate(), rows, NOW, of_file=True)
        assert first.observations == 2
        again = observe_rows(model, Gate(), rows, NOW + timedelta(hours=1), of_file=True)
        assert (again.observations, again.ids) == (0, first.ids)
        imported = run_import(model, Gate(), "jsonl", str(path), {}, now=NOW + timedelta(hours=2))
        assert imported.observations == 0
        # Piped in, the same words without a time are said again.
        piped = observe_rows(model, Gate(), rows, NOW + timedelta(hours=3))
        assert piped.observations == 1


class Diary:
    """A plugged-in importer."""

    name = "diary"
    description = "one line a day"
    options: Mapping[str, str] = {}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Two items, whatever the path."""
        yield Observation(source="diary", content=f"{path.name} {len(options)}", observed_at=now)
        yield Drop("dull")


class Impostor(Diary):
    """An importer with a name that is taken."""

    name = "git"


NOT_ONE = 17


def entry(name: str, target: str) -> EntryPoint:
    """An entry point into this module."""
    return EntryPoint(name, f"{__name__}:{target}", "gumption.importers")


def test_plugins_load_one_by_one_and_broken_ones_are_reported(tmp_path: Path) -> None:
    """A missing, a wrong and an impersonating plugin are named; the good one works beside them."""
    importers, broken = load_importers(
        [
            entry("gone", "Missing"),
            entry("number", "NOT_ONE"),
            entry("git", "Impostor"),
            entry("diary", "Diary"),
        ]
    )
    assert [b.name for b in broken] == ["gone", "number", "git"]
    assert "taken" in broken[2].error
    assert importers["git"] is IMPORTERS["git"]
    report = run_import(FakeLedger(), Gate(), "diary", tmp_path, now=NOW, importers=importers)
    assert (report.rows, report.observations, report.dropped) == (2, 1, {"dull": 1})
