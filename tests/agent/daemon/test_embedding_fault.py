"""A configured embedding model that cannot be used: the daemon starts all the same, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.config import Config
from agent.daemon.assemble import Assembly, assemble
from agent.daemon.embedding import REMEDY
from agent.daemon.server import Call
from agent.home import Home
from memory import Observation
from memory.embedding import Embedder, HashedEmbedder
from tests.support.tiny_gguf import write_embedding_model


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home, with the quick vectors of the stand-in for default ones."""
    home = Home(tmp_path / "h")
    home.prepare()
    return home


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a path, hashed vectors; with one, whatever is there."""
    from memory import embedding

    real = embedding.default_embedder

    def default(*, path: Path | None = None, cache: Path, allow_download: bool) -> Embedder:
        if path is None:
            return HashedEmbedder()
        return real(path=path, cache=cache, allow_download=allow_download)

    monkeypatch.setattr(embedding, "default_embedder", default)


def started(home: Home, path: Path | None = None) -> Assembly:
    """The daemon's parts with a configured embedding model."""
    config = Config.model_validate({"memory": {"embedding_path": path}})
    return assemble(home, config, stop=lambda: None)


@pytest.mark.parametrize("there", [True, False])
def test_the_daemon_starts_on_the_default_one(home: Home, tmp_path: Path, *, there: bool) -> None:
    """A damaged file and none at all; status and doctor say which, and what to do."""
    path = tmp_path / "vectors.gguf"
    if there:
        write_embedding_model(path)
    assembly = started(home, path)
    try:
        embedder = assembly.model.embedder
        assert embedder.name == HashedEmbedder().name
        assert str(path) in embedder.note
        assert "it stands in" in embedder.note
        checks = assembly.service.handle("doctor", {}, Call(lambda _: None))
        assert isinstance(checks, list)
        (check,) = (one for one in checks if one["name"] == "embedder")
        assert (check["ok"], check["remedy"]) == (False, REMEDY)
        assert str(path) in check["message"]
    finally:
        assembly.close()


def test_what_was_never_usable_costs_no_vectors(home: Home, tmp_path: Path) -> None:
    """The index that the default model made is the stand-in's own."""
    assembly = started(home)
    assembly.model.observe([Observation(source="note", content="I play the cello.")])
    assert assembly.model.sync_index() == 1
    assembly.close()
    assembly = started(home, tmp_path / "none.gguf")
    try:
        assert assembly.model.sync_index() == 0
    finally:
        assembly.close()
