"""Prompts are short, versioned, and hold a worked example that is itself valid."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from agent.engine.language.shapes import LearnShape, SuggestShape
from agent.llama.vision import Seen
from agent.prompts import PromptName, load_prompt

#: What was written under each version. A prompt that is edited gets a new version and a new line.
DIGESTS = {
    "learn-2": "b4e6357e1eef15f7",
    "suggest-1": "6e90993b7f572c5e",
    "image-1": "aa2f52fbcd465805",
    "chat-1": "2e980f0f28e45058",
}


@pytest.mark.parametrize("name", get_args(PromptName))
def test_a_prompt_that_is_edited_has_a_new_version(name: PromptName) -> None:
    """What a proposition was made by can be told apart for ever."""
    prompt = load_prompt(name)

    assert DIGESTS.get(prompt.version) == prompt.digest, (
        f"{name}.md was edited: give it the next version at its head, and write here "
        f'"<that version>": "{prompt.digest}"'
    )


@pytest.mark.parametrize("name", get_args(PromptName))
def test_each_prompt_has_a_version_of_its_own(name: PromptName) -> None:
    """Its name and a number; the text does not begin with it."""
    prompt = load_prompt(name)

    kind, _, number = prompt.version.partition("-")
    assert kind == name
    assert int(number) >= 1
    assert "version" not in prompt.text.splitlines()[0]
    assert "Example:" in prompt.text


@pytest.mark.parametrize("name", get_args(PromptName))
def test_each_prompt_is_short(name: PromptName) -> None:
    """At most 2,400 characters, which is some 700 tokens in the worst tokenizers."""
    assert len(load_prompt(name).text) <= 2400


@pytest.mark.parametrize(
    ("name", "shape"), [("learn", LearnShape), ("suggest", SuggestShape), ("image", Seen)]
)
def test_the_worked_example_is_a_valid_answer(name: PromptName, shape: Any) -> None:  # noqa: ANN401
    """Of exactly the shape that the grammar demands, in the same layout and order."""
    written = load_prompt(name).text.rpartition("Answer:\n")[2]
    answer = shape.model_validate_json(written)

    assert json.dumps(answer.model_dump(mode="json"), ensure_ascii=False) == written
