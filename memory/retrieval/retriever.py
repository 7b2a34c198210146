"""Recall: candidates by meaning and by words, one score, its parts (DESIGN §5). No model is called.

The order of things matters for privacy: what a caller may not see is left out where candidates are
fetched (separate vector collections and full-text tables for each sensitivity, a filter in every
``SELECT``), so no later step can be moved by it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from memory.embedding.port import Embedder, Vectors
from memory.errors import ModelError
from memory.retrieval import (
    abbreviations,
    akin,
    anchors,
    asking,
    lexical,
    links,
    rows,
    scoring,
    spelling,
    voices,
    widening,
)
from memory.retrieval.arrivals import Arrivals
from memory.retrieval.languages import function_words, language_of
from memory.retrieval.postings import Postings
from memory.retrieval.present import asks_for_present
from memory.retrieval.ranking import Question, names_in, scored, speakers
from memory.retrieval.rows import Candidate, Filter
from memory.retrieval.sought import sought
from memory.retrieval.terms import Terms
from memory.retrieval.times import TimeRange, times_in
from memory.retrieval.times_elsewhere import in_english
from memory.retrieval.tokens import query_words, split_each
from memory.retrieval.vocabulary import Vocabulary
from memory.retrieval.weights import Weights
from memory.rows import from_epoch, marks, proposition_from_row
from memory.schema import FullText, fts_tables
from memory.types import Hit, HitKind, Proposition, Sensitivity, sensitivity_rank

#: Best candidates whose neighbouring turns are read.
LENDING: Final = 24
#: Observations taken from a time that the query names, whatever they say.
FROM_TIME: Final = 100

#: Candidates for the neighbours of each of several texts: the best few of all are wanted.
_BESIDE_EACH: Final[dict[HitKind, int]] = {"proposition": 16}

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
class _Words:
    """A question's words in one full-text family, and ``seq`` of the rows that they rank best."""

    query: lexical.LexicalQuery
    seqs: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Matching:
    """A question's words in the rows of a kind, and those that they rank best."""

    kind: HitKind
    query: lexical.LexicalQuery
    rows: Sequence[Candidate]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is remembered of one version of the ledger, as one connection reads it."""

    version: tuple[int, int, int] | None
    vocabulary: Vocabulary
    postings: Postings


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
        self._kept = _Kept(None, Vocabulary(), Postings())
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
        # Observations first: what is near of claims comes while these, which take longer, are read.
        asked: list[HitKind] = sorted(set(kinds))
        question = self._understood(
            query, asked, allowed, weights or Weights(), k=k, now=now, at=at, clearance=clearance
        )
        answers = self._ask_index([question], asked)
        with self._reader() as db:
            words = {kind: each for kind, [each] in self._look_up(db, [question], asked).items()}
            question = _weighed(question, [each.query for each in words.values()])
            matching = [
                _Matching(kind, each.query, rows.by_key(db, kind, allowed, seqs=each.seqs))
                for kind, each in words.items()
            ]
        candidates: list[Candidate] = []
        floor = 0.0
        for each in matching:
            # Not with the ledger in hand: to embed a query may have to wait for a batch of others.
            # While what is near of one kind is read, the index looks for that of the next.
            [near] = answers[each.kind].result()
            with self._reader() as db:
                found, lowest = self._candidates(db, question, each, near)
            candidates += found
            floor = max(floor, lowest)
        question, more = self._followed(question, candidates, words)
        candidates += more
        with self._reader() as db:
            best = scored(db, candidates, question, floor)
            chosen = [candidate.id for candidate in best if candidate.kind == "proposition"]
            evidence = rows.evidence(db, chosen, allowed.clearance)
        return [_hit(candidate, evidence) for candidate in best]

    def _followed(
        self, question: Question, candidates: Sequence[Candidate], words: Mapping[HitKind, _Words]
    ) -> tuple[Question, list[Candidate]]:
        """A question with the claims that answer it only together, and those not yet known."""
        if not (candidates and question.weights.link and question.weights.dense):
            return question, []

        def about(name: str) -> list[Candidate]:
            with self._reader() as db:
                return [
                    candidate
                    for kind in words
                    for candidate in rows.ABOUT[kind](db, name, question.allowed)
                ]

        try:
            chain = links.follow(question.text, candidates, about, self._embedder)
        except ModelError:  # nothing can be compared, and what was found by itself stays
            return question, []
        known = {candidate.id for candidate in candidates}
        more = [candidate for candidate in chain if candidate.id not in known]
        for candidate in more:
            self._raw([candidate], {}, words[candidate.kind].query)
        return replace(question, chain=tuple(candidate.id for candidate in chain)), more

    def _understood(
        self,
        query: str,
        kinds: Sequence[HitKind],
        allowed: Filter,
        weights: Weights,
        *,
        k: int,
        now: datetime,
        at: datetime | None,
        clearance: Sensitivity,
    ) -> Question:
        """A query with all that can be read from it before its words are looked up."""
        present = at is None and asks_for_present(query)
        query = sought(query)
        told = in_english(query, language_of(query) or "")
        ranges = tuple(times_in(told, at or now)) if weights.time else ()
        if weights.time and not ranges:
            ranges = self._anchored(query, now, at, clearance)
        bare = ""
        if weights.speaker and weights.dense and "observation" in kinds:
            tables = fts_tables("observations", allowed.clearance)
            with self._reader() as db:
                bare = voices.unnamed(db, query, tables, allowed)
        return Question(
            query,
            ranges,
            names_in(query),
            allowed,
            weights,
            present,
            asking.slots_asked(query) if weights.slot else (),
            tuple(kinds),
            k,
            unnamed=bare,
        )

    def _anchored(
        self, query: str, now: datetime, at: datetime | None, clearance: Sensitivity
    ) -> tuple[TimeRange, ...]:
        """The time that a query names by an event, where something is known of that event."""
        anchor = anchors.anchor_in(query)
        if anchor is None:
            return ()
        # Only what is said of the event in words tells when it was; and no time in those words.
        by_words = Weights(time=0, neighbour=0, answer=0, session=0)
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
        questions = [
            Question(text, (), frozenset(), allowed, Weights(), k=k, fetching=_BESIDE_EACH)
            for text in asked
        ]
        # An observation's new words are new, not misspelt.
        answers = self._ask_index(questions, ["proposition"])
        with self._reader() as db:
            words = self._look_up(db, questions, ["proposition"], mending=False)["proposition"]
        near = answers["proposition"].result()
        best: dict[str, float] = {}
        with self._reader() as db:
            ids = {id_ for nearest in near for id_, _ in nearest}
            seqs = {seq for each in words for seq in each.seqs}
            known: dict[int, Candidate] = {}
            _gather(known, rows.by_key(db, "proposition", allowed, ids=ids, seqs=seqs))
            for question, each, nearest in zip(questions, words, near, strict=True):
                cosines = dict(nearest)
                matching = frozenset(each.seqs)
                found = [one for one in known.values() if one.id in cosines or one.seq in matching]
                floor = nearest[-1][1] if len(nearest) >= question.fetched("proposition") else 0.0
                self._raw(found, cosines, each.query)
                own = Terms(found)
                scoring.blend(own, question.weights, floor)
                own.settle()
                for candidate in found:
                    # By absolute likeness as well: the best of a text that nothing matches must
                    # not displace the second best of one that much matches.
                    score = candidate.score * (0.5 + max(candidate.dense or floor, 0.0))
                    best[candidate.id] = max(best.get(candidate.id, 0.0), score)
            chosen = sorted(best, key=lambda id_: (-best[id_], id_))[:k]
            read = db.execute(f"SELECT * FROM propositions WHERE id IN ({marks(chosen)})", chosen)
            by_id = {row["id"]: proposition_from_row(row) for row in read}
        return [by_id[id_] for id_ in chosen]

    def _look_up(
        self,
        db: sqlite3.Connection,
        questions: Sequence[Question],
        kinds: Sequence[HitKind],
        *,
        mending: bool = True,
    ) -> dict[HitKind, list[_Words]]:
        """For each kind and question its words, and what they match."""
        kept = self._kept_of(db)
        clearance = questions[0].allowed.clearance
        corpora = [kept.vocabulary.corpus(db, _FAMILY[kind], clearance) for kind in kinds]
        found: dict[HitKind, list[_Words]] = {kind: [] for kind in kinds}
        for question in questions:
            language = kept.vocabulary.language(db, question.text, clearance)
            words = query_words(question.text, function_words(language))
            queries = [kept.vocabulary.look_up(db, corpus, words, language) for corpus in corpora]
            if mending:
                queries = spelling.mended(db, queries, words)
            queries = lexical.pooled(queries)
            if mending and question.weights.lexical:
                queries = (
                    akin.joined(db, queries, words)
                    if language
                    else widening.widened(queries, words, question.names)
                )
                queries = abbreviations.shortened(queries, words, question.text)
            for kind, query in zip(kinds, queries, strict=True):
                fetched = question.fetched(kind) if question.weights.lexical else 0
                found[kind].append(_Words(query, kept.postings.best(db, query, fetched)))
        return found

    def _kept_of(self, db: sqlite3.Connection) -> _Kept:
        """What is remembered of what a connection reads now; to be asked once a reading.

        Replaced whole and never emptied: whoever is reading an earlier version on another
        connection goes on to fill what is of that one.
        """
        kept = self._kept
        version = lexical.version_of(db)
        if kept.version != version:
            came = Arrivals()
            kept = _Kept(version, kept.vocabulary.afresh(came), kept.postings.afresh(came))
            self._kept = kept
        return kept

    def _ask_index(
        self, questions: Sequence[Question], kinds: Sequence[HitKind]
    ) -> dict[HitKind, Future[list[_Near]]]:
        """Begin to look for what is near the meaning of each question, one kind after another."""
        answers: dict[HitKind, Future[list[_Near]]] = {kind: Future() for kind in kinds}
        if questions[0].weights.dense:
            self._beside.submit(self._answer, questions, answers)
        else:
            for answer in answers.values():
                answer.set_result([[] for _ in questions])
        return answers

    def _answer(
        self, questions: Sequence[Question], answers: Mapping[HitKind, Future[list[_Near]]]
    ) -> None:
        clearance = questions[0].allowed.clearance
        try:
            vectors = self._embedded(questions)
            for kind, answer in answers.items():
                fetched = questions[0].fetched(kind)
                near = self._index.query_many(kind, vectors, fetched, clearance=clearance)
                answer.set_result(near)
        except ModelError:  # nothing is known to be near, and words still find
            for answer in answers.values():
                answer.set_result([[] for _ in questions])
        except BaseException as error:  # noqa: BLE001 - raised where the answer is waited for
            for answer in answers.values():
                if not answer.done():
                    answer.set_exception(error)

    def _embedded(self, questions: Sequence[Question]) -> Vectors:
        vectors = self._embedder.embed([question.text for question in questions])
        if any(question.unnamed for question in questions):
            others = [question.unnamed or question.text for question in questions]
            vectors = voices.between(vectors, self._embedder.embed(others))
        return vectors

    def _candidates(
        self,
        db: sqlite3.Connection,
        question: Question,
        by_words: _Matching,
        near: _Near,
    ) -> tuple[list[Candidate], float]:
        """Candidates of one kind with raw scores, and the lowest cosine that was asked for."""
        kind, words = by_words.kind, by_words.query
        allowed, weights = question.allowed, question.weights
        found = {candidate.seq: candidate for candidate in by_words.rows}
        cosines = dict(near)
        # Fewer than asked for means that everything was returned: nothing lies below.
        floor = near[-1][1] if len(near) >= question.fetched(kind) else 0.0
        others = cosines.keys() - {candidate.id for candidate in by_words.rows}
        _gather(found, rows.by_key(db, kind, allowed, ids=others))
        for slot in question.slots if kind == "proposition" else ():
            read = rows.filling(db, asking.SUBJECT, slot, allowed, asking.most_filling(slot))
            answers = [answer for answer in read if asking.fills(slot, answer.text)]
            _gather(found, answers)
            for answer in answers:
                found[answer.seq].fills = True
        if kind == "observation":
            spans = [(span.start, span.end) for span in question.ranges]
            _gather(found, rows.in_time(db, spans, allowed, FROM_TIME))
        named = speakers(found.values(), question.text) if weights.speaker else frozenset[str]()
        words = words.without(named) if named else words
        self._raw(found.values(), cosines, words)
        if kind == "observation" and weights.neighbour:
            own = Terms(list(found.values()))
            scoring.blend(own, weights, floor)
            own.settle()
            leading = sorted(own.rows, key=lambda c: (-c.score, c.seq))[:LENDING]
            beside = rows.beside(db, leading, found.values(), allowed)
            self._raw(beside, cosines, words)
            _gather(found, beside)
        return list(found.values()), floor

    @staticmethod
    def _raw(
        candidates: Collection[Candidate], cosines: dict[str, float], words: lexical.LexicalQuery
    ) -> None:
        score = words.score
        texts = [each.searched if each.words else each.text for each in candidates]
        for candidate, said in zip(candidates, split_each(texts), strict=True):
            candidate.dense = cosines.get(candidate.id)
            pairs = candidate.cjk.split() if candidate.cjk else ()
            candidate.lexical, candidate.matched = score(said, pairs)
        if words.short:
            abbreviations.credit(candidates, words, lexical.rarity(words.corpus.documents, 1))


def _weighed(question: Question, told: Sequence[lexical.LexicalQuery]) -> Question:
    """A question whose words were looked up, with what they weigh."""
    return replace(
        question,
        weights=scoring.trusting_words(question.weights, told),
        rarity={stem: each.weights[stem] for each in told for stem in each.weights},
    )


def _when(db: sqlite3.Connection, hit: Hit) -> tuple[TimeRange, bool]:
    """When the event was that a hit speaks of, and whether its end is known."""
    if hit.observed_at is not None:
        said = hit.observed_at.timestamp()
        return anchors.told_time(hit.text, hit.observed_at) or TimeRange(said, said), False
    start, end = rows.validity(db, hit.id)
    return TimeRange(start, start if end is None else end), end is not None


def _gather(found: dict[int, Candidate], more: Iterable[Candidate]) -> None:
    for candidate in more:
        found.setdefault(candidate.seq, candidate)


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
