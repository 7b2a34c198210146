"""What was said in other words than the question's: near words, names in vectors, substance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from memory.embedding import HashedEmbedder
from memory.embedding.port import Vectors
from memory.retrieval import Weights, thesaurus
from memory.retrieval.thesaurus_making import common_words, nearest
from memory.types import Labels
from tests.support.recalling import Memory, chat, texts

WORDS = Weights(dense=0, neighbour=0, session=0)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """An empty memory."""
    opened = Memory(tmp_path)
    yield opened
    opened.close()


def test_the_thesaurus_knows_what_is_near() -> None:
    """Nearest first, by stem, without the word itself; how common a word is in English."""
    near = thesaurus.near("instrument")
    assert "violin" in [other.stem for other in near]
    assert "instrument" not in [other.stem for other in near]
    likeness = [other.likeness for other in near]
    assert likeness == sorted(likeness, reverse=True)
    assert thesaurus.near("qwertzuiop") == ()
    assert not thesaurus.known("qwertzuiop")
    assert thesaurus.rarity("violin") > thesaurus.rarity("year") > 0


def test_a_near_word_counts_less_than_the_word_itself(memory: Memory) -> None:
    """A violin answers for an instrument, the instrument itself before it, soup not at all."""
    memory.observe(
        chat("the instrument is very old", 0),
        chat("the violins are very old", 5),
        chat("the soup is very old", 10),
    )
    instrument, violin, *_ = memory.recall("instrument", weights=Weights(neighbour=0))
    assert texts([instrument, violin]) == ["the instrument is very old", "the violins are very old"]
    assert instrument.parts["lexical"] > violin.parts["lexical"] > 0


def test_a_near_word_that_is_hidden_moves_nothing(memory: Memory) -> None:
    """What near words count comes from what a caller may see."""
    memory.observe(chat("the violins are very old", 0), chat("the soup is very old", 5))
    before = memory.recall("instrument")
    memory.observe(chat("instrument, violin, cello", 9, labels=Labels("secret"), thread="s2"))
    assert memory.recall("instrument") == before


def test_a_name_has_no_near_words(memory: Memory) -> None:
    """Who is called Rose is no flower."""
    memory.observe(chat("such a lovely flower", 0))
    [hit] = memory.recall("what did Rose say", weights=Weights(neighbour=0))
    assert hit.parts["lexical"] == 0


def test_an_english_word_is_not_taken_for_a_misspelt_one(memory: Memory) -> None:
    """Nobody who asks for a country means a count."""
    memory.observe(chat("keep count of the boxes"))
    assert memory.recall("which country", weights=WORDS) == []
    memory.observe(chat("the zeppelin landed", 5))
    assert texts(memory.recall("the zepelin", weights=WORDS)) == ["the zeppelin landed"]


def test_the_answer_gains_by_its_question(memory: Memory) -> None:
    """Only the turn after it, and only where the one who answers speaks for themselves."""
    said = ["a violin is lovely.", "which violin is yours?", "the brown old thing"]
    memory.observe(*(chat(text, place) for place, text in enumerate(said)))
    memory.observe(
        chat("which violin is yours?", 0, thread="s2"),
        chat("as an assistant I have none", 1, thread="s2", origin="third-party content"),
    )
    hits = {hit.text: hit.parts for hit in memory.recall("violin")}
    question = hits["which violin is yours?"]
    assert hits["the brown old thing"]["answer"] == pytest.approx(question["lexical"] * 0.5)
    assert "answer" not in hits["a violin is lovely."]
    assert "answer" not in hits["as an assistant I have none"]


def test_what_tells_much_comes_before_what_only_asks(memory: Memory) -> None:
    """A short question gains nothing, a full turn the whole, and a long question what it tells."""
    full = "The violin is from my aunt in Lisbon, who played it for thirty years in an orchestra "
    full += "there, and it has been repaired twice since, once after a fall from a ladder."
    asks = "Could you tell me whether the violin that my aunt in Lisbon played for thirty years "
    asks += "in an orchestra there and that has been repaired twice is worth the insurance?"
    memory.observe(chat(full, 0), chat("Violin?", 5), chat(asks, 10))
    hits = {hit.text: hit.parts for hit in memory.recall("violin", weights=WORDS)}
    assert hits["Violin?"]["substance"] == 0
    for text in (full, asks):
        assert hits[text]["substance"] == pytest.approx(hits[text]["lexical"] / 2)


class Noting(HashedEmbedder):
    """Notes what it is asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Hashed vectors."""
        self.asked += texts
        return super().embed(texts)


def test_the_name_of_a_speaker_leaves_half_of_the_vector(tmp_path: Path) -> None:
    """It is looked for among the speakers; other names, and hidden speakers', stay whole."""
    noting = Noting()
    memory = Memory(tmp_path, noting)
    memory.observe(
        chat("the violin is old", 0, context={"speaker": "Ana"}),
        chat("from Lisbon", 1, context={"speaker": "Bo"}, labels=Labels("secret")),
    )
    noting.asked.clear()
    memory.recall("where did Ana's violin from Lisbon go?")
    assert noting.asked == [
        "where did Ana's violin from Lisbon go?",
        "where did violin from Lisbon go?",
    ]
    noting.asked.clear()
    memory.recall("where is Bo's violin?")
    memory.recall("who is Ana?")
    assert noting.asked == ["where is Bo's violin?", "who is Ana?"]
    memory.close()


def test_a_thesaurus_is_made_of_a_vocabulary() -> None:
    """One word for each stem, the commonest; stop words and pieces of words are left out."""
    words = common_words("[PAD]\nthe\nplay\nviolin\n##ing\nplays\nox\nviolins\nété\n")
    assert words == {"play": ("play", 2), "violin": ("violin", 3)}


def test_near_words_are_those_with_near_vectors() -> None:
    """Nearest first, itself left out, nothing below the least likeness."""
    vectors = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)
    assert nearest(vectors) == [[(1, 80)], [(0, 80), (2, 60)], [(1, 60)]]
