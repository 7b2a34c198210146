"""Candidates by words: read from FTS5's postings, they are what ranking every text would give."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from memory.ledger import Connection
from memory.retrieval import lexical, postings
from memory.retrieval.lexical import K1, B, LexicalQuery
from memory.retrieval.postings import Postings
from memory.retrieval.tokens import query_words, words
from memory.retrieval.vocabulary import Vocabulary
from memory.types import Labels, Observation
from tests.support.recalling import Memory

VOCABULARY = ("tea", "teas", "Porto", "cello", "rain", "Ana", "用户茶", "ä", "x9")
TEXTS = st.lists(
    st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=7).map(" ".join),
    min_size=1,
    max_size=12,
)
FRESH = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """A ledger of its own."""
    made = Memory(tmp_path)
    yield made
    made.close()


def looked_up(db: Connection, text: str, clearance: int = 3) -> LexicalQuery:
    """A query's words among the observations."""
    corpus = lexical.corpus(db, "observations", clearance)
    vocabulary = Vocabulary()
    [query] = lexical.pooled([vocabulary.look_up(db, corpus, query_words(text))])
    return query


@dataclass
class Kept:
    """What is remembered from one reading to the next."""

    postings: Postings = field(default_factory=Postings)


def best(memory: Memory, kept: Kept, text: str, limit: int = 5) -> list[int]:
    """The rows of the best texts for a query."""
    kept.postings = kept.postings.afresh()
    with memory.ledger.read() as db:
        return kept.postings.best(db, looked_up(db, text), limit)


def plainly_best(memory: Memory, text: str, limit: int = 5) -> list[int]:
    """The same from every text, word by word."""
    with memory.ledger.read() as db:
        query = looked_up(db, text)
        rows = db.execute("SELECT seq, content, words, cjk FROM observations").fetchall()
    ranked: list[tuple[float, int]] = []
    for seq, content, more, pairs in rows:
        said = words(f"{content} {more}")
        norm = K1 * (1 - B + B * len(said) / query.corpus.length)
        score = 0.0
        for stem, weight in query.weights.items():
            forms = {form for form, its in query.stems.items() if its == stem}
            count = sum(word in forms for word in [*said, *pairs.split()])
            telling = max(math.log(max(math.expm1(weight), 1e-6)), 1e-6)
            score += telling * count * (K1 + 1) / (count + norm)
        if score:
            ranked.append((score, seq))
    # To nine digits: sums of the same numbers in another order may differ in the last.
    return [seq for _, seq in sorted(ranked, key=lambda it: (-round(it[0], 9), -it[1]))][:limit]


def notes(texts: Sequence[str]) -> list[Observation]:
    """An observation of each text."""
    return [
        Observation(source="notes", content=text, external_id=f"{number} {text}")
        for number, text in enumerate(texts)
    ]


@FRESH
@given(TEXTS, TEXTS)
@example(["tea in Porto", "tea"], ["tea tea"])
@example(["tea tea in Porto", "rain"], ["tea", "rain rain", "cello"])
@example(
    ["tea tea tea tea tea Porto"],
    ["tea Porto cello cello cello Ana Ana", "tea tea Porto cello cello cello Ana"],
)
def test_the_best_rows_are_those_of_ranking_every_text(
    tmp_path_factory: pytest.TempPathFactory, earlier: list[str], later: list[str]
) -> None:
    """Also of rows that came after lengths were read, and of what is written in no alphabet."""
    memory = Memory(tmp_path_factory.mktemp("home"))
    kept = Kept()
    try:
        memory.observe(*notes(earlier), indexed=False)
        for asked in ("tea in Porto with Ana", "用户 cello", "rain"):
            assert best(memory, kept, asked) == plainly_best(memory, asked)
        memory.observe(*notes([f"{text} later" for text in later]), indexed=False)
        for asked in ("tea in Porto with Ana", "later rain", "ä", "用户 cello", "rain"):
            assert best(memory, kept, asked) == plainly_best(memory, asked)
    finally:
        memory.close()


def test_lengths_follow_rows_that_are_changed_or_gone(memory: Memory) -> None:
    """A row in another's place, of as many words, is neither missed nor taken for it."""
    kept = Kept()
    texts = ["tea and a great deal that is not about it at all", "tea and rain", "rain in Porto"]
    memory.observe(*notes(texts), indexed=False)
    assert best(memory, kept, "tea") == [2, 1]
    with memory.ledger.write() as db:
        db.execute("UPDATE observations SET content = 'tea' WHERE seq = 1")
    assert best(memory, kept, "tea") == [1, 2]
    with memory.ledger.write() as db:
        db.execute("DELETE FROM observations WHERE seq = 2")
    memory.observe(*notes(["hot tea now"]), indexed=False)
    assert best(memory, kept, "tea") == [1, 4]
    assert best(memory, kept, "tea", limit=1) == [1]


def test_two_versions_of_the_ledger_at_once(memory: Memory) -> None:
    """Who reads an earlier version and who reads a later one each have lengths of their own."""
    memory.observe(*notes(["rain on the roof", "rain"]), indexed=False)
    earlier = Postings()
    with memory.ledger.read() as db:
        assert earlier.best(db, looked_up(db, "rain"), 5) == [2, 1]
        memory.observe(*notes(["no rain at all, they say", "rain again"]), indexed=False)
        later = earlier.afresh()
        with memory.ledger.glance() as new:
            assert later.best(new, looked_up(new, "rain"), 5) == [2, 4, 1, 3]
        assert earlier.afresh().best(db, looked_up(db, "rain"), 5) == [2, 1]
        with memory.ledger.glance() as new:
            assert later.best(new, looked_up(new, "rain"), 5) == [2, 4, 1, 3]
            assert later.afresh().best(new, looked_up(new, "rain"), 5) == [2, 4, 1, 3]


def test_a_text_of_very_many_words_has_a_length_too(memory: Memory) -> None:
    """More than one byte holds, and more than two bytes of seven bits do."""
    memory.observe(*notes(["rain " + "w " * 300, "rain " + "w " * 30_000, "rain"]), indexed=False)
    assert best(memory, Kept(), "rain") == [3, 1, 2]


def test_common_words_fetch_what_has_two_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the rarest word has rows enough, what has several common ones is still found."""
    monkeypatch.setattr(postings, "POSTINGS", 60)
    texts = [
        *[f"harbour {n}" for n in range(60)],
        *[f"lantern {n}" for n in range(70)],
        *[f"orchard {n}" for n in range(70)],
        "lantern orchard",
    ]
    memory = Memory(tmp_path)
    try:
        memory.observe(*notes(texts), indexed=False)
        [first, *_] = best(memory, Kept(), "harbour lantern orchard")
    finally:
        memory.close()
    assert first == len(texts)


def test_of_a_word_that_is_everywhere_the_newest_rows_are_taken(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing else to tell them apart by that is worth reading all of them."""
    monkeypatch.setattr(postings, "ALONE", 20)
    memory.observe(*notes([f"rain {n}" for n in range(30)]), indexed=False)
    assert best(memory, Kept(), "rain", limit=3) == [30, 29, 28]


def test_what_is_above_a_clearance_is_not_read(memory: Memory) -> None:
    """Nor does it move what is below."""
    hidden = Observation(
        source="notes", content="rain", labels=Labels("secret"), external_id="hidden"
    )
    memory.observe(*notes(["rain on the roof", "rain again and again"]), hidden, indexed=False)
    with memory.ledger.read() as db:
        assert Postings().best(db, looked_up(db, "rain", clearance=1), 5) == [2, 1]
        assert Postings().best(db, looked_up(db, "rain", clearance=3), 5) == [3, 2, 1]
