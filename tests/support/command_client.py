"""A client for the command line's tests: the UI's stand-in, with the calls that only commands make.

Unlike the UI a command may call from the main thread.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

import pytest

from agent.client.port import BOTH_KINDS, OnProgress
from agent.wire import (
    AuditView,
    BackupView,
    CaptureView,
    CheckView,
    ExplainedView,
    ExportView,
    ForgottenView,
    HitView,
    ImportView,
    LearnView,
    ObserverTestView,
    ObserverView,
    ObserveView,
    PluginView,
    Progress,
    RuleView,
)
from tests.support.fake_client import FakeClient, FakeDaemon
from tests.support.sample_views import observer, sample_hits
from tui.cli.main import run
from tui.cli.session import Session

LOCAL = timezone(timedelta(hours=2))
NOW = datetime(2026, 3, 12, 14, 30, tzinfo=LOCAL)


@dataclass
class CommandDaemon(FakeDaemon):
    """The UI's fake daemon, and what commands get from it."""

    hits: list[HitView] = field(default_factory=sample_hits)
    checks: list[CheckView] = field(default_factory=list)
    rows: list[Mapping[str, object]] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    unreached: list[str] = field(default_factory=list)
    refusing: str = ""

    def connect(self) -> CommandClient:
        """A client of this daemon."""
        self.check()
        return CommandClient(self)


class CommandClient(FakeClient):
    """One connection to a :class:`CommandDaemon`."""

    _daemon: CommandDaemon

    def observe(
        self,
        rows: Sequence[Mapping[str, object]],
        *,
        refused: Mapping[str, int] | None = None,
        of_file: bool = False,
    ) -> ObserveView:
        """Everything with content is kept."""
        self._called("observe", len(rows), of_file)
        self._daemon.rows += rows
        self._daemon.batches.append(len(rows))
        kept = [
            f"o{number}"
            for number, row in enumerate(rows)
            if row.get("content") and not self._daemon.refusing
        ]
        lost = len(rows) - len(kept)
        reason = self._daemon.refusing or "empty"
        dropped = {**({reason: lost} if lost else {}), **(refused or {})}
        read = len(rows) + sum((refused or {}).values())
        return ObserveView(rows=read, observations=len(kept), dropped=dropped, ids=kept)

    def import_(
        self,
        format: str,
        path: str,
        options: Mapping[str, str] | None = None,
        on_progress: OnProgress | None = None,
    ) -> ImportView:
        """Ten rows, two of them by somebody else."""
        self._called("import", format, path, dict(options or {}))
        if on_progress:
            on_progress(Progress(stage=f"import {format}", done=10, total=0))
        return ImportView(rows=10, observations=8, dropped={"other author": 2})

    def learn(self, *, wait: bool = True, on_progress: OnProgress | None = None) -> LearnView:
        """Three new claims."""
        self._called("learn", wait)
        if on_progress and wait:
            on_progress(Progress(stage="learn", done=1, total=2))
        return LearnView(
            batches=int(wait),
            observations=5 * wait,
            outcomes={"new": 3} if wait else {},
            audited_out={"third party": 1} if wait else {},
            output_dropped={},
            dead=0,
            calls=0,
            prompt_tokens=0,
            completion_tokens=0,
            pending=0 if wait else 5,
        )

    def recall(
        self,
        query: str,
        *,
        k: int = 10,
        kinds: Sequence[str] = BOTH_KINDS,
        since: datetime | None = None,
        until: datetime | None = None,
        clearance: str = "personal",
    ) -> list[HitView]:
        """The sample's hits."""
        self._called("recall", query, k, tuple(kinds), since, until, clearance)
        return self._daemon.hits[:k]

    def forget(
        self,
        *,
        id: str | Sequence[str] | None = None,
        match: str | None = None,
        source: str | None = None,
        person: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        dry_run: bool = False,
    ) -> ForgottenView:
        """Two observations and one proposition."""
        self._called("forget", id, match, source, person, since, until, dry_run)
        return ForgottenView(
            observations=["o1", "o2"],
            propositions=["p1"],
            dry_run=dry_run,
            backups=["old.backup"],
            removed=list(self._daemon.unreadable),
            left=list(self._daemon.unreached),
        )

    def backup(self, path: str | None = None, *, with_key: bool = False) -> BackupView:
        """One of two megabytes."""
        self._called("backup", path, with_key)
        made = path or "/home/backups/made.backup"
        return BackupView(
            path=made,
            manifest=f"{made}.json",
            key=f"{made}.key" if with_key else None,
            size=2_000_000,
            made_at=datetime(2026, 3, 12, tzinfo=LOCAL),
            ours=path is None,
        )

    def export(self) -> Iterator[ExportView]:
        """Three lines, or what was planted after the first two."""
        self._called("export")
        yield ExportView(lines=['{"type": "gumption"}', '{"content": "größe"}'])
        self._daemon.check()
        yield ExportView(lines=["{}"])

    def plugins(self) -> list[PluginView]:
        """One that works and one that does not."""
        self._called("plugins")
        return [
            PluginView(name="recall", group="gumption.tools", distribution="gumption", error=None),
            PluginView(name="bad", group="gumption.tools", distribution="x", error="ImportError"),
        ]

    def audit(self, *, limit: int = 100, given: bool = False) -> list[AuditView]:
        """What a model and a client were given, and what the rules decided."""
        self._called("audit", limit, *(["given"] if given else []))
        told = [
            ("model: built-in", "learn", "o1 o2", "given", "2 items"),
            ("client: terminal UI", "recall", "p1", "given", "1 item"),
            ("audit", "keep", "Prefers tea", "kept", "about the person"),
        ]
        return [
            AuditView(at=NOW, actor=actor, action=act, subject=about, decision=done, why=why)
            for actor, act, about, done, why in told
            if done == "given" or not given
        ]

    def pause(self, mode: str = "paused", *, seconds: float | None = None) -> CaptureView:
        """At the sample's time."""
        self._called("pause", mode, seconds)
        until = None if seconds is None else NOW + timedelta(seconds=seconds)
        return CaptureView.model_validate({"mode": mode, "since": NOW, "until": until})

    def resume(self) -> CaptureView:
        """It runs."""
        self._called("resume")
        return CaptureView()

    def exclusions(self) -> list[RuleView]:
        """One that everybody has, and one of the person's."""
        self._called("exclusions")
        return [
            RuleView(rule="app:1Password", field="app", default=True),
            RuleView(rule="url:bank.example", field="url", default=False),
        ]

    def exclude(self, rule: str) -> list[RuleView]:
        """The sample's, whatever is added."""
        self._called("exclude", rule)
        return self.exclusions()

    def include(self, rule: str) -> list[RuleView]:
        """The sample's, whatever is taken out."""
        self._called("include", rule)
        return self.exclusions()

    def explain(self, row: Mapping[str, object]) -> ExplainedView:
        """Windows fall under a rule, all else has a secret in it."""
        self._called("explain", dict(row))
        kept = row["source"] != "window"
        told = "excluded (app)" if row["context"] else "excluded (app, in doubt)"
        return ExplainedView(
            kept=kept,
            reason="" if kept else told,
            rule=None if kept else "app:1Password",
            content="mysql [REDACTED:password]" if kept else None,
            redacted=["password"] if kept else [],
            sensitivity="sensitive" if kept else None,
            categories=[],
        )

    def observers(self) -> list[ObserverView]:
        """One that runs and one that does not."""
        self._called("observers")
        return [observer("shell"), observer("git", enabled=False)]

    def observer_enable(self, name: str, options: Mapping[str, str] | None = None) -> ObserverView:
        """It runs."""
        self._called("observer_enable", name, dict(options or {}))
        return observer(name)

    def observer_disable(self, name: str) -> ObserverView:
        """It does not."""
        self._called("observer_disable", name)
        return observer(name, enabled=False)

    def observer_test(
        self, name: str, options: Mapping[str, str] | None = None, *, limit: int = 20
    ) -> ObserverTestView:
        """Nothing is there."""
        self._called("observer_test", name, dict(options or {}), limit)
        return ObserverTestView(
            name=name,
            state="degraded",
            why="there is no file yet",
            remedy="make one",
            rows=[],
            dropped={"empty": 2},
        )

    def doctor(self, *, reindex: bool = False) -> list[CheckView]:
        """What was planted."""
        self._called("doctor", reindex)
        return self._daemon.checks

    def _called(self, name: str, *arguments: object) -> None:
        self._daemon.check()
        self._daemon.calls.append((name, *arguments))


@dataclass
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@dataclass
class Shell:
    """Runs commands in this process against a fake daemon."""

    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    daemon: CommandDaemon = field(default_factory=CommandDaemon)

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Ran:
        """Run one command; standard input is not a terminal."""
        self.monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        session = Session(os.environ, connect=self.daemon.connect, clock=lambda: NOW)
        code = run(arguments, session)
        captured = self.capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    def answering(self, *answers: str) -> None:
        """From now on, somebody sits at the terminal and gives these answers."""
        given = list(answers)
        self.monkeypatch.setattr("tui.output.Output.can_ask", lambda _self: True)

        def confirm(_self: object, _question: str, *, default: bool = False) -> bool:
            said = given.pop(0)
            return default if not said else said == "y"

        self.monkeypatch.setattr("tui.output.Output.confirm", confirm)
        self.monkeypatch.setattr(
            "tui.output.Output.ask", lambda _self, _question, default: given.pop(0) or default
        )
