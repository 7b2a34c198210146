"""From raw cosines and BM25 scores to one number with its parts (DESIGN §5).

Everything here is computed from the candidates that a caller may see, so that what lies above a
clearance cannot move a score.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from memory.retrieval import feedback
from memory.retrieval.addressed import without_addressed
from memory.retrieval.lexical import LexicalQuery
from memory.retrieval.rows import Candidate
from memory.retrieval.tastes import is_taste, tells_taste
from memory.retrieval.terms import Terms, column
from memory.retrieval.times import TimeRange
from memory.retrieval.tokens import word_sets
from memory.retrieval.weights import Weights
from memory.salience import faded

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


def trusting_words(weights: Weights, words: Iterable[LexicalQuery]) -> Weights:
    """The weights for a query of few telling words, which match much that is not meant.

    "What are my drink preferences?" has two: what answers it has neither. From
    :data:`ENOUGH` words on, words count as much as the weights say. In another language they always
    do: there the vectors of a model that learnt English are no better judge.
    """
    words = list(words)
    if any(query.families for query in words):
        return weights
    told = len({term.stem for query in words for term in query.terms if term.trust >= 1})
    if not told:
        return weights
    return replace(weights, lexical=weights.lexical * min(1.0, told / ENOUGH))


def blend(terms: Terms, weights: Weights, floor: float) -> None:
    """Dense and lexical shares of the best found; the sum of both is a candidate's own score.

    Args:
        terms: Of the candidates; get two more.
        weights: Weight of each share.
        floor: Cosine below which the index was not asked; stands for candidates it did not return,
            which lie somewhere under it.
    """
    if weights.dense:
        known = [row.dense for row in terms.rows if row.dense is not None]
        highest = max(known, default=0.0)
        cosines = column([floor if row.dense is None else row.dense for row in terms.rows])
        cosines = np.maximum(cosines, 0.0)
        terms.add("dense", weights.dense * cosines / highest if highest > 0 else 0.0)
    if weights.lexical:
        found = column([row.lexical for row in terms.rows])
        most = float(found.max(initial=0.0))
        terms.add("lexical", weights.lexical * found / most if most > 0 else 0.0)


def lend(terms: Terms, weights: Weights, *, replies: bool = False) -> None:
    """Neighbouring turns lend each other part of their own score: the better one of the two.

    A turn that asks lends the turn after it part of its words' share besides: what answers "which
    instruments do you play?" need not name an instrument. What others answer (an assistant, say)
    has no gain by it, unless replies are asked for.
    """
    if not (weights.neighbour or weights.answer):
        return
    places = {
        (row.thread, row.position): place
        for place, row in enumerate(terms.rows)
        if row.thread is not None and row.position is not None
    }
    # A place more, of no score, for neighbours that are not there.
    nowhere = len(terms.rows)
    before, after = np.full(nowhere, nowhere), np.full(nowhere, nowhere)
    for (thread, position), place in places.items():
        other = places.get((thread, position + 1))
        if other is not None:
            after[place] = other
            before[other] = place
    in_thread = np.zeros(nowhere, dtype=np.bool_)
    in_thread[list(places.values())] = True
    own = np.append(terms.gained, 0.0)
    words = terms["lexical"]
    if weights.neighbour:
        better = np.maximum(own[before], own[after])
        terms.add("neighbour", weights.neighbour * better, in_thread)
    if weights.answer:
        asked = np.zeros(nowhere)
        answers = np.zeros(nowhere, dtype=np.bool_)
        for place in np.flatnonzero(before < nowhere).tolist():
            question = before[place]
            if (replies or not terms.rows[place].by_others) and terms.rows[
                question
            ].text.rstrip().endswith("?"):
                asked[place] = words[question]
                answers[place] = True
        terms.add("answer", weights.answer * asked, answers)


def add_substance(terms: Terms, weights: Weights, speakers: frozenset[str]) -> None:
    """Prefer what tells much to what tells little: "Wow, a violin?" has the word, and no answer.

    Both ways of matching favour what is short. A short question tells nothing; a claim is all
    statement. Where the query names who spoke, what they say to the other tells nothing either.
    """
    if not weights.substance:
        return
    told = column([_told(row, speakers) for row in terms.rows])
    said = np.log1p(told / _CHARACTERS_A_WORD) / math.log1p(_FULL / _CHARACTERS_A_WORD)
    terms.add("substance", weights.substance * np.minimum(said, 1.0) * terms.gained)


def _told(row: Candidate, speakers: frozenset[str]) -> int:
    """Characters of a row that state something, as far as they count."""
    if row.kind == "proposition":
        return _FULL
    text = row.searched
    if speakers and not speakers.isdisjoint(row.speaker):
        text = without_addressed(text)
    return len(_ASKED.sub("", text) if "?" in text else text)


def add_context(
    terms: Terms,
    weights: Weights,
    ranges: Sequence[TimeRange],
    names: frozenset[str],
    speakers: frozenset[str],
    *,
    replies: bool = False,
) -> None:
    """Reward the time, the names and the speakers that the query mentions."""
    names -= speakers
    rows = terms.rows
    if (speakers or replies) and weights.speaker:
        spoken = column(
            [not speakers.isdisjoint(row.speaker) or (replies and row.reply) for row in rows]
        )
        terms.add("speaker", weights.speaker * spoken)
    if weights.slot and any(row.fills for row in rows):
        terms.add("slot", weights.slot, np.array([row.fills for row in rows]))
    if ranges and weights.time:
        fits = column([max(span.fit(row.time) for span in ranges) for row in rows])
        terms.add("time", weights.time * fits)
    if names and weights.entity:
        borne = column([len(names & row.matched) for row in rows])
        terms.add("entity", weights.entity * borne / len(names))


def add_taste(terms: Terms, weights: Weights) -> None:
    """Let what the person wants, likes or cannot have count for more: advice is asked for.

    A claim comes up to the best by it and not beyond: what the request names is asked for first.
    """
    claims = np.array([row.kind == "proposition" for row in terms.rows], dtype=np.bool_)
    told = np.array([_tells_taste(row) for row in terms.rows], dtype=np.bool_)
    gain = weights.taste * terms.gained
    room = terms.gained.max(initial=0.0) - terms.gained
    terms.add("taste", np.where(claims, np.minimum(gain, room), gain), told)


def _tells_taste(row: Candidate) -> bool:
    if row.kind == "proposition":
        return is_taste(row.text)
    return not row.by_others and tells_taste(row.text)


def add_session(terms: Terms, weights: Weights) -> None:
    """Turns of a thread that is about the matter gain: it is where the rest of the answer is.

    What has no thread, and every claim, stands for itself. A vector of each whole thread (the mean
    of its turns') beside this found sessions as well as counting five turns does, and cost turns:
    R@10 .805 for .810 and MRR .573 for .586 on two public conversations.
    """
    if not weights.session:
        return
    numbers: dict[str, int] = {}
    threads = np.array(
        [numbers.setdefault(row.thread, len(numbers)) if row.thread else -1 for row in terms.rows],
        dtype=np.int64,
    )
    order = np.lexsort((-terms.gained, threads))
    ordered = threads[order]
    # How many of its thread come before each: those of the best few count.
    first = np.searchsorted(ordered, ordered)
    best = (np.arange(len(ordered)) - first < _BEST_OF_THREAD) & (ordered >= 0)
    sums = np.bincount(ordered[best], terms.gained[order][best], minlength=len(numbers))
    of_thread = np.append(sums / _BEST_OF_THREAD, 0.0)
    worth = np.where(threads < 0, terms.gained, of_thread[threads])
    highest = worth.max(initial=0.0)
    terms.add("session", weights.session * worth / highest if highest > 0 else 0.0)


def fade(terms: Terms, weights: Weights, now: float, *, replies: bool = False) -> None:
    """Take from claims that are faded or doubtful and from others' words, as the weights allow."""
    gained, rows = terms.gained, terms.rows
    others = np.array(
        [row.by_others and not (replies and row.reply) for row in rows], dtype=np.bool_
    )
    if weights.origin and others.any():
        terms.add("origin", -gained * weights.origin, others)
    claims = np.array([row.confidence is not None for row in rows], dtype=np.bool_)
    if not claims.any():
        return
    if weights.salience:
        absent = 1 - column([_presence(row, now) for row in rows])
        terms.add("salience", -gained * weights.salience * absent, claims)
    if weights.confidence:
        doubt = column([0.0 if row.confidence is None else 1 - row.confidence for row in rows])
        terms.add("confidence", -gained * weights.confidence * doubt, claims)


def _presence(row: Candidate, now: float) -> float:
    if row.pinned or row.confidence is None:
        return 1.0
    return faded(now - row.supported_at, row.half_life)


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
    ranked = sorted(candidates, key=rank)
    if not weights.diversity:
        return ranked[:k]
    first = ranked[: 3 * k]
    words = word_sets([candidate.text for candidate in first])
    pool = [_Pooled(*each) for each in zip(first, words, strict=True)]
    chosen: list[_Pooled] = []
    while pool and len(chosen) < k:
        if weights.feedback and len(chosen) == feedback.FIRST:
            feedback.lift(chosen, pool[:k], weights.feedback)
            pool.sort(key=lambda each: rank(each.candidate))
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

    ``words`` are the stems of what it says; ``repeats`` is the share of its score that it loses by
    repeating what it was compared with, the first ``compared`` of those that were chosen.
    """

    __slots__ = ("candidate", "compared", "repeats", "words")

    def __init__(self, candidate: Candidate, words: frozenset[str]) -> None:
        self.candidate = candidate
        self.words = words
        self.repeats = 0.0
        self.compared = 0

    def compare(self, chosen: Sequence[_Pooled], diversity: float) -> None:
        """See how much of those that were chosen since it repeats."""
        # Told in the same words, another value is news, not a repetition.
        if "recency" not in self.candidate.parts:
            own = self.words
            claim = self.candidate.kind == "proposition"
            for other in chosen[self.compared :]:
                # A claim is more than the words that it was drawn from.
                if claim and other.candidate.kind == "observation":
                    continue
                shared = len(own & other.words)
                together = len(own) + len(other.words) - shared
                if shared > ALIKE * together:
                    self.repeats = max(self.repeats, diversity * shared / together)
        self.compared = len(chosen)


def _least_repeating(
    pool: Sequence[_Pooled], chosen: Sequence[_Pooled], diversity: float
) -> _Pooled:
    """The best of a ranked pool after what each loses by repeating; of equals the first."""
    best, highest = pool[0], -1.0
    for each in pool:
        if each.candidate.score <= highest:
            break  # nor does any after it have more
        if len(chosen) > each.compared:
            each.compare(chosen, diversity)
        left = each.candidate.score * (1 - each.repeats)
        if left > highest:
            best, highest = each, left
    return best


def rank(candidate: Candidate) -> tuple[float, float, str]:
    """Best first; of equals the newer, then by id, so that the order is the same every time."""
    return -candidate.score, -candidate.time, candidate.id
