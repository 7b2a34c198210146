"""Write ``week.jsonl`` from the words and events of the invented week.

Run as ``python -m agent.sample.write``; the result is the same every time.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha1

from agent.sample import WEEK, WEEK_START
from agent.sample.days import COMMITS, FOCUS, MEETINGS, STRETCHES, VISITS
from agent.sample.story import NOTES, TALKS

Row = dict[str, object]
_SEED = 1729
_TURN = timedelta(seconds=90)


def week() -> list[Row]:
    """All rows in the order in which they were observed."""
    chance = random.Random(_SEED)  # noqa: S311 - irregular gaps, the same in every run
    rows = [*_notes(), *_talks(), *_commits(), *_meetings(), *_visits()]
    rows += [*_commands(chance), *_windows(chance)]
    # Sorting is stable: what happened in the same second stays in the order it was written down.
    rows.sort(key=lambda row: str(row["observed_at"]))
    return [*rows[:40], *_junk(), *rows[40:]]


def lines() -> str:
    """The rows as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in week())


def main() -> None:
    """Write the file beside this module."""
    WEEK.write_text(lines(), encoding="utf-8", newline="\n")


def _at(day: int, time: str) -> datetime:
    hours, minutes = time.split(":")
    return WEEK_START + timedelta(days=day, hours=int(hours), minutes=int(minutes))


def _row(source: str, at: datetime, content: str, context: Row, **more: object) -> Row:
    row: Row = {"source": source, "observed_at": at.isoformat(), "content": content}
    return row | {"kind": "event", "context": context, "origin": "own action"} | more


def _notes() -> Iterator[Row]:
    for number, note in enumerate(NOTES):
        yield _row(
            "note",
            _at(note.day, note.time),
            note.text,
            {"path": note.path},
            kind="text",
            origin="self-stated",
            external_id=f"note-{number}",
        )


def _talks() -> Iterator[Row]:
    for talk in TALKS:
        for position, (role, text) in enumerate(talk.turns):
            mine = role == "user"
            yield _row(
                "chat",
                _at(talk.day, talk.time) + position * _TURN,
                text,
                {"role": role, "speaker": "Robin" if mine else "assistant"},
                kind="text",
                origin="self-stated" if mine else "third-party content",
                thread=talk.name,
                position=position,
                external_id=f"{talk.name}-{position}",
            )


def _commits() -> Iterator[Row]:
    for done in COMMITS:
        text = f"{done.subject}\n\n{done.body}" if done.body else done.subject
        digest = sha1(f"{done.day} {done.time} {text}".encode(), usedforsecurity=False).hexdigest()
        context: Row = {
            "repo": done.repo,
            "branch": "main",
            "author": "Robin Askel",
            "hash": digest,
            "files": list(done.files),
            "insertions": done.insertions,
            "deletions": done.deletions,
        }
        yield _row("git", _at(done.day, done.time), text, context, external_id=digest)


def _meetings() -> Iterator[Row]:
    for meeting in MEETINGS:
        for day in meeting.days:
            start, end = _at(day, meeting.start), _at(day, meeting.end)
            context: Row = {
                "title": meeting.title,
                "start": start.isoformat(),
                "end": end.isoformat(),
                "people": list(meeting.people),
            }
            if meeting.location:
                context["location"] = meeting.location
            identity = f"{meeting.title}-{day}"
            yield _row("calendar", start, meeting.title, context, external_id=identity)


def _visits() -> Iterator[Row]:
    for number, visit in enumerate(VISITS):
        context: Row = {"app": "Browser", "title": visit.title, "url": visit.url}
        if visit.private:
            context["private"] = True
        at = _at(visit.day, visit.time)
        yield _row("browser", at, visit.title, context, external_id=f"visit-{number}")


def _commands(chance: random.Random) -> Iterator[Row]:
    number = 0
    for stretch in STRETCHES:
        at = _at(stretch.day, stretch.time)
        for command in stretch.commands:
            took = chance.randint(20, 70) if "pytest" in command else chance.randint(0, 6)
            context: Row = {"shell": "zsh", "cwd": stretch.cwd, "exit": 0, "duration_s": took}
            yield _row("shell", at, command, context, external_id=f"command-{number}")
            at += timedelta(seconds=took + chance.randint(8, 80))
            number += 1


def _windows(chance: random.Random) -> Iterator[Row]:
    number = 0
    for focus in FOCUS:
        at = _at(focus.day, focus.time)
        for app, title, minutes in focus.windows:
            seconds = minutes * 60 + chance.randint(-40, 40)
            context: Row = {"app": app, "title": title, "duration_s": seconds}
            yield _row("window", at, f"{app}: {title}", context, external_id=f"window-{number}")
            at += timedelta(seconds=seconds + chance.randint(1, 20))
            number += 1


def _junk() -> Iterator[Row]:
    """What every real stream has in it, too: each of these is a counted drop."""
    at = _at(0, "11:00")
    yield _row("clipboard", at, "", {})
    yield _row("clipboard", at, " \n\t ", {})
    yield _row("clipboard", at, "\x00\x01\x02PNG\x00\x00", {})
    yield _row("note", _at(0, "11:05").replace(year=2031), "Buy milk.", {"path": "future.md"})
    yield {"source": "note", "observed_at": at.isoformat(), "content": 17}


if __name__ == "__main__":
    main()
