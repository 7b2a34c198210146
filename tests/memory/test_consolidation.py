"""The scheduled pass: duplicates, habits, disputes, and that all of it can be taken back."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlcipher3 import _sqlite3  # type: ignore[import-untyped]

from memory import Labels, Observation, Proposition
from memory.consolidation import ACTOR
from memory.generalising import habit_text
from memory.model import UserModel
from memory.types import PropositionStatus
from tests.support.models import START, Clock, open_model, said

EVERY: tuple[PropositionStatus, ...] = ("active", "stale", "superseded", "retired")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture
def model(tmp_path: Path, clock: Clock) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=clock) as model:
        yield model


def see(model: UserModel, text: str, *, days: float = 0) -> str:
    """The person says something, so many days ago; its id."""
    return model.observe([said(text, at=START - timedelta(days=days), thread=f"t{days}")])[0]


def twins(model: UserModel) -> tuple[str, str]:
    """The same claim twice, added without being compared; the second rests on more."""
    one = model.add(Proposition(text="Likes green tea"), [see(model, "green tea!", days=9)])
    two = model.add(
        Proposition(text="Likes green tea."),
        [see(model, "tea, green", days=5), see(model, "green again", days=2)],
    )
    return one, two


def episodes(
    model: UserModel, text: str = "Went to the gym on {day}", *, step: int = 5
) -> list[str]:
    """Five times the same, some days apart."""
    ids = []
    for number in range(5):
        at = START - timedelta(days=step * (5 - number))
        happened = Proposition(
            text=text.format(day=f"{at:%A}"), kind="episodic", confidence=0.8, valid_from=at
        )
        seen = model.observe([said(f"{text} {number}", at=at, thread=f"e{number}")])
        ids.append(model.add(happened, seen))
    return ids


def test_duplicates_become_one(model: UserModel) -> None:
    """The one with more evidence takes over the other's, and is surer for it; a day later too."""
    one, two = twins(model)
    before = model.proposition(two)
    done = model.consolidate()
    assert (done.merged, done.looked_at, done.finished) == (1, 2, True)
    assert [each.id for each in model.propositions()] == [two]
    assert model.proposition(one).status == "superseded"
    assert len(model.evidence(two)) == 3
    assert model.proposition(two).confidence > before.confidence
    change = model.history(two)[-1]
    assert (change.actor, change.action) == (ACTOR, "merge")
    assert model.consolidate().changes == ()
    past = model.recall("green tea", kinds=("proposition",), at=START - timedelta(days=8))
    assert [hit.id for hit in past] == [two]


def test_a_merge_is_undone_for_good(model: UserModel) -> None:
    """Undo restores both exactly, and the next passes leave them alone."""
    ids = twins(model)
    before = [(model.proposition(each), model.evidence(each)) for each in ids]
    (change,) = model.consolidate().changes
    model.undo(change)
    assert [(model.proposition(each), model.evidence(each)) for each in ids] == before
    assert model.consolidate().changes == ()


def test_what_rests_on_a_duplicate_follows(model: UserModel) -> None:
    """What was derived from the one that goes is derived from the one that stays."""
    one, two = twins(model)
    derived = model.reconcile(
        [Proposition(text="Visits tea shops", source="stated")], evidence=[see(model, "shops")]
    )[0].proposition
    with model._ledger.write() as db:
        db.execute("INSERT INTO derivations VALUES (?, ?)", (derived, one))
    model.consolidate()
    with model._ledger.read() as db:
        rows = db.execute("SELECT proposition, parent FROM derivations").fetchall()
    assert [tuple(row) for row in rows] == [(derived, two)]


def test_what_differs_stays_apart(model: UserModel) -> None:
    """Other values, other kinds, opposite polarity and other sensitivities are no duplicates."""
    for claim in (
        Proposition(text="Likes green tea"),
        Proposition(text="Likes black tea"),
        Proposition(text="Likes green tea", kind="procedural"),
        Proposition(text="Likes green tea", labels=Labels("secret")),
        Proposition(text="Runs 5 km on Mondays"),
        Proposition(text="Runs 8 km on Mondays"),
    ):
        model.add(claim)
    done = model.consolidate()
    assert (done.merged, done.habits) == (0, 0)
    assert len(model.propositions()) == 6


def test_disputes_are_found_once(model: UserModel) -> None:
    """Two values of one slot that were never compared become a dispute, which asks for a word."""
    porto = model.add(Proposition(text="Lives in Porto"), [see(model, "Porto", days=3)])
    lisbon = model.add(Proposition(text="Lives in Lisbon"), [see(model, "Lisbon", days=1)])
    done = model.consolidate()
    assert done.disputes == 1
    assert model.history(porto)[-1].action == model.history(lisbon)[-1].action == "dispute"
    assert {each.id for each in model.propositions()} == {porto, lisbon}
    model.confirm(lisbon)
    assert model.proposition(porto).status == "superseded"
    assert model.consolidate().disputes == 0


def test_episodes_become_a_habit(model: UserModel, clock: Clock) -> None:
    """Five visits in as many weeks are a habit that can say why; it is drawn once, and grows."""
    ids = episodes(model)
    (change,) = model.consolidate().changes
    (habit,) = model.propositions(kind="procedural")
    assert habit.text == "Goes to the gym regularly"
    assert habit.confidence == pytest.approx(0.8 * 6 / 7)
    assert "5 episodes" in habit.reasoning
    assert {item.proposition for item in model.evidence(habit.id)} == set(ids)
    (hit,) = [hit for hit in model.recall("gym regularly") if hit.id == habit.id]
    assert list(hit.evidence) == [item.observation for item in model.evidence(habit.id)]
    assert model.change(change)[0].actor == ACTOR
    assert model.consolidate().changes == ()
    clock.forward(days=1)
    again = model.observe([said("gym once more", at=clock())])
    model.add(
        Proposition(text="Went to the gym yesterday", kind="episodic", valid_from=clock()), again
    )
    assert model.consolidate().habits == 1
    assert len(model.propositions(kind="procedural")) == 1
    assert len(model.evidence(habit.id)) == 6


def test_judging_an_episode_reaches_the_habit(model: UserModel) -> None:
    """Each episode that was wrong makes the habit less sure; with the last it goes; undo works."""
    ids = episodes(model)
    model.consolidate()
    (habit,) = model.propositions(kind="procedural")
    sure = [habit.confidence]
    last = 0
    for number, each in enumerate(ids):
        if number % 2:
            model.correct(each, f"Went to the pool ({number})")
        else:
            last = model.retire(each)
        sure.append(model.proposition(habit.id).confidence)
    assert sure[:5] == sorted(sure[:5], reverse=True)
    assert sure[1] == pytest.approx(sure[0] * 4 / 5)
    assert model.proposition(habit.id).status == "retired"
    model.undo(last)
    assert model.proposition(habit.id).status == "active"


def test_a_refused_habit_stays_away(model: UserModel) -> None:
    """Neither an undone nor a retired habit is drawn again from the same episodes."""
    episodes(model)
    (change,) = model.consolidate().changes
    model.undo(change)
    assert model.consolidate().habits == 0
    episodes(model, "Played tennis with Rui on {day}", step=6)
    assert model.consolidate().habits == 1
    (habit,) = model.propositions(kind="procedural")
    model.retire(habit.id)
    assert model.consolidate().habits == 0
    assert model.propositions(kind="procedural") == []


def test_a_habit_that_is_over_stays_over(model: UserModel) -> None:
    """The episodes behind a habit that was superseded do not bring it back."""
    episodes(model)
    model.consolidate()
    (habit,) = model.propositions(kind="procedural")
    over = Proposition(text="Does not go to the gym regularly")
    (result,) = model.reconcile([over], evidence=[see(model, "no more gym")])
    assert (result.outcome, result.other) == ("contradicts", habit.id)
    assert model.consolidate().habits == 0
    assert model.propositions(kind="procedural") == []


@pytest.mark.parametrize(
    "text",
    ["Went to the gym on {day}, because it rained", "Frobnicated on {day}", "Went on {day}"],
)
def test_no_habit_of_what_cannot_be_said(model: UserModel, text: str) -> None:
    """A sentence whose verb is not known, or that says more than one thing, is left alone."""
    episodes(model, text)
    assert model.consolidate().habits == 0


def test_a_busy_week_is_no_habit(model: UserModel) -> None:
    """Five days in a row are one week, and no regularity yet."""
    episodes(model, step=1)
    assert model.consolidate().habits == 0


@pytest.mark.parametrize(
    ("episode", "habit"),
    [
        ("Had lunch with Rui yesterday.", "Has lunch with Rui regularly"),
        ("Was at the dentist at 10:30 on Tuesday", "Is at the dentist regularly"),
        ("Studied Japanese this morning", "Studies Japanese regularly"),
        ("Jogged 5 km on March 3rd, 2026", "Jogs 5 km regularly"),
        ("Watched a film on Friday night", "Watches a film regularly"),
        ("Met Ana again on 2026-03-04", "Meets Ana regularly"),
        ("Is planning a trip", None),
        ("The standup was at 9:30", None),
    ],
)
def test_habits_are_said_in_good_english(episode: str, habit: str | None) -> None:
    """The verb stands in the present and the day is left out."""
    assert habit_text(episode) == habit


def test_the_budget_holds(model: UserModel) -> None:
    """A pass stops at its rows or its seconds, and the next one goes on from there."""
    twins(model)
    model.add(Proposition(text="Rows on Sundays"))
    first = model.consolidate(rows=1)
    assert (first.looked_at, first.finished) == (1, False)
    ticks = count(0, 10)
    late = model.consolidate(seconds=5, timer=lambda: float(next(ticks)))
    assert (late.looked_at, late.finished) == (0, False)
    rest = model.consolidate()
    assert (first.merged, rest.merged) == (1, 0)
    # Its own entries are passed over as well, however little is read at once.
    while not model.consolidate(rows=1).finished:
        pass
    assert model.consolidate(rows=1).looked_at == 0
    assert (rest.looked_at, rest.finished) == (2, True)
    assert {each.status for each in model.propositions(status=EVERY)} == {"active", "superseded"}


def test_what_it_read_is_not_kept_in_memory(model: UserModel) -> None:
    """Pages of the ledger that were decrypted to be looked at once."""
    try:
        in_use = ctypes.CDLL(_sqlite3.__file__).sqlite3_memory_used
    except (AttributeError, OSError):
        pytest.skip("this SQLite does not tell how much memory it uses")
    in_use.restype = ctypes.c_int64
    model.observe(
        [
            Observation(source="notes", content=f"{number} " + "word " * 800)
            for number in range(1000)
        ]
    )
    before = in_use()
    assert len(model.observations(limit=1000)) == 1000
    assert in_use() - before > 3e6
    model.consolidate()
    assert in_use() < before
    assert len(model.observations(limit=1000)) == 1000
