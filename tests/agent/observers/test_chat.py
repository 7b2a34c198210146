"""Chat transcripts: who said what, in which thread, and what is only machinery."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.observers.chat import ChatImporter
from memory.errors import InvalidInput
from tests.support.importers import NOW, read


def transcript(tmp_path: Path, *rows: object) -> Path:
    """A file with a JSON line a row; text goes in as it is."""
    path = tmp_path / "talk.jsonl"
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows) + "\n")
    return path


def test_roles_decide_the_origin(tmp_path: Path) -> None:
    """The person's words are their own; the assistant's are somebody else's."""
    path = transcript(
        tmp_path,
        {"role": "user", "content": "I bake on Sundays.", "timestamp": "2025-03-03T10:00:00Z"},
        {"role": "assistant", "content": "Noted.", "timestamp": 1740996060},
        {"role": "system", "content": "Be brief."},
        {"role": "tool", "content": "42"},
        {"role": "pope", "content": "?"},
    )
    observations, drops = read(ChatImporter(), path)
    assert [o.origin for o in observations] == ["self-stated", "third-party content"]
    assert [o.position for o in observations] == [0, 1]
    assert observations[0].observed_at == datetime(2025, 3, 3, 10, 0, tzinfo=UTC)
    assert observations[1].observed_at == datetime(2025, 3, 3, 10, 1, tzinfo=UTC)
    assert {o.thread for o in observations} == {"talk"}
    assert drops == {"system turn": 1, "tool turn": 1, "unknown role": 1}


def test_threads_names_and_parts(tmp_path: Path) -> None:
    """Threads keep their own positions, speakers their names, and parts are put together."""
    path = transcript(
        tmp_path,
        {"role": "human", "content": "one", "session": "a", "name": "Robin"},
        {"role": "user", "content": [{"type": "text", "text": "two"}, "three"], "thread": "b"},
        {"role": "ai", "content": "four", "session": "a", "id": 7},
    )
    observations, _ = read(ChatImporter(), path)
    assert [(o.thread, o.position) for o in observations] == [("a", 0), ("b", 0), ("a", 1)]
    assert observations[0].context == {"role": "user", "speaker": "Robin"}
    assert observations[1].content == "two\nthree"
    assert observations[0].observed_at == NOW


def test_bad_rows_are_counted(tmp_path: Path) -> None:
    """A row that cannot be read is a drop with a reason; blank lines are no rows."""
    path = transcript(
        tmp_path,
        "not json",
        "[1]",
        "",
        {"role": "user"},
        {"content": "x"},
        {"role": "user", "content": "x", "timestamp": "yesterday"},
        {"role": "user", "content": "x", "position": 2**70},
        "[" * 100_000,
        '{"role": "user", "content": "a\0b"}',
        json.dumps({"role": "user", "content": "y" * 2_000_000}),
        {"role": "user", "content": "fine"},
    )
    observations, drops = read(ChatImporter(), path)
    assert [o.content for o in observations] == ["fine"]
    assert drops == {"malformed": 7, "binary": 1, "too long": 1}


def test_no_file_is_an_error(tmp_path: Path) -> None:
    """With a hint about what to give."""
    with pytest.raises(InvalidInput, match="cannot read") as caught:
        list(ChatImporter().read(tmp_path / "none", {}, NOW))
    assert caught.value.hint


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
ROWS = st.dictionaries(
    st.sampled_from(["role", "content", "timestamp", "thread", "name", "id", "position"]),
    JSON | st.sampled_from(["user", "assistant", 10**400, 1e300, "2025-13-45"]),
)


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_any_rows_are_survived(rows: list[dict[str, object]]) -> None:
    """Fields of any type and size are an observation or a drop."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "chat.jsonl"
        path.write_text("\n".join(json.dumps(row) for row in rows))
        observations, drops = read(ChatImporter(), path)
        assert len(observations) + drops.total() == len(rows)


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_are_survived(data: bytes) -> None:
    """No file makes the importer fail."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "chat.jsonl"
        path.write_bytes(data)
        read(ChatImporter(), path)
