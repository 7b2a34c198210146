"""A stand-in for the daemon with an invented sample, a scripted chat, and ways to fail.

``python -m tests.support.fake_client [suggestions|chat|propositions]`` opens the UI on it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from agent.client.calls import Calls
from agent.client.port import OnProgress
from agent.wire import (
    ChangeView,
    ChatApproval,
    ChatDone,
    ChatEventView,
    ChatRecalled,
    ChatText,
    ChatToolDone,
    CheckView,
    LearnView,
    ObservationView,
    PluginView,
    PropositionView,
    StatedView,
    StatusView,
    SuggestionView,
    WhyView,
)
from memory.errors import DaemonUnreachable, GumptionError, NotFound
from tests.support.sample_views import (
    NOW,
    change,
    sample_evidence,
    sample_hits,
    sample_propositions,
    sample_status,
    sample_suggestions,
)

WAIT = 20.0
"""Seconds that a scripted pause waits before it gives up (no test comes near it)."""


@dataclass
class Pause:
    """A place in a chat script where the daemon thinks until :meth:`go_on` is called."""

    reached: threading.Event = field(default_factory=threading.Event)
    _gate: threading.Event = field(default_factory=threading.Event)

    def go_on(self) -> None:
        """Let the script continue."""
        self._gate.set()

    def wait(self) -> None:
        """Called by the client: tell the test, then wait for it."""
        self.reached.set()
        self._gate.wait(WAIT)


Script = Sequence[ChatEventView | Pause | GumptionError]


@dataclass
class FakeDaemon:
    """What all clients of one test share. Set ``down`` to make it unreachable."""

    propositions: list[PropositionView] = field(default_factory=sample_propositions)
    suggestions: list[SuggestionView] = field(default_factory=sample_suggestions)
    observations: list[ObservationView] = field(default_factory=list)
    status: StatusView = field(default_factory=sample_status)
    now: datetime = NOW
    down: bool = False
    fails: GumptionError | None = None
    scripts: list[Script] = field(default_factory=list)
    approvals: dict[bool, Script] = field(default_factory=dict)
    calls: list[tuple[object, ...]] = field(default_factory=list)
    changes: list[tuple[ChangeView, PropositionView | None, PropositionView | None]] = field(
        default_factory=list
    )
    open_clients: int = 0
    cancelled: int = 0

    def connect(self) -> FakeClient:
        """A client of this daemon."""
        self.check()
        self.open_clients += 1
        return FakeClient(self)

    def check(self) -> None:
        """Raise what was planted."""
        if self.down:
            raise DaemonUnreachable(
                "Nobody answers on the socket of this home", hint="gumption daemon start"
            )
        if self.fails is not None:
            raise self.fails

    def named(self, name: str) -> list[tuple[object, ...]]:
        """The calls of one name, without the name."""
        return [call[1:] for call in self.calls if call[0] == name]

    def find(self, proposition: str) -> PropositionView:
        """The proposition with this id."""
        for each in self.propositions:
            if each.id == proposition:
                return each
        raise NotFound("No such proposition")


class FakeClient(Calls):
    """One connection to a :class:`FakeDaemon`; refuses to be used in two threads."""

    def __init__(self, daemon: FakeDaemon) -> None:
        self._daemon = daemon
        self._thread = threading.get_ident()
        self._closed = False

    def status(self) -> StatusView:
        """The daemon's, with counts that follow what was done."""
        self._called("status")
        shown = sum(each.status == "shown" for each in self._daemon.suggestions)
        counts: dict[str, int] = {}
        for each in self._daemon.propositions:
            counts[each.status] = counts.get(each.status, 0) + 1
        return self._daemon.status.model_copy(
            update={"suggestions": {"shown": shown}, "propositions": counts}
        )

    def learn(self, *, wait: bool = True, on_progress: OnProgress | None = None) -> LearnView:
        """Nothing is learnt."""
        del on_progress
        self._called("learn", wait)
        return LearnView(
            batches=0,
            observations=0,
            outcomes={},
            audited_out={},
            output_dropped={},
            dead=0,
            calls=0,
            prompt_tokens=0,
            completion_tokens=0,
            pending=self._daemon.status.observations.pending,
        )

    def judge(self, query: str, hit: str, *, wanted: bool | None) -> None:
        """Counted as called."""
        self._called("judge", query, hit, wanted)

    def propositions(
        self,
        *,
        query: str | None = None,
        status: Sequence[str] = ("active",),
        kind: str | None = None,
        limit: int = 50,
    ) -> list[PropositionView]:
        """Filtered as asked; a query matches by any of its words."""
        self._called("propositions", query, tuple(status), kind)
        words = (query or "").lower().split()
        return [
            each
            for each in self._daemon.propositions
            if each.status in status
            and (kind is None or each.kind == kind)
            and (not words or any(word in each.text.lower() for word in words))
        ][:limit]

    def why(self, proposition: str) -> WhyView:
        """The proposition with the sample's evidence."""
        self._called("why", proposition)
        found = self._daemon.find(proposition)
        return WhyView(
            proposition=found,
            evidence=sample_evidence(found),
            history=self.history(proposition),
            disputed_by=[self._daemon.find(rival) for rival in found.disputed_by],
        )

    def history(self, proposition: str) -> list[ChangeView]:
        """How it was added, then what was done since."""
        self._called("history", proposition)
        found = self._daemon.find(proposition)
        first = change(1, found, None, found, "add", "built-in engine", found.recorded_at)
        return [first, *(c for c, _, _ in self._daemon.changes if c.proposition == proposition)]

    def add(self, text: str, *, confidence: float = 0.9) -> StatedView:
        """A stated proposition."""
        self._called("add", text, confidence)
        base = (
            self._daemon.propositions[0] if self._daemon.propositions else sample_propositions()[0]
        )
        stated = base.model_copy(
            update={
                "id": f"p-{len(self._daemon.propositions) + 1}",
                "text": text,
                "source": "stated",
                "confidence": confidence,
            }
        )
        self._daemon.propositions.insert(0, stated)
        self._write("add", None, stated)
        return StatedView(**dict(stated), change=self._daemon.changes[-1][0].id)

    def confirm(self, proposition: str) -> PropositionView:
        """More sure of it."""
        self._called("confirm", proposition)
        return self._change("confirm", proposition, confidence=0.97, rating=10)

    def correct(self, proposition: str, text: str) -> PropositionView:
        """The old one is retired; one act, two entries."""
        self._called("correct", proposition, text)
        old = self._daemon.find(proposition)
        corrected = old.model_copy(
            update={"id": f"{old.id}-corrected", "text": text, "source": "corrected"}
        )
        self._change("correct", proposition, status="retired")
        self._daemon.propositions.insert(0, corrected)
        self._write("correct", None, corrected, act=self._daemon.changes[-1][0].id)
        return corrected

    def retire(self, proposition: str, *, why: str = "") -> PropositionView:
        """No longer believed."""
        self._called("retire", proposition, why)
        return self._change("retire", proposition, status="retired")

    def pin(self, proposition: str, *, pinned: bool = True) -> PropositionView:
        """Pinned or not."""
        self._called("pin", proposition, pinned)
        return self._change("pin" if pinned else "unpin", proposition, pinned=pinned)

    def undo(self, change: int) -> list[ChangeView]:
        """Everything that the act did."""
        self._called("undo", change)
        undone = [entry for entry in self._daemon.changes if entry[0].id == change]
        if not undone:
            raise NotFound("No such change")
        for _, before, after in undone:
            if after is not None:
                self._daemon.propositions = [
                    each for each in self._daemon.propositions if each.id != after.id
                ]
            if before is not None:
                self._daemon.propositions.insert(0, before)
        return [entry for entry, before, _ in undone if before is not None]

    def suggestions(self, *, status: Sequence[str] = ("shown",)) -> list[SuggestionView]:
        """Those with one of the statuses."""
        self._called("suggestions", tuple(status))
        return [each for each in self._daemon.suggestions if each.status in status]

    def observations(self, ids: Sequence[str]) -> list[ObservationView]:
        """Those that were not forgotten since."""
        self._called("observations", tuple(ids))
        return [each for each in self._daemon.observations if each.id in ids]

    def suggestion(self, suggestion: str) -> SuggestionView:
        """One of them."""
        self._called("suggestion", suggestion)
        for each in self._daemon.suggestions:
            if each.id == suggestion:
                return each
        raise NotFound("No such suggestion")

    def verdict(
        self, suggestion: str, verdict: str, *, until: datetime | None = None
    ) -> SuggestionView:
        """It takes the status that the verdict gives it."""
        self._called("verdict", suggestion, verdict, until)
        status = {"accept": "accepted", "dismiss": "dismissed", "snooze": "snoozed"}.get(
            verdict, verdict
        )
        found = self.suggestion(suggestion)
        judged = found.model_copy(update={"status": status, "snoozed_until": until})
        self._daemon.suggestions[self._daemon.suggestions.index(found)] = judged
        return judged

    def ask(self, prompt: str, *, thread: str | None = None) -> Iterator[ChatEventView]:
        """The next script, or the sample's answer."""
        self._called("ask", prompt, thread)
        script = self._daemon.scripts.pop(0) if self._daemon.scripts else sample_answer()
        return self._play(script)

    def approve(self, thread: str, *, approved: bool) -> Iterator[ChatEventView]:
        """The script for that answer, or the sample's."""
        self._called("approve", thread, approved)
        script = self._daemon.approvals.get(approved)
        return self._play(script or sample_after_approval(approved=approved))

    def plugins(self) -> list[PluginView]:
        """None."""
        self._called("plugins")
        return []

    def doctor(self, *, reindex: bool = False) -> list[CheckView]:
        """Nothing to check."""
        self._called("doctor", reindex)
        return []

    def stop(self) -> None:
        """Gone."""
        self._called("stop")
        self._daemon.down = True

    def close(self) -> None:
        """Hang up."""
        if not self._closed:
            self._closed = True
            self._daemon.open_clients -= 1

    def _play(self, script: Script) -> Iterator[ChatEventView]:
        done = False
        try:
            for step in script:
                if isinstance(step, Pause):
                    step.wait()
                elif isinstance(step, GumptionError):
                    raise step
                else:
                    yield step
            done = True
        finally:
            if not done:
                self._daemon.cancelled += 1

    def _called(self, name: str, *arguments: object) -> None:
        if threading.get_ident() != self._thread:
            raise AssertionError("a client was used in two threads")
        if threading.current_thread() is threading.main_thread():
            raise AssertionError("a blocking call was made in the UI's own thread")
        self._daemon.check()
        self._daemon.calls.append((name, *arguments))

    def _events(self, method: str, params: Mapping[str, object]) -> Generator[object, None, object]:
        raise AssertionError(f"the UI has no use for {method}({dict(params)})")

    def _change(self, action: str, proposition: str, **update: object) -> PropositionView:
        before = self._daemon.find(proposition)
        after = before.model_copy(update=update)
        self._daemon.propositions[self._daemon.propositions.index(before)] = after
        self._write(action, before, after)
        return after

    def _write(
        self,
        action: str,
        before: PropositionView | None,
        after: PropositionView,
        *,
        act: int | None = None,
    ) -> None:
        number = act or 100 + len(self._daemon.changes)
        at = self._daemon.now - timedelta(minutes=1)
        entry = change(number, after, before, after, action, "person", at)
        self._daemon.changes.append((entry, before, after))


def sample_answer() -> Script:
    """An answer that cites two of four hits and then wants to append a note."""
    words = (
        "You usually begin Mondays with the **review queue** [1], before anything is merged, and "
        "keep the release checklist for after lunch [3].\n\n"
        "- pull requests first, oldest on top\n- then `CHANGELOG.md`\n\n"
        "I can put that down in your notes."
    )
    pieces = [words[start : start + 12] for start in range(0, len(words), 12)]
    return [
        ChatRecalled(hits=sample_hits()),
        *(ChatText(text=piece) for piece in pieces),
        ChatApproval(
            thread="thread-1",
            tool="append_note",
            arguments={"file": "notes.md", "text": "Mondays: review queue, then release checklist"},
            undoable=True,
        ),
    ]


def sample_after_approval(*, approved: bool) -> Script:
    """What comes after the answer to the approval."""
    hits = sample_hits()
    end = "\n\nDone." if approved else "\n\nAll right, I leave it."
    receipt = ChatToolDone(
        tool="append_note", summary="Appended one line to notes.md", undo="delete the last line"
    )
    return [
        *([receipt] if approved else []),
        ChatText(text=end),
        ChatDone(thread="thread-1", cited=[hits[0].id, hits[2].id], text=""),
    ]


def main() -> None:
    """Open the UI on the sample, for trying it by hand."""
    from tui.app import run

    daemon = FakeDaemon(now=datetime.now(UTC))
    run(daemon.connect, place=sys.argv[1] if len(sys.argv) > 1 else "suggestions")


if __name__ == "__main__":
    main()
