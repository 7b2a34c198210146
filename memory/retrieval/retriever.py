"""Recall: candidates by meaning and by words, one score, its parts (DESIGN §5). No model is called.

The order of things matters for privacy: what a caller may not see is left out where candidates are
fetched (separate vector collections and full-text tables for each sensitivity, a filter in every
``SELECT``), so no later step can be moved by it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import Final, Protocol

from memory.embedding.port import Embedder, Vectors
from memory.retrieval import anchors, asking, judgements, lexical, rows, scoring, slots, spelling
from memory.retrieval.frames import frame_of
from memory.retrieval.rows import Candidate, Filter
from memory.retrieval.times import TimeRange, times_in
from memory.retrieval.tokens import STOP_WORDS, fold, query_words, word_set
from memory.retrieval.weights import Weights
from memory.rows import from_epoch, marks, proposition_from_row
from memory.schema import FullText
from memory.types import Hit, HitKind, Proposition, Sensitivity, sensitivity_rank

#: Candidates of each kind and way of finding. 128 cost half as much again and gained nothing
#: consistent on two halves of public conversations (R@10 .778 and .758 against .795 and .749).
FETCHED: Final = 48
#: With a narrow filter most of what is found first may not count; then so many are looked at.
FETCHED_FILTERED: Final = 1000
#: Best candidates whose neighbouring turns are read.
LENDING: Final = 32
#: Best claims whose names are followed to what is said about them.
LEADING: Final = 3
#: Observations taken from a time that the query names, whatever they say.
FROM_TIME: Final = 100

_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[^\W\d_a-z][\w'’-]*|[\"“]([^\"”]+)[\"”]")
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][\w’'-]*")
_QUESTION = re.compile(
    r"\b(?:what|which|who|whose|where|how|when|current|currently|now|latest)\b", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(?:when(?! (?:is|are|do|does|will))|did|was|were|had|used to|originally|at first|previous|"
    r"previously|before|ago|ever|never|initial|initially|history|in (?:what|which) order|"
    r"over time|all the)\b",
    re.IGNORECASE,
)
_FAMILY: Final[dict[HitKind, FullText]] = {
    "observation": "observations",
    "proposition": "propositions",
}

#: Ids with their cosine, nearest first.
_Near = list[tuple[str, float]]
Reader = Callable[[], AbstractContextManager[sqlite3.Connection]]


class Nearest(Protocol):
    """What recall asks of the dense index (:class:`memory.index.DenseIndex`)."""

    def query_many(
        self, kind: HitKind, vectors: Vectors, n: int, *, clearance: int = 3
    ) -> list[_Near]:
        """For each vector the ``n`` nearest ids up to a clearance rank with their cosine."""
        ...


@dataclass(frozen=True, slots=True)
class _Question:
    """A query and everything that was read from it."""

    text: str
    ranges: tuple[TimeRange, ...]
    names: frozenset[str]
    allowed: Filter
    weights: Weights
    present: bool = False
    slots: tuple[str, ...] = ()
    kinds: tuple[HitKind, ...] = ()
    rarity: Mapping[str, float] = field(default_factory=dict)

    @property
    def fetched(self) -> int:
        """How many candidates of each kind and way of finding are looked at."""
        return FETCHED_FILTERED if self.allowed.narrow else FETCHED


@dataclass(frozen=True, slots=True)
class _Words:
    """A question's words in one full-text family, and rows that they rank best."""

    query: lexical.LexicalQuery
    matching: Sequence[int]


class Retriever:
    """Recall over a ledger and its dense index. Safe to share between threads if those are.

    Args:
        reader: Gives a connection to the ledger for as long as the ``with`` lasts.
        index: Vectors of what is in the ledger; may lag behind, then words still find it.
        embedder: Makes the query's vector.
        clock: The moment of asking.
    """

    def __init__(
        self, reader: Reader, index: Nearest, embedder: Embedder, clock: Callable[[], datetime]
    ) -> None:
        self._reader = reader
        self._index = index
        self._embedder = embedder
        self._clock = clock
        self._vocabulary = lexical.Vocabulary()
        # Asks the index while this thread asks the ledger; both leave Python's lock alone.
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="gumption-nearest")

    def close(self) -> None:
        """Let the thread go that asks the index."""
        self._beside.shutdown(wait=False)

    def recall(
        self,
        query: str,
        *,
        k: int = 10,
        kinds: Sequence[HitKind] = ("proposition", "observation"),
        at: datetime | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        clearance: Sensitivity = "personal",
        weights: Weights | None = None,
    ) -> list[Hit]:
        """What is known that bears on a query, best first, at most ``k``.

        Args:
            query: A question, or anything else in words. An empty one finds nothing.
            k: How many at most.
            kinds: What to search.
            at: Answer as of this time: claims that held then, observations made until then.
            since: Only what is from this time on.
            until: Only what is from before this time.
            clearance: Whose eyes it is for. Results and scores are the same whether or not
                anything above it exists.
            weights: What counts how much.

        Returns:
            Hits whose ``score`` is the sum of their ``parts``.
        """
        if k <= 0 or not query.strip():
            return []
        now = self._clock()
        allowed = Filter(
            sensitivity_rank(clearance),
            now.timestamp(),
            *(None if time is None else time.timestamp() for time in (at, since, until)),
        )
        weights = weights or Weights()
        asked = list(dict.fromkeys(kinds))
        ranges = tuple(times_in(query, at or now)) if weights.time else ()
        if weights.time and not ranges:
            ranges = self._anchored(query, now, at, clearance)
        question = _Question(
            query,
            ranges,
            _names(query),
            allowed,
            weights,
            at is None and asks_for_present(query),
            asking.slots_asked(query) if weights.slot else (),
            tuple(asked),
        )
        looked_up, near = self._looked_up([question], asked)
        told = [words.query for [words] in looked_up.values()]
        question = replace(
            question,
            weights=scoring.trusting_words(weights, told),
            rarity={stem: each.weights[stem] for each in told for stem in each.weights},
        )
        with self._reader() as db:
            candidates: list[Candidate] = []
            floor = 0.0
            for kind in asked:
                [words], [nearest] = looked_up[kind], near[kind]
                found, lowest = self._candidates(db, kind, question, words, nearest)
                candidates += found
                floor = max(floor, lowest)
            best = _scored(db, candidates, question, floor, k)
            chosen = [candidate.id for candidate in best if candidate.kind == "proposition"]
            evidence = rows.evidence(db, chosen, allowed.clearance)
        return [_hit(candidate, evidence) for candidate in best]

    def _anchored(
        self, query: str, now: datetime, at: datetime | None, clearance: Sensitivity
    ) -> tuple[TimeRange, ...]:
        """The time that a query names by an event, where something is known of that event."""
        anchor = anchors.anchor_in(query)
        if anchor is None:
            return ()
        # Only what is said of the event in words tells when it was; and no time in those words.
        by_words = Weights(time=0, neighbour=0, session=0)
        for hit in self.recall(anchor.event, k=3, at=at, clearance=clearance, weights=by_words):
            if hit.parts.get("lexical", 0.0) > 0:
                with self._reader() as db:
                    event, ended = _when(db, hit)
                return (anchors.around(anchor.relation, event, at or now, ended=ended),)
        return ()

    def neighbours(
        self, texts: Sequence[str], *, k: int, clearance: Sensitivity = "secret"
    ) -> list[Proposition]:
        """The active propositions that best match any of several texts, each once, best first.

        Args:
            texts: Observations that are about to be learnt from, for example.
            k: How many at most.
            clearance: Whose eyes it is for.
        """
        asked = [text for text in texts if text.strip()]
        if not asked or k <= 0:
            return []
        allowed = Filter(sensitivity_rank(clearance), self._clock().timestamp())
        questions = [_Question(text, (), frozenset(), allowed, Weights()) for text in asked]
        # An observation's new words are new, not misspelt.
        looked_up, near_by_kind = self._looked_up(questions, ["proposition"], mending=False)
        words, near = looked_up["proposition"], near_by_kind["proposition"]
        best: dict[str, float] = {}
        with self._reader() as db:
            ids = {id_ for nearest in near for id_, _ in nearest}
            seqs = {seq for each in words for seq in each.matching}
            known: dict[int, Candidate] = {}
            _gather(known, rows.by_key(db, "proposition", allowed, ids=ids, seqs=seqs))
            for question, each, nearest in zip(questions, words, near, strict=True):
                cosines = dict(nearest)
                matching = frozenset(each.matching)
                found = [one for one in known.values() if one.id in cosines or one.seq in matching]
                floor = nearest[-1][1] if len(nearest) >= question.fetched else 0.0
                self._raw(found, cosines, each.query)
                scoring.blend(found, question.weights, floor)
                for candidate in found:
                    # By absolute likeness as well: the best of a text that nothing matches must
                    # not displace the second best of one that much matches.
                    score = candidate.score * (0.5 + max(candidate.dense or floor, 0.0))
                    best[candidate.id] = max(best.get(candidate.id, 0.0), score)
            chosen = sorted(best, key=lambda id_: (-best[id_], id_))[:k]
            read = db.execute(f"SELECT * FROM propositions WHERE id IN ({marks(chosen)})", chosen)
            by_id = {row["id"]: proposition_from_row(row) for row in read}
        return [by_id[id_] for id_ in chosen]

    def _looked_up(
        self, questions: Sequence[_Question], kinds: Sequence[HitKind], *, mending: bool = True
    ) -> tuple[dict[HitKind, list[_Words]], dict[HitKind, list[_Near]]]:
        """For each kind and question, what its words match and what is near its meaning."""
        first = questions[0]
        waiting = (
            self._beside.submit(self._nearest, questions, kinds) if first.weights.dense else None
        )
        found: dict[HitKind, list[_Words]] = {kind: [] for kind in kinds}
        with self._reader() as db:
            corpora = {
                kind: self._vocabulary.corpus(db, _FAMILY[kind], first.allowed.clearance)
                for kind in kinds
            }
            for question in questions:
                words = [
                    self._vocabulary.look_up(db, corpora[kind], question.text) for kind in kinds
                ]
                if mending:
                    words = spelling.mended(db, words, question.text)
                words = lexical.pooled(words)
                for kind, each in zip(kinds, words, strict=True):
                    lexical_on = question.weights.lexical
                    seqs = lexical.candidates(db, each, question.fetched) if lexical_on else []
                    found[kind].append(_Words(each, seqs))
        # The ledger is free again: to embed a query may have to wait for a batch that is embedded.
        nothing: dict[HitKind, list[_Near]] = {kind: [[]] * len(questions) for kind in kinds}
        return found, nothing if waiting is None else waiting.result()

    def _nearest(
        self, questions: Sequence[_Question], kinds: Sequence[HitKind]
    ) -> dict[HitKind, list[_Near]]:
        vectors = self._embedder.embed([question.text for question in questions])
        fetched, clearance = questions[0].fetched, questions[0].allowed.clearance
        return {
            kind: self._index.query_many(kind, vectors, fetched, clearance=clearance)
            for kind in kinds
        }

    def _candidates(
        self,
        db: sqlite3.Connection,
        kind: HitKind,
        question: _Question,
        looked_up: _Words,
        near: _Near,
    ) -> tuple[list[Candidate], float]:
        """Candidates of one kind with raw scores, and the lowest cosine that was asked for."""
        allowed, weights = question.allowed, question.weights
        words = looked_up.query
        found: dict[int, Candidate] = {}
        cosines = dict(near)
        # Fewer than asked for means that everything was returned: nothing lies below.
        floor = near[-1][1] if len(near) >= question.fetched else 0.0
        _gather(found, rows.by_key(db, kind, allowed, ids=cosines, seqs=looked_up.matching))
        for slot in question.slots if kind == "proposition" else ():
            answers = rows.filling(db, asking.SUBJECT, slot, allowed, asking.MOST_FILLING)
            _gather(found, answers)
            for answer in answers:
                found[answer.seq].fills = True
        if kind == "observation":
            spans = [(span.start, span.end) for span in question.ranges]
            _gather(found, rows.in_time(db, spans, allowed, FROM_TIME))
        named = speakers(found.values(), question.text) if weights.speaker else frozenset[str]()
        words = words.without(named)
        self._raw(found.values(), cosines, words)
        if kind == "observation" and weights.neighbour:
            scoring.blend(list(found.values()), weights, floor)
            leading = sorted(found.values(), key=lambda c: (-c.score, c.seq))[:LENDING]
            new_turns: dict[int, Candidate] = {}
            _gather(new_turns, rows.beside(db, leading, allowed))
            added = [turn for seq, turn in new_turns.items() if seq not in found]
            self._raw(added, cosines, words)
            _gather(found, added)
        return list(found.values()), floor

    @staticmethod
    def _raw(
        candidates: Iterable[Candidate], cosines: dict[str, float], words: lexical.LexicalQuery
    ) -> None:
        for candidate in candidates:
            candidate.dense = cosines.get(candidate.id)
            candidate.lexical, candidate.matched = words.score(candidate.searched, candidate.cjk)


def _scored(
    db: sqlite3.Connection,
    candidates: list[Candidate],
    question: _Question,
    floor: float,
    k: int,
) -> list[Candidate]:
    weights = question.weights
    for candidate in candidates:
        candidate.parts.clear()
    _share_vectors(candidates)
    scoring.blend(candidates, weights, floor)
    scoring.lend(candidates, weights)
    named = speakers(candidates, question.text)
    scoring.add_context(candidates, weights, question.ranges, question.names, named)
    scoring.add_session(candidates, weights)
    moment = question.allowed.now if question.allowed.at is None else question.allowed.at
    scoring.fade(candidates, weights, moment)
    if question.present and not question.ranges:
        scoring.prefer_current(candidates, weights, slots.asked_by(question.text, question.rarity))
    if weights.link:
        _follow(candidates, weights)
    scoring.keep_order(candidates, _renewed(candidates))
    if question.allowed.at is not None:
        claims = [candidate.id for candidate in candidates if candidate.kind == "proposition"]
        scoring.keep_order(candidates, rows.successors(db, claims))
    elif not _PAST.search(question.text):
        _bring_up_to_date(db, candidates, question)
    if weights.judged:
        _heed_judgements(db, candidates, question)
    bearing = [candidate for candidate in candidates if candidate.score > 0]
    return scoring.diversify(_once_each_content(bearing), k, weights)


def _when(db: sqlite3.Connection, hit: Hit) -> tuple[TimeRange, bool]:
    """When the event was that a hit speaks of, and whether its end is known."""
    if hit.observed_at is not None:
        said = hit.observed_at.timestamp()
        return anchors.told_time(hit.text, hit.observed_at) or TimeRange(said, said), False
    start, end = rows.validity(db, hit.id)
    return TimeRange(start, start if end is None else end), end is not None


def _follow(candidates: Iterable[Candidate], weights: Weights) -> None:
    """Let claims about what the best claims name follow them: the next hop's piece of an answer."""
    claims = [candidate for candidate in candidates if candidate.kind == "proposition"]
    claims.sort(key=lambda claim: (-claim.score, claim.id))
    for leading in claims[:LEADING]:
        named = _names(leading.text)
        for other in claims if named else ():
            least = leading.score * weights.link
            if other.score < least and opening(other.text) in named:
                other.parts["link"] = least - other.score
                other.score = least


def _renewed(candidates: Iterable[Candidate]) -> list[tuple[str, str]]:
    """(newer, older) claims of one subject and relation that fit the query about equally well.

    Which of them holds is not decided here, only which is told first: "Ana lives in Lisbon" before
    the older "Ana lives in Porto".
    """
    alike: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in candidates:
        frame = frame_of(candidate.text) if candidate.kind == "proposition" else None
        if frame is not None:
            alike.setdefault(frame.key, []).append(candidate)
    pairs: list[tuple[str, str]] = []
    for claims in alike.values():
        claims.sort(key=lambda claim: (claim.time, claim.seq))
        pairs += [
            (newer.id, older.id)
            for older, newer in pairwise(claims)
            if newer.score >= older.score * scoring.NEAR_TIE
        ]
    return pairs


def _bring_up_to_date(
    db: sqlite3.Connection, candidates: list[Candidate], question: _Question
) -> None:
    """Where words were found that a newer claim overtook, let that claim answer."""
    seen = [candidate.id for candidate in candidates if candidate.kind == "observation"]
    pairs = rows.overtaken(db, seen, question.allowed.clearance)
    if any(candidate.kind == "proposition" for candidate in candidates):
        known = {candidate.id for candidate in candidates}
        missing = [new for new, _ in dict(pairs).items() if new not in known]
        candidates += rows.by_key(db, "proposition", question.allowed, ids=missing)
    scoring.answer_with_successors(candidates, pairs, question.weights)


def _heed_judgements(
    db: sqlite3.Connection, candidates: list[Candidate], question: _Question
) -> None:
    """Let what the person said of hits for this query count, where it was anything."""
    said = judgements.bearing(
        db, [word for word, _ in query_words(question.text)], question.allowed.clearance
    )
    known = {candidate.id for candidate in candidates}
    missing = [id_ for id_, verdict in said.items() if verdict > 0 and id_ not in known]
    for kind in question.kinds if missing else ():
        candidates += rows.by_key(db, kind, question.allowed, ids=missing)
    judgements.heed(candidates, said, question.weights)


def _share_vectors(candidates: Iterable[Candidate]) -> None:
    """Hand an event's likeness on to its other runs: only one run of a content has a vector."""
    cosines: dict[str, float] = {}
    for candidate in candidates:
        if candidate.digest is not None and candidate.dense is not None:
            known = cosines.get(candidate.digest, -1.0)
            cosines[candidate.digest] = max(known, candidate.dense)
    for candidate in candidates:
        if candidate.digest is not None:
            candidate.dense = cosines.get(candidate.digest)


def _once_each_content(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate for each content: a command run a hundred times is one answer.

    The run that stays is the best, which is the newest unless the query names a time.
    """
    ranked = sorted(candidates, key=lambda c: (-c.score, -c.time, -c.seq))
    kept = {candidate.digest or candidate.id: candidate for candidate in reversed(ranked)}
    return list(kept.values())


def _gather(found: dict[int, Candidate], more: Iterable[Candidate]) -> None:
    for candidate in more:
        found.setdefault(candidate.seq, candidate)


def _names(query: str) -> frozenset[str]:
    """Stems of capitalised and quoted words that do not merely begin a sentence."""
    words: set[str] = set()
    for match in _NAME.finditer(query):
        name = match.group(1) or match.group()
        if fold(name) not in STOP_WORDS:
            words |= word_set(name)
    return frozenset(words)


@lru_cache(maxsize=4096)
def opening(claim: str) -> str:
    """Stem of the name that a claim begins with, which is what it is about; else nothing."""
    first = claim.split(maxsplit=1)[0] if claim.strip() else ""
    words = word_set(first) if first[:1].isupper() else frozenset[str]()
    return next(iter(words)) if len(words) == 1 else ""


def speakers(candidates: Iterable[Candidate], query: str) -> frozenset[str]:
    """Stems of capitalised words of a query that name who spoke one of the candidates."""
    asked = word_set(" ".join(_CAPITALISED.findall(query)))
    found: set[str] = set()
    for candidate in candidates if asked else ():
        found |= asked & candidate.speaker
    return frozenset(found)


def asks_for_present(query: str) -> bool:
    """Whether a query asks how things are, rather than how, when or whether they came about."""
    return bool(_QUESTION.search(query)) and not _PAST.search(query)


def _hit(candidate: Candidate, evidence: dict[str, tuple[str, ...]]) -> Hit:
    observed = candidate.kind == "observation"
    return Hit(
        id=candidate.id,
        kind=candidate.kind,
        text=candidate.text,
        score=candidate.score,
        confidence=candidate.confidence,
        parts=dict(candidate.parts),
        evidence=(candidate.id,) if observed else evidence.get(candidate.id, ()),
        observed_at=from_epoch(candidate.time, candidate.offset) if observed else None,
        thread=candidate.thread,
        status=candidate.status,
    )
