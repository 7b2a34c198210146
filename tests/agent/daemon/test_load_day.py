"""A day of heavy use, made short: everything comes in once, in bounded memory."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.bench_ingest import day


def test_bursts_come_in_once_and_every_drop_is_counted(tmp_path: Path) -> None:
    """Rows = observations + drops by their own reasons; ``bench_ingest`` is the same for a day."""
    found = day(tmp_path, 3000)
    assert found.exact, found
    assert found.observations > 2500
    assert set(found.drops) == {"malformed", "empty", "excluded (app)"}
