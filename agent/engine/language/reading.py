"""From a model's claims to drafts: what can be believed of the answer is kept, the rest counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from pydantic import ValidationError

from agent.engine.language.shapes import Claim, Related
from agent.engine.language.wording import (
    fault_of,
    from_outside,
    in_another_script,
    is_order,
    likeness_key,
    shares_a_word,
    tidy,
)
from agent.engine.port import LearnRequest
from agent.taint import is_worded_by_others
from memory.types import (
    Draft,
    Observation,
    Proposition,
    PropositionKind,
    Relation,
    RelationHint,
    join_labels,
)

#: Days, for the words that models choose among.
HALF_LIVES: Final[Mapping[str, float]] = {
    "day": 1.0,
    "week": 7.0,
    "month": 30.0,
    "season": 90.0,
    "year": 365.0,
    "years": 1825.0,
}
_KINDS: Final[Mapping[str, PropositionKind]] = {
    "fact": "semantic",
    "event": "episodic",
    "habit": "procedural",
}
_RELATIONS: Final[Mapping[str, Relation]] = {
    "same": "identical",
    "refines": "refines",
    "contradicts": "contradicts",
}
_LOWEST, _HIGHEST = 1, 10
#: Nobody is surer than this of what was inferred.
_SUREST: Final = 0.95
_REASONING_LENGTH: Final = 500
#: Members of a list, and characters of a text, that are looked at in an answer that no grammar
#: held. The schema asks for ten claims of 200 characters.
MOST_CLAIMS: Final = 24
_MOST_NUMBERS: Final = 64
LONGEST: Final = 4000

Dropped = Literal[
    "malformed",
    "empty",
    "too long",
    "repetitive",
    "first person",
    "instruction",
    "duplicate",
    "no evidence",
    "unknown observation",
    "unknown neighbour",
    "confidence out of range",
    "wrong language",
    "the example",
    "too many",
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer came to. ``dropped`` counts what was refused or put right, by reason."""

    drafts: tuple[Draft, ...]
    reasoning: str
    dropped: Mapping[str, int]


def read_claims(
    answer: Mapping[str, Any], request: LearnRequest, *, examples: Sequence[str] = ()
) -> Reading:
    """Check an answer against what was asked.

    Args:
        answer: The parsed JSON: ``reasoning`` and ``claims``.
        request: What the model was shown; numbers mean positions in it, from 1.
        examples: Claims of the prompt's worked example; said again, they are believed only where
            the evidence speaks of the same thing.
    """
    dropped: Counter[str] = Counter()
    drafts: dict[str, Draft] = {}
    claims = answer.get("claims")
    if not isinstance(claims, list):
        claims, dropped["malformed"] = [], 1
    if len(claims) > MOST_CLAIMS:
        dropped["too many"] = len(claims) - MOST_CLAIMS
    told = frozenset(map(likeness_key, examples))
    for item in claims[:MOST_CLAIMS]:
        draft = _draft(item, request, told, dropped)
        if draft is None:
            continue
        key = likeness_key(draft.proposition.text)
        if key in drafts:
            dropped["duplicate"] += 1
            drafts[key] = _joined(drafts[key], draft)
        else:
            drafts[key] = draft
    reasoning = tidy(str(answer.get("reasoning", ""))[:LONGEST])[:_REASONING_LENGTH]
    return Reading(tuple(drafts.values()), reasoning, dict(dropped))


def rating(value: float) -> tuple[float, bool]:
    """A rating of 1–10 as a probability, and whether it had to be put right.

    A number between 0 and 1 is taken for a probability that was meant; others are brought to the
    nearer end.
    """
    if 0 < value < 1:
        value, fair = value * 10, False
    else:
        fair = _LOWEST <= value <= _HIGHEST
    return min(max(value, _LOWEST) / 10, _SUREST), not fair


def _draft(
    item: object, request: LearnRequest, told: Collection[str], dropped: Counter[str]
) -> Draft | None:
    try:
        claim = Claim.model_validate(item)
    except ValidationError:
        dropped["malformed"] += 1
        return None
    supports = _chosen(
        claim.evidence[:_MOST_NUMBERS], request.observations, dropped, "unknown observation"
    )
    text, fault = _text(claim, supports, told)
    if fault is not None:
        dropped[fault] += 1
        return None
    if not supports:
        dropped["no evidence"] += 1
        return None
    confidence, put_right = rating(claim.confidence)
    if put_right:
        dropped["confidence out of range"] += 1
    happened = [seen.observed_at for seen in supports if seen.observed_at is not None]
    proposition = Proposition(
        text=text,
        reasoning=tidy(claim.why[:LONGEST])[:_REASONING_LENGTH],
        kind=_KINDS[claim.kind],
        polarity=claim.polarity,
        entities=tuple(dict.fromkeys(filter(None, map(tidy, claim.names[:_MOST_NUMBERS])))),
        confidence=confidence,
        half_life=HALF_LIVES[claim.lasts],
        valid_from=min(happened) if happened and claim.kind == "event" else None,
        labels=join_labels(seen.labels for seen in supports),
    )
    return Draft(
        proposition=proposition,
        supports=tuple(seen.id for seen in supports),
        relations=tuple(_relations(claim.related[:_MOST_NUMBERS], request.neighbours, dropped)),
    )


def _text(
    claim: Claim, supports: Sequence[Observation], told: Collection[str]
) -> tuple[str, Dropped | None]:
    """The claim's text, or the reason why it cannot be one."""
    text = tidy(claim.text[:LONGEST])
    fault: Any = fault_of(text)
    if fault is not None:
        return text, fault
    foreign = bool(supports) and all(map(is_worded_by_others, supports))
    # What others wrote may say what the person read; it must not become a rule to act by.
    if foreign and (claim.kind == "habit" or is_order(text)):
        return text, "instruction"
    seen_from_outside = from_outside(text)
    if seen_from_outside is None:
        return text, "first person"
    sources = [seen.content for seen in supports]
    if in_another_script(seen_from_outside, sources):
        return text, "wrong language"
    if likeness_key(seen_from_outside) in told and not shares_a_word(seen_from_outside, sources):
        return text, "the example"
    return seen_from_outside, None


def _chosen(
    numbers: Iterable[int],
    given: Sequence[Observation],
    dropped: Counter[str],
    reason: Dropped,
) -> list[Observation]:
    chosen = []
    for number in dict.fromkeys(numbers):
        if 1 <= number <= len(given):
            chosen.append(given[number - 1])
        else:
            dropped[reason] += 1
    return chosen


def _relations(
    items: Sequence[object], known: Sequence[Proposition], dropped: Counter[str]
) -> Iterable[RelationHint]:
    told: set[int] = set()
    for item in items:
        try:
            related = Related.model_validate(item)
        except ValidationError:
            dropped["malformed"] += 1
            continue
        if not 1 <= related.known <= len(known):
            dropped["unknown neighbour"] += 1
        elif related.known not in told:
            told.add(related.known)
            yield RelationHint(
                proposition=known[related.known - 1].id, relation=_RELATIONS[related.relation]
            )


def _joined(first: Draft, second: Draft) -> Draft:
    """One draft for a claim that was made twice."""
    labels = first.proposition.labels.join(second.proposition.labels)
    return replace(
        first,
        proposition=replace(first.proposition, labels=labels),
        supports=tuple(dict.fromkeys((*first.supports, *second.supports))),
        relations=tuple(dict.fromkeys((*first.relations, *second.relations))),
    )
