"""What goes over the wire arrives as what it was, or is refused."""

from __future__ import annotations

import json
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.client.text import need_text, path_from_wire, path_to_wire
from memory.errors import InvalidInput


@pytest.mark.skipif(sys.platform == "win32", reason="paths are text on Windows")
@given(st.binary(min_size=1))
def test_a_path_arrives_as_it_was(name: bytes) -> None:
    """Any bytes, by way of JSON in UTF-8."""
    path = os.fsdecode(b"/" + name)
    sent = json.dumps(path_to_wire(path), ensure_ascii=False).encode()
    assert path_from_wire(json.loads(sent)) == path


@pytest.mark.parametrize(
    "params", [{"match": "\udcff"}, {"options": {"roots": "a\ud800"}}, {"id": "a", "why": "\udc80"}]
)
def test_a_call_with_what_is_not_text_is_refused(params: dict[str, object]) -> None:
    """Also from programs: it is not sent as some other character."""
    with pytest.raises(InvalidInput, match="is not text in UTF-8") as refused:
        need_text(params)
    assert refused.value.hint


def test_rows_are_left_to_the_gate() -> None:
    """One bad row must not cost a thousand good ones; the gate cleans it."""
    need_text({"rows": [{"content": "a\ud800"}], "k": 3, "query": "größe 🙂"})
