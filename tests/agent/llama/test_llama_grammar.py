"""Whatever a model would like to say, a grammar lets it only say valid JSON of the schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage
from pydantic import BaseModel, Field

from agent.engine.language.shapes import (
    LEARN_SCHEMA,
    SUGGEST_SCHEMA,
    LearnShape,
    SuggestShape,
)
from agent.llama.chat_model import LlamaChatModel
from agent.llama.grammar import grammar_of
from memory.errors import ContextOverflow, ModelError, ModelOutputInvalid

OpenModel = Callable[..., LlamaChatModel]


class Everything(BaseModel):
    """One of each thing that schemas are made of."""

    text: str = Field(max_length=30)
    named: str = Field(min_length=2, max_length=5)
    small: int = Field(ge=-3, le=12)
    big: int
    ratio: float
    flag: bool
    nothing: None
    maybe: int | None
    word: str | None = Field(default=None, max_length=4)
    numbers: list[int] = Field(min_length=1, max_length=3)
    none: list[int] = Field(max_length=0)


@pytest.mark.parametrize("seed", range(8))
def test_noise_is_held_to_every_kind_of_value(
    noise: Path, open_model: OpenModel, seed: int
) -> None:
    """Random weights at a high temperature still give an instance of the class."""
    model = open_model(noise, max_tokens=4000)

    answer = model.with_structured_output(Everything).invoke("say something", seed=seed)

    assert isinstance(answer, Everything)


@pytest.mark.parametrize("shape", [LearnShape, SuggestShape])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_noise_is_held_to_the_real_schemas(
    noise: Path, open_model: OpenModel, shape: type[BaseModel], seed: int
) -> None:
    """The very schemas of learning and suggesting terminate and validate strictly."""
    model = open_model(noise, max_tokens=7000)

    answer = model.with_structured_output(shape).invoke("say something", seed=seed)

    assert isinstance(answer, shape)


def test_an_answer_that_is_cut_off_is_no_answer(noise: Path, open_model: OpenModel) -> None:
    """Broken JSON is never passed on."""
    model = open_model(noise, max_tokens=20)

    with pytest.raises(ModelOutputInvalid, match="longer than it may be"):
        model.with_structured_output(LEARN_SCHEMA).invoke("say something")


def test_a_context_that_is_full_before_the_end_is_told_as_such(
    noise: Path, open_model: OpenModel
) -> None:
    """So that the batch is split instead of tried again."""
    model = open_model(noise, context=256, max_tokens=4000)

    with pytest.raises(ContextOverflow, match="full before"):
        model.with_structured_output(LEARN_SCHEMA).invoke("word " * 40)


def test_with_raw_the_fault_is_handed_over(noise: Path, open_model: OpenModel) -> None:
    """As langchain has it: message, value, and error beside one another."""
    model = open_model(noise, max_tokens=20)
    answer: Any = model.with_structured_output(SUGGEST_SCHEMA, include_raw=True).invoke("go")

    assert isinstance(answer["raw"], AIMessage)
    assert answer["parsed"] is None
    assert isinstance(answer["parsing_error"], ModelOutputInvalid)


def test_strings_hold_no_control_characters(noise: Path, open_model: OpenModel) -> None:
    """Raw line breaks inside strings are what other converters let through."""
    schema = {"type": "string", "minLength": 300, "maxLength": 300}
    written = open_model(noise).invoke("go", response_schema=schema, max_tokens=2000).text

    assert json.loads(written)
    assert not any(ord(letter) < 32 for letter in written)


def test_optional_members_keep_their_commas(noise: Path, open_model: OpenModel) -> None:
    """Each choice of optional members is valid JSON in the order of the schema."""
    schema = {
        "type": "object",
        "properties": {name: {"const": 1} for name in "abcd"},
        "required": ["c"],
    }
    model = open_model(noise, max_tokens=100)
    written = {model.invoke("go", response_schema=schema, seed=seed).text for seed in range(40)}

    assert len(written) > 3
    for text in written:
        value = json.loads(text)
        assert "c" in value
        assert list(value) == sorted(value)


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"type": "decimal"}, "No grammar"),
        ({"$ref": "#/$defs/gone"}, "which is not in it"),
        ({"$defs": {"a": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}, "without end"),
        ({"type": "array"}, "No grammar"),
    ],
)
def test_a_schema_without_a_grammar_is_refused(schema: dict[str, Any], message: str) -> None:
    """Before a model is asked."""
    with pytest.raises(ModelError, match=message):
        grammar_of(schema)


def test_names_with_quotes_do_not_break_out_of_the_grammar(
    noise: Path, open_model: OpenModel
) -> None:
    """A schema from elsewhere (a plugin's tool) can hold anything in its names."""
    schema = {
        "type": "object",
        "properties": {'a"b\\c\nd ::= "': {"enum": ['x"y', "ü"]}},
        "required": ['a"b\\c\nd ::= "'],
    }
    value = json.loads(open_model(noise).invoke("go", response_schema=schema).text)

    assert set(value) == {'a"b\\c\nd ::= "'}
