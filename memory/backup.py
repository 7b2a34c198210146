"""Copies of the ledger: making one while it is written to, checking one, forgetting in all of ours.

A backup is one file, an encrypted database like the ledger itself, and beside it a manifest
``NAME.json`` with the file's size and SHA-256. It opens with the key of the ledger that it was made
of and with no other; ``with_key`` puts that key beside it as ``NAME.key``. Vectors are not in it:
they are made again. Nor are the databases beside the ledger, where graphs keep their place.

Backups in the ledger's own folder :data:`FOLDER`, and ledgers that a restore moved aside, are ours:
forgetting reaches them. A copy anywhere else is the person's, and stays as it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from memory import forgetting, swap
from memory.errors import InvalidInput, KeyUnavailable, StorageError, StorageFull, StoreDamaged
from memory.ledger import (
    LEDGER_FILE,
    Connection,
    Ledger,
    key_check,
    migrate,
    open_encrypted,
    problems_of,
    translated,
)
from memory.needles import Traces
from memory.schema import MIGRATIONS
from memory.scrubbing import scrub_sibling

#: In the ledger's directory; where backups go unless told otherwise.
FOLDER: Final = "backups"
SUFFIX: Final = ".backup"
_FORMAT: Final = "gumption backup 1"
_BLOCK: Final = 1 << 20
_REMEDY: Final = "nothing was changed; try another backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is written beside a backup.

    Attributes:
        format: Names this layout.
        made_at: ISO 8601.
        size: Of the backup, in bytes.
        sha256: Of the backup.
        schema: Version of the tables.
        key_check: Tells whether a key is the right one; of no use without it.
    """

    format: str
    made_at: str
    size: int
    sha256: str
    schema: int
    key_check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was just made.

    Attributes:
        path: The encrypted copy; its manifest is beside it.
        size: In bytes.
        made_at: When.
        key_path: The copy of the key, when it was asked for.
        ours: Whether it is in our own folder, where forgetting reaches it.
    """

    path: Path
    size: int
    made_at: datetime
    key_path: Path | None
    ours: bool

    @property
    def manifest_path(self) -> Path:
        """Where its manifest is."""
        return manifest_path(self.path)


def manifest_path(path: Path) -> Path:
    """Where a backup's manifest is."""
    return path.with_name(path.name + ".json")


def _draft_of(path: Path) -> Path:
    """Where a file is written before it takes its place."""
    return path.with_name(path.name + ".new")


def key_path(path: Path) -> Path:
    """Where a backup's key is, if it was put beside it."""
    return path.with_name(path.name + ".key")


def make(ledger: Ledger, to: Path | None, *, now: datetime, with_key: bool) -> Backup:
    """Copy a ledger as it is at this moment; readers and writers go on meanwhile.

    Args:
        ledger: Open.
        to: A file that does not exist yet, or a folder; our own folder when ``None``.
        now: For the name and the manifest.
        with_key: Also put the key beside it. Who has both can read everything.

    Raises:
        InvalidInput: The file exists.
        StorageFull: No space, or no right to write there. Nothing is left behind.
    """
    return _make(ledger.directory, ledger.key, to, now=now, with_key=with_key)


def before_upgrade(directory: Path, key: bytes | None, now: datetime) -> Backup:
    """Copy the ledger of a directory, as an earlier version left it, to our own folder.

    Raises:
        StorageFull: No space, or no right to write there. Nothing is left behind.
    """
    return _make(directory, key, None, now=now, with_key=False, name="gumption-before-upgrade")


def _make(
    directory: Path,
    key: bytes | None,
    to: Path | None,
    *,
    now: datetime,
    with_key: bool,
    name: str = "gumption",
) -> Backup:
    ours = directory / FOLDER
    with translated(to or ours):
        if to is None:
            ours.mkdir(mode=0o700, exist_ok=True)
        path = _free(ours if to is None else to, name, now)
        draft = _draft_of(path)
        beside = key_path(path) if with_key and key is not None else None
        try:
            schema = _copy(directory / LEDGER_FILE, key, draft)
            if beside is not None and key is not None:
                _write_privately(beside, f"file:{key.hex()}\n")
            _publish(draft, path, key, now, schema)
        except BaseException:
            for each in (draft, path, manifest_path(path), _draft_of(manifest_path(path)), beside):
                if each is not None:
                    each.unlink(missing_ok=True)
            raise
        return Backup(
            path=path,
            size=path.stat().st_size,
            made_at=now,
            key_path=beside,
            ours=path.parent == ours,
        )


def verified(path: Path) -> Manifest:
    """The manifest of a backup, which is whole.

    Raises:
        InvalidInput: There is no such file.
        StoreDamaged: It is not a backup, or not what it was when it was made.
    """
    if not path.is_file():
        raise InvalidInput(f"There is no backup at {path}", hint="give the file that backup made")
    with translated(path):
        manifest, fits = _manifest_of(path)
    if manifest is None:
        raise StoreDamaged(
            f"{path} has no readable manifest beside it",
            hint=f"it belongs at {manifest_path(path)}; {_REMEDY}",
        )
    if manifest.format != _FORMAT:
        raise StoreDamaged(f"{path} is of a format this version does not know", hint=_REMEDY)
    if manifest.schema > len(MIGRATIONS):
        raise StorageError(f"{path} was made by a newer Gumption", hint="upgrade Gumption")
    if not fits:
        raise StoreDamaged(f"{path} is damaged: its checksum is another", hint=_REMEDY)
    return manifest


@dataclass(frozen=True, slots=True)
class Concerned:
    """The names of copies of ours that a forgetting concerns.

    Attributes:
        rewritten: They had it, and keep all else.
        removed: Nobody can read them, so they go whole.
        left: They stay as they are, and may have it: a newer version made them, say.
    """

    rewritten: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def forget_in_copies(
    ledger: Ledger,
    request: forgetting.Request,
    wanted: forgetting.Plan,
    *,
    now: datetime,
    dry_run: bool,
) -> Concerned:
    """Forget the same in every copy that is ours; returns the names of those that it concerns.

    A copy that has it is rewritten without it. One that is damaged or of another key, so that
    nobody can say what is in it, is removed. One that is of no use only here, such as a newer
    version's, is left and named.
    """
    found = Concerned()

    def forget(db: Connection) -> bool:
        return _forget(db, request, wanted, now, dry_run=dry_run)

    for path in (ledger.directory / FOLDER).glob(f"*{SUFFIX}"):
        _settle(path)
    for draft in (ledger.directory / FOLDER).glob("*.new"):
        draft.unlink()  # of a backup that was interrupted
    for path in sorted((ledger.directory / FOLDER).glob(f"*{SUFFIX}")):
        with _or_removed(found, path, dry_run=dry_run):
            if _forget_in_backup(path, ledger.key, forget, dry_run=dry_run, now=now):
                found.rewritten.append(path.name)
    for folder in sorted((ledger.directory / swap.ASIDE_FOLDER).glob("*")):
        if not folder.is_dir():
            continue  # a key that gave none
        with _or_removed(found, folder, dry_run=dry_run):
            if _forget_aside(folder, ledger.key, forget, wanted.traces, dry_run=dry_run):
                found.rewritten.append(folder.name)
    return found


def _free(to: Path, name: str, now: datetime) -> Path:
    """The file to write to."""
    if to.is_dir():
        return swap.fresh_name(to, f"{name}-{swap.stamp(now)}", SUFFIX)
    if to.exists():
        raise InvalidInput(f"{to} exists, and nothing is overwritten", hint="give another name")
    if not to.parent.is_dir():
        raise InvalidInput(f"There is no folder {to.parent}", hint="make it first")
    return to


def _copy(path: Path, key: bytes | None, draft: Path) -> int:
    """Copy a ledger; returns the version of its tables."""
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with contextlib.closing(open_encrypted(path, key, read_only=True)) as source:
        target = open_encrypted(draft, key, journal="DELETE")
        with contextlib.closing(target):
            # In one step: a snapshot, however much is written meanwhile.
            source.backup(target)
            # The copy brought the ledger's mode with it, which would need files beside it.
            target.execute("PRAGMA journal_mode = DELETE").fetchall()
            return int(target.execute("PRAGMA user_version").fetchone()[0])


def _publish(draft: Path, path: Path, key: bytes | None, made_at: datetime, schema: int) -> None:
    """Move a finished copy into its place, with its manifest.

    Killed between the two moves, the copy is in its place and its manifest waits beside the former.
    """
    swap.synced(draft)
    manifest = Manifest(
        format=_FORMAT,
        made_at=made_at.isoformat(),
        size=draft.stat().st_size,
        sha256=_sha256(draft),
        schema=schema,
        key_check=key_check(key) if key is not None else "",
    )
    beside = manifest_path(path)
    fresh = _draft_of(beside)
    try:
        _write_privately(fresh, json.dumps(asdict(manifest), indent=2) + "\n")
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    draft.replace(path)
    fresh.replace(beside)


def _manifest_of(path: Path) -> tuple[Manifest | None, bool]:
    """The manifest of a backup, if there is one, and whether it fits it.

    Where the one in its place does not, the one that was about to take that place may.
    """
    beside = manifest_path(path)
    found = [each for at in (beside, _draft_of(beside)) if (each := _read(at)) is not None]
    seen = path.stat().st_size, _sha256(path)
    for each in found:
        if (each.size, each.sha256) == seen:
            return each, True
    return (found[0] if found else None), False


def _read(path: Path) -> Manifest | None:
    try:
        return Manifest(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _settle(path: Path) -> None:
    """End what :func:`_publish` began, if it was interrupted between its two moves."""
    fresh = _draft_of(manifest_path(path))
    there = _read(fresh)
    if there is not None and _manifest_of(path) == (there, True):
        fresh.replace(manifest_path(path))


def _write_privately(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, "utf-8")
    swap.synced(path)


def _sha256(path: Path) -> str:
    seen = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            seen.update(block)
    return seen.hexdigest()


def _forget(
    db: Connection,
    request: forgetting.Request,
    wanted: forgetting.Plan,
    now: datetime,
    *,
    dry_run: bool,
) -> bool:
    """Forget in one copy; whether there was anything to forget."""
    before = db.total_changes
    db.execute("BEGIN IMMEDIATE")
    here = forgetting.plan_in_copy(db, request, wanted)
    forgetting.carry_out(db, here, now, note=False)
    found = db.total_changes > before
    db.execute("ROLLBACK" if dry_run or not found else "COMMIT")
    return found


def _forget_in_backup(
    path: Path,
    key: bytes | None,
    forget: Callable[[Connection], bool],
    *,
    dry_run: bool,
    now: datetime,
) -> bool:
    # In a copy, so that a crash leaves a whole backup.
    draft = _draft_of(path)
    try:
        shutil.copyfile(path, draft)
        fits = _manifest_of(path)[1]
        with contextlib.closing(open_encrypted(draft, key, journal="DELETE")) as db:
            migrate(db, path)
            found = forget(db)
            # Killed as it was rewritten by an earlier version, a sound copy has another's manifest.
            amiss = not fits and not found and not problems_of(db, encrypted=key is not None)
            if found and not dry_run:
                db.execute("VACUUM")
        if (found or amiss) and not dry_run:
            _publish(draft, path, key, _made_at(path, now), len(MIGRATIONS))
    finally:
        draft.unlink(missing_ok=True)
    return found


def _made_at(path: Path, now: datetime) -> datetime:
    """When a backup was made, as far as its manifest can be read."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        return datetime.fromisoformat(json.loads(manifest_path(path).read_text("utf-8"))["made_at"])
    return now


def _forget_aside(
    folder: Path,
    key: bytes | None,
    forget: Callable[[Connection], bool],
    traces: Traces,
    *,
    dry_run: bool,
) -> bool:
    with contextlib.closing(open_encrypted(folder / LEDGER_FILE, key)) as db:
        migrate(db, folder / LEDGER_FILE)
        found = forget(db)
        if not dry_run:
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    if not dry_run:
        for path in sorted(folder.glob("*.db")):
            if path.name != LEDGER_FILE:
                sibling = open_encrypted(path, key)
                sibling.row_factory = None
                with contextlib.closing(sibling):
                    scrub_sibling(sibling, traces)
    return found


@contextlib.contextmanager
def _or_removed(found: Concerned, path: Path, *, dry_run: bool) -> Iterator[None]:
    """Remove a copy that turns out to be unreadable, and name one that cannot be used otherwise."""
    try:
        with translated(path):
            yield
    except StorageFull:
        raise
    except (StoreDamaged, KeyUnavailable):
        found.removed.append(path.name)
        if dry_run:
            return
        with translated(path):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                for each in (path, manifest_path(path), key_path(path)):
                    each.unlink(missing_ok=True)
    except StorageError:
        found.left.append(path.name)
