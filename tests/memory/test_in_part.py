"""What ends, or is otherwise, of a part only: one of several, at some times, on the way back."""

from __future__ import annotations

import pytest

from memory.in_part import in_part
from memory.phrases import normalise
from tests.memory.test_reconcile_rules import compare


@pytest.mark.parametrize(
    ("draft", "known"),
    [
        # One of several that nobody has counted.
        ("Has sold a stamp", "Collects stamps"),
        ("Sold some of their old radios", "Collects old radios"),
        ("Gave away one rabbit", "Keeps rabbits"),
        ("Closed a bank account", "Has several bank accounts"),
        ("Finished a crime novel", "Reads crime novels"),
        ("Cancelled a piano lesson", "Gives piano lessons"),
        ("Lost a client in Berlin", "Has clients in Berlin"),
        # What is bought again.
        ("The oat milk has run out", "Drinks oat milk"),
        ("Ran out of coffee", "Drinks coffee in the morning"),
        # At some times only.
        ("Stopped teaching on Fridays", "Works as a teacher"),
        ("Stopped playing tennis on Wednesdays", "Plays tennis"),
        ("Stopped eating meat on Mondays and Fridays", "Eats meat"),
        ("No longer drinks coffee after lunch", "Drinks coffee"),
        ("Stopped drinking coffee before bed", "Drinks coffee"),
        # On another day, on the way back, instead of something else.
        ("The shop opens at 10:00 on Sundays", "The shop opens at 9:00"),
        ("Flies back from Oslo on 9 May", "Flies to Oslo on 3 May"),
        ("Returns from Oslo on 9 May", "Leaves for Oslo on 3 May"),
        ("Prefers night trains to buses", "Prefers trains to planes"),
        ("Ran the half marathon in Ghent", "Plans to run the marathon in Ghent"),
        # What is said of it is when alone.
        ("Likes calling their mother in the evening", "Does not like being called in the evening"),
    ],
)
def test_what_is_more_than_that_part_stays(draft: str, known: str) -> None:
    """The other claim says more than what is over, and still holds."""
    assert compare(draft, known).outcome == "new"


@pytest.mark.parametrize(
    ("draft", "known"),
    [
        ("Sold their old radios", "Collects old radios"),
        ("Sold one of their bikes", "Has two bikes"),
        ("Sold a guitar", "Has a guitar"),
        ("Found a job", "Is looking for jobs"),
        ("Gave up piano lessons", "Gives piano lessons"),
        ("The contract with the gym ran out", "Has a contract with the gym"),
        ("Stopped playing tennis on Wednesday", "Plays tennis"),
        ("Stopped playing tennis on Wednesdays", "Plays tennis on Wednesdays"),
        ("Has stopped going to the gym on Mondays and Fridays",
         "Goes to the gym on Mondays and Fridays"),
        ("No longer drinks coffee after lunch", "Drinks coffee after lunch"),
        ("Stopped drinking coffee after the operation", "Drinks coffee"),
        ("The shop opens at 10:00", "The shop opens at 9:00"),
        ("Ran the marathon in Ghent", "Plans to run the marathon in Ghent"),
    ],
)  # fmt: skip
def test_the_whole_ends(draft: str, known: str) -> None:
    """All of it, the only one, one of so many, or the very part that the other names."""
    assert compare(draft, known).outcome == "contradicts"


def test_who_works_as_something_more_exactly_works_as_that() -> None:
    """A sort of translator is a translator; another trade is another one."""
    assert compare("Works as a freelance translator", "Works as a translator").outcome == "refines"
    assert compare("Works as a court clerk", "Works as a translator").outcome == "contradicts"
    assert compare("Was promoted to head nurse", "Is a nurse").outcome == "contradicts"


def test_where_something_else_follows_the_time_may_be_of_that() -> None:
    """Of two clauses nobody can tell which one the days belong to."""
    other = normalise("Sings in a choir")
    assert not in_part(normalise("Quit the choir, plays tennis on Fridays"), other)
    assert in_part(normalise("Quit the choir on Fridays"), other)
