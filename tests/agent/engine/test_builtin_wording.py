"""How a claim is worded in the end, and which came out as no sentence."""

from __future__ import annotations

import pytest

from agent.engine.builtin import BuiltinEngine
from agent.engine.builtin.person_shift import shift
from agent.engine.builtin.wording import no_sentence, worded
from memory.embedding.minilm import LlamaEmbedder
from tests.agent.engine.test_builtin_facts import learnt, said
from tests.support.embedding import minilm, model_cache, weights

__all__ = ["minilm", "model_cache", "weights"]

WORDED = {
    "Says that the clinic moved them to Fridays": "The clinic moved them to Fridays",
    "Says that Ottilie keeps the keys for them": "Ottilie keeps the keys for them",
    "Says that dentist wants them back in May": "Their dentist wants them back in May",
    "Says that wife runs the kiosk with them": "Their wife runs the kiosk with them",
    "Says that doc put them on iron": "Their doctor put them on iron",
    "Has been rock climbing instead": "Has been rock climbing",
    "Is going to Gdynia instead, by train": "Is going to Gdynia, by train",
    "Drinks rooibos instead": "Drinks rooibos now",
    # What is compared with is named, or it is no matter of wording.
    "Drinks rooibos instead of coffee": "Drinks rooibos instead of coffee",
    "Says that": "Says that",
    "Finds it odd to say that": "Finds it odd to say that",
    "Doctor and patient met through them": "Doctor and patient met through them",
}


@pytest.mark.parametrize(("claim", "told"), WORDED.items())
def test_a_claim_is_told_as_one_would_say_it(claim: str, told: str) -> None:
    """Nothing is said of who said it, and nothing is put in the place of what is not named."""
    assert worded(claim) == told


@pytest.mark.parametrize(
    ("claim", "none"),
    [
        ("Their uncle who thinks they cannot cook", True),
        ("Their uncle who lives in Graz is a potter", False),
        ("Their friend that they met in Graz plays the tuba", False),
        ("Their nephew Ole's is on Friday", True),
        ("Their nephew's school is on strike", False),
        ("Feels that Ana does mornings, them they do nights", True),
        ("Says that it was due in May but they are late", True),
        ("Says that it is their dream to sail", False),
        ("Had soup again they guess, out of a tin", True),
        ("Their boss told them they are getting a rise", False),
    ],
)
def test_what_came_out_as_no_sentence_is_known(claim: str, *, none: bool) -> None:
    """A noun with a relative clause tells nothing, and nobody is "them they"."""
    assert no_sentence(claim) is none


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("I much prefer the ferry", "Much prefers the ferry"),
        ("I'm a goalkeeper, for my sins", "Is a goalkeeper"),
        ("I teach welding, god help me", "Teaches welding"),
        ("We moved to Skye, obviously", "Moved to Skye"),
        ("I have a lathe that frankly scares me", "Has a lathe that scares them"),
        ("I speak frankly to customers", "Speaks frankly to customers"),
        ("My sister Runa is always right", "Their sister Runa is always right"),
        ("Zoë and I are separating", "Is separating from Zoë"),
        ("Zoë and I run a kiosk", "Runs a kiosk with Zoë"),
        ("Never ridden a horse", "Has never ridden a horse"),
        ("Never missed a match", "Never missed a match"),
        ("Don't drink milk", "Does not drink milk"),
        ("Don't drink that", None),
        ("Don't eat before the scan", None),
        ("Nils and his crew land on Monday, pray for me", None),
        ("We host the choir, pray for us", "Hosts the choir"),
        ("My cousin always fixed them", None),
        ("My cousin keeps bees and sells them", "Their cousin keeps bees and sells them"),
    ],
)
def test_what_is_only_thrown_in_is_left_out(sentence: str, claim: str | None) -> None:
    """Sighs and oaths are no part of what is told; words that carry it are."""
    shifted = shift(sentence)
    assert (shifted.text if shifted else None) == claim


@pytest.fixture
def engine(minilm: LlamaEmbedder) -> BuiltinEngine:
    """The engine with its heads."""
    return BuiltinEngine(minilm)


def texts(engine: BuiltinEngine, content: str) -> list[str]:
    """The claims that are made of a message."""
    return [draft.proposition.text for draft in learnt(engine, said(content)).drafts]


def test_who_was_introduced_is_not_the_person(engine: BuiltinEngine) -> None:
    """What is told of a newcomer without a subject is not told of the one who writes."""
    assert "Trained in Lyon" not in texts(engine, "We hired somebody, Ines. Trained in Lyon.")
    assert texts(engine, "I am a baker in Hove. Trained in Lyon.")[-1] == "Trained in Lyon"


def test_what_holds_is_heard_before_a_question(engine: BuiltinEngine) -> None:
    """A question after a comma takes nothing from what was told before it."""
    assert texts(engine, "I am allergic to sesame, is tahini out for good?") == [
        "Is allergic to sesame"
    ]
    assert texts(engine, "I'm epileptic by the way so the club is out") == ["Is epileptic"]
    assert texts(engine, "Am I allergic to sesame, is tahini out?") == []


@pytest.mark.parametrize(
    ("content", "claim"),
    [
        ("I've got asthma, diagnosed in January", "Has got asthma, diagnosed in January 2026"),
        ("I've got asthma, diagnosed in May", "Has got asthma, diagnosed in May 2025"),
        ("I'm getting a dog in May", "Is getting a dog in May 2026"),
    ],
)
def test_what_it_began_with_is_over(engine: BuiltinEngine, content: str, claim: str) -> None:
    """A month beside "diagnosed" is the last one of its name, not the next."""
    assert texts(engine, content) == [claim]


def test_what_was_supposed_to_be_is_not_what_they_found(engine: BuiltinEngine) -> None:
    """What was meant to be is no judgement."""
    assert not [each for each in texts(engine, "It was meant to be the 9th.") if "meant" in each]
