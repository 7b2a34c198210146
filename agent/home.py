"""Where Gumption keeps things on this machine.

``GUMPTION_HOME`` puts everything under one folder; without it each kind goes where the platform
keeps that kind (platformdirs). The daemon's socket may not sit deeper than about 100 bytes, so a
long runtime path is replaced by a short one under the temporary directory.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from memory.errors import NotPermitted, StorageFull

VARIABLE = "GUMPTION_HOME"
#: ``sun_path`` holds 104 bytes on macOS and 108 on Linux, the closing zero included.
SOCKET_PATH_LIMIT = 100
_OURS_ALONE = 0o700


class Home:
    """The folders of one installation.

    ``Home(root)`` keeps all of them under ``root``; :meth:`find` is what programs use.

    Attributes:
        root: What ``status`` shows; all other folders are under it unless the platform says else.
        config_path: The one configuration file.
        data: What must not be lost: the ledger and the index.
        cache: What can be made again: the converted embedding model.
        state: What is kept between starts: logs, the daemon's lock and address.
        runtime: The socket's folder.
        logs: The log files' folder, inside ``state``.
        single: Whether everything is under ``root``.
    """

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root).expanduser().absolute()
        self.config_path = self.root / "config.toml"
        self.data = self.root / "data"
        self.cache = self.root / "cache"
        self.state = self.root / "state"
        self.runtime = self.root / "run"
        self.single = True

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> Home:
        """The home that this environment names: ``GUMPTION_HOME``, else the platform's folders."""
        if environ.get(VARIABLE):
            return cls(environ[VARIABLE])
        import platformdirs

        directories = platformdirs.PlatformDirs("gumption", appauthor=False)
        home = cls(directories.user_data_path)
        home.config_path = directories.user_config_path / "config.toml"
        home.data = home.root
        home.cache = directories.user_cache_path
        home.state = directories.user_state_path
        # Not the platform's runtime directory: it is another one without a login session (cron,
        # ssh), and is emptied at logout under a daemon that lives on.
        home.runtime = home.state / "run"
        home.single = False
        return home

    @property
    def logs(self) -> Path:
        """Where the daemon's log files are."""
        return self.state / "logs"

    @property
    def log_path(self) -> Path:
        """The daemon's current log file."""
        return self.logs / "daemon.log"

    @property
    def lock_path(self) -> Path:
        """Held by the one daemon of this home. Beside the data, because that is what it guards."""
        return self.data / "daemon.lock"

    @property
    def endpoint_path(self) -> Path:
        """Where the running daemon says how it is reached (0600)."""
        return self.state / "daemon.json"

    @property
    def ledger(self) -> Path:
        """The directory of :class:`memory.UserModel`."""
        return self.data / "memory"

    @property
    def models(self) -> Path:
        """Where fetched models are."""
        return self.data / "models"

    @property
    def notes(self) -> Path:
        """The folder that the note tool appends to."""
        return self.data / "notes"

    @property
    def socket_path(self) -> Path:
        """The daemon's socket: in ``runtime``, or in a short hashed folder if that is too deep."""
        path = self.runtime / "daemon.sock"
        if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
            return path
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"gumption-{digest}" / "daemon.sock"

    def prepare(self) -> None:
        """Make every folder, readable by this user alone.

        Raises:
            StorageFull: there is no space, or no right to write here.
            NotPermitted: the socket's folder belongs to somebody else.
        """
        # An existing root may be a folder of the person's that holds other things too: it is made
        # private when it is ours to make, and left as it is otherwise.
        if not self.root.exists():
            private_folder(self.root)
        for folder in (self.data, self.cache, self.state, self.logs, self.runtime):
            private_folder(folder)
        if not self.single:
            private_folder(self.config_path.parent)
        guard_folder(self.socket_path.parent)


def private_folder(folder: Path) -> None:
    """Make a folder that only this user can enter, or tighten it.

    Raises:
        StorageFull: there is no space, or no right to write here.
    """
    try:
        folder.mkdir(mode=_OURS_ALONE, parents=True, exist_ok=True)
        if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
            folder.chmod(_OURS_ALONE)
    except OSError as error:
        raise StorageFull(
            f"Cannot make the folder {folder}: {error.strerror or error}",
            hint=f"free some space or fix the rights, or set {VARIABLE} to a folder you can write",
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StorageFull(
            f"No right to write in {folder}",
            hint=f"fix the rights, or set {VARIABLE} to a folder you can write",
        )


def guard_folder(folder: Path) -> None:
    """Make or check the socket's folder, which may sit where others can write.

    Raises:
        NotPermitted: it is a link, or belongs to somebody else.
        StorageFull: it cannot be made.
    """
    if os.name == "posix" and (folder.is_symlink() or folder.exists()):
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise NotPermitted(
                f"{folder} is not ours",
                hint="somebody else made it; remove it, or set TMPDIR to a folder of your own",
            )
    private_folder(folder)
