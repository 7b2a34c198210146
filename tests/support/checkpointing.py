"""Checkpoint files for tests, encrypted like the real ones."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, cast

import sqlcipher3  # type: ignore[import-untyped]

from agent.checkpoints import Checkpoints, open_checkpoints

KEY = "5a" * 32


class Folder:
    """Opens siblings as :class:`memory.UserModel` does, without a ledger beside them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open_sibling(self, name: str) -> sqlite3.Connection:
        """An encrypted connection."""
        module = cast("Any", sqlcipher3)
        connection = module.connect(str(self.path / name), check_same_thread=False)
        connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
        return cast("sqlite3.Connection", connection)


def checkpoints_in(path: Path) -> Checkpoints:
    """The checkpoint file of a folder."""
    return open_checkpoints(Folder(path))
