"""Where the graphs keep their place: LangGraph's SQLite checkpoints, encrypted like the ledger.

A checkpoint holds what a graph was thinking about (drafts, a question, a tool's arguments), so it
is as private as the ledger and lies in a SQLCipher file opened with the ledger's own key. Values in
a checkpoint are plain msgpack: anything else is refused on reading instead of being imported.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite import SqliteSaver

if TYPE_CHECKING:
    from langgraph.graph.state import CompiledStateGraph

CHECKPOINTS = "checkpoints.db"
#: Begins the name of every conversation's thread.
CONVERSATION = "chat:"
#: Where the times in UUIDs begin.
_GREGORIAN = datetime(1582, 10, 15, tzinfo=UTC)


class Siblings(Protocol):
    """The part of :class:`memory.UserModel` that opens files beside the ledger."""

    def open_sibling(self, name: str) -> sqlite3.Connection:
        """An encrypted ``sqlcipher3`` connection, usable from any thread."""


class Checkpoints(SqliteSaver):
    """A :class:`SqliteSaver` over SQLCipher.

    ``sqlcipher3`` speaks the same DB-API as :mod:`sqlite3` with error classes of its own, which is
    why :meth:`setup` is ours: the saver recognises an up-to-date file by an ``OperationalError``.
    LangGraph's own lock makes every method safe to call from several threads.

    Args:
        connection: An open connection made with ``check_same_thread=False``; closed by
            :meth:`close`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        # Several statements of one write belong together, whatever the ledger's own habit is.
        connection.isolation_level = "DEFERRED"
        super().__init__(connection, serde=JsonPlusSerializer(allowed_msgpack_modules=None))
        with self.lock:
            self.setup()

    def setup(self) -> None:
        """Create the tables if they are missing. Called once, when opened."""
        if self.is_setup:
            return
        # A crash may cost the newest checkpoint, never the file: the graphs resume from the one
        # before, and the ledger alone is the truth.
        self.conn.execute("PRAGMA synchronous = NORMAL")
        self.conn.execute("PRAGMA secure_delete = ON")
        try:
            super().setup()
        except self.conn.OperationalError as error:
            if "duplicate column name" not in str(error):
                raise
        self.is_setup = True

    def keep_newest(self, thread: str) -> None:
        """Drop all but the newest checkpoint of a thread, with what was written towards them."""
        newest = "(SELECT max(checkpoint_id) FROM checkpoints WHERE thread_id = ?)"
        with self.cursor() as cursor:
            for table in ("writes", "checkpoints"):
                cursor.execute(
                    f"DELETE FROM {table} WHERE thread_id = ? AND checkpoint_id < {newest}",
                    (thread, thread),
                )

    def let_go(self, before: datetime) -> int:
        """Drop conversations in which nothing was said since some time; returns how many.

        The time is by the machine's clock, which LangGraph goes by.
        """
        # Ids are UUIDs of version 6, which sort by time.
        with self.cursor() as cursor:
            cursor.execute(
                "SELECT thread_id FROM checkpoints WHERE substr(thread_id, 1, ?) = ?"
                " GROUP BY thread_id HAVING max(checkpoint_id) < ?",
                (len(CONVERSATION), CONVERSATION, _first_id(before)),
            )
            gone = [(row[0],) for row in cursor.fetchall()]
            for table in ("writes", "checkpoints"):
                cursor.executemany(f"DELETE FROM {table} WHERE thread_id = ?", gone)
        return len(gone)

    def threads(self) -> list[str]:
        """Every thread that has a checkpoint, in alphabetical order."""
        with self.cursor(transaction=False) as cursor:
            cursor.execute("SELECT DISTINCT thread_id FROM checkpoints ORDER BY thread_id")
            return [str(row[0]) for row in cursor.fetchall()]

    def close(self) -> None:
        """Close the connection. May be called twice."""
        with self.lock:
            self.conn.close()


def _first_id(at: datetime) -> str:
    """What no id of a checkpoint from some time on sorts before."""
    ticks = int((at - _GREGORIAN) / timedelta(microseconds=1)) * 10
    return f"{ticks >> 28:08x}-{ticks >> 12 & 0xFFFF:04x}-6{ticks & 0xFFF:03x}"


def open_checkpoints(model: Siblings) -> Checkpoints:
    """The checkpoint file beside a model's ledger, made if it is missing.

    Raises:
        KeyUnavailable: the ledger's key does not open it.
        StoreDamaged: it is not a checkpoint file.
    """
    return Checkpoints(model.open_sibling(CHECKPOINTS))


def thread_config(thread: str) -> RunnableConfig:
    """LangGraph's address of a thread."""
    return {"configurable": {"thread_id": thread}}


def unfinished(
    graph: CompiledStateGraph[Any, Any, Any, Any], thread: str
) -> tuple[dict[str, Any], str] | None:
    """State of a thread that stopped, and the node it stopped at; None when it did not."""
    snapshot = graph.get_state(thread_config(thread))
    return (dict(snapshot.values), snapshot.next[0]) if snapshot.next else None
