"""Words: folding, endings, queries."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory import Observation, Proposition
from memory.retrieval.stemming import stem
from memory.retrieval.tokens import (
    fold,
    query_words,
    split_each,
    word_set,
    word_sets,
    words,
)
from memory.rows import cjk_bigrams
from tests.support.models import open_model


@pytest.mark.parametrize(
    "forms",
    [
        "paint paints painted painting",
        "study studies studied studying",
        "plan plans planned planning",
        "hope hopes hoped hoping",
        "change changes changed changing",
        "create creates created creating",
        "try tries tried trying",
        "class classes",
        "use uses used using",
    ],
)
def test_forms_of_a_word_are_one(forms: str) -> None:
    """Plural, past and progressive fold to the same stem."""
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair", ["general generate", "gas ga", "painter paint", "hop hope", "sing s", "bus bu"]
)
def test_different_words_stay_apart(pair: str) -> None:
    """Only endings of inflection are folded."""
    one, other = pair.split()
    assert stem(one) != stem(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1))
def test_a_stem_is_never_empty_and_keeps_the_first_letter(word: str) -> None:
    """Whatever the letters."""
    assert stem(word)[:1] == word[0]


def test_letters_are_compared_without_case_and_marks() -> None:
    """Umlauts, accents, sharp s, Greek and Cyrillic capitals; Hangul stays whole."""
    assert fold("ÄPFEL Straße ΑΘΗΝΑ Ёж Ĳssel café") == "apfel strasse αθηνα еж ijssel cafe"
    assert fold("한국어") == "한국어"


def test_a_query_loses_its_stop_words_unless_it_is_nothing_else() -> None:
    """What is left are the telling words, each once."""
    assert [word for word, _ in query_words("What is Anna's job? The job!")] == ["anna", "job"]
    assert [word for word, _ in query_words("who am I")] == ["who", "am", "i"]


def test_unspaced_scripts_become_pairs_and_keep_latin_words_apart() -> None:
    """Mixed writing gives both."""
    assert [word for word, _ in query_words("用Python写")] == ["用", "写", "python"]
    assert [word for word, _ in query_words("東京都")] == ["東京", "京都"]


def test_word_sets_compare_texts() -> None:
    """Inflection and stop words do not make texts differ."""
    assert word_set("He painted the houses") == word_set("painting a house")


def test_latin_words_written_against_cjk_are_words() -> None:
    """Without a space in between, both scripts can still be searched for."""
    assert cjk_bigrams("我用Python3写 Rust").split() == ["我用", "写", "python3"]
    assert cjk_bigrams("no such script") == ""


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("私の猫", "猫"),
        ("猫を飼っています", "猫"),
        ("Μένω στην Αθήνα", "ΑΘΗΝΑ"),
        ("Μένω στην ΑΘΗΝΑ", "Αθήνα"),
        ("Купила ёлку, ёлка стоит", "елка"),
        ("Живу в Йошкар-Оле", "йошкар"),
        ("Sé que está en Málaga", "malaga"),
    ],
)
def test_words_of_any_script_are_found(tmp_path: Path, said: str, asked: str) -> None:
    """A word of one character, and one that either leaves without its accents."""
    with open_model(tmp_path) as model:
        [wanted] = model.observe([Observation(source="chat", content=said)])
        model.add(Proposition(text=said, source="stated"), [wanted])
        model.observe([Observation(source="chat", content=f"{n} других 別 ά") for n in range(3)])
        parts = {hit.id: hit.parts.get("lexical", 0) for hit in model.recall(asked)}
        assert parts[wanted] > 0
        assert sum(value > 0 for value in parts.values()) == 2


@pytest.mark.parametrize(
    "texts",
    [[], [""], ["Tea at 4", "", "Ana's cello"], ["Größe", "Tea at 4"], ["one\0two", "THREE", ""]],
)
def test_many_texts_at_once_have_the_same_words(texts: list[str]) -> None:
    """Also where one is not ASCII, or has what stands between them."""
    assert split_each(texts) == [words(text) for text in texts]
    assert word_sets(texts) == [word_set(text) for text in texts]
