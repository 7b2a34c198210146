"""What the daemon answers about what is known, and what it does with what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from agent.daemon import requests as ask_for
from agent.daemon import views
from agent.daemon.server import Call
from agent.gate import Gate
from agent.wire import (
    ChangeView,
    HitView,
    ObservationView,
    PropositionView,
    StatedView,
    SuggestionView,
    WhyView,
)
from memory.errors import InvalidProposition
from memory.types import Labels, Observation, Proposition, Reconciliation

if TYPE_CHECKING:
    from memory import UserModel

PERSON = "person"


class Knowing:
    """Answers the methods about propositions, observations and suggestions.

    Args:
        model: What is known.
        gate: What the person types passes it.
        clock: The time.
    """

    def __init__(
        self,
        model: UserModel,
        gate: Gate,
        clock: Callable[[], datetime],
        need_capture: Callable[[], None] = lambda: None,
    ) -> None:
        self._need_capture = need_capture
        self._model = model
        self._gate = gate
        self._clock = clock

    # -- what comes out

    def recall(self, params: ask_for.Recall, _call: Call) -> list[HitView]:
        """Best matches first."""
        hits = self._model.recall(
            params.query,
            k=params.k,
            kinds=params.kinds,
            since=params.since,
            until=params.until,
            clearance=params.clearance,
        )
        return [views.hit_view(hit) for hit in hits]

    def propositions(self, params: ask_for.Propositions, _call: Call) -> list[PropositionView]:
        """Those of some statuses, or those that match."""
        found = self._model.propositions(
            query=params.query, status=params.status, kind=params.kind, limit=params.limit
        )
        return [self._proposition(one) for one in found]

    def why(self, params: ask_for.One, _call: Call) -> WhyView:
        """A proposition with its evidence and history."""
        one = self._model.proposition(params.id)
        evidence = self._model.evidence(params.id)
        ids = [piece.observation for piece in evidence]
        found = self._model.observations(ids=ids, limit=len(ids)) if ids else []
        shown = self._proposition(one)
        return WhyView(
            proposition=shown,
            disputed_by=[self._shown(rival) for rival in shown.disputed_by],
            evidence=views.evidence_views(evidence, {seen.id: seen for seen in found}),
            history=[views.change_view(change) for change in self._model.history(params.id)],
        )

    def history(self, params: ask_for.One, _call: Call) -> list[ChangeView]:
        """Oldest first."""
        return [views.change_view(change) for change in self._model.history(params.id)]

    def observations(self, params: ask_for.Several, _call: Call) -> list[ObservationView]:
        """What was seen, by id."""
        found = self._model.observations(ids=params.ids, limit=len(params.ids) or 1)
        return [views.observation_view(one) for one in found]

    # -- what the person says about it

    def add(self, params: ask_for.Add, _call: Call) -> StatedView:
        """A claim of the person's own, brought together with what is known."""
        # Reading words takes the engine, which a start does not wait for.
        from agent.engine.builtin.stated import stated

        said, labels = self._said(params.text)
        text, polarity = stated(said)
        claim = Proposition(
            text=text,
            polarity=polarity,
            confidence=params.confidence,
            source="stated",
            labels=labels,
        )
        (done,) = self._model.reconcile([claim], actor=PERSON)
        return StatedView(
            **dict(self._shown(done.proposition)),
            outcome=done.outcome,
            other=done.other,
            other_text=self._before(done),
            change=done.change,
        )

    def confirm(self, params: ask_for.One, _call: Call) -> PropositionView:
        """It is true."""
        self._model.confirm(params.id, actor=PERSON)
        return self._shown(params.id)

    def correct(self, params: ask_for.Correct, _call: Call) -> PropositionView:
        """Something else is true."""
        text, _ = self._said(params.text)
        return self._shown(self._model.correct(params.id, text, actor=PERSON))

    def retire(self, params: ask_for.Retire, _call: Call) -> PropositionView:
        """It is not true."""
        self._model.retire(params.id, why=params.why, actor=PERSON)
        return self._shown(params.id)

    def judge(self, params: ask_for.JudgeHit, _call: Call) -> None:
        """A hit is right or wrong for a query."""
        self._model.judge_hit(params.query, params.id, wanted=params.wanted)

    def pin(self, params: ask_for.Pin, _call: Call) -> PropositionView:
        """It must not go stale, or may again."""
        self._model.pin(params.id, pinned=params.pinned, actor=PERSON)
        return self._shown(params.id)

    def undo(self, params: ask_for.Undo, _call: Call) -> list[ChangeView]:
        """Take a change back."""
        undone = self._model.undo(params.change, actor=PERSON)
        return [views.change_view(change) for change in self._model.change(undone)]

    def suggestions(self, params: ask_for.Suggestions, _call: Call) -> list[SuggestionView]:
        """Newest first."""
        found = self._model.suggestions.list(status=params.status)
        return [views.suggestion_view(one) for one in found]

    def suggestion(self, params: ask_for.One, _call: Call) -> SuggestionView:
        """One of them."""
        return views.suggestion_view(self._model.suggestions.get(params.id))

    def verdict(self, params: ask_for.Judge, _call: Call) -> SuggestionView:
        """Keep what the person says to a suggestion."""
        self._model.suggestions.record(params.id, params.verdict, until=params.until)
        return views.suggestion_view(self._model.suggestions.get(params.id))

    # -- details

    def _proposition(self, one: Proposition) -> PropositionView:
        return views.proposition_view(
            one,
            evidence=len(self._model.evidence(one.id)),
            now=self._clock(),
            disputed_by=self._model.disputing([one.id]).get(one.id, ()),
        )

    def _shown(self, id: str) -> PropositionView:
        return self._proposition(self._model.proposition(id))

    def _before(self, done: Reconciliation) -> str:
        """What the claim that a statement was compared with said before it."""
        if done.other is None:
            return ""
        for change in self._model.change(done.change) if done.change is not None else ():
            if change.proposition == done.other and change.before is not None:
                return change.before.text
        return self._model.proposition(done.other).text

    def _said(self, text: str) -> tuple[str, Labels]:
        """What the person typed, on one line and through the gate.

        No secret and no control sequence is kept.

        Raises:
            NotPermitted: nothing is captured now.
            InvalidProposition: the gate does not let it through.
        """
        self._need_capture()
        typed = Observation(source=PERSON, content=text, origin="self-stated")
        admitted = self._gate.admit([typed], self._clock())
        if not admitted.kept:
            reason = next(iter(admitted.dropped), "empty")
            raise InvalidProposition(
                f"This text cannot be kept: {reason}",
                hint="gumption exclude list shows the rules"
                if reason.startswith("excluded")
                else "say it in other words",
            )
        return " ".join(admitted.kept[0].content.split()), admitted.kept[0].labels
