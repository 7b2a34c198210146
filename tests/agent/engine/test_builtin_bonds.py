"""What many small words of support come to, and when they come to nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.engine.builtin import BuiltinEngine
from agent.engine.builtin.bonds import supportive
from agent.engine.port import LearnRequest, LearnResult
from memory.embedding import HashedEmbedder
from memory.types import Labels, Observation

NOW = datetime(2026, 3, 13, tzinfo=UTC)
KEPT_UP = (
    "You've got this!",
    "I'm so proud of how you run the shop.",
    "Thanks for always being there for me.",
)


def turn(text: str, at: int, by: str = "", **more: object) -> Observation:
    """A turn of a talk: the person's own unless somebody is named."""
    context = {"role": "other", "speaker": by} if by else {"role": "user", "speaker": "Ina"}
    fields: dict[str, object] = {
        "id": f"o{at}",
        "source": "chat",
        "content": text,
        "thread": "talk",
        "position": at,
        "observed_at": NOW,
        "origin": "third-party content" if by else "self-stated",
        "context": context,
    }
    return Observation(**{**fields, **more})  # type: ignore[arg-type]


def learnt(*turns: Observation) -> LearnResult:
    """What is learnt of them by rules alone; bonds need no vectors."""
    request = LearnRequest(observations=turns, neighbours=(), now=NOW)
    return BuiltinEngine(HashedEmbedder()).learn(request)


def claims(*turns: Observation) -> list[str]:
    """The claims alone."""
    return [draft.proposition.text for draft in learnt(*turns).drafts]


def own(*texts: str) -> list[Observation]:
    """The person's own turns after another's."""
    return [turn(text, at) for at, text in enumerate(texts, start=1)]


ANA = turn("It was a hard week.", 0, by="Ana")


@pytest.mark.parametrize(
    "sentence",
    [
        "You've totally got this!",
        "You're gonna do great tomorrow.",
        "I believe in you",
        "We're all rooting for you!",
        "Good luck with the exam!",
        "I'm really happy for you two.",
        "So sorry to hear about your cat.",
        "That must have been really tough.",
        "I hope you find a flat soon.",
        "Can't wait to read your next chapter!",
        "You're such an inspiring teacher.",
        "Your garden looks so beautiful!",
        "All your hard work paid off.",
        "Hang in there, it gets better.",
        "Please don't give up on the novel!",
        "If you ever need someone to talk, call me.",
        "Thank you so much for your kind words.",
        "Your help means the world to me.",
        "I'm lucky to have a friend like you.",
        "I couldn't have done it without you.",
    ],
)
def test_words_of_support_and_thanks_for_it_are_heard(sentence: str) -> None:
    """They speak to the other, of the other's life or of what they do for the person."""
    assert supportive(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "I live in Porto with my sister.",
        "My boss never gives up.",
        "Thanks for asking!",
        "Thanks for the update.",
        "Let me know when the parcel arrives.",
        "I hope you are well.",
        "I keep bees behind the house.",
        "This house means a lot of work.",
        "You have to turn left at the bridge.",
        "I was glad to be home.",
        "My dog is so cute.",
        "It must have been three o'clock.",
        "I don't forget faces.",
    ],
)
def test_what_is_courtesy_or_of_somebody_else_is_not(sentence: str) -> None:
    """Nobody comes close to anybody by these."""
    assert not supportive(sentence)


def test_three_texts_of_support_are_one_claim_with_all_of_them_behind_it() -> None:
    """No single one says it, so that each is part of the evidence."""
    (draft,) = learnt(ANA, *own(*KEPT_UP, "The bus was late.")).drafts
    assert draft.proposition.text == "Has a supportive relationship with Ana"
    assert draft.supports == ("o1", "o2", "o3")
    assert draft.proposition.kind == "semantic"
    assert draft.proposition.source == "inferred"
    assert draft.proposition.entities == ("Ana",)
    assert "3 texts with words of support" in draft.proposition.reasoning


def test_once_or_twice_is_courtesy() -> None:
    """However much is said in a single text."""
    assert claims(ANA, *own(" ".join(KEPT_UP), "Good luck!", "The bus was late.")) == []


def test_a_question_supports_nobody() -> None:
    """What is asked is not said."""
    asked = own("Should I be proud of you?", "Did you say you believe in you?", "Good luck?")
    assert claims(ANA, *asked) == []


def test_an_assistant_is_nobody() -> None:
    """Politeness to a program says nothing of a person's life."""
    program = turn("Done.", 0, by="Ava", context={"role": "assistant", "speaker": "Ava"})
    assert claims(program, *own(*KEPT_UP)) == []


def test_among_three_nobody_knows_who_is_meant() -> None:
    """As for everything that is said to "you"."""
    assert claims(ANA, turn("Hello!", 9, by="Ben"), *own(*KEPT_UP)) == []


def test_the_words_of_the_other_are_not_the_persons() -> None:
    """Whoever is cheered on does not thereby cheer."""
    theirs = [turn(text, at, by="Ana") for at, text in enumerate(KEPT_UP, start=1)]
    assert claims(*theirs, turn("The bus was late.", 9)) == []


def test_the_claim_is_as_sensitive_as_the_most_sensitive_text() -> None:
    """Labels join, as for all evidence."""
    texts = own(*KEPT_UP)
    texts[1] = turn(KEPT_UP[1], 2, labels=Labels("sensitive", frozenset({"health"})))
    (draft,) = learnt(ANA, *texts).drafts
    assert draft.proposition.labels == Labels("sensitive", frozenset({"health"}))
