"""The chat place: streaming, citations, approval, stopping, and everything that may go wrong."""

from __future__ import annotations

from agent.wire import ChatApproval, ChatDone, ChatRecalled, ChatText, ChatToolDone
from memory.errors import DaemonUnreachable, ModelTimeout
from tests.support.fake_client import FakeDaemon, Pause, Script, sample_after_approval
from tests.support.pilots import NARROW, WIDE, app_on, seen, settle, typed, until
from tests.support.sample_views import sample_hits
from tui.app import GumptionApp
from tui.screens.approval import Approval
from tui.screens.chat import ChatScreen
from tui.widgets.prompt import Prompt
from tui.widgets.talk import Talk

HITS = sample_hits()
DONE = ChatDone(thread="t-1", cited=[HITS[1].id], text="")
APPROVAL = ChatApproval(
    thread="t-1",
    tool="append_note",
    arguments={"file": "a.md", "text": "one\ntwo\x1b[2Jthree\u202e", "times": 2, "force": False},
    undoable=False,
)


def chat(app: GumptionApp) -> ChatScreen:
    """The chat place of the app."""
    screen = app.screen_stack[0]
    assert isinstance(screen, ChatScreen)
    return screen


async def test_an_answer_streams_and_names_what_it_rests_on() -> None:
    """Text is on the screen before the turn ends; then the cited hits are, under their numbers."""
    middle = Pause()
    script: Script = [
        ChatRecalled(hits=HITS),
        ChatText(text="You **maintain** "),
        middle,
        ChatText(text="kestrel [2]."),
        DONE,
    ]
    daemon = FakeDaemon(scripts=[script])
    app = app_on(daemon, "chat")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await typed(pilot, "What?")
        await pilot.press("enter")
        await until(pilot, lambda: "You maintain" in seen(app))
        assert "kestrel [2]." not in seen(app)
        assert "answering" in seen(app)
        middle.go_on()
        await settle(pilot)
        text = seen(app)
        assert "You maintain kestrel [2]." in text
        assert "[2] ━━━━━  Maintains the sample project kestrel" in text
        assert daemon.named("ask") == [("What?", None)]
        assert daemon.open_clients == 0


async def test_a_wide_terminal_shows_all_that_was_recalled() -> None:
    """The panel lists every hit, and why a proposition is believed when it is chosen."""
    daemon = FakeDaemon(scripts=[[ChatRecalled(hits=HITS), ChatText(text="Yes [2]."), DONE]])
    app = app_on(daemon, "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert "Recalled 4" in seen(app)
        assert "[4] Mondays I go through the review" in seen(app)
        app.screen.query_one("#hits").focus()
        await pilot.press("enter")
        await settle(pilot)
        assert daemon.named("why") == [("p-1",)]
        assert "2 for, 1 against" in seen(app)
        await pilot.press("escape", "end", "enter")
        await settle(pilot)
        assert "it was seen, not concluded" in seen(app)


async def test_a_narrow_terminal_shows_what_was_recalled_on_demand() -> None:
    """Ctrl+o opens the panel under the conversation, and closes it."""
    daemon = FakeDaemon(scripts=[[ChatRecalled(hits=HITS), ChatText(text="Yes."), DONE]])
    app = app_on(daemon, "chat")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert "Recalled 4" not in seen(app)
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert "Recalled 4" in seen(app)
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert "Recalled 4" not in seen(app)


async def test_the_conversation_goes_on_in_its_thread() -> None:
    """The second prompt names the thread of the first; a new conversation names none."""
    answers: list[Script] = [[ChatText(text=f"answer {n}"), DONE] for n in range(3)]
    daemon = FakeDaemon(scripts=[*answers])
    app = app_on(daemon, "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        for prompt in ("a", "b"):
            await pilot.press(prompt, "enter")
            await settle(pilot)
        assert "answer 0" in seen(app)
        assert "answer 1" in seen(app)
        await pilot.press("ctrl+n")
        await settle(pilot)
        assert "answer 0" not in seen(app)
        await pilot.press("c", "enter")
        await settle(pilot)
        assert daemon.named("ask") == [("a", None), ("b", "t-1"), ("c", None)]


async def test_earlier_prompts_come_back_with_the_arrows() -> None:
    """Up goes back through this session's prompts, down forward to an empty line."""
    daemon = FakeDaemon(scripts=[[DONE], [DONE]])
    app = app_on(daemon, "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        for prompt in ("first", "second"):
            await typed(pilot, prompt)
            await pilot.press("enter")
            await settle(pilot)
        line = app.screen.query_one(Prompt)
        shown = []
        for key in ("up", "up", "up", "down", "down"):
            await pilot.press(key)
            shown.append(line.value)
        assert shown == ["second", "first", "first", "second", ""]


async def test_an_approval_shows_exactly_what_will_run_and_goes_on() -> None:
    """The box spells out every argument, hidden characters too; a approves; a receipt follows."""
    daemon = FakeDaemon(scripts=[[ChatText(text="May I?"), APPROVAL]])
    app = app_on(daemon, "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        text = seen(app)
        assert "append_note" in text
        assert "It cannot be undone." in text
        assert "two\\x1b[2Jthree\\u202e" in text
        assert "false" in text
        assert chat(app).busy
        await pilot.press("a")
        await settle(pilot)
        assert daemon.named("approve") == [("t-1", True)]
        assert "✓ append_note  Appended one line to notes.md" in seen(app)
        assert not chat(app).busy


async def test_refusing_lets_the_turn_end_without_the_tool() -> None:
    """Both r and escape refuse; no receipt is shown."""
    for key in ("r", "escape"):
        daemon = FakeDaemon(scripts=[[APPROVAL]])
        app = app_on(daemon, "chat")
        async with app.run_test(size=WIDE, notifications=True) as pilot:
            await settle(pilot)
            await pilot.press("x", "enter")
            await settle(pilot)
            await pilot.press(key)
            await settle(pilot)
            assert daemon.named("approve") == [("t-1", False)]
            assert "All right, I leave it." in seen(app)
            assert "✓" not in seen(app)


async def test_a_key_pressed_before_the_grace_is_over_approves_nothing() -> None:
    """Somebody who was typing when the box came up has not read it."""
    daemon = FakeDaemon(scripts=[[APPROVAL]])
    app = app_on(daemon, "chat", grace=3600)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        await pilot.press("a", "r", "escape", "enter")
        await settle(pilot)
        assert isinstance(app.screen, Approval)
        assert daemon.named("approve") == []
        app.exit()


async def test_the_grace_is_half_a_second() -> None:
    """The default that people get; the box listens after it."""
    daemon = FakeDaemon(scripts=[[APPROVAL]])
    app = app_on(daemon, "chat", grace=Approval(APPROVAL)._grace)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await until(pilot, lambda: "Approve" in seen(app))
        await pilot.press("a")
        await settle(pilot)
        assert daemon.named("approve") == [("t-1", True)]
    assert Approval(APPROVAL)._grace == 0.5


async def test_an_approval_waits_until_one_is_in_the_chat() -> None:
    """It never comes up over another place, where keys mean other things."""
    before = Pause()
    daemon = FakeDaemon(scripts=[[ChatText(text="Wait."), before, APPROVAL]])
    app = app_on(daemon, "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await until(pilot, before.reached.is_set)
        await pilot.press("f1")
        before.go_on()
        await settle(pilot)
        assert not isinstance(app.screen, Approval)
        assert "waits for your approval: press 2" in seen(app)
        await pilot.press("2")
        await settle(pilot)
        assert isinstance(app.screen, Approval)
        await pilot.press("a")
        await settle(pilot)
        assert daemon.named("approve") == [("t-1", True)]


async def test_escape_stops_the_answer() -> None:
    """Stopping closes the events (which cancels the turn), keeps what came, and frees the line."""
    middle = Pause()
    script: Script = [ChatText(text="It begins"), middle, ChatText(text=" and goes on"), DONE]
    daemon = FakeDaemon(scripts=[script, [ChatText(text="Again."), DONE]])
    app = app_on(daemon, "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await until(pilot, lambda: "It begins" in seen(app))
        await pilot.press("escape")
        await until(pilot, lambda: "stopping" in seen(app))
        middle.go_on()
        await until(pilot, lambda: not chat(app).busy)
        await settle(pilot)
        assert "stopped" in seen(app)
        assert "goes on" not in seen(app)
        assert daemon.cancelled == 1
        assert daemon.open_clients == 0
        await pilot.press("y", "enter")
        await settle(pilot)
        assert "Again." in seen(app)


async def test_a_second_prompt_waits_for_the_first_answer() -> None:
    """Enter while an answer is on its way sends nothing and keeps what was written."""
    middle = Pause()
    daemon = FakeDaemon(scripts=[[ChatText(text="Slow"), middle, DONE]])
    app = app_on(daemon, "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await until(pilot, middle.reached.is_set)
        await pilot.press("y", "enter")
        await pilot.pause()
        assert "Still answering" in seen(app)
        assert app.screen.query_one(Prompt).value == "y"
        middle.go_on()
        await settle(pilot)
        assert len(daemon.named("ask")) == 1


async def test_a_model_that_fails_leaves_what_came_and_says_why() -> None:
    """The error is in the turn, with its hint; one can ask again."""
    failing: Script = [
        ChatText(text="It was"),
        ModelTimeout("The model did not answer", hint="ask less"),
    ]
    daemon = FakeDaemon(scripts=[failing, [ChatText(text="Better."), DONE]])
    app = app_on(daemon, "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert "It was" in seen(app)
        assert "Could not answer: The model did not answer (ask less)" in seen(app)
        await pilot.press("y", "enter")
        await settle(pilot)
        assert "Better." in seen(app)


async def test_a_daemon_that_goes_in_mid_answer_is_told_everywhere() -> None:
    """The turn says that it broke, and the notice is up."""
    broken = DaemonUnreachable("The daemon hung up", hint="gumption daemon start")
    app = app_on(FakeDaemon(scripts=[[ChatText(text="It was"), broken]]), "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert "Could not answer: The daemon hung up" in seen(app)
        assert "The daemon does not answer." in seen(app)


async def test_events_that_end_without_an_end_are_said_to_have_broken_off() -> None:
    """No turn stays open for ever."""
    app = app_on(FakeDaemon(scripts=[[ChatText(text="And then")]]), "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert "The answer broke off." in seen(app)
        assert not chat(app).busy


async def test_the_final_text_replaces_what_was_streamed_where_it_differs() -> None:
    """What the daemon keeps is what is shown in the end."""
    end = ChatDone(thread="t-1", cited=[], text="The *whole* answer.")
    app = app_on(FakeDaemon(scripts=[[ChatText(text="A draft"), end]]), "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert "The whole answer." in seen(app)
        assert "A draft" not in seen(app)
        assert "nothing was recalled for this" in seen(app)


async def test_an_answer_by_another_model_than_the_configured_one_says_so() -> None:
    """Under the answer, where it does not scroll away before it is read."""
    note = "the built-in engine answered: the model is out of memory"
    end = ChatDone(thread="t-1", cited=[], text="Tea.", note=note)
    app = app_on(FakeDaemon(scripts=[[ChatText(text="Tea."), end]]), "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert note in seen(app)
        assert "nothing was recalled for this" in seen(app)


async def test_nothing_in_a_turn_is_markup_or_control() -> None:
    """Prompt, answer, receipt and hit are shown as they are; a link is not followed."""
    hit = HITS[0].model_copy(update={"text": "[red]hit[/red] \x1b[5m"})
    receipt = ChatToolDone(tool="[b]tool[/b]", summary="did [/] it\x07", undo="[u]")
    answer = ChatText(text="see [this](file:///etc/passwd) \x1b[2J [bold]x[/bold]")
    end = ChatDone(thread="t", cited=[hit.id], text="")
    app = app_on(FakeDaemon(scripts=[[ChatRecalled(hits=[hit]), answer, receipt, end]]), "chat")
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await typed(pilot, "[i]me[/i]")
        await pilot.press("enter")
        await settle(pilot)
        text = seen(app)
        assert "[i]me[/i]" in text
        assert "[red]hit[/red]" in text
        assert "✓ [b]tool[/b]  did [/] it" in text
        assert "[bold]x[/bold]" in text
        assert "\x1b" not in text
        assert "\x07" not in text


async def test_a_pressed_link_is_shown_and_not_opened() -> None:
    """A model wrote it; where it leads is the person's own business."""
    opened: list[str] = []
    answer = ChatText(text="[this](https://example.org/x)")
    app = app_on(FakeDaemon(scripts=[[answer, DONE]]), "chat")
    app.open_url = lambda url, **_: opened.append(url)  # type: ignore[method-assign]
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        await pilot.click("Turn MarkdownParagraph", offset=(1, 0))
        await settle(pilot)
        assert "Links in answers are not opened: https://example.org/x" in " ".join(
            seen(app).split()
        )
        assert opened == []


async def test_an_empty_line_asks_nothing() -> None:
    """Enter on white space is no prompt."""
    daemon = FakeDaemon()
    app = app_on(daemon, "chat")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        assert "Ask what is known about you" in seen(app)
        await pilot.press("space", "enter")
        await settle(pilot)
        assert daemon.named("ask") == []


async def test_escape_leaves_the_line_so_that_numbers_go_to_places() -> None:
    """While one writes, 3 is a digit; after escape it is a place; i comes back."""
    app = app_on(FakeDaemon(), "chat")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("3")
        assert app.screen.query_one(Prompt).value == "3"
        await pilot.press("escape", "i", "4")
        assert app.screen.query_one(Prompt).value == "34"
        await pilot.press("escape", "3")
        await settle(pilot)
        assert app.current_mode == "propositions"


async def test_the_sample_conversation_runs_through() -> None:
    """The script that the screenshots show: stream, approval, receipt, two citations."""
    daemon = FakeDaemon()
    app = app_on(daemon, "chat")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
        await pilot.press("a")
        await settle(pilot)
        assert "[3] ━━━━─  Keeps the release checklist for after lunch" in seen(app)
        assert len(sample_after_approval(approved=True)) == 3


async def test_a_long_answer_stays_in_view_until_one_scrolls_away() -> None:
    """The end is shown as it grows; who scrolled up is left there; the line is never pushed off."""
    middle = Pause()
    lines = "\n\n".join(f"line {number}" for number in range(30))
    more = ChatText(text="\n\nthe very end")
    script: Script = [ChatText(text=lines), middle, more, DONE]
    app = app_on(FakeDaemon(scripts=[script, [ChatText(text=lines), DONE]]), "chat")
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("x", "enter")
        await until(pilot, lambda: "line 29" in seen(app))
        assert "› " in seen(app)
        app.screen.query_one(Talk).scroll_home(animate=False)
        await pilot.pause()
        middle.go_on()
        await until(pilot, lambda: not chat(app).busy)
        await settle(pilot)
        assert "line 1" in seen(app)
        assert "the very end" not in seen(app)
        await pilot.press("y", "enter")
        await settle(pilot)
        assert "line 29" in seen(app)
        assert "› " in seen(app)
