"""From raw cosines and BM25 scores to one number with its parts (DESIGN §5).

Everything here is computed from the candidates that a caller may see, so that what lies above a
clearance cannot move a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memory.retrieval.rows import Candidate
from memory.retrieval.times import TimeRange
from memory.retrieval.tokens import word_set
from memory.retrieval.weights import Weights
from memory.rows import from_epoch
from memory.salience import salience

#: Two texts that share half of their words say much the same; below that, repeating is normal.
ALIKE = 0.5


def blend(candidates: Sequence[Candidate], weights: Weights, floor: float) -> None:
    """Dense and lexical shares of the best found; the sum of both is a candidate's own score.

    Args:
        candidates: Changed in place.
        weights: Weight of each share.
        floor: Cosine below which the index was not asked; stands for candidates it did not return,
            which lie somewhere under it.
    """
    highest = max((c.dense for c in candidates if c.dense is not None), default=0.0)
    most = max((c.lexical for c in candidates), default=0.0)
    for candidate in candidates:
        parts = candidate.parts
        if weights.dense:
            cosine = floor if candidate.dense is None else candidate.dense
            parts["dense"] = weights.dense * max(cosine, 0.0) / highest if highest > 0 else 0.0
        if weights.lexical:
            parts["lexical"] = weights.lexical * candidate.lexical / most if most > 0 else 0.0
        candidate.score = sum(parts.values())


def lend(candidates: Iterable[Candidate], weights: Weights) -> None:
    """Neighbouring turns lend each other part of their own score: the better one of the two."""
    own = {
        (candidate.thread, candidate.position): candidate.score
        for candidate in candidates
        if candidate.thread is not None and candidate.position is not None
    }
    for candidate in candidates:
        if weights.neighbour and candidate.thread is not None and candidate.position is not None:
            sides = (
                own.get((candidate.thread, candidate.position + step), 0.0) for step in (-1, 1)
            )
            candidate.parts["neighbour"] = weights.neighbour * max(sides)


def add_context(
    candidates: Iterable[Candidate],
    weights: Weights,
    ranges: Sequence[TimeRange],
    names: frozenset[str],
) -> None:
    """Reward the time and the names that the query mentions."""
    for candidate in candidates:
        if ranges and weights.time:
            fit = max(span.fit(candidate.time) for span in ranges)
            candidate.parts["time"] = weights.time * fit
        if names and weights.entity:
            borne = len(names & candidate.matched)
            candidate.parts["entity"] = weights.entity * borne / len(names)


def fade(candidates: Iterable[Candidate], weights: Weights, now: float) -> None:
    """Take from claims that have faded or are doubtful, never more than the weights allow."""
    moment = from_epoch(now)
    for candidate in candidates:
        gained = sum(candidate.parts.values())
        if candidate.kind == "proposition" and candidate.confidence is not None:
            if weights.salience:
                present = salience(
                    now=moment,
                    supported_at=from_epoch(candidate.supported_at),
                    half_life=candidate.half_life,
                    pinned=candidate.pinned,
                )
                candidate.parts["salience"] = -gained * weights.salience * (1 - present)
            if weights.confidence:
                doubt = 1 - candidate.confidence
                candidate.parts["confidence"] = -gained * weights.confidence * doubt
        candidate.score = max(sum(candidate.parts.values()), 0.0)


def keep_order(candidates: Iterable[Candidate], successions: Iterable[tuple[str, str]]) -> None:
    """Put what was superseded below what superseded it.

    Args:
        candidates: Changed in place.
        successions: (newer, older) ids.
    """
    by_id = {candidate.id: candidate for candidate in candidates}
    # As often as there are links, so that chains come out right.
    pairs = [(by_id[new], by_id[old]) for new, old in successions if {new, old} <= by_id.keys()]
    for _ in pairs:
        for newer, older in pairs:
            if older.score >= newer.score:
                lowered = newer.score * 0.999
                older.parts["superseded"] = (
                    older.parts.get("superseded", 0.0) + lowered - older.score
                )
                older.score = lowered


def diversify(candidates: Sequence[Candidate], k: int, weights: Weights) -> list[Candidate]:
    """The best ``k``, each losing by how much it repeats better ones (maximal marginal relevance).

    Carbonell and Goldstein, "The Use of MMR", SIGIR 1998, with shared words for likeness: two
    turns about one thing are both wanted, the same sentence twice is not.
    """
    ranked = sorted(candidates, key=_rank)
    if not weights.diversity:
        return ranked[:k]
    pool = ranked[: 3 * k]
    words = {id(candidate): word_set(candidate.text) for candidate in pool}
    repeats = dict.fromkeys(words, 0.0)
    chosen: list[Candidate] = []
    while pool and len(chosen) < k:
        best = min(pool, key=lambda c: (-c.score * (1 - repeats[id(c)]), *_rank(c)))
        pool.remove(best)
        lost = best.score * repeats[id(best)]
        if lost:
            best.parts["diversity"] = -lost
            best.score -= lost
        chosen.append(best)
        for other in pool:
            alike = _alike(words[id(other)], words[id(best)])
            if alike > ALIKE:
                repeats[id(other)] = max(repeats[id(other)], weights.diversity * alike)
    return chosen


def _rank(candidate: Candidate) -> tuple[float, float, str]:
    """Best first; of equals the newer, then by id, so that the order is the same every time."""
    return -candidate.score, -candidate.time, candidate.id


def _alike(some: frozenset[str], others: frozenset[str]) -> float:
    together = len(some | others)
    return len(some & others) / together if together else 0.0
