"""The law of every importer, on anything at all: rows in = observations + counted drops.

Whatever is in a file, reading it ends, and either says that it is no such file or accounts for
every row. The same bytes give the same items.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.gate import Gate
from agent.importing import IMPORTERS, run_import
from agent.observers.port import Drop, Item
from memory.errors import GumptionError
from memory.types import Observation
from tests.support.artefacts import chrome_history, knowledge_database, timeline_database
from tests.support.fake_ledger import FakeLedger

NOW = datetime(2026, 3, 12, 14, 30, tzinfo=UTC)
STREAMS = Path(__file__).resolve().parents[3].parent / "shared" / "bench" / "streams"
#: The artefacts of the benchmark data, the importer of each, and how many rows it has.
REAL = {
    "bash_history": "shell",
    "zsh_extended_history.txt": "shell",
    "fish_history": "shell",
    "gitlog_simonw_llm.jsonl": "git",
    "finos_calendar_events.json": "ics",
    "chrome/History": "browser",
    "chrome/History-57.0.2987.133": "browser",
    "chrome/History-58.0.3029.96": "browser",
    "chrome/History-59.0.3071.86": "browser",
    "chrome/History-59_added-fake-column": "browser",
    "firefox/places.sqlite": "browser",
    "safari/History.db": "browser",
    "activity/knowledgec-10.14.db": "knowledgec",
    "activity/ActivitiesCache.db": "activitiescache",
}
ROWS = {
    "browser": ("visits", "moz_historyvisits", "history_visits"),
    "knowledgec": ("ZOBJECT",),
    "activitiescache": ("Activity",),
}
#: Beginnings that take a file past the first look of an importer.
STARTS = (
    b"",
    b"\xef\xbb\xbf",
    b"[",
    b"{",
    b'{"buckets": {"b": {"events": [',
    b'{"version": 2, "timestamp": 1}\n',
    b'{"version": 3}\n',
    b"Script started on 2024-03-01 10:00:00+00:00\n",
    b"From x\nSubject: y\n\n",
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260310T100000Z\r\nRRULE:FREQ=",
    b"SQLite format 3\0",
    b"PK\x03\x04",
    b"- cmd: ",
    b": 1700000000:0;",
    b"#1700000000\n",
)
LINES = st.sampled_from(
    [
        b'["x"]\n',
        b'[1.5, "o", "text"]\n',
        b'[-1, "o", "x"]\n',
        b'[1e308, "o", "x"]\n',
        b'{"timestamp": "2026-03-01T10:00:00Z", "duration": 1e400, "data": {"app": "a"}}',
        b'{"role": "user", "content": "hi"}\n',
        b'{"email": "hello", "subject": 3}\n',
        b"RRULE:FREQ=SECONDLY\r\n",
        b"DTSTART;TZID=Nowhere/None:99991231T235959\r\n",
        b"DTSTART:00010101T000000\r\n",
        b"SUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"\x83\x20\\\n",
        b"  when: 99999999999\n",
        b"#99999999999\n",
        b": 99999999999:9;x\n",
        b"From \n",
        b"Date: Fri, 99 Foo 99999 99:99:99 +9999\n\n",
        b"Content-Type: text/html; charset=no-such\n\n<p>x",
        b"\0\0\0",
        b"\xff\xfe",
        b"}]",
    ]
)
ANY = st.builds(
    lambda start, parts: start + b"".join(parts),
    st.sampled_from(STARTS),
    st.lists(st.one_of(LINES, st.binary(max_size=40)), max_size=8),
)


def law(read: Callable[[], Iterator[Item]]) -> list[Item] | None:
    """Every item is an observation or a drop with a reason; ``None`` where it was refused."""
    try:
        items = list(read())
    except GumptionError:
        return None
    for item in items:
        assert isinstance(item, Observation) or item.reason
    return items


@pytest.mark.parametrize("name", sorted(set(IMPORTERS) - {"git"}))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(raw=ANY)
def test_any_bytes_are_survived(tmp_path: Path, name: str, raw: bytes) -> None:
    """Truncated, binary, in wrong encodings, with absurd times: refused or counted, twice alike."""
    path = tmp_path / "artefact"
    path.write_bytes(raw)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    read = IMPORTERS[name].read
    assert law(lambda: read(path, {}, NOW)) == law(lambda: read(path, {}, NOW))


VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.binary(max_size=20),
    st.sampled_from(["https://example.org/", "http://[", "/app/inFocus", "place:x", "[]", "{}"]),
)


@pytest.mark.parametrize(
    ("name", "make", "table"),
    [
        ("browser", chrome_history, "visits"),
        ("knowledgec", knowledge_database, "ZOBJECT"),
        ("activitiescache", timeline_database, "Activity"),
    ],
)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_cells_are_survived(
    tmp_path: Path,
    name: str,
    make: Callable[[Path], Path],
    table: str,
    data: st.DataObject,
) -> None:
    """SQLite puts anything into any column; a row of nonsense is one counted drop."""
    path = tmp_path / "db"
    path.unlink(missing_ok=True)
    make(path)
    with sqlite3.connect(path) as db:
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        keys = {row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[5]}
        for column in columns:
            if column not in keys:
                value = data.draw(VALUES, label=column)
                db.execute(f"UPDATE {table} SET {column} = ?", (value,))
        rows = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    db.close()
    items = law(lambda: IMPORTERS[name].read(path, {}, NOW))
    assert items is not None
    assert len(items) == rows


@pytest.mark.parametrize("name", sorted(IMPORTERS))
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    """Missing, empty, a named pipe, a link in a circle: a sentence, and no waiting."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    for path in (tmp_path / "none", pipe, loop, empty):
        items = law(lambda path=path: IMPORTERS[name].read(path, {}, NOW))  # type: ignore[misc]
        assert items is None or all(isinstance(item, Drop) for item in items)


def test_a_huge_line_is_not_held(tmp_path: Path) -> None:
    """A line of many megabytes is one drop, and what follows it is read."""
    path = tmp_path / "h"
    with path.open("wb") as file:
        for _ in range(64):
            file.write(b"x" * (1 << 20))
        file.write(b"\nls -l\n")
    items = list(IMPORTERS["shell"].read(path, {"shell": "bash"}, NOW))
    assert [i.reason if isinstance(i, Drop) else i.content for i in items] == ["too long", "ls -l"]


@pytest.mark.parametrize("place", sorted(REAL))
def test_real_artefacts_lose_nothing(place: str) -> None:
    """Rows in = observations + drops, through the gate, on files that applications wrote."""
    path = STREAMS / place
    if not path.exists():
        pytest.skip("the benchmark data is not on this machine")
    name = REAL[place]
    ledger = FakeLedger()
    report = run_import(ledger, Gate(), name, path, now=NOW)
    assert report.rows == report.observations + report.dropped.total()
    assert report.observations
    if expected := _rows(path, name):
        assert report.rows == expected
    again = run_import(ledger, Gate(), name, path, now=NOW)
    assert again.observations == 0
    assert again.rows == report.rows


def _rows(path: Path, name: str) -> int:
    """How many rows an artefact has, counted another way."""
    if name in ROWS:
        with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as db:
            there = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
            table = next(one for one in ROWS[name] if one in there)
            count = int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        db.close()
        return count
    if path.suffix == ".json":
        return len(json.loads(path.read_text()))
    if path.suffix == ".jsonl":
        return len(path.read_text().splitlines())
    marks = {"fish_history": b"- cmd:", "zsh_extended_history.txt": b"\n: ", "bash_history": b"#1"}
    return path.read_bytes().count(marks[path.name]) + (path.suffix == ".txt")
