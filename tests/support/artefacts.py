"""Small artefacts of our own, as applications would write them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

#: 2026-03-10, 09:00 in UTC, and what browsers and systems call that.
AT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
UNIX = int(AT.timestamp())
WEBKIT = (UNIX + 11_644_473_600) * 1_000_000
COCOA = UNIX - 978_307_200
_END_OF_CHAIN = 0x20000000


def made(path: Path, script: str, *rows: tuple[str, tuple[object, ...]]) -> Path:
    """A database of a script and some rows."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(script)
        for statement, values in rows:
            db.execute(statement, values)
        db.commit()
    return path


def chrome_history(path: Path) -> Path:
    """Four visits: a page, a reload, a frame in it, a redirect."""
    visit = "INSERT INTO visits VALUES (?, ?, ?, 0, ?, 0, 2000000)"
    return made(
        path,
        """CREATE TABLE urls (id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR);
        CREATE TABLE visits (id INTEGER PRIMARY KEY, url INTEGER, visit_time INTEGER,
            from_visit INTEGER, transition INTEGER, segment_id INTEGER, visit_duration INTEGER);""",
        ("INSERT INTO urls VALUES (1, 'https://frames.example/docs', 'Joins')", ()),
        ("INSERT INTO urls VALUES (2, 'https://ads.example/frame', 'An advertisement')", ()),
        (visit, (1, 1, WEBKIT, _END_OF_CHAIN)),
        (visit, (2, 1, WEBKIT + 60_000_000, _END_OF_CHAIN | 8)),
        (visit, (3, 2, WEBKIT + 61_000_000, _END_OF_CHAIN | 3)),
        (visit, (4, 2, WEBKIT + 62_000_000, 0)),
    )


def knowledge_database(path: Path) -> Path:
    """Five rows: a stay, its second half, a passage, the screen, a page."""
    row = "INSERT INTO ZOBJECT VALUES (?, ?, ?, ?, ?, ?, 3600)"
    page = "https://frames.example/"
    return made(
        path,
        """CREATE TABLE ZOBJECT (Z_PK INTEGER PRIMARY KEY, ZSTREAMNAME VARCHAR,
            ZVALUESTRING VARCHAR, ZSTARTDATE TIMESTAMP, ZENDDATE TIMESTAMP,
            ZCREATIONDATE TIMESTAMP, ZSECONDSFROMGMT INTEGER);""",
        (row, (1, "/app/inFocus", "com.example.editor", COCOA, COCOA + 600, COCOA + 600)),
        (row, (2, "/app/inFocus", "com.example.editor", COCOA + 610, COCOA + 900, COCOA + 900)),
        (row, (3, "/app/inFocus", "com.example.finder", COCOA + 900, COCOA + 902, COCOA + 902)),
        (row, (4, "/display/isBacklit", None, COCOA, COCOA + 5, COCOA + 5)),
        (row, (5, "/safari/history", page, COCOA + 950, COCOA + 950, COCOA + 950)),
    )


def timeline_database(path: Path) -> Path:
    """Four rows: a program opened, its stay, a file opened, the clipboard."""
    row = "INSERT INTO Activity VALUES (?, ?, ?, ?, ?, ?, ?)"
    app = json.dumps([{"application": "C:\\Programs\\editor.exe", "platform": "x_exe_path"}])
    opened = json.dumps({"displayText": "Editor", "appDisplayName": "Editor"}).encode()
    stay = json.dumps({"type": "UserEngaged", "activeDurationSeconds": 300}).encode()
    file = {"displayText": "plan.md", "appDisplayName": "Editor", "description": "C:\\plan.md"}
    return made(
        path,
        """CREATE TABLE Activity (Id GUID PRIMARY KEY, AppId TEXT, ActivityType INT,
            LastModifiedTime DATETIME, StartTime DATETIME, EndTime DATETIME, Payload BLOB);""",
        (row, (b"1", app, 5, UNIX, UNIX, 0, opened)),
        (row, (b"2", app, 6, UNIX + 400, UNIX + 1, UNIX + 400, stay)),
        (row, (b"3", app, 5, UNIX, UNIX + 2, 0, json.dumps(file).encode())),
        (row, (b"4", app, 16, UNIX, UNIX + 3, 0, b"{}")),
    )
