"""Ask a suite's questions of our own recall and of the baselines, in one run."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from agent.evaluation.baselines import Ranker, rankers, text_of
from agent.evaluation.corpus import Corpus, Document, OnCorpus, Question
from agent.evaluation.measures import (
    Tally,
    all_at,
    any_at,
    ndcg_at,
    recall_at,
    reciprocal_rank,
    sessions,
)
from agent.evaluation.report import Report
from agent.evaluation.stores import OneRunKey
from memory import UserModel
from memory.embedding.port import Embedder

#: Deep enough for sessions, which are ranked by their best document.
DEPTH = 100
_BEST = 3


def evaluate(
    suite: str,
    corpora: Sequence[Corpus],
    embedder: Embedder,
    *,
    headline: Sequence[str] | None = None,
    on_corpus: OnCorpus | None = None,
) -> Report:
    """Measure our recall and the baselines on every corpus.

    Args:
        suite: Name for the report.
        corpora: Searched one by one, each in a fresh store.
        embedder: Used by our recall and by the dense baselines alike; not closed here.
        headline: Categories that ``metrics`` is over; all without.
        on_corpus: Told (name, done, total) before each corpus.
    """
    run = _Run(embedder)
    halves = len(corpora) // 2
    for done, corpus in enumerate(corpora):
        if on_corpus is not None:
            on_corpus(corpus.name, done, len(corpora))
        half = f"half {1 if done < halves else 2}" if halves else None
        run.ask(corpus, half, headline)
    ours = run.tallies.pop("gumption", Tally())
    return Report(
        suite=suite,
        items=ours.count(),
        metrics=ours.mean(headline),
        by=ours.by() | run.halves.by(),
        baselines={name: tally.mean(headline) for name, tally in run.tallies.items()},
        left_out=dict(run.left_out),
        seconds_per_item=run.seconds / max(ours.count(), 1),
    )


class _Run:
    """What has been measured so far."""

    def __init__(self, embedder: Embedder) -> None:
        self.tallies: dict[str, Tally] = {}
        self.halves = Tally()
        self.left_out: Counter[str] = Counter()
        self.seconds = 0.0
        self._embedder = embedder

    def ask(self, corpus: Corpus, half: str | None, headline: Sequence[str] | None) -> None:
        """Ask a corpus's questions of everybody, ourselves first, who then pay for embedding."""
        self.left_out.update(corpus.left_out)
        with (
            tempfile.TemporaryDirectory(prefix="gumption-eval-") as home,
            UserModel.open(home, embedder=self._embedder, keys=OneRunKey()) as model,
        ):
            rank = _ours(model, corpus)
            for question in corpus.questions:
                started = time.perf_counter()
                ranking = rank(question.text, DEPTH)
                self.seconds += time.perf_counter() - started
                measures = _measure(question, ranking, corpus)
                self._add("gumption", question, measures)
                if half is not None and (headline is None or question.category in headline):
                    self.halves.add(half, measures)
        for name, other in rankers(_units(corpus), self._embedder).items():
            for question in corpus.questions:
                ranking = other(question.text, DEPTH)
                self._add(name, question, _measure(question, ranking, corpus))

    def _add(self, name: str, question: Question, measures: Mapping[str, float]) -> None:
        self.tallies.setdefault(name, Tally()).add(question.category, measures)


def _ours(model: UserModel, corpus: Corpus) -> Ranker:
    documents = corpus.documents
    ids = model.observe([document.observation("chat") for document in documents])
    model.sync_index()
    name_of = {id_: document.id for id_, document in zip(ids, documents, strict=True)}
    thread_of = {document.id: document.thread for document in documents}

    def rank(query: str, k: int) -> list[str]:
        hits = model.recall(query, k=k, kinds=("observation",), clearance="secret")
        if corpus.unit == "document":
            return [name_of[hit.id] for hit in hits]
        return threads_of((thread_of[name_of[hit.id]], hit.score) for hit in hits)

    return rank


def threads_of(hits: Iterable[tuple[str, float]]) -> list[str]:
    """Threads by what their best three hits score together.

    Args:
        hits: (thread, score), best first.
    """
    best: dict[str, list[float]] = {}
    for thread, score in hits:
        best.setdefault(thread, []).append(score)
    return sorted(best, key=lambda thread: -sum(best[thread][:_BEST]))


def _units(corpus: Corpus) -> Sequence[Document]:
    """What the baselines rank: documents, or threads read as one text."""
    if corpus.unit == "document":
        return corpus.documents
    return [
        Document(
            id=thread,
            content="\n".join(text_of(document) for document in turns),
            thread=thread,
            position=0,
            observed_at=corpus.documents[0].observed_at,
        )
        for thread, turns in groupby(corpus.documents, key=lambda document: document.thread)
    ]


def _measure(question: Question, ranking: Sequence[str], corpus: Corpus) -> dict[str, float]:
    relevant = question.relevant
    measures = {f"recall@{k}": recall_at(ranking, relevant, k) for k in (5, 10, 20)}
    measures["ndcg@10"] = ndcg_at(ranking, relevant, 10)
    measures["mrr"] = reciprocal_rank(ranking, relevant)
    measures["all@10"] = all_at(ranking, relevant, 10)
    if corpus.unit == "document":
        thread_of = {document.id: document.thread for document in corpus.documents}
        threads = sessions(ranking, thread_of)
        wanted = {thread_of[id_] for id_ in relevant}
        measures["session any@5"] = any_at(threads, wanted, 5)
        measures["session all@10"] = all_at(threads, wanted, 10)
    places = {id_: place for place, id_ in enumerate(ranking)}
    for better, worse in question.above:
        missing = len(ranking)
        first, second = places.get(better, missing), places.get(worse, missing)
        # Two that are both missing are not in order.
        measures["updated above original"] = float(first < second)
    if question.outdated:
        first = min((places[id_] for id_ in relevant if id_ in places), default=len(ranking))
        stale = min((places[id_] for id_ in question.outdated if id_ in places), default=DEPTH + 1)
        measures["current above outdated"] = float(first < stale)
    return measures
