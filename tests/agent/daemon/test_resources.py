"""What the daemon takes of the machine."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from agent.daemon import resources as module
from agent.daemon.resources import Resources


def test_memory_and_processor_are_told() -> None:
    """As the system counts them."""
    shown = Resources(0).view()
    assert 10 < shown.memory_mb < 10_000
    assert shown.cpu_percent >= 0
    assert Resources(0).over() == 0


def test_a_child_counts_apart() -> None:
    """The model's process is one."""
    child = subprocess.Popen(
        [sys.executable, "-c", "print(flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert child.stdout is not None
        child.stdout.readline()  # until it runs it has no memory to speak of
        assert Resources(0).view().model_memory_mb > 1
    finally:
        child.communicate()


def test_too_much_is_given_back() -> None:
    """And what stays above the limit is told."""
    resources = Resources(1)
    resources.trim()
    assert resources.over() > 0
    assert Resources(1e6).over() == 0


@pytest.mark.parametrize(("limit", "collected"), [(0, 0), (1e6, 0), (1, 1)])
def test_what_is_free_is_given_back_at_any_time(
    monkeypatch: pytest.MonkeyPatch, limit: float, collected: int
) -> None:
    """Garbage is looked for above the limit only: every thread waits for that."""
    done: list[str] = []
    monkeypatch.setattr(module, "give_back", lambda: done.append("given back"))
    monkeypatch.setattr(gc, "collect", lambda: done.append("collected"))
    Resources(limit).trim()
    assert done == ["collected"] * collected + ["given back"]
