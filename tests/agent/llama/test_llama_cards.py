"""The daemon sees no graphics card; the model's process sees those that there are."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from agent.llama.cards import hide_cards, with_cards
from agent.llama.child import Child


@pytest.mark.parametrize(
    "found", [{}, {"CUDA_VISIBLE_DEVICES": "1"}, {"HIP_VISIBLE_DEVICES": "0,2", "PATH": "/bin"}]
)
def test_what_is_hidden_is_given_back_as_it_was(found: dict[str, str]) -> None:
    """A person's own choice of cards included, and hiding twice is hiding once."""
    environ = dict(found)
    hide_cards(environ)
    hide_cards(environ)

    assert environ["CUDA_VISIBLE_DEVICES"] == environ["HIP_VISIBLE_DEVICES"] == "-1"
    assert with_cards(environ) == found
    assert with_cards(found) == found


def test_the_models_process_sees_the_cards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is started with the environment that the daemon was."""
    for name in ("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES"):
        for kept in ("", "GUMPTION_"):
            monkeypatch.setenv(kept + name, "")
            monkeypatch.delenv(kept + name)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3")
    hide_cards(os.environ)
    told = tmp_path / "told"
    look = f"import os; open({str(told)!r}, 'w').write(os.environ['CUDA_VISIBLE_DEVICES'])"
    ended = threading.Event()
    Child((sys.executable, "-c", look), lambda _child, _report: None, lambda _child: ended.set())

    assert ended.wait(20)
    assert told.read_text() == "3"
