"""The suggest graph: from what is known and what just happened to an offer of help.

::

    START ─▶ gather ─▶ propose ─▶ weigh ─▶ gate ─▶ END

``gather`` puts together what is recent and what is believed about it; ``propose`` asks the engine;
``weigh`` gives every proposal its calibrated probability and its sums; ``gate`` decides
(:mod:`agent.initiative`), stores and audits. What was withheld or snoozed before is
weighed again beside the new proposals. Shown or not, every decision has its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypedDict

from langgraph.graph import END, START, StateGraph

from agent import initiative, questions, taint
from agent.engine.port import Engine, SuggestRequest
from agent.graphs.plain import Plain, plain_suggestion, read_suggestion
from agent.graphs.wiring import Update, node
from agent.initiative import Circumstances, Decision, Settings
from memory.disputes import Dispute
from memory.errors import NotFound
from memory.types import (
    AuditEntry,
    Evidence,
    Observation,
    Proposition,
    Sensitivity,
    Suggestion,
    SuggestionStatus,
)

if TYPE_CHECKING:
    from langgraph.checkpoint.base import BaseCheckpointSaver
    from langgraph.graph.state import CompiledStateGraph

#: How much of the past is looked at: a promise is made days before its day. Counting engines take
#: all of it, a language model reads what fits a prompt.
SINCE = timedelta(days=14)
MOST = {"built-in": 800, "language model": 40}
#: The newest of them, for which beliefs are looked up and by which the moment is told.
NEWEST = 40
PROPOSITIONS = 16
OPEN: tuple[SuggestionStatus, ...] = ("pending", "shown", "snoozed", "withheld")
CLOSED: tuple[SuggestionStatus, ...] = ("accepted", "dismissed", "never", "expired")
_OPEN_LIMIT = 100
#: Disputes that are asked about at a time.
_QUESTIONS = 2


class Log(Protocol):
    """The part of :attr:`memory.UserModel.suggestions` that the gate needs."""

    def add(self, suggestion: Suggestion) -> str:
        """Store one; its id."""

    def list(
        self, *, status: Sequence[SuggestionStatus] = ..., limit: int = ...
    ) -> list[Suggestion]:
        """Newest first."""

    def set_status(self, id: str, status: SuggestionStatus, until: datetime | None = None) -> None:
        """Move one on."""

    def verdicts(self, category: str) -> tuple[int, int]:
        """Accepted and dismissed."""

    def categories_never(self) -> set[str]:
        """Categories the person never wants again."""

    def shown_since(self, when: datetime) -> int:
        """How many were shown since."""


class Ledger(Protocol):
    """The part of :class:`memory.UserModel` that suggesting needs."""

    @property
    def suggestions(self) -> Log:
        """The suggestion log."""

    def observations(
        self,
        *,
        ids: Sequence[str] | None = None,
        since: datetime | None = None,
        limit: int = 100,
        newest_first: bool = True,
        clearance: Sensitivity = "secret",
    ) -> list[Observation]:
        """See :meth:`memory.UserModel.observations`."""

    def neighbours(
        self, texts: Sequence[str], *, k: int, clearance: Sensitivity = "secret"
    ) -> list[Proposition]:
        """See :meth:`memory.UserModel.neighbours`."""

    def proposition(self, id: str) -> Proposition:
        """See :meth:`memory.UserModel.proposition`."""

    def disputes(self, *, limit: int = 50, clearance: Sensitivity = "secret") -> list[Dispute]:
        """See :meth:`memory.UserModel.disputes`."""

    def evidence(self, proposition_id: str) -> list[Evidence]:
        """See :meth:`memory.UserModel.evidence`."""

    def write_audit(self, entries: Sequence[AuditEntry]) -> None:
        """See :meth:`memory.UserModel.write_audit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestContext:
    """What the nodes work with; never part of a checkpoint.

    ``started_at`` is when this home was first used, where the burn-in begins.
    """

    model: Ledger
    engine: Engine
    clock: Callable[[], datetime]
    settings: Settings
    started_at: datetime


class SuggestState(TypedDict, total=False):
    """Ids and plain data only."""

    recent: list[str]
    propositions: list[str]
    candidates: list[Plain]
    weighed: list[Plain]
    shown: list[str]
    outcomes: dict[str, int]
    usage: dict[str, int]


def build(
    checkpointer: BaseCheckpointSaver[Any] | None = None,
) -> CompiledStateGraph[SuggestState, SuggestContext, SuggestState, SuggestState]:
    """The compiled graph; run it with a :class:`SuggestContext` as ``context``."""
    graph = StateGraph(SuggestState, context_schema=SuggestContext)
    graph.add_node("gather", node(gather))
    graph.add_node("propose", node(propose))
    graph.add_node("weigh", node(weigh))
    graph.add_node("gate", node(gate))
    graph.add_edge(START, "gather")
    graph.add_edge("gather", "propose")
    graph.add_edge("propose", "weigh")
    graph.add_edge("weigh", "gate")
    graph.add_edge("gate", END)
    return graph.compile(checkpointer=checkpointer, name="suggest")


def gather(_state: SuggestState, context: SuggestContext) -> Update:
    """What just happened and what is believed about it; close what is over or done."""
    now, clearance = context.clock(), context.settings.clearance
    recent = context.model.observations(
        since=now - SINCE, limit=MOST[context.engine.kind], clearance=clearance
    )
    texts = [each.content for each in recent[:NEWEST]]
    known = context.model.neighbours(texts, k=PROPOSITIONS, clearance=clearance) if texts else []
    _withdraw(context, recent, now)
    return {"recent": [each.id for each in recent], "propositions": [each.id for each in known]}


def propose(state: SuggestState, context: SuggestContext) -> Update:
    """Ask the engine, and take up again what was withheld or has slept long enough."""
    now, log = context.clock(), context.model.suggestions
    opened = log.list(status=OPEN, limit=_OPEN_LIMIT)
    result = context.engine.suggest(
        SuggestRequest(
            recent=tuple(_observations(state["recent"], context)),
            propositions=tuple(_propositions(state["propositions"], context)),
            open=tuple(opened),
            now=now,
        )
    )
    candidates = [each for each in reversed(opened) if _is_due(each, now)]
    past = [
        each
        for each in log.list(status=CLOSED, limit=_OPEN_LIMIT)
        if each.created_at is not None and each.created_at > now - context.settings.repeat_after
    ]
    refused = Counter[str]()
    asked = context.model.disputes(limit=_QUESTIONS, clearance=context.settings.clearance)
    for proposal in (*result.suggestions, *questions.about(asked)):
        if any(initiative.is_same(proposal, each) for each in (*opened, *past, *candidates)):
            refused["duplicate"] += 1
            continue
        if taint.refusal(proposal) and _is_hearsay(proposal, state, context):
            refused["tainted"] += 1
            continue
        candidates.append(
            replace(
                proposal,
                id="",
                status="pending",
                created_at=now,
                expires_at=proposal.expires_at or now + context.settings.lifetime,
            )
        )
    return {
        "candidates": [plain_suggestion(each) for each in candidates],
        "outcomes": dict(refused),
        "usage": asdict(result.usage),
    }


def _is_hearsay(proposal: Suggestion, state: SuggestState, context: SuggestContext) -> bool:
    """Whether an offer rests on others' text alone, as far as it says what it rests on."""
    known = _propositions(proposal.propositions, context)
    if any(each.source != "inferred" for each in known):
        return False
    ids = [*proposal.observations]
    for each in known:
        ids += [piece.observation for piece in context.model.evidence(each.id)]
    basis = _observations(ids, context)
    if not basis:  # it may rest on anything that was looked at
        recent = _observations(state["recent"], context)
        basis = [each for each in recent if taint.may_be_planted(each)]
    return bool(basis) and all(map(taint.may_be_planted, basis))


def weigh(state: SuggestState, context: SuggestContext) -> Update:
    """Give every candidate its sums for this moment, best first.

    What the person snoozed is not weighed again: they asked for it at this time.
    """
    moment = initiative.moment(_observations(state["recent"], context), context.clock())
    weighed = []
    for candidate in map(read_suggestion, state["candidates"]):
        if candidate.status == "snoozed":
            weighed.append(candidate)
            continue
        accepted, dismissed = context.model.suggestions.verdicts(candidate.category)
        weighed.append(
            initiative.weigh(
                candidate,
                accepted=accepted,
                dismissed=dismissed,
                moment=moment,
                settings=context.settings,
            )
        )
    weighed.sort(key=lambda each: (each.status != "snoozed", -each.utility))
    return {"weighed": [plain_suggestion(each) for each in weighed]}


def gate(state: SuggestState, context: SuggestContext) -> Update:
    """Show what may be shown, keep the rest for later, and write every decision down."""
    now, log = context.clock(), context.model.suggestions
    proposed = {each["text"]: read_suggestion(each) for each in state["candidates"]}
    around = Circumstances(
        now=now,
        moment=initiative.moment(_observations(state["recent"], context), now),
        started_at=context.started_at,
        shown_last_minute=log.shown_since(now - timedelta(minutes=1)),
        shown_last_day=log.shown_since(now - timedelta(days=1)),
        never=log.categories_never(),
    )
    shown: list[str] = []
    outcomes = Counter[str](state["outcomes"])
    decisions: list[AuditEntry] = []
    for candidate in map(read_suggestion, state["weighed"]):
        decision = initiative.decide(candidate, around, context.settings)
        outcomes[decision.verdict] += 1
        changed = candidate.status != decision.verdict
        kept = _keep(candidate, proposed[candidate.text], decision, log)
        if decision.verdict == "shown":
            shown.append(kept)
            around = replace(
                around,
                shown_last_minute=around.shown_last_minute + 1,
                shown_last_day=around.shown_last_day + 1,
            )
        if changed:
            decisions.append(_entry(now, kept or candidate.category, decision))
    context.model.write_audit(decisions)
    return {"shown": shown, "outcomes": dict(outcomes)}


def _keep(weighed: Suggestion, proposed: Suggestion, decision: Decision, log: Log) -> str:
    """Store a decision; the id of the row, empty when there is none.

    What is withheld keeps the proposer's own numbers, so that another moment can weigh it anew;
    what is shown carries the sums that let it through.
    """
    if decision.verdict == "refused":
        if weighed.id:
            never = decision.why.startswith("never again")
            log.set_status(weighed.id, "never" if never else "expired")
        return weighed.id
    if decision.verdict == "withheld":
        if weighed.id:
            return weighed.id  # still withheld, or still asleep
        return log.add(replace(proposed, utility=weighed.utility, status="withheld"))
    if weighed.status == "snoozed":
        log.set_status(weighed.id, "shown")
        return weighed.id
    if weighed.id:
        log.set_status(weighed.id, "expired")
    new = log.add(replace(weighed, id="", status="pending"))
    log.set_status(new, "shown")
    return new


def _entry(now: datetime, subject: str, decision: Decision) -> AuditEntry:
    return AuditEntry(
        at=now,
        actor="suggest",
        action="interrupt the person",
        subject=subject,
        decision=decision.verdict,
        why=decision.why,
    )


def _is_due(suggestion: Suggestion, now: datetime) -> bool:
    if suggestion.status == "snoozed":
        return suggestion.snoozed_until is not None and suggestion.snoozed_until <= now
    return suggestion.status in {"withheld", "pending"}


def _withdraw(context: SuggestContext, recent: Sequence[Observation], now: datetime) -> None:
    """Close what is over, done meanwhile, or rests on beliefs that no longer hold."""
    log = context.model.suggestions
    entries = []
    for each in log.list(status=OPEN, limit=_OPEN_LIMIT):
        if each.expires_at is not None and each.expires_at <= now:
            why = "it is over"
        elif initiative.is_done(each, recent):
            why = "the person has done it"
        elif each.propositions and not _stands(each, context):
            why = "nothing that it rests on is believed any more"
        else:
            continue
        log.set_status(each.id, "expired")
        entries.append(
            AuditEntry(
                at=now,
                actor="suggest",
                action="withdraw a suggestion",
                subject=each.id,
                decision="withdrawn",
                why=why,
            )
        )
    if entries:
        context.model.write_audit(entries)


def _stands(suggestion: Suggestion, context: SuggestContext) -> bool:
    """Whether what it rests on is believed: any of it, or both sides of a question."""
    active = [each.status == "active" for each in _propositions(suggestion.propositions, context)]
    if suggestion.category == questions.CATEGORY:
        return len(active) == len(suggestion.propositions) and all(active)
    return any(active)


def _observations(ids: Sequence[str], context: SuggestContext) -> list[Observation]:
    return context.model.observations(ids=ids, limit=len(ids)) if ids else []


def _propositions(ids: Sequence[str], context: SuggestContext) -> list[Proposition]:
    found = []
    for each in ids:
        try:
            found.append(context.model.proposition(each))
        except NotFound:  # forgotten meanwhile
            continue
    return found
