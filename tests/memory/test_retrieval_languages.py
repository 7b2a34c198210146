"""Search by words in other languages than English: which language it is, forms, families."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.retrieval import Weights
from memory.retrieval.akin import LEAST, likeness
from memory.retrieval.function_words import FUNCTION_WORDS
from memory.retrieval.inflections import stem_in
from memory.retrieval.languages import function_words, language_of
from memory.retrieval.tokens import query_words
from memory.types import Labels
from tests.support.recalling import Memory, chat, texts

WORDS = Weights(dense=0, neighbour=0, session=0, substance=0)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """An empty memory."""
    opened = Memory(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wann besuche ich meine Tante?"),
        ("nl", "Hoe heet de hond van mijn buurman?"),
        ("sv", "Vad heter min systers katt?"),
        ("da", "Hvornår skal jeg til tandlægen?"),
        ("no", "Hva kostet den nye sykkelen min?"),
        ("fr", "Où habite ma cousine ?"),
        ("fr", "Où habite Marie ?"),
        ("fr", "Quel nom a reçu le moustique ?"),
        ("de", "Geburtstag von Opa"),
        ("es", "¿Dónde vive mi prima?"),
        ("pt", "Onde mora a minha prima?"),
        ("it", "Dove abita mia cugina?"),
        ("ca", "On viu la meva cosina?"),
        ("ro", "Unde locuiește vara mea?"),
        ("ru", "Где живёт моя двоюродная сестра?"),
        ("uk", "Де живе моя двоюрідна сестра?"),
        ("pl", "Gdzie mieszka moja kuzynka?"),
        ("cs", "Kde bydlí moje sestřenice?"),
        ("fi", "Missä serkkuni asuu nyt?"),
        ("hu", "Hol lakik most az unokatestvérem?"),
        ("tr", "Kuzenim şimdi nerede oturuyor?"),
        ("el", "Πού μένει η ξαδέρφη μου;"),
        ("id", "Di mana sepupu saya tinggal?"),
        ("ar", "أين تسكن ابنة عمي؟"),
        ("he", "איפה גרה בת הדודה שלי?"),
        ("hi", "मेरी बहन कहाँ रहती है?"),
    ],
)
def test_a_language_shows_in_its_function_words(language: str, text: str) -> None:
    """A short question is enough."""
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "What was the name of the man in the war?",
        "a dove on the pier",
        "When did Juan de la Cruz call?",
        "the fur coat",
        "is it in or on the car",
        "How do I say der Hund in German?",
    ],
)
def test_english_stays_english(text: str) -> None:
    """Whatever words of it are words elsewhere, and whatever foreign names are in it."""
    assert language_of(text) == ""


@pytest.mark.parametrize(
    "text", ["", "Lukas Szczepański", "12.5", "東京都", "El Paso hotel", "Mamma compleanno quando"]
)
def test_what_shows_no_language_has_none(text: str) -> None:
    """Names are the same in all of them, and a word that several have does not say which."""
    assert language_of(text) is None


def test_a_script_of_few_languages_shows_one() -> None:
    """Without a single function word."""
    assert language_of("любимая чашка") == "ru"
    assert language_of("αγαπημένο βιβλίο") == "el"


def test_function_words_are_stop_words_in_their_language_only() -> None:
    """A German query has nothing about "die" and "war", an English one has."""
    asked = "Wie war die Reise?"
    assert [word for word, _ in query_words(asked, function_words("de"))] == ["reise"[:-1]]
    assert {"die", "war"} <= {word for word, _ in query_words(asked, function_words(""))}
    assert all(function_words(language) for language in FUNCTION_WORDS)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("de", "haus häuser hauser häusern"),
        ("fr", "cheval chevaux"),
        ("es", "canciones cancion canción"),
        ("sv", "katt katten katterna"),
        ("ru", "собака собаки собаку собакой"),
        ("it", "gatto gatti"),
        ("nl", "boek boeken"),
        ("uk", "кішка"),
    ],
)
def test_forms_of_a_word_are_one_in_its_language(language: str, forms: str) -> None:
    """With and without the marks that the index leaves out; unchanged where nothing is known."""
    assert len({stem_in(language, form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("said", "other", "asked"),
    [
        ("wir haben zwei Häuser gekauft", "wir haben zwei Hunde gekauft", "Wo ist das Haus?"),
        ("on a vendu les chevaux", "on a vendu les chemises", "Où est le cheval ?"),
        ("мы купили собаку", "мы купили машину", "Где моя собака?"),
        ("comimos naranjas", "comimos patatas", "¿Dónde está la naranja?"),
        ("die Straße ist lang", "die Reise ist lang", "Wo sind die Strassen?"),
        ("اشترينا الكتاب أمس", "اشترينا القلم أمس", "أين كتاب أخي؟"),
        ("وجدت مفتاحك", "وجدت قلمك", "أين المفتاح؟"),
        ("שמתי את המפתח כאן", "שמתי את הכובע כאן", "איפה מפתח הבית?"),
        ("קניתי מחברת", "קניתי עיפרון", "איפה המחברת?"),
        ("είδαμε τους ανθρώπους", "είδαμε τους δρόμους", "Πού είναι ο άνθρωπος;"),
    ],
)
def test_a_query_finds_other_forms_of_its_words(
    memory: Memory, said: str, other: str, asked: str
) -> None:
    """Inflected in another way, written with other marks; and nothing by function words."""
    memory.observe(chat(said, 0), chat(other, 5))
    assert texts(memory.recall(asked, weights=WORDS)) == [said]


def test_a_word_counts_in_part_where_another_of_its_family_is_said(memory: Memory) -> None:
    """The word itself before a compound that begins or ends with it, and none that shares less."""
    itself, begins = "die Reise war lang", "der Reisepass war lang weg"
    ends, apart = "die Radreise war lang", "der Kreis war lang"
    memory.observe(*(chat(text, place) for place, text in enumerate([itself, begins, ends, apart])))
    hits = memory.recall("Wohin ging meine Reise?", weights=Weights(neighbour=0))
    lexical = {hit.text: hit.parts["lexical"] for hit in hits}
    assert lexical[itself] > lexical[ends] > lexical[begins] > lexical[apart] == 0


def test_a_compound_is_found_by_what_it_begins_with(memory: Memory) -> None:
    """Even where nothing else finds the row: the word asked for occurs nowhere."""
    memory.observe(chat("der Buchladen ist zu", 0), chat("der Garten ist zu", 5))
    asked = "Wo ist die Buchladentür?"
    assert texts(memory.recall(asked, weights=WORDS)) == ["der Buchladen ist zu"]


def test_a_word_of_the_family_that_is_hidden_moves_nothing(memory: Memory) -> None:
    """What it counts, and what it fetches, comes from what a caller may see."""
    memory.observe(chat("die Radreise war lang", 0), chat("der Garten ist zu", 5))
    before = memory.recall("Wie war die Radreisezeit?")
    memory.observe(chat("die Radreisezeit, eine Reise", 9, labels=Labels("secret"), thread="s2"))
    assert memory.recall("Wie war die Radreisezeit?") == before


def test_a_query_without_a_language_is_in_that_of_the_memory(memory: Memory) -> None:
    """A few nouns after weeks of German are German; among English turns they are not."""
    memory.observe(chat("wir haben zwei Häuser gekauft", 0), chat("wo ist denn mein Hut", 5))
    assert texts(memory.recall("Haus Kuddelmuddel", weights=WORDS)) == [
        "wir haben zwei Häuser gekauft"
    ]


def test_other_peoples_hidden_words_do_not_choose_the_language(memory: Memory) -> None:
    """What language a memory is in is read from what the caller may see."""
    memory.observe(chat("the Haus is far", 0), chat("the Häuser are far", 1))
    memory.observe(*(chat("wo ist denn der Hut", n, labels=Labels("secret")) for n in (5, 6, 7)))
    assert texts(memory.recall("Haus Kuddelmuddel", weights=WORDS)) == ["the Haus is far"]
    both = memory.recall("Haus Kuddelmuddel", weights=WORDS, clearance="secret")
    assert sorted(texts(both)) == ["the Haus is far", "the Häuser are far"]


def test_few_words_of_another_language_are_trusted(memory: Memory) -> None:
    """An English model's vectors know no better; of an English query they might."""
    memory.observe(chat("die Reise war lang", 0), chat("the journey was long", 5))
    [german, *_] = memory.recall("Wie war die Reise?")
    [english, *_] = memory.recall("How was the journey?")
    assert german.text == "die Reise war lang"
    assert german.parts["lexical"] > english.parts["lexical"] > 0


@given(st.text("abcde", max_size=12), st.text("abcde", max_size=12))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    """A word is wholly like itself, and not at all like one that shares too little."""
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == (len(one) >= LEAST)


@pytest.mark.parametrize(
    ("said", "other", "asked"),
    [
        ("मेरी किताबें मेज़ पर हैं", "मेरी कमीज़ें मेज़ पर हैं", "मेरी किताब कहाँ है?"),
        ("আমার বিড়াল ঘুমায়", "আমার বাড়ি দূরে", "বিড়াল কোথায়?"),
        ("என் பூனை தூங்குகிறது", "என் பானை உடைந்தது", "பூனை எங்கே?"),
        ("ฉันกินข้าวที่ร้าน", "ฉันขี่จักรยานไปทำงาน", "กินข้าวที่ไหน"),
        ("น้ำท่วมบ้านเก่า", "ไฟไหม้ป่าสน", "น้ำท่วมเมื่อไร"),
        ("ខ្ញុំញ៉ាំបាយ", "គាត់ទៅផ្សារ", "ញ៉ាំបាយនៅឯណា"),
    ],
)
def test_words_with_vowel_signs_are_whole_words(
    memory: Memory, said: str, other: str, asked: str
) -> None:
    """Hindi, Bengali, Tamil; and of Thai and Khmer, which leave no spaces, what they have in it."""
    memory.observe(chat(said, 0), chat(other, 5))
    first, *others = memory.recall(asked, weights=Weights(neighbour=0))
    assert first.text == said
    assert all(hit.parts["lexical"] < first.parts["lexical"] / 2 for hit in others)


def test_vowel_signs_tell_words_apart(memory: Memory) -> None:
    """The same consonants are other words with other vowels."""
    memory.observe(chat("कील टूट गई", 0), chat("काला टूट गया", 5))
    assert texts(memory.recall("कील", weights=WORDS)) == ["कील टूट गई"]
