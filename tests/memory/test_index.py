"""The dense index: what is near, for whom, and what stays on disk."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.embedding.port import Vectors
from memory.errors import StorageError, StoreDamaged
from memory.index import DenseIndex
from memory.types import HitKind

DIMENSION = 16


@dataclass
class Fixed:
    """An embedder that is only asked for its name and size."""

    identity: str = "fixed-1"
    dimension: int = DIMENSION
    name: str = "fixed"
    note: str = ""

    def embed(self, texts: object) -> Vectors:
        """Not used by the index."""
        raise AssertionError(texts)

    def close(self) -> None:
        """Nothing is held."""


def unit_rows(count: int, seed: int = 0, dimension: int = DIMENSION) -> Vectors:
    """Random unit vectors."""
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def bytes_in(folder: Path) -> bytes:
    """Everything that lies in a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.fixture
def index(tmp_path: Path) -> Iterator[DenseIndex]:
    """An empty index."""
    opened = DenseIndex(tmp_path / "index", Fixed())
    yield opened
    opened.close()


def test_the_nearest_come_first_with_their_cosine(index: DenseIndex) -> None:
    """Order and values are those of an exact search."""
    rows = unit_rows(200)
    index.add("observation", [f"o{i}" for i in range(200)], rows)
    found = index.query("observation", rows[7], 5)
    cosines = rows @ rows[7]
    expected = np.argsort(-cosines)[:5]
    assert [id_ for id_, _ in found] == [f"o{i}" for i in expected]
    assert [cosine for _, cosine in found] == pytest.approx(cosines[expected], abs=1e-4)


def test_kinds_are_apart_and_counted(index: DenseIndex) -> None:
    """A proposition is never the answer to a question about observations."""
    rows = unit_rows(2)
    index.add("observation", ["a"], rows[:1])
    index.add("proposition", ["b"], rows[1:])
    assert [id_ for id_, _ in index.query("proposition", rows[0], 9)] == ["b"]
    assert (index.count("observation"), index.count("proposition")) == (1, 1)
    assert index.ids("observation") == {"a"}


def test_adding_again_replaces(index: DenseIndex) -> None:
    """One id has one vector."""
    rows = unit_rows(2)
    index.add("observation", ["a"], rows[:1])
    index.add("observation", ["a"], rows[1:])
    assert index.count("observation") == 1
    assert index.query("observation", rows[1], 1)[0][1] == pytest.approx(1, abs=1e-5)
    assert index.vectors("observation", ["a", "unknown"])["a"] == pytest.approx(rows[1], abs=1e-6)


def test_a_deleted_id_is_not_found(index: DenseIndex) -> None:
    """Unknown ids are ignored."""
    rows = unit_rows(3)
    index.add("observation", ["a", "b", "c"], rows)
    index.delete("observation", ["b", "never"])
    assert {id_ for id_, _ in index.query("observation", rows[1], 9)} == {"a", "c"}


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(hidden=st.integers(0, 40), clearance=st.integers(0, 2), seed=st.integers(0, 1000))
def test_what_lies_above_a_clearance_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, hidden: int, clearance: int, seed: int
) -> None:
    """Ids and cosines are the same whether or not hidden rows exist, however near they are."""
    rows = unit_rows(60, seed)
    answers = []
    for extra in (0, hidden):
        index = DenseIndex(tmp_path_factory.mktemp("index"), Fixed())
        index.add(
            "observation",
            [f"o{i}" for i in range(20 + extra)],
            rows[: 20 + extra],
            [clearance] * 20 + [clearance + 1] * extra,
        )
        answers.append(index.query("observation", rows[30], 10, clearance=clearance))
        index.close()
    assert answers[0] == answers[1]


def test_a_changed_sensitivity_moves_the_vector(index: DenseIndex) -> None:
    """What became secret is gone for those without clearance, and there once for the others."""
    rows = unit_rows(2)
    index.add("proposition", ["p", "q"], rows, [1, 1])
    index.add("proposition", ["p"], rows[:1], [3])
    assert [id_ for id_, _ in index.query("proposition", rows[0], 9, clearance=1)] == ["q"]
    assert sorted(id_ for id_, _ in index.query("proposition", rows[0], 9)) == ["p", "q"]


def test_it_is_there_after_reopening(tmp_path: Path) -> None:
    """Close releases the folder; a new process or object finds the same."""
    rows = unit_rows(3)
    first = DenseIndex(tmp_path, Fixed())
    assert first.created
    first.add("observation", ["a", "b", "c"], rows)
    first.close()
    first.close()
    again = DenseIndex(tmp_path, Fixed())
    assert (again.created, again.needs_rebuild) == (False, "")
    assert again.query("observation", rows[2], 1)[0][0] == "c"
    again.close()


@pytest.mark.parametrize("changed", [Fixed(identity="fixed-2"), Fixed(dimension=8)])
def test_another_embedder_means_a_rebuild(tmp_path: Path, changed: Fixed) -> None:
    """Vectors of two models are never mixed, and the reason is said."""
    index = DenseIndex(tmp_path, Fixed())
    index.add("observation", ["a"], unit_rows(1))
    index.close()
    index = DenseIndex(tmp_path, changed)
    assert "was made by fixed-1" in index.needs_rebuild
    fresh = unit_rows(1, 1, changed.dimension)
    assert index.query("observation", fresh[0], 3) == []
    with pytest.raises(StoreDamaged, match="made by fixed-1"):
        index.add("observation", ["b"], fresh)
    assert index.rebuild([("observation", ["b"], fresh, [1])]) == 1
    assert index.needs_rebuild == ""
    assert index.query("observation", fresh[0], 3)[0][0] == "b"
    index.close()
    assert DenseIndex(tmp_path, changed).needs_rebuild == ""


def test_a_rebuild_that_fails_leaves_the_old_index(index: DenseIndex, tmp_path: Path) -> None:
    """Half a generation is never adopted and does not stay on disk."""
    rows = unit_rows(2)
    index.add("observation", ["a"], rows[:1])

    def broken() -> Iterator[tuple[HitKind, list[str], Vectors, list[int]]]:
        yield "observation", ["b"], rows[1:], [1]
        raise InterruptedError

    with pytest.raises(StorageError):
        index.rebuild(broken())
    assert [id_ for id_, _ in index.query("observation", rows[0], 9)] == ["a"]
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1


def test_many_deletions_are_worth_a_copy(tmp_path: Path) -> None:
    """What was deleted is counted over restarts; the copy finds the same and is smaller."""
    count, gone = 1600, 1200
    rows, ids = unit_rows(count), [f"o{i}" for i in range(count)]
    index = DenseIndex(tmp_path, Fixed())
    index.add("observation", ids, rows)
    index.delete("observation", [*ids[:600], "never there"])
    assert not index.compact()
    index.close()
    index = DenseIndex(tmp_path, Fixed())
    index.delete("observation", ids[600:gone])
    before = index.query("observation", rows[-1], 5)
    size = len(bytes_in(tmp_path))
    assert index.compact()
    after = index.query("observation", rows[-1], 5)
    assert [id_ for id_, _ in after] == [id_ for id_, _ in before]
    assert [cosine for _, cosine in after] == pytest.approx([cosine for _, cosine in before])
    assert index.count("observation") == count - gone
    assert len(bytes_in(tmp_path)) < size / 2
    assert not index.compact()  # nothing was deleted since
    index.close()


def test_few_deletions_of_many_rows_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy costs as much as there are rows, so it waits for a share of them to be gone."""
    monkeypatch.setattr("memory.index._WORN", 10)
    index = DenseIndex(tmp_path, Fixed())
    index.add("observation", [f"o{i}" for i in range(100)], unit_rows(100))
    index.delete("observation", [f"o{i}" for i in range(20)])
    assert not index.compact()
    index.delete("observation", [f"o{i}" for i in range(20, 40)])
    assert index.compact()
    index.close()


def test_it_answers_while_it_is_copied(index: DenseIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forgetting copies everything that stays, and a question must not wait for that."""
    rows = unit_rows(3)
    index.add("observation", ["a", "b", "c"], rows)
    found: list[str] = []
    copied = index._surviving

    def meanwhile() -> Iterator[object]:
        asking = threading.Thread(
            target=lambda: found.extend(id_ for id_, _ in index.query("observation", rows[0], 9))
        )
        asking.start()
        asking.join(timeout=20)
        yield from copied()

    monkeypatch.setattr(index, "_surviving", meanwhile)
    index.purge({"observation": ["b"]})
    assert sorted(found) == ["a", "c"]
    assert index.ids("observation") == {"a", "c"}


@pytest.mark.parametrize("count", [3, 1300])
def test_purging_leaves_no_byte_of_a_vector(tmp_path: Path, count: int) -> None:
    """Neither the write-ahead queue (few rows) nor the HNSW file (many) holds a purged vector."""
    rows = unit_rows(count)
    index = DenseIndex(tmp_path, Fixed())
    index.add("observation", [f"o{i}" for i in range(count)], rows, [i % 4 for i in range(count)])
    index.add("proposition", ["kept"], rows[:1])
    index.delete("observation", ["o1", "o2"])
    index.close()
    assert rows[1].tobytes() in bytes_in(tmp_path)  # deleting alone is not enough
    index = DenseIndex(tmp_path, Fixed())
    forgotten: Mapping[HitKind, list[str]] = {"observation": ["o1", "o2"]}
    index.purge(forgotten)
    for state in ("open", "closed"):
        left = bytes_in(tmp_path)
        assert all(rows[i].tobytes() not in left for i in (1, 2)), state
        index.close()
    assert rows[0].tobytes() in bytes_in(tmp_path)
    again = DenseIndex(tmp_path, Fixed())
    assert again.count("observation") == count - 2
    assert again.query("observation", rows[0], 1, clearance=0)[0][0] == "o0"
    assert again.ids("proposition") == {"kept"}
    again.close()


def _damage_description(folder: Path) -> None:
    (folder / "index.json").write_text("{")


def _remove_description(folder: Path) -> None:
    (folder / "index.json").unlink()


def _damage_database(folder: Path) -> None:
    next(folder.rglob("chroma.sqlite3")).write_bytes(b"not a database" * 1000)


@pytest.mark.parametrize("damage", [_damage_description, _remove_description, _damage_database])
def test_damage_is_noticed_and_repaired_by_a_rebuild(tmp_path: Path, damage: object) -> None:
    """A damaged folder finds nothing, says why, and works again after a rebuild."""
    rows = unit_rows(1)
    index = DenseIndex(tmp_path, Fixed())
    index.add("observation", ["a"], rows)
    index.close()
    assert callable(damage)
    damage(tmp_path)
    index = DenseIndex(tmp_path, Fixed())
    with pytest.raises(StoreDamaged):
        index.add("observation", ["b"], rows)
    assert index.needs_rebuild
    assert index.query("observation", rows[0], 1) == []
    index.rebuild([("observation", ["a"], rows, [1])])
    assert index.query("observation", rows[0], 1)[0][0] == "a"
    index.close()


def test_opening_does_not_load_chroma(tmp_path: Path) -> None:
    """The heavy import waits for the first vector."""
    program = (
        "import sys; from pathlib import Path; from memory.embedding import HashedEmbedder;"
        f"from memory.index import DenseIndex; i = DenseIndex(Path({str(tmp_path)!r}),"
        "HashedEmbedder()); assert 'chromadb' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A Chroma server on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = Path(sys.executable).parent / "chroma"
    if not command.exists():
        pytest.skip("chromadb's own command is not installed beside this interpreter")
    process = subprocess.Popen(
        [command, "run", "--path", tmp_path / "server", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(30)


def test_a_chroma_server_works_through_the_same_class(server: str) -> None:
    """Add, query, identity, rebuild and purge on a real server."""
    rows = unit_rows(4)
    index = DenseIndex(server, Fixed(), namespace="someone")
    assert index.created
    index.add("observation", ["a", "b", "c"], rows[:3], [1, 1, 3])
    assert [id_ for id_, _ in index.query("observation", rows[2], 9, clearance=1)] != ["c"]
    assert index.query("observation", rows[2], 1)[0][0] == "c"
    index.purge({"observation": ["b"]})
    assert index.ids("observation") == {"a", "c"}
    index.close()
    assert DenseIndex(server, Fixed(), namespace="another").created
    changed = DenseIndex(server, Fixed(identity="fixed-2"), namespace="someone")
    assert "was made by fixed-1" in changed.needs_rebuild
    changed.rebuild([("observation", ["d"], rows[3:], [1])])
    assert changed.ids("observation") == {"d"}
    changed.close()


def test_a_server_that_does_not_answer_is_a_plain_error() -> None:
    """The address and the remedy are named."""
    with pytest.raises(StorageError, match=r"no Chroma server answers at 127\.0\.0\.1:9"):
        DenseIndex("http://127.0.0.1:9", Fixed())
