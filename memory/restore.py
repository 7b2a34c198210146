"""Putting a backup in the place of the ledger, or moving a damaged one out of the way.

Both need the directory to themselves, and both move the present ledger into a dated folder first.
What is restored is checked page by page before anything is touched.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from memory import swap
from memory.backup import key_path, verified
from memory.errors import InvalidInput, KeyUnavailable, StoreDamaged
from memory.keys import KEY_BYTES, KEY_FILE, KeyStore, SystemKeys
from memory.ledger import (
    LEDGER_FILE,
    REINDEX,
    Connection,
    Ledger,
    key_check,
    migrate,
    open_encrypted,
    problems_of,
    translated,
)
from memory.lock import HomeLock


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did.

    Attributes:
        made_at: When the backup was made (ISO 8601).
        observations: How many the ledger has now.
        propositions: Likewise.
        aside: Folder that the ledger which was there before is in; ``None`` when there was none.
    """

    made_at: str
    observations: int
    propositions: int
    aside: Path | None


def restore(
    directory: Path, backup: Path, *, now: datetime, keys: KeyStore | None = None
) -> Restored:
    """Put a backup in the place of a directory's ledger. The ledger that is there moves aside.

    The restored ledger is encrypted with the directory's own key, which is made where there is
    none. The backup's key is the directory's, or the one beside the backup.

    Raises:
        InvalidInput: There is no such backup.
        StoreLocked: A process has the ledger open.
        StoreDamaged: The backup is not whole. Nothing was changed.
        KeyUnavailable: The backup was made with a key that is not there. Nothing was changed.
        StorageFull: No space, or no right to write there. Nothing was changed.
    """
    keys = keys or SystemKeys()
    manifest = verified(backup)
    with _alone(directory):
        own = _own_key(directory, keys)
        theirs = next(
            (key for key in (own, _beside(backup)) if key and key_check(key) == manifest.key_check),
            None,
        )
        if theirs is None:
            raise KeyUnavailable(
                f"{backup} was made with another key, which is not here",
                hint=f"put its key at {key_path(backup)}, where `gumption backup --with-key` does;"
                " nothing was changed",
            )
        if own is None:
            _move_key_aside(directory, now)
            own = keys.create(directory)
        draft = directory / swap.DRAFT_FILE
        try:
            observations, propositions = _copy(backup, theirs, draft, own)
        except BaseException:
            swap.drop_draft(directory)
            raise
        there = (directory / LEDGER_FILE).exists()
        folder = swap.aside(directory, now, draft=True)
    return Restored(
        made_at=manifest.made_at,
        observations=observations,
        propositions=propositions,
        aside=folder if there else None,
    )


def quarantine(directory: Path, *, now: datetime, keys: KeyStore | None = None) -> Path:
    """Move a ledger that does not open aside, so that a new one can begin; returns where it is.

    Raises:
        InvalidInput: There is none, or it opens well and has no problem.
        StoreLocked: A process has it open.
    """
    if not any(swap.files_of(directory)):
        raise InvalidInput(f"There is no ledger in {directory}", hint="there is nothing to move")
    if _sound(directory, keys):
        raise InvalidInput(
            f"The ledger in {directory} is sound, and was left where it is",
            hint="gumption forget removes what it holds",
        )
    with _alone(directory):
        if _own_key(directory, keys or SystemKeys()) is None:
            _move_key_aside(directory, now)
        return swap.aside(directory, now, draft=False)


def _sound(directory: Path, keys: KeyStore | None) -> bool:
    """Whether a ledger opens and has no problem.

    Damage may let it open and show only when every page is read.
    """
    try:
        with contextlib.closing(Ledger.open(directory, keys)) as ledger:
            return not ledger.check()
    except (StoreDamaged, KeyUnavailable):
        return False


@contextlib.contextmanager
def _alone(directory: Path) -> Iterator[None]:
    with translated(directory):
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = HomeLock(directory)
        try:
            swap.finish(directory)
            yield
        finally:
            lock.release()


def _own_key(directory: Path, keys: KeyStore) -> bytes | None:
    try:
        return keys.load(directory)
    except KeyUnavailable:
        return None


def _beside(backup: Path) -> bytes | None:
    """The key beside a backup."""
    try:
        text = key_path(backup).read_text("ascii").strip()
        key = bytes.fromhex(text.removeprefix("file:"))
    except (OSError, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def _move_key_aside(directory: Path, now: datetime) -> None:
    """Keep a key file that gives no key: it may be of use on another day."""
    path = directory / KEY_FILE
    if path.exists():
        folder = directory / swap.ASIDE_FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        path.replace(swap.fresh_name(folder, f"key-{swap.stamp(now)}"))


def _copy(backup: Path, theirs: bytes, draft: Path, own: bytes) -> tuple[int, int]:
    """Copy a backup under another key and check every page; returns what it holds."""
    draft.unlink(missing_ok=True)
    with contextlib.closing(open_encrypted(backup, theirs, journal=None, read_only=True)) as source:
        problems = problems_of(source, encrypted=True)
        if problems:
            raise StoreDamaged(
                f"{backup} is damaged: {problems[0]}",
                hint="nothing was changed; try another backup",
            )
        draft.touch(mode=0o600)
        with contextlib.closing(open_encrypted(draft, own, journal="DELETE")) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE").fetchall()
            migrate(target, draft)
            # The index may be a server's, where nothing tells that its ledger is another now.
            target.execute("INSERT OR REPLACE INTO meta VALUES (?, 'restored')", (REINDEX,))
            held = _count(target, "observations"), _count(target, "propositions")
    swap.synced(draft)
    return held


def _count(db: Connection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
