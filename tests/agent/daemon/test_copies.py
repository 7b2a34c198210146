"""Backups and exports as the daemon makes them, and what comes back over the socket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.client.socket import SocketClient
from agent.daemon import copies
from agent.daemon.requests import Backup, Import
from agent.daemon.server import Call
from agent.home import Home
from agent.wire import ExportView, View
from memory import InvalidInput, Observation, Proposition, UserModel
from memory.embedding.hashed import HashedEmbedder
from memory.errors import StorageFull
from tests.support.fake_handler import FakeHandler, client_of, serving

NOW = datetime(2026, 3, 12, 14, 30, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with its folders."""
    home = Home(tmp_path / "h")
    home.prepare()
    return home


@pytest.fixture
def model(home: Home) -> Iterator[UserModel]:
    """A memory of tea."""
    with UserModel.open(home.ledger, embedder=HashedEmbedder(), clock=lambda: NOW) as model:
        seen = model.observe([Observation(source="note", content="I like tea")])
        model.add(Proposition(text="Likes tea"), seen)
        yield model


def test_where_a_backup_may_go(home: Home, model: UserModel, tmp_path: Path) -> None:
    """To our own folder or outside, by an absolute path; not among our files under another name."""
    kept = copies.backup(model, home, Backup())
    assert kept.ours
    assert Path(kept.manifest).exists()
    assert kept.key is None
    given = copies.backup(model, home, Backup(path=str(tmp_path / "x"), with_key=True))
    assert not given.ours
    assert given.key is not None
    for path in ("x", str(home.data / "x"), str(tmp_path / "y" / ".." / "h" / "data" / "x")):
        with pytest.raises(InvalidInput):
            copies.backup(model, home, Backup(path=path))
    assert not (home.data / "x").exists()


def test_export_and_import(home: Home, model: UserModel, tmp_path: Path) -> None:
    """What is exported comes back in another home, counted; what is known is said to be."""
    events: list[View] = []
    copies.export(model, Call(events.append))
    lines = [line for event in events if isinstance(event, ExportView) for line in event.lines]
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    given = Import(format="gumption", path=str(path))
    with UserModel.open(home.root / "other", embedder=HashedEmbedder()) as other:
        report = copies.import_export(other, given)
        assert (report.rows, report.observations, report.dropped) == (1, 1, {})
        assert [each.text for each in other.propositions()] == ["Likes tea"]
    known = copies.import_export(model, given)
    assert (known.rows, known.observations, known.dropped) == (1, 0, {"already known": 1})


def test_an_export_nobody_wants_ends(model: UserModel) -> None:
    """A client that is gone is sent nothing more."""
    events: list[View] = []
    call = Call(events.append)
    call.cancelled.set()
    copies.export(model, call)
    assert events == []


def test_an_import_that_cannot_be_read(model: UserModel, tmp_path: Path) -> None:
    """No file, a folder, options it does not take, and something else altogether."""
    (tmp_path / "row.jsonl").write_text('{"content": "x"}')
    for name, options in (("no", {}), (".", {}), ("row.jsonl", {}), ("row.jsonl", {"a": "b"})):
        given = Import(format="gumption", path=str(tmp_path / name), options=options)
        with pytest.raises(InvalidInput):
            copies.import_export(model, given)


def over_socket(home: Home, handler: FakeHandler) -> SocketClient:
    """A client of a handler."""
    with serving(home, handler), client_of(home) as client:
        assert [page.lines for page in client.export()] == [["a"], ["b", "c"]]
        assert client.backup("/x", with_key=True).size == 3
        return client


def test_over_the_socket(home: Home) -> None:
    """Pages arrive in order, and what a backup is called with arrives there."""

    def export(_params: Mapping[str, object], call: Call) -> object:
        call.emit(ExportView(lines=["a"]))
        call.emit(ExportView(lines=["b", "c"]))
        return None

    made = {"path": "/x", "manifest": "/x.json", "key": None, "size": 3, "ours": False}
    handler = FakeHandler(
        {"export": export, "backup": lambda _params, _call: made | {"made_at": NOW.isoformat()}}
    )
    over_socket(home, handler)
    assert handler.asked[-1] == ("backup", {"path": "/x", "with_key": True})


def test_a_backup_into_a_folder_that_is_not_there(
    home: Home, model: UserModel, tmp_path: Path
) -> None:
    """Ends as an export there does: it cannot be written."""
    with pytest.raises(StorageFull, match="there is no folder"):
        copies.backup(model, home, Backup(path=str(tmp_path / "no" / "x")))
