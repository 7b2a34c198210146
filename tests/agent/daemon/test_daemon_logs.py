"""The log says what happened, not what was observed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.daemon.logs import log_to, scrub
from agent.home import Home
from memory.errors import StorageFull


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, put back afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield root
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_tracebacks_keep_to_themselves_what_they_were_about(
    tmp_path: Path, root_logger: logging.Logger
) -> None:
    """A logged exception has its place and type, without the words that may quote the person."""
    home = Home(tmp_path / "h")
    home.prepare()
    log = log_to(home, foreground=False)
    try:
        int("I like tea")
    except ValueError:
        log.exception("the job failed")
    text = home.log_path.read_text()
    assert "the job failed" in text
    assert text.rstrip().endswith("ValueError")
    assert "test_daemon_logs.py" in text
    assert "invalid literal" not in text
    assert root_logger.handlers


def test_no_room_for_a_log(tmp_path: Path, root_logger: logging.Logger) -> None:
    """A log that cannot be written is told as what it is."""
    assert root_logger.handlers is not None
    with pytest.raises(StorageFull, match="Cannot write"):
        log_to(Home(tmp_path / "missing"), foreground=False)


def test_what_was_forgotten_is_taken_out_of_the_logs(
    tmp_path: Path, root_logger: logging.Logger
) -> None:
    """Lines that quote it go from every log, rotated ones too; logging goes on after the rest."""
    assert root_logger.handlers is not None
    home = Home(tmp_path / "h")
    home.prepare()
    log = log_to(home, foreground=False)
    log.info("listening")
    log.info("a library said: I live in ZANZIBAR")
    rotated = home.log_path.with_name(home.log_path.name + ".1")
    rotated.write_text("about zanzibar\nending\n", encoding="utf-8")
    scrub(home, ["Zanzibar", ""])
    log.info("ending")
    assert [line.rsplit(" ", 1)[1] for line in home.log_path.read_text().splitlines()] == [
        "listening", "ending"
    ]  # fmt: skip
    assert rotated.read_text() == "ending\n"
