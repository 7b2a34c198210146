"""From a model's offers to suggestions: what can be believed is kept, the rest counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, Protocol, TypeVar, get_args

from pydantic import ValidationError

from agent.engine.language.reading import LONGEST, MOST_CLAIMS, rating
from agent.engine.language.shapes import Offer, OfferCategory
from agent.engine.language.wording import fault_of, likeness_key, tidy
from agent.engine.port import SuggestRequest
from memory.types import Suggestion

EXPIRIES: Final[Mapping[str, timedelta]] = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
}
_CATEGORIES: Final = frozenset(get_args(OfferCategory))
#: A benefit of 5 in 10 is one unit of the gate.
_BENEFIT_UNIT: Final = 5.0


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Identified)


def read_offers(
    answer: Mapping[str, Any], request: SuggestRequest, *, examples: Sequence[str] = ()
) -> tuple[tuple[Suggestion, ...], Mapping[str, int]]:
    """Check an answer against what was asked.

    Args:
        answer: The parsed JSON: ``reasoning`` and ``suggestions``.
        request: What the model was shown; numbers mean positions in it, from 1.
        examples: Offers of the prompt's worked example, which are never meant.

    Returns:
        The suggestions, and how many parts were refused or put right, by reason.
    """
    dropped: Counter[str] = Counter()
    offers = answer.get("suggestions")
    if not isinstance(offers, list):
        offers, dropped["malformed"] = [], 1
    taken = {likeness_key(suggestion.text) for suggestion in request.open}
    if len(offers) > MOST_CLAIMS:
        dropped["too many"] = len(offers) - MOST_CLAIMS
    told = frozenset(map(likeness_key, examples))
    kept = []
    for item in offers[:MOST_CLAIMS]:
        suggestion = _suggestion(item, request, dropped)
        if suggestion is None:
            continue
        key = likeness_key(suggestion.text)
        if key in told:
            dropped["the example"] += 1
            continue
        if key in taken:
            dropped["duplicate"] += 1
            continue
        taken.add(key)
        kept.append(suggestion)
    return tuple(kept), dict(dropped)


def _suggestion(item: object, request: SuggestRequest, dropped: Counter[str]) -> Suggestion | None:
    try:
        offer = Offer.model_validate(item)
    except ValidationError:
        dropped["malformed"] += 1
        return None
    text = tidy(offer.text[:LONGEST])
    category = offer.category.strip().casefold()
    fault = fault_of(text)
    propositions = _ids(offer.claims, request.propositions, dropped, "unknown proposition")
    observations = _ids(offer.observations, request.recent, dropped, "unknown observation")
    if fault is None and category not in _CATEGORIES:
        fault = "unknown category"
    if fault is None and not (propositions or observations):
        fault = "no evidence"
    if fault is not None:
        dropped[fault] += 1
        return None
    probability, odd_chance = rating(offer.chance)
    benefit, odd_benefit = rating(offer.benefit)
    if odd_chance or odd_benefit:
        dropped["rating out of range"] += 1
    return Suggestion(
        text=text,
        why=tidy(offer.why[:LONGEST]),
        category=category,
        probability=probability,
        benefit=benefit * 10 / _BENEFIT_UNIT,
        propositions=propositions,
        observations=observations,
        created_at=request.now,
        expires_at=request.now + EXPIRIES[offer.expires],
    )


def _ids(
    numbers: Sequence[int], given: Sequence[_T], dropped: Counter[str], reason: str
) -> tuple[str, ...]:
    chosen = []
    for number in dict.fromkeys(numbers):
        if 1 <= number <= len(given):
            chosen.append(given[number - 1].id)
        else:
            dropped[reason] += 1
    return tuple(chosen)
