"""What ``doctor`` looks at inside the daemon."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from agent.daemon.embedding import REMEDY
from agent.daemon.engines import SharedEngine
from agent.daemon.jobs import Jobs
from agent.daemon.sight import Sight, check
from agent.home import Home
from agent.images import ImageReading
from agent.wire import CheckView, PluginView, Progress
from memory.errors import GumptionError

if TYPE_CHECKING:
    from memory import UserModel

#: Below this a disk is as good as full: SQLite needs room for its log, Chroma for a new generation.
ROOM_BYTES = 200 * 1024 * 1024


class Health:
    """Checks a running daemon; every finding comes with its remedy."""

    def __init__(
        self,
        home: Home,
        model: UserModel,
        engine: SharedEngine,
        plugins: Sequence[PluginView],
        jobs: Jobs,
        *,
        images: ImageReading,
        sight: Sight,
        embedding_fault: str = "",
    ) -> None:
        self._embedding_fault = embedding_fault
        self._sight = sight
        self._home = home
        self._model = model
        self._engine = engine
        self._plugins = plugins
        self._jobs = jobs
        self._images = images

    def check(self, *, reindex: bool, emit: Callable[[Progress], None]) -> list[CheckView]:
        """Everything, in the order in which it should be mended.

        What cannot be looked at is a finding, and keeps nothing else from being looked at.
        """
        stages = {
            "disk": self._room,
            "ledger": self._ledger,
            "model": self._language,
            "images": self._seeing,
            "embedder": self._embedder,
            "index": self._reindexed if reindex else self._index,
            "calibration": self._calibration,
            "plugins": self._tools,
            "jobs": self._work,
            "daemon": self._sight.check,
        }
        checks: list[CheckView] = []
        for done, (name, stage) in enumerate(stages.items()):
            emit(Progress(stage="checking", done=done, total=len(stages)))
            try:
                checks += stage()
            except GumptionError as error:
                checks.append(check(name, error.message, ok=False, remedy=error.hint))
        return checks

    def _room(self) -> list[CheckView]:
        free = shutil.disk_usage(self._home.data).free
        told = f"{free / 1e9:.1f} GB free under {self._home.data}"
        return [check("disk", told, ok=free >= ROOM_BYTES, remedy="free some space")]

    def _ledger(self) -> list[CheckView]:
        problems = self._model.check()
        if not problems:
            return [check("ledger", f"sound; {self._model.encryption}")]
        remedy = "gumption restore BACKUP; what is there now is moved aside, not overwritten"
        return [check("ledger", problem, ok=False, remedy=remedy) for problem in problems]

    def _language(self) -> list[CheckView]:
        view, current = self._engine.model, self._engine.current
        if view.name:
            fault = self._engine.fault()
            notes = "; ".join(note for note in (view.note, fault) if note)
            told = f"{view.name} {view.running_on}" + (f"; {notes}" if notes else "")
            remedy = "gumption daemon restart tries again; gumption model use chooses another"
            works = view.state != "given up" and not fault
            return [check("model", told, ok=works, remedy=remedy)]
        broken = view.path is not None or view.endpoint is not None
        return [
            check(
                "model",
                f"{current.name} engine: {view.note}",
                ok=not broken,
                remedy="gumption model list shows others; gumption model use takes one",
            )
        ]

    def _seeing(self) -> list[CheckView]:
        # Without a way to read them everything else works: worth saying, nothing to fail for.
        return [check("images", self._images.told)]

    def _embedder(self) -> list[CheckView]:
        embedder = self._model.embedder
        told = f"{embedder.name}, {embedder.dimension} dimensions"
        if embedder.note:
            told = f"{told}: {embedder.note}"
        # A stand-in works, only less well: nothing to fail for, where no other was asked for.
        return [check("embedder", told, ok=not self._embedding_fault, remedy=REMEDY)]

    def _index(self) -> list[CheckView]:
        caught_up = self._model.sync_index()
        changes = "1 change" if caught_up == 1 else f"{caught_up} changes"
        told = f"caught up with {changes}" if caught_up else "agrees with the ledger"
        left = self._model.unembedded()
        if left:  # nothing to fail for: words still find it
            told += f"; the embedder fails on {left} text{'s' * (left > 1)}, which only words find"
        return [check("index", told)]

    def _reindexed(self) -> list[CheckView]:
        return [check("index", f"rebuilt with {self._model.reindex()} vectors")]

    def _calibration(self) -> list[CheckView]:
        """How sure we were against how often the person agreed; nothing that could fail."""
        found = self._model.calibration()
        if found.brier is None or found.ece is None or found.by_chance is None:
            told = "no verdicts yet; confirm, correct or retire what was inferred to teach it"
            return [check("calibration", told)]
        told = (
            f"{found.verdicts} verdicts: confidence was off by {found.ece:.1%} on average (about"
            f" {found.by_chance:.1%} would be chance); Brier score {found.brier:.3f}"
        )
        details = ["believed  was right  verdicts"]
        details += [
            f"{row.believed:8.0%}  {row.right:9.0%}  {row.verdicts:8}" for row in found.reliability
        ]
        if found.stated_brier is not None and found.stated_ece is not None:
            details.append(
                f"as it was stated, before anything was learnt from you: off by"
                f" {found.stated_ece:.1%}, Brier score {found.stated_brier:.3f}"
            )
        return [check("calibration", told).model_copy(update={"details": details})]

    def _tools(self) -> list[CheckView]:
        broken = [plugin for plugin in self._plugins if plugin.error]
        if not broken:
            return [check("plugins", f"{len(self._plugins)} tools")]
        return [
            check(
                "plugins",
                f"{plugin.name}: {plugin.error}",
                ok=False,
                remedy=f"update or remove the package {plugin.distribution}",
            )
            for plugin in broken
        ]

    def _work(self) -> list[CheckView]:
        failed = [job for job in self._jobs.views() if job.last_error]
        if not failed:
            return [check("jobs", "none failed at its last run")]
        return [
            check(
                "jobs",
                f"{job.name}: {job.last_error}",
                ok=False,
                remedy="it is tried again by itself; gumption daemon logs says more",
            )
            for job in failed
        ]
