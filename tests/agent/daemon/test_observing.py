"""Observers at work: exactly once, counted, and each one's faults its own."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.config_file import load
from agent.daemon.observing import (
    HUNG,
    PAUSE_FIRST,
    PAUSE_MOST,
    Record,
    Runner,
    state_key,
)
from agent.daemon.trying import sample
from agent.daemon.watchers import Watchers
from agent.gate import Gate
from agent.home import Home
from agent.observers.git_live import GitSettings
from agent.observers.live import (
    Inbox,
    Support,
    Surroundings,
)
from agent.observers.registry import OURS, load_observers
from memory import UserModel
from memory.embedding.hashed import HashedEmbedder
from memory.errors import InvalidConfig, InvalidInput
from tests.support.fake_ledger import FakeLedger
from tests.support.sources import Counting, Numbers, Options
from tests.support.surroundings import NOW, Machine


def runner(source: Counting, model: FakeLedger | UserModel, home: Path, size: int = 2) -> Runner:
    """It at work on a source."""
    return Runner(source, Options(size=size), Machine(home).around, model, Gate())


class KilledError(BaseException):
    """What a test kills with: nothing catches it."""


class Dying:
    """Stores so many batches, and kills at the next."""

    def __init__(self, model: UserModel, left: int) -> None:
        self._store = model.observe_counted
        self._left = left

    def __call__(self, *args: Any, **more: Any) -> object:  # noqa: ANN401 - passed on as it is
        """One batch."""
        if self._left == 0:
            raise KilledError
        self._left -= 1
        return self._store(*args, **more)


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(rows=st.integers(0, 12), size=st.integers(1, 5), kills=st.lists(st.integers(0, 6)))
def test_killed_anywhere_every_row_comes_in_once(
    tmp_path_factory: pytest.TempPathFactory, rows: int, size: int, kills: list[int]
) -> None:
    """Before a commit nothing happened, after it all of it did: rows, drops, counters, cursor."""
    home = tmp_path_factory.mktemp("h")
    source = Counting(rows=rows)
    with UserModel.open(home, embedder=HashedEmbedder(), clock=lambda: NOW) as model:
        for left in kills:
            with pytest.MonkeyPatch.context() as patch, contextlib.suppress(KilledError):
                patch.setattr(model, "observe_counted", Dying(model, left))
                runner(source, model, home, size=size).step()
        last = runner(source, model, home, size=size)
        last.step()
        view = last.view()
        dropped = len([n for n in range(rows) if n % 3 == 2])
        found = model.observations(limit=100)
        assert sorted(one.content for one in found) == sorted(
            f"row {n}" for n in range(rows) if n % 3 != 2
        )
        assert model.counts().drops.get("third", 0) == dropped
        assert (view.events, view.drops.get("third", 0)) == (rows - dropped, dropped)


def test_a_record_survives_a_restart_and_nonsense(tmp_path: Path) -> None:
    """Counters go on from where they were; what cannot be read begins anew."""
    ledger, source = FakeLedger(), Counting(rows=4)
    runner(source, ledger, tmp_path).step()
    source.rows = 6
    again = runner(source, ledger, tmp_path)
    again.step()
    assert again.view().events == 4
    assert len(ledger.observations) == 4
    assert Record.of(ledger.state(state_key("counting"))).cursor == {"next": 6}
    assert Record.of("nonsense") == Record.of("[1]") == Record.of(None) == Record()


def test_an_idle_look_writes_nothing(tmp_path: Path) -> None:
    """A source without news costs no transaction."""
    ledger, source = FakeLedger(), Counting(rows=2)
    one = runner(source, ledger, tmp_path)
    one.step()
    one.step()
    assert ledger.batches == [2]


def test_a_fault_is_told_and_tried_again_ever_more_slowly(tmp_path: Path) -> None:
    """The pauses double up to a bound; a success forgets them; the source is opened anew."""
    ledger, source = FakeLedger(), Counting(rows=1, fault=InvalidInput("it is gone"))
    one = runner(source, ledger, tmp_path)
    pauses = [one.step() for _ in range(12)]
    assert pauses[:3] == [PAUSE_FIRST, 2 * PAUSE_FIRST, 4 * PAUSE_FIRST]
    assert pauses[-1] == PAUSE_MOST
    view = one.view()
    assert (view.state, view.last_error) == ("degraded", "it is gone")
    assert source.closed == source.opened == 12
    source.fault = None
    assert one.step() == Options().every
    assert (one.view().state, one.view().last_error) == ("ok", None)
    source.fault = ZeroDivisionError("boom: /home/somebody")
    one.step()
    assert "somebody" not in str(one.view().last_error)


def test_what_is_not_supported_is_not_opened(tmp_path: Path) -> None:
    """State, reason and remedy are those of the probe."""
    support = Support("needs permission", "not allowed", "allow it")
    source = Counting(rows=1, support=support)
    one = runner(source, FakeLedger(), tmp_path)
    assert one.step() >= 60
    view = one.view()
    assert (view.state, view.why, view.remedy) == ("needs permission", "not allowed", "allow it")
    assert source.opened == 0


def test_one_that_hangs_is_left_behind(tmp_path: Path) -> None:
    """Another thread goes on, and what the hanging one brings later is refused."""
    ledger, source = FakeLedger(), Counting(rows=1, waits=threading.Event())
    one = runner(source, ledger, tmp_path)
    one.start()
    assert source.entered.wait(10)
    assert not one.supervise(time.monotonic())
    source.entered.clear()
    waits, source.waits = source.waits, threading.Event()
    assert one.supervise(time.monotonic() + HUNG + 1)
    assert "did not answer" in str(one.view().last_error)
    assert source.entered.wait(10)
    assert waits is not None
    waits.set()
    one._threads[0].join(10)
    assert ledger.observations == []
    source.waits.set()
    one.stop(10)


def test_a_good_look_makes_up_for_those_that_hung(tmp_path: Path) -> None:
    """Slow now and then, over the days of a daemon's life, is not given up."""
    ledger, source = FakeLedger(), Counting(rows=1)
    one = runner(source, ledger, tmp_path)
    for turn in range(4):
        source.waits = waits = threading.Event()
        source.entered.clear()
        one.wake() if turn else one.start()
        assert source.entered.wait(10)
        source.entered.clear()
        assert one.supervise(time.monotonic() + HUNG + 1)
        assert source.entered.wait(10), "another goes on"
        source.rows += 1
        waits.set()
        until(lambda: one.view().last_error is None)
    assert (one.view().state, one.view().last_error) == ("ok", None)
    assert len(ledger.observations) > 1
    for thread in one._threads:
        thread.join(10)
    assert one.stop(10)


def test_what_was_left_behind_makes_up_for_nothing(tmp_path: Path) -> None:
    """It ends in the end, with nothing new: that is no look, for the one that goes on may hang."""
    source = Counting(waits=threading.Event())
    one = runner(source, FakeLedger(), tmp_path)
    one.start()
    assert source.entered.wait(10)
    source.entered.clear()
    first, source.waits = source.waits, threading.Event()
    assert one.supervise(time.monotonic() + HUNG + 1)
    assert source.entered.wait(10)
    assert first is not None
    first.set()
    one._threads[0].join(10)
    assert "did not answer" in str(one.view().last_error)
    assert one.record.looked_at is None
    source.waits.set()
    assert one.stop(10)


def test_one_that_hangs_again_and_again_is_given_up(tmp_path: Path) -> None:
    """With no whole look between."""
    source = Counting(rows=1, waits=threading.Event())
    one = runner(source, FakeLedger(), tmp_path)
    one.start()
    for _ in range(3):
        assert source.entered.wait(10)
        source.entered.clear()
        assert one.supervise(time.monotonic() + HUNG + 1)
    assert (one.view().state, one.view().why) == ("degraded", "it hung too often")
    assert source.waits is not None
    source.waits.set()
    for thread in one._threads:
        thread.join(10)
    assert one.stop(10)


@dataclass
class Desk:
    """Watchers over sources of a test."""

    home: Home
    ledger: FakeLedger
    watchers: Watchers


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two sources, one of which fails."""
    home, ledger = Home(tmp_path / "h"), FakeLedger()
    home.prepare()
    sources = {
        "counting": Counting(rows=3),
        "failing": Counting(name="failing", fault=RuntimeError("boom")),
    }
    watchers = Watchers(sources, home, ledger, Gate(), Machine(tmp_path).around)
    yield Desk(home, ledger, watchers)
    assert watchers.close()


def until(true: Callable[[], bool]) -> None:
    """Wait for another thread."""
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline
        threading.Event().wait(0.005)


def test_sources_do_not_notice_each_other(desk: Desk) -> None:
    """One that fails and one with a wrong table leave the third at work."""
    desk.watchers.start(
        {
            "counting": {"enabled": True},
            "failing": {"enabled": True, "size": "many"},
            "nobody": {"enabled": True},
        }
    )
    until(lambda: len(desk.ledger.observations) == 2)
    states = {view.name: view for view in desk.watchers.views()}
    assert states["failing"].state == "degraded"
    assert "size" in states["failing"].why
    desk.watchers.enable("failing", {"size": "3"})
    until(lambda: desk.watchers.views()[1].last_error is not None)
    until(lambda: desk.watchers.views()[0].events == 2)


def test_enabling_writes_the_table_and_runs_it(desk: Desk) -> None:
    """At once and at the next start; disabling ends it; a wrong option writes nothing."""
    with pytest.raises(InvalidInput, match="counting"):
        desk.watchers.enable("countin", {})
    with pytest.raises(InvalidConfig, match="size"):
        desk.watchers.enable("counting", {"size": "many"})
    with pytest.raises(InvalidConfig, match="sise"):
        desk.watchers.enable("counting", {"sise": "1"})
    assert load(desk.home.config_path).observers.tables() == {}
    assert desk.watchers.enable("counting", {"size": "1"}).enabled
    assert load(desk.home.config_path).observers.tables() == {
        "counting": {"enabled": True, "size": 1}
    }
    until(lambda: len(desk.ledger.observations) == 2)
    view = desk.watchers.disable("counting")
    assert (view.enabled, view.state, view.events) == (False, "off", 2)
    assert load(desk.home.config_path).observers.tables()["counting"]["enabled"] is False


def test_trying_records_nothing(desk: Desk) -> None:
    """What would be recorded, and what not, with no trace in the ledger."""
    view = desk.watchers.test("counting", {"size": "2"}, 20)
    assert [one.content for one in view.rows] == ["row 0", "row 1"]
    assert view.dropped == {"third": 1}
    assert desk.ledger.observations == []
    assert desk.ledger.state(state_key("counting")) is None


def test_trying_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    """As its state when it is watched: it is no mistake of who asked."""
    home = Home(tmp_path / "h")
    home.prepare()
    down = InvalidInput("nobody answers", hint="is it running?")
    sources = {"counting": Counting(fault=down)}
    watchers = Watchers(sources, home, FakeLedger(), Gate(), Machine(tmp_path).around)
    view = watchers.test("counting", {}, 20)
    assert (view.state, view.why, view.remedy) == ("degraded", "nobody answers", "is it running?")
    assert view.rows == []
    assert watchers.close()


def test_trying_tells_what_a_source_waits_for(tmp_path: Path) -> None:
    """A file that was just written is passed over for a reason."""
    home = Home(tmp_path / "h")
    home.prepare()
    talk = tmp_path / "talk.jsonl"
    talk.write_text('{"role": "user", "content": "I row."}\n')
    os.utime(talk, (NOW.timestamp() - 240, NOW.timestamp() - 240))
    observers, _ = load_observers([])
    watchers = Watchers(observers, home, FakeLedger(), Gate(), Machine(tmp_path).around)
    view = watchers.test("transcripts", {"paths": str(talk)}, 20)
    assert (view.state, view.rows) == ("ok", [])
    assert view.why == "1 file written in the last 600 seconds must rest before being read"
    view = watchers.test("transcripts", {"paths": str(talk), "rest": "60"}, 20)
    assert (view.why, [row.content for row in view.rows]) == ("", ["I row."])
    assert watchers.close()


def test_a_source_that_fails_says_so_whatever_it_waits_for(tmp_path: Path) -> None:
    """The fault is what can be done something about."""

    class Torn(Numbers):
        def waits(self, now: datetime) -> str:
            del now
            return "it rests"

    class Failing(Counting):
        def open(
            self, settings: Options, around: Surroundings, wake: Callable[[], None]
        ) -> Numbers:
            del around, wake
            return Torn(self, settings.size)

    around = Machine(tmp_path).around
    found = sample(Failing(), Options(), around, Gate(), 5)
    assert found.support == Support("ok", "it rests")
    torn = Failing(fault=InvalidInput("it is torn", hint="mend it"))
    found = sample(torn, Options(), around, Gate(), 5)
    assert found.support == Support("degraded", "it is torn", "mend it")


def test_an_inbox_is_bounded_and_forgets_only_what_is_kept() -> None:
    """What finds no room is counted; what was shown but not kept is shown again."""
    inbox: Inbox[int] = Inbox(3)
    assert [inbox.put(n) for n in range(5)] == [True, True, True, False, False]
    things, drops = inbox.take(2)
    assert (things, len(drops)) == ([0, 1], 2)
    assert inbox.take(2)[0] == [0, 1]
    inbox.done(2, 2)
    assert inbox.take() == ([2], [])


class Plugged(Counting):
    """An observer of somebody else's package."""

    def __init__(self) -> None:
        super().__init__(name="plugged")


NOT_ONE = 17


def test_plugins_load_one_by_one() -> None:
    """A missing, a wrong and an impersonating plugin are named; the good one works beside ours."""

    def entry(name: str, target: str) -> EntryPoint:
        return EntryPoint(name, f"{__name__}:{target}", "gumption.observers")

    observers, broken = load_observers(
        [entry("gone", "Missing"), entry("number", "NOT_ONE"), entry("plugged", "Plugged")]
    )
    assert [one.name for one in broken] == ["gone", "number"]
    assert len(observers) == len(OURS) + 1
    assert observers["plugged"].consent == "Reads numbers."


def test_every_observer_is_off_and_says_what_it_reads(tmp_path: Path) -> None:
    """A plain sentence, a probe that answers without being allowed anything, and settings."""
    observers, _ = load_observers([])
    for one in observers.values():
        assert one.consent.endswith(".")
        assert one.consent.startswith(("Reads ", "Takes "))
        assert one.settings().enabled is False
        for platform in ("linux", "darwin", "win32"):
            support = one.probe(one.settings(), Machine(tmp_path, platform=platform).around)
            assert support.state == "ok" or support.why


def test_several_values_may_be_given_as_one_or_between_commas(tmp_path: Path) -> None:
    """On the command line and in the file, where they become a list."""
    home, ledger = Home(tmp_path / "h"), FakeLedger()
    home.prepare()
    observers, _ = load_observers([])
    watchers = Watchers(observers, home, ledger, Gate(), Machine(tmp_path).around)
    for text, kept in (
        (str(tmp_path), [str(tmp_path)]),
        ("~/a, ~/b", ["~/a", "~/b"]),
        ('["~/c, d"]', ["~/c, d"]),
    ):
        watchers.enable("git", {"roots": text})
        assert load(home.config_path).observers.tables()["git"]["roots"] == kept
    assert GitSettings.model_validate({"roots": "~/a,~/b"}).roots == ("~/a", "~/b")
    assert "--set roots=DIR" in watchers.test("git", {"roots": ""}, 1).remedy
    assert watchers.close()


def test_an_option_that_is_not_there_is_told_in_words(desk: Desk) -> None:
    """With those that are."""
    with pytest.raises(InvalidConfig, match="there is no option 'sise'") as refused:
        desk.watchers.enable("counting", {"sise": "1"})
    assert "size" in refused.value.hint


def test_status_asks_one_that_is_off_seldom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To ask may run programs; what was tried or ended is asked anew."""
    asked: list[str] = []

    class Asked(Counting):
        def probe(self, settings: Options, around: Surroundings) -> Support:
            asked.append(self.name)
            return super().probe(settings, around)

    now = [1000.0]
    monkeypatch.setattr("agent.daemon.watchers.time.monotonic", lambda: now[0])
    home = Home(tmp_path / "h")
    home.prepare()
    sources = {name: Asked(name=name, support=Support("unsupported", "no")) for name in "ab"}
    watchers = Watchers(sources, home, FakeLedger(), Gate(), Machine(tmp_path).around)
    for _ in range(5):
        assert [view.state for view in watchers.views()] == ["unsupported"] * 2
    assert asked == ["a", "b"]
    sources["a"].support = Support("ok")
    now[0] += 300
    assert watchers.views()[0].state == "unsupported"
    now[0] += 301
    assert [view.state for view in watchers.views()] == ["off", "unsupported"]
    sources["b"].support = Support("ok")
    watchers.test("b", {}, 1)
    assert watchers.views()[1].state == "off"
    sources["b"].support = Support("unsupported", "no")
    assert watchers.disable("b").state == "unsupported"
    assert asked == [*"ab", *"ab", *"bb", "b"]
