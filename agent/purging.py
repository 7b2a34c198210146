"""Removing everything at once: what is known, its key, the logs, the configuration.

The key goes first: from then on no copy of the encrypted ledger can be read, wherever a disk may
keep old blocks. The rest is overwritten once before it is removed, which reaches the vectors on
disks that write in place; flash and copy-on-write file systems may keep older blocks of those, and
backups that were written elsewhere are the person's to remove.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from agent.home import Home
from memory.errors import StorageFull
from memory.keys import SystemKeys
from memory.lock import HomeLock

_CHUNK = 1 << 20


@dataclass(slots=True)
class Purged:
    """What went, or would go.

    Attributes:
        files: How many.
        bytes: Their size.
        folders: The top folders and files that hold them.
        key_elsewhere: Whether a key in the system's keyring goes too.
    """

    files: int = 0
    bytes: int = 0
    folders: list[Path] = field(default_factory=list)
    key_elsewhere: bool = False


def purge(
    home: Home, *, keep_models: bool = False, dry_run: bool = False, keys: SystemKeys | None = None
) -> Purged:
    """Remove all that Gumption keeps in a home. Its daemon must not be running.

    Args:
        home: Whose; what else lies in its root stays.
        keep_models: Leave downloaded and converted models where they are.
        dry_run: Only say what would go.
        keys: Where the ledger's key is.

    Raises:
        StoreLocked: A process has the ledger open. Nothing was removed.
        StorageFull: Something cannot be removed; what went before is gone.
    """
    keys = keys or SystemKeys()
    places = [place for place in _places(home, keep_models=keep_models) if place.exists()]
    done = Purged(folders=places, key_elsewhere=keys.is_elsewhere(home.ledger))
    kept = {home.data / "models", home.cache} if keep_models else set()
    found = [path for place in places for path in _files(place, kept)]
    for path in found:
        done.files += 1
        with contextlib.suppress(OSError):
            done.bytes += path.lstat().st_size
    if dry_run:
        return done
    lock = HomeLock(home.ledger) if home.ledger.exists() else None
    try:
        keys.forget(home.ledger)
        for path in found:
            _remove(path)
    finally:
        if lock is not None:
            lock.release()
    for place in places:
        _prune(place)
    with contextlib.suppress(OSError):  # somebody else's things are in it
        home.root.rmdir()
    return done


def _places(home: Home, *, keep_models: bool) -> Sequence[Path]:
    """What belongs to a home, its parts before what they lie in."""
    parts = [home.data, home.state, home.runtime, home.socket_path.parent, home.config_path]
    return [*dict.fromkeys(parts if keep_models else [*parts, home.cache])]


def _files(place: Path, kept: set[Path]) -> Iterator[Path]:
    """Every file below (links as themselves), without those below a kept folder."""
    if place.is_symlink() or not place.is_dir():
        yield place
        return
    for folder, below, names in os.walk(place):
        here = Path(folder)
        below[:] = [name for name in below if here / name not in kept]
        for name in [*names, *(each for each in below if (here / each).is_symlink())]:
            yield here / name


def _remove(path: Path) -> None:
    """Overwrite a file once, and remove it."""
    try:
        if path.is_file() and not path.is_symlink() and path.stat().st_nlink == 1:
            with path.open("r+b") as file:
                left = path.stat().st_size
                while left > 0:
                    left -= file.write(bytes(min(_CHUNK, left)))
                file.flush()
                os.fsync(file.fileno())
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageFull(
            f"Cannot remove {path}: {error.strerror}",
            hint="fix its rights and run gumption purge again",
        ) from error


def _prune(place: Path) -> None:
    """Remove the folders that are empty now, the deepest first."""
    if place.is_symlink() or not place.is_dir():
        return
    for folder, _, _ in os.walk(place, topdown=False):
        with contextlib.suppress(OSError):  # something was kept below it
            Path(folder).rmdir()
