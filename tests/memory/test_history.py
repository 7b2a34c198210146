"""Undo restores exactly; every change says who made it; corrections reach what was derived."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory import Draft, InvalidInput, InvalidProposition, Labels, Proposition
from memory.model import UserModel
from memory.types import sensitivity_rank
from tests.support.models import START, Clock, MemoryIndex, open_model, said


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path) as model:
        yield model


def belief(model: UserModel) -> dict[str, list[str]]:
    """Everything that undo must restore, to the last bit of every number."""
    tables = {
        "propositions": "*", "evidence": "*", "derivations": "*", "links": "*",
        "tombstones": "proposition, at", "tombstone_evidence": "*",
    }  # fmt: skip
    with model._ledger.read() as db:
        return {
            table: sorted(
                json.dumps(list(row)) for row in db.execute(f"SELECT {columns} FROM {table}")
            )
            for table, columns in tables.items()
        }


TEXTS = (
    "Lives in Porto", "Lives in Lisbon", "Lives in Faro", "Likes tea", "Dislikes tea",
    "Prefers tabs", "Runs tests before committing (8 of 10)",
    "Runs tests before committing (9 of 10)", "Works on the parser", "Has a dog called Rex",
    "Their dog is old", "Their dog died", "Moved away from Porto",
)  # fmt: skip

STATUSES: Final = ("active", "stale", "superseded", "retired")
LABELS = (Labels(), Labels(), Labels("secret"), Labels("sensitive", frozenset({"health"})))

#: An act: what is done, to which of the known propositions, with which text, how many days ago.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["reconcile", "reconcile", "reconcile", "derive", "add", "confirm", "correct",
             "retire", "pin", "decay", "consolidate", "undo", "undo"]
        ),
        st.integers(0, 30),
        st.sampled_from(TEXTS),
        st.integers(0, 60),
    ),
    max_size=14,
)  # fmt: skip


def act(model: UserModel, clock: Clock, step: tuple[str, int, str, int]) -> None:
    """Do one step; what cannot be done now is left undone."""
    verb, number, text, days = step
    clock.forward(hours=1)
    known = model.propositions(status=STATUSES, limit=1000)
    chosen = known[number % len(known)].id if known else ""
    seen = said(f"{text} {number}", at=clock.now - timedelta(days=days))
    (source,) = model.observe([replace(seen, labels=LABELS[number % len(LABELS)])])
    draft = Proposition(text=text, half_life=2.0 + number)
    derived = Draft(proposition=draft, derived_from=(chosen,))
    verbs: dict[str, Callable[[], object]] = {
        "reconcile": lambda: model.reconcile([draft], evidence=[source]),
        "derive": lambda: model.reconcile([derived]),
        "add": lambda: model.add(draft, evidence=[source]),
        "confirm": lambda: model.confirm(chosen),
        "correct": lambda: model.correct(chosen, f"{text}, really"),
        "retire": lambda: model.retire(chosen),
        "pin": lambda: model.pin(chosen, pinned=number % 2 == 0),
        "undo": lambda: model.undo(last_change(model) - number % 4),
        "consolidate": model.consolidate,
        "decay": lambda: (clock.forward(days=30), model.decay()),
    }
    with contextlib.suppress(InvalidInput):
        verbs[verb]()


def assert_conclusions_are_as_secret(model: UserModel) -> None:
    """Whatever was derived has the labels of what it was derived from, and the index was told."""
    with model._ledger.read() as db:
        pairs = db.execute("SELECT proposition, parent FROM derivations").fetchall()
    for child, parent in pairs:
        labels = model.proposition(child).labels
        assert labels.join(model.proposition(parent).labels) == labels
    model.sync_index()
    rows = cast("MemoryIndex", model._dense.index).rows
    for each in model.propositions(status=STATUSES, limit=1000):
        assert rows["proposition", each.id][1] == sensitivity_rank(each.labels.sensitivity)


def last_change(model: UserModel) -> int:
    """The newest change."""
    with model._ledger.read() as db:
        return int(db.execute("SELECT coalesce(max(id), 0) FROM acts").fetchone()[0])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=STEPS, step=STEPS.filter(bool))
def test_undo_restores_exactly(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[str, int, str, int]],
    step: list[tuple[str, int, str, int]],
) -> None:
    """After any history, undoing the next acts one by one gives back every row as it was.

    And undoing each of these undos brings the acts back as exactly.
    """
    clock = Clock()
    with open_model(tmp_path_factory.mktemp("m"), clock=clock) as model:
        for each in before:
            act(model, clock, each)
        states: list[tuple[range, dict[str, list[str]]]] = []
        for each in step:
            earlier, last = belief(model), last_change(model)
            act(model, clock, each)
            assert_conclusions_are_as_secret(model)
            if last_change(model) > last:
                assert last_change(model) == last + 1 or each[0] == "consolidate"
                states.append((range(last + 1, last_change(model) + 1), earlier))
        final = belief(model)
        undone: list[tuple[int, dict[str, list[str]]]] = []
        for changes, earlier in reversed(states):
            for change in reversed(changes):
                current = belief(model)
                if model.change(change)[0].undone_by is not None:
                    return  # a step has undone this one already; what follows was tested before
                undone.append((model.undo(change), current))
                assert_conclusions_are_as_secret(model)
            assert belief(model) == earlier
        for undo, current in reversed(undone):
            model.undo(undo)
            assert belief(model) == current
        assert belief(model) == final


def test_history_names_who_and_what(model: UserModel) -> None:
    """Each change has its actor, its action, and the proposition before and after."""
    pid = model.add(Proposition(text="Likes tea", confidence=0.6), actor="learn")
    change = model.pin(pid)
    added, pinned = model.history(pid)
    assert (added.actor, added.action, added.before) == ("learn", "add", None)
    assert added.after is not None
    assert added.after.text == "Likes tea"
    assert (pinned.id, pinned.actor, pinned.action) == (change, "person", "pin")
    assert pinned.before is not None
    assert not pinned.before.pinned
    undo = model.undo(change, actor="somebody")
    assert model.history(pid)[1].undone_by == undo
    assert model.change(undo)[0].action == "undo"
    assert model.change(undo)[0].actor == "somebody"


def test_undo_twice_is_refused_and_redo_works(model: UserModel) -> None:
    """A change is undone once; undoing the undo brings it back, and then it can be undone again."""
    pid = model.add(Proposition(text="Likes tea"))
    change = model.pin(pid)
    undo = model.undo(change)
    with pytest.raises(InvalidInput):
        model.undo(change)
    model.undo(undo)
    assert model.proposition(pid).pinned
    model.undo(change)
    assert not model.proposition(pid).pinned


def test_undo_under_later_evidence(model: UserModel) -> None:
    """Undoing a pin keeps the evidence that came after it."""
    pid = model.reconcile(
        [Proposition(text="Likes tea", confidence=0.6)],
        evidence=model.observe([said("tea", at=START - timedelta(days=4))]),
    )[0].proposition
    change = model.pin(pid)
    model.reconcile([Proposition(text="Likes tea")], evidence=model.observe([said("tea again")]))
    sure = model.proposition(pid).confidence
    model.undo(change)
    assert not model.proposition(pid).pinned
    assert model.proposition(pid).confidence == sure
    assert len(model.evidence(pid)) == 2


def test_undo_refuses_what_others_rest_on(model: UserModel) -> None:
    """The first version cannot be taken back while the version that superseded it stands."""
    first, second = (
        model.reconcile(
            [Proposition(text=f"Lives in {place}")],
            evidence=model.observe([said(f"I live in {place}", at=START - timedelta(days=ago))]),
        )[0]
        for place, ago in (("Porto", 5), ("Lisbon", 1))
    )
    assert first.change
    assert second.change
    with pytest.raises(InvalidInput, match="later changes"):
        model.undo(first.change)
    model.undo(second.change)
    model.undo(first.change)
    assert model.propositions(status=("active", "superseded")) == []


def test_retiring_reaches_what_was_derived(model: UserModel) -> None:
    """What rested on nothing else goes with it, the rest stays, and undo brings all back."""
    source, other = model.observe([said("standup at nine"), said("I start at nine")])
    parent = model.add(Proposition(text="Standup was at nine"), evidence=[source])
    lone, child, supported = (
        result.proposition
        for result in model.reconcile(
            [
                Draft(proposition=Proposition(text="Is a punctual riser"), derived_from=(parent,)),
                Draft(proposition=Proposition(text="Keeps alarm clocks"), derived_from=(parent,)),
                Draft(
                    proposition=Proposition(text="Begins work early"),
                    derived_from=(parent,),
                    supports=(other,),
                ),
            ]
        )
    )
    (grandchild,) = model.reconcile(
        [Draft(proposition=Proposition(text="Owns three bells"), derived_from=(child,))]
    )
    before = belief(model)
    change = model.retire(parent)
    statuses = {
        key: model.proposition(key).status
        for key in (parent, lone, child, grandchild.proposition, supported)
    }
    assert list(statuses.values()) == ["retired"] * 4 + ["active"]
    assert len(model.change(change)) == 5
    model.undo(change)
    assert belief(model) == before


def test_what_was_derived_is_as_secret_as_what_it_was_derived_from(model: UserModel) -> None:
    """Also where that becomes secret later; undone, both are what they were, and what came since.

    Forgetting what made it secret brings all of them back, too.
    """

    def derived(text: str, parent: str) -> str:
        draft = Draft(proposition=Proposition(text=text), derived_from=(parent,))
        return model.reconcile([draft])[0].proposition

    health = Labels("secret", frozenset({"health"}))
    plain, hidden = model.observe([said("of plain"), replace(said("of health"), labels=health)])
    parent = model.add(Proposition(text="Takes sertraline"), [plain])
    child = derived("Goes to the pharmacy", parent)
    grandchild = derived("Knows the pharmacist", child)
    before = belief(model)
    draft = Draft(proposition=Proposition(text="Takes sertraline"), supports=(hidden,))
    change = model.reconcile([draft])[0].change
    assert change is not None
    assert [model.proposition(each).labels for each in (parent, child, grandchild)] == [health] * 3
    assert [each.action for each in model.change(change)] == ["reinforce", "relabel", "relabel"]
    assert model.recall("pharmacy pharmacist", kinds=["proposition"]) == []
    undo = model.undo(change)
    assert belief(model) == before
    model.undo(undo)
    late = derived("Has prescriptions", parent)
    assert model.proposition(late).labels == health
    again = model.undo(change)
    assert model.proposition(late).labels == Labels()
    assert [hit.id for hit in model.recall("prescriptions", k=1, kinds=["proposition"])] == [late]
    model.undo(again)
    assert model.proposition(late).labels == health
    model.forget(id=hidden)
    labels = {model.proposition(each).labels for each in (parent, child, grandchild, late)}
    assert labels == {Labels()}


def test_saying_it_again_does_not_read_what_is_known(model: UserModel) -> None:
    """Of the evidence only what weighs is read, once, and none of it is written down again."""
    seen = model.observe([said(f"tea {number}", thread=str(number)) for number in range(60)])
    pid = model.add(Proposition(text="Likes tea"), evidence=seen[:58])
    (change,) = (
        result.change for result in model.reconcile([Proposition(text="Likes tea")], seen[58:59])
    )
    with model._ledger.read() as db:
        sql = "SELECT before, after FROM changes WHERE id = ?"
        before, after = (json.loads(side) for side in db.execute(sql, (change,)).fetchone())
    assert before["evidence"] == []
    assert [row[1] for row in after["evidence"]] == [seen[58]]
    statements: list[str] = []
    model._ledger._writer.set_trace_callback(statements.append)
    model.reconcile([Proposition(text="Likes tea")], seen[59:])
    model._ledger._writer.set_trace_callback(None)
    whole = [each for each in statements if each.endswith(f"proposition = '{pid}'")]
    assert [each for each in whole if " FROM evidence " in each and " JOIN " not in each] == []
    assert len(model.evidence(pid)) == 60


def test_index_hears_of_undo(model: UserModel) -> None:
    """A proposition that undo removes leaves the index, and comes back with the redo."""
    pid = model.add(Proposition(text="Likes tea"))
    model.sync_index()
    assert model._dense.index.ids("proposition") == {pid}
    undo = model.undo(model.history(pid)[0].id)
    model.sync_index()
    assert model._dense.index.ids("proposition") == set()
    model.undo(undo)
    model.sync_index()
    assert model._dense.index.ids("proposition") == {pid}


def test_pinning_again_and_pinning_what_is_gone(tmp_path: Path) -> None:
    """What is so already leaves no trace, and what is not believed cannot be kept from fading."""
    with open_model(tmp_path) as model:
        claim = model.add(Proposition(text="Likes tea"))
        assert model.pin(claim, pinned=False) == 0
        assert model.pin(claim) > 0
        assert model.pin(claim) == 0
        assert [each.action for each in model.history(claim)] == ["add", "pin"]
        model.retire(claim)
        with pytest.raises(InvalidProposition, match="retired"):
            model.pin(claim)
        assert model.pin(claim, pinned=False) > 0
        assert model.history(claim)[-1].action == "unpin"
