"""Plain statements in German, Spanish and French."""

from __future__ import annotations

import pytest

from agent.engine.builtin.foreign import language_of, rendered

KNOWN = {
    "Ich wohne in Hamburg und arbeite bei einer Bäckerei.": [
        "Lives in Hamburg",
        "Works at Bäckerei",
    ],
    "Ich mag Pilze nicht": ["Does not like Pilze"],
    "Ich bin allergisch gegen Nüsse": ["Is allergic to Nüsse"],
    "Ich bin Lehrerin": ["Is Lehrerin"],
    "Meine Schwester heißt Ana": ["Their sister is called Ana"],
    "Vivo en Sevilla.": ["Lives in Sevilla"],
    "Me gusta el café.": ["Likes café"],
    "Soy enfermera y tengo dos hijos": ["Is enfermera", "Has two hijos"],
    "No como carne": ["Does not eat carne"],
    "J'habite à Lyon.": ["Lives in Lyon"],
    "Je suis infirmière et j'ai trois enfants": ["Is infirmière", "Has three enfants"],
    "J'aime le thé mais je n'aime pas le café": ["Likes thé", "Does not like café"],
    "Ich bin freie Töpferin in Kassel und mache viel Keramik": ["Is Töpferin"],
    "Ich trinke keinen Wein, aber Bier schon": ["Does not drink Wein"],
    "Mein Bruder Jörn arbeitet bei der Post, deshalb steht er früh auf": [
        "Their brother Jörn works at Post"
    ],
    "Vivo con mi abuela Rosario, que tiene 91 años": ["Lives with their grandmother Rosario"],
    "Tengo alergia al polvo y a los perros": ["Is allergic to polvo y perros"],
    "Ma sœur habite à Nantes": ["Their sister lives in Nantes"],
    "Je ne mange pas de viande": ["Does not eat viande"],
}


@pytest.mark.parametrize(("said", "claims"), KNOWN.items())
def test_what_is_said_plainly_is_kept(said: str, claims: list[str]) -> None:
    """The claim gets an English verb and keeps its own nouns."""
    assert [each.text for each in rendered(said)] == claims


@pytest.mark.parametrize(
    "said",
    [
        "Ich bin müde",
        "Danke, das ist nett von dir",
        "I live in Porto",
        "Je suis en retard",
        "Ich bin immer in Bonn",
        "Ich bin sicher",
        "Ich trinke keinen Wein, wenn ich fahre",
        "Mein Mann wohnt in der Küche",
        "la la la",
    ],
)
def test_moods_thanks_and_english_are_not(said: str) -> None:
    """What the patterns do not know is left unsaid."""
    assert rendered(said) == []


def test_english_with_a_loan_word_stays_english() -> None:
    """One foreign word makes no foreign sentence."""
    assert language_of("I love the idea of a siesta en route") is None
