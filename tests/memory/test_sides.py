"""What an act changes beside a proposition is known, whichever way it is changed, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from memory import Proposition, sides
from memory.ledger import Connection
from memory.model import UserModel
from tests.support.models import open_model, said


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path) as model:
        yield model


@pytest.fixture
def claim(model: UserModel) -> str:
    """A claim that rests on two observations."""
    return model.add(Proposition(text="Likes tea"), model.observe([said("tea 1"), said("tea 2")]))


#: Statements, and how many rows of evidence they leave gone and come.
WAYS = {
    "nothing": ("SELECT 1", 0, 0),
    "ignored": ("INSERT OR IGNORE INTO evidence SELECT * FROM evidence", 0, 0),
    "replaced by the same": ("INSERT OR REPLACE INTO evidence SELECT * FROM evidence", 0, 0),
    "replaced": (
        "REPLACE INTO evidence SELECT proposition, observation, stance, 0.3, '', 0 FROM evidence",
        2,
        2,
    ),
    "changed": ("UPDATE evidence SET weight = 0.1 + 0.2", 2, 2),
    "deleted": ("DELETE FROM evidence", 2, 0),
    "gone with its claim": ("DELETE FROM propositions", 2, 0),
    "gone with what it rests on": ("DELETE FROM observations WHERE content = 'tea 1'", 1, 0),
    "tied": (
        "INSERT INTO evidence SELECT proposition, 'other', '', 1.0, '', 0 FROM evidence LIMIT 1",
        0,
        1,
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_whichever_way_it_is_changed(model: UserModel, claim: str, way: str) -> None:
    """The rows as they were and as they are, to the last bit; of another claim nothing."""
    statement, lost, won = WAYS[way]
    with model._ledger.write() as db:
        db.execute("PRAGMA defer_foreign_keys = ON")

        def evidence() -> list[list[object]]:
            rows = db.execute("SELECT * FROM evidence ORDER BY 1, 2").fetchall()
            return [list(row) for row in rows]

        before = evidence()
        sides.begin(db)
        sides.watch(db, claim)
        db.execute(statement)
        gone, come = sides.changed(db, claim)
        after = evidence()
        assert gone["evidence"] == [row for row in before if row not in after]
        assert come["evidence"] == [row for row in after if row not in before]
        assert (len(gone["evidence"]), len(come["evidence"])) == (lost, won)
        assert sides.changed(db, "another") == ({name: [] for name in sides.SIDES},) * 2
        sides.end(db)
        db.execute("DELETE FROM evidence WHERE observation = 'other'")


def test_changed_and_changed_back(model: UserModel, claim: str) -> None:
    """What is as it was has not changed, and what came and went was never there."""
    with model._ledger.write() as db:
        sides.begin(db)
        sides.watch(db, claim)
        db.execute("UPDATE evidence SET initial = 1 - initial")
        db.execute("UPDATE evidence SET initial = 1 - initial")
        db.execute("INSERT INTO links VALUES (?, 'merges', ?)", (claim, claim))
        db.execute("DELETE FROM links")
        assert sides.changed(db, claim) == ({name: [] for name in sides.SIDES},) * 2
        db.execute("INSERT INTO tombstones (proposition, at) VALUES (?, 0.5)", (claim,))
        assert sides.changed(db, claim)[1]["tombstones"] == [[claim, 0.5]]


def test_a_rollback_takes_back_what_was_noted(model: UserModel, claim: str) -> None:
    """Also where the noting itself began in that transaction."""

    def interrupted() -> None:
        with model._ledger.write() as db:
            sides.begin(db)
            sides.watch(db, claim)
            db.execute("DELETE FROM evidence")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with model._ledger.write() as db:
        sides.begin(db)
        sides.watch(db, claim)
        assert sides.changed(db, claim)[0]["evidence"] == []
        sides.end(db)


def steps(db: Connection, do: Callable[[], object]) -> int:
    """How much SQLite has to do for something."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    db.set_progress_handler(count, 10)
    do()
    db.set_progress_handler(None, 0)
    return taken


def test_an_act_costs_what_it_changes(model: UserModel) -> None:
    """However much a claim rests on: none of it is read where nothing of it changes."""
    seen = model.observe([said(f"tea {number}") for number in range(900)])
    few = model.add(Proposition(text="Likes tea"), seen[:3])
    many = model.add(Proposition(text="Prefers tea"), seen)
    writer = model._ledger._writer
    small, large = (
        steps(writer, lambda claim=claim: model.pin(claim))  # type: ignore[misc]
        for claim in (few, many)
    )
    assert large < 1.5 * small


def test_nothing_stays_noted(model: UserModel, claim: str) -> None:
    """After an act nothing is watched, so that what others write is not kept in memory."""
    model.retire(claim)
    model.undo(model.history(claim)[-1].id)
    with model._ledger.write() as db:
        for table in ("side_watched", "side_noted"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
