"""Whether a later turn speaks of the thing that is asked about, or of another of its kind."""

from __future__ import annotations

import pytest

from memory.retrieval.slots import Answer, answer_in, asked_by
from memory.retrieval.tokens import word_set


def answers(question: str, *texts: str) -> list[Answer]:
    """What each text has for an answer."""
    asked = asked_by(question, dict.fromkeys(word_set(question), 1.0))
    found = [answer for text in texts if (answer := answer_in(text, asked)) is not None]
    assert len(found) == len(texts)
    return found


@pytest.mark.parametrize(
    ("question", "earlier", "later"),
    [
        (
            "What is the coverage of the login module?",
            "the login module has a coverage of 60%",
            "the coverage of the export module is up to 80%",
        ),
        (
            "What is the error rate of the checkout page?",
            "the checkout page has an error rate of 2%",
            "rolled back the sign-up page with an error rate of 7%",
        ),
        (
            "How many people are in the choir?",
            "34 people are in the choir",
            "a choir of 60 people sang here",
        ),
        ("When is Theo's party?", "Theo's party is on May 2", "Mila's party was moved to May 9"),
        (
            "How many points does Marek have?",
            "Marek has 12 points",
            "Marek's cousin has 20 points now",
        ),
        (
            "How many points does Marek have?",
            "Marek has 12 points",
            "My cousin plays with Marek, he has 20 points now",
        ),
        (
            "What is the accuracy of the model?",
            "the model has an accuracy of 80%",
            "I'm aiming for an accuracy of 95% with the model",
        ),
        (
            "What is the accuracy of the model?",
            "the model has an accuracy of 80%",
            "I want to get the model to an accuracy over 95%",
        ),
        (
            "What is the accuracy of the model?",
            "the model has an accuracy of 80%",
            "the labels behind the model have an accuracy of 95%",
        ),
        (
            "What is the fee of the car park?",
            "the car park has a fee of $9",
            "my parking app has a fee of $2",
        ),
        (
            "How many helpers does the fair have?",
            "the fair has 20 helpers",
            "for the fair we need 30 helpers",
        ),
        (
            "What is the budget of the kitchen?",
            "the kitchen has a budget of $9000",
            "a firm offered to do the kitchen for $14000, over budget",
        ),
        (
            "Where does the reading group meet?",
            "the reading group meets in the café",
            "the knitting group moved to the hall",
        ),
        (
            "How much is my rent?",
            "my rent is 900 euros",
            "the average rent in town went up to 1200 euros",
        ),
        (
            "What is the budget of the kitchen?",
            "the kitchen has a budget of $9000",
            "talked to the bank, a budget of $4000 will do",
        ),
        (
            "What time do you get up for work?",
            "I get up at 6:15 for work",
            "tomorrow I have to get up at 4:30 for work",
        ),
        (
            "Do you still have the boat?",
            "I have the boat",
            "I sold the trailer of the boat",
        ),
    ],
)
def test_another_thing_is_told_by_what_singles_it_out(
    question: str, earlier: str, later: str
) -> None:
    """Another modifier, owner or subject, a wish, an average, one time only, a part, no name."""
    before, after = answers(question, earlier, later)
    assert after.of_another(before)


@pytest.mark.parametrize(
    ("question", "earlier", "later"),
    [
        (
            "What is the coverage of the login module?",
            "the login module has a coverage of 60%",
            "with the new module comes a coverage of 80%",
        ),
        (
            "What is the coverage of the login module?",
            "the login module, our smallest module, has a coverage of 60%",
            "the smallest module has a coverage of 80%",
        ),
        (
            "What is the coverage of the login module?",
            "the login module has a coverage of 60%",
            "to fix module after module took the coverage to 80%",
        ),
        (
            "How many hens does Uncle Piet have?",
            "Uncle Piet has 14 hens",
            "Went to see Piet. The fox came, so he has 9 hens",
        ),
        (
            "When is Theo's party?",
            "Theo's party is on May 2",
            "today's news: the party is on May 9",
        ),
        (
            "How many points does the team have?",
            "My cousin's team has 12 points",
            "My cousin has 20 points with the team now",
        ),
        (
            "How many points does the team have?",
            "the team has 12 points",
            "with my cousin back the team has 20 points now",
        ),
        (
            "What is the goal for the accuracy of the model?",
            "an accuracy of 80% for the model by June",
            "I'm aiming for an accuracy of 95% with the model",
        ),
        (
            "What is the accuracy of the model?",
            "the model has an accuracy of 80%",
            "I want to get on, as the model has reached 95% accuracy",
        ),
        (
            "What is the accuracy of the model?",
            "the model has an accuracy of 80%",
            "the labels are fixed and now the accuracy behind the model is 95%",
        ),
        (
            "What is the max file size?",
            "the max file size is 10 MB",
            "the size is up, 25 MB per file",
        ),
        (
            "What is my current savings rate?",
            "my current savings rate is 22%",
            "my savings rate went up to 31%",
        ),
        (
            "What does the power cost?",
            "the power costs 84 euros",
            "the bill for the power is 92 euros",
        ),
        (
            "What is the deadline of the report?",
            "the report has a deadline, May 3",
            "the funder moved the report to May 19",
        ),
        (
            "How many credits does my degree need?",
            "my degree needs 180 credits",
            "with the new rules my degree needs 210 credits",
        ),
        (
            "What is the accuracy of the solving model?",
            "the solving model has an accuracy of 80%",
            "solving with the new model has an accuracy of 90%",
        ),
        (
            "What is the budget of the kitchen?",
            "the kitchen has a budget of $9000, says the bank",
            "talked to the bank, a budget of $4000 will do",
        ),
        (
            "When is Theo's party?",
            "his party is on May 2",
            "moved at last, Theo's party is on May 9",
        ),
        (
            "When does the ferry go?",
            "the ferry goes at 6:15",
            "from now on the ferry goes at 6:45",
        ),
        (
            "Do you still have the boat?",
            "I have the boat",
            "I sold the boat, and the trailer of the boat as well",
        ),
    ],
)
def test_the_same_thing_may_be_told_of_in_other_words(
    question: str, earlier: str, later: str
) -> None:
    """What says nothing about which thing it is does not make it another."""
    before, after = answers(question, earlier, later)
    assert not after.of_another(before)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("How many rooms does the flat have?", "painted 2 rooms of the flat, which has 3", "3"),
        ("How many rooms have I painted?", "I painted 2 rooms", "2"),
        ("How many cards are in the deck?", "the deck has reached 420 cards", "420"),
    ],
)
def test_what_was_done_to_some_does_not_tell_how_many_there_are(
    question: str, text: str, value: str
) -> None:
    """Who painted two rooms has more of them; unless it is asked how many were painted."""
    [answer] = answers(question, text)
    assert answer.values == frozenset({value})
