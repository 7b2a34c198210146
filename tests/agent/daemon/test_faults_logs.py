"""No word of what was observed reaches a log, whatever fails; and logs do not grow for ever."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agent.config_file import load
from agent.daemon.assemble import Assembly, assemble
from agent.daemon.logs import _BYTES, _KEPT, log_to
from agent.daemon.observing import Runner
from agent.engine.builtin import BuiltinEngine
from agent.gate import Gate
from agent.home import Home
from agent.importing import run_import
from agent.observers.jsonl_live import JsonlObserver, JsonlSettings
from memory.dense import Dense
from memory.embedding.hashed import HashedEmbedder
from memory.errors import GumptionError
from memory.retrieval.retriever import Retriever
from tests.support.surroundings import Machine

#: Stands in everything that is observed here.
WORD = "Xanthorrhoea"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The folder of the daemon's log, with the daemon's own settings; put back afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    home = Home(tmp_path / "h")
    home.prepare()
    log_to(home, foreground=False)
    yield home.logs
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.fixture
def daemon(tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assembly]:
    """The daemon's parts on that home, with vectors that are quickly made."""
    assert log.exists()
    monkeypatch.setattr("memory.embedding.default_embedder", lambda **_: HashedEmbedder())
    home = Home(tmp_path / "h")
    assembly = assemble(home, load(home.config_path), stop=lambda: None)
    yield assembly
    assembly.close()


def quoting(*_given: Any, **_more: Any) -> Any:  # noqa: ANN401 - stands for any function
    """Fails as careless code does: with what it was about in the error."""
    raise ValueError(f"cannot handle {WORD!r} in {_given!r}")


def planted(folder: Path) -> Sequence[Path]:
    """Rows that are fine, torn, binary, too deep, of a wrong type, and much too long."""
    rows = folder / "rows.jsonl"
    good = {"source": "note", "origin": "self-stated", "content": f"I like {WORD}."}
    lines = [
        json.dumps(good).encode(),
        f'{{"content": "{WORD}'.encode(),
        f'{{"content": "\0{WORD}\0\0\0"}}'.encode(),
        ("[" * 5000 + WORD).encode(),
        json.dumps({"content": WORD, "observed_at": WORD}).encode(),
        json.dumps({"content": [WORD], "context": {WORD: {WORD: 1}}}).encode(),
        json.dumps({"content": WORD * 9000, "source": WORD}).encode(),
        f"\xff\xfe{WORD}".encode("latin-1"),
    ]
    rows.write_bytes(b"\n".join(lines) + b"\n")
    calendar = folder / "x.ics"
    calendar.write_text(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{WORD}\nDTSTART:{WORD}\nEND:VEV")
    mail = folder / "x.mbox"
    mail.write_text(f"From {WORD}\nContent-Type: multipart/{WORD}; boundary={WORD}\n\n{WORD}\n")
    return rows, calendar, mail


def logged(log: Path) -> str:
    """Everything that any log says."""
    for handler in logging.getLogger().handlers:
        handler.flush()
    return "".join(path.read_text("utf-8", "replace") for path in log.iterdir())


def test_no_failure_brings_what_was_observed_into_a_log(
    tmp_path: Path, log: Path, daemon: Assembly, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bad rows, a broken engine, index, gate, ledger and retriever, each quoting what it had."""
    rows, calendar, mail = planted(tmp_path)
    model, now = daemon.model, datetime.now(UTC)
    observing = Runner(
        JsonlObserver(),
        JsonlSettings(paths=(str(rows),), history=True),
        Machine(tmp_path, now=now).around,
        model,
        Gate(),
    )
    with monkeypatch.context() as patch:
        patch.setattr(Gate, "admit", quoting)
        observing.step()
    with monkeypatch.context() as patch:
        patch.setattr(model, "observe_counted", quoting)
        observing.step()
    observing.step()
    assert observing.record.events, observing.view()
    for name, path in (("ics", calendar), ("mbox", mail), ("jsonl", rows), ("shell", rows)):
        try:
            run_import(model, Gate(), name, path, now=now)
        except GumptionError:
            logging.getLogger("agent.daemon").warning("%s was refused", name)
    for place, function in (
        (BuiltinEngine, "learn"),
        (Dense, "sync"),
        (Retriever, "recall"),
        (type(model), "decay"),
        (type(model), "reconcile"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(place, function, quoting)
            for job in ("learn", "index", "suggest", "decay", "consolidate"):
                daemon.jobs.run(job)
    daemon.jobs.run("learn")
    said = logged(log)
    assert "the job learn failed" in said, "nothing failed, so nothing was shown"
    assert "the observer jsonl failed" in said
    assert WORD not in said
    errors = [view.last_error or "" for view in daemon.jobs.views()]
    assert not [error for error in errors if WORD in error]
    assert WORD not in (observing.view().last_error or "")


def test_logs_are_rotated_and_bounded(log: Path) -> None:
    """Many times what is kept is written, and no more than what is kept is there."""
    log_ = logging.getLogger("agent.daemon")
    line = "x" * 10_000
    for _ in range(_BYTES // len(line) * (_KEPT + 3)):
        log_.info(line)
    files = sorted(path.name for path in log.iterdir())
    assert files == ["daemon.log", *(f"daemon.log.{n + 1}" for n in range(_KEPT))]
    assert all(path.stat().st_size <= _BYTES for path in log.iterdir())
    assert all(path.stat().st_mode & 0o077 == 0 for path in [log])
