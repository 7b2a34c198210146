"""The learn graph: from a batch of observations to propositions.

::

    START ─┬─▶ recall ─▶ infer ─┬─▶ audit ─▶ reconcile ─▶ commit ─▶ END
           └─▶ reflect ─────────┘

``recall`` finds what is already believed about the batch, ``infer`` asks the engine once,
``audit`` decides what may be kept, ``reconcile`` prepares what is left, and ``commit`` writes all
of it in one SQLite transaction that also settles the batch. ``reflect`` replaces the first two for
statistics over many events. A run that is killed goes on from the last node that finished;
``commit`` may run twice without counting anything twice, because the same transaction marks the
batch as processed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypedDict

from langgraph.graph import END, START, StateGraph

from agent.audit import audit as judge_all
from agent.audit import is_echo
from agent.engine.port import Engine, LearnRequest, LearnResult
from agent.graphs.plain import Plain, plain_draft, plain_entry, read_draft, read_entry
from agent.graphs.wiring import Update, node
from memory.errors import NotFound
from memory.threads import Turn
from memory.types import (
    AuditEntry,
    Draft,
    Observation,
    ObservationKind,
    Proposition,
    Reconciliation,
)

if TYPE_CHECKING:
    from langgraph.checkpoint.base import BaseCheckpointSaver
    from langgraph.graph.state import CompiledStateGraph

NEIGHBOURS = 12
#: How far back in its talk a text may put right what was said.
TURNS_BEFORE = 6
#: Newest events that habits are computed over; the older ones are in the propositions already.
REFLECT_EVENTS = 20_000


class Ledger(Protocol):
    """The part of :class:`memory.UserModel` that learning needs."""

    def observations(
        self,
        *,
        ids: Sequence[str] | None = None,
        kind: ObservationKind | None = None,
        limit: int = 100,
        newest_first: bool = True,
    ) -> list[Observation]:
        """See :meth:`memory.UserModel.observations`."""

    def neighbours(self, texts: Sequence[str], *, k: int) -> list[Proposition]:
        """See :meth:`memory.UserModel.neighbours`."""

    def proposition(self, id: str) -> Proposition:
        """See :meth:`memory.UserModel.proposition`."""

    def turns_before(self, observation: Observation, *, limit: int) -> list[Turn]:
        """See :meth:`memory.UserModel.turns_before`."""

    def reconcile(
        self,
        drafts: Sequence[Draft],
        *,
        settles: Sequence[str] = (),
        decisions: Sequence[AuditEntry] = (),
        actor: str = "library",
    ) -> list[Reconciliation]:
        """See :meth:`memory.UserModel.reconcile`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnContext:
    """What the nodes work with; never part of a checkpoint."""

    model: Ledger
    engine: Engine
    statistics: Engine
    clock: Callable[[], datetime]
    names: Collection[str] = ()
    neighbours: int = NEIGHBOURS
    unchanged: Callable[[Draft], bool] = lambda _draft: False


class LearnState(TypedDict, total=False):
    """Ids and plain data only."""

    mode: Literal["batch", "reflect"]
    batch: list[str]
    neighbours: list[str]
    drafts: list[Plain]
    prompt: str
    decisions: list[Plain]
    refused: dict[str, int]
    dropped: dict[str, int]
    usage: dict[str, int]
    outcomes: dict[str, int]


def build(
    checkpointer: BaseCheckpointSaver[Any] | None = None,
) -> CompiledStateGraph[LearnState, LearnContext, LearnState, LearnState]:
    """The compiled graph; run it with a :class:`LearnContext` as ``context``."""
    graph = StateGraph(LearnState, context_schema=LearnContext)
    graph.add_node("recall", node(recall))
    graph.add_node("infer", node(infer))
    graph.add_node("reflect", node(reflect))
    graph.add_node("audit", node(audit))
    graph.add_node("reconcile", node(reconcile))
    graph.add_node("commit", node(commit))
    graph.add_conditional_edges(START, first, ["recall", "reflect"])
    graph.add_edge("recall", "infer")
    graph.add_edge("infer", "audit")
    graph.add_edge("reflect", "audit")
    graph.add_edge("audit", "reconcile")
    graph.add_edge("reconcile", "commit")
    graph.add_edge("commit", END)
    return graph.compile(checkpointer=checkpointer, name="learn")


def first(state: LearnState) -> str:
    """Which way in: a batch is recalled for, habits are reflected on."""
    return "reflect" if state["mode"] == "reflect" else "recall"


def recall(state: LearnState, context: LearnContext) -> Update:
    """Find what is already believed about what the batch speaks of."""
    spoken = _spoken(state, context)
    if context.engine.kind == "built-in":
        # It reads prose alone; what it makes of events comes later, from all of them at once. A
        # history of a thousand commits need not be embedded to be settled.
        spoken = [each for each in spoken if each.kind == "text"]
    texts = [each.content for each in spoken]
    found = context.model.neighbours(texts, k=context.neighbours) if texts else []
    return {"neighbours": [each.id for each in found]}


def infer(state: LearnState, context: LearnContext) -> Update:
    """Ask the engine once for the whole batch.

    The assistant's own turns are not shown to it at all: what an engine does not read it cannot
    echo. They are settled with the batch.
    """
    observations = _spoken(state, context)
    if not observations:
        return _inferred(LearnResult(drafts=()))
    neighbours = []
    for neighbour in state["neighbours"]:
        try:
            neighbours.append(context.model.proposition(neighbour))
        except NotFound:  # forgotten between the two nodes
            continue
    return _inferred(
        context.engine.learn(
            LearnRequest(
                observations=tuple(observations),
                neighbours=tuple(neighbours),
                now=context.clock(),
                turns_before=lambda each: context.model.turns_before(each, limit=TURNS_BEFORE),
            )
        )
    )


def reflect(_state: LearnState, context: LearnContext) -> Update:
    """Let the statistics look at many events at once."""
    events = context.model.observations(kind="event", limit=REFLECT_EVENTS, newest_first=True)
    return _inferred(context.statistics.reflect(events[::-1], context.clock()))


def audit(state: LearnState, context: LearnContext) -> Update:
    """Decide by rule which drafts may be kept; see :mod:`agent.audit`."""
    drafts = [read_draft(each) for each in state["drafts"]]
    ids = state["batch"] or [
        *dict.fromkeys(it for each in drafts for it in (*each.supports, *each.contradicts))
    ]
    known = {each.id: each for each in _observations(ids, context)}
    judged = judge_all(
        drafts,
        known,
        now=context.clock(),
        names=context.names,
        counted=state["mode"] == "reflect",
    )
    return {
        "drafts": [plain_draft(each) for each in judged.drafts],
        "decisions": [
            plain_entry(each) for each in (*judged.decisions, *_unusable(state, context))
        ],
        "refused": dict(judged.refused),
    }


def reconcile(state: LearnState, context: LearnContext) -> Update:
    """Prepare what will be written: the same claim once, and nothing that has not changed."""
    merged: dict[str, Draft] = {}
    for draft in map(read_draft, state["drafts"]):
        key = " ".join(draft.proposition.text.casefold().split()).rstrip(".")
        merged[key] = _together(merged[key], draft) if key in merged else draft
    kept = [
        draft
        for draft in merged.values()
        if state["mode"] == "batch" or not context.unchanged(draft)
    ]
    return {"drafts": [plain_draft(each) for each in kept]}


def commit(state: LearnState, context: LearnContext) -> Update:
    """Write beliefs, decisions and the batch's new status in one transaction."""
    batch = _observations(state["batch"], context)
    if state["batch"] and not any(each.status == "pending" for each in batch):
        return {"outcomes": {}}  # the transaction went through just before a crash
    engine = context.engine if state["mode"] == "batch" else context.statistics
    verb = "learn" if state["mode"] == "batch" else "reflect"
    results = context.model.reconcile(
        [read_draft(each) for each in state["drafts"]],
        settles=[each.id for each in batch],
        decisions=[read_entry(each) for each in state["decisions"]],
        # The prompt's version too: what it led to can be told apart once it has been edited.
        actor=f"{verb}:{engine.name}{f' ({prompt})' if (prompt := state.get('prompt')) else ''}",
    )
    return {"outcomes": dict(Counter[str](each.outcome for each in results))}


def _unusable(state: LearnState, context: LearnContext) -> list[AuditEntry]:
    """What of an engine's answer was thrown away, for the audit log: reasons, no content."""
    dropped = state.get("dropped", {})
    if not dropped:
        return []
    why = ", ".join(f"{count} {reason}" for reason, count in sorted(dropped.items()))
    return [
        AuditEntry(
            at=context.clock(),
            actor=f"learn:{context.engine.name}",
            action="read an answer",
            subject=f"the answer to {len(state['batch'])} observations",
            decision="dropped",
            why=why,
        )
    ]


def _inferred(result: LearnResult) -> Update:
    return {
        "drafts": [plain_draft(each) for each in result.drafts],
        "prompt": result.prompt,
        "dropped": dict(result.dropped),
        "usage": asdict(result.usage),
    }


def _observations(ids: Sequence[str], context: LearnContext) -> list[Observation]:
    if not ids:
        return []
    found = {each.id: each for each in context.model.observations(ids=ids, limit=len(ids))}
    return [found[one] for one in ids if one in found]


def _spoken(state: LearnState, context: LearnContext) -> list[Observation]:
    return [each for each in _observations(state["batch"], context) if not is_echo(each)]


def _together(one: Draft, other: Draft) -> Draft:
    """The same claim drafted twice in one batch: its evidence together, the surer wording."""
    surer = max(one, other, key=lambda each: each.proposition.confidence)
    labels = one.proposition.labels.join(other.proposition.labels)
    return replace(
        surer,
        proposition=replace(surer.proposition, labels=labels),
        supports=tuple(dict.fromkeys((*one.supports, *other.supports))),
        contradicts=tuple(dict.fromkeys((*one.contradicts, *other.contradicts))),
        relations=tuple(dict.fromkeys((*one.relations, *other.relations))),
        derived_from=tuple(dict.fromkeys((*one.derived_from, *other.derived_from))),
        hearsay=one.hearsay and other.hearsay,
        corrects=tuple(dict.fromkeys((*one.corrects, *other.corrects))),
    )
