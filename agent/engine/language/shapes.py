"""The shapes of a model's answers.

Each shape is there twice: once strict, as the schema that a model is held to (every list and every
string has an end, ``reasoning`` comes first), and once lenient, as what is read: a model that no
grammar holds can write anything, and one bad part must not cost the good ones.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, StringConstraints

ClaimKind = Literal["fact", "event", "habit"]
Lasting = Literal["day", "week", "month", "season", "year", "years"]
RelationWord = Literal["same", "refines", "contradicts"]
OfferCategory = Literal[
    "reminder", "follow-up", "preparation", "automation", "information", "wellbeing"
]
Expiry = Literal["hour", "day", "week", "month"]

Number = Annotated[int, Field(ge=1, le=99)]
Rating = Annotated[int, Field(ge=1, le=10)]
Reason = Annotated[str, StringConstraints(max_length=160)]
Reasoning = Annotated[str, StringConstraints(max_length=400)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class RelatedShape(BaseModel):
    """What a claim has to do with one that is known."""

    known: Number
    relation: RelationWord


class ClaimShape(BaseModel):
    """One claim, in the order in which it is easiest to write well: why, then what, then how."""

    why: Reason
    text: Annotated[str, StringConstraints(min_length=3, max_length=200)]
    kind: ClaimKind
    polarity: Literal["positive", "negative"]
    confidence: Rating
    lasts: Lasting
    evidence: Annotated[list[Number], Field(min_length=1, max_length=12)]
    names: Annotated[list[Name], Field(max_length=4)]
    related: Annotated[list[RelatedShape], Field(max_length=3)]


class LearnShape(BaseModel):
    """The answer to a batch."""

    model_config = ConfigDict(title="claims")

    reasoning: Reasoning
    claims: Annotated[list[ClaimShape], Field(max_length=10)]


class OfferShape(BaseModel):
    """One offer of help."""

    why: Reason
    text: Annotated[str, StringConstraints(min_length=3, max_length=200)]
    category: OfferCategory
    chance: Rating
    benefit: Rating
    expires: Expiry
    claims: Annotated[list[Number], Field(max_length=8)]
    observations: Annotated[list[Number], Field(max_length=8)]


class SuggestShape(BaseModel):
    """The answer to what is going on."""

    model_config = ConfigDict(title="suggestions")

    reasoning: Reasoning
    suggestions: Annotated[list[OfferShape], Field(max_length=4)]


def _listed(value: Any) -> Any:  # noqa: ANN401 – whatever a model wrote
    """Let a single value pass for a list of one, and nothing for none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


Numbers = Annotated[list[int], BeforeValidator(_listed)]


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class Related(_Lenient):
    """A relation as read; the number may be one that was not given."""

    known: int
    relation: RelationWord


class Claim(_Lenient):
    """A claim as read; ids and ratings are still to be checked."""

    text: str
    why: str = ""
    kind: ClaimKind = "fact"
    polarity: Literal["positive", "negative"] = "positive"
    confidence: FiniteFloat
    lasts: Lasting = "season"
    evidence: Numbers = []
    names: Annotated[list[str], BeforeValidator(_listed)] = []
    related: Annotated[list[Any], BeforeValidator(_listed)] = []


class Offer(_Lenient):
    """An offer as read; ids and ratings are still to be checked."""

    text: str
    why: str = ""
    category: str
    chance: FiniteFloat
    benefit: FiniteFloat = 5
    expires: Expiry = "day"
    claims: Numbers = []
    observations: Numbers = []


LEARN_SCHEMA: dict[str, Any] = LearnShape.model_json_schema()
SUGGEST_SCHEMA: dict[str, Any] = SuggestShape.model_json_schema()
