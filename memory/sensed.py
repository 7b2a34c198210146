"""What the learnt senses make of a draft where no rule tells what it is to its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from memory.decisions import Candidate, Decision, order_in_time, same_time
from memory.networks import Vectored
from memory.overtaking import overtaken
from memory.restating import likely_restated
from memory.types import Proposition, Relation


def sensed(
    proposition: Proposition,
    hints: Mapping[str, Relation],
    candidates: Sequence[Candidate],
    observed_at: datetime | None,
    vectors: Vectored,
) -> Decision | None:
    """That a draft restates a neighbour or has overtaken one; ``None`` if neither is sure enough.

    Args:
        proposition: The draft's.
        hints: What a model says of it and its neighbours, by their ids.
        candidates: The neighbours.
        observed_at: Time of the draft's newest evidence; ``None`` when unknown.
        vectors: Of all of them.
    """
    return _restated(proposition, hints, candidates, vectors) or _overtaken(
        proposition, hints, candidates, observed_at, vectors
    )


def rests_on_a_hint(decision: Decision, hints: Mapping[str, Relation]) -> bool:
    """Whether a dispute may rest on a model's word alone: the learnt sense can bear it out."""
    return decision.outcome == "disputed" and hints.get(decision.target or "") == "contradicts"


def _restated(
    proposition: Proposition,
    hints: Mapping[str, Relation],
    candidates: Sequence[Candidate],
    vectors: Vectored,
) -> Decision | None:
    """The claim that a model says the draft restates, where that is likely."""
    said = [
        each
        for each in candidates
        if hints.get(each.proposition.id) == "identical"
        and same_time(proposition, each.proposition)
    ]
    known = vectors.of([each.proposition.id for each in said]) if said else {}
    for each in sorted(said, key=lambda each: -each.cosine):
        id_, text = each.proposition.id, each.proposition.text
        if id_ in known and likely_restated(proposition.text, text, (vectors.draft, known[id_])):
            return Decision(outcome="identical", target=id_, why="restates it, says the model")
    return None


def _overtaken(
    proposition: Proposition,
    hints: Mapping[str, Relation],
    candidates: Sequence[Candidate],
    observed_at: datetime | None,
    vectors: Vectored,
) -> Decision | None:
    """The change that is learnt to be seen, where what is older says what lasts."""
    older = [
        (each.proposition.id, each.proposition.text, each.cosine)
        for each in candidates
        if each.proposition.kind != "episodic" and order_in_time(observed_at, each) > 0
    ]
    hinted = frozenset(id_ for id_, relation in hints.items() if relation == "contradicts")
    target = overtaken(proposition.text, older, vectors, hinted=hinted)
    if target is None:
        return None
    return Decision(outcome="contradicts", target=target, why="sounds as if it had changed")
