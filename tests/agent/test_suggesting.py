"""The suggest graph: what is offered, kept for later, and withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from agent.checkpoints import Checkpoints
from agent.engine.port import SuggestRequest
from agent.initiative import Settings
from agent.suggesting import Suggester
from memory.disputes import Dispute
from memory.types import Observation, Proposition, Suggestion
from tests.support.checkpointing import checkpoints_in
from tests.support.fake_engine import FakeEngine
from tests.support.fake_memory import NOW, FakeModel

OFFER = Suggestion(
    text="Book the train to Porto", why="It is Friday", category="reminder", probability=0.7
)


@dataclass
class Desk:
    """A person, a clock, and what the engine would offer."""

    model: FakeModel
    engine: FakeEngine
    checkpoints: Checkpoints
    offers: list[Suggestion]
    now: datetime = NOW
    settings: Settings = field(default_factory=lambda: Settings(burn_in=timedelta(0)))

    def run(self) -> tuple[list[str], dict[str, int]]:
        """One run: the texts shown, and the decisions by kind."""
        suggester = Suggester(
            self.model, self.engine, self.checkpoints, lambda: self.now, self.settings
        )
        report = suggester.run()
        rows = self.model.suggestions.rows
        return [rows[each].text for each in report.shown], dict(report.outcomes)

    def act(self, *contents: str) -> None:
        """Do something now, one second after the other."""
        self.model.observe(
            [Observation(source="shell", content=each, observed_at=self.now) for each in contents]
        )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with one offer waiting."""
    offers = [OFFER]

    def propose(_request: SuggestRequest) -> Sequence[Suggestion]:
        return tuple(offers)

    saver = checkpoints_in(tmp_path)
    made = Desk(FakeModel(), FakeEngine(proposing=propose), saver, offers)
    made.model.clock = made.model.suggestions.clock = lambda: made.now
    yield made
    saver.close()


def test_an_offer_is_shown_with_its_sums_and_written_down(desk: Desk) -> None:
    """The row carries what let it through; the audit says why; no checkpoint is left."""
    shown, outcomes = desk.run()
    assert (shown, outcomes) == (["Book the train to Porto"], {"shown": 1})
    (row,) = desk.model.suggestions.rows.values()
    assert row.status == "shown"
    assert row.probability == pytest.approx(0.7)
    assert row.utility == pytest.approx(0.725)
    assert row.expires_at == NOW + timedelta(days=1)
    (entry,) = desk.model.entries
    assert (entry.decision, entry.subject) == ("shown", row.id)
    assert desk.checkpoints.threads() == []


def test_an_open_offer_is_not_made_again(desk: Desk) -> None:
    """Neither in the same words nor in nearly the same, nor twice in one answer."""
    desk.offers.append(replace(OFFER, text="Book your train to Porto"))
    assert desk.run()[1] == {"shown": 1, "duplicate": 1}
    desk.now += timedelta(minutes=2)
    assert desk.run() == ([], {"duplicate": 2})


def test_one_a_minute_for_all_together(desk: Desk) -> None:
    """The better one goes first; the other follows a minute later, spent once."""
    desk.offers.append(
        Suggestion(text="Water the plants", why="", category="chore", probability=0.9)
    )
    assert desk.run() == (["Water the plants"], {"shown": 1, "withheld": 1})
    desk.now += timedelta(seconds=61)
    shown, outcomes = desk.run()
    assert shown == ["Book the train to Porto"]
    assert outcomes == {"shown": 1, "duplicate": 2}


def test_the_daily_budget_holds(desk: Desk) -> None:
    """Three a day, then silence until the first is a day old."""
    desk.settings = replace(desk.settings, daily_budget=3)
    total = 0
    for number in range(10):
        desk.offers[:] = [replace(OFFER, text=f"Call the {'abcdefghij'[number] * 4} office")]
        total += len(desk.run()[0])
        desk.now += timedelta(minutes=5)
    assert total == 3


def test_mid_task_it_waits_for_a_boundary(desk: Desk) -> None:
    """Withheld while commands follow each other, shown after the commit, with that moment's sum."""
    desk.offers[:] = [replace(OFFER, probability=0.5)]
    desk.act("ls", "vim a", "vim b", "make -n")
    assert desk.run() == ([], {"withheld": 1})
    (row,) = desk.model.suggestions.rows.values()
    assert row.status == "withheld"
    assert row.cost_false_positive == 0.5
    assert row.utility < 0
    desk.now += timedelta(minutes=1)
    desk.act("git commit -m done")
    assert desk.run()[0] == ["Book the train to Porto"]
    (shown,) = desk.model.suggestions.list(status=["shown"])
    assert shown.cost_false_positive == 0.25
    assert shown.utility == pytest.approx(0.5 * 1 - 0.5 * 0.25 + 0.5 * 0.25)


def test_a_snoozed_one_comes_back_at_its_time_and_not_before(desk: Desk) -> None:
    """Withheld, not spent: while it sleeps the budget is for others."""
    desk.run()
    (row,) = desk.model.suggestions.rows.values()
    until = NOW + timedelta(hours=2)
    desk.model.suggestions.record(row.id, "snooze", until)
    desk.now += timedelta(hours=1)
    assert desk.run()[0] == []
    desk.now = until
    assert desk.run()[0] == ["Book the train to Porto"]
    assert desk.model.suggestions.rows[row.id].status == "shown"


def test_a_dismissed_one_is_not_offered_again_at_once(desk: Desk) -> None:
    """The engine may go on proposing it; only days later it is news."""
    desk.run()
    (row,) = desk.model.suggestions.rows.values()
    desk.model.suggestions.record(row.id, "dismiss")
    desk.now += timedelta(hours=1)
    assert desk.run() == ([], {"duplicate": 1})
    desk.now += timedelta(days=3)
    assert len(desk.run()[0]) == 1


def test_never_again_means_the_category(desk: Desk) -> None:
    """Whatever its utility."""
    desk.run()
    (row,) = desk.model.suggestions.rows.values()
    desk.model.suggestions.record(row.id, "never")
    desk.offers[:] = [replace(OFFER, text="Pay the rent", probability=0.99, benefit=9)]
    desk.now += timedelta(hours=1)
    assert desk.run() == ([], {"refused": 1})


def test_nothing_in_the_first_days(tmp_path: Path) -> None:
    """The burn-in starts with the first run and is remembered across restarts."""
    saver = checkpoints_in(tmp_path)
    model, engine = FakeModel(), FakeEngine(proposing=lambda _request: [OFFER])
    settings = Settings(burn_in=timedelta(hours=3))
    shown = []
    for hours in (0, 2, 3.1):
        now = NOW + timedelta(hours=hours)
        shown.append(len(Suggester(model, engine, saver, now.replace, settings).run().shown))
    assert shown == [0, 0, 1]
    saver.close()


def test_what_is_over_or_done_is_withdrawn(desk: Desk) -> None:
    """An offer whose time has passed, and one the person acted on, are closed and audited."""
    desk.run()
    desk.now += timedelta(minutes=2)
    desk.act("Booked train to Porto")
    desk.offers.clear()
    desk.run()
    (row,) = desk.model.suggestions.rows.values()
    assert row.status == "expired"
    assert desk.model.entries[-1].why == "the person has done it"
    desk.offers[:] = [replace(OFFER, text="Water plants", expires_at=desk.now + timedelta(hours=1))]
    desk.run()
    desk.offers.clear()
    desk.now += timedelta(hours=2)
    desk.run()
    assert desk.model.entries[-1].why == "it is over"


def test_an_offer_falls_with_what_it_rests_on(desk: Desk) -> None:
    """When the belief behind it is retired, nobody offers it any longer."""
    desk.offers[:] = [replace(OFFER, propositions=("p1",))]
    desk.run()
    desk.now += timedelta(minutes=2)
    desk.run()
    assert desk.model.entries[-1].why == "nothing that it rests on is believed any more"


def test_a_dispute_is_asked_about_once_and_withdrawn_when_settled(desk: Desk) -> None:
    """Two claims of which one holds are a question; it goes when the person has said which."""
    desk.offers.clear()
    porto, lisbon = (Proposition(id=town, text=f"Lives in {town}") for town in ("Porto", "Lisbon"))
    desk.model.known |= {porto.id: porto, lisbon.id: lisbon}
    desk.model.disputed = [Dispute(one=porto, other=lisbon, why="gives the slot another value")]
    question = "Which is right: “Lives in Porto” or “Lives in Lisbon”?"
    assert desk.run() == ([question], {"shown": 1})
    desk.now += timedelta(hours=2)
    assert desk.run() == ([], {"duplicate": 1})
    desk.model.known["Porto"] = replace(porto, status="superseded")
    desk.model.disputed = []
    desk.run()
    (row,) = desk.model.suggestions.rows.values()
    assert (row.category, row.status, row.propositions) == (
        "question", "expired", ("Porto", "Lisbon")
    )  # fmt: skip
