"""``status``: one screen, with what needs somebody, and all of it when asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.wire import JobView, ResourcesView
from tests.support.command_client import Shell
from tests.support.sample_views import NOW, observer, sample_status

TROUBLED = observer("git").model_copy(
    update={
        "state": "degraded",
        "why": "there is no repository in these folders",
        "remedy": "gumption observers enable git --set roots=DIR",
    }
)
JOBS = [
    JobView(name=name, next_run=NOW + timedelta(minutes=5), last_run=NOW, last_error=None)
    for name in ("observers", "memory", "suggest", "decay", "consolidate", "retention", "index")
]
LEARN = JobView(name="learn", next_run=NOW, last_run=NOW, last_error=None, waits="mains power")
FAILING = JobView(name="expire", next_run=NOW, last_run=NOW, last_error="the disk is full")


@pytest.fixture
def full(shell: Shell) -> Shell:
    """A daemon of which there is much to tell."""
    shell.daemon.status = sample_status().model_copy(
        update={
            "home": "/home/robin/.local/share/gumption",
            "encryption": "encrypted with SQLCipher; the key is in the file"
            " /home/robin/.local/share/gumption/memory/ledger.key, readable by its owner only:"
            " whoever can read that file can read the ledger",
            "drops": {"folded": 900, "excluded (url)": 40, "empty": 5, "paused": 4, "binary": 1},
            "observers": [observer("shell"), TROUBLED, observer("files")],
            "plugins": [f"plugin{n}" for n in range(17)],
            "broken_plugins": ["tide-tables"],
            "jobs": [*JOBS, LEARN, FAILING],
            "images": "no way to read images: they are dropped and counted; a model with a"
            " projector (gumption model list) or an installed tesseract reads them",
            "resources": ResourcesView(
                cpu_percent=0.3, memory_mb=240, model_memory_mb=0, memory_limit_mb=1000
            ),
        }
    )
    return shell


def test_status_is_one_screen(full: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """80 by 24 with three sources, one in trouble, a job that waits and one that failed."""
    monkeypatch.setenv("COLUMNS", "80")
    lines = full("status").out.splitlines()
    assert len(lines) <= 23  # the prompt wants one
    assert max(map(len, lines)) <= 80
    text = " ".join(" ".join(lines).split())
    assert "git degraded: there is no repository" in text
    assert "gumption observers enable git --set roots=DIR" in text
    assert "broken: tide-tables" in text
    assert "waits for mains power" in text
    assert "the disk is full" in text
    assert "900 folded, 40 excluded (url), 5 empty and 2 other reasons" in text
    assert "consolidate" not in text
    assert "plugin3" not in text


@pytest.mark.parametrize("options", [(), ("--verbose",)])
def test_an_index_that_does_not_answer_is_told_by_its_name(
    full: Shell, options: tuple[str, ...]
) -> None:
    """And once: which job noticed is of no interest."""
    down = JOBS[-1].model_copy(update={"last_error": "no Chroma server answers at box:8000"})
    full.daemon.status = full.daemon.status.model_copy(update={"jobs": [*JOBS[:-1], down]})
    lines = full("status", *options).out.splitlines()
    assert [line for line in lines if "no Chroma" in line] == [
        "index         no Chroma server answers at box:8000"
    ]
    assert any(" index: " in line for line in lines) is bool(options)


def test_verbose_status_leaves_nothing_out(full: Shell) -> None:
    """Every job, plugin, reason and counter."""
    text = " ".join(full("status", "--verbose").out.split())
    for told in ("consolidate", "plugin16", "1 binary", "12 events", "whoever can read that file"):
        assert told in text
