"""From raw cosines and BM25 scores to one number with its parts (DESIGN §5).

Everything here is computed from the candidates that a caller may see, so that what lies above a
clearance cannot move a score.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from memory.retrieval.lexical import LexicalQuery
from memory.retrieval.rows import Candidate
from memory.retrieval.times import TimeRange
from memory.retrieval.tokens import word_set
from memory.retrieval.weights import Weights
from memory.salience import faded
from memory.types import Origin

#: Two texts that share half of their words say much the same; below that, repeating is normal.
ALIKE = 0.5
#: Share of the best score from which on two turns answer about equally well.
NEAR_TIE = 0.7
#: Telling words from which on a query is trusted to name what it means; of 1, 4, 5 and 6 the best
#: on two public conversations.
ENOUGH = 4
#: Characters that tell something, of a turn that answers as fully as a turn may; of about 100 to
#: 300 all are as good on two public conversations.
_FULL = 150
_CHARACTERS_A_WORD = 10  # and the words beside it that tell nothing
#: A question of at most 80 characters; a longer one tells what it is about.
_ASKED = re.compile(r"(?<![^.!?])[^.!?]{0,80}\?")
#: Of 2, 3, 4, 5 and 7 the best for sessions on two public conversations, as good for their turns.
_BEST_OF_THREAD = 5
_OTHERS: Origin = "third-party content"


def trusting_words(weights: Weights, words: Iterable[LexicalQuery]) -> Weights:
    """The weights for a query of few telling words, which match much that is not meant.

    "What are my drink preferences?" has two: what answers it has neither. From
    :data:`ENOUGH` words on, words count as much as the weights say.
    """
    told = len({term.stem for query in words for term in query.terms if term.trust >= 1})
    if not told:
        return weights
    return replace(weights, lexical=weights.lexical * min(1.0, told / ENOUGH))


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
    by_meaning, by_words = weights.dense, weights.lexical
    for candidate in candidates:
        parts = candidate.parts
        meaning = words = 0.0
        if by_meaning:
            cosine = floor if candidate.dense is None else candidate.dense
            if highest > 0 and cosine > 0:
                meaning = by_meaning * cosine / highest
            parts["dense"] = meaning
        if by_words:
            if most > 0:
                words = by_words * candidate.lexical / most
            parts["lexical"] = words
        candidate.score = meaning + words


def lend(candidates: Collection[Candidate], weights: Weights) -> None:
    """Neighbouring turns lend each other part of their own score: the better one of the two.

    A turn that asks lends the turn after it part of its words' share besides: what answers "which
    instruments do you play?" need not name an instrument. What others answer (an assistant, say)
    has no gain by it.
    """
    if not (weights.neighbour or weights.answer):
        return
    by_place = {
        (candidate.thread, candidate.position): candidate
        for candidate in candidates
        if candidate.thread is not None and candidate.position is not None
    }
    own = {place: candidate.score for place, candidate in by_place.items()}
    for (thread, position), candidate in by_place.items():
        before, after = (thread, position - 1), (thread, position + 1)
        if weights.neighbour:
            better = max(own.get(before, 0.0), own.get(after, 0.0))
            candidate.parts["neighbour"] = weights.neighbour * better
        if weights.answer and before in by_place and candidate.origin != _OTHERS:
            question = by_place[before]
            if question.text.rstrip().endswith("?"):
                candidate.parts["answer"] = weights.answer * question.parts.get("lexical", 0.0)


def add_substance(candidates: Iterable[Candidate], weights: Weights) -> None:
    """Prefer what tells much to what tells little: "Wow, a violin?" has the word, and no answer.

    Both ways of matching favour what is short. A short question tells nothing; a claim is all
    statement.
    """
    if not weights.substance:
        return
    full = math.log1p(_FULL / _CHARACTERS_A_WORD)
    for candidate in candidates:
        said = 1.0
        if candidate.kind == "observation":
            text = candidate.searched
            told = _ASKED.sub("", text) if "?" in text else text
            said = min(1.0, math.log1p(len(told) / _CHARACTERS_A_WORD) / full)
        gained = sum(candidate.parts.values())
        candidate.parts["substance"] = weights.substance * said * gained


def add_context(
    candidates: Iterable[Candidate],
    weights: Weights,
    ranges: Sequence[TimeRange],
    names: frozenset[str],
    speakers: frozenset[str],
) -> None:
    """Reward the time, the names and the speakers that the query mentions."""
    names -= speakers
    for candidate in candidates:
        if speakers and weights.speaker:
            spoken = not speakers.isdisjoint(candidate.speaker)
            candidate.parts["speaker"] = weights.speaker if spoken else 0.0
        if candidate.fills:
            candidate.parts["slot"] = weights.slot
        if ranges and weights.time:
            fit = max(span.fit(candidate.time) for span in ranges)
            candidate.parts["time"] = weights.time * fit
        if names and weights.entity:
            borne = len(names & candidate.matched)
            candidate.parts["entity"] = weights.entity * borne / len(names)


def add_session(candidates: Collection[Candidate], weights: Weights) -> None:
    """Turns of a thread that is about the matter gain: it is where the rest of the answer is.

    What has no thread, and every claim, stands for itself. A vector of each whole thread (the mean
    of its turns') beside this found sessions as well as counting five turns does, and cost turns:
    R@10 .805 for .810 and MRR .573 for .586 on two public conversations.
    """
    if not weights.session:
        return
    threads: dict[str, list[float]] = defaultdict(list)
    worth: dict[str, float] = {}
    for candidate in candidates:
        score = sum(candidate.parts.values())
        if candidate.thread:
            threads[candidate.thread].append(score)
        else:
            worth[candidate.id] = score
    for name, scores in threads.items():
        worth[name] = sum(sorted(scores, reverse=True)[:_BEST_OF_THREAD]) / _BEST_OF_THREAD
    highest = max(worth.values(), default=0.0)
    for candidate in candidates:
        gain = weights.session * worth[candidate.thread or candidate.id]
        candidate.parts["session"] = gain / highest if highest > 0 else 0.0


def fade(candidates: Iterable[Candidate], weights: Weights, now: float) -> None:
    """Take from claims that are faded or doubtful and from others' words, as the weights allow."""
    for candidate in candidates:
        parts = candidate.parts
        left = gained = sum(parts.values())
        if weights.origin and candidate.origin == _OTHERS:
            parts["origin"] = -gained * weights.origin
            left += parts["origin"]
        if candidate.confidence is not None:
            if weights.salience:
                age = now - candidate.supported_at
                present = 1.0 if candidate.pinned else faded(age, candidate.half_life)
                parts["salience"] = -gained * weights.salience * (1 - present)
                left += parts["salience"]
            if weights.confidence:
                parts["confidence"] = -gained * weights.confidence * (1 - candidate.confidence)
                left += parts["confidence"]
        candidate.score = left if left > 0 else 0.0


def answer_with_successors(
    candidates: Iterable[Candidate], overtaken: Iterable[tuple[str, str]], weights: Weights
) -> None:
    """Let a changed mind answer in the place of the words that it left behind.

    What was said before matches a question as well as ever; the claim that took its place gets its
    score, and the words themselves lose the share that a newer turn may take.

    Args:
        candidates: Changed in place.
        overtaken: (newer proposition, older observation) ids.
        weights: ``recency`` is the share that is lost; 0 switches this off.
    """
    if not weights.recency:
        return
    by_id = {candidate.id: candidate for candidate in candidates}
    for new, old in overtaken:
        older, newer = by_id[old], by_id.get(new)
        if newer is not None and newer.score < older.score:
            newer.parts["successor"] = newer.parts.get("successor", 0.0) + older.score - newer.score
            newer.score = older.score
        if "superseded" not in older.parts:
            older.parts["superseded"] = -older.score * weights.recency
            older.score *= 1 - weights.recency


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
        settled = True
        for newer, older in pairs:
            if older.score >= newer.score:
                settled = False
                lowered = newer.score * 0.999
                older.parts["superseded"] = (
                    older.parts.get("superseded", 0.0) + lowered - older.score
                )
                older.score = lowered
        if settled:
            break


def diversify(candidates: Sequence[Candidate], k: int, weights: Weights) -> list[Candidate]:
    """The best ``k``, each losing by how much it repeats better ones (maximal marginal relevance).

    Carbonell and Goldstein, "The Use of MMR", SIGIR 1998, with shared words for likeness: two
    turns about one thing are both wanted, the same sentence twice is not.
    """
    ranked = sorted(candidates, key=_rank)
    if not weights.diversity:
        return ranked[:k]
    pool = [_Pooled(candidate) for candidate in ranked[: 3 * k]]
    chosen: list[_Pooled] = []
    while pool and len(chosen) < k:
        best = _least_repeating(pool, chosen, weights.diversity)
        pool.remove(best)
        lost = best.candidate.score * best.repeats
        if lost:
            best.candidate.parts["diversity"] = -lost
            best.candidate.score -= lost
        chosen.append(best)
    return [each.candidate for each in chosen]


class _Pooled:
    """A candidate that may be chosen; compared with what was chosen once its turn may come.

    ``repeats`` is the share of its score that it loses by repeating what it was compared with.
    """

    __slots__ = ("_compared", "_words", "candidate", "repeats")

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        self.repeats = 0.0
        self._words: frozenset[str] | None = None
        self._compared = 0

    @property
    def words(self) -> frozenset[str]:
        """Stems of what it says."""
        if self._words is None:
            self._words = word_set(self.candidate.text)
        return self._words

    def compare(self, chosen: Sequence[_Pooled], diversity: float) -> None:
        """See how much of those that were chosen since it repeats."""
        # Told in the same words, another value is news, not a repetition.
        if "recency" not in self.candidate.parts:
            for other in chosen[self._compared :]:
                alike = _alike(self.words, other.words)
                if alike > ALIKE:
                    self.repeats = max(self.repeats, diversity * alike)
        self._compared = len(chosen)


def _least_repeating(
    pool: Sequence[_Pooled], chosen: Sequence[_Pooled], diversity: float
) -> _Pooled:
    """The best of a ranked pool after what each loses by repeating; of equals the first."""
    best, highest = pool[0], -1.0
    for each in pool:
        if each.candidate.score <= highest:
            break  # nor does any after it have more
        each.compare(chosen, diversity)
        left = each.candidate.score * (1 - each.repeats)
        if left > highest:
            best, highest = each, left
    return best


def _rank(candidate: Candidate) -> tuple[float, float, str]:
    """Best first; of equals the newer, then by id, so that the order is the same every time."""
    return -candidate.score, -candidate.time, candidate.id


def _alike(some: frozenset[str], others: frozenset[str]) -> float:
    if some.isdisjoint(others):
        return 0.0  # as most are
    shared = len(some & others)
    together = len(some) + len(others) - shared
    return shared / together if together else 0.0
