"""What is so for the moment, was thrown in or taken back, is no fact about anybody."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from agent.engine.builtin.facts import facts
from agent.engine.builtin.momentary import momentary, taken_back
from agent.engine.builtin.spoken import cleaned
from agent.engine.builtin.statements import statements
from memory.embedding import HashedEmbedder
from memory.types import Observation

NOW = datetime(2026, 3, 13, 18, tzinfo=UTC)


def _row(text: str) -> Observation:
    return Observation(source="chat", content=text, origin="self-stated", context={"role": "user"})


@pytest.mark.parametrize(
    "claim",
    [
        "Is eating soup in the bath",
        "Is heartbroken",
        "Is absolutely knackered right now",
        "Their library login is tove / [REDACTED:password]",
        "Is still sitting on the floor",
        "Is bouldering at Bloc Nine again",
        "Is leaving at 16 anyway",
        "Is not crying",
        "Is back from the dentist",
        "Is on the train",
        "Told their boss on 11 August 2025",
        "Was eight",
        "Says that yes they know about the mice",
        "Says that Monday list: shop, bank, bins",
        "Says that server back up, all disks fine",
        "Is the godfather of half the village or something",
        "Would sooner chew glass than queue there",
        "Would kill for a week at the sea",
        "Their aunt Sunniva says they should get a lodger",
        "Their manager Odalys said no",
        "Their grandad laughed when they told him",
    ],
)
def test_of_the_moment(claim: str) -> None:
    """Gone by tomorrow, or nothing that anybody was told."""
    assert momentary(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "Is learning Welsh",
        "Is exhausted every Monday",
        "Is bored of their job",
        "Is eating less meat",
        "Is living in York again",
        "Is always eating soup",
        "Is leaving Acme for Globex",
        "Is off sugar",
        "Is back to full-time",
        "Told their boss that they will leave in June",
        "Was adopted",
        "Says that the door to the shed was done up by their uncle",
        "Is out of work",
        "Would rather live by the sea",
        "Would give up meat for their husband",
        "Their doctor says they should lose some weight",
        "Their aunt Sunniva says grace before meals",
        "Their boss says little",
        "Their son laughs like a donkey",
    ],
)
def test_what_lasts_longer(claim: str) -> None:
    """The same words where they tell of weeks or years."""
    assert not momentary(claim)


@pytest.mark.parametrize(
    ("sentence", "back"),
    [
        ("I can run at six, wait no, the kids are asleep then", True),
        ("I want to knit... no not me", True),
        ("We meet on Monday - scratch that", True),
        ("I have no sister", False),
        ("I waited, no bus came", False),
    ],
)
def test_what_is_taken_back(sentence: str, *, back: bool) -> None:
    """Only where it is said in the same breath that it is not so."""
    assert taken_back(sentence) is back


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("I was sneezing all day, is that normal in May", "I was sneezing all day"),
        ("Actually I moved to Hull", "I moved to Hull"),
        ("We decided: we are keeping the boat", "we are keeping the boat"),
        ("She decided: we are keeping the boat", "She decided: we are keeping the boat"),
        ("I start on call on Monday, any tips for me", "I start on call on Monday"),
        ("I do not swim, please tell nobody", "I do not swim"),
        ("I run for the bus and that's it", "I run for the bus"),
        ("I moved the race to May, no regrets", "I moved the race to May"),
        ("I have any number of tips", "I have any number of tips"),
    ],
)
def test_what_is_asked_in_passing_is_left_out(sentence: str, left: str) -> None:
    """A question, a plea or a sigh behind a comma is no part of what is stated."""
    assert cleaned(sentence) == left


def test_they_are_counted() -> None:
    """Nothing is left out in silence."""
    dropped: Counter[str] = Counter()
    assert not statements([_row("I can run at six, wait no, I have the kids")], dropped)
    assert dropped["taken back at once"] == 1
    harvest = facts([_row("I want to knit or something")], NOW, HashedEmbedder(), None)
    assert not harvest.drafts
    assert harvest.dropped["of the moment"] == 1


def test_what_somebody_left() -> None:
    """A place, a job, what has a name; not the left one of two."""

    def told(text: str) -> list[str]:
        return [each.shifted.text for each in statements([_row(text)], Counter())]

    assert told("left my job at the bakery") == ["Left their job at the bakery"]
    assert told("Left Acme in May") == ["Left Acme in May"]
    assert told("left knee hurts") == []
