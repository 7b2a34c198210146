"""The models on this machine: where they are, what came with them, and who is fetching one.

A file is kept as ``OWNER/NAME/FILE`` under one folder. Beside it lies a small JSON file with its
source, revision and SHA-256; a file without one is the person's own and only looked at. While it is
fetched it ends in ``.part``, with what is known of it beside it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.models.catalogue import Entry, catalogue
from memory.errors import InvalidInput, StorageFull

_PART: Final = ".part"
_NOTE: Final = ".json"
_LOCK: Final = ".lock"
_FAR: Final = 4096
Note = TypeVar("Note", bound=BaseModel)


class Sidecar(BaseModel):
    """Where a file came from, and what it has to be."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    repository: str
    revision: str
    file: str
    size: int
    sha256: str
    fetched_at: datetime


class Unfinished(BaseModel):
    """What is being fetched: only a file that is to become the same is gone on with."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    revision: str
    size: int
    sha256: str
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class Installed:
    """A model file that is here, whole."""

    path: Path
    size: int
    sidecar: Sidecar | None

    @property
    def entry(self) -> Entry | None:
        """The catalogue's entry that this is the main file of."""
        if self.sidecar is None:
            return None
        source = (self.sidecar.repository, self.sidecar.file)
        return next((one for one in catalogue() if (one.repository, one.file) == source), None)

    @property
    def name(self) -> str:
        """What to call it on the command line."""
        if self.entry is not None:
            return self.entry.name
        if self.sidecar is not None:
            return f"{self.sidecar.repository}:{self.sidecar.file}"
        return str(self.path)


class Store:
    """The folder of the models.

    Args:
        folder: Made when the first model arrives.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, repository: str, file: str) -> Path:
        """Where a file of a repository belongs.

        Raises:
            InvalidInput: the names would lead out of the folder.
        """
        parts = [*repository.split("/"), *file.split("/")]
        if any(part in {"", ".", ".."} or "\\" in part or ":" in part for part in parts):
            raise InvalidInput(f"{repository}:{file} is no name of a file in a repository")
        return self.folder.joinpath(*parts)

    def installed(self) -> list[Installed]:
        """Every whole file, by path."""
        return [self.at(path) for path in sorted(self.folder.rglob("*.gguf")) if path.is_file()]

    def unfinished(self) -> list[Path]:
        """Files that are being fetched, or whose fetching broke off."""
        return sorted(self.folder.rglob(f"*.gguf{_PART}"))

    def at(self, path: Path) -> Installed:
        """One file, with what is known of it."""
        return Installed(path, path.stat().st_size, read_note(path, Sidecar))

    def remove(self, path: Path) -> int:
        """Delete a file and what belongs to it; returns the bytes freed."""
        freed = 0
        for one in (path, part_of(path), note_of(path), note_of(part_of(path)), _lock_of(path)):
            with contextlib.suppress(FileNotFoundError):
                freed += one.stat().st_size
                one.unlink()
        for folder in path.parents:
            if folder == self.folder or self.folder not in folder.parents:
                break
            with contextlib.suppress(OSError):  # not empty: other files of the repository
                folder.rmdir()
        return freed

    def prepare(self, path: Path) -> None:
        """Make the folder of a file.

        Raises:
            StorageFull: it cannot be made.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageFull(
                f"Cannot make the folder {path.parent}: {error.strerror}",
                hint="free some space or fix the rights",
            ) from error


def projector_beside(path: Path) -> Path | None:
    """The file that lets a model see: pulled with it, or put beside it, with mmproj in its name.

    Only where there is one: which of several belongs to the model, nobody can tell by the names.
    """
    found = sorted(one for one in path.parent.glob("*.gguf") if "mmproj" in one.name.lower())
    return found[0] if len(found) == 1 and found[0] != path else None


def part_of(path: Path) -> Path:
    """Where a file is while it is fetched."""
    return path.with_name(path.name + _PART)


def note_of(path: Path) -> Path:
    """Where what is known of a file is."""
    return path.with_name(path.name + _NOTE)


def read_note(path: Path, kind: type[Note]) -> Note | None:
    """What is known of a file; ``None`` where there is nothing, or nothing readable."""
    try:
        return kind.model_validate_json(note_of(path).read_bytes())
    except (OSError, ValidationError):
        return None


def write_note(path: Path, note: BaseModel) -> None:
    """Write down what is known of a file, whole or not at all."""
    target = note_of(path)
    fresh = target.with_name(f".{target.name}.new")
    fresh.write_text(note.model_dump_json(indent=2) + "\n", "utf-8")
    fresh.replace(target)


@contextlib.contextmanager
def fetching(path: Path) -> Iterator[str | None]:
    """Be the only one who fetches a file; yields who else does, and then nothing is held."""
    descriptor = os.open(_lock_of(path), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(descriptor)
        except OSError:
            said = os.read(descriptor, 32).decode("ascii", errors="replace").strip()
            yield f"process {said}" if said.isdecimal() else "another process"
            return
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield None
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _lock_of(path: Path) -> Path:
    return path.with_name(f".{path.name}{_LOCK}")


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        # Windows locks ranges of bytes and then refuses to read them; this one is past the text.
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
