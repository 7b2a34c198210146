"""Asked what an assistant said, its turns come first; else they are others' words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.retrieval import Weights
from memory.retrieval.replies import EMPTY, asks_for_reply, by_assistant
from tests.support.recalling import Memory, chat, texts

ASKED = "Which paint keeps the shed dry?"
REPLY = "For a shed, linseed paint in two coats."
OWN = "Painted the shed with what paint was left"
MAIL = "Paint for your shed, now cheaper"


@pytest.mark.parametrize(
    "query",
    [
        "What did you suggest for the shed?",
        "Which book had you recommended?",
        "the recipe you gave me last week",
        "What were you saying about the roof?",
        "What was your advice on the roof?",
        "How long should it dry, according to you?",
        "remind me what you've told me about tyres",
        "Was hast du mir für den Schuppen empfohlen?",
        "Welche Farbe schlugst du vor?",
        "dein Rezept für den Teig",
        "Welches YouTube-Video hast du mir empfohlen?",
        "Qu'est-ce que tu m'as conseillé pour le toit ?",
        "¿Qué pintura me recomendaste?",
        "Che vernice mi hai consigliato?",
        "O que você me recomendou?",
        "Welke verf raadde je me aan?",
        "Vilken färg föreslog du?",
        "Какую краску ты мне посоветовала?",
    ],
)
def test_what_was_said_is_asked_for(query: str) -> None:
    """As told of, after "did", while it went on, or by a noun."""
    assert asks_for_reply(query)


@pytest.mark.parametrize(
    "query",
    [
        "What do you suggest for dinner?",
        "Can you recommend a book?",
        "What did Ana suggest?",
        "What did I tell you about the shed?",
        "How would you describe my taste?",
        "Do you know which paint I use?",
        "What is your name?",
        "Was empfiehlst du zum Abendessen?",
        "Wann hast du Zeit?",
        "Tu me conseilles quoi ?",
        "¿Qué me dijo Ana?",
        "Wat vind je van de verf?",
    ],
)
def test_a_request_asks_for_nothing_that_was_said(query: str) -> None:
    """Nor does what somebody else said, or the person."""
    assert not asks_for_reply(query)


@pytest.mark.parametrize(
    ("context", "assistant"),
    [
        ('{"role": "assistant"}', True),
        ('{"speaker": "ChatGPT"}', True),
        ('{"role": "user", "speaker": "Ana"}', False),
        ("{}", False),
    ],
)
def test_who_is_an_assistant(context: str, *, assistant: bool) -> None:
    """By its role or its name."""
    assert by_assistant(context) is assistant


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """A question and its reply, the person's own words on the matter, and a mail."""
    opened = Memory(tmp_path)
    others = "third-party content"
    opened.observe(
        chat(ASKED, thread="a", position=0, context={"role": "user"}),
        chat(REPLY, thread="a", position=1, context={"role": "assistant"}, origin=others),
        chat(OWN, thread="b", context={"role": "user"}),
        chat(MAIL, thread="c", context={"sender": "shop"}, origin=others),
    )
    yield opened
    opened.close()


def test_a_reply_that_is_asked_for_comes_first(memory: Memory) -> None:
    """It loses nothing for being another's, and "you" names its speaker; of a mail neither."""
    hits = memory.recall("What paint did you suggest for the shed?", weights=Weights(dense=0))
    assert hits[0].text == REPLY
    parts = {hit.text: hit.parts for hit in hits}
    assert "origin" not in parts[REPLY]
    assert parts[REPLY]["speaker"] > 0 == parts[MAIL]["speaker"]
    assert parts[MAIL]["origin"] < 0


def test_a_reply_gains_by_the_question_before_it_only_if_asked_for(memory: Memory) -> None:
    """What is asked there is what the reply is about."""
    weights = Weights(dense=0)
    asked, other = (
        {hit.text: hit.parts for hit in memory.recall(query, weights=weights)}[REPLY]
        for query in ("What paint did you suggest for the shed?", "Which paint has my shed?")
    )
    assert asked["answer"] > 0
    assert other.get("answer", 0) == 0
    assert other["origin"] < 0


def test_a_reply_that_tells_nothing_is_found_by_nobody(memory: Memory) -> None:
    """Unless it is asked what was said; that of somebody who is no assistant is their word."""
    others = "third-party content"
    nothing = "I know nothing about shed paint yet."
    memory.observe(
        chat(
            nothing,
            thread="d",
            position=1,
            context={"role": "assistant", EMPTY: True},
            origin=others,
        ),
        chat(f"{nothing} Ben", thread="e", context={"sender": "Ben", EMPTY: True}, origin=others),
    )
    found = texts(memory.recall("Which shed paint do I have?"))
    assert nothing not in found
    assert f"{nothing} Ben" in found
    assert nothing in texts(memory.recall("What did you say about shed paint?"))
