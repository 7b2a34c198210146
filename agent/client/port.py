"""The client's face: what the command line and the terminal UI may ask of the daemon.

:class:`agent.client.socket.SocketClient` is the real one; tests of the UI stand in their own. Every
call raises :class:`memory.errors.GumptionError` as the daemon raised it, or
:class:`~memory.errors.DaemonUnreachable` when nobody answers before the deadline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from agent.wire import (
    AuditView,
    BackupView,
    CaptureView,
    ChangeView,
    ChatEventView,
    CheckView,
    ExplainedView,
    ExportView,
    ForgottenView,
    HitView,
    ImportView,
    LearnView,
    ObservationView,
    ObserverTestView,
    ObserverView,
    ObserveView,
    PluginView,
    Progress,
    PropositionView,
    RuleView,
    StatedView,
    StatusView,
    SuggestionView,
    WhyView,
)

OnProgress = Callable[[Progress], None]
BOTH_KINDS = ("proposition", "observation")


class Client(Protocol):
    """A connection to the daemon. Not shared between threads; open one for each."""

    def status(self) -> StatusView:
        """One screen about everything."""

    def observe(
        self,
        rows: Sequence[Mapping[str, object]],
        *,
        refused: Mapping[str, int] | None = None,
        of_file: bool = False,
    ) -> ObserveView:
        """Put observations through the gate. A row has the field names of DESIGN §3.

        ``refused`` counts, by reason, what was read and is no row; it is counted as dropped.
        ``of_file``: the rows stand in a file, which brings nothing new when it is read again.
        """

    def import_(
        self,
        format: str,
        path: str,
        options: Mapping[str, str] | None = None,
        on_progress: OnProgress | None = None,
    ) -> ImportView:
        """Read an artefact through its importer and the gate."""

    def learn(self, *, wait: bool = True, on_progress: OnProgress | None = None) -> LearnView:
        """Infer over everything pending; without ``wait`` only ask the daemon to."""

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
        """Best matches first."""

    def judge(self, query: str, hit: str, *, wanted: bool | None) -> None:
        """The person says whether a hit is right for a query; ``None`` takes that back."""

    def propositions(
        self,
        *,
        query: str | None = None,
        status: Sequence[str] = ("active",),
        kind: str | None = None,
        limit: int = 50,
    ) -> list[PropositionView]:
        """By salience and confidence, or by match when there is a query."""

    def why(self, proposition: str) -> WhyView:
        """A proposition, its evidence (newest first) and its history."""

    def history(self, proposition: str) -> list[ChangeView]:
        """Oldest first."""

    def observations(self, ids: Sequence[str]) -> list[ObservationView]:
        """What was seen, by id, newest first; what was forgotten since is left out."""

    def add(self, text: str, *, confidence: float = 0.9) -> StatedView:
        """Something the person states about themselves, and what became of it."""

    def confirm(self, proposition: str) -> PropositionView:
        """The person says it is true."""

    def correct(self, proposition: str, text: str) -> PropositionView:
        """The person says what is true instead; returns the corrected proposition."""

    def retire(self, proposition: str, *, why: str = "") -> PropositionView:
        """The person says it is not true (any more); the same evidence will not bring it back."""

    def pin(self, proposition: str, *, pinned: bool = True) -> PropositionView:
        """Keep it from going stale."""

    def undo(self, change: int) -> list[ChangeView]:
        """Take a change back, whole; returns what undoing it changed."""

    def suggestions(self, *, status: Sequence[str] = ("shown",)) -> list[SuggestionView]:
        """Newest first."""

    def suggestion(self, suggestion: str) -> SuggestionView:
        """One suggestion."""

    def verdict(
        self, suggestion: str, verdict: str, *, until: datetime | None = None
    ) -> SuggestionView:
        """``accept``, ``dismiss``, ``snooze`` (until a time) or ``never`` (this category again)."""

    def ask(self, prompt: str, *, thread: str | None = None) -> Iterator[ChatEventView]:
        """One turn of chat. A new thread without one. Closing the iterator cancels the turn."""

    def approve(self, thread: str, *, approved: bool) -> Iterator[ChatEventView]:
        """Answer a :class:`~agent.wire.ChatApproval`; the turn goes on."""

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
        """Remove for good; at least one criterion."""

    def backup(self, path: str | None = None, *, with_key: bool = False) -> BackupView:
        """Copy the ledger while it is in use, to a new file or into a folder of this machine.

        ``with_key`` puts its key beside it; who has both can read it.
        """

    def export(self) -> Iterator[ExportView]:
        """Everything that is known as lines of JSON, *not* encrypted."""

    def audit(self, *, limit: int = 100, given: bool = False) -> list[AuditView]:
        """What was decided, and what was given to models, tools and clients; newest first.

        ``given`` leaves out the decisions, so that the limit counts only what was given.
        """

    def plugins(self) -> list[PluginView]:
        """Built-in and plugged-in tools, broken ones with their error."""

    def observers(self) -> list[ObserverView]:
        """Every source there is, enabled or not."""

    def observer_enable(self, name: str, options: Mapping[str, str] | None = None) -> ObserverView:
        """Enable a source, with options of its own; it runs at once and after a restart."""

    def observer_disable(self, name: str) -> ObserverView:
        """Stop a source for good."""

    def observer_test(
        self, name: str, options: Mapping[str, str] | None = None, *, limit: int = 20
    ) -> ObserverTestView:
        """What a source would record of what is there now, without recording it."""

    def doctor(self, *, reindex: bool = False) -> list[CheckView]:
        """Check everything; ``reindex`` rebuilds the dense index from the ledger."""

    def pause(self, mode: str = "paused", *, seconds: float | None = None) -> CaptureView:
        """Capture nothing (``paused`` or ``incognito``), for a while or until :meth:`resume`."""

    def resume(self) -> CaptureView:
        """Capture again."""

    def exclusions(self) -> list[RuleView]:
        """What is never recorded."""

    def exclude(self, rule: str) -> list[RuleView]:
        """Never record what a rule names; returns all rules."""

    def include(self, rule: str) -> list[RuleView]:
        """Take a rule out; returns the rest."""

    def explain(self, row: Mapping[str, object]) -> ExplainedView:
        """What the gate would do with a sample. Nothing is recorded."""

    def stop(self) -> None:
        """Ask the daemon to finish what it is writing and end."""

    def close(self) -> None:
        """Hang up. May be called twice."""
