"""What an event leaves behind of the lasting claim that it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import Draft, Labels, Proposition, Reconciliation
from memory.model import UserModel
from memory.succession import successor
from tests.support.models import START, Clock, open_model, said


@pytest.mark.parametrize(
    ("known", "event", "left"),
    [
        (
            "Takes 50 mg of sertraline",
            "The doctor raised their sertraline to 75 mg",
            "Takes 75 mg of sertraline",
        ),
        (
            "Takes 50 mg of sertraline daily",
            "Says that the doctor raised their sertraline to 75 mg",
            "Takes 75 mg of sertraline daily",
        ),
        (
            "Takes 50 mg of sertraline",
            "Went from 50 to 75 mg of sertraline",
            "Takes 75 mg of sertraline",
        ),
        (
            "Takes 5 mg of ramipril for their blood pressure",
            "Dr Fuchs raised the ramipril to 10 mg",
            "Takes 10 mg of ramipril for their blood pressure",
        ),
        ("Lives in London", "Moved to Bristol in October 2026", "Lives in Bristol"),
        ("Lives in Berlin", "Left Berlin for Munich", "Lives in Munich"),
        ("Works at Acme", "Left Acme for Globex", "Works at Globex"),
        ("Works at Acme", "Quit Acme and joined Globex", "Works at Globex"),
        (
            "Their sister works at Acme",
            "Their sister left Acme for Globex",
            "Their sister works at Globex",
        ),
        ("Their standup is at 9:30", "The standup moved to 9:45", "Their standup is at 9:45"),
        ("Has choir on Tuesdays", "The choir was moved to Thursday", "Has choir on Thursdays"),
        (
            "Has a dentist appointment on 3 May",
            "The dentist appointment was moved to 14 May",
            "Has a dentist appointment on 14 May",
        ),
        ("Drinks three coffees a day", "Cut down to one coffee a day", "Drinks one coffee a day"),
        ("Their rent is 900 euros", "The rent rose from 900 to 950", "Their rent is 950 euros"),
        ("Pays €900 rent", "The rent went up to €950 in May", "Pays €950 rent"),
        ("Uses Python 3.12", "Upgraded to Python 3.13", "Uses Python 3.13"),
        ("Their phone is a Pixel 6", "Went from the Pixel 6 to a Nokia", "Their phone is a Nokia"),
        ("Uses Postgres", "Moved from Postgres to SQLite", "Uses SQLite"),
        ("Drives a Peugeot", "Traded the Peugeot in for a Skoda", "Drives a Skoda"),
        ("Reports to Ingrid", "Tomasz replaced Ingrid as their manager", "Reports to Tomasz"),
        (
            "Goes to the gym three times a week",
            "Cut the gym down to twice a week",
            "Goes to the gym twice a week",
        ),
        ("Is learning Spanish", "Switched from Spanish to Italian", "Is learning Italian"),
        ("Their team lead is Ingrid", "Tomasz took over from Ingrid", "Their team lead is Tomasz"),
    ],
)  # fmt: skip
def test_one_value_is_exchanged(known: str, event: str, left: str) -> None:
    """The rest of the claim is named by the event, or says only how often."""
    assert successor(event, known) == left


@pytest.mark.parametrize(
    ("known", "event"),
    [
        ("Takes 10 mg of ramipril in the morning", "The doctor lowered the ramipril to 5 mg"),
        ("Takes 50 mg of sertraline and 5 mg of ramipril", "Raised the ramipril to 10 mg"),
        ("Takes 50 mg of sertraline", "The doctor wants to raise the sertraline to 75 mg"),
        ("Takes 50 mg of sertraline", "Asked the doctor to raise the sertraline to 75 mg"),
        ("Takes 50 mg of sertraline", "The doctor raised the sertraline to 75 mg for two weeks"),
        ("Takes 50 mg of sertraline", "Switched from sertraline to venlafaxine"),
        ("Takes 50 mg of sertraline", "Their mother went up to 75 mg of sertraline"),
        ("Works at Acme as a designer", "Left Acme for Globex"),
        ("Works at Acme", "Left Acme for family reasons"),
        ("Works at Acme", "Left Acme for good"),
        ("Works at Acme", "Left Acme in May"),
        ("Lives in London with Nele", "Moved to Bristol"),
        ("Lives in a flat in London", "Moved to Bristol"),
        ("Lives in London", "Moved to a bigger flat"),
        ("Lives in London", "Their sister Ana moved to Porto"),
        ("Lives in Linz", "Moved from Linz to Wels for a year"),
        ("The team meeting is on Tuesday at 10:00", "The team meeting moved to Thursday"),
        ("Uses Python 3.12 for the bot", "Upgraded to Python 3.13"),
        ("Drinks coffee in the morning", "Switched from coffee to tea"),
        ("Drives an old Peugeot", "Traded the Peugeot in for a Skoda"),
        ("Earns 20 euros an hour", "Their boss raised the pay to 3000 euros a month"),
        ("Their rent is 900 euros", "The rent is going up to 950 euros"),
        ("Does not use Postgres", "Moved from Postgres to SQLite"),
        ("Lives with Tom in Graz", "Moved out"),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_not_said(known: str, event: str) -> None:
    """Nothing is made up about what the event does not tell."""
    assert successor(event, known) == ""


@pytest.fixture
def clock() -> Clock:
    """A clock that stands until it is moved."""
    return Clock()


@pytest.fixture
def model(tmp_path: Path, clock: Clock) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=clock) as model:
        yield model


def tell(
    model: UserModel,
    text: str,
    *,
    days: float,
    kind: str = "semantic",
    labels: Labels | None = None,
) -> Reconciliation:
    """The person says something, so many days ago, and it is believed as it is said."""
    seen = said(text, at=START - timedelta(days=days))
    (evidence,) = model.observe([seen])
    draft = Proposition(
        text=text,
        kind="episodic" if kind == "episodic" else "semantic",
        confidence=0.7,
        half_life=60.0 if kind == "episodic" else 365.0,
        labels=labels or Labels(),
    )
    return model.reconcile([Draft(proposition=draft, supports=(evidence,))])[0]


def believed(model: UserModel, status: str = "active") -> list[str]:
    """Texts of what is believed."""
    found = model.propositions(status=("superseded",) if status == "superseded" else ("active",))
    return sorted(each.text for each in found)


DOSE, RAISED, HIGHER = (
    "Takes 50 mg of sertraline",
    "The doctor raised their sertraline to 75 mg",
    "Takes 75 mg of sertraline",
)


def dose(model: UserModel) -> tuple[Reconciliation, Reconciliation, Proposition]:
    """A dose, the event that raised it, and the claim that follows."""
    first = tell(model, DOSE, days=90)
    event = tell(model, RAISED, days=30, kind="episodic")
    (left,) = (each for each in model.propositions() if each.text == HIGHER)
    return first, event, left


def test_what_an_event_left_behind_lasts(model: UserModel, clock: Clock) -> None:
    """It is of the ended claim's kind, holds since the event, and outlives it."""
    first, event, left = dose(model)
    assert believed(model) == [HIGHER, RAISED]
    assert believed(model, "superseded") == [DOSE]
    assert (left.kind, left.half_life, left.status) == ("semantic", 365.0, "active")
    assert left.valid_from == START - timedelta(days=30)
    assert left.confidence == model.proposition(event.proposition).confidence
    told = [each.observation for each in model.evidence(event.proposition)]
    assert [each.observation for each in model.evidence(left.id)] == told
    clock.now = START + timedelta(days=400)
    assert event.proposition in model.decay()
    assert model.proposition(left.id).status == "active"
    assert first.proposition not in {event.proposition, left.id}


def test_it_is_one_change_that_is_listed_and_undone(model: UserModel) -> None:
    """History names it under the event's own act, and undoing that takes both back, and forth."""
    _, event, left = dose(model)
    assert event.change is not None
    assert {each.proposition for each in model.change(event.change)} >= {left.id, event.proposition}
    (entry,) = model.history(left.id)
    assert (entry.id, entry.action) == (event.change, "add")
    undone = model.undo(event.change)
    assert believed(model) == [DOSE]
    model.undo(undone)
    assert believed(model) == [HIGHER, RAISED]


@pytest.mark.parametrize("verdict", ["correct", "retire"])
def test_what_becomes_of_the_event_reaches_it(model: UserModel, verdict: str) -> None:
    """An event that was not so leaves nothing behind."""
    _, event, left = dose(model)
    if verdict == "correct":
        model.correct(event.proposition, "The doctor asked about their sertraline")
    else:
        model.retire(event.proposition)
    assert model.proposition(left.id).status == "retired"


def test_it_is_forgotten_with_the_event(model: UserModel) -> None:
    """What told of the event is all that it rests on."""
    _, event, left = dose(model)
    (told,) = (each.observation for each in model.evidence(event.proposition))
    forgotten = model.forget(id=told)
    assert set(forgotten.propositions) == {event.proposition, left.id}


def test_a_later_event_ends_it_in_turn(model: UserModel) -> None:
    """It is a claim like others: the next dose is in its place."""
    dose(model)
    tell(model, "The doctor lowered their sertraline to 25 mg", days=10, kind="episodic")
    assert "Takes 25 mg of sertraline" in believed(model)
    assert {DOSE, HIGHER} <= set(believed(model, "superseded"))


def test_it_is_said_once(model: UserModel) -> None:
    """Told again, in whatever way, it is the same claim."""
    _, _, left = dose(model)
    tell(model, RAISED, days=20, kind="episodic")
    again = tell(model, HIGHER, days=10)
    assert (again.outcome, again.proposition) == ("identical", left.id)
    assert believed(model) == [HIGHER, RAISED]
    model.consolidate()
    assert believed(model) == [HIGHER, RAISED]


def test_it_is_not_brought_back_by_what_it_was_drawn_from(model: UserModel) -> None:
    """Once denied it stays away, unless the person says so anew."""
    first = tell(model, HIGHER, days=80)
    model.retire(first.proposition)
    tell(model, DOSE, days=70)
    tell(model, RAISED, days=30, kind="episodic")
    assert HIGHER not in believed(model)


def test_it_is_as_secret_as_both(model: UserModel) -> None:
    """Whoever may not see what was ended sees nothing of what is in its place."""
    tell(model, DOSE, days=90, labels=Labels(sensitivity="secret"))
    tell(model, RAISED, days=30, kind="episodic")
    shown = [each.text for each in model.propositions(clearance="personal")]
    assert shown == [RAISED]
    assert HIGHER in believed(model)


def test_an_episode_that_ends_an_episode_leaves_nothing(model: UserModel) -> None:
    """Only what lasted goes on in another claim."""
    tell(model, "Moved to Bristol", days=90, kind="episodic")
    tell(model, "Moved from Bristol to Bath", days=30, kind="episodic")
    assert not [each for each in model.propositions() if each.kind != "episodic"]


def test_several_claims_of_one_matter_leave_one(model: UserModel) -> None:
    """The designer at Acme is no designer at Globex for all that is known."""
    tell(model, "Works at Acme", days=90)
    tell(model, "Works at Acme as a designer", days=80)
    tell(model, "Left Acme for Globex", days=30, kind="episodic")
    assert believed(model) == ["Left Acme for Globex", "Works at Globex"]
