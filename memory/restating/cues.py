"""What the words of two claims show of whether one restates the other.

All of it is the same in either order. English.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from memory.claims import Claim, parse_claim
from memory.networks import Floats
from memory.phrases import words
from memory.retrieval.stemming import stem
from memory.retrieval.thesaurus import known, near, rarity
from memory.rewording import says_less, sense, tells_past, turned_round

#: Little words, by what they change, a kind a line. Where two claims differ in one of these they
#: may say different things, however alike the rest is.
_KINDS: Final = tuple(
    frozenset(line.split())
    for line in """\
always every daily each all whole entire entirely completely
never no none not without cannot
mostly most usually often mainly chiefly largely typically generally normally regularly frequently \
majority bulk primarily
sometimes occasionally now then some
rarely seldom hardly barely
only solely exclusively just nothing alone
used formerly once was were had did previously former
wants want plans plan hopes hope intends would might will going thinks considering
also too another second
brother sister mother father mum dad mom son daughter wife husband partner friend colleague \
neighbour boss cousin uncle aunt child children kids parents girlfriend boyfriend grandmother \
grandfather manager
after before until since
more less than better rather prefer prefers
because for due
can could able
must has have need needs should
weekend weekends saturday sunday
morning mornings evening evenings night nights afternoon
""".splitlines()
)
#: What an unknown word tells, beside the rarities of known ones; and the most of any.
_UNKNOWN: Final = 8.0
#: Words less near than this do not stand for each other.
_NEAR: Final = 0.35
_MOST_LEFT: Final = 6
_MOST_WORDS: Final = 12
_OF_A_SIDE: Final = 5
_OF_A_PAIR: Final = 24
#: How many numbers :func:`cues` gives.
CUES: Final = 2 * _OF_A_SIDE + _OF_A_PAIR + 2 * len(_KINDS)


@dataclass(frozen=True, slots=True)
class Read:
    """A claim as it is compared: its grammar, stems of what it says, and kinds of little words."""

    claim: Claim
    stems: frozenset[str]
    kinds: Floats
    length: int


@lru_cache(maxsize=512)
def read(text: str) -> Read:
    """Read a claim."""
    claim = parse_claim(text)
    said = frozenset(claim.said.split())
    return Read(
        claim=claim,
        stems=frozenset(map(stem, words(claim.said))),
        kinds=np.array([not kind.isdisjoint(said) for kind in _KINDS], dtype=np.float32),
        length=len(text.split()),
    )


def cues(one: Read, other: Read, cosine: float) -> Floats:
    """What two claims show, shape (CUES,)."""
    first, second = one.claim, other.claim
    sides = _found(one.stems, other.stems), _found(other.stems, one.stems)
    meant, meant_too = sense(first.said), sense(second.said)
    left = sorted((len(meant - meant_too), len(meant_too - meant)))
    own = (
        cosine,
        cosine * cosine,
        len(meant & meant_too) / (len(meant | meant_too) or 1),
        left[0] / 4,
        left[1] / 4,
        first.polarity != second.polarity,
        first.subject == second.subject,
        first.slot is not None and first.slot == second.slot,
        first.slot == second.slot and first.value == second.value,
        bool(first.numbers - second.numbers) + bool(second.numbers - first.numbers),
        not first.numbers.isdisjoint(second.numbers),
        bool(first.names - second.names) + bool(second.names - first.names),
        not first.names.isdisjoint(second.names),
        tells_past(first.said) != tells_past(second.said),
        first.partial != second.partial,
        first.update != second.update,
        first.past != second.past,
        not first.heads.isdisjoint(second.heads),
        "one" in {first.arity, second.arity},
        turned_round(first, second),
        says_less(first, second),
        says_less(second, first),
        abs(one.length - other.length) / 10,
        (one.length + other.length) / 30,
    )
    # Whether one says less of it than the other is the same in either order; so are the two sides.
    ordered = [*own[:-4], *sorted(own[-4:-2]), *own[-2:]]
    return np.concatenate(
        (
            np.min(sides, axis=0),
            np.max(sides, axis=0),
            np.array(ordered, dtype=np.float32),
            np.abs(one.kinds - other.kinds),
            one.kinds * other.kinds,
        )
    ).astype(np.float32)


def _found(stems: frozenset[str], others: frozenset[str]) -> Floats:
    """How much of what one claim says is found in the other, shape (5,).

    The shares of it that are there in the same words and in the same or near ones, how many words
    are left and the rarest of those, and how many there are.
    """
    total = same = alike = rarest = 0.0
    left = 0
    for word in stems:
        tells = rarity(word) if known(word) else _UNKNOWN
        total += tells
        nearest = 1.0 if word in others else max((_likeness(word, o) for o in others), default=0.0)
        same += tells if nearest == 1.0 else 0.0
        alike += tells * nearest
        if nearest < _NEAR:
            left += 1
            rarest = max(rarest, tells)
    total = total or 1.0
    shares = same / total, alike / total, min(left, _MOST_LEFT) / _MOST_LEFT, rarest / _UNKNOWN
    return np.array((*shares, min(len(stems), _MOST_WORDS) / _MOST_WORDS), dtype=np.float32)


@lru_cache(maxsize=4096)
def _likeness(word: str, other: str) -> float:
    """Cosine of two stems as far as the thesaurus has them as near words, else 0."""
    return max(
        (
            each.likeness
            for here, there in ((word, other), (other, word))
            for each in near(here)
            if each.stem == there
        ),
        default=0.0,
    )
