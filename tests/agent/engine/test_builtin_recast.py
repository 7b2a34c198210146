"""Sentences that come to the person late, said again from the person."""

from __future__ import annotations

import pytest

from agent.engine.builtin.person_shift import shift
from agent.engine.builtin.recast import recast
from agent.engine.builtin.spoken import cleaned

SAID = {
    "It's been two years since I quit smoking": "Quit smoking two years ago",
    "It's been ages since I caught a live show": "Caught a live show long ago",
    "It's my first time growing tomatoes": "Is growing tomatoes for the first time",
    "It's our first time on a real stage, so all are nervous": (
        "Is on a real stage for the first time"
    ),
    "This was our second time at the lake": "Was at the lake for the second time",
    "It's been a while since I've been outside": "Has not been outside for a while",
    "It's been too long since we've had time off": "Has not had time off in a long time",
    "This is my third year as a volunteer": "Is in their third year as a volunteer",
    "My birthday's on the 9th of June": "Their birthday is on the 9th of June",
    "rent is 835 now": "Their rent is 835",
    "not a fan of mushrooms": "Is not a fan of mushrooms",
    "I'm 34": "Is 34 years old",
    "we're expecting in March": "Is expecting a baby in March",
    "It took me about three months to finish the quilt": (
        "Took about three months to finish the quilt"
    ),
    "There's a trail I want to try near the lake": "Wants to try a trail near the lake",
    "Super proud of my daughter for winning": "Is super proud of their daughter for winning",
    "Big fan of jazz here": "Is a big fan of jazz",
    "Not much of a drinker myself": "Is not much of a drinker",
    "When I was ten, my dad took me to a concert": (
        "Their dad took them to a concert when they were ten"
    ),
    "Every year my family goes to the coast": "Their family goes to the coast every year",
    "Signing with the club was a dream come true": "Found signing with the club a dream come true",
    "Searching for a flat has been tricky": "Finds searching for a flat tricky",
    "I'm using Python 3.11 for the routing service": "Uses Python 3.11 for the routing service",
    "We're mostly using Vim": "Mostly uses Vim",
    "Finally got a Skoda as our new car": "Their new car is a Skoda",
}


@pytest.mark.parametrize(("said", "claim"), SAID.items())
def test_what_comes_to_the_person_late_is_told_of_them(said: str, claim: str) -> None:
    """The claim begins with what the person does, whatever the sentence began with."""
    turned = recast(cleaned(said))
    assert turned is not None
    shifted = shift(turned)
    assert shifted is not None
    assert shifted.text == claim


@pytest.mark.parametrize(
    "said",
    [
        "It has been a while since you called",
        "It's been two years since I live here",  # does not end: no "ago"
        "There is a new version",
        "It took ages",
        "Proud of you",
        "When it rains, the roof leaks",  # whose?
        "Seeing my son win was amazing",  # says whose already
        "Running the script was slow",
        "I like jazz",
        "I'm using it a lot",
        "I'm using the train today",
    ],
)
def test_other_sentences_stay_as_they_are(said: str) -> None:
    """What does not come to the person, or comes to them first, is not touched."""
    assert recast(cleaned(said)) is None
