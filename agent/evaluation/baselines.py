"""What everybody else does, measured in the same run: BM25, dense vectors, and their plain blend.

They see the same text of every document as our own retrieval does.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from agent.evaluation.corpus import Document
from memory.embedding.port import Embedder
from memory.retrieval.tokens import STOP_WORDS

Ranker = Callable[[str, int], list[str]]

# Robertson & Zaragoza 2009, the values that every library ships.
_K1, _B = 1.5, 0.75
_WORD = re.compile(r"[^\W_]+")


def text_of(document: Document) -> str:
    """What is searched: who speaks, when, the words, and a shown picture's caption."""
    speaker = document.context.get("speaker", "")
    caption = document.context.get("caption", "")
    return f"{speaker}: {document.content} {caption}".strip(": ")


def tokens(text: str) -> list[str]:
    """Lower-case words without stop words, a plural ``s`` dropped."""
    found = (word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS)
    return [word[:-1] if word.endswith("s") and len(word) > len("gas") else word for word in found]


class Bm25:
    """Okapi BM25 over all documents; scores every document for a query."""

    def __init__(self, texts: Sequence[str]) -> None:
        counted = [Counter(tokens(text)) for text in texts]
        self._lengths = np.array([sum(c.values()) for c in counted], dtype=np.float64)
        self._postings: dict[str, list[tuple[int, int]]] = {}
        for i, counts in enumerate(counted):
            for word, count in counts.items():
                self._postings.setdefault(word, []).append((i, count))
        self._mean = max(1.0, float(self._lengths.mean()))

    def scores(self, query: str) -> NDArray[np.float64]:
        """Score of every document, ≥ 0."""
        total = len(self._lengths)
        scores = np.zeros(total)
        for word in set(tokens(query)):
            postings = self._postings.get(word)
            if not postings:
                continue
            rows = np.array([i for i, _ in postings])
            count = np.array([c for _, c in postings], dtype=np.float64)
            weight = math.log(1 + (total - len(rows) + 0.5) / (len(rows) + 0.5))
            damped = _K1 * (1 - _B + _B * self._lengths[rows] / self._mean)
            scores[rows] += weight * count * (_K1 + 1) / (count + damped)
        return scores


def rankers(documents: Sequence[Document], embedder: Embedder) -> dict[str, Ranker]:
    """The three baselines over some documents, by name."""
    ids = [document.id for document in documents]
    texts = [text_of(document) for document in documents]
    bm25 = Bm25(texts)
    vectors = embedder.embed(texts)

    def dense_scores(query: str) -> NDArray[np.float64]:
        return np.asarray(vectors @ embedder.embed([query])[0], dtype=np.float64)

    def blend_scores(query: str) -> NDArray[np.float64]:
        return 0.5 * unit(dense_scores(query)) + 0.5 * unit(bm25.scores(query))

    def ranker(scores: Callable[[str], NDArray[np.float64]]) -> Ranker:
        def rank(query: str, k: int) -> list[str]:
            values = scores(query)
            return [ids[i] for i in np.argsort(-values, kind="stable")[:k]]

        return rank

    return {
        "bm25": ranker(bm25.scores),
        "dense": ranker(dense_scores),
        "blend": ranker(blend_scores),
    }


def unit(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores stretched to [0, 1]; all alike become 0."""
    low, high = float(scores.min()), float(scores.max())
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)
