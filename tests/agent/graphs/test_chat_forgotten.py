"""A turn of chat during which something is forgotten: nothing of it is written back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from agent.chatting import Chat
from agent.checkpoints import Checkpoints, open_checkpoints
from agent.engine.port import ChatEvent, ChatRequest, Finished, TextDelta, ToolCall
from agent.gate import Gate
from agent.graphs.chat import FORGOTTEN, ChatContext, keep, turn
from agent.graphs.given import is_left
from agent.incognito import Traceless, traceless_checkpoints
from agent.wire import ChatApproval, ChatDone, ChatEventView, ChatText
from memory import Change, Observation, Proposition
from memory.errors import NotFound
from memory.model import UserModel
from tests.memory.test_forgetting import holding
from tests.support.fake_engine import FakeEngine
from tests.support.fake_memory import FakeModel
from tests.support.models import START, Clock, open_model
from tools.contract import Receipt
from tools.registry import load_tools


class Interrupted(FakeEngine):
    """Answers in two pieces, between which something happens, elsewhere."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self.meanwhile = meanwhile

    def chat(self, request: ChatRequest) -> Iterator[ChatEvent]:
        """The answer."""
        self.asked.append(request)
        yield TextDelta("You flew to ")
        beside = threading.Thread(target=self.meanwhile)
        beside.start()
        beside.join()
        yield TextDelta("Zanzibar with Ola.")
        yield Finished(cited=tuple(each.id for each in request.hits))


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """A model that knows of one flight."""
    with open_model(tmp_path / "home", plain=True) as model:
        (told,) = model.observe(
            [
                Observation(
                    source="diary",
                    content="I flew to Zanzibar with Ola",
                    observed_at=START,
                    origin="self-stated",
                )
            ]
        )
        model.add(Proposition(text="Flew to Zanzibar with Ola"), [told])
        model.sync_index()
        yield model


@pytest.fixture
def saver(model: UserModel) -> Iterator[Checkpoints]:
    """The checkpoints beside it."""
    checkpoints = open_checkpoints(model)
    yield checkpoints
    checkpoints.close()


def talk(model: UserModel, saver: Checkpoints, engine: FakeEngine, notes: Path) -> Chat:
    """A conversation with an engine."""
    return Chat(model, engine, load_tools([]), saver, Clock(), gate=Gate(), notes=notes)


def told(events: list[ChatEventView]) -> str:
    """All the text that was streamed."""
    return "".join(each.text for each in events if isinstance(each, ChatText))


@pytest.mark.parametrize("way", ["match", "source", "id"])
def test_what_is_forgotten_meanwhile_is_not_written_back(
    model: UserModel, saver: Checkpoints, tmp_path: Path, way: str
) -> None:
    """Neither the answer nor a checkpoint has it; the person is told so in a sentence."""
    (diary,) = model.observations()

    def meanwhile() -> None:
        model.forget(
            match="zanzibar" if way == "match" else None,
            source="diary" if way == "source" else None,
            id=diary.id if way == "id" else None,
        )

    engine = Interrupted(meanwhile)
    events = list(talk(model, saver, engine, tmp_path / "notes").ask("Where did I fly?", "t1"))
    assert engine.asked[0].hits
    assert told(events).endswith(FORGOTTEN)
    assert isinstance(events[-1], ChatDone)
    assert events[-1].text.endswith(FORGOTTEN)
    assert events[-1].cited == []
    assert [each.content for each in model.observations()] == ["Where did I fly?"]
    assert holding(model.directory, "zanzibar") == []


def test_an_answer_that_waits_for_a_forgetting(
    model: UserModel, saver: Checkpoints, tmp_path: Path
) -> None:
    """While it is under way everything still seems to be there; what was kept goes again."""
    observe = model.observe

    def after_forgetting(observations: Sequence[Observation]) -> list[str]:
        if observations[0].context["role"] == "assistant":
            model.forget(match="zanzibar")
        return observe(observations)

    engine = Interrupted(lambda: None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "observe", after_forgetting)
        chat = talk(model, saver, engine, tmp_path / "notes")
        events = list(chat.ask("Where did I fly?", "t1"))
    assert told(events).endswith(FORGOTTEN)
    assert [each.content for each in model.observations()] == ["Where did I fly?"]
    assert holding(model.directory, "zanzibar") == []


def test_the_conversation_goes_on_afterwards(
    model: UserModel, saver: Checkpoints, tmp_path: Path
) -> None:
    """The question stays in it, and what was forgotten before a turn is not forgotten in it."""
    engine = Interrupted(lambda: model.forget(match="zanzibar"))
    chat = talk(model, saver, engine, tmp_path / "notes")
    list(chat.ask("Where did I fly?", "t1"))
    engine.meanwhile = lambda: None
    events = list(chat.ask("And now?", "t1"))
    assert FORGOTTEN not in told(events)
    assert [each.content for each in engine.asked[-1].messages] == ["Where did I fly?", "And now?"]
    assert {each.content for each in model.observations()} == {
        "Where did I fly?",
        "And now?",
        "You flew to Zanzibar with Ola.",
    }


def test_what_was_forgotten_between_turns_does_not_matter(
    model: UserModel, saver: Checkpoints, tmp_path: Path
) -> None:
    """An earlier turn is gone before this one begins, which is kept like any other."""
    chat = talk(model, saver, Interrupted(lambda: None), tmp_path / "notes")
    list(chat.ask("My code word is Wolkenkratzer", "t1"))
    # Its checkpoint names it by its id alone, and so stays.
    (asked,) = (each.id for each in model.observations() if "code word" in each.content)
    model.forget(id=asked)
    assert FORGOTTEN not in told(list(chat.ask("Where did I fly?", "t1")))


def test_a_question_that_is_forgotten_meanwhile(
    model: UserModel, saver: Checkpoints, tmp_path: Path
) -> None:
    """It is gone from the conversation too, with the answer to it."""
    engine = Interrupted(lambda: model.forget(match="secretly"))
    chat = talk(model, saver, engine, tmp_path / "notes")
    assert told(list(chat.ask("Where did I fly secretly?", "t1"))).endswith(FORGOTTEN)
    assert {each.content for each in model.observations()} == {"I flew to Zanzibar with Ola"}
    assert holding(model.directory, "secretly") == []
    engine.meanwhile = lambda: None
    list(chat.ask("And now?", "t1"))
    assert [each.content for each in engine.asked[-1].messages] == ["And now?"]


def test_an_earlier_turn_that_is_forgotten_meanwhile(
    model: UserModel, saver: Checkpoints, tmp_path: Path
) -> None:
    """The engine was shown what had been said before, so its answer may tell it."""
    engine = Interrupted(lambda: None)
    chat = talk(model, saver, engine, tmp_path / "notes")
    # A question is not recalled for the next one.
    list(chat.ask("Is Wolkenkratzer a good code word?", "t1"))
    engine.meanwhile = lambda: model.forget(match="wolkenkratzer")
    assert told(list(chat.ask("And what is my code word?", "t1"))).endswith(FORGOTTEN)


def test_something_else_that_is_forgotten_does_not_matter(
    model: UserModel, saver: Checkpoints, tmp_path: Path
) -> None:
    """Nor does a claim that has learnt something: the answer is kept."""
    (other, news) = model.observe(
        [
            Observation(source="shell", content="unrelated", observed_at=START),
            Observation(source="diary", content="and with Bo, in May", observed_at=START),
        ]
    )
    (flew,) = model.propositions()

    def meanwhile() -> None:
        model.forget(id=other)
        more = "Flew to Zanzibar with Ola in May"
        (done,) = model.reconcile([Proposition(text=more)], evidence=[news])
        assert (done.outcome, done.proposition) == ("refines", flew.id)

    engine = Interrupted(meanwhile)
    events = list(talk(model, saver, engine, tmp_path / "notes").ask("Where did I fly?", "t1"))
    assert FORGOTTEN not in told(events)
    assert "You flew to Zanzibar with Ola." in [each.content for each in model.observations()]


def claim(text: str) -> Proposition:
    """A claim of one id."""
    return Proposition(id="p1", text=text)


@pytest.mark.parametrize(
    ("now", "history", "left"),
    [
        ("Flew to Zanzibar", [], True),
        ("Flew", [], False),
        ("Flew", [("Flew to Zanzibar", "Flew")], True),
        ("Flew", [("Flew", "Flew to Zanzibar"), ("Flew to Zanzibar", "Flew")], True),
        ("Flew", [(None, "Flew"), (None, None)], False),
        (None, [], False),
    ],
)
def test_a_claim_was_given_in_words(
    now: str | None, history: list[tuple[str | None, str | None]], *, left: bool
) -> None:
    """One that has learnt something said so once; one that went back has said no such thing."""
    model = FakeModel()
    if now is not None:
        model.known["p1"] = claim(now)
    model.changes["p1"] = [
        Change(
            id=number,
            at=START,
            actor="a",
            action="revise",
            proposition="p1",
            before=claim(before) if before else None,
            after=claim(after) if after else None,
        )
        for number, (before, after) in enumerate(history)
    ]
    hits = [{"id": "p1", "kind": "proposition", "text": "Flew to Zanzibar"}]
    assert is_left(model, [], hits) is left


def test_a_claim_that_goes_between_two_looks_at_it() -> None:
    """It was there when it was asked for, and not when its history was."""

    class Going(FakeModel):
        def history(self, id: str) -> list[Change]:
            raise NotFound(f"There is nothing with the id {id!r}")

    model = Going()
    model.known["p1"] = claim("Flew")
    assert not is_left(model, [], [{"id": "p1", "kind": "proposition", "text": "Flew to Zanzibar"}])


def test_what_is_forgotten_just_before_it_would_be_kept(tmp_path: Path) -> None:
    """The answer is whole, and still nothing of it is kept."""
    model = FakeModel()
    events: list[Any] = []
    context = ChatContext(
        model=model,
        engine=FakeEngine(),
        tools=load_tools([]),
        clock=Clock(),
        admit=lambda each: each,
        notes=tmp_path,
        clearance="personal",
        cancelled=lambda: False,
    )
    hit = {"id": "o9", "kind": "observation", "text": "I flew to Zanzibar"}
    (asked,) = model.observe([Observation(source="chat", content="Where?", observed_at=START)])
    state = turn("t1", "Where?") | {"hits": [hit], "text": "To Zanzibar.", "asked": asked}
    after = keep(state | {"position": 1, "cited": ["o9"]}, context, events.append)
    assert [each.content for each in model.rows.values()] == ["Where?"]
    assert after["history"] == [asked]
    assert "Zanzibar" not in str(after)
    assert events[-1] == ChatDone(thread="t1", cited=[], text=f"To Zanzibar.\n\n{FORGOTTEN}")


@pytest.mark.parametrize("forgotten", [True, False])
def test_what_a_tool_found_is_given_too(
    model: UserModel, saver: Checkpoints, tmp_path: Path, *, forgotten: bool
) -> None:
    """The answer rests on what a tool cites, unless there is no such thing anyway."""

    class Looking(Interrupted):
        def chat(self, request: ChatRequest) -> Iterator[ChatEvent]:
            if request.tools:
                yield ToolCall(id="c1", name="recall", arguments={"query": "zanzibar"})
            else:
                yield from super().chat(request)

    (flew,) = model.propositions()

    def found(*_args: object, **_more: object) -> Receipt:
        return Receipt(summary="Looked", output="Flew", cited=(flew.id, "nowhere"))

    engine = Looking(lambda: model.forget(id=flew.id) if forgotten else None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agent.graphs.chat.run_tool", found)
        patch.setattr(model, "recall", lambda *_args, **_more: [])
        events = list(talk(model, saver, engine, tmp_path / "notes").ask("Look", "t1"))
    assert told(events).endswith(FORGOTTEN) is forgotten
    assert events[-1] == ChatDone(
        thread="t1",
        cited=[],
        text=FORGOTTEN if forgotten else "You flew to Zanzibar with Ola.",
    )


def test_no_tool_runs_on_what_was_forgotten(
    model: UserModel, saver: Checkpoints, tmp_path: Path
) -> None:
    """A note about it is not even asked about."""

    class Noting(Interrupted):
        def chat(self, request: ChatRequest) -> Iterator[ChatEvent]:
            yield from super().chat(request)
            yield ToolCall(id="c1", name="append_note", arguments={"text": "Zanzibar"})

    engine = Noting(lambda: model.forget(match="zanzibar"))
    events = list(talk(model, saver, engine, tmp_path / "notes").ask("Note where I flew", "t1"))
    assert not any(isinstance(each, ChatApproval) for each in events)
    assert not (tmp_path / "notes").exists()
    assert holding(model.directory, "zanzibar") == []


@pytest.mark.parametrize("forgotten", [True, False])
def test_a_chat_that_leaves_no_trace_is_told_too(
    model: UserModel, tmp_path: Path, *, forgotten: bool
) -> None:
    """What it was given may be forgotten like anything, and the conversation goes on."""
    room, saver = Traceless(model), traceless_checkpoints()
    engine = Interrupted(lambda: model.forget(match="zanzibar") if forgotten else None)
    chat = Chat(room, engine, load_tools([]), saver, Clock(), gate=Gate(), notes=tmp_path / "notes")
    assert told(list(chat.ask("Where did I fly?", "t1"))).endswith(FORGOTTEN) is forgotten
    assert [each.content for each in room.observations()] == [
        "Where did I fly?",
        *([] if forgotten else ["You flew to Zanzibar with Ola."]),
    ]
    (asked, *_) = room.observations()
    room.forget(id=asked.id)
    assert asked not in room.observations()
    assert len(model.observations()) == (0 if forgotten else 1)
    saver.close()
