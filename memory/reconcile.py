"""What a new draft is to what is already believed.

*Identical* reinforces; *refines* writes a new version; *contradicts*, when newer, supersedes;
*contradicts* with no order in time is a dispute; else the draft is new. A model may say which, but
deterministic checks decide whether it is believed: the same claim by its words, subject and slot
and value, polarity, numbers and dates, and cosine of the vectors. A contradiction needs the same
subject and slot, or the same matter of which there is one at a time
(:mod:`memory.circumstances`); being similar is never enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from memory.ceased import ceases, only_in_part
from memory.ceasing import ceasings
from memory.circumstances.telling import passing
from memory.circumstances.unnamed import of_unnamed
from memory.claims import WHEN, Claim, parse_claim
from memory.decisions import SAME_CLAIM, Candidate, Decision, order_in_time, same_time
from memory.endings import over
from memory.excluding import (
    another_place,
    another_time,
    chained,
    compound,
    denies,
    ends,
    excludes,
    first_time,
    of_another,
    one_at_a_time,
    only_part,
    opposed,
    requantified,
    rivals,
    within,
)
from memory.hours import perhaps_one_hour
from memory.named import apart_from_name, named_in, same_names
from memory.networks import Vectored
from memory.refiguring import (
    all_and_changed,
    changed,
    moved,
    other_year,
    refigured,
    turned,
)
from memory.rewording import opposite_sides, otherwise, same_sense, says_less
from memory.sensed import rests_on_a_hint, sensed
from memory.tenses import was_or_is
from memory.types import Draft, Outcome, Proposition, Relation

#: Two wordings of one claim, if their words agree as well: on MiniLM, paraphrases of one short
#: sentence lie above .85, and so do many different claims about one topic.
PARAPHRASE = 0.86
#: Where one claim has all the words of the other, they are about one thing from here on.
CONTAINED = 0.60
RELATED = 0.70
#: "Moved to" a town lies at .24–.60 from "Lives in" another (MiniLM), "moved to" a tool at .06–.27.
SAME_SENSE = 0.22
#: To those in which one lives, "moved to" a town in lower case at .25–.81, to a tool up to .35.
A_TOWN = 0.36
#: What tells that another claim's matter has changed lies at .4 and more to it (MiniLM).
NAMED_AGAIN = 0.3
#: Share of common value words from which two values are the same one.
SAME_VALUE = 0.8

_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_ONLY = re.compile(r"\b(?:only|no more than|nothing but)\b")
#: "Used to hate cooking" is no wording of "likes cooking", though both are for it.
_USED_TO = "used to "
_NO_MORE = "says that it is no more than this"
_MOVED_TO = re.compile(
    r"^(?:has |have )?moved (?:back |over |up |down )?to (?!(?:an?|the|their)\b)"
)
_PARENTHESIS = re.compile(r"\([^()]*\)")
#: In these something is still to come.
_TO_COME = frozenset({"plan to", "want to"})


_ANOTHER = Decision(outcome="new", why="another claim")
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
    draft: Draft,
    candidates: Sequence[Candidate],
    *,
    observed_at: datetime | None,
    vectors: Vectored | None = None,
) -> Decision:
    """Decide what a draft is to its neighbours.

    Args:
        draft: The proposal, with the proposer's own opinion in ``relations``.
        candidates: Active neighbours, in any order.
        observed_at: Time of the draft's newest evidence; ``None`` when unknown.
        vectors: What the learnt senses need to see a change that no rule reads, and to believe a
            model that two claims say the same; without it there are the rules alone.

    Returns:
        The decision against the strongest-related neighbour; ``new`` when there is none.
    """
    claim = parse_claim(draft.proposition.text)
    hints = {hint.proposition: hint.relation for hint in draft.relations}
    best = Decision(outcome="new", why="nothing like it is known")
    best_rank = (0, -1.0)
    contradicted: list[str] = []
    for candidate in candidates:
        decision = _compare(
            draft.proposition, claim, candidate, hints.get(candidate.proposition.id), observed_at
        )
        if decision.outcome == "contradicts" and not decision.draft_is_older:
            contradicted.append(candidate.proposition.id)
        rank = (_STRENGTH[decision.outcome], candidate.cosine)
        if decision.outcome != "new" and rank > best_rank:
            best, best_rank = decision, rank
    if best.outcome == "new":
        best = of_unnamed(claim.said, candidates, observed_at) or best
    if vectors is not None and (best.outcome == "new" or rests_on_a_hint(best, hints)):
        return sensed(draft.proposition, hints, candidates, observed_at, vectors) or best
    # Who says again where they live says as well that they do not live elsewhere.
    newest = best.outcome == "identical" or (
        best.outcome == "contradicts" and not best.draft_is_older
    )
    if newest and contradicted:
        best = replace(best, also=tuple(each for each in contradicted if each != best.target))
    return best


def read_ahead(texts: Iterable[str]) -> None:
    """Read what drafts say by themselves, which is remembered for :func:`decide`."""
    from memory.circumstances.altering import tells_of_change

    for text in texts:
        tells_of_change(parse_claim(text).said)


def _compare(
    proposition: Proposition,
    claim: Claim,
    candidate: Candidate,
    hint: Relation | None,
    observed_at: datetime | None,
) -> Decision:
    known = candidate.proposition
    text, told = apart_from_name(proposition.text, known.text)
    claim = claim if text is proposition.text else parse_claim(text)
    other = parse_claim(told)
    if claim.key == other.key:
        return _same_wording(proposition, candidate, observed_at)
    if perhaps_one_hour((claim.key, claim.said), (other.key, other.said)):
        return Decision(outcome="identical", target=known.id, why="perhaps the same hour")
    decision = _related(proposition, (claim, other), candidate, hint, observed_at)
    if decision.outcome == "contradicts" and only_part(claim, other):
        return Decision(outcome="new", why="about one of several")
    history = "episodic" == proposition.kind == known.kind and chained(claim, other)
    if (same_time(proposition, known) and not history) or (
        decision.outcome == "contradicts"
        and _changes((proposition, claim), (known, other), candidate.cosine)
    ):
        return decision
    return Decision(outcome="new", why="about another time")


def _related(
    proposition: Proposition,
    claims: tuple[Claim, Claim],
    candidate: Candidate,
    hint: Relation | None,
    observed_at: datetime | None,
) -> Decision:
    """What the draft is, were both about the same time."""
    claim, other = claims
    near = candidate.cosine
    if _reworded(proposition, claim, candidate, other):
        return Decision(
            outcome="identical", target=candidate.proposition.id, why="another wording of it"
        )
    if (passing(claim.said) and not passing(other.said)) or another_time(claim, other):
        return _ANOTHER  # after which it is again as it was
    if why := _since_changed(claim, other, near):
        return _conflict(claim, candidate, observed_at, why)
    if order_in_time(observed_at, candidate) < 0 and _since_changed(
        other, claim, near, draft_is_older=True
    ):
        return _conflict(claim, candidate, observed_at, "was over by then")
    if why := _excluding(claim, other, near):
        return _conflict(claim, candidate, observed_at, why)
    if _one_slot(claim, other) or denies(claim, other):
        decision = _in_one_slot(proposition, claim, candidate, other, observed_at)
        if decision is not None:
            return decision
    return _by_likeness(proposition, claims, candidate, hint, observed_at)


def _one_slot(claim: Claim, other: Claim) -> bool:
    """Whether two claims are about one subject and slot, and one tense.

    Of what was so it is not said that it is, nor, but for a denial, that it is over.
    """
    if claim.slot is None or (claim.subject, claim.slot) != (other.subject, other.slot):
        return False
    if claim.slot == WHEN:
        return True
    if claim.polarity != other.polarity:
        # Who took the lift once may never take it, and who does not may have taken it.
        held = claim if claim.polarity == "positive" else other
        return not (held.past and was_or_is(claim.said, other.said))
    once = [_USED_TO in each.said and each.polarity == "positive" for each in (claim, other)]
    return once[0] == once[1] and not was_or_is(claim.said, other.said)


def _excluding(claim: Claim, other: Claim, near: float) -> str:
    """How the two cannot both be so, whatever their slots; else empty."""
    if (near >= CONTAINED and refigured(claim, other)) or (
        near >= NAMED_AGAIN and any(tells(claim, other) for tells in (turned, moved, changed))
    ):
        return "gives the same matter another figure"
    if opposite_sides(claim, other):
        return "takes the opposite side"
    if excludes(claim, other) or excludes(other, claim) or first_time(claim, other):
        return "cannot be true together with it"
    if near >= CONTAINED and not of_another(claim, other) and all_and_changed(claim, other):
        return "says all of it, and that it changed"
    return ""


def _since_changed(
    later: Claim,
    earlier: Claim,
    cosine: float,
    *,
    event: bool = False,
    draft_is_older: bool = False,
) -> str:
    """How a later claim, or an event, says that what an earlier one says is over; else empty."""
    if ceases(later, earlier, cosine) or (
        (ends(later, earlier) or any(over(each, earlier) for each in later.over))
        and not only_in_part(later.said, earlier.said)
    ):
        return "says itself that this is over"
    from memory.circumstances.altering import altered

    return altered(later, earlier, event=event, many_later=draft_is_older)


def _same_wording(
    proposition: Proposition, candidate: Candidate, observed_at: datetime | None
) -> Decision:
    """The same sentence but for what stands in parentheses: counts and shares that move on."""
    known = candidate.proposition
    if _parentheses(proposition.text) == _parentheses(known.text):
        return Decision(outcome="identical", target=known.id, why=SAME_CLAIM)
    if order_in_time(observed_at, candidate) < 0:
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
    same_value = _jaccard(claim.value, other.value) >= SAME_VALUE or claim.value == other.value
    if claim.polarity != other.polarity:
        held = claim if claim.polarity == "positive" else other
        # What was so once denies nothing that is said of now.
        if not (held.past and held is claim and other.update) and opposed(
            claim, other, same_value=same_value
        ):
            return _conflict(claim, candidate, observed_at, "says the opposite of the same thing")
        return None
    alike = _alike_in_slot(proposition, claim, candidate, other, same_value=same_value)
    if alike is not None:
        less = _only(claim, other) and within(claim, other)
        return _conflict(claim, candidate, observed_at, _NO_MORE) if less else alike
    if requantified(claim, other):
        return _conflict(claim, candidate, observed_at, "gives the same thing another figure")
    if rivals(claim, other):
        return _conflict(claim, candidate, observed_at, "prefers the opposite")
    if claim.arity == "many" or claim.polarity == "negative":
        return None  # to like two things, or not to live in two places, is no contradiction
    if claim.partial or other.partial:
        return None
    town = candidate.cosine >= A_TOWN and _to_a_town(claim)
    if not town and not one_at_a_time(claim, other):
        return None
    if claim.unsure and candidate.cosine < SAME_SENSE:
        return Decision(outcome="disputed", target=candidate.proposition.id,
                        why="may give the same slot another value")  # fmt: skip
    return _conflict(claim, candidate, observed_at, "gives the same slot another value")


def _only(claim: Claim, other: Claim) -> bool:
    """Whether a claim says itself, and the other does not, that there is no more to it."""
    return bool(_ONLY.search(claim.said)) and not _ONLY.search(other.said)


def _to_a_town(claim: Claim) -> bool:
    """Whether a claim may tell of moving to a town whose name is in lower case."""
    bare = claim.unsure and not claim.named and not claim.numbers and len(claim.value) == 1
    return bare and _MOVED_TO.match(claim.said) is not None


def _alike_in_slot(
    proposition: Proposition, claim: Claim, candidate: Candidate, other: Claim, *, same_value: bool
) -> Decision | None:
    """The same, or more or less of it; ``None`` where the values part."""
    known = candidate.proposition
    if proposition.kind == "procedural" and _but_for_numbers(proposition.text, known.text):
        return Decision(outcome="refines", target=known.id, why="the same habit, newer figures")
    same = same_value and claim.numbers == other.numbers
    less, more = within(claim, other), within(other, claim)
    if not (same or less or more):
        return None  # as of most, before it is asked what else keeps them apart
    if other_year(claim, other) or rivals(claim, other) or _over_others(claim, other):
        return None
    if otherwise(claim, other) or another_place(claim, other):
        return None
    if same:
        return Decision(outcome="identical", target=known.id, why="the same slot and value")
    one = claim.arity != "many"
    moving = claim.unsure and claim.update and not claim.named
    if less and (one or not compound(other, claim)) and not moving:
        return Decision(outcome="identical", target=known.id, why="says less of the same claim")
    # A car loan is no car, whatever their vectors say.
    if more and (one or not compound(claim, other)):
        return Decision(outcome="refines", target=known.id, why="adds detail to the same claim")
    return None


def _over_others(claim: Claim, other: Claim) -> bool:
    """Whether both say what the same is preferred to, and it is not the same."""
    one, two = claim.replaces, other.replaces
    return claim.slot == "prefer" and bool(one and two) and not (one <= two or two <= one)


def _conflict(
    claim: Claim, candidate: Candidate, observed_at: datetime | None, why: str
) -> Decision:
    """A contradiction: supersede by time, unless time cannot settle it."""
    target = candidate.proposition.id
    order = order_in_time(observed_at, candidate)
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
    claims: tuple[Claim, Claim],
    candidate: Candidate,
    hint: Relation | None,
    observed_at: datetime | None,
) -> Decision:
    """Claims that grammar does not tie together: vectors, words, and what the model said."""
    claim, other = claims
    known = candidate.proposition
    cosine = candidate.cosine
    if hint is None and cosine < CONTAINED:
        return _ANOTHER  # as most neighbours are; all that follows asks for more likeness
    one_subject = claim.subject == other.subject or not (claim.subject and other.subject)
    alike = _alike(claim, other)
    apart = of_another(claim, other) or other_year(claim, other) or another_place(claim, other)
    if alike and one_subject and cosine >= CONTAINED and not apart:
        if says_less(claim, other) and named_in(proposition, known):
            if _only(claim, other):
                return _conflict(claim, candidate, observed_at, _NO_MORE)
            return Decision(outcome="identical", target=known.id, why="says less of the same")
        if says_less(other, claim) and named_in(known, proposition) and not compound(claim, other):
            return Decision(outcome="refines", target=known.id, why="says all of it and more")
    same = _same_figures(proposition, claim, known, other)
    if same and hint == "identical" and cosine >= PARAPHRASE:
        return Decision(outcome="identical", target=known.id, why="another wording, says the model")
    tense = claim.polarity == other.polarity and not was_or_is(claim.said, other.said)
    if hint == "refines" and tense and cosine >= RELATED:
        return Decision(outcome="refines", target=known.id, why="adds detail, says the model")
    if hint == "contradicts" and cosine >= RELATED and claim.subject == other.subject:
        # Without a common slot a model's word opens a question; it does not retire a belief.
        return Decision(outcome="disputed", target=known.id, why="contradicts it, says the model")
    return _ANOTHER


def _reworded(proposition: Proposition, claim: Claim, candidate: Candidate, other: Claim) -> bool:
    """Whether both say the same, in whatever words."""
    return (
        candidate.cosine >= PARAPHRASE
        and _same_figures(proposition, claim, candidate.proposition, other)
        and same_sense(claim, other)
    )


def _alike(claim: Claim, other: Claim) -> bool:
    """Whether neither denies what the other says, nor says that something else is over."""
    return claim.polarity == other.polarity and not (claim.replaces ^ other.replaces)


def _same_figures(one: Proposition, claim: Claim, two: Proposition, other: Claim) -> bool:
    """Whether two claims that are alike have the same numbers, dates, names and tense."""
    return (
        _alike(claim, other)
        and not was_or_is(claim.said, other.said)
        and claim.numbers == other.numbers
        and same_names(one, two)
        and not other_year(claim, other)
    )


def _changes(
    one: tuple[Proposition, Claim], other: tuple[Proposition, Claim], cosine: float
) -> bool:
    """Whether one tells an event that changes what the other says lasts: "sold it on Friday".

    Of two events the newer one changes the other where that is still to come, and is put off or
    called off.
    """
    new, old = one[1], other[1]
    if new.polarity == "negative" and old.slot in _TO_COME and new.slot == old.slot:
        return True  # what was planned for June is not planned any more
    event, lasting = sorted((one, other), key=lambda each: each[0].kind != "episodic")
    if lasting[0].kind == "episodic" or moved(one[1], other[1]):
        return _put_off(one[1], other[1], cosine)
    told, known = event[1], lasting[1]
    return (
        bool(told.update or told.over)
        or any(tells(told, known) for tells in (turned, moved, changed, first_time))
        or bool(_since_changed(told, known, cosine, event=True))
    )


def _put_off(claim: Claim, other: Claim, cosine: float) -> bool:
    """Whether something that the other says is to come has another day now, or none."""
    called_off = any(each.event for each in ceasings(claim.said))
    return moved(claim, other) or (called_off and ceases(claim, other, cosine))


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    union = one | other
    return len(one & other) / len(union) if union else 0.0


def _but_for_numbers(one: str, other: str) -> bool:
    return _NUMBER.sub("#", one).casefold() == _NUMBER.sub("#", other).casefold()


def _parentheses(text: str) -> tuple[str, ...]:
    return tuple(_PARENTHESIS.findall(text))
