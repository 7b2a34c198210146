"""What other programs write about a person's day: browsers, ActivityWatch, macOS, Windows."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.observers import activity_live
from agent.observers.activity_databases import KnowledgeImporter, TimelineImporter
from agent.observers.activity_live import (
    ActivityWatchObserver,
    ActivityWatchSettings,
    DatabaseSettings,
    KnowledgeObserver,
    TimelineObserver,
)
from agent.observers.activitywatch import ActivityWatchImporter
from agent.observers.browser import BrowserImporter
from agent.observers.browser_live import BrowserObserver, BrowserSettings
from agent.observers.folding import Dwell, fold
from agent.observers.live import OVERFLOW
from agent.observers.port import Drop, Item
from agent.observers.times import from_cocoa, from_unix, from_unix_micros, from_webkit
from memory.errors import InvalidInput
from memory.types import Observation
from tests.support.artefacts import (
    AT,
    COCOA,
    UNIX,
    WEBKIT,
    chrome_history,
    knowledge_database,
    made,
    timeline_database,
)
from tests.support.importers import read
from tests.support.surroundings import NOW, Machine, look, nothing


def told(items: Sequence[Item]) -> list[str]:
    """Contents, and reasons of drops in brackets."""
    return [f"({i.reason})" if isinstance(i, Drop) else i.content for i in items]


def test_the_epochs_agree() -> None:
    """One moment as four systems count it; zero and nonsense are no time."""
    assert from_webkit(WEBKIT) == from_cocoa(COCOA) == from_unix(UNIX) == AT
    assert from_unix_micros(UNIX * 1_000_000) == AT
    for number in (0, None, "1", True, float("inf"), 10**30, -(10**30), b"1"):
        assert from_webkit(number) is None
        assert from_unix(number) is None


# --- browsers ----------------------------------------------------------------------------------


def test_frames_redirects_and_reloads_are_no_visits(tmp_path: Path) -> None:
    """One page remains of four rows, with when it was and for how long."""
    observations, drops = read(BrowserImporter(), chrome_history(tmp_path / "History"))
    assert [o.content for o in observations] == ["Joins"]
    assert observations[0].observed_at == AT
    assert observations[0].context["duration_s"] == 2
    assert drops == {"folded": 1, "embedded frame": 1, "redirect": 1}


def test_what_is_in_the_write_ahead_log_is_read(tmp_path: Path) -> None:
    """A browser that is open has its newest visits beside the database, and is not disturbed."""
    path = chrome_history(tmp_path / "History")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute("INSERT INTO urls VALUES (3, 'https://new.example/', 'New')")
    db.execute("INSERT INTO visits VALUES (9, 3, ?, 0, 536870912, 0, 0)", (WEBKIT + 90_000_000,))
    db.execute("BEGIN EXCLUSIVE")
    observations, _ = read(BrowserImporter(), path)
    assert [o.content for o in observations] == ["Joins", "New"]
    db.execute("COMMIT")
    db.close()


def test_other_databases_are_refused(tmp_path: Path) -> None:
    """Not SQLite, another program's, a view in a table's place that never ends, damaged."""
    plain = tmp_path / "plain"
    plain.write_text("x")
    other = made(tmp_path / "other", "CREATE TABLE t (a);")
    loop = made(
        tmp_path / "loop",
        "CREATE TABLE urls (id, url, title); CREATE VIEW visits AS WITH RECURSIVE c(id) AS"
        " (SELECT 1 UNION ALL SELECT id FROM c) SELECT id, id url, id visit_time, id transition"
        " FROM c;",
    )
    damaged = chrome_history(tmp_path / "damaged")
    raw = bytearray(damaged.read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    damaged.write_bytes(raw)
    for path in (plain, other, loop, damaged, tmp_path):
        with pytest.raises(InvalidInput):
            list(BrowserImporter().read(path, {}, NOW))


def test_a_browser_is_followed(tmp_path: Path) -> None:
    """New visits once; nothing is copied while nothing changes; a cleared history goes on."""
    profile = tmp_path / ".config/google-chrome/Default"
    profile.mkdir(parents=True)
    path = chrome_history(profile / "History")
    settings = BrowserSettings()
    machine = Machine(tmp_path)
    assert BrowserObserver().probe(settings, machine.around).state == "ok"
    watch = BrowserObserver().open(settings, machine.around, nothing)
    items, cursor = look(watch, None)
    assert items == []
    visit = "INSERT INTO visits VALUES (?, 1, ?, 0, 536870912, 0, 0)"
    with sqlite3.connect(path) as db:
        db.execute(visit, (5, WEBKIT + 7200 * 1_000_000))
    db.close()
    items, cursor = look(watch, cursor)
    assert told(items) == ["Joins"]
    assert list(watch.read(cursor, NOW)) == []
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM visits")
        db.execute(visit, (1, WEBKIT + 7000 * 1_000_000))  # seen before it was cleared
        db.execute(visit, (2, WEBKIT + 9200 * 1_000_000))
    db.close()
    items, cursor = look(watch, cursor)
    assert len(items) == 1
    assert isinstance(items[0], Observation)
    assert items[0].observed_at == AT + timedelta(seconds=9200)


# --- folding -----------------------------------------------------------------------------------


def dwells(*rows: tuple[str, int, int]) -> list[Dwell | Drop]:
    """Stays: of what, from second to second."""
    return [
        Dwell(name, AT + timedelta(seconds=a), AT + timedelta(seconds=b), name)
        for name, a, b in rows
    ]


def kept(dwell: Dwell) -> Item:
    """A stay as an observation that says how long it was."""
    return Observation(
        source="window", content=f"{dwell.key} {dwell.seconds:g}s", observed_at=dwell.start
    )


def test_heartbeats_and_passages_become_stays() -> None:
    """A second's heartbeats are one stay; what was passed is none; coming back goes on."""
    beats = [("editor", n, n + 1) for n in range(30)]
    items = list(fold(dwells(*beats, ("menu", 30, 31), ("editor", 31, 60), ("mail", 60, 90)), kept))
    assert sorted(told(items)) == sorted(
        ["editor 60s", "mail 30s", "(short dwell)", *["(folded)"] * 30]
    )


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 300), st.integers(0, 100)), max_size=40
    )
)
def test_folding_loses_no_row(rows: list[tuple[str, int, int]]) -> None:
    """In any order, with any overlap: as many items as rows."""
    given = dwells(*[(name, start, start + length) for name, start, length in rows])
    assert len(list(fold(given, kept))) == len(rows)


# --- ActivityWatch -----------------------------------------------------------------------------


def event(seconds: int, length: float, **data: object) -> dict[str, object]:
    """As ActivityWatch has it."""
    at = AT + timedelta(seconds=seconds)
    return {"id": seconds, "timestamp": at.isoformat(), "duration": length, "data": data}


EVENTS = {
    "aw-watcher-window_x": [
        event(120, 60, app="Firefox", title="Joins"),
        event(60, 59, app="Editor", title="a.py"),
        event(0, 59, app="Editor", title="a.py"),
    ],
    "aw-watcher-afk_x": [event(0, 60, status="not-afk"), event(60, 60, status="afk")],
    "aw-watcher-web_x": [
        event(0, 30, url="https://a.example/", title="A", incognito=False),
        event(30, 30, url="https://b.example/", title="B", incognito=True),
    ],
    "aw-watcher-vim_x": [event(0, 30, file="/code/a.py", project="loaf", language="python")],
}


@pytest.mark.parametrize("chunk", [1, 7, 1 << 16])
def test_an_export_is_read_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """Newest first, as it comes, however the file falls into pieces; a private tab says it is."""
    monkeypatch.setattr("agent.observers.json_stream._CHUNK", chunk)
    path = tmp_path / "export.json"
    buckets = {name: {"id": name, "type": "t", "events": events} for name, events in EVENTS.items()}
    path.write_text(json.dumps({"buckets": buckets}, indent=1))
    observations, drops = read(ActivityWatchImporter(), path)
    assert [(o.source, o.content) for o in observations] == [
        ("window", "Firefox: Joins"),
        ("window", "Editor: a.py"),
        ("browser", "A"),
        ("browser", "B"),
        ("editor", "/code/a.py"),
    ]
    assert observations[1].context["duration_s"] == 119
    assert observations[3].context["private"] == "true"
    assert drops == {"folded": 1, "present": 1, "away": 1}
    path.write_text('{"buckets": {"b": {"events": [{"timestamp": "2026')
    with pytest.raises(InvalidInput, match="cut off"):
        list(ActivityWatchImporter().read(path, {}, NOW))


@pytest.fixture
def server() -> Iterator[tuple[str, dict[str, list[dict[str, object]]]]]:
    """ActivityWatch's REST interface on a free port, and the events it has."""
    events: dict[str, list[dict[str, object]]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            asked = parse_qs(place.query)
            answer: object = {name: {"id": name} for name in events}
            if place.path.endswith("/events"):
                since = datetime.fromisoformat(asked.get("start", ["2000-01-01T00:00:00Z"])[0])
                until = datetime.fromisoformat(asked.get("end", ["2100-01-01T00:00:00Z"])[0])
                answer = [
                    one
                    for one in events[place.path.split("/")[4]]
                    if since <= datetime.fromisoformat(str(one["timestamp"])) <= until
                ][: int(asked.get("limit", ["-1"])[0])]
            raw = json.dumps(answer).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            """Silent."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}", events
    listening.shutdown()
    listening.server_close()
    thread.join()


def test_a_server_on_this_machine_is_asked(
    server: tuple[str, dict[str, list[dict[str, object]]]],
) -> None:
    """A stay that still grows is taken when it is over; what was taken is not taken again."""
    url, events = server
    events["w"] = [event(0, 60, app="Editor", title="a.py")]
    settings = ActivityWatchSettings(url=url, history=True)
    machine = Machine(Path())
    watch = ActivityWatchObserver().open(settings, machine.around, nothing)
    items, cursor = look(watch, None, AT + timedelta(seconds=70))
    assert items == []
    events["w"].insert(0, event(61, 60, app="Editor", title="a.py"))
    items, cursor = look(watch, cursor, AT + timedelta(minutes=10))
    assert told(items) == ["(folded)", "Editor: a.py"]
    items, cursor = look(watch, cursor, AT + timedelta(minutes=12))
    assert items == []
    with pytest.raises(ValueError, match="not on this machine"):
        ActivityWatchSettings(url="http://watch.example:5600")


@pytest.mark.parametrize("count", [9, 10, 11, 19, 25, 60])
@pytest.mark.parametrize("together", [1, 3])
def test_more_than_the_server_gives_at_once_is_asked_for_in_turn(
    server: tuple[str, dict[str, list[dict[str, object]]]],
    monkeypatch: pytest.MonkeyPatch,
    count: int,
    together: int,
) -> None:
    """Each event once, oldest first, also where several began at the same time."""
    monkeypatch.setattr(activity_live, "_LIMIT", 10)
    url, events = server
    made = [event(60 * (n // together), 30, app=f"a{n}", title="x") for n in range(count)]
    events["w"] = made[::-1]
    watch = ActivityWatchObserver().open(
        ActivityWatchSettings(url=url, history=True), Machine(Path()).around, nothing
    )
    items, cursor = look(watch, None, AT + timedelta(days=1))
    assert told(items) == [f"a{n}: x" for n in range(count)]
    assert look(watch, cursor, AT + timedelta(days=2))[0] == []


def test_a_server_that_gives_what_was_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest again each time, and what is no event: each counted once, and no more asked."""
    monkeypatch.setattr(activity_live, "_LIMIT", 10)
    events = [event(60 * n, 30, app=f"a{n}", title="x") for n in range(8)][::-1]
    answer: list[object] = [*events, "no event", {"duration": 5, "data": {}}]

    def ask(_watch: object, path: str, _asked: dict[str, str]) -> object:
        return answer if path.endswith("/events") else {"w": {"id": "w"}}

    monkeypatch.setattr(activity_live.ActivityWatchWatch, "_ask", ask)
    watch = ActivityWatchObserver().open(
        ActivityWatchSettings(history=True), Machine(Path()).around, nothing
    )
    items, _ = look(watch, None, AT + timedelta(days=1))
    drops = [item.reason for item in items if isinstance(item, Drop)]
    assert [text for text in told(items) if text.startswith("a")] == [f"a{n}: x" for n in range(8)]
    assert (len(drops), drops.count(OVERFLOW)) == (3, 1)


@pytest.mark.parametrize("fault", ["too many", "all at one time"])
def test_what_is_not_given_is_counted(
    server: tuple[str, dict[str, list[dict[str, object]]]],
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    """A bound on one look, and a server that gives no more."""
    monkeypatch.setattr(activity_live, "_LIMIT", 10)
    monkeypatch.setattr(activity_live, "_MOST_PAGES", 2)
    url, events = server
    apart = 60 if fault == "too many" else 0
    events["w"] = [event(apart * n, 30, app=f"a{n}", title="x") for n in range(40)][::-1]
    watch = ActivityWatchObserver().open(
        ActivityWatchSettings(url=url, history=True), Machine(Path()).around, nothing
    )
    items, _ = look(watch, None, AT + timedelta(days=1))
    assert Drop(OVERFLOW) in items
    assert f"a{39}: x" in told(items)


# --- macOS and Windows -------------------------------------------------------------------------


def test_a_mac_tells_what_was_in_front(tmp_path: Path) -> None:
    """Two halves of a stay are one, in the zone it was in; the machine's own rows are dropped."""
    observations, drops = read(KnowledgeImporter(), knowledge_database(tmp_path / "k.db"))
    assert [o.content for o in observations] == ["com.example.editor", "https://frames.example/"]
    assert observations[0].context["duration_s"] == 900
    assert str(observations[0].observed_at) == "2026-03-10 10:00:00+01:00"
    assert drops == {"folded": 1, "short dwell": 1, "about the machine": 1}


def test_windows_tells_what_was_used(tmp_path: Path) -> None:
    """Stays by their active time, files by name; that a program was opened its stay says."""
    observations, drops = read(TimelineImporter(), timeline_database(tmp_path / "a.db"))
    assert [o.content for o in observations] == ["editor.exe", "Editor: plan.md"]
    assert observations[0].context["duration_s"] == 300
    assert observations[1].context["path"] == "C:\\plan.md"
    assert drops == {"opened, as its stay says": 1, "clipboard": 1}


def test_the_systems_own_records_are_followed(tmp_path: Path) -> None:
    """Only on their systems, or where a copy is named; from the time it was enabled."""
    machine = Machine(tmp_path)
    for observer in (KnowledgeObserver(), TimelineObserver()):
        assert observer.probe(DatabaseSettings(), machine.around).state == "unsupported"
    path = knowledge_database(tmp_path / "k.db")
    settings = DatabaseSettings(path=str(path))
    assert KnowledgeObserver().probe(settings, machine.around).state == "ok"
    watch = KnowledgeObserver().open(settings, machine.around, nothing)
    items, cursor = look(watch, None, AT)
    assert items == []
    with sqlite3.connect(path) as db:
        db.execute("UPDATE ZOBJECT SET ZVALUESTRING = 'com.example.other' WHERE Z_PK = 2")
    db.close()
    items, cursor = look(watch, cursor, AT + timedelta(hours=1))
    assert [i.content for i in items if isinstance(i, Observation)] == [
        "com.example.editor",
        "com.example.other",
        "https://frames.example/",
    ]
    assert list(watch.read(cursor, AT + timedelta(hours=2))) == []
