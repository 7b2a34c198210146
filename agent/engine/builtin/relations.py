"""What a new draft means for what is already believed, where that is clear."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from agent.engine.builtin.words import word_set
from memory.claims import Claim, parse_claim
from memory.embedding.port import Embedder
from memory.types import Draft, Proposition, RelationHint

IDENTICAL = 0.93
#: Words by which people say that something is over.
_CHANGE = re.compile(
    r"\b(?:now|no longer|not any ?more|any ?more|switched|moved|stopped|quit|used to|gave up|"
    r"instead|these days|"
    r"became|changed|left)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"^(?:no longer|used to|stopped|quit|gave up|does not \w+ .* any ?more)\b", re.IGNORECASE
)
_FILLING = word_set(
    "a an the in at on to of for with and their is has does not no longer used stopped"
)


def with_relations(
    drafts: Sequence[Draft],
    spoken: Sequence[str],
    neighbours: Sequence[Proposition],
    embedder: Embedder,
) -> list[Draft]:
    """The drafts with hints on the neighbours: near-identical, or contradicted by a change.

    Args:
        drafts: New drafts.
        spoken: For each, the sentence as it was said ("now" is lost in the shift).
        neighbours: Propositions recalled for the batch.
        embedder: For near-identity.
    """
    if not drafts or not neighbours:
        return list(drafts)
    texts = [draft.proposition.text for draft in drafts]
    likeness = embedder.embed(texts) @ embedder.embed([each.text for each in neighbours]).T
    return [
        _hinted(draft, said, neighbours, row)
        for draft, said, row in zip(drafts, spoken, likeness, strict=True)
    ]


def _hinted(
    draft: Draft,
    said: str,
    neighbours: Sequence[Proposition],
    likeness: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
) -> Draft:
    new = draft.proposition
    hints = []
    for neighbour, cosine in zip(neighbours, likeness, strict=True):
        if not neighbour.id:
            continue
        if (
            cosine >= IDENTICAL
            and neighbour.polarity == new.polarity
            and _same_numbers(new.text, neighbour.text)
        ):
            hints.append(RelationHint(proposition=neighbour.id, relation="identical"))
        elif _CHANGE.search(said) and _undone(new.text, neighbour):
            hints.append(RelationHint(proposition=neighbour.id, relation="contradicts"))
    return Draft(
        proposition=new,
        supports=draft.supports,
        contradicts=draft.contradicts,
        relations=tuple(hints),
        derived_from=draft.derived_from,
    )


def _same_numbers(one: str, other: str) -> bool:
    return re.findall(r"\d+", one) == re.findall(r"\d+", other)


def _undone(text: str, neighbour: Proposition) -> bool:
    """Whether a change of mind is about the neighbour's own slot."""
    new, old = parse_claim(text), parse_claim(neighbour.text)
    if new.replaces:
        return bool(new.replaces & old.value) and not (new.value & old.value)
    if new.slot is None or new.subject != old.subject:
        return False
    if new.slot == old.slot:
        return _rivals(new, old)
    return (
        _OVER.match(text) is not None and _content(text) >= _content(neighbour.text) != frozenset()
    )


def _rivals(new: Claim, old: Claim) -> bool:
    if new.polarity != old.polarity:
        return bool(new.value & old.value)
    return new.arity == "one" and not (new.value & old.value)


def _content(text: str) -> frozenset[str]:
    """Words that carry meaning, verbs without their -s: "no longer eats" and "eats" agree."""
    tokens = re.findall(r"[a-z]+", text.lower())
    return frozenset(token.rstrip("s") for token in tokens if token not in _FILLING)
