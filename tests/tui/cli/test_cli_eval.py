"""``gumption eval``: the measurement's own process, shown as a table or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command_client import Shell

FACTS = "0. The author of Low Water is Ina Falk.\n1. The author of Low Water is Jo Marsh."


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Two facts, of which the second overrules the first, and a question."""
    file = tmp_path / "tiny_sh.json"
    asked = {"questions": ["Who is the author of Low Water?"], "answers": [["Jo Marsh"]]}
    file.write_text(json.dumps({"context": FACTS, **asked}), encoding="utf-8")
    return file


def test_json_has_the_fields_of_the_contract(shell: Shell, facts: Path) -> None:
    """Standard output is one JSON object; progress goes to standard error."""
    shown = shell("eval", "fact-consolidation", "--data", str(facts), "--json")
    assert shown.code == 0, shown.err
    report = json.loads(shown.out)
    assert set(report) == {
        "suite", "items", "metrics", "by", "baselines", "left_out", "seconds_per_item",
    }  # fmt: skip
    assert (report["items"], report["metrics"]) == (1, {"accuracy": 1.0})
    assert not shell.daemon.calls


def test_the_table_names_everybody(shell: Shell, facts: Path) -> None:
    """Ourselves, the categories and the baselines each have a row."""
    shown = shell("eval", "fact-consolidation", "--data", str(facts))
    assert shown.code == 0, shown.err
    assert "fact-consolidation: 1 item\n" in shown.out
    for row in ("everything asked", "tiny_sh", "bm25, tiny_sh", "dense, tiny_sh"):
        assert row in shown.out


def test_bad_data_is_a_usage_mistake(shell: Shell, tmp_path: Path) -> None:
    """What is not there is told as plainly as by any other command."""
    shown = shell("eval", "locomo", "--data", str(tmp_path / "none"))
    assert (shown.code, shown.out) == (2, "")
    assert "there is nothing at" in shown.err
    assert "hint:" in shown.err
