"""JSON lines with the field names of the contract."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.observers.jsonl import JsonlImporter, parse_row
from agent.observers.port import Drop
from agent.observers.reading import parse_time
from memory.types import Labels, Observation
from tests.agent.observers.test_chat import JSON
from tests.support.importers import read

FIELDS = ["source", "content", "observed_at", "kind", "thread", "position", "context", "origin"]


def test_every_field_is_taken_over() -> None:
    """A row with all fields of the contract becomes exactly that observation."""
    row = {
        "source": "note",
        "content": "Tea at four.",
        "observed_at": "2025-03-03T16:00:00+01:00",
        "kind": "text",
        "thread": "t",
        "position": 3,
        "context": {"app": "pad", "files": ["a", "b"], "n": 1, "none": None, "ok": True},
        "origin": "self-stated",
        "labels": {"sensitivity": "sensitive", "categories": ["health"]},
        "external_id": "n1",
        "status": "processed",
        "id": "mine",
    }
    assert parse_row(row) == Observation(
        source="note",
        content="Tea at four.",
        observed_at=datetime(2025, 3, 3, 16, tzinfo=timezone(timedelta(hours=1))),
        thread="t",
        position=3,
        context={"app": "pad", "files": ("a", "b"), "n": 1, "ok": True},
        origin="self-stated",
        labels=Labels("sensitive", frozenset({"health"})),
        external_id="n1",
    )


def test_labels_may_lie_flat() -> None:
    """As ``--json`` prints them."""
    item = parse_row({"content": "x", "sensitivity": "secret", "categories": ["finance"]})
    assert isinstance(item, Observation)
    assert item.labels == Labels("secret", frozenset({"finance"}))


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"content": 5},
        {"content": "x", "kind": "video"},
        {"content": "x", "origin": "god"},
        {"content": "x", "observed_at": "soon"},
        {"content": "x", "observed_at": True},
        {"content": "x", "position": "1"},
        {"content": "x", "position": 2**64},
        {"content": "x", "thread": 1},
        {"content": "x", "source": None},
        {"content": "x", "context": []},
        {"content": "x", "context": {"a": {"b": 1}}},
        {"content": "x", "labels": "secret"},
        {"content": "x", "categories": ["weather"]},
        {"content": "x", "categories": [None]},
        {"content": "x", "sensitivity": "cosmic"},
        [],
        "text",
        None,
    ],
)
def test_what_the_contract_does_not_allow_is_malformed(row: object) -> None:
    """A field of the wrong kind drops its row; nothing is guessed."""
    assert parse_row(row) == Drop("malformed")


def test_a_file_with_a_mark_and_a_bad_line(tmp_path: Path) -> None:
    """A byte order mark is no content, a bad line is counted, the source can be named."""
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"content": "a"}\r\n{"content": NaN}\n{"content": "b \xff"}\n')
    observations, drops = read(JsonlImporter(), path, {"source": "diary"})
    assert [o.content for o in observations] == ["a", "b \ufffd"]
    assert {o.source for o in observations} == {"diary"}
    assert drops == {"malformed": 1}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-03-03", datetime(2025, 3, 3, tzinfo=UTC)),
        ("2025-03-03T10:00:00", datetime(2025, 3, 3, 10, tzinfo=UTC)),
        (1740996000, datetime(2025, 3, 3, 10, tzinfo=UTC)),
        (1740996000000, datetime(2025, 3, 3, 10, tzinfo=UTC)),
        (1740996000000000, datetime(2025, 3, 3, 10, tzinfo=UTC)),
        ("1740996000", datetime(2025, 3, 3, 10, tzinfo=UTC)),
        ("20250303", datetime(2025, 3, 3, tzinfo=UTC)),
        ("tomorrow", None),
        (1e300, None),
        (10**400, None),
        (float("nan"), None),
        (True, None),
        ([], None),
    ],
)
def test_times(value: object, expected: datetime | None) -> None:
    """ISO 8601 and epoch numbers; without an offset it is UTC, on every machine."""
    assert parse_time(value) == expected


@given(st.dictionaries(st.sampled_from([*FIELDS, "labels", "categories", "external_id"]), JSON))
def test_any_row_is_an_observation_or_a_drop(row: dict[str, object]) -> None:
    """Nothing in a row makes the parser fail."""
    assert isinstance(parse_row(row), Observation | Drop)


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_are_survived(data: bytes) -> None:
    """No file makes the importer fail."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "rows.jsonl"
        path.write_bytes(data)
        read(JsonlImporter(), path)


def test_rows_without_an_id_get_one_that_stays(tmp_path: Path) -> None:
    """The same row twice is two observations, and a longer file adds only what is new."""
    path = tmp_path / "rows.jsonl"
    row = json.dumps({"content": "x", "observed_at": "2025-03-03"}) + "\n"
    path.write_text(row * 2)
    first, _ = read(JsonlImporter(), path)
    path.write_text(row * 3)
    second, _ = read(JsonlImporter(), path)
    assert [o.external_id for o in second[:2]] == [o.external_id for o in first]
    assert len({o.external_id for o in second}) == 3


def test_rows_survive_a_round_trip(tmp_path: Path) -> None:
    """What was written with the contract's names is read back the same."""
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"content": "x", "observed_at": "2025-03-03T10:00:00+00:00"}) + "\n")
    observations, _ = read(JsonlImporter(), path)
    assert observations[0].observed_at == datetime(2025, 3, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize("name", ["timestamp", "time", "created_at", "date"])
def test_a_time_under_another_name_is_not_lost(name: str) -> None:
    """Taken for the time of import, last year's rows would be the newest that is known."""
    item = parse_row({"content": "x", name: "2025-03-03T10:00:00+00:00"})
    assert isinstance(item, Observation)
    assert item.observed_at == datetime(2025, 3, 3, 10, tzinfo=UTC)
    both = parse_row({"content": "x", "observed_at": "2025-01-01", name: "2025-03-03"})
    assert isinstance(both, Observation)
    assert both.observed_at == datetime(2025, 1, 1, tzinfo=UTC)


def test_a_foreign_field_that_is_no_time_is_ignored() -> None:
    """It is not of the contract, and may be anything."""
    item = parse_row({"content": "x", "time": "teatime", "date": {"day": 3}})
    assert isinstance(item, Observation)
    assert item.observed_at is None
