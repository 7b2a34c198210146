"""Notes, chat and learner's English, read as sentences."""

from __future__ import annotations

import pytest

from memory.phrases import normalise
from memory.registers import as_sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Editor: Zed", "their editor is zed"),
        ("DB: migrated to Postgres 15", "their db is now postgres 15"),
        ("Flat: gave notice", "no longer has flat"),
        ("Diet: stopped keto", "stopped keto"),
        ("Rent 840 euros", "their rent is 840 euros"),
        ("Piano lesson Mon 17:00", "their piano lesson is monday 17:00"),
        ("gonna move in with Jo lol", "plans to move in with jo"),
        ("not gonna move in with Jo", "does not plan to move in with jo"),
        ("hitting the gym like 4x a week", "is hitting the gym 4 a week"),
        ("still at uni", "is at university"),
        ("Works since three years as nurse", "works as nurse"),
        ("Works not more as nurse", "no longer works as nurse"),
        ("Must take no cortisone more", "no longer takes cortisone"),
        ("Has the training given up", "has given up the training"),
        ("After the move, sold the car", "sold the car"),
        ("The doctor said to stop taking vitamin D", "stopped taking vitamin d"),
        ("The rent went up to 1,180 euros", "their rent is now 1,180 euros"),
        ("Since 1 July their rent is 900 euros", "their rent is 900 euros"),
        ("Diary: I slept badly in the tent", "slept badly in the tent"),
        ("says that the class has moved to friday", "the class has moved to friday"),
        ("Travel notes: the ferry was late", "the ferry was late"),
        ("Health: he has asthma", "he has asthma"),
        ("Meeting: Tuesday", "their meeting is tuesday"),
    ],
)
def test_it_is_a_sentence(text: str, sentence: str) -> None:
    """What it stands for, in small letters."""
    assert as_sentence(normalise(text)) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "Lives in Porto",
        "Targets Python 3.9",
        "Left Graz on Monday for a conference",
        "Sees https://example.org/a: b",
        "Says that it is simple: nobody reads notes",
        "Lives by themselves",
        "Has more than 30 plants",
    ],
)
def test_a_sentence_stays(text: str) -> None:
    """A verb, a link or a clause is no topic."""
    assert as_sentence(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("I live in Porto", "lives in porto"),
        ("I've left the bank", "has left the bank"),
        ("I'm not a vegan", "is not a vegan"),
        ("I don't eat meat any more", "does not eat meat any more"),
        ("I still carry my own cup", "still carries their own cup"),
        ("We watch the news at eight", "watches the news at eight"),
        ("I swam in the lake", "swam in the lake"),
        ("I can play the oboe", "can play the oboe"),
        ("My knee ended the running; I swim now", "their knee ended the running; they swim now"),
        ("Reads about World War I", "reads about world war i"),
    ],
)
def test_what_somebody_says_of_themselves(text: str, sentence: str) -> None:
    """As it would be said of them."""
    assert as_sentence(normalise(text)) == sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The user lives in Graz", "lives in graz"),
        ("The user no longer smokes", "no longer smokes"),
        ("The user can swim", "can swim"),
        ("The user manual is long", "the user manual is long"),
        ("The user's boss left", "their boss left"),
    ],
)
def test_the_user_is_whom_all_claims_are_about(text: str, said: str) -> None:
    """So it is left unsaid, but where the word means something else."""
    assert as_sentence(normalise(text)) == said
