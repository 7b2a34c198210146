"""A server in a model's place: what is sent, how answers are read, and every way it can fail."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from pydantic import BaseModel, SecretStr

from agent.endpoint.address import is_loopback, locate
from agent.endpoint.chat_model import EndpointChatModel
from memory.errors import (
    ContextOverflow,
    ModelBusy,
    ModelError,
    ModelOutputInvalid,
    ModelTimeout,
    ModelUnavailable,
)
from tests.support.model_server import ModelServer, Scripted, events, model_server

JSON = "application/json"
RECALL: dict[str, Any] = {
    "name": "recall",
    "description": "Look something up.",
    "parameters": {"type": "object", "properties": {"query": {"type": "string"}}},
}

Opener = Callable[..., EndpointChatModel]


class Answer(BaseModel):
    """A shape to answer in."""

    number: int


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A server that answers what is put into its script."""
    with model_server() as running:
        yield running


@pytest.fixture
def ask(server: ModelServer) -> Iterator[Opener]:
    """Makes models that talk to it, and closes them."""
    with ExitStack() as stack:

        def opener(**settings: Any) -> EndpointChatModel:  # noqa: ANN401
            settings = {"base_url": server.url, "model": "big", **settings}
            model = EndpointChatModel(**settings)
            stack.callback(model.close)
            return model

        yield opener


def refusal(status: int, said: str = "") -> Scripted:
    """An error as these servers send them."""
    body = json.dumps({"error": {"message": said, "type": "x"}}).encode()
    return Scripted(status=status, body=body, kind=JSON)


def test_text_finish_reason_and_usage(server: ModelServer, ask: Opener) -> None:
    """One answer, put together from its events."""
    server.script.append(Scripted(body=events("Hello", ", wor", "ld")))
    answer = ask().invoke([SystemMessage("Be brief."), HumanMessage("Hi")])

    assert answer.text == "Hello, world"
    assert answer.response_metadata["finish_reason"] == "stop"
    assert answer.usage_metadata is not None
    assert answer.usage_metadata["input_tokens"] == 20
    assert answer.usage_metadata["input_token_details"]["cache_read"] == 5


def test_what_is_sent(server: ModelServer, ask: Opener) -> None:
    """The settings, those of the call before the model's; the key as a bearer's."""
    server.script.append(Scripted(body=events("yes")))
    model = ask(api_key=SecretStr("key-7"), seed=7, max_tokens=9)
    model.invoke([HumanMessage("Hi")], stop=["END"], temperature=0.0, priority="learn")
    [asked] = server.asked

    assert asked.path == "/v1/chat/completions"
    assert asked.headers["Authorization"] == "Bearer key-7"
    assert asked.body["messages"] == [{"role": "user", "content": "Hi"}]
    assert asked.body["stop"] == ["END"]
    assert (asked.body["seed"], asked.body["max_tokens"], asked.body["temperature"]) == (7, 9, 0)
    assert "key-7" not in repr(model)


def test_a_stream_comes_piece_by_piece(server: ModelServer, ask: Opener) -> None:
    """With a model's reasoning kept apart from what it says."""
    server.script.append(Scripted(body=events({"reasoning_content": "Hm."}, "Hel", "lo")))
    chunks = list(ask().stream("Hi"))

    assert [chunk.text for chunk in chunks if chunk.text] == ["Hel", "lo"]
    assert chunks[0].additional_kwargs["reasoning_content"] == "Hm."


def test_a_tool_call_in_pieces(server: ModelServer, ask: Opener) -> None:
    """The name first, the arguments in parts; and the tools are described to the server."""
    parts = [
        {"tool_calls": [{"index": 0, "id": "c1", "function": {"name": "recall", "arguments": ""}}]},
        {"tool_calls": [{"index": 0, "function": {"arguments": '{"query": '}}]},
        {"tool_calls": [{"index": 0, "function": {"arguments": '"tea"}'}}]},
    ]
    server.script.append(Scripted(body=events(*parts, finish="tool_calls")))
    answer = ask().bind_tools([RECALL], tool_choice="recall").invoke("Hi")

    assert isinstance(answer, AIMessage)
    [call] = answer.tool_calls
    assert (call["name"], call["args"], call["id"]) == ("recall", {"query": "tea"}, "c1")
    assert server.asked[0].body["tools"][0]["function"]["name"] == "recall"
    assert server.asked[0].body["tool_choice"]["function"] == {"name": "recall"}


def test_a_structured_answer_is_held_to_its_schema(server: ModelServer, ask: Opener) -> None:
    """By the server, and checked here all the same."""
    model = ask().with_structured_output(Answer)
    server.script.append(Scripted(body=events('{"number": 3}')))
    server.script.append(Scripted(body=events('{"number": "x"}')))

    assert model.invoke("Hi") == Answer(number=3)
    sent = server.asked[0].body["response_format"]["json_schema"]["schema"]
    assert sent["properties"]["number"]["type"] == "integer"
    with pytest.raises(ModelOutputInvalid):
        model.invoke("Hi")


def test_a_server_without_schemas_is_told_in_words(server: ModelServer, ask: Opener) -> None:
    """Once it has refused a schema, with and without a word on thinking; not tried again."""
    server.script.extend([refusal(400, "response_format is not supported")] * 2)
    server.script.extend([Scripted(body=events('{"number": 3}'))] * 2)
    model = ask().with_structured_output(Answer)

    assert model.invoke("Hi") == Answer(number=3)
    assert model.invoke("Hi") == Answer(number=3)
    formats = [("response_format" in asked.body) for asked in server.asked]
    assert formats == [True, True, False, False]
    assert '"number"' in server.asked[2].body["messages"][-1]["content"]


def test_an_answer_of_a_shape_is_asked_for_without_thoughts(
    server: ModelServer, ask: Opener
) -> None:
    """Of servers that take that; one that refuses it is asked without. Chat may think."""
    server.script.append(Scripted(body=events('{"number": 1}')))
    server.script.append(refusal(400, "chat_template_kwargs is not known"))
    server.script.extend([Scripted(body=events('{"number": 2}'))] * 3)
    model = ask()
    for _ in range(3):
        model.with_structured_output(Answer).invoke("Hi")
    model.invoke("Hi")
    told = [asked.body.get("chat_template_kwargs", {}) for asked in server.asked]

    assert [one.get("enable_thinking") for one in told] == [False, False, None, None, None]
    assert ["response_format" in asked.body for asked in server.asked] == [True] * 4 + [False]


def test_without_a_name_the_first_model_is_asked(server: ModelServer, ask: Opener) -> None:
    """And only looked up once."""
    listed = json.dumps({"data": [{"id": "first"}, {"id": "second"}]}).encode()
    server.script.append(Scripted(body=listed, kind=JSON))
    server.script.extend([Scripted(body=events("yes"))] * 2)
    model = ask(model="")
    model.invoke("Hi")
    model.invoke("Hi")

    assert [asked.body.get("model") for asked in server.asked] == [None, "first", "first"]


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (refusal(401, "no key"), ModelUnavailable, "wants another key"),
        (refusal(404, "no model big"), ModelUnavailable, "no such model.*no model big"),
        (refusal(429), ModelBusy, "too much to do"),
        (refusal(503, "loading"), ModelError, "failed \\(503\\): loading"),
        (refusal(400, "exceeds the context size"), ContextOverflow, "does not fit"),
        (refusal(422, "bad seed"), ModelError, "refuses the request.*bad seed"),
        (Scripted(status=500, body=b"<html>" * 99, kind="text/html"), ModelError, "failed"),
        (Scripted(body=b"data: {oops\n\n"), ModelError, "no JSON"),
        (Scripted(body=b"data: [1]\n\n"), ModelError, "no object"),
        (Scripted(body=b"x" * (1 << 21)), ModelError, "no event stream"),
        (Scripted(body=b'data: {"error": {"message": "oh"}}\n\n'), ModelError, "broke off: oh"),
        (Scripted(body=events("a")[:60]), ModelError, "cut in the middle|no JSON"),
        (Scripted(body=b""), ModelError, "cut in the middle"),
    ],
)
def test_each_failure_is_told_in_plain_words(
    server: ModelServer, ask: Opener, answer: Scripted, error: type[ModelError], said: str
) -> None:
    """What the server said is in the message, cut short; the kind says whether to try again."""
    server.script.append(answer)

    with pytest.raises(error, match=said) as caught:
        ask().invoke("Hi")
    assert len(caught.value.message) < 400


def test_a_redirect_is_not_followed(server: ModelServer, ask: Opener) -> None:
    """Wherever it leads, what was asked does not go there."""
    server.script.append(Scripted(status=307, headers={"Location": "http://192.0.2.1/v1"}))

    with pytest.raises(ModelUnavailable, match="sends us elsewhere"):
        ask().invoke("Hi")
    assert len(server.asked) == 1


def test_thoughts_within_the_text_are_kept_apart(server: ModelServer, ask: Opener) -> None:
    """Some servers do not take them out."""
    server.script.append(Scripted(body=events("<thi", "nk>Hm.", "</think>", "\n\nTea.")))
    answer = ask().invoke("Hi")

    assert (answer.text, answer.additional_kwargs["reasoning_content"]) == ("Tea.", "Hm.")


def test_a_server_that_goes_round_in_circles_is_left(server: ModelServer, ask: Opener) -> None:
    """Whatever its own limit is."""
    server.script.append(Scripted(body=events(*["and so on "] * 500)))
    answer = ask().invoke("Hi")

    assert answer.response_metadata["finish_reason"] == "repetition"
    assert len(answer.text) < 1000


def test_nobody_there(ask: Opener) -> None:
    """A refused connection, with what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(ModelUnavailable, match="Nothing answers") as caught:
            ask(base_url=f"http://127.0.0.1:{port}/v1").invoke("Hi")
    assert "start the server" in caught.value.hint


def test_a_server_that_hangs_is_left_at_the_deadline(server: ModelServer, ask: Opener) -> None:
    """The connection is shut, so that the server notices."""
    server.script.append(Scripted(body=b"", hangs=True))

    with pytest.raises(ModelTimeout, match=r"0\.2 seconds"):
        ask(timeout=0.2).invoke("Hi")
    assert server.left.wait(10)


def test_cancelling_shuts_the_connection(server: ModelServer, ask: Opener) -> None:
    """What came so far stays, with the reason."""
    server.script.append(Scripted(body=b": hello\n\n", hangs=True))
    cancel = threading.Event()

    def cancel_it() -> None:
        server.came.wait(10)
        cancel.set()

    thread = threading.Thread(target=cancel_it)
    thread.start()
    answer = ask().invoke("Hi", cancel=cancel)
    thread.join()

    assert answer.response_metadata["finish_reason"] == "cancelled"
    assert server.left.wait(10)


def test_closing_a_stream_shuts_the_connection(server: ModelServer, ask: Opener) -> None:
    """A reader who goes away costs the server nothing more."""
    first = b'data: {"choices": [{"delta": {"content": "one"}}]}\n\n'
    server.script.append(Scripted(body=first, hangs=True))
    stream = ask().stream("Hi")
    assert next(stream).text == "one"
    stream.close()  # type: ignore[attr-defined]

    assert server.left.wait(10)


def test_a_name_that_leads_away_is_refused_when_it_is_connected_to(
    server: ModelServer, ask: Opener
) -> None:
    """Though it led home before: it is looked up for every call, and nothing is sent."""
    found = [["127.0.0.1"], ["192.0.2.1"]]
    port = server.url.split(":")[2].split("/")[0]
    server.script.append(Scripted(body=events("yes")))
    model = ask(base_url=f"http://box.example:{port}/v1", resolver=lambda *_: found.pop(0))

    assert model.invoke("Hi").text == "yes"
    assert server.asked[0].headers["Host"] == f"box.example:{port}"
    with pytest.raises(ModelUnavailable, match=r"box\.example is not on this machine") as caught:
        model.invoke("Hi")
    assert "allow_remote" in caught.value.hint
    assert len(server.asked) == 1


def test_one_address_away_is_enough_to_be_remote() -> None:
    """Of several addresses any might be used."""
    home_and_away = lambda *_: ["127.0.0.1", "192.0.2.1"]  # noqa: E731

    with pytest.raises(ModelUnavailable, match="not on this machine"):
        locate("http://box.example/v1", allow_remote=False, resolver=home_and_away)
    assert locate("http://box.example/v1", allow_remote=True, resolver=home_and_away).remote


def test_an_unknown_name() -> None:
    """Plain words for what the resolver says in its own."""

    def nowhere(*_: object) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(ModelUnavailable, match=r"address of box\.example cannot be found"):
        locate("http://box.example/v1", allow_remote=True, resolver=nowhere)


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:192.0.2.1", False),
        ("0.0.0.0", False),  # noqa: S104 - to be told apart, not bound to
        ("192.0.2.1", False),
        ("10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("localhost.example", False),
    ],
)
def test_which_addresses_are_this_machine(address: str, home: bool) -> None:  # noqa: FBT001
    """Loopback is, in all its spellings; the local network is not."""
    assert is_loopback(address) is home


def test_no_proxy_of_the_environment_is_asked(
    server: ModelServer, ask: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would see everything, and it may be anywhere."""
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:3128")
    monkeypatch.setenv("ALL_PROXY", "http://192.0.2.1:3128")
    server.script.append(Scripted(body=events("yes")))

    assert ask().invoke("Hi").text == "yes"
