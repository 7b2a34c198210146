"""The key of a store that lives as long as one measurement."""

from __future__ import annotations

import secrets
from pathlib import Path


class OneRunKey:
    """A key store that forgets: the home it is for is thrown away with the run."""

    def __init__(self) -> None:
        self._key: bytes | None = None

    def load(self, directory: Path) -> bytes | None:
        """The key made earlier in this run."""
        del directory
        return self._key

    def create(self, directory: Path) -> bytes:
        """A new random key, held in memory alone."""
        del directory
        self._key = secrets.token_bytes(32)
        return self._key

    def describe(self, directory: Path) -> str:
        """Where the key is, in words."""
        return f"in memory, for {directory} only"
