"""Reading what a sentence says is over, wherever it says so."""

from __future__ import annotations

import pytest

from memory.ceased import ceases
from memory.claims import parse_claim

NEAR, FAR = 0.7, 0.4


def over(known: str, new: str, cosine: float = NEAR) -> bool:
    """Whether the new text says that the known one is over."""
    return ceases(parse_claim(new), parse_claim(known), cosine)


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("Is the chair of the choir", "Handed the chair of the choir to Ines"),
        ("Rents a workshop on Mill Street", "The lease of the workshop on Mill Street ended"),
        ("Drinks two cups of coffee a day", "Has cut coffee out completely"),
        ("Owns a car", "They sold the car and commute by train"),
        ("Keeps the photos in Dropbox", "Moved the photos from Dropbox to a disk at home"),
        ("Is the owner of the search team", "Priya took over as owner of the search team"),
        ("Meets Clara for lunch", "Since the move they do not meet for lunch any more"),
        ("Goes to the gym", "Has not been to the gym in months"),
        ("Eats lunch at the canteen", "Brings a box instead of eating lunch at the canteen"),
        ("Joined the board in 2022", "Left the board in January"),
        ("Keeps the diary of the expedition", "Stopped keeping the diary of the expediton"),
    ],
)
def test_what_is_named_is_over(known: str, new: str) -> None:
    """Active or passive, first clause or second, with what took its place or without."""
    assert over(known, new)


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("Is the chair of the choir", "Handed the chair of the club to Ines"),
        ("Sings in a choir", "Their sister left the choir"),
        ("Lives in Graz", "Left Graz on Monday for a conference"),
        ("Meets Ana on Tuesdays", "Cancelled the meeting with Ana"),
        ("Has a dentist appointment on 8 May", "Cancelled the dentist appointment on 22 May"),
        ("Has a gym membership", "Does not go to the gym any more"),
        ("Is looking for a flat", "No longer has a flat"),
        ("Took a taxi on Monday", "No longer takes a taxi"),
        ("Likes coffee", "Gave up coffee"),
        ("Is assigned to ticket OPS-120", "Is no longer assigned to ticket OPS-114"),
        ("Uses Slack at work", "Might stop using Slack at work"),
        ("Uses Slack at work", "If the price rises, stops using Slack at work"),
        ("Has books for writing", "Finished writing the book"),
        ("Plays well on the court", "Helps the young, and that on and off the court"),
        ("Meets chess club 77", "No longer meets chess club 81"),
    ],
)
def test_nothing_else_is(known: str, new: str) -> None:
    """Another one, somebody else's, what happened once, what lasts, what is only thought of."""
    assert not over(known, new)


def test_a_verb_of_many_meanings_needs_nearness() -> None:
    """One may drop a coffee and go on drinking it."""
    assert over("Is obsessed with sourdough", "Dropped sourdough")
    assert not over("Drinks coffee in the morning", "Dropped coffee", FAR)


def test_what_is_over_already_is_not_ended_again() -> None:
    """Two sentences that tell one end agree."""
    assert not over("Quit the choir", "Left the choir in May")
