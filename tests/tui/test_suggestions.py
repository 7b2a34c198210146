"""The suggestions place: every key, and what the person is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from memory.errors import StorageFull
from tests.support.fake_client import FakeDaemon
from tests.support.pilots import NARROW, WIDE, app_on, seen, settle
from tests.support.sample_views import NOW, sample_observation, sample_status


@pytest.mark.parametrize(
    ("key", "verdict", "said"),
    [("a", "accept", "Accepted"), ("d", "dismiss", "Dismissed")],
)
async def test_a_key_gives_the_verdict(key: str, verdict: str, said: str) -> None:
    """Accept and dismiss reach the daemon, say so, and leave the list without it."""
    daemon = FakeDaemon()
    app = app_on(daemon)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("down", key)
        await settle(pilot)
        assert daemon.named("verdict") == [("s-2", verdict, None)]
        assert said in seen(app)
        assert "changelog entry" not in seen(app)
        assert "Check the ferry" in seen(app)


async def test_the_next_suggestion_takes_the_place_of_one_that_left() -> None:
    """Two verdicts in a row go to two suggestions: the mark stays where it was."""
    daemon = FakeDaemon()
    async with app_on(daemon).run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        for _ in range(2):
            await pilot.press("d")
            await settle(pilot)
        assert [call[0] for call in daemon.named("verdict")] == ["s-1", "s-2"]


async def test_why_shows_the_sums_and_what_they_rest_on() -> None:
    """At 80 columns w opens the reason: sums in words, propositions, dated observations."""
    daemon = FakeDaemon()
    app = app_on(daemon)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        assert "The sums" not in seen(app)
        await pilot.press("w")
        await settle(pilot)
        text = seen(app)
        assert "82 % likely that you want this" in text
        assert "+0.82  if you want it: 82 % × benefit 1.00" in text
        assert "−0.09  if you do not: 18 % × cost of disturbing 0.50" in text
        await pilot.press("end")
        await settle(pilot)
        text = seen(app)
        assert "Reviews pull requests first thing on Mondays" in text
        assert "09 Mar 09:42" in text
        assert "and one more observation" in text
        await pilot.press("escape")
        await settle(pilot)
        assert "The sums" not in seen(app)


async def test_what_a_suggestion_saw_is_shown_without_a_proposition_too() -> None:
    """An observation that no proposition rests on is fetched, and shown with its date."""
    daemon = FakeDaemon(observations=[sample_observation(77, "note", "Call the harbour office", 1)])
    app = app_on(daemon)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        text = seen(app)
        assert "Call the harbour office" in text
        assert "more observation" not in text
        assert ("observations", ("o-77",)) in daemon.calls


async def test_a_wide_terminal_shows_the_reason_beside_the_list() -> None:
    """With room, the reason follows the list without a key."""
    app = app_on(FakeDaemon())
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        assert "82 % likely" in seen(app)
        await pilot.press("down")
        await settle(pilot)
        assert "61 % likely" in seen(app)


async def test_a_proposition_that_is_gone_does_not_hide_the_reason() -> None:
    """What a suggestion rests on may have been forgotten since."""
    daemon = FakeDaemon()
    daemon.propositions = [each for each in daemon.propositions if each.id != "p-1"]
    app = app_on(daemon)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        assert "Maintains the sample project kestrel" in seen(app)


async def test_snooze_asks_until_when() -> None:
    """The second choice on a Thursday at 14:30 is this evening at six."""
    daemon = FakeDaemon()
    app = app_on(daemon)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert "tomorrow morning" in seen(app)
        await pilot.press("down", "enter")
        await settle(pilot)
        evening = NOW.replace(hour=18, minute=0)
        assert daemon.named("verdict") == [("s-1", "snooze", evening)]
        assert "Snoozed: this evening" in seen(app)


async def test_leaving_the_choice_snoozes_nothing() -> None:
    """Escape is no choice."""
    daemon = FakeDaemon()
    async with app_on(daemon).run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("s", "escape")
        await settle(pilot)
        assert daemon.named("verdict") == []


@pytest.mark.parametrize(
    ("answer", "given"), [("y", [("s-1", "never", None)]), ("n", []), ("enter", []), ("escape", [])]
)
async def test_never_again_wants_to_be_sure(answer: str, given: list[tuple[object, ...]]) -> None:
    """Only y closes a category; enter, too easily pressed, does not."""
    daemon = FakeDaemon()
    app = app_on(daemon)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert "Never offer anything of the kind “reminder” again?" in seen(app)
        await pilot.press(answer)
        await settle(pilot)
        assert daemon.named("verdict") == given


async def test_nothing_to_suggest_says_what_to_do_next() -> None:
    """Before anything was observed, the empty place names the commands."""
    daemon = FakeDaemon(suggestions=[], propositions=[])
    counts = sample_status().observations.model_copy(update={"pending": 0, "processed": 0})
    daemon.status = sample_status().model_copy(update={"observations": counts})
    app = app_on(daemon)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        assert "gumption import git ." in seen(app)
        await pilot.press("a", "d", "w", "s", "n")
        await settle(pilot)
        assert daemon.named("verdict") == []


async def test_nothing_to_suggest_after_observing_says_when_offers_come() -> None:
    """With observations there, the empty place does not ask for more of them."""
    app = app_on(FakeDaemon(suggestions=[]))
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        assert "Offers come when you finish something" in seen(app)
        assert "import git" not in seen(app)


async def test_a_refusal_is_told_with_its_hint() -> None:
    """An error of the daemon is shown with what to do about it."""
    daemon = FakeDaemon()
    app = app_on(daemon)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        daemon.fails = StorageFull("There is no space left", hint="free some")
        await pilot.press("a")
        await settle(pilot)
        text = " ".join(seen(app).split())
        assert "Could not accept the suggestion: There is no space left" in text
        assert "free some" in text


async def test_text_of_a_suggestion_is_never_markup() -> None:
    """Brackets, escape sequences and direction overrides of a model reach nobody's terminal."""
    daemon = FakeDaemon()
    nasty = daemon.suggestions[0].model_copy(
        update={
            "text": "[bold]raise[/bold] \x1b[31mred\x1b[0m [@click=app.quit]here[/] \u202eback",
            "why": "[/nonsense] [red",
            "category": "[b]kind[/b]",
            "created_at": NOW - timedelta(minutes=4),
        }
    )
    daemon.suggestions[0] = nasty
    app = app_on(daemon)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        text = seen(app)
        assert "[bold]raise[/bold] red [@click=app.quit]here[/] back" in text
        assert "\x1b" not in text
        assert "\u202e" not in text
        await pilot.press("n")
        await settle(pilot)
        assert "“[b]kind[/b]”" in seen(app)
        await pilot.press("y")
        await settle(pilot)
        assert app.is_running
