"""What a new draft is to what is already believed.

*Identical* reinforces; *refines* writes a new version; *contradicts*, when newer, supersedes;
*contradicts* with no order in time is a dispute; else the draft is new. A model may say which, but
deterministic checks decide whether it is believed: the same claim by its words, subject and slot
and value, polarity, numbers and dates, and cosine of the vectors. A contradiction needs the same
subject and slot; being similar is never enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from memory.claims import Claim, parse_claim
from memory.types import Draft, Outcome, Proposition, Relation

#: Two wordings of one claim. On MiniLM, paraphrases of one short sentence lie above .85 and
#: different claims about one topic mostly below .8; the words must agree as well below NEAR_SAME.
NEAR_SAME = 0.95
PARAPHRASE = 0.86
RELATED = 0.70
#: Share of common value words from which two values are the same one.
SAME_VALUE = 0.8
#: Share of common words that a paraphrase must show besides its cosine.
SHARED_WORDS = 0.6

_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|march|april|june|july|"
    r"august|september|october|november|december)\b",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A neighbour of a draft. ``cosine`` is between the two texts, in [-1, 1]."""

    proposition: Proposition
    cosine: float
    newest_evidence: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do with a draft, against which proposition, and why in a few words.

    ``draft_is_older`` goes with ``contradicts``: the draft is yesterday's news and is to be kept as
    already superseded by the target.
    """

    outcome: Outcome
    target: str | None = None
    why: str = ""
    draft_is_older: bool = False


#: The strongest relation wins: what contradicts must not be buried under what is alike.
_STRENGTH: dict[Outcome, int] = {
    "identical": 4,
    "contradicts": 3,
    "disputed": 2,
    "refines": 1,
    "new": 0,
    "suppressed": 0,
}


def decide(
    draft: Draft, candidates: Sequence[Candidate], *, observed_at: datetime | None
) -> Decision:
    """Decide what a draft is to its neighbours.

    Args:
        draft: The proposal, with the proposer's own opinion in ``relations``.
        candidates: Active neighbours, in any order.
        observed_at: Time of the draft's newest evidence; ``None`` when unknown.

    Returns:
        The decision against the strongest-related neighbour; ``new`` when there is none.
    """
    claim = parse_claim(draft.proposition.text)
    hints = {hint.proposition: hint.relation for hint in draft.relations}
    best = Decision(outcome="new", why="nothing like it is known")
    best_rank = (0, -1.0)
    for candidate in candidates:
        decision = _compare(
            draft.proposition, claim, candidate, hints.get(candidate.proposition.id), observed_at
        )
        rank = (_STRENGTH[decision.outcome], candidate.cosine)
        if decision.outcome != "new" and rank > best_rank:
            best, best_rank = decision, rank
    return best


def _compare(
    proposition: Proposition,
    claim: Claim,
    candidate: Candidate,
    hint: Relation | None,
    observed_at: datetime | None,
) -> Decision:
    known = candidate.proposition
    other = parse_claim(known.text)
    if claim.key == other.key:
        return _same_wording(proposition, candidate, observed_at)
    if not _same_time(proposition, known):
        return Decision(outcome="new", why="about another time")
    same_slot = claim.slot is not None and (claim.subject, claim.slot) == (
        other.subject,
        other.slot,
    )
    if same_slot or _switches(claim, other) or _denies(claim, other):
        decision = _in_one_slot(proposition, claim, candidate, other, observed_at)
        if decision is not None:
            return decision
    return _by_likeness(proposition, claim, candidate, other, hint)


def _same_wording(
    proposition: Proposition, candidate: Candidate, observed_at: datetime | None
) -> Decision:
    """The same sentence but for what stands in parentheses: counts and shares that move on."""
    known = candidate.proposition
    if _parentheses(proposition.text) == _parentheses(known.text):
        return Decision(outcome="identical", target=known.id, why="the same claim")
    if _order(observed_at, candidate) < 0:
        return Decision(outcome="identical", target=known.id, why="an older count of the same")
    return Decision(outcome="refines", target=known.id, why="the same claim with newer figures")


def _in_one_slot(
    proposition: Proposition,
    claim: Claim,
    candidate: Candidate,
    other: Claim,
    observed_at: datetime | None,
) -> Decision | None:
    """Two claims about one subject and slot; ``None`` when they live side by side."""
    known = candidate.proposition
    inside = bool(claim.value) and claim.value < other.value
    around = bool(other.value) and other.value < claim.value
    same_value = _jaccard(claim.value, other.value) >= SAME_VALUE or claim.value == other.value
    if claim.polarity != other.polarity:
        if same_value or inside or around:
            return _conflict(claim, candidate, observed_at, "says the opposite of the same thing")
        return None
    if _switches(claim, other):
        return _conflict(claim, candidate, observed_at, "says itself that it replaces this")
    if proposition.kind == "procedural" and _but_for_numbers(proposition.text, known.text):
        return Decision(outcome="refines", target=known.id, why="the same habit, newer figures")
    if _numbers(proposition.text) == _numbers(known.text):
        one = claim.arity != "many"
        if same_value or (inside and one):
            return Decision(outcome="identical", target=known.id, why="the same slot and value")
        if around and (one or candidate.cosine >= RELATED):
            return Decision(outcome="refines", target=known.id, why="adds detail to the same claim")
    if claim.arity == "many" or claim.polarity == "negative":
        return None  # to like two things, or not to live in two places, is no contradiction
    return _conflict(claim, candidate, observed_at, "gives the same slot another value")


def _conflict(
    claim: Claim, candidate: Candidate, observed_at: datetime | None, why: str
) -> Decision:
    """A contradiction: supersede by time, unless time cannot settle it."""
    target = candidate.proposition.id
    order = _order(observed_at, candidate)
    if claim.arity == "fixed" and not claim.update:
        return Decision(outcome="disputed", target=target, why=f"{why}, and it cannot have changed")
    if order == 0:
        return Decision(outcome="disputed", target=target, why=f"{why}, with no order in time")
    if order < 0:
        return Decision(outcome="contradicts", target=target, why=f"{why}, but is older",
                        draft_is_older=True)  # fmt: skip
    return Decision(outcome="contradicts", target=target, why=why)


def _by_likeness(
    proposition: Proposition,
    claim: Claim,
    candidate: Candidate,
    other: Claim,
    hint: Relation | None,
) -> Decision:
    """Claims that grammar does not tie together: vectors, words, and what the model said."""
    known = candidate.proposition
    alike = (
        claim.polarity == other.polarity
        and _numbers(proposition.text) == _numbers(known.text)
        and _names(proposition) == _names(known)
    )
    cosine = candidate.cosine
    overlap = _jaccard(claim.value, other.value)
    if alike and (cosine >= NEAR_SAME or (cosine >= PARAPHRASE and overlap >= SHARED_WORDS)):
        return Decision(outcome="identical", target=known.id, why="another wording of it")
    if alike and hint == "identical" and cosine >= PARAPHRASE:
        return Decision(outcome="identical", target=known.id, why="another wording, says the model")
    if hint == "refines" and claim.polarity == other.polarity and cosine >= RELATED:
        return Decision(outcome="refines", target=known.id, why="adds detail, says the model")
    if hint == "contradicts" and cosine >= RELATED and claim.subject == other.subject:
        # Without a common slot a model's word opens a question; it does not retire a belief.
        return Decision(outcome="disputed", target=known.id, why="contradicts it, says the model")
    return Decision(outcome="new", why="another claim")


def _switches(claim: Claim, other: Claim) -> bool:
    """Whether the draft names the other's value as the one it replaces."""
    return (
        bool(claim.replaces)
        and claim.subject == other.subject
        and other.slot is not None
        and claim.slot is not None
        and other.slot.split(" ")[0] == claim.slot.split(" ")[0]
        and other.polarity == "positive"
        and bool(other.value)
        and (other.value <= claim.replaces or claim.replaces <= other.value)
    )


def _denies(claim: Claim, other: Claim) -> bool:
    """Whether the draft denies any use of what the other uses for one purpose."""
    return (
        claim.slot == "use"
        and claim.polarity == "negative"
        and claim.subject == other.subject
        and other.slot is not None
        and other.slot.startswith("use as ")
    )


def _order(observed_at: datetime | None, candidate: Candidate) -> int:
    """1 when the draft is newer than the neighbour's newest evidence, -1 older, 0 unknown."""
    if observed_at is None or candidate.newest_evidence is None:
        return 0
    return (observed_at > candidate.newest_evidence) - (observed_at < candidate.newest_evidence)


def _same_time(one: Proposition, other: Proposition) -> bool:
    """Whether two claims may be about the same time: episodes with other dates are not."""
    if "episodic" not in (one.kind, other.kind):
        return True
    return one.kind == other.kind and one.valid_from == other.valid_from


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    union = one | other
    return len(one & other) / len(union) if union else 0.0


def _numbers(text: str) -> frozenset[str]:
    """Numbers, weekdays and months outside parentheses: where they differ, the claims do."""
    bare = _PARENTHESIS.sub("", text)
    return frozenset(_NUMBER.findall(bare)) | frozenset(
        match.casefold().rstrip("s") for match in _DAY.findall(bare)
    )


def _names(proposition: Proposition) -> frozenset[str]:
    return frozenset(entity.casefold() for entity in proposition.entities)


def _but_for_numbers(one: str, other: str) -> bool:
    return _NUMBER.sub("#", one).casefold() == _NUMBER.sub("#", other).casefold()


def _parentheses(text: str) -> tuple[str, ...]:
    return tuple(_PARENTHESIS.findall(text))
