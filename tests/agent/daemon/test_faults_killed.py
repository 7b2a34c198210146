"""``kill -9`` of the real daemon while sources are written to and learnt from."""

from __future__ import annotations

import os
import sys

import pytest

from agent.home import Home
from tests.benchmarks import killing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes the Unix way")


def test_killed_under_load_the_ledger_equals_the_input() -> None:
    """Bursts, torn lines, bad rows, a trimmed history: every row once, every drop counted once.

    ``python -m tests.benchmarks.soak kill`` is the same for minutes.
    """
    home = Home.find(os.environ)
    found = killing.run(home, 12, rate=120, every=(0.5, 2.5), seed=3, kills=4)
    assert found.kills >= 2
    assert found.exact, found
    assert found.written.rows > 500
    assert found.statuses["processed"] > 0, "nothing was learnt meanwhile"
