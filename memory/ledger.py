"""The encrypted SQLite file that is the truth: opening, locking, transactions, and its faults.

**Access.** One writer connection behind a re-entrant lock; ``with ledger.write() as db`` is one
transaction (``BEGIN IMMEDIATE``, committed at the end, rolled back on any error; nested uses join
the outer one). ``with ledger.read() as db`` lends a second, query-only connection: WAL lets it read
the last committed state while a write is under way. Fetch everything inside the ``with``; do not
keep a cursor, it would hold back the checkpoint that forgetting needs. Inside a ``write()``, read
through the connection it gave you: ``read()`` does not see what is not committed. What is over in a
few milliseconds and comes right after writing, as recall does, is ``with ledger.glance() as db``.

**Faults.** What SQLite reports becomes an error of :mod:`memory.errors` with a remedy. A ledger
that cannot be read is never replaced or emptied.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, cast

import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]

from memory import swap
from memory.errors import InvalidInput, KeyUnavailable, StorageError, StorageFull, StoreDamaged
from memory.errors import StoreLocked as _StoreLocked
from memory.keys import KeyStore, SystemKeys
from memory.lock import HomeLock
from memory.rows import index_words
from memory.schema import MIGRATIONS

LEDGER_FILE: Final = "ledger.db"
#: Tells a wrong key from a damaged file: a keyed hash, useless without the key.
CHECK_FILE: Final = "ledger.check"
BUSY_MS: Final = 5_000
_PAGE: Final = 4096
_PLAIN_HEADER: Final = b"SQLite format 3\x00"
#: What a person can do about a ledger that does not read.
_RESTORE: Final = (
    "nothing was changed; `gumption restore BACKUP` puts a backup in its place, and without one"
    " `gumption doctor --quarantine` moves it aside and begins anew"
)
#: MiB of decrypted pages: recall, which reads from everywhere, mostly has the writing connection.
_KEPT: Final = 64
_KEPT_BESIDE: Final = 16
#: In ``meta``: the index must be made anew, whatever it says about itself.
REINDEX: Final = "reindex"

#: sqlcipher3 speaks the DB-API with the classes of :mod:`sqlite3`, under other names.
Connection = sqlite3.Connection
Row = sqlite3.Row


def open_encrypted(
    path: Path,
    key: bytes | None,
    *,
    read_only: bool = False,
    journal: str | None = "WAL",
    cache: int = _KEPT_BESIDE,
) -> Connection:
    """Open an SQLCipher database with a raw 32-byte key, set up as every one of ours.

    Args:
        path: The file; created when missing.
        key: The raw key. ``None`` leaves the file plain, which only tests do.
        read_only: Refuse every statement that writes.
        journal: SQLite's journal mode; the file's own when ``None``.
        cache: MiB of decrypted pages that are kept.

    Raises:
        StorageError: One of its kinds, when the file cannot be opened or read with this key.
    """
    with translated(path):
        if not read_only:  # SQLite gives what lies beside it the same rights
            path.touch(mode=0o600)
        db = cast(
            "Connection",
            sqlcipher.connect(
                str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000
            ),
        )
        try:
            # What it cannot decrypt SQLCipher tells standard error itself; we raise it.
            db.execute("PRAGMA cipher_log_level = NONE").fetchall()
            if key is not None:
                db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            db.execute("SELECT count(*) FROM sqlite_master").fetchall()
            if journal is not None:
                db.execute(f"PRAGMA journal_mode = {journal}").fetchall()
            # FULL: a commit survives loss of power, not only of the process.
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON").fetchall()
            db.execute("PRAGMA foreign_keys = ON")
            # Sorting a query must not spill its rows, in the clear, into a temporary file.
            db.execute("PRAGMA temp_store = MEMORY")
            # Every page that is read again would be decrypted again.
            db.execute(f"PRAGMA cache_size = -{cache * 1024}")
            if read_only:
                db.execute("PRAGMA query_only = ON")
        except BaseException:
            db.close()
            raise
    db.row_factory = sqlcipher.Row
    return db


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite or the file system raises inside into errors with a remedy."""
    try:
        yield
    except sqlcipher.Error as error:
        raise _meaning(str(error), path) from error
    except UnicodeEncodeError as error:
        # An id or a name with half a surrogate pair in it; texts are checked where they come in.
        raise InvalidInput(
            "That is not valid Unicode", hint="decode it with errors='replace' first"
        ) from error
    except OverflowError as error:
        if "SQLite" not in str(error):
            raise
        raise InvalidInput(
            "That number is larger than any that is kept", hint="there is nothing of it here"
        ) from error
    except sqlcipher.Warning as error:  # pragma: no cover - not raised by current versions
        raise StorageError(str(error)) from error
    except OSError as error:
        raise StorageFull(
            f"{path} cannot be used: {error.strerror or error}",
            hint="check that the disk has space and that you may write there",
        ) from error


def _meaning(message: str, path: Path) -> StorageError:
    if "closed" in message:
        return StorageError(f"{path} is closed already", hint="open the model again to use it")
    if "full" in message:
        return StorageFull(
            f"There is no space left for {path}", hint="free some space; nothing was lost"
        )
    if "disk I/O" in message:
        return StorageFull(
            f"{path} could not be written or read",
            hint="check that the disk has space and is sound; nothing was half-written",
        )
    if "readonly" in message or "unable to open" in message:
        return StorageFull(f"{path} cannot be written", hint="check who owns the directory")
    if "locked" in message or "busy" in message:
        return _StoreLocked(f"{path} is being written by another process", hint="try again")
    if "malformed" in message or "not a database" in message:
        return StoreDamaged(f"{path} is not readable as a ledger", hint=_RESTORE)
    return StorageError(f"{path}: {message}", hint="run `gumption doctor`")


class Ledger:
    """An open ledger directory. See the head of this module for how to read and write."""

    def __init__(
        self,
        directory: Path,
        *,
        lock: HomeLock,
        connections: tuple[Connection, Connection],
        key: bytes | None,
        encryption: str,
    ) -> None:
        self.directory = directory
        self.path = directory / LEDGER_FILE
        self.encryption = encryption
        self.mutex = threading.RLock()
        self._lock = lock
        self._writer, self._reader = connections
        self._reading = threading.RLock()
        self.key = key
        self._depth = 0

    @classmethod
    def open(
        cls,
        directory: Path,
        keys: KeyStore | None = None,
        *,
        plain: bool = False,
        upgrading: Callable[[Path, bytes | None], object] | None = None,
    ) -> Ledger:
        """Open or create the ledger of a directory and lock it.

        Args:
            directory: Created (0700) when missing.
            keys: Where the key is; by default the system keyring or a key file.
            plain: Do not encrypt. For tests that look for bytes on the disk.
            upgrading: Called with the directory and the key before the tables of an earlier
                version are changed; where it fails, they are not.

        Raises:
            InvalidInput: The directory is a file.
            StoreLocked: Another process has it.
            KeyUnavailable: There is a ledger, and its key is missing or another one.
            StoreDamaged: The file is not a ledger, or not a whole one.
            StorageFull: No space, or no right to write.
        """
        keys = keys or SystemKeys()
        if directory.exists() and not directory.is_dir():
            raise InvalidInput(f"{directory} is a file", hint="give a folder")
        with translated(directory):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = HomeLock(directory)
        try:
            with translated(directory):
                swap.finish(directory)
        except BaseException:
            lock.release()
            raise
        connections: list[Connection] = []
        try:
            path = directory / LEDGER_FILE
            with translated(path):
                key = None if plain else _key_for(directory, keys)
                _whole(directory, key)
            connections.append(_opened(directory, key))
            if upgrading is not None and 0 < version_of(connections[0], path) < len(MIGRATIONS):
                upgrading(directory, key)
            migrate(connections[0], path)
            if key is not None:
                with translated(path):
                    _write_check(directory, key)
            connections.append(open_encrypted(path, key, read_only=True))
        except BaseException:
            for connection in connections:
                connection.close()
            lock.release()
            raise
        words = "not encrypted" if key is None else keys.describe(directory)
        return cls(
            directory,
            lock=lock,
            connections=(connections[0], connections[1]),
            key=key,
            encryption=words,
        )

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction on the writer connection; nested uses join it."""
        with self.mutex, translated(self.path):
            if self._depth:
                yield self._writer
                return
            self._writer.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                # After a full disk SQLite may have rolled back by itself already.
                with contextlib.suppress(sqlcipher.Error):
                    self._writer.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """The reading connection; what it reads is of one moment for as long as the ``with`` lasts.

        One transaction, which also spares each statement the locks of its own.
        """
        with self._reading, translated(self.path):
            nested = self._reader.in_transaction
            if not nested:
                self._reader.execute("BEGIN")
            try:
                yield self._reader
            finally:
                # After an I/O error SQLite may have ended it by itself already.
                if not nested and self._reader.in_transaction:
                    self._reader.execute("COMMIT")

    @contextlib.contextmanager
    def glance(self) -> Iterator[Connection]:
        """As :meth:`read`, on the writing connection where nobody writes; for milliseconds.

        Whatever is written, SQLite drops all pages that the other connection has read, and to
        decrypt the 500 that a question needs takes as long as the question itself. The one that
        wrote keeps its own. Nothing can be written meanwhile, nor inside the ``with``.
        """
        if not self.mutex.acquire(blocking=False):
            with self.read() as db:
                yield db
            return
        try:
            if self._depth:  # by this thread itself, which is not to see what is not committed
                with self.read() as db:
                    yield db
                return
            with translated(self.path):
                nested = self._writer.in_transaction
                if not nested:
                    self._writer.execute("BEGIN")
                try:
                    yield self._writer
                finally:
                    if not nested and self._writer.in_transaction:
                        self._writer.execute("COMMIT")
        finally:
            self.mutex.release()

    def open_sibling(self, name: str) -> Connection:
        """Another database of this directory (``name`` such as ``checkpoints.db``), same key.

        The caller closes it. :meth:`memory.UserModel.forget` reaches its rows too.
        """
        connection = open_encrypted(self.directory / name, self.key)
        connection.row_factory = None
        return connection

    def sibling_files(self) -> list[Path]:
        """Databases beside the ledger that were opened with its key, now or earlier."""
        return sorted(
            path
            for path in self.directory.glob("*.db")
            if path.name != LEDGER_FILE and path.stat().st_size
        )

    def compact(self) -> None:
        """Rewrite the file without its free pages and empty the write-ahead log."""
        with self.mutex, self._reading, translated(self.path):
            self._writer.execute("VACUUM")
            self.empty_log()

    def empty_log(self) -> None:
        """Write what was committed into the file and empty the write-ahead log."""
        with self.mutex, self._reading, translated(self.path):
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def let_go_of_pages(self) -> None:
        """Free the decrypted pages that are kept to be read again: they are read anew."""
        with self.mutex, self._reading, translated(self.path):
            for connection in (self._writer, self._reader):
                connection.execute("PRAGMA shrink_memory")

    def check(self) -> list[str]:
        """What is wrong with the file, in words; empty when it is sound."""
        with self.mutex, translated(self.path):
            return problems_of(self._writer, encrypted=self.key is not None)

    def close(self) -> None:
        """Close the file and give the lock back. Closing twice does nothing."""
        with self.mutex, self._reading:
            self._reader.close()
            self._writer.close()
            self._lock.release()


def problems_of(db: Connection, *, encrypted: bool) -> list[str]:
    """What is wrong with a database, in words; empty when it is sound."""
    problems: list[str] = []
    if encrypted:
        rows = db.execute("PRAGMA cipher_integrity_check").fetchall()
        problems += [str(row[0]) for row in rows]
    rows = db.execute("PRAGMA integrity_check(20)").fetchall()
    problems += [str(row[0]) for row in rows if row[0] != "ok"]
    rows = db.execute("PRAGMA foreign_key_check").fetchall()
    return problems + [f"{row[0]} refers to a missing {row[2]}" for row in rows]


def _key_for(directory: Path, keys: KeyStore) -> bytes:
    key = keys.load(directory)
    known = (directory / CHECK_FILE).exists()
    if key is None:
        if known or _size(directory / LEDGER_FILE):
            raise KeyUnavailable(
                f"The key of the ledger in {directory} is missing",
                hint="put ledger.key back from a backup; without the key nobody can read it",
            )
        return keys.create(directory)
    if known and (directory / CHECK_FILE).read_text(encoding="ascii").strip() != key_check(key):
        raise KeyUnavailable(
            f"The key does not belong to the ledger in {directory}",
            hint="put back the ledger.key that was made with it",
        )
    return key


def _whole(directory: Path, key: bytes | None) -> None:
    """Refuse a file that is plainly not the ledger it was, before SQLite makes a new one of it."""
    path = directory / LEDGER_FILE
    size = _size(path)
    if key is None:
        return
    if size == 0 and (directory / CHECK_FILE).exists():
        raise StoreDamaged(f"{path} is empty or gone", hint=_RESTORE)
    if 0 < size < _PAGE:
        # SQLite takes less than a page for an empty file, and would begin a new database in it.
        raise StoreDamaged(f"{path} is cut short", hint=_RESTORE)
    if size:
        with path.open("rb") as file:
            if file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER:
                raise StoreDamaged(f"{path} is a database, but not an encrypted one", hint=_RESTORE)


def _opened(directory: Path, key: bytes | None) -> Connection:
    path = directory / LEDGER_FILE
    try:
        db = open_encrypted(path, key, cache=_KEPT)
    except StoreDamaged as error:
        if (directory / CHECK_FILE).exists() or key is None:
            raise
        raise StoreDamaged(
            f"{path} is not a ledger, or not one of this key", hint=_RESTORE
        ) from error
    try:
        with translated(path):
            pages = int(db.execute("PRAGMA page_count").fetchone()[0])
            size = int(db.execute("PRAGMA page_size").fetchone()[0])
            pending = _size(path.with_name(path.name + "-wal"))
    except BaseException:
        db.close()
        raise
    if not pending and _size(path) < pages * size:
        db.close()
        raise StoreDamaged(f"{path} is cut short", hint=_RESTORE)
    return db


def version_of(db: Connection, path: Path) -> int:
    """The version of a ledger's tables; 0 when it has none yet."""
    with translated(path):
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: Connection, path: Path) -> None:
    """Bring a ledger's tables to this version.

    Raises:
        StorageError: It is of a later version.
    """
    version = version_of(db, path)
    with translated(path):
        if version > len(MIGRATIONS):
            raise StorageError(f"{path} was written by a newer Gumption", hint="upgrade Gumption")
        db.create_function("index_words", 1, index_words, deterministic=True)
        for number in range(version, len(MIGRATIONS)):
            # One script, one transaction: a kill in between leaves the older version.
            db.executescript(
                f"BEGIN IMMEDIATE;{MIGRATIONS[number]}PRAGMA user_version = {number + 1};COMMIT;"
            )


def _write_check(directory: Path, key: bytes) -> None:
    path = directory / CHECK_FILE
    if not path.exists():
        draft = path.with_suffix(".new")
        draft.write_text(key_check(key) + "\n", encoding="ascii")
        draft.replace(path)


def key_check(key: bytes) -> str:
    """Tells whether a key is the one that a ledger or backup was made with."""
    return hmac.new(key, b"gumption ledger", hashlib.sha256).hexdigest()[:16]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def one(db: Connection, sql: str, *values: Any) -> Row | None:  # noqa: ANN401 - SQLite's own
    """The first row of a query, or ``None``."""
    return cast("Row | None", db.execute(sql, values).fetchone())
