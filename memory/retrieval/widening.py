"""A query's words widened to words that mean nearly the same: *instrument* finds a violin.

Near words score a row that has not the word itself; they fetch no candidates, since what is near in
meaning is fetched by its vector. What they count is read from the thesaurus and from how rare the
query's own words are, so that no row's words need be looked up for them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from memory.retrieval import thesaurus
from memory.retrieval.lexical import LexicalQuery, rarity
from memory.retrieval.stemming import forms
from memory.retrieval.tokens import QueryWord

#: What a near word is worth beside the word itself, times the cosine of the two. Of .3, .6 and .9
#: the best on two public conversations.
_TRUST: Final = 0.6


def widened(
    queries: Sequence[LexicalQuery], words: Sequence[QueryWord], names: Collection[str]
) -> list[LexicalQuery]:
    """One query looked up in several corpora, with words near its own.

    Args:
        queries: As :func:`memory.retrieval.lexical.pooled` gives them.
        words: The query's, as :func:`memory.retrieval.tokens.query_words` gives them.
        names: Stems of names in it; they mean nothing but whom they name.
    """
    total = sum(query.corpus.documents for query in queries)
    weights = {stem: weight for query in queries for stem, weight in query.weights.items()}
    asked = [word for word, _ in words if word not in names]
    near = _near(asked, weights, rarity(total, 0))
    return [replace(query, near=near) for query in queries]


def _near(
    asked: Sequence[str], weights: Mapping[str, float], most: float
) -> dict[str, tuple[str, float]]:
    """Form → (the query's word that it is near to, what it counts).

    A near word tells no more than the word asked for, nor more than it does in ordinary English.
    """
    found: dict[str, tuple[str, float]] = {}
    for word in asked:
        for other in thesaurus.near(word):
            if other.stem in weights or other.stem in asked:
                continue
            telling = min(weights.get(word, most), thesaurus.rarity(word), most)
            telling = min(telling, thesaurus.rarity(other.stem))
            counts = _TRUST * other.likeness * telling
            for form in forms(other.stem):
                if form not in found or found[form][1] < counts:
                    found[form] = word, counts
    return found
