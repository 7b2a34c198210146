"""The propositions place: search, why, and setting things right."""

from __future__ import annotations

from tests.support.fake_client import FakeDaemon
from tests.support.pilots import NARROW, WIDE, app_on, seen, settle, typed
from tests.support.sample_views import sample_status
from tui.app import GumptionApp
from tui.widgets.rows import Rows


def chosen(app: GumptionApp) -> str | None:
    """The id of the proposition under the mark."""
    return app.screen.query_one(Rows).chosen


async def test_a_proposition_is_shown_with_its_evidence_and_history() -> None:
    """The pane has text, confidence, reasoning, dated observations for and against, history."""
    app = app_on(FakeDaemon(), "propositions")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        text = seen(app)
        assert "9 of 10" in text
        assert "The same thing was seen in several sessions" in text
        assert "2 for, 1 against" in text
        assert "02 Mar 12:06" in text
        assert "Mondays I go through the review queue, then I merge." in text
        assert "add  ·  by built-in engine" in text


async def test_search_narrows_the_list_and_escape_widens_it() -> None:
    """/ goes to the box, each letter searches, enter goes to the list, escape clears."""
    daemon = FakeDaemon()
    app = app_on(daemon, "propositions")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        await typed(pilot, "ferry")
        await settle(pilot)
        assert daemon.named("propositions")[-1] == ("ferry", ("active",), None)
        assert "Planned a ferry crossing" in seen(app)
        assert "Prefers uv" not in seen(app)
        await pilot.press("enter")
        await settle(pilot)
        assert chosen(app) == "p-10"
        await pilot.press("slash", "escape")
        await settle(pilot)
        assert "Prefers uv" in seen(app)
        assert chosen(app) == "p-10"


async def test_keys_typed_into_the_search_do_nothing_else() -> None:
    """c, e, r, p, u and 1 are letters while one searches."""
    daemon = FakeDaemon()
    app = app_on(daemon, "propositions")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        await typed(pilot, "cerpu1q")
        await settle(pilot)
        assert daemon.named("confirm") == daemon.named("retire") == []
        assert app.current_mode == "propositions"
        assert "Nothing matches." in seen(app)


async def test_confirm_and_take_it_back() -> None:
    """C confirms the marked one; u undoes exactly that act."""
    daemon = FakeDaemon()
    app = app_on(daemon, "propositions")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("down", "c")
        await settle(pilot)
        assert daemon.named("confirm") == [("p-2",)]
        assert "10 of 10" in seen(app)
        assert "Confirmed. u takes it back." in seen(app)
        await pilot.press("u")
        await settle(pilot)
        assert daemon.named("undo") == [(daemon.changes[0][0].id,)]
        assert daemon.find("p-2").rating == 9


async def test_correct_opens_the_text_and_sends_what_was_written() -> None:
    """E brings the text to edit; enter sends it; the corrected one is under the mark."""
    daemon = FakeDaemon()
    app = app_on(daemon, "propositions")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("down", "e")
        await settle(pilot)
        await typed(pilot, " and scripts")
        await pilot.press("enter")
        await settle(pilot)
        new = "Prefers uv to pip for Python projects and scripts"
        assert daemon.named("correct") == [("p-2", new)]
        assert chosen(app) == "p-2-corrected"
        await pilot.press("u")
        await settle(pilot)
        assert daemon.find("p-2").status == "active"
        assert all(each.id != "p-2-corrected" for each in daemon.propositions)


async def test_leaving_the_correction_changes_nothing() -> None:
    """Escape, or enter on the same text, sends nothing."""
    daemon = FakeDaemon()
    async with app_on(daemon, "propositions").run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("e")
        await typed(pilot, "x")
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("e", "enter")
        await settle(pilot)
        assert daemon.named("correct") == []


async def test_retire_asks_first_and_can_be_undone() -> None:
    """R asks with the text before its eyes; n leaves it; y retires; u brings it back."""
    daemon = FakeDaemon()
    app = app_on(daemon, "propositions")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert "Retire this?" in seen(app)
        await pilot.press("n")
        await settle(pilot)
        assert daemon.named("retire") == []
        await pilot.press("r", "y")
        await settle(pilot)
        assert daemon.named("retire") == [("p-1", "")]
        assert chosen(app) == "p-2"
        await pilot.press("u")
        await settle(pilot)
        assert chosen(app) == "p-1"


async def test_pin_and_let_go() -> None:
    """P pins what is not pinned, and the other way round."""
    daemon = FakeDaemon()
    app = app_on(daemon, "propositions")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        for _ in range(2):
            await pilot.press("p")
            await settle(pilot)
        assert daemon.named("pin") == [("p-1", True), ("p-1", False)]
        assert "No longer pinned" in seen(app)


async def test_undo_without_an_act_says_so() -> None:
    """U never takes back what somebody else did."""
    daemon = FakeDaemon()
    app = app_on(daemon, "propositions")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert daemon.named("undo") == []
        assert "nothing of yours" in seen(app)


async def test_filters_go_round() -> None:
    """F changes the kind and v the status; both are said, and asked for."""
    daemon = FakeDaemon()
    app = app_on(daemon, "propositions")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("f", "v")
        await settle(pilot)
        assert daemon.named("propositions")[-1] == (None, ("stale",), "semantic")
        assert "f semantic   v stale   0" in seen(app)
        await pilot.press("f")
        await settle(pilot)
        assert "Was reading a book on bookbinding" in seen(app)
        assert isinstance(app.focused, Rows)
        await pilot.press("v", "v", "v", "f", "f")
        await settle(pilot)
        assert "every kind   v every status   14" in seen(app)


async def test_the_pane_grows_when_one_goes_into_it() -> None:
    """At 80 × 24 enter gives the pane the room; escape gives it back to the list."""
    app = app_on(FakeDaemon(), "propositions")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        assert "2 for, 1 against" not in seen(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "2 for, 1 against" in seen(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "2 for, 1 against" not in seen(app)


async def test_something_can_be_stated() -> None:
    """+ opens an empty editor; what is written is added and can be taken back."""
    daemon = FakeDaemon()
    app = app_on(daemon, "propositions")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("plus")
        await typed(pilot, "Cycles to work")
        await pilot.press("enter")
        await settle(pilot)
        assert daemon.named("add") == [("Cycles to work", 0.9)]
        assert "Cycles to work" in seen(app)


async def test_nothing_known_says_what_to_do_next() -> None:
    """The empty place names the commands; with pending observations it names learning."""
    daemon = FakeDaemon(propositions=[])
    app = app_on(daemon, "propositions")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        assert "12 observations wait to be learnt from." in seen(app)
        assert "gumption learn" in seen(app)
        nothing = sample_status().observations.model_copy(update={"pending": 0})
        daemon.status = sample_status().model_copy(update={"observations": nothing})
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert "Nothing is known yet." in seen(app)
        assert "gumption import git ." in seen(app)


async def test_text_of_a_proposition_is_never_markup() -> None:
    """What a model wrote is shown as it is, in the list, the pane and every dialog."""
    daemon = FakeDaemon()
    text = "Likes [red]brackets[/red] [/] and \x1b]0;title\x07 bells"
    daemon.propositions[0] = daemon.propositions[0].model_copy(
        update={"text": text, "reasoning": "[b]because[/b]"}
    )
    app = app_on(daemon, "propositions")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        for key in ("", "r", "escape", "e", "escape"):
            if key:
                await pilot.press(key)
                await settle(pilot)
            assert "Likes [red]brackets[/red] [/] and bells" in seen(app)
            assert "\x1b" not in seen(app)
        assert "[b]because[/b]" in seen(app)
