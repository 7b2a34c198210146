"""Calendars, mail, chat exports and terminal recordings: whose words, and when."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from agent.observers.calendar import CalendarImporter
from agent.observers.calendar_live import CalendarObserver, CalendarSettings
from agent.observers.chat import ChatImporter
from agent.observers.mail import MaildirImporter, MboxImporter
from agent.observers.mail_text import html_text, own_words
from agent.observers.notes import NotesImporter
from agent.observers.port import Drop, Item
from agent.observers.terminal import TerminalImporter, shown
from agent.observers.transcripts import ChatGptImporter, ClaudeImporter
from memory.errors import InvalidInput
from memory.types import Observation
from tests.support.importers import read
from tests.support.surroundings import NOW, Machine, look, nothing

TODAY = datetime(2025, 3, 9, 20, 0, tzinfo=UTC)  # what tests.support.importers reads at


def told(items: Sequence[Item]) -> list[str]:
    """Contents, and reasons of drops in brackets."""
    return [f"({i.reason})" if isinstance(i, Drop) else i.content for i in items]


# --- calendars ---------------------------------------------------------------------------------


def ics(*events: str) -> bytes:
    """A calendar of events, each given by its lines."""
    zone = "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nEND:VTIMEZONE\n"
    inside = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{zone}{inside}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


WEEKLY = """UID:w
DTSTART;TZID=Europe/Berlin:20250224T100000
DTEND;TZID=Europe/Berlin:20250224T101500
RRULE:FREQ=WEEKLY
EXDATE;TZID=Europe/Berlin:20250303T100000
SUMMARY:Stand-up
ATTENDEE;CN=Ines:mailto:ines@example.org
LOCATION:small room"""
MOVED = """UID:w
RECURRENCE-ID;TZID=Europe/Berlin:20250310T100000
DTSTART;TZID=Europe/Berlin:20250310T150000
DTEND;TZID=Europe/Berlin:20250310T151500
SUMMARY:Stand-up, later"""
WHOLE_DAY = "UID:d\nDTSTART;VALUE=DATE:20240501\nSUMMARY:Holiday"
CANCELLED = "UID:c\nDTSTART:20250301T100000Z\nSTATUS:CANCELLED\nSUMMARY:Not now"
FAR = "UID:f\nDTSTART:20260101T100000Z\nSUMMARY:Next year"
OFTEN = "UID:o\nDTSTART:20250101T100000Z\nRRULE:FREQ=SECONDLY\nSUMMARY:Tick"
UNTITLED = "UID:u\nDTSTART:20250101T100000Z"
LONG_AGO = "UID:l\nDTSTART:20150101T100000Z\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:Course"


def test_series_are_expanded_as_they_took_place(tmp_path: Path) -> None:
    """Left out and moved instances, whole days, summer time ahead; each row is accounted for."""
    path = tmp_path / "me.ics"
    path.write_bytes(ics(WEEKLY, MOVED, WHOLE_DAY, CANCELLED, FAR, OFTEN, UNTITLED, LONG_AGO))
    observations, drops = read(CalendarImporter(), path)
    assert [(o.content, o.context["start"]) for o in observations] == [
        ("Stand-up", "2025-02-24T10:00:00+01:00"),
        ("Stand-up, later", "2025-03-10T15:00:00+01:00"),
        ("Stand-up", "2025-03-17T10:00:00+01:00"),
        ("Holiday", "2024-05-01T00:00:00+00:00"),
        ("Course", "2015-01-01T10:00:00+00:00"),
    ]
    assert drops == {"cancelled": 1, "outside the window": 1, "too frequent": 1, "no title": 1}
    first = observations[0]
    assert first.context["people"] == ("Ines",)
    assert first.context["repeats"] == "FREQ=WEEKLY"
    # What is coming is seen now; what was, was then.
    assert [o.observed_at for o in observations[1:3]] == [TODAY, TODAY]
    assert observations[3].context["whole_day"] is True


def test_events_in_json_are_the_instances_they_say(tmp_path: Path) -> None:
    """Each has its own time, whatever its rule says; one without a time is malformed."""
    path = tmp_path / "events.json"
    row = {"title": "Call", "start": "2025-01-02T10:00:00Z", "end": "2025-01-02T11:00:00Z"}
    event = ics(WEEKLY).decode()
    rows = [{**row, "ics": event, "repeating": "RRULE:FREQ=DAILY"}, {"ics": event}, {"title": "x"}]
    path.write_text(json.dumps(rows))
    observations, drops = read(CalendarImporter(), path)
    assert [o.content for o in observations] == ["Call", "Stand-up"]
    assert drops == {"malformed": 1}


def test_a_calendar_is_followed(tmp_path: Path) -> None:
    """Looked at when it changed, or the day did; a moved event is another observation."""
    path = tmp_path / "me.ics"
    near = "UID:n\nDTSTART:20260313T100000Z\nSUMMARY:Review\nDESCRIPTION:<b>Bring</b> tea"
    path.write_bytes(ics(near, WHOLE_DAY))
    settings = CalendarSettings(paths=(str(path),))
    watch = CalendarObserver().open(settings, Machine(tmp_path).around, nothing)
    items, cursor = look(watch, None)
    assert told(items) == ["Review", "(outside the window)"]
    assert isinstance(items[0], Observation)
    assert items[0].context["description"] == "Bring tea"
    assert list(watch.read(cursor, NOW)) == []
    path.write_bytes(ics(near.replace("T100000", "T110000")))
    again, cursor = look(watch, cursor)
    assert isinstance(again[0], Observation)
    assert again[0].external_id != items[0].external_id
    assert told(look(watch, cursor, NOW + timedelta(days=1))[0]) == ["Review"]


def test_a_calendar_is_fetched_where_it_was_asked_for(tmp_path: Path) -> None:
    """From its address; what fails says the host, never the address with its key."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/secret.ics" else 404)
            self.end_headers()
            self.wfile.write(ics("UID:n\nDTSTART:20260313T100000Z\nSUMMARY:Review"))

        def log_message(self, *_: object) -> None:
            """Silent."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    around = Machine(tmp_path).around
    good = CalendarObserver().open(CalendarSettings(urls=(f"{base}/secret.ics",)), around, nothing)
    bad = CalendarObserver().open(CalendarSettings(urls=(f"{base}/k3y.ics",)), around, nothing)
    try:
        assert told(look(good, None)[0]) == ["Review"]
        with pytest.raises(InvalidInput) as caught:
            look(bad, None)
        assert "k3y" not in str(caught.value)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    with pytest.raises(ValueError, match="no web address"):
        CalendarSettings(urls=("file:///etc/passwd",))


# --- mail --------------------------------------------------------------------------------------


def message(sender: str, body: str, *more: str) -> bytes:
    """A message."""
    lines = [f"From: {sender}", "To: Noor <noor@example.org>", *more]
    lines.append("Date: Mon, 3 Mar 2025 10:00:00 +0100")
    return ("\n".join([*lines, "", body]) + "\n").encode()


def test_an_mbox_tells_own_words_from_those_of_others(tmp_path: Path) -> None:
    """Own without quotations, others' as theirs, bulk and empty ones counted."""
    path = tmp_path / "archive.mbox"
    reply = "I will.\n\nOn Sun, 2 Mar 2025, Noor wrote:\n> Will you?\n\n-- \nRobin\n"
    letters = [
        message("Robin <robin@example.org>", reply, "Subject: Re: Plan", "Message-ID: <1@x>"),
        message("Noor <noor@example.org>", "From here?\n>From there.", "Delivered-To: other@x"),
        message("Shop <shop@example.org>", "Buy!", "Precedence: bulk"),
        message("Robin <robin@example.org>", "> only theirs\n"),
        message(
            "=?utf-8?b?SsO8cmdlbg==?= <j@example.org>", "Hi", "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?="
        ),
    ]
    path.write_bytes(b"".join(b"From x Mon\n" + one + b"\n" for one in letters))
    observations, drops = read(MboxImporter(), path, {"me": "Robin@example.org"})
    assert [(o.content, o.origin) for o in observations] == [
        ("Re: Plan\n\nI will.", "self-stated"),
        ("From here?\nFrom there.", "third-party content"),
        ("Grüße\n\nHi", "third-party content"),
    ]
    assert observations[0].context["people"] == ("Noor",)
    assert observations[2].context["people"] == ("Jürgen",)
    assert drops == {"bulk mail": 1, "quotation only": 1}


@pytest.mark.parametrize("trace", ["Received: from mx.example", "Delivered-To: robin@example.org"])
@pytest.mark.parametrize("options", [{}, {"me": "robin@example.org"}])
def test_anybody_can_write_any_sender(tmp_path: Path, trace: str, options: dict[str, str]) -> None:
    """What was delivered is others' words, whoever it says that it is from."""
    path = tmp_path / "inbox.mbox"
    forged = message("Robin <robin@example.org>", "I always pay Mallory.", trace)
    path.write_bytes(b"From x Mon\n" + forged)
    observations, _ = read(MboxImporter(), path, options)
    assert [each.origin for each in observations] == ["third-party content"]


@pytest.mark.parametrize(
    ("sender", "origin"),
    [
        ({}, "self-stated"),
        ({"from": ""}, "self-stated"),
        ({"From": "mallory@example.org"}, "third-party content"),
        ({"from": {"address": "mallory@example.org"}}, "third-party content"),
        ({"sender": [["Mallory"]]}, "third-party content"),
        ({"from": "Robin <Robin@example.org>"}, "self-stated"),
    ],
)
def test_json_mail_with_any_sender_but_the_person_is_others(
    tmp_path: Path, sender: dict[str, object], origin: str
) -> None:
    """In whatever shape the sender is told."""
    path = tmp_path / "mail.jsonl"
    path.write_text(json.dumps({"body": "I bank with Mallory Bank.", **sender}) + "\n")
    observations, _ = read(MboxImporter(), path, {"me": "robin@example.org"})
    assert [each.origin for each in observations] == [origin]


@pytest.mark.parametrize("bad", ["DTSTART:2026", "DTEND:tomorrow", "DURATION:zz"])
def test_an_event_with_a_broken_time_takes_no_other_with_it(tmp_path: Path, bad: str) -> None:
    """It is a counted drop."""
    start = "" if bad.startswith("DTSTART") else "DTSTART:20250303T090000Z\n"
    broken = f"BEGIN:VEVENT\nUID:1\nSUMMARY:Broken\n{start}{bad}\nEND:VEVENT\n"
    good = "BEGIN:VEVENT\nUID:2\nSUMMARY:Dentist\nDTSTART:20250303T090000Z\nEND:VEVENT\n"
    path = tmp_path / "a.ics"
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{broken}{good}END:VCALENDAR\n")
    observations, drops = read(CalendarImporter(), path)
    assert "Dentist" in [each.content for each in observations]
    assert len(observations) + sum(drops.values()) == 2


def test_json_without_events_is_no_calendar(tmp_path: Path) -> None:
    """Rather than nothing taken in and not a word."""
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a": 1}\n{"a": 2}\n')
    with pytest.raises(InvalidInput, match=r"rows\.jsonl has no events"):
        read(CalendarImporter(), path)


def test_a_folder_for_sent_mail_is_all_own(tmp_path: Path) -> None:
    """By its name; an attachment is not read, HTML is read as text."""
    folder = tmp_path / ".Sent"
    (folder / "cur").mkdir(parents=True)
    parts = (
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
        "<style>x</style><p>Dear <b>Noor</b>,</p><blockquote>old</blockquote><p>yes&amp;no</p>\n"
        "--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nsecret plan\n--b--\n"
    )
    head, _, body = parts.partition("\n\n")
    (folder / "cur/1.x:2,S").write_bytes(message("anybody@example.org", body, head))
    observations, _ = read(MaildirImporter(), folder)
    assert [(o.content, o.origin) for o in observations] == [
        ("Dear Noor,\n\nyes&no", "self-stated")
    ]


def test_rows_of_messages_are_own_where_no_sender_is_named(tmp_path: Path) -> None:
    """The commonest shape of a corpus of sent mail."""
    path = tmp_path / "mine.jsonl"
    rows: list[Mapping[str, object]] = [
        {"email": "Dear all,\nit is done.", "subject": "Done"},
        {"email": "Dear all,\nit is done.", "subject": "Done"},
        {"body": "Hello", "from": "Noor", "date": "2025-03-03T10:00:00Z"},
        {"subject": "nothing"},
        {"email": "  "},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    observations, drops = read(MboxImporter(), path)
    assert [o.origin for o in observations] == ["self-stated"] * 2 + ["third-party content"]
    assert len({o.external_id for o in observations}) == 3
    assert drops == {"malformed": 1, "empty": 1}


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Yes.\n\nAm 3. März 2025 um 10:00 schrieb Noor:\n> Kommst du?", "Yes."),
        ("Yes.\n\nOn Mon, 3 Mar 2025 at 10:00, Noor\n<noor@example.org> wrote:\n> Come?", "Yes."),
        ("Yes.\n-----Original Message-----\nFrom: Noor", "Yes."),
        ("Yes.\nFrom: Noor\nSent: Monday\nTo: me\n\nCome?", "Yes."),
        ("> Come?\nYes.\n> When?\nAt ten.", "Yes.\nAt ten."),
        ("From: here to there\nis far.", "From: here to there\nis far."),
    ],
)
def test_what_was_quoted_is_left_out(text: str, own: str) -> None:
    """As mail programs write it, in several languages."""
    assert own_words(text) == own


def test_markup_becomes_words() -> None:
    """Whatever is open or wrong in it."""
    assert html_text("<p>a<br>b<script>x</script></p><blockquote>q") == "a\nb\n\n> q"
    assert html_text("<![bogus[ <p>a") in {"a", "<![bogus[ <p>a", ""}


# --- chat exports ------------------------------------------------------------------------------


def node(
    name: str, parent: str | None, role: str, text: str, kind: str = "text"
) -> dict[str, object]:
    """A node of ChatGPT's tree."""
    content = {"content_type": kind, "parts": [text, {"asset": "x"}]}
    said = {"id": name, "author": {"role": role}, "create_time": 1.7e9, "content": content}
    return {"id": name, "parent": parent, "message": said, "children": []}


CHATGPT = [
    {
        "title": "Joins",
        "conversation_id": "c1",
        "create_time": 1.7e9,
        "current_node": "d",
        "mapping": {
            "root": {"id": "root", "parent": None, "message": None},
            "a": node("a", "root", "system", "Be brief"),
            "b": node("b", "a", "user", "Withdrawn"),
            "c": node("c", "a", "user", "How do I join?"),
            "e": node("e", "c", "assistant", "print()", "code"),
            "d": node("d", "e", "assistant", "Like so."),
        },
    },
    {"title": "broken"},
]
CLAUDE = [
    {
        "uuid": "k1",
        "name": "Tea",
        "created_at": "2025-03-03T10:00:00Z",
        "chat_messages": [
            {"uuid": "1", "sender": "human", "text": "I like tea", "created_at": "2025-03-03"},
            {"uuid": "2", "sender": "assistant", "content": [{"type": "text", "text": "Noted"}]},
            "nonsense",
        ],
    }
]


@pytest.mark.parametrize("packed", [False, True])
def test_exports_are_read_as_they_come(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
    """The branch that counts, whose words they are, in a ZIP or not; `chat` knows them too."""
    chatgpt, claude = tmp_path / "gpt", tmp_path / "claude"
    for path, rows in ((chatgpt, CHATGPT), (claude, CLAUDE)):
        if packed:
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("export/conversations.json", json.dumps(rows))
        else:
            path.write_text(json.dumps(rows))
    for importer in (ChatGptImporter(), ChatImporter()):
        observations, drops = read(importer, chatgpt)
        assert [(o.content, o.origin, o.position) for o in observations] == [
            ("How do I join?", "self-stated", 1),
            ("Like so.", "third-party content", 2),
        ]
        assert observations[0].context["title"] == "Joins"
        assert drops == {"system turn": 1, "other branch": 1, "machinery": 1, "malformed": 1}
    for other in (ClaudeImporter(), ChatImporter()):
        observations, drops = read(other, claude)
        assert [(o.content, o.origin) for o in observations] == [
            ("I like tea", "self-stated"),
            ("Noted", "third-party content"),
        ]
        assert drops == {"malformed": 1}


# --- terminals and notes -----------------------------------------------------------------------


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_cast_is_cut_at_pauses(tmp_path: Path, version: int) -> None:
    """Three versions of one recording; keystrokes are never read."""
    path = tmp_path / "demo.cast"
    times = [0.5, 1.0, 100.0]
    gaps = [0.5, 0.5, 99.0]
    texts = ["$ make\r\n", "10%\r100%\r\n", "\x1b[31mdone\x1b[0m\r\n"]
    if version == 1:
        path.write_text(json.dumps({"version": 1, "stdout": list(zip(gaps, texts, strict=True))}))
    else:
        clock = times if version == 2 else gaps
        rows: list[object] = [{"version": version, "timestamp": 1_740_000_000, "width": 80}]
        rows += [[at, "o", text] for at, text in zip(clock, texts, strict=True)]
        rows.insert(2, [clock[0] if version == 2 else 0, "i", "hunter2"])
        rows.append([200, "r", "80x24"])
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    observations, drops = read(TerminalImporter(), path)
    assert [o.content for o in observations] == ["$ make\n100%", "done"]
    assert {o.origin for o in observations} == {"third-party content"}
    assert drops["folded"] == 1
    assert drops["keystrokes"] == (version > 1)


def test_a_typescript_is_read(tmp_path: Path) -> None:
    """From its header's time, without its header."""
    path = tmp_path / "typescript"
    path.write_text('Script started on 2025-03-03 10:00:00+01:00 [TERM="x"]\n$ ls\r\na  b\r\n')
    observations, drops = read(TerminalImporter(), path)
    assert [o.content for o in observations] == ["$ ls\na  b"]
    assert str(observations[0].observed_at) == "2025-03-03 10:00:00+01:00"
    assert drops == {"header": 1, "folded": 1}
    assert shown("abcd\b\b\bx\n1\r2\r\n") == "ax\n2"


def test_a_folder_of_notes_is_read(tmp_path: Path) -> None:
    """Texts whole; secrets, builds and links not opened; what is no note is counted."""
    (tmp_path / "a.md").write_text("A thought")
    (tmp_path / "b.py").write_text("print()")
    (tmp_path / "c.txt").write_bytes(b"\0\1")
    (tmp_path / "d.txt").write_text("x" * 70_000)
    (tmp_path / "id_rsa.txt").write_text("no")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden/e.md").write_text("no")
    (tmp_path / "f.md").symlink_to("/etc/passwd")
    observations, drops = read(NotesImporter(), tmp_path)
    assert [o.content for o in observations] == ["A thought"]
    assert drops == {"no note": 1, "binary": 1, "too long": 1}
