"""Removing everything: nothing of it stays, nothing else goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.home import Home
from agent.purging import purge
from memory import Observation, UserModel
from memory.embedding.hashed import HashedEmbedder
from memory.errors import StoreLocked


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that was lived in, in a folder with something else in it."""
    home = Home(tmp_path / "h")
    home.prepare()
    with UserModel.open(home.ledger, embedder=HashedEmbedder()) as model:
        model.observe([Observation(source="notes", content="zanzibar")])
        model.sync_index()
        model.backup()
    home.config_path.write_text("[privacy]\n")
    home.log_path.write_text("a line\n")
    (home.cache / "minilm.gguf").write_bytes(b"x" * 100)
    (home.data / "models").mkdir()
    (home.data / "models" / "m.gguf").write_bytes(b"m")
    (home.root / "thesis.txt").write_text("mine")
    return home


def left(home: Home) -> list[str]:
    """Files that are still there."""
    return sorted(
        str(path.relative_to(home.root)) for path in home.root.rglob("*") if path.is_file()
    )


def test_everything_of_ours_goes_and_nothing_else(home: Home, tmp_path: Path) -> None:
    """Links are removed, what they point to is not touched."""
    elsewhere = tmp_path / "photo.jpg"
    elsewhere.write_text("mine")
    (home.notes).mkdir()
    (home.notes / "link").symlink_to(elsewhere)
    before = left(home)
    would = purge(home, dry_run=True)
    assert left(home) == before
    done = purge(home)
    assert (done.files, done.bytes) == (would.files, would.bytes)
    assert left(home) == ["thesis.txt"]
    assert elsewhere.read_text() == "mine"
    assert purge(home).files == 0


def test_models_can_be_kept(home: Home) -> None:
    """They know nothing of the person, and were long to fetch."""
    purge(home, keep_models=True)
    assert left(home) == ["cache/minilm.gguf", "data/models/m.gguf", "thesis.txt"]


def test_what_is_in_use_is_left_alone(home: Home) -> None:
    """The daemon must end first."""
    with UserModel.open(home.ledger, embedder=HashedEmbedder()):
        before = left(home)
        with pytest.raises(StoreLocked):
            purge(home)
        assert left(home) == before


def test_the_bytes_are_overwritten(home: Home) -> None:
    """Who still has the file open finds zeros in it."""
    path = home.log_path
    descriptor = path.open("rb")
    purge(home)
    assert set(descriptor.read()) <= {0}
    descriptor.close()
