"""Orders that are meant to hold."""

from __future__ import annotations

import pytest

from agent.engine.builtin.wishes import wish

STANDING = {
    "Call me Sam": "Wants to be called Sam",
    "Please call me Sam.": "Wants to be called Sam",
    "Please answer in German": "Wants answers in German",
    "Can you answer in German from now on?": "Wants answers in German",
    "Keep your answers short": "Wants answers kept short",
    "Don't use emojis": "Wants no emojis",
    "Always use metric units": "Wants assistants to always use metric units",
    "Never apologise to me": "Wants assistants to never apologise to them",
    "I'd rather be called Dan than Daniel": "Wants to be called Dan",
    "I go by Dan": "Wants to be called Dan",
    "Can you always show code before the explanation?": (
        "Wants assistants to always show code before the explanation"
    ),
    "btw could you always use metric units": "Wants assistants to always use metric units",
    "please keep answers short, I read them on my phone": "Wants answers kept short",
    "from now on give me long answers please, I read them on the desktop": "Wants long answers",
    "Please always give me short answers because I'm in a hurry": "Wants short answers",
    "I prefer when you correct my Spanish": "Wants assistants to correct their Spanish",
    "Honestly I like it if you keep it brief, I'm slow": "Wants assistants to keep it brief",
    "I'd prefer that you don't call me sir": "Wants assistants not to call them sir",
    "Could you make my answers a bit longer please": "Wants a bit longer answers",
    "From now on, remind me to drink water": "Wants assistants to remind them to drink water",
}


@pytest.mark.parametrize(("said", "claim"), STANDING.items())
def test_a_standing_wish_is_a_fact_about_the_person(said: str, claim: str) -> None:
    """What somebody wants from now on is said of them in the third person."""
    assert wish(said) == claim


@pytest.mark.parametrize(
    "said",
    [
        "Can you answer in German?",
        "Call me tomorrow",
        "Write a letter in German",
        "Never eat late",
        "please keep this short",
        "Answer the question",
        "Give me short answers to these ten questions",
        "Give me short answers",
        "Could you give me long answers, I have time",
        "I like when you laugh",
        "I want that you write a letter to my bank",
        "I'd like it if you write a letter to my bank",
        "Can you make the answers to question 3 shorter?",
    ],
)
def test_what_is_asked_for_once_is_none(said: str) -> None:
    """A request for now, and advice to oneself, are no standing wishes."""
    assert wish(said) is None
