"""Search by words: what is done quickly gives what the plain way gives."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.retrieval.lexical import K1, B, Corpus, LexicalQuery, Term, pooled, rarity
from memory.retrieval.tokens import QueryWord, fold, query_words, words
from memory.types import Observation
from tests.support.recalling import Memory

STEMS = {"tea": "tea", "teas": "tea", "cafe": "cafe", "用户": "用户"}
QUERY = LexicalQuery(
    Corpus("observations", (), 9, 4.0), (), {"tea": 1.5, "cafe": 2.0, "用户": 0.5}, STEMS
)
TEXTS = st.lists(st.sampled_from(["tea", "Teas", "Café", "a_b", "7.5", "x\x1fy", "é", "-", "用户"]))


def plain_score(text: str, pairs: str) -> float:
    """BM25 over every run of letters and digits, found by a regular expression."""
    words = re.findall(r"[^\W_]+", fold(text))
    counts = Counter(STEMS[word] for word in words if word in STEMS)
    counts.update(pair for pair in pairs.split() if pair in STEMS)
    norm = K1 * (1 - B + B * len(words) / QUERY.corpus.length)
    return sum(
        QUERY.weights[stem] * count * (K1 + 1) / (count + norm) for stem, count in counts.items()
    )


@given(TEXTS.map(" ".join) | TEXTS.map("".join) | st.text(), TEXTS.map(" ".join))
def test_scores_are_those_of_the_plain_way(text: str, pairs: str) -> None:
    """Whatever is between words, in ASCII and elsewhere."""
    score, matched = QUERY.score(words(text), pairs.split())
    assert score == pytest.approx(plain_score(text, pairs))
    assert bool(matched) == (score > 0)


@pytest.mark.parametrize("corpora", [1, 2])
def test_a_guess_is_trusted_less_in_however_many_corpora(corpora: int) -> None:
    """What a word tells is taken over all of them, also where there is one."""
    corpus = Corpus("observations", (), 9, 4.0)
    terms = (Term("tea", frozenset({"tea"}), 2), Term("cafe", frozenset({"cafe"}), 2, 0.5))
    alike = rarity(9 * corpora, 2 * corpora)
    query = LexicalQuery(corpus, terms, dict.fromkeys(("tea", "cafe"), rarity(9, 2)), STEMS)
    for each in pooled([query] * corpora):
        assert each.weights == {"tea": alike, "cafe": alike / 2}


def test_who_reads_an_earlier_version_remembers_it_for_that_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question that began before a row was stored does not hide it from those that come after."""
    memory = Memory(tmp_path)
    retriever, ledger = memory.retriever, memory.ledger
    meanwhile = iter([True])

    def looked_at_late(text: str, function_words: frozenset[str]) -> list[QueryWord]:
        if next(meanwhile, False):  # the question has begun to read, and its words come after this
            monkeypatch.setattr(retriever, "_reader", ledger.glance)
            memory.observe(Observation(source="chat", content="A samovar!"), indexed=False)
            assert memory.recall("tea")
        return query_words(text, function_words)

    try:
        memory.observe(Observation(source="chat", content="We had tea."), indexed=False)
        monkeypatch.setattr(retriever, "_reader", ledger.read)
        monkeypatch.setattr("memory.retrieval.retriever.query_words", looked_at_late)
        assert memory.recall("the samovar") == []
        assert next(meanwhile, None) is None
        assert [hit.text for hit in memory.recall("the samovar")] == ["A samovar!"]
    finally:
        memory.close()


def test_a_word_that_nobody_had_said_is_found_once_it_is(tmp_path: Path) -> None:
    """What is remembered of the vocabulary does not outlive a change of the ledger."""
    memory = Memory(tmp_path)
    try:
        memory.observe(Observation(source="chat", content="We had tea."), indexed=False)
        assert memory.recall("the samovar") == []
        [said] = memory.observe(Observation(source="chat", content="A samovar!"), indexed=False)
        assert [hit.id for hit in memory.recall("the samovar")] == [said]
    finally:
        memory.close()
