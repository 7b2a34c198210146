"""Moving a ledger aside, and another into its place, so that a crash leaves one or the other.

Nothing is ever overwritten: the files of the present ledger move into a dated folder. A note says
what is under way before the first file moves; whoever opens the directory next ends what was begun.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from memory.keys import KEY_FILE

#: Beside the ledger: what was moved aside, by date.
ASIDE_FOLDER: Final = "aside"
#: The ledger that is to take the place of the present one, complete and checked.
DRAFT_FILE: Final = "ledger.db.restoring"
_LEDGER_FILE: Final = "ledger.db"
_CHECK_FILE: Final = "ledger.check"
_NOTE: Final = "restoring.json"
#: Vectors are made again from the ledger, and those of another ledger are of no use.
_INDEX_FOLDER: Final = "index"


def stamp(now: datetime) -> str:
    """A time as it is used in names: UTC, sortable, without colons."""
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def fresh_name(folder: Path, name: str, suffix: str = "") -> Path:
    """A path in a folder that is not taken yet: the name, or the name with a number."""
    path, number = folder / f"{name}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}{suffix}"
    return path


def aside(directory: Path, now: datetime, *, draft: bool) -> Path:
    """Move the ledger of a directory aside and, if told to, :data:`DRAFT_FILE` into its place.

    Returns the folder that has the old files. The caller holds the directory's lock.
    """
    folder = fresh_name(directory / ASIDE_FOLDER, stamp(now))
    note = directory / _NOTE
    fresh = note.with_suffix(".new")
    fresh.write_text(json.dumps({"aside": folder.name, "draft": draft}), "utf-8")
    synced(fresh)
    fresh.replace(note)
    finish(directory)
    return folder


def finish(directory: Path) -> None:
    """End what :func:`aside` began, if it was interrupted. The caller holds the lock.

    A draft that no note speaks of is of a restore that was killed as it copied, and goes.
    """
    note = directory / _NOTE
    if not note.exists():
        drop_draft(directory)
        return
    wanted = json.loads(note.read_text("utf-8"))
    folder = directory / ASIDE_FOLDER / str(wanted["aside"])
    draft = directory / DRAFT_FILE
    # With the draft in its place already, what is there is the new ledger.
    if draft.exists() or not wanted["draft"]:
        for made in (folder.parent, folder):  # mkdir gives the mode to the last folder alone
            made.mkdir(mode=0o700, exist_ok=True)
        key = directory / KEY_FILE
        if key.exists() and not (folder / KEY_FILE).exists():
            shutil.copy2(key, folder / KEY_FILE)
        shutil.rmtree(directory / _INDEX_FOLDER, ignore_errors=True)
        for path in files_of(directory):
            path.replace(folder / path.name)
    if draft.exists() and wanted["draft"]:
        draft.replace(directory / _LEDGER_FILE)
    drop_draft(directory)
    note.unlink()


def drop_draft(directory: Path) -> None:
    """Remove :data:`DRAFT_FILE` and the journal that SQLite would play back into the next one."""
    for name in (DRAFT_FILE, f"{DRAFT_FILE}-journal"):
        (directory / name).unlink(missing_ok=True)


def files_of(directory: Path) -> Iterator[Path]:
    """The files of the ledger in a directory and of the databases beside it, their logs included.

    The key is not one of them.
    """
    for pattern in ("*.db", "*.db-wal", "*.db-shm", "*.db-journal", _CHECK_FILE):
        yield from sorted(directory.glob(pattern))


def synced(path: Path) -> None:
    """Have the operating system write a file to the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
