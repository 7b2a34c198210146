"""What the tables of words take for sensitive, and what they leave alone."""

from __future__ import annotations

import unicodedata
from time import process_time

import pytest

from agent.labelling import label
from agent.topics import TOPICS
from agent.topics.tables import Topic, read
from memory.types import Category

TOLD: dict[Category, tuple[str, ...]] = {
    "health": (
        "I'm HIV-positive",
        "cancer-free since May",
        "the pregnancy-related leave",
        "post-surgery pain",
        "my hospital's bill",
        "I\u2019ve seen two therapists",
        "They found tumours",
        "I want to kill myself",
        "I cut myself again last night",
        "I've been feeling suicidal",
        "I had an abortion in 2019",
        "We lost the baby",
        "Parkinson's runs in my family",
        "I have multiple sclerosis",
        "I had a stroke in May",
        "my kidney transplant is next month",
        "I am disabled",
        "the biopsies came back",
        "We're doing IVF",
        "I've been sober for 90 days",
        "I smoke weed every day",
        "I'm on Prozac",
        "My panic attacks are back",
        "I've tested positive for covid",
        "I broke my hip",
        "I don't want to live anymore",
        "I drink a bottle of wine every night",
        "My wife is expecting our second",
        "I weigh 104 kilos",
        "Ich habe Krebs",
        "Termin beim Psychiater",
        "Ich nehme Antidepressiva",
        "je suis séropositif",
        "Tengo cáncer",
        "tengo cancer",
        "Sono incinta di tre mesi",
        "I vomited all morning and have a high fever",
        "therapy at 4, then the shops",
        "I relapsed after a year",
        "I have an STI",
        "I fainted at work",
        "signed off sick for a week",
        "a ruptured ligament",
        "I'm in recovery",
        "40 days without drinking",
        "I got the flu jab",
        "chest pains on the stairs",
        "she can't see on her left eye",
        "um neun in die Notaufnahme",
        "OP an der Schulter",
        "chez la gynéco",
        "chez mon généraliste",
        "la operaron de la cadera",
        "está en quimioterapia",
        "ho la pressione bassa",
    ),
    "finance": (
        "I earn 85k a year",
        "I make 4200 net",
        "My net worth is 1.2 million",
        "I was evicted",
        "my credit score is 540",
        "SCHUFA score",
        "Unpaid mortgages",
        "I'm on unemployment benefits since January",
        "my balance is -400",
        "I gambled away my savings",
        "I inherited 200k",
        "I owe my brother 3000 dollars",
        "I'm broke until Friday",
        "Ich verdiene 5000 netto",
        "Je gagne 3000 euros par mois",
        "lo stipendio è di 1800 euro",
        "I asked for a raise",
        "my aunt left us her flat and 40k",
        "I moved 12k into ETFs",
        "Ich kann die Miete nicht bezahlen",
        "je suis à découvert ce mois",
        "debo dos meses de alquiler",
    ),
    "politics": (
        "I voted for the Greens",
        "I joined the AfD",
        "I donated to Trump",
        "I'm a Trump supporter",
        "I'm an anarchist",
        "I am a union rep",
        "I went to the climate demonstration",
        "I'm a registered Democrat",
        "I'm a member of the Green Party",
        "I am very left-wing",
        "Ich bin in der CDU",
        "J'ai voté Macron",
        "voto a Vox",
        "I'll vote for Sanders",
        "I marched against the war",
        "she's running for mayor",
        "flyers for the Greens",
        "I donated ten dollars to Sanders",
        "die Demo gegen Rechts",
        "soy de izquierda",
        "je vote à gauche",
    ),
    "sexuality": (
        "I'm trans",
        "I am non-binary",
        "I'm bi",
        "I'm asexual",
        "I'm polyamorous",
        "I came out to my parents",
        "I cheated on my husband",
        "pornhub.com - videos",
        "LGBT support group",
        "I'm into guys",
        "my affair with Tom",
        "Ich bin schwul",
        "je suis homosexuel",
        "I might be bi",
        "she hooked up with a colleague",
        "we haven't slept together in ages",
    ),
    "religion": (
        "I'm a Christian",
        "We are Muslims",
        "the mosques we went to",
        "I'm Jewish",
        "I am Sikh",
        "I'm a Jehovah's Witness",
        "I left the Mormons",
        "I keep kosher",
        "my bar mitzvah",
        "I pray five times a day",
        "I go to mass every Sunday",
        "I stopped believing in God",
        "Ich bin katholisch",
        "Ich bin evangelisch",
        "Je suis musulmane",
        "soy católico",
    ),
    "minor": (
        "our baby was born in May",
        "my son is 8",
        "my 5-year-old has a cold",
        "Mia is in third grade",
        "custody of the children",
        "picking up the kids from daycare",
        "my teenage son",
        "I have two kids, 5 and 9",
        "Meine Tochter geht in die Kita",
        "ma fille a 6 ans",
        "I'm a mum of a two-year-old",
        "we adopted a little boy",
        "parents' evening is on Monday",
    ),
}

#: What no category is there for.
GUARDED = (
    "I was convicted of theft",
    "I was arrested last year",
    "my DUI hearing is on Monday",
    "my parole officer called",
    "I'm getting divorced",
    "my asylum application was refused",
    "I'm undocumented",
    "my husband hits me",
    "I was raped",
    "my 23andMe DNA results",
    "my fingerprint scan",
    "I'm Black",
    "I'm a Kurd from Diyarbakir",
    "I'm of Turkish descent",
    "I live at Hauptstraße 5, 10115 Berlin",
    "my home address is 14 Elm Street",
)

HARMLESS = (
    "tropical depression",
    "the Great Depression",
    "insomnia REST client",
    "allergic to meetings",
    "surgery on the codebase",
    "the diagnosis of the bug took hours",
    "Cancer is a zodiac sign",
    "500 mg",
    "diagnosed a memory leak",
    "surgery on the old parser",
    "the therapist in this series",
    "a pregnant pause",
    "have an std::vector of them",
    "the machine is in recovery mode",
    "the back pain points of the migration",
    "adopted a child theme",
    "they might be bi-directional",
    "she passed out flyers",
    "he had a fever dream",
    "mortgage calculator",
    "bankrupt of ideas",
    "ask for the raise condition",
    "5 mg of saffron",
    "Works as a nurse at a hospital",
    "I'm a dental nurse at a clinic in Leeds",
    "She is a newly trained surgeon on the ward",
    "She works as a therapist in Leeds",
    "I'm a dentist in Munich",
    "brush stroke width in the SVG",
    "By default, backoff is disabled",
    "Beehives, and the two hives on the roof",
    "lithium-ion battery",
    "loan word",
    "raise an exception",
    "benefits of static typing",
    "technical debt in the balance service",
    "Works in mortgages at a bank",
    "evicted entries of the cache",
    "Sharing: shares a screen",
    "vote for a leader in raft election",
    "conservative estimate",
    "SQL UNION ALL",
    "candidate key and vote",
    "right-wing back in football",
    "Tinder box",
    "sex column in the table",
    "non-binary file format",
    "bi-weekly sync on Tuesday",
    "trans-Siberian railway",
    "Board games are how I relax",
    "church of Emacs",
    "the JavaScript bible",
    "imam bayildi recipe",
    "prayer plant needs water",
    "mass of the electron",
    "My colleague Christian fixed it",
    "my kids process",
    "teenage engineering synth",
    "third grade sandpaper",
    "a whisky 12 years old",
    "our house is 12 years old",
    "Philippe is fifty-four years old",
    "our 3 years in Lisbon",
    "il y a 5 ans",
    "the boy had two dogs",
    "Let a = shrink_towards",
    "suicide burn in Kerbal",
    "asylum, the horror film",
    "convicted that this is right",
    "arrested development",
    "black coffee",
    "fingerprint of the certificate",
    "my IP address changed",
)


@pytest.mark.parametrize(
    ("text", "category"), [(text, each) for each, texts in TOLD.items() for text in texts]
)
def test_what_is_told_is_sensitive(text: str, category: Category) -> None:
    """In its own category, however the words are joined, inflected or spelt."""
    found = label(text)
    assert category in found.categories
    assert found.sensitivity == "sensitive"


@pytest.mark.parametrize("text", GUARDED)
def test_what_has_no_category_is_sensitive(text: str) -> None:
    """By its rank alone: the categories are a contract."""
    assert label(text).sensitivity == "sensitive"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_means_something_else_is_left_alone(text: str) -> None:
    """A word does not tell where its neighbours say that another thing is meant."""
    found = label(text)
    assert found.sensitivity == "personal"
    assert not found.categories


@pytest.mark.parametrize(
    "text",
    ["The hospital tycoon game, then I was in hospital", "alcoholic drinks for an alcoholic"],
)
def test_an_exception_is_of_one_place(text: str) -> None:
    """The same word tells elsewhere in the text."""
    assert "health" in label(text).categories


@pytest.mark.parametrize(
    "text", ["two shares", "hazelnuts, a hazelnut", "vote and votes", "the drugs"]
)
def test_one_word_twice_is_one_hint(text: str) -> None:
    """A plural is no second word."""
    assert not label(text).categories


def test_letters_may_be_decomposed() -> None:
    """As file systems and some keyboards write them."""
    assert "health" in label(unicodedata.normalize("NFD", "tengo cáncer")).categories


@pytest.mark.parametrize(
    ("text", "sensitive"),
    [
        ("vim tax-return-2024.pdf", True),
        ("man heart-attack", True),
        ("kill the child of my parent", False),
        ("vote on the election of a candidate", False),
    ],
)
def test_in_commands_hints_do_not_count(text: str, sensitive: bool) -> None:  # noqa: FBT001
    """Phrases do: they say what is meant."""
    assert (label(text, technical=True).sensitivity == "sensitive") == sensitive


def test_every_phrase_and_exception_can_be_looked_for() -> None:
    """What is made when first needed is made here for all; each word is one word of a text."""
    lexicon = read(TOPICS)
    for word, senses in lexicon.words.items():
        assert word.isalnum()
        for sense in senses:
            assert isinstance(sense.holds(" @ "), bool)
    assert all(len(start) == 5 and start.isalpha() for start in lexicon.stems)


def test_a_phrase_without_a_word_to_find_it_by_is_refused() -> None:
    """It would never be looked for."""
    with pytest.raises(ValueError, match="one word without a mark"):
        read([Topic("health", phrases="MY # pain*")])


@pytest.mark.parametrize(
    "unit", ["mass ", "works as a hospital ", "my very old son ", "a", "vote "]
)
def test_no_text_is_slow(unit: str) -> None:
    """Whatever it repeats, a text costs no more than about linear time.

    Quadratic behaviour would take minutes here; the bound is far from both.
    """
    text = unit * (500_000 // len(unit))
    started = process_time()
    label(text)
    assert process_time() - started < 5
