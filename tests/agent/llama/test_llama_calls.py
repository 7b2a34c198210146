"""Tool calls, thoughts and shapes in what a model says, and what goes round in circles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, AIMessageChunk

from agent.llama.chat_model import LlamaChatModel
from agent.llama.structured import parse_answer
from memory.errors import (
    InvalidInput,
    ModelOutputInvalid,
)
from tests.support.sample_tools import NOTE, RECALL
from tests.support.tiny_gguf import CHATML

OpenModel = Callable[..., LlamaChatModel]


def _whole(chunks: Iterable[AIMessage]) -> AIMessageChunk:
    whole: Any = None
    for chunk in chunks:
        whole = chunk if whole is None else whole + chunk
    assert isinstance(whole, AIMessageChunk)
    return whole


def test_a_call_is_read_from_between_its_marks(say: OpenModel) -> None:
    """Text before it is streamed, what comes after it is not waited for."""
    model = say(
        "Let me see. ",
        "<tool",
        '_call>{"name": "recall", ',
        '"arguments": {"query": "tea"',
        "}}</tool_call>",
        " ignored",
    )
    bound = model.bind_tools([RECALL, NOTE])
    chunks = list(bound.stream("Hi"))

    assert "".join(chunk.text for chunk in chunks) == "Let me see. "
    [call] = _whole(chunks).tool_calls
    assert (call["name"], call["args"]) == ("recall", {"query": "tea"})
    assert chunks[-1].response_metadata["finish_reason"] == "tool_calls"


def test_a_call_that_is_begun_is_finished_by_the_grammar(say: OpenModel) -> None:
    """A model that opens a call and then babbles still makes a valid call."""
    bound = say("<tool_call>", "babble").bind_tools([RECALL])
    answer = bound.invoke("Hi")

    [call] = answer.tool_calls
    assert call["name"] == "recall"
    assert set(call["args"]) == {"query"}


def test_what_is_no_call_is_kept_as_an_invalid_one(say: OpenModel) -> None:
    """Nothing is lost where the grammar came too late."""
    answer = say("<tool_call>oh ", "well").bind_tools([RECALL]).invoke("Hi")

    assert answer.tool_calls == []
    assert answer.invalid_tool_calls[0]["args"] == "oh well"


def test_a_call_can_be_demanded(noise: Path, open_model: OpenModel) -> None:
    """By a name, or any at all; random weights obey too."""
    model = open_model(noise, max_tokens=300)
    named = model.bind_tools([RECALL, NOTE], tool_choice="append_note").invoke("Hi")
    some = model.bind_tools([RECALL, NOTE], tool_choice="any").invoke("Hi")

    assert [call["name"] for call in named.tool_calls] == ["append_note"]
    assert len(some.tool_calls) == 1
    with pytest.raises(InvalidInput, match="no tool gone"):
        model.bind_tools([RECALL], tool_choice="gone").invoke("Hi")


def test_a_call_that_is_forbidden_is_text(say: OpenModel) -> None:
    """With the choice ``none`` the model is not even told of the tools."""
    model = say("<tool_call>", "{}")
    answer = model.bind_tools([RECALL], tool_choice="none").invoke("Hi")

    assert answer.text == "<tool_call>{}"
    tokens = [message.usage_metadata for message in (answer, model.invoke("Hi"))]
    assert tokens[0] is not None
    assert tokens[1] is not None
    assert tokens[0]["input_tokens"] == tokens[1]["input_tokens"]


@pytest.mark.parametrize("streamed", [False, True])
def test_a_call_that_is_cut_off_is_invalid(say: OpenModel, streamed: bool) -> None:  # noqa: FBT001
    """A parser of langchain would complete the JSON, and half of a note would be written."""
    model = say('<tool_call>{"name": "recall", "arguments"', ': {"query": "tea and', " so", " on")
    bound = model.bind_tools([RECALL])
    answer = (
        _whole(bound.stream("Hi", max_tokens=3)) if streamed else bound.invoke("Hi", max_tokens=3)
    )

    assert answer.tool_calls == []
    [invalid] = answer.invalid_tool_calls
    assert str(invalid["args"]).startswith('{"query": "tea and so')
    assert answer.response_metadata["finish_reason"] == "length"


def test_a_call_is_streamed_as_it_is_written(say: OpenModel) -> None:
    """First its name, then its arguments piece by piece."""
    model = say(
        '<tool_call>{"name": "recall", "argu', 'ments": {"query"', ': "te', 'a"}}</tool_call>'
    )
    chunks = list(model.bind_tools([RECALL]).stream("Hi"))
    parts = [part for chunk in chunks for part in getattr(chunk, "tool_call_chunks", [])]

    assert [(part["name"], part["args"]) for part in parts] == [
        ("recall", '{"query"'),
        (None, ': "te'),
        (None, 'a"}'),
    ]


@pytest.mark.parametrize(
    "pieces",
    [
        ("<think>", "Hm. ", "Well.", "</think>\n\n", "Tea."),
        ("<thi", "nk>Hm. Well.</th", "ink>", "\n\n", "Tea."),
    ],
)
def test_thoughts_are_kept_apart(say: OpenModel, pieces: tuple[str, ...]) -> None:
    """Streamed or not, they are no part of the answer, and are counted."""
    model = say(*pieces)
    answer, streamed = model.invoke("Hi"), _whole(model.stream("Hi"))

    for message in (answer, streamed):
        assert message.text == "Tea."
        assert message.additional_kwargs == {"reasoning_content": "Hm. Well."}
        assert [block["type"] for block in message.content_blocks] == ["reasoning", "text"]
        assert message.usage_metadata is not None
        assert message.usage_metadata["output_token_details"]["reasoning"] > 0


def test_thoughts_that_never_end_are_no_answer(say: OpenModel) -> None:
    """A model cut off while it thinks has said nothing."""
    answer = say("<think>", "Hm. ", "And then ", "again").invoke("Hi", max_tokens=3)

    assert answer.text == ""
    assert answer.additional_kwargs["reasoning_content"] == "Hm. And then "


def test_thoughts_that_the_template_opened_are_thoughts(say: OpenModel) -> None:
    """Such a model only ever writes the closing mark."""
    model = say("Hm.", "</think>", "Tea.", template=CHATML + "{{ '<think>\n' }}")
    answer = model.invoke("Hi")

    assert (answer.text, answer.additional_kwargs["reasoning_content"]) == ("Tea.", "Hm.")


def test_an_answer_of_a_shape_has_no_thoughts(noise: Path, open_model: OpenModel) -> None:
    """A grammar leaves them no room, so they are closed before it begins."""
    model = open_model(noise, max_tokens=400, template=CHATML + "{{ '<think>\n' }}")
    answer = model.with_structured_output(RECALL["parameters"], include_raw=True).invoke("Hi")

    assert isinstance(answer, dict)
    assert answer["parsing_error"] is None
    assert "reasoning_content" not in answer["raw"].additional_kwargs


def test_a_model_that_goes_round_in_circles_is_stopped(say: OpenModel) -> None:
    """While it is streamed, long before its limit, and it is said why."""
    model = say("and so on ", "for ever ", endless=True, max_tokens=4000)
    chunks = list(model.stream("Hi"))

    assert chunks[-1].response_metadata["finish_reason"] == "repetition"
    assert len(chunks) < 60
    with pytest.raises(ModelOutputInvalid, match="repeated itself"):
        parse_answer(model.invoke("Hi"), dict)
