"""Disputes: listed with both sides, settled by the person's word, opened again by undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory import Labels, Proposition
from memory.model import UserModel
from memory.types import Sensitivity
from tests.support.models import START, Clock, open_model, said


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=Clock()) as model:
        yield model


def dispute(model: UserModel, labels: Labels | None = None) -> tuple[str, str]:
    """Two towns told at one moment; the ids of both."""
    ids = []
    for town in ("Porto", "Lisbon"):
        seen = model.observe([said(f"I live in {town}", at=START, thread=town)])
        claim = Proposition(text=f"Lives in {town}", labels=labels or Labels())
        (done,) = model.reconcile([claim], evidence=seen)
        ids.append(done.proposition)
    return ids[0], ids[1]


def sides(model: UserModel, clearance: Sensitivity = "secret") -> list[tuple[str, str]]:
    """The texts of open disputes."""
    return [(each.one.text, each.other.text) for each in model.disputes(clearance=clearance)]


def test_a_dispute_shows_both_sides(model: UserModel) -> None:
    """Each pair once, the newer first, with the reason; each side names the other."""
    porto, lisbon = dispute(model)
    (found,) = model.disputes()
    assert (found.one.id, found.other.id) == (lisbon, porto)
    assert found.why == "gives the same slot another value, with no order in time"
    assert model.disputing([porto, lisbon]) == {porto: [lisbon], lisbon: [porto]}


def test_confirming_one_settles_it_and_undo_opens_it(model: UserModel) -> None:
    """The other gives way; taking the word back brings the dispute back."""
    porto, lisbon = dispute(model)
    change = model.confirm(porto)
    assert model.disputes() == []
    assert model.proposition(lisbon).status == "superseded"
    model.undo(change)
    assert sides(model) == [("Lives in Lisbon", "Lives in Porto")]


def test_retiring_one_settles_it_and_undo_opens_it(model: UserModel) -> None:
    """What is left stands undisputed."""
    porto, lisbon = dispute(model)
    change = model.retire(porto)
    assert model.disputes() == []
    assert model.proposition(lisbon).status == "active"
    model.undo(change)
    assert len(model.disputes()) == 1


@pytest.mark.parametrize(
    ("text", "status"),
    [("Lives in Faro", "superseded"), ("Lives in Lisbon", "superseded"), ("Likes Porto", "active")],
)
def test_correcting_one_reaches_what_it_disputed(model: UserModel, text: str, status: str) -> None:
    """A correction that the other side cannot stand beside ends both; undo brings both back."""
    porto, lisbon = dispute(model)
    corrected = model.correct(porto, text)
    assert model.proposition(lisbon).status == status
    assert model.disputes() == []
    model.undo(model.history(corrected)[0].id)
    assert len(model.disputes()) == 1
    assert model.proposition(lisbon).status == "active"


def test_a_dispute_above_the_clearance_is_not_told_of(model: UserModel) -> None:
    """Who may not see a side is not told that there is a dispute."""
    dispute(model, Labels("sensitive"))
    assert sides(model, "personal") == []
    assert len(sides(model, "sensitive")) == 1
