"""Fetching a model: look it up, see whether it fits the disk, go on where it stopped, prove it.

A file is written beside its place and moves there when its size, its SHA-256 and its header are
right. Killed at any moment, what arrived is kept and the next pull goes on from it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast

from agent.llama.gguf_reader import read_header
from agent.models import store as places
from agent.models.catalogue import Entry
from agent.models.fitting import gigabytes
from agent.models.hub import ConnectionBroken, Hub, HubFile, Repository
from agent.models.store import Installed, Sidecar, Store, Unfinished
from agent.models.wanted import Wanted, chosen_files
from memory.errors import ModelUnavailable, StorageFull

#: Left on the disk for everybody else.
RESERVE: Final = 512 * 2**20
_CHUNK: Final = 2**20
_PARTIAL: Final = 206
_PAST_END: Final = 416
#: Cut off again and again without a byte in between: no use to go on.
_CUTS: Final = 3
#: Seconds between two looks at whether another pull of the same file has ended.
_PATIENCE: Final = 1.0


class Watcher(Protocol):
    """Who is told how it goes."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Bytes of a file, fetched or checked."""

    def say(self, text: str) -> None:
        """A sentence worth telling at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Puller:
    """Fetches files of one hub into one store.

    Attributes:
        hub: Where from.
        store: Where to.
        watcher: Told how it goes.
        now: The time, for the sidecar.
        sleep: Waits some seconds for another pull.
        free: Bytes free on the disk of a folder.
    """

    hub: Hub
    store: Store
    watcher: Watcher
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    free: Callable[[Path], int]

    def pull(self, wanted: Entry | Wanted) -> list[Installed]:
        """Fetch what is not here yet; the model's own file (or its first part) is the first.

        Raises:
            NotFound: the repository, or the file in it, does not exist.
            NotPermitted: it is gated.
            StorageFull: the disk is too small, said before anything is fetched.
            ModelUnavailable: the hub fails, or what arrived is not what it announced.
        """
        self.watcher.say(f"asking {self.hub.endpoint} about {wanted.repository}")
        repository = self.hub.repository(wanted.repository)
        files = chosen_files(repository, wanted)
        for file in files:
            if file.sha256 is None:
                raise ModelUnavailable(
                    f"The hub names no SHA-256 for {file.path}, so it could not be verified",
                    hint="choose another file or repository",
                )
        self._check_disk(repository, files)
        return [self._fetch(repository, file) for file in files]

    def _check_disk(self, repository: Repository, files: Sequence[HubFile]) -> None:
        missing = sum(self._missing(repository, file) for file in files)
        folder = next(
            one for one in (self.store.folder, *self.store.folder.parents) if one.exists()
        )
        free = self.free(folder)
        if missing and free < missing + RESERVE:
            short = missing + RESERVE - free
            raise StorageFull(
                f"{gigabytes(missing)} are to be fetched and {gigabytes(free)} are free under"
                f" {folder}: {gigabytes(short)} too little",
                hint="free some space (gumption model rm NAME), or choose a smaller model",
            )

    def _missing(self, repository: Repository, file: HubFile) -> int:
        path = self.store.path(repository.id, file.path)
        if path.exists() and path.stat().st_size == file.size:
            return 0
        return file.size - self._resumable(path, file)

    def _resumable(self, path: Path, file: HubFile) -> int:
        """Bytes that are here of this very file."""
        known = places.read_note(places.part_of(path), Unfinished)
        if known is None or (known.sha256, known.size) != (file.sha256, file.size):
            return 0
        try:
            return min(places.part_of(path).stat().st_size, file.size)
        except FileNotFoundError:
            return 0

    def _fetch(self, repository: Repository, file: HubFile) -> Installed:
        path = self.store.path(repository.id, file.path)
        self.store.prepare(path)
        told = False
        while True:
            with places.fetching(path) as other:
                if other is None:
                    return self._fetch_alone(repository, file, path)
            if not told:
                self.watcher.say(f"{other} is fetching {file.path}; waiting for it")
                told = True
            self.sleep(_PATIENCE)

    def _fetch_alone(self, repository: Repository, file: HubFile, path: Path) -> Installed:
        sha256 = file.sha256 or ""
        sidecar = Sidecar(
            repository=repository.id,
            revision=repository.revision,
            file=file.path,
            size=file.size,
            sha256=sha256,
            fetched_at=self.now(),
        )
        if path.exists() and path.stat().st_size == file.size:
            known = places.read_note(path, Sidecar)
            if known is not None and known.sha256 == sha256:
                self.watcher.say(f"{file.path} is already here")
                return Installed(path, file.size, known)
            # Moved into place, and killed before it was written down; or put there by hand.
            if hash_file(path, self.watcher) == sha256:
                places.write_note(path, sidecar)
                return Installed(path, file.size, sidecar)
        self._receive(repository, file, path)
        part = places.part_of(path)
        read_header(part)
        part.replace(path)
        places.write_note(path, sidecar)
        places.note_of(part).unlink(missing_ok=True)
        return Installed(path, file.size, sidecar)

    def _receive(self, repository: Repository, file: HubFile, path: Path) -> None:
        """Bring the part to its full size and prove it.

        Raises:
            ModelUnavailable: cut off for good, or not the announced bytes.
        """
        part, cuts, sum_ = places.part_of(path), 0, _Sum()
        before = self._resumable(path, file)
        if not before:
            part.unlink(missing_ok=True)
            self._remember(repository, file, path, etag=None)
        else:
            self.watcher.say(f"going on after {gigabytes(before)} of {gigabytes(file.size)}")
            sum_.add_file(part, f"checking {path.name}", self.watcher)
        while (here := part.stat().st_size if part.exists() else 0) < file.size:
            try:
                self._stream(repository, file, path, offset=here, sum_=sum_)
            except ConnectionBroken:
                grown = part.exists() and part.stat().st_size > here
                cuts = 0 if grown else cuts + 1
                if not grown or cuts >= _CUTS:
                    raise
                self.watcher.say("cut off; going on")
        found = sum_.digest.hexdigest()
        if part.stat().st_size != file.size or found != file.sha256:
            part.unlink()
            places.note_of(part).unlink(missing_ok=True)
            raise ModelUnavailable(
                f"What arrived is not the {file.path} that the hub announced (SHA-256"
                f" {found[:12]}…, expected {(file.sha256 or '')[:12]}…)",
                hint="it was removed; try again, and if it happens again distrust the hub or proxy",
            )

    def _stream(
        self, repository: Repository, file: HubFile, path: Path, *, offset: int, sum_: _Sum
    ) -> None:
        """Append what comes, from the start where the hub begins anew."""
        part = places.part_of(path)
        known = places.read_note(part, Unfinished)
        etag = known.etag if known else None
        with self.hub.content(repository, file, offset=offset, etag=etag) as response:
            goes_on = response.status_code == _PARTIAL and response.headers.get(
                "Content-Range", ""
            ).startswith(f"bytes {offset}-")
            if response.status_code == _PAST_END:
                part.unlink(missing_ok=True)
                sum_.digest = hashlib.sha256()
                return
            done = offset if goes_on else 0
            if not goes_on:
                sum_.digest = hashlib.sha256()
                self._remember(repository, file, path, etag=response.headers.get("ETag"))
            with _opened(part, "ab" if goes_on else "wb") as out:
                # As it comes: gathered into larger pieces, a cut would lose what is gathered.
                for chunk in response.iter_raw():
                    done += len(chunk)
                    if done > file.size:
                        break
                    _write(out, chunk, part)
                    sum_.digest.update(chunk)
                    self.watcher.progress(path.name, done, file.size)
                os.fsync(out.fileno())
        if done > file.size:
            part.unlink()
            raise ModelUnavailable(
                f"More bytes come for {file.path} than the hub announced",
                hint="try again later; the file may just be changing",
            )
        if done < file.size:
            raise ConnectionBroken(
                f"The hub ended {file.path} after {gigabytes(done)} of {gigabytes(file.size)}",
                hint="the same command goes on where it stopped",
            )

    def _remember(
        self, repository: Repository, file: HubFile, path: Path, *, etag: str | None
    ) -> None:
        places.write_note(
            places.part_of(path),
            Unfinished(
                revision=repository.revision,
                size=file.size,
                sha256=file.sha256 or "",
                # A weak validator does not promise the same bytes (RFC 9110, 13.1.5).
                etag=None if etag is None or etag.startswith("W/") else etag,
            ),
        )


class _Sum:
    """The SHA-256 of a part as it grows."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()

    def add_file(self, path: Path, stage: str, watcher: Watcher) -> None:
        """What is there already."""
        done, total = 0, path.stat().st_size
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                self.digest.update(chunk)
                done += len(chunk)
                watcher.progress(stage, done, total)


def hash_file(path: Path, watcher: Watcher) -> str:
    """SHA-256 of a file as 64 hexadecimal digits; the watcher is told how far it is."""
    sum_ = _Sum()
    sum_.add_file(path, f"checking {path.name}", watcher)
    return sum_.digest.hexdigest()


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _opened(part: Path, mode: str) -> BinaryIO:
    try:
        return cast("BinaryIO", part.open(mode))
    except OSError as error:
        raise StorageFull(
            f"Cannot write {part}: {error.strerror}", hint="free some space or fix the rights"
        ) from error


def _write(out: BinaryIO, chunk: bytes, part: Path) -> None:
    try:
        out.write(chunk)
        out.flush()  # killed now, all of it is kept
    except OSError as error:
        raise StorageFull(
            f"Cannot write {part}: {error.strerror}",
            hint="free some space; the same command goes on where it stopped",
        ) from error
