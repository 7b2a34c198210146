"""Conversation: recalled, answered, stopped before writing, resumed after a restart, hung up."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from agent.chatting import LONGEST_PROMPT, Chat
from agent.checkpoints import CONVERSATION, Checkpoints, thread_config
from agent.engine.port import ChatEvent, Finished, TextDelta, ToolCall
from agent.gate import Gate
from agent.graphs.claiming import claims_to_have_done
from agent.learning import Learner
from agent.wire import (
    ChatApproval,
    ChatDone,
    ChatEventView,
    ChatRecalled,
    ChatText,
    ChatToolDone,
)
from memory.errors import InvalidInput, ModelError
from memory.types import Hit, Proposition, Sensitivity
from tests.support.checkpointing import checkpoints_in
from tests.support.fake_engine import FakeEngine
from tests.support.fake_memory import NOW, FakeModel
from tools.registry import load_tools


@dataclass
class Room:
    """A model, an engine, and a home that outlives a restart."""

    home: Path
    model: FakeModel = field(default_factory=FakeModel)
    engine: FakeEngine = field(default_factory=FakeEngine)
    clearance: Sensitivity = "personal"
    saver: Checkpoints | None = None

    def open(self) -> Chat:
        """A chat, as a fresh process opens it."""
        if self.saver is not None:
            self.saver.close()
        self.saver = checkpoints_in(self.home)
        return Chat(
            self.model,
            self.engine,
            load_tools([]),
            self.saver,
            lambda: NOW,
            gate=Gate(),
            notes=self.home / "notes",
            clearance=self.clearance,
        )

    def will_say(self, *events: ChatEvent) -> None:
        """The next answer."""
        self.engine.answers.append(list(events))

    @property
    def note(self) -> Path:
        """Where notes go."""
        return self.home / "notes" / "notes.md"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A room in which one thing is known."""
    made = Room(tmp_path)
    made.model.known["p1"] = Proposition(id="p1", text="Likes oolong tea", confidence=0.8)
    yield made
    if made.saver is not None:
        made.saver.close()


NOTE = ToolCall(id="c1", name="append_note", arguments={"text": "Buy oolong"})


def kinds(events: list[ChatEventView]) -> list[str]:
    """Their types, in order."""
    return [each.type for each in events]


def done(events: list[ChatEventView]) -> ChatDone:
    """The end of a turn."""
    assert isinstance(events[-1], ChatDone)
    return events[-1]


def checkpointed(room: Room, thread: str) -> str:
    """All that the checkpoints of a conversation hold."""
    assert room.saver is not None
    found = room.saver.list(thread_config(CONVERSATION + thread))
    return repr([(each.checkpoint, each.metadata, each.pending_writes) for each in found])


def test_a_turn_recalls_answers_and_cites(room: Room) -> None:
    """What was recalled comes first, then text in pieces, then what the answer rests on."""
    room.will_say(TextDelta("You like "), TextDelta("oolong."), Finished(cited=("p1", "p9")))
    events = list(room.open().ask("Which tea do I like?", "t1"))
    assert kinds(events) == ["recalled", "text", "text", "done"]
    assert isinstance(events[0], ChatRecalled)
    assert [each.text for each in events[0].hits] == ["Likes oolong tea"]
    assert done(events).text == "You like oolong."
    assert done(events).cited == ["p1"], "what was not recalled is not cited"


def test_what_was_said_is_kept_and_not_learnt_from(room: Room) -> None:
    """The message is an observation of the person; the answer is settled and never evidence."""
    chat = room.open()
    room.will_say(TextDelta("You like skiing"), Finished())
    list(chat.ask("I live in Porto", "t1"))
    message, answer = room.model.rows.values()
    assert (message.source, message.origin, message.thread, message.position, message.status) == (
        "chat", "self-stated", "t1", 0, "pending",
    )  # fmt: skip
    assert (answer.origin, answer.position) == ("third-party content", 1)
    assert answer.status == "processed"
    assert answer.context["role"] == "assistant"
    assert room.saver is not None
    Learner(room.model, room.engine, room.saver, lambda: NOW).run()
    assert {each.text for each in room.model.known.values()} == {
        "Likes oolong tea",
        "I live in Porto",
    }


def test_a_secret_is_redacted_before_it_is_kept(room: Room) -> None:
    """A message goes through the gate like everything else."""
    token = "ghp_" + "a1B2c3D4e5F6" * 3
    list(room.open().ask(f"My token is {token}", "t1"))
    assert all(token not in each.content for each in room.model.rows.values())


def test_the_conversation_goes_on(room: Room) -> None:
    """The second turn has the first, in order and by role, also after a restart."""
    list(room.open().ask("One", "t1"))
    list(room.open().ask("Two", "t1"))
    assert [(each.role, each.content) for each in room.engine.asked[1].messages] == [
        ("user", "One"), ("assistant", "Fine."), ("user", "Two"),
    ]  # fmt: skip
    assert [each.position for each in room.model.rows.values()] == [0, 1, 2, 3]
    list(room.open().ask("Three", "t2"))
    assert len(room.engine.asked[2].messages) == 1


def test_what_was_forgotten_is_gone_from_the_conversation(room: Room) -> None:
    """A conversation keeps ids; the text lives in the ledger alone."""
    list(room.open().ask("My secret plan", "t1"))
    room.model.rows.clear()
    list(room.open().ask("Two", "t1"))
    assert [each.content for each in room.engine.asked[1].messages] == ["Two"]


def test_a_finished_turn_leaves_no_text_in_its_checkpoint(room: Room) -> None:
    """One checkpoint, holding ids."""
    list(room.open().ask("A question about the zeppelin", "t1"))
    assert room.saver is not None
    rows = room.saver.conn.execute("SELECT checkpoint FROM checkpoints").fetchall()
    assert len(rows) == 1
    assert b"zeppelin" not in bytes(rows[0][0])
    assert room.saver.conn.execute(
        "SELECT count(*) FROM writes WHERE value LIKE '%zeppelin%'"
    ).fetchone() == (0,)


def test_a_reading_tool_runs_once_and_its_result_goes_back(room: Room) -> None:
    """The engine is asked again with the result, and gets no second call."""
    look = ToolCall(id="c1", name="recall", arguments={"query": "tea"})
    room.will_say(TextDelta("Let me look."), look, Finished())
    room.will_say(TextDelta("Oolong."), look, Finished(cited=("p1",)))
    events = list(room.open().ask("What do I drink?", "t1"))
    assert kinds(events) == ["recalled", "text", "tool", "text", "text", "done"]
    assert isinstance(events[2], ChatToolDone)
    assert events[2].summary == "Looked in memory: 1 result"
    assert done(events).text == "Let me look.\n\nOolong."
    assert done(events).cited == ["p1"]
    first, second = room.engine.asked
    assert [each.name for each in first.tools] == ["recall", "append_note"]
    assert second.tools == ()
    assert second.messages[-1].role == "tool"
    assert "[p1] Likes oolong tea" in second.messages[-1].content


def _seen(room: Room, words: str) -> list[Hit]:
    """Whatever was observed that has some words in it."""
    return [
        Hit(
            id=each.id or "",
            kind="observation",
            text=each.content,
            score=1.0,
            confidence=None,
            parts={},
            evidence=(),
        )
        for each in room.model.observations()
        if words in each.content
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("What did you suggest for my shed?", ["Linseed oil."]), ("Which oil has my shed?", [])],
)
def test_an_earlier_answer_is_recalled_only_where_it_is_asked_for(
    room: Room, monkeypatch: pytest.MonkeyPatch, asked: str, found: list[str]
) -> None:
    """What an assistant said is an echo, unless that is what the person wants to hear again."""
    room.will_say(TextDelta("Linseed oil."), Finished())
    chat = room.open()
    list(chat.ask("How do I keep the shed dry?", "t1"))
    monkeypatch.setattr(room.model, "recall", lambda _query, **_options: _seen(room, "e"))
    room.will_say(Finished())
    recalled = next(iter(chat.ask(asked, "t2")))
    assert isinstance(recalled, ChatRecalled)
    assert [each.text for each in recalled.hits] == found


def test_a_tool_does_not_find_the_question_itself(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question is kept before the tool looks; it is no answer to itself."""
    monkeypatch.setattr(room.model, "recall", lambda query, **_options: _seen(room, query))
    look = ToolCall(id="c1", name="recall", arguments={"query": "What do I like?"})
    room.will_say(look, Finished())
    room.will_say(TextDelta("Nothing."), Finished())
    list(room.open().ask("What do I like?", "t1"))
    assert room.engine.asked[-1].messages[-1].content == "Nothing was found."


def test_a_writing_tool_stops_with_its_exact_arguments(room: Room) -> None:
    """Nothing is written before the person has agreed, and no end of turn is claimed."""
    room.will_say(TextDelta("I can write that down."), NOTE, Finished())
    chat = room.open()
    events = list(chat.ask("Note that I need oolong", "t1"))
    assert kinds(events) == ["recalled", "text", "approval"]
    approval = events[-1]
    assert isinstance(approval, ChatApproval)
    assert approval.arguments == {"text": "Buy oolong", "file": "notes.md"}
    assert (approval.thread, approval.tool, approval.undoable) == ("t1", "append_note", True)
    assert not room.note.exists()
    with pytest.raises(InvalidInput, match="approve or refuse"):
        chat.ask("Something else", "t1")


def test_approval_works_after_a_restart(room: Room) -> None:
    """The process that asked is gone; another runs the tool and finishes the turn."""
    room.will_say(NOTE, Finished())
    list(room.open().ask("Note that I need oolong", "t1"))
    room.will_say(TextDelta("I've saved it."), Finished())
    chat = room.open()
    waiting = chat.waiting("t1")
    assert waiting is not None
    assert waiting.tool == "append_note"
    events = list(chat.approve("t1", approved=True))
    assert kinds(events) == ["tool", "text", "done"]
    assert room.note.read_text() == "- 2026-03-02 12:00 Buy oolong\n"
    assert done(events).text == "I've saved it.", "a receipt backs the claim"
    assert chat.waiting("t1") is None
    with pytest.raises(InvalidInput, match="Nothing waits"):
        chat.approve("t1", approved=True)
    assert [each.decision for each in room.model.entries] == ["ran"]


def test_refusal_writes_nothing_and_says_so(room: Room) -> None:
    """The engine is told; a claim to have done it all the same is corrected."""
    room.will_say(NOTE, Finished())
    list(room.open().ask("Note that I need oolong", "t1"))
    room.will_say(TextDelta("I've saved it."), Finished())
    events = list(room.open().approve("t1", approved=False))
    assert kinds(events) == ["text", "text", "done"]
    assert "nothing was changed" in done(events).text
    assert not room.note.exists()
    assert "the person said no" in room.engine.asked[-1].messages[-1].content
    assert [each.decision for each in room.model.entries] == ["refused"]


def test_a_tool_that_may_have_run_is_not_run_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the write and its checkpoint: approving again does not append twice."""
    room.will_say(NOTE, Finished())
    list(room.open().ask("Note that I need oolong", "t1"))

    def die(_entries: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(room.model, "write_audit", die)
        with pytest.raises(KeyboardInterrupt):
            list(room.open().approve("t1", approved=True))
    assert room.note.read_text().count("Buy oolong") == 1
    room.will_say(TextDelta("I cannot tell whether it was written."), Finished())
    events = list(room.open().approve("t1", approved=True))
    assert kinds(events) == ["text", "done"]
    assert room.note.read_text().count("Buy oolong") == 1
    assert "may or may not" in room.engine.asked[-1].messages[-1].content


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (ToolCall(id="c", name="launch", arguments={}), "no tool named"),
        (ToolCall(id="c", name="append_note", arguments={"file": "../x.md", "text": "a"}), "plain"),
        (ToolCall(id="c", name="recall", arguments={"q": "tea"}), "query"),
    ],
)
def test_an_impossible_call_goes_back_to_the_engine(room: Room, call: ToolCall, why: str) -> None:
    """Nobody is asked to approve what cannot run."""
    room.will_say(call, Finished())
    room.will_say(TextDelta("That did not work."), Finished())
    events = list(room.open().ask("Do it", "t1"))
    assert kinds(events) == ["recalled", "text", "done"]
    assert why in room.engine.asked[-1].messages[-1].content


def test_an_answer_that_claims_too_much_is_corrected(room: Room) -> None:
    """Without a receipt nothing was done, whatever the model says."""
    room.will_say(TextDelta("I have sent the mail."), Finished())
    assert "nothing was changed" in done(list(room.open().ask("Send it", "t1"))).text


@pytest.mark.parametrize("text", ["It is written in Rust.", "You saved 3 files.", "I think so."])
def test_ordinary_answers_claim_nothing(text: str) -> None:
    """Only the first person's deeds count."""
    assert not claims_to_have_done(text)


def test_hanging_up_cancels_the_answer(room: Room) -> None:
    """The engine's iterator is closed, nothing is kept of the answer, and the next turn works."""
    room.will_say(*(TextDelta(f"{n} ") for n in range(1000)), Finished())
    chat = room.open()
    events = chat.ask("Count", "t1")
    for event in events:
        if isinstance(event, ChatText):
            break
    assert isinstance(events, Generator)
    events.close()
    assert room.engine.closed == 1
    assert [each.content for each in room.model.rows.values()] == ["Count"]
    assert "Count" not in checkpointed(room, "t1")
    room.will_say(TextDelta("Again."), Finished())
    assert done(list(chat.ask("Try again", "t1"))).text == "Again."


def test_one_turn_at_a_time_in_a_conversation(room: Room) -> None:
    """A second question while the first is being answered is a plain error; others go on."""
    chat = room.open()
    first = chat.ask("One", "t1")
    next(first)
    with pytest.raises(InvalidInput, match="still answering"):
        list(chat.ask("Two", "t1"))
    assert done(list(chat.ask("Three", "t2"))).thread == "t2"
    assert done(list(first)).thread == "t1"


def test_a_model_that_fails_is_told_and_the_conversation_goes_on(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message is kept; the next turn works."""
    chat = room.open()

    def fails(_request: object) -> Iterator[ChatEvent]:
        yield TextDelta("Well")
        raise ModelError("The model broke")

    with monkeypatch.context() as patched:
        patched.setattr(room.engine, "chat", fails)
        with pytest.raises(ModelError, match="broke"):
            list(chat.ask("One", "t1"))
    assert "One" not in checkpointed(room, "t1")
    assert done(list(chat.ask("Two", "t1"))).text == "Fine."


def test_a_model_that_fails_after_the_tool_leaves_no_text_either(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is nothing to approve again: what was approved has run."""
    room.will_say(NOTE, Finished())
    list(room.open().ask("Note that I need zanzibar", "t1"))
    assert "zanzibar" in checkpointed(room, "t1")
    chat = room.open()

    def fails(_request: object) -> Iterator[ChatEvent]:
        yield TextDelta("Noted")
        raise ModelError("The model broke")

    monkeypatch.setattr(room.engine, "chat", fails)
    with pytest.raises(ModelError, match="broke"):
        list(chat.approve("t1", approved=True))
    assert "Buy oolong" in room.note.read_text()
    assert "zanzibar" not in checkpointed(room, "t1")


@pytest.mark.parametrize("prompt", ["", "  \n ", "\x1b\x00", "x" * (LONGEST_PROMPT + 1), "\udcff"])
def test_an_unusable_prompt_is_a_plain_error(room: Room, prompt: str) -> None:
    """At once, before anything is stored."""
    with pytest.raises(InvalidInput):
        room.open().ask(prompt)
    assert room.model.rows == {}


@pytest.mark.parametrize("thread", ["../x", "a b", "x" * 99, "\n"])
def test_a_conversation_has_a_plain_name(room: Room, thread: str) -> None:
    """Names go into the ledger and over the socket."""
    with pytest.raises(InvalidInput):
        room.open().ask("Hello", thread)


def test_an_answer_is_guarded_like_what_it_may_repeat(room: Room) -> None:
    """With a higher clearance the answer may hold sensitive memory, and is labelled so."""
    room.clearance = "sensitive"
    list(room.open().ask("Hello", "t1"))
    message, answer = room.model.rows.values()
    assert (message.labels.sensitivity, answer.labels.sensitivity) == ("personal", "sensitive")
