"""When something of the person's own is, and what is on a day without being theirs."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from agent.engine.builtin.appointments import appointment
from agent.engine.builtin.facts import facts
from memory.embedding import HashedEmbedder
from memory.types import Observation

NOW = datetime(2026, 3, 13, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("viva's may 4", "Their viva is on May 4"),
        ("optician thursday 9am", "Their optician appointment is on Thursday at 9am"),
        ("interview sept 7 at 10am", "Their interview is on September 7 at 10am"),
        ("my eye test is on Friday", "Their eye test is on Friday"),
        ("the exam got moved to 3 June", "Their exam is on 3 June"),
        ("MRI 9 April at half past eight", "Their MRI is on 9 April at half past eight"),
        ("ok and bloods on the 3rd", "Their bloods are on the 3rd"),
    ],
)
def test_what_one_has_for_oneself_is_theirs(said: str, claim: str) -> None:
    """With or without an article, a verb or a time."""
    assert appointment(said) == claim


@pytest.mark.parametrize(
    "said",
    [
        "the election is on Tuesday",
        "Ottilie's exam is on Friday",
        "her exam is on Friday",
        "the exam was on Friday",
        "the exam on Friday covers chapter three",
        "the dentist is closed on Friday",
        "the vet",
    ],
)
def test_what_is_public_or_anothers_is_not(said: str) -> None:
    """Nor what is over, or says something else of it."""
    assert appointment(said) == ""


def claims(*texts: str) -> list[tuple[str, bool]]:
    """What is made of one message, and whether it ends."""
    row = Observation(
        source="chat",
        content=" ".join(texts),
        observed_at=NOW,
        origin="self-stated",
        context={"role": "user"},
        id="o1",
    )
    drafts = facts([row], NOW, HashedEmbedder(), None).drafts
    return [(each.proposition.text, each.proposition.valid_to is not None) for each in drafts]


def test_an_appointment_is_a_plan_until_its_day() -> None:
    """It is dated, and over when the day is."""
    assert claims("viva's may 4") == [("Their viva is on 4 May 2026", True)]


def test_an_exam_may_be_of_whoever_was_spoken_of() -> None:
    """Then it is left unsaid whose it is."""
    texts = claims("My niece Runa is nervous.", "Exam is on May 4.")
    assert not [text for text, _ in texts if "exam" in text.lower()]


def test_nothing_is_counted_twice() -> None:
    """An appointment that is said twice is one claim."""
    texts = [text for text, _ in claims("Viva's may 4.", "My viva is on 4 May.")]
    assert Counter(texts) == {"Their viva is on 4 May 2026": 1}
