"""What a statement takes from what stood before it."""

from __future__ import annotations

import pytest

from agent.engine.builtin.context import answered, filled, remark


@pytest.mark.parametrize(
    ("answer", "question", "statement"),
    [
        ("Yes, since 2019", "Are you vegetarian?", "I am vegetarian since 2019"),
        ("Porto", "Where do you live?", "I live in Porto"),
        ("In Porto!", "And where do you live?", "I live in Porto"),
        ("Ramen", "What's your favourite food?", "my favourite food is Ramen"),
        ("No.", "Do you have any siblings?", "I do not have any siblings"),
        ("Yes, two cats", "Do you have any pets?", "I have two cats"),
        ("Yeah, I love to", "Do you like painting birds?", "I like painting birds"),
        ("Yeah, almost every day", "Do you cook often?", "I cook almost every day"),
        ("Last year", "When did you move to Porto?", "I moved to Porto last year"),
        ("Nope, never", "Have you ever been to Japan?", "I have not been to Japan"),
        ("5 years", "How long have you been married?", "I have been married for 5 years"),
        ("Porto", "Where are you from originally?", "I am from Porto"),
        ("Engineering", "What did you study again?", "I studied Engineering"),
        (
            "Since I was about eight",
            "How long have you been singing?",
            "I have been singing since I was about eight",
        ),
        (
            "Seven years now",
            "How long have you been into art?",
            "I have been into art for seven years",
        ),
    ],
)
def test_a_short_answer_is_read_with_its_question(
    answer: str, question: str, statement: str
) -> None:
    """Question and answer together make the statement that the answer alone does not."""
    assert answered(answer, question) == statement


@pytest.mark.parametrize(
    ("answer", "question"),
    [
        ("Yes", "Do you want me to rewrite it?"),
        ("Sure!", "Can you help me?"),
        ("Yes", "Is it raining in Porto?"),
        ("It depends on who else comes", "Do you like parties?"),
        ("Absolutely", "Did you catch any fish?"),  # which?
        ("A mix of things", "What do you do to relax?"),
        ("Still life is my favourite", "What do you paint?"),  # whole by itself
        ("I live in Porto with my two sisters and their dogs", "Where do you live?"),
    ],
)
def test_an_offer_taken_says_nothing(answer: str, question: str) -> None:
    """Offers, questions about others and whole sentences are not turned."""
    assert answered(answer, question) is None


@pytest.mark.parametrize(
    ("said", "before", "whole"),
    [
        ("I bought it in 2019", "I have an old canoe", "I bought the old canoe in 2019"),
        ("I missed it by a minute", "I was at my sister's flat", None),
        ("It helps me relax", "I love hiking", "Hiking helps me relax"),
        ("I love it there", "I moved to Porto in May", "I love being in Porto"),
        ("It was my rock", "My love for dance grew", None),
        ("I miss them", "My two cousins moved away", "I miss my two cousins"),
        (
            "They kept me awake",
            "We have some noisy neighbours",
            "The noisy neighbours kept me awake",
        ),
        ("I went out since it was such a lovely day", "I bought a canoe", None),  # no canoe
        ("They kept me awake", "My aunts and the geese were loud", None),  # which of them?
        ("I have been doing it since May", "I got a camera", None),  # nobody does a camera
        ("We pulled it off", "The game was close", None),
        ("I love it", "I had lunch at the museum", None),  # the lunch, perhaps
        ("I gave it to my dad", "I got it when they called my name", None),  # no name
        ("I sold it in May", "With the new leg I will be without it for weeks", None),  # no leg
        ("I think I have lost it", "I have a cat", None),  # no cat
    ],
)
def test_it_is_the_one_thing_before(said: str, before: str, whole: str | None) -> None:
    """A pronoun is replaced where only one thing can be meant, or only those."""
    assert filled(said, before) == whole


def test_it_stays_open_between_two_things() -> None:
    """With two candidates nothing is taken, nor from a sentence about a person."""
    assert filled("I sold it", "I swapped my old bike for a canoe") is None
    assert filled("I like it", "My sister came by") is None


def test_a_remark_goes_with_what_happened() -> None:
    """What is said of it says something only beside what it was."""
    assert remark("It was so stressful!") == "which was so stressful"
    assert remark("It was great that you came") is None
    assert remark("I was stressed") is None
    assert remark("It was great to get out") is None  # "it" is getting out
    assert remark("It's been a while since we met") is None
    assert remark("It's so nice outside") is None  # the weather is
    assert remark("It turned out great") == "which turned out great"
    assert remark("It was a great way to rest") == "which was a great way to rest"
