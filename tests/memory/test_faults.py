"""What goes wrong outside: a crash at any write, a full disk, a wrong clock, a broken index."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from memory import (
    Draft,
    Observation,
    Proposition,
    StorageError,
    Suggestion,
    UserModel,
)
from memory.embedding import HashedEmbedder
from tests.support.models import START, Clock, open_attended, open_model, said

STATES = ("married", "divorced")
ROOT = Path(__file__).resolve().parents[2]


class Killed(BaseException):
    """The process ended here."""


@dataclass
class Mortal:
    """A writer connection that is dead from its n-th statement on, without a rollback."""

    whole: Any
    left: int
    dead: bool = False

    def execute(self, *arguments: object) -> object:
        """One statement."""
        return self._do(self.whole.execute, *arguments)

    def executemany(self, *arguments: object) -> object:
        """One statement for many values."""
        return self._do(self.whole.executemany, *arguments)

    def __getattr__(self, name: str) -> object:
        return getattr(self.whole, name)

    def _do(self, statement: Callable[..., object], *arguments: object) -> object:
        if self.dead:
            raise Killed
        self.left -= 1
        if self.left >= 0:
            return statement(*arguments)
        self.dead = True
        raise Killed


def prepared(home: Path) -> None:
    """A home in which every operation below has something to do."""
    with open_model(home) as model:
        seen = model.observe(
            [said(f"I like tea {i}", at=START - timedelta(days=i), thread=str(i)) for i in range(4)]
        )
        model.reconcile([Proposition(text="Likes tea", confidence=0.6)], seen[:1])
        model.reconcile([Proposition(text="Lives in Porto", confidence=0.6)], seen[1:2])
        model.reconcile(
            [Draft(proposition=Proposition(text="Talks of Porto"), derived_from=(ids(model)[0],))]
        )
        model.retire(model.add(Proposition(text="Owns a yacht")))
        one, other = (Proposition(text=f"Is {state}", source="stated") for state in STATES)
        model.reconcile([one])
        model.reconcile([other])
        for text in ("Plays chess", "Plays chess."):
            model.add(Proposition(text=text), seen[2:3])
        model.suggestions.add(Suggestion(text="Go", why="x", category="trip", probability=0.5))
        checkpoints = model.open_sibling("checkpoints.db")
        checkpoints.execute("CREATE TABLE checkpoints (thread_id TEXT, data BLOB)")
        checkpoints.execute("INSERT INTO checkpoints VALUES ('t', 'tea')")
        checkpoints.close()
        model.backup()
        model.sync_index()


def ids(model: UserModel) -> list[str]:
    """The active propositions, by their text."""
    found = model.propositions(limit=100)
    return [each.id for each in sorted(found, key=lambda each: each.text)]


def observe(model: UserModel) -> None:
    """A batch with one observation that is known, and drops."""
    model.observe_counted([said("I like tea 0"), said("new 1"), said("new 2")], {"secret": 1})


def reconcile(model: UserModel) -> None:
    """One claim again, one that supersedes, one that is new, and the batch settled."""
    batch = model.pending(10)
    if not batch:
        return
    proof = [each.id for each in batch]
    model.reconcile(
        [
            Proposition(text="Likes tea", confidence=0.6),
            Proposition(text="Lives in Lisbon", confidence=0.8),
            Proposition(text="Plays the cello", confidence=0.7),
        ],
        proof[2:],
        settles=proof,
    )


def correct(model: UserModel) -> None:
    """A correction, with its tombstone and what was derived."""
    found = {each.text: each.id for each in model.propositions(limit=100)}
    if "Lives in Porto" in found:
        model.correct(found["Lives in Porto"], "Lives in Faro")


def undo(model: UserModel) -> None:
    """The last change of the retired one, once."""
    for each in model.propositions(status=("retired",)):
        model.undo(model.history(each.id)[-1].id)


def forget(model: UserModel) -> None:
    """By text: rows, history, checkpoints, backups, files."""
    model.forget(match="tea")


def judge(model: UserModel) -> None:
    """What the person says to a suggestion."""
    for each in model.suggestions.list(status="pending"):
        model.suggestions.record(each.id, "dismiss")


def confirm(model: UserModel) -> None:
    """One side of a dispute, once."""
    for each in model.disputes():
        model.confirm(each.one.id)


def consolidate(model: UserModel) -> None:
    """A pass in which a duplicate goes into another claim; what is left of a killed one is done."""
    model.consolidate()


def lines_of(model: UserModel) -> list[str]:
    """All that is stored."""
    return [line for page in model.export() for line in page][1:]


def snapshot(home: Path) -> list[str]:
    """All that is stored, of a home that is found sound."""
    with open_model(home) as model:
        assert model.check() == []
        with model._ledger.read() as db:
            left = db.execute("SELECT value FROM meta WHERE key = 'forgetting'").fetchall()
        assert left == []
        return lines_of(model)


def end(model: UserModel) -> None:
    """What the operating system does when a process ends: no rollback of ours, locks let go."""
    ledger = model._ledger
    ledger._writer = ledger._writer.whole  # type: ignore[attr-defined]
    ledger.close()


@pytest.mark.parametrize(
    "operation", [observe, reconcile, correct, undo, forget, judge, confirm, consolidate]
)
def test_killed_at_every_write(tmp_path: Path, operation: Callable[[UserModel], None]) -> None:
    """Dead at any statement, all of an operation is there or nothing; done again, it is there."""
    prepared(tmp_path / "home")
    old = snapshot(tmp_path / "home")
    shutil.copytree(tmp_path / "home", tmp_path / "whole")
    with open_model(tmp_path / "whole") as model:
        operation(model)
        new = lines_of(model)
    assert new != old
    reached = {"old": 0, "new": 0}
    number, alive = 0, False
    while not alive:
        home = tmp_path / f"home{number}"
        shutil.copytree(tmp_path / "home", home)
        model = open_model(home)
        model._dense.sync(rank=1)
        model._ledger._writer = Mortal(model._ledger._writer, number)  # type: ignore[assignment]
        try:
            operation(model)
            alive = True
        except Killed:
            pass
        end(model)
        found = snapshot(home)
        if operation is not consolidate:  # a pass is several acts, each whole
            assert found in (old, new), number
        reached["old" if found == old else "new"] += 1
        with open_model(home) as again:
            operation(again)
        assert evidence(snapshot(home)) == evidence(new), number
        shutil.rmtree(home)
        number += 1
    assert reached["old"] > 2
    assert reached["new"] >= 1, "the last one was not killed"


def evidence(lines: Sequence[str]) -> list[str]:
    """What counts towards belief: done twice, it must not have grown."""
    return [line for line in lines if '"type": "evidence"' in line or '"observation"' in line[:30]]


def test_full_disk(tmp_path: Path) -> None:
    """A file that may not grow refuses the batch whole, with a remedy, and the rest goes on."""
    code = f"""
import resource
from pathlib import Path
from memory import Observation, StorageFull
from tests.support.models import START, open_model

model = open_model(Path({str(tmp_path)!r}))
model.observe([Observation(source="x", content="first", observed_at=START)])
limit = (900_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
resource.setrlimit(resource.RLIMIT_FSIZE, limit)
try:
    model.observe([
        Observation(source="x", content=f"{{i}} " + "x" * 5000, observed_at=START)
        for i in range(400)
    ])
except StorageFull as error:
    assert error.hint
    try:
        model.backup()
    except StorageFull:
        pass
    print(len(model.observations(limit=1000)))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit[1], limit[1]))
model.observe([Observation(source="x", content="second", observed_at=START)])
print(model.check())
model.close()
"""
    if sys.platform == "win32":  # pragma: no cover
        pytest.skip("there is no limit on the size of files")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.split("\n")[:2] == ["1", "[]"], done.stderr
    with open_model(tmp_path) as model:
        assert len(model.observations()) == 2


def test_clock_moved_back_a_year(tmp_path: Path) -> None:
    """Nothing has a negative age: recall, decay, the queue and judgements go on as they were."""
    clock = Clock()
    with open_model(tmp_path, clock=clock) as model:
        seen = model.observe([said("I like green tea"), said("I moved to Porto")])
        kept = model.add(Proposition(text="Likes green tea", confidence=0.8), seen[:1])
        brief = model.add(Proposition(text="Has a cold today", confidence=0.8, half_life=1.0))
        before = {hit.id: hit.score for hit in model.recall("green tea")}
        clock.now -= timedelta(days=365)
        later = {hit.id: hit for hit in model.recall("green tea")}
        assert later.keys() >= {kept}
        for hit in later.values():
            assert 0 <= hit.score <= 2 * max(before.values())
            assert all(-2 <= part <= 2 for part in hit.parts.values())
        assert model.recall("tea last week") is not None
        assert model.decay() == []
        assert [each.id for each in model.pending(10)] == seen
        assert {each.id for each in model.propositions()} == {kept, brief}
        model.observe([Observation(source="note", content="without a time of its own")])
        assert len(model.pending(10)) == 3
        change = model.confirm(kept)
        assert model.proposition(kept).confidence > 0.8
        model.undo(change)
        model.reconcile([Proposition(text="Likes green tea")], [seen[1]], settles=seen)
        offered = model.suggestions.add(
            Suggestion(text="Tea?", why="x", category="tea", probability=0.5, status="shown")
        )
        model.suggestions.record(offered, "dismiss")
        model.forget(id=seen[1])
        assert model.check() == []
        clock.now += timedelta(days=365)
        assert kept in {hit.id for hit in model.recall("green tea")}


def test_a_call_that_comes_too_late(tmp_path: Path) -> None:
    """After closing, nothing is opened again that another process may have by then."""
    model = open_attended(tmp_path, HashedEmbedder())
    model.observe([said("I own a cello")])
    assert model.recall("cello")
    index, dense = model._dense.index, model._dense
    retriever = dense.retriever
    model.close()
    late: list[Callable[[], object]] = [
        lambda: model.recall("cello"),
        model.sync_index,
        lambda: dense.index,
        lambda: dense.retriever,
        lambda: dense.embedder,
        lambda: retriever._index.query_many("observation", HashedEmbedder().embed(["cello"]), 1),
    ]
    for call in late:
        with pytest.raises(StorageError, match="closed"):
            call()
    assert dense._index is None
    assert index._collections is None
    with open_attended(tmp_path, HashedEmbedder()) as again:
        assert again.recall("cello")


@pytest.mark.parametrize("after", ["observe", "reconcile", "forget"])
def test_a_damaged_index_hinders_nothing(tmp_path: Path, after: str) -> None:
    """Writing to one, or forgetting from one, begins it anew instead of failing."""
    with open_attended(tmp_path, HashedEmbedder()) as model:
        model.observe([said(f"I own item{i}") for i in range(5)])
        model.sync_index()
    for path in (tmp_path / "index").rglob("*"):
        if path.is_file() and path.name != "index.json":
            path.write_bytes(b"garbage" * 400)
    with open_attended(tmp_path, HashedEmbedder()) as model:
        if after == "observe":
            model.observe([said("I own item5")])
        elif after == "reconcile":
            model.reconcile([Proposition(text="Owns item3")], [model.pending(1)[0].id])
        else:
            model.forget(match="item4")
        model.sync_index()
        left = {"observe": 6, "reconcile": 5, "forget": 4}
        assert model._dense.index.count("observation") == left[after]


@pytest.mark.parametrize("damage", ["garbage", "gone", "description", "empty"])
def test_a_damaged_index(tmp_path: Path, damage: str) -> None:
    """It is made anew from the ledger by itself; meanwhile and afterwards recall finds."""
    with open_attended(tmp_path, HashedEmbedder()) as model:
        model.observe([said(f"I own item{i}") for i in range(20)])
        model.sync_index()
        best = [(hit.id, round(hit.score, 6)) for hit in model.recall("item7", k=3)]
    files = [path for path in (tmp_path / "index").rglob("*") if path.is_file()]
    assert files
    if damage == "gone":
        shutil.rmtree(tmp_path / "index")
    for path in files:
        if damage == "garbage" and path.name != "index.json":
            path.write_bytes(b"\x00garbage" * 400)
        elif damage == "empty":
            path.write_bytes(b"")
        elif damage == "description" and path.name == "index.json":
            path.write_text('{"format": 1}')
    with open_attended(tmp_path, HashedEmbedder()) as model:
        assert model.recall("item7", k=1)[0].id == best[0][0]
        model.sync_index()
        assert [(hit.id, round(hit.score, 6)) for hit in model.recall("item7", k=3)] == best
        assert model._dense.index.count("observation") == 20
