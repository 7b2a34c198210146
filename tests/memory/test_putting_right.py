"""What a draft is to a claim that the person put right with the same words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import Draft, Proposition
from memory.model import UserModel
from memory.types import Observation, PropositionStatus, Reconciliation
from tests.support.models import START, Clock, open_model, said

WRONG, RIGHT = "Has lunch with Nadine", "Has lunch with Priya"


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """A model with hashed vectors."""
    with open_model(tmp_path, clock=Clock()) as model:
        yield model


def tell(model: UserModel, text: str, days: int, corrects: tuple[str, ...] = ()) -> Reconciliation:
    """What a claim of some days ago turns out to be."""
    seen = model.observe([said(text, at=START - timedelta(days=days), thread="t")])
    draft = Draft(
        proposition=Proposition(text=text, source="stated"), supports=tuple(seen), corrects=corrects
    )
    return model.reconcile([draft])[0]


def statuses(model: UserModel, *ids: str) -> list[PropositionStatus]:
    """How some claims stand."""
    return [model.proposition(each).status for each in ids]


def test_what_is_put_right_gives_way(model: UserModel) -> None:
    """Without the person's word both stand; with it the second one takes the place of the first."""
    wrong = tell(model, WRONG, 3).proposition
    other = tell(model, "Has lunch with Odalys", 2)
    assert other.outcome == "new"
    right = tell(model, RIGHT, 1, corrects=(wrong,))
    assert (right.outcome, right.other) == ("contradicts", wrong)
    assert statuses(model, wrong, other.proposition) == ["superseded", "active"]
    assert right.change is not None
    model.undo(right.change)
    assert statuses(model, wrong) == ["active"]


def test_what_was_known_to_be_right_is_reinforced(model: UserModel) -> None:
    """It is not believed twice, and the wrong one gives way all the same."""
    right = tell(model, RIGHT, 5).proposition
    wrong = tell(model, WRONG, 3).proposition
    again = tell(model, RIGHT, 1, corrects=(wrong,))
    assert (again.outcome, again.proposition) == ("identical", right)
    assert statuses(model, right, wrong) == ["active", "superseded"]


def test_what_is_over_by_now_is_not_put_right(model: UserModel) -> None:
    """A claim that was retired, or of which nothing is left, is nobody's counterpart."""
    wrong = tell(model, WRONG, 3).proposition
    model.retire(wrong)
    assert tell(model, RIGHT, 1, corrects=(wrong, "p0")).outcome == "new"


def test_a_talk_is_read_back(model: UserModel) -> None:
    """The last turn first, with what is believed on it; not another talk, nor what came later."""
    rows = [
        said("first", at=START - timedelta(days=10), thread="t"),
        said("second", at=START - timedelta(days=3), thread="t"),
        said("elsewhere", at=START - timedelta(days=2), thread="u"),
        said("third", at=START - timedelta(days=2), thread="t"),
        said("fourth", at=START - timedelta(days=1), thread="t"),
        said("alone", at=START - timedelta(days=1)),
    ]
    ids = model.observe(rows)
    (done,) = model.reconcile([Proposition(text="Owns a kayak")], evidence=[ids[1]])

    def before(of: int) -> list[Observation]:
        turns = model.turns_before(model.observation(ids[of]), limit=5)
        assert [claim.id for turn in turns for claim in turn.claims] in ([], [done.proposition])
        return [turn.observation for turn in turns]

    assert [each.content for each in before(4)] == ["third", "second"]
    assert [each.content for each in before(3)] == ["second"]
    assert before(0) == before(5) == []
