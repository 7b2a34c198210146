"""One model for everybody: who goes first, and what happens when it does not load."""

from __future__ import annotations

import json
import socket
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.config import ModelSection
from agent.daemon.engines import (
    CHAT,
    LEARN,
    SUGGEST,
    Loaded,
    SharedEngine,
    Turnstile,
    configured_view,
    language_loader,
)
from agent.engine.port import (
    ChatMessage,
    ChatRequest,
    Finished,
    LearnRequest,
    LearnResult,
    TextDelta,
)
from agent.wire import ModelView
from memory.errors import ModelTimeout, ModelUnavailable
from memory.types import Observation
from tests.support.fake_engine import FakeEngine
from tests.support.model_server import Scripted, events, model_server
from tests.support.tiny_gguf import TinyShape, write_random_chat_model

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
BATCH = LearnRequest(observations=(), neighbours=(), now=NOW)
ASKED = ChatMessage(role="user", content="How are you?")
QUESTION = ChatRequest(messages=(), hits=(), tools=(), now=NOW)


def view(name: str | None = "big") -> ModelView:
    """A model as status shows it."""
    return ModelView(name=name, path="x", device="cpu", gpu_layers=0, context=512, note="")


class Released(FakeEngine):
    """Counts how often it was released."""

    released = 0

    def close(self) -> None:
        """Count."""
        self.released += 1


def test_chat_goes_before_learning() -> None:
    """When the model is free again, chat goes before suggestions and those before learning."""
    turnstile, order, threads = Turnstile(), list[int](), []

    def take(rank: int) -> None:
        with turnstile.turn(rank):
            order.append(rank)

    with turnstile.turn(LEARN):
        for number, rank in enumerate((LEARN, SUGGEST, CHAT, CHAT)):
            thread = threading.Thread(target=take, args=(rank,))
            thread.start()
            threads.append(thread)
            while True:
                with turnstile._condition:
                    if len(turnstile._waiting) == number + 1:
                        break
    for thread in threads:
        thread.join(10)
    assert order == [CHAT, CHAT, SUGGEST, LEARN]


def test_a_turn_waits_for_one_batch_only() -> None:
    """A question that comes during a batch is answered before the next batch."""
    order = list[str]()
    in_batch, go_on = threading.Event(), threading.Event()

    def slow(_request: LearnRequest) -> None:
        order.append("batch")
        in_batch.set()
        go_on.wait(10)

    engine = FakeEngine(failing=slow)
    engine.answers.append([TextDelta("yes"), Finished()])
    shared = SharedEngine(engine)
    learning = threading.Thread(target=lambda: [shared.learn(BATCH) for _ in range(3)])
    learning.start()
    assert in_batch.wait(10)
    asking = threading.Thread(target=lambda: order.extend("chat" for _ in shared.chat(QUESTION)))
    asking.start()
    while not shared._turnstile._waiting:
        pass
    go_on.set()
    asking.join(10)
    learning.join(10)
    assert order.index("chat") == 1


def test_a_call_that_is_overtaken_is_broken_off_and_made_again() -> None:
    """Chat does not wait for the rest of a batch; the batch is asked again and fails nobody."""
    order = list[str]()
    in_batch = threading.Event()

    def interruptible(request: LearnRequest) -> None:
        if order:
            order.append("batch")
            return
        order.append("broken off")
        in_batch.set()
        assert request.cancel is not None
        assert request.cancel.wait(10)
        raise ModelTimeout("The model was interrupted before its answer was complete")

    engine = FakeEngine(failing=interruptible)
    engine.answers.append([TextDelta("yes"), Finished()])
    shared = SharedEngine(engine)
    learning = threading.Thread(target=shared.learn, args=(BATCH,))
    learning.start()
    assert in_batch.wait(10)
    for _ in shared.chat(QUESTION):
        order.append("chat")
        assert shared.urgent()
    learning.join(10)

    assert order == ["broken off", "chat", "chat", "batch"]
    assert not shared.urgent()


def test_a_call_that_fails_by_itself_has_failed() -> None:
    """It is not asked again and again."""
    asked = list[LearnRequest]()

    def fail(request: LearnRequest) -> None:
        asked.append(request)
        raise ModelTimeout("late")

    with pytest.raises(ModelTimeout):
        SharedEngine(FakeEngine(failing=fail)).learn(BATCH)
    assert len(asked) == 1


def test_closing_a_turn_frees_the_model() -> None:
    """A cancelled turn lets the next one in."""
    engine = FakeEngine()
    engine.answers.append([TextDelta("a"), TextDelta("b"), Finished()])
    shared = SharedEngine(engine)
    turn = shared.chat(QUESTION)
    next(turn)
    turn.close()  # type: ignore[attr-defined]  # a generator
    assert shared.learn(BATCH) is not None


def test_a_model_that_does_not_load() -> None:
    """The built-in engine takes over, and status says why."""

    def fail() -> Loaded:
        raise ModelUnavailable("broken.gguf is not a GGUF file")

    configured = configured_view(ModelSection(path=Path("broken.gguf")))
    shared = SharedEngine(FakeEngine(name="built-in"), fail, configured=configured)
    assert shared.name == "built-in"
    assert shared.model.name is None
    assert "not a GGUF file" in shared.model.note
    assert shared.model.path is not None
    assert shared.model.path.endswith("broken.gguf")
    assert shared.stand_in.startswith("The configured language model does not load")


def test_loading_does_not_hold_up_status() -> None:
    """While a model loads, status answers at once and calls wait for the model."""
    loading = threading.Event()
    big = FakeEngine(name="big", kind="language model", batch_size=9)

    def load() -> Loaded:
        loading.wait(10)
        return Loaded(big, view)

    configured = configured_view(ModelSection(endpoint="http://127.0.0.1:9/v1", name="big"))
    shared = SharedEngine(FakeEngine(), load, configured=configured)
    assert (shared.model.name, shared.model.running_on) == (
        "big",
        "at http://127.0.0.1:9/v1, loading",
    )
    assert shared.current.name == "fake"
    loading.set()
    assert shared.batch_size == 9
    assert shared.model.name == "big"
    assert shared.kind == "language model"
    assert shared.stand_in == ""


def test_both_engines_are_released() -> None:
    """Closing releases the language model and the built-in engine beside it."""
    small, big = Released(), Released()
    shared = SharedEngine(small, lambda: Loaded(big, view))
    assert shared.name == "fake"
    shared.close()
    assert (small.released, big.released) == (1, 1)


def test_a_model_with_a_queue_of_its_own_is_asked_by_all_at_once() -> None:
    """A turn of chat does not wait for a batch: the model itself knows what comes first."""
    in_batch, go_on = threading.Event(), threading.Event()

    def slow(_request: LearnRequest) -> None:
        in_batch.set()
        go_on.wait(10)

    big = FakeEngine(name="big", failing=slow)
    big.answers.append([TextDelta("yes"), Finished()])
    shared = SharedEngine(FakeEngine(), lambda: Loaded(big, view, queues=True))
    learning = threading.Thread(target=shared.learn, args=(BATCH,))
    learning.start()
    assert in_batch.wait(10)
    answered = list(shared.chat(QUESTION))
    go_on.set()
    learning.join(10)

    assert len(answered) == 2


def test_a_model_that_was_given_up_is_replaced_by_the_built_in_engine() -> None:
    """From then on; status goes on saying what became of it."""
    usable = [True]
    big = FakeEngine(name="big", kind="language model")
    shared = SharedEngine(
        FakeEngine(name="built-in"), lambda: Loaded(big, view, usable=lambda: usable[0])
    )
    assert shared.name == "big"
    usable[0] = False

    assert shared.name == "built-in"
    assert shared.model.name == "big"
    assert shared.stand_in.startswith("big: ")


def test_a_configured_model_runs_in_its_own_process_and_says_on_what(tmp_path: Path) -> None:
    """Device, layers and, after a call, its measured speed; closing ends the process."""
    path = write_random_chat_model(tmp_path / "tiny.gguf", shape=TinyShape(context=2048))
    section = ModelSection(path=path, threads=1, max_tokens=16)
    shared = SharedEngine(FakeEngine(), language_loader(section, FakeEngine()))
    assert shared.kind == "language model"
    for _ in shared.chat(ChatRequest(messages=(ASKED,), hits=(), tools=(), now=NOW)):
        pass
    told = shared.model

    assert (told.layers, told.context, told.state) == (2, 2048, "ready")
    assert "of 3 layers on a GPU" in told.running_on
    assert "tokens/s" in told.running_on
    shared.close()
    assert shared.model.state == "closed"


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", "http://192.0.2.1/v1"])
def test_a_server_in_the_models_place(url: str) -> None:
    """It is not asked before it is needed; one that is not here is marked as such."""
    section = ModelSection(endpoint=url, name="big", allow_remote=True)
    shared = SharedEngine(FakeEngine(), language_loader(section, FakeEngine()))

    assert shared.name == "big"
    assert shared.model.remote is ("192" in url)
    assert ("NOT ON THIS MACHINE" in shared.model.running_on) is ("192" in url)
    shared.close()


def test_chat_breaks_off_what_learning_asks_a_server() -> None:
    """The connection is shut, so that the server stops; then the batch is asked for again."""
    began = b'data: {"choices": [{"delta": {"content": "{"}}]}\n\n'
    whole = json.dumps({"reasoning": "", "claims": []})
    script = [
        Scripted(body=began, hangs=True),
        Scripted(body=events("Hello")),
        Scripted(body=events(whole)),
    ]
    seen = Observation(id="o1", source="note", content="Likes tea", observed_at=NOW)
    batch = LearnRequest(observations=(seen,), neighbours=(), now=NOW)
    learnt = list[LearnResult]()
    with model_server(script) as server:
        section = ModelSection(endpoint=server.url, name="big")
        shared = SharedEngine(FakeEngine(), language_loader(section, FakeEngine()))
        learning = threading.Thread(target=lambda: learnt.append(shared.learn(batch)))
        learning.start()
        assert server.came.wait(10)
        said = list(shared.chat(ChatRequest(messages=(ASKED,), hits=(), tools=(), now=NOW)))
        assert server.left.wait(10)
        learning.join(10)
        shared.close()

    assert TextDelta("Hello") in said
    assert [one.drafts for one in learnt] == [()]
    formats = ["response_format" in asked.body for asked in server.asked]
    assert formats == [True, False, True]


def test_a_server_that_is_not_there_is_found_by_doctor() -> None:
    """Status asks nobody; doctor does, and says what is wrong."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        section = ModelSection(endpoint=url, name="big")
        shared = SharedEngine(FakeEngine(), language_loader(section, FakeEngine()))
        assert shared.name == "big"
        fault = shared.fault()
        shared.close()

    assert "Nothing answers" in fault


def test_no_model_no_loader() -> None:
    """Without a configured model nothing is loaded, and nothing is stood in for."""
    assert language_loader(ModelSection(), FakeEngine()) is None
    assert configured_view(ModelSection()) is None
    assert SharedEngine(FakeEngine()).stand_in == ""


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    """A configured file that is not a GGUF chat model is told in status, not in a crash."""
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"not a model")
    shared = SharedEngine(FakeEngine(), language_loader(ModelSection(path=path), FakeEngine()))
    assert shared.name == "fake"
    assert "does not load" in shared.model.note
