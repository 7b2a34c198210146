"""Where the ledger's key is kept: the operating system's keyring, else a file only its owner reads.

The file ``ledger.key`` in the ledger's directory says which: it holds either the key itself (mode
0600) or the name under which the keyring has it. A keyring counts only if it really keeps secrets
and answers by itself; nothing here waits for a prompt.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol, TypeVar

from memory.errors import KeyUnavailable, StorageFull

KEY_FILE: Final = "ledger.key"
KEY_BYTES: Final = 32
_SERVICE: Final = "gumption"
#: A keyring that has not answered by then is waiting for a person.
_PATIENCE_SECONDS: Final = 3.0

_T = TypeVar("_T")


class KeyStore(Protocol):
    """Keeps one 32-byte key for each ledger directory."""

    def load(self, directory: Path) -> bytes | None:
        """The directory's key, or ``None`` when none was ever made.

        Raises:
            KeyUnavailable: There is one, but it cannot be had.
        """

    def create(self, directory: Path) -> bytes:
        """Make, keep and return a new key."""

    def describe(self, directory: Path) -> str:
        """In plain words, where the key is."""


class Keyring(Protocol):
    """The calls that are needed of a keyring backend."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """The secret kept under a name."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep a secret under a name."""

    def delete_password(self, service: str, username: str, /) -> None:
        """Keep it no longer."""


class SystemKeys:
    """The keyring when there is a real one, else the key file.

    Args:
        keyring: Finds the backend to use, ``None`` when there is none worth the name. By default
            the operating system is asked.
    """

    def __init__(self, keyring: Callable[[], Keyring | None] | None = None) -> None:
        self._find = keyring or system_keyring

    def load(self, directory: Path) -> bytes | None:
        """See :meth:`KeyStore.load`."""
        where, value = _read(directory)
        if where == "":
            return None
        if where == "file":
            return _decode(value, directory)
        backend = self._find()
        kept = _promptly(lambda: backend.get_password(_SERVICE, value)) if backend else None
        if kept is None:
            raise KeyUnavailable(
                "The ledger's key is in the system keyring, and the keyring does not give it",
                hint="unlock the keyring (log in to the desktop session) and try again",
            )
        return _decode(kept, directory)

    def create(self, directory: Path) -> bytes:
        """See :meth:`KeyStore.create`."""
        key = secrets.token_bytes(KEY_BYTES)
        backend = self._find()
        if backend is not None:
            account = f"ledger-{secrets.token_hex(8)}"
            if _keeps(backend, account, key.hex()):
                _write(directory, f"keyring:{account}\n")
                return key
        _write(directory, f"file:{key.hex()}\n")
        return key

    def is_elsewhere(self, directory: Path) -> bool:
        """Whether the directory's key is in the keyring and not in a file."""
        with contextlib.suppress(KeyUnavailable):
            return _read(directory)[0] == "keyring"
        return False

    def forget(self, directory: Path) -> None:
        """Destroy the directory's key: what it encrypts cannot be read any more.

        The file is removed by who removes the directory; here its bytes are overwritten.

        Raises:
            KeyUnavailable: The keyring does not let go of it. Nothing was changed.
        """
        try:
            where, account = _read(directory)
        except KeyUnavailable:
            where, account = "damaged", ""
        if where == "":
            return
        if where == "keyring":
            backend = self._find()
            gone = backend is not None and _promptly(lambda: _deleted(backend, account))
            if not gone:
                raise KeyUnavailable(
                    "The ledger's key is in the system keyring, which does not remove it",
                    hint="unlock the keyring (log in to the desktop session) and try again",
                )
        path = directory / KEY_FILE
        with path.open("r+b") as file:
            file.write(b"0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())

    def describe(self, directory: Path) -> str:
        """See :meth:`KeyStore.describe`."""
        where, _ = _read(directory)
        if where == "keyring":
            return "encrypted with SQLCipher; the key is in the system keyring"
        return (
            f"encrypted with SQLCipher; the key is in the file {directory / KEY_FILE}, readable by "
            "its owner only: whoever can read that file can read the ledger"
        )


def system_keyring() -> Keyring | None:
    """The operating system's keyring, or ``None`` when what there is keeps nothing."""
    try:
        import keyring
        from keyring.backends import fail, null

        backend = keyring.get_keyring()
        if isinstance(backend, fail.Keyring | null.Keyring) or backend.priority < 1:
            return None
    except Exception:  # noqa: BLE001 - backends fail in ways of their own; the file remains
        return None
    return backend


def _keeps(backend: Keyring, account: str, secret: str) -> bool:
    """Whether the keyring took a secret and gives it back."""

    def there_and_back() -> str | None:
        backend.set_password(_SERVICE, account, secret)
        return backend.get_password(_SERVICE, account)

    return _promptly(there_and_back) == secret


def _deleted(backend: Keyring, account: str) -> bool:
    """Whether the keyring has a secret no longer."""
    if backend.get_password(_SERVICE, account) is not None:
        backend.delete_password(_SERVICE, account)
    return backend.get_password(_SERVICE, account) is None


def _promptly(call: Callable[[], _T]) -> _T | None:
    """The result of a call, or ``None`` if it fails or makes us wait."""
    result: list[_T] = []

    def work() -> None:
        with contextlib.suppress(Exception):  # locked, dismissed, no bus: all mean "no"
            result.append(call())

    # A thread of its own: the backends block on D-Bus or a prompt and cannot be cancelled.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(_PATIENCE_SECONDS)
    return result[0] if result else None


def _read(directory: Path) -> tuple[str, str]:
    path = directory / KEY_FILE
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return "", ""
    except (OSError, UnicodeDecodeError) as error:
        raise KeyUnavailable(
            f"The key file {path} cannot be read", hint="restore it from a backup"
        ) from error
    where, _, value = text.partition(":")
    if where not in {"file", "keyring"} or not value:
        raise KeyUnavailable(f"The key file {path} is damaged", hint="restore it from a backup")
    return where, value


def _decode(value: str, directory: Path) -> bytes:
    try:
        key = bytes.fromhex(value)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyUnavailable(
            f"The key of the ledger in {directory} is not a key", hint="restore it from a backup"
        )
    return key


def _write(directory: Path, text: str) -> None:
    """Write the key file so that it is there whole or not at all, and only for its owner."""
    path = directory / KEY_FILE
    draft = directory / f"{KEY_FILE}.new"
    try:
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise StorageFull(
            f"The key file {path} cannot be written", hint="check free space and permissions"
        ) from error
