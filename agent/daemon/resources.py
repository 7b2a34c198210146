"""What the daemon takes of the machine: shown in ``status``, and held down.

Memory that is free inside the process is given back to the system every minute, and looked for
more thoroughly when there is more in use than the configured limit. The language model lives in a
process of its own; what that takes is shown apart, and ends with ``model.idle_unload_minutes``.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import time

from agent.wire import ResourcesView
from memory.heap import give_back

log = logging.getLogger(__name__)

_MB = 1e6


class Resources:
    """This process and its children.

    Args:
        limit_mb: Resident memory of this process above which garbage is looked for; 0 for no limit.
    """

    def __init__(self, limit_mb: float) -> None:
        import psutil  # type: ignore[import-untyped]

        self._process = psutil.Process()
        self._limit = limit_mb
        self._begun = time.monotonic()
        self._spent = self._cpu()

    def view(self) -> ResourcesView:
        """What is taken now."""
        return ResourcesView(
            cpu_percent=round(100 * self._share(), 2),
            memory_mb=round(self._memory(), 1),
            model_memory_mb=round(self._children(), 1),
            memory_limit_mb=self._limit,
        )

    def trim(self) -> None:
        """Give back what is free; when too much is in use, collect garbage first.

        That holds up every thread for a tenth of a second; to give back takes a few milliseconds.
        """
        before = self._memory()
        too_much = self._limit and before > self._limit
        if too_much:
            gc.collect()
        give_back()
        if too_much:
            log.info("memory was %d MB, is %d MB (limit %d)", before, self._memory(), self._limit)

    def over(self) -> float:
        """Megabytes above the limit; 0 when below it or when there is none."""
        return max(0.0, self._memory() - self._limit) if self._limit else 0.0

    def _cpu(self) -> float:
        times = self._process.cpu_times()
        return float(times.user + times.system)

    def _share(self) -> float:
        return (self._cpu() - self._spent) / max(0.001, time.monotonic() - self._begun)

    def _memory(self) -> float:
        return float(self._process.memory_info().rss) / _MB

    def _children(self) -> float:
        import psutil

        total = 0
        for child in self._process.children(recursive=True):
            with contextlib.suppress(psutil.Error):  # it ended meanwhile
                total += child.memory_info().rss
        return total / _MB
