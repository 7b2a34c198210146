"""A machine of a test's own: its home, its programs, its clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from agent.observers.live import Batch, CannotRun, Cursor, Surroundings, Watch
from agent.observers.port import Item

NOW = datetime(2026, 3, 12, 14, 30, tzinfo=UTC)


@dataclass
class Machine:
    """Programs by their whole command line, and what they write."""

    home: Path
    environ: dict[str, str] = field(default_factory=dict)
    platform: str = "linux"
    programs: dict[str, bytes | Exception] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    now: datetime = NOW
    transcribe: Callable[[bytes], str] | None = None

    def run(self, command: Sequence[str], *, timeout: float = 10.0, most: int = 1 << 23) -> bytes:
        """Give what was planted for a command."""
        del timeout, most
        line = " ".join(command)
        self.ran.append(line)
        planted = self.programs.get(line, CannotRun(f"{command[0]} cannot be run"))
        if isinstance(planted, Exception):
            raise planted
        return planted

    @property
    def around(self) -> Surroundings:
        """As observers see it."""
        return Surroundings(
            environ=self.environ,
            home=self.home,
            platform=self.platform,
            clock=lambda: self.now,
            run=self.run,
            transcribe=self.transcribe,
        )


def look(
    watch: Watch, cursor: Cursor | None, now: datetime = NOW
) -> tuple[list[Item], Cursor | None]:
    """One look: everything that it brings, and the cursor after it."""
    items: list[Item] = []
    for batch in watch.read(cursor, now):
        assert isinstance(batch, Batch)
        items += batch.items
        cursor = cursor if batch.cursor is None else batch.cursor
    return items, cursor


def nothing() -> None:
    """Nobody waits to be woken."""
