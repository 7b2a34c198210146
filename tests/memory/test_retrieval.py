"""Recall: what is found, in which order, with which parts, and for whose eyes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.embedding.port import Vectors
from memory.retrieval import Weights, pack
from memory.types import Hit, Labels, Observation, Proposition
from tests.support.recalling import NOW, Memory, chat, texts


class Meanings:
    """An embedder that knows which of a few words mean the same."""

    name = identity = "meanings"
    note = ""
    dimension = 4
    groups = (("car", "jalopy"), ("tea", "brew"), ("rain", "drizzle"))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One axis for each group of words, one for everything else."""
        rows = np.full((len(texts), self.dimension), 0.01, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for axis, group in enumerate(self.groups):
                row[axis] += any(word in text.lower() for word in group)
            row[-1] += not row[:-1].max() > 0.5
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """An empty memory."""
    opened = Memory(tmp_path)
    yield opened
    opened.close()


def test_meaning_finds_what_shares_no_word(tmp_path: Path) -> None:
    """Dense candidates need no common word."""
    memory = Memory(tmp_path, Meanings())
    memory.observe(chat("bought an jalopy", 0), chat("made a pot of brew", 5))
    hits = memory.recall("car")
    assert hits[0].text == "bought an jalopy"
    assert hits[0].parts["dense"] == pytest.approx(Weights().dense)
    assert hits[0].parts["lexical"] == 0
    memory.close()


def test_words_find_what_has_no_vector_yet(memory: Memory) -> None:
    """Between the ledger and the index there is a queue; recall does not wait for it."""
    memory.observe(chat("the zeppelin landed"), indexed=False)
    hits = memory.recall("zeppelins", weights=Weights(dense=0.5))
    assert texts(hits) == ["the zeppelin landed"]
    assert hits[0].parts["lexical"] > 0


def test_few_words_are_trusted_less_than_many(memory: Memory) -> None:
    """One word may mean anything; four that stand together mean this."""
    memory.observe(chat("the silver zeppelin landed near Lisbon"))
    few = memory.recall("zeppelins", weights=Weights(entity=0))[0]
    many = memory.recall("silver zeppelin landed near lisbon", weights=Weights(entity=0))[0]
    assert few.parts["lexical"] == pytest.approx(0.125)
    assert many.parts["lexical"] == pytest.approx(0.5)


def test_a_score_is_the_sum_of_its_parts(memory: Memory) -> None:
    """Every term shows, in every hit, best first."""
    memory.observe(*(chat(f"walked {i} miles with Anna by the river", i) for i in range(6)))
    memory.claim(Proposition(text="Walks by the river with Anna", confidence=0.6))
    hits = memory.recall("where did I walk with Anna yesterday?")
    assert len(hits) == 7
    for hit in hits:
        assert hit.score == pytest.approx(sum(hit.parts.values()))
        assert {"dense", "lexical", "time", "entity"} <= hit.parts.keys()
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize(
    "term", ["dense", "lexical", "neighbour", "time", "entity", "salience", "confidence"]
)
def test_every_term_can_be_switched_off(memory: Memory, term: str) -> None:
    """A weight of 0 takes the term out of the score and of its parts."""
    memory.observe(chat("met Anna at the river", 0), chat("it was warm yesterday", 1))
    memory.claim(Proposition(text="Knows Anna from the river"), supported_at=NOW - timedelta(90))
    query = "who is Anna of the river, since yesterday"
    assert any(term in hit.parts for hit in memory.recall(query))
    weights = Weights(**{term: 0.0})
    assert not any(term in hit.parts for hit in memory.recall(query, weights=weights))


def test_neighbouring_turns_lend_theirs(memory: Memory) -> None:
    """The answer to a matching question is found, across threads nothing is lent."""
    memory.observe(
        chat("which instrument do you play?", 4),
        chat("the cello, badly", 5),
        chat("soup for dinner", 6, thread="s2"),
        chat("nothing", 9),
    )
    hits = memory.recall("instrument", weights=Weights(dense=0, answer=0))
    assert texts(hits)[:2] == ["which instrument do you play?", "the cello, badly"]
    assert hits[1].parts["neighbour"] == pytest.approx(hits[0].parts["lexical"] * 0.4)
    assert len(hits) == 2


def test_a_time_in_the_query_prefers_that_time(memory: Memory) -> None:
    """Equal words, the named month wins; without a time the newest does."""
    days = [datetime(2026, month, 10, tzinfo=UTC) for month in (1, 2, 3)]
    for number, day in enumerate(days):
        memory.observe(chat("visited the museum", number * 9, observed_at=day, thread=str(number)))
    weights = Weights(diversity=0)
    best = memory.recall("which museum in January?", weights=weights)[0]
    assert best.observed_at == days[0]


def test_a_time_alone_finds_what_happened_then(memory: Memory) -> None:
    """No word of the question occurs anywhere."""
    day = datetime(2026, 3, 17, 10, tzinfo=UTC)
    memory.observe(chat("repaired the bicycle", observed_at=day), indexed=False)
    memory.observe(chat("slept", 9, observed_at=day - timedelta(days=40)), indexed=False)
    assert memory.recall("what happened last tuesday")[0].text == "repaired the bicycle"


def test_names_in_the_query_count(memory: Memory) -> None:
    """Of two turns with the same words the one by the named person comes first."""
    for number, name in enumerate(("Berta", "Carla")):
        memory.observe(
            chat("I like sailing most", number * 9, context={"speaker": name}, thread=name)
        )
    weights = Weights(dense=0, diversity=0)
    hits = memory.recall("what does Carla like?", weights=weights)
    assert hits[0].parts["speaker"] == pytest.approx(weights.speaker)
    assert hits[0].thread == "Carla"


def test_being_addressed_is_not_speaking(memory: Memory) -> None:
    """A question about somebody finds what they said before what was said to them."""
    memory.observe(
        chat("Carla, do you like sailing?", 0, context={"speaker": "Berta"}, thread="a"),
        chat("I like sailing most on the lake", 0, context={"speaker": "Carla"}, thread="b"),
    )
    hits = memory.recall("does Carla like sailing?", weights=Weights(dense=0))
    assert hits[0].thread == "b"


def test_the_session_that_is_about_it_lends_its_turns_weight(memory: Memory) -> None:
    """Of two equal turns the one whose session says more on the matter comes first."""
    memory.observe(
        chat("we took the boat", 5, thread="about it"),
        chat("the boat leaks", 1, thread="about it"),
        chat("the boat is old", 9, thread="about it"),
        chat("we took the boat!", 5, thread="by the way", observed_at=NOW),
    )
    weights = Weights(dense=0, diversity=0)
    asked = [hit for hit in memory.recall("took the boat", weights=weights) if "took" in hit.text]
    assert [hit.thread for hit in asked] == ["about it", "by the way"]
    assert asked[0].parts["session"] == pytest.approx(weights.session)


def test_own_words_come_before_others(memory: Memory) -> None:
    """The same words count for less in a page or an assistant's answer."""
    memory.observe(
        chat("the deadline is in April", 0, origin="third-party content", thread="a"),
        chat("the deadline is in April.", 0, origin="self-stated", thread="b"),
    )
    first, second = memory.recall("when is the deadline", weights=Weights(diversity=0))
    assert (first.thread, second.thread) == ("b", "a")
    assert second.parts["origin"] < 0


@pytest.mark.parametrize("age", [0, 1, 7, 30, 90, 365])
def test_what_lasts_outlives_what_passes_at_every_age(memory: Memory, age: int) -> None:
    """The reference implementation has the sign of decay inverted; this is the test for it."""
    seen = NOW - timedelta(days=age)
    memory.claim(Proposition(text="Has a ticket for trams", half_life=2), supported_at=seen)
    lasting = memory.claim(
        Proposition(text="Has a passion for trams", half_life=2000), supported_at=seen
    )
    hits = memory.recall("trams", weights=Weights(dense=0))
    if age:
        assert hits[0].id == lasting
    assert len(hits) == 2


def test_doubtful_claims_rank_below_sure_ones_and_pinned_ones_do_not_fade(memory: Memory) -> None:
    """Equal match; confidence and salience decide, and neither can erase a good match."""
    old = NOW - timedelta(days=900)
    sure = memory.claim(Proposition(text="Likes alpine lakes", confidence=0.9))
    doubtful = memory.claim(Proposition(text="Likes alpine huts", confidence=0.2))
    faded = memory.claim(Proposition(text="Likes alpine snow", confidence=0.9), supported_at=old)
    pinned = memory.claim(
        Proposition(text="Likes alpine bread", confidence=0.9, pinned=True), supported_at=old
    )
    hits = {hit.id: hit for hit in memory.recall("alpine", weights=Weights(dense=0))}
    assert hits[sure].score == pytest.approx(hits[pinned].score)
    assert hits[sure].score > hits[doubtful].score > 0.5 * hits[sure].score
    assert hits[sure].score > hits[faded].score > 0.5 * hits[sure].score
    assert hits[sure].confidence == 0.9


def test_repetition_makes_room_for_something_else(memory: Memory) -> None:
    """The same sentence again comes after a different one that matches less."""
    for number in range(3):
        memory.observe(
            chat(f"the cat sat on the warm stove {'!' * number}", number * 9, thread=str(number))
        )
    memory.observe(chat("a stove needs wood and patience in winter", 50, thread="x"))
    plain = memory.recall("stove cat", k=2, weights=Weights(dense=0, diversity=0))
    assert all("cat" in text for text in texts(plain))
    diverse = memory.recall("stove cat", k=2, weights=Weights(dense=0, diversity=0.9))
    assert texts(diverse)[1] == "a stove needs wood and patience in winter"


def test_a_claim_does_not_give_way_to_the_words_it_was_drawn_from(memory: Memory) -> None:
    """But the words give way to it: it is what can be corrected."""
    words, claim = "I keep the cat off the warm stove", "Keeps the cat off the warm stove"
    memory.observe(chat(words))
    memory.claim(Proposition(text=claim, confidence=0.7))
    by_words = {"dense": 0.0, "session": 0.0}
    first, second = memory.recall("stove cat warm", weights=Weights(**by_words))
    assert first.text == claim
    assert "diversity" in second.parts
    doubted = Weights(**by_words, confidence=1)  # so that the words come first
    first, second = memory.recall("stove cat warm", weights=doubted)
    assert first.text == words
    assert "diversity" not in second.parts


def test_a_command_run_often_is_one_hit_its_latest_run(memory: Memory) -> None:
    """Only one run has a vector; the others are found by words and folded into the newest."""
    runs = [
        Observation(
            source="shell",
            content="make deploy",
            kind="event",
            observed_at=NOW - timedelta(days=day),
            external_id=str(day),
        )
        for day in (9, 5, 2)
    ]
    memory.observe(runs[0])
    memory.observe(*runs[1:], indexed=False)
    (hit,) = memory.recall("deploy")
    assert hit.observed_at == runs[2].observed_at
    assert hit.parts["dense"] == pytest.approx(Weights().dense)


def test_claims_bring_their_evidence(memory: Memory) -> None:
    """Ids of supporting observations, oldest first; an observation is its own evidence."""
    first = memory.observe(chat("I play the cello", 0, observed_at=NOW - timedelta(days=3)))
    second = memory.observe(chat("cello lesson again", 5))
    claim = memory.claim(Proposition(text="Plays the cello"))
    memory.support(claim, *second, *first)
    hits = {hit.id: hit for hit in memory.recall("cello")}
    assert hits[claim].evidence == (*first, *second)
    assert hits[first[0]].evidence == tuple(first)


@pytest.mark.parametrize(
    ("stored", "query"),
    [
        ("Ich mag ÖLGEMÄLDE", "ölgemälde"),
        ("wohnt in der Straße", "STRASSE"),
        ("我喜欢在东京喝咖啡", "东京"),
        ("昨日は図書館で勉強した", "図書館"),
        ("오늘은 도서관에서 공부했다", "도서관"),
        ("Αγαπά τη ΘΑΛΑΣΣΑ", "θάλασσα"),
        ("Любит ЗИМУ", "зиму"),
        ("studies painting", "study of paintings"),
        ("edits memory/embedding/port.py", "port.py"),
    ],
)
def test_words_of_any_script_are_found(memory: Memory, stored: str, query: str) -> None:
    """By words alone, without case, marks, or spaces between words."""
    memory.observe(chat(stored), indexed=False)
    assert texts(memory.recall(query, weights=Weights(dense=0))) == [stored]


@settings(max_examples=60, deadline=None)
@given(query=st.text(max_size=60))
@pytest.mark.parametrize("wrap", ["{}", '"{}', "a OR {} NOT (", "content : {}*", "NEAR({}, 2)"])
def test_a_query_is_words_and_never_syntax(
    tmp_path_factory: pytest.TempPathFactory, wrap: str, query: str
) -> None:
    """Whatever is asked, FTS5 gets quoted words: no error, and the plain word still matches."""
    memory = _shared_memory(tmp_path_factory)
    memory.recall(wrap.replace("{}", query))
    assert texts(memory.recall('zeppelin" OR -^*(:'))[:1] == ["the zeppelin landed"]


_memories: list[Memory] = []


def _shared_memory(factory: pytest.TempPathFactory) -> Memory:
    if not _memories:
        _memories.append(Memory(factory.mktemp("syntax")))
        _memories[0].observe(chat("the zeppelin landed"), chat("nothing else", 9))
    return _memories[0]


@pytest.fixture(autouse=True, scope="module")
def _close_shared() -> Iterator[None]:
    yield
    for memory in _memories:
        memory.close()
    _memories.clear()


def test_common_words_do_not_drive_the_match(memory: Memory) -> None:
    """With thousands of rows a rare word fetches the candidates and the common one only scores."""
    memory.observe(
        *(chat(f"meeting number {i}", i * 9, thread=str(i)) for i in range(3200)),
        chat("meeting about the zeppelin", 1, thread="z"),
        indexed=False,
    )
    hits = memory.recall("zeppelin meeting", weights=Weights(dense=0))
    assert texts(hits)[0] == "meeting about the zeppelin"
    assert len(hits) == 1
    assert len(memory.recall("meeting", k=5, weights=Weights(dense=0))) == 5


@pytest.mark.parametrize(("query", "k"), [("", 5), ("  \n", 5), ("river", 0), ("river", -1)])
def test_nothing_asked_nothing_found(memory: Memory, query: str, k: int) -> None:
    """An empty query or no room for results is no error."""
    memory.observe(chat("by the river"))
    assert memory.recall(query, k=k) == []


def test_an_empty_memory_answers_with_nothing(memory: Memory) -> None:
    """No rows, no full-text statistics, no error."""
    assert memory.recall("anything at all, last summer, by Anna") == []
    assert memory.retriever.neighbours(["anything"], k=3) == []


def test_a_claim_holds_its_own_among_many_observations(memory: Memory) -> None:
    """A word is as rare for a handful of claims as for the hundreds of observations beside them."""
    memory.observe(*(chat(f"walked {i} miles in the rain", i, thread=str(i)) for i in range(300)))
    memory.observe(chat("the work of a lifetime, they said of the long bridge", 301, thread="b"))
    memory.claim(Proposition(text="Works on the bridge"))
    memory.claim(Proposition(text="Works from home"))
    hits = memory.recall("work on the bridge", weights=Weights(dense=0))
    assert texts(hits)[0] == "Works on the bridge"


def test_neighbours_serve_several_texts_at_once(memory: Memory) -> None:
    """The best of each text, each once; hidden and unrelated claims are not among them."""
    tea = memory.claim(Proposition(text="Drinks green tea in the morning"))
    chess = memory.claim(Proposition(text="Plays chess on Sundays"))
    memory.claim(Proposition(text="Owns a yellow umbrella"))
    memory.claim(Proposition(text="Drinks black tea"), status="retired")
    secret = Labels("secret")
    memory.claim(Proposition(text="Plays chess for money", labels=secret))
    asked = ["made green tea this morning", "chess with a friend", "more green tea"]
    found = memory.retriever.neighbours(asked, k=2, clearance="personal")
    assert {proposition.id for proposition in found} == {tea, chess}


def test_packing_takes_the_best_that_fit() -> None:
    """Order is kept, nothing is cut, what is too long is passed over."""
    hits = [
        Hit(id=text, kind="observation", text=text, score=1, confidence=None, parts={}, evidence=())
        for text in ("one two three", "one two three four five", "one", "one two")
    ]
    assert texts(pack(hits, 6, lambda text: len(text.split()))) == [
        "one two three",
        "one",
        "one two",
    ]
    assert pack(hits, 0, len) == []
