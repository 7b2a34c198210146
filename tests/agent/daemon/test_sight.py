"""What ``doctor`` sees around what is stored."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from agent.capture import Capture
from agent.config_file import assign
from agent.daemon.guarding import EXCLUSIONS
from agent.daemon.resources import Resources
from agent.daemon.sight import Sight
from agent.daemon.watchers import Watchers
from agent.gate import Gate
from agent.home import Home
from agent.wire import CheckView
from memory import Observation, UserModel
from memory.embedding.hashed import HashedEmbedder
from tests.support.sources import Counting
from tests.support.surroundings import NOW, Machine


class Desk:
    """A home with one source, and the checks over it."""

    def __init__(self, home: Home, model: UserModel) -> None:
        self.home = home
        self.model = model
        self.capture = Capture(model, lambda: NOW)
        self.source = Counting()
        around = Machine(home.root).around
        self.watchers = Watchers({"counting": self.source}, home, model, Gate(), around)
        self.limit = 0.0

    def __call__(self) -> dict[str, CheckView]:
        """Every check by its name."""
        sight = Sight(
            self.home,
            self.model,
            self.watchers,
            self.capture,
            resources=Resources(self.limit),
            clock=lambda: NOW,
        )
        found = {one.name: one for one in sight.check()}
        assert all(one.ok or one.remedy for one in found.values())
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """On a fresh home."""
    before = os.umask(0o077)  # as the daemon sets it
    home = Home(tmp_path / "h")
    home.prepare()
    with UserModel.open(home.ledger, embedder=HashedEmbedder(), clock=lambda: NOW) as model:
        made = Desk(home, model)
        yield made
        made.watchers.close()
    os.umask(before)


def test_a_fresh_home_is_in_order(desk: Desk) -> None:
    """Every check is made, and none fails."""
    found = desk()
    assert all(one.ok for one in found.values())
    assert set(found) == {
        "observers",
        "capture",
        "exclusions",
        "retention",
        "pseudonyms",
        "rights",
        "socket",
        "resources",
        "audit",
        "clock",
        "backups",
    }
    assert "14 days" in found["retention"].message


def test_each_source_in_trouble_is_told_with_its_remedy(desk: Desk) -> None:
    """A table that is wrong keeps its source off; doctor says so."""
    desk.watchers.start({"counting": {"enabled": True, "size": "many"}})
    told = desk()["observers"]
    assert (told.ok, told.remedy) == (False, "gumption observers enable counting")
    assert "size" in told.message


def test_a_pause_is_told_and_is_no_fault(desk: Desk) -> None:
    """It was asked for."""
    desk.capture.stop("paused", timedelta(hours=1))
    assert desk()["capture"].message.startswith("paused until 2026-03-12")
    assert desk()["capture"].ok


def test_a_rule_that_cannot_be_read_is_told(desk: Desk) -> None:
    """Such as one that a newer version wrote."""
    desk.model.set_state(EXCLUSIONS, '["moon:full"]')
    assert not desk()["exclusions"].ok


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
def test_what_others_may_read_is_told(desk: Desk) -> None:
    """A file and the socket's folder."""
    secret = desk.home.data / "loose"
    secret.write_text("x")
    secret.chmod(0o644)
    assert str(secret) in desk()["rights"].message
    assert not desk()["rights"].ok


def test_a_limit_that_is_passed_is_told(desk: Desk) -> None:
    """Any process takes more than one megabyte."""
    desk.limit = 1.0
    assert not desk()["resources"].ok


def test_observations_of_the_future_are_a_wrong_clock(desk: Desk) -> None:
    """But for plans, which are of the future."""
    later = NOW + timedelta(hours=12)
    plan = Observation(source="calendar", content="Ferry", observed_at=later)
    desk.model.observe([plan])
    assert desk()["clock"].ok
    desk.model.observe([Observation(source="shell", content="ls", observed_at=later)])
    assert "1 observation is" in desk()["clock"].message
    assert not desk()["clock"].ok


def test_the_age_of_the_newest_backup_is_told(desk: Desk) -> None:
    """And where there is none, how to make one."""
    assert "gumption backup" in desk()["backups"].message
    made = desk.model.backup().path
    stamp = (NOW - timedelta(days=40)).timestamp()
    os.utime(made, (stamp, stamp))
    assert "1, the newest 40 days old; gumption backup makes one" in desk()["backups"].message


def test_pseudonyms_without_own_names_are_told(desk: Desk) -> None:
    """They would take the person's own name too."""
    assign(desk.home.config_path, "privacy.pseudonymise", "true")
    assert "your own names are replaced too" in desk()["pseudonyms"].message
    assign(desk.home.config_path, "privacy.own_names", '["Robin"]')
    assert desk()["pseudonyms"].message == "on; 1 of your own names stays"
